//! Field names and values that JSON allows and other formats do not like.

use serde_json::{Map, Value, json};

use crate::world::{World, collection, features, read_again};

/// Names that meet those of other formats' own columns.
const COLUMNS: [&str; 19] = [
    "fid",
    "FID",
    "geom",
    "geometry",
    "ogc_fid",
    "rowid",
    "select",
    "x",
    "X",
    "lon",
    "description",
    "OBJECTID",
    "WKT",
    "style",
    "icon",
    "layer",
    "gml_id",
    "_id",
    "shape",
];
/// Names with characters that mean something to other formats.
const PUNCTUATION: [&str; 15] = [
    "a\"b",
    "a'b",
    "a.b",
    "a,b",
    "a;b",
    "<b>",
    "&",
    "&amp;",
    "%s",
    "#",
    "😀",
    "1abc",
    " blank ",
    "a/b",
    "长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长",
];
/// Names that are hardly any.
const HARDLY_ANY: [&str; 7] = ["", " ", "line\nbreak", "tab\t", "nul\0name", "\u{1}", "\u{feff}"];

const FORMATS: [&str; 7] = ["x.geojson", "x.gpkg", "x.fgb", "x.shp", "x.csv", "x.kml", "x.xlsx"];

/// Two mines; the first with these attributes behind its id.
fn world(attributes: &Map<String, Value>) -> World {
    let feature = |id: &str, more: &Map<String, Value>| {
        let mut properties = json!({"id": id});
        properties.as_object_mut().unwrap().extend(more.clone());
        let geometry = json!({"type": "Point", "coordinates": [75.5, 39.5]});
        json!({"type": "Feature", "properties": properties, "geometry": geometry}).to_string()
    };
    let world = World::new();
    world.write("mines.geojson", collection(&[&feature("M1", attributes), &feature("M2", &Map::new())]));
    world
}

/// What GDAL does not find in a layer that it reads again.
fn missing(world: &World, file: &str, values: &[String]) -> Vec<String> {
    let found = read_again(world, file, if file == "x.gpkg" { "mines" } else { "" }, &[]);
    assert_eq!(found.len(), 2, "{file}");
    let first = found[0]["properties"].as_object().unwrap();
    let mut missing = Vec::new();
    if first.get("id") != Some(&"M1".into()) {
        missing.push("id".to_owned());
    }
    // Flags may come back as booleans, numbers or words.
    let true_words: [Value; 4] = [true.into(), 1.into(), "true".into(), "1".into()];
    if !first.get("flagged").is_some_and(|flagged| true_words.contains(flagged)) {
        missing.push("flagged".to_owned());
    }
    missing.extend(values.iter().filter(|value| !first.values().any(|found| *found == value.as_str())).cloned());
    missing
}

#[test]
fn any_field_name_goes_through_any_format() {
    let mut compared = 0;
    let mut failures = Vec::new();
    for names in [&COLUMNS[..], &PUNCTUATION, &HARDLY_ANY] {
        let values: Vec<String> = (0..names.len()).map(|number| format!("value {number}")).collect();
        let attributes = names.iter().zip(&values).map(|(name, value)| ((*name).to_owned(), value.as_str().into()));
        let world = world(&attributes.collect());
        for file in FORMATS {
            let outcome = world.flag(&["-o", file, "--overwrite", "-q"]);
            if outcome.code == 0 {
                let missing = missing(&world, file, &values);
                if !missing.is_empty() {
                    failures.push(format!("{file}: {missing:?} of {names:?}\n"));
                }
            } else {
                failures.push(format!("{file} {names:?}: {}", outcome.stderr));
            }
            compared += names.len();
        }
        for name in names {
            let member = format!("{}:\"value", Value::from(*name));
            assert!(world.read("x.geojson").contains(&member), "{member} is as it was");
        }
    }
    println!("{compared} names and formats compared");
    assert!(failures.is_empty(), "{}", failures.join(""));
    assert_eq!(compared, 41 * 7);
}

#[test]
fn names_that_differ_by_case_alone_stay_apart() {
    let names = json!({"name": "one", "Name": "two", "NAME": "three", "FLAGGED": "four"});
    let world = world(names.as_object().unwrap());
    let mut compared = 0;
    for file in ["x.gpkg", "x.fgb", "x.shp", "x.csv", "x.xlsx"] {
        assert_eq!(world.flag(&["-o", file, "--overwrite", "-q"]).code, 0, "{file}");
        let found = read_again(&world, file, if file == "x.gpkg" { "mines" } else { "" }, &[]);
        let values: Vec<&Value> = found[0]["properties"].as_object().unwrap().values().collect();
        for value in ["one", "two", "three", "four"] {
            assert!(values.contains(&&Value::from(value)), "{file}: {value} is not among {values:?}");
        }
        compared += 1;
    }
    assert_eq!(compared, 5);
}

#[test]
fn any_value_goes_through_the_formats_that_can_hold_it() {
    let long = "字".repeat(50_000);
    let values =
        ["a,b;\"c\"", "<a>&amp;</a>", "'", "=1+1", "2024-02-30", " ", "⛏️", "%n%s", "null", "true", "007", &long];
    let values = values.map(str::to_owned);
    let attributes = values.iter().enumerate().map(|(number, value)| (format!("f{number}"), value.as_str().into()));
    let world = world(&attributes.collect());
    for file in ["x.geojson", "x.gpkg", "x.fgb", "x.csv"] {
        assert_eq!(world.flag(&["-o", file, "--overwrite", "-q"]).code, 0, "{file}");
        assert_eq!(missing(&world, file, &values), Vec::<String>::new(), "{file}");
    }
}

#[test]
fn values_that_no_other_format_holds_do_no_harm() {
    let values = json!({"nul": "a\0b", "control": "\u{1}\u{2}", "huge": 1e308, "list": [1, [2]], "object": {"a": null},
        "lines": "a\r\nb", "tiny": -5e-324});
    let attributes = values.as_object().unwrap();
    let world = world(attributes);
    let mut compared = 0;
    for file in FORMATS {
        let outcome = world.flag(&["-o", file, "--overwrite", "-q"]);
        assert_eq!(outcome.code, 0, "{file}: {}", outcome.stderr);
        assert_eq!(read_again(&world, file, if file == "x.gpkg" { "mines" } else { "" }, &[]).len(), 2, "{file}");
        compared += 1;
    }
    let properties = features(&world.read("x.geojson"))[0]["properties"].clone();
    for (name, value) in attributes {
        assert_eq!(properties[name], *value);
    }
    assert_eq!(compared, FORMATS.len());
}
