//! Coordinate systems: stated, not stated, and wrongly left out.

use crate::world::{World, collection, mine};

/// M1 and M2 of the world, in Web Mercator metres.
const MERCATOR: [(&str, &str); 2] = [("M1", "[8404621.55,4793547.46]"), ("M2", "[8515941.04,4789527.56]")];

fn mercator(head: &str) -> String {
    let features: Vec<String> = MERCATOR.iter().map(|(id, at)| mine(id, at)).collect();
    format!("{{\"type\":\"FeatureCollection\",{head}\"features\":[\n{}\n]}}", features.join(",\n"))
}

#[test]
fn metres_without_saying_so_are_refused_with_a_hint_to_state_the_system() {
    let world = World::new();
    world.write("mines.geojson", mercator(""));
    let outcome = world.flag(&["-o", "x.geojson"]);
    assert_eq!(outcome.code, 1);
    assert!(outcome.stderr.contains("crs=EPSG:"), "{}", outcome.stderr);
}

#[test]
fn metres_are_right_once_the_system_is_stated_by_command_by_file_or_by_plan() {
    let world = World::new();
    let member = r#""crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::3857"}},"#;
    world.write("silent.geojson", mercator(""));
    world.write("stated.geojson", mercator(member));
    world.write("plan.toml", "[mines]\npath = \"silent.geojson\"\ncrs = \"EPSG:3857\"\n[[zones]]\nkind = \"prefecture\"\npath = \"units.geojson\"\n");
    let flag = |mines| ["flag", "--mines", mines, "--prefectures", "units.geojson"];
    let by_command = flag("silent.geojson,crs=EPSG:3857");
    let by_file = flag("stated.geojson");
    let twice = flag("stated.geojson,crs=EPSG:3857");
    let mut compared = 0;
    for arguments in [&by_command[..], &by_file, &twice, &["flag", "plan.toml"]] {
        let counted = world.counted_run(arguments);
        assert_eq!(counted.flagged(), ["M1"], "{arguments:?}");
        let at = &counted.features[0]["geometry"]["coordinates"];
        let (x, y) = (at[0].as_f64().unwrap(), at[1].as_f64().unwrap());
        assert!((x - 75.5).abs() < 1e-4 && (y - 39.5).abs() < 1e-2, "{arguments:?}: {at}");
        compared += 1;
    }
    assert_eq!(compared, 4);
}

#[test]
fn a_system_behind_the_features_counts_as_much_as_one_before_them() {
    let world = World::new();
    let text = mercator("");
    let behind = text.trim_end_matches('}').to_owned() + r#","crs":{"type":"EPSG","properties":{"code":3857}}}"#;
    world.write("mines.geojson", behind);
    assert_eq!(world.counted(&[]).flagged(), ["M1"]);
}

#[test]
fn units_in_metres_are_right_once_stated_and_refused_otherwise() {
    let world = World::new();
    let rings = "[[[8348961.81,4721671.57],[8460281.30,4721671.57],[8460281.30,4865942.28],[8348961.81,4865942.28],[8348961.81,4721671.57]]]";
    world.write("units.geojson", collection(&[&crate::world::unit("1", "extreme", rings)]));
    let outcome = world.flag(&["-o", "x.geojson"]);
    assert_eq!(outcome.code, 1, "{}", outcome.stderr);
    assert!(outcome.stderr.contains("units.geojson") && outcome.stderr.contains("crs=EPSG:"), "{}", outcome.stderr);
    let counted =
        world.counted_run(&["flag", "--mines", "mines.geojson", "--prefectures", "units.geojson,crs=EPSG:3857"]);
    assert_eq!(counted.flagged(), ["M1"]);
    assert_eq!(counted.mine("M1")["fragility"], "extreme");
}

#[test]
fn a_point_that_the_system_cannot_place_is_refused_by_name() {
    let world = World::new();
    world.write(
        "mines.geojson",
        collection(&[&mine("M1", "[8404621.55,4793547.46]"), &mine("B", "[1e300,5]"), &mine("N", "[1e400,5]")]),
    );
    let counted =
        world.counted_run(&["flag", "--mines", "mines.geojson,crs=EPSG:3857", "--prefectures", "units.geojson"]);
    assert_eq!(counted.defect_lines(), ["out-of-range refused 1 B", "non-finite-coordinate refused 2 N"]);
    assert_eq!(counted.flagged(), ["M1"]);
}
