//! Formats that GDAL writes: Shapefile, CSV, KML, XLSX.

mod geometry;
mod short_names;

use std::path::Path;

use gdal::spatial_ref::SpatialRef;
use gdal::vector::{Feature, FieldDefn, Layer, LayerAccess, LayerOptions, OGRFieldType, OGRwkbGeometryType};
use gdal::{Dataset, DriverManager};

use super::formats::Written;
use super::rows::{LayerShape, Row, Rows, free_name, note_of_names};
use super::staged::Staged;
use super::table::{Column, Value};
use crate::domain::FieldKind;
use crate::error::Error;
use crate::gdal_messages;
use crate::plan::Format;

/// What GDAL must be told for a format.
struct Target {
    driver: &'static str,
    options: &'static [&'static str],
    epsg_code: u32,
    /// Parts that stand beside the file.
    parts: &'static [&'static str],
}

fn target(format: Format) -> Target {
    let (driver, options, epsg_code, parts): (_, &[&str], _, &[&str]) = match format {
        Format::Shapefile => ("ESRI Shapefile", &["ENCODING=UTF-8"], 4490, &["shx", "dbf", "prj", "cpg"]),
        // The byte order mark tells Excel that the text is UTF-8.
        Format::Csv => ("CSV", &["WRITE_BOM=YES", "STRING_QUOTING=IF_NEEDED"], 4490, &[]),
        // KML is WGS 84 by definition, which is taken as equal.
        Format::Kml => ("KML", &["NameField=name"], 4326, &[]),
        _ => ("XLSX", &[], 4490, &[]),
    };
    Target { driver, options, epsg_code, parts }
}

/// The room for a text in a .dbf.
const SHAPEFILE_TEXT_BYTES: usize = 254;

/// Writes a layer beside its place.
pub(super) fn layer(rows: &dyn Rows, path: &Path, format: Format) -> Result<Written, Error> {
    let target = target(format);
    let main = Staged::beside(path);
    // Every part is told apart from its final name now, so that a failure leaves none behind.
    let parts: Vec<Staged> = target.parts.iter().map(|extension| part(&main, path, extension)).collect();
    let columns = columns(rows, format);
    let renamed = rows.changed_names(&columns);
    gdal_messages::listen();
    let fail = |message: String| Error::Gdal { path: path.display().to_string(), message };
    let shape = rows.shape();
    if shape == LayerShape::Mixed && format == Format::Shapefile {
        return Err(fail("a Shapefile cannot hold points and polygons together: write a .gpkg".to_owned()));
    }
    let cut =
        write(rows, shape, &columns, &main, &target, format).map_err(|error| fail(gdal_messages::words(&error)))?;
    // Some drivers tell of a full disk only by a message.
    if let Some(message) = gdal_messages::failure() {
        return Err(fail(message));
    }
    let place = path.display();
    let mut notes: Vec<String> =
        gdal_messages::warnings().iter().map(|warning| format!("{place}: GDAL: {warning}")).collect();
    if cut > 0 {
        notes.push(format!(
            "{place}: text values cut: {cut}; a Shapefile holds {SHAPEFILE_TEXT_BYTES} bytes: write a .gpkg to keep them"
        ));
    }
    notes.extend(note_of_names(path, &renamed));
    let count = count_again(main.path(), format);
    if count != Some(rows.count() as u64) {
        return Err(fail(format!("{} rows were written, {} can be read again", rows.count(), count.unwrap_or(0))));
    }
    let parts = parts.into_iter().filter(|part| part.path().exists());
    Ok(Written { files: std::iter::once(main).chain(parts.collect::<Vec<_>>()).collect(), renamed, notes })
}

/// How many rows can be read again.
fn count_again(path: &Path, format: Format) -> Option<u64> {
    // Where all is text GDAL does not see by itself that the first row of a sheet holds names.
    const HEADERS: &str = "OGR_XLSX_HEADERS";
    if format == Format::Xlsx {
        gdal::config::set_thread_local_config_option(HEADERS, "FORCE").ok()?;
    }
    let count = Dataset::open(path).ok().and_then(|dataset| dataset.layer(0).ok().map(|layer| layer.feature_count()));
    let _ = gdal::config::clear_thread_local_config_option(HEADERS);
    count
}

fn part(main: &Staged, path: &Path, extension: &str) -> Staged {
    Staged::at(main.path().with_extension(extension), path.with_extension(extension))
}

/// What GDAL writes into a name as it is, and cannot read again.
fn is_unfit(c: char, format: Format) -> bool {
    c.is_control() || (format == Format::Kml && matches!(c, '<' | '>' | '&' | '"'))
}

fn columns(rows: &dyn Rows, format: Format) -> Vec<Column> {
    let mut columns = rows.columns().to_vec();
    if matches!(format, Format::Csv | Format::Xlsx | Format::Kml) {
        // These have no booleans: words say more than 1 and 0.
        for column in columns.iter_mut().filter(|column| column.kind == FieldKind::Boolean) {
            column.kind = FieldKind::Text;
        }
    }
    let mut names: Vec<String> = Vec::with_capacity(columns.len());
    for column in &columns {
        let plain = column.name.replace(|c: char| is_unfit(c, format), "_");
        let plain = if plain.trim().is_empty() { "field" } else { plain.trim() };
        names.push(free_name(plain, |name| names.iter().any(|known| known.to_lowercase() == name.to_lowercase())));
    }
    if format == Format::Shapefile {
        names = short_names::unique(&names);
    }
    for (column, name) in columns.iter_mut().zip(names) {
        column.name = name;
    }
    columns
}

fn write(
    rows: &dyn Rows,
    shape: LayerShape,
    columns: &[Column],
    main: &Staged,
    target: &Target,
    format: Format,
) -> gdal::errors::Result<usize> {
    let driver = DriverManager::get_driver_by_name(target.driver)?;
    let mut dataset = driver.create_vector_only(main.path())?;
    let mut reference = SpatialRef::from_epsg(target.epsg_code)?;
    reference.set_axis_mapping_strategy(gdal::spatial_ref::AxisMappingStrategy::TraditionalGisOrder);
    let name = main.place().file_stem().map_or_else(|| "mines".to_owned(), |stem| stem.to_string_lossy().into_owned());
    let mut options: Vec<&str> = target.options.to_vec();
    let geometry_type = match (format, shape) {
        (Format::Xlsx, _) => OGRwkbGeometryType::wkbNone,
        (_, LayerShape::Points) => OGRwkbGeometryType::wkbPoint,
        (Format::Shapefile, LayerShape::Areas) => OGRwkbGeometryType::wkbPolygon,
        (_, LayerShape::Areas) => OGRwkbGeometryType::wkbMultiPolygon,
        (_, LayerShape::Mixed) => OGRwkbGeometryType::wkbUnknown,
    };
    if format == Format::Csv {
        options.push(if shape == LayerShape::Points { "GEOMETRY=AS_XY" } else { "GEOMETRY=AS_WKT" });
    }
    let layer = dataset.create_layer(LayerOptions {
        name: &name,
        srs: Some(&reference),
        ty: geometry_type,
        options: (!options.is_empty()).then_some(options.as_slice()),
    })?;
    for column in columns {
        define(&layer, column)?;
    }
    // Some drivers have fields of their own before ours, KML for one.
    let indices: Vec<usize> =
        columns.iter().map(|column| layer.defn().field_index(&column.name)).collect::<gdal::errors::Result<_>>()?;
    let mut cut = 0;
    for position in 0..rows.count() {
        let mut row = rows.row(position);
        if format == Format::Shapefile {
            cut += row.values.iter_mut().map(shorten).sum::<usize>();
        }
        feature(&layer, &row, columns, &indices, geometry_type)?;
    }
    dataset.close()?;
    Ok(cut)
}

/// Cuts a text that has no room in a .dbf behind a whole character; gives how many were cut.
fn shorten(value: &mut Value<'_>) -> usize {
    match value {
        Value::Text(text) if text.len() > SHAPEFILE_TEXT_BYTES => {
            let end = text.floor_char_boundary(SHAPEFILE_TEXT_BYTES);
            text.to_mut().truncate(end);
            1
        }
        _ => 0,
    }
}

fn define(layer: &Layer<'_>, column: &Column) -> gdal::errors::Result<()> {
    if column.kind == FieldKind::Boolean {
        return crate::ogr_subtype::add_boolean(layer, &column.name);
    }
    let field_type = match column.kind {
        FieldKind::Integer | FieldKind::Boolean => OGRFieldType::OFTInteger64,
        FieldKind::Real => OGRFieldType::OFTReal,
        FieldKind::Date => OGRFieldType::OFTDate,
        FieldKind::DateTime | FieldKind::Text | FieldKind::Json => OGRFieldType::OFTString,
    };
    FieldDefn::new(&column.name, field_type)?.add_to_layer(layer)
}

fn feature(
    layer: &Layer<'_>,
    row: &Row<'_>,
    columns: &[Column],
    indices: &[usize],
    geometry_type: OGRwkbGeometryType::Type,
) -> gdal::errors::Result<()> {
    let mut feature = Feature::new(layer.defn())?;
    for ((value, column), &index) in row.values.iter().zip(columns).zip(indices) {
        match (value, column.kind) {
            (Value::Null, _) => feature.set_field_null(index)?,
            (Value::Boolean(is_true), FieldKind::Text) => {
                feature.set_field_string(index, if *is_true { "true" } else { "false" })?;
            }
            (Value::Boolean(is_true), _) => feature.set_field_integer(index, i32::from(*is_true))?,
            (Value::Integer(number), _) => feature.set_field_integer64(index, *number)?,
            (Value::Real(number), _) => feature.set_field_double(index, *number)?,
            (Value::Text(text), _) => feature.set_field_string(index, &text.replace('\0', ""))?,
        }
    }
    if geometry_type != OGRwkbGeometryType::wkbNone
        && let Some(geometry) = geometry::of(row.shape, geometry_type)?
    {
        feature.set_geometry(geometry)?;
    }
    feature.create(layer)
}
