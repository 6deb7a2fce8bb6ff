//! Every output format, read again by GDAL's own tools: the same count, the same flags, whole characters.

use serde_json::Value;

use crate::world::{World, features, read_again};

/// A mine with Chinese names, long ones, and every type.
fn world() -> World {
    let mine = |id: &str, at: &str| {
        format!(
            r#"{{"type":"Feature","properties":{{"id":"{id}","矿山名称":"阿舍勒 铜矿","矿山名录编号":"录{id}","开采方式":"井工;露天","year":2024,"grade":1.25,"open":{},"licence":65300020090121100000012,"note":null}},"geometry":{{"type":"Point","coordinates":{at}}}}}"#,
            id == "M1"
        )
    };
    World::with_mines(&[
        &mine("M1", "[75.5,39.5]"),
        &mine("M2", "[76.5,39.5]"),
        &mine("M3", "[80.5,39.25]"),
        &mine("M4", "[75.25,39.125]"),
    ])
}

fn by_name<'f>(feature: &'f Value, name: &str) -> &'f Value {
    &feature["properties"][name]
}

/// Flags may come back as booleans, numbers or words.
fn is_true(value: &Value) -> bool {
    matches!(value.as_str(), Some("true" | "1")) || *value == true || *value == 1
}

const TABLE_OPTIONS: [&str; 6] =
    ["-oo", "X_POSSIBLE_NAMES=X", "-oo", "Y_POSSIBLE_NAMES=Y", "-oo", "AUTODETECT_TYPE=YES"];

#[test]
fn every_format_reads_again_with_count_flags_places_and_characters() {
    let world = world();
    let mut compared = 0;
    for (file, layer, options) in [
        ("x.geojson", "", &[][..]),
        ("y.geojsonl", "", &[]),
        ("x.gpkg", "mines", &[]),
        ("x.fgb", "", &[]),
        ("x.csv", "", &TABLE_OPTIONS),
        ("x.kml", "", &[]),
        ("x.xlsx", "", &[]),
    ] {
        let outcome = world.flag(&["-o", file, "--overwrite"]);
        assert_eq!(outcome.code, 0, "{file}: {}", outcome.stderr);
        let found = read_again(&world, file, layer, options);
        assert_eq!(found.len(), 4, "{file}");
        // A KML reader makes text of everything that is no name.
        for (feature, (id, flagged)) in found.iter().zip([("M1", true), ("M2", false), ("M3", false), ("M4", true)]) {
            assert_eq!(by_name(feature, "id"), id, "{file}: {feature}");
            assert_eq!(is_true(by_name(feature, "flagged")), flagged, "{file}: {feature}");
            assert_eq!(by_name(feature, "矿山名称"), "阿舍勒 铜矿", "{file}");
            assert_eq!(by_name(feature, "矿山名录编号"), &Value::from(format!("录{id}")), "{file}");
            assert_eq!(by_name(feature, "开采方式"), "井工;露天", "{file}");
        }
        assert_eq!(by_name(&found[0], "prefecture"), "甲", "{file}");
        assert_eq!(by_name(&found[0], "flag_basis"), "fragility:severe", "{file}");
        if file != "x.xlsx" {
            let at = &found[3]["geometry"]["coordinates"];
            assert_eq!((at[0].as_f64(), at[1].as_f64()), (Some(75.25), Some(39.125)), "{file}");
        }
        compared += 1;
    }
    println!("{compared} formats compared");
    assert_eq!(compared, 7);
}

#[test]
fn types_stay_what_they_are_where_the_format_has_them() {
    let world = world();
    for (file, layer) in [("x.geojson", ""), ("x.gpkg", "mines"), ("x.fgb", "")] {
        assert_eq!(world.flag(&["-o", file, "--overwrite"]).code, 0);
        let found = read_again(&world, file, layer, &[]);
        let first = &found[0]["properties"];
        assert_eq!(
            (&first["open"], &first["flagged"], &first["tie"]),
            (&true.into(), &true.into(), &false.into()),
            "{file}"
        );
        assert_eq!(
            (&first["year"], &first["grade"], &first["note"]),
            (&2024.into(), &1.25.into(), &Value::Null),
            "{file}"
        );
        assert_eq!(first["belt_count"], 0, "{file}");
        if file != "x.geojson" {
            assert_eq!(first["licence"], "65300020090121100000012", "{file}: every digit");
        }
    }
}

#[test]
fn a_shapefile_has_unique_names_of_whole_characters_in_utf_8() {
    let world = world();
    assert_eq!(world.flag(&["-o", "x.shp"]).code, 0);
    for part in ["x.shp", "x.shx", "x.dbf", "x.prj", "x.cpg", "x.qml"] {
        assert!(world.holds(part), "{part}");
    }
    assert_eq!(world.read("x.cpg").trim(), "UTF-8");
    assert!(world.read("x.prj").contains("2000"), "CGCS2000: {}", world.read("x.prj"));
    // The names as bytes in the header of the table, 32 bytes a field.
    let dbf = std::fs::read(world.path("x.dbf")).unwrap();
    let names: Vec<String> = dbf[32..]
        .chunks(32)
        .take_while(|field| field[0] != b'\r')
        .map(|field| {
            let end = field.iter().position(|byte| *byte == 0).unwrap_or(11).min(11);
            String::from_utf8(field[..end].to_vec()).unwrap_or_else(|error| panic!("half a character: {error}"))
        })
        .collect();
    assert_eq!(names.len(), 9 + 22, "{names:?}");
    assert!(names.iter().all(|name| !name.is_empty() && name.len() <= 10), "{names:?}");
    let mut once: Vec<String> = names.iter().map(|name| name.to_lowercase()).collect();
    once.sort();
    once.dedup();
    assert_eq!(once.len(), names.len(), "{names:?}");
    let found = read_again(&world, "x.shp", "", &[]);
    assert_eq!(found.len(), 4);
    let flagged: Vec<bool> = found.iter().map(|mine| is_true(by_name(mine, "flagged"))).collect();
    assert_eq!(flagged, [true, false, false, true]);
    let first = found[0]["properties"].as_object().unwrap();
    assert!(
        first.values().any(|value| value == "阿舍勒 铜矿") && first.values().any(|value| value == "录M1"),
        "{first:?}"
    );
    assert_eq!(by_name(&found[0], "prefecture"), "甲");
}

#[test]
fn the_style_of_a_shapefile_speaks_of_its_short_names() {
    let world = World::with_mines(&[&crate::world::mine("M1", "[75.5,39.5]")
        .replace("\"id\"", "\"flagged\":1,\"flag_basis\":2,\"verdict\":3,\"id\"")]);
    assert_eq!(world.flag(&["-o", "x.shp"]).code, 0);
    let style = world.read("x.qml");
    let dbf = std::fs::read(world.path("x.dbf")).unwrap();
    let header = String::from_utf8_lossy(&dbf[..dbf.iter().position(|byte| *byte == b'\r').unwrap()]).into_owned();
    assert!(
        !style.contains("\"ol_flag_basis\"") && !style.contains("attr=\"ol_flag_basis\""),
        "a name of 13 bytes is not in the table"
    );
    let short: Vec<&str> =
        header.split('\0').filter(|part| part.starts_with("ol_flag") || part.starts_with("ol_fla")).collect();
    assert!(short.iter().any(|name| style.contains(name)), "{short:?}");
}

#[test]
fn mines_that_are_polygons_read_again_in_every_format() {
    let world = World::with_mines(&[
        &crate::world::feature(
            "A",
            r#"{"type":"Polygon","coordinates":[[[75.1,39.1],[75.2,39.1],[75.2,39.2],[75.1,39.1]]]}"#,
        ),
        &crate::world::feature(
            "B",
            r#"{"type":"MultiPolygon","coordinates":[[[[76.1,39.1],[76.2,39.1],[76.2,39.2],[76.1,39.1]]],[[[76.5,39.5],[76.6,39.5],[76.6,39.6],[76.5,39.5]]]]}"#,
        ),
    ]);
    let mut compared = 0;
    for (file, layer) in
        [("x.geojson", ""), ("x.gpkg", "mines"), ("x.fgb", ""), ("x.shp", ""), ("x.kml", ""), ("x.csv", "")]
    {
        let outcome = world.flag(&["-o", file, "--overwrite"]);
        assert_eq!(outcome.code, 0, "{file}: {}", outcome.stderr);
        let found = read_again(&world, file, layer, &[]);
        let ids: Vec<&str> = found.iter().map(|mine| by_name(mine, "id").as_str().unwrap()).collect();
        assert_eq!(ids, ["A", "B"], "{file}");
        if file != "x.csv" {
            assert!(found[1]["geometry"]["type"].as_str().unwrap().starts_with("Multi"), "{file}: {}", found[1]);
        }
        compared += 1;
    }
    assert_eq!(compared, 6);
}

#[test]
fn a_shapefile_of_points_and_polygons_together_is_an_error_with_a_way_out() {
    let world = World::with_mines(&[
        &crate::world::mine("M1", "[75.5,39.5]"),
        &crate::world::feature(
            "A",
            r#"{"type":"Polygon","coordinates":[[[75.1,39.1],[75.2,39.1],[75.2,39.2],[75.1,39.1]]]}"#,
        ),
    ]);
    let outcome = world.flag(&["-o", "x.shp"]);
    assert_eq!(outcome.code, 1);
    assert!(outcome.stderr.contains("x.shp") && outcome.stderr.contains(".gpkg"), "{}", outcome.stderr);
    for file in ["y.gpkg", "y.fgb", "y.geojson", "y.csv", "y.kml"] {
        assert_eq!(world.flag(&["-o", file]).code, 0, "{file}");
        std::fs::remove_file(world.path("y.qml")).unwrap_or_default();
    }
}

#[test]
fn a_result_can_be_judged_again_and_says_the_same() {
    let world = world();
    let mut compared = 0;
    for (file, layer) in [("x.geojson", ""), ("x.gpkg", ":mines"), ("x.fgb", ""), ("x.shp", "")] {
        assert_eq!(world.flag(&["-o", file, "--overwrite"]).code, 0);
        let mines = format!("{file}{layer}");
        let outcome = world.run(&["flag", "--mines", &mines, "--prefectures", "units.geojson", "-o", "-", "-q"]);
        assert_eq!(outcome.code, 0, "{file}: {}", outcome.stderr);
        let mut again: Vec<(String, bool)> = features(&outcome.stdout)
            .iter()
            .map(|mine| (by_name(mine, "id").as_str().unwrap().to_owned(), by_name(mine, "ol_flagged") == true))
            .collect();
        again.sort();
        let expected = [("M1", true), ("M2", false), ("M3", false), ("M4", true)];
        assert_eq!(again, expected.map(|(id, flagged)| (id.to_owned(), flagged)), "{file}");
        compared += 1;
    }
    assert_eq!(compared, 4);
}
