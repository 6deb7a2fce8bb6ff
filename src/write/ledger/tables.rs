//! The sheets that stand in the package as tables too: parts of mines in zones, defects, rules, manifest.

use std::borrow::Cow;

use super::sheet::{Cell, Format, Row, Rows, Sheet, SheetColumn};
use super::words::Words;
use crate::clock;
use crate::domain::Report;
use crate::style::Colour;
use crate::write::rows::{defect_columns, defect_row};
use crate::write::table::{Column, Value};
use crate::write::{manifest, pieces, rule_tables};

/// The fill of rules that nobody has compared with the law.
const UNVERIFIED: Colour = Colour(255, 199, 206);

/// A sheet without rows, its columns as a table has them.
fn sheet<'c>(file: &'static str, name: String, columns: &[Column], words: &Words) -> Sheet<'c> {
    let columns = columns.iter().map(|column| SheetColumn::of(column, words)).collect();
    Sheet { file, name, columns, rows: Rows::Held(Vec::new()), frozen_columns: 0, footing: 0 }
}

fn cells<'v>(values: Vec<Value<'v>>, columns: &[SheetColumn], words: &Words) -> Vec<Cell<'v>> {
    values.into_iter().zip(columns).map(|(value, column)| column.cell(value, words)).collect()
}

/// The parts of mines in zones. For mines that are points the sheet has a heading and no row; the manifest says why.
pub(super) fn overlaps<'c>(report: &'c Report<'_>, words: &'c Words) -> Sheet<'c> {
    let mut sheet = sheet("overlaps", words.say("区域重叠 Parts in zones"), &pieces::columns(report), words);
    let columns = sheet.columns.clone();
    let count = pieces::overlaps(report).count();
    sheet.rows = Rows::Streamed(
        count,
        Box::new(move || {
            let columns = columns.clone();
            Box::new(pieces::overlaps(report).map(move |row| Row::new(cells(row.values, &columns, words))))
        }),
    );
    sheet
}

/// Everything that was found wrong.
pub(super) fn defects<'c>(report: &'c Report<'_>, words: &'c Words) -> Sheet<'c> {
    let mut sheet = sheet("defects", words.say("数据问题 Defects"), &defect_columns(), words);
    for column in sheet.columns.iter_mut().rev().take(2) {
        column.format = Format::Lines;
    }
    let columns = sheet.columns.clone();
    let defects = &report.defects;
    let row = move |position: usize| Row::new(cells(defect_row(&defects[position]).values, &columns, words));
    sheet.rows = Rows::Made(defects.len(), Box::new(row));
    sheet
}

/// The rules in force with what they did, then those that are left out.
pub(super) fn rules<'c>(report: &'c Report<'_>, words: &Words) -> Sheet<'c> {
    let mut sheet = sheet("rules", words.say("规则 Rules"), &rule_tables::rule_columns(), words);
    let Some(rulings) = &report.rulings else { return sheet };
    let position = |name: &str| rule_tables::rule_columns().iter().position(|column| column.name == name);
    let (kind, state) = (position("pack_kind"), position("state"));
    for name in ["conditions", "action", "action_zh", "source", "note", "state"] {
        if let Some(at) = position(name) {
            sheet.columns[at].format = Format::Lines;
        }
    }
    if let Some(at) = kind {
        let unverified =
            ["paper", "law", "local", "example"].map(|word| pack_kind(&format!("{word} (unverified)"), words));
        sheet.columns[at].fills = unverified.into_iter().map(|text| (text, UNVERIFIED)).collect();
    }
    let rows = rule_tables::rules(report, rulings).into_iter().map(|mut values| {
        for (at, told) in [(kind, pack_kind as fn(&str, &Words) -> String), (state, state_of)] {
            if let Some(Value::Text(text)) = at.and_then(|at| values.get_mut(at)) {
                *text = Cow::Owned(told(text, words));
            }
        }
        Row::new(cells(values, &sheet.columns, words))
    });
    sheet.rows = Rows::Held(rows.collect());
    sheet.frozen_columns = 1;
    sheet
}

/// What a pack is; law that nobody has compared with its text says so in capitals.
fn pack_kind(kind: &str, words: &Words) -> String {
    let (word, is_unverified) = kind.strip_suffix(" (unverified)").map_or((kind, false), |word| (word, true));
    let chinese = match word {
        "paper" => "论文",
        "law" => "法规",
        "local" => "地方规定",
        "example" => "示例",
        other => other,
    };
    if is_unverified {
        words.language.choose(&format!("{chinese}(未核实)"), &format!("{word} (UNVERIFIED)")).into_owned()
    } else {
        words.language.choose(chinese, word).into_owned()
    }
}

fn state_of(state: &str, words: &Words) -> String {
    match state.strip_prefix("left out: ") {
        Some(why) => words.language.choose(&format!("未采用:{why}"), state).into_owned(),
        None if state == "in force" => words.say("有效 in force"),
        None => state.to_owned(),
    }
}

/// How the delivery came about, and how many rows each sheet has.
pub(super) fn manifest<'c>(report: &Report<'_>, words: &Words, sheets: &[Sheet<'_>]) -> Sheet<'c> {
    let mut sheet = sheet("manifest", words.say("清单 Manifest"), &manifest::columns(), words);
    sheet.columns[1].format = Format::Lines;
    let mut rows: Vec<Row<'c>> = manifest::rows(report)
        .into_iter()
        .map(|entry| Row::new(cells(Vec::from(entry), &sheet.columns, words)))
        .collect();
    let mut entry = |item: String, value: String| rows.push(Row::new(vec![Cell::text(item), Cell::text(value)]));
    entry("day of the ledger".to_owned(), clock::today().to_string());
    for other in sheets {
        let why = if other.file == "overlaps" && other.count() == 0 && report.facts.extents.is_empty() {
            ": the mines are points, which have no parts"
        } else {
            ""
        };
        entry(format!("rows of sheet {}", other.name), format!("{}{why}", other.count()));
    }
    sheet.rows = Rows::Held(rows);
    sheet
}
