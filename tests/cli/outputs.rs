//! Where outputs may go, and that older ones come to no harm.

use std::fs;
use std::process::Command;

use crate::world::World;

#[test]
fn an_older_output_stays_as_it_was_until_overwrite_is_given() {
    let mut compared = 0;
    for name in ["x.geojson", "x.geojsonl", "x.gpkg", "x.fgb", "x.shp", "x.csv", "x.kml", "x.xlsx", "x.parquet"] {
        let world = World::new();
        world.write(name, "older");
        let refused = world.flag(&["-o", name]);
        assert_eq!(refused.code, 1, "{name}");
        assert!(refused.stderr.contains(name) && refused.stderr.contains("--overwrite"), "{}", refused.stderr);
        assert_eq!(world.read(name), "older");
        let replaced = world.flag(&["-o", name, "--overwrite"]);
        assert_eq!(replaced.code, 0, "{name}: {}", replaced.stderr);
        assert_ne!(fs::read(world.path(name)).unwrap(), b"older", "{name}");
        compared += 1;
    }
    assert_eq!(compared, 9);
}

#[test]
fn every_part_of_an_older_output_is_kept_without_overwrite() {
    let world = World::new();
    for (part, output) in [
        ("x.qml", "x.geojson"),
        ("x.defects.geojson", "x.csv"),
        ("x.dbf", "x.shp"),
        ("x.cpg", "x.shp"),
        ("out/flagged.geojson", "out/"),
        ("out/flagged.qml", "out/"),
        ("out/flagged.gpkg", "out/"),
    ] {
        world.write(part, "older");
        let outcome = world.flag(&["-o", output]);
        assert_eq!(outcome.code, 1, "{part}");
        assert!(outcome.stderr.contains(part), "{part}: {}", outcome.stderr);
        assert_eq!(world.read(part), "older");
        fs::remove_file(world.path(part)).unwrap();
    }
}

#[test]
fn one_bad_output_of_several_keeps_all_from_being_written() {
    let world = World::new();
    world.write("old.gpkg", "older");
    let outcome = world.flag(&["-o", "new.geojson", "-o", "out/", "-o", "old.gpkg"]);
    assert_eq!(outcome.code, 1);
    assert!(!world.holds("new.geojson") && !world.holds("out"), "{}", outcome.stderr);
}

#[test]
fn a_run_that_fails_while_reading_leaves_no_new_folder() {
    let world = World::new();
    world.write("mines.geojson", "{");
    assert_eq!(world.flag(&["-o", "out/"]).code, 1);
    assert!(!world.holds("out"));
}

#[test]
fn a_delivery_holds_package_layer_and_style() {
    let world = World::new();
    assert_eq!(world.flag(&["-o", "成果 一/"]).code, 0);
    for name in [
        "manifest.json",
        "README.txt",
        "flagged.gpkg",
        "flagged.qgz",
        "flagged.geojson",
        "flagged.qml",
        "ledger.xlsx",
        "report.html",
        "map.svg",
        "styles/mines_flagged.qml",
        "styles/prefectures.sld",
    ] {
        assert!(world.holds(&format!("成果 一/{name}")), "{name}");
    }
}

#[test]
fn defects_of_an_earlier_run_do_not_stay_beside_a_sound_result() {
    let world = World::with_mines(&[&crate::world::feature("B", "null"), &crate::world::mine("M1", "[75.5,39.5]")]);
    assert_eq!(world.flag(&["-o", "x.geojson"]).code, 3);
    assert!(world.read("x.defects.geojson").contains("missing-geometry"));
    world.write("mines.geojson", crate::world::MINES);
    assert_eq!(world.flag(&["-o", "x.geojson", "--overwrite"]).code, 0);
    assert!(!world.holds("x.defects.geojson") || !world.read("x.defects.geojson").contains("missing-geometry"));
}

#[test]
fn an_output_never_replaces_an_input_however_it_is_spelled() {
    let world = World::new();
    std::os::unix::fs::symlink("units.geojson", world.path("link.geojson")).unwrap();
    fs::hard_link(world.path("units.geojson"), world.path("hard.geojson")).unwrap();
    std::os::unix::fs::symlink(".", world.path("here")).unwrap();
    // The defects layer of x.geojson would stand where the mines are.
    fs::rename(world.path("mines.geojson"), world.path("x.defects.geojson")).unwrap();
    let mut compared = 0;
    for out in [
        "units.geojson",
        "./units.geojson",
        "here/units.geojson",
        "link.geojson",
        "hard.geojson",
        "here/hard.geojson",
        "x.geojson",
        "x.csv",
    ] {
        let arguments =
            ["flag", "--mines", "x.defects.geojson", "--prefectures", "units.geojson", "-o", out, "--overwrite"];
        let outcome = world.run(&arguments);
        assert_eq!(outcome.code, 1, "{out}: {outcome:?}");
        assert!(outcome.stderr.contains("is an input of this run"), "{out}: {}", outcome.stderr);
        compared += 1;
    }
    assert_eq!(compared, 8);
}

#[test]
fn two_formats_of_one_name_stand_side_by_side() {
    let world = World::with_mines(&[&crate::world::feature("B", "null"), &crate::world::mine("M1", "[75.5,39.5]")]);
    let outcome = world.flag(&["-o", "x.geojson", "-o", "x.csv", "-o", "x.fgb", "-o", "x.gpkg"]);
    assert_eq!(outcome.code, 3, "{}", outcome.stderr);
    for name in ["x.geojson", "x.csv", "x.fgb", "x.gpkg", "x.qml", "x.defects.geojson"] {
        assert!(world.holds(name), "{name}");
    }
}

#[test]
fn a_symlink_as_output_does_not_harm_what_it_points_to() {
    let world = World::new();
    world.write("kept.geojson", "older");
    std::os::unix::fs::symlink("kept.geojson", world.path("x.geojson")).unwrap();
    assert_eq!(world.flag(&["-o", "x.geojson"]).code, 1);
    let outcome = world.flag(&["-o", "x.geojson", "--overwrite"]);
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    assert!(world.read("x.geojson").contains("flag_basis"));
}

/// Root writes where it may not; what it cannot write to is a read-only mount, an immutable folder, and what is no folder.
#[test]
fn a_folder_that_cannot_be_written_to_fails_before_anything_is_read() {
    let world = World::new();
    // Were it read, it would be the file that is named.
    world.write("mines.geojson", "{");
    let mut compared = 0;
    for out in ["units.geojson/x.geojson", "units.geojson/out/", "/proc/x.geojson", "/dev/null/x.gpkg", "/proc/out/"] {
        let outcome = world.flag(&["-o", out]);
        assert_eq!(outcome.code, 1, "{out}");
        assert!(
            outcome.stderr.contains("cannot be written") && outcome.stderr.contains("cause: "),
            "{}",
            outcome.stderr
        );
        compared += 1;
    }
    assert_eq!(compared, 5);
}

fn succeeds(command: &mut Command) -> bool {
    command.output().is_ok_and(|output| output.status.success())
}

#[test]
fn an_immutable_folder_fails_with_a_message() {
    let world = World::new();
    fs::create_dir(world.path("locked")).unwrap();
    if !succeeds(Command::new("chattr").arg("+i").arg(world.path("locked"))) {
        println!("skipped: chattr +i does not work here");
        return;
    }
    let outcomes: Vec<_> =
        ["locked/x.geojson", "locked/x.gpkg", "locked/"].map(|out| world.flag(&["-o", out])).into_iter().collect();
    assert!(succeeds(Command::new("chattr").arg("-i").arg(world.path("locked"))));
    for outcome in &outcomes {
        assert_eq!(outcome.code, 1, "{outcome:?}");
        assert!(
            outcome.stderr.contains("locked") && outcome.stderr.contains("cannot be written"),
            "{}",
            outcome.stderr
        );
    }
    assert_eq!(outcomes.len(), 3);
}
