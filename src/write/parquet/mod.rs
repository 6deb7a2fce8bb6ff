//! `GeoParquet` 1.1, written column by column: geometry as WKB, longitude before latitude, with the box of each row beside it, so
//! that a reader skips what lies elsewhere.
//!
//! Source of the metadata: OGC `GeoParquet` 1.1.0. The coordinate system stands as PROJJSON of EPSG:4490: without it readers would
//! take the coordinates for WGS 84.

mod geo_metadata;
mod schema;
mod wkb;

use std::path::Path;
use std::sync::Arc;

use parquet::basic::{Compression, ZstdLevel};
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DoubleType, Int32Type, Int64Type};
use parquet::errors::Result;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use rayon::prelude::*;

use self::geo_metadata::GeoMetadata;
use self::schema::{Plan, Stored};
use super::rows::{Row, Rows};
use super::staged::Staged;
use super::table::Value;
use crate::error::Error;

/// Rows to a group: what a reader takes or skips as a whole, and what is held in memory.
const GROUP_ROWS: usize = 65_536;
/// Rows to a task.
const TASK_ROWS: usize = 2_048;

/// Writes a layer beside its place.
pub(super) fn layer(rows: &dyn Rows, path: &Path) -> std::result::Result<Staged, Error> {
    let staged = Staged::beside(path);
    let file = staged.create()?;
    let fail = |error: parquet::errors::ParquetError| Error::Write {
        path: path.display().to_string(),
        source: std::io::Error::other(error.to_string()),
    };
    write(rows, file).map_err(fail)?;
    Ok(staged)
}

fn write(rows: &dyn Rows, file: std::fs::File) -> Result<()> {
    let plan = Plan::of(rows);
    let level = ZstdLevel::try_new(3)?;
    let properties = WriterProperties::builder()
        .set_compression(Compression::ZSTD(level))
        .set_created_by(format!("oreline {}", env!("CARGO_PKG_VERSION")))
        .build();
    let mut writer = SerializedFileWriter::new(file, Arc::new(plan.schema()?), Arc::new(properties))?;
    let mut about = GeoMetadata::default();
    for start in (0..rows.count()).step_by(GROUP_ROWS) {
        let positions: Vec<usize> = (start..rows.count().min(start + GROUP_ROWS)).collect();
        let group: Vec<Row<'_>> = positions
            .par_chunks(TASK_ROWS)
            .flat_map_iter(|task| task.iter().map(|&position| rows.row(position)))
            .collect();
        let shapes: Vec<wkb::Shape> = group.par_iter().map(|row| wkb::shape(row.shape)).collect();
        for shape in &shapes {
            about.add(shape);
        }
        let mut out = writer.next_row_group()?;
        for (at, stored) in plan.columns.iter().enumerate() {
            let Some(mut column) = out.next_column()? else { break };
            values(&mut column, *stored, group.iter().map(|row| &row.values[at]))?;
            column.close()?;
        }
        if let Some(mut column) = out.next_column()? {
            let present: Vec<i16> = shapes.iter().map(|shape| i16::from(!shape.wkb.is_empty())).collect();
            let bytes: Vec<ByteArray> =
                shapes.iter().filter(|shape| !shape.wkb.is_empty()).map(|shape| shape.wkb.clone().into()).collect();
            column.typed::<ByteArrayType>().write_batch(&bytes, Some(&present), None)?;
            column.close()?;
        }
        for side in 0..4 {
            let Some(mut column) = out.next_column()? else { break };
            // The group is there where the geometry is.
            let present: Vec<i16> = shapes.iter().map(|shape| i16::from(shape.bounds.is_some())).collect();
            let numbers: Vec<f64> = shapes.iter().filter_map(|shape| shape.bounds.map(|bounds| bounds[side])).collect();
            column.typed::<DoubleType>().write_batch(&numbers, Some(&present), None)?;
            column.close()?;
        }
        out.close()?;
    }
    writer.append_key_value_metadata(KeyValue::new("geo".to_owned(), about.to_json(&plan)));
    writer.close()?;
    Ok(())
}

/// One column of a group. A value that is not of the kind of its column is none.
fn values<'v>(
    column: &mut SerializedColumnWriter<'_>,
    stored: Stored,
    values: impl Iterator<Item = &'v Value<'v>> + Clone,
) -> Result<()> {
    fn split<'v, T>(
        values: impl Iterator<Item = &'v Value<'v>>,
        take: impl Fn(&Value<'_>) -> Option<T>,
    ) -> (Vec<T>, Vec<i16>) {
        let (mut taken, mut present) = (Vec::new(), Vec::new());
        for value in values {
            let value = take(value);
            present.push(i16::from(value.is_some()));
            taken.extend(value);
        }
        (taken, present)
    }
    match stored {
        Stored::Boolean => {
            let (taken, present) = split(values, |value| match value {
                Value::Boolean(value) => Some(*value),
                _ => None,
            });
            column.typed::<BoolType>().write_batch(&taken, Some(&present), None)?;
        }
        Stored::Integer => {
            let (taken, present) = split(values, |value| match value {
                Value::Integer(value) => Some(*value),
                _ => None,
            });
            column.typed::<Int64Type>().write_batch(&taken, Some(&present), None)?;
        }
        Stored::Real => {
            let (taken, present) = split(values, |value| match value {
                Value::Real(value) => Some(*value),
                Value::Integer(value) => Some(*value as f64),
                _ => None,
            });
            column.typed::<DoubleType>().write_batch(&taken, Some(&present), None)?;
        }
        Stored::Date => {
            let (taken, present) = split(values, schema::days);
            column.typed::<Int32Type>().write_batch(&taken, Some(&present), None)?;
        }
        Stored::Text => {
            let (taken, present) = split(values, |value| {
                let text = match value {
                    Value::Null => return None,
                    Value::Text(text) => text.as_ref().to_owned(),
                    Value::Boolean(value) => value.to_string(),
                    Value::Integer(value) => value.to_string(),
                    Value::Real(value) => value.to_string(),
                };
                Some(ByteArray::from(text.into_bytes()))
            });
            column.typed::<ByteArrayType>().write_batch(&taken, Some(&present), None)?;
        }
    }
    Ok(())
}
