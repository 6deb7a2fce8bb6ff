//! Each mine is counted once wherever mines are counted, and what is counted agrees with the summary and the package.

use std::collections::{BTreeMap, BTreeSet};

use calamine::Data;
use oreline::domain::Language;
use rusqlite::Connection;

use crate::{Ledger, SETS, text, whole};

/// Compares and counts.
#[derive(Default)]
struct Sums {
    compared: usize,
}

impl Sums {
    fn same(&mut self, found: i64, expected: i64, what: &str) {
        assert_eq!(found, expected, "{what}");
        self.compared += 1;
    }
}

fn words(language: Language, chinese: &str, english: &str) -> String {
    language.choose(chinese, english).into_owned()
}

/// The numbers of a row behind its names.
fn numbers(row: &[Data], names: usize) -> Vec<i64> {
    row[names..].iter().map(whole).collect()
}

/// The columns of some rows added up.
fn added(rows: &[&Vec<Data>], names: usize) -> Vec<i64> {
    let width = rows.first().map_or(0, |row| row.len() - names);
    rows.iter().fold(vec![0; width], |sum, row| sum.iter().zip(numbers(row, names)).map(|(a, b)| a + b).collect())
}

fn lists(ledger: &Ledger, language: Language, sums: &mut Sums) {
    sums.same(ledger.rows("mines").len() as i64, ledger.used(), "all mines");
    sums.same(ledger.rows("flagged").len() as i64, ledger.count("flagged"), "flagged mines");
    let flagged = ledger.column("mines", &words(language, "预警", "Flagged"));
    let yes = words(language, "是", "yes");
    let is_flagged = |row: &&Vec<Data>| text(&row[flagged]) == yes;
    let of_all: Vec<&Vec<Data>> = ledger.rows("mines").iter().filter(is_flagged).collect();
    sums.same(of_all.len() as i64, ledger.count("flagged"), "flagged among all mines");
    assert!(of_all.into_iter().eq(ledger.rows("flagged")), "the flagged mines are those of all mines");
    let package = Connection::open(ledger.path("flagged.gpkg")).unwrap();
    for (twin, table) in [
        ("mines", "mines"),
        ("flagged", "mines_flagged"),
        ("overlaps", "overlaps"),
        ("defects", "defects"),
        ("rules", "rules"),
    ] {
        let has = "SELECT count(*) FROM gpkg_contents WHERE table_name = ?1";
        let there: i64 = package.query_row(has, [table], |row| row.get(0)).unwrap();
        let count = "SELECT count(*) FROM ";
        let rows =
            if there == 0 { 0 } else { package.query_row(&format!("{count}{table}"), [], |row| row.get(0)).unwrap() };
        sums.same(ledger.rows(twin).len() as i64, rows, twin);
    }
    for (name, twin) in ledger.names.iter().zip(crate::TWINS).take(9) {
        let entry = format!("rows of sheet {name}");
        let row = ledger.rows("manifest").iter().find(|row| text(&row[0]) == entry).unwrap();
        let stated: String = text(&row[1]).chars().take_while(char::is_ascii_digit).collect();
        sums.same(stated.parse().unwrap(), ledger.rows(twin).len() as i64, &entry);
    }
}

fn prefectures(ledger: &Ledger, language: Language, sums: &mut Sums) {
    let (total, rows) = ledger.rows("by_prefecture").split_last().unwrap();
    assert_eq!(text(&total[0]), words(language, "合计", "total"));
    let totals = numbers(total, 1);
    let rows: Vec<&Vec<Data>> = rows.iter().collect();
    assert_eq!(added(&rows, 1), totals);
    sums.same(totals[10], ledger.used(), "total of prefectures");
    sums.same(totals[11], ledger.count("flagged"), "flagged of prefectures");
    for (at, class) in ["mild", "moderate", "severe", "extreme", "none"].iter().enumerate() {
        sums.same(totals[2 * at], ledger.summary["by_fragility"][class].as_i64().unwrap(), class);
    }
    let outside = words(language, "不在任何单元内", "outside all units");
    let mut seen = 0;
    for row in rows {
        let numbers = numbers(row, 1);
        sums.same(numbers.iter().take(10).step_by(2).sum(), numbers[10], "mines of a prefecture");
        sums.same(numbers.iter().take(10).skip(1).step_by(2).sum(), numbers[11], "flagged of a prefecture");
        let name = text(&row[0]);
        let name = if name == outside { "none" } else { &name };
        sums.same(numbers[10], ledger.summary["by_prefecture"][name].as_i64().unwrap_or(0), name);
        seen += usize::from(numbers[10] > 0);
    }
    assert_eq!(seen, ledger.summary["by_prefecture"].as_object().unwrap().len());
}

fn minerals(ledger: &Ledger, language: Language, sums: &mut Sums) {
    let total = words(language, "合计", "total");
    let mut blocks: BTreeMap<String, Vec<&Vec<Data>>> = BTreeMap::new();
    let mut totals: BTreeMap<String, Vec<i64>> = BTreeMap::new();
    for row in ledger.rows("by_mineral") {
        let counts = numbers(row, 2);
        let (mines, all) = (counts.len() - 2, counts[counts.len() - 2]);
        sums.same(counts[..mines].iter().sum(), all, "scales of a mineral");
        if text(&row[1]) == total {
            totals.insert(text(&row[0]), counts);
        } else {
            blocks.entry(text(&row[0])).or_default().push(row);
        }
    }
    for (block, rows) in &blocks {
        assert_eq!(added(rows, 2), totals[block], "{block}");
    }
    let everywhere = words(language, "全部", "all");
    let all = totals.remove(&everywhere).unwrap();
    sums.same(all[all.len() - 2], ledger.used(), "total of minerals");
    sums.same(all[all.len() - 1], ledger.count("flagged"), "flagged of minerals");
    let of_all = blocks.remove(&everywhere).unwrap();
    let parts: Vec<&Vec<Data>> = blocks.values().flatten().copied().collect();
    assert_eq!(added(&parts, 2), all);
    for row in of_all {
        let of_mineral: Vec<&Vec<Data>> = parts.iter().filter(|part| part[1] == row[1]).copied().collect();
        assert_eq!(added(&of_mineral, 2), numbers(row, 2), "{}", text(&row[1]));
        sums.compared += 1;
    }
    let outside = words(language, "不在任何单元内", "outside all units");
    for (block, counts) in &totals {
        let name = if *block == outside { "none" } else { block };
        sums.same(counts[counts.len() - 2], ledger.summary["by_prefecture"][name].as_i64().unwrap(), name);
    }
    assert_eq!(totals.len(), ledger.summary["by_prefecture"].as_object().unwrap().len());
}

fn rights(ledger: &Ledger, language: Language, sums: &mut Sums) {
    let (total, rows) = ledger.rows("by_right").split_last().unwrap();
    assert_eq!(text(&total[0]), words(language, "合计", "total"));
    let counts = numbers(total, 2);
    let rows: Vec<&Vec<Data>> = rows.iter().collect();
    assert_eq!(added(&rows, 2), counts);
    for row in rows.into_iter().chain([total]) {
        let counts = numbers(row, 2);
        sums.same(counts[..counts.len() - 2].iter().sum(), counts[counts.len() - 2], "states of a right");
    }
    sums.same(counts[counts.len() - 2], ledger.used(), "total of rights");
    sums.same(counts[counts.len() - 1], ledger.count("flagged"), "flagged of rights");
}

fn redlines(ledger: &Ledger, language: Language, sums: &mut Sums) {
    let mut ids: BTreeSet<String> = BTreeSet::new();
    let mut of_names: BTreeMap<String, i64> = BTreeMap::new();
    let (kind, zone) = (ledger.column("overlaps", &words(language, "类型", "Kind")), 3);
    let hectares = ledger.column("overlaps", &words(language, "面积(公顷)", "Area (ha)"));
    let redline = words(language, "生态保护红线", if language == Language::Both { "redline" } else { "red line" });
    for row in ledger.rows("redlines") {
        let of_row: Vec<String> = text(&row[6]).split("; ").map(str::to_owned).collect();
        sums.same(of_row.len() as i64, whole(&row[3]), "ids of a red line");
        assert!(whole(&row[4]) <= whole(&row[3]));
        ids.extend(of_row);
        *of_names.entry(text(&row[0])).or_default() += whole(&row[3]);
        let pieces: Vec<f64> = ledger
            .rows("overlaps")
            .iter()
            .filter(|piece| text(&piece[kind]) == redline && piece[zone] == row[0])
            .map(|piece| if let Data::Float(hectares) = piece[hectares] { hectares } else { panic!("{piece:?}") })
            .collect();
        match row[5] {
            Data::Empty => assert_eq!(pieces.len(), 0),
            Data::Float(inside) => {
                assert!((inside - pieces.iter().sum::<f64>()).abs() < 1e-8, "{row:?}");
                sums.compared += 1;
            }
            ref other => panic!("{other:?}"),
        }
    }
    sums.same(ids.len() as i64, ledger.count("redline"), "mines in red lines");
    let column = ledger.column("mines", &words(language, "生态保护红线", "Red lines"));
    let mut named: BTreeMap<String, i64> = BTreeMap::new();
    for row in ledger.rows("mines") {
        for name in text(&row[column]).split(';').filter(|name| !name.is_empty()) {
            *named.entry(name.to_owned()).or_default() += 1;
        }
    }
    assert_eq!(named, of_names);
}

#[test]
fn sums_agree_across_sheets_and_with_the_summary() {
    let mut sums = Sums::default();
    let mut ledgers = 0;
    for set in SETS {
        for (_, language) in Language::ALL {
            let ledger = Ledger::of_set(set, language);
            lists(&ledger, language, &mut sums);
            prefectures(&ledger, language, &mut sums);
            minerals(&ledger, language, &mut sums);
            rights(&ledger, language, &mut sums);
            redlines(&ledger, language, &mut sums);
            ledgers += 1;
        }
    }
    println!("{} sums compared in {ledgers} ledgers", sums.compared);
    assert_eq!(ledgers, 12);
    assert!(sums.compared > 2000, "{}", sums.compared);
}
