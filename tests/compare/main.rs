//! `oreline compare` on pairs of runs with known edits: a folder for each case holds both plans with their layers, what was edited
//! in words, and what must be said of it. Mines, kinds of change and causes must be exactly these.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout, reason = "a test may fail")]

mod outputs;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::{Value, json};

/// Fewer cases than this show too little.
const LEAST_CASES: usize = 20;
/// Distances are told in metres with three digits; expected ones are written with one.
const NEAR_M: f64 = 0.6;

pub(crate) fn oreline(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(assert_cmd::cargo::cargo_bin!("oreline"))
        .current_dir(folder)
        .env("SOURCE_DATE_EPOCH", "1795305599")
        .args(arguments)
        .output()
        .unwrap()
}

pub(crate) fn cases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/compare/cases");
    let mut cases: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    cases.sort();
    cases
}

fn expected(case: &Path) -> Value {
    serde_json::from_str(&fs::read_to_string(case.join("expected.json")).unwrap()).unwrap()
}

/// Flags both plans of a case, in the forms that it asks for; gives their names.
pub(crate) fn flag_both(case: &Path, forms: &Value, folder: &Path) -> [String; 2] {
    ["OLD", "NEW"].map(|name| {
        let form = &forms[usize::from(name == "NEW")];
        let (given, written) = match form.as_str().unwrap() {
            "folder" => (format!("{name}/"), format!("{name}/flagged.gpkg")),
            ending => (format!("{name}.{ending}"), format!("{name}.{ending}")),
        };
        fs::create_dir_all(folder.join(&written).parent().unwrap()).unwrap();
        let plan = case.join(name.to_lowercase());
        let run = oreline(folder, &["flag", plan.to_str().unwrap(), "-o", &written, "-q", "--overwrite"]);
        let message = String::from_utf8_lossy(&run.stderr);
        assert!(matches!(run.status.code(), Some(0 | 3)), "{}: {message}", case.display());
        given
    })
}

fn compared(case: &Path, expected: &Value) -> Value {
    let folder = tempfile::tempdir().unwrap();
    let [old, new] = flag_both(case, &expected["forms"], folder.path());
    let further: Vec<&str> =
        expected["arguments"].as_array().unwrap().iter().map(|word| word.as_str().unwrap()).collect();
    let run = oreline(folder.path(), &[&["compare", &old, &new, "--json"], further.as_slice()].concat());
    assert!(run.status.success(), "{}: {}", case.display(), String::from_utf8_lossy(&run.stderr));
    serde_json::from_slice(&run.stdout).unwrap()
}

fn words(value: &Value) -> String {
    value.as_str().map_or_else(|| "None".to_owned(), str::to_owned)
}

/// Causes of a mine as its expectation writes them.
fn causes(change: &Value) -> Vec<String> {
    let cause = |cause: &Value| {
        let weight = match cause["weight"].as_str().unwrap() {
            "alone" => "",
            "either" => " (each alone would do)",
            "together" => " (only together)",
            other => panic!("{other}"),
        };
        let text = cause["text"].as_str().unwrap().replace("OLD.geojson", "OLD");
        format!("{}: {text}{weight}", cause["cause"].as_str().unwrap().replace('_', " "))
    };
    let mut causes: Vec<String> = change["causes"].as_array().unwrap().iter().map(cause).collect();
    causes.sort();
    causes
}

fn sorted(list: &Value) -> Vec<String> {
    let mut list: Vec<String> = list.as_array().into_iter().flatten().map(words).collect();
    list.sort();
    list
}

fn attributes(change: &Value) -> Vec<String> {
    let attribute = |one: &Value| format!("{}: {} -> {}", words(&one["field"]), words(&one["old"]), words(&one["new"]));
    change["attributes"].as_array().unwrap().iter().map(attribute).collect()
}

/// What differs between a comparison and what is expected of it.
fn differences(found: &Value, expected: &Value) -> Vec<String> {
    let mut differences = Vec::new();
    let mut differ = |what: String, found: &dyn std::fmt::Debug, wanted: &dyn std::fmt::Debug| {
        let (found, wanted) = (format!("{found:?}"), format!("{wanted:?}"));
        if found != wanted {
            differences.push(format!("{what}: found {found}, expected {wanted}"));
        }
    };
    let changes: BTreeMap<&str, &Value> =
        found["changes"].as_array().unwrap().iter().map(|change| (change["mine"].as_str().unwrap(), change)).collect();
    let wanted = expected["changes"].as_object().unwrap();
    let mut names: Vec<&str> = wanted.keys().map(String::as_str).collect();
    names.sort_unstable();
    differ("mines".to_owned(), &changes.keys().copied().collect::<Vec<_>>(), &names);
    for (mine, wanted) in wanted {
        let Some(change) = changes.get(mine.as_str()) else { continue };
        differ(format!("{mine}: kinds"), &change["kinds"], &wanted["kinds"]);
        differ(format!("{mine}: matched by"), &change["matched_by"], &wanted["by"]);
        differ(format!("{mine}: causes"), &causes(change), &sorted(&wanted["causes"]));
        differ(format!("{mine}: attributes"), &attributes(change), &sorted(&wanted["attributes"]));
        if let Some(metres) = wanted["moved_m"].as_f64() {
            let found = change["moved"]["distance_m"].as_f64().unwrap();
            differ(format!("{mine}: moved {found}"), &((found - metres).abs() < NEAR_M), &true);
        }
        for (member, name) in
            [("area_old_ha", "area_old_m2"), ("area_new_ha", "area_new_m2"), ("area_diff_ha", "difference_m2")]
        {
            if let Some(hectares) = wanted[member].as_f64() {
                let found = change["moved"][name].as_f64().unwrap() / 1e4;
                differ(format!("{mine}: {member} {found}"), &((found - hectares).abs() < 0.01), &true);
            }
        }
        let might_be = change["might_be_others"].as_u64().unwrap() > 0;
        differ(format!("{mine}: might be others"), &might_be, &(wanted["rivals"] == true));
        if let Some(refused) = wanted["refused"].as_str() {
            differ(format!("{mine}: refused"), &words(&change["refused"]).contains(refused), &true);
        }
    }
    differ("unchanged".to_owned(), &found["mines"]["unchanged"], &expected["unchanged"]);
    let zone = |zone: &Value| {
        let name = match (zone["name"][0].as_str(), zone["name"][1].as_str()) {
            (Some(old), Some(new)) if old != new => format!("{old} -> {new}"),
            (old, new) => old.or(new).unwrap().to_owned(),
        };
        format!("{} {} {name}", words(&zone["kind"]), words(&zone["change"]))
    };
    let zones: Vec<String> = found["zones"].as_array().unwrap().iter().map(zone).collect();
    differ("zones".to_owned(), &zones, &expected["zones"].as_array().unwrap().iter().map(words).collect::<Vec<_>>());
    let rule = |rule: &Value| {
        let column = |column: &Value| {
            format!("{} {} -> {}", words(&column["column"]), words(&column["old"]), words(&column["new"]))
        };
        let columns: Vec<String> = rule["columns"].as_array().unwrap().iter().map(column).collect();
        match rule["change"].as_str().unwrap() {
            "changed" => format!("{}: {}", words(&rule["rule"]), columns.join(", ")),
            change => format!("{} {change}", words(&rule["rule"])),
        }
    };
    let rules: Vec<String> = found["rules"].as_array().unwrap().iter().map(rule).collect();
    differ("rules".to_owned(), &rules, &expected["rules"].as_array().unwrap().iter().map(words).collect::<Vec<_>>());
    let remarks: Vec<String> = found["remarks"].as_array().unwrap().iter().map(words).collect();
    let told = expected["remarks"].as_array().unwrap();
    differ(format!("remarks {remarks:?}"), &remarks.len(), &told.len());
    for part in told.iter().map(words) {
        differ(format!("a remark with {part:?}"), &remarks.iter().any(|remark| remark.contains(&part)), &true);
    }
    differences
}

#[test]
fn every_case_names_its_edits_and_causes_and_nothing_else() {
    let (mut wrong, mut mines, mut kinds, mut named) = (Vec::new(), 0, BTreeMap::new(), BTreeMap::new());
    for case in cases() {
        let expected = expected(&case);
        let found = compared(&case, &expected);
        let name = case.file_name().unwrap().to_string_lossy().into_owned();
        wrong.extend(differences(&found, &expected).into_iter().map(|difference| format!("{name}: {difference}")));
        // Every mine of both runs is told of once.
        let count = |member: &Value| member.as_u64().unwrap();
        let changed = found["changes"].as_array().unwrap().len() as u64;
        let only = |kind: &str| count(&found["kinds"][kind]);
        assert_eq!(
            changed + count(&found["mines"]["unchanged"]),
            count(&found["new"]["mines"]) + only("gone"),
            "{name}"
        );
        assert_eq!(
            count(&found["old"]["mines"]) + only("added"),
            count(&found["new"]["mines"]) + only("gone"),
            "{name}: added and gone"
        );
        for change in found["changes"].as_array().unwrap() {
            mines += 1;
            for kind in change["kinds"].as_array().unwrap() {
                *kinds.entry(words(kind)).or_insert(0) += 1;
            }
            for cause in change["causes"].as_array().unwrap() {
                *named.entry(words(&cause["cause"])).or_insert(0) += 1;
            }
        }
    }
    println!("{} cases with {mines} changed mines: {kinds:?}; causes {named:?}", cases().len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(cases().len() >= LEAST_CASES && mines >= 60, "{} cases, {mines} mines", cases().len());
    for kind in ["newly_flagged", "cleared", "verdict", "changed", "added", "gone", "moved", "edited"] {
        assert!(kinds.contains_key(kind), "no case shows {kind}");
    }
    for cause in [
        "line_moved",
        "zone_added",
        "zone_removed",
        "zone_split",
        "zone_renamed",
        "class_changed",
        "rule_changed",
        "mine_changed",
        "unknown",
    ] {
        assert!(named.contains_key(cause), "no case shows {cause}");
    }
}

#[test]
fn a_wrong_expectation_is_found_and_named() {
    let case = cases().into_iter().find(|case| case.ends_with("border_moved")).unwrap();
    let expected = expected(&case);
    let found = compared(&case, &expected);
    assert_eq!(differences(&found, &expected), [""; 0]);
    let mut other = expected.clone();
    other["changes"]["D"]["causes"] = json!(["class changed: 西县 mild -> severe"]);
    assert!(differences(&found, &other)[0].contains("causes"));
    let mut missing = expected.clone();
    missing["changes"]["A"] = missing["changes"]["D"].clone();
    assert!(differences(&found, &missing)[0].contains("mines"));
    let mut kinds = expected.clone();
    kinds["changes"]["D"]["kinds"] = json!(["cleared", "verdict"]);
    assert!(differences(&found, &kinds)[0].contains("kinds"));
}

#[test]
fn every_case_says_what_was_edited() {
    for case in cases() {
        let edit = words(&expected(&case)["edit"]);
        assert!(edit.ends_with('.'), "{}: {edit}", case.display());
        for side in ["old", "new"] {
            assert!(case.join(side).join("plan.toml").is_file(), "{}", case.display());
        }
    }
    assert!(cases().len() >= LEAST_CASES);
}

/// Turned round, what was added is gone, what was flagged anew is cleared, and everything else is as much.
#[test]
fn the_other_way_round_is_the_opposite() {
    let mut compared_cases = 0;
    for case in cases() {
        let folder = tempfile::tempdir().unwrap();
        let [old, new] = flag_both(&case, &json!(["gpkg", "gpkg"]), folder.path());
        let there = oreline(folder.path(), &["compare", &old, &new, "--json"]);
        let back = oreline(folder.path(), &["compare", &new, &old, "--json"]);
        let [there, back]: [Value; 2] = [there, back].map(|run| serde_json::from_slice(&run.stdout).unwrap());
        for (one, other) in [
            ("newly_flagged", "cleared"),
            ("cleared", "newly_flagged"),
            ("added", "gone"),
            ("gone", "added"),
            ("moved", "moved"),
            ("verdict", "verdict"),
            ("edited", "edited"),
        ] {
            assert_eq!(there["kinds"][one], back["kinds"][other], "{}: {one}", case.display());
        }
        assert_eq!(there["mines"], back["mines"], "{}", case.display());
        compared_cases += 1;
    }
    assert!(compared_cases >= LEAST_CASES);
}
