//! `--uncertainty`: would a flag hold if lines moved, and how far is the border that decides.

use serde_json::Value;

use crate::areas::{RED, number, right, rows, square, with_red_line, zone};
use crate::world::{Counted, World, collection, mine, unit};

fn mild_units(world: &World) {
    world.write("units.geojson", collection(&[&unit("1", "mild", &square(74.0, 38.0, 78.0, 41.0))]));
}

/// 30 m and 70 m from the border at 75.2 degrees east, on the parallel of 39.4 (`GeographicLib`).
const PLACES: [(&str, f64); 4] = [
    ("30 out", 75.199_651_715_8),
    ("30 in", 75.200_348_284_2),
    ("70 out", 75.199_187_336_8),
    ("70 in", 75.200_812_663_2),
];

fn around_a_red_line() -> World {
    let mines: Vec<String> = PLACES.iter().map(|(id, x)| mine(id, &format!("[{x},39.4]"))).collect();
    let mut all: Vec<&str> = mines.iter().map(String::as_str).collect();
    let (deep, far) = (mine("deep", "[75.4,39.4]"), mine("far", "[77.5,39.4]"));
    all.extend([deep.as_str(), &far]);
    let world = with_red_line(&all);
    mild_units(&world);
    world
}

fn stable(counted: &Counted, id: &str) -> bool {
    counted.mine(id)["stable"].as_bool().unwrap_or_else(|| panic!("{}", counted.mine(id)))
}

#[test]
fn a_flag_is_stable_when_the_deciding_border_is_farther_than_the_uncertainty() {
    let world = around_a_red_line();
    let mut compared = 0;
    for (uncertainty, unstable) in [
        ("0", &[][..]),
        ("29.9m", &[]),
        ("30.1m", &["30 out", "30 in"]),
        ("50m", &["30 out", "30 in"]),
        ("69.9m", &["30 out", "30 in"]),
        ("70.1m", &["30 out", "30 in", "70 out", "70 in"]),
        ("30km", &["30 out", "30 in", "70 out", "70 in", "deep"]),
    ] {
        let counted = world.counted(&[&RED[..], &["--uncertainty", uncertainty]].concat());
        for (id, margin) in [("30 out", -30.0), ("30 in", 30.0), ("70 out", -70.0), ("70 in", 70.0)] {
            let mine = counted.mine(id);
            assert!((number(mine, "margin_m") - margin).abs() < 0.002, "{uncertainty}: {mine}");
            assert_eq!(mine["margin_of"], "redline:Red", "{mine}");
            assert_eq!(mine["flagged"], margin > 0.0, "{mine}");
        }
        let found: Vec<&str> = ["30 out", "30 in", "70 out", "70 in", "deep", "far"]
            .into_iter()
            .filter(|id| !stable(&counted, id))
            .collect();
        assert_eq!(found, unstable, "{uncertainty}");
        compared += 1;
    }
    assert_eq!(compared, 7);
}

#[test]
fn without_an_uncertainty_nothing_is_said_of_margins() {
    let world = around_a_red_line();
    let counted = world.counted(&RED);
    for (id, _) in PLACES {
        for field in ["margin_m", "margin_of", "stable"] {
            assert_eq!(counted.mine(id).get(field), Some(&Value::Null), "{id}: {field}");
        }
    }
    assert!(counted.summary["unstable"].is_null(), "{}", counted.summary);
}

#[test]
fn the_summary_counts_unstable_flags_and_the_manifest_names_the_uncertainty() {
    let world = around_a_red_line();
    let counted = world.counted(&[&RED[..], &["--uncertainty", "50m"]].concat());
    assert_eq!(counted.summary["unstable"], 2, "{}", counted.summary);
    assert_eq!(world.flag(&["--redlines", "red.geojson", "--uncertainty", "50m", "-o", "x.gpkg"]).code, 0);
    assert_eq!(rows(&world, "x.gpkg", "SELECT value FROM manifest WHERE item = 'uncertainty'"), [["50 m"]]);
}

#[test]
fn a_border_between_two_flagging_units_decides_nothing() {
    // 10 m east of the common border of two severe units; the nearest border that matters is 2.8 km away.
    let world = World::with_mines(&[
        &mine("A", "[76.000116,39.975]"),
        &mine("on it", "[76,39.975]"),
        &right("R", &square(75.995, 39.97, 76.005, 39.98)),
    ]);
    let units = |west: &str, east: &str| {
        collection(&[
            &unit("1", west, &square(75.0, 39.0, 76.0, 40.0)),
            &unit("2", east, &square(76.0, 39.0, 77.0, 40.0)),
        ])
    };
    world.write("units.geojson", units("severe", "extreme"));
    let counted = world.counted(&["--uncertainty", "50m"]);
    for id in ["A", "on it", "R"] {
        assert!(stable(&counted, id), "{}", counted.mine(id));
        assert!(number(counted.mine(id), "margin_m") > 2_000.0, "{}", counted.mine(id));
    }
    // As soon as one of the two is mild, their border is all that matters.
    world.write("units.geojson", units("mild", "extreme"));
    let counted = world.counted(&["--uncertainty", "50m"]);
    assert!(!stable(&counted, "A") && !stable(&counted, "on it"));
    assert!((number(counted.mine("A"), "margin_m") - 9.9).abs() < 0.1, "{}", counted.mine("A"));
    assert!(number(counted.mine("on it"), "margin_m") == 0.0, "{}", counted.mine("on it"));
    assert!(stable(&counted, "R"), "430 m of it lie in the extreme unit: {}", counted.mine("R"));
}

#[test]
fn a_right_is_held_by_the_point_that_lies_deepest() {
    let world = with_red_line(&[
        &right("30 m in", &square(75.1, 39.3, 75.200_348_28, 39.35)),
        &right("70 m in", &square(75.1, 39.3, 75.200_812_66, 39.35)),
        &right("30 m out", &square(75.1, 39.3, 75.199_651_72, 39.35)),
        &right("touches", &square(75.1, 39.3, 75.2, 39.35)),
        &right("whole", &square(75.3, 39.3, 75.4, 39.35)),
        &right("around", &square(75.1, 39.1, 75.7, 39.7)),
    ]);
    mild_units(&world);
    let counted = world.counted(&[&RED[..], &["--uncertainty", "50m", "--near", "100km"]].concat());
    for (id, margin, tolerance, is_stable) in [
        ("30 m in", 30.0, 0.1, false),
        ("70 m in", 70.0, 0.2, true),
        ("30 m out", -30.0, 0.1, false),
        ("touches", 0.0, 0.001, false),
        // From 75.4, 39.35 the western and the eastern border are equally far, and the southern one is nearer: 16.6 km.
        ("whole", 16_653.0, 20.0, true),
        // Half of the width of the red line, 75.2 to 75.6.
        ("around", 17_180.0, 60.0, true),
    ] {
        let mine = counted.mine(id);
        assert!((number(mine, "margin_m") - margin).abs() <= tolerance, "{id}: {mine}");
        assert_eq!(mine["stable"], is_stable, "{id}: {mine}");
    }
}

#[test]
fn each_layer_may_state_its_own_uncertainty() {
    let world = around_a_red_line();
    let plan = |mines: &str, red: &str, all: &str| {
        format!(
            "{all}\n[mines]\npath = \"mines.geojson\"\n{mines}\n[[zones]]\nkind = \"prefecture\"\npath = \"units.geojson\"\n[[zones]]\nkind = \"redline\"\npath = \"red.geojson\"\n{red}\n"
        )
    };
    let mut compared = 0;
    for (mines, red, all, option, is_stable) in [
        ("", "uncertainty = \"29m\"", "", None, true),
        ("", "uncertainty = \"31m\"", "", None, false),
        // That of mines and of zones are added.
        ("uncertainty = \"5m\"", "uncertainty = \"26m\"", "", None, false),
        ("uncertainty = \"3m\"", "uncertainty = \"26m\"", "", None, true),
        // What a layer says goes before what the plan says; that before the command line where the layer is silent.
        ("", "uncertainty = \"10m\"", "uncertainty = \"50m\"", None, true),
        ("", "", "uncertainty = \"50m\"", None, false),
        ("", "", "uncertainty = \"50m\"", Some("10m"), true),
        ("", "uncertainty = \"50m\"", "", Some("10m"), false),
    ] {
        world.write("plan.toml", plan(mines, red, all));
        let mut arguments = vec!["flag", "plan.toml"];
        if let Some(option) = option {
            arguments.extend(["--uncertainty", option]);
        }
        let counted = world.counted_run(&arguments);
        for id in ["30 in", "30 out"] {
            assert_eq!(stable(&counted, id), is_stable, "{mines} {red} {all} {option:?}: {}", counted.mine(id));
        }
        compared += 1;
    }
    assert_eq!(compared, 8);
}

#[test]
fn an_uncertainty_beyond_the_search_radius_is_still_asked() {
    let world = around_a_red_line();
    let counted = world.counted(&[&RED[..], &["--uncertainty", "50m", "--near", "0"]].concat());
    assert!(
        !stable(&counted, "30 out")
            && !stable(&counted, "30 in")
            && stable(&counted, "70 out")
            && stable(&counted, "70 in")
    );
    let counted = world.counted(&[&RED[..], &["--uncertainty", "50m", "--near", "20m"]].concat());
    assert!(!stable(&counted, "30 out") && !stable(&counted, "30 in") && stable(&counted, "70 out"));
    assert!(counted.mine("70 out")["margin_m"].is_null(), "{}", counted.mine("70 out"));
}

#[test]
fn red_lines_side_by_side_hold_a_mine_together() {
    // Their common border is one line in one of them and two in the other: no edge is shared, and the careful answer is no.
    let world = World::with_mines(&[&mine("A", "[75.300058,39.3]")]);
    mild_units(&world);
    world.write(
        "red.geojson",
        collection(&[&zone("West", &square(75.2, 39.2, 75.3, 39.4)), &zone("East", &square(75.3, 39.2, 75.4, 39.4))]),
    );
    let counted = world.counted(&[&RED[..], &["--uncertainty", "50m"]].concat());
    assert!(stable(&counted, "A"), "an edge that both share does not count: {}", counted.mine("A"));
    world.write(
        "red.geojson",
        collection(&[
            &zone("West", &square(75.2, 39.2, 75.3, 39.4)),
            &zone("East", "[[[75.3,39.2],[75.4,39.2],[75.4,39.4],[75.3,39.4],[75.3,39.3],[75.3,39.2]]]"),
        ]),
    );
    let counted = world.counted(&[&RED[..], &["--uncertainty", "50m"]].concat());
    assert!(!stable(&counted, "A"), "the answer errs to the careful side: {}", counted.mine("A"));
}
