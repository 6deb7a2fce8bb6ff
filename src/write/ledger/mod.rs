//! The ledger for the office: `ledger.xlsx`, and the same sheets as CSV where the style of the delivery asks for them.
//!
//! Sheets, in this order: flagged mines, all mines (left out where only flagged mines are asked for), parts of mines in zones,
//! prefecture by fragility, mineral by scale, right by licence state, red lines hit, defects, rules, manifest. Each begins with one row
//! of headings in the language of the delivery. A sheet without rows has its heading alone, and the manifest says how many rows each
//! has; mines that are points have no parts in zones.
//!
//! - Every mine is counted once in each of the three sheets that count: their totals are the rows of the sheet of all mines. Mineral by
//!   scale has a block for all mines and one for each prefecture; what a mine does not state counts as `未填 not stated`.
//! - Validity is that of a field named `expires` in the plan, or called so, on the day whose rules are in force, else today.
//! - Ids and licence numbers are text, and so is every column with a whole number of more than 15 digits. A field of the source is taken
//!   for an id by its name, or when it holds the id of every mine.
//! - Codes stand as labels; with both languages as `禁止 prohibited`, so that the code is found again. What sources state stays as they
//!   write it; where a field has a twin with `_zh` behind its name, counts and names are told in both languages.
//! - Numbers keep all their digits; four decimals of hectares, two of per cent and one of metres are shown.
//! - No cell is a formula. A text of more than 32,767 UTF-16 units is shortened with `…`; `csv.rs` has its full length.
//! - The same report gives the same bytes on one day; the day is [`clock::today`].

mod counts;
mod csv;
mod look;
mod mines;
mod patient;
mod redlines;
mod sheet;
mod stated;
mod tables;
mod words;
mod xlsx;
mod xml;

pub use csv::is_formula;

use std::io::BufWriter;
use std::path::{Path, PathBuf};

use self::counts::Units;
use self::sheet::Sheet;
use self::stated::Statements;
use self::words::Words;
use super::staged::{NewFolders, Staged};
use crate::clock;
use crate::domain::{Field, Report};
use crate::error::Error;
use crate::plan::Plan;

/// The name of the workbook.
const WORKBOOK: &str = "ledger.xlsx";
/// The sheets, as their twins are called.
const TWINS: [&str; 10] = [
    "flagged",
    "mines",
    "overlaps",
    "by_prefecture",
    "by_mineral",
    "by_right",
    "redlines",
    "defects",
    "rules",
    "manifest",
];

/// The names of the files of a ledger, relative to the folder of the delivery.
pub(super) fn names(plan: &Plan) -> Vec<PathBuf> {
    let is_written = |twin: &str| plan.style.csv && !(plan.only_flagged && twin == "mines");
    let twins = TWINS.iter().filter(|twin| is_written(twin)).map(|twin| twin_of(twin));
    std::iter::once(PathBuf::from(WORKBOOK)).chain(twins).collect()
}

fn twin_of(name: &str) -> PathBuf {
    Path::new("csv").join(format!("{name}.csv"))
}

/// Writes the ledger beside its place. Notes are for people.
pub(super) fn write(
    report: &Report<'_>,
    plan: &Plan,
    folder: &Path,
    folders: &mut NewFolders,
    notes: &mut Vec<String>,
) -> Result<Vec<Staged>, Error> {
    let words = Words::new(report.style.language, report.style.theme);
    let fields = mines::fields(&report.layer, &report.mine_fields);
    let sheets = sheets(report, plan, &words, &fields);
    let workbook = Staged::beside(&folder.join(WORKBOOK));
    let title = report.title.clone().unwrap_or_else(|| words.say("矿山台账 Mine ledger"));
    let losses =
        xlsx::write(&sheets, &title, clock::today(), workbook.create()?).map_err(|source| workbook.error(source))?;
    let place = workbook.place().display();
    if losses.shortened > 0 {
        notes.push(format!(
            "{place}: {} texts are longer than a cell holds ({} characters) and end with …",
            losses.shortened,
            xml::MOST_CHARACTERS
        ));
    }
    for sheet in losses.cut {
        notes.push(format!(
            "{place}: the sheet {sheet:?} has more rows or columns than a workbook holds; CSV holds all"
        ));
    }
    let mut staged = vec![workbook];
    if report.style.csv {
        folders.make(&folder.join("csv"))?;
        let mut guarded = 0;
        for sheet in &sheets {
            let twin = Staged::beside(&folder.join(twin_of(sheet.file)));
            let mut out = BufWriter::with_capacity(1 << 20, twin.create()?);
            guarded += csv::write(sheet, &mut out).map_err(|source| twin.error(source))?;
            staged.push(twin);
        }
        if guarded > 0 {
            notes.push(format!(
                "{}: {guarded} texts look like formulas and have an apostrophe in front; {WORKBOOK} holds them as they are",
                folder.join("csv").display()
            ));
        }
    }
    Ok(staged)
}

/// All sheets, in order.
fn sheets<'c>(report: &'c Report<'_>, plan: &Plan, words: &'c Words, fields: &'c [Field]) -> Vec<Sheet<'c>> {
    let stated = Statements::of(report, plan, words);
    let units = Units::of(report, words);
    let mut sheets = vec![mines::sheet(report, words, true, fields)];
    if !plan.only_flagged {
        sheets.push(mines::sheet(report, words, false, fields));
    }
    sheets.extend([
        tables::overlaps(report, words),
        counts::by_prefecture(report, &units, words),
        counts::by_mineral(report, &units, &stated, words),
        counts::by_right(report, &stated, words),
        redlines::sheet(report, &stated, words),
        tables::defects(report, words),
        tables::rules(report, words),
    ]);
    let manifest = tables::manifest(report, words, &sheets);
    sheets.push(manifest);
    sheets
}
