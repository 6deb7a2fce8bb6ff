//! Rivers, lakes, towns: the nearest of each kind, whatever its shape.

use serde_json::Value;

use crate::areas::{number, right, rows, square};
use crate::world::{World, collection, mine};

fn receptor(kind: &str, name: &str, geometry: &str) -> String {
    format!(r#"{{"type":"Feature","properties":{{"kind":{kind},"name":{name}}},"geometry":{geometry}}}"#)
}

fn world(receptors: &[&str]) -> World {
    let world = World::with_mines(&[
        &mine("M", "[75.5,39.5]"),
        &right("R", &square(75.5, 39.5, 75.55, 39.55)),
        &mine("far", "[70,30]"),
    ]);
    world.write("near.geojson", collection(receptors));
    world
}

const NEAR: [&str; 2] = ["--receptors", "near.geojson"];
const RIVER: &str = r#"{"type":"LineString","coordinates":[[75.4,39.0],[75.45,40.0]]}"#;
const TOWN: &str = r#"{"type":"Point","coordinates":[75.52,39.53]}"#;
const LAKE: &str =
    r#"{"type":"Polygon","coordinates":[[[75.55,39.45],[75.6,39.45],[75.6,39.55],[75.55,39.55],[75.55,39.45]]]}"#;

#[test]
fn each_kind_has_its_distance_and_name() {
    let world = world(&[
        &receptor("\"river\"", "\"塔河\"", RIVER),
        &receptor("\"town\"", "\"Town\"", TOWN),
        &receptor("\"lake\"", "\"湖\"", LAKE),
        &receptor("\"town\"", "\"Far town\"", r#"{"type":"MultiPoint","coordinates":[[80,39],[75.6,39.5]]}"#),
    ]);
    let counted = world.counted(&NEAR);
    // GeographicLib between the nearest points, as PROJ and GEOS find them.
    for (id, field, expected, name) in [
        ("M", "river", 6_446.068, "塔河"),
        ("M", "town", 3_748.601, "Town"),
        ("M", "lake", 4_300.671, "湖"),
        ("R", "river", 6_226.742, "塔河"),
        ("R", "town", 0.0, "Town"),
        ("R", "lake", 0.0, "湖"),
    ] {
        let mine = counted.mine(id);
        assert!((number(mine, &format!("{field}_m")) - expected).abs() < 0.002, "{id}, {field}: {mine}");
        assert_eq!(mine[format!("{field}_near")], name, "{id}, {field}");
    }
    for field in ["river_m", "river_near", "town_m", "lake_near"] {
        assert_eq!(counted.mine("far").get(field), Some(&Value::Null), "{field}: the field is there and empty");
    }
}

#[test]
fn kinds_come_from_a_field_from_the_plan_or_from_the_name_of_the_layer() {
    let world = world(&[&receptor("\"河\"", "null", RIVER)]);
    let counted = world.counted(&NEAR);
    assert_eq!(counted.mine("M")["河_near"], "河 0", "without a name it is called by its kind and number");
    world.write("rivers.geojson", format!(r#"{{"type":"FeatureCollection","features":[{{"type":"Feature","properties":{{"label":"L"}},"geometry":{RIVER}}}]}}"#));
    let counted = world.counted(&["--receptors", "rivers.geojson,name=label"]);
    assert_eq!(counted.mine("M")["rivers_near"], "L");
    let plan = "[mines]\npath = \"mines.geojson\"\n[[zones]]\nkind = \"prefecture\"\npath = \"units.geojson\"\n[[zones]]\nkind = \"receptor\"\npath = \"near.geojson\"\nclass = \"kind\"\nclasses = { \"河\" = \"river\" }\n";
    world.write("plan.toml", plan);
    let counted = world.counted_run(&["flag", "plan.toml"]);
    assert!(number(counted.mine("M"), "river_m") > 6_000.0);
}

#[test]
fn fields_of_receptors_never_take_the_name_of_another() {
    let world = World::with_mines(&[
        r#"{"type":"Feature","properties":{"id":"M","town_m":5},"geometry":{"type":"Point","coordinates":[75.5,39.5]}}"#,
    ]);
    world.write(
        "near.geojson",
        collection(&[
            &receptor("\"town\"", "\"T\"", TOWN),
            &receptor("\"redline\"", "\"R\"", TOWN),
            &receptor("\"Town\"", "\"other\"", RIVER),
            &receptor("\"\"", "\"blank\"", LAKE),
        ]),
    );
    let counted = world.counted(&NEAR);
    let mine = counted.mine("M");
    assert_eq!(mine["town_m"], 5);
    assert!(number(mine, "ol_town_m") > 3_000.0 && number(mine, "ol_redline_m") > 3_000.0, "{mine}");
    assert!(mine["redline_m"].is_null());
    let names: Vec<String> = mine.as_object().unwrap().keys().map(|name| name.to_ascii_lowercase()).collect();
    let mut once = names.clone();
    once.sort();
    once.dedup();
    assert_eq!(once.len(), names.len(), "{names:?}");
    assert!(names.iter().all(|name| !name.starts_with('_') && !name.trim().is_empty()), "{names:?}");
}

#[test]
fn faulty_receptors_are_refused_by_name_and_the_others_count() {
    let mut compared = 0;
    for (geometry, code) in [
        ("null", "missing-geometry"),
        (r#"{"type":"LineString","coordinates":[]}"#, "empty-geometry"),
        (r#"{"type":"LineString","coordinates":[[75.5,39.5],[1e999,39]]}"#, "non-finite-coordinate"),
        (r#"{"type":"LineString","coordinates":[[75.5,39.5],[NaN,39]]}"#, "non-finite-coordinate"),
        (r#"{"type":"MultiPoint","coordinates":[[75.5,39.5],[175.5,139]]}"#, "out-of-range"),
        (r#"{"type":"Point","coordinates":[39.5,105.5]}"#, "swapped-axes"),
        (r#"{"type":"Polygon","coordinates":[[[75.5,39.5],[75.6,39.6],[75.5,39.5]]]}"#, "no-area"),
        (r#"{"type":"GeometryCollection","geometries":[]}"#, "wrong-geometry-type"),
        (r#"{"type":"Point","coordinates":["a","b"]}"#, "unreadable-feature"),
    ] {
        let world = world(&[&receptor("\"town\"", "\"Bad\"", geometry), &receptor("\"town\"", "\"Town\"", TOWN)]);
        let counted = world.counted(&NEAR);
        assert_eq!(counted.outcome.code, 3, "{geometry}");
        assert_eq!(counted.defect_lines(), [format!("{code} refused 0 -")], "{geometry}");
        assert_eq!(counted.mine("M")["town_near"], "Town", "{geometry}");
        compared += 1;
    }
    assert_eq!(compared, 9);
}

#[test]
fn lines_of_one_place_and_rivers_across_180_degrees_do_no_harm() {
    let world = world(&[
        &receptor("\"river\"", "\"point\"", r#"{"type":"LineString","coordinates":[[75.52,39.53],[75.52,39.53]]}"#),
        &receptor("\"long\"", "\"world\"", r#"{"type":"LineString","coordinates":[[179.9,39.5],[-179.9,39.5]]}"#),
    ]);
    let counted = world.counted(&NEAR);
    assert!((number(counted.mine("M"), "river_m") - 3_748.601).abs() < 0.002);
    // Either it is refused with a defect, or it leads across the 180th meridian and is far away: never through the mine.
    assert!(counted.mine("M")["long_m"].is_null(), "{}", counted.mine("M"));
}

#[test]
fn receptors_stand_in_the_manifest_and_fields_in_the_package() {
    let world = world(&[&receptor("\"湖泊\"", "\"湖\"", LAKE)]);
    assert_eq!(world.flag(&["--receptors", "near.geojson", "-o", "x.gpkg", "-o", "x.fgb", "-o", "x.csv"]).code, 0);
    assert_eq!(
        rows(&world, "x.gpkg", "SELECT value FROM manifest WHERE item = 'receptors'"),
        [["near.geojson, 1 features"]]
    );
    assert_eq!(rows(&world, "x.gpkg", "SELECT 湖泊_near FROM mines"), [["湖"], ["湖"], ["-"]]);
    assert!(world.read("x.csv").lines().next().unwrap().contains("湖泊_m"));
}
