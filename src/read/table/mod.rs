//! Tables of coordinates: CSV and its kin in the encodings of Chinese offices, and XLSX, to rows, places and corners.
//!
//! Three steps, each of use alone. [`Grid::read`] gives the cells as text, with what was found out about the file;
//! [`Table::new`] finds the header and the columns that hold coordinates; [`places`](Table::places) reads a point or
//! the corners of each row, and a reason for each row that it cannot read. A notice that lists corners in columns side
//! by side goes from the grid to [`notice::read`]. [`layer`] does all of it for the pipeline.
//!
//! Coordinates come out as x to the east and y to the north, in degrees or metres, as they are written: nothing is
//! transformed here, and no datum is known. In Chinese surveying X is the northing and Y the easting; where a table
//! says only X and Y, the numbers must tell, and it is noted which way they were taken. A row that could be meant in
//! two ways is refused.

mod columns;
mod corner_list;
mod delimited;
mod encoding;
mod header;
mod kinds;
pub mod layer;
mod nesting;
pub mod notice;
mod position;
mod rings;
mod rows;
mod sheet;

use std::fmt;

use thiserror::Error;

pub use columns::{Columns, Pair, Role};
pub use corner_list::CornerList;
pub use encoding::EncodingReport;
pub use kinds::{Kind, kinds};
pub use position::{Decimals, Order, System};
pub use rings::Ring;
pub use rows::{Geometry, Place, Places, Refusal};

/// What a spreadsheet says about a cell; a text file says nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stated {
    /// A cell of a text file.
    Nothing,
    /// Text, even if it is made of digits.
    Text,
    /// A number, in its shortest spelling.
    Number,
    /// `true` or `false`.
    Boolean,
    /// A date or time, ISO 8601.
    Date,
    /// A formula that failed, such as `#N/A`.
    Fault,
}

/// One cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// Its text as it stands.
    pub text: String,
    /// What the file says that it is.
    pub stated: Stated,
}

impl Cell {
    /// The text without blanks around it; empty for a formula that failed.
    #[must_use]
    pub fn words(&self) -> &str {
        if self.stated == Stated::Fault { "" } else { self.text.trim() }
    }
}

/// One row that is not blank.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The line of a text file where it begins, or the row of a sheet, from 1.
    pub number: usize,
    /// Its cells; rows need not be of one length.
    pub cells: Vec<Cell>,
}

impl Row {
    /// The text of a cell without blanks around it; empty where there is none.
    #[must_use]
    pub fn words(&self, column: usize) -> &str {
        self.cells.get(column).map_or("", Cell::words)
    }

    /// How many cells hold something.
    #[must_use]
    pub fn filled(&self) -> usize {
        self.cells.iter().filter(|cell| !cell.words().is_empty()).count()
    }
}

/// What was found out about the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Form {
    /// A text file.
    Text {
        /// How its bytes were read.
        encoding: EncodingReport,
        /// What stands between its cells; `None`: it has one column.
        delimiter: Option<char>,
    },
    /// A workbook.
    Sheet {
        /// The sheet that was read.
        name: String,
        /// All its sheets.
        sheets: Vec<String>,
    },
}

impl fmt::Display for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text { encoding, delimiter: Some(delimiter) } => write!(f, "{encoding}, delimiter={delimiter:?}"),
            Self::Text { encoding, delimiter: None } => write!(f, "{encoding}, one column"),
            Self::Sheet { name, sheets } => write!(f, "sheet {name:?} of {}", sheets.len()),
        }
    }
}

/// What the caller says about the file; what is `None` is found out.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The name of the encoding of a text file: `UTF-8`, `GBK`, `GB18030`, …
    pub encoding: Option<String>,
    /// What stands between the cells of a text file: one ASCII sign.
    pub delimiter: Option<char>,
    /// The sheet of a workbook; else the first.
    pub sheet: Option<String>,
    /// The columns with the coordinates.
    pub columns: ColumnChoice,
    /// What `109.3045` means.
    pub decimals: Decimals,
    /// The table is none of places: rows are numbered as a spreadsheet does, where a line end inside a cell makes no row,
    /// and `|` stands in cells, never between them.
    pub is_plain: bool,
}

/// Which columns hold the coordinates. A column is named as in the header, or by its number from 1.
#[derive(Clone, Debug, Default)]
pub enum ColumnChoice {
    /// Found by their names.
    #[default]
    ByName,
    /// Longitude or easting, and latitude or northing.
    Pair {
        /// Longitude or easting.
        x: String,
        /// Latitude or northing.
        y: String,
    },
    /// All corners of a row in one cell.
    Corners(String),
}

/// Why nothing could be read.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum Fault {
    /// Not text.
    #[error("it is no text: there is a zero byte in line {line}")]
    NotText {
        /// From 1.
        line: usize,
    },
    /// Neither UTF-8 nor GB18030.
    #[error("line {line} is neither UTF-8 nor GB18030: state the encoding, or save the table as UTF-8")]
    UnknownEncoding {
        /// Of the first byte that does not fit, from 1.
        line: usize,
    },
    /// Most of it is UTF-8.
    #[error("it is UTF-8 with damaged bytes in line {line}: repair it, or state the encoding to read the rest")]
    DamagedUtf8 {
        /// Of the first byte that does not fit, from 1.
        line: usize,
    },
    /// A name that is no encoding.
    #[error("{0:?} is no encoding that is known here: UTF-8, GB18030 and GBK are")]
    NoSuchEncoding(String),
    /// A delimiter that cannot be one.
    #[error("{0:?} cannot stand between cells: it must be one ASCII sign, no quote and no line end")]
    BadDelimiter(char),
    /// The workbook could not be opened.
    #[error("the workbook cannot be read: {0}")]
    Workbook(String),
    /// No such sheet.
    #[error("there is no sheet {asked:?}; there are {known}")]
    NoSuchSheet {
        /// What was asked for.
        asked: String,
        /// All there are.
        known: String,
    },
    /// More than can be held.
    #[error("the sheet is too large: more than {0}")]
    TooLarge(&'static str),
    /// No cell holds anything.
    #[error("the table is empty")]
    Empty,
    /// No column that was asked for.
    #[error("there is no column {asked:?}; there are {known}")]
    NoSuchColumn {
        /// What was asked for.
        asked: String,
        /// All there are.
        known: String,
    },
    /// No column of coordinates.
    #[error("no column is known to hold coordinates: say which; there are {known}")]
    NoCoordinates {
        /// All columns there are.
        known: String,
    },
}

/// All rows of a file that hold something, as text.
#[derive(Clone, Debug)]
pub struct Grid {
    /// In file order.
    pub rows: Vec<Row>,
    /// What was found out about the file.
    pub form: Form,
    /// What a person should know about how it was read.
    pub notes: Vec<String>,
}

impl Grid {
    /// Reads the bytes of a file: XLSX if they are one, else text.
    ///
    /// # Errors
    /// Bytes that are neither; an encoding, delimiter or sheet that cannot be; no cell that holds anything.
    pub fn read(bytes: &[u8], options: &Options) -> Result<Self, Fault> {
        let grid = if bytes.starts_with(b"PK\x03\x04") {
            sheet::read(bytes, options.sheet.as_deref())?
        } else if bytes.starts_with(b"\xd0\xcf\x11\xe0") {
            return Err(Fault::Workbook("it is in the format of 1997 to 2003 (XLS): save it as XLSX".to_owned()));
        } else {
            delimited::read(bytes, options)?
        };
        if grid.rows.is_empty() { Err(Fault::Empty) } else { Ok(grid) }
    }
}

/// A table with a header.
#[derive(Clone, Debug)]
pub struct Table {
    /// What stands above the header.
    pub titles: Vec<String>,
    /// The names of the columns, each there once; a column without a name is called `column_3` by its number.
    pub header: Vec<String>,
    /// The rows below the header.
    pub rows: Vec<Row>,
    /// Where the coordinates are.
    pub columns: Columns,
    /// What was found out about the file.
    pub form: Form,
    /// What a person should know about how it was read.
    pub notes: Vec<String>,
}

#[cfg(test)]
mod tests;
