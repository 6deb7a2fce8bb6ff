//! `oreline explain`: why one mine came to its verdict, for people and programs.

use serde_json::Value;

use crate::world::{Outcome, World, collection};

const TABLE: &str = "\
id,pack,kind,verdict,flag,fragility,mineral,status,redline,lake_m,reading,effective_from,effective_to,overrides,reason,doc,section,action,action_zh,note
A1,方案,paper,prohibited,yes,severe|extreme,molybdenum,,,,,,,,,Paper,2.1,No mining,不得开采,Only one mineral is named
A2,方案,paper,restricted,no,severe|extreme,,operating,,,,,,,,Paper,2.2,No growth,不扩大,
A3,方案,paper,exit,no,,,,touch|sliver|overlap,,,,,,,Paper,2.3,Leave,退出,
A4,方案,paper,conditional,no,mild|moderate,,,,,,,,,,Paper,2.4,With care,审慎,
A5,方案,paper,restricted,no,,,,,<5km,,,,,,Paper,2.5,Keep away from lakes,远离湖泊,
A6,方案,paper,restricted,no,mild,antimony,,,,,,,,,Paper,2.6,,,
B1,省条例,law,conditional,no,severe,,,,,,,,,,Act,Art. 1,,,
B2,省条例,law,allowed,no,severe,,operating,,,,,,A2,an operating mine is spared,Act,Art. 2,,,
C1,解读,local,allowed,no,mild,,,,,ore=wide*,,,,,Office,1,,,
C2,解读,local,prohibited,no,mild,,,,,ore=narrow,,,,,Office,1,,,
D1,旧法,local,exit,no,mild,,,,,,,2020-12-31,,,Office,2,,,
D2,新法,local,prohibited,no,mild,gold,,,,,2030-01-01,,,,Office,3,,,
";

fn mine(id: &str, name: &str, stated: &str, at: &str) -> String {
    format!(
        r#"{{"type":"Feature","properties":{{"id":"{id}","name":"{name}","name_en":"Mine {id}"{stated}}},"geometry":{{"type":"Point","coordinates":{at}}}}}"#
    )
}

/// M1 is prohibited, M2 conditional unless its mineral is antimony, M3 outside of everything.
fn world() -> World {
    let world = World::new();
    world.write(
        "mines.geojson",
        collection(&[
            &mine("M1", "钼矿", r#","mineral":"钼矿","status":"在产""#, "[75.5,39.5]"),
            &mine("M2", "矿二", r#","mineral":null,"status":"closed""#, "[76.5,39.5]"),
            &mine("M3", "矿三", r#","mineral":"gold","status":"???""#, "[80.5,39.5]"),
            &mine("M4", "同名", r#","mineral":"gold","status":"closed""#, "[76.6,39.5]"),
            &mine("M5", "同名", r#","mineral":"gold","status":"closed""#, "[76.7,39.5]"),
            r#"{"type":"Feature","properties":{"id":"B"},"geometry":null}"#,
        ]),
    );
    let square = "[[[75.9,39.4],[76.1,39.4],[76.1,39.6],[75.9,39.6],[75.9,39.4]]]";
    world.write("redlines.geojson", collection(&[&crate::world::unit("R1", "", square)]));
    let lake = r#"{"type":"Feature","properties":{"name":"博湖","kind":"lake"},"geometry":{"type":"Point","coordinates":[76.72,39.5]}}"#;
    world.write("lakes.geojson", collection(&[lake]));
    world.write("rules.csv", TABLE);
    world.write("plan.toml", PLAN);
    world
}

const PLAN: &str = r#"
rules = ["rules.csv"]
[mines]
path = "mines.geojson"
id = "id"
name = "name"
[[zones]]
kind = "prefecture"
path = "units.geojson"
[[zones]]
kind = "redline"
path = "redlines.geojson"
[[zones]]
kind = "receptor"
path = "lakes.geojson"
"#;

fn explained(world: &World, arguments: &[&str]) -> Value {
    let outcome = world.run(&[&["explain", "plan.toml"], arguments, &["--json"]].concat());
    assert_eq!((outcome.code, outcome.stderr.as_str()), (0, ""), "{arguments:?}");
    assert_eq!(outcome.stdout.lines().count(), 1);
    serde_json::from_str(&outcome.stdout).unwrap()
}

fn ids(rules: &Value) -> Vec<&str> {
    rules.as_array().unwrap().iter().map(|rule| rule["id"].as_str().unwrap()).collect()
}

#[test]
fn the_text_tells_everything_of_a_mine_that_is_prohibited() {
    let outcome = world().run(&["explain", "plan.toml", "M1"]);
    assert_eq!((outcome.code, outcome.stderr.as_str()), (0, ""));
    insta::assert_snapshot!("explain-prohibited", outcome.stdout);
}

#[test]
fn the_text_tells_what_is_not_known_of_a_mine_in_review() {
    let outcome = world().run(&["explain", "plan.toml", "矿二"]);
    assert_eq!((outcome.code, outcome.stderr.as_str()), (0, ""));
    insta::assert_snapshot!("explain-open", outcome.stdout);
}

#[test]
fn without_tables_the_built_in_rule_is_explained() {
    let layers =
        ["explain", "--mines", "mines.geojson", "--prefectures", "units.geojson", "--redlines", "redlines.geojson"];
    let outcome = world().run(&[&layers[..], &["M1"]].concat());
    assert_eq!((outcome.code, outcome.stderr.as_str()), (0, ""));
    insta::assert_snapshot!("explain-built-in", outcome.stdout);
}

#[test]
fn rules_fire_are_overridden_open_or_missed_by_one_condition() {
    let world = world();
    let object = explained(&world, &["M1"]);
    let rules = &object["rules"];
    assert_eq!(object["result"]["verdict"], "prohibited");
    assert_eq!(object["result"]["flag_basis"], serde_json::json!(["A1"]));
    assert_eq!(ids(&rules["fired"]), ["A1", "A2", "B1", "B2"]);
    assert_eq!(rules["fired"][1]["overridden_by"], serde_json::json!(["B2: an operating mine is spared"]));
    assert_eq!(rules["winner"]["rules"], serde_json::json!(["A1"]));
    assert_eq!(
        (&rules["winner"]["conflict"], &rules["unverified"]),
        (&Value::from(true), &serde_json::json!(["省条例"]))
    );
    assert_eq!(rules["fired"][0]["conditions"][1]["value"], "molybdenum 钼");
    // One condition keeps these from firing: no red line, no lake, not mild.
    assert_eq!(ids(&rules["missed_by_one"]), ["A3", "A5", "A4", "C1"]);

    let object = explained(&world, &["M2"]);
    assert_eq!(
        (&object["result"]["verdict"], &object["rules"]["winner"]["missing"]),
        (&Value::from("review"), &serde_json::json!(["mineral"]))
    );
    assert_eq!(ids(&object["rules"]["open"]), ["A6"]);
    let sentence = object["result"]["sentence"].as_str().unwrap();
    assert!(sentence.contains("A6 (restricted 限制) may apply, but mineral is not known"), "{sentence}");

    let object = explained(&world, &["M3"]);
    let sentence = object["result"]["sentence"].as_str().unwrap();
    assert!(sentence.contains("no rule speaks of this mine"), "{sentence}");
    assert_eq!(object["noted"][0]["code"], "unknown-word");
}

#[test]
fn other_readings_and_days_are_tried() {
    let world = world();
    let object = explained(&world, &["M4"]);
    let reading = &object["rules"]["readings"][0];
    assert_eq!(
        (&reading["name"], &reading["in_use"], &reading["default"]),
        (&Value::from("ore"), &serde_json::json!(["wide"]), &Value::from(true))
    );
    let others: Vec<(&str, &str)> = reading["others"]
        .as_array()
        .unwrap()
        .iter()
        .map(|other| (other["choice"].as_str().unwrap(), other["verdict"].as_str().unwrap()))
        .collect();
    assert_eq!(others, [("narrow", "prohibited"), ("all", "prohibited")]);
    let left: Vec<(&str, &str)> = object["rules"]["not_in_force"]
        .as_array()
        .unwrap()
        .iter()
        .map(|rule| (rule["id"].as_str().unwrap(), rule["verdict"].as_str().unwrap()))
        .collect();
    assert_eq!(left, [("D1", "exit"), ("D2", "prohibited")]);
    assert_eq!(object["result"]["verdict"], "conditional");
    // What is said of another reading and another day is what a run under them says.
    for (arguments, verdict) in [
        (["--reading", "ore=narrow"], "prohibited"),
        (["--as-of", "2020-06-01"], "exit"),
        (["--as-of", "2030-01-01"], "prohibited"),
    ] {
        assert_eq!(
            explained(&world, &[&arguments[..], &["M4"]].concat())["result"]["verdict"],
            verdict,
            "{arguments:?}"
        );
    }
}

#[test]
fn a_mine_that_is_moved_beyond_a_border_comes_to_what_was_said() {
    let world = world();
    let before = explained(&world, &["M1"]);
    let borders = before["borders"].as_array().unwrap();
    let said: Vec<(&str, &str, &str)> = borders
        .iter()
        .map(|border| {
            (border["kind"].as_str().unwrap(), border["zone"].as_str().unwrap(), border["verdict"].as_str().unwrap())
        })
        .collect();
    assert_eq!(said, [("redline", "unit R1", "prohibited"), ("prefecture", "乙", "conditional")]);
    // 0.4 and 0.5 degrees of longitude at 39.5 degrees north: 34.4 and 43.0 km.
    for (border, expected_m) in borders.iter().zip([34_411.0, 43_014.0]) {
        let distance_m = border["distance_m"].as_f64().unwrap();
        assert!((distance_m - expected_m).abs() < 40.0, "{distance_m} is not about {expected_m}");
    }
    // Into 乙 south of the red line, and into the red line.
    let mut compared = 0;
    for (at, kind) in [("[76.001,39.2]", "prefecture"), ("[75.9000001,39.5]", "redline")] {
        world.write("mines.geojson", collection(&[&mine("M1", "钼矿", r#","mineral":"钼矿","status":"在产""#, at)]));
        let after = explained(&world, &["M1"]);
        let border = borders.iter().find(|border| border["kind"] == kind).unwrap();
        assert_eq!(
            (&after["result"]["verdict"], &after["result"]["flagged"]),
            (&border["verdict"], &border["flagged"]),
            "{kind}"
        );
        compared += 1;
    }
    assert_eq!(compared, 2);
}

#[test]
fn a_fact_that_is_changed_comes_to_what_was_said() {
    let world = world();
    let before = explained(&world, &["M5"]);
    assert_eq!(before["result"]["verdict"], "restricted", "1.7 km from the lake");
    let changes = before["changes"].as_array().unwrap();
    let facts: Vec<&str> = changes.iter().map(|change| change["fact"].as_str().unwrap()).collect();
    assert_eq!(facts, ["lake_m"], "antimony is as strict as the lake");
    assert!(changes[0]["value"].as_str().unwrap().starts_with("1.7"), "{}", changes[0]);
    let far: Vec<&Value> =
        changes[0]["groups"].as_array().unwrap().iter().filter(|group| group["changes"] == true).collect();
    assert_eq!((far.len(), &far[0]["verdict"]), (1, &Value::from("conditional")));

    let before = explained(&world, &["M4"]);
    let minerals = before["changes"].as_array().unwrap().iter().find(|change| change["fact"] == "mineral").unwrap();
    let stricter = minerals["groups"].as_array().unwrap().iter().find(|group| group["changes"] == true).unwrap();
    assert_eq!(
        (&stricter["verdict"], &stricter["values"]),
        (&Value::from("restricted"), &serde_json::json!(["antimony 锑"]))
    );
    world.write("mines.geojson", world.read("mines.geojson").replace(r#""gold""#, r#""锑""#));
    assert_eq!(explained(&world, &["M4"])["result"]["verdict"], "restricted");
}

fn fails(world: &World, mine: &str) -> Outcome {
    let outcome = world.run(&["explain", "plan.toml", mine]);
    assert_eq!((outcome.code, outcome.stdout.as_str()), (2, ""), "{mine}");
    outcome
}

#[test]
fn a_mine_is_found_by_id_name_or_number_and_else_the_nearest_are_named() {
    let world = world();
    let mut compared = 0;
    for word in ["M1", "钼矿", "Mine M1", "#0", " M1 "] {
        assert_eq!(explained(&world, &[word])["mine"]["id"], "M1", "{word}");
        compared += 1;
    }
    assert_eq!(compared, 5);
    for (word, expected) in [
        ("同名", &["2 mines: #3 M4 同名 Mine M4; #4 M5 同名 Mine M5", "by its number"][..]),
        ("M11", &["no mine \"M11\" among 5", "did you mean #0 M1"]),
        ("钼", &["no mine", "#0 M1 钼矿"]),
        ("B", &["the mine \"B\" was refused", "geometry"]),
        ("#5", &["was refused"]),
        ("#77", &["no mine"]),
        ("nothing like it", &["no mine", "the first is #0 M1"]),
        ("", &["no mine"]),
    ] {
        let outcome = fails(&world, word);
        for part in expected {
            assert!(outcome.stderr.contains(part), "{word}: {part}: {}", outcome.stderr);
        }
    }
    for arguments in [&["explain", "M1"][..], &["explain", "plan.toml", "M1", "--mines", "mines.geojson"]] {
        let outcome = world.run(arguments);
        assert_eq!(outcome.code, 2, "{arguments:?}");
        assert!(outcome.stderr.contains("oreline explain PLAN MINE"), "{}", outcome.stderr);
    }
}

/// A mine of the core and one of the periphery, with the rules that the set ships.
#[test]
fn mines_of_the_shipped_qinba_set_stay_explained_as_they_are() {
    let repository = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    for (mine, snapshot) in [("QB-D040", "explain-qinba-core"), ("南泥湖钼矿", "explain-qinba-periphery")] {
        let mut command = World::new().command();
        command.current_dir(repository).args(["explain", "layers/qinba", mine, "--as-of", "2026-01-01"]);
        let output = command.output().unwrap();
        assert!(output.status.success(), "{output:?}");
        insta::assert_snapshot!(snapshot, String::from_utf8(output.stdout).unwrap());
    }
}
