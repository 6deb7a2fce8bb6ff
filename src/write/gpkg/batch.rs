//! Inserts with less overhead a row.

use rusqlite::{Connection, Statement, ToSql};

/// Rows in one statement. What SQLite does for each statement (looking up the AUTOINCREMENT counter, opening and
/// closing a cursor) costs a fourth of the time if done for each row; beyond 8 rows there is little left to save.
const ROWS: usize = 8;

/// Inserts rows into a table whose first column is never NULL.
///
/// Values are bound one after another; [`end_row`](Self::end_row) after the last of each row.
pub(super) struct Batch<'c> {
    insert: Statement<'c>,
    /// Columns of the table.
    width: usize,
    /// Rows bound and not inserted.
    rows: usize,
    /// Parameters bound since the last insert.
    bound: usize,
}

impl<'c> Batch<'c> {
    pub(super) fn new(connection: &'c Connection, quoted_table: &str, width: usize) -> rusqlite::Result<Self> {
        let row = format!("({})", vec!["?"; width].join(","));
        // The last batch may not be full; rows without a key are not there.
        let insert = connection.prepare(&format!(
            "INSERT INTO {quoted_table} SELECT * FROM (VALUES {}) WHERE column1 NOT NULL",
            vec![row; ROWS].join(",")
        ))?;
        Ok(Self { insert, width, rows: 0, bound: 0 })
    }

    /// Binds the next value of the row. The first one of a row that follows a full batch inserts the batch; if that
    /// fails, the batch is kept.
    pub(super) fn bind(&mut self, value: impl ToSql) -> rusqlite::Result<()> {
        if self.rows == ROWS {
            self.insert()?;
        }
        self.bound += 1;
        self.insert.raw_bind_parameter(self.bound, value)
    }

    pub(super) fn end_row(&mut self) {
        debug_assert_eq!(self.bound, (self.rows + 1) * self.width, "a value for each column");
        self.rows += 1;
    }

    /// A row of a table of two columns.
    pub(super) fn pair(&mut self, first: u32, second: u32) -> rusqlite::Result<()> {
        self.bind(first)?;
        self.bind(second)?;
        self.end_row();
        Ok(())
    }

    /// Inserts what is left.
    pub(super) fn finish(mut self) -> rusqlite::Result<()> {
        for row in self.rows..ROWS {
            self.insert.raw_bind_parameter(row * self.width + 1, rusqlite::types::Null)?;
        }
        self.insert()
    }

    fn insert(&mut self) -> rusqlite::Result<()> {
        self.insert.raw_execute()?;
        (self.rows, self.bound) = (0, 0);
        Ok(())
    }
}
