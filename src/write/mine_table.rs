//! The mines of a report as a table: the columns that every delivery has, and the values of one mine.

use super::rows::{MineRows, source_columns};
use super::table::{Column, Value};
use crate::domain::Report;

/// Mines with the fields of their source and those that oreline adds.
pub struct MineTable<'r, 'a> {
    rows: MineRows<'r, 'a>,
    /// Whether the source holds what a run adds, since it is a delivery itself.
    is_source_alone: bool,
}

impl std::fmt::Debug for MineTable<'_, '_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("MineTable").field("columns", &self.rows.columns).finish_non_exhaustive()
    }
}

impl<'r, 'a> MineTable<'r, 'a> {
    /// The fields of the source, then those that oreline adds.
    #[must_use]
    pub fn new(report: &'r Report<'a>) -> Self {
        Self { rows: MineRows::new(report, false), is_source_alone: false }
    }

    /// The fields of the source alone.
    #[must_use]
    pub fn of_source(report: &'r Report<'a>) -> Self {
        let mut rows = MineRows::new(report, false);
        rows.columns = source_columns(&report.layer.fields, Vec::new());
        Self { rows, is_source_alone: true }
    }

    /// The columns: as many of the source as it has fields, under names that differ by more than case, then the added ones.
    #[must_use]
    pub fn columns(&self) -> &[Column] {
        &self.rows.columns
    }

    /// Added fields that had to take another name, since the source uses theirs: the usual name, and the one taken.
    #[must_use]
    pub fn renamed(&self) -> &[(String, String)] {
        if self.is_source_alone { &[] } else { &self.rows.renamed }
    }

    /// The values of the mine at a position, in the order of the columns.
    #[must_use]
    pub fn values(&self, position: u32) -> Vec<Value<'r>> {
        let mut values = self.rows.row(position).values;
        values.truncate(self.rows.columns.len());
        values
    }
}
