//! Findings of an examination as a layer of their own: the same fields and the same style as the defects of a run.

use std::borrow::Cow;
use std::fs;
use std::io::BufWriter;
use std::path::{Path, PathBuf};

use geo::Coord;

use super::gpkg::{GeoPackage, GeometryKind, GpkgError, Options};
use super::rows::{Row, RowShape, defect_columns};
use super::staged::Staged;
use super::styles::StyledLayer;
use super::{delivery, geojson, table::Value};
use crate::clock;
use crate::domain::{DeliveryStyle, Severity};
use crate::error::Error;
use crate::plan::{Format, Output};
use crate::style::Shown;

/// Something that was found, in words for a layer.
#[derive(Clone, Debug)]
pub struct FoundDefect {
    /// What the layer is used as.
    pub role: String,
    /// The file, with its layer.
    pub file: String,
    /// Index of the feature, from 0.
    pub feature: Option<u32>,
    /// Its id.
    pub id: Option<String>,
    /// A stable code.
    pub code: &'static str,
    /// How grave it is.
    pub severity: Severity,
    /// What is wrong.
    pub reason: String,
    /// What mends it.
    pub hint: String,
    /// Where, EPSG:4490.
    pub at: Option<Coord<f64>>,
}

fn row(found: &FoundDefect) -> Row<'_> {
    let text = |text: &str| Value::Text(Cow::Owned(text.to_owned()));
    Row {
        shape: found.at.map_or(RowShape::None, RowShape::Point),
        values: vec![
            text(&found.role),
            text(&found.file),
            found.feature.map_or(Value::Null, |feature| Value::Integer(i64::from(feature))),
            Value::text(found.id.as_deref()),
            text(found.code),
            text(found.severity.word()),
            text(&found.reason),
            text(&found.hint),
        ],
    }
}

/// Writes findings as a layer with its style: a GeoPackage, or a GeoJSON file with the style beside it. Gives the files.
///
/// # Errors
/// Another format, or whatever keeps a file from being written; nothing has then been put in place.
pub fn found_defects(found: &[FoundDefect], output: &Output) -> Result<Vec<PathBuf>, Error> {
    let staged = match output {
        Output::File(path, Format::GeoPackage) => {
            let staged = Staged::beside(path);
            package(found, &staged).map_err(|error| delivery::explained(&error, &staged))?;
            vec![staged]
        }
        Output::File(path, Format::GeoJson) => {
            let staged = Staged::beside(path);
            let mut out = BufWriter::new(staged.create()?);
            geojson::defects(&mut out, found.iter().map(row)).map_err(|source| staged.error(source))?;
            let style = Staged::beside(&path.with_extension("qml"));
            let qml = StyledLayer::own(Shown::Defects, &defect_columns()).style(DeliveryStyle::default()).qml;
            fs::write(style.path(), qml).map_err(|source| style.error(source))?;
            vec![staged, style]
        }
        _ => {
            return Err(Error::Usage {
                problem: "findings are written as .gpkg or .geojson".to_owned(),
                hint: Some("-o defects.gpkg".to_owned()),
            });
        }
    };
    staged.into_iter().map(Staged::commit).collect()
}

fn package(found: &[FoundDefect], staged: &Staged) -> Result<(), GpkgError> {
    let look = DeliveryStyle::default();
    let mut package =
        GeoPackage::create(staged.path(), &Options { last_change: clock::now(), language: look.language })?;
    let columns = defect_columns();
    let layer = StyledLayer::own(Shown::Defects, &columns);
    let table = delivery::table("defects", GeometryKind::Point, &layer, look);
    let mut writer = package.table(&table)?;
    found.iter().try_for_each(|found| delivery::push(&mut writer, &row(found)))?;
    writer.finish()?;
    package.finish()
}

/// Writes a text, whole or not at all.
///
/// # Errors
/// Whatever keeps the file from being written.
pub fn text_file(path: &Path, text: &str) -> Result<PathBuf, Error> {
    let staged = Staged::beside(path);
    fs::write(staged.path(), text).map_err(|source| staged.error(source))?;
    staged.commit()
}
