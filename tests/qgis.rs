//! Real QGIS opens what `oreline flag` delivers: styled, complete, painted. Without QGIS the tests say that they were
//! skipped; with `ORELINE_REQUIRE_QGIS=1` they fail then.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout, reason = "a test may fail")]

#[path = "qgis/project.rs"]
mod project;

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::{Value, json};

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
    let sum = |key: &str| -> u64 { layers.values().filter_map(|facts| facts[key].as_u64()).sum() };
    let tables = report["tables"].as_object().unwrap();
    let in_tables: u64 = tables.values().map(|facts| number(&facts["aliases"])).sum();
    println!(
        "{set}: {} headings and {} lists of labels in layers, {in_tables} headings in tables, {} rules of SLD",
        sum("aliases"),
        sum("value_maps"),
        sum("sld_rules")
    );
    assert!(sum("aliases") > 50 && sum("value_maps") >= 6 && in_tables > 10 && sum("sld_rules") > 30, "{report}");
    assert!(tables.contains_key("manifest") && tables.contains_key("rules_fired"), "{report}");
    let map = &report["map"];
    assert!(map["painted"].as_f64().unwrap() > 0.05 && number(&map["colours"]) >= 10, "{set}: the map: {map}");
    println!("{set}: {compared} counts compared, {painted} pictures and a map that are not blank");
    assert!(compared >= 4 + zones.len() && painted >= 3 + zones.len());
}

/// The outer ring of the first shipped red line, counter-clockwise, without the point that closes it.
fn reserve() -> Vec<[f64; 2]> {
    let path = repository().join("layers/xinjiang/redlines.geojson");
    let document: Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    let ring = &document["features"][0]["geometry"]["coordinates"][0][0];
    let mut ring: Vec<[f64; 2]> = serde_json::from_value(ring.clone()).unwrap();
    ring.pop();
    let doubled_area: f64 = (0..ring.len()).map(|at| cross(ring[at], ring[(at + 1) % ring.len()])).sum();
    if doubled_area < 0.0 {
        ring.reverse();
    }
    ring
}

fn cross(one: [f64; 2], other: [f64; 2]) -> f64 {
    one[0] * other[1] - one[1] * other[0]
}

fn from_to(from: [f64; 2], to: [f64; 2]) -> [f64; 2] {
    [to[0] - from[0], to[1] - from[1]]
}

/// An edge of the ring whose neighbours both turn away from its outer side, so that a narrow shape there meets it alone.
fn free_edge(ring: &[[f64; 2]], first: usize) -> ([f64; 2], [f64; 2]) {
    let at = |place: usize| ring[place % ring.len()];
    let turns_in = |place: usize| cross(from_to(at(place - 1), at(place)), from_to(at(place), at(place + 1))) > 0.0;
    let place = (first..first + ring.len()).find(|&place| turns_in(place) && turns_in(place + 1)).unwrap();
    (at(place), at(place + 1))
}

/// On the edge, `share` of the way from its start, and `outwards` degrees away from it.
fn beside((start, end): ([f64; 2], [f64; 2]), share: f64, outwards: f64) -> [f64; 2] {
    let along = from_to(start, end);
    let length = along[0].hypot(along[1]);
    [
        start[0] + share * along[0] + outwards * along[1] / length,
        start[1] + share * along[1] - outwards * along[0] / length,
    ]
}

/// Four mining rights at a shipped reserve: one has its east in it, one overlaps that one outside the reserve, one shares
/// an edge with the reserve, one reaches over an edge by some 0.3 m.
fn rights(folder: &Path) -> PathBuf {
    let ring = reserve();
    let west = *ring.iter().min_by(|one, other| one[0].total_cmp(&other[0])).unwrap();
    let from_west = |from: f64, to: f64| {
        let corner = |x: f64, y: f64| [west[0] + x, west[1] + y];
        vec![corner(from, -0.02), corner(to, -0.02), corner(to, 0.02), corner(from, 0.02)]
    };
    let touched = free_edge(&ring, 1);
    let crossed = free_edge(&ring, ring.len() / 2);
    let shapes = [
        ("采-半", from_west(-0.05, 0.05)),
        ("采-叠", from_west(-0.09, -0.03)),
        ("采-接", vec![touched.0, beside(touched, 0.5, 0.005), touched.1]),
        (
            "采-碎",
            [(0.4, -3e-6), (0.4, 0.005), (0.6, 0.005), (0.6, -3e-6)].map(|(x, y)| beside(crossed, x, y)).to_vec(),
        ),
    ];
    let features = shapes.map(|(id, mut ring)| {
        ring.push(ring[0]);
        json!({"type": "Feature", "properties": {"id": id}, "geometry": {"type": "Polygon", "coordinates": [ring]}})
    });
    let path = folder.join("采矿权.geojson");
    let crs = json!({"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::4490"}});
    let layer = json!({"type": "FeatureCollection", "crs": crs, "features": features});
    std::fs::write(&path, layer.to_string()).unwrap();
    path
}

#[test]
fn qgis_opens_the_delivery_of_mining_rights_with_overlaps_and_slivers() {
    let folder = tempfile::tempdir().unwrap();
    let delivery = folder.path().join("成果 out");
    let mut run = Command::new(env!("CARGO_BIN_EXE_oreline"));
    run.arg("flag").arg("--mines").arg(rights(folder.path()));
    for (zones, file) in [("prefectures", "prefectures.geojson,class=fragility"), ("redlines", "redlines.geojson")] {
        run.arg(format!("--{zones}")).arg(repository().join("layers/xinjiang").join(file));
    }
    run.args(["--self-overlap", "--uncertainty", "1km", "--balance", "0.0001ha", "--json", "-o"]);
    let run = run.arg(delivery.join("")).output().unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let Some(report) = in_qgis("check_delivery.py", &[&delivery]) else { return };
    let layers = &report["layers"];
    assert_eq!(layers["mines"]["count"], 4);
    // What lies outside all red lines is a row of its own, since areas are balanced; the touching mine has no part inside.
    let mut overlaps = layers["overlaps"]["pieces"].clone();
    let in_prefectures = overlaps.as_object_mut().unwrap().remove("prefecture/overlap").unwrap();
    assert!(in_prefectures.as_u64() >= Some(4), "{layers}");
    let wanted = json!({"redline/overlap": 1, "redline/sliver": 1, "redline/rest": 2, "mine/overlap": 1});
    assert_eq!(overlaps, wanted);
    assert_eq!(layers["slivers"]["pieces"], json!({"redline/sliver": 1, "redline/touch": 1}));
    for name in ["mines", "mines_flagged", "overlaps", "slivers"] {
        let facts = &layers[name];
        assert!(facts["painted"].as_f64().unwrap() > LEAST_PAINTED, "{name} is blank: {facts}");
        assert!(facts["colours"].as_u64() >= Some(3), "{name}: {facts}");
    }
}

#[test]
fn qgis_opens_the_delivery_of_xinjiang_styled_and_complete() {
    agrees("xinjiang", &["prefectures", "belts", "redlines", "functions"]);
}

#[test]
fn qgis_opens_the_delivery_of_qinba_styled_and_complete() {
    agrees("qinba", &["prefectures", "belts", "redlines", "positions"]);
}

/// Findings of every severity, one of them without a place.
#[test]
fn qgis_opens_the_findings_of_a_check_styled() {
    let folder = tempfile::tempdir().unwrap();
    let square = |west: f64| json!([[[west, 39], [west + 1.0, 39], [west + 1.0, 40], [west, 40], [west, 39]]]);
    let unit = |id: &str, class: &str, coordinates: Value| {
        json!({
            "type": "Feature", "properties": {"adcode": id, "name": format!("单元{id}"), "fragility": class},
            "geometry": {"type": "Polygon", "coordinates": coordinates},
        })
    };
    let units = [
        unit("1", "severe", square(75.0)),
        unit("2", "极其脆弱", square(75.9)),
        unit("3", "mild", json!([[[80, 39], [81, 40], [81, 39], [80, 40], [80, 39]]])),
        unit("4", "mild", json!([[[81, 42], [83, 44]]])),
        unit("5", "mild", json!([[[85, 39], [85, 40], [86, 40], [86, 39], [85, 39]]])),
        unit("6", "mild", json!([[[87, 39], [88, 39], [88, 40], [87, 40]]])),
    ];
    std::fs::write(
        folder.path().join("地州.geojson"),
        json!({"type": "FeatureCollection", "features": units}).to_string(),
    )
    .unwrap();
    std::fs::write(folder.path().join("坏.geojson"), "{").unwrap();
    for output in ["findings.gpkg", "findings.geojson"] {
        let run = Command::new(env!("CARGO_BIN_EXE_oreline"))
            .args(["check", "地州.geojson", "坏.geojson", "-o", output])
            .current_dir(folder.path())
            .output()
            .unwrap();
        assert_eq!(run.status.code(), Some(3), "{}", String::from_utf8_lossy(&run.stderr));
    }
    let files = ["findings.gpkg", "findings.geojson"].map(|name| folder.path().join(name));
    let Some(report) = in_qgis("check_findings.py", &[&files[0], &files[1]]) else { return };
    for ending in [".gpkg", ".geojson"] {
        let facts = &report["layers"][ending];
        assert_eq!(facts["renderer"], "categorizedSymbol", "{report}");
        assert_eq!(facts["severities"], json!(["note", "refused", "repaired", "review"]), "{report}");
        assert!(facts["painted"].as_f64().unwrap() > LEAST_PAINTED && facts["colours"].as_u64() >= Some(5), "{report}");
        assert!(facts["without_place"].as_u64() >= Some(1) && facts["chinese_values"].as_u64() >= Some(3), "{report}");
        let codes = facts["codes"].as_array().unwrap();
        assert!(codes.contains(&json!("unreadable-layer")) && codes.contains(&json!("zones-overlap")), "{report}");
    }
    println!("{} codes in two formats", report["layers"][".gpkg"]["codes"].as_array().unwrap().len());
    assert_eq!(report["layers"][".gpkg"]["codes"], report["layers"][".geojson"]["codes"]);
}

#[test]
fn qgis_loads_every_style_and_tells_its_classes_apart() {
    let Some(report) = in_qgis("check_styles.py", &[]) else { return };
    let styles = report["styles"].as_object().unwrap();
    println!("{} styles loaded", styles.len());
    assert_eq!(styles.len(), 11);
    assert_eq!(report["failures"], serde_json::json!([]));
}
