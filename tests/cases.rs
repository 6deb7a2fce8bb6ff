//! A folder for each case: a plan with small layers, and what must come of it.
//!
//! `BLESS=1 cargo test --test cases` writes the expected files anew; a plain run never does.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout, reason = "a test may fail")]

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// Digits behind the point that count: a tenth of a millimetre in degrees.
const DIGITS: i32 = 9;
/// Digits that count in all: large areas differ in the last ones between mathematical libraries.
const SIGNIFICANT: i32 = 13;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join("cases")
}

fn cases() -> Vec<PathBuf> {
    let entries = fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path());
    let mut cases: Vec<PathBuf> = entries.filter(|path| path.is_dir()).collect();
    cases.sort();
    cases
}

/// What came of a case: exit code, defects by code, features.
fn run(case: &Path) -> Value {
    let out = tempfile::tempdir().unwrap();
    let (place, package) = (out.path().join("x.geojson"), out.path().join("x.gpkg"));
    let output = Command::new(assert_cmd::cargo::cargo_bin!("oreline"))
        .arg("flag")
        .arg(case)
        .arg("-o")
        .arg(&place)
        .arg("-o")
        .arg(&package)
        .arg("--json")
        .output()
        .unwrap();
    let message = String::from_utf8_lossy(&output.stderr);
    assert!(matches!(output.status.code(), Some(0 | 3)), "{}: {message}", case.display());
    let summary: Value = serde_json::from_slice(&output.stdout).unwrap();
    let layer: Value = serde_json::from_slice(&fs::read(place).unwrap()).unwrap();
    serde_json::json!({
        "type": "FeatureCollection",
        "exit_code": output.status.code(),
        "defects": summary["defects"],
        "features": layer["features"],
        "overlaps": rows(&package, "overlaps"),
        "slivers": rows(&package, "slivers"),
    })
}

/// The rows of a layer of a package, without their geometry; none where the package does not hold the layer.
fn rows(package: &Path, layer: &str) -> Vec<Value> {
    let package = rusqlite::Connection::open(package).unwrap();
    let Ok(mut query) = package.prepare(&format!("SELECT * FROM {layer} ORDER BY fid")) else { return Vec::new() };
    let names: Vec<String> = query.column_names().into_iter().map(str::to_owned).collect();
    let row = |row: &rusqlite::Row<'_>| -> Value {
        let cell = |column: usize| match row.get::<_, rusqlite::types::Value>(column).unwrap() {
            rusqlite::types::Value::Integer(number) => Value::from(number),
            rusqlite::types::Value::Real(number) => Value::from(number),
            rusqlite::types::Value::Text(text) => Value::from(text),
            rusqlite::types::Value::Null | rusqlite::types::Value::Blob(_) => Value::Null,
        };
        // The number of a row and its geometry say nothing here; nor does the number of the mine beside its id.
        let is_telling = |name: &str| !["fid", "geom", "feature"].contains(&name);
        let columns = names.iter().enumerate().filter(|(_, name)| is_telling(name));
        columns.map(|(column, name)| (name.clone(), cell(column))).collect::<serde_json::Map<_, _>>().into()
    };
    query.query_map([], |found| Ok(row(found))).unwrap().map(Result::unwrap).collect()
}

/// What is a list in a result, and stands there one item a line.
const LISTS: [&str; 3] = ["features", "overlaps", "slivers"];

/// One feature or row a line, so that a change is easy to read. Rows that are not there are left out.
fn text(result: &Value) -> String {
    let mut text = format!(
        "{{\n\"type\": \"FeatureCollection\",\n\"exit_code\": {},\n\"defects\": {}",
        result["exit_code"], result["defects"]
    );
    for list in LISTS {
        let items: Vec<String> = items(result, list).iter().map(Value::to_string).collect();
        if !items.is_empty() {
            let _ = write!(text, ",\n\"{list}\": [\n{}\n]", items.join(",\n"));
        }
    }
    text + "\n}\n"
}

fn items(result: &Value, list: &str) -> Vec<Value> {
    result[list].as_array().cloned().unwrap_or_default()
}

/// The same with numbers rounded, so that the last bit of a float does not count.
fn rounded(value: &Value) -> Value {
    match value {
        Value::Number(number) if number.is_f64() => {
            let number = number.as_f64().unwrap();
            let digits_before = if number == 0.0 { 0 } else { number.abs().log10().floor() as i32 + 1 };
            let scale = 10_f64.powi(DIGITS.min(SIGNIFICANT - digits_before));
            Value::from((number * scale).round() / scale)
        }
        Value::Array(items) => items.iter().map(rounded).collect(),
        Value::Object(members) => members.iter().map(|(name, value)| (name.clone(), rounded(value))).collect(),
        other => other.clone(),
    }
}

/// Where two results differ first, for people.
fn difference(expected: &Value, found: &Value) -> String {
    for member in ["exit_code", "defects"] {
        if expected[member] != found[member] {
            return format!("{member}: expected {}, found {}", expected[member], found[member]);
        }
    }
    for list in LISTS {
        let (expected, found) = (items(expected, list), items(found, list));
        for (expected, found) in expected.iter().zip(&found) {
            if expected != found {
                return format!("expected {expected}\n   found {found}");
            }
        }
        if expected.len() != found.len() {
            return format!("{} {list} expected, {} found", expected.len(), found.len());
        }
    }
    "no difference".to_owned()
}

#[test]
fn every_case_comes_to_what_is_expected() {
    let bless = std::env::var("BLESS").is_ok_and(|value| value == "1");
    let mut differences = Vec::new();
    let mut compared = 0;
    for case in cases() {
        let name = case.file_name().unwrap().to_string_lossy().into_owned();
        let found = run(&case);
        let expected_file = case.join("expected.geojson");
        if bless {
            fs::write(&expected_file, text(&found)).unwrap();
        }
        let expected = fs::read_to_string(&expected_file)
            .unwrap_or_else(|_| panic!("{name} has no expected.geojson: look at the case, then run with BLESS=1"));
        let (expected, found) = (rounded(&serde_json::from_str(&expected).unwrap()), rounded(&found));
        assert!(!expected["features"].as_array().unwrap().is_empty(), "{name} expects nothing");
        let difference = difference(&expected, &found);
        if difference != "no difference" {
            differences.push(format!("{name}: {difference}"));
        }
        compared += expected["features"].as_array().unwrap().len();
    }
    println!("{} cases with {compared} mines compared", cases().len());
    assert!(differences.is_empty(), "{}", differences.join("\n"));
    assert!(cases().len() >= 30 && compared >= 150);
}

#[test]
fn every_case_says_in_three_lines_what_it_shows() {
    for case in cases() {
        let name = case.display();
        let readme = fs::read_to_string(case.join("README.md")).unwrap_or_else(|_| panic!("{name} has no README.md"));
        let lines = readme.lines().filter(|line| !line.trim().is_empty()).count();
        assert_eq!(lines, 3, "{name}");
        assert!(case.join("plan.toml").exists(), "{name} has no plan.toml");
    }
    assert!(!cases().is_empty());
}

#[test]
fn a_difference_is_found_and_named() {
    let case = &cases()[0];
    let found = rounded(&run(case));
    let mut wrong = found.clone();
    let flagged = &mut wrong["features"][0]["properties"]["flagged"];
    *flagged = Value::Bool(*flagged != true);
    assert_ne!(wrong, found);
    assert!(difference(&wrong, &found).contains("\"flagged\""));
    let mut moved = found.clone();
    moved["features"][0]["geometry"]["coordinates"] = serde_json::json!([75.000_001, 39.0]);
    assert_ne!(rounded(&moved), found);
}
