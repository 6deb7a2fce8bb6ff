//! `oreline check`: what people and programs read, exit codes, the layer of findings.

use serde_json::Value;

use crate::world::{World, collection, features, unit};

fn faulty() -> World {
    let world = World::new();
    let square = |west: f64| format!("[[[{west},39],[{0},39],[{0},40],[{west},40],[{west},39]]]", west + 1.0);
    world.write(
        "地州.geojson",
        collection(&[
            &unit("1", "severe", &square(75.0)),
            &unit("2", "极其脆弱", &square(75.9)),
            &unit("2", "mild", "[[[80,39],[81,40],[81,39],[80,40],[80,39]]]"),
            &unit("4", "mild", "[[[1,2],[3,4]]]"),
        ]),
    );
    world
}

#[test]
fn sound_layers_have_nothing_and_exit_with_0() {
    let world = World::new();
    let outcome = world.run(&["check", "units.geojson", "mines.geojson"]);
    assert_eq!((outcome.code, outcome.stderr.as_str()), (0, ""), "{}", outcome.stdout);
    insta::assert_snapshot!("check-sound", outcome.stdout);
}

#[test]
fn faults_are_shown_with_evidence_and_the_way_out() {
    let outcome = faulty().run(&["check", "地州.geojson"]);
    assert_eq!((outcome.code, outcome.stderr.as_str()), (3, ""));
    insta::assert_snapshot!("check-faulty", outcome.stdout);
}

#[test]
fn the_object_holds_what_the_text_says() {
    let outcome = faulty().run(&["check", "地州.geojson", "mines.geojson", "--json"]);
    assert_eq!((outcome.code, outcome.stdout.lines().count()), (3, 1));
    let object: Value = serde_json::from_str(&outcome.stdout).unwrap();
    assert_eq!(object["schema_version"], 1);
    let layers = object["layers"].as_array().unwrap();
    assert_eq!((layers.len(), &layers[1]["used_as"]["role"]), (2, &Value::from("mines")));
    let codes: Vec<&str> =
        layers[0]["findings"].as_array().unwrap().iter().map(|finding| finding["code"].as_str().unwrap()).collect();
    assert_eq!(codes, ["no-area", "unknown-class", "self-crossing", "zones-overlap"]);
    insta::assert_snapshot!("check-json", outcome.stdout);
}

#[test]
fn findings_become_a_styled_layer() {
    let world = faulty();
    let outcome = world.run(&["check", "地州.geojson", "-o", "d.geojson", "--json"]);
    assert_eq!(outcome.code, 3);
    assert!(world.read("d.qml").contains("severity"));
    let rows = features(&world.read("d.geojson"));
    let codes: Vec<&str> = rows.iter().map(|row| row["properties"]["code"].as_str().unwrap()).collect();
    assert_eq!(codes, ["no-area", "unknown-class", "self-crossing", "zones-overlap"]);
    assert!(rows.iter().all(|row| row["properties"]["file"] == "地州.geojson" && row["properties"]["hint"] != ""));
    assert!(rows[3]["geometry"]["coordinates"][0].as_f64().is_some_and(|x| (75.9..=76.0).contains(&x)));
    // What exists is kept unless it may go.
    assert_eq!(world.run(&["check", "地州.geojson", "-o", "d.geojson"]).code, 1);
    assert_eq!(world.run(&["check", "地州.geojson", "-o", "d.geojson", "--overwrite"]).code, 3);
    assert_eq!(world.run(&["check", "地州.geojson", "-o", "d.gpkg"]).code, 3);
    let package = rusqlite::Connection::open(world.path("d.gpkg")).unwrap();
    let count = |table: &str| -> i64 {
        package.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0)).unwrap()
    };
    assert_eq!((count("defects"), count("layer_styles")), (4, 1));
    for output in ["d.shp", "d/", "-", "地州.geojson"] {
        let outcome = world.run(&["check", "地州.geojson", "-o", output]);
        assert!(matches!(outcome.code, 1 | 2) && outcome.stdout.is_empty(), "{output}: {outcome:?}");
    }
}

#[test]
fn a_layer_that_cannot_be_read_does_not_hide_the_next() {
    let world = World::new();
    world.write("broken.geojson", "{");
    let outcome = world.run(&["check", "broken.geojson", "missing.shp", "units.geojson", "-o", "d.geojson"]);
    assert_eq!(outcome.code, 1);
    assert!(!world.holds("d.geojson"), "exit code 1 means that nothing was written");
    for word in ["broken.geojson", "missing.shp", "unreadable-layer", "units.geojson", "findings  none"] {
        assert!(outcome.stdout.contains(word), "{word}: {}", outcome.stdout);
    }
}

#[test]
fn a_layer_that_a_run_refuses_is_a_finding() {
    let world = World::new();
    for (crs, code) in
        [("null", "crs-missing"), (r#"{"type":"name","properties":{"name":"EPSG:4610"}}"#, "crs-unusable")]
    {
        world.write("units2.geojson", world.read("units.geojson").replacen('{', &format!("{{\"crs\":{crs},"), 1));
        let outcome = world.run(&["check", "units2.geojson", "--as", "prefectures"]);
        assert_eq!(outcome.code, 3);
        assert!(outcome.stdout.contains(code) && outcome.stdout.contains("mend: "), "{}", outcome.stdout);
    }
    let outcome = world.run(&["check", "units.geojson,crs=EPSG:4490", "mines.geojson,name=nmae", "--as", "belts"]);
    assert!(outcome.stdout.contains("unusable-layer") && outcome.stdout.contains("did you mean"), "{}", outcome.stdout);
}

#[test]
fn declared_areas_are_counted_by_fit() {
    let world = World::new();
    let right = |id: &str, area: &str| {
        format!(
            r#"{{"type":"Feature","properties":{{"id":"{id}","面积_km2":{area}}},"geometry":{{"type":"Polygon","coordinates":[[[75,39],[75.01,39],[75.01,39.01],[75,39.01],[75,39]]]}}}}"#
        )
    };
    world.write("采矿权.geojson", collection(&[&right("A", "0.9614"), &right("B", "96.14"), &right("C", "\"约1\"")]));
    let outcome = world.run(&["check", "采矿权.geojson", "--as", "mines"]);
    assert_eq!(outcome.code, 3);
    insta::assert_snapshot!("check-declared", outcome.stdout);
}

#[test]
fn a_package_of_several_layers_is_examined_layer_by_layer() {
    let world = World::new();
    assert!(matches!(world.flag(&["-o", "out/"]).code, 0 | 3));
    let outcome = world.run(&["check", "out/flagged.gpkg"]);
    assert_eq!(outcome.code, 3, "{}", outcome.stdout);
    for layer in
        ["flagged.gpkg:mines_flagged", "flagged.gpkg:mines", "flagged.gpkg:prefectures", "flagged.gpkg:defects"]
    {
        assert!(outcome.stdout.contains(layer), "{layer}: {}", outcome.stdout);
    }
}

#[test]
fn threads_and_repetition_change_nothing() {
    let world = faulty();
    let layers = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("layers/qinba/positions.geojson");
    world.write("positions.geojson", std::fs::read(layers).unwrap());
    let run =
        |threads| world.run(&["check", "地州.geojson", "positions.geojson", "--json", "--threads", threads]).stdout;
    let one = run("1");
    assert!(one.contains("zones-hole") && one.contains("zones-overlap"), "{one}");
    assert!(one == run("7") && one == run("2"));
}

#[test]
fn wrong_usage_is_named() {
    let world = World::new();
    world.write("空/readme.txt", "");
    for arguments in [&["check"][..], &["check", "空"], &["check", "units.geojson", "--as", "lakes"]] {
        let outcome = world.run(arguments);
        assert_eq!(outcome.code, 2, "{arguments:?}: {outcome:?}");
        assert!(!outcome.stderr.is_empty());
    }
    assert_eq!(world.run(&["check", "units.geojson", "--reference", "nothing.geojson"]).code, 1);
}
