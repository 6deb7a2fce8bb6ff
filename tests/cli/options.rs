//! What the options of `oreline flag` change, and what they leave alone.

use crate::world::{World, feature, features, flagged_ids, mine};

#[test]
fn only_flagged_writes_flagged_mines_alone_and_counts_all() {
    let world = World::new();
    for name in ["x.geojson", "x.geojsonl"] {
        let outcome = world.flag(&["-o", name, "--only", "flagged"]);
        assert_eq!(outcome.code, 0);
        let found = features(&world.read(name));
        assert_eq!((found.len(), flagged_ids(&found)), (1, vec!["M1".to_owned()]), "{name}");
        assert!(outcome.stdout.contains("3 mines read, 3 used, 0 refused; 1 flagged"), "{}", outcome.stdout);
        std::fs::remove_file(world.path("x.qml")).unwrap();
    }
}

#[test]
fn only_flagged_leaves_the_layer_of_all_mines_out_of_a_package() {
    let world = World::new();
    assert_eq!(world.flag(&["-o", "x.gpkg", "--only", "flagged"]).code, 0);
    let package = rusqlite::Connection::open(world.path("x.gpkg")).unwrap();
    let mut query = package.prepare("SELECT table_name FROM gpkg_contents ORDER BY 1").unwrap();
    let names: Vec<String> = query.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    assert!(names.contains(&"mines_flagged".to_owned()) && !names.contains(&"mines".to_owned()), "{names:?}");
    let count: i64 = package.query_row("SELECT count(*) FROM mines_flagged", [], |row| row.get(0)).unwrap();
    assert_eq!(count, 1);
}

#[test]
fn a_folder_that_exists_needs_no_slash() {
    let world = World::new();
    std::fs::create_dir(world.path("out")).unwrap();
    assert_eq!(world.flag(&["-o", "out"]).code, 0);
    assert!(world.holds("out/flagged.gpkg"));
}

#[test]
fn only_flagged_of_nothing_flagged_is_an_empty_layer_in_every_format() {
    let world = World::with_mines(&[&mine("M2", "[76.5,39.5]")]);
    let mut compared = 0;
    for name in ["a.geojson", "b.geojsonl", "c.gpkg", "d.fgb", "e.shp", "f.csv", "g.kml", "h.xlsx"] {
        let outcome = world.flag(&["-o", name, "--only", "flagged"]);
        assert_eq!(outcome.code, 0, "{name}: {}", outcome.stderr);
        assert!(world.holds(name));
        compared += 1;
    }
    assert_eq!(features(&world.read("a.geojson")).len(), 0);
    assert_eq!(compared, 8);
}

#[test]
fn fail_on_flagged_writes_and_exits_with_4() {
    let world = World::new();
    let counted = world.counted(&["--fail-on", "flagged"]);
    assert_eq!((counted.outcome.code, counted.flagged().len()), (4, 1));
    let world = World::with_mines(&[&mine("M2", "[76.5,39.5]")]);
    assert_eq!(world.counted(&["--fail-on", "flagged"]).outcome.code, 0);
    let world = World::with_mines(&[&mine("M2", "[76.5,39.5]"), &feature("B", "null")]);
    assert_eq!(world.counted(&["--fail-on", "flagged"]).outcome.code, 3);
    let world = World::with_mines(&[&mine("M1", "[75.5,39.5]"), &feature("B", "null")]);
    assert_eq!(world.counted(&["--fail-on", "flagged"]).outcome.code, 4);
}

#[test]
fn strict_stops_at_any_defect_and_names_it() {
    let bad = World::with_mines(&[&mine("M1", "[75.5,39.5]"), &feature("B", "null"), &feature("C", "null")]);
    let outcome = bad.flag(&["-o", "x.geojson", "--strict"]);
    assert_eq!(outcome.code, 1);
    for words in ["2 defects", "2 missing-geometry", "feature 1 (B)", "mines.geojson", "hint: run without --strict"] {
        assert!(outcome.stderr.contains(words), "{words}: {}", outcome.stderr);
    }
    let sound = World::new();
    assert_eq!(sound.counted(&["--strict"]).outcome.code, 0);
}

#[test]
fn strict_takes_a_unit_of_unknown_class_as_seriously_as_a_bad_mine() {
    let square = "[[[75,39],[76,39],[76,40],[75,40],[75,39]]]";
    let world = World::with_units(&[&crate::world::unit("1", "dreadful", square)]);
    let outcome = world.flag(&["-o", "x.geojson", "--strict"]);
    assert_eq!(outcome.code, 1);
    assert!(outcome.stderr.contains("units.geojson: feature 0 (1): unknown-class"), "{}", outcome.stderr);
}

#[test]
fn quiet_prints_nothing_but_errors() {
    let world = World::with_mines(&[&mine("M1", "[75.5,39.5]"), &feature("B", "null")]);
    let outcome = world.flag(&["-o", "x.geojson", "-q"]);
    assert_eq!((outcome.code, outcome.stdout.as_str(), outcome.stderr.as_str()), (3, "", ""));
    let outcome = world.flag(&["-o", "x.geojson", "--quiet"]);
    assert_eq!((outcome.code, outcome.stdout.as_str()), (1, ""));
    assert!(outcome.stderr.contains("exists already"), "{}", outcome.stderr);
    let outcome = world.flag(&["-o", "-", "-q"]);
    assert_eq!((outcome.code, features(&outcome.stdout).len(), outcome.stderr.as_str()), (3, 1, ""));
}

#[test]
fn standard_output_holds_the_layer_alone_and_refused_features_are_named_beside_it() {
    let world = World::with_mines(&[&mine("M1", "[75.5,39.5]"), &feature("B", "null")]);
    let outcome = world.flag(&["-o", "-"]);
    assert_eq!(outcome.code, 3);
    assert_eq!(flagged_ids(&features(&outcome.stdout)), ["M1"]);
    assert!(outcome.stderr.contains("mines.geojson: feature 1 (B): missing-geometry"), "{}", outcome.stderr);
    assert_eq!(std::fs::read_dir(world.path("")).unwrap().count(), 2, "no file was written");
}

#[test]
fn several_outputs_hold_the_same() {
    let world = World::new();
    let outcome = world.flag(&["-o", "x.geojson", "-o", "out/", "-o", "-", "-o", "y.geojsonl"]);
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    let text = world.read("x.geojson");
    assert_eq!(text, world.read("out/flagged.geojson"));
    assert_eq!(text, outcome.stdout);
    assert_eq!(features(&text), features(&world.read("y.geojsonl")));
}

#[test]
fn colour_is_never_written_where_there_is_no_terminal() {
    let world = World::new();
    let mut compared = 0;
    for (name, value) in [("NO_COLOR", "1"), ("CLICOLOR", "1"), ("TERM", "xterm-256color")] {
        for arguments in [&["--help"][..], &["flag", "--help"], &["flag", "--overwite"], &["flag", "nowhere.toml"]] {
            let output = world.command().env(name, value).args(arguments).output().unwrap();
            for stream in [output.stdout, output.stderr] {
                assert!(!stream.contains(&0x1b), "{name}={value} {arguments:?}");
                compared += 1;
            }
        }
    }
    let forced = world.command().env("NO_COLOR", "1").env("CLICOLOR_FORCE", "1").arg("--help").output().unwrap();
    assert!(!forced.stdout.contains(&0x1b), "NO_COLOR goes before all");
    assert_eq!(compared, 24);
}

#[test]
fn an_option_of_the_command_line_goes_before_the_output_of_the_plan() {
    let world = World::new();
    world.write(
        "sub/plan.toml",
        "title = \"两个县\"\noutput = \"从计划.geojson\"\n[mines]\npath = \"../mines.geojson\"\n[[zones]]\nkind = \"prefecture\"\npath = \"../units.geojson\"\n",
    );
    let outcome = world.run(&["flag", "sub", "-o", "x.geojson"]);
    assert!(outcome.stdout.starts_with("两个县\n"), "{}", outcome.stdout);
    assert!(world.holds("x.geojson") && !world.holds("sub/从计划.geojson"));
    assert_eq!(world.run(&["flag", "sub/plan.toml"]).code, 0);
    assert_eq!(world.read("sub/从计划.geojson"), world.read("x.geojson"));
}
