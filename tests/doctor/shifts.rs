//! Borders as web maps show them, beside the true ones.

use std::path::PathBuf;

use geo::{Coord, LineString, Simplify};
use oreline::crs::web_map::{wgs84_to_bd09, wgs84_to_gcj02};
use serde_json::Value;

use crate::{UNITS, codes, examined, finding, support};

fn reference() -> PathBuf {
    support::layers("xinjiang").join("prefectures.geojson")
}

fn shift(value: &mut Value, way: fn(Coord<f64>) -> Coord<f64>) {
    let Value::Array(items) = value else { return };
    if let [Value::Number(x), Value::Number(y), ..] = items.as_slice() {
        let at = way(Coord { x: x.as_f64().unwrap(), y: y.as_f64().unwrap() });
        *items = vec![at.x.into(), at.y.into()];
    } else {
        for item in items {
            shift(item, way);
        }
    }
}

/// A copy of the shipped prefectures, moved.
fn moved(way: fn(Coord<f64>) -> Coord<f64>) -> (tempfile::TempDir, String) {
    let mut layer = support::json(&reference());
    for feature in layer["features"].as_array_mut().unwrap() {
        shift(&mut feature["geometry"]["coordinates"], way);
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("地州.geojson");
    std::fs::write(&path, layer.to_string()).unwrap();
    let path = path.display().to_string();
    (folder, path)
}

#[test]
fn a_layer_of_a_web_map_is_named_and_its_shift_measured() {
    for (way, code, name) in [
        (wgs84_to_gcj02 as fn(Coord<f64>) -> Coord<f64>, "shifted-gcj02", "GCJ-02"),
        (wgs84_to_bd09, "shifted-bd09", "BD-09"),
    ] {
        let (_folder, path) = moved(way);
        let report = examined(&path, Some(UNITS), Some(&reference()));
        let comparison = report.comparison.as_ref().unwrap();
        println!("{name}: {}", comparison.in_words());
        assert!(finding(&report, code).reason.contains(name));
        let fit_m = if name == "GCJ-02" { comparison.gcj02_m } else { comparison.bd09_m };
        // Back to a tenth of a millimetre, and far away without.
        assert!(fit_m < 1e-3, "{comparison:?}");
        assert!(comparison.as_it_is_m > 50.0, "{comparison:?}");
        assert!(comparison.corners > 1000);
        let without = examined(&path, Some(UNITS), None);
        assert!(without.comparison.is_none() && !codes(&without).contains(&code), "no coordinate tells by itself");
    }
}

#[test]
fn a_true_layer_is_not_suspected() {
    let path = reference().display().to_string();
    let report = examined(&path, Some(UNITS), Some(&reference()));
    assert!(report.comparison.unwrap().as_it_is_m == 0.0);
    assert!(report.findings.is_empty(), "{:?}", report.findings);
    // Two metres off, as datums taken as one may be.
    let (_folder, path) = moved(|at| Coord { x: at.x + 0.00002, y: at.y - 0.00001 });
    let report = examined(&path, Some(UNITS), Some(&reference()));
    assert!(report.comparison.as_ref().unwrap().as_it_is_m < 3.0);
    assert!(report.findings.is_empty(), "{:?}", report.findings);
    // Somewhere else, with no border in common.
    let (_folder, path) = moved(|at| Coord { x: at.x + 20.0, y: at.y });
    let report = examined(&path, Some(UNITS), Some(&reference()));
    assert!(report.comparison.as_ref().unwrap().as_it_is_m.is_infinite());
    assert!(report.findings.is_empty(), "{:?}", report.findings);
}

/// Rings of the shipped prefectures with the corners that their lines need to within some degrees.
fn simplify(value: &mut Value, degrees: f64) {
    let Value::Array(items) = value else { return };
    let is_ring = items.first().is_some_and(|item| item[0].is_number());
    if !is_ring {
        for item in items {
            simplify(item, degrees);
        }
        return;
    }
    let corner = |at: &Value| Coord { x: at[0].as_f64().unwrap(), y: at[1].as_f64().unwrap() };
    let ring: LineString<f64> = items.iter().map(corner).collect();
    let simple = ring.simplify(degrees);
    if simple.0.len() >= 4 {
        *items = simple.0.iter().map(|at| serde_json::json!([at.x, at.y])).collect();
    }
}

#[test]
fn a_generalised_layer_or_reference_does_not_hide_the_shift() {
    let coarse = |way: fn(Coord<f64>) -> Coord<f64>| {
        let (folder, path) = moved(way);
        let mut layer = support::json(&PathBuf::from(&path));
        for feature in layer["features"].as_array_mut().unwrap() {
            simplify(&mut feature["geometry"]["coordinates"], 0.02);
        }
        std::fs::write(&path, layer.to_string()).unwrap();
        (folder, path)
    };
    let as_any = Some(oreline::domain::Role::Zones(oreline::domain::ZoneKind::Function));
    // The layer is fine and shifted, the reference is coarse.
    let (_fine_folder, fine) = moved(wgs84_to_gcj02);
    let (_coarse_folder, plain) = coarse(|at| at);
    let report = examined(&fine, as_any, Some(&PathBuf::from(plain)));
    let comparison = report.comparison.as_ref().unwrap();
    println!("{}", comparison.in_words());
    assert!(comparison.is_from_reference && comparison.gcj02_m < 1e-3, "{comparison:?}");
    assert!(codes(&report).contains(&"shifted-gcj02"));
    // The layer is coarse and shifted, the reference is fine.
    let (_folder, shifted) = coarse(wgs84_to_gcj02);
    let report = examined(&shifted, as_any, Some(&reference()));
    let comparison = report.comparison.as_ref().unwrap();
    println!("{}", comparison.in_words());
    assert!(!comparison.is_from_reference && comparison.gcj02_m < 1e-3, "{comparison:?}");
    assert!(codes(&report).contains(&"shifted-gcj02"));
}

#[test]
fn where_both_layers_are_rough_it_is_said_that_nothing_is_certain() {
    let as_any = Some(oreline::domain::Role::Zones(oreline::domain::ZoneKind::Function));
    let rounded = |value: f64| (value * 200.0).round() / 200.0;
    let (_folder, path) = moved(wgs84_to_gcj02);
    let mut layer = support::json(&PathBuf::from(&path));
    for feature in layer["features"].as_array_mut().unwrap() {
        round(&mut feature["geometry"]["coordinates"], &rounded);
    }
    std::fs::write(&path, layer.to_string()).unwrap();
    let report = examined(&path, as_any, Some(&reference()));
    println!("{}", report.comparison.as_ref().unwrap().in_words());
    let unclear = finding(&report, "shift-unclear");
    assert!(unclear.reason.contains("GCJ-02") && unclear.needs_a_person(), "{unclear:?}");
    assert!(!codes(&report).contains(&"shifted-gcj02"));
}

fn round(value: &mut Value, way: &dyn Fn(f64) -> f64) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| round(item, way)),
        Value::Number(number) => *value = way(number.as_f64().unwrap()).into(),
        _ => {}
    }
}
