//! A table as a layer of the pipeline.

use std::borrow::Cow;
use std::fmt::Write as _;

use super::notice::{self, NamedRings};
use super::{Cell, Fault, Form, Geometry, Grid, Kind, Options, Row, System, Table, kinds, nesting};
use crate::domain::{
    Attributes, DefectCode, Field, FieldKind, LayerSource, RawFeature, RawGeometry, RawLayer, Reading, StatedCrs,
};
use crate::read::encoding::{named, of_file};

/// What the layer was made of.
#[derive(Clone, Debug)]
pub struct TableReport {
    /// Encoding, delimiter or sheet, for people.
    pub form: String,
    /// What the coordinates of the layer are; `None` where no row could be read.
    pub system: Option<System>,
    /// What a person should know about how it was read.
    pub notes: Vec<String>,
}

/// How attributes and ids are taken.
#[derive(Clone, Copy, Debug, Default)]
pub struct LayerOptions<'o> {
    /// The column with the ids; else the usual ones are tried.
    pub id_field: Option<&'o str>,
    /// Columns of numbers become numbers; else all values stay text.
    pub typed: bool,
}

/// Reads a table into a layer. Its coordinate system is unstated, since no table names a datum; [`TableReport::system`]
/// says what the numbers are.
///
/// Rows that cannot be read become [`RawGeometry::Unreadable`] with the reason, those without coordinates
/// [`RawGeometry::Missing`]. Where rows are of several systems, the most frequent one is that of the layer, and rows of
/// the others cannot be read.
///
/// # Errors
/// As [`Grid::read`] and [`Table::new`].
pub fn read(
    source: LayerSource,
    bytes: &[u8],
    options: &Options,
    layer: LayerOptions<'_>,
) -> Result<(RawLayer<'static>, TableReport), Fault> {
    let grid = Grid::read(bytes, options)?;
    let form = grid.form.to_string();
    let encoding = match &grid.form {
        Form::Text { encoding, .. } => Some(of_file(bytes, named(encoding.used), encoding.declared.is_some())),
        Form::Sheet { .. } => None,
    };
    let (fields, features, mut report) =
        if matches!(options.columns, super::ColumnChoice::ByName) && notice::is_notice(&grid) {
            of_notice(&grid, options)
        } else {
            of_table(&Table::new(grid, options)?, options, layer)
        };
    report.form = form;
    let crs = StatedCrs::Unstated;
    let reading = Reading { encoding, remarks: Vec::new() };
    Ok((RawLayer { source, crs, fields, features, is_geojson: false, foreign_members: 0, reading }, report))
}

type Parts = (Vec<Field>, Vec<RawFeature<'static>>, TableReport);

fn of_table(table: &Table, options: &Options, layer: LayerOptions<'_>) -> Parts {
    let places = table.places(options.decimals);
    let system = places.systems.first().map(|(system, _)| *system);
    let notes = table.notes.iter().chain(&places.notes).cloned().collect();
    let mut geometries: Vec<RawGeometry<'static>> = table.rows.iter().map(|_| RawGeometry::Missing).collect();
    for refusal in places.refusals.iter().filter(|refusal| !refusal.is_blank) {
        geometries[refusal.row] = unreadable(&format!("row {}: {}", refusal.number, refusal.reason));
    }
    for place in &places.places {
        geometries[place.row] = geometry(&place.geometry, place.system, system, table.rows[place.row].number);
    }
    let kinds = if layer.typed { kinds(&table.rows, table.header.len()) } else { vec![Kind::Text; table.header.len()] };
    let names: Vec<&str> = table.header.iter().map(String::as_str).collect();
    let id_field = layer.id_field.or_else(|| crate::read::usual_id_field(&names));
    let id_column = id_field.and_then(|field| names.iter().position(|name| *name == field));
    let fields = names.iter().zip(&kinds).map(|(name, kind)| field(name, *kind)).collect();
    let quoted_names: Vec<String> = names.iter().map(|name| quoted(name)).collect();
    let features = (0_u32..).zip(table.rows.iter().zip(geometries));
    let features = features
        .map(|(index, (row, geometry))| RawFeature {
            index,
            id: id_column
                .map(|column| row.words(column))
                .filter(|id| !id.is_empty())
                .map(|id| Cow::Owned(id.to_owned())),
            id_member: None,
            attributes: attributes(&quoted_names, &kinds, row),
            geometry,
        })
        .collect();
    (fields, features, TableReport { form: String::new(), system, notes })
}

fn of_notice(grid: &Grid, options: &Options) -> Parts {
    let notice = notice::read(grid, options.decimals);
    let mut systems: Vec<System> = notice.blocks.iter().map(|block| block.system).collect();
    systems.sort_unstable();
    let system = systems.chunk_by(|a, b| a == b).max_by_key(|same| same.len()).map(|same| same[0]);
    let columns = ["name", "remarks", "rows"];
    let mut features = Vec::new();
    let mut add = |name: &str, remarks: &str, rows: String, geometry| {
        let index = features.len() as u32;
        let cells = [name.to_owned(), remarks.to_owned(), rows];
        let cells = cells.map(|text| Cell { text, stated: super::Stated::Nothing });
        let attributes = attributes(&columns.map(quoted), &[Kind::Text; 3], &Row { number: 0, cells: cells.to_vec() });
        let id = Some(name).filter(|name| !name.is_empty()).map(|name| Cow::Owned(name.to_owned()));
        features.push(RawFeature { index, id, id_member: None, attributes, geometry });
    };
    for NamedRings { name, rings, system: its, rows, remarks } in &notice.blocks {
        let shape = geometry(&Geometry::Corners(rings.clone()), *its, system, rows.0);
        add(name, &remarks.join("; "), format!("{}-{}", rows.0, rows.1), shape);
    }
    for refusal in &notice.refusals {
        add("", "", refusal.number.to_string(), unreadable(&format!("row {}: {}", refusal.number, refusal.reason)));
    }
    let fields = columns.iter().map(|name| field(name, Kind::Text)).collect();
    let notes = grid.notes.iter().chain(&notice.notes).cloned().collect();
    (fields, features, TableReport { form: String::new(), system, notes })
}

fn field(name: &str, kind: Kind) -> Field {
    let kind = match kind {
        Kind::Integer => FieldKind::Integer,
        Kind::Real => FieldKind::Real,
        Kind::Text => FieldKind::Text,
    };
    Field { name: name.to_owned(), kind }
}

fn unreadable(reason: &str) -> RawGeometry<'static> {
    RawGeometry::Unreadable(DefectCode::Unreadable, reason.into())
}

fn geometry(geometry: &Geometry, its: System, of_layer: Option<System>, row: usize) -> RawGeometry<'static> {
    match geometry {
        _ if of_layer.is_some_and(|of_layer| of_layer != its) => {
            let most = of_layer.map(System::words).unwrap_or_default();
            unreadable(&format!("row {row}: it is in {}, most rows are in {most}", its.words()))
        }
        Geometry::Point(at) => RawGeometry::Point(*at, None),
        Geometry::Corners(rings) => RawGeometry::Area(nesting::parts(rings)),
    }
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// Names and values as JSON text, values as they are written.
fn attributes(quoted_names: &[String], kinds: &[Kind], row: &Row) -> Attributes<'static> {
    let mut text = String::with_capacity(quoted_names.len() * 24);
    text.push('{');
    for (column, (name, kind)) in quoted_names.iter().zip(kinds).enumerate() {
        let comma = if column == 0 { "" } else { ", " };
        let _ = write!(text, "{comma}{name}: ");
        match row.cells.get(column) {
            Some(cell) if cell.words().is_empty() && *kind != Kind::Text => text.push_str("null"),
            Some(cell) if *kind != Kind::Text => text.push_str(&cell.text),
            Some(cell) => text.push_str(&quoted(&cell.text)),
            None if *kind == Kind::Text => text.push_str("\"\""),
            None => text.push_str("null"),
        }
    }
    text.push('}');
    Attributes::from_object_text(text)
}
