//! Rows of tables to a book: headers, rows, and what holds between rows.

use std::collections::BTreeMap;

use super::book::{Pack, PackKind, Reading, Rule, RuleBook};
use super::column::{self, Column, Head};
use super::row::{self, Line, RowReader};
use super::{Vocabulary, check_overrides};
use crate::domain::RuleProblem;
use crate::error::Error;
use crate::read::{TableCell, TableRow, TableRows};

/// Everything that is wrong, in the order in which it was found.
#[derive(Debug, Default)]
pub(super) struct Problems(pub(super) Vec<RuleProblem>);

impl Problems {
    pub(super) fn add(
        &mut self,
        path: &str,
        row: Option<usize>,
        column: Option<&str>,
        problem: String,
        hint: Option<String>,
    ) {
        let column = column.map(str::to_owned);
        self.0.push(RuleProblem { path: path.to_owned(), row, column, problem, hint });
    }
}

/// What one row says of its pack and its reading, beside its rule.
struct Entry {
    pack: String,
    kind: Option<PackKind>,
    path: String,
    row: usize,
}

pub(super) fn read(tables: &[TableRows], vocabulary: &Vocabulary) -> Result<RuleBook, Error> {
    let mut book = RuleBook::default();
    let mut problems = Problems::default();
    let mut entries: Vec<Entry> = Vec::new();
    let mut scopes = Vec::new();
    let mut readings: Vec<(row::ReadingCell, String, usize)> = Vec::new();
    for table in tables {
        book.files.push(table.path.clone());
        let mut rows = table.rows.iter().filter(|row| !is_comment(row));
        let Some(header) = rows.next() else {
            problems.add(&table.path, None, None, "no row but comments".to_owned(), None);
            continue;
        };
        let Some(columns) = columns(table, header, &mut problems) else { continue };
        for column in &columns {
            if let Some((_, Column::Set(name))) = column
                && !book.set_names.contains(name)
            {
                book.set_names.push(name.clone());
            }
        }
        for cells in rows {
            let reader = RowReader { table, columns: &columns, cells, vocabulary };
            let Some(line) = reader.read(&mut book.names, &mut problems) else { continue };
            let (path, row) = (table.path.clone(), cells.number);
            match line {
                Line::Scope { pack, kind, cells } => {
                    scopes.push((pack.clone(), cells));
                    entries.push(Entry { pack, kind, path, row });
                }
                Line::Rule { rule, kind, reading } => {
                    entries.push(Entry { pack: rule.pack.clone(), kind, path: path.clone(), row });
                    readings.extend(reading.map(|reading| (reading, path, row)));
                    book.rules.push(*rule);
                }
            }
        }
    }
    duplicates(&book.rules, &mut problems);
    book.readings = settle_readings(&readings, &mut problems);
    book.packs = packs(&entries, scopes, &book.rules, &mut problems);
    check_overrides::check(&book.rules, &mut problems);
    if problems.0.is_empty() { Ok(book) } else { Err(Error::Rules { problems: problems.0 }) }
}

fn is_comment(row: &TableRow) -> bool {
    row.cells.iter().map(TableCell::words).find(|words| !words.is_empty()).is_none_or(|first| first.starts_with('#'))
}

/// A column with the header as it is written; `None` for one without a header.
pub(super) type Columns = Vec<Option<(String, Column)>>;

fn columns(table: &TableRows, header: &TableRow, problems: &mut Problems) -> Option<Columns> {
    let row = Some(header.number);
    let known = header.cells.iter().filter(|cell| column::of_header(cell.words()).is_some()).count();
    if known == 0 {
        let cells: Vec<&str> =
            header.cells.iter().map(TableCell::words).filter(|cell| !cell.is_empty()).take(5).collect();
        let problem = format!("no header: none of {} is a known column", cells.join(", "));
        let hint = "the first row names the columns: id (编号), verdict (判定), and facts such as mineral (矿种)";
        problems.add(&table.path, row, None, problem, Some(hint.to_owned()));
        return None;
    }
    let mut columns: Columns = Vec::new();
    for cell in &header.cells {
        let name = cell.words();
        if name.is_empty() {
            columns.push(None);
            continue;
        }
        let column = column::of_header(name);
        match &column {
            None => {
                let hint = match column::nearest(name) {
                    Some(nearest) => format!("did you mean \"{nearest}\"?"),
                    None => "a column that only people read is called note (备注); one that adds a field, set_NAME"
                        .to_owned(),
                };
                problems.add(&table.path, row, Some(name), "unknown column".to_owned(), Some(hint));
            }
            Some(found) => {
                if let Some((first, _)) = columns.iter().flatten().find(|(_, other)| other == found) {
                    let problem = format!("the same column as {first}");
                    problems.add(&table.path, row, Some(name), problem, Some("keep one of them".to_owned()));
                }
            }
        }
        columns.push(Some((name.to_owned(), column.unwrap_or(Column::Unknown))));
    }
    for (head, name) in [(Head::Id, "id (编号)"), (Head::Verdict, "verdict (判定)")] {
        if !columns.iter().flatten().any(|(_, column)| *column == Column::Of(head)) {
            let problem = format!("there is no column {name}");
            problems.add(&table.path, row, None, problem, Some("every rule has an id and a verdict".to_owned()));
        }
    }
    Some(columns)
}

fn duplicates(rules: &[Rule], problems: &mut Problems) {
    let mut first: BTreeMap<&str, &Rule> = BTreeMap::new();
    for rule in rules {
        if let Some(earlier) = first.get(rule.id.as_str()) {
            let place = &earlier.place;
            let where_first = if place.path == rule.place.path { String::new() } else { format!("{}, ", place.path) };
            let problem = format!("the id \"{}\" is there already, in {where_first}row {}", rule.id, place.row);
            problems.add(&rule.place.path, Some(rule.place.row), Some("id"), problem, None);
        } else {
            first.insert(&rule.id, rule);
        }
    }
}

fn settle_readings(found: &[(row::ReadingCell, String, usize)], problems: &mut Problems) -> Vec<Reading> {
    let mut by_name: BTreeMap<&str, Vec<&(row::ReadingCell, String, usize)>> = BTreeMap::new();
    for reading in found {
        by_name.entry(&reading.0.name).or_default().push(reading);
    }
    let mut readings = Vec::new();
    for (name, cells) in by_name {
        let (mut choices, mut defaults): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
        for (cell, ..) in &cells {
            for (list, belongs) in [(&mut choices, true), (&mut defaults, cell.is_default)] {
                if belongs && !list.contains(&cell.choice) {
                    list.push(cell.choice.clone());
                }
            }
        }
        let (_, path, row) = cells[0];
        let complaint = match defaults.as_slice() {
            [_] => None,
            [] => Some(format!("the reading \"{name}\" has no default: none of {} ends in *", choices.join(", "))),
            several => Some(format!("the reading \"{name}\" has several defaults: {}", several.join(", "))),
        };
        if let Some(problem) = complaint {
            let hint = format!("mark the usual choice: {name}={}*", choices[0]);
            problems.add(path, Some(*row), Some("reading"), problem, Some(hint));
            continue;
        }
        readings.push(Reading { name: name.to_owned(), choices, default: defaults.concat() });
    }
    readings
}

fn packs(
    entries: &[Entry],
    scopes: Vec<(String, Vec<(super::Fact, super::Cell)>)>,
    rules: &[Rule],
    problems: &mut Problems,
) -> Vec<Pack> {
    let mut packs: BTreeMap<String, Pack> = BTreeMap::new();
    let mut kinds: BTreeMap<String, (PackKind, usize)> = BTreeMap::new();
    for Entry { pack: id, kind, path, row } in entries {
        let pack = packs.entry(id.clone()).or_insert_with(|| Pack {
            id: id.clone(),
            kind: PackKind::default(),
            is_unverified: false,
            unverified_rules: Vec::new(),
            scopes: Vec::new(),
            files: Vec::new(),
        });
        if !pack.files.contains(path) {
            pack.files.push(path.clone());
        }
        let Some(kind) = kind else { continue };
        match kinds.get(id) {
            Some((earlier, first)) if earlier != kind => {
                let problem =
                    format!("the pack \"{id}\" is {} here and {} in row {first}", kind.word(), earlier.word());
                let hint = Some("a pack is of one kind".to_owned());
                problems.add(path, Some(*row), Some("kind"), problem, hint);
            }
            Some(_) => {}
            None => {
                kinds.insert(id.clone(), (*kind, *row));
                pack.kind = *kind;
            }
        }
    }
    for (id, cells) in scopes {
        if let Some(pack) = packs.get_mut(&id) {
            pack.scopes.push(cells);
        }
    }
    for rule in rules.iter().filter(|rule| rule.verified_by.is_none() || rule.verified_on.is_none()) {
        if let Some(pack) = packs.get_mut(&rule.pack).filter(|pack| pack.kind == PackKind::Law) {
            pack.is_unverified = true;
            pack.unverified_rules.push(rule.id.clone());
        }
    }
    packs.into_values().collect()
}
