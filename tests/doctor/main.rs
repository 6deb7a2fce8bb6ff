//! The doctor against layers whose faults are known, since they were made on purpose: shifted borders, tilings with overlaps,
//! gaps and slits, swapped axes, wrong zones, packed degrees.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test may fail, and says what it compared"
)]

mod coordinates;
mod shifts;
mod tilings;
mod web_map;

#[path = "../support/mod.rs"]
mod support;

use std::path::Path;

use oreline::doctor::{Finding, LayerReport, Question, examine};
use oreline::domain::{Role, ZoneKind};

/// Prefectures, which should tile.
pub(crate) const UNITS: Role = Role::Zones(ZoneKind::Prefecture);

/// Examines one layer as it is written on the command line.
pub(crate) fn examined(layer: &str, role: Option<Role>, reference: Option<&Path>) -> LayerReport {
    let reference = reference.map(|path| path.display().to_string());
    let question = Question::parse(&[layer.to_owned()], role, reference.as_deref()).unwrap();
    examine(&question, &mut |_| {}).unwrap().layers.remove(0)
}

pub(crate) fn codes(report: &LayerReport) -> Vec<&'static str> {
    report.findings.iter().map(|finding| finding.code).collect()
}

pub(crate) fn finding<'r>(report: &'r LayerReport, code: &str) -> &'r Finding {
    let found = report.findings.iter().find(|finding| finding.code == code);
    found.unwrap_or_else(|| panic!("no {code} among {:?}", codes(report)))
}

/// A layer of polygons as GeoJSON text; with a statement of the system, or without.
pub(crate) fn polygons(crs: Option<&str>, rings: &[Vec<(f64, f64)>]) -> String {
    let features: Vec<serde_json::Value> = rings
        .iter()
        .enumerate()
        .map(|(number, ring)| {
            let corners: Vec<[f64; 2]> = ring.iter().chain(ring.first()).map(|(x, y)| [*x, *y]).collect();
            serde_json::json!({
                "type": "Feature",
                "properties": {"adcode": format!("{number}"), "name": format!("区{number}"), "fragility": "mild"},
                "geometry": {"type": "Polygon", "coordinates": [corners]},
            })
        })
        .collect();
    let mut layer = serde_json::json!({"type": "FeatureCollection", "features": features});
    if let Some(crs) = crs {
        layer["crs"] = serde_json::json!({"type": "name", "properties": {"name": crs}});
    }
    layer.to_string()
}

/// The report on polygons in a system.
pub(crate) fn report_on(crs: Option<&str>, rings: &[Vec<(f64, f64)>]) -> LayerReport {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("区.geojson");
    std::fs::write(&path, polygons(crs, rings)).unwrap();
    examined(&path.display().to_string(), Some(UNITS), None)
}

#[test]
fn the_shipped_layers_are_sound() {
    let mut layers = 0;
    for set in support::SETS {
        let question = Question::parse(&[support::layers(set).display().to_string()], None, None).unwrap();
        let diagnosis = examine(&question, &mut |_| {}).unwrap();
        assert!(!diagnosis.needs_a_person() && !diagnosis.is_unread(), "{}", diagnosis.to_text());
        layers += diagnosis.layers.len();
        for report in &diagnosis.layers {
            let known = ["no-class-field", "zones-hole", "same-place"];
            assert!(codes(report).iter().all(|code| known.contains(code)), "{}: {:?}", report.shown, codes(report));
        }
    }
    println!("{layers} layers");
    assert_eq!(layers, 11);
}
