//! `oreline init`: a folder of layers becomes a plan that runs.

use std::path::Path;

use serde_json::Value;

use crate::world::World;

/// The layers of a shipped set, with its plan or without.
fn shipped(world: &World, set: &str, with_plan: bool) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("layers").join(set);
    for entry in std::fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        if name == "plan.toml" && with_plan {
            // The receptors of Xinjiang lie in another folder: here they stand beside the rest.
            let plan = std::fs::read_to_string(&path).unwrap().replace("../rights/", "");
            world.write(&format!("{set}-{with_plan}/{name}"), plan);
        } else if name != "plan.toml" {
            world.write(&format!("{set}-{with_plan}/{name}"), std::fs::read(&path).unwrap());
        }
    }
    if set == "xinjiang" {
        let receptors = folder.parent().unwrap().join("rights/receptors.geojson");
        world.write(&format!("{set}-{with_plan}/receptors.geojson"), std::fs::read(receptors).unwrap());
    }
}

#[test]
fn a_drafted_plan_judges_as_the_shipped_one() {
    let world = World::new();
    for set in ["xinjiang", "qinba"] {
        shipped(&world, set, true);
        shipped(&world, set, false);
        let outcome = world.run(&["init", &format!("{set}-false")]);
        assert_eq!((outcome.code, outcome.stderr.as_str()), (0, ""), "{}", outcome.stdout);
        let mut summaries = [true, false].map(|with_plan| {
            let folder = format!("{set}-{with_plan}");
            let outcome = world.run(&["flag", &folder, "-o", &format!("{folder}.geojson"), "--json"]);
            assert!(matches!(outcome.code, 0 | 3), "{outcome:?}");
            serde_json::from_str::<Value>(&outcome.stdout).unwrap()
        });
        for summary in &mut summaries {
            for key in ["seconds", "outputs"] {
                summary[key].take();
            }
        }
        assert!(summaries[0]["mines"]["used"].as_u64().unwrap() > 100);
        assert_eq!(summaries[0], summaries[1], "{set}");
        assert!(world.read(&format!("{set}-true.geojson")) == world.read(&format!("{set}-false.geojson")), "{set}");
    }
}

#[test]
fn the_plan_explains_its_guesses() {
    let world = World::new();
    shipped(&world, "qinba", false);
    world.write("qinba-false/sites.geojson", world.read("mines.geojson").replace("\"name\"", "\"label\""));
    world.write("qinba-false/坏.geojson", "{");
    let outcome = world.run(&["init", "qinba-false"]);
    insta::assert_snapshot!("init-text", outcome.stdout);
    insta::assert_snapshot!("init-plan", world.read("qinba-false/plan.toml"));
    let outcome = world.run(&["init", "qinba-false", "--overwrite", "--json"]);
    let object: Value = serde_json::from_str(&outcome.stdout).unwrap();
    assert_eq!((&object["schema_version"], &object["complete"]), (&Value::from(1), &Value::from(true)));
    assert_eq!(object["layers"].as_array().unwrap().len(), 5);
    assert_eq!(object["left_out"].as_array().unwrap().len(), 3);
    assert_eq!(object["rules"], serde_json::json!(["rules.csv"]));
}

#[test]
fn a_plan_that_is_there_is_kept() {
    let world = World::new();
    shipped(&world, "qinba", true);
    let before = world.read("qinba-true/plan.toml");
    let outcome = world.run(&["init", "qinba-true"]);
    assert_eq!(outcome.code, 1);
    assert!(outcome.stderr.contains("--overwrite"), "{}", outcome.stderr);
    assert_eq!(world.read("qinba-true/plan.toml"), before);
    assert_eq!(world.run(&["init", "qinba-true", "--overwrite"]).code, 0);
    assert_ne!(world.read("qinba-true/plan.toml"), before);
}

#[test]
fn odd_names_and_missing_statements_make_a_sound_plan() {
    let world = World::new();
    let name = "县 \"甲\" # x";
    world.write(&format!("数据/{name} units.geojson"), world.read("units.geojson").replacen('{', "{\"crs\":null,", 1));
    world.write("数据/采矿权\\矿山.geojson", world.read("mines.geojson"));
    let outcome = world.run(&["init", "数据"]);
    assert_eq!(outcome.code, 3, "a layer states no system: {}", outcome.stdout);
    let plan = world.read("数据/plan.toml");
    assert!(plan.contains("# crs = \"EPSG:4490\""), "{plan}");
    world.write("数据/plan.toml", plan.replace("# crs", "crs"));
    let outcome = world.run(&["flag", "数据", "-o", "x.geojson"]);
    assert_eq!(outcome.code, 0, "{outcome:?}\n{plan}");
}

#[test]
fn a_folder_without_layers_is_wrong_usage() {
    let world = World::new();
    world.write("空/readme.txt", "");
    let outcome = world.run(&["init", "空"]);
    assert_eq!(outcome.code, 2);
    assert_eq!(world.run(&["init", "nowhere"]).code, 1);
}
