//! Polygons with faults: which are mended, which are refused, and that neither changes what is right.

use crate::world::{World, feature, unit};

struct Case {
    name: &'static str,
    rings: &'static str,
    /// Code and severity, or none for a sound polygon.
    defect: Option<&'static str>,
    code: i32,
}

const OUTER: &str = "[75,39],[76,39],[76,40],[75,40],[75,39]";

const CASES: [Case; 12] = [
    Case { name: "sound", rings: "[[75,39],[76,39],[76,40],[75,40],[75,39]]", defect: None, code: 0 },
    Case {
        name: "wound the other way",
        rings: "[[75,39],[75,40],[76,40],[76,39],[75,39]]",
        defect: Some("ring-orientation note"),
        code: 0,
    },
    Case {
        name: "a hole wound the other way",
        rings: "[[75,39],[76,39],[76,40],[75,40],[75,39]],[[75.1,39.1],[75.2,39.1],[75.2,39.2],[75.1,39.1]]",
        defect: Some("ring-orientation note"),
        code: 0,
    },
    Case {
        name: "unclosed",
        rings: "[[75,39],[76,39],[76,40],[75,40]]",
        defect: Some("unclosed-ring repaired"),
        code: 0,
    },
    Case {
        name: "a hole that encloses nothing",
        rings: "[[75,39],[76,39],[76,40],[75,40],[75,39]],[[75.1,39.1],[75.2,39.2],[75.1,39.1]]",
        defect: Some("degenerate-ring repaired"),
        code: 0,
    },
    Case {
        name: "a bow-tie",
        rings: "[[75,39],[76,40],[76,39],[75,40],[75,39]]",
        defect: Some("self-crossing review"),
        code: 3,
    },
    Case {
        name: "a spike",
        rings: "[[75,39],[76,39],[76,40],[75.5,40],[75.5,40.5],[75.5,40],[75,40],[75,39]]",
        defect: Some("self-crossing review"),
        code: 3,
    },
    Case {
        name: "a hole outside its shell",
        rings: "[[75,39],[76,39],[76,40],[75,40],[75,39]],[[85,39],[85,40],[86,40],[85,39]]",
        defect: Some("invalid-geometry refused"),
        code: 3,
    },
    Case {
        name: "a hole inside a hole",
        rings: "[[75,39],[76,39],[76,40],[75,40],[75,39]],[[75.1,39.1],[75.1,39.9],[75.9,39.9],[75.9,39.1],[75.1,39.1]],[[75.2,39.2],[75.2,39.3],[75.3,39.3],[75.2,39.2]]",
        defect: Some("invalid-geometry refused"),
        code: 3,
    },
    Case { name: "two corners", rings: "[[75,39],[76,40],[75,39]]", defect: Some("no-area refused"), code: 3 },
    Case {
        name: "corners in one line",
        rings: "[[75,39],[75.5,39.5],[76,40],[75,39]]",
        defect: Some("no-area refused"),
        code: 3,
    },
    Case { name: "one corner", rings: "[[75,39]]", defect: Some("no-area refused"), code: 3 },
];

/// What the codes say beside that an unclosed ring of too few corners was closed on the way.
fn without_closing(lines: Vec<String>) -> Vec<String> {
    lines.into_iter().filter(|line| !line.starts_with("unclosed-ring") || line.contains("9 only")).collect()
}

#[test]
fn a_faulty_unit_is_mended_or_refused_and_said() {
    for Case { name, rings, defect, code } in &CASES {
        let other = unit("1", "extreme", "[[[76,39],[77,39],[77,40],[76,40],[76,39]]]");
        let world = World::with_units(&[&other, &unit("9", "severe", &format!("[{rings}]"))]);
        let counted = world.counted(&[]);
        assert_eq!(counted.outcome.code, *code, "{name}: {:?}", counted.defects);
        let expected: Vec<String> = defect.iter().map(|defect| format!("{defect} 1 9")).collect();
        let mut lines = counted.defect_lines();
        if *name == "one corner" {
            lines = without_closing(lines);
        }
        assert_eq!(lines, expected, "{name}: {:?}", counted.defects);
        // M2 lies in the sound unit; M1 in the faulty one unless that is refused.
        let refused = defect.is_some_and(|defect| defect.ends_with("refused"));
        let bow_tie = *name == "a bow-tie";
        let expected: &[&str] = if refused || bow_tie { &["M2"] } else { &["M1", "M2"] };
        if bow_tie {
            // The middle of a bow-tie is the point where its two halves touch, and a border belongs to the zone.
            assert_eq!(counted.flagged(), ["M1", "M2"], "{name}");
        } else {
            assert_eq!(counted.flagged(), expected, "{name}");
        }
    }
}

#[test]
fn a_faulty_mine_is_mended_or_refused_and_said() {
    for Case { name, rings, defect, code } in &CASES {
        let polygon = feature("A", &format!(r#"{{"type":"Polygon","coordinates":[{rings}]}}"#));
        let world = World::with_mines(&[&polygon, &crate::world::mine("M2", "[76.5,39.5]")]);
        let counted = world.counted(&[]);
        assert_eq!(counted.outcome.code, *code, "{name}: {:?}", counted.defects);
        let expected: Vec<String> = defect.iter().map(|defect| format!("{defect} 0 A")).collect();
        let mut lines = counted.defect_lines();
        if *name == "one corner" {
            lines = without_closing(lines);
        }
        assert_eq!(lines, expected, "{name}: {:?}", counted.defects);
        let refused = defect.is_some_and(|defect| defect.ends_with("refused"));
        assert_eq!(counted.flagged().len(), usize::from(!refused), "{name}");
    }
}

#[test]
fn rings_are_written_closed_and_wound_by_the_standard() {
    let polygon = |rings: &str| feature("A", &format!(r#"{{"type":"Polygon","coordinates":[{rings}]}}"#));
    let hole = "[75.1,39.1],[75.1,39.2],[75.2,39.2],[75.1,39.1]";
    let sound = format!("[{OUTER}],[{hole}]");
    let mut compared = 0;
    for rings in [
        "[[75,39],[75,40],[76,40],[76,39],[75,39]],[[75.1,39.1],[75.1,39.2],[75.2,39.2],[75.1,39.1]]",
        "[[75,39],[76,39],[76,40],[75,40]],[[75.1,39.1],[75.2,39.2],[75.1,39.2]]",
        &sound,
    ] {
        let counted = World::with_mines(&[&polygon(rings)]).counted(&[]);
        let rings = counted.features[0]["geometry"]["coordinates"].as_array().unwrap();
        assert_eq!(rings.len(), 2);
        for (number, ring) in rings.iter().enumerate() {
            let corners: Vec<(f64, f64)> =
                ring.as_array().unwrap().iter().map(|at| (at[0].as_f64().unwrap(), at[1].as_f64().unwrap())).collect();
            assert_eq!(corners.first(), corners.last(), "closed");
            let twice_area: f64 = corners
                .windows(2)
                .map(|pair| (pair[0].0 - 75.0) * (pair[1].1 - 39.0) - (pair[1].0 - 75.0) * (pair[0].1 - 39.0))
                .sum();
            assert!(if number == 0 { twice_area > 0.0 } else { twice_area < 0.0 }, "ring {number}: {twice_area}");
        }
        compared += 1;
    }
    assert_eq!(compared, 3);
}

#[test]
fn a_rebuilt_bow_tie_holds_what_its_two_halves_hold_and_no_more() {
    // Left and right triangle; above and below the crossing lies outside.
    let bow_tie = unit("1", "severe", "[[[75,39],[76,40],[76,39],[75,40],[75,39]]]");
    let world = World::with_units(&[&bow_tie]);
    let mines = [("left", "[75.2,39.5]"), ("right", "[75.8,39.5]"), ("above", "[75.5,39.8]"), ("below", "[75.5,39.2]")];
    let features: Vec<String> = mines.iter().map(|(id, at)| crate::world::mine(id, at)).collect();
    world.write("mines.geojson", crate::world::collection(&features.iter().map(String::as_str).collect::<Vec<_>>()));
    assert_eq!(world.counted(&[]).flagged(), ["left", "right"]);
}

#[test]
fn parts_that_lie_in_each_other_are_refused() {
    let world = World::with_mines(&[
        &feature(
            "A",
            r#"{"type":"MultiPolygon","coordinates":[[[[75,39],[76,39],[76,40],[75,40],[75,39]]],[[[75.2,39.2],[75.3,39.2],[75.3,39.3],[75.2,39.2]]]]}"#,
        ),
        &feature(
            "B",
            r#"{"type":"MultiPolygon","coordinates":[[[[75,39],[75.1,39],[75.1,39.1],[75,39]]],[[[75.2,39.2],[75.3,39.2],[75.3,39.3],[75.2,39.2]]]]}"#,
        ),
    ]);
    let counted = world.counted(&[]);
    assert_eq!(counted.defect_lines(), ["invalid-geometry refused 0 A"]);
    assert_eq!(counted.flagged(), ["B"]);
}
