//! `oreline convert`: texts to layers and back, edits in between, layers to texts, and every kind of bad input.

use std::path::Path;

use gdal::spatial_ref::SpatialRef;
use gdal::vector::{Feature, Geometry, LayerAccess};
use gdal::{Dataset, DatasetOptions, GdalOpenFlags};
use geo::{LineString, MultiPolygon, Polygon};
use oreline::geometry::measure::{area_m2, perimeter_m};
use serde_json::Value;

use crate::world::{Outcome, World, collection, features, mine};

const HEAD: &str = "[属性描述]\r\n数据产生单位=某单位\r\n坐标系=2000国家大地坐标系\r\n几度分带=3\r\n带号=38\r\n自造键=某值\r\n; 注释\r\n[地块坐标]\r\n";

fn parcel(number: &str, north: f64, decimals: usize) -> String {
    let corner = |label: u32, n: f64, e: f64| format!("A-{label},1,{:.decimals$},{e:.decimals$}\r\n", north + n);
    let east = 38_383_000.0;
    let lines =
        [corner(7, 0.0, east), corner(8, 100.0, east), corner(9, 100.0, east + 100.0), corner(10, 0.0, east + 100.0)];
    format!("5,1.0000,{number},地块{number},面,,采矿用地,,@\r\n{}{}", lines.concat(), corner(7, 0.0, east))
}

/// Three parcels in GBK.
fn world() -> World {
    let world = World::new();
    let parcels: Vec<String> =
        (1..=3).map(|at| parcel(&format!("P{at}"), 3_437_000.0 + f64::from(at) * 500.0, 3)).collect();
    world.write("地块.txt", encoding_rs::GB18030.encode(&format!("{HEAD}{}", parcels.concat())).0);
    world
}

fn text(world: &World, name: &str) -> String {
    encoding_rs::GB18030.decode(&std::fs::read(world.path(name)).unwrap()).0.into_owned()
}

fn convert(world: &World, arguments: &[&str]) -> Outcome {
    world.run(&[&["convert"], arguments].concat())
}

/// Changes the layer `parcels` as an editor of layers does.
fn edit(path: &Path, change: impl FnOnce(&mut gdal::vector::Layer<'_>)) {
    let open_flags = GdalOpenFlags::GDAL_OF_VECTOR | GdalOpenFlags::GDAL_OF_UPDATE;
    let mut dataset = Dataset::open_ex(path, DatasetOptions { open_flags, ..DatasetOptions::default() }).unwrap();
    let mut layer = dataset.layer_by_name("parcels").unwrap();
    change(&mut layer);
    dataset.flush_cache().unwrap();
}

fn execute(world: &World, sql: &str) {
    rusqlite::Connection::open(world.path("地块.gpkg")).unwrap().execute_batch(sql).unwrap();
}

fn codes(outcome: &Outcome) -> Vec<String> {
    let json: Value = serde_json::from_str(&outcome.stdout).unwrap();
    assert_eq!(json["schema_version"], 1);
    let counts = &json["features"];
    let count = |key: &str| counts[key].as_u64().unwrap();
    assert_eq!(count("written") + count("refused"), count("read"), "{counts}");
    for remark in json["remarks"].as_array().unwrap() {
        assert!(remark["reason"].as_str().is_some_and(|reason| !reason.is_empty()), "{remark}");
        assert!(outcome.stderr.contains(remark["code"].as_str().unwrap()), "{remark} is not in {}", outcome.stderr);
    }
    json["remarks"].as_array().unwrap().iter().map(|remark| remark["code"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_text_comes_back_from_a_package_byte_for_byte_and_gdal_sees_the_side_tables() {
    let world = world();
    let outcome = convert(&world, &["地块.txt", "地块.gpkg"]);
    assert_eq!((outcome.code, outcome.stderr.as_str()), (0, ""), "{outcome:?}");
    let outcome = convert(&world, &["地块.gpkg", "back.txt", "--encoding", "gbk", "--json"]);
    assert_eq!(outcome.code, 0, "{outcome:?}");
    assert_eq!(std::fs::read(world.path("back.txt")).unwrap(), std::fs::read(world.path("地块.txt")).unwrap());
    assert_eq!(serde_json::from_str::<Value>(&outcome.stdout).unwrap()["text"]["kept"], 3);
    let dataset = Dataset::open(world.path("地块.gpkg")).unwrap();
    let names: Vec<(String, u64)> = dataset.layers().map(|layer| (layer.name(), layer.feature_count())).collect();
    let expected = [("parcels", 3), ("corner_text", 14), ("corner_points", 15)];
    assert_eq!(names, expected.map(|(name, count)| (name.to_owned(), count)));
    // The same input gives the same bytes.
    assert_eq!(convert(&world, &["地块.txt", "again.gpkg"]).code, 0);
    assert_eq!(std::fs::read(world.path("again.gpkg")).unwrap(), std::fs::read(world.path("地块.gpkg")).unwrap());
    // As mines the layer is one, whatever stands beside it.
    let outcome = world.run(&["flag", "--mines", "地块.gpkg", "--prefectures", "units.geojson", "-o", "y.geojson"]);
    assert_eq!(outcome.code, 0, "{outcome:?}");
}

#[test]
fn a_text_is_written_in_another_encoding_word_for_word() {
    let world = world();
    let outcome = convert(&world, &["地块.txt", "u.txt", "--encoding", "utf-8", "--line-ending", "lf"]);
    assert_eq!(outcome.code, 0, "{outcome:?}");
    assert_eq!(world.read("u.txt"), text(&world, "地块.txt").replace("\r\n", "\n"));
    // Another system means new coordinates.
    let outcome = convert(&world, &["地块.txt", "other.txt", "--crs", "EPSG:4547", "--precision", "0.001"]);
    assert_eq!(outcome.code, 0, "{outcome:?}");
    let other = text(&world, "other.txt");
    assert!(
        other.contains("J1,1,3437500.000,383000.000\r\n") && other.contains("1.0000,P1,地块P1,面,,采矿用地,,@"),
        "{other}"
    );
}

#[test]
fn edited_added_and_removed_parcels_are_told_apart_from_those_untouched() {
    let world = world();
    convert(&world, &["地块.txt", "地块.gpkg"]);
    edit(&world.path("地块.gpkg"), |layer| {
        let mut fids: Vec<u64> = layer.features().map(|feature| feature.fid().unwrap()).collect();
        fids.sort_unstable();
        let moved = layer.feature(fids[1]).unwrap();
        let wkt = moved.geometry().unwrap().wkt().unwrap();
        // The first corner, which stands twice, a little to the west.
        let mut moved = moved;
        let x = wkt.split(['(', ' ', ',', ')']).find(|word| word.starts_with("112.")).unwrap().to_owned();
        let west = format!("{:.12}", x.parse::<f64>().unwrap() - 1e-4);
        moved.set_geometry(Geometry::from_wkt(&wkt.replace(&x, &west)).unwrap()).unwrap();
        layer.set_feature(moved).unwrap();
        let mut named = layer.feature(fids[2]).unwrap();
        let index = layer.defn().field_index("DKMC").unwrap();
        named.set_field_string(index, "改名,又改").unwrap();
        layer.set_feature(named).unwrap();
        let mut added = Feature::new(layer.defn()).unwrap();
        let area = "MULTIPOLYGON(((112.8 31.1,112.801 31.1,112.801 31.101,112.8 31.101,112.8 31.1)))";
        added.set_geometry(Geometry::from_wkt(area).unwrap()).unwrap();
        added.set_field_string(layer.defn().field_index("DKBH").unwrap(), "新").unwrap();
        added.create(layer).unwrap();
    });
    execute(&world, "DROP TRIGGER IF EXISTS rtree_parcels_geom_delete; DELETE FROM parcels WHERE fid = 1;");
    let outcome = convert(&world, &["地块.gpkg", "back.txt", "--json"]);
    assert_eq!(outcome.code, 3, "{outcome:?}");
    let mut found = codes(&outcome);
    found.sort();
    assert_eq!(found, ["added-parcel", "edited-corners", "removed-parcel", "replaced-text"]);
    let (before, after) = (text(&world, "地块.txt"), text(&world, "back.txt"));
    let lines = |text: &str, number: &str| -> Vec<String> {
        let from = text.lines().skip_while(|line| !line.contains(&format!(",{number},"))).skip(1);
        from.take_while(|line| !line.contains('@')).map(str::to_owned).collect()
    };
    assert_eq!(lines(&after, "P3"), lines(&before, "P3"), "only its name was edited");
    assert!(after.contains("5,1.0000,P3,改名，又改,面,,采矿用地,,@"), "{after}");
    assert!(!after.contains(",P1,") && after.contains("自造键=某值\r\n; 注释"), "{after}");
    let moved = lines(&after, "P2");
    assert_eq!(moved.len(), 5);
    assert!(moved.iter().all(|line| line.starts_with('J')), "{moved:?}");
    // About nine and a half metres further west over half a side: 100.5 to 105 ares.
    let header = after.lines().find(|line| line.contains(",P2,")).unwrap();
    let hectares: f64 = header.split(',').nth(1).unwrap().parse().unwrap();
    assert!((1.04..1.06).contains(&hectares), "{header}");
    assert!(after.lines().rfind(|line| line.contains('@')).unwrap().contains(",新,"), "{after}");
    // What was written is a text as good as any.
    assert_eq!(convert(&world, &["back.txt", "two.gpkg"]).code, 0);
    assert_eq!(convert(&world, &["two.gpkg", "two.txt"]).code, 0);
    assert_eq!(text(&world, "two.txt"), after);
}

#[test]
fn damaged_side_tables_are_said_and_the_layer_counts() {
    for (sql, code) in [
        ("UPDATE corner_points SET x = '343O500' WHERE ord = 2", "corner-table"),
        ("DELETE FROM corner_points WHERE corner_id = 1", "corner-table"),
        // Digits that are a number, but not that of the layer.
        ("UPDATE corner_points SET x = '3437601.000' WHERE ord = 2", "edited-corners"),
    ] {
        let world = world();
        convert(&world, &["地块.txt", "地块.gpkg"]);
        execute(&world, sql);
        let outcome = convert(&world, &["地块.gpkg", "back.txt", "--json"]);
        assert_eq!((outcome.code, codes(&outcome)), (3, vec![code.to_owned()]), "{sql}");
        let back = text(&world, "back.txt");
        assert!(back.contains("J2,1,3437600.000,38383000.000") && back.contains("A-8,1,3438100.000"), "{sql}: {back}");
    }
    let world = world();
    convert(&world, &["地块.txt", "地块.gpkg"]);
    execute(&world, "UPDATE corner_text SET kind = 'parzelle' WHERE kind = 'parcel'");
    let outcome = convert(&world, &["地块.gpkg", "back.txt"]);
    assert_eq!(outcome.code, 1);
    assert!(outcome.stderr.contains("parzelle") && outcome.stderr.contains("corner_text"), "{}", outcome.stderr);
    // Without the field that leads to them, all parcels are new.
    let world = self::world();
    convert(&world, &["地块.txt", "地块.gpkg"]);
    execute(&world, "ALTER TABLE parcels RENAME COLUMN corner_id TO other");
    let outcome = convert(&world, &["地块.gpkg", "back.txt", "--json"]);
    assert_eq!((outcome.code, codes(&outcome)), (3, vec!["corner-table".to_owned()]));
    assert!(text(&world, "back.txt").contains("J1,1,3437500.00,38383000.00"));
}

/// Areas with holes and parts around a place, as `GeoJSON` and as plain geometry.
fn areas() -> (String, Vec<MultiPolygon<f64>>) {
    let square = |x: f64, y: f64, side: f64| {
        LineString::from(vec![(x, y), (x + side, y), (x + side, y + side), (x, y + side), (x, y)])
    };
    let mut plain = Vec::new();
    for number in 0..40 {
        let (x, y) = (113.2 + 0.03 * f64::from(number), 30.0 + 0.37 * f64::from(number % 9));
        let side = 0.0004 * f64::from(number + 1);
        let hole = square(x + side / 3.0, y + side / 3.0, side / 5.0);
        let other = Polygon::new(square(x + 2.0 * side, y, side / 2.0), Vec::new());
        plain.push(MultiPolygon(vec![Polygon::new(square(x, y, side), vec![hole]), other]));
    }
    let feature = |(number, area): (usize, &MultiPolygon<f64>)| {
        let geometry = geojson::Geometry::from(area);
        format!(
            r#"{{"type":"Feature","properties":{{"许可证号":"C{number}","矿山名称":"矿{number}"}},"geometry":{geometry}}}"#
        )
    };
    let features: Vec<String> = plain.iter().enumerate().map(feature).collect();
    (collection(&features.iter().map(String::as_str).collect::<Vec<_>>()), plain)
}

fn edges(area: &MultiPolygon<f64>) -> impl Iterator<Item = (geo::Coord<f64>, geo::Coord<f64>)> {
    let rings = area.iter().flat_map(|part| std::iter::once(part.exterior()).chain(part.interiors()));
    rings.flat_map(|ring| ring.0.windows(2).map(|ends| (ends[0], ends[1])))
}

#[test]
fn areas_of_a_layer_survive_within_what_rounding_allows() {
    let world = World::new();
    let (layer, plain) = areas();
    world.write("矿.geojson", layer);
    let mut compared = 0;
    for (precision, step) in [("0.1", 0.1), ("0.01", 0.01), ("0.0001", 0.0001)] {
        for crs in ["EPSG:4526", "EPSG:4547", "EPSG:4497", "EPSG:4490"] {
            let degrees = crs == "EPSG:4490";
            let precision = if degrees { "0.00000001" } else { precision };
            let source = "矿.geojson,id=许可证号,name=矿山名称";
            let outcome =
                convert(&world, &[source, "m.txt", "--crs", crs, "--precision", precision, "--overwrite", "--json"]);
            assert!(matches!(outcome.code, 0 | 3), "{outcome:?}");
            let json: Value = serde_json::from_str(&outcome.stdout).unwrap();
            assert_eq!(json["features"]["written"], 40, "{crs} {outcome:?}");
            let step_m = if degrees { 0.00112 } else { step };
            let shift_m = json["text"]["greatest_shift_m"].as_f64().unwrap();
            assert!(shift_m > 0.0 && shift_m <= step_m * 0.7072, "{crs} {precision}: {shift_m}");
            let read = if degrees { "m.txt,crs=EPSG:4490" } else { "m.txt" };
            assert!(matches!(convert(&world, &[read, "m.geojson", "--overwrite", "-q"]).code, 0 | 3));
            let back: geojson::FeatureCollection = world.read("m.geojson").parse().unwrap();
            assert_eq!(back.features.len(), plain.len());
            for (feature, area) in back.features.iter().zip(&plain) {
                let geometry: geo::Geometry<f64> = feature.geometry.clone().unwrap().try_into().unwrap();
                let read = match geometry {
                    geo::Geometry::MultiPolygon(area) => area,
                    geo::Geometry::Polygon(part) => MultiPolygon(vec![part]),
                    other => panic!("{other:?}"),
                };
                let holes =
                    |area: &MultiPolygon<f64>| area.iter().map(|part| part.interiors().len()).collect::<Vec<_>>();
                assert_eq!(holes(&read), holes(area));
                // No border moves by more than the shift, so no area changes by more than a strip along it.
                let bound_m2 = perimeter_m(edges(area)) * shift_m * 1.01 + 1e-3;
                let difference_m2 = (area_m2(&read) - area_m2(area)).abs();
                assert!(difference_m2 <= bound_m2, "{crs} {precision}: {difference_m2} > {bound_m2}");
                let property = |name: &str| feature.property(name).unwrap().as_str().unwrap().to_owned();
                let declared: f64 = property("DKMJ").parse().unwrap();
                // Four decimals of a hectare; the rule takes the middle of an edge for the edge.
                assert!((declared * 1e4 - area_m2(&read)).abs() <= 0.51 + area_m2(&read) * 2e-5, "{declared}");
                assert!(property("DKBH").starts_with('C') && property("DKMC").starts_with('矿'));
                compared += 1;
            }
        }
    }
    assert_eq!(compared, 3 * 4 * 40);
    // The text serves as mines.
    let outcome =
        world.run(&["flag", "--mines", "m.txt,crs=EPSG:4490", "--prefectures", "units.geojson", "-o", "f.geojson"]);
    assert!(matches!(outcome.code, 0 | 3), "{outcome:?}");
}

#[test]
fn a_text_of_a_layer_is_read_by_check_and_as_mines() {
    let world = World::new();
    world.write("rights.geojson", collection(&[
        r#"{"type":"Feature","properties":{"id":"R1","name":"矿一"},"geometry":{"type":"Polygon","coordinates":[[[75.2,39.2],[75.3,39.2],[75.3,39.3],[75.2,39.3],[75.2,39.2]],[[75.22,39.22],[75.22,39.24],[75.24,39.24],[75.22,39.22]]]}}"#,
        &mine("M2", "[76.2,39.2]"),
    ]));
    let outcome = convert(&world, &["rights.geojson", "rights.txt"]);
    assert_eq!((outcome.code, outcome.stderr.as_str()), (0, ""), "{outcome:?}");
    assert!(outcome.stdout.contains("EPSG:4513") && outcome.stdout.contains("GBK, CRLF"), "{}", outcome.stdout);
    let written = text(&world, "rights.txt");
    assert!(
        written.contains("R1,矿一,面,") && written.contains("2,,M2,,点") || written.contains("1,,M2,,点"),
        "{written}"
    );
    assert!(
        written.contains("\r\nJ5,2,") && written.contains("带号=25\r\n") && written.contains("精度=0.01\r\n"),
        "{written}"
    );
    let outcome = world.run(&["check", "--as", "mines", "rights.txt"]);
    assert_eq!(outcome.code, 0, "{outcome:?}");
    let outcome = world.run(&["flag", "--mines", "rights.txt", "--prefectures", "units.geojson", "-o", "f.geojson"]);
    assert_eq!(outcome.code, 0, "{outcome:?}");
    let flagged: Vec<Value> = features(&world.read("f.geojson"));
    assert_eq!(flagged.len(), 2);
    assert_eq!(
        (&flagged[0]["properties"]["prefecture"], &flagged[0]["properties"]["flagged"]),
        (&"甲".into(), &true.into())
    );
}

#[test]
fn tables_and_layers_become_layers_with_their_attributes() {
    let world = World::new();
    world.write(
        "corners.csv",
        "id,name,拐点坐标\nR1,甲矿,\"4373000,25543000;4373100,25543000;4373100,25543100;4373000,25543100\"\n",
    );
    for out in ["a.gpkg", "a.geojson", "a.txt", "a.shp", "a.fgb", "a.kml", "a.csv", "a.xlsx", "a.geojsonl"] {
        let outcome = convert(&world, &["corners.csv,crs=EPSG:4513", out, "--overwrite"]);
        assert!(outcome.code == 0 && world.holds(out), "{out}: {outcome:?}");
        let layer = if out == "a.gpkg" { "a" } else { "" };
        if !out.ends_with("txt") && !out.ends_with("geojsonl") {
            let names: &[&str] = if out.ends_with("xlsx") { &["--config", "OGR_XLSX_HEADERS", "FORCE"] } else { &[] };
            let read = crate::world::read_again(&world, out, layer, names);
            assert_eq!(read.len(), 1, "{out}");
            assert!(read[0]["properties"].to_string().contains("甲矿"), "{out}: {read:?}");
        }
    }
    assert!(text(&world, "a.txt").contains("R1,甲矿,面") && text(&world, "a.txt").contains("4373100.00,25543000.00"));
    // Numbers stay as they are spelled, and ids too.
    world.write("b.geojson", collection(&[
        r#"{"type":"Feature","id":7,"properties":{"x":1.50,"y":"a","z":null},"geometry":{"type":"Point","coordinates":[75.5,39.5]}}"#,
    ]));
    assert_eq!(convert(&world, &["b.geojson", "c.geojson"]).code, 0);
    assert!(
        world.read("c.geojson").contains(r#""id":7,"properties":{"x":1.50,"y":"a","z":null}"#),
        "{}",
        world.read("c.geojson")
    );
}

#[test]
fn what_cannot_be_a_parcel_is_refused_and_the_others_are_written() {
    let world = World::new();
    let square = |id: &str, x: f64, y: f64, side: f64| {
        let corners = [[x, y], [x + side, y], [x + side, y + side], [x, y + side], [x, y]];
        crate::world::feature(id, &format!(r#"{{"type":"Polygon","coordinates":[{corners:?}]}}"#))
    };
    world.write(
        "m.geojson",
        collection(&[
            &square("sound", 75.4, 39.4, 0.01),
            &crate::world::feature("line", r#"{"type":"LineString","coordinates":[[75,39],[76,40]]}"#),
            &square("tiny", 75.4, 39.6, 1e-9),
            &square("far", 79.4, 39.6, 0.01),
            &square("over", 76.495, 39.6, 0.01),
            &square("outside", 76.6, 39.6, 0.01),
        ]),
    );
    let outcome = convert(&world, &["m.geojson", "m.txt", "--crs", "EPSG:4513", "--json"]);
    assert_eq!(outcome.code, 3, "{outcome:?}");
    assert_eq!(codes(&outcome), ["wrong-geometry-type", "no-parcel", "out-of-zone", "beyond-zone", "outside-zone"]);
    assert!(
        outcome.stderr.contains("its own zone is EPSG:4514") && outcome.stderr.contains("reaches 42"),
        "{}",
        outcome.stderr
    );
    let defects = features(&world.read("m.defects.geojson"));
    let refused: Vec<&str> = defects
        .iter()
        .filter(|defect| defect["properties"]["severity"] == "refused")
        .map(|defect| defect["properties"]["id"].as_str().unwrap())
        .collect();
    assert_eq!(refused, ["line", "tiny", "far"]);
    let written = text(&world, "m.txt");
    assert!(["sound", "over", "outside"].iter().all(|id| written.contains(&format!(",{id},"))), "{written}");
}

#[test]
fn values_that_would_part_a_line_are_replaced_and_said() {
    let world = World::new();
    world.write("m.geojson", collection(&[
        r#"{"type":"Feature","properties":{"id":"M1","name":"甲,乙\n丙@"},"geometry":{"type":"Point","coordinates":[75.5,39.5]}}"#,
        r#"{"type":"Feature","properties":{"id":"@","name":"; 注"},"geometry":{"type":"Point","coordinates":[75.6,39.5]}}"#,
    ]));
    let outcome = convert(&world, &["m.geojson", "m.txt", "--json"]);
    assert_eq!((outcome.code, codes(&outcome)), (0, vec!["replaced-text".to_owned()]), "{outcome:?}");
    let written = text(&world, "m.txt");
    assert!(written.contains(",M1,甲，乙 丙@,点,,,,@\r\n") && written.contains(",@,; 注,点,"), "{written}");
    assert_eq!(convert(&world, &["m.txt", "m.gpkg", "--overwrite"]).code, 0);
}

#[test]
fn a_character_beyond_gbk_is_named_with_its_parcel_and_field() {
    let world = World::new();
    let named = |name: &str| {
        format!(
            r#"{{"type":"Feature","properties":{{"id":"M1","name":"{name}"}},"geometry":{{"type":"Point","coordinates":[75.5,39.5]}}}}"#
        )
    };
    world.write("m.geojson", collection(&[&named("甲𠀀矿")]));
    let outcome = convert(&world, &["m.geojson", "m.txt"]);
    assert_eq!(outcome.code, 1);
    for word in ["M1", "DKMC", "𠀀", "U+20000", "--encoding gb18030"] {
        assert!(outcome.stderr.contains(word), "{word}: {}", outcome.stderr);
    }
    for encoding in ["gb18030", "utf-8"] {
        let outcome = convert(&world, &["m.geojson", "m.txt", "--encoding", encoding, "--overwrite"]);
        assert_eq!(outcome.code, 0, "{outcome:?}");
        assert_eq!(convert(&world, &["m.txt", "back.txt", "--encoding", "utf-8", "--overwrite"]).code, 0);
        assert!(world.read("back.txt").contains("甲𠀀矿"), "{encoding}");
    }
}

#[test]
fn a_layer_in_a_zone_keeps_it_and_one_outside_of_china_is_asked_about() {
    let world = World::new();
    let projected = collection(&[&mine("M1", "[39571234.5,3210987.6]")]);
    world.write("zone.geojson", projected);
    let outcome = convert(&world, &["zone.geojson,crs=EPSG:4527", "zone.txt"]);
    assert_eq!(outcome.code, 0, "{outcome:?}");
    assert!(text(&world, "zone.txt").contains("J1,1,3210987.60,39571234.50"), "{}", text(&world, "zone.txt"));
    assert!(outcome.stdout.contains("EPSG:4527"), "{}", outcome.stdout);
    assert!(SpatialRef::from_epsg(4527).is_ok());
    world.write("africa.geojson", collection(&[&mine("M1", "[12.5,3.5]")]));
    let outcome = convert(&world, &["africa.geojson", "africa.txt"]);
    assert_eq!(outcome.code, 1);
    assert!(
        outcome.stderr.contains("outside of the zones of China") && outcome.stderr.contains("--crs EPSG:"),
        "{outcome:?}"
    );
    let outcome = convert(&world, &["africa.geojson", "africa.txt", "--crs", "EPSG:4526"]);
    assert!(outcome.code == 1 && outcome.stderr.contains("out-of-zone"), "{outcome:?}");
}

#[test]
fn bad_input_is_named_with_the_way_out() {
    let world = world();
    world.write("letter.txt", "Dear colleague,\nplease find enclosed.\n");
    world.write("none.geojson", r#"{"type":"FeatureCollection","features":[]}"#);
    world.write("head.txt", "[属性描述]\n带号=38\n[地块坐标]\n");
    world.write(
        "lines.geojson",
        collection(&[&crate::world::feature("L", r#"{"type":"LineString","coordinates":[[75,39],[76,40]]}"#)]),
    );
    world.write("there.txt", "older");
    let cases: [(&[&str], i32, &[&str]); 14] = [
        (&["letter.txt", "a.gpkg"], 1, &["letter.txt", "no corner-coordinate text"]),
        (&["none.geojson", "a.txt"], 1, &["none.geojson", "no features"]),
        (&["head.txt", "a.gpkg"], 1, &["head.txt", "no features"]),
        (&["head.txt", "a.txt"], 1, &["head.txt", "no features"]),
        (&["lines.geojson", "a.txt"], 1, &["lines.geojson", "wrong-geometry-type"]),
        (&["地块.txt", "there.txt"], 1, &["there.txt", "exists already", "--overwrite"]),
        (&["地块.txt", "地块.txt", "--overwrite"], 1, &["地块.txt", "is an input"]),
        (&["地块.txt", "missing/a.gpkg"], 1, &["missing", "cannot be written"]),
        (&["地块.txt,crs=EPSG:4530", "a.gpkg"], 1, &["地块.txt", "EPSG:4526"]),
        (&["地块.txt", "a.doc"], 2, &["a.doc", ".txt"]),
        (&["地块.txt", "-"], 2, &["one file"]),
        (&["地块.txt", "a.gpkg", "--crs", "EPSG:4526"], 2, &["--crs", "is a layer"]),
        (&["地块.txt", "a.txt", "--crs", "EPSG:3857"], 2, &["EPSG:3857", "CGCS2000"]),
        (&["地块.txt", "a.txt", "--precision", "0.02"], 2, &["0.02", "0.01"]),
    ];
    for (arguments, code, words) in cases {
        let outcome = convert(&world, arguments);
        assert_eq!(outcome.code, code, "{arguments:?}: {outcome:?}");
        for word in words {
            assert!(outcome.stderr.contains(word), "{arguments:?}: {word} is not in {}", outcome.stderr);
        }
        assert!(outcome.stdout.is_empty());
    }
    let outcome = convert(&world, &["地块.txt", "q.gpkg", "-q"]);
    assert_eq!((outcome.code, outcome.stdout.as_str(), outcome.stderr.as_str()), (0, "", ""));
}
