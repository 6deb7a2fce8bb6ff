//! **read**: bytes to features, as the source states them, attributes untouched. Knows files and GDAL, no domain.
//!
//! GeoJSON in all its shapes is read by our own parallel reader (`geojson`), tables by a reader that knows how bureaus spell
//! coordinates (`table`), the corner-coordinate text of parcels (`corner_text`), everything else by GDAL (`ogr`).

pub mod angle;
pub mod corner_text;
mod encoding;
mod fields;
mod geojson;
mod map;
mod ogr;
mod route;
pub mod table;
mod table_rows;

use std::path::PathBuf;

use crate::domain::{DefectCode, LayerSource, RawLayer, ReadRemark, StatedCrs};
use crate::error::Error;

pub use map::MappedFile;
pub use route::Route;
pub use table_rows::{Stated, TableCell, TableRow, TableRows, table_rows};

/// Names of id fields, tried in this order when none is given; ASCII case does not matter.
const ID_FIELDS: [&str; 5] = ["id", "许可证号", "采矿许可证号", "编号", "adcode"];

/// The first of the usual id fields that is among the names, as it is spelled there.
#[must_use]
pub fn usual_id_field<'n>(names: &[&'n str]) -> Option<&'n str> {
    ID_FIELDS.iter().find_map(|usual| names.iter().copied().find(|name| name.eq_ignore_ascii_case(usual)))
}

/// What is asked of one layer.
#[derive(Clone, Debug)]
pub struct Request {
    /// Where it is.
    pub source: LayerSource,
    /// The field that holds the id; `None`: a field called id, else the GeoJSON `id` member.
    pub id_field: Option<String>,
    /// The coordinate system, where the user states it.
    pub crs: Option<String>,
    /// The encoding of text, where the user states it.
    pub encoding: Option<String>,
}

/// A layer that is open: for GeoJSON its bytes stay mapped as long as this lives, and features borrow from it.
#[derive(Debug)]
pub struct OpenLayer {
    request: Request,
    route: Route,
}

/// Opens a layer: finds out which reader it needs, and that there is something to read.
///
/// # Errors
/// A missing file, a folder without a driver, an empty file, a file that may not be read.
pub fn open(request: Request) -> Result<OpenLayer, Error> {
    let route = route::choose(&request.source.path)?;
    Ok(OpenLayer { request, route })
}

impl OpenLayer {
    /// Reads all features.
    ///
    /// # Errors
    /// A file whose features cannot be told apart; a layer that is not there; a coordinate system stated twice,
    /// differently. A feature that cannot be understood is no error: it comes back as
    /// [`RawGeometry::Unreadable`](crate::domain::RawGeometry::Unreadable).
    pub fn read(&self) -> Result<RawLayer<'_>, Error> {
        let mut layer = match &self.route {
            Route::GeoJson(file) => {
                encoding::is_utf8_at_most(&self.request, "GeoJSON is UTF-8 by its standard")?;
                geojson::read(file.bytes(), &self.request)?
            }
            Route::Table(file) => match table(file.bytes(), &self.request) {
                Err(_) if has_well_known_text(file.bytes()) => ogr::read(&self.request.source.path, &self.request)?,
                read => read?,
            },
            Route::Corners(file) => corner_text::read(file.bytes(), &self.request)?,
            Route::Gdal(path) => ogr::read(path, &self.request)?,
        };
        if let Some(given) = &self.request.crs {
            layer.crs = agree(&layer.crs, &layer.source, given)?;
        }
        Ok(layer)
    }

    /// The text as it stands, where the layer is a text of corners.
    ///
    /// # Errors
    /// A text of another kind; a coordinate system stated twice, differently.
    pub fn corner_text(&self) -> Result<Option<corner_text::CornerText>, Error> {
        let Route::Corners(file) = &self.route else { return Ok(None) };
        let mut text = corner_text::CornerText::parse(file.bytes(), &self.request)?;
        if let Some(given) = &self.request.crs {
            text.crs = agree(&text.crs, &self.request.source, given)?;
        }
        Ok(Some(text))
    }

    /// A table without geometry that stands in the same `GeoPackage`; none in other formats, or where there is no such table.
    ///
    /// # Errors
    /// A file that GDAL does not read.
    pub fn side_table(&self, name: &str) -> Result<Option<RawLayer<'static>>, Error> {
        match &self.route {
            Route::Gdal(path) if path.extension().is_some_and(|end| end.eq_ignore_ascii_case("gpkg")) => {
                ogr::side_table(path, &self.request, name)
            }
            _ => Ok(None),
        }
    }

    /// The names of the layers that the file holds; none for GeoJSON and texts, which are one layer.
    ///
    /// # Errors
    /// A file that GDAL does not read.
    pub fn layer_names(&self) -> Result<Vec<String>, Error> {
        match &self.route {
            Route::GeoJson(_) | Route::Table(_) | Route::Corners(_) => Ok(Vec::new()),
            Route::Gdal(path) => ogr::layer_names(path),
        }
    }

    /// The files that this layer is read from, so that no output replaces them.
    #[must_use]
    pub fn path(&self) -> PathBuf {
        self.request.source.path.clone()
    }
}

/// Reads a table of points or of corners. Values stay text, as they are written.
fn table(bytes: &[u8], request: &Request) -> Result<RawLayer<'static>, Error> {
    let options = table::Options {
        sheet: request.source.layer.clone(),
        encoding: request.encoding.clone(),
        ..table::Options::default()
    };
    let of_layer = table::layer::LayerOptions { id_field: request.id_field.as_deref(), typed: false };
    match table::layer::read(request.source.clone(), bytes, &options, of_layer) {
        Ok((mut layer, report)) => {
            let note = |reason| ReadRemark { feature: None, code: DefectCode::Reading, reason };
            layer.reading.remarks.extend(report.notes.into_iter().map(note));
            let doubt = layer.reading.encoding.as_ref().and_then(encoding::doubt);
            layer.reading.remarks.extend(doubt);
            Ok(layer)
        }
        Err(fault) => Err(table_error(bytes, request, &fault)),
    }
}

/// A fault of the encoding shows the line in both encodings that it may be in.
fn table_error(bytes: &[u8], request: &Request, fault: &table::Fault) -> Error {
    let (line, problem, example) = match fault {
        table::Fault::UnknownEncoding { line } => (*line, "is neither UTF-8 nor GB18030", "GB18030"),
        table::Fault::DamagedUtf8 { line } => (*line, "is damaged UTF-8", "UTF-8"),
        _ => {
            let other = request.encoding.as_deref().and_then(|stated| stated_wrongly(bytes, request, stated));
            let plain = || Error::Table { path: request.source.to_string(), reason: fault.to_string() };
            return other.unwrap_or_else(plain);
        }
    };
    Error::UncertainEncoding {
        layer: request.source.to_string(),
        problem: format!("line {line} {problem}"),
        readings: encoding::line_in_words(bytes, line),
        example,
    }
}

/// A table in which nothing is found may have been read in an encoding that is stated wrongly.
fn stated_wrongly(bytes: &[u8], request: &Request, stated: &str) -> Option<Error> {
    let said = encoding::of_file(bytes, encoding::named(stated), true);
    let [_, (other, _), ..] = said.readings.as_slice() else { return None };
    let readings: Vec<String> = said.readings.iter().map(|(name, text)| format!("\"{text}\" in {name}")).collect();
    Some(Error::UncertainEncoding {
        layer: request.source.to_string(),
        problem: format!("{stated} (stated), and the bytes are {}", said.detected),
        readings: readings.join(", "),
        example: other,
    })
}

/// Whether the first line of a table names a column of well-known text, which GDAL reads.
fn has_well_known_text(bytes: &[u8]) -> bool {
    let line = bytes.split(|byte| *byte == b'\n').next().unwrap_or(bytes).to_ascii_uppercase();
    line.split(|byte| !byte.is_ascii_alphanumeric()).any(|word| word == b"WKT")
}

/// A statement of the user fills a gap, or says more than a format can; it never overrides what the file itself states.
fn agree(crs: &StatedCrs, source: &LayerSource, given: &str) -> Result<StatedCrs, Error> {
    let stated = match crs {
        StatedCrs::Unstated | StatedCrs::GeoJsonDefault => return Ok(StatedCrs::Named(given.to_owned())),
        StatedCrs::Named(name) => name.clone(),
        StatedCrs::WellKnownText(text) => text.clone(),
    };
    if crate::crs::same(&stated, given) {
        return Ok(crs.clone());
    }
    if crate::crs::refines(&stated, given) {
        return Ok(StatedCrs::Named(given.to_owned()));
    }
    let stated = crate::crs::short_name(&stated);
    Err(Error::ContradictingCrs { layer: source.to_string(), stated, given: given.to_owned() })
}
