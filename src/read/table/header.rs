//! The row that names the columns, under titles or without any.

use std::collections::{BTreeMap, BTreeSet};

use super::columns::{self, Role, role};
use super::{ColumnChoice, Fault, Grid, Options, Row, Table};

/// The header is among so many first rows.
pub(super) const SEARCHED_ROWS: usize = 20;

impl Table {
    /// Finds the header and the columns with the coordinates.
    ///
    /// # Errors
    /// A column that was asked for is not there; no column is known to hold coordinates.
    pub fn new(grid: Grid, options: &Options) -> Result<Self, Fault> {
        let Grid { mut rows, form, mut notes } = grid;
        let at = header_row(&rows, &options.columns);
        let width = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
        let header = names(&rows, at, width);
        let titles = rows.drain(..at.map_or(0, |at| at + 1)).collect::<Vec<Row>>();
        let titles: Vec<String> = titles[..at.unwrap_or(0)].iter().map(line).collect();
        if at.is_none() {
            notes.push("no row names the columns: they are called by their numbers".to_owned());
        }
        let columns = columns::by_choice(&header, &options.columns)?;
        if matches!(options.columns, ColumnChoice::ByName) {
            notes.extend(columns::by_name(header.iter().map(String::as_str)).1);
        }
        Ok(Self { titles, header, rows, columns, form, notes })
    }
}

/// What stands in a row, blank cells left out.
pub(super) fn line(row: &Row) -> String {
    let words: Vec<&str> = row.cells.iter().map(super::Cell::words).filter(|words| !words.is_empty()).collect();
    words.join(" ")
}

/// The row that holds the names that were asked for; else the first with a pair of coordinate columns, else with a
/// column of corners; else the first with several cells and no number.
fn header_row(rows: &[Row], choice: &ColumnChoice) -> Option<usize> {
    let searched = &rows[..rows.len().min(SEARCHED_ROWS)];
    let asked: Vec<&str> = match choice {
        ColumnChoice::ByName => Vec::new(),
        ColumnChoice::Pair { x, y } => vec![x, y],
        ColumnChoice::Corners(name) => vec![name],
    };
    let holds = |row: &Row, name: &str| row.cells.iter().any(|cell| cell.words() == name);
    let roles = |row: &Row| columns::by_name(row.cells.iter().map(super::Cell::words)).0;
    let named = |row: &Row| {
        row.filled() > 1 && !row.cells.iter().any(|cell| cell.words().bytes().any(|byte| byte.is_ascii_digit()))
    };
    let by_choice = || searched.iter().position(|row| !asked.is_empty() && asked.iter().all(|name| holds(row, name)));
    let by_pair = || searched.iter().position(|row| roles(row).pair.is_some());
    let by_corners = || searched.iter().position(|row| roles(row).corners.is_some());
    let by_look = || searched.iter().position(named);
    by_choice().or_else(by_pair).or_else(by_corners).or_else(by_look)
}

/// The names of all columns. A blank cell takes the name above it, as two-line headers have it, unless that is a title,
/// alone in its row.
fn names(rows: &[Row], at: Option<usize>, width: usize) -> Vec<String> {
    let mut names: Vec<String> = Vec::with_capacity(width);
    for column in 0..width {
        let own = at.map_or("", |at| rows[at].words(column));
        // X and Y under a common head keep their own names.
        let above = || {
            let row = &rows[at?.checked_sub(1)?];
            let name = row.words(column);
            (row.filled() > 1 && !name.is_empty() && !matches!(role(name), Some(Role::Corners))).then_some(name)
        };
        let name = if own.is_empty() { above().unwrap_or("") } else { own };
        let name = if name.is_empty() { format!("column_{}", column + 1) } else { name.replace(['\r', '\n'], "") };
        names.push(name);
    }
    unique(names)
}

/// Names that stand twice get a number: `X`, `X_2`.
fn unique(names: Vec<String>) -> Vec<String> {
    let mut taken: BTreeSet<String> = names.iter().cloned().collect();
    let mut times: BTreeMap<String, usize> = BTreeMap::new();
    let mut unique = Vec::with_capacity(names.len());
    for name in names {
        let number = times.entry(name.clone()).or_insert(0);
        *number += 1;
        let mut free = name.clone();
        // The first keeps its name; a number that some name bears already is passed over.
        while *number > 1 && !taken.insert(free.clone()) {
            free = format!("{name}_{number}");
            *number += usize::from(taken.contains(&free));
        }
        unique.push(free);
    }
    unique
}
