//! Coordinate systems: stated, not stated, and wrongly left out.

use geo::Coord;
use oreline::crs::web_map;
use serde_json::Value;

use crate::world::{World, collection, mine, unit};

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

fn place(feature: &Value) -> Coord<f64> {
    let at = &feature["geometry"]["coordinates"];
    Coord { x: at[0].as_f64().unwrap(), y: at[1].as_f64().unwrap() }
}

#[test]
fn coordinates_of_web_maps_are_moved_back_once_they_are_stated() {
    let true_place = Coord { x: 75.500_123, y: 39.5 };
    let member = r#""crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:OGC:1.3:CRS84"}},"#;
    for (stated, shifted) in [
        ("GCJ-02", web_map::wgs84_to_gcj02(true_place)),
        ("火星坐标", web_map::wgs84_to_gcj02(true_place)),
        ("bd09", web_map::wgs84_to_bd09(true_place)),
    ] {
        let world = World::new();
        let mines = collection(&[&mine("M1", &format!("[{},{}]", shifted.x, shifted.y))]);
        world.write("silent.geojson", &mines);
        // No format can state these systems: files say WGS 84.
        world.write("stated.geojson", mines.replacen('{', &format!("{{{member}"), 1));
        for file in ["silent.geojson", "stated.geojson"] {
            let layer = format!("{file},crs={stated}");
            let counted = world.counted_run(&["flag", "--mines", &layer, "--prefectures", "units.geojson"]);
            assert_eq!(counted.defect_lines(), ["web-map-shift note - -"], "{layer}");
            let at = place(&counted.features[0]);
            let off_m = (at.x - true_place.x).hypot(at.y - true_place.y) * 111_320.0;
            assert!(off_m < 0.1, "{layer}: {off_m} m off");
            assert!((shifted.x - true_place.x).abs() * 86_000.0 > 50.0, "the shift is worth undoing");
        }
    }
}

/// Mines 43 m, 129 m and 43 km inside of the border of a flagging unit, and that unit.
fn at_a_border() -> World {
    let world = World::with_mines(&[
        &mine("near", "[75.0005,39.5]"),
        &mine("between", "[75.0015,39.5]"),
        &mine("far", "[75.5,39.5]"),
    ]);
    let square = "[[[75,39],[76,39],[76,40],[75,40],[75,39]]]";
    world.write("units.geojson", collection(&[&unit("1", "extreme", square)]));
    world
}

fn stable(counted: &crate::world::Counted) -> Vec<bool> {
    ["near", "between", "far"].map(|id| counted.mine(id)["stable"].as_bool().unwrap()).to_vec()
}

#[test]
fn an_old_datum_is_used_within_an_accepted_uncertainty_which_counts_for_every_flag() {
    let world = at_a_border();
    let (exact_units, accepted) = ("units.geojson", "crs=EPSG:4214,crs_uncertainty=100m");
    let mines = format!("mines.geojson,{accepted}");
    let counted = world.counted_run(&["flag", "--mines", &mines, "--prefectures", exact_units]);
    assert_eq!(counted.defect_lines(), ["ballpark-datum review - -"]);
    assert_eq!((counted.outcome.code, stable(&counted)), (3, vec![false, true, true]));
    // The same of the units; what --uncertainty says of lines comes beside it.
    let units = format!("units.geojson,{accepted}");
    let flag = ["flag", "--mines", "mines.geojson", "--prefectures", &units];
    assert_eq!(stable(&world.counted_run(&flag)), [false, true, true]);
    assert_eq!(stable(&world.counted_run(&[&flag[..], &["--uncertainty", "50m"]].concat())), [false, false, true]);
    // By a plan; 50 m of its own and 100 m of the datum are 150 m.
    let plan = |uncertainty: &str| {
        format!(
            "[mines]\npath = \"mines.geojson\"\ncrs = \"GCS_Beijing_1954\"\n{uncertainty}[[zones]]\nkind = \"prefecture\"\n\
             path = \"units.geojson\"\n"
        )
    };
    world.write("plan.toml", plan("crs_uncertainty = \"100m\"\nuncertainty = \"50m\"\n"));
    assert_eq!(stable(&world.counted_run(&["flag", "plan.toml"])), [false, false, true]);
    world.write("plan.toml", plan("crs_uncertainty = \"100m\"\n"));
    assert_eq!(stable(&world.counted_run(&["flag", "plan.toml"])), [false, true, true]);
    // Where nothing is accepted, nothing is done.
    world.write("plan.toml", plan(""));
    assert_eq!(world.run(&["flag", "plan.toml", "-o", "y.geojson"]).code, 1);
    // Where the way is exact, the permission changes nothing.
    let exact = "mines.geojson,crs=EPSG:4490,crs_uncertainty=100m";
    let counted = world.counted_run(&["flag", "--mines", exact, "--prefectures", exact_units]);
    assert!(counted.defects.is_empty() && counted.mine("near")["stable"].is_null());
}

#[test]
fn parameters_of_the_user_move_an_old_datum() {
    let world = at_a_border();
    let mines = "mines.geojson,crs=EPSG:4610,crs_parameters=-100/0/0";
    let counted = world.counted_run(&["flag", "--mines", mines, "--prefectures", "units.geojson"]);
    assert_eq!(counted.defect_lines(), ["datum-parameters note - -"]);
    // 100 m against the axis X are 97 m to the east at 75.5 E.
    let moved = place(&counted.features[2]);
    assert!(((moved.x - 75.5) * 85_900.0 - 96.8).abs() < 0.5, "{moved:?}");
    world.write(
        "plan.toml",
        "[mines]\npath = \"mines.geojson\"\ncrs = \"EPSG:4610\"\ncrs_parameters = [-100, 0.0, 0]\n[[zones]]\nkind = \
         \"prefecture\"\npath = \"units.geojson\"\n",
    );
    assert_eq!(place(&world.counted_run(&["flag", "plan.toml"]).features[2]), moved);
}
