//! Places on standard input: a line out for each line in, in their order, however long it goes on.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, Command, Stdio};

use crate::support;
use crate::world::text;

fn start(more: &[&str]) -> Child {
    Command::new(env!("CARGO_BIN_EXE_oreline"))
        .arg("query")
        .arg(support::layers("xinjiang"))
        .args(["--at", "-", "--no-index"])
        .args(more)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

/// Output and remarks.
fn run(input: &[u8], more: &[&str]) -> (Vec<serde_json::Value>, String) {
    let mut child = start(more);
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    let writer = std::thread::spawn(move || stdin.write_all(&input));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let lines = text(&output.stdout);
    assert!(lines.is_empty() || lines.ends_with('\n'));
    (lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect(), text(&output.stderr))
}

#[test]
fn every_line_gets_its_answer_in_order() {
    let lines: Vec<String> = (0..30_000).map(|n| format!("{},{}", 73.0 + f64::from(n) / 1000.0, 40.5)).collect();
    let (answers, _) = run(lines.join("\n").as_bytes(), &["--threads", "3"]);
    assert_eq!(answers.len(), lines.len());
    for (n, answer) in answers.iter().enumerate() {
        assert_eq!(answer["line"], n + 1);
        assert_eq!(answer["lon"], 73.0 + n as f64 / 1000.0);
    }
    let inside = answers.iter().filter(|answer| !answer["zones"].as_array().unwrap().is_empty()).count();
    assert!(inside > 5000, "{inside} inside");
}

#[test]
fn what_is_no_place_is_told_with_its_line_and_the_stream_goes_on() {
    let long = "7".repeat(5000);
    let mut input = b"\xEF\xBB\xBF75.99,39.72\r\n\xFF\xFE\x00,39\n\n".to_vec();
    input.extend(
        format!("{long}\n39.72,120.99\n75\u{b0}58\u{2032}E 39\u{b0}43\u{2032}N\nnowhere\n39.72,75.99\n0,0").bytes(),
    );
    let (answers, remarks) = run(&input, &[]);
    let error = |n: usize| answers[n]["error"].as_str().unwrap_or_default().to_owned();
    assert_eq!(answers.len(), 9);
    assert_eq!(answers[0]["prefecture"], "Kezhou");
    assert!(error(1).contains("not UTF-8 (byte 1)"), "{}", error(1));
    assert!(error(2).contains("empty"), "{}", error(2));
    assert!(error(3).contains("more than 4096 bytes"), "{}", error(3));
    assert!(error(4).contains("latitude came first"), "{}", error(4));
    assert_eq!(answers[5]["prefecture"], "Kezhou");
    assert!(error(6).contains("nowhere"), "{}", error(6));
    assert_eq!(answers[8]["zones"], serde_json::json!([]));
    assert!(remarks.contains("5 of 9 lines are no place"), "{remarks}");
    assert!(remarks.contains("2 of 9 places lie in no zone") && remarks.contains("1 of them would"), "{remarks}");
}

#[test]
fn a_line_without_end_takes_no_memory_and_is_one_line() {
    let mut input = vec![b'1'; 5_000_000];
    input.extend(b"\n75.99,39.72\n");
    let (answers, _) = run(&input, &[]);
    assert_eq!(answers.len(), 2);
    assert_eq!(answers[1]["line"], 2);
    assert_eq!(answers[1]["prefecture"], "Kezhou");
}

#[test]
fn an_answer_comes_while_the_asker_waits() {
    let mut child = start(&[]);
    let mut stdin = child.stdin.take().unwrap();
    let mut stdout = BufReader::new(child.stdout.take().unwrap());
    for n in 1..=3 {
        writeln!(stdin, "75.99,39.72").unwrap();
        stdin.flush().unwrap();
        let mut line = String::new();
        stdout.read_line(&mut line).unwrap();
        assert!(line.starts_with(&format!("{{\"line\":{n},")), "{line}");
    }
    drop(stdin);
    assert!(child.wait().unwrap().success());
}

#[test]
fn a_reader_that_has_seen_enough_is_no_error() {
    let mut child = start(&["-q"]);
    let mut stdin = child.stdin.take().unwrap();
    let writer = std::thread::spawn(move || {
        // The program stops reading at some time.
        let block = "75.99,39.72\n".repeat(10_000);
        let written = (0..1000).find(|_| stdin.write_all(block.as_bytes()).is_err());
        (written, stdin)
    });
    let mut stdout = BufReader::new(child.stdout.take().unwrap());
    let mut line = String::new();
    stdout.read_line(&mut line).unwrap();
    drop(stdout);
    let (written, stdin) = writer.join().unwrap();
    assert!(written.is_some(), "it read everything, although nobody heard the answers");
    drop(stdin);
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), text(&output.stderr).as_str()), (Some(0), ""));
}

/// A million places have 0.4 GB of answers; the program may have less.
#[test]
#[cfg(target_os = "linux")]
fn memory_does_not_grow_with_the_stream() {
    let mut child = start(&["-q"]);
    let mut stdin = child.stdin.take().unwrap();
    let status = format!("/proc/{}/status", child.id());
    let mut stdout = BufReader::new(child.stdout.take().unwrap());
    let reader = std::thread::spawn(move || {
        let mut lines = 0_u64;
        let mut line = Vec::new();
        while stdout.read_until(b'\n', &mut line).unwrap() > 0 {
            lines += 1;
            line.clear();
        }
        lines
    });
    let peak_kb = || {
        let status = std::fs::read_to_string(&status).unwrap();
        let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
        peak.trim().trim_end_matches(" kB").parse::<u64>().unwrap()
    };
    let block = "75.99,39.72\n".repeat(10_000);
    let mut early_kb = 0;
    for n in 0..40 {
        stdin.write_all(block.as_bytes()).unwrap();
        if n == 9 {
            early_kb = peak_kb();
        }
    }
    let late_kb = peak_kb();
    drop(stdin);
    assert_eq!(reader.join().unwrap(), 400_000);
    assert!(child.wait().unwrap().success());
    // 300,000 answers more have 120 MB.
    assert!(late_kb < early_kb + 40_000, "{early_kb} kB after 100,000 places, {late_kb} kB after 400,000");
}

#[test]
fn projected_places_are_transformed() {
    // 75°58′E 39°43′N in the zone of 75 degrees.
    let (answers, _) = run(b"582842.1,4398041.0\n1e9,1e9\n75.99,39.72\n", &["--crs", "EPSG:4547"]);
    assert_eq!(answers.len(), 3);
    assert!(answers[0]["lon"].is_number(), "{}", answers[0]);
    assert!(answers[1]["error"].as_str().unwrap().contains("nowhere on the earth"), "{}", answers[1]);
}
