//! `oreline map`, and the map of a delivery.

use std::fs;

use serde_json::Value;

use crate::world::{Outcome, World};

const LAYERS: [&str; 4] = ["--mines", "mines.geojson", "--prefectures", "units.geojson"];

/// Whether this machine has a font with Chinese characters; says so if not.
fn has_chinese(world: &World) -> bool {
    let outcome = map(world, &["-o", "font-trial.png", "--dpi", "30"]);
    let has = outcome.code == 0;
    assert!(has || std::env::var_os("ORELINE_REQUIRE_FONTS").is_none(), "{}", outcome.stderr);
    if !has {
        assert!(outcome.stderr.contains("fonts-noto-cjk"), "{}", outcome.stderr);
        println!("skipped: no font with Chinese characters (Debian: fonts-noto-cjk)");
    }
    has
}

fn map(world: &World, arguments: &[&str]) -> Outcome {
    world.run(&[&["map"], &LAYERS[..], arguments].concat())
}

fn without_fonts(world: &World, arguments: &[&str]) -> Outcome {
    fs::create_dir_all(world.path("no-fonts")).unwrap();
    let output = world.command().env("ORELINE_FONTS", "no-fonts").args(arguments).output().unwrap();
    Outcome {
        code: output.status.code().unwrap(),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

#[test]
fn help_shows_sizes_and_fonts() {
    let outcome = World::new().run(&["map", "--help"]);
    assert_eq!(outcome.code, 0);
    insta::assert_snapshot!("map-help", outcome.stdout);
}

#[test]
fn both_formats_are_written_and_told_as_json() {
    let world = World::new();
    if !has_chinese(&world) {
        return;
    }
    let arguments =
        ["-o", "图.svg", "-o", "图.png", "--dpi", "60", "--size", "A4", "--portrait", "--lang", "zh", "--json"];
    let outcome = map(&world, &arguments);
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    let told: Value = serde_json::from_str(&outcome.stdout).unwrap();
    assert_eq!(told["schema_version"], 1);
    assert_eq!(told["outputs"], serde_json::json!(["图.svg", "图.png"]));
    assert_eq!(told["sheet_mm"], serde_json::json!([210.0, 297.0]));
    assert!(told["scale_denominator"].as_f64().unwrap() > 1000.0);
    let svg = world.read("图.svg");
    assert!(svg.contains("width=\"210mm\"") && svg.contains("生态脆弱性") && !svg.contains("Fragility of units"));
    let png = fs::read(world.path("图.png")).unwrap();
    let number = |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().unwrap());
    assert_eq!((&png[1..4], number(16), number(20)), (&b"PNG"[..], 496, 702));
}

#[test]
fn without_fonts_a_picture_is_an_error_with_the_way_out() {
    let world = World::new();
    let arguments = [&["map"], &LAYERS[..], &["-o", "x.svg", "-o", "x.png"]].concat();
    let outcome = without_fonts(&world, &arguments);
    assert_eq!(outcome.code, 1, "{outcome:?}");
    for part in ["x.png: ", "font", "fonts-noto-cjk", "ORELINE_FONTS=FOLDER"] {
        assert!(outcome.stderr.contains(part), "{part}: {}", outcome.stderr);
    }
    assert!(!world.holds("x.svg") && !world.holds("x.png"));
    let svg = [&["map"], &LAYERS[..], &["-o", "x.svg"]].concat();
    assert_eq!(without_fonts(&world, &svg).code, 0);
    assert!(world.read("x.svg").contains("</svg>"));
}

#[test]
fn a_delivery_without_fonts_has_the_document_and_says_why_there_is_no_picture() {
    let world = World::new();
    let outcome = without_fonts(&world, &[&["flag"], &LAYERS[..], &["-o", "out/"]].concat());
    assert_eq!(outcome.code, 0, "{outcome:?}");
    assert!(world.holds("out/map.svg") && !world.holds("out/map.png"));
    assert!(outcome.stdout.contains("map.png: not written"), "{}", outcome.stdout);
    assert!(outcome.stdout.contains("fonts-noto-cjk"), "{}", outcome.stdout);
}

/// The map of a plan and that of its delivery show the same, whether the folder or the package is named.
#[test]
fn a_delivery_gives_the_map_of_its_plan() {
    let world = World::new();
    assert_eq!(world.flag(&["-o", "out/"]).code, 0);
    let counts = |outcome: &Outcome| {
        let told: Value = serde_json::from_str(&outcome.stdout).unwrap_or_else(|_| panic!("{outcome:?}"));
        ["mines", "flagged", "scale_denominator", "labels", "labels_left_out"].map(|key| told[key].clone())
    };
    let of_plan = counts(&map(&world, &["-o", "plan.svg", "--json"]));
    assert!(of_plan[0].as_u64() > Some(0) && of_plan[1].as_u64() > Some(0), "{of_plan:?}");
    let mut compared = 0;
    for source in ["out", "out/flagged.gpkg"] {
        let outcome = world.run(&["map", source, "-o", &format!("delivery{compared}.svg"), "--json"]);
        assert_eq!(counts(&outcome), of_plan, "{source}");
        compared += 1;
    }
    assert_eq!(compared, 2);
    let (plan, delivery) = (world.read("plan.svg"), world.read("delivery0.svg"));
    let texts =
        |svg: &str| svg.lines().filter(|line| line.starts_with("<text ")).map(str::to_owned).collect::<Vec<_>>();
    let differing = texts(&plan).into_iter().zip(texts(&delivery)).filter(|(one, other)| one != other).count();
    // The list of sources alone is another one.
    assert!(differing <= 3, "{differing}");
}

#[test]
fn what_makes_no_sense_is_refused() {
    let world = World::new();
    world.write("old.svg", "older");
    world.write("other.gpkg", "none");
    let mut compared = 0;
    for (arguments, code, part) in [
        (&["-o", "x.pdf"][..], 2, ".svg or .png"),
        (&[], 2, "no output"),
        (&["-o", "x.svg", "-o", "x.svg"], 2, "twice"),
        (&["-o", "x.svg", "--size", "A9"], 2, "not a size"),
        (&["-o", "x.png", "--dpi", "5000"], 2, "from 30 to 1200"),
        (&["-o", "x.png", "--dpi", "1200", "--size", "A0"], 2, "memory"),
        (&["-o", "x.svg", "--font", "No Such Family"], 2, "No Such Family"),
        (&["-o", "old.svg"], 1, "--overwrite"),
        (&["-o", "x.svg", "--portrait", "--landscape"], 2, "cannot be used with"),
    ] {
        let outcome = map(&world, arguments);
        assert_eq!(outcome.code, code, "{arguments:?}: {}", outcome.stderr);
        assert!(outcome.stderr.contains(part), "{arguments:?}: {}", outcome.stderr);
        compared += 1;
    }
    assert_eq!(compared, 9);
    assert_eq!(world.read("old.svg"), "older");
    assert_eq!(world.run(&["map", "other.gpkg", "-o", "x.svg"]).code, 1);
    let judged = world.run(&["map", "other.gpkg", "-o", "x.svg", "--near", "5km"]);
    assert!(judged.code == 2 && judged.stderr.contains("is a delivery"), "{}", judged.stderr);
    let replaced = map(&world, &["-o", "old.svg", "--overwrite"]);
    assert_eq!(replaced.code, 0, "{}", replaced.stderr);
    assert!(world.read("old.svg").starts_with("<?xml"));
}

#[test]
fn the_same_map_for_any_number_of_threads() {
    let world = World::new();
    for threads in ["1", "4"] {
        assert_eq!(map(&world, &["-o", &format!("{threads}.svg"), "--threads", threads]).code, 0);
    }
    assert!(world.read("1.svg") == world.read("4.svg"));
}
