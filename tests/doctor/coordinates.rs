//! Coordinates that cannot be in the system that their layer states.

use oreline::domain::Severity;

use crate::{codes, finding, report_on};

const KASHGAR: [(f64, f64); 4] = [(75.9, 39.4), (76.1, 39.4), (76.1, 39.6), (75.9, 39.6)];
/// Near 117.7 E, 29.0 N in zone 39.
const ZONE_39: [(f64, f64); 4] = [
    (39_571_234.5, 3_210_987.6),
    (39_581_234.5, 3_210_987.6),
    (39_581_234.5, 3_220_987.6),
    (39_571_234.5, 3_220_987.6),
];

fn ring(corners: &[(f64, f64)], change: impl Fn((f64, f64)) -> (f64, f64)) -> Vec<Vec<(f64, f64)>> {
    vec![corners.iter().map(|at| change(*at)).collect()]
}

#[test]
fn sound_layers_of_several_systems_are_not_suspected() {
    for (crs, corners) in [(None, &KASHGAR), (Some("EPSG:4490"), &KASHGAR), (Some("EPSG:4527"), &ZONE_39)] {
        let report = report_on(crs, &ring(corners, |at| at));
        assert!(report.findings.is_empty(), "{crs:?}: {:?}", report.findings);
    }
    // Without prefix in a system without prefix; and a layer three degrees beyond its zone, as provinces are kept.
    let bare = ring(&ZONE_39, |(x, y)| (x - 39e6, y));
    assert!(report_on(Some("EPSG:4548"), &bare).findings.is_empty());
    let wide = ring(&ZONE_39, |(x, y)| (x + 200_000.0, y));
    assert!(report_on(Some("EPSG:4527"), &wide).findings.is_empty());
}

#[test]
fn latitude_first_is_seen_also_where_it_is_in_range() {
    let report = report_on(Some("EPSG:4490"), &ring(&KASHGAR, |(x, y)| (y, x)));
    let swapped = finding(&report, "latitude-first");
    assert!(swapped.severity == Severity::Refused && swapped.remedy.contains("axisswap"), "{swapped:?}");
    // Beyond 90 degrees check refuses the features, too; the layer is the better word for it.
    let report = report_on(None, &ring(&KASHGAR, |(x, y)| (y, x + 30.0)));
    assert_eq!(codes(&report), ["latitude-first"]);
    let report = report_on(Some("EPSG:4527"), &ring(&ZONE_39, |(x, y)| (y, x)));
    assert!(codes(&report).contains(&"latitude-first"), "{:?}", report.findings);
}

#[test]
fn degrees_and_metres_are_told_apart() {
    let report = report_on(Some("EPSG:4527"), &ring(&KASHGAR, |at| at));
    assert!(finding(&report, "degrees-in-projected").remedy.contains("EPSG:4490"));
    let report = report_on(None, &ring(&ZONE_39, |at| at));
    let metres = finding(&report, "metres-in-geographic");
    assert!(metres.remedy.contains("EPSG:4527") && metres.evidence[0].contains("117."), "{metres:?}");
}

#[test]
fn a_wrong_zone_shows_both_readings() {
    let report = report_on(Some("EPSG:4526"), &ring(&ZONE_39, |at| at));
    let zone = finding(&report, "zone-mismatch");
    assert!(zone.reason.contains("EPSG:4526") && zone.reason.contains("39"), "{zone:?}");
    assert!(zone.evidence.len() == 2 && zone.evidence[1].contains("EPSG:4527") && zone.evidence[1].contains("117."));
    // No prefix where the system has one, and a prefix where it has none.
    let report = report_on(Some("EPSG:4527"), &ring(&ZONE_39, |(x, y)| (x - 39e6, y)));
    assert!(finding(&report, "zone-mismatch").remedy.contains("EPSG:4548"));
    let report = report_on(Some("EPSG:4548"), &ring(&ZONE_39, |at| at));
    assert!(finding(&report, "zone-mismatch").remedy.contains("EPSG:4527"));
}

#[test]
fn a_layer_far_from_where_its_system_is_used_is_named() {
    let report = report_on(Some("EPSG:32645"), &ring(&ZONE_39, |(x, y)| (x - 37.8e6, y)));
    assert_eq!(codes(&report), ["outside-area-of-use"]);
    let report = report_on(Some("EPSG:4490"), &ring(&KASHGAR, |(x, y)| (x - 75.0, y)));
    assert_eq!(codes(&report), ["outside-area-of-use"]);
}

#[test]
fn packed_degrees_are_suspected_and_true_degrees_are_not() {
    let pack = |degrees: f64| {
        let seconds = (degrees * 3600.0).round();
        let (whole, rest) = ((seconds / 3600.0).floor(), seconds % 3600.0);
        format!("{whole}.{:02}{:02}", (rest / 60.0).floor(), rest % 60.0).parse::<f64>().unwrap()
    };
    let circle: Vec<(f64, f64)> = (0..24)
        .map(|step| f64::from(step) * std::f64::consts::TAU / 24.0)
        .map(|angle| (110.2 + 0.1 * angle.cos(), 34.1 + 0.1 * angle.sin()))
        .collect();
    let packed = report_on(None, &ring(&circle, |(x, y)| (pack(x), pack(y))));
    assert!(finding(&packed, "packed-dms").evidence[0].contains('′'));
    let plain = report_on(None, &ring(&circle, |at| at));
    assert!(plain.findings.is_empty(), "{:?}", plain.findings);
}

#[test]
fn silence_and_old_datums_are_findings_with_a_way_out() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("区.geojson");
    for (corners, code, word) in [(&KASHGAR, "crs-missing", "EPSG:4490"), (&ZONE_39, "crs-missing", "EPSG:4527")] {
        let text = crate::polygons(None, &ring(corners, |at| at));
        std::fs::write(&path, text.replacen('{', "{\"crs\":null,", 1)).unwrap();
        let report = crate::examined(&path.display().to_string(), Some(crate::UNITS), None);
        assert!(finding(&report, code).remedy.contains(word), "{:?}", report.findings);
    }
    let report = report_on(Some("EPSG:2363"), &ring(&ZONE_39, |at| at));
    assert_eq!(codes(&report), ["crs-unusable"]);
    // In the wrong zone, too: no system of another datum is proposed.
    let report = report_on(Some("EPSG:2362"), &ring(&ZONE_39, |at| at));
    assert_eq!(codes(&report), ["zone-mismatch", "crs-unusable"]);
    assert!(!finding(&report, "zone-mismatch").remedy.contains("EPSG:4527"));
}
