//! What can go wrong, always with the path of the file.

use std::io;
use std::path::{Path, PathBuf};

/// A reason why a GeoPackage could not be written.
///
/// After an error of the kinds [`File`](Self::File) and [`Sqlite`](Self::Sqlite) the file is useless and is to be
/// removed. The others are mistakes of the caller, found before anything was written.
#[derive(Debug, thiserror::Error)]
pub enum GpkgError {
    /// Something has this path already; it was not touched.
    #[error("{}: exists already", path.display())]
    Exists {
        /// The path asked for.
        path: PathBuf,
    },

    /// The operating system refused the file.
    #[error("{}: cannot {action}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What was tried, as a verb with its object.
        action: &'static str,
        /// What the operating system said.
        source: io::Error,
    },

    /// SQLite failed: among others, the disk is full.
    #[error("{}: cannot {action}", path.display())]
    Sqlite {
        /// The file.
        path: PathBuf,
        /// What was tried, as a verb with its object.
        action: String,
        /// What SQLite said.
        source: rusqlite::Error,
    },

    /// [`Options::last_change`](super::Options::last_change) is not a point in time.
    #[error("{}: {last_change:?} is not an ISO 8601 time in UTC", path.display())]
    LastChange {
        /// The file.
        path: PathBuf,
        /// The text given.
        last_change: String,
    },

    /// The table cannot be made as described.
    #[error("{}: table {table:?}: {fault}", path.display())]
    Table {
        /// The file.
        path: PathBuf,
        /// The name of the table.
        table: String,
        /// What is wrong with the description.
        fault: TableFault,
    },

    /// A row does not fit its table. The row was not written, those before it were.
    #[error("{}: table {table:?}: row {row}: {fault}", path.display())]
    Row {
        /// The file.
        path: PathBuf,
        /// The name of the table.
        table: String,
        /// The number of the row in its table, from 1.
        row: u32,
        /// What is wrong with the row.
        fault: RowFault,
    },
}

/// What is wrong with the description of a table.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum TableFault {
    /// No name, or one with a zero byte, which SQLite cannot quote.
    #[error("{name:?} cannot be a name")]
    Name {
        /// The name of the table or of one of its columns.
        name: String,
    },
    /// The name belongs to SQLite, to the standard or to QGIS.
    #[error("the name is reserved")]
    Reserved,
    /// The package has a table of this name already, for SQLite does not tell `A` from `a`.
    #[error("the package already has table {other:?}")]
    Duplicate {
        /// The earlier table.
        other: String,
    },
    /// SQLite does not tell the two columns apart.
    #[error("columns {first:?} and {second:?} have the same name to SQLite")]
    ColumnClash {
        /// The earlier column.
        first: String,
        /// The later column.
        second: String,
    },
    /// The writer of the table was dropped before its `finish`.
    #[error("the table was begun but not finished")]
    Unfinished,
}

/// What is wrong with a row.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum RowFault {
    /// Not one value for each column.
    #[error("{found} values for {expected} columns")]
    ValueCount {
        /// How many columns the table has, the primary key and the geometry not counted.
        expected: usize,
        /// How many values were given.
        found: usize,
    },
    /// The geometry is of another type than the table holds.
    #[error("a {found} in a table of {expected}")]
    GeometryType {
        /// The type of the table, as the standard spells it, or `no geometry`.
        expected: &'static str,
        /// The type of the geometry.
        found: &'static str,
    },
    /// A coordinate is infinite or not a number.
    #[error("a coordinate is not finite")]
    NotFinite,
    /// Row numbers end at 4,294,967,295.
    #[error("too many rows")]
    TooMany,
}

impl GpkgError {
    /// Whether the disk was full, so that a hint can say so.
    #[must_use]
    pub fn is_disk_full(&self) -> bool {
        match self {
            Self::File { source, .. } => source.kind() == io::ErrorKind::StorageFull,
            Self::Sqlite { source, .. } => source.sqlite_error_code() == Some(rusqlite::ErrorCode::DiskFull),
            _ => false,
        }
    }

    pub(super) fn file(path: &Path, action: &'static str, source: io::Error) -> Self {
        Self::File { path: path.to_owned(), action, source }
    }

    pub(super) fn sqlite(path: &Path, action: impl Into<String>, source: rusqlite::Error) -> Self {
        Self::Sqlite { path: path.to_owned(), action: action.into(), source }
    }

    pub(super) fn table(path: &Path, table: &str, fault: TableFault) -> Self {
        Self::Table { path: path.to_owned(), table: table.to_owned(), fault }
    }
}
