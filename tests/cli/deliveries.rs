//! A delivery folder: its manifest, `oreline verify`, and what else may lie in the folder.

use std::fs;

use serde_json::{Value, json};

use crate::world::World;

fn delivered(more: &[&str]) -> World {
    let world = World::new();
    let outcome = world.flag(&[&["-o", "成果/"], more].concat());
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    world
}

fn manifest(world: &World) -> Value {
    serde_json::from_str(&world.read("成果/manifest.json")).unwrap()
}

/// The names of the parts with their content hashes.
fn parts(world: &World) -> Vec<(String, String)> {
    let manifest = manifest(world);
    let parts = manifest["outputs"].as_array().unwrap().iter();
    let text = |part: &Value, name: &str| part[name].as_str().unwrap().to_owned();
    parts.map(|part| (text(part, "path"), text(part, "sha256"))).collect()
}

/// `oreline verify`: exit code, and its JSON.
fn verified(world: &World) -> (i32, Value) {
    let outcome = world.run(&["verify", "成果", "--json"]);
    let json = serde_json::from_str(&outcome.stdout).unwrap_or_else(|error| panic!("{error}: {outcome:?}"));
    (outcome.code, json)
}

/// Paths that are not as they were, of the list with this name.
fn differing(verification: &Value, list: &str) -> Vec<(String, String)> {
    let all = verification[list].as_array().unwrap().iter();
    let differing = all.filter(|one| one["state"] != "same");
    differing.map(|one| (one["path"].as_str().unwrap().to_owned(), one["state"].as_str().unwrap().to_owned())).collect()
}

#[test]
fn the_manifest_names_every_file_of_the_folder_and_all_that_it_was_made_from() {
    let world = delivered(&["--csv"]);
    let (manifest, parts) = (manifest(&world), parts(&world));
    let listed: Vec<&str> = parts.iter().map(|(path, _)| path.as_str()).collect();
    let mut found = Vec::new();
    for entry in fs::read_dir(world.path("成果")).unwrap().map(Result::unwrap) {
        let name = entry.file_name().into_string().unwrap();
        if entry.path().is_dir() {
            let inside = fs::read_dir(entry.path()).unwrap().map(|entry| entry.unwrap().file_name());
            found.extend(inside.map(|inside| format!("{name}/{}", inside.into_string().unwrap())));
        } else if name != "manifest.json" {
            found.push(name);
        }
    }
    found.sort();
    let mut sorted = listed.clone();
    sorted.sort_unstable();
    assert_eq!(sorted, found);
    assert!(listed.contains(&"flagged.gpkg") && listed.contains(&"README.txt"));
    let inputs: Vec<(&str, &str)> = manifest["inputs"]
        .as_array()
        .unwrap()
        .iter()
        .map(|input| (input["role"].as_str().unwrap(), input["path"].as_str().unwrap()))
        .collect();
    assert_eq!(inputs, [("mines", "mines.geojson"), ("prefectures", "units.geojson")]);
    let mines = &manifest["inputs"][0];
    assert_eq!(mines["files"][0]["bytes"], fs::metadata(world.path("mines.geojson")).unwrap().len());
    assert_eq!(mines["features"], manifest["counts"]["mines"]["read"]);
    let own = "2026-11-21T23:59:59Z";
    assert_eq!((manifest["written"].as_str(), manifest["options"]["csv"].as_bool()), (Some(own), Some(true)));
    let (code, verification) = verified(&world);
    assert_eq!((code, &verification["is_same"]), (0, &json!(true)));
    assert!(listed.len() >= 4, "{listed:?}");
}

#[test]
fn content_hashes_do_not_depend_on_threads_or_on_the_time_of_day() {
    let sums = |threads: &str, epoch: &str| {
        let world = World::new();
        let mut command = world.command();
        command.env("SOURCE_DATE_EPOCH", epoch).args(["flag", "--mines", "mines.geojson", "--prefectures"]);
        let run = command.args(["units.geojson", "-o", "成果/", "--csv", "--threads", threads]).output().unwrap();
        assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
        parts(&world)
    };
    let first = sums("1", "1795305599");
    assert!(first.len() >= 4);
    assert_eq!(first, sums("2", "1795305599"));
    assert_eq!(first, sums("3", "1795219200"), "another hour of the same day");
}

#[test]
fn verify_says_what_differs() {
    let world = delivered(&[]);
    let mut compared = 0;
    let mut expect = |code: i32, parts: &[(&str, &str)], inputs: &[(&str, &str)]| -> Value {
        let (found, verification) = verified(&world);
        let owned = |list: &[(&str, &str)]| -> Vec<(String, String)> {
            list.iter().map(|(path, state)| ((*path).to_owned(), (*state).to_owned())).collect()
        };
        assert_eq!(differing(&verification, "parts"), owned(parts));
        assert_eq!(differing(&verification, "inputs"), owned(inputs));
        assert_eq!(found, code, "{verification}");
        compared += 1;
        verification
    };
    expect(0, &[], &[]);
    // QGIS touches a package that it opens: other bytes, the same content.
    let package = rusqlite::Connection::open(world.path("成果/flagged.gpkg")).unwrap();
    package
        .execute_batch(
            "PRAGMA journal_mode = WAL; UPDATE gpkg_contents SET last_change = '2030-01-01T00:00:00Z'; VACUUM; PRAGMA journal_mode = DELETE;",
        )
        .unwrap();
    expect(0, &[], &[]);
    package
        .execute_batch(
            "UPDATE gpkg_data_columns SET title = 'Other' WHERE column_name = 'flagged'; DELETE FROM manifest;",
        )
        .unwrap();
    let told = expect(1, &[("flagged.gpkg", "changed")], &[]);
    let difference = told["parts"].as_array().unwrap().iter().find_map(|part| part["difference"].as_str()).unwrap();
    assert!(difference.contains("table gpkg_data_columns has other values"), "{difference}");
    assert!(difference.contains("table manifest has 0 rows, it had"), "{difference}");
    drop(package);
    assert_eq!(world.flag(&["-o", "成果/", "--overwrite"]).code, 0);
    expect(0, &[], &[]);
    fs::remove_file(world.path("成果/README.txt")).unwrap();
    world.write("成果/备注.txt", "ours");
    let told = expect(1, &[("README.txt", "missing")], &[]);
    assert_eq!(told["others"], json!(["备注.txt"]));
    world.write("成果/flagged.gpkg", "no package");
    expect(1, &[("flagged.gpkg", "changed"), ("README.txt", "missing")], &[]);
    assert_eq!(world.flag(&["-o", "成果/", "--overwrite"]).code, 0);
    world.write("units.geojson", world.read("units.geojson") + "\n");
    expect(3, &[], &[("units.geojson", "changed")]);
    fs::rename(world.path("mines.geojson"), world.path("moved.geojson")).unwrap();
    fs::rename(world.path("units.geojson"), world.path("also.geojson")).unwrap();
    // Whoever got the folder alone has no inputs.
    expect(0, &[], &[("mines.geojson", "missing"), ("units.geojson", "missing")]);
    let edited = world.read("成果/manifest.json").replacen("\"read\": ", "\"read\": 1", 1);
    world.write("成果/manifest.json", edited);
    let told = expect(1, &[], &[("mines.geojson", "missing"), ("units.geojson", "missing")]);
    assert_eq!(told["manifest_is_intact"], false);
    assert_eq!(compared, 9);
}

#[test]
fn verify_refuses_what_is_no_delivery() {
    let world = World::new();
    world.write("leer/x.txt", "");
    world.write("other/manifest.json", "{\"name\": \"a web page\"}");
    world.write("damaged/manifest.json", "{");
    world.write("newer/manifest.json", "{\"program\": \"oreline\", \"schema_version\": 2}");
    let cases = [
        ("没有", "no such folder"),
        ("leer", "holds no manifest.json"),
        ("other", "was not written by oreline"),
        ("damaged", "is no JSON object"),
        ("newer", "is of another version of oreline"),
    ];
    for (folder, problem) in cases {
        let outcome = world.run(&["verify", folder]);
        assert_eq!(outcome.code, 1, "{folder}");
        assert!(outcome.stderr.contains(problem) && outcome.stderr.contains("hint"), "{folder}: {}", outcome.stderr);
    }
}

/// A manifest could name any file of the machine.
#[test]
fn verify_reads_no_file_outside_of_the_folder() {
    let world = delivered(&[]);
    let mut manifest = manifest(&world);
    manifest["outputs"][0]["path"] = json!("../mines.geojson");
    world.write("成果/manifest.json", manifest.to_string());
    let (code, verification) = verified(&world);
    assert_eq!((code, differing(&verification, "parts")), (1, vec![("../mines.geojson".into(), "missing".into())]));
}

#[test]
fn a_made_up_manifest_removes_no_file_outside_of_the_folder() {
    let world = delivered(&[]);
    world.write("kept.txt", "abc");
    world.write("成果/old.txt", "abc");
    // FIPS 180-2, appendix B.1: the sum of "abc".
    let sum = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    let mut manifest = manifest(&world);
    let parts = manifest["outputs"].as_array_mut().unwrap();
    let kept = world.path("kept.txt");
    for path in ["../kept.txt", kept.to_str().unwrap(), "old.txt"] {
        parts.push(json!({"path": path, "bytes": 3, "sha256": sum}));
    }
    world.write("成果/manifest.json", manifest.to_string());
    assert_eq!(world.flag(&["-o", "成果/", "--overwrite"]).code, 0);
    assert!(world.holds("kept.txt"));
    assert!(!world.holds("成果/old.txt"), "a part of an earlier run goes");
}

#[test]
fn other_files_of_a_delivery_folder_are_never_touched() {
    let world = World::new();
    world.write("成果/我的.txt", "mine");
    world.write("成果/styles/own.qml", "mine");
    assert_eq!(world.flag(&["-o", "成果/", "--csv"]).code, 0);
    assert!(world.holds("成果/flagged.gpkg"));
    // Without --overwrite nothing is replaced; with it, what the manifest lists.
    assert_eq!(world.flag(&["-o", "成果/"]).code, 1);
    assert_eq!(world.flag(&["-o", "成果/", "--overwrite"]).code, 0);
    assert_eq!((world.read("成果/我的.txt"), world.read("成果/styles/own.qml")), ("mine".into(), "mine".into()));
    // The sheets of the earlier run would tell of another one.
    assert!(!world.holds("成果/csv"));
}

#[test]
fn a_file_that_only_bears_the_name_of_a_part_is_not_replaced() {
    let world = World::new();
    let mut refused = 0;
    for name in ["flagged.gpkg", "manifest.json", "README.txt", "flagged.qml"] {
        world.write(&format!("成果/{name}"), "{\"theirs\": true}");
        let outcome = world.flag(&["-o", "成果/", "--overwrite"]);
        assert_eq!(outcome.code, 1, "{name}: {}", outcome.stdout);
        assert!(outcome.stderr.contains("is not known to be written by oreline"), "{name}: {}", outcome.stderr);
        assert!(outcome.stderr.contains(name), "{name}: {}", outcome.stderr);
        fs::remove_file(world.path(&format!("成果/{name}"))).unwrap();
        refused += 1;
    }
    assert_eq!(refused, 4);
}

#[test]
fn a_folder_that_cannot_be_written_to_is_told_before_anything_is_read() {
    let world = World::new();
    world.write("file", "");
    let outcome = world.flag(&["-o", "file/成果/"]);
    assert_eq!(outcome.code, 1);
    assert!(outcome.stderr.contains("cannot be written"), "{}", outcome.stderr);
}

#[test]
fn language_theme_and_csv_come_from_the_plan_too() {
    let world = World::new();
    let layers = "[mines]\npath = \"mines.geojson\"\n[[zones]]\nkind = \"prefecture\"\npath = \"units.geojson\"\n";
    let head = "title = \"Mines\"\ntitle_zh = \"矿山\"\nlang = \"zh\"\ntheme = \"cvd\"\ncsv = true\n";
    world.write("plan.toml", format!("{head}{layers}"));
    assert_eq!(world.run(&["flag", "plan.toml", "-o", "成果/"]).code, 0);
    let told = manifest(&world);
    assert_eq!(
        (&told["title"], &told["options"]["lang"], &told["options"]["theme"]),
        (&json!("矿山"), &json!("zh"), &json!("cvd"))
    );
    let beaten = world.run(&["flag", "plan.toml", "-o", "成果/", "--overwrite", "--lang", "en", "--theme", "classic"]);
    assert_eq!(beaten.code, 0, "{}", beaten.stderr);
    let told = manifest(&world);
    assert_eq!(
        (&told["title"], &told["options"]["lang"], &told["options"]["theme"]),
        (&json!("Mines"), &json!("en"), &json!("classic"))
    );
    for (head, problem) in [
        ("lang = \"de\"\n", "is none of zh, en, both"),
        ("theme = \"rainbow\"\n", "is none of default, cvd, classic"),
        ("csv = 1\n", "neither true nor false"),
    ] {
        world.write("plan.toml", format!("{head}{layers}"));
        let outcome = world.run(&["flag", "plan.toml", "-o", "x.geojson"]);
        assert!(outcome.code == 1 || outcome.code == 2, "{outcome:?}");
        assert!(outcome.stderr.contains(problem), "{}", outcome.stderr);
    }
}
#[test]
fn a_part_of_an_earlier_run_that_somebody_changed_stays() {
    let world = delivered(&["--csv"]);
    let names = parts(&world).into_iter().map(|(path, _)| path);
    let sheets: Vec<String> = names.filter(|path| path.starts_with("csv/")).collect();
    assert!(sheets.len() > 3, "{sheets:?}");
    world.write(&format!("成果/{}", sheets[0]), "with remarks");
    let outcome = world.flag(&["-o", "成果/", "--overwrite"]);
    assert_eq!(outcome.code, 0);
    assert!(outcome.stdout.contains(&sheets[0]) && outcome.stdout.contains("it stays"), "{}", outcome.stdout);
    assert_eq!(world.read(&format!("成果/{}", sheets[0])), "with remarks");
    assert!(!world.holds(&format!("成果/{}", sheets[1])));
}
