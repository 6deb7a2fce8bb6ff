//! What is written: the same bytes for the same input, a layer that GDAL and QGIS open, tables that add up.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};

use crate::{cases, flag_both, oreline};

/// Debian's own Python, the one that QGIS comes with.
const PYTHON: &str = "/usr/bin/python3";
const SKIPPED: i32 = 77;

fn case(name: &str) -> PathBuf {
    cases().into_iter().find(|case| case.ends_with(name)).unwrap()
}

/// Flags a case as packages and compares them with further arguments.
fn compare(folder: &Path, name: &str, arguments: &[&str]) {
    let [old, new] = flag_both(&case(name), &json!(["gpkg", "gpkg"]), folder);
    let run = oreline(folder, &[&["compare", &old, &new], arguments].concat());
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let folder = tempfile::tempdir().unwrap();
    let mut compared = 0;
    compare(folder.path(), "moved_and_class_changed", &["-o", "one/", "--threads", "1"]);
    let again = oreline(folder.path(), &["compare", "OLD.gpkg", "NEW.gpkg", "-o", "two/", "--threads", "4"]);
    assert!(again.status.success());
    for name in ["changes.gpkg", "changes.csv", "statistics.csv"] {
        let read = |run: &str| fs::read(folder.path().join(run).join(name)).unwrap();
        assert!(read("one") == read("two"), "{name}");
        compared += 1;
    }
    assert_eq!(compared, 3);
}

#[test]
fn statistics_add_up() {
    let mut groups = 0;
    for name in ["added_and_gone", "border_moved", "class_changed", "mine_moved_over_a_border"] {
        let folder = tempfile::tempdir().unwrap();
        let [old, new] = flag_both(&case(name), &json!(["gpkg", "gpkg"]), folder.path());
        let run = oreline(folder.path(), &["compare", &old, &new, "--json"]);
        let found: Value = serde_json::from_slice(&run.stdout).unwrap();
        let rows = found["statistics"]["groups"].as_array().unwrap();
        let number = |row: &Value, member: &str| row[member].as_i64().unwrap();
        let (all, parts) = rows.split_last().unwrap();
        assert_eq!(all["group"], "all");
        for row in parts {
            let [before, after] = [0, 1].map(|when| row["mines"][when].as_i64().unwrap());
            let came = number(row, "added") + number(row, "came") - number(row, "gone") - number(row, "left");
            assert_eq!(after - before, came, "{name}: {row}");
            groups += 1;
        }
        for member in ["newly_flagged", "cleared", "added", "gone"] {
            let sum: i64 = parts.iter().map(|row| number(row, member)).sum();
            assert_eq!(sum, number(all, member), "{name}: {member}");
        }
        let [flagged_before, flagged_after] = [0, 1].map(|when| all["flagged"][when].as_i64().unwrap());
        assert_eq!(flagged_before, found["old"]["flagged"].as_i64().unwrap());
        assert_eq!(flagged_after, found["new"]["flagged"].as_i64().unwrap());
    }
    assert!(groups >= 8, "{groups}");
}

#[test]
fn every_format_holds_every_mine_that_changed() {
    let folder = tempfile::tempdir().unwrap();
    let outputs = ["c.geojson", "c.gpkg", "c.fgb", "c.shp", "c.csv", "c.kml", "c.xlsx", "c.parquet", "c.geojsonl"];
    for output in outputs {
        compare(folder.path(), "added_and_gone", &["-o", output, "--overwrite"]);
        assert!(folder.path().join(output).metadata().unwrap().len() > 0, "{output}");
    }
    let layer: Value = serde_json::from_slice(&fs::read(folder.path().join("c.geojson")).unwrap()).unwrap();
    let features = layer["features"].as_array().unwrap();
    let told: Vec<(&str, &str, &Value)> = features
        .iter()
        .map(|feature| {
            let property = |name: &str| feature["properties"][name].as_str().unwrap();
            (property("mine"), property("presence"), &feature["geometry"]["coordinates"])
        })
        .collect();
    // The gone mine stands where it was.
    assert_eq!(told, [("E", "added", &json!([81.2, 40.2])), ("D", "gone", &json!([80.95, 40.5]))]);
    assert!(fs::read_to_string(folder.path().join("c.qml")).unwrap().contains("RuleRenderer"));
    let lines = fs::read_to_string(folder.path().join("c.geojsonl")).unwrap();
    assert_eq!(lines.lines().count(), 2);
}

#[test]
fn qgis_opens_the_layer_styled() {
    // Points, then polygons.
    for (name, colour, mines) in
        [("moved_and_class_changed", "newly_flagged", 3), ("polygon_and_red_line", "newly_flagged", 1)]
    {
        let folder = tempfile::tempdir().unwrap();
        compare(folder.path(), name, &["-o", "changes.gpkg"]);
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/qgis/check_changes.py");
        let run = Command::new(PYTHON).arg(script).arg(folder.path().join("changes.gpkg")).output();
        let reason = match &run {
            Err(error) => Some(format!("{PYTHON}: {error}")),
            Ok(run) if run.status.code() == Some(SKIPPED) => Some(String::from_utf8_lossy(&run.stdout).into_owned()),
            Ok(_) => None,
        };
        if let Some(reason) = reason {
            let is_required = std::env::var("ORELINE_REQUIRE_QGIS").is_ok_and(|value| value == "1");
            assert!(!is_required, "ORELINE_REQUIRE_QGIS=1, but {reason}");
            println!("skipped: {}", reason.trim());
            return;
        }
        let run = run.unwrap();
        assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
        let report: Value = serde_json::from_slice(&run.stdout).unwrap();
        assert_eq!(report["tables"]["changes"], mines, "{report}");
        assert_eq!((&report["renderer"], &report["style_loaded"]), (&json!("RuleRenderer"), &json!(true)));
        assert_eq!(report["crs"], "EPSG:4490");
        assert_eq!(report["legend"].as_array().unwrap().len(), 20, "{report}");
        assert!(report["colours"][colour].as_u64().unwrap() > 50, "{report}");
        assert_eq!(report["aliases"].as_array().unwrap().len(), 32);
    }
}
