//! What a list can have wrong.

use std::fmt;

use thiserror::Error;

/// A fault of a list, or of one of its rows.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Error)]
pub struct GreenFault {
    /// The list, as messages name it.
    pub source_name: String,
    /// The row, as a spreadsheet counts; none where the whole list is meant.
    pub row: Option<u32>,
    /// The name of the column.
    pub column: Option<String>,
    /// What it is.
    pub kind: GreenFaultKind,
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum GreenFaultKind {
    /// No row has a name of a column for names; what the first filled row holds.
    NoHeader(String),
    /// Two columns mean the same; the other one.
    TwoColumns(String),
    /// The list has no column for the level, and none was stated.
    NoLevelColumn,
    /// The list has no column for the year, and none was stated.
    NoYearColumn,
    /// A row with content and without a name.
    NoName,
    /// The level is missing.
    NoLevel,
    /// The level is not understood.
    Level(String),
    /// The year is missing.
    NoYear,
    /// There is no one year between 2000 and 2100 in it.
    Year(String),
    /// Neither added nor removed.
    Status(String),
    /// The same entry stands in an earlier row.
    Duplicate(u32),
}

impl fmt::Display for GreenFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.source_name)?;
        if let Some(row) = self.row {
            write!(f, ", row {row}")?;
        }
        if let Some(column) = &self.column {
            write!(f, ", column {column}")?;
        }
        write!(f, ": {}", self.kind)
    }
}

impl fmt::Display for GreenFaultKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoHeader(found) if found.is_empty() => f.write_str("the list is empty"),
            Self::NoHeader(found) => {
                write!(
                    f,
                    "no column of names: name one 名称, 矿山名称, 单位名称, 企业名称 or name; the first row is {found}"
                )
            }
            Self::TwoColumns(other) => write!(f, "means the same as column {other}: rename or remove one"),
            Self::NoLevelColumn => f.write_str("no column 级别 (level), and no level is stated for the list"),
            Self::NoYearColumn => f.write_str("no column 年度 (year), and no year is stated for the list"),
            Self::NoName => f.write_str("a row without a name; not read"),
            Self::NoLevel => f.write_str("no level; not read (a merged cell counts for its first row alone)"),
            Self::Level(text) => write!(f, "{text:?} is no level: write 国家级 or 自治区级; not read"),
            Self::NoYear => f.write_str("no year; not read (a merged cell counts for its first row alone)"),
            Self::Year(text) => write!(f, "{text:?} is no one year from 2000 to 2100; not read"),
            Self::Status(text) => write!(f, "{text:?} says neither added nor removed: write 在册 or 移出; not read"),
            Self::Duplicate(row) => write!(f, "the same entry as row {row}; counted once"),
        }
    }
}
