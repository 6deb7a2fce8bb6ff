//! Tables that are no layers, such as rule tables: cells as text, rows as a spreadsheet counts them.

use std::path::Path;

use super::MappedFile;
pub use super::table::{Cell as TableCell, Row as TableRow, Stated};
use super::table::{Grid, Options};
use crate::domain::RuleProblem;
use crate::error::Error;

/// The rows of a table.
#[derive(Clone, Debug)]
pub struct TableRows {
    /// The file as the user named it, with its sheet, for messages.
    pub path: String,
    /// The file's name without folders and extension.
    pub stem: String,
    /// The rows that hold something, numbered as a spreadsheet numbers them.
    pub rows: Vec<TableRow>,
    /// What a person should know about how it was read.
    pub notes: Vec<String>,
}

/// Reads the rows of a CSV, TSV or XLSX file, whatever they hold. The encoding of text is found by the bytes (UTF-8, GBK,
/// GB18030, UTF-16 with its mark) unless it is stated.
///
/// # Errors
/// A file that is not there or cannot be read; no table; a sheet that it does not have; an unknown encoding.
pub fn table_rows(path: &Path, sheet: Option<&str>, encoding: Option<&str>) -> Result<TableRows, Error> {
    let name = path.display().to_string();
    let file = match std::fs::metadata(path) {
        Ok(metadata) if metadata.is_dir() => return Err(Error::IsFolder(name)),
        Ok(metadata) if metadata.len() == 0 => return Err(Error::EmptyFile(name)),
        Ok(_) => MappedFile::open(path)?,
        Err(source) if source.kind() == std::io::ErrorKind::NotFound => return Err(Error::NoSuchFile(name)),
        Err(source) => return Err(Error::Read { path: name, source }),
    };
    let shown = sheet.map_or(name.clone(), |sheet| format!("{name}:{sheet}"));
    let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    TableRows::from_bytes(file.bytes(), &shown, &stem, sheet, encoding)
}

impl TableRows {
    /// The rows as plain texts, each with its number.
    #[must_use]
    pub fn texts(&self) -> Vec<(u32, Vec<String>)> {
        let cells = |row: &TableRow| (0..row.cells.len()).map(|at| row.words(at).to_owned()).collect();
        self.rows.iter().map(|row| (row.number as u32, cells(row))).collect()
    }

    /// The same of bytes: `path` is for messages, `stem` the name without folders and extension.
    ///
    /// # Errors
    /// As [`table_rows`].
    pub fn from_bytes(
        bytes: &[u8],
        path: &str,
        stem: &str,
        sheet: Option<&str>,
        encoding: Option<&str>,
    ) -> Result<Self, Error> {
        let options = Options {
            sheet: sheet.map(str::to_owned),
            encoding: encoding.map(str::to_owned),
            is_plain: true,
            ..Options::default()
        };
        let grid = Grid::read(bytes, &options).map_err(|fault| Error::Rules {
            problems: vec![RuleProblem {
                path: path.to_owned(),
                row: None,
                column: None,
                problem: format!("not readable as a table: {fault}"),
                hint: Some("save it as CSV (UTF-8 or GBK) or XLSX; a sheet is named as FILE.xlsx:SHEET".to_owned()),
            }],
        })?;
        Ok(Self { path: path.to_owned(), stem: stem.to_owned(), rows: grid.rows, notes: grid.notes })
    }
}
