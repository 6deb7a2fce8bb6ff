//! Deliveries of the shipped sets, read by programs that know nothing of oreline: GDAL, geopandas, `DuckDB`, openpyxl.

use std::path::Path;
use std::process::Command;

use serde_json::{Map, Value};

use crate::pyproj::python;
use crate::support;

/// What the readers found; `None` where they are not installed and need not be.
fn read(delivery: &Path, parquet: &Path, flatgeobuf: &Path) -> Option<Value> {
    let python = python()?;
    let script = support::repository().join("tests/peers/read_delivery.py");
    let run = Command::new(python).arg(script).args([delivery, parquet, flatgeobuf]).output().unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    Some(serde_json::from_slice(&run.stdout).unwrap())
}

fn near(one: &Value, other: &Value) -> bool {
    match (one.as_f64(), other.as_f64()) {
        (Some(one), Some(other)) => (one - other).abs() <= 1e-9 * one.abs().max(1.0),
        _ => one == other,
    }
}

/// Counts of words, without the empty ones; the summary calls what is nowhere "none".
fn counts(of: &Value) -> Map<String, Value> {
    let counted = of.as_object().unwrap().iter().filter(|(_, count)| **count != 0);
    counted
        .map(|(word, count)| (if word.is_empty() { "none".to_owned() } else { word.clone() }, count.clone()))
        .collect()
}

#[test]
fn every_reader_finds_the_same_in_every_part() {
    let (mut compared, mut sums, mut shown) = (0, 0, 0);
    for set in ["xinjiang", "qinba", "chongqing", "rights"] {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        let (delivery, parquet, flatgeobuf) = (at("成果 1"), at("x.parquet"), at("x.fgb"));
        let run = Command::new(env!("CARGO_BIN_EXE_oreline"))
            .arg("flag")
            .arg(support::layers(set))
            .arg("-o")
            .arg(delivery.join(""))
            .arg("-o")
            .arg(&parquet)
            .arg("-o")
            .arg(&flatgeobuf)
            .args(["--csv", "--json"])
            .output()
            .unwrap();
        assert!(run.status.success(), "{set}: {}", String::from_utf8_lossy(&run.stderr));
        let summary: Value = serde_json::from_slice(&run.stdout).unwrap();
        let verify = Command::new(env!("CARGO_BIN_EXE_oreline")).arg("verify").arg(&delivery).output().unwrap();
        assert!(verify.status.success(), "{set}: {}", String::from_utf8_lossy(&verify.stdout));
        let Some(found) = read(&delivery, &parquet, &flatgeobuf) else { return };
        let answers = found["answers"].as_object().unwrap();
        assert_eq!(answers.len(), 7, "{set}");
        let first = &answers["GDAL, GeoPackage"];
        for (reader, answer) in answers {
            for (what, value) in answer.as_object().unwrap() {
                // A sheet has columns for people beside the fields.
                if what == "fields" && !reader.starts_with("GDAL") {
                    continue;
                }
                // GeoJSON is WGS 84 by its standard, which is taken as equal.
                let geojson = Value::from("4326");
                let wanted = if what == "crs" && reader == "GDAL, GeoJSON" { &geojson } else { &first[what] };
                let is_same = match (value.as_array(), wanted.as_array()) {
                    (Some(one), Some(other)) => one.iter().zip(other).all(|(one, other)| near(one, other)),
                    _ => near(value, wanted),
                };
                assert!(is_same, "{set}: {reader}: {what}: {value}, GeoPackage: {wanted}");
                sums += 1;
            }
            compared += 1;
        }
        assert_eq!(first["crs"], "4490", "{set}");
        assert_eq!((&first["mines"], &first["flagged"]), (&summary["mines"]["used"], &summary["flagged"]), "{set}");
        for (word, counted) in
            [("prefecture", "by_prefecture"), ("verdict", "by_verdict"), ("fragility", "by_fragility")]
        {
            assert_eq!(counts(&first[word]), counts(&summary[counted]), "{set}: {word}");
        }
        assert_eq!(found["flagged"]["mines"], summary["flagged"], "{set}");
        let sheets: Vec<u64> =
            found["sheets"].as_object().unwrap().values().map(|sheet| sheet["rows"].as_u64().unwrap()).collect();
        assert_eq!(Some(sheets[0]), summary["flagged"].as_u64(), "{set}: {}", found["sheets"]);
        assert_eq!(Some(sheets[1]), summary["mines"]["used"].as_u64(), "{set}: {}", found["sheets"]);
        assert!(sheets.len() >= 10, "{set}: {}", found["sheets"]);
        let aliases = &found["aliases"];
        assert_eq!(aliases["wrong"], Value::Array(Vec::new()), "{set}");
        assert!(aliases["checked"].as_u64() > Some(50) && aliases["domains"].as_u64() > Some(3), "{set}: {aliases}");
        shown += aliases["checked"].as_u64().unwrap();
        assert_eq!(found["systems"], serde_json::json!(["EPSG:4490"]), "{set}");
        assert!(found["layers"].as_object().unwrap().len() >= 5, "{set}: {}", found["layers"]);
    }
    println!("{compared} parts read, {sums} counts and sums compared, {shown} aliases shown by GDAL");
    assert!(compared == 28 && sums > 200);
}
