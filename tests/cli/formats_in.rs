//! Other formats as input, made by GDAL's own tools: they give the same flags as GeoJSON.

use std::path::Path;
use std::process::Command;

use crate::world::{Counted, MINES, World};

/// Mines and units with Chinese field names and values, a boolean, whole numbers and decimals.
fn world() -> World {
    let world = World::new();
    world.write("mines.geojson", MINES.replace("\"name\":", "\"矿种\":\"铜\",\"储量\":1.5,\"年份\":2024,\"name\":"));
    world
}

/// Runs `ogr2ogr` inside the world.
fn ogr2ogr(world: &World, arguments: &[&str]) {
    let output =
        Command::new("ogr2ogr").args(arguments).current_dir(world.path("")).output().expect("gdal-bin is installed");
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
}

fn flags(counted: &Counted) -> Vec<(String, String, bool)> {
    let text = |value: &serde_json::Value| value.as_str().unwrap_or("null").to_owned();
    let of = |mine: &serde_json::Value| {
        let properties = &mine["properties"];
        let id = if properties["id"].is_string() { &properties["id"] } else { &properties["Name"] };
        (text(id), text(&properties["prefecture"]), properties["flagged"] == true)
    };
    let mut flags: Vec<_> = counted.features.iter().map(of).collect();
    // A FlatGeobuf holds its features in the order of its index.
    flags.sort();
    flags
}

fn expected() -> Vec<(String, String, bool)> {
    [("M1", "甲", true), ("M2", "乙", false), ("M3", "null", false)]
        .map(|(id, unit, flagged)| (id.to_owned(), unit.to_owned(), flagged))
        .into()
}

fn read(world: &World, mines: &str, units: &str) -> Counted {
    let counted = world.counted_run(&["flag", "--mines", mines, "--prefectures", units]);
    assert_eq!(counted.outcome.code, 0, "{mines} {units}: {:?}", counted.defects);
    counted
}

#[test]
fn mines_and_units_of_every_format_give_the_same_flags() {
    let world = world();
    let mut compared = 0;
    for (file, options) in [
        ("a.gpkg", &[][..]),
        ("b.fgb", &[]),
        ("c.shp", &["-lco", "ENCODING=UTF-8"]),
        ("d.shp", &["-lco", "ENCODING=GBK"]),
        ("e.gml", &[]),
        ("f.sqlite", &[]),
    ] {
        for (layer, source) in [("m", "mines.geojson"), ("u", "units.geojson")] {
            ogr2ogr(
                &world,
                &[options, &["-a_srs", "EPSG:4490", &format!("{layer}{file}"), source, "-nln", layer]].concat(),
            );
        }
        for (mines, units) in [
            (format!("m{file}"), "units.geojson".to_owned()),
            ("mines.geojson".to_owned(), format!("u{file}")),
            (format!("m{file}"), format!("u{file},name=name,class=fragility")),
        ] {
            let counted = read(&world, &mines, &units);
            assert_eq!(flags(&counted), expected(), "{mines} {units}");
            assert_eq!(counted.mine("M1")["矿种"], "铜", "{mines}");
            assert_eq!(counted.mine("M1")["储量"], 1.5, "{mines}");
            assert_eq!(counted.mine("M1")["年份"], 2024, "{mines}");
            compared += 1;
        }
    }
    println!("{compared} pairs compared");
    assert_eq!(compared, 18);
}

#[test]
fn a_shapefile_in_gbk_without_a_word_about_it_keeps_its_characters_when_the_dbf_says_so() {
    let world = world();
    ogr2ogr(&world, &["-lco", "ENCODING=GBK", "-a_srs", "EPSG:4490", "m.shp", "mines.geojson"]);
    let cpg = world.read("m.cpg");
    assert!(cpg.to_uppercase().contains("GBK") || cpg.contains("936"), "{cpg}");
    let dbf = std::fs::read(world.path("m.dbf")).unwrap();
    assert!(dbf.windows(4).any(|bytes| bytes == [0xbf, 0xf3, 0xd2, 0xbb]), "矿一 stands there in GBK");
    assert_eq!(read(&world, "m.shp", "units.geojson").mine("M1")["name"], "矿一");
}

#[test]
fn shapes_behind_the_last_row_of_the_table_are_refused_and_counted() {
    let world = world();
    ogr2ogr(&world, &["-a_srs", "EPSG:4490", "m.shp", "mines.geojson"]);
    assert_eq!(read(&world, "m.shp", "units.geojson").summary["mines"]["refused"], 0);
    let mut dbf = std::fs::read(world.path("m.dbf")).unwrap();
    // The number of rows stands in the head.
    let rows = u32::from_le_bytes(dbf[4..8].try_into().unwrap());
    dbf[4..8].copy_from_slice(&(rows - 1).to_le_bytes());
    std::fs::write(world.path("m.dbf"), dbf).unwrap();
    let counted = world.counted_run(&["flag", "--mines", "m.shp", "--prefectures", "units.geojson"]);
    assert_eq!(counted.summary["mines"]["refused"], 1, "{}", counted.summary);
    let lines = counted.defect_lines();
    assert!(lines.iter().any(|line| line.starts_with("unreadable-feature refused")), "{lines:?}");
}

#[test]
fn kml_gives_the_same_flags() {
    let world = world();
    ogr2ogr(&world, &["-f", "KML", "m.kml", "mines.geojson", "-dsco", "NameField=id", "-select", "id"]);
    assert_eq!(flags(&read(&world, "m.kml", "units.geojson")), expected());
}

#[test]
fn a_table_with_coordinate_columns_needs_its_system_and_then_gives_the_same_flags() {
    let world = world();
    let mut compared = 0;
    for (x, y) in [("lon", "lat"), ("Longitude", "Latitude"), ("经度", "纬度"), ("x", "y")] {
        world.write("m.csv", format!("id,code,{x},{y}\nM1,007,75.5,39.5\nM2,1.50,76.5,39.5\nM3,,80.5,39.5\n"));
        let silent = world.run(&["flag", "--mines", "m.csv", "--prefectures", "units.geojson", "-o", "y.geojson"]);
        assert_eq!(silent.code, 1, "{silent:?}");
        assert!(silent.stderr.contains("m.csv") && silent.stderr.contains("crs=EPSG:4490"), "{}", silent.stderr);
        let counted = read(&world, "m.csv,crs=EPSG:4490", "units.geojson");
        assert_eq!(flags(&counted), expected(), "{x} {y}");
        assert_eq!(counted.mine("M1")["code"], "007", "a table's values stay as they are written");
        compared += 1;
    }
    assert_eq!(compared, 4);
}

#[test]
fn a_table_with_missing_coordinates_refuses_those_rows_by_name() {
    let world = world();
    world.write("m.csv", "id,lon,lat\nM1,75.5,39.5\nM2,,\nM3,east,north\n");
    let counted = world.counted_run(&["flag", "--mines", "m.csv,crs=EPSG:4490", "--prefectures", "units.geojson"]);
    assert_eq!(counted.outcome.code, 3);
    assert_eq!(counted.defect_lines(), ["missing-geometry refused 1 M2", "unreadable-feature refused 2 M3"]);
}

#[test]
fn rows_without_a_geometry_are_refused_by_name_in_every_format() {
    let world = world();
    world.write("mines.geojson", MINES.replace(r#"{"type":"Point","coordinates":[76.5,39.5]}"#, "null"));
    let mut compared = 0;
    for file in ["m.gpkg", "m.shp", "m.geojsonl"] {
        ogr2ogr(&world, &["-a_srs", "EPSG:4490", file, "mines.geojson"]);
        let counted = world.counted_run(&["flag", "--mines", file, "--prefectures", "units.geojson"]);
        assert_eq!(counted.defect_lines(), ["missing-geometry refused 1 M2"], "{file}");
        assert_eq!(counted.flagged(), ["M1"], "{file}");
        compared += 1;
    }
    assert_eq!(compared, 3);
}

#[test]
fn archives_are_read_by_their_name_or_by_vsizip() {
    let world = world();
    ogr2ogr(&world, &["-lco", "ENCODING=GBK", "-a_srs", "EPSG:4490", "m.shp", "mines.geojson"]);
    ogr2ogr(&world, &["-a_srs", "EPSG:4490", "u.gpkg", "units.geojson", "-nln", "县"]);
    zip(&world, "矿.zip", &["m.shp", "m.shx", "m.dbf", "m.prj", "m.cpg"]);
    zip(&world, "u.zip", &["u.gpkg"]);
    zip(&world, "g.zip", &["mines.geojson"]);
    let inside = format!("/vsizip/{}", world.path("矿.zip/m.shp").display());
    let mut compared = 0;
    for (mines, units) in [
        ("矿.zip", "units.geojson"),
        (&inside, "units.geojson"),
        ("/vsizip/矿.zip/m.shp", "units.geojson"),
        ("mines.geojson", "u.zip"),
        ("mines.geojson", "u.zip:县"),
        ("mines.geojson", "/vsizip/u.zip/u.gpkg"),
        ("g.zip", "units.geojson"),
        ("/vsizip/g.zip/mines.geojson", "units.geojson"),
    ] {
        assert_eq!(flags(&read(&world, mines, units)), expected(), "{mines} {units}");
        compared += 1;
    }
    assert_eq!(compared, 8);
}

/// Packs files with Python, which is there wherever GDAL's tools are.
fn zip(world: &World, archive: &str, files: &[&str]) {
    let output = Command::new("python3")
        .args(["-m", "zipfile", "-c", archive])
        .args(files)
        .current_dir(world.path(""))
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn one_layer_of_several_must_be_named_and_the_message_lists_them() {
    let world = world();
    ogr2ogr(&world, &["-a_srs", "EPSG:4490", "all.gpkg", "mines.geojson", "-nln", "采矿权"]);
    ogr2ogr(&world, &["-a_srs", "EPSG:4490", "-update", "all.gpkg", "units.geojson", "-nln", "units"]);
    assert_eq!(flags(&read(&world, "all.gpkg:采矿权", "all.gpkg:units,class=fragility")), expected());
    let silent = world.run(&["flag", "--mines", "all.gpkg", "--prefectures", "units.geojson", "-o", "y.geojson"]);
    assert_eq!(silent.code, 1);
    for words in ["all.gpkg", "采矿权, units", "hint: name one: all.gpkg:采矿权"] {
        assert!(silent.stderr.contains(words), "{words}: {}", silent.stderr);
    }
    let wrong = world.run(&["flag", "--mines", "all.gpkg:探矿权", "--prefectures", "units.geojson", "-o", "y.geojson"]);
    assert_eq!(wrong.code, 1);
    for words in ["all.gpkg", "探矿权", "采矿权, units"] {
        assert!(wrong.stderr.contains(words), "{words}: {}", wrong.stderr);
    }
}

#[test]
fn a_layer_of_a_package_keeps_the_package_from_being_replaced() {
    let world = world();
    ogr2ogr(&world, &["-a_srs", "EPSG:4490", "all.gpkg", "mines.geojson", "-nln", "采矿权"]);
    ogr2ogr(&world, &["-a_srs", "EPSG:4490", "-lco", "ENCODING=UTF-8", "u.shp", "units.geojson"]);
    for output in ["all.gpkg", "u.shp"] {
        let arguments = ["flag", "--mines", "all.gpkg:采矿权", "--prefectures", "u.shp", "-o", output, "--overwrite"];
        let outcome = world.run(&arguments);
        assert_eq!(outcome.code, 1, "{output}: {outcome:?}");
        assert!(outcome.stderr.contains("is an input of this run"), "{output}: {}", outcome.stderr);
    }
}

#[test]
fn a_package_in_metres_is_transformed_and_one_of_an_old_datum_is_refused() {
    let world = world();
    ogr2ogr(&world, &["-s_srs", "EPSG:4326", "-t_srs", "EPSG:32643", "utm.gpkg", "mines.geojson"]);
    assert_eq!(flags(&read(&world, "utm.gpkg", "units.geojson")), expected());
    ogr2ogr(&world, &["-a_srs", "EPSG:4214", "old.gpkg", "mines.geojson"]);
    let refused = world.run(&["flag", "--mines", "old.gpkg", "--prefectures", "units.geojson", "-o", "y.geojson"]);
    assert_eq!(refused.code, 1);
    assert!(refused.stderr.contains("EPSG:4214") && refused.stderr.contains("hint: "), "{}", refused.stderr);
}

#[test]
fn a_shapefile_without_its_prj_is_refused_until_its_system_is_stated() {
    let world = world();
    ogr2ogr(&world, &["-a_srs", "EPSG:4490", "-lco", "ENCODING=UTF-8", "u.shp", "units.geojson"]);
    std::fs::remove_file(world.path("u.prj")).unwrap();
    let silent = world.run(&["flag", "--mines", "mines.geojson", "--prefectures", "u.shp", "-o", "y.geojson"]);
    assert_eq!(silent.code, 1);
    assert!(silent.stderr.contains("u.shp: states no coordinate system"), "{}", silent.stderr);
    assert_eq!(flags(&read(&world, "mines.geojson", "u.shp,crs=EPSG:4490")), expected());
}

#[test]
fn truncated_binary_files_are_errors_or_say_what_is_missing() {
    let world = world();
    let (mut compared, mut failed) = (0, 0);
    for file in ["m.gpkg", "m.fgb", "m.shp"] {
        ogr2ogr(&world, &["-a_srs", "EPSG:4490", file, "mines.geojson"]);
        let whole = std::fs::read(world.path(file)).unwrap();
        let shx = Path::new(file).with_extension("shx");
        let index = std::fs::read(world.path(&shx.to_string_lossy())).ok();
        for part in 1..8 {
            world.write(file, &whole[..whole.len() * part / 8]);
            let outcome = world.run(&[
                "flag",
                "--mines",
                file,
                "--prefectures",
                "units.geojson",
                "-o",
                "y.geojson",
                "--overwrite",
                "--json",
            ]);
            if outcome.code == 0 {
                let summary: serde_json::Value = serde_json::from_str(&outcome.stdout).unwrap();
                assert_eq!(summary["mines"]["read"], 3, "{file} cut to {part} eighths lost features without a word");
            } else {
                assert!(matches!(outcome.code, 1 | 3), "{file}: {outcome:?}");
                failed += 1;
            }
            compared += 1;
        }
        assert_eq!(index.is_some(), file == "m.shp");
    }
    println!("{compared} cut files compared, {failed} failed");
    assert!(compared == 21 && failed > 10);
}
