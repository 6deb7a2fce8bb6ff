//! The tables that questions are asked of, in memory: `mines`, and where a question names them `zones`, `hits` and `defects`.

use rusqlite::config::DbConfig;
use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, Result, ToSql, params_from_iter};

use super::statement::name_literal;
use crate::domain::{FieldKind, Report};
use crate::query::mines::Mines;
use crate::query::rows::Cell;
use crate::query::zones;

/// `SQLite` takes no more columns in a table.
pub(super) const MOST_COLUMNS: usize = 2000;

/// An empty database in memory from which no file can be reached, and in which a word in double quotes is no text.
pub(super) fn open() -> Result<Connection> {
    let connection = Connection::open_in_memory()?;
    for (setting, value) in [
        (DbConfig::SQLITE_DBCONFIG_DQS_DML, false),
        (DbConfig::SQLITE_DBCONFIG_DQS_DDL, false),
        (DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true),
        (DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false),
        (DbConfig::SQLITE_DBCONFIG_ENABLE_ATTACH_CREATE, false),
        (DbConfig::SQLITE_DBCONFIG_ENABLE_ATTACH_WRITE, false),
    ] {
        connection.set_db_config(setting, value)?;
    }
    // What is too large to be sorted in memory may not go to a file either.
    connection.execute_batch("pragma temp_store = memory; pragma synchronous = off; pragma journal_mode = off")?;
    Ok(connection)
}

/// From here on nothing can be changed.
pub(super) fn close_for_writing(connection: &Connection) -> Result<()> {
    connection.execute_batch("pragma query_only = on")
}

impl ToSql for Cell {
    fn to_sql(&self) -> Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Self::Null => ValueRef::Null,
            Self::Boolean(value) => ValueRef::Integer(i64::from(*value)),
            Self::Integer(number) => ValueRef::Integer(*number),
            Self::Real(number) => ValueRef::Real(*number),
            Self::Text(text) => ValueRef::Text(text.as_bytes()),
            // Numbers as numbers, objects and lists as the text that the JSON functions of SQLite read.
            Self::Json(json) => match json.parse::<f64>() {
                Ok(number) if number.is_finite() => ValueRef::Real(number),
                _ => ValueRef::Text(json.as_bytes()),
            },
        }))
    }
}

/// How a column compares: a number that stands in a column of texts is a text there.
fn affinity(kind: FieldKind) -> &'static str {
    match kind {
        FieldKind::Boolean | FieldKind::Integer => "integer",
        FieldKind::Real => "real",
        FieldKind::Text | FieldKind::Date | FieldKind::DateTime | FieldKind::Json => "text",
    }
}

/// Fills the table `mines` with these columns of these mines.
pub(super) fn mines(connection: &Connection, mines: &Mines<'_, '_>, columns: &[usize], selected: &[u32]) -> Result<()> {
    let definitions: Vec<(&str, &str)> =
        columns.iter().map(|&at| (mines.columns[at].name.as_str(), affinity(mines.columns[at].kind))).collect();
    let mut insert = Inserter::new(connection, "mines", &definitions)?;
    for &position in selected {
        let row = mines.row(position);
        insert.row(columns.iter().map(|&at| InColumn(&row[at], mines.columns[at].kind)))?;
    }
    insert.finish()
}

/// A value in a column: what stands in a column of texts is a text, spelled as in the source.
struct InColumn<'v>(&'v Cell, FieldKind);

impl ToSql for InColumn<'_> {
    fn to_sql(&self) -> Result<ToSqlOutput<'_>> {
        Ok(match (self.0, self.1) {
            (Cell::Json(text), FieldKind::Text | FieldKind::Json) => {
                ToSqlOutput::Borrowed(ValueRef::Text(text.as_bytes()))
            }
            (Cell::Boolean(true), FieldKind::Text) => ToSqlOutput::Borrowed(ValueRef::Text(b"true")),
            (Cell::Boolean(false), FieldKind::Text) => ToSqlOutput::Borrowed(ValueRef::Text(b"false")),
            (cell, _) => cell.to_sql()?,
        })
    }
}

struct Inserter<'c> {
    connection: &'c Connection,
    statement: rusqlite::Statement<'c>,
}

impl<'c> Inserter<'c> {
    fn new(connection: &'c Connection, table: &str, columns: &[(&str, &str)]) -> Result<Self> {
        let definitions: Vec<String> =
            columns.iter().map(|(name, affinity)| format!("{} {affinity}", name_literal(name))).collect();
        connection.execute_batch(&format!("create table {table} ({}); begin", definitions.join(", ")))?;
        let places = vec!["?"; columns.len()].join(", ");
        Ok(Self { connection, statement: connection.prepare(&format!("insert into {table} values ({places})"))? })
    }

    fn row(&mut self, values: impl Iterator<Item = impl ToSql>) -> Result<()> {
        self.statement.execute(params_from_iter(values)).map(drop)
    }

    fn finish(self) -> Result<()> {
        let Self { connection, statement } = self;
        drop(statement);
        connection.execute_batch("commit")
    }
}

/// The names of the columns of the other tables, for messages.
pub(super) const OTHER_COLUMNS: [(&str, &[(&str, &str)]); 3] = [
    (
        "zones",
        &[
            ("zone", "integer"),
            ("kind", "text"),
            ("name", "text"),
            ("class", "text"),
            ("id", "text"),
            ("names", "text"),
            ("area_ha", "real"),
        ],
    ),
    (
        "hits",
        &[
            ("mine", "integer"),
            ("zone", "integer"),
            ("kind", "text"),
            ("name", "text"),
            ("place", "text"),
            ("overlap_ha", "real"),
            ("share_pct", "real"),
        ],
    ),
    (
        "defects",
        &[
            ("role", "text"),
            ("file", "text"),
            ("feature", "integer"),
            ("id", "text"),
            ("code", "text"),
            ("severity", "text"),
            ("reason", "text"),
            ("hint", "text"),
        ],
    ),
];

/// Fills the tables beside `mines` that are wanted; `hits` hold the selected mines alone.
pub(super) fn others(
    connection: &Connection,
    report: &Report<'_>,
    selected: &[u32],
    is_wanted: &dyn Fn(&str) -> bool,
) -> Result<()> {
    for (table, columns) in OTHER_COLUMNS {
        if !is_wanted(table) {
            continue;
        }
        let mut insert = Inserter::new(connection, table, columns)?;
        match table {
            "zones" => {
                for row in zones::all(report) {
                    insert.row(row.iter())?;
                }
            }
            "hits" => {
                for &position in selected {
                    let mine = i64::from(report.layer.mines[position as usize].index);
                    for hit in zones::of_mine(report, position) {
                        let row = [
                            Cell::Integer(mine),
                            Cell::Integer(hit.number),
                            Cell::text(Some(hit.kind.word())),
                            Cell::text(Some(&hit.zone.name)),
                            Cell::text(Some(hit.place)),
                            hit.area_ha.map_or(Cell::Null, Cell::Real),
                            hit.share_pct.map_or(Cell::Null, Cell::Real),
                        ];
                        insert.row(row.iter())?;
                    }
                }
            }
            _ => {
                for defect in &report.defects {
                    let row = [
                        Cell::Text(defect.source.role.to_string()),
                        Cell::Text(defect.source.to_string()),
                        defect.feature.map_or(Cell::Null, |feature| Cell::Integer(i64::from(feature))),
                        Cell::text(defect.id.as_deref()),
                        Cell::text(Some(defect.code.code())),
                        Cell::text(Some(defect.code.severity().word())),
                        Cell::text(Some(&defect.reason)),
                        Cell::text(Some(defect.code.hint())),
                    ];
                    insert.row(row.iter())?;
                }
            }
        }
        insert.finish()?;
    }
    Ok(())
}
