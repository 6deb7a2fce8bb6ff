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
fn a_layer_that_cannot_be_read_is_a_finding_and_the_others_are_written() {
    let world = faulty();
    world.write("broken.geojson", "{");
    let layers = ["check", "broken.geojson", "missing.shp", "units.geojson", "地州.geojson"];
    for output in ["d.geojson", "d.gpkg"] {
        let outcome = world.run(&[&layers[..], &["-o", output]].concat());
        assert_eq!(outcome.code, 3, "{outcome:?}");
        assert!(world.holds(output) && outcome.stdout.contains(&format!("{output} written")), "{}", outcome.stdout);
        for word in
            ["broken.geojson", "missing.shp", "unreadable-layer", "units.geojson", "findings  none", "zones-overlap"]
        {
            assert!(outcome.stdout.contains(word), "{word}: {}", outcome.stdout);
        }
    }
    let rows = features(&world.read("d.geojson"));
    let of = |code: &str| rows.iter().filter(|row| row["properties"]["code"] == code).collect::<Vec<_>>();
    let unreadable = of("unreadable-layer");
    assert_eq!(unreadable.len(), 2);
    for (row, file) in unreadable.iter().zip(["broken.geojson", "missing.shp"]) {
        assert!(row["geometry"].is_null() && row["properties"]["severity"] == "refused", "{row}");
        assert!(row["properties"]["file"] == file && row["properties"]["hint"] != "", "{row}");
    }
    assert_eq!(of("zones-overlap").len(), 1);
    let json = world.run(&[&layers[..], &["--json"]].concat());
    let object: Value = serde_json::from_str(&json.stdout).unwrap();
    let read: Vec<&Value> = object["layers"].as_array().unwrap().iter().map(|layer| &layer["read"]).collect();
    assert_eq!(read, [false, false, true, true]);
}

#[test]
fn where_no_layer_can_be_read_nothing_is_written() {
    let world = World::new();
    world.write("broken.geojson", "{");
    let outcome = world.run(&["check", "broken.geojson", "missing.shp", "-o", "d.geojson"]);
    assert_eq!(outcome.code, 1);
    assert!(!world.holds("d.geojson"), "exit code 1 means that nothing was written");
    assert_eq!(outcome.stdout.matches("unreadable-layer").count(), 2, "{}", outcome.stdout);
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
fn a_unit_that_is_wrong_throughout_is_named_with_the_word_that_mends_it() {
    let world = World::new();
    let right = |id: &str, west: f64, area: &str| {
        let east = west + 0.01;
        format!(
            r#"{{"type":"Feature","properties":{{"id":"{id}","面积":{area}}},"geometry":{{"type":"Polygon","coordinates":[[[{west},39],[{east},39],[{east},39.01],[{west},39.01],[{west},39]]]}}}}"#
        )
    };
    for (stated, unit, areas) in [
        ("km2", "ha", ["96.14", "96.15", "96.1"]),
        ("ha", "mu", ["1442.1", "1442.0", "1442.2"]),
        ("ha", "m2", ["961400", "961410", "961390"]),
    ] {
        let rights: Vec<String> = areas
            .iter()
            .enumerate()
            .map(|(number, area)| right(&number.to_string(), 75.0 + number as f64, area))
            .collect();
        let rights: Vec<&str> = rights.iter().map(String::as_str).collect();
        world.write("采矿权.geojson", collection(&rights));
        let outcome = world.run(&["check", &format!("采矿权.geojson,area=面积,area_unit={stated}"), "--as", "mines"]);
        let remedy = format!("采矿权.geojson,area=面积,area_unit={unit}");
        assert!(outcome.stdout.contains(&remedy), "{stated}: {}", outcome.stdout);
        assert!(outcome.stdout.contains(&format!("; as {unit} it would fit")), "{stated}: {}", outcome.stdout);
        let outcome = world.run(&["check", &remedy, "--as", "mines"]);
        assert!(!outcome.stdout.contains("it would fit"), "{}", outcome.stdout);
    }
}

#[test]
fn commands_that_remedies_name_do_mend() {
    let world = World::new();
    let kashgar = [(75.9, 39.4), (76.1, 39.4), (76.1, 39.6), (75.9, 39.6), (75.9, 39.4)];
    let zone_39 =
        [(571_234.5, 3_210_987.6), (581_234.5, 3_210_987.6), (581_234.5, 3_220_987.6), (571_234.5, 3_210_987.6)];
    let layer = |crs: &str, corners: &[(f64, f64)]| {
        let corners: Vec<[f64; 2]> = corners.iter().map(|(x, y)| [*x, *y]).collect();
        format!(
            r#"{{"type":"FeatureCollection","crs":{{"type":"name","properties":{{"name":"{crs}"}}}},"features":[{{"type":"Feature","properties":{{"id":"1","name":"甲"}},"geometry":{{"type":"Polygon","coordinates":[{}]}}}}]}}"#,
            serde_json::json!(corners)
        )
    };
    let swapped: Vec<(f64, f64)> = kashgar.iter().map(|(x, y)| (*y, *x)).collect();
    let prefixed: Vec<(f64, f64)> = zone_39.iter().map(|(x, y)| (x + 39e6, *y)).collect();
    for (code, crs, corners, output) in [
        ("latitude-first", "EPSG:4490", &swapped[..], "swapped.gpkg"),
        ("degrees-in-projected", "EPSG:4527", &kashgar[..], "restated.gpkg"),
        ("metres-in-geographic", "EPSG:4490", &prefixed[..], "restated.gpkg"),
        ("zone-mismatch", "EPSG:4526", &prefixed[..], "restated.gpkg"),
    ] {
        world.write("区.geojson", layer(crs, corners));
        let outcome = world.run(&["check", "区.geojson", "--as", "functions", "--json"]);
        let object: Value = serde_json::from_str(&outcome.stdout).unwrap();
        let finding = &object["layers"][0]["findings"][0];
        assert_eq!(finding["code"], code);
        let remedy = finding["remedy"].as_str().unwrap();
        let command = &remedy[remedy.find("ogr2ogr").unwrap_or_else(|| panic!("{remedy}"))..];
        let run = std::process::Command::new("sh").args(["-c", command]).current_dir(world.path("")).output().unwrap();
        assert!(run.status.success(), "{command}: {run:?}");
        let outcome = world.run(&["check", output, "--as", "functions"]);
        assert!(outcome.code == 0 && outcome.stdout.contains("findings  none"), "{code}: {}", outcome.stdout);
        std::fs::remove_file(world.path(output)).unwrap();
    }
}

#[test]
fn invalid_geometry_is_told_by_kind_and_place() {
    let world = World::new();
    let bow = |west: f64| format!("[[[{west},39],[{0},40],[{0},39],[{west},40],[{west},39]]]", west + 1.0);
    let knot = "[[[90,39],[91,39],[90.5,39.5],[91,40],[90,40],[90.5,39.5],[90,39]]]";
    let hole = "[[[95,39],[96,39],[96,40],[95,40],[95,39]],[[97,39],[97,39.5],[97.5,39.5],[97,39]]]";
    world.write(
        "区.geojson",
        collection(&[
            &unit("1", "mild", &bow(75.0)),
            &unit("2", "mild", &bow(80.0)),
            &unit("3", "mild", knot),
            &unit("4", "mild", hole),
        ]),
    );
    let outcome = world.run(&["check", "区.geojson", "--as", "functions"]);
    for words in [
        "Self-intersection: 2",
        "Ring Self-intersection: 1",
        "at 75.5000 E, 39.5000 N",
        "at 80.5000 E, 39.5000 N",
        "a hole lies outside its polygon",
    ] {
        assert!(outcome.stdout.contains(words), "{words}: {}", outcome.stdout);
    }
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

/// Numbers that were made up for this test.
const LICENCES: [(&str, &str); 12] = [
    ("M0", "\"T65120080902014421\""),
    ("M1", "\"T65420191204000001\""),
    ("M2", "\"ｃ6530002021071110000001\""),
    ("M3", "\"C1000002015031110000002\""),
    ("M4", "\"C6530002021131110000003\""),
    ("M5", "\"C6530002097051110000004\""),
    ("M6", "\"6500000520123\""),
    ("M7", "\"采矿权1号\""),
    ("M8", "6.53e21"),
    ("M9", "\"6.53E+21\""),
    ("M10", "\"T6512 0080902014421\""),
    ("M11", "null"),
];

#[test]
fn licence_numbers_are_counted_and_those_that_say_nothing_are_named() {
    let world = World::new();
    let mine = |(number, (id, licence)): (usize, &(&str, &str))| {
        format!(
            r#"{{"type":"Feature","properties":{{"id":"{id}","许可证号":{licence},"备注":{licence}}},"geometry":{{"type":"Point","coordinates":[{},39.5]}}}}"#,
            75.0 + number as f64 / 10.0
        )
    };
    let mines: Vec<String> = LICENCES.iter().enumerate().map(mine).collect();
    let mines: Vec<&str> = mines.iter().map(String::as_str).collect();
    world.write("采矿权.geojson", collection(&mines));
    let outcome = world.run(&["check", "采矿权.geojson", "-o", "d.geojson"]);
    assert_eq!(outcome.code, 3);
    insta::assert_snapshot!("check-licences", outcome.stdout);
    let rows = features(&world.read("d.geojson"));
    let ids = |code: &str| -> Vec<&str> {
        let of_code = rows.iter().filter(|row| row["properties"]["code"] == code);
        of_code.map(|row| row["properties"]["id"].as_str().unwrap()).collect()
    };
    assert_eq!(ids("licence-as-number"), ["M8", "M9"]);
    assert_eq!(ids("licence-not-decoded"), ["M6", "M7"]);
    assert_eq!(ids("licence-date"), ["M4", "M5"]);
    assert_eq!(ids("licence-duplicate"), ["M10"]);
    let placed = rows.iter().filter(|row| !row["geometry"].is_null()).count();
    assert_eq!((rows.len(), placed), (8, 7), "all but the count have a place");
    // Nothing of this keeps a mine from being used.
    let counted = world.counted_run(&["flag", "--mines", "采矿权.geojson", "--prefectures", "units.geojson"]);
    assert_eq!(counted.summary["mines"]["used"], 12);
    // Another field, because the command or a plan says so; and the numbers for programs.
    let outcome = world.run(&["check", "采矿权.geojson,licence=备注", "--json"]);
    let object: Value = serde_json::from_str(&outcome.stdout).unwrap();
    let licences = &object["layers"][0]["licences"][0];
    assert_eq!((&licences["field"], &licences["given"], &licences["decoded"]), (&"备注".into(), &11.into(), &6.into()));
    assert_eq!(licences["by_year"]["2008"], 2);
    assert_eq!(licences["by_office"]["65 Xinjiang 新疆"], 5);
    assert_eq!(licences["by_mineral"]["metal 金属"], 2);
    let plan = "[mines]\npath = \"采矿权.geojson\"\nlicence = \"备注\"\n[[zones]]\nkind = \"prefecture\"\npath = \"units.geojson\"\n";
    world.write("plan.toml", plan);
    let outcome = world.run(&["check", ".", "--json"]);
    let object: Value = serde_json::from_str(&outcome.stdout).unwrap();
    assert_eq!(&object["layers"][0]["licences"][0], licences);
    let outcome = world.run(&["check", "采矿权.geojson,licence=beizhu"]);
    assert!(outcome.stdout.contains("no field \"beizhu\""), "{}", outcome.stdout);
}

#[test]
fn licence_numbers_that_a_workbook_kept_as_numbers_are_told() {
    let world = World::new();
    // What a program makes of a column of numbers, in a table of text.
    world.write(
        "矿.csv",
        "编号,许可证号,经度,纬度\nA,6530002018130000000000,75.5,39.5\nB,T65120080902014421,75.6,39.5\n",
    );
    let outcome = world.run(&["check", "矿.csv,crs=EPSG:4490", "--as", "mines"]);
    assert!(
        outcome.stdout.contains("licence-as-number") && outcome.stdout.contains("digits lost"),
        "{}",
        outcome.stdout
    );
    assert!(outcome.stdout.contains("1 of 2 licence numbers"), "{}", outcome.stdout);
}
