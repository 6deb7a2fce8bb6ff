//! Odd texts: what stands in the workbook is what the source says, and none of it is a formula or markup.

use calamine::Data;
use oreline::domain::Language;
use oreline::plan::Plan;
use serde_json::{Value, json};

use crate::twins::parse;
use crate::{Ledger, text};

const MOST: usize = 32_767;

fn ledger(properties: &[Value], plan: &str) -> Ledger {
    let folder = tempfile::tempdir().unwrap();
    let features: Vec<Value> = properties
        .iter()
        .enumerate()
        .map(|(at, properties)| {
            let point = json!({"type": "Point", "coordinates": [80.0 + at as f64 / 100.0, 40.0]});
            json!({"type": "Feature", "properties": properties, "geometry": point})
        })
        .collect();
    let mines = json!({"type": "FeatureCollection", "features": features});
    std::fs::write(folder.path().join("mines.geojson"), mines.to_string()).unwrap();
    let plan_file = folder.path().join("plan.toml");
    std::fs::write(&plan_file, plan).unwrap();
    Ledger::of(Plan::from_path(&plan_file).unwrap(), Language::Both)
}

const PLAN: &str = "title = \"<&>]]> '\\\"矿 &L\"\n[mines]\npath = \"mines.geojson\"\nid = \"id\"\nname = \"name\"\n";

#[test]
fn odd_texts_come_back_as_they_are() {
    let long = "长".repeat(10_000);
    let too_long = "é".repeat(40_000);
    let emoji = "😀".repeat(20_000);
    let texts = [
        "=1+1",
        "=cmd|' /C calc'!A0",
        "+86 10 1234",
        "-negative",
        "@SUM(A1)",
        "\tstarts with a tab",
        "<r><t>rich</t></r>",
        "<script>alert(1)</script>",
        "a & b \"quoted\" 'single' ]]>",
        "two\nlines",
        "  blanks around  ",
        "😀⛏️矿𠀀",
        "\u{202e}مرحبا بالعالم",
        "control \u{1}\u{8}\u{b}\u{1f} signs",
        "no character \u{fffe}",
        "_x0041_ as it stands",
        "007",
        "1e5",
        "TRUE",
        "2026-01-01",
        "http://example.org/?a=1&b=2",
        &long,
    ];
    let mut properties: Vec<Value> =
        texts.iter().enumerate().map(|(at, text)| json!({"id": format!("{at:03}"), "name": text})).collect();
    properties.push(json!({"id": "too long", "name": too_long}));
    properties.push(json!({"id": "too long too", "name": emoji}));
    let ledger = ledger(&properties, PLAN);
    let mut compared = 0;
    for (row, expected) in ledger.rows("mines").iter().zip(texts) {
        assert_eq!(row[1], Data::String(expected.to_owned()));
        compared += 1;
    }
    println!("{compared} odd texts compared");
    assert_eq!(compared, texts.len());
    let rows = ledger.rows("mines");
    assert_eq!(text(&rows[texts.len()][1]), format!("{}…", "é".repeat(MOST - 1)));
    assert_eq!(text(&rows[texts.len() + 1][1]), format!("{}…", "😀".repeat((MOST - 1) / 2)));
    let notes = ledger.summary["notes"].to_string();
    // No unit, no rule: all are unflagged, so that each long text stands on one sheet.
    assert!(notes.contains("2 texts are longer than a cell holds"), "{notes}");
    assert!(notes.contains("6 texts look like formulas"), "{notes}");

    // The twin has the full length; what looks like a formula has an apostrophe in front.
    let twin = parse(&ledger, "mines");
    for (row, expected) in twin[1..].iter().zip(texts.iter().copied().chain([too_long.as_str(), emoji.as_str()])) {
        let is_guarded = expected.starts_with(['=', '+', '-', '@', '\t']);
        assert_eq!(row[1], if is_guarded { format!("'{expected}") } else { expected.to_owned() });
    }
}

#[test]
fn ids_and_licence_numbers_are_text() {
    let properties = [
        json!({"key": 7, "code_of_area": "007", "许可证号": 123_456_789_012_345_678_u64, "tonnes": 5, "big": 12_345_678_901_234_567_890_u64, "share": 0.5, "objectid": 3}),
        json!({"key": 8, "code_of_area": "650100", "许可证号": 8, "tonnes": 1.25e7, "big": 1, "share": 1e-9, "objectid": 4}),
    ];
    let ledger = ledger(&properties, "[mines]\npath = \"mines.geojson\"\nid = \"key\"\n");
    let rows = ledger.rows("mines");
    let string = |text: &str| Data::String(text.to_owned());
    let of = |heading: &str| [0, 1].map(|row: usize| rows[row][ledger.column("mines", heading)].clone());
    assert_eq!(of("key"), [string("7"), string("8")]);
    assert_eq!(of("code_of_area"), [string("007"), string("650100")]);
    assert_eq!(of("许可证号"), [string("123456789012345678"), string("8")]);
    assert_eq!(of("big"), [string("12345678901234567890"), string("1")]);
    assert_eq!(of("objectid"), [string("3"), string("4")]);
    assert_eq!(of("tonnes"), [Data::Float(5.0), Data::Float(1.25e7)]);
    assert_eq!(of("share"), [Data::Float(0.5), Data::Float(1e-9)]);
}

#[test]
fn names_of_fields_may_be_anything() {
    let properties = [json!({"<r>&</r>": "a", "=1+1": true, "": "c", "名\n称": null, "flagged": "own"})];
    let ledger = ledger(&properties, "[mines]\npath = \"mines.geojson\"\n");
    let headings: Vec<String> = ledger.sheet("mines")[0].iter().map(text).collect();
    assert_eq!(headings[..5], ["<r>&</r>", "=1+1", "field", "名\n称", "flagged"]);
    assert_eq!(text(&ledger.rows("mines")[0][1]), "是 yes");
    assert_eq!(text(&ledger.rows("mines")[0][ledger.column("mines", "预警 Flagged")]), "否 no");
}

#[test]
fn sheets_have_names_that_a_workbook_takes() {
    let mut compared = 0;
    for (_, language) in Language::ALL {
        let ledger = Ledger::of_set("chongqing", language);
        assert_eq!(ledger.names.len(), 10);
        for name in &ledger.names {
            assert!(
                name.encode_utf16().count() <= 31 && !name.contains(['[', ']', ':', '*', '?', '/', '\\']),
                "{name}"
            );
            compared += 1;
        }
        let label = language.choose("禁止", "prohibited");
        let is_told = ledger.rows("rules").iter().any(|row| text(&row[3]) == label);
        assert!(is_told, "{label} stands in the rules");
    }
    assert_eq!(compared, 30);
}
