//! The sheets that count, against a count of the sheet that lists: in English, where values stand as the source writes them.

use std::collections::BTreeMap;

use calamine::Data;
use oreline::domain::Language;
use oreline::plan::Plan;

use crate::{Ledger, SETS, text, whole};

/// What stands in a column of the list, and "not stated" where nothing does or the column is missing.
fn stated(ledger: &Ledger, field: &str, row: &[Data]) -> String {
    let at = ledger.sheet("mines")[0].iter().position(|cell| text(cell) == field);
    match at.map(|at| text(&row[at])) {
        Some(value) if !value.trim().is_empty() => value,
        _ => "not stated".to_owned(),
    }
}

#[test]
fn counts_are_those_of_the_list() {
    let mut compared = 0;
    for set in SETS {
        let ledger = Ledger::of_set(set, Language::English);
        let mut by_mineral: BTreeMap<[String; 3], i64> = BTreeMap::new();
        let mut by_right: BTreeMap<[String; 2], i64> = BTreeMap::new();
        for row in ledger.rows("mines") {
            let of = |field: &str| stated(&ledger, field, row);
            let unit = text(&row[ledger.column("mines", "Prefecture")]);
            let unit = if unit.is_empty() { "outside all units".to_owned() } else { unit };
            for unit in [unit, "all".to_owned()] {
                *by_mineral.entry([unit, of("mineral"), of("scale")]).or_default() += 1;
            }
            *by_right.entry([of("right"), of("status")]).or_default() += 1;
        }
        let columns = ledger.sheet("by_mineral")[0].len() - 2;
        for row in ledger.rows("by_mineral").iter().filter(|row| text(&row[1]) != "total") {
            for at in 2..columns {
                let heading = text(&ledger.sheet("by_mineral")[0][at]);
                let key = [text(&row[0]), text(&row[1]), heading.strip_prefix("scale: ").unwrap().to_owned()];
                assert_eq!(whole(&row[at]), by_mineral.remove(&key).unwrap_or(0), "{set}: {key:?}");
                compared += 1;
            }
        }
        let columns = ledger.sheet("by_right")[0].len() - 2;
        for row in ledger.rows("by_right").iter().filter(|row| text(&row[0]) != "total") {
            assert_eq!(text(&row[1]), "not stated");
            for at in 2..columns {
                let heading = text(&ledger.sheet("by_right")[0][at]);
                let key = [text(&row[0]), heading.strip_prefix("state: ").unwrap().to_owned()];
                assert_eq!(whole(&row[at]), by_right.remove(&key).unwrap_or(0), "{set}: {key:?}");
                compared += 1;
            }
        }
        assert!(by_mineral.is_empty() && by_right.is_empty(), "{set}: {by_mineral:?} {by_right:?}");
    }
    println!("{compared} counts compared");
    assert!(compared > 500);
}

/// Table 8 of the Xinjiang paper: enterprises of Kezhou by mineral and scale, as the filter on Kezhou shows them.
#[test]
fn the_block_of_kezhou_is_table_8_of_the_paper() {
    let ledger = Ledger::of_set("xinjiang", Language::English);
    let facts = std::fs::read_to_string(crate::layers("facts").join("kezhou-enterprises-2018.csv")).unwrap();
    let listed = ledger.rows("mines").iter().filter(|row| row[ledger.column("mines", "county")] != Data::Empty);
    let enterprises: Vec<_> =
        listed.filter(|row| text(&row[ledger.column("mines", "source")]).contains("Table 8")).collect();
    let header: Vec<&str> = facts.lines().next().unwrap().split(',').collect();
    assert_eq!(header[..6], ["mineral", "total", "large", "medium", "small_scale", "small"]);
    let mut compared = 0;
    for line in facts.lines().skip(2) {
        let cells: Vec<&str> = line.split(',').collect();
        let row = ledger.rows("by_mineral").iter().find(|row| text(&row[0]) == "Kezhou" && text(&row[1]) == cells[0]);
        let row = row.unwrap_or_else(|| panic!("no row of {}", cells[0]));
        for (scale, expected) in [("large", cells[2]), ("medium", cells[3]), ("small", cells[4]), ("tiny", cells[5])] {
            let heading = format!("scale: {scale}");
            let column = ledger.sheet("by_mineral")[0].iter().position(|cell| text(cell) == heading);
            let of_block = column.map_or(0, |at| whole(&row[at]));
            // Mines of other sources may lie in the prefecture too.
            let is_other = |mine: &&Vec<Data>| {
                text(&mine[ledger.column("mines", "Prefecture")]) == "Kezhou"
                    && text(&mine[ledger.column("mines", "mineral")]) == cells[0]
                    && text(&mine[ledger.column("mines", "scale")]) == scale
                    && !enterprises.contains(mine)
            };
            let others = ledger.rows("mines").iter().filter(is_other).count() as i64;
            assert_eq!(of_block - others, expected.parse::<i64>().unwrap(), "{} {scale}", cells[0]);
            compared += 1;
        }
    }
    println!("{compared} figures of Table 8 compared");
    assert!(compared >= 36);
}

#[test]
fn validity_is_counted_where_a_field_states_it() {
    let folder = tempfile::tempdir().unwrap();
    let mine = |id: &str, right: &str, expires: &str| {
        format!(
            r#"{{"type":"Feature","properties":{{"id":"{id}","right":"{right}","status":"operating","expires":{expires}}},"geometry":{{"type":"Point","coordinates":[80,40]}}}}"#
        )
    };
    let mines = [
        mine("1", "mining", "\"2000-12-31\""),
        mine("2", "mining", "\"9000-01-01\""),
        mine("3", "mining", "\"9000年\""),
        mine("4", "mining", "\"长期\""),
        mine("5", "mining", "null"),
        mine("6", "exploration", "\"1999/5/1\""),
    ];
    std::fs::write(
        folder.path().join("mines.geojson"),
        format!(r#"{{"type":"FeatureCollection","features":[{}]}}"#, mines.join(",\n")),
    )
    .unwrap();
    let plan_file = folder.path().join("plan.toml");
    std::fs::write(&plan_file, "[mines]\npath = \"mines.geojson\"\n").unwrap();
    let ledger = Ledger::of(Plan::from_path(&plan_file).unwrap(), Language::English);
    let found: Vec<(String, String, i64)> =
        ledger.rows("by_right").iter().map(|row| (text(&row[0]), text(&row[1]), whole(&row[2]))).collect();
    let expected = [
        ("mining", "valid", 2),
        ("mining", "expired", 1),
        ("mining", "not understood", 1),
        ("mining", "not stated", 1),
        ("exploration", "expired", 1),
        ("total", "", 6),
    ];
    let expected: Vec<_> = expected.map(|(right, state, count)| (right.to_owned(), state.to_owned(), count)).to_vec();
    assert_eq!(found, expected);
}
