//! Areas of mining rights and of their parts in red lines: right for sound polygons, right or absent for faulty ones.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::world::{World, collection, feature};

/// Semi-major axis and flattening of CGCS2000.
const A: f64 = 6_378_137.0;
const F: f64 = 1.0 / 298.257_222_101;

/// Hectares between two meridians and two parallels, in closed form (Snyder 1987, equation 3-12): another formula than the
/// program's.
pub(crate) fn box_ha(west: f64, south: f64, east: f64, north: f64) -> f64 {
    let e2 = F * (2.0 - F);
    let e = e2.sqrt();
    let zone = |latitude: f64| {
        let sin = latitude.to_radians().sin();
        A * A * (1.0 - e2) / 2.0 * (sin / (1.0 - e2 * sin * sin) + (e * sin).atanh() / e)
    };
    (east - west).to_radians() * (zone(north) - zone(south)) / 1e4
}

pub(crate) fn square(west: f64, south: f64, east: f64, north: f64) -> String {
    format!("[[[{west},{south}],[{east},{south}],[{east},{north}],[{west},{north}],[{west},{south}]]]")
}

pub(crate) fn right(id: &str, rings: &str) -> String {
    feature(id, &format!(r#"{{"type":"Polygon","coordinates":{rings}}}"#))
}

pub(crate) fn zone(name: &str, rings: &str) -> String {
    format!(
        r#"{{"type":"Feature","properties":{{"name":"{name}"}},"geometry":{{"type":"Polygon","coordinates":{rings}}}}}"#
    )
}

pub(crate) fn number(value: &Value, name: &str) -> f64 {
    value[name].as_f64().unwrap_or_else(|| panic!("{name} is no number: {value}"))
}

/// Equal but for rounding.
pub(crate) fn assert_near(found: f64, expected: f64, what: &str) {
    assert!((found - expected).abs() <= 1e-9 * expected.abs() + 1e-9, "{what}: {found}, expected {expected}");
}

/// The rows of a query on a package, as text.
pub(crate) fn rows(world: &World, package: &str, query: &str) -> Vec<Vec<String>> {
    let package = rusqlite::Connection::open(world.path(package)).unwrap();
    let mut query = package.prepare(query).unwrap();
    let columns = query.column_count();
    let cell = |row: &rusqlite::Row<'_>, column: usize| match row.get_ref(column).unwrap() {
        rusqlite::types::ValueRef::Null => "-".to_owned(),
        rusqlite::types::ValueRef::Integer(number) => number.to_string(),
        rusqlite::types::ValueRef::Real(number) => number.to_string(),
        rusqlite::types::ValueRef::Text(text) => String::from_utf8(text.to_vec()).unwrap(),
        rusqlite::types::ValueRef::Blob(bytes) => format!("{} bytes", bytes.len()),
    };
    let rows = query.query_map([], |row| Ok((0..columns).map(|column| cell(row, column)).collect()));
    rows.unwrap().map(Result::unwrap).collect()
}

/// Rights of four corners anywhere in the grid, the same on every run.
pub(crate) fn many_rights(count: usize) -> Vec<String> {
    let mut state: u64 = 7;
    let mut next = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as f64 / (1_u64 << 31) as f64
    };
    (0..count)
        .map(|number| {
            let (x, y, size) = (75.2 + 0.6 * next(), 39.2 + 0.6 * next(), 0.01 + 0.15 * next());
            let mut corner = |dx: f64, dy: f64| {
                format!("[{:.7},{:.7}]", x + size * (dx + 0.3 * next()), y + size * (dy + 0.3 * next()))
            };
            let corners = [corner(-1.0, -1.0), corner(1.0, -1.0), corner(1.0, 1.0), corner(-1.0, 1.0)];
            right(&format!("R{number}"), &format!("[[{},{}]]", corners.join(","), corners[0]))
        })
        .collect()
}

/// A world with one red line, 75.2 to 75.6 east and 39.2 to 39.6 north, in the severe unit 甲.
pub(crate) fn with_red_line(rights: &[&str]) -> World {
    let world = World::with_mines(rights);
    world.write("red.geojson", collection(&[&zone("Red", &square(75.2, 39.2, 75.6, 39.6))]));
    world
}

pub(crate) const RED: [&str; 2] = ["--redlines", "red.geojson"];

/// Rings of a right, what is said of them, and how much of the square of 0.1 degrees they have; nothing of what is refused.
const FAULTY: &[(&str, &str, Option<&str>, f64)] = &[
    (
        "duplicate points",
        "[[75.2,39.2],[75.2,39.2],[75.3,39.2],[75.3,39.2],[75.3,39.2],[75.3,39.3],[75.2,39.3],[75.2,39.3],[75.2,39.2],[75.2,39.2]]",
        None,
        1.0,
    ),
    (
        "a spike outwards",
        "[[75.2,39.2],[75.3,39.2],[75.3,39.3],[75.25,39.3],[75.25,39.9],[75.25,39.3],[75.2,39.3],[75.2,39.2]]",
        Some("self-crossing review"),
        1.0,
    ),
    (
        "a spike inwards",
        "[[75.2,39.2],[75.3,39.2],[75.3,39.3],[75.25,39.3],[75.25,39.25],[75.25,39.3],[75.2,39.3],[75.2,39.2]]",
        Some("self-crossing review"),
        1.0,
    ),
    (
        "a hole outside its shell",
        "[[75.2,39.2],[75.3,39.2],[75.3,39.3],[75.2,39.3],[75.2,39.2]],[[75.5,39.5],[75.5,39.55],[75.55,39.55],[75.5,39.5]]",
        Some("invalid-geometry refused"),
        0.0,
    ),
    (
        "a hole that is its shell",
        "[[75.2,39.2],[75.3,39.2],[75.3,39.3],[75.2,39.3],[75.2,39.2]],[[75.2,39.2],[75.2,39.3],[75.3,39.3],[75.3,39.2],[75.2,39.2]]",
        Some("invalid-geometry refused"),
        0.0,
    ),
    ("no area", "[[75.2,39.2],[75.3,39.2],[75.25,39.2],[75.2,39.2]]", Some("no-area refused"), 0.0),
    ("one place", "[[75.2,39.2],[75.2,39.2],[75.2,39.2],[75.2,39.2]]", Some("no-area refused"), 0.0),
    (
        "across 180 degrees",
        "[[179.9,39.2],[-179.9,39.2],[-179.9,39.3],[179.9,39.3],[179.9,39.2]]",
        Some("crosses-antimeridian refused"),
        0.0,
    ),
    (
        "an infinite corner",
        "[[75.2,39.2],[1e999,39.2],[75.3,39.3],[75.2,39.2]]",
        Some("non-finite-coordinate refused"),
        0.0,
    ),
    ("NaN", "[[75.2,39.2],[NaN,39.2],[75.3,39.3],[75.2,39.2]]", Some("non-finite-coordinate refused"), 0.0),
    ("null", "[[75.2,39.2],[null,39.2],[75.3,39.3],[75.2,39.2]]", Some("unreadable-feature refused"), 0.0),
    ("beyond the pole", "[[75.2,39.2],[175.3,95],[75.3,39.3],[75.2,39.2]]", Some("out-of-range refused"), 0.0),
    (
        "metres",
        "[[8404617,4789537],[8404717,4789537],[8404717,4789637],[8404617,4789537]]",
        Some("out-of-range refused"),
        0.0,
    ),
    (
        "a hole of no area",
        "[[75.2,39.2],[75.3,39.2],[75.3,39.3],[75.2,39.3],[75.2,39.2]],[[75.22,39.22],[75.24,39.24],[75.22,39.22]]",
        Some("degenerate-ring repaired"),
        1.0,
    ),
    ("unclosed", "[[75.2,39.2],[75.3,39.2],[75.3,39.3],[75.2,39.3]]", Some("unclosed-ring repaired"), 1.0),
    (
        "wound the other way",
        "[[75.2,39.2],[75.2,39.3],[75.3,39.3],[75.3,39.2],[75.2,39.2]]",
        Some("ring-orientation note"),
        1.0,
    ),
    (
        "a hole along its shell",
        "[[75.2,39.2],[75.3,39.2],[75.3,39.3],[75.2,39.3],[75.2,39.2]],[[75.2,39.2],[75.2125,39.2125],[75.225,39.2],[75.2,39.2]]",
        Some("self-crossing review"),
        1.0 - 0.015_625,
    ),
    (
        "twice around",
        "[[75.2,39.2],[75.3,39.2],[75.3,39.3],[75.2,39.3],[75.2,39.2],[75.3,39.2],[75.3,39.3],[75.2,39.3],[75.2,39.2]]",
        Some("self-crossing review"),
        1.0,
    ),
];

#[test]
fn faulty_rights_have_the_right_area_or_none() {
    let square_ha = box_ha(75.2, 39.2, 75.3, 39.3);
    let mut compared = 0;
    for (name, rings, defect, share) in FAULTY {
        let world = with_red_line(&[&right("A", &format!("[{rings}]")), &right("B", &square(75.2, 39.2, 75.3, 39.3))]);
        let counted = world.counted(&RED);
        let expected: Vec<String> = defect.iter().map(|defect| format!("{defect} 0 A")).collect();
        assert_eq!(counted.defect_lines(), expected, "{name}: {:?}", counted.defects);
        let is_refused = defect.is_some_and(|defect| defect.ends_with("refused"));
        assert_eq!(counted.features.len(), if is_refused { 1 } else { 2 }, "{name}");
        assert_eq!(*share == 0.0, is_refused, "{name}");
        if !is_refused {
            let mine = counted.mine("A");
            let expected_ha = share * square_ha;
            // The curvature of the Earth shows in parts of the square, not in the whole.
            let tolerance = if *share < 1.0 { 1e-4 } else { 1e-9 };
            let found_ha = number(mine, "area_ha");
            assert!((found_ha / expected_ha - 1.0).abs() < tolerance, "{name}: {found_ha}, expected {expected_ha}");
            assert_near(number(mine, "ovl_ha"), found_ha, name);
        }
        let sound = counted.mine("B");
        assert_near(number(sound, "area_ha"), square_ha, name);
        assert_eq!(sound["ovl_grade"], "overlap", "{name}");
        compared += 1;
    }
    assert_eq!(compared, FAULTY.len());
}

#[test]
fn a_bow_tie_has_the_area_of_its_two_halves() {
    let world = with_red_line(&[&right("A", "[[[75.2,39.2],[75.4,39.4],[75.4,39.2],[75.2,39.4],[75.2,39.2]]]")]);
    let counted = world.counted(&RED);
    assert_eq!(counted.defect_lines(), ["self-crossing review 0 A"]);
    let mine = counted.mine("A");
    // Two triangles side by side, which together are half of the square, but for the curvature of the Earth.
    let half = box_ha(75.2, 39.2, 75.4, 39.4) / 2.0;
    assert!((number(mine, "area_ha") / half - 1.0).abs() < 1e-4, "{mine}");
    assert_near(number(mine, "ovl_ha"), number(mine, "area_ha"), "all of it lies in the red line");
    assert_near(number(mine, "ovl_pct"), 100.0, "all of it lies in the red line");
}

#[test]
fn parts_that_overlap_each_other_are_never_counted_twice() {
    let overlapping = r#"{"type":"MultiPolygon","coordinates":[[[[75.2,39.2],[75.3,39.2],[75.3,39.3],[75.2,39.3],[75.2,39.2]]],[[[75.25,39.2],[75.35,39.2],[75.35,39.3],[75.25,39.3],[75.25,39.2]]]]}"#;
    let nested = r#"{"type":"MultiPolygon","coordinates":[[[[75.2,39.2],[75.3,39.2],[75.3,39.3],[75.2,39.3],[75.2,39.2]]],[[[75.22,39.22],[75.24,39.22],[75.24,39.24],[75.22,39.24],[75.22,39.22]]]]}"#;
    let world = with_red_line(&[
        &feature("O", overlapping),
        &feature("N", nested),
        &right("B", &square(75.2, 39.2, 75.3, 39.3)),
    ]);
    let counted = world.counted(&RED);
    assert_eq!(counted.outcome.code, 3);
    assert!(counted.defect_lines().contains(&"invalid-geometry refused 1 N".to_owned()), "{:?}", counted.defects);
    assert_eq!(counted.defects.iter().filter(|defect| defect["id"] == "O").count(), 1, "{:?}", counted.defects);
    // Used, it has the area of the union, or of what only one part covers; never the sum.
    if let Some(mine) = counted.features.iter().find(|mine| mine["properties"]["id"] == "O") {
        let found = number(&mine["properties"], "area_ha");
        let union = box_ha(75.2, 39.2, 75.35, 39.3);
        assert!((found - union).abs() < 1e-6 * union, "{found}, expected {union}");
    }
}

#[test]
fn red_lines_that_overlap_themselves_never_give_more_than_the_whole() {
    let mine = right("A", &square(75.25, 39.25, 75.35, 39.35));
    let around = square(75.2, 39.2, 75.4, 39.4);
    let half = square(75.2, 39.2, 75.3, 39.4);
    // Many features over each other; one feature whose parts lie over each other; one whose ring crosses itself.
    let parts = format!(
        r#"{{"type":"Feature","properties":{{"name":"P"}},"geometry":{{"type":"MultiPolygon","coordinates":[{half},[[[75.25,39.2],[75.4,39.2],[75.4,39.4],[75.25,39.4],[75.25,39.2]]]]}}}}"#
    );
    let crossing = zone(
        "X",
        "[[[75.2,39.2],[75.4,39.2],[75.4,39.4],[75.2,39.4],[75.2,39.2],[75.3,39.2],[75.3,39.4],[75.2,39.4],[75.2,39.2]]]",
    );
    let layers: [Vec<String>; 3] = [
        (0..40).map(|number| zone(&format!("R{number}"), if number % 2 == 0 { &around } else { &half })).collect(),
        vec![parts, zone("R", &half)],
        vec![crossing, zone("R", &half)],
    ];
    let mut compared = 0;
    for layer in layers {
        let world = World::with_mines(&[&mine]);
        world.write("red.geojson", collection(&layer.iter().map(String::as_str).collect::<Vec<_>>()));
        let counted = world.counted(&RED);
        let mine = counted.mine("A");
        let (whole, part, share) = (number(mine, "area_ha"), number(mine, "ovl_ha"), number(mine, "ovl_pct"));
        assert!(part <= whole && share <= 100.0, "{mine}");
        // The second red line alone covers the western half.
        assert!(part >= whole * 0.5 - 1e-9, "{mine}");
        if compared == 0 {
            assert_near(share, 100.0, "forty red lines");
        }
        compared += 1;
    }
    assert_eq!(compared, 3);
}

/// A ring of this many corners, wavy as a coast, around a place.
fn coast(corners: usize, at: (f64, f64), radius: f64) -> String {
    let mut text = String::with_capacity(corners * 40);
    text.push_str("[[");
    for corner in 0..=corners {
        let angle = (corner % corners) as f64 / corners as f64 * std::f64::consts::TAU;
        let r = radius * (1.0 + 0.1 * (angle * 37.0).sin() + 0.001 * (angle * 9_001.0).sin());
        let comma = if corner > 0 { "," } else { "" };
        let _ = write!(text, "{comma}[{:.9},{:.9}]", at.0 + r * angle.cos(), at.1 + 0.8 * r * angle.sin());
    }
    text + "]]"
}

/// Hectares of a ring as `coast` writes it: the closed form between corners.
fn coast_ha(ring: &str) -> f64 {
    let rings: Vec<Vec<(f64, f64)>> = serde_json::from_str(ring).unwrap();
    let e2 = F * (2.0 - F);
    let e = e2.sqrt();
    let zone = |latitude: f64| {
        let sin = latitude.to_radians().sin();
        A * A * (1.0 - e2) / 2.0 * (sin / (1.0 - e2 * sin * sin) + (e * sin).atanh() / e)
    };
    let base = zone(rings[0][0].1);
    // Simpson's rule along each edge, which is short.
    let edge = |pair: &[(f64, f64)]| {
        let ((x1, y1), (x2, y2)) = (pair[0], pair[1]);
        let middle = zone(f64::midpoint(y1, y2)) - base;
        (x2 - x1).to_radians() * ((zone(y1) - base) + 4.0 * middle + (zone(y2) - base)) / 6.0
    };
    -rings[0].windows(2).map(edge).sum::<f64>() / 1e4
}

#[test]
fn a_ring_of_a_million_corners_is_measured_in_seconds() {
    let million = coast(1_000_000, (75.5, 39.5), 0.3);
    let expected_ha = coast_ha(&million);
    let mut compared = 0;
    for (name, mine, red) in [
        ("as a right", million.clone(), square(75.0, 39.0, 75.5, 40.0)),
        ("as a red line", square(75.05, 39.05, 75.95, 39.95), million.clone()),
    ] {
        let world = World::with_mines(&[&right("A", &mine)]);
        world.write("red.geojson", collection(&[&zone("Red", &red)]));
        let start = Instant::now();
        let counted = world.counted(&RED);
        let elapsed = start.elapsed();
        println!("{name}: {elapsed:?}");
        assert!(elapsed < Duration::from_secs(40), "{name}: {elapsed:?}");
        assert_eq!(counted.outcome.code, 0, "{name}: {:?}", counted.defects);
        let mine = counted.mine("A");
        let found = number(mine, if name == "as a right" { "area_ha" } else { "ovl_ha" });
        assert!((found / expected_ha - 1.0).abs() < 1e-9, "{name}: {found}, expected {expected_ha}");
        compared += 1;
    }
    assert_eq!(compared, 2);
}
