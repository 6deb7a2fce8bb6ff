//! Rows as text: a table for people, JSON, one JSON object a line, CSV, `GeoJSON`.

mod csv;
mod json;
mod table;

use std::io::{self, Write};

use super::rows::Rows;

pub(super) use json::members;
pub use json::object as json_object;

/// What rows are shown as.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// Aligned columns for people.
    #[default]
    Table,
    /// One object: `schema_version`, `columns`, `rows` as objects.
    Json,
    /// One object a line for each row.
    JsonLines,
    /// RFC 4180 in UTF-8, without a byte order mark.
    Csv,
    /// A `FeatureCollection` in EPSG:4490.
    GeoJson,
}

/// Writes rows. Every format ends with the end of a line.
///
/// Numbers keep all their digits, what the source spells in its own way stays so. In a table characters that a terminal would obey are
/// shown as what they are; in CSV a text that a spreadsheet would take for a formula gets an apostrophe in front.
///
/// # Errors
/// Those of the writer.
pub fn format(rows: &Rows<'_>, format: Format, out: &mut dyn Write) -> io::Result<()> {
    match format {
        Format::Table => table::write(rows, out),
        Format::Json => writeln!(out, "{}", json_object(rows)),
        Format::JsonLines => json::lines(rows, out),
        Format::Csv => csv::write(rows, out),
        Format::GeoJson => json::features(rows, out),
    }
}
