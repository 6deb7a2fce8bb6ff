//! An answer as text, and as a file.

use std::borrow::Cow;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use geo::Geometry;

use super::answer::{Answer, Subject};
use super::format::{self, Format};
use super::rows::{Cell, Rows};
use crate::domain::{FieldKind, MineShape};
use crate::error::Error;
use crate::plan::{Format as FileFormat, Output, parse_output};
use crate::run::may_be_written;
use crate::write::{Column, Content, PlainLayer, PlainRow, Value, converted};

impl Answer<'_> {
    /// Writes the answer: a table shows what matters of mines, and the zones beside them; JSON holds both in full; the other formats
    /// hold the rows alone.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn write(&self, format: Format, out: &mut dyn Write) -> io::Result<()> {
        match format {
            Format::Table => self.table(out),
            Format::Json => {
                let zones = self
                    .zones
                    .as_ref()
                    .map_or(String::new(), |zones| format!(",\"zones\":{{{}}}", format::members(zones)));
                let rows = format::json_object(&self.rows);
                let open = rows.strip_suffix('}').unwrap_or(&rows);
                writeln!(out, "{open}{zones}}}")
            }
            _ => format::format(&self.rows, format, out),
        }
    }

    fn table(&self, out: &mut dyn Write) -> io::Result<()> {
        if self.is_single {
            let short = self.shortened();
            for row in &short.rows {
                format::format(&facts(&short.columns, row), Format::Table, out)?;
                writeln!(out)?;
            }
        } else if !self.rows.rows.is_empty() {
            format::format(&self.shortened(), Format::Table, out)?;
            if self.zones.is_some() {
                writeln!(out)?;
            }
        }
        match &self.zones {
            Some(zones) if !zones.rows.is_empty() => format::format(zones, Format::Table, out),
            _ => Ok(()),
        }
    }

    /// The columns that matter to people.
    fn shortened(&self) -> Rows<'static> {
        if self.short.is_empty() {
            return Rows { columns: self.rows.columns.clone(), rows: self.rows.rows.clone(), shapes: None };
        }
        let pick = |row: &Vec<Cell>| self.short.iter().filter_map(|at| row.get(*at).cloned()).collect();
        Rows {
            columns: self.short.iter().filter_map(|at| self.rows.columns.get(*at).cloned()).collect(),
            rows: self.rows.rows.iter().map(pick).collect(),
            shapes: None,
        }
    }

    /// Writes the rows as a file, in the format that its extension names. Gives the files, and what the format could not hold.
    ///
    /// # Errors
    /// A file that exists and may not be replaced, that is an input, or that cannot be written.
    pub fn save(&self, path: &str, overwrite: bool) -> Result<(Vec<PathBuf>, Vec<String>), Error> {
        let Output::File(path, format) = parse_output(path)? else {
            return Err(Error::Usage {
                problem: format!("-o {path}: an answer is one file"),
                hint: Some("name a file: -o answer.gpkg, .geojson, .csv, .xlsx, .parquet …".to_owned()),
            });
        };
        may_be_written(&path, &self.inputs, overwrite)?;
        let bytes = |format| {
            let mut bytes = Vec::new();
            // Writing to memory does not fail.
            let _ = format::format(&self.rows, format, &mut bytes);
            bytes
        };
        match format {
            FileFormat::Csv => converted(&path, &Content::Bytes(&bytes(Format::Csv)), &[]),
            FileFormat::GeoJson => converted(&path, &Content::Bytes(&bytes(Format::GeoJson)), &[]),
            _ => self.layer(&path, format),
        }
    }

    fn layer(&self, path: &Path, format: FileFormat) -> Result<(Vec<PathBuf>, Vec<String>), Error> {
        let columns: Vec<Column> = (0..self.rows.columns.len()).map(|at| self.column(at)).collect();
        let geometry = |at: usize| {
            let shape = self.rows.shapes.as_ref()?.get(at)?.as_deref()?;
            Some(match shape {
                MineShape::Point(at, _) => Geometry::Point((*at).into()),
                MineShape::Area(area) => Geometry::MultiPolygon(area.as_ref().clone()),
            })
        };
        let rows = self.rows.rows.iter().enumerate().map(|(at, row)| {
            PlainRow::new(
                geometry(at),
                row.iter().zip(&columns).map(|(cell, column)| value(cell, column.kind)).collect(),
            )
        });
        let (name, title) = match self.subject {
            Subject::Mines => ("mines", "查询所得矿山 Mines that were asked for"),
            Subject::Zones => ("zones", "查询所得区域 Zones that were asked for"),
            Subject::Rows => ("rows", "查询结果 Answer to a question"),
        };
        let rows = rows.collect();
        let layer = PlainLayer::new(name, title, columns, rows);
        converted(path, &Content::Layer(&layer, &[], format), &[])
    }

    /// What a column is: as it is known, where its values are of that kind; else as its values are.
    fn column(&self, at: usize) -> Column {
        let name = &self.rows.columns[at];
        let cells = || self.rows.rows.iter().filter_map(|row| row.get(at)).filter(|cell| **cell != Cell::Null);
        let is = |kind: FieldKind| cells().all(|cell| fits(cell, kind));
        let known = self.known.iter().find(|column| column.name.eq_ignore_ascii_case(name));
        if let Some(column) = known.filter(|column| is(column.kind)) {
            return Column { name: name.clone(), ..column.clone() };
        }
        let kinds = [FieldKind::Boolean, FieldKind::Integer, FieldKind::Real];
        let kind = kinds.into_iter().find(|kind| cells().next().is_some() && is(*kind)).unwrap_or(FieldKind::Text);
        Column::of_source(name, kind)
    }
}

/// A mine as a list of what is known of it.
fn facts(columns: &[String], row: &[Cell]) -> Rows<'static> {
    let fact = |(name, cell): (&String, &Cell)| match cell {
        Cell::Null => None,
        cell => Some(vec![Cell::Text(name.clone()), cell.clone()]),
    };
    Rows {
        columns: vec!["field".to_owned(), "value".to_owned()],
        rows: columns.iter().zip(row).filter_map(fact).collect(),
        shapes: None,
    }
}

fn fits(cell: &Cell, kind: FieldKind) -> bool {
    match (cell, kind) {
        (Cell::Boolean(_), FieldKind::Boolean)
        | (Cell::Integer(_), FieldKind::Integer | FieldKind::Real)
        | (Cell::Real(_), FieldKind::Real)
        | (Cell::Text(_), FieldKind::Text | FieldKind::Date | FieldKind::DateTime | FieldKind::Json) => true,
        (Cell::Json(json), FieldKind::Real) => json.parse::<f64>().is_ok_and(f64::is_finite),
        (Cell::Json(json), FieldKind::Json) => json.starts_with(['{', '[']),
        _ => false,
    }
}

fn value(cell: &Cell, kind: FieldKind) -> Value<'_> {
    let text = |text: String| Value::Text(Cow::Owned(text));
    match (cell, kind) {
        (Cell::Null, _) => Value::Null,
        (Cell::Boolean(value), FieldKind::Boolean) => Value::Boolean(*value),
        (Cell::Integer(number), FieldKind::Integer) => Value::Integer(*number),
        (Cell::Integer(number), FieldKind::Real) => Value::Real(*number as f64),
        (Cell::Real(number), FieldKind::Real) => Value::Real(*number),
        (Cell::Json(json), FieldKind::Real) => json.parse().map_or(Value::Null, Value::Real),
        (Cell::Text(words) | Cell::Json(words), _) => Value::Text(Cow::Borrowed(words)),
        (Cell::Boolean(value), _) => text(value.to_string()),
        (Cell::Integer(number), _) => text(number.to_string()),
        (Cell::Real(number), _) => text(number.to_string()),
    }
}

/// What is told of files with so many rows, as one JSON object.
#[must_use]
pub fn saved_json(rows: usize, files: &[String]) -> String {
    format!("{}\n", serde_json::json!({ "schema_version": 1, "rows": rows, "outputs": files }))
}
