//! What a GeoPackage holds, as a sum for each table: the same for the same rows in any order, whatever page, index or time of
//! opening the file has. QGIS changes the file by opening it, and not its content.

use std::path::Path;

use rusqlite::types::ValueRef;
use rusqlite::{Connection, OpenFlags, OptionalExtension};

use super::GpkgError;
use super::sql::quoted;
use crate::digest::Sum;

/// One table of a package.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableSum {
    /// Its name.
    pub name: String,
    /// How many rows it has.
    pub rows: u64,
    /// The sum of its column names and its rows.
    pub sha256: String,
}

/// Tables of the standard that say what others mean; each where it is there.
const DESCRIBING: [&str; 5] = [
    "gpkg_geometry_columns",
    "gpkg_data_columns",
    "gpkg_data_column_constraints",
    "gpkg_metadata",
    "gpkg_metadata_reference",
];

/// Columns that hold a time of writing, or a number that means nothing.
const TIMES: [(&str, &[&str]); 2] =
    [("layer_styles", &["id", "update_time"]), ("gpkg_metadata_reference", &["timestamp"])];

/// The content of all tables that `gpkg_contents` lists, and of those that describe them, by name.
///
/// # Errors
/// A file that is no GeoPackage, or that cannot be read.
pub fn sums(path: &Path) -> Result<Vec<TableSum>, GpkgError> {
    let failed = |source| GpkgError::sqlite(path, "read the content", source);
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags).map_err(failed)?;
    tables(&connection).map_err(failed)
}

fn tables(connection: &Connection) -> rusqlite::Result<Vec<TableSum>> {
    let mut listed = connection.prepare("SELECT table_name FROM gpkg_contents")?;
    let mut names: Vec<String> = listed.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    for name in DESCRIBING {
        let sql = "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?1";
        if connection.query_row(sql, [name], |_| Ok(())).optional()?.is_some() {
            names.push(name.to_owned());
        }
    }
    names.sort();
    names.dedup();
    names.into_iter().map(|name| table(connection, name)).collect()
}

fn table(connection: &Connection, name: String) -> rusqlite::Result<TableSum> {
    let mut select = connection.prepare(&format!("SELECT * FROM {}", quoted(&name)))?;
    let ignored = TIMES.iter().find(|(table, _)| *table == name).map_or(&[][..], |(_, columns)| columns);
    let names: Vec<String> = select.column_names().into_iter().map(str::to_owned).collect();
    let kept: Vec<usize> = (0..names.len()).filter(|&at| !ignored.contains(&names[at].as_str())).collect();
    let mut row_sums: Vec<[u8; 32]> = Vec::new();
    let mut rows = select.query([])?;
    while let Some(row) = rows.next()? {
        let mut sum = Sum::default();
        for &at in &kept {
            add(&mut sum, row.get_ref(at)?);
        }
        row_sums.push(sum.bytes());
    }
    row_sums.sort_unstable();
    let mut sum = Sum::default();
    for &at in &kept {
        add(&mut sum, ValueRef::Text(names[at].as_bytes()));
    }
    for row in &row_sums {
        sum.add(row);
    }
    Ok(TableSum { name, rows: row_sums.len() as u64, sha256: sum.hex() })
}

/// A value with its type and its length, so that no two rows read alike.
fn add(sum: &mut Sum, value: ValueRef<'_>) {
    let mut bytes = |kind: u8, bytes: &[u8]| {
        sum.add(&[kind]);
        sum.add(&(bytes.len() as u64).to_le_bytes());
        sum.add(bytes);
    };
    match value {
        ValueRef::Null => bytes(0, &[]),
        ValueRef::Integer(number) => bytes(1, &number.to_le_bytes()),
        ValueRef::Real(number) => bytes(2, &number.to_bits().to_le_bytes()),
        ValueRef::Text(text) => bytes(3, text),
        ValueRef::Blob(blob) => bytes(4, blob),
    }
}
