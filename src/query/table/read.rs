//! Answers of `SQLite` as rows, and what their columns are called.

use rusqlite::types::ValueRef;
use rusqlite::{Connection, Result};

use super::lexer::{Kind, Token};
use super::statement::{Fragment, Statement};
use crate::query::rows::Cell;

/// So many rows are held.
pub(super) const MOST_ROWS: usize = 5_000_000;

/// Columns and rows.
pub(super) type Answer = (Vec<String>, Vec<Vec<Cell>>);

/// Carries out a statement that reads; `None` if there are too many rows. Any other statement is an error.
pub(super) fn answer(connection: &Connection, sql: &str) -> Result<Option<Answer>> {
    let mut statement = connection.prepare(sql)?;
    if !statement.readonly() || statement.parameter_count() > 0 {
        return Err(rusqlite::Error::InvalidQuery);
    }
    let columns: Vec<String> = statement.column_names().into_iter().map(str::to_owned).collect();
    let mut found = statement.query([])?;
    let mut rows = Vec::new();
    while let Some(row) = found.next()? {
        if rows.len() >= MOST_ROWS {
            return Ok(None);
        }
        rows.push((0..columns.len()).map(|at| Ok(cell(row.get_ref(at)?))).collect::<Result<Vec<Cell>>>()?);
    }
    Ok(Some((columns, rows)))
}

fn cell(value: ValueRef<'_>) -> Cell {
    match value {
        ValueRef::Null => Cell::Null,
        ValueRef::Integer(number) => Cell::Integer(number),
        ValueRef::Real(number) if number.is_finite() => Cell::Real(number),
        ValueRef::Real(number) => Cell::Text(number.to_string()),
        ValueRef::Text(text) => Cell::Text(String::from_utf8_lossy(text).into_owned()),
        ValueRef::Blob(bytes) => Cell::Text(format!("{} bytes", bytes.len())),
    }
}

/// A value as part of a name.
pub(super) fn shown(cell: &Cell) -> String {
    match cell {
        Cell::Null => String::new(),
        Cell::Boolean(value) => value.to_string(),
        Cell::Integer(number) => number.to_string(),
        Cell::Real(number) => number.to_string(),
        Cell::Text(text) | Cell::Json(text) => text.clone(),
    }
}

/// What was taken for something that it might not be.
pub(super) fn notes(statement: &Statement) -> Vec<String> {
    let note = |word: &String| format!("\"{word}\" is no field and was taken for the text '{word}'");
    statement.texts.iter().map(note).collect()
}

/// Names of columns, each once.
pub(super) fn unique(columns: Vec<String>) -> Vec<String> {
    let mut names: Vec<String> = Vec::with_capacity(columns.len());
    for column in columns {
        let mut name = column.clone();
        let mut number = 1;
        while names.contains(&name) {
            number += 1;
            name = format!("{column}_{number}");
        }
        names.push(name);
    }
    names
}

/// A part of an expression as it was written; a single name without its quotes.
pub(super) fn written(fragment: &Fragment, part: &[Token]) -> String {
    match part {
        [] => String::new(),
        [only] => only.name(&fragment.text).unwrap_or_else(|| only.text(&fragment.text)).to_owned(),
        [.., last] => fragment.text[part[0].start..last.end].to_owned(),
    }
}

/// Columns without a name of their own bear what was written, not what became of it.
pub(super) fn name_parts(select: &Fragment, columns: &mut [String]) {
    let parts = select.parts();
    if parts.len() != columns.len() {
        return;
    }
    for (part, column) in parts.iter().zip(columns) {
        let has_alias = matches!(part, [.., before, last]
            if last.name(&select.text) == Some(column.as_str()) && !before.is(&select.text, "."));
        if !has_alias {
            *column = written(select, part);
        }
    }
}

/// Whether an expression makes one row of many.
pub(super) fn is_aggregate(select: &Fragment) -> bool {
    const ALWAYS: [&str; 8] =
        ["count", "sum", "total", "avg", "group_concat", "string_agg", "json_group_array", "json_group_object"];
    select.tokens.iter().enumerate().any(|(at, token)| {
        let name = token.text(&select.text).to_ascii_lowercase();
        let opens = select.tokens.get(at + 1).is_some_and(|next| next.is(&select.text, "("));
        if token.kind != Kind::Word || !opens {
            return false;
        }
        let inner = || select.tokens[at + 2..].iter().take_while(|inner| inner.depth > token.depth);
        let arguments =
            || inner().filter(|inner| inner.depth == token.depth + 1 && inner.is(&select.text, ",")).count();
        let is_one = ALWAYS.contains(&name.as_str()) || (matches!(name.as_str(), "min" | "max") && arguments() == 0);
        let behind = select.tokens.get(at + 3 + inner().count());
        let is_window = behind.is_some_and(|next| next.is(&select.text, "over") || next.is(&select.text, "filter"));
        is_one && !(is_window && behind.is_some_and(|next| next.is(&select.text, "over")))
    })
}
