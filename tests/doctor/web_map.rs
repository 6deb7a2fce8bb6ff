//! Prefectures as web maps really publish them, against the shipped ones, which are Tianditu's. `scripts/fetch-web-map` fetches
//! them; without them the tests say that they were skipped, and with `ORELINE_REQUIRE_WEB_MAP=1` they fail then.

use std::path::PathBuf;

use oreline::doctor::LayerReport;
use oreline::domain::{Role, ZoneKind};
use serde_json::Value;

use crate::{codes, examined, finding, support};

fn reference() -> PathBuf {
    support::layers("xinjiang").join("prefectures.geojson")
}

/// A layer of the cache; `None` where it was not fetched and need not be.
fn fetched(name: &str, is_required: bool) -> Option<String> {
    let folder =
        std::env::var_os("WEB_MAP_CACHE").map_or_else(|| support::repository().join("target/web-map"), PathBuf::from);
    let path = folder.join(name);
    if path.exists() {
        return Some(path.display().to_string());
    }
    let is_demanded = is_required && std::env::var("ORELINE_REQUIRE_WEB_MAP").is_ok_and(|value| value == "1");
    assert!(!is_demanded, "ORELINE_REQUIRE_WEB_MAP=1, but there is no {}", path.display());
    println!("skipped: there is no {} (scripts/fetch-web-map fetches it)", path.display());
    None
}

fn report(layer: &str) -> LayerReport {
    let report = examined(layer, Some(Role::Zones(ZoneKind::Function)), Some(&reference()));
    println!("{}: {}", report.shown, report.comparison.as_ref().unwrap().in_words());
    report
}

/// The median distance before and after the shift is said and undone, in metres.
fn named_and_mended(layer: &str) -> (f64, f64) {
    let before = report(layer);
    let shifted = finding(&before, "shifted-gcj02");
    println!("{}", shifted.reason);
    assert!(shifted.reason.contains("GCJ-02") && shifted.remedy.contains(",crs=GCJ-02"), "{shifted:?}");
    for words in ["as it is ", "GCJ-02 undone ", "BD-09 undone "] {
        assert!(shifted.evidence[0].contains(words), "{shifted:?}");
    }
    let comparison = before.comparison.as_ref().unwrap();
    assert!(comparison.corners > 1000 && comparison.bd09_m > comparison.as_it_is_m, "{comparison:?}");
    assert!((100.0..700.0).contains(&comparison.shifts_m.0), "the shift over Xinjiang: {comparison:?}");
    let after = report(&format!("{layer},crs=GCJ-02"));
    assert!(!codes(&after).iter().any(|code| code.starts_with("shift")), "{:?}", codes(&after));
    let mended = after.comparison.as_ref().unwrap();
    // Undone by the comparison or by the statement is the same.
    assert!((mended.as_it_is_m - comparison.gcj02_m).abs() < 1.0, "{mended:?} and {comparison:?}");
    (comparison.as_it_is_m, mended.as_it_is_m)
}

#[test]
fn prefectures_of_amap_are_named_gcj02_and_come_to_the_reference() {
    let Some(layer) = fetched("amap.geojson", true) else { return };
    let (before_m, after_m) = named_and_mended(&layer);
    assert!(after_m * 5.0 < before_m, "{before_m} m and {after_m} m");
    assert!(after_m < 10.0, "{after_m} m");
}

#[test]
fn a_part_of_the_prefectures_of_amap_is_enough() {
    let Some(layer) = fetched("amap.geojson", true) else { return };
    let mut part = support::json(&PathBuf::from(layer));
    let units = part["features"].as_array_mut().unwrap();
    assert_eq!(units.len(), 14);
    let folder = tempfile::tempdir().unwrap();
    for (number, unit) in units.clone().into_iter().enumerate() {
        part["features"] = Value::Array(vec![unit]);
        let path = folder.path().join(format!("{number}.geojson"));
        std::fs::write(&path, part.to_string()).unwrap();
        let report = report(&path.display().to_string());
        let comparison = report.comparison.as_ref().unwrap();
        assert!(codes(&report).contains(&"shifted-gcj02"), "{number}: {comparison:?}");
        assert!(comparison.gcj02_m < 60.0, "{number}: {comparison:?}");
    }
}

/// In steps of 1/1024 of a degree, some hundred metres: less is left over than of the shift, and more than of the finer layer.
#[test]
fn the_coarse_prefectures_of_echarts_are_named_too() {
    let Some(layer) = fetched("echarts.geojson", false) else { return };
    let (before_m, after_m) = named_and_mended(&layer);
    assert!(after_m * 3.0 < before_m && after_m > 20.0, "{before_m} m and {after_m} m");
}
