//! A layer as it is, without judgements: its rows in any format, with side tables where the format has room for them; or the
//! bytes of a text. Defects stand beside it.

use std::borrow::Cow;
use std::fs;
use std::io::BufWriter;
use std::path::{Path, PathBuf};

use geo::Geometry;

use super::gpkg::{GeoPackage, GeometryKind, GpkgError, Options, Table};
use super::preflight::defects_beside;
use super::rows::{LayerShape, Row, RowShape, Rows, attribute_values, defect_row, source_columns};
use super::staged::{NewFolders, Staged};
use super::styles::StyledLayer;
use super::table::{Column, Value};
use super::{delivery, formats, geojson};
use crate::clock;
use crate::domain::{Defect, DeliveryStyle, Language, MineLayer, MineShape, Severity, Title};
use crate::error::Error;
use crate::plan::Format;
use crate::style::Shown;

/// A layer in EPSG:4490, longitude and latitude in degrees.
#[derive(Debug)]
pub struct PlainLayer<'r> {
    /// Its name, where the format has layers.
    pub name: String,
    /// Its title for people.
    pub title: Title,
    /// The columns of each row.
    pub columns: Vec<Column>,
    /// The rows.
    pub rows: Vec<PlainRow<'r>>,
    /// How it is drawn.
    style: Option<(Shown, DeliveryStyle)>,
    /// The names of the fields where they came from, as many as there are columns.
    names: Vec<String>,
}

/// One row.
#[derive(Debug)]
pub struct PlainRow<'r> {
    /// Where it is.
    pub geometry: Option<Geometry<f64>>,
    /// A value for each column.
    pub values: Vec<Value<'r>>,
    /// Id and attributes as JSON text, where the source has them so; attributes without braces.
    json: Option<(Option<&'r str>, &'r str)>,
}

/// A table without geometry.
#[derive(Debug)]
pub struct SideTable {
    /// Its name.
    pub name: String,
    /// Its title for people.
    pub title: Title,
    /// What it is good for.
    pub description: String,
    /// Its columns.
    pub columns: Vec<Column>,
    /// A value for each column.
    pub rows: Vec<Vec<Value<'static>>>,
}

/// What a file is made of.
#[derive(Debug)]
pub enum Content<'c> {
    /// These bytes.
    Bytes(&'c [u8]),
    /// A layer; side tables are written in a `GeoPackage` alone.
    Layer(&'c PlainLayer<'c>, &'c [SideTable], Format),
}

impl<'r> PlainLayer<'r> {
    /// A layer of rows.
    #[must_use]
    pub fn new(name: &str, title: &'static str, columns: Vec<Column>, rows: Vec<PlainRow<'r>>) -> Self {
        let names = columns.iter().map(|column| column.name.clone()).collect();
        Self { name: name.to_owned(), title: Title::of(title), columns, rows, style: None, names }
    }

    /// The layer with a style: in the package, or beside a file of a format that QGIS takes one from.
    #[must_use]
    pub fn shown_as(self, shown: Shown, look: DeliveryStyle) -> Self {
        Self { style: Some((shown, look)), ..self }
    }

    /// Mines with the attributes of their source.
    #[must_use]
    pub fn of_mines(layer: &'r MineLayer<'_>, name: &str) -> Self {
        let row = |mine: &'r crate::domain::Mine<'_>| PlainRow {
            geometry: Some(match &mine.shape {
                MineShape::Point(at, _) => Geometry::Point((*at).into()),
                MineShape::Area(area) => Geometry::MultiPolygon(area.as_ref().clone()),
            }),
            values: attribute_values(&mine.attributes, &layer.fields),
            json: Some((mine.id_member, mine.attributes.members())),
        };
        Self {
            name: name.to_owned(),
            title: Title::new(name.to_owned(), name.to_owned()),
            columns: source_columns(&layer.fields, Vec::new()),
            rows: layer.mines.iter().map(row).collect(),
            style: None,
            names: layer.fields.iter().map(|field| field.name.clone()).collect(),
        }
    }
}

impl<'r> PlainRow<'r> {
    /// A row.
    #[must_use]
    pub fn new(geometry: Option<Geometry<f64>>, values: Vec<Value<'r>>) -> Self {
        Self { geometry, values, json: None }
    }

    fn shape(&self) -> RowShape<'_> {
        match &self.geometry {
            None => RowShape::None,
            Some(Geometry::Point(at)) => RowShape::Point(at.0),
            Some(Geometry::MultiPolygon(area)) => RowShape::Area(area),
            Some(other) => RowShape::Other(other),
        }
    }
}

impl Rows for PlainLayer<'_> {
    fn columns(&self) -> &[Column] {
        &self.columns
    }

    fn shape(&self) -> LayerShape {
        let all = |is: fn(&RowShape<'_>) -> bool| self.rows.iter().all(|row| is(&row.shape()));
        if all(|shape| matches!(shape, RowShape::Point(_))) {
            LayerShape::Points
        } else if all(|shape| matches!(shape, RowShape::Area(_))) {
            LayerShape::Areas
        } else {
            LayerShape::Mixed
        }
    }

    fn count(&self) -> usize {
        self.rows.len()
    }

    fn row(&self, position: usize) -> Row<'_> {
        let row = &self.rows[position];
        Row { shape: row.shape(), values: row.values.clone() }
    }

    fn changed_names(&self, columns: &[Column]) -> Vec<(String, String)> {
        let pairs = self.names.iter().zip(columns).filter(|(usual, column)| **usual != column.name);
        pairs.map(|(usual, column)| (usual.clone(), column.name.clone())).collect()
    }
}

/// Writes a file, and its defects beside it if there are any but notes. Gives the files, and what the format could not hold.
///
/// # Errors
/// Whatever keeps a file from being written; nothing has then been put in place.
pub fn converted(path: &Path, content: &Content<'_>, defects: &[Defect]) -> Result<(Vec<PathBuf>, Vec<String>), Error> {
    placed(&[(path, content)], defects)
}

/// As [`converted`], for several files that belong together; defects stand beside the first.
///
/// # Errors
/// As [`converted`].
pub fn converted_all(files: &[(&Path, Content<'_>)], defects: &[Defect]) -> Result<(Vec<PathBuf>, Vec<String>), Error> {
    let files: Vec<(&Path, &Content<'_>)> = files.iter().map(|(path, content)| (*path, content)).collect();
    placed(&files, defects)
}

fn placed(files: &[(&Path, &Content<'_>)], defects: &[Defect]) -> Result<(Vec<PathBuf>, Vec<String>), Error> {
    let (mut staged, mut notes) = (Vec::new(), Vec::new());
    for (path, content) in files {
        stage(path, content, &mut staged, &mut notes)?;
    }
    if let Some((path, _)) = files.first() {
        let place = defects_beside(path);
        // A layer of defects from an earlier run would tell of defects that are no longer there.
        let is_worth_a_file = defects.iter().any(|defect| defect.code.severity() > Severity::Note);
        if is_worth_a_file || place.exists() {
            let file = Staged::beside(&place);
            let mut out = BufWriter::new(file.create()?);
            geojson::defects(&mut out, defects.iter().map(defect_row)).map_err(|source| file.error(source))?;
            staged.push(file);
        }
    }
    Ok((staged.into_iter().map(Staged::commit).collect::<Result<_, Error>>()?, notes))
}

/// Writes several files with their styles, all of them or none; makes the folders that are missing. Gives the files, and what
/// formats could not hold.
///
/// # Errors
/// Whatever keeps a file from being written; nothing has then been put in place.
pub fn several(folders: &[&Path], files: &[(PathBuf, Content<'_>)]) -> Result<(Vec<PathBuf>, Vec<String>), Error> {
    let mut made = NewFolders::default();
    folders.iter().try_for_each(|folder| made.make(folder))?;
    let (mut staged, mut notes) = (Vec::new(), Vec::new());
    for (path, content) in files {
        stage(path, content, &mut staged, &mut notes)?;
    }
    let files = staged.into_iter().map(Staged::commit).collect::<Result<_, Error>>()?;
    made.keep();
    Ok((files, notes))
}

/// Makes one file beside its place, with its style.
fn stage(path: &Path, content: &Content<'_>, staged: &mut Vec<Staged>, notes: &mut Vec<String>) -> Result<(), Error> {
    let mut renamed = Vec::new();
    match content {
        Content::Bytes(bytes) => {
            let file = Staged::beside(path);
            fs::write(file.path(), bytes).map_err(|source| file.error(source))?;
            staged.push(file);
        }
        Content::Layer(layer, side_tables, Format::GeoPackage) => {
            let file = Staged::beside(path);
            package(layer, side_tables, &file).map_err(|error| delivery::explained(&error, &file))?;
            staged.push(file);
        }
        Content::Layer(layer, _, format @ (Format::GeoJson | Format::GeoJsonSeq)) => {
            let is_lines = *format == Format::GeoJsonSeq;
            let layout = if is_lines { geojson::Layout::Lines } else { geojson::Layout::Collection };
            let file = Staged::beside(path);
            let mut out = BufWriter::with_capacity(1 << 20, file.create()?);
            let rows = layer.rows.iter().map(|row| match row.json {
                Some((id, members)) => (id, Cow::Borrowed(members), row.shape()),
                None => (None, Cow::Owned(geojson::members(&layer.columns, &row.values)), row.shape()),
            });
            geojson::plain(&mut out, rows, &layer.name, layout).map_err(|source| file.error(source))?;
            staged.push(file);
        }
        Content::Layer(layer, _, format) => {
            let written = formats::layer(*layer, path, *format)?;
            notes.extend(written.notes);
            staged.extend(written.files);
            renamed = written.renamed;
        }
    }
    if let Content::Layer(layer, _, format) = content
        && let Some((shown, look)) = layer.style.filter(|_| format.has_style_beside())
    {
        let file = Staged::beside(&path.with_extension("qml"));
        let style = StyledLayer::own(shown, &layer.columns).style_as(look, &renamed);
        fs::write(file.path(), style.qml).map_err(|source| file.error(source))?;
        staged.push(file);
    }
    Ok(())
}

fn package(layer: &PlainLayer<'_>, side_tables: &[SideTable], staged: &Staged) -> Result<(), GpkgError> {
    let mut package =
        GeoPackage::create(staged.path(), &Options { last_change: clock::now(), language: Language::Both })?;
    let table = Table {
        name: layer.name.clone(),
        identifier: layer.title.text(Language::Both).into_owned(),
        description: layer.title.text(Language::Both).into_owned(),
        geometry: match layer.shape() {
            LayerShape::Points => GeometryKind::Point,
            LayerShape::Areas => GeometryKind::MultiPolygon,
            LayerShape::Mixed => GeometryKind::Geometry,
        },
        columns: layer.columns.clone(),
        style: layer.style.map(|(shown, look)| StyledLayer::own(shown, &layer.columns).style(look)),
    };
    let mut writer = package.table(&table)?;
    layer.rows.iter().try_for_each(|row| writer.row(row.geometry.as_ref(), &row.values))?;
    writer.finish()?;
    for side in side_tables {
        let table = Table {
            name: side.name.clone(),
            identifier: side.title.text(Language::Both).into_owned(),
            description: side.description.clone(),
            geometry: GeometryKind::None,
            columns: side.columns.clone(),
            style: None,
        };
        let mut writer = package.table(&table)?;
        side.rows.iter().try_for_each(|row| writer.row(None, row))?;
        writer.finish()?;
    }
    package.finish()
}
