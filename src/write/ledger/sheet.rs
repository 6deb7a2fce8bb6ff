//! A sheet as both writers need it: a name, columns, and rows of cells that may be made more than once.

use std::borrow::Cow;
use std::io::{self, Write};

use rayon::prelude::*;

use super::words::Words;
use crate::domain::{Date, Label};
use crate::style::Colour;
use crate::write::table::{Column, Value};

/// The largest magnitude that a spreadsheet holds to its last digit is one of 15 digits.
const MOST_DIGITS: u32 = 15;

/// Rows to a task, and to a batch that is held in memory.
const TASK_ROWS: usize = 256;
const BATCH_ROWS: usize = 16 * TASK_ROWS;

/// How the cells of a column are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    /// As the program likes.
    General,
    /// Text, also when somebody types a number.
    Text,
    /// Text that is broken into lines.
    Lines,
    /// Whole numbers.
    Whole,
    /// Hectares to a square metre: four decimals.
    Hectares,
    /// Per cent: two decimals.
    PerCent,
    /// Metres: one decimal.
    Metres,
    /// A day, `YYYY-MM-DD`.
    Day,
}

impl Format {
    /// The format of a column of oreline's own, by the unit that its title ends with.
    fn of(column: &Column) -> Self {
        use crate::domain::FieldKind;
        let unit = column.title.as_ref().map_or("", |title| title.english.as_ref());
        match column.kind {
            FieldKind::Real if unit.ends_with("(ha)") => Self::Hectares,
            FieldKind::Real if unit.ends_with("(%)") => Self::PerCent,
            FieldKind::Real if unit.ends_with("(m)") => Self::Metres,
            FieldKind::Integer => Self::Whole,
            FieldKind::Text => Self::Text,
            _ => Self::General,
        }
    }

    /// The decimals that it shows; `None` where that depends on the number.
    pub(super) fn decimals(self) -> Option<usize> {
        match self {
            Self::Hectares => Some(4),
            Self::PerCent => Some(2),
            Self::Metres => Some(1),
            Self::Whole => Some(0),
            _ => None,
        }
    }
}

/// A column of a sheet.
#[derive(Clone, Debug)]
pub(super) struct SheetColumn {
    /// What stands above it.
    pub(super) heading: String,
    /// How its cells are shown.
    pub(super) format: Format,
    /// The fill of the heading, where it is not that of all headings.
    pub(super) heading_fill: Option<Colour>,
    /// Fills of cells that hold just this text.
    pub(super) fills: Vec<(String, Colour)>,
    /// What the codes in it mean.
    pub(super) labels: &'static [Label],
}

impl SheetColumn {
    /// A column without codes.
    pub(super) fn new(heading: impl Into<String>, format: Format) -> Self {
        Self { heading: heading.into(), format, heading_fill: None, fills: Vec::new(), labels: &[] }
    }

    /// A column of a layer or table.
    pub(super) fn of(column: &Column, words: &Words) -> Self {
        let mut own = Self::new(column.heading(words.language), Format::of(column));
        own.labels = column.labels;
        own.fills = words.fills(column.labels);
        own
    }

    /// A value of the column as a cell: codes as labels, yes and no as words.
    pub(super) fn cell<'v>(&self, value: Value<'v>, words: &Words) -> Cell<'v> {
        match value {
            Value::Null => Cell::Blank,
            Value::Boolean(is_true) => Cell::text(words.yes_or_no(is_true)),
            Value::Integer(number) if number.unsigned_abs() < 10_u64.pow(MOST_DIGITS) => Cell::Whole(number),
            Value::Integer(number) => Cell::Text(Cow::Owned(number.to_string())),
            Value::Real(number) if number.is_finite() => Cell::Number(number),
            Value::Real(number) => Cell::Text(Cow::Owned(number.to_string())),
            Value::Text(text) if self.labels.is_empty() => Cell::Text(text),
            Value::Text(code) => match words.label(self.labels, &code) {
                Some(label) => Cell::text(label),
                None => Cell::Text(code),
            },
        }
    }
}

/// One cell.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Cell<'c> {
    /// Nothing.
    Blank,
    /// Text, never a formula.
    Text(Cow<'c, str>),
    /// A whole number of at most 15 digits.
    Whole(i64),
    /// A finite number.
    Number(f64),
    /// A day.
    Day(Date),
}

impl<'c> Cell<'c> {
    pub(super) fn text(text: impl Into<Cow<'c, str>>) -> Self {
        Self::Text(text.into())
    }

    pub(super) fn count(number: usize) -> Self {
        Self::Whole(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

/// One row.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Row<'c> {
    pub(super) cells: Vec<Cell<'c>>,
    /// Whether it sums up others.
    pub(super) is_total: bool,
}

impl<'c> Row<'c> {
    pub(super) fn new(cells: Vec<Cell<'c>>) -> Self {
        Self { cells, is_total: false }
    }

    pub(super) fn total(cells: Vec<Cell<'c>>) -> Self {
        Self { cells, is_total: true }
    }
}

/// The rows of a sheet. They are asked for twice, for the workbook and for its twin, and never held together when there may be many.
pub(super) enum Rows<'c> {
    /// A few rows.
    Held(Vec<Row<'c>>),
    /// So many rows, each made by its position.
    Made(usize, Box<dyn Fn(usize) -> Row<'c> + Sync + 'c>),
    /// So many rows, made one behind the other.
    Streamed(usize, Box<dyn Fn() -> Box<dyn Iterator<Item = Row<'c>> + 'c> + 'c>),
}

/// What stands on one sheet.
pub(super) struct Sheet<'c> {
    /// The name of its twin, without ending.
    pub(super) file: &'static str,
    /// The name on its tab.
    pub(super) name: String,
    pub(super) columns: Vec<SheetColumn>,
    pub(super) rows: Rows<'c>,
    /// Columns at the left that stay in sight.
    pub(super) frozen_columns: u16,
    /// Rows at the end that a filter leaves alone.
    pub(super) footing: usize,
}

/// Writes one row as bytes; the number counts from 0 without the heading.
pub(super) type Encode<'e> = dyn Fn(usize, &Row<'_>, &mut Vec<u8>) + Sync + 'e;

impl<'c> Sheet<'c> {
    /// How many rows there are, without the heading.
    pub(super) fn count(&self) -> usize {
        match &self.rows {
            Rows::Held(rows) => rows.len(),
            Rows::Made(count, _) | Rows::Streamed(count, _) => *count,
        }
    }

    /// The first rows, for what depends on how wide cells are.
    pub(super) fn sample(&self, most: usize) -> Vec<Cow<'_, Row<'c>>> {
        match &self.rows {
            Rows::Held(rows) => rows.iter().take(most).map(Cow::Borrowed).collect(),
            Rows::Made(count, row) => (0..most.min(*count)).map(|position| Cow::Owned(row(position))).collect(),
            Rows::Streamed(_, rows) => rows().take(most).map(Cow::Owned).collect(),
        }
    }

    /// Writes the first rows, in order, whatever the number of threads.
    pub(super) fn encode(&self, most: usize, encode: &Encode<'_>, out: &mut dyn Write) -> io::Result<()> {
        let mut bytes = Vec::new();
        let mut one = |number: usize, row: &Row<'_>, out: &mut dyn Write| {
            bytes.clear();
            encode(number, row, &mut bytes);
            out.write_all(&bytes)
        };
        match &self.rows {
            Rows::Held(rows) => rows.iter().take(most).enumerate().try_for_each(|(number, row)| one(number, row, out)),
            Rows::Streamed(_, rows) => {
                rows().take(most).enumerate().try_for_each(|(number, row)| one(number, &row, out))
            }
            Rows::Made(count, row) => {
                let count = most.min(*count);
                for batch in (0..count).step_by(BATCH_ROWS) {
                    let tasks: Vec<usize> = (batch..count.min(batch + BATCH_ROWS)).step_by(TASK_ROWS).collect();
                    let of_task = |first: usize| {
                        let mut bytes = Vec::new();
                        for number in first..count.min(first + TASK_ROWS) {
                            encode(number, &row(number), &mut bytes);
                        }
                        bytes
                    };
                    let parts: Vec<Vec<u8>> = tasks.into_par_iter().map(of_task).collect();
                    parts.iter().try_for_each(|part| out.write_all(part))?;
                }
                Ok(())
            }
        }
    }
}
