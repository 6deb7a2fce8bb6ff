//! `oreline rules`: check, test, diff, show, as a user meets them.

use serde_json::Value;

use crate::world::World;

const TABLE: &str = "\
编号,主题,判定,标记,脆弱性,状态,依据,条款
适用,t,scope,,mild|moderate|severe|extreme,,,
R1,t,exit,是,severe|extreme,,D,1
R2,t,conditional,,mild|moderate,,D,2
";

const EXAMPLES: &str = "\
案例,fragility,verdict,clauses,flag
重度,severe,exit,R1,yes
轻度,mild,conditional,R2,no
";

const PLAN: &str = "\
rules = [\"规则.csv\"]

[mines]
path = \"mines.geojson\"

[[zones]]
kind = \"prefecture\"
path = \"units.geojson\"
";

fn world() -> World {
    let world = World::new();
    world.write("规则.csv", TABLE);
    world.write("规则.examples.csv", EXAMPLES);
    world.write("plan.toml", PLAN);
    world
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

#[test]
fn a_clean_table_is_clean_by_file_plan_and_folder() {
    let world = world();
    let mut compared = 0;
    for table in ["规则.csv", "plan.toml", "."] {
        let outcome = world.run(&["rules", "check", table, "--as-of", "2026-01-01"]);
        assert_eq!(outcome.code, 0, "{outcome:?}");
        assert!(outcome.stdout.contains("1 pack on 2026-01-01: 0 findings, 0 notes"), "{}", outcome.stdout);
        compared += 1;
    }
    assert_eq!(compared, 3);
}

#[test]
fn faults_are_told_with_row_example_and_remedy() {
    let world = world();
    let faulty =
        TABLE.replace("R2,t,conditional,,mild|moderate", "R2,t,conditional,,moderate|severe").replace("D,2", "D,");
    world.write("坏.csv", &faulty);
    let outcome = world.run(&["rules", "check", "坏.csv", "--as-of", "2026-01-01"]);
    assert_eq!(outcome.code, 3, "{outcome:?}");
    insta::assert_snapshot!("rules_check", outcome.stdout);
    let found = json(&world.run(&["rules", "check", "坏.csv", "--json"]).stdout);
    let codes: Vec<&str> = found["found"].as_array().unwrap().iter().map(|one| one["code"].as_str().unwrap()).collect();
    assert_eq!(codes, ["no-citation", "overlap", "gap"]);
    assert_eq!((found["findings"].as_u64(), found["notes"].as_u64()), (Some(3), Some(0)));
    assert_eq!(found["found"][1]["places"][1]["row"], 4);
    assert_eq!(found["found"][2]["where"]["fragility"], "mild");
}

#[test]
fn all_unknown_words_are_told_at_once() {
    let world = world();
    let lines: Vec<String> = (0..30).map(|row| format!("X{row},t,exit,,sever,proposd,D,1")).collect();
    world.write("坏.csv", format!("{TABLE}{}\n", lines.join("\n")));
    let outcome = world.run(&["rules", "check", "坏.csv"]);
    assert_eq!(outcome.code, 1, "{outcome:?}");
    assert_eq!(outcome.stdout.lines().filter(|line| line.contains("unknown word")).count(), 60, "{}", outcome.stdout);
    assert!(outcome.stdout.contains("row 5, column 脆弱性: unknown word \"sever\" (did you mean \"severe\"?)"));
    let told = json(&world.run(&["rules", "check", "坏.csv", "--json"]).stdout);
    assert_eq!(told["unreadable"].as_array().unwrap().len(), 60);
}

#[test]
fn a_plan_is_compared_with_names_receptors_and_fields() {
    let world = world();
    world.write(
        "名称.csv",
        "id,topic,verdict,prefecture,lake_m,mineral,belt,doc,section\n\
         a,p,exit,甲县|无此县,,,,D,1\nb,q,exit,无此县,,,,D,2\nc,r,exit,,<5km,,,D,3\nd,s,exit,,,coal,,D,4\ne,u,exit,,,,某带,D,5\n",
    );
    let outcome = world.run(&["rules", "check", "名称.csv", "--plan", "plan.toml", "--json"]);
    let found = json(&outcome.stdout);
    let found: Vec<(&str, &str)> = found["found"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (one["code"].as_str().unwrap(), one["rules"][0].as_str().unwrap_or("")))
        .filter(|(code, _)| !matches!(*code, "gap"))
        .collect();
    for expected in [("unknown-zone", "b"), ("no-receptor", "c"), ("not-stated", "d"), ("not-stated", "e")] {
        assert!(found.contains(&expected), "{expected:?}: {found:?}");
    }
    assert_eq!(outcome.code, 3);
    // Without the plan nothing of this can be known.
    let alone = json(&world.run(&["rules", "check", "名称.csv", "--json"]).stdout);
    assert!(alone["found"].as_array().unwrap().iter().all(|one| one["code"] == "gap"), "{alone}");
}

#[test]
fn examples_pass_fail_or_are_missing() {
    let world = world();
    let outcome = world.run(&["rules", "test", "规则.csv"]);
    assert_eq!(outcome.code, 0, "{outcome:?}");
    assert!(outcome.stdout.ends_with("规则.examples.csv: 2 of 2 examples passed\n"), "{}", outcome.stdout);
    assert!(outcome.stdout.contains("never: R1 fragility: extreme"), "{}", outcome.stdout);

    world.write("别的.csv", EXAMPLES.replace("mild,conditional,R2", "severe,conditional,R2"));
    let outcome = world.run(&["rules", "test", "规则.csv", "--examples", "别的.csv"]);
    assert_eq!(outcome.code, 3, "{outcome:?}");
    insta::assert_snapshot!("rules_test", outcome.stdout);
    let told = json(&world.run(&["rules", "test", "规则.csv", "--examples", "别的.csv", "--json"]).stdout);
    assert_eq!((told["examples"].as_u64(), told["failed"].as_u64()), (Some(2), Some(1)));

    world.write("空.csv", "case,verdict\n");
    let outcome = world.run(&["rules", "test", "规则.csv", "--examples", "空.csv"]);
    assert_eq!(outcome.code, 1, "{outcome:?}");
    assert!(outcome.stderr.contains("no examples"), "{}", outcome.stderr);
    world.write("孤.csv", TABLE);
    let outcome = world.run(&["rules", "test", "孤.csv"]);
    assert!(outcome.code == 1 && outcome.stderr.contains("孤.examples.csv"), "{outcome:?}");
}

#[test]
fn two_versions_are_compared_by_rows_and_by_what_they_say() {
    let world = world();
    world.write("新.csv", TABLE.replace("R2,t,conditional", "R2,t,restricted") + "R3,u,review,,extreme,closed,D,3\n");
    let outcome = world.run(&["rules", "diff", "规则.csv", "新.csv", "--as-of", "2026-01-01"]);
    assert_eq!(outcome.code, 0, "{outcome:?}");
    insta::assert_snapshot!("rules_diff", outcome.stdout);
    let swapped: Vec<&str> = TABLE.lines().collect();
    world.write("换.csv", [swapped[0], swapped[3], swapped[1], swapped[2]].join("\n"));
    let outcome = world.run(&["rules", "diff", "规则.csv", "换.csv"]);
    assert!(outcome.stdout.contains("no mine is judged otherwise"), "{}", outcome.stdout);
    assert_eq!(
        json(&world.run(&["rules", "diff", "规则.csv", "换.csv", "--json"]).stdout)["comparison"]["alike"],
        true
    );
}

#[test]
fn with_a_plan_the_mines_that_change_are_listed() {
    let world = world();
    world.write("新.csv", TABLE.replace("R1,t,exit", "R1,t,prohibited"));
    let arguments = ["rules", "diff", "规则.csv", "新.csv", "--plan", "plan.toml", "-o", "变化.csv"];
    let outcome = world.run(&arguments);
    assert_eq!(outcome.code, 0, "{outcome:?}");
    let csv = world.read("变化.csv");
    let told = json(&world.run(&["rules", "diff", "规则.csv", "新.csv", "--plan", "plan.toml", "--json"]).stdout);
    let mines = &told["mines"];
    let changed = mines["changed"].as_array().unwrap();
    assert!(!changed.is_empty(), "{told}");
    assert_eq!(csv.lines().count(), changed.len() + 1, "{csv}");
    for change in changed {
        assert_eq!(
            (change["old_verdict"].as_str(), change["new_verdict"].as_str()),
            (Some("exit"), Some("prohibited"))
        );
        assert_eq!(change["why"], "R1 changed in verdict");
    }
    let count = |name: &str| usize::try_from(mines[name].as_u64().unwrap()).unwrap();
    assert_eq!(changed.len() + count("other_flag") + count("other_clauses") + count("same"), count("mines"));
    // What is there is not replaced unasked, and no input ever.
    assert_ne!(world.run(&arguments).code, 0);
    assert_eq!(world.run(&[&arguments[..], &["--overwrite"]].concat()).code, 0);
    let onto_input = ["rules", "diff", "规则.csv", "新.csv", "--plan", "plan.toml", "-o", "新.csv", "--overwrite"];
    assert_ne!(world.run(&onto_input).code, 0);
}

#[test]
fn tables_are_shown_in_three_forms() {
    let world = world();
    let text = world.run(&["rules", "show", "规则.csv", "--as-of", "2026-01-01"]);
    assert_eq!(text.code, 0);
    insta::assert_snapshot!("rules_show", text.stdout);
    let markdown = world.run(&["rules", "show", "规则.csv", "--format", "markdown"]);
    assert!(markdown.stdout.contains("### t") && markdown.stdout.contains("| **R1** |"), "{}", markdown.stdout);
    let html = world.run(&["rules", "show", "plan.toml", "--format", "html", "-o", "规则.html"]);
    assert_eq!(html.code, 0, "{html:?}");
    assert!(world.read("规则.html").ends_with("</html>\n"));
    assert_ne!(world.run(&["rules", "show", "plan.toml", "--format", "html", "-o", "规则.html"]).code, 0);
    assert_eq!(world.run(&["rules", "show", "规则.csv", "--json"]).code, 2);
}

#[test]
fn what_is_not_there_is_said() {
    let world = world();
    let mut compared = 0;
    for arguments in [
        &["rules", "check", "没有.csv"][..],
        &["rules", "check", "规则.csv", "--reading", "a=b"],
        &["rules", "check", "规则.csv", "--as-of", "soon"],
        &["rules", "test", "没有.csv"],
        &["rules", "diff", "规则.csv", "没有.csv"],
        &["rules", "show", "没有.toml"],
        &["rules", "check", "规则.csv", "--plan", "没有.toml"],
    ] {
        let outcome = world.run(arguments);
        assert!(matches!(outcome.code, 1 | 2) && outcome.stderr.contains("hint:"), "{arguments:?}: {outcome:?}");
        compared += 1;
    }
    assert_eq!(compared, 7);
}
