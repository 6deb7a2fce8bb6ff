//! `oreline cut`: what remains of a right, as tables, layer and text, and every kind of bad input.

use gdal::Dataset;
use gdal::vector::LayerAccess;
use geo::MultiPolygon;
use oreline::geometry::measure::area_m2;
use serde_json::Value;

use crate::world::{Outcome, World, collection, features};

const PLAN: &str = r#"
[mines]
path = "rights.geojson"
id = "id"
name = "name"
[[zones]]
kind = "redline"
path = "redlines.geojson"
name = "name"
[[zones]]
kind = "function"
path = "functions.geojson"
name = "name"
"#;

fn square(x: f64, y: f64, width: f64, height: f64) -> String {
    let (right, top) = (x + width, y + height);
    format!("[[{x},{y}],[{right},{y}],[{right},{top}],[{x},{top}],[{x},{y}]]")
}

fn area(properties: &str, rings: &str) -> String {
    format!(
        r#"{{"type":"Feature","properties":{{{properties}}},"geometry":{{"type":"Polygon","coordinates":[{rings}]}}}}"#
    )
}

/// A is cut in the middle by R1, B lies in R1 and R2, C meets nothing, D is a point, E keeps a strip of 2 m and a field.
fn world() -> World {
    let world = World::new();
    let right = |id: &str, name: &str, rings: &str| {
        area(&format!(r#""id":"{id}","name":"{name}","basis":"synthetic; made up""#), rings)
    };
    let strip = square(87.3, 45.0, 0.02, 0.01);
    world.write(
        "rights.geojson",
        collection(&[
            &right("A", "甲矿", &square(87.0, 45.0, 0.04, 0.02)),
            &right("B", "乙矿", &square(87.1, 45.0, 0.01, 0.01)),
            &right("C", "丙矿", &square(87.2, 45.0, 0.01, 0.01)),
            r#"{"type":"Feature","properties":{"id":"D","name":"点矿"},"geometry":{"type":"Point","coordinates":[87.0,45.0]}}"#,
            &right("E", r#"<b>\"丁\"&矿"#, &strip),
        ]),
    );
    let zone = |name: &str, rings: &str| area(&format!(r#""name":"{name}""#), rings);
    world.write(
        "redlines.geojson",
        collection(&[
            &zone("红线一", &square(87.01, 44.9, 0.01, 0.2)),
            &zone("红线二", &square(87.09, 44.9, 0.03, 0.2)),
            &zone("红线三", &square(87.105, 44.9, 0.01, 0.2)),
            &zone("红线四", &square(87.300_025, 44.9, 0.01, 0.2)),
        ]),
    );
    world.write("functions.geojson", collection(&[&zone("水源涵养", &square(87.205, 44.9, 0.1, 0.2))]));
    world.write("plan.toml", PLAN);
    world
}

fn cut(world: &World, arguments: &[&str]) -> Outcome {
    world.run(&[&["cut", "plan.toml"], arguments].concat())
}

fn json(outcome: &Outcome) -> Value {
    let json: Value = serde_json::from_str(&outcome.stdout).unwrap_or_else(|error| panic!("{error}: {outcome:?}"));
    assert_eq!(json["schema_version"], 1);
    for right in json["rights"].as_array().unwrap() {
        let number = |key: &str| right[key].as_f64().unwrap();
        let sum = number("remaining_m2") + number("small_m2") + number("cut_m2");
        assert!((sum - number("before_m2")).abs() < 1e-4, "{right}");
        // As printed, in ten-thousandths of a hectare.
        let steps = |value: &Value| (value.as_f64().unwrap() * 1e4).round() as i64;
        let balanced = &right["balanced"];
        let parts: i64 = right["parts"].as_array().unwrap().iter().map(|part| steps(&part["balanced"])).sum();
        assert_eq!(parts, steps(&balanced["before"]), "{right}");
        assert_eq!(steps(&balanced["remaining"]) + steps(&balanced["small"]) + steps(&balanced["cut"]), parts);
    }
    json
}

#[test]
fn a_right_is_told_of_part_by_part() {
    let world = world();
    let mut text = String::new();
    let mut told = 0;
    for (arguments, code) in [
        (&["--mine", "A"][..], 0),
        (&["--mine", "甲矿", "--buffer", "50m"], 0),
        (&["--mine", "B"], 0),
        (&["--mine", "#2"], 0),
        (&["--mine", "E", "--min-width", "5m"], 3),
        (&["--mine", "E", "--min-width", "5m", "--keep-small"], 3),
        (&["--mine", "C", "--kind", "function"], 0),
        (&["--mine", "B", "--zone", "红线三"], 0),
        (&["--all"], 0),
        (&["--all", "--buffer", "20m", "--balance", "1m2"], 0),
        (&["--mine", "D"], 2),
        (&["--mine", "F"], 2),
        (&["--mine", "A", "--zone", "红线九"], 2),
        (&["--mine", "A", "--kind", "belt"], 2),
        (&["--mine", "A", "--all"], 2),
        (&["--mine", "A", "--buffer", "60km"], 2),
        (&["--mine", "A", "--buffer", "50"], 2),
        (&["--mine", "A", "-o", "out.txt"], 2),
        (&["--mine", "A", "--text", "out.gpkg"], 2),
        (&["--mine", "A", "--text", "out.txt", "--crs", "EPSG:4326"], 2),
        (&["--mine", "A", "--text", "out.txt", "--crs", "EPSG:4520"], 1),
        (&[], 2),
    ] {
        let outcome = cut(&world, arguments);
        assert_eq!(outcome.code, code, "{arguments:?}: {outcome:?}");
        text = format!(
            "{text}$ oreline cut plan.toml {} -> {code}\n{}{}\n",
            arguments.join(" "),
            outcome.stdout,
            outcome.stderr
        );
        told += 1;
    }
    assert_eq!(told, 22);
    insta::assert_snapshot!("cut-told", text);
}

#[test]
fn help_shows_examples_that_run() {
    let world = World::new();
    let help = world.run(&["cut", "--help"]);
    insta::assert_snapshot!("cut-help", help.stdout);
    let layers = concat!(env!("CARGO_MANIFEST_DIR"), "/layers/rights");
    let mut run = 0;
    for line in help.stdout.lines().filter_map(|line| line.strip_prefix("  oreline ")) {
        let words: Vec<String> =
            line.split(' ').map(|word| word.trim_matches('\'').replace("layers/rights", layers)).collect();
        let outcome = world.run(&words.iter().map(String::as_str).collect::<Vec<_>>());
        assert!(matches!(outcome.code, 0 | 3), "{line}: {outcome:?}");
        run += 1;
    }
    assert_eq!(run, 3);
    assert!(world.holds("cut.gpkg") && world.holds("cut.txt") && world.holds("cut.geojson") && world.holds("cut.qml"));
}

#[test]
fn json_layer_and_text_say_the_same() {
    let world = world();
    let arguments =
        ["--all", "--buffer", "30m", "--min-width", "5m", "-o", "cut.geojson", "--text", "cut.txt", "--json"];
    let outcome = cut(&world, &arguments);
    let told = json(&outcome);
    let parts: Vec<&Value> =
        told["rights"].as_array().unwrap().iter().flat_map(|right| right["parts"].as_array().unwrap()).collect();
    let rows = features(&world.read("cut.geojson"));
    assert_eq!(rows.len(), parts.len());
    assert!(rows.len() >= 5, "{rows:?}");
    for (row, part) in rows.iter().zip(parts) {
        let properties = &row["properties"];
        for key in ["part", "part_no", "area_m2", "kept", "reason", "width_m"] {
            assert_eq!(properties[key], part[key], "{key}");
        }
        assert_eq!(properties["area_bal"], part["balanced"]);
        assert_eq!(properties["synthetic"], "basis");
        let geometry: geojson::Geometry = serde_json::from_value(row["geometry"].clone()).unwrap();
        let area = match geo::Geometry::<f64>::try_from(geometry).unwrap() {
            geo::Geometry::Polygon(part) => MultiPolygon(vec![part]),
            geo::Geometry::MultiPolygon(parts) => parts,
            other => panic!("{other:?}"),
        };
        assert!((area_m2(&area) - properties["area_m2"].as_f64().unwrap()).abs() < 1e-3);
    }
    assert!(world.read("cut.qml").contains("attr=\"part\""));
    let files: Vec<&str> = told["outputs"].as_array().unwrap().iter().map(|file| file.as_str().unwrap()).collect();
    assert_eq!(files, ["cut.geojson", "cut.qml", "cut.txt"]);
    // The text is read as rights again, and nothing is left to be cut.
    world.write(
        "again.toml",
        PLAN.replace("rights.geojson", "cut.txt").replace("\"id\"", "\"DKBH\"").replace(
            "name = \"name\"\n[[zones]]\nkind = \"redline\"",
            "name = \"DKMC\"\n[[zones]]\nkind = \"redline\"",
        ),
    );
    let again = world.run(&["cut", "again.toml", "--all", "--buffer", "29.9m", "--json"]);
    assert_eq!(again.code, 0, "{again:?}");
    assert_eq!(json(&again)["rights"].as_array().unwrap().len(), 0, "{}", again.stdout);
    // The same input gives the same bytes, whatever the number of threads.
    let before = (world.read("cut.geojson"), std::fs::read(world.path("cut.txt")).unwrap());
    let refused = cut(&world, &arguments);
    assert_eq!(refused.code, 1, "it exists: {refused:?}");
    let repeated = cut(&world, &[&arguments[..], &["--overwrite", "--threads", "1"]].concat());
    assert_eq!(repeated.stdout, outcome.stdout);
    assert_eq!((world.read("cut.geojson"), std::fs::read(world.path("cut.txt")).unwrap()), before);
}

#[test]
fn gdal_opens_the_layer_in_every_format_and_finds_its_style() {
    let world = world();
    let mut opened = 0;
    for name in ["a.gpkg", "a.fgb", "a.shp", "a.geojsonl", "a.csv", "a.kml", "a.xlsx", "a.parquet"] {
        let outcome = cut(&world, &["--mine", "A", "--mine", "B", "--buffer", "10m", "-o", name, "--overwrite"]);
        assert_eq!(outcome.code, 0, "{name}: {outcome:?}");
        assert!(world.holds(name));
        if !name.ends_with(".parquet") {
            let dataset = Dataset::open(world.path(name)).unwrap();
            let layer = dataset.layer(0).unwrap();
            assert_eq!(layer.feature_count(), 4, "{name}: two parts and a cut of A, a cut of B");
            opened += 1;
        }
    }
    assert_eq!(opened, 7);
    assert!(world.read("a.qml").contains("剩余 remaining"));
    let dataset = Dataset::open(world.path("a.gpkg")).unwrap();
    let package = rusqlite::Connection::open(world.path("a.gpkg")).unwrap();
    let mut statement = package.prepare("SELECT styleQML FROM layer_styles").unwrap();
    let qml: Vec<String> = statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    assert!(
        qml.len() == 1 && qml[0].contains("attr=\"part\"") && qml[0].contains("alias field=\"area_bal\""),
        "{qml:?}"
    );
    let layer = dataset.layer_by_name("a").unwrap();
    assert_eq!(layer.spatial_ref().unwrap().auth_code().unwrap(), 4490);
}

#[test]
fn a_right_that_meets_nothing_is_written_as_it_was_and_one_that_is_cut_away_is_not() {
    let world = world();
    let outcome = cut(&world, &["--mine", "C", "-o", "c.geojson", "--text", "c.txt", "--json"]);
    assert_eq!(outcome.code, 0, "{outcome:?}");
    let told = json(&outcome);
    assert_eq!(told["rights"][0]["result"], "unchanged");
    let given: Value = serde_json::from_str(&world.read("rights.geojson")).unwrap();
    let written = features(&world.read("c.geojson"));
    let corners = |feature: &Value| -> Vec<f64> {
        let ring = feature["geometry"]["coordinates"][0].as_array().unwrap();
        ring.iter().flat_map(|at| at.as_array().unwrap()).map(|number| number.as_f64().unwrap()).collect()
    };
    assert_eq!(corners(&written[0]), corners(&given["features"][2]));
    let text = encoding_rs::GB18030.decode(&std::fs::read(world.path("c.txt")).unwrap()).0.into_owned();
    assert!(text.contains("J1,1,") && text.contains("J4,1,") && !text.contains("J5,1,"), "{text}");
    let outcome = cut(&world, &["--mine", "B", "-o", "b.geojson", "--text", "b.txt", "--json"]);
    let told = json(&outcome);
    assert_eq!(told["rights"][0]["result"], "nothing_remains");
    assert!(!world.holds("b.txt") && told["notes"][0].as_str().unwrap().contains("nothing remains"), "{told}");
    // Both red lines that take it are named.
    assert_eq!(told["rights"][0]["zones"].as_array().unwrap().len(), 2);
}

#[test]
fn inputs_are_never_outputs() {
    let world = world();
    for arguments in [
        &["--mine", "A", "-o", "rights.geojson", "--overwrite"][..],
        &["--mine", "A", "-o", "redlines.geojson", "--overwrite"],
    ] {
        let outcome = cut(&world, arguments);
        assert_eq!(outcome.code, 1, "{outcome:?}");
        assert!(outcome.stderr.contains("is an input of this run"), "{outcome:?}");
    }
}
