//! Distances to the nearest red line: geodesic metres, from points and from rights, within the search radius.
//!
//! Expected figures are those of `GeographicLib` (Karney 2013) between the nearest points, found with PROJ and GEOS on edges
//! cut short, on the CGCS2000 ellipsoid.

use crate::areas::{RED, number, right, rows, square, with_red_line, zone};
use crate::world::{World, collection, mine};

fn world() -> World {
    with_red_line(&[
        &mine("west", "[75.1,39.4]"),
        &mine("south", "[75.4,39.15]"),
        &mine("corner", "[75.65,39.65]"),
        &mine("inside", "[75.4,39.4]"),
        &mine("on", "[75.2,39.3]"),
        &mine("far", "[76.5,39.5]"),
        &right("right", &square(75.65, 39.3, 75.7, 39.4)),
        &right("right touching", &square(75.6, 39.3, 75.7, 39.4)),
        &right("right in", &square(75.3, 39.3, 75.4, 39.4)),
        &right("right around", &square(75.1, 39.1, 75.7, 39.7)),
    ])
}

const EXPECTED: [(&str, Option<f64>); 10] = [
    ("west", Some(8_613.653)),
    ("south", Some(5_550.941)),
    ("corner", Some(7_017.635)),
    ("inside", Some(0.0)),
    ("on", Some(0.0)),
    ("far", None),
    ("right", Some(4_306.827)),
    ("right touching", Some(0.0)),
    ("right in", Some(0.0)),
    ("right around", Some(0.0)),
];

#[test]
fn the_nearest_red_line_is_measured_in_geodesic_metres() {
    let counted = world().counted(&RED);
    let mut compared = 0;
    for (id, expected) in EXPECTED {
        let mine = counted.mine(id);
        match expected {
            None => assert!(mine["redline_m"].is_null() && mine["redline_near"].is_null(), "{mine}"),
            Some(expected) => {
                assert!((number(mine, "redline_m") - expected).abs() < 0.002, "{id}: {mine}");
                assert_eq!(mine["redline_near"], "Red", "{id}");
                assert_eq!(mine["redline"], expected == 0.0, "{id}");
            }
        }
        compared += 1;
    }
    assert_eq!(compared, 10);
}

#[test]
fn the_search_radius_is_an_option_and_stands_in_the_manifest() {
    let world = world();
    let found = |near: &str| -> Vec<String> {
        let counted = world.counted(&[&RED[..], &["--near", near]].concat());
        let near = |id: &&str| !counted.mine(id)["redline_m"].is_null();
        ["west", "south", "corner", "right", "far", "inside"].into_iter().filter(near).map(str::to_owned).collect()
    };
    assert_eq!(found("5km"), ["right", "inside"]);
    assert_eq!(found("5550.9m"), ["right", "inside"]);
    assert_eq!(found("5551m"), ["south", "right", "inside"]);
    assert_eq!(found("8700米"), ["west", "south", "corner", "right", "inside"]);
    assert_eq!(found("0"), ["inside"]);
    assert_eq!(found("100公里"), ["west", "south", "corner", "right", "far", "inside"]);
    assert_eq!(world.flag(&["--redlines", "red.geojson", "--near", "5km", "-o", "x.gpkg"]).code, 0);
    assert_eq!(rows(&world, "x.gpkg", "SELECT value FROM manifest WHERE item = 'near'"), [["5000 m"]]);
}

#[test]
fn a_huge_search_radius_finds_what_lies_on_the_other_side_of_the_earth() {
    let world = World::with_mines(&[&mine("A", "[-104.6,-39.4]"), &mine("pole", "[0,90]")]);
    world.write("red.geojson", collection(&[&zone("Red", &square(75.2, 39.2, 75.6, 39.6))]));
    for near in ["30000km", "1000000km"] {
        let counted = world.counted(&[&RED[..], &["--near", near]].concat());
        let found = number(counted.mine("A"), "redline_m");
        assert!((19_900_000.0..20_010_000.0).contains(&found), "{found}");
        // From the pole to 39.6 degrees north, along a meridian (GeographicLib).
        let found = number(counted.mine("pole"), "redline_m");
        assert!((5_590_000.0..5_640_000.0).contains(&found), "{found}");
    }
}

#[test]
fn distances_cross_the_180th_meridian() {
    let world = World::with_mines(&[
        &mine("west of it", "[179.99,10.005]"),
        &right("right", &square(-179.995, 10.0, -179.99, 10.01)),
        &mine("on it", "[180,10.005]"),
    ]);
    world.write(
        "red.geojson",
        collection(&[&zone("East", "[[[-179.99,10],[-179.9,10],[-179.9,10.01],[-179.99,10.01],[-179.99,10]]]")]),
    );
    let counted = world.counted(&RED);
    let found = number(counted.mine("west of it"), "redline_m");
    assert!((found - 2_192.754).abs() < 0.01, "{found}");
    assert!((number(counted.mine("right"), "redline_m")).abs() < 0.01, "they share the meridian");
    let found = number(counted.mine("on it"), "redline_m");
    assert!((found - 2_192.754 / 2.0).abs() < 0.01, "{found}");
}

#[test]
fn of_several_red_lines_the_nearest_is_named_and_of_equals_the_first() {
    let world = World::with_mines(&[&mine("A", "[75.5,39.45]"), &mine("B", "[75.5,39.25]"), &mine("C", "[75.5,39.7]")]);
    world.write(
        "red.geojson",
        collection(&[
            &zone("West", &square(75.3, 39.2, 75.4375, 39.5)),
            &zone("East", &square(75.5625, 39.2, 75.7, 39.5)),
            &zone("North", &square(75.4, 39.75, 75.6, 39.8)),
        ]),
    );
    let counted = world.counted(&RED);
    assert_eq!(counted.mine("A")["redline_near"], "West");
    assert_eq!(counted.mine("B")["redline_near"], "West");
    assert_eq!(counted.mine("C")["redline_near"], "North");
}

#[test]
fn without_red_lines_nothing_is_said_of_them() {
    let counted =
        World::with_mines(&[&mine("A", "[75.5,39.45]"), &right("B", &square(75.3, 39.3, 75.4, 39.4))]).counted(&[]);
    for id in ["A", "B"] {
        for field in ["redline_m", "redline_near", "ovl_ha", "ovl_pct", "ovl_grade", "margin_m", "stable"] {
            assert!(counted.mine(id)[field].is_null(), "{id}: {field}");
        }
    }
}
