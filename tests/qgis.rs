//! Real QGIS opens what `oreline flag` delivers: styled, complete, painted. Without QGIS the tests say that they were
//! skipped; with `ORELINE_REQUIRE_QGIS=1` they fail then.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout, reason = "a test may fail")]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

/// Debian's own Python, the one that QGIS comes with.
const PYTHON: &str = "/usr/bin/python3";
const SKIPPED: i32 = 77;
/// The shapes and colours of markers that were drawn, as the smallest share of a picture.
const LEAST_PAINTED: f64 = 0.0005;

fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Runs a script of `tests/qgis`; `None` when there is no QGIS and none is required.
fn in_qgis(script: &str, arguments: &[&Path]) -> Option<Value> {
    let run = Command::new(PYTHON).arg(repository().join("tests/qgis").join(script)).args(arguments).output();
    let is_required = std::env::var("ORELINE_REQUIRE_QGIS").is_ok_and(|value| value == "1");
    let reason = match &run {
        Err(error) => Some(format!("{PYTHON}: {error}")),
        Ok(run) if run.status.code() == Some(SKIPPED) => Some(String::from_utf8_lossy(&run.stdout).into_owned()),
        Ok(_) => None,
    };
    if let Some(reason) = reason {
        assert!(!is_required, "ORELINE_REQUIRE_QGIS=1, but {reason}");
        println!("skipped: {}", reason.trim());
        return None;
    }
    let Output { status, stdout, stderr } = run.unwrap();
    let (stdout, stderr) = (String::from_utf8_lossy(&stdout), String::from_utf8_lossy(&stderr));
    assert!(status.success(), "{script}: {status}\n{stderr}\n{stdout}");
    Some(serde_json::from_str(&stdout).unwrap_or_else(|error| panic!("{script}: {error}: {stdout}")))
}

/// Makes a delivery of a shipped set; gives the summary.
fn deliver(set: &str, folder: &Path) -> Value {
    let run = Command::new(env!("CARGO_BIN_EXE_oreline"))
        .arg("flag")
        .arg(repository().join("layers").join(set))
        .arg("-o")
        .arg(folder.join(""))
        .arg("--json")
        .output()
        .unwrap();
    assert!(run.status.success(), "{set}: {}", String::from_utf8_lossy(&run.stderr));
    serde_json::from_slice(&run.stdout).unwrap()
}

fn features(file: &str, set: &str) -> usize {
    let path: PathBuf = repository().join("layers").join(set).join(file);
    let document: Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    document["features"].as_array().unwrap().len()
}

/// What QGIS reports of a delivery is what the summary and the shipped layers say.
fn agrees(set: &str, zones: &[&str]) {
    let folder = tempfile::tempdir().unwrap();
    let delivery = folder.path().join("成果 out");
    let summary = deliver(set, &delivery);
    let Some(report) = in_qgis("check_delivery.py", &[&delivery]) else { return };
    let layers = report["layers"].as_object().unwrap();
    let count = |name: &str| layers.get(name).unwrap_or_else(|| panic!("no layer {name}: {report}"))["count"].as_u64();
    let mut compared = 0;
    let mut same = |name: &str, wanted: u64| {
        assert_eq!(count(name), Some(wanted), "{set}: {name}");
        compared += 1;
    };
    let number = |value: &Value| value.as_u64().unwrap();
    same("mines", number(&summary["mines"]["used"]));
    same("flagged.geojson", number(&summary["mines"]["used"]));
    same("mines_flagged", number(&summary["flagged"]));
    same("defects", summary["defects"].as_object().unwrap().values().map(number).sum());
    for zone in zones {
        same(zone, features(&format!("{zone}.geojson"), set) as u64);
    }
    let mut painted = 0;
    for (name, facts) in layers {
        if number(&facts["count"]) > 0 && name != "defects" {
            assert!(facts["painted"].as_f64().unwrap() > LEAST_PAINTED, "{set}: {name} is blank: {facts}");
            assert!(number(&facts["colours"]) >= 3, "{set}: {name}: {facts}");
            painted += 1;
        }
    }
    let map = &report["map"];
    assert!(map["painted"].as_f64().unwrap() > 0.05 && number(&map["colours"]) >= 10, "{set}: the map: {map}");
    println!("{set}: {compared} counts compared, {painted} pictures and a map that are not blank");
    assert!(compared >= 4 + zones.len() && painted >= 3 + zones.len());
}

#[test]
fn qgis_opens_the_delivery_of_xinjiang_styled_and_complete() {
    agrees("xinjiang", &["prefectures", "belts", "redlines", "functions"]);
}

#[test]
fn qgis_opens_the_delivery_of_qinba_styled_and_complete() {
    agrees("qinba", &["prefectures", "belts", "redlines", "positions"]);
}

#[test]
fn qgis_loads_every_style_and_tells_its_classes_apart() {
    let Some(report) = in_qgis("check_styles.py", &[]) else { return };
    let styles = report["styles"].as_object().unwrap();
    println!("{} styles loaded", styles.len());
    assert_eq!(styles.len(), 8);
    assert_eq!(report["failures"], serde_json::json!([]));
}
