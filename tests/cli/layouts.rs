//! The same three mines in every layout that GeoJSON allows: the result is the same to the byte.

use std::fmt::Write as _;

use crate::world::{MINES, UNITS, World, collection};

fn lines() -> Vec<&'static str> {
    MINES.lines().filter(|line| line.contains("\"Feature\"")).map(|line| line.trim_end_matches(',')).collect()
}

fn pretty(text: &str, indent: &str) -> String {
    let value: serde_json::Value = serde_json::from_str(text).unwrap();
    let mut bytes = Vec::new();
    let formatter = serde_json::ser::PrettyFormatter::with_indent(indent.as_bytes());
    serde::Serialize::serialize(&value, &mut serde_json::Serializer::with_formatter(&mut bytes, formatter)).unwrap();
    String::from_utf8(bytes).unwrap()
}

fn with_head(head: &str) -> String {
    MINES.replacen("\"features\"", &format!("{head},\"features\""), 1)
}

fn with_tail(tail: &str) -> String {
    format!("{},{tail}}}\n", MINES.trim_end().trim_end_matches('}'))
}

const CRS: &str = r#""crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::4490"}}"#;

fn layouts() -> Vec<(&'static str, Vec<u8>)> {
    let crlf = MINES.replace('\n', "\r\n");
    let bom = format!("\u{feff}{MINES}");
    let joined = |end: &str| {
        lines().iter().fold(String::new(), |mut text, line| {
            let _ = write!(text, "{line}{end}");
            text
        })
    };
    let records = lines().iter().fold(String::new(), |mut text, line| {
        let _ = writeln!(text, "\u{1e}{line}");
        text
    });
    let indented = lines().iter().fold(String::new(), |mut text, line| {
        let _ = writeln!(text, "\u{1e}{}", pretty(line, "  "));
        text
    });
    let moved = lines().join(",");
    let texts = [
        ("one feature a line", MINES.to_owned()),
        ("all on one line", MINES.replace('\n', "")),
        ("pretty-printed", pretty(MINES, "  ")),
        ("pretty-printed with tabs", pretty(MINES, "\t")),
        (
            "first feature behind the bracket",
            format!(r#"{{"type":"FeatureCollection","features":[{}]}}"#, lines().join(",\n")),
        ),
        ("commas in front", format!("{{\"type\":\"FeatureCollection\",\"features\":[\n{}\n]}}", lines().join("\n,"))),
        (
            "two features a line",
            format!(
                "{{\"type\":\"FeatureCollection\",\"features\":[\n{},{},\n{}\n]}}",
                lines()[0],
                lines()[1],
                lines()[2]
            ),
        ),
        ("blank lines", MINES.replace('\n', "\n\n \t\n")),
        ("no line end at the end", MINES.trim_end().to_owned()),
        ("byte order mark", bom.clone()),
        ("CRLF", crlf.clone()),
        ("byte order mark and CRLF", format!("\u{feff}{crlf}")),
        ("lone CR", MINES.replace('\n', "\r")),
        ("crs before", with_head(CRS)),
        ("crs behind", with_tail(CRS)),
        ("features not last", with_tail(r#""name":"矿山","more":[{"type":"Feature"}],"bbox":[75,39,81,40]"#)),
        ("features first", format!(r#"{{"features":[{moved}],"type":"FeatureCollection"}}"#)),
        (
            "foreign members in front",
            with_head(r#""name":"\"features\":[","xy_coordinate_resolution":1e-9,"generator":{"features":[1,2]}"#),
        ),
        ("empty members in front", with_head(r#""a":{},"b":[],"c":"","d":null,"e":true"#)),
        ("sequence", joined("\n")),
        ("sequence with CRLF", joined("\r\n")),
        ("sequence on one line", joined("")),
        ("sequence with record separators", records),
        ("pretty sequence with record separators", indented),
        ("sequence with byte order mark", format!("\u{feff}{}", joined("\n"))),
    ];
    texts.map(|(name, text)| (name, text.into_bytes())).into()
}

/// The result without the differences that the source's own spacing makes.
fn result(text: &str) -> Vec<serde_json::Value> {
    crate::world::features(text)
}

#[test]
fn every_layout_of_the_mines_gives_the_same_result() {
    let world = World::new();
    let expected = result(&world.flag(&["-o", "-", "-q"]).stdout);
    assert_eq!(expected.len(), 3);
    let mut compared = 0;
    for (name, bytes) in layouts() {
        let world = World::new();
        world.write("mines.geojson", &bytes);
        let counted = world.counted(&[]);
        assert_eq!(counted.outcome.code, 0, "{name}: {:?}", counted.defects);
        assert!(counted.defects.is_empty(), "{name}: {:?}", counted.defects);
        assert_eq!(counted.features, expected, "{name}");
        compared += 1;
    }
    println!("{compared} layouts compared");
    assert_eq!(compared, 25);
}

#[test]
fn every_extension_of_geojson_is_read_alike() {
    let world = World::new();
    let expected = world.flag(&["-o", "-", "-q"]).stdout;
    let sequence = lines().join("\n");
    let mut compared = 0;
    for extension in ["geojson", "json", "GeoJSON", "geojsonl", "geojsons", "geojsonseq", "ndjson", "jsonl"] {
        for text in [MINES, &sequence] {
            let name = format!("m.{extension}");
            world.write(&name, text);
            let outcome = world.run(&["flag", "--mines", &name, "--prefectures", "units.geojson", "-o", "-", "-q"]);
            assert_eq!((outcome.code, outcome.stdout.as_str()), (0, expected.as_str()), "{name}: {}", outcome.stderr);
            compared += 1;
        }
    }
    assert_eq!(compared, 16);
}

#[test]
fn every_layout_of_the_units_gives_the_same_result() {
    let world = World::new();
    let expected = world.flag(&["-o", "-", "-q"]).stdout;
    let units: Vec<&str> =
        UNITS.lines().filter(|line| line.contains("\"Feature\"")).map(|line| line.trim_end_matches(',')).collect();
    let mut compared = 0;
    for (name, text) in [
        ("one line", UNITS.replace('\n', "")),
        ("pretty", pretty(UNITS, " ")),
        ("sequence", units.join("\n")),
        ("CRLF and byte order mark", format!("\u{feff}{}", UNITS.replace('\n', "\r\n"))),
        ("crs behind", format!("{},{CRS}}}", UNITS.trim_end().trim_end_matches('}'))),
    ] {
        world.write("units.geojson", text);
        assert_eq!(world.flag(&["-o", "-", "-q"]).stdout, expected, "{name}");
        compared += 1;
    }
    assert_eq!(compared, 5);
}

#[test]
fn a_bare_feature_and_a_bare_geometry_are_layers_of_one() {
    let world = World::new();
    let point = r#"{"type":"Point","coordinates":[75.5,39.5]}"#;
    let square = r#"{"type":"Polygon","coordinates":[[[75,39],[76,39],[76,40],[75,40],[75,39]]]}"#;
    let mut compared = 0;
    for bare in [
        lines()[0].to_owned(),
        pretty(lines()[0], "  "),
        point.to_owned(),
        pretty(point, "  "),
        square.to_owned(),
        pretty(square, "\t"),
    ] {
        world.write("mines.geojson", &bare);
        let counted = world.counted(&[]);
        assert_eq!(counted.outcome.code, 0, "{bare}");
        assert_eq!((counted.features.len(), counted.summary["flagged"].as_u64()), (1, Some(1)), "{bare}");
        compared += 1;
    }
    world.write("mines.geojson", MINES);
    world.write("redlines.geojson", square);
    let counted = world.counted(&["--redlines", "redlines.geojson"]);
    assert_eq!(counted.mine("M1")["redline"], true);
    assert_eq!(compared, 6);
}

#[test]
fn members_of_a_feature_may_stand_in_any_order_and_names_may_be_escaped() {
    let at = r#""geometry":{"coordinates":[75.5,39.5],"type":"Point"}"#;
    let world = World::with_mines(&[
        &format!(r#"{{{at},"properties":{{"id":"A"}},"type":"Feature"}}"#),
        &format!(r#"{{"properties":{{"id":"B"}},{at},"id":5,"bbox":[75.5,39.5,75.5,39.5],"type":"Feature"}}"#),
        &format!(r#"{{"\u0074ype":"Feature","prop\u0065rties":{{"\u0069d":"C"}},{at}}}"#),
        &format!(r#"{{"type":"\u0046eature","properties":{{"id":"\u0044"}},{at}}}"#),
    ]);
    let counted = world.counted(&[]);
    assert_eq!(counted.outcome.code, 0, "{:?}", counted.defects);
    assert_eq!(counted.flagged(), ["A", "B", "C", "D"]);
}

#[test]
fn an_escaped_member_name_of_the_collection_is_understood() {
    let world = World::new();
    world.write("mines.geojson", MINES.replacen("\"features\"", "\"f\\u0065atures\"", 1));
    assert_eq!(world.counted(&[]).flagged(), ["M1"]);
}

#[test]
fn foreign_members_of_features_are_said_and_cost_nothing() {
    let world = World::new();
    world.write("mines.geojson", MINES.replace("\"geometry\"", "\"style\":{\"fill\":\"red\"},\"geometry\""));
    let counted = world.counted(&[]);
    assert_eq!(counted.defect_lines(), ["foreign-members note - -"]);
    assert_eq!(counted.flagged(), ["M1"]);
}

#[test]
fn a_collection_inside_a_sequence_is_named() {
    let world = World::new();
    world.write("mines.geojson", format!("{}\n{}", lines()[0], collection(&[lines()[1]]).replace('\n', "")));
    let counted = world.counted(&[]);
    assert_eq!(counted.outcome.code, 3);
    assert_eq!(counted.defect_lines(), ["unreadable-feature refused 1 -"]);
}

/// Offices keep Chinese text in GBK; 乗 ends with the byte of a backslash there.
#[test]
fn a_file_in_gbk_is_told_to_be_no_utf_8() {
    let [rock, ride]: [&[u8]; 2] = [b"\xbf\xf3", b"\x81\x5c"];
    let line = |id: &str, name: &[u8]| {
        let (before, behind) = (
            format!(r#"{{"type":"Feature","properties":{{"id":"{id}","name":""#),
            r#""},"geometry":{"type":"Point","coordinates":[75.5,39.5]}}"#,
        );
        [before.as_bytes(), name, behind.as_bytes()].concat()
    };
    let layer = |one: &[u8], two: &[u8]| {
        [&br#"{"type":"FeatureCollection","features":["#[..], b"\n", one, b",\n", two, b"\n]}\n"].concat()
    };
    let world = World::new();
    for (case, bytes) in [
        ("all", layer(&line("M1", rock), &line("M2", rock))),
        ("a backslash", layer(&line("M1", ride), &line("M2", ride))),
        ("a backslash in the last", layer(&line("M1", rock), &line("M2", ride))),
    ] {
        world.write("mines.geojson", bytes);
        let outcome = world.flag(&["-o", "x.geojson"]);
        assert_eq!(outcome.code, 1, "{case}: {}", outcome.stderr);
        assert!(outcome.stderr.contains("not UTF-8"), "{case}: {}", outcome.stderr);
        let hint = outcome.stderr.lines().find(|line| line.contains("hint: ")).unwrap();
        assert!(hint.contains("UTF-8"), "{case}: {hint}");
    }
    // One bad feature among good ones is refused alone.
    world.write("mines.geojson", layer(&line("M1", rock), &line("M2", b"rock")));
    let counted = world.counted(&[]);
    assert_eq!(counted.defect_lines().len(), 1);
    assert!(counted.defects[0]["reason"].as_str().unwrap().contains("not UTF-8"), "{:?}", counted.defects);
    assert_eq!(counted.flagged(), ["M2"]);
}
