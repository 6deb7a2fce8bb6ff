//! `FlatGeobuf` with its packed Hilbert index, in EPSG:4490.

mod geometry;

use std::io::BufWriter;
use std::path::Path;

use ::flatgeobuf::{ColumnType, FgbCrs, FgbWriter, FgbWriterOptions, GeometryType};
use geozero::{ColumnValue, PropertyProcessor};

use self::geometry::Shape;
use super::rows::{LayerShape, Row, RowShape, Rows, free_name};
use super::staged::Staged;
use super::table::Value;
use crate::domain::FieldKind;
use crate::error::Error;

/// A file beside its place, and the fields that had to take another name.
pub(super) struct Written {
    pub(super) file: Staged,
    pub(super) renamed: Vec<(String, String)>,
}

/// Writes a layer beside its place.
pub(super) fn layer(rows: &dyn Rows, path: &Path) -> Result<Written, Error> {
    let file = Staged::beside(path);
    let mut columns = rows.columns().to_vec();
    let mut names: Vec<String> = Vec::with_capacity(columns.len());
    for column in &columns {
        names.push(free_name(&column.name.replace('\0', "_"), |name| names.iter().any(|known| known == name)));
    }
    for (column, name) in columns.iter_mut().zip(names) {
        column.name = name;
    }
    let renamed = rows.changed_names(&columns);
    let kinds: Vec<(&str, FieldKind)> = columns.iter().map(|column| (column.name.as_str(), column.kind)).collect();
    let title = path.file_stem().map_or_else(|| "mines".to_owned(), |stem| stem.to_string_lossy().into_owned());
    write(rows, &kinds, &title, &file).map_err(|error| file.error(std::io::Error::other(error.to_string())))?;
    Ok(Written { file, renamed })
}

fn write(
    rows: &dyn Rows,
    columns: &[(&str, FieldKind)],
    title: &str,
    file: &Staged,
) -> Result<(), Box<dyn std::error::Error>> {
    let kind = match rows.shape() {
        LayerShape::Points => GeometryType::Point,
        LayerShape::Areas => GeometryType::MultiPolygon,
        LayerShape::Mixed => GeometryType::Unknown,
    };
    // The index has a box for each feature: a layer with a row that has no place goes without.
    let has_places = (0..rows.count()).all(|row| !matches!(rows.row(row).shape, RowShape::None));
    let options = FgbWriterOptions {
        write_index: has_places && rows.count() > 0,
        detect_type: false,
        promote_to_multi: false,
        crs: FgbCrs {
            org: Some("EPSG"),
            code: 4490,
            name: Some("China Geodetic Coordinate System 2000"),
            ..FgbCrs::default()
        },
        ..FgbWriterOptions::default()
    };
    let mut writer = FgbWriter::create_with_options(title, kind, options)?;
    for (name, kind) in columns {
        let stored = match kind {
            FieldKind::Boolean => ColumnType::Bool,
            FieldKind::Integer => ColumnType::Long,
            FieldKind::Real => ColumnType::Double,
            FieldKind::Json => ColumnType::Json,
            // Readers expect ISO 8601 behind DateTime; a source may hold other texts.
            FieldKind::Text | FieldKind::Date | FieldKind::DateTime => ColumnType::String,
        };
        writer.add_column(name, stored, |_, _| {});
    }
    for position in 0..rows.count() {
        let row = rows.row(position);
        let mut failure = None;
        writer.add_feature_geom(Shape(row.shape), |feature| failure = properties(feature, &row, columns).err())?;
        if let Some(error) = failure {
            return Err(error.into());
        }
    }
    let mut out = BufWriter::with_capacity(1 << 20, file.create()?);
    writer.write(&mut out)?;
    std::io::Write::flush(&mut out)?;
    Ok(())
}

fn properties(
    feature: &mut impl PropertyProcessor,
    row: &Row<'_>,
    columns: &[(&str, FieldKind)],
) -> geozero::error::Result<()> {
    for (at, (value, (name, kind))) in row.values.iter().zip(columns).enumerate() {
        let stored = match (value, kind) {
            (Value::Null, _) => continue,
            (Value::Boolean(value), FieldKind::Boolean) => ColumnValue::Bool(*value),
            (Value::Integer(value), FieldKind::Integer) => ColumnValue::Long(*value),
            (Value::Integer(value), FieldKind::Real) => ColumnValue::Double(*value as f64),
            (Value::Real(value), FieldKind::Real) => ColumnValue::Double(*value),
            (Value::Text(text), FieldKind::Json) => ColumnValue::Json(text),
            (Value::Text(text), _) => ColumnValue::String(text),
            (Value::Boolean(value), _) => {
                feature.property(at, name, &ColumnValue::String(if *value { "true" } else { "false" }))?;
                continue;
            }
            (Value::Integer(value), _) => {
                feature.property(at, name, &ColumnValue::String(&value.to_string()))?;
                continue;
            }
            (Value::Real(value), _) => {
                feature.property(at, name, &ColumnValue::String(&value.to_string()))?;
                continue;
            }
        };
        feature.property(at, name, &stored)?;
    }
    Ok(())
}
