//! The attributes of a mine come first, as its source wrote them: name, order, type, value, spelling.

use crate::world::{World, features};

fn mine(properties: &str) -> String {
    format!(
        r#"{{"type":"Feature","properties":{{{properties}}},"geometry":{{"type":"Point","coordinates":[75.50,39.5e0]}}}}"#
    )
}

const MEMBERS: [&str; 14] = [
    r#""id":"M1""#,
    r#""reserve":1.50"#,
    r#""grade":1e3"#,
    r#""licence":12345678901234567890"#,
    r#""long":65300020090121100000012"#,
    r#""exact":0.1000000000000000055511151231257827"#,
    r#""minus":-0.0"#,
    r#""名称":"阿舍勒铜矿""#,
    r#""escaped \"name\"":"tab\t quote\" back\\ 𠮷""#,
    r#""yes":true"#,
    r#""nothing":null"#,
    r#""list":[1, 2.0, {"a":null}]"#,
    r#""empty":"""#,
    r#""":"a field without a name""#,
];

#[test]
fn attributes_are_written_as_they_are_spelled() {
    let world = World::with_mines(&[&mine(&MEMBERS.join(","))]);
    let text = world.flag(&["-o", "-", "-q"]).stdout;
    let mut from = 0;
    for member in MEMBERS {
        let at = text[from..].find(member).unwrap_or_else(|| panic!("{member} is not in its place in {text}"));
        from += at + member.len();
    }
    assert!(text[from..].starts_with(",\"prefecture\":\"甲\""), "added fields follow: {}", &text[from..]);
    assert!(text.contains("[75.50,39.5e0]"), "a point is copied: {text}");
}

#[test]
fn numbers_keep_their_spelling_in_a_pretty_printed_source_too() {
    let world = World::new();
    let pretty = format!(
        "{{\n  \"type\": \"FeatureCollection\",\n  \"features\": [\n    {{\n      \"type\": \"Feature\",\n      \"properties\": {{\n        {}\n      }},\n      \"geometry\": {{ \"type\": \"Point\", \"coordinates\": [\n 75.50,\n 39.5e0 ] }}\n    }}\n  ]\n}}\n",
        MEMBERS.map(|member| member.replacen("\":", "\": ", 1)).join(",\n        ")
    );
    world.write("mines.geojson", pretty);
    let text = world.flag(&["-o", "-", "-q"]).stdout;
    for word in [
        "1.50",
        "1e3",
        "12345678901234567890",
        "65300020090121100000012",
        "0.1000000000000000055511151231257827",
        "-0.0",
        "75.50",
        "39.5e0",
    ] {
        assert!(text.contains(word), "{word}: {text}");
    }
    let feature_lines = text.lines().filter(|line| line.contains("\"Feature\"")).count();
    assert_eq!(feature_lines, 1, "a feature stands on one line: {text}");
    assert_eq!(features(&text).len(), 1);
}

#[test]
fn the_id_member_is_kept_as_it_is_spelled() {
    let with_id =
        |id: &str| mine(r#""name":"n""#).replacen("\"properties\"", &format!("\"id\":{id},\"properties\""), 1);
    let ids = [r#""矿-1""#, "7", "12345678901234567890", "1.50"];
    let sources: Vec<String> = ids.iter().map(|id| with_id(id)).collect();
    let world = World::with_mines(&sources.iter().map(String::as_str).collect::<Vec<_>>());
    let text = world.flag(&["-o", "-", "-q"]).stdout;
    for id in ids {
        assert!(text.contains(&format!("\"id\":{id},\"properties\"")), "{id}: {text}");
    }
}

#[test]
fn a_field_that_the_source_has_already_is_kept_and_the_added_one_gets_a_prefix() {
    let world =
        World::with_mines(&[&mine(r#""id":"M1","flagged":"by hand","Tie":5,"ol_tie":6"#), &mine(r#""id":"M2""#)]);
    let counted_text = world.flag(&["-o", "-", "-q"]).stdout;
    let found = features(&counted_text);
    let properties = &found[0]["properties"];
    assert_eq!((&properties["flagged"], &properties["ol_flagged"]), (&"by hand".into(), &true.into()));
    assert_eq!(
        (&properties["Tie"], &properties["ol_tie"], &properties["ol_ol_tie"]),
        (&5.into(), &6.into(), &false.into())
    );
    assert_eq!(found[1]["properties"]["ol_flagged"], true, "the same names for every mine: {}", found[1]);
    assert!(found[1]["properties"].get("flagged").is_none());
}

#[test]
fn the_style_follows_a_field_that_had_to_take_another_name() {
    let world = World::with_mines(&[&mine(r#""id":"M1","flagged":"by hand","flag_basis":1,"verdict":"mine""#)]);
    assert_eq!(world.flag(&["-o", "x.geojson", "-o", "y.geojson"]).code, 0);
    let style = world.read("x.qml");
    assert!(style.contains("ol_flag_basis") && style.contains("ol_verdict"));
    assert_eq!(style, world.read("y.qml"));
}

#[test]
fn mines_without_attributes_are_judged_too() {
    let bare = r#"{"type":"Feature","properties":null,"geometry":{"type":"Point","coordinates":[75.5,39.5]}}"#;
    let none = r#"{"type":"Feature","geometry":{"type":"Point","coordinates":[75.5,39.5]}}"#;
    let empty = r#"{"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[75.5,39.5]}}"#;
    let counted = World::with_mines(&[bare, none, empty]).counted(&[]);
    assert_eq!(counted.outcome.code, 0, "{:?}", counted.defects);
    assert_eq!(counted.summary["flagged"], 3);
}

#[test]
fn properties_that_are_no_object_refuse_the_feature() {
    let sound = mine(r#""id":"M1""#);
    for bad in ["5", "\"text\"", "[1]", "true"] {
        let feature = format!(
            r#"{{"type":"Feature","properties":{bad},"geometry":{{"type":"Point","coordinates":[75.5,39.5]}}}}"#
        );
        let counted = World::with_mines(&[&sound, &feature]).counted(&[]);
        assert_eq!(counted.defect_lines(), ["unreadable-feature refused 1 -"], "{bad}");
        assert_eq!(counted.flagged(), ["M1"], "{bad}");
    }
}

#[test]
fn chinese_names_blanks_and_commas_in_paths_do_no_harm() {
    let world = World::new();
    let mut compared = 0;
    for folder in ["数据 目录", "a,b", "x=1,y", "带 空格/更 深", "冒号:内"] {
        let (mines, units) = (format!("{folder}/矿 山.geojson"), format!("{folder}/县,区.geojson"));
        world.write(&mines, crate::world::MINES);
        world.write(&units, crate::world::UNITS);
        let output = format!("{folder}/结 果.geojson");
        let units = format!("{units},class=fragility,name=name");
        let outcome = world.run(&[
            "flag",
            "--mines",
            &mines,
            "--prefectures",
            &units,
            "-o",
            &output,
            "-o",
            &format!("{folder}/成 果.gpkg"),
        ]);
        assert_eq!(outcome.code, 0, "{folder}: {}", outcome.stderr);
        assert_eq!(crate::world::flagged_ids(&features(&world.read(&output))), ["M1"]);
        compared += 1;
    }
    assert_eq!(compared, 5);
}
