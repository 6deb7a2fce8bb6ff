//! Files that hold one layer, each by the writer that its format has.

use std::path::Path;

use super::ogr;
use super::rows::{Rows, note_of_names};
use super::staged::Staged;
use crate::error::Error;
use crate::plan::Format;

/// Files beside their place.
pub(super) struct Written {
    pub(super) files: Vec<Staged>,
    /// Fields that had to take another name: the usual one, and the one taken.
    pub(super) renamed: Vec<(String, String)>,
    /// What the format could not hold, for people.
    pub(super) notes: Vec<String>,
}

/// Writes a layer beside its place.
pub(super) fn layer(rows: &dyn Rows, path: &Path, format: Format) -> Result<Written, Error> {
    match format {
        Format::FlatGeobuf => {
            let super::flatgeobuf::Written { file, renamed } = super::flatgeobuf::layer(rows, path)?;
            let notes = note_of_names(path, &renamed).into_iter().collect();
            Ok(Written { files: vec![file], renamed, notes })
        }
        Format::GeoParquet => {
            Ok(Written { files: vec![super::parquet::layer(rows, path)?], renamed: Vec::new(), notes: Vec::new() })
        }
        _ => ogr::layer(rows, path, format),
    }
}
