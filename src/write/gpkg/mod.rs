//! A writer of GeoPackage files: layers that open in QGIS with their style, their aliases and a spatial index.
//!
//! ```no_run
//! use oreline::domain::{FieldKind, Language};
//! use oreline::write::gpkg::{GeoPackage, GeometryKind, GpkgError, Options, Table};
//! use oreline::write::{Column, Value};
//!
//! # fn main() -> Result<(), GpkgError> {
//! let options = Options { last_change: "2026-11-21T00:00:00Z".into(), language: Language::Both };
//! let mut package = GeoPackage::create("out.gpkg.part".as_ref(), &options)?;
//! let table = Table {
//!     name: "mines".into(),
//!     identifier: "Mines".into(),
//!     description: "All mines read".into(),
//!     geometry: GeometryKind::Point,
//!     columns: vec![Column::titled("name_zh", FieldKind::Text, "矿山名称 Name of the mine", "")],
//!     style: None,
//! };
//! let mut mines = package.table(&table)?;
//! mines.row_point(89.6, 46.1, &[Value::Text("金矿".into())])?;
//! mines.finish()?;
//! package.finish()?;
//! # Ok(())
//! # }
//! ```
//!
//! # What is in the file
//!
//! GeoPackage 1.3, which GDAL 3.6 and QGIS 3.22 read without a warning. For each [`Table`]:
//!
//! - the table: primary key `fid`, geometry `geom` (another name if the caller has such a column), the columns. All
//!   coordinates are CGCS2000 longitude and latitude, EPSG:4490;
//! - its spatial index, a packed R-tree (`rtree`), and the triggers that keep it right under later edits;
//! - its title, extent and number of rows, so that nobody has to count;
//! - titles of columns, which QGIS shows as aliases (GDAL 3.7 and later; older ones read them from the style);
//! - the codes of columns that hold nothing else, as enumerations that QGIS shows as value maps
//!   (`gpkg_data_column_constraints`);
//! - its style in `layer_styles`, as QML, which is applied when the layer is opened, and as SLD;
//! - metadata in `gpkg_metadata`, where the caller [describes](GeoPackage::describe) the package and its tables.
//!
//! Content depends on the calls alone: no clock, no random number. The same calls write the same bytes.
//!
//! # What happens on errors
//!
//! The file comes into being bit by bit, so its path is to be a temporary one beside the final one: rename it after
//! [`GeoPackage::finish`], remove it after an error (other than [`GpkgError::Exists`]). Everything is one transaction without a journal on disk, and
//! only `finish` makes the file safe against a loss of power. A full disk is an error like any other
//! ([`GpkgError::is_disk_full`]). A row that does not fit its table is refused before it is stored; the caller may go
//! on with the next one.
//!
//! # The files
//!
//! `contents` what a finished package holds · `table` what the caller describes · `writer`, `batch` rows · `blob` geometries · `rtree`, `hilbert` the index ·
//! `metadata`, `triggers`, `sql` the SQL · `error`.

mod batch;
mod blob;
mod contents;
mod error;
mod hilbert;
mod metadata;
mod rtree;
mod sql;
mod sums;
mod table;
mod triggers;
mod writer;

use std::cell::Cell;
use std::fs::File;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, OpenFlags};

pub use contents::{Content, contents};
pub use error::{GpkgError, RowFault, TableFault};
pub use sums::{TableSum, sums};
pub use table::{GeometryKind, Table};
pub use writer::TableWriter;

use crate::domain::Language;
use table::Layout;

/// Settings before the first byte. Nothing waits for the disk, and the journal stays in memory, for a file that is thrown
/// away after an error. Pages of 8 KiB would save 8 % of the time and double the size of a small package.
const PRAGMAS: &str = "
PRAGMA page_size = 4096;
PRAGMA journal_mode = MEMORY;
PRAGMA synchronous = OFF;
PRAGMA locking_mode = EXCLUSIVE;
PRAGMA foreign_keys = ON;
";

/// What concerns the whole package.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// The time that the package states as that of its last change, in ISO 8601 and UTC. No clock is read.
    pub last_change: String,
    /// The language of titles.
    pub language: Language,
}

/// A GeoPackage in the making. Tables are written one after another.
pub struct GeoPackage {
    connection: Connection,
    path: PathBuf,
    last_change: String,
    language: Language,
    /// The table whose writer has not finished.
    unfinished: Cell<Option<String>>,
}

impl GeoPackage {
    /// Makes an empty package at a path where nothing is.
    ///
    /// # Errors
    ///
    /// [`GpkgError::Exists`], and the errors of the disk.
    pub fn create(path: &Path, options: &Options) -> Result<Self, GpkgError> {
        const ACTION: &str = "create the file";
        // SQLite would open an existing file, and ":memory:" is a name with a meaning to it: hence these two.
        if let Err(error) = File::create_new(path) {
            return Err(match error.kind() {
                std::io::ErrorKind::AlreadyExists => GpkgError::Exists { path: path.to_owned() },
                _ => GpkgError::file(path, ACTION, error),
            });
        }
        let absolute = std::path::absolute(path).map_err(|error| GpkgError::file(path, ACTION, error))?;

        let failed = |source| GpkgError::sqlite(path, ACTION, source);
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(absolute, flags).map_err(failed)?;
        connection.execute_batch(PRAGMAS).map_err(failed)?;
        let last_change = metadata::standard_time(&connection, &options.last_change)
            .map_err(failed)?
            .ok_or_else(|| GpkgError::LastChange { path: path.to_owned(), last_change: options.last_change.clone() })?;
        connection.execute_batch("BEGIN").and_then(|()| metadata::create(&connection)).map_err(failed)?;
        let language = options.language;
        Ok(Self { connection, path: path.to_owned(), last_change, language, unfinished: Cell::new(None) })
    }

    /// The language of titles.
    #[must_use]
    pub fn language(&self) -> Language {
        self.language
    }

    /// Begins a table.
    ///
    /// # Errors
    ///
    /// [`GpkgError::Table`] if the table cannot be made as described, or if the one before it was not finished.
    pub fn table<'p>(&'p mut self, table: &'p Table) -> Result<TableWriter<'p>, GpkgError> {
        self.refuse_unfinished()?;
        let refused = |fault| GpkgError::table(&self.path, &table.name, fault);
        let layout = Layout::of(table).map_err(refused)?;
        if let Some(other) = self.table_named(&table.name)? {
            return Err(refused(TableFault::Duplicate { other }));
        }
        self.unfinished.set(Some(table.name.clone()));
        TableWriter::new(self, layout)
    }

    /// Adds a record to `gpkg_metadata`: XML in the form of QGIS's `.qmd` files, about a table or about the whole package.
    /// Records about tables name the latest one about the package as their parent.
    ///
    /// # Errors
    ///
    /// [`GpkgError::Table`] if a table was not finished, and the errors of the disk.
    pub fn describe(&self, table: Option<&str>, xml: &str) -> Result<(), GpkgError> {
        self.refuse_unfinished()?;
        metadata::describe(&self.connection, table, xml, &self.last_change)
            .map_err(|source| self.sqlite_error("write metadata", source))
    }

    /// Completes the package and waits until it is on the disk.
    ///
    /// # Errors
    ///
    /// [`GpkgError::Table`] if a table was not finished, and the errors of the disk.
    pub fn finish(self) -> Result<(), GpkgError> {
        self.refuse_unfinished()?;
        let Self { connection, path, .. } = self;
        let action = "complete the file";
        connection.execute_batch("COMMIT").map_err(|source| GpkgError::sqlite(&path, action, source))?;
        connection.close().map_err(|(_, source)| GpkgError::sqlite(&path, action, source))?;
        File::options()
            .write(true)
            .open(&path)
            .and_then(|file| file.sync_all())
            .map_err(|error| GpkgError::file(&path, "bring the file to the disk", error))
    }

    /// A table of this name, the case of ASCII letters ignored.
    fn table_named(&self, name: &str) -> Result<Option<String>, GpkgError> {
        let sql = "SELECT table_name FROM gpkg_contents WHERE table_name = ?1 COLLATE NOCASE";
        let mut query =
            self.connection.prepare_cached(sql).map_err(|source| self.sqlite_error("list tables", source))?;
        let found = rusqlite::OptionalExtension::optional(query.query_row([name], |row| row.get(0)));
        found.map_err(|source| self.sqlite_error("list tables", source))
    }

    fn refuse_unfinished(&self) -> Result<(), GpkgError> {
        let Some(table) = self.unfinished.take() else { return Ok(()) };
        self.unfinished.set(Some(table.clone()));
        Err(GpkgError::table(&self.path, &table, TableFault::Unfinished))
    }

    fn sqlite_error(&self, action: impl Into<String>, source: rusqlite::Error) -> GpkgError {
        GpkgError::sqlite(&self.path, action, source)
    }
}
