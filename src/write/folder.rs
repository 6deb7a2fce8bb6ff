//! The whole delivery of a run in one folder: what an office hands over.
//!
//! Each part is a file of its own, made by a module of its own from the same report, beside its place; all take their places together.

use std::path::{Path, PathBuf};

use super::geojson;
use super::report::{geojson_file, geopackage, style_file};
use super::staged::{NewFolders, Staged};
use crate::domain::Report;
use crate::error::Error;
use crate::plan::Plan;

/// The names of all files that a delivery may hold, relative to its folder.
pub(super) fn names(_plan: &Plan) -> Vec<PathBuf> {
    ["flagged.gpkg", "flagged.geojson", "flagged.qml"].into_iter().map(PathBuf::from).collect()
}

/// Writes all parts beside their places. Notes are for people.
pub(super) fn write(
    report: &Report<'_>,
    plan: &Plan,
    folder: &Path,
    _folders: &mut NewFolders,
    notes: &mut Vec<String>,
) -> Result<Vec<Staged>, Error> {
    let mut staged = vec![
        geopackage(report, &folder.join("flagged.gpkg"), plan, notes)?,
        geojson_file(report, &folder.join("flagged.geojson"), plan, geojson::Layout::Collection)?,
        style_file(report, &folder.join("flagged.qml"))?,
    ];
    // Parts are added here, one call each.
    staged.extend(Vec::new());
    Ok(staged)
}
