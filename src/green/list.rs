//! One list: rows of a table to entries, and what is wrong with them.

use std::collections::BTreeMap;

use crate::domain::{GreenLevel, GreenRow};

use super::cells;
use super::columns::{Columns, Role};
use super::fault::{GreenFault, GreenFaultKind};
use super::fold::fold;

/// How far down the header may stand: titles and notes stand above it.
const HEADER_WITHIN: usize = 20;

/// What is said of a list as a whole; it counts where a cell is empty or a column missing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stated {
    /// The level.
    pub level: Option<GreenLevel>,
    /// The year.
    pub year: Option<u16>,
}

/// An entry of a list.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct GreenEntry {
    /// Where it stands.
    pub row: GreenRow,
    /// The name, as the list has it, without blanks around it.
    pub name: String,
    /// Whose list it is.
    pub level: GreenLevel,
    /// The year in which it was added or removed.
    pub year: u16,
    /// Whether the mine was taken off the list.
    pub is_removal: bool,
    /// Where the mine is, by prefecture or by any place.
    pub prefecture: Option<String>,
    /// Where the mine is, by county.
    pub county: Option<String>,
    /// The id of the mine that a person says is meant; `无`, `none` say that it is not in the layer.
    pub confirmed: Option<String>,
    /// All other filled cells, with the names of their columns: numbers, sources, remarks.
    pub others: Vec<(String, String)>,
}

/// A list of green mines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GreenList {
    /// The list, as messages name it.
    pub source_name: String,
    /// What could be read, in the order of the rows.
    pub entries: Vec<GreenEntry>,
    /// What is wrong with single rows; they are not among the entries.
    pub problems: Vec<GreenFault>,
}

impl GreenList {
    /// Reads the rows of a table, each with its number as a spreadsheet counts. The header is the first row, of twenty, in
    /// which a column has a name for names; rows above it are not read, and empty rows are passed over. A row that
    /// cannot be read is a problem, and the others are read all the same.
    ///
    /// Columns, by any of their names: 矿山名称, 名称, name, 单位名称, 企业名称 (in this order, where there are several);
    /// 级别, level; 年度, 年份, year, 批次; 状态, status; 地州, 所在地, prefecture; 县, county; 确认编号, `mine_id`.
    ///
    /// # Errors
    /// There is no header, or it has two columns of one name, or none for the level or the year and `stated` has none
    /// either.
    pub fn from_rows(source_name: &str, rows: &[(u32, Vec<String>)], stated: Stated) -> Result<Self, GreenFault> {
        let fault = |row, column, kind| GreenFault { source_name: source_name.to_owned(), row, column, kind };
        let filled = || rows.iter().filter(|(_, cells)| cells.iter().any(|cell| !cell.trim().is_empty()));
        let mut header = None;
        for (at, (row, cells)) in filled().enumerate().take(HEADER_WITHIN) {
            let found = Columns::find(cells).map_err(|(column, kind)| fault(Some(*row), Some(column), kind))?;
            if let Some(columns) = found {
                header = Some((at, *row, columns));
                break;
            }
        }
        let Some((at, header_row, columns)) = header else {
            let first = filled().next().map(|(_, cells)| cells.join(", ")).unwrap_or_default();
            return Err(fault(None, None, GreenFaultKind::NoHeader(first)));
        };
        if stated.level.is_none() && !columns.has(Role::Level) {
            return Err(fault(Some(header_row), None, GreenFaultKind::NoLevelColumn));
        }
        if stated.year.is_none() && !columns.has(Role::Year) {
            return Err(fault(Some(header_row), None, GreenFaultKind::NoYearColumn));
        }
        let mut list = Self { source_name: source_name.to_owned(), entries: Vec::new(), problems: Vec::new() };
        let mut seen: BTreeMap<Sameness, u32> = BTreeMap::new();
        for (row, cells) in filled().skip(at + 1) {
            let place = GreenRow { source: source_name.to_owned(), row: *row };
            let read = entry(place, cells, &columns, stated).and_then(|entry| match seen.get(&sameness(&entry)) {
                Some(first) => Err((Role::Name, GreenFaultKind::Duplicate(*first))),
                None => Ok(entry),
            });
            match read {
                Ok(entry) => {
                    seen.insert(sameness(&entry), *row);
                    list.entries.push(entry);
                }
                Err((role, kind)) => list.problems.push(fault(Some(*row), columns.header(role), kind)),
            }
        }
        Ok(list)
    }
}

/// What two entries that say the same have in common: all but their row and remarks.
type Sameness = (String, GreenLevel, u16, bool, Option<String>, Option<String>, Option<String>);

fn sameness(entry: &GreenEntry) -> Sameness {
    let GreenEntry { name, level, year, is_removal, prefecture, county, confirmed, .. } = entry;
    (fold(name), *level, *year, *is_removal, prefecture.clone(), county.clone(), confirmed.clone())
}

fn entry(
    row: GreenRow,
    cells: &[String],
    columns: &Columns,
    stated: Stated,
) -> Result<GreenEntry, (Role, GreenFaultKind)> {
    let cell = |role| columns.cell(role, cells);
    let text = |role| cell(role).map(str::to_owned);
    let name = text(Role::Name).ok_or((Role::Name, GreenFaultKind::NoName))?;
    let level = match cell(Role::Level) {
        Some(text) => cells::level(text).ok_or_else(|| (Role::Level, GreenFaultKind::Level(text.to_owned())))?,
        None => stated.level.ok_or((Role::Level, GreenFaultKind::NoLevel))?,
    };
    let year = match cell(Role::Year) {
        Some(text) => cells::year(text).ok_or_else(|| (Role::Year, GreenFaultKind::Year(text.to_owned())))?,
        None => stated.year.ok_or((Role::Year, GreenFaultKind::NoYear))?,
    };
    let is_removal = match cell(Role::Status) {
        Some(text) => cells::is_removal(text).ok_or_else(|| (Role::Status, GreenFaultKind::Status(text.to_owned())))?,
        None => false,
    };
    Ok(GreenEntry {
        row,
        name,
        level,
        year,
        is_removal,
        prefecture: text(Role::Prefecture),
        county: text(Role::County),
        confirmed: text(Role::Confirmed),
        others: columns.others(cells),
    })
}
