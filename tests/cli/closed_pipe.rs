//! A reader that has seen enough is no error.

use std::io::Read;
use std::process::Stdio;

use crate::world::{World, many_mines};

/// Runs, reads a few bytes and closes the pipe; gives exit code and standard error.
fn cut_short(world: &World, arguments: &[&str], bytes: usize) -> (Option<i32>, String) {
    let mut child = world.command().args(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut stdout = child.stdout.take().unwrap();
    let mut some = vec![0; bytes];
    stdout.read_exact(&mut some).unwrap();
    drop(stdout);
    let output = child.wait_with_output().unwrap();
    (output.status.code(), String::from_utf8(output.stderr).unwrap())
}

#[test]
fn a_layer_on_standard_output_may_be_cut_short_by_its_reader() {
    let world = World::new();
    // Far more than a pipe holds.
    world.write("mines.geojson", many_mines(20_000));
    let flag = ["flag", "--mines", "mines.geojson", "--prefectures", "units.geojson", "-o", "-"];
    let mut compared = 0;
    for bytes in [0, 1, 100, 70_000] {
        let (code, message) = cut_short(&world, &[&flag[..], &["-q"]].concat(), bytes);
        assert_eq!((code, message.as_str()), (Some(0), ""), "{bytes}");
        compared += 1;
    }
    let (code, message) = cut_short(&world, &flag, 1);
    assert_eq!(code, Some(0));
    assert!(message.starts_with("20000 mines read") && !message.contains("pipe"), "{message}");
    assert_eq!(compared, 4);
}

#[test]
fn a_file_beside_a_cut_pipe_is_whole() {
    let world = World::new();
    world.write("mines.geojson", many_mines(20_000));
    let flag = ["flag", "--mines", "mines.geojson", "--prefectures", "units.geojson"];
    let (code, _) = cut_short(&world, &[&flag[..], &["-o", "-", "-o", "x.geojson"]].concat(), 10);
    assert_eq!(code, Some(0));
    assert_eq!(crate::world::features(&world.read("x.geojson")).len(), 20_000);
}

#[test]
fn every_command_may_lose_its_reader() {
    let world = World::new();
    let mut compared = 0;
    for arguments in [
        &["completions", "zsh"][..],
        &["man"],
        &["--help"],
        &["flag", "--help"],
        &["flag", "--mines", "mines.geojson", "--prefectures", "units.geojson", "-o", "x.geojson"],
    ] {
        let output =
            world.command().args(arguments).stdout(Stdio::from(closed_pipe())).stderr(Stdio::piped()).output().unwrap();
        let message = String::from_utf8(output.stderr).unwrap();
        assert_eq!((output.status.code(), message.as_str()), (Some(0), ""), "{arguments:?}");
        compared += 1;
    }
    assert_eq!(compared, 5);
}

/// The writing end of a pipe that no one reads.
fn closed_pipe() -> std::io::PipeWriter {
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    writer
}
