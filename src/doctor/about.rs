//! What a layer is, before anything is judged.

use std::path::Path;

use geo::Coord;

use crate::crs::inquiry::{Stated, in_words};
use crate::domain::{Field, FieldKind, RawGeometry, RawLayer, TextEncoding};

/// What a layer holds, as its source states it.
#[derive(Clone, Debug)]
pub struct About {
    /// The format.
    pub format: String,
    /// How many features.
    pub features: usize,
    /// How many geometries of each type, in the order in which they first appear.
    pub geometries: Vec<(&'static str, usize)>,
    /// How many corners.
    pub corners: usize,
    /// West, south, east, north in the coordinates of the source; finite ones alone.
    pub extent: Option<[f64; 4]>,
    /// The coordinate system, and where the statement comes from.
    pub crs: String,
    /// In which encoding its text is, where the format does not fix that.
    pub encoding: Option<TextEncoding>,
    /// The fields.
    pub fields: Vec<Field>,
}

const FORMATS: [(&str, &str); 16] = [
    ("geojson", "GeoJSON"),
    ("json", "JSON"),
    ("geojsonl", "GeoJSON lines"),
    ("geojsons", "GeoJSON lines"),
    ("geojsonseq", "GeoJSON lines"),
    ("ndjson", "GeoJSON lines"),
    ("jsonl", "GeoJSON lines"),
    ("gpkg", "GeoPackage"),
    ("gdb", "FileGDB"),
    ("shp", "Shapefile"),
    ("fgb", "FlatGeobuf"),
    ("kml", "KML"),
    ("csv", "CSV"),
    ("gml", "GML"),
    ("tab", "MapInfo"),
    ("zip", "zip archive"),
];

/// Formats that a folder also holds for other ends: [`super::draft`] does not look at them.
const FORMATS_BY_NAME: [(&str, &str); 3] = [("tsv", "TSV"), ("xlsx", "XLSX"), ("txt", "corner-coordinate text")];

/// The format that the ending of a file names; `None` for one that is not known to hold layers.
pub(super) fn format(path: &Path) -> Option<&'static str> {
    known(path, FORMATS.iter())
}

fn known<'f>(path: &Path, mut formats: impl Iterator<Item = &'f (&'static str, &'static str)>) -> Option<&'static str> {
    let extension = path.extension()?.to_str()?.to_ascii_lowercase();
    formats.find(|(known, _)| *known == extension).map(|(_, format)| *format)
}

impl About {
    pub(super) fn new(raw: &RawLayer<'_>, stated: Option<&Stated>) -> Self {
        let mut geometries: Vec<(&'static str, usize)> = Vec::new();
        let mut corners = 0;
        let mut extent: Option<[f64; 4]> = None;
        for feature in &raw.features {
            let word = word(&feature.geometry);
            match geometries.iter_mut().find(|(known, _)| *known == word) {
                Some((_, count)) => *count += 1,
                None => geometries.push((word, 1)),
            }
            each_corner(&feature.geometry, &mut |at| {
                corners += 1;
                if at.x.is_finite() && at.y.is_finite() {
                    let [west, south, east, north] = extent.unwrap_or([at.x, at.y, at.x, at.y]);
                    extent = Some([west.min(at.x), south.min(at.y), east.max(at.x), north.max(at.y)]);
                }
            });
        }
        Self {
            format: known(&raw.source.path, FORMATS.iter().chain(&FORMATS_BY_NAME))
                .unwrap_or("read by GDAL")
                .to_owned(),
            features: raw.features.len(),
            geometries,
            corners,
            extent,
            crs: in_words(&raw.crs, stated),
            encoding: raw.reading.encoding.clone(),
            fields: raw.fields.clone(),
        }
    }
}

fn word(geometry: &RawGeometry<'_>) -> &'static str {
    match geometry {
        RawGeometry::Missing => "no geometry",
        RawGeometry::Empty => "empty",
        RawGeometry::Unreadable(..) => "unreadable",
        RawGeometry::Point(..) => "points",
        RawGeometry::Points(_) => "multipoints",
        RawGeometry::Lines(_) => "lines",
        RawGeometry::Area(_) => "polygons",
        RawGeometry::Other(name) => name,
    }
}

/// Calls a function with each corner of a geometry.
pub(super) fn each_corner(geometry: &RawGeometry<'_>, call: &mut dyn FnMut(Coord<f64>)) {
    match geometry {
        RawGeometry::Point(at, _) => call(*at),
        RawGeometry::Points(places) => places.iter().for_each(|at| call(*at)),
        RawGeometry::Lines(lines) => lines.iter().flat_map(|line| &line.0).for_each(|at| call(*at)),
        RawGeometry::Area(parts) => parts.iter().flatten().flat_map(|ring| &ring.0).for_each(|at| call(*at)),
        RawGeometry::Missing | RawGeometry::Empty | RawGeometry::Unreadable(..) | RawGeometry::Other(_) => {}
    }
}

/// The word for the kind of a field.
pub(super) fn kind_word(kind: FieldKind) -> &'static str {
    match kind {
        FieldKind::Boolean => "boolean",
        FieldKind::Integer => "integer",
        FieldKind::Real => "real",
        FieldKind::Text => "text",
        FieldKind::Date => "date",
        FieldKind::DateTime => "datetime",
        FieldKind::Json => "json",
    }
}
