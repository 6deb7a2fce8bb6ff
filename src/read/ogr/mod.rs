//! Everything that GDAL reads: GeoPackage, Shapefile, `FileGDB`, `FlatGeobuf`, KML, CSV with coordinate columns, archives.
//!
//! GDAL runs on one thread; its features become the same plain data as those of GeoJSON, attributes as JSON text.

mod attributes;
mod open;
mod wkb;

use std::path::Path;

use gdal::vector::LayerAccess;

use super::{Request, usual_id_field};
use crate::domain::{DefectCode, RawFeature, RawGeometry, RawLayer, StatedCrs};
use crate::error::Error;
use attributes::Columns;

/// Reads one layer of a GDAL dataset.
pub(super) fn read<'a>(path: &Path, request: &Request) -> Result<RawLayer<'a>, Error> {
    crate::gdal_messages::listen();
    let dataset = open::dataset(path)?;
    let (mut layer, layer_name) = open::layer(&dataset, path, request)?;
    let mut source = request.source.clone();
    source.layer = source.layer.or(layer_name);
    let columns = Columns::of(layer.defn());
    let names = columns.names();
    let id_field = request.id_field.as_deref().or_else(|| usual_id_field(&names));
    let id_column = id_field.and_then(|field| names.iter().position(|name| *name == field));
    let crs = match layer.spatial_ref().and_then(|reference| reference.to_wkt().ok()) {
        Some(text) if !text.trim().is_empty() => StatedCrs::WellKnownText(text),
        _ => StatedCrs::Unstated,
    };
    let mut features = Vec::with_capacity(layer.try_feature_count().unwrap_or(0) as usize);
    for feature in layer.features() {
        let (attributes, id) = columns.read(&feature, id_column);
        // The call by index is the one that tells a missing geometry.
        let geometry = match feature.geometry_by_index(0).map(gdal::vector::Geometry::wkb) {
            Err(_) => RawGeometry::Missing,
            Ok(Ok(bytes)) => wkb::geometry(&bytes),
            Ok(Err(error)) => RawGeometry::Unreadable(DefectCode::Unreadable, error.to_string().into()),
        };
        features.push(RawFeature { index: features.len() as u32, id, id_member: None, attributes, geometry });
    }
    if let Some(message) = crate::gdal_messages::failure() {
        return Err(Error::Gdal { path: source.to_string(), message });
    }
    let fields = columns.into_fields();
    Ok(RawLayer { source, crs, fields, features, is_geojson: false, foreign_members: 0, remarks: Vec::new() })
}
