//! Files of a folder that are no layers, and yet belong into a plan: rule tables and lists of green mines.

use std::path::Path;

use crate::green::{GreenList, Stated};
use crate::read;
use crate::rules::{Fact, RuleBook, Vocabulary};

/// What a table is.
pub(super) enum TableKind {
    /// Rules.
    Rules,
    /// A rule table with faults: what is wrong.
    FaultyRules(String),
    /// Examples that test a rule table.
    Examples,
    /// Names of green mines.
    GreenMines,
}

/// What the table in a file is, where it is one of these.
pub(super) fn kind(path: &Path) -> Option<TableKind> {
    let extension = path.extension()?.to_str()?.to_ascii_lowercase();
    if !["csv", "tsv", "xlsx"].contains(&extension.as_str()) {
        return None;
    }
    let rows = read::table_rows(path, None, None).ok()?;
    let header: Vec<String> = rows.rows.first()?.cells.iter().map(|cell| cell.words().to_lowercase()).collect();
    let has = |names: &[&str]| header.iter().any(|cell| names.contains(&cell.trim_end_matches('*')));
    let asks = header.iter().filter(|cell| Fact::from_header(cell).is_some()).count();
    if has(&["verdict", "判定"]) && asks > 0 {
        if has(&["case"]) {
            return Some(TableKind::Examples);
        }
        if has(&["id", "编号"]) {
            return Some(match RuleBook::read(&[rows], &Vocabulary::built_in()) {
                Ok(_) => TableKind::Rules,
                Err(error) => TableKind::FaultyRules(error.to_string()),
            });
        }
    }
    let list = GreenList::from_rows("", &rows.texts(), Stated::default()).ok()?;
    (!list.entries.is_empty()).then_some(TableKind::GreenMines)
}
