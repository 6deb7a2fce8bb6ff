//! Everything that GDAL reads: GeoPackage, Shapefile, `FileGDB`, `FlatGeobuf`, KML, CSV with coordinate columns, archives.
//!
//! GDAL runs on one thread; its features become the same plain data as those of GeoJSON, attributes as JSON text.

mod attributes;
mod lost;
mod open;
mod text;
mod wkb;

use std::path::Path;

use gdal::vector::{Layer, LayerAccess};

use super::{Request, encoding, usual_id_field};
use crate::domain::{DefectCode, LayerSource, RawFeature, RawGeometry, RawLayer, ReadRemark, Reading, StatedCrs};
use crate::error::Error;
use attributes::Columns;
use text::Texts;

/// The names of the layers of a GDAL dataset.
pub(super) fn layer_names(path: &Path) -> Result<Vec<String>, Error> {
    crate::gdal_messages::listen();
    let (dataset, _) = open::dataset(path)?;
    Ok(open::names(&dataset))
}

/// Reads a table of this name that stands beside the layers; none if there is none, or if it has geometry.
pub(super) fn side_table(path: &Path, request: &Request, name: &str) -> Result<Option<RawLayer<'static>>, Error> {
    crate::gdal_messages::listen();
    let (dataset, _) = open::dataset(path)?;
    let Some(mut layer) = open::table(&dataset, name) else { return Ok(None) };
    let columns = Columns::of(layer.defn(), None);
    let source = LayerSource { layer: Some(name.to_owned()), ..request.source.clone() };
    let request = Request { source: source.clone(), id_field: None, crs: None, encoding: None };
    let (features, remarks) = rows(&mut layer, &columns, &request).unwrap_or_default();
    if let Some(message) = crate::gdal_messages::failure() {
        return Err(Error::Gdal { path: source.to_string(), message });
    }
    let (fields, encoding, mut first) = columns.into_fields();
    first.extend(remarks);
    let reading = Reading { encoding, remarks: first };
    let crs = StatedCrs::Unstated;
    Ok(Some(RawLayer { source, crs, fields, features, is_geojson: false, foreign_members: 0, reading }))
}

/// Reads one layer of a GDAL dataset.
pub(super) fn read<'a>(path: &Path, request: &Request) -> Result<RawLayer<'a>, Error> {
    crate::gdal_messages::listen();
    let (dataset, is_dbf) = open::dataset(path)?;
    let (mut layer, layer_name) = open::layer(&dataset, path, request)?;
    let mut source = request.source.clone();
    source.layer = source.layer.or(layer_name);
    let crs = match layer.spatial_ref().and_then(|reference| reference.to_wkt().ok()) {
        Some(text) if !text.trim().is_empty() => StatedCrs::WellKnownText(text),
        _ => StatedCrs::Unstated,
    };
    let texts = if is_dbf {
        Some(Texts::of(&mut layer, request)?)
    } else {
        encoding::is_utf8_at_most(request, "only the text of a Shapefile needs it stated")?;
        None
    };
    let mut columns = Columns::of(layer.defn(), texts);
    let (mut features, mut remarks) = if let Some(read) = rows(&mut layer, &columns, request) {
        read
    } else {
        let texts = Texts::by_all_rows(&mut layer, request)?;
        columns = Columns::of(layer.defn(), Some(texts));
        // All rows were looked at, so that there is nothing left to surprise.
        rows(&mut layer, &columns, request).unwrap_or_default()
    };
    if let Some(message) = crate::gdal_messages::failure() {
        return Err(Error::Gdal { path: source.to_string(), message });
    }
    let (fields, encoding, mut first) = columns.into_fields();
    first.append(&mut remarks);
    let is_lost = |remark: &&ReadRemark| remark.code == DefectCode::UndecodableText && open::is_table(path);
    if let Some(lost) = first.iter().find(is_lost) {
        return Err(Error::LostText { layer: source.to_string(), example: lost.reason.clone() });
    }
    if is_dbf && fields.is_empty() && !features.is_empty() {
        let reason = "no attributes: the .dbf file is missing or empty".to_owned();
        first.push(ReadRemark { feature: None, code: DefectCode::MissingTable, reason });
    }
    features.extend(lost::shapes(path, features.len()));
    let reading = Reading { encoding, remarks: first };
    Ok(RawLayer { source, crs, fields, features, is_geojson: false, foreign_members: 0, reading })
}

/// All features, and what there is to say of their text; nothing when text further down belies what was made of the first
/// rows.
fn rows<'a>(
    layer: &mut Layer<'_>,
    columns: &Columns,
    request: &Request,
) -> Option<(Vec<RawFeature<'a>>, Vec<ReadRemark>)> {
    let names = columns.names();
    let id_field = request.id_field.as_deref().or_else(|| usual_id_field(&names));
    let id_column = id_field.and_then(|field| names.iter().position(|name| *name == field));
    let mut features = Vec::with_capacity(layer.try_feature_count().unwrap_or(0) as usize);
    let mut remarks = Vec::new();
    for feature in layer.features() {
        let index = features.len() as u32;
        let (attributes, id, seen) = columns.read(&feature, id_column);
        if columns.is_surprised(&seen) {
            return None;
        }
        remarks.extend(columns.remark(index, &seen));
        // The call by index is the one that tells a missing geometry.
        let geometry = match feature.geometry_by_index(0).map(gdal::vector::Geometry::wkb) {
            Err(_) => RawGeometry::Missing,
            Ok(Ok(bytes)) => wkb::geometry(&bytes),
            Ok(Err(error)) => RawGeometry::Unreadable(DefectCode::Unreadable, error.to_string().into()),
        };
        features.push(RawFeature { index, id, id_member: None, attributes, geometry });
    }
    Some((features, remarks))
}
