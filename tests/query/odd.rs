//! Fields with odd names and odd values.

use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::ask_in;

const PLAN: &str = "[mines]\npath = \"mines.geojson\"\nid = \"id\"\n[[zones]]\nkind = \"prefecture\"\npath = \"units.geojson\"\nname = \"name\"\nclass = \"class\"\n";
const UNIT: &str = r#"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"name":"U","class":"severe"},"geometry":{"type":"Polygon","coordinates":[[[75,39],[76,39],[76,40],[75,40],[75,39]]]}}]}"#;

fn world(properties: &[String]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let features: Vec<String> = properties
        .iter()
        .map(|members| format!(r#"{{"type":"Feature","properties":{{{members}}},"geometry":{{"type":"Point","coordinates":[75.5,39.5]}}}}"#))
        .collect();
    let text = format!(r#"{{"type":"FeatureCollection","features":[{}]}}"#, features.join(","));
    std::fs::write(folder.path().join("mines.geojson"), text).unwrap();
    std::fs::write(folder.path().join("units.geojson"), UNIT).unwrap();
    std::fs::write(folder.path().join("plan.toml"), PLAN).unwrap();
    folder
}

const ODD: &str = r#""id":"M1","Name":"a","name":"b\n<script>","order":1,"select x":"o'k","say \"hi\"":3,"num":"007","big":12345678901234567890,
"long":9007199254740993,"real":1.50,"tiny":1e-7,"obj":{"a":[1,{"b":"中"}]},"lon":"text","flagged":"yes","矿种":"铜","面积（公顷）":2.5,"empty":"",
"nothing":null,"=sum":"=1+1","esc":"\u001b[2J","emoji":"⛏️","rtl":"\u202eabc""#;

#[test]
fn odd_fields_are_usable_and_exact() {
    let folder =
        world(&[ODD.to_owned(), r#""id":"M2","num":"12","mixed":"5""#.to_owned(), r#""id":"M3","mixed":5"#.to_owned()]);
    let ask = |arguments: &[&str]| ask_in(folder.path(), &[&["."], arguments].concat());
    let (code, out, err) = ask(&["--format", "jsonl", "--where", "id = 'M1'"]);
    assert_eq!(code, 0, "{err}");
    for (usual, taken) in [("name", "name_2"), ("flagged", "ol_flagged")] {
        assert!(err.contains(&format!("\"{usual}\" is \"{taken}\"")), "{err}");
    }
    for spelled in [
        "\"real\":1.50",
        "\"big\":12345678901234567890",
        "\"long\":9007199254740993",
        "\"tiny\":1e-7",
        "\"num\":\"007\"",
        "\"obj\":{\"a\":[1,{\"b\":\"中\"}]}",
    ] {
        assert!(out.contains(spelled), "{spelled}: {out}");
    }
    let mut compared = 0;
    for (condition, ids) in [
        ("\"order\" = 1", &["M1"][..]),
        ("\"select x\" = 'o''k'", &["M1"]),
        ("\"say \"\"hi\"\"\" = 3", &["M1"]),
        ("[select x] = \"o'k\"", &["M1"]),
        ("Name = 'a' and NAME_2 like 'b%'", &["M1"]),
        ("flagged = 'yes' and ol_flagged", &["M1"]),
        ("ol_flagged", &["M1", "M2", "M3"]),
        ("矿种 = '铜'", &["M1"]),
        ("面积（公顷） > 2", &["M1"]),
        ("num = '007'", &["M1"]),
        ("num = 7", &[]),
        ("cast(num as integer) > 6", &["M1", "M2"]),
        ("mixed = 5", &["M2", "M3"]),
        ("long = 9007199254740993", &["M1"]),
        ("long = 9007199254740992", &[]),
        ("big = '12345678901234567890'", &["M1"]),
        ("real / 1 = 1.5", &["M1"]),
        ("json_extract(obj, '$.a[1].b') = '中'", &["M1"]),
        ("empty = ''", &["M1"]),
        ("empty is null", &["M2", "M3"]),
        ("\"nothing\" is null", &["M1", "M2", "M3"]),
        ("\"=sum\" is not null", &["M1"]),
        ("lon = 'text' and ol_lon = 75.5", &["M1"]),
        ("mine in (select mine from hits where kind = 'prefecture' and name = 'U') and mine > 0", &["M2", "M3"]),
    ] {
        let (code, out, err) = ask(&["--where", condition, "--select", "id", "--format", "jsonl"]);
        assert_eq!(code, 0, "{condition}: {err}");
        let found: Vec<Value> =
            out.lines().map(|line| serde_json::from_str::<Value>(line).unwrap()["id"].clone()).collect();
        assert_eq!(found, ids, "{condition}");
        compared += 1;
    }
    println!("{compared} conditions");
    let (_, out, _) = ask(&[
        "--select",
        "id, big, real as r, obj, \"order\", upper(num) u, ol_flagged",
        "--format",
        "jsonl",
        "--limit",
        "1",
    ]);
    assert_eq!(
        out,
        "{\"id\":\"M1\",\"big\":12345678901234567890,\"r\":1.50,\"obj\":{\"a\":[1,{\"b\":\"中\"}]},\"order\":1,\"u\":\"007\",\"ol_flagged\":true}\n"
    );
    let (_, out, err) = ask(&["--where", "num > 6", "--select", "id", "--format", "jsonl"]);
    assert!(err.contains("cast(\"num\" as real)"), "{out} {err}");
    let (code, _, err) = ask(&["--where", "order = 1"]);
    assert!(code == 2 && err.contains("\"order\""), "{err}");
    // A terminal is told nothing, a spreadsheet computes nothing.
    let (_, table, _) = ask(&["--select", "esc, rtl, emoji, name_2"]);
    assert!(!table.contains(['\u{1b}', '\u{202e}']) && table.contains("⛏️"), "{table:?}");
    let (_, csv, _) = ask(&["--select", "\"=sum\"", "--format", "csv", "--limit", "1"]);
    assert_eq!(csv, "\"'=sum\"\r\n\"'=1+1\"\r\n");
    let (_, out, _) = ask(&["--sql", "select id, id, 1 as id from mines limit 1", "--format", "json"]);
    assert_eq!(serde_json::from_str::<Value>(&out).unwrap()["columns"], json!(["id", "id_2", "id_3"]));
}

#[test]
fn two_thousand_fields() {
    let mut members = String::from("\"id\":\"W\"");
    for field in 0..2000 {
        let _ = write!(members, ",\"f{field}\":{field}");
    }
    let folder = world(&[members]);
    let (code, out, err) = ask_in(folder.path(), &[".", "--where", "f1999 = 1999 and f0 = 0", "--format", "json"]);
    assert_eq!(code, 0, "{err}");
    let object: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(object["rows"][0]["f1234"], 1234);
    assert!(object["columns"].as_array().unwrap().len() > 2000);
    let (code, _, err) = ask_in(folder.path(), &[".", "--sql", "select * from mines"]);
    assert!(code == 2 && err.contains("2000") && err.contains("name the fields"), "{err}");
    let (code, out, err) =
        ask_in(folder.path(), &[".", "--sql", "select sum(f1999) s, count(*) from mines", "--format", "jsonl"]);
    assert_eq!((code, out.as_str()), (0, "{\"s\":1999,\"count(*)\":1}\n"), "{err}");
}

#[test]
fn a_layer_without_features_is_an_error_as_everywhere() {
    let folder = world(&[]);
    let (code, _, err) = ask_in(folder.path(), &["."]);
    assert!(code == 1 && err.contains("no features"), "{err}");
}
