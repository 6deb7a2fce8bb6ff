//! Text of Shapefiles in GBK, GB18030 and UTF-8, declared rightly, wrongly or not at all: it comes out right, or the layer
//! is refused with every reading shown. Never anything else.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::indexing_slicing,
    reason = "a test may fail, and says what it compared"
)]
#![allow(dead_code, reason = "each test program uses a part of what they share")]

mod check;
mod edges;
#[path = "../cli/samples.rs"]
mod samples;
mod shapefile;
#[allow(unused_imports, reason = "the tests of the command line use more of it")]
#[path = "../cli/world.rs"]
mod world;

use std::process::Command;

use encoding_rs::{GB18030, GBK, UTF_8};
use shapefile::Table;
use world::World;

/// An encoding as the tests name it.
pub(crate) fn bytes(text: &str, encoding: &str) -> Vec<u8> {
    let encoding = match encoding {
        "GBK" => GBK,
        "GB18030" => GB18030,
        _ => UTF_8,
    };
    let (bytes, _, lost) = encoding.encode(text);
    assert!(!lost, "{text} in {}", encoding.name());
    bytes.into_owned()
}

/// Names of mines; the last two need four bytes each in GB18030.
const NAMES: [&str; 6] = ["矿一", "阿舍勒铜矿", "喀拉通克镍矿", "可可托海稀有金属矿", "㐀山", "𠀀尾矿库"];

fn names(encoding: &str) -> &'static [&'static str] {
    if encoding == "GBK" { &NAMES[..4] } else { &NAMES }
}

/// Text fields and values in one encoding.
pub(crate) fn table(encoding: &str, ldid: u8, fields: &[&str], rows: &[&[&str]]) -> Table {
    let in_bytes = |texts: &[&str]| -> Vec<Vec<u8>> { texts.iter().map(|text| bytes(text, encoding)).collect() };
    Table::new(ldid, &in_bytes(fields), rows.iter().map(|row| in_bytes(row)).collect())
}

/// Mines `m.shp` with an id and a name.
fn write_mines(world: &World, encoding: &str, cpg: Option<&str>, ldid: u8) {
    let ids: Vec<String> = (1..=names(encoding).len()).map(|number| format!("M{number}")).collect();
    let rows: Vec<[&str; 2]> = ids.iter().zip(names(encoding)).map(|(id, name)| [id.as_str(), *name]).collect();
    let rows: Vec<&[&str]> = rows.iter().map(<[&str; 2]>::as_slice).collect();
    shapefile::points(world, "m", rows.len());
    world.write("m.dbf", table(encoding, ldid, &["id", "矿名"], &rows).bytes());
    if let Some(cpg) = cpg {
        world.write("m.cpg", cpg);
    }
}

/// Units `u.shp`: the first holds all mines.
fn write_units(world: &World, encoding: &str, cpg: Option<&str>, ldid: u8) {
    let rare = if encoding == "GBK" { "伊犁" } else { "𠀀县" };
    let rows: [&[&str]; 3] = [&["喀什地区", "重度"], &["克孜勒苏", "轻度"], &[rare, "中度"]];
    shapefile::squares(world, "u", rows.len());
    world.write("u.dbf", table(encoding, ldid, &["名称", "等级"], &rows).bytes());
    if let Some(cpg) = cpg {
        world.write("u.cpg", cpg);
    }
}

/// What is wrong with the text of a layer: nothing, or the layer was refused.
#[derive(Debug, PartialEq, Eq)]
enum Result {
    Right { corrected: bool },
    Refused,
}

/// Runs it, and makes sure that the text is right or refused with the right reading, which then is what a statement gives.
fn read(world: &World, arguments: &[&str], encoding: &str, is_right: &dyn Fn(&world::Counted), sample: &str) -> Result {
    let outcome = world.run(&[arguments, &["-o", "x.geojson", "--overwrite", "--json"]].concat());
    if outcome.code == 0 {
        let counted = world.counted_run(arguments);
        is_right(&counted);
        let corrected = counted.defect_lines() == ["encoding-corrected note - -"];
        assert!(corrected || counted.defects.is_empty(), "{:?}", counted.defects);
        let said = &counted.summary["encodings"][0];
        let used = said["used"].as_str().unwrap();
        assert!(used == encoding || (used.starts_with("GB") && encoding.starts_with("GB")), "{said}");
        return Result::Right { corrected };
    }
    assert_eq!(outcome.code, 1, "{outcome:?}");
    let stderr = &outcome.stderr;
    assert!(stderr.contains("encoding of text is not certain"), "{stderr}");
    assert!(stderr.contains(&format!("\"{sample}\" in ")) && stderr.matches("\" in ").count() == 2, "{stderr}");
    assert!(stderr.contains(",encoding="), "{stderr}");
    let stated: Vec<String> = arguments
        .iter()
        .map(|text| if text.contains(".shp") { format!("{text},encoding={encoding}") } else { (*text).to_owned() })
        .collect();
    let stated: Vec<&str> = stated.iter().map(String::as_str).collect();
    is_right(&world.counted_run(&stated));
    Result::Refused
}

#[test]
fn every_mixture_of_bytes_cpg_and_ldid_reads_right_or_is_refused_with_both_readings() {
    let (mut right, mut corrected, mut refused) = (0, 0, 0);
    for encoding in ["GBK", "GB18030", "UTF-8"] {
        let wrong = if encoding == "UTF-8" { ["GBK", "ISO-8859-1", "BIG5"] } else { ["UTF-8", "ISO-8859-1", "BIG5"] };
        let cpgs = [Some(encoding), None].into_iter().chain(wrong.map(Some)).chain([Some("OEM")]);
        for cpg in cpgs {
            for ldid in [0x4D, 0, 0x57, 0x03, 0x4F] {
                let world = World::new();
                write_mines(&world, encoding, cpg, ldid);
                write_units(&world, encoding, cpg, ldid);
                let mines_are_right = |counted: &world::Counted| {
                    for (number, name) in names(encoding).iter().enumerate() {
                        let mine = counted.mine(&format!("M{}", number + 1));
                        assert_eq!(mine["矿名"], *name, "{encoding} {cpg:?} {ldid}");
                        assert_eq!(mine["prefecture"], "甲");
                    }
                };
                let units_are_right = |counted: &world::Counted| {
                    let mine = counted.mine("M1");
                    assert_eq!(mine["prefecture"], "喀什地区", "{encoding} {cpg:?} {ldid}");
                    assert_eq!(mine["fragility"], "severe", "{encoding} {cpg:?} {ldid}");
                };
                let as_mines = ["flag", "--mines", "m.shp", "--prefectures", "units.geojson"];
                let as_units = ["flag", "--mines", "mines.geojson", "--prefectures", "u.shp"];
                let results = [
                    read(&world, &as_mines, encoding, &mines_are_right, "矿名"),
                    read(&world, &as_units, encoding, &units_are_right, "名称"),
                ];
                for result in &results {
                    match result {
                        Result::Right { corrected: false } => right += 1,
                        Result::Right { corrected: true } => corrected += 1,
                        Result::Refused => refused += 1,
                    }
                    // Whoever says the truth, or nothing, is read.
                    if cpg == Some(encoding) || (cpg.is_none_or(|cpg| cpg == "OEM") && matches!(ldid, 0 | 0x57)) {
                        assert_eq!(*result, Result::Right { corrected: false }, "{encoding} {cpg:?} {ldid}");
                    }
                    // UTF-8 is said of GBK: it cannot be, so that nobody needs to be asked.
                    if cpg == Some("UTF-8") && encoding != "UTF-8" && matches!(ldid, 0 | 0x57 | 0x4D) {
                        assert_eq!(*result, Result::Right { corrected: true }, "{encoding} {cpg:?} {ldid}");
                    }
                }
            }
        }
    }
    println!(
        "{right} read right, {corrected} corrected, {refused} refused with both readings and read right when stated"
    );
    assert_eq!(right + corrected + refused, 180);
    assert!(right >= 60 && corrected >= 20 && refused >= 10);
}

#[test]
fn what_gdal_writes_reads_right() {
    let world = World::new();
    let mut compared = 0;
    for (encoding, name) in [("GBK", "阿舍勒铜矿"), ("GB18030", "𠀀矿㐀"), ("UTF-8", "𠀀矿㐀"), ("CP936", "阿舍勒铜矿")]
    {
        let text = samples::MINES.replace("\"name\":\"矿一\"", &format!("\"矿名\":\"{name}\""));
        world.write("source.geojson", text);
        for file in ["m.shp", "m.dbf", "m.shx", "m.prj", "m.cpg"] {
            let _ = std::fs::remove_file(world.path(file));
        }
        let option = format!("ENCODING={encoding}");
        let output = Command::new("ogr2ogr")
            .args(["-a_srs", "EPSG:4490", "-lco", &option, "m.shp", "source.geojson"])
            .current_dir(world.path(""))
            .output()
            .expect("gdal-bin is installed");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        for without_cpg in [false, true] {
            if without_cpg {
                let _ = std::fs::remove_file(world.path("m.cpg"));
            }
            let counted = world.counted_run(&["flag", "--mines", "m.shp", "--prefectures", "units.geojson"]);
            assert_eq!(counted.mine("M1")["矿名"], name, "{encoding} {without_cpg}");
            compared += 1;
        }
    }
    assert_eq!(compared, 8);
}

#[test]
fn a_plan_states_an_encoding_too_and_the_delivery_says_what_was_used() {
    let world = World::new();
    write_mines(&world, "GBK", None, 0x03);
    let plan =
        "[mines]\npath = \"m.shp\"\nencoding = \"GBK\"\n[[zones]]\nkind = \"prefecture\"\npath = \"units.geojson\"\n";
    world.write("plan.toml", plan);
    let outcome = world.run(&["flag", "plan.toml", "-o", "out/"]);
    assert_eq!(outcome.code, 0, "{outcome:?}");
    let said = "text of m.shp: GBK (stated, declared windows-1252 (LDID 0x03), detected GB18030)";
    assert!(outcome.stdout.contains(said), "{}", outcome.stdout);
    assert!(world.read("out/flagged.geojson").contains("阿舍勒铜矿"));
    world.write("plan.toml", plan.replace("\nencoding", "\nencodin"));
    let slip = world.run(&["flag", "plan.toml", "-o", "out2/"]);
    assert!(slip.code == 1 && slip.stderr.contains("did you mean \"encoding\"?"), "{slip:?}");
}

#[test]
fn a_statement_that_cannot_be_is_an_error() {
    let world = World::new();
    write_mines(&world, "GBK", Some("GBK"), 0);
    for (mines, words) in [
        ("m.shp,encoding=UTF-8", "UTF-8 (stated), but the bytes are not"),
        ("m.shp,encoding=klingon", "no encoding of this name is known"),
        ("m.shp,encoding=UTF-16", "no encoding of this name is known"),
        ("mines.geojson,encoding=GBK", "GeoJSON is UTF-8 by its standard"),
    ] {
        let outcome = world.run(&["flag", "--mines", mines, "--prefectures", "units.geojson", "-o", "y.geojson"]);
        assert_eq!(outcome.code, 1, "{mines}: {outcome:?}");
        assert!(outcome.stderr.contains(words) && outcome.stderr.contains("hint: "), "{mines}: {}", outcome.stderr);
    }
    let same = ["flag", "--mines", "mines.geojson,encoding=utf8", "--prefectures", "units.geojson"];
    assert_eq!(world.counted_run(&same).outcome.code, 0);
}
