//! Cut characters, files that are missing or empty, text that begins late, tables of other kinds, and a million rows.

use std::process::Command;
use std::time::{Duration, Instant};

use oreline::domain::{LayerSource, Role};
use oreline::read::{self, Request};

use crate::shapefile::{self, Table};
use crate::world::World;
use crate::{bytes, table, write_mines};

const AS_MINES: [&str; 5] = ["flag", "--mines", "m.shp", "--prefectures", "units.geojson"];

#[test]
fn text_cut_inside_a_character_keeps_the_rest_and_says_so() {
    let mut compared = 0;
    for encoding in ["GBK", "UTF-8", "GB18030"] {
        for width in 9..=14_u8 {
            let world = World::new();
            let rare = if encoding == "GBK" { "阿舍勒铜矿床一二三" } else { "阿𠀀勒铜㐀床一二三" };
            let mut mines = table(encoding, 0, &["id", "矿名"], &[&["M1", rare], &["M2", "矿二"], &["M3", "大矿三"]]);
            mines.fields[1].width = width;
            shapefile::points(&world, "m", 3);
            world.write("m.dbf", mines.bytes());
            let counted = world.counted_run(&AS_MINES);
            let read = counted.mine("M1")["矿名"].as_str().unwrap();
            assert!(rare.starts_with(read) && read.chars().count() >= 2, "{encoding} {width}: {read}");
            let is_whole = bytes(read, encoding).len() == usize::from(width);
            let expected: &[&str] = if is_whole { &[] } else { &["cut-text note 0 M1"] };
            assert_eq!(counted.defect_lines(), expected, "{encoding} {width}: {read}");
            compared += 1;
        }
    }
    assert_eq!(compared, 18);
}

#[test]
fn field_names_cut_inside_a_character_keep_the_rest_and_stay_unlike_each_other() {
    let world = World::new();
    let name = |text: &str| bytes(text, "UTF-8")[..10].to_vec();
    let names = [b"id".to_vec(), name("生态保护红线"), name("生态保育红线面积")];
    let rows = vec![vec![b"M1".to_vec(), bytes("甲乙丙", "UTF-8"), bytes("丁", "UTF-8")]];
    shapefile::points(&world, "m", 1);
    world.write("m.dbf", Table::new(0, &names, rows).bytes());
    let counted = world.counted_run(&AS_MINES);
    assert_eq!(counted.mine("M1")["生态保"], "甲乙丙");
    assert_eq!(counted.mine("M1")["生态保_2"], "丁");
    let lines = ["cut-text note - -", "cut-text note - -", "duplicate-field note - -"];
    assert_eq!(counted.defect_lines(), lines, "{:?}", counted.defects);
}

#[test]
fn bytes_that_may_be_two_things_are_refused_with_both() {
    // Each is a sound text in both encodings.
    for (text, encoding, cpg, other) in
        [("一些", "GBK", None, "һЩ"), ("金属矿山", "UTF-8", Some("GBK"), "閲戝睘鐭垮北")]
    {
        let world = World::new();
        shapefile::points(&world, "m", 1);
        world.write("m.dbf", table(encoding, 0, &["id", "n"], &[&["M1", text]]).bytes());
        if let Some(cpg) = cpg {
            world.write("m.cpg", cpg);
        }
        let outcome = world.run(&[&AS_MINES[..], &["-o", "x.geojson"]].concat());
        assert_eq!(outcome.code, 1, "{outcome:?}");
        for reading in [text, other] {
            assert!(outcome.stderr.contains(&format!("\"{reading}\" in ")), "{reading}: {}", outcome.stderr);
        }
        let stated = format!("m.shp,encoding={encoding}");
        let counted = world.counted_run(&["flag", "--mines", &stated, "--prefectures", "units.geojson"]);
        assert_eq!(counted.mine("M1")["n"], text);
    }
}

#[test]
fn uyghur_cyrillic_and_western_text_is_not_taken_for_chinese() {
    for (text, encoding, cpg, ldid) in [
        ("قەشقەر", "UTF-8", None, 0),
        ("قەشقەر", "UTF-8", Some("UTF-8"), 0x57),
        ("Рудник Восток", "UTF-8", Some("UTF-8"), 0),
        ("Mine de l'Évêché é", "windows-1252", None, 0x57),
        ("Mine de l'Évêché é", "windows-1252", Some("1252"), 0),
    ] {
        let world = World::new();
        let bytes = match encoding {
            "UTF-8" => text.as_bytes().to_vec(),
            _ => encoding_rs::WINDOWS_1252.encode(text).0.into_owned(),
        };
        shapefile::points(&world, "m", 1);
        let names = [b"id".to_vec(), b"n".to_vec()];
        world.write("m.dbf", Table::new(ldid, &names, vec![vec![b"M1".to_vec(), bytes]]).bytes());
        if let Some(cpg) = cpg {
            world.write("m.cpg", cpg);
        }
        assert_eq!(world.counted_run(&AS_MINES).mine("M1")["n"], text, "{cpg:?} {ldid}");
    }
}

#[test]
fn text_that_begins_behind_the_first_thousand_rows_is_judged_as_well() {
    for (encoding, damaged) in [("GBK", false), ("UTF-8", false), ("GBK", true)] {
        let world = World::new();
        let ids: Vec<String> = (0..3000).map(|number| format!("M{number}")).collect();
        let mut rows: Vec<Vec<Vec<u8>>> =
            ids.iter().map(|id| vec![id.clone().into_bytes(), b"plain".to_vec()]).collect();
        for row in &mut rows[2000..] {
            row[1] = bytes("阿舍勒铜矿", encoding);
        }
        if damaged {
            rows[2500][1] = vec![0xbf, 0xf3, 0xff, b'a'];
        }
        shapefile::points(&world, "m", rows.len());
        world.write("m.dbf", Table::new(0, &[b"id".to_vec(), b"n".to_vec()], rows).bytes());
        let counted = world.counted_run(&AS_MINES);
        assert_eq!(counted.mine("M1")["n"], "plain");
        assert_eq!(counted.mine("M2999")["n"], "阿舍勒铜矿", "{encoding}");
        let expected: &[&str] = if damaged { &["undecodable-text review 2500 M2500"] } else { &[] };
        assert_eq!(counted.defect_lines(), expected);
        if damaged {
            assert_eq!(counted.mine("M2500")["n"], "矿\u{fffd}a");
        }
    }
}

#[test]
fn tables_without_shapes_and_shapes_without_tables_say_what_is_missing() {
    let world = World::new();
    write_mines(&world, "GBK", None, 0);
    std::fs::rename(world.path("m.dbf"), world.path("t.dbf")).unwrap();
    let run = |mines: &str| {
        world.run(&["flag", "--mines", mines, "--prefectures", "units.geojson", "-o", "y.geojson", "--overwrite"])
    };
    let table = run("t.dbf,crs=EPSG:4490");
    assert!(table.code == 1 && table.stderr.contains("missing-geometry"), "{table:?}");
    // Shapes alone have no id and no name, and no text that could be wrong; that is said.
    assert_eq!(world.counted_run(&AS_MINES).defect_lines(), ["missing-table review - -"]);
    world.write("m.dbf", "");
    assert_eq!(world.counted_run(&AS_MINES).defect_lines(), ["missing-table review - -"]);
    // A table without rows beside shapes that have none to go with.
    world.write("m.dbf", Table::new(0, &[b"id".to_vec()], Vec::new()).bytes());
    let header_only = run("m.shp");
    assert!(header_only.code == 1 && header_only.stderr.contains("holds no features"), "{header_only:?}");
    // A layer of nothing at all.
    shapefile::points(&world, "n", 0);
    world.write("n.dbf", Table::new(0, &[bytes("矿名", "GBK")], Vec::new()).bytes());
    let nothing = run("n.shp");
    assert!(nothing.code == 1 && nothing.stderr.contains("holds no features"), "{nothing:?}");
}

#[test]
fn an_archive_is_judged_like_its_files() {
    let world = World::new();
    for (cpg, code) in [(None, 0), (Some("UTF-8"), 0), (Some("ISO-8859-1"), 1)] {
        write_mines(&world, "GBK", cpg, 0);
        let files = ["m.shp", "m.shx", "m.dbf", "m.prj", "m.cpg"];
        let there = files.into_iter().filter(|file| world.holds(file));
        let _ = std::fs::remove_file(world.path("m.zip"));
        let zip = Command::new("python3")
            .args(["-m", "zipfile", "-c", "m.zip"])
            .args(there)
            .current_dir(world.path(""))
            .status()
            .unwrap();
        assert!(zip.success());
        let arguments =
            ["flag", "--mines", "m.zip", "--prefectures", "units.geojson", "-o", "x.geojson", "--overwrite"];
        let outcome = world.run(&arguments);
        assert_eq!(outcome.code, code, "{cpg:?} {outcome:?}");
        if code == 0 {
            assert!(world.read("x.geojson").contains("喀拉通克镍矿"), "{cpg:?}");
        } else {
            assert!(outcome.stderr.contains("\"矿名\" in GB18030"), "{}", outcome.stderr);
        }
    }
}

#[test]
fn a_table_of_text_that_is_not_utf8_comes_out_right_or_not_at_all() {
    let world = World::new();
    for header in ["id,矿名,lon,lat", "id,name,lon,lat"] {
        let text = format!("{header}\nM1,阿舍勒铜矿,75.5,39.5\nM2,矿二,76.5,39.5\n");
        for encoding in ["GBK", "GB18030", "UTF-8"] {
            world.write("m.csv", bytes(&text, encoding));
            let arguments = ["flag", "--mines", "m.csv,crs=EPSG:4490", "--prefectures", "units.geojson"];
            let outcome = world.run(&[&arguments[..], &["-o", "x.geojson", "--overwrite"]].concat());
            if outcome.code == 0 {
                let read = world.read("x.geojson");
                assert!(read.contains("阿舍勒铜矿") && !read.contains('\u{fffd}'), "{encoding}");
            } else {
                assert!(encoding != "UTF-8" && outcome.code == 1, "{outcome:?}");
                assert!(outcome.stderr.contains("m.csv: is not UTF-8"), "{}", outcome.stderr);
            }
        }
    }
}

#[test]
fn a_million_rows_are_read_as_fast_as_before() {
    const ROWS: usize = 1_000_000;
    let world = World::new();
    shapefile::points(&world, "m", ROWS);
    let name = bytes("阿舍勒铜矿", "GBK");
    let rows = (0..ROWS).map(|number| vec![number.to_string().into_bytes(), name.clone()]).collect();
    let mut table = Table::new(0, &[b"id".to_vec(), bytes("矿名", "GBK")], rows);
    table.fields[0].width = 8;
    table.fields[1].width = 20;
    world.write("m.dbf", table.bytes());
    let source = LayerSource { role: Role::Mines, path: world.path("m.shp"), layer: None };
    let start = Instant::now();
    let open = read::open(Request { source, id_field: None, crs: None, encoding: None }).unwrap();
    let layer = open.read().unwrap();
    let took = start.elapsed();
    println!("{ROWS} rows of GBK without a word about it in {:.2} s", took.as_secs_f64());
    assert_eq!(layer.features.len(), ROWS);
    assert_eq!(layer.features[ROWS - 1].attributes.words("矿名").as_deref(), Some("阿舍勒铜矿"));
    assert!(took < Duration::from_mins(1), "{took:?}");
}
