//! `oreline check` says of text what is declared, what the bytes show, and what is used; what contradicts, in both readings, with
//! the command that mends it; and goes on with the next layer.

use std::process::Command;

use serde_json::Value;

use crate::world::World;
use crate::{bytes, names, shapefile, table, write_mines};

/// Findings of the first layer: code, evidence, remedy.
fn findings(world: &World, arguments: &[&str]) -> (Value, Vec<(String, String, String)>) {
    let outcome = world.run(&[&["check", "--json", "--as", "mines"], arguments].concat());
    let object: Value = serde_json::from_str(&outcome.stdout).unwrap_or_else(|error| panic!("{error}: {outcome:?}"));
    let layer = object["layers"][0].clone();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let finding = |finding: &Value| {
        let evidence: Vec<String> = finding["evidence"].as_array().unwrap().iter().map(text).collect();
        (text(&finding["code"]), evidence.join("\n"), text(&finding["remedy"]))
    };
    let findings = layer["findings"].as_array().unwrap().iter().map(finding).collect();
    (layer, findings)
}

fn codes(findings: &[(String, String, String)]) -> Vec<&str> {
    findings.iter().map(|(code, ..)| code.as_str()).filter(|code| *code != "same-place").collect()
}

/// Runs the command that stands behind a word of a remedy.
fn run_remedy(world: &World, remedy: &str, from: &str) {
    let command = &remedy[remedy.find(from).unwrap_or_else(|| panic!("no {from} in {remedy}"))..];
    let command = command.split(';').next().unwrap();
    let status = Command::new("sh").args(["-c", command]).current_dir(world.path("")).status().unwrap();
    assert!(status.success(), "{command}");
}

#[test]
fn a_declaration_that_the_bytes_belie_is_shown_and_the_command_mends_it() {
    let mut compared = 0;
    for (encoding, cpg, ldid) in [
        ("GBK", Some("UTF-8"), 0),
        ("GB18030", Some("UTF-8"), 0x4D),
        ("UTF-8", Some("GBK"), 0),
        ("UTF-8", Some("UTF-8"), 0x4D),
        ("UTF-8", None, 0x03),
    ] {
        let world = World::new();
        write_mines(&world, encoding, cpg, ldid);
        let (layer, found) = findings(&world, &["m.shp"]);
        if codes(&found) == ["encoding-undecided"] {
            println!("undecided: {encoding} {cpg:?} {ldid:#x}");
            continue;
        }
        assert_eq!(codes(&found), ["encoding-conflict"], "{encoding} {cpg:?} {ldid:#x}: {found:?}");
        let (_, evidence, remedy) = &found[0];
        let used = layer["encoding"]["used"].as_str().unwrap();
        assert!(evidence.contains(&format!("in {used} it reads \"")) && evidence.lines().count() >= 2, "{evidence}");
        assert!(evidence.contains("矿"), "{evidence}");
        // The one command when nothing but the .cpg file is wrong, the other when the LDID is.
        if ldid == 0 {
            run_remedy(&world, remedy, "printf");
            let (_, found) = findings(&world, &["m.shp"]);
            assert!(codes(&found).is_empty(), "{encoding} {cpg:?}: {found:?}");
        }
        run_remedy(&world, remedy, "ogr2ogr");
        let (layer, found) = findings(&world, &["m.utf8.shp"]);
        assert!(codes(&found).is_empty(), "{encoding} {cpg:?}: {found:?}");
        assert_eq!(layer["encoding"]["used"], "UTF-8");
        let counted = world.counted_run(&["flag", "--mines", "m.utf8.shp", "--prefectures", "units.geojson"]);
        for (number, name) in names(encoding).iter().enumerate() {
            assert_eq!(counted.mine(&format!("M{}", number + 1))["矿名"], *name);
        }
        compared += 1;
    }
    println!("{compared} conflicts mended");
    assert!(compared >= 4);
}

#[test]
fn sound_declarations_are_told_and_are_no_finding() {
    let mut compared = 0;
    for (encoding, cpg, ldid) in
        [("GBK", Some("GBK"), 0x4D), ("UTF-8", Some("UTF-8"), 0), ("GBK", None, 0x57), ("UTF-8", None, 0)]
    {
        let world = World::new();
        write_mines(&world, encoding, cpg, ldid);
        let (layer, found) = findings(&world, &["m.shp"]);
        assert!(codes(&found).is_empty(), "{encoding} {cpg:?}: {found:?}");
        let said = &layer["encoding"];
        assert!(said["used"] == encoding || said["used"] == "GB18030", "{said}");
        let declared = said["declared"].as_array().unwrap().len();
        assert_eq!(declared, usize::from(cpg.is_some()) + usize::from(ldid != 0), "{said}");
        compared += 1;
    }
    assert_eq!(compared, 4);
}

#[test]
fn an_undecided_encoding_shows_both_and_hides_neither_the_layer_nor_the_next() {
    let world = World::new();
    shapefile::points(&world, "m", 1);
    world.write("m.dbf", table("GBK", 0, &["id", "n"], &[&["M1", "一些"]]).bytes());
    let outcome = world.run(&["check", "m.shp", "units.geojson", "-o", "d.geojson"]);
    assert_eq!(outcome.code, 3, "{outcome:?}");
    for word in [
        "encoding-undecided",
        "\"һЩ\" in UTF-8",
        "\"一些\" in GB18030",
        "m.shp,encoding=",
        "features  1: 1 points",
        "units.geojson",
    ] {
        assert!(outcome.stdout.contains(word), "{word}: {}", outcome.stdout);
    }
    assert!(world.read("d.geojson").contains("encoding-undecided"));
    // What is said by the remedy decides.
    let (layer, found) = findings(&world, &["m.shp,encoding=GB18030"]);
    assert!(codes(&found).iter().all(|code| *code != "encoding-undecided"), "{found:?}");
    assert_eq!((&layer["encoding"]["used"], &layer["encoding"]["stated"]), (&"GB18030".into(), &true.into()));
}

#[test]
fn tables_of_text_say_their_encoding_and_what_may_be_otherwise() {
    let world = World::new();
    let text = |name: &str| format!("id,矿名,经度,纬度\nM1,{name},75.5,39.5\nM2,铁矿,75.6,39.5\n");
    for (encoding, used) in [("GBK", "GB18030"), ("UTF-8", "UTF-8")] {
        for ending in ["csv", "tsv"] {
            let text =
                if ending == "tsv" { text("阿舍勒铜矿").replace(',', "\t") } else { text("阿舍勒铜矿") };
            let file = format!("m.{ending}");
            world.write(&file, bytes(&text, encoding));
            let (layer, found) = findings(&world, &[&format!("{file},crs=EPSG:4490")]);
            assert_eq!((&layer["encoding"]["used"], &layer["encoding"]["detected"]), (&used.into(), &used.into()));
            assert!(!codes(&found).iter().any(|code| code.starts_with("encoding")), "{found:?}");
        }
    }
    // All of it may be both.
    world.write("m.csv", bytes("id,name,lon,lat\nM1,一些,75.5,39.5\n", "GBK"));
    let (_, found) = findings(&world, &["m.csv,crs=EPSG:4490"]);
    let (_, evidence, remedy) = found.iter().find(|(code, ..)| code == "encoding-conflict").unwrap();
    assert!(evidence.contains("\"һЩ\"") && evidence.contains("\"一些\"") && remedy.contains("m.csv,encoding=GB18030"));
    assert!(!codes(&found).contains(&"text-doubtful"), "it is said once: {found:?}");
    let (layer, _) = findings(&world, &["m.csv,crs=EPSG:4490,encoding=GB18030"]);
    assert_eq!(layer["encoding"]["used"], "GB18030");
    // The user is wrong.
    world.write("m.csv", bytes(&text("阿舍勒铜矿"), "GBK"));
    let (layer, found) = findings(&world, &["m.csv,crs=EPSG:4490,encoding=UTF-8"]);
    let (_, evidence, _) = found.iter().find(|(code, ..)| code == "encoding-undecided").unwrap();
    assert!(evidence.contains("in UTF-8") && evidence.contains("\"矿名\" in GB18030"), "{evidence}");
    assert_eq!(layer["features"], 2);
    // Damaged: neither. The line is shown in both, and the other lines are examined.
    let mut damaged = bytes(&text("阿舍勒铜矿"), "UTF-8");
    let at = damaged.len() - 20;
    damaged[at] = 0xFF;
    world.write("m.csv", damaged);
    let (layer, found) = findings(&world, &["m.csv,crs=EPSG:4490"]);
    let (_, evidence, _) = found.iter().find(|(code, ..)| code == "encoding-undecided").unwrap();
    assert!(evidence.contains("in UTF-8") && evidence.contains("in GB18030"), "{evidence}");
    assert_eq!(layer["features"], 2);
}

#[test]
fn corner_text_says_its_encoding_and_takes_a_statement() {
    let world = World::new();
    let text = |name: &str| {
        format!(
            "[属性描述]\n坐标系=2000国家大地坐标系\n几度分带=3\n投影类型=高斯克吕格\n计量单位=米\n带号=38\n[地块坐标]\n4,1,1,{name},面,,采矿用地,,@\n\
             J1,1,3437174.65,38383678.71\nJ2,1,3436545.00,38384041.94\nJ3,1,3436145.00,38383041.94\nJ1,1,3437174.65,38383678.71\n"
        )
    };
    for (encoding, used) in [("GBK", "GB18030"), ("UTF-8", "UTF-8")] {
        world.write("p.txt", bytes(&text("某某铜矿"), encoding));
        let (layer, found) = findings(&world, &["p.txt"]);
        assert_eq!((&layer["encoding"]["used"], &layer["features"]), (&used.into(), &1.into()), "{layer}");
        assert!(!codes(&found).iter().any(|code| code.starts_with("encoding")), "{found:?}");
        let stated = format!("p.txt,encoding={used}");
        let (layer, found) = findings(&world, &[&stated]);
        assert_eq!((&layer["encoding"]["stated"], &layer["features"]), (&true.into(), &1.into()));
        assert!(!codes(&found).iter().any(|code| code.starts_with("encoding")), "{found:?}");
    }
    let outcome = world.run(&["check", "p.txt,encoding=klingon"]);
    assert_eq!(outcome.code, 1);
    assert!(outcome.stdout.contains("no encoding of this name is known"), "{}", outcome.stdout);
    // A wrong statement loses characters, and is in conflict with the bytes.
    world.write("p.txt", bytes(&text("某某铜矿"), "UTF-8"));
    let (_, found) = findings(&world, &["p.txt,encoding=GBK"]);
    let (_, evidence, remedy) = found.iter().find(|(code, ..)| code == "encoding-conflict").unwrap();
    assert!(
        evidence.contains("in UTF-8 it reads \"[属性描述]\"") && remedy.contains("p.txt,encoding=UTF-8"),
        "{evidence}"
    );
}
