//! A hundred thousand nested brackets, in every place where a parser could follow them down.

use crate::world::{World, collection, mine, unit};

const DEPTH: usize = 100_000;

fn arrays() -> String {
    format!("{}{}", "[".repeat(DEPTH), "]".repeat(DEPTH))
}

fn objects() -> String {
    format!("{}1{}", "{\"a\":".repeat(DEPTH), "}".repeat(DEPTH))
}

fn fails(name: &str, text: &str) -> String {
    let world = World::new();
    world.write("mines.geojson", text);
    let outcome = world.flag(&["-o", "x.geojson"]);
    assert_eq!(outcome.code, 1, "{name}: {}", outcome.stderr);
    assert!(outcome.stderr.starts_with("oreline: mines.geojson: "), "{name}: {}", outcome.stderr);
    assert!(outcome.stderr.len() < 2000, "{name}: the bomb itself stands in the message");
    outcome.stderr
}

#[test]
fn a_bomb_instead_of_a_collection_fails() {
    for (name, text) in [
        ("arrays", arrays()),
        ("open arrays", "[".repeat(DEPTH)),
        ("objects", objects()),
        ("open objects", "{\"a\":".repeat(DEPTH)),
        ("features", format!(r#"{{"type":"FeatureCollection","features":{}}}"#, arrays())),
        ("open features", format!(r#"{{"type":"FeatureCollection","features":{}"#, "[".repeat(DEPTH))),
        ("features of objects", format!(r#"{{"type":"FeatureCollection","features":{}}}"#, objects())),
        ("a nested collection", "{\"type\":\"FeatureCollection\",\"features\":[".repeat(DEPTH)),
    ] {
        fails(name, &text);
    }
}

#[test]
fn a_bomb_as_coordinate_system_fails() {
    let features = mine("M1", "[75.5,39.5]");
    fails("crs before", &format!(r#"{{"type":"FeatureCollection","crs":{},"features":[{features}]}}"#, arrays()));
    fails("crs behind", &format!(r#"{{"type":"FeatureCollection","features":[{features}],"crs":{}}}"#, objects()));
}

#[test]
fn a_bomb_in_one_feature_refuses_that_feature_alone() {
    let geometry = |kind: &str, member: &str, bomb: &str| {
        format!(r#"{{"type":"Feature","properties":{{"id":"B"}},"geometry":{{"type":"{kind}","{member}":{bomb}}}}}"#)
    };
    let collections = format!(
        r#"{{"type":"Feature","properties":{{"id":"B"}},"geometry":{}null{}}}"#,
        r#"{"type":"GeometryCollection","geometries":["#.repeat(DEPTH),
        "]}".repeat(DEPTH)
    );
    let mut compared = 0;
    for (name, bomb) in [
        ("point", geometry("Point", "coordinates", &arrays())),
        ("polygon", geometry("Polygon", "coordinates", &arrays())),
        ("multipolygon", geometry("MultiPolygon", "coordinates", &arrays())),
        ("multipoint of objects", geometry("MultiPoint", "coordinates", &objects())),
        ("collection", geometry("GeometryCollection", "geometries", &arrays())),
        ("nested collections", collections),
        ("geometry is an array", format!(r#"{{"type":"Feature","properties":{{"id":"B"}},"geometry":{}}}"#, arrays())),
    ] {
        let world = World::with_mines(&[&mine("M1", "[75.5,39.5]"), &bomb]);
        let counted = world.counted(&[]);
        assert_eq!(counted.outcome.code, 3, "{name}");
        assert_eq!(counted.flagged(), ["M1"], "{name}");
        let [defect] = &counted.defects[..] else { panic!("{name}: {:?}", counted.defects) };
        assert_eq!(
            (&defect["feature"], &defect["id"], &defect["severity"]),
            (&1.into(), &"B".into(), &"refused".into())
        );
        assert!(defect["reason"].as_str().unwrap().len() < 500, "{name}: the bomb itself stands in the reason");
        compared += 1;
    }
    assert_eq!(compared, 7);
}

#[test]
fn a_bomb_among_the_attributes_of_a_mine_does_not_keep_it_from_being_judged() {
    for bomb in [arrays(), objects()] {
        let feature = format!(
            r#"{{"type":"Feature","properties":{{"id":"B","deep":{bomb}}},"geometry":{{"type":"Point","coordinates":[75.5,39.5]}}}}"#
        );
        let world = World::with_mines(&[&feature, &mine("M2", "[76.5,39.5]")]);
        let outcome = world.flag(&["-o", "x.geojson", "-o", "x.gpkg"]);
        assert_eq!(outcome.code, 0, "{}", outcome.stderr);
        let text = world.read("x.geojson");
        assert!(text.contains(&bomb), "the attribute is as it was");
        assert!(text.contains(r#""flag_basis":"fragility:severe""#));
        assert!(outcome.stdout.contains("2 mines read, 2 used, 0 refused; 1 flagged"), "{}", outcome.stdout);
    }
}

#[test]
fn a_bomb_among_the_attributes_of_the_first_mine_does_not_hide_the_ids_of_all() {
    let bomb = format!(
        r#"{{"type":"Feature","properties":{{"id":"B","deep":{}}},"geometry":{{"type":"Point","coordinates":[75.5,39.5]}}}}"#,
        arrays()
    );
    let world = World::with_mines(&[&bomb, &mine("M2", "[1e300,39.5]")]);
    let outcome = world.flag(&["-o", "x.geojson"]);
    assert_eq!(outcome.code, 3, "{}", outcome.stderr);
    let defects = crate::world::features(&world.read("x.defects.geojson"));
    assert_eq!(defects[0]["properties"]["id"], "M2", "{defects:?}");
}

#[test]
fn a_bomb_among_the_attributes_of_a_unit_does_not_take_its_class_away() {
    let square = "[[[75,39],[76,39],[76,40],[75,40],[75,39]]]";
    let bombed = unit("1", "severe", square).replace("\"name\"", &format!("\"deep\":{},\"name\"", arrays()));
    let world = World::new();
    world.write("units.geojson", collection(&[&bombed]));
    let counted = world.counted(&[]);
    assert_eq!(counted.flagged(), ["M1"], "{:?}", counted.defects);
    assert_eq!(counted.mine("M1")["prefecture"], "unit 1");
}
