//! `ledger.xlsx`: a workbook that has its look already, and the rows put in.
//!
//! `rust_xlsxwriter` holds every cell in memory unless it is built for less, about 200 bytes each; a million mines would not fit. So it
//! makes the styles, names and print setup, from a few rows without values, and the rows are streamed into the sheets of
//! its package instead of them.

use std::fmt::Write as _;
use std::fs::File;
use std::io::{self, Cursor, Read as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use super::look::{self, MOST_COLUMNS, MOST_ROWS};
use super::patient::Patient;
use super::sheet::Sheet;
use super::xml::{RowWriter, Styles, letters};
use crate::domain::Date;

/// Cells whose XML may be beyond 4 GiB, which asks for the large form of a zip entry.
const MANY_CELLS: usize = 20_000_000;
/// Above this many cells time counts more than size.
const QUICK_CELLS: usize = 1_000_000;

/// What the workbook could not hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Losses {
    /// Texts that were shortened.
    pub(super) shortened: usize,
    /// Sheets with more rows than one holds, and with more columns: their names.
    pub(super) cut: Vec<String>,
}

/// Writes the workbook.
pub(super) fn write(sheets: &[Sheet<'_>], title: &str, day: Date, file: File) -> io::Result<Losses> {
    let bytes = look::workbook(sheets, title, day).map_err(io::Error::other)?;
    let mut package = ZipArchive::new(Cursor::new(bytes)).map_err(io::Error::other)?;
    let mut out = ZipWriter::new(Patient::new(file));
    let mut losses = Losses::default();
    for entry in 0..package.len() {
        let mut part = package.by_index(entry).map_err(io::Error::other)?;
        let name = part.name().map_err(io::Error::other)?.into_owned();
        let number = name.strip_prefix("xl/worksheets/sheet").and_then(|rest| rest.strip_suffix(".xml"));
        let sheet = number.and_then(|number| sheets.get(number.parse::<usize>().ok()?.checked_sub(1)?));
        let Some(sheet) = sheet else {
            out.raw_copy_file(part).map_err(io::Error::other)?;
            continue;
        };
        let mut xml = String::new();
        part.read_to_string(&mut xml)?;
        let cells = sheet.count().saturating_mul(sheet.columns.len());
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .compression_level(Some(if cells > QUICK_CELLS { 2 } else { 6 }))
            .unix_permissions(0o600)
            .last_modified_time(DateTime::default())
            .large_file(cells > MANY_CELLS);
        out.start_file(name.as_str(), options).map_err(io::Error::other)?;
        losses.shortened += put_rows(&xml, sheet, &mut out)?;
        if sheet.count() > MOST_ROWS || sheet.columns.len() > MOST_COLUMNS {
            losses.cut.push(sheet.name.clone());
        }
    }
    out.finish().map_err(io::Error::other)?.end()?;
    Ok(losses)
}

/// Writes a worksheet with its real rows; says how many texts were shortened.
fn put_rows(xml: &str, sheet: &Sheet<'_>, out: &mut impl io::Write) -> io::Result<usize> {
    let broken = || io::Error::other("a worksheet is not laid out as expected");
    let (before, rest) = xml.split_once("<sheetData>").ok_or_else(broken)?;
    let (data, after) = rest.split_once("</sheetData>").ok_or_else(broken)?;
    let columns = sheet.columns.len().min(MOST_COLUMNS);
    let rows = RowWriter::new(styles(data, columns));
    let count = sheet.count().min(MOST_ROWS);
    out.write_all(with_dimension(before, columns, count).as_bytes())?;
    let mut bytes = b"<sheetData>".to_vec();
    rows.heading(sheet.columns.iter().take(columns).map(|column| column.heading.as_str()), &mut bytes);
    out.write_all(&bytes)?;
    sheet.encode(count, &|number, row, bytes| rows.row(number, row, bytes), out)?;
    out.write_all(b"</sheetData>")?;
    out.write_all(after.as_bytes())?;
    Ok(rows.shortened.into_inner())
}

/// The style numbers of the rows that stand in the workbook; cells of the usual style have none.
fn styles(data: &str, columns: usize) -> Styles {
    let of_row = |row: usize| {
        (0..columns)
            .map(|column| {
                let cell = data.split_once(&format!("<c r=\"{}{row}\"", letters(column)));
                let style = cell.and_then(|(_, rest)| rest.split_once('>')?.0.split_once(" s=\"")?.1.split_once('"'));
                style.and_then(|(number, _)| number.parse().ok()).unwrap_or(0)
            })
            .collect()
    };
    Styles { heading: of_row(1), cell: of_row(2), total: of_row(3), long: of_row(4) }
}

/// What stands in front of the rows, with the range that they fill.
fn with_dimension(before: &str, columns: usize, rows: usize) -> String {
    let Some((head, rest)) = before.split_once("<dimension ref=\"") else { return before.to_owned() };
    let Some((_, tail)) = rest.split_once('"') else { return before.to_owned() };
    let mut text = head.to_owned();
    let _ = write!(text, "<dimension ref=\"A1:{}{}\"{tail}", letters(columns.max(1) - 1), rows + 1);
    text
}
