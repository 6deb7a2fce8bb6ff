//! Opening a GDAL dataset, and finding the layer that is meant.

use std::path::Path;

use gdal::vector::{Layer, LayerAccess, OGRwkbGeometryType};
use gdal::{Dataset, DatasetOptions, GdalOpenFlags};

use crate::error::Error;
use crate::read::Request;

/// Column names that hold coordinates in tables; GDAL matches them without regard to case.
const X_COLUMNS: &str = "X_POSSIBLE_NAMES=lon,lng,long,longitude,x,经度,东经";
const Y_COLUMNS: &str = "Y_POSSIBLE_NAMES=lat,latitude,y,纬度,北纬";

/// Whether a file is a table of text.
pub(super) fn is_table(path: &Path) -> bool {
    let path = path.to_string_lossy().to_ascii_lowercase();
    [".csv", ".tsv", ".csv.gz"].iter().any(|end| path.ends_with(end))
}

/// Opens a file for reading vectors. Says whether its text comes from `.dbf` files: each byte then is one character of
/// ISO 8859-1, which GDAL can make of any bytes, however it was built.
pub(super) fn dataset(path: &Path) -> Result<(Dataset, bool), Error> {
    // Values stay text as they are written; of the coordinate columns GDAL makes numbers.
    let table_options = [X_COLUMNS, Y_COLUMNS, "KEEP_GEOM_COLUMNS=YES", "AUTODETECT_TYPE=NO"];
    let open = |open_options: Option<&[&str]>| {
        let open_flags =
            GdalOpenFlags::GDAL_OF_VECTOR | GdalOpenFlags::GDAL_OF_READONLY | GdalOpenFlags::GDAL_OF_VERBOSE_ERROR;
        Dataset::open_ex(path, DatasetOptions { open_flags, open_options, ..DatasetOptions::default() }).map_err(
            |error| Error::Gdal { path: path.display().to_string(), message: crate::gdal_messages::words(&error) },
        )
    };
    let dataset = open(is_table(path).then_some(&table_options[..]))?;
    if dataset.driver().short_name() != "ESRI Shapefile" {
        return Ok((dataset, false));
    }
    // What GDAL said of a declared encoding that is not true says nothing about the file.
    crate::gdal_messages::listen();
    open(Some(&["ENCODING=ISO-8859-1"])).map(|dataset| (dataset, true))
}

/// The layers that have geometry, or all if none has: a GeoPackage holds tables of styles and the like beside its layers.
pub(super) fn names(dataset: &Dataset) -> Vec<String> {
    let has_geometry = |layer: &Layer<'_>| layer.defn().geometry_type() != OGRwkbGeometryType::wkbNone;
    let names: Vec<String> = dataset.layers().filter(has_geometry).map(|layer| layer.name()).collect();
    if names.is_empty() { dataset.layers().map(|layer| layer.name()).collect() } else { names }
}

/// A layer of this name that has no geometry.
pub(super) fn table<'d>(dataset: &'d Dataset, name: &str) -> Option<Layer<'d>> {
    let is_meant =
        |layer: &Layer<'_>| layer.name() == name && layer.defn().geometry_type() == OGRwkbGeometryType::wkbNone;
    dataset.layers().find(is_meant)
}

/// The layer that was asked for, or the only one. Gives its name where the file could have held another.
pub(super) fn layer<'d>(
    dataset: &'d Dataset,
    path: &Path,
    request: &Request,
) -> Result<(Layer<'d>, Option<String>), Error> {
    let fail = |error: gdal::errors::GdalError| Error::Gdal {
        path: request.source.to_string(),
        message: crate::gdal_messages::words(&error),
    };
    let names = names(dataset);
    let path = path.display().to_string();
    let known = || names.join(", ");
    match (&request.source.layer, names.as_slice()) {
        (Some(asked), _) if names.contains(asked) => {
            dataset.layer_by_name(asked).map(|layer| (layer, Some(asked.clone()))).map_err(fail)
        }
        (Some(asked), _) => Err(Error::NoSuchLayer { path, layer: asked.clone(), known: known() }),
        (None, []) => Err(Error::NoFeatures { layer: path }),
        (None, [only]) => dataset.layer_by_name(only).map(|layer| (layer, None)).map_err(fail),
        (None, _) => Err(Error::SeveralLayers { path, known: known() }),
    }
}
