//! Coordinates that are none, and geometries that are missing or of the wrong type.

use crate::world::{World, feature, mine};

/// Each of these is refused, beside a sound mine that is judged.
const REFUSED: [(&str, &str, &str); 24] = [
    ("NaN", r#"{"type":"Point","coordinates":[NaN,39.5]}"#, "non-finite-coordinate"),
    ("nan", r#"{"type":"Point","coordinates":[75.5,nan]}"#, "non-finite-coordinate"),
    ("Infinity", r#"{"type":"Point","coordinates":[75.5,Infinity]}"#, "non-finite-coordinate"),
    ("-Infinity", r#"{"type":"Point","coordinates":[-Infinity,39.5]}"#, "non-finite-coordinate"),
    ("1e400", r#"{"type":"Point","coordinates":[1e400,39.5]}"#, "non-finite-coordinate"),
    (
        "1e400 in a ring",
        r#"{"type":"Polygon","coordinates":[[[75,39],[1e400,39],[76,40],[75,39]]]}"#,
        "non-finite-coordinate",
    ),
    (
        "NaN in a ring",
        r#"{"type":"Polygon","coordinates":[[[75,39],[NaN,39],[76,40],[75,39]]]}"#,
        "non-finite-coordinate",
    ),
    ("1e300", r#"{"type":"Point","coordinates":[1e300,39.5]}"#, "out-of-range"),
    ("1e300 in a ring", r#"{"type":"Polygon","coordinates":[[[75,39],[1e300,39],[76,40],[75,39]]]}"#, "out-of-range"),
    (
        "1e300 in a hole",
        r#"{"type":"Polygon","coordinates":[[[75,39],[76,39],[76,40],[75,39]],[[75.7,39.1],[-1e300,39.2],[75.8,39.2],[75.7,39.1]]]}"#,
        "out-of-range",
    ),
    ("longitude 181", r#"{"type":"Point","coordinates":[181,39.5]}"#, "out-of-range"),
    ("swapped axes", r#"{"type":"Point","coordinates":[39.5,105.5]}"#, "swapped-axes"),
    ("null", "null", "missing-geometry"),
    ("an empty point", r#"{"type":"Point","coordinates":[]}"#, "empty-geometry"),
    ("an empty multipoint", r#"{"type":"MultiPoint","coordinates":[]}"#, "empty-geometry"),
    ("an empty polygon", r#"{"type":"Polygon","coordinates":[]}"#, "empty-geometry"),
    ("an empty ring", r#"{"type":"Polygon","coordinates":[[]]}"#, "empty-geometry"),
    ("an empty multipolygon", r#"{"type":"MultiPolygon","coordinates":[]}"#, "empty-geometry"),
    ("a line", r#"{"type":"LineString","coordinates":[[75,39],[76,40]]}"#, "wrong-geometry-type"),
    ("many points", r#"{"type":"MultiPoint","coordinates":[[75,39],[76,40]]}"#, "wrong-geometry-type"),
    ("a collection", r#"{"type":"GeometryCollection","geometries":[]}"#, "wrong-geometry-type"),
    ("one number", r#"{"type":"Point","coordinates":[75.5]}"#, "unreadable-feature"),
    ("words", r#"{"type":"Point","coordinates":["75.5","39.5"]}"#, "unreadable-feature"),
    ("no coordinates", r#"{"type":"Point"}"#, "unreadable-feature"),
];

#[test]
fn a_mine_without_a_usable_place_is_refused_by_name_and_the_others_are_judged() {
    for (case, geometry, code) in REFUSED {
        let world = World::with_mines(&[&feature("B", geometry), &mine("M1", "[75.5,39.5]")]);
        let counted = world.counted(&[]);
        assert_eq!(counted.outcome.code, 3, "{case}");
        assert_eq!(counted.flagged(), ["M1"], "{case}");
        assert_eq!(counted.defect_lines(), [format!("{code} refused 0 B")], "{case}: {:?}", counted.defects);
    }
}

#[test]
fn a_unit_without_a_usable_area_is_refused_by_name_and_the_others_count() {
    for (case, geometry, code) in REFUSED {
        if case == "many points" {
            continue;
        }
        let bad = format!(
            r#"{{"type":"Feature","properties":{{"adcode":"9","name":"坏","fragility":"severe"}},"geometry":{geometry}}}"#
        );
        let square = crate::world::unit("1", "extreme", "[[[75,39],[76,39],[76,40],[75,40],[75,39]]]");
        let world = World::with_units(&[&square, &bad]);
        let counted = world.counted(&[]);
        assert_eq!((counted.outcome.code, counted.flagged()), (3, vec!["M1".to_owned()]), "{case}");
        // A point is no area, whatever its coordinates.
        let is_point = geometry.contains("\"Point\"") && !matches!(code, "unreadable-feature" | "empty-geometry");
        let line = counted.defect_lines().join("\n");
        let expected = if is_point { "wrong-geometry-type" } else { code };
        assert!(line == format!("{expected} refused 1 9") || line == format!("{code} refused 1 9"), "{case}: {line}");
    }
}

#[test]
fn all_kinds_of_bad_mines_together_are_refused_one_by_one() {
    let bad: Vec<String> =
        REFUSED.iter().enumerate().map(|(at, (_, geometry, _))| feature(&format!("B{at}"), geometry)).collect();
    let good = mine("M1", "[75.5,39.5]");
    let mut features: Vec<&str> = bad.iter().map(String::as_str).collect();
    features.insert(7, &good);
    let counted = World::with_mines(&features).counted(&[]);
    assert_eq!(
        counted.summary["mines"],
        serde_json::json!({"read": REFUSED.len() + 1, "used": 1, "refused": REFUSED.len()})
    );
    let mut compared = 0;
    for (line, (at, (case, _, code))) in counted.defect_lines().iter().zip(REFUSED.iter().enumerate()) {
        let index = at + usize::from(at >= 7);
        assert_eq!(*line, format!("{code} refused {index} B{at}"), "{case}");
        compared += 1;
    }
    assert_eq!(compared, REFUSED.len());
}

#[test]
fn points_and_polygons_together_are_mines_and_lines_are_refused() {
    let world = World::with_mines(&[
        &mine("P", "[75.5,39.5]"),
        &feature("A", r#"{"type":"Polygon","coordinates":[[[75.1,39.1],[75.2,39.1],[75.2,39.2],[75.1,39.1]]]}"#),
        &feature("L", r#"{"type":"LineString","coordinates":[[75,39],[76,40]]}"#),
        &feature("S", r#"{"type":"MultiPoint","coordinates":[[75.3,39.3]]}"#),
        &feature("M", r#"{"type":"MultiPolygon","coordinates":[[[[76.1,39.1],[76.2,39.1],[76.2,39.2],[76.1,39.1]]]]}"#),
    ]);
    let counted = world.counted(&[]);
    assert_eq!(counted.defect_lines(), ["wrong-geometry-type refused 2 L"]);
    assert_eq!(counted.flagged(), ["P", "A", "S"]);
    assert_eq!(counted.mine("M")["fragility"], "mild");
}

#[test]
fn limits_of_the_degrees_themselves_are_places() {
    for at in ["[180,39.5]", "[-180,-90]", "[75.5,90]", "[-0.0,0]", "[75.5,39.5,1e300]"] {
        let world = World::with_mines(&[&mine("E", at), &mine("M1", "[75.5,39.5]")]);
        let counted = world.counted(&[]);
        assert_eq!(counted.outcome.code, 0, "{at}: {:?}", counted.defects);
        assert_eq!(counted.features.len(), 2);
    }
}

#[test]
fn a_layer_of_swapped_axes_is_refused_whole_with_the_way_out() {
    let world = World::with_mines(&[&mine("M1", "[39.5,105.5]"), &mine("M2", "[38.5,100.25]")]);
    let outcome = world.flag(&["-o", "x.geojson"]);
    assert_eq!(outcome.code, 1);
    assert!(outcome.stderr.contains("2 features") && outcome.stderr.contains("2 swapped-axes"), "{}", outcome.stderr);
    assert!(outcome.stderr.contains("hint: longitude comes first"), "{}", outcome.stderr);
}
