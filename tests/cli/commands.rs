//! Help, completions, manual page, the summary: what people and programs read.

use crate::world::{World, feature, mine};

/// Snapshots with times taken out.
fn settings() -> insta::Settings {
    let mut settings = insta::Settings::clone_current();
    settings
        .add_filter(r"\d+\.\d\d s \(read [\d.]+, check [\d.]+, join [\d.]+, judge [\d.]+, write [\d.]+\)", "[times]");
    settings.add_filter(r#""seconds":\{[^}]*\}"#, r#""seconds":{}"#);
    settings.add_filter(r"oreline \d+\.\d+\.\d+", "oreline [version]");
    settings
}

#[test]
fn help_of_each_command_shows_an_example() {
    let world = World::new();
    let mut text = String::new();
    let mut compared = 0;
    for arguments in [
        &["--help"][..],
        &["flag", "--help"],
        &["query", "--help"],
        &["index", "--help"],
        &["explain", "--help"],
        &["check", "--help"],
        &["init", "--help"],
        &["convert", "--help"],
        &["rules", "--help"],
        &["rules", "check", "--help"],
        &["rules", "test", "--help"],
        &["rules", "diff", "--help"],
        &["rules", "show", "--help"],
        &["completions", "--help"],
        &["man", "--help"],
    ] {
        let outcome = world.run(arguments);
        assert_eq!(outcome.code, 0);
        assert!(outcome.stderr.is_empty());
        let example =
            outcome.stdout.split("Example").nth(1).unwrap_or_else(|| panic!("no example: {}", outcome.stdout));
        assert!(example.contains("  oreline "), "{example}");
        text = format!("{text}$ oreline {}\n{}\n", arguments.join(" "), outcome.stdout);
        compared += 1;
    }
    assert_eq!(compared, 15);
    settings().bind(|| insta::assert_snapshot!("help", text));
}

#[test]
fn help_names_every_exit_code_and_every_format() {
    let world = World::new();
    let help = world.run(&["--help"]).stdout;
    for code in 0..=4 {
        assert!(help.lines().any(|line| line.trim_start().starts_with(&format!("{code}  "))), "{code}: {help}");
    }
    let help = world.run(&["flag", "--help"]).stdout;
    for format in [".geojson", ".geojsonl", ".gpkg", ".fgb", ".parquet", ".shp", ".csv", ".kml", ".xlsx"] {
        assert!(help.contains(format), "{format}");
    }
}

#[test]
fn completions_exist_for_every_shell_and_know_every_option() {
    let world = World::new();
    let mut compared = 0;
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let outcome = world.run(&["completions", shell]);
        assert_eq!(outcome.code, 0, "{shell}");
        for word in [
            "flag",
            "explain",
            "check",
            "init",
            "convert",
            "line-ending",
            "reference",
            "completions",
            "man",
            "prefectures",
            "redlines",
            "overwrite",
            "fail-on",
            "threads",
        ] {
            assert!(outcome.stdout.contains(word), "{shell}: {word}");
        }
        compared += 1;
    }
    assert_eq!(compared, 5);
}

#[test]
fn bash_takes_its_completions() {
    let world = World::new();
    world.write("completions", world.run(&["completions", "bash"]).stdout);
    let output = std::process::Command::new("bash").arg("-n").arg(world.path("completions")).output().unwrap();
    assert!(output.status.success() && output.stderr.is_empty(), "{output:?}");
}

#[test]
fn the_manual_page_is_roff_that_names_commands_and_exit_codes() {
    let outcome = World::new().run(&["man"]);
    assert_eq!(outcome.code, 0);
    assert!(outcome.stdout.contains(".TH oreline 1"), "{}", outcome.stdout);
    for word in ["flag", "explain", "check", "init", "convert", "rules", "completions", "Exit codes", "\\-\\-json"] {
        assert!(outcome.stdout.contains(word), "{word}");
    }
}

fn faulty() -> World {
    let world = World::with_mines(&[
        &mine("M1", "[75.5,39.5]").replace("{\"id\"", "{\"name\":\"矿一\",\"id\""),
        &mine("M2", "[76.5,39.5]"),
        &feature("B", "null"),
        &mine("M4", "[85.5,39.5]"),
        &mine("M4", "[1e300,39.5]"),
    ]);
    let lines = "[[[75.4,39.4],[75.6,39.4],[75.6,39.6],[75.4,39.6],[75.4,39.4]]]";
    world.write("redlines.geojson", crate::world::collection(&[&crate::world::unit("R1", "", lines)]));
    world
}

#[test]
fn the_summary_is_a_table_that_stays_as_it_is() {
    let outcome = faulty().flag(&["--redlines", "redlines.geojson", "-o", "x.geojson", "-o", "out/"]);
    assert_eq!((outcome.code, outcome.stderr.as_str()), (3, ""));
    settings().bind(|| insta::assert_snapshot!("summary", outcome.stdout));
}

#[test]
fn the_json_summary_is_one_object_that_stays_as_it_is() {
    let outcome = faulty().flag(&["--redlines", "redlines.geojson", "-o", "x.geojson", "-o", "out/", "--json"]);
    assert_eq!((outcome.code, outcome.stderr.as_str(), outcome.stdout.lines().count()), (3, "", 1));
    let summary: serde_json::Value = serde_json::from_str(&outcome.stdout).unwrap();
    let keys: Vec<&str> = summary.as_object().unwrap().keys().map(String::as_str).collect();
    let named = [
        "schema_version",
        "mines",
        "flagged",
        "by_fragility",
        "by_prefecture",
        "by_position",
        "redline",
        "by_verdict",
        "defects",
        "outputs",
        "seconds",
    ];
    for key in named {
        assert!(keys.contains(&key), "{key} is not among {keys:?}");
    }
    let seconds: Vec<&str> = summary["seconds"].as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(seconds, ["read", "check", "join", "judge", "write", "total"]);
    assert_eq!(summary["schema_version"], 1);
    for output in summary["outputs"].as_array().unwrap() {
        let output = output.as_str().unwrap();
        let is_known = ["x.geojson", "x.qml", "x.defects.geojson"].contains(&output) || output.starts_with("out/");
        assert!(is_known, "{output}");
    }
    settings().bind(|| insta::assert_snapshot!("summary-json", outcome.stdout));
}

#[test]
fn a_failed_run_prints_no_json() {
    let world = World::new();
    world.write("mines.geojson", "{");
    let outcome = world.flag(&["-o", "x.geojson", "--json"]);
    assert_eq!((outcome.code, outcome.stdout.as_str()), (1, ""));
    assert!(outcome.stderr.contains("mines.geojson"));
}

#[test]
fn the_defects_layer_of_a_package_names_every_refused_feature() {
    let world = faulty();
    let outcome = world.flag(&["-o", "out/", "--json"]);
    assert_eq!(outcome.code, 3);
    let package = rusqlite::Connection::open(world.path("out/flagged.gpkg")).unwrap();
    let mut query =
        package.prepare("SELECT feature, id, code, severity, reason FROM defects ORDER BY feature").unwrap();
    let rows: Vec<(i64, String, String, String, String)> = query
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?)))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    let short: Vec<String> = rows.iter().map(|row| format!("{} {} {} {}", row.0, row.1, row.2, row.3)).collect();
    assert_eq!(short, ["2 B missing-geometry refused", "4 M4 out-of-range refused"]);
    assert!(rows.iter().all(|row| !row.4.is_empty()));
}
