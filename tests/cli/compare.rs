//! `oreline compare`: help, a run on the shipped layers with one edit, and what is refused.

use std::fs;
use std::path::Path;

use crate::world::World;

/// Flags the shipped layers of Xinjiang, and the same with another class of Kashgar.
fn shipped(world: &World) {
    let set = Path::new(env!("CARGO_MANIFEST_DIR")).join("layers/xinjiang");
    for entry in fs::read_dir(&set).unwrap().map(Result::unwrap) {
        let text = fs::read_to_string(entry.path()).unwrap();
        let name = entry.file_name().to_string_lossy().into_owned();
        let edited = text.replace(
            "\"adcode\": \"653100\", \"fragility\": \"extreme\"",
            "\"adcode\": \"653100\", \"fragility\": \"mild\"",
        );
        assert_eq!(edited != text, name == "prefectures.geojson", "{name}");
        world.write(&format!("set/{name}"), edited);
    }
    let receptors = fs::read_to_string(set.join("../rights/receptors.geojson")).unwrap();
    world.write("rights/receptors.geojson", receptors);
    let plan = set.display().to_string();
    for (plan, out) in [(plan.as_str(), "out-2025"), ("set", "out-2026")] {
        fs::create_dir(world.path(out)).unwrap();
        let package = format!("{out}/flagged.gpkg");
        let outcome = world.run(&["flag", plan, "-o", &package, "--as-of", "2026-01-01", "-q"]);
        assert!(matches!(outcome.code, 0 | 3), "{}", outcome.stderr);
    }
}

#[test]
fn help_has_examples() {
    let outcome = World::new().run(&["compare", "--help"]);
    assert_eq!(outcome.code, 0);
    assert!(outcome.stdout.contains("  oreline compare out-2025/ out-2026/\n"));
    insta::assert_snapshot!("compare-help", outcome.stdout);
}

#[test]
fn one_edit_of_the_shipped_layers_is_told() {
    let world = World::new();
    shipped(&world);
    let outcome = world.run(&["compare", "out-2025/", "out-2026/"]);
    assert_eq!((outcome.code, outcome.stderr.as_str()), (0, ""));
    insta::assert_snapshot!("compare-shipped", outcome.stdout);
    let failing = world.run(&["compare", "out-2025/", "out-2026/", "--fail-on", "changed", "-q"]);
    assert_eq!((failing.code, failing.stdout.as_str()), (4, ""));
    assert_eq!(world.run(&["compare", "out-2025/", "out-2026/", "--fail-on", "flagged"]).code, 0);
    assert_eq!(world.run(&["compare", "out-2026/", "out-2025/", "--fail-on", "flagged"]).code, 4);
    let all = world.run(&["compare", "out-2025/", "out-2026/", "-o", "changes/", "--statistics", "--by", "mineral"]);
    assert!(all.code == 0 && all.stdout.contains("by mineral") && all.stdout.contains("by verdict"), "{}", all.stdout);
    for part in ["changes.gpkg", "changes.csv", "statistics.csv"] {
        assert!(world.holds(&format!("changes/{part}")), "{part}");
    }
    let sheet = world.read("changes/changes.csv");
    assert_eq!(sheet.lines().count(), 5, "{sheet}");
}

#[test]
fn a_run_against_itself_shows_no_change() {
    let world = World::new();
    assert_eq!(world.flag(&["-o", "x.gpkg", "-o", "x.geojson", "-q"]).code, 0);
    for (old, new) in [("x.gpkg", "x.gpkg"), ("x.geojson", "x.gpkg"), ("x.gpkg", "x.geojson")] {
        let outcome = world.run(&["compare", old, new, "--fail-on", "changed"]);
        assert_eq!(outcome.code, 0, "{old} {new}: {}", outcome.stdout);
        assert!(outcome.stdout.contains("nothing changed"), "{}", outcome.stdout);
    }
}

#[test]
fn what_is_no_result_is_refused_with_a_way_out() {
    let world = World::new();
    world.write("plan/plan.toml", "[mines]\npath = \"../mines.geojson\"\n");
    fs::create_dir(world.path("empty")).unwrap();
    assert_eq!(world.flag(&["-o", "x.gpkg", "-q"]).code, 0);
    let mut text = String::new();
    let mut compared = 0;
    for (arguments, code) in [
        (&["mines.geojson", "x.gpkg"][..], 1),
        (&["x.gpkg", "plan"], 1),
        (&["x.gpkg", "empty"], 1),
        (&["x.gpkg", "missing.gpkg"], 1),
        (&["x.gpkg", "x.gpkg", "--by", "prefectur"], 2),
        (&["x.gpkg", "x.gpkg", "-o", "x.gpkg", "--overwrite"], 1),
        (&["x.gpkg", "x.gpkg", "-o", "units.geojson"], 1),
        (&["x.gpkg", "x.gpkg", "-o", "-"], 2),
        (&["x.gpkg", "x.gpkg", "-o", "x.docx"], 2),
        (&["x.gpkg", "x.gpkg", "--within", "5"], 2),
        (&["x.gpkg:prefectures", "x.gpkg"], 1),
    ] {
        let outcome = world.run(&[&["compare"], arguments].concat());
        assert_eq!(outcome.code, code, "{arguments:?}: {outcome:?}");
        assert!(outcome.stderr.contains("hint: "), "{arguments:?}: {}", outcome.stderr);
        text = format!("{text}$ oreline compare {}\n{}\n", arguments.join(" "), outcome.stderr);
        compared += 1;
    }
    assert_eq!(compared, 11);
    insta::assert_snapshot!("compare-refused", text);
}

#[test]
fn texts_of_attributes_harm_nothing() {
    let nasty = r#"{"type":"Feature","properties":{"id":"m/<b>&\"","name":"=1+1 <script>\n\u202e🪨","x":1},"geometry":{"type":"Point","coordinates":[75.5,39.5]}}"#;
    let world = World::with_mines(&[nasty]);
    assert_eq!(world.flag(&["-o", "old.geojson", "-q"]).code, 0);
    world.write("mines.geojson", world.read("mines.geojson").replace("75.5", "75.6"));
    assert_eq!(world.flag(&["-o", "new.geojson", "-q"]).code, 0);
    let outcome = world.run(&["compare", "old.geojson", "new.geojson", "-o", "out/"]);
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    let row = outcome.stdout.lines().find(|line| line.contains("<script>")).unwrap();
    assert!(row.contains("moved"), "{row}");
    let sheet = world.read("out/changes.csv");
    assert!(sheet.contains("\"'=1+1 <script>"), "{sheet}");
}
