//! Sample layers: two units, three mines, and as many mines as a test needs.

use std::fmt::Write as _;

/// Two units side by side, 75 to 76 and 76 to 77 degrees east: 甲 is severe, 乙 is mild.
pub(crate) const UNITS: &str = r#"{"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"adcode":"1","name":"甲","fragility":"severe"},"geometry":{"type":"Polygon","coordinates":[[[75,39],[76,39],[76,40],[75,40],[75,39]]]}},
{"type":"Feature","properties":{"adcode":"2","name":"乙","fragility":"mild"},"geometry":{"type":"Polygon","coordinates":[[[76,39],[77,39],[77,40],[76,40],[76,39]]]}}
]}
"#;

/// One mine in each unit, and one outside: M1 is flagged.
pub(crate) const MINES: &str = r#"{"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"id":"M1","name":"矿一"},"geometry":{"type":"Point","coordinates":[75.5,39.5]}},
{"type":"Feature","properties":{"id":"M2","name":"矿二"},"geometry":{"type":"Point","coordinates":[76.5,39.5]}},
{"type":"Feature","properties":{"id":"M3","name":"矿三"},"geometry":{"type":"Point","coordinates":[80.5,39.5]}}
]}
"#;

/// A `FeatureCollection`, one feature a line.
pub(crate) fn collection(features: &[&str]) -> String {
    format!("{{\"type\":\"FeatureCollection\",\"features\":[\n{}\n]}}\n", features.join(",\n"))
}

/// A mine with this id at this place.
pub(crate) fn mine(id: &str, coordinates: &str) -> String {
    feature(id, &format!(r#"{{"type":"Point","coordinates":{coordinates}}}"#))
}

/// A mine with this id and geometry.
pub(crate) fn feature(id: &str, geometry: &str) -> String {
    format!(r#"{{"type":"Feature","properties":{{"id":"{id}"}},"geometry":{geometry}}}"#)
}

/// A unit with this class and these rings.
pub(crate) fn unit(code: &str, class: &str, rings: &str) -> String {
    format!(
        r#"{{"type":"Feature","properties":{{"adcode":"{code}","name":"unit {code}","fragility":"{class}"}},"geometry":{{"type":"Polygon","coordinates":{rings}}}}}"#
    )
}

/// A layer of many mines over both units, the same on every run, one feature a line.
pub(crate) fn many_mines(count: usize) -> String {
    let mut text = String::from("{\"type\":\"FeatureCollection\",\"features\":[\n");
    let mut state: u64 = 20_261_121;
    let mut next = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as f64 / (1_u64 << 31) as f64
    };
    for number in 0..count {
        let (x, y) = (74.9 + 2.2 * next(), 38.95 + 1.1 * next());
        let comma = if number + 1 < count { "," } else { "" };
        let _ = writeln!(
            text,
            r#"{{"type":"Feature","properties":{{"id":"M{number}","name":"矿山{number}","reserve_t":{:.2}}},"geometry":{{"type":"Point","coordinates":[{x:.7},{y:.7}]}}}}{comma}"#,
            y * 1000.0
        );
    }
    text + "]}\n"
}
