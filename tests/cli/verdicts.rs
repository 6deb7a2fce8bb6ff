//! Rule tables and lists of green mines in a run: what they say stands in every output, and what is not known is never in favour.

use serde_json::{Value, json};

use crate::world::{World, collection, read_again, unit};

/// A mine with what it states.
fn stating(id: &str, at: &str, states: &str) -> String {
    let place = format!(r#""geometry":{{"type":"Point","coordinates":{at}}}"#);
    format!(r#"{{"type":"Feature","properties":{{"id":"{id}","name":"{id} 矿"{states}}},{place}}}"#)
}

const SEVERE: &str = "[75.5,39.5]";
const MILD: &str = "[80.5,43.5]";

const RULES: &str = "\
id,pack,kind,fragility,mineral,status,right,verdict,flag,doc,section,action_zh,set_payer,effective_from,effective_to,reading
S,office,local,severe|extreme,,,,review,yes,plan,1,核查,,,,
M,office,local,mild|moderate,,,,conditional,no,plan,2,,,,,
C,office,local,,煤,operating|suspended,采,exit,yes,plan,3,有序退出,mine,,,
P,office,local,,,proposed,mining,prohibited,yes,plan,4,,,2020-01-01,2024-12-31,
O1,office,local,,金,,,restricted,no,plan,5,,,,,open=pit*
O2,office,local,,金,,,exit,no,plan,5,,,,,open=all mines
";

/// A table of a package, as GDAL reads it.
fn rows(world: &World, package: &str, table: &str) -> Vec<Value> {
    read_again(world, package, table, &[]).into_iter().map(|mut row| row["properties"].take()).collect()
}

/// Two units, mines in both that state different things, and a rule table.
fn world() -> World {
    let world = World::with_units(&[
        &unit("1", "severe", "[[[75,39],[76,39],[76,40],[75,40],[75,39]]]"),
        &unit("2", "mild", "[[[80,43],[81,43],[81,44],[80,44],[80,43]]]"),
    ]);
    let mines = [
        stating("coal", SEVERE, r#","mineral":"煤矿","status":"生产","right":"mining""#),
        stating("gold", MILD, r#","mineral":"金、铜","status":"operating","right":"mining""#),
        stating("new", MILD, r#","mineral":"铁","status":"proposed","right":"采矿权""#),
        stating("unsaid", MILD, r#","mineral":"coal","status":null,"right":"mining""#),
        stating("odd", MILD, r#","mineral":"煤碳","status":"operating","right":"mining""#),
        stating("outside", "[100,20]", r#","mineral":"iron","status":"operating","right":"mining""#),
    ];
    world.write("mines.geojson", collection(&mines.each_ref().map(String::as_str)));
    world.write("rules.csv", RULES);
    world
}

const BY_RULES: [&str; 2] = ["--rules", "rules.csv"];

#[test]
fn verdicts_name_their_clauses_and_what_is_missing() {
    let counted = world().counted(&BY_RULES);
    let mine = |id: &str| counted.mine(id);
    let said = |id: &str| {
        let mine = mine(id);
        json!([mine["verdict"], mine["clauses"], mine["missing"], mine["flagged"], mine["flag_basis"], mine["payer"]])
    };
    assert_eq!(said("coal"), json!(["exit", "C;S", null, true, "fragility:severe;C", "mine"]));
    assert_eq!(said("gold"), json!(["restricted", "O1;M", null, false, null, null]));
    // The rule on new mines has ended.
    assert_eq!(said("new"), json!(["conditional", "M", null, false, null, null]));
    // Were it operating, it would have to leave.
    assert_eq!(said("unsaid"), json!(["review", "M", "status", false, null, null]));
    assert_eq!(said("odd"), json!(["review", "M", "mineral", false, null, null]));
    assert_eq!(said("outside"), json!(["review", null, null, false, null, null]), "no rule speaks of it");
    assert_eq!(counted.outcome.code, 3, "a word that nobody knows needs a person");
    assert_eq!(counted.summary["defects"], json!({"unknown-word": 1}));
}

#[test]
fn the_day_and_the_reading_are_chosen_and_said() {
    let world = world();
    let counted = world.counted(&[&BY_RULES[..], &["--as-of", "2024-06-01", "--reading", "open=all mines"]].concat());
    assert_eq!(counted.mine("new")["verdict"], "prohibited");
    assert_eq!(counted.mine("gold")["clauses"], "O2;M");
    let rules = &counted.summary["rules"];
    assert_eq!((&rules["as_of"], &rules["readings"]), (&json!("2024-06-01"), &json!({"open": "all mines"})));
    let left_out = rules["left_out"].as_object().unwrap();
    assert_eq!(left_out.keys().collect::<Vec<_>>(), ["O1"]);
    for (arguments, problem) in [
        (&["--as-of", "31.12.2024x"][..], "no date"),
        (&["--reading", "open"], "NAME=CHOICE"),
        (&["--reading", "opne=pit"], "opne"),
        (&["--reading", "open=pits"], "pits"),
    ] {
        let outcome = world.flag(&[&BY_RULES[..], arguments, &["-o", "y.geojson"]].concat());
        assert!(matches!(outcome.code, 1 | 2) && outcome.stderr.contains(problem), "{outcome:?}");
    }
}

#[test]
fn options_about_rules_want_rules() {
    let world = world();
    for arguments in [["--as-of", "2024-06-01"], ["--reading", "open=pit"], ["--vocabulary", "v.toml"]] {
        let outcome = world.flag(&[&arguments[..], &["-o", "y.geojson"]].concat());
        assert_eq!(outcome.code, 2, "{outcome:?}");
        assert!(outcome.stderr.contains("--rules FILE"), "{outcome:?}");
    }
    // Other tables than those of the plan have other readings.
    world.write("plan.toml", "rules = [\"rules.csv\"]\nreadings = { open = \"all mines\" }\n[mines]\npath = \"mines.geojson\"\n[[zones]]\nkind = \"prefecture\"\npath = \"units.geojson\"\n");
    world.write("other.csv", "id,fragility,verdict,doc,section\nA,mild,allowed,d,1\n");
    assert_eq!(world.run(&["flag", "plan.toml", "-o", "a.geojson"]).code, 3);
    assert_eq!(world.run(&["flag", "plan.toml", "--rules", "other.csv", "-o", "b.geojson"]).code, 0);
}

#[test]
fn packs_that_do_not_agree_and_unverified_law_are_told_in_every_output() {
    let world = world();
    world.write(
        "law.csv",
        "id,pack,kind,right,fragility,verdict,doc,section\nL,省条例,law,mining,severe|mild,prohibited,条例,15\n",
    );
    let arguments = ["--rules", "rules.csv", "--rules", "law.csv", "-o", "out.gpkg", "-o", "o.csv"];
    let outcome = world.flag(&arguments);
    assert_eq!(outcome.code, 3, "{outcome:?}");
    let text = &outcome.stdout;
    assert!(text.contains("UNVERIFIED RULES 未核实规则: 省条例"), "{text}");
    assert!(text.contains("5 mines on which packs of rules do not agree"), "{text}");
    let mines = rows(&world, "out.gpkg", "mines");
    let coal = mines.iter().find(|mine| mine["id"] == "coal").unwrap();
    assert_eq!(coal["verdict"], "prohibited");
    assert_eq!(coal["conflict"], "office:exit;省条例:prohibited");
    assert_eq!(coal["unverified"], "省条例");
    let outside = mines.iter().find(|mine| mine["id"] == "outside").unwrap();
    assert_eq!((&outside["unverified"], &outside["conflict"]), (&Value::Null, &Value::Null));
    assert!(world.read("o.csv").lines().next().unwrap().contains("unverified"));
    let conflicts = rows(&world, "out.gpkg", "conflicts");
    assert_eq!(conflicts.len(), 10, "two packs for each of five mines");
    let of_coal: Vec<_> = conflicts.iter().filter(|row| row["mine"] == "coal").collect();
    let said: Vec<_> =
        of_coal.iter().map(|row| (&row["pack"], &row["verdict"], &row["clauses"], &row["result"])).collect();
    let [a, b] = [json!(["office", "exit", "C;S", "prohibited"]), json!(["省条例", "prohibited", "L", "prohibited"])];
    for (said, expected) in said.iter().zip([a, b]) {
        assert_eq!(json!([said.0, said.1, said.2, said.3]), expected);
    }
    let rules = rows(&world, "out.gpkg", "rules");
    let law = rules.iter().find(|rule| rule["rule"] == "L").unwrap();
    assert_eq!((&law["pack_kind"], &law["fired"], &law["decided"]), (&json!("law (unverified)"), &json!(5), &json!(5)));
    let left_out = rules.iter().find(|rule| rule["rule"] == "P").unwrap();
    assert!(left_out["state"].as_str().unwrap().contains("2024-12-31"), "{left_out}");
    let manifest = rows(&world, "out.gpkg", "manifest");
    assert!(manifest.iter().any(|row| row["value"].as_str().unwrap_or("").contains("UNVERIFIED")), "{manifest:?}");
}

#[test]
fn a_list_of_green_mines_joins_by_name_and_is_gone_through() {
    let world = world();
    world.write("green.csv", "名称,级别,年度\noutside 矿,国家级,2019\nOUTSIDE矿,自治区级,2020\nunsayd 矿,国家级,2019\n谁也不知道,国家级,2019\nnew 矿,中级,2019\n");
    world.write("rules.csv", "id,green_mine,verdict,doc,section\nG,national,conditional,d,1\nN,none,restricted,d,2\n");
    let outcome = world.flag(&["--rules", "rules.csv", "--green-mines", "green.csv", "-o", "out.gpkg"]);
    assert_eq!(outcome.code, 3, "{outcome:?}");
    let mines = rows(&world, "out.gpkg", "mines");
    let of = |id: &str| mines.iter().find(|mine| mine["id"] == id).unwrap();
    let outside = of("outside");
    assert_eq!(
        (&outside["green_mine"], &outside["green_year"], &outside["green_match"]),
        (&json!("national"), &json!(2019), &json!("exact"))
    );
    assert_eq!(outside["clauses"], "G");
    // What is only similar never counts.
    assert_eq!((&of("unsaid")["green_mine"], &of("unsaid")["clauses"]), (&Value::Null, &json!("N")));
    let review = rows(&world, "out.gpkg", "green_review");
    let outcomes: Vec<(&str, &str)> =
        review.iter().map(|row| (row["name"].as_str().unwrap(), row["outcome"].as_str().unwrap())).collect();
    assert_eq!(
        outcomes,
        [("outside 矿", "exact"), ("OUTSIDE矿", "normalised"), ("unsayd 矿", "candidates"), ("谁也不知道", "none")]
    );
    assert!(review[2]["mines"].as_str().unwrap().contains("unsaid"), "{:?}", review[2]);
    let defects = rows(&world, "out.gpkg", "defects");
    assert!(
        defects.iter().any(|row| row["code"] == "green-list-row" && row["reason"].as_str().unwrap().contains("row 6"))
    );
    let outcome = world.flag(&["--green-mines", "green.csv", "--strict", "-o", "y.gpkg"]);
    assert!(outcome.code == 1 && outcome.stderr.contains("green-list-row"), "{outcome:?}");
    let outcome = world.flag(&["--green-mines", "rules.csv", "-o", "y.gpkg"]);
    assert_eq!(outcome.code, 1);
    assert!(outcome.stderr.contains("名称, 级别, 年度"), "{}", outcome.stderr);
}

#[test]
fn everything_that_is_wrong_in_a_table_is_told_at_once_and_nothing_is_written() {
    let world = world();
    world.write(
        "bad.csv",
        "id,fragility,minral,verdict,effective_from\nA,sever,,exit,2024-13-01\nA,severe,,prohibitd,\n",
    );
    let outcome = world.flag(&["--rules", "bad.csv", "-o", "y.geojson"]);
    assert_eq!(outcome.code, 1);
    for part in ["row 1, column minral", "mineral", "row 2, column fragility", "severe", "2024-13-01", "prohibited"] {
        assert!(outcome.stderr.contains(part), "{part}: {}", outcome.stderr);
    }
}

#[test]
fn threads_and_the_order_of_rows_change_nothing() {
    let world = world();
    let arguments = |threads: &'static str, file: &'static str| ["--rules", file, "--threads", threads, "-o", "-"];
    let straight = world.flag(&arguments("1", "rules.csv")).stdout;
    let mut lines: Vec<&str> = RULES.lines().collect();
    lines[1..].reverse();
    world.write("turned.csv", lines.join("\n"));
    assert!(straight.contains("\"clauses\":\"C;S\""));
    assert_eq!(straight, world.flag(&arguments("4", "turned.csv")).stdout);
}
