//! Every format, read again; files; closed pipes; the examples of the help.

use std::io::Read;
use std::process::Stdio;

use gdal::Dataset;
use gdal::vector::LayerAccess;
use serde_json::Value;

use crate::support::{layers, repository};
use crate::{answer, ask, ask_in, command};

/// RFC 4180, read by the book.
fn records(text: &str) -> Vec<Vec<String>> {
    let (mut records, mut record, mut field) = (Vec::new(), Vec::new(), String::new());
    let mut signs = text.chars().peekable();
    let mut is_quoted = false;
    while let Some(sign) = signs.next() {
        match sign {
            '"' if is_quoted && signs.next_if_eq(&'"').is_some() => field.push('"'),
            '"' => is_quoted = !is_quoted,
            ',' if !is_quoted => record.push(std::mem::take(&mut field)),
            '\r' if !is_quoted => {
                assert_eq!(signs.next(), Some('\n'));
                record.push(std::mem::take(&mut field));
                records.push(std::mem::take(&mut record));
            }
            other => field.push(other),
        }
    }
    assert!(field.is_empty() && record.is_empty() && !is_quoted);
    records
}

fn spelled(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

#[test]
fn all_formats_hold_the_same() {
    let place = ["layers/xinjiang", "--zone", "Kashgar", "--zone", "Kezhou"];
    let object = answer(&place);
    let rows = object["rows"].as_array().unwrap();
    let columns: Vec<&str> = object["columns"].as_array().unwrap().iter().map(|name| name.as_str().unwrap()).collect();
    assert_eq!(rows.len(), 271);
    let with = |format: &str| {
        let (code, out, err) = ask(&[&place[..], &["--format", format]].concat());
        assert_eq!((code, err.as_str()), (0, ""), "{format}");
        out
    };
    let mut compared = 0;
    let csv = records(&with("csv"));
    assert_eq!(csv[0], columns);
    assert_eq!(csv.len(), rows.len() + 1);
    for (record, row) in csv[1..].iter().zip(rows) {
        for (field, name) in record.iter().zip(&columns) {
            let expected = spelled(&row[name]);
            // 79.0 and 79 are one number.
            let is_same =
                *field == expected || row[name].as_f64().is_some_and(|number| field.parse::<f64>() == Ok(number));
            assert!(is_same, "{name}: {field} {expected}");
            compared += 1;
        }
    }
    let lines: Vec<Value> = with("jsonl").lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines, *rows);
    let layer: Value = serde_json::from_str(&with("geojson")).unwrap();
    let source: Value =
        serde_json::from_str(&std::fs::read_to_string(layers("xinjiang").join("mines.geojson")).unwrap()).unwrap();
    for (feature, row) in layer["features"].as_array().unwrap().iter().zip(rows) {
        assert_eq!(feature["properties"], *row);
        let from = &source["features"][usize::try_from(row["mine"].as_u64().unwrap()).unwrap()];
        assert_eq!(feature["geometry"], from["geometry"]);
        for (name, value) in from["properties"].as_object().unwrap() {
            assert_eq!(&row[name], value, "{name}");
            compared += 1;
        }
    }
    let table = with("table");
    assert_eq!(table.lines().count(), rows.len() + 2);
    assert!(table.contains("克州合成企业001（煤）") && table.contains("synthetic"));
    assert!(
        ask(&[&place[..], &["--format", "json"]].concat()).1.contains("克州合成企业001（煤）"),
        "Chinese is not escaped"
    );
    println!("{compared} values");
    assert!(compared > 15_000);
}

#[test]
fn files_of_every_format_are_read_again() {
    let folder = tempfile::tempdir().unwrap();
    let mut compared = 0;
    for end in ["gpkg", "geojson", "geojsonl", "fgb", "shp", "kml", "csv", "xlsx", "parquet"] {
        let file = folder.path().join(format!("answer.{end}"));
        let path = file.to_str().unwrap();
        let question = ["layers/xinjiang", "--zone", "Kezhou", "--where", "mineral = 'iron'", "-o", path];
        let (code, out, err) = ask(&question);
        assert_eq!(code, 0, "{end}: {err}");
        assert!(out.starts_with("23 rows: ") || out.starts_with("22 rows: "), "{end}: {out}");
        let before = std::fs::read(&file).unwrap();
        let (code, _, err) = ask(&question);
        assert!(code == 1 || code == 2, "{end}: {err}");
        assert_eq!(before, std::fs::read(&file).unwrap(), "{end}: replaced without --overwrite");
        assert_eq!(ask(&[&question[..], &["--overwrite"]].concat()).0, 0, "{end}");
        if end == "parquet" {
            // Not every GDAL reads it.
            assert!(before.starts_with(b"PAR1") && before.ends_with(b"PAR1"));
            continue;
        }
        let dataset = Dataset::open(&file).unwrap();
        let mut layer = dataset.layer(0).unwrap();
        let iron = layer.features().filter(|feature| {
            // A KML holds its values in another place.
            if end == "kml" {
                return true;
            }
            let at = feature.fields().position(|(name, _)| name == "mineral").unwrap();
            feature.field_as_string(at).unwrap().as_deref() == Some("iron")
        });
        let count = iron.count();
        assert!(out.starts_with(&format!("{count} rows")), "{end}: {count}");
        compared += count;
    }
    println!("{compared} features read again");
    assert!(compared > 100);
    // Boolean, integer, real and text stay what they are.
    let file = folder.path().join("answer.gpkg");
    let dataset = Dataset::open(&file).unwrap();
    let layer = dataset.layer(0).unwrap();
    let kinds: Vec<String> =
        layer.defn().fields().map(|field| format!("{}:{}", field.name(), field.field_type())).collect();
    for (name, kind) in [("belt_count", 12), ("lon", 2), ("name_zh", 4), ("flagged", 0)] {
        assert!(kinds.contains(&format!("{name}:{kind}")), "{name}: {kinds:?}");
    }
    // No file takes the place of what was asked.
    let plan = folder.path().join("plan");
    std::fs::create_dir(&plan).unwrap();
    for file in std::fs::read_dir(layers("rights")).unwrap() {
        let file = file.unwrap();
        std::fs::copy(file.path(), plan.join(file.file_name())).unwrap();
    }
    let text = std::fs::read_to_string(plan.join("plan.toml")).unwrap();
    std::fs::write(plan.join("plan.toml"), text.replace("../", &format!("{}/", repository().join("layers").display())))
        .unwrap();
    let (code, _, err) = ask_in(folder.path(), &["plan", "-o", "plan/rights.geojson", "--overwrite"]);
    assert!(
        code != 0
            && std::fs::read(plan.join("rights.geojson")).unwrap()
                == std::fs::read(layers("rights").join("rights.geojson")).unwrap(),
        "{err}"
    );
}

#[test]
fn an_answer_may_be_cut_short_or_empty() {
    for bytes in [0, 1, 100] {
        let mut child = command(repository())
            .args(["query", "layers/xinjiang", "--format", "json"])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut stdout = child.stdout.take().unwrap();
        let mut some = vec![0; bytes];
        stdout.read_exact(&mut some).unwrap();
        drop(stdout);
        let output = child.wait_with_output().unwrap();
        assert_eq!(
            (output.status.code(), String::from_utf8(output.stderr).unwrap().as_str()),
            (Some(0), ""),
            "{bytes}"
        );
    }
    for (arguments, said) in [
        (&["--where", "mineral = 'unobtainium'"][..], "the condition holds for none of 373"),
        (&["--bbox", "76,38,76.001,38.001"], "none of 373 lies in the places"),
        (&["--select", "id", "--where", "1 = 2"], "no rows"),
    ] {
        let (code, out, err) = ask(&[&["layers/xinjiang", "--format", "jsonl"], arguments].concat());
        assert_eq!((code, out.as_str()), (0, ""), "{arguments:?}");
        assert!(err.contains(said), "{arguments:?}: {err}");
        assert_eq!(ask(&[&["layers/xinjiang", "--format", "jsonl", "-q"], arguments].concat()).2, "");
    }
}

#[test]
fn a_delivery_is_asked_as_its_plan() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    let made = command(repository())
        .args(["flag", "layers/xinjiang", "-q", "-o", &format!("{}/", out.display())])
        .output()
        .unwrap();
    assert_eq!(made.status.code(), Some(3).filter(|_| made.status.code() == Some(3)).or(Some(0)), "{made:?}");
    let mut compared = 0;
    for question in [
        &["--zone", "Kashgar", "--select", "id, flagged, verdict, prefecture, place"][..],
        &["--group-by", "prefecture,fragility,verdict"],
        &["--bbox", "75,36,78,40", "--where", "mineral = 'copper'", "--select", "id, clauses, lon"],
        &["--sql", "select kind, name, count(*) n from hits group by 1, 2 order by 1, 2"],
        &["--nearest", "5", "--zone", "hami", "--select", "id, distance_m"],
    ] {
        let of_plan = answer(&[&["layers/xinjiang"], question].concat());
        for place in [out.clone(), out.join("flagged.gpkg")] {
            let of_delivery = answer(&[&[place.to_str().unwrap()], question].concat());
            assert_eq!(of_plan, of_delivery, "{question:?}");
            compared += of_plan["rows"].as_array().unwrap().len();
        }
    }
    println!("{compared} rows");
    assert!(compared > 100);
    let (code, _, err) = ask_in(folder.path(), &["nowhere"]);
    assert!(code != 0 && err.contains("nowhere"), "{err}");
}

#[test]
fn the_examples_of_the_help_run() {
    let help = command(repository()).args(["query", "--help"]).output().unwrap();
    let help = String::from_utf8(help.stdout).unwrap().replace(" \\\n      ", " ");
    let (mut ran, mut left_out) = (0, 0);
    let folder = tempfile::tempdir().unwrap();
    std::os::unix::fs::symlink(repository().join("layers"), folder.path().join("layers")).unwrap();
    for line in help.lines().filter_map(|line| line.strip_prefix("  oreline ")) {
        // Places alone are answered, and tested, elsewhere.
        if line.contains("--at") && !line.contains("--nearest") {
            left_out += 1;
            continue;
        }
        let program = assert_cmd::cargo::cargo_bin!("oreline");
        let script = format!("'{}' {line}", program.display());
        let output =
            std::process::Command::new("sh").arg("-c").arg(&script).current_dir(folder.path()).output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{line}: {}", String::from_utf8_lossy(&output.stderr));
        let has_answer = !output.stdout.is_empty() || line.contains("> mines.csv");
        assert!(has_answer, "{line}");
        ran += 1;
    }
    println!("{ran} examples ran, {left_out} are about places alone");
    assert!(ran >= 8);
}
