//! Rows for tabular formats: attributes of the source as values, then the added ones.

use std::borrow::Cow;

use geo::{Coord, Geometry, MultiPolygon};

use super::added::{self, Added};
use super::table::{Column, Value};
use crate::domain::{Attributes, Defect, Field, FieldKind, MineShape, Report, Zones, plain_text};

/// The geometry of a row.
#[derive(Clone, Copy, Debug)]
pub(super) enum RowShape<'r> {
    /// No geometry.
    None,
    /// A point.
    Point(Coord<f64>),
    /// An area.
    Area(&'r MultiPolygon<f64>),
    /// Any other geometry.
    Other(&'r Geometry<f64>),
}

/// What the geometries of a layer are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LayerShape {
    /// Points only.
    Points,
    /// Areas only.
    Areas,
    /// Both, or others.
    Mixed,
}

/// A layer as rows, for the formats that GDAL writes.
pub(super) trait Rows: Sync {
    /// The columns of each row.
    fn columns(&self) -> &[Column];
    /// What the geometries are.
    fn shape(&self) -> LayerShape;
    /// How many rows there are.
    fn count(&self) -> usize;
    /// A row by its position.
    fn row(&self, position: usize) -> Row<'_>;
    /// The names that fields had to leave for these, with those they took.
    fn changed_names(&self, columns: &[Column]) -> Vec<(String, String)>;
}

impl Rows for MineRows<'_, '_> {
    fn columns(&self) -> &[Column] {
        &self.columns
    }

    fn shape(&self) -> LayerShape {
        MineRows::shape(self)
    }

    fn count(&self) -> usize {
        self.mines.len()
    }

    fn row(&self, position: usize) -> Row<'_> {
        MineRows::row(self, self.mines[position])
    }

    fn changed_names(&self, columns: &[Column]) -> Vec<(String, String)> {
        MineRows::changed_names(self, columns)
    }
}

/// One row.
pub(super) struct Row<'r> {
    pub(super) shape: RowShape<'r>,
    pub(super) values: Vec<Value<'r>>,
}

/// The mines as rows.
pub(super) struct MineRows<'r, 'a> {
    report: &'r Report<'a>,
    /// Columns of the source, then the added ones.
    pub(super) columns: Vec<Column>,
    /// Added fields that took another name.
    pub(super) renamed: Vec<(String, String)>,
    /// Positions of the mines that are rows.
    pub(super) mines: Vec<u32>,
}

impl<'r, 'a> MineRows<'r, 'a> {
    /// All mines, or the flagged ones.
    pub(super) fn new(report: &'r Report<'a>, only_flagged: bool) -> Self {
        let added = Added::to_mines(report);
        let mines = selected(report, only_flagged);
        Self { report, columns: source_columns(&report.layer.fields, added.columns), renamed: added.renamed, mines }
    }

    /// The names that fields of the source had to leave, with those they took.
    pub(super) fn changed_names(&self, columns: &[Column]) -> Vec<(String, String)> {
        let sources = self.report.layer.fields.iter().map(|field| &field.name);
        let added = self.columns.iter().skip(self.report.layer.fields.len()).map(|column| &column.name);
        let pairs = sources.chain(added).zip(columns).filter(|(usual, column)| **usual != column.name);
        pairs.map(|(usual, column)| (usual.clone(), column.name.clone())).collect()
    }

    /// What the geometries of the rows are.
    pub(super) fn shape(&self) -> LayerShape {
        let mut shapes =
            self.mines.iter().map(|&mine| matches!(self.report.layer.mines[mine as usize].shape, MineShape::Point(..)));
        match (shapes.clone().any(|is_point| is_point), shapes.any(|is_point| !is_point)) {
            (_, false) => LayerShape::Points,
            (false, true) => LayerShape::Areas,
            (true, true) => LayerShape::Mixed,
        }
    }

    /// The row of a mine.
    pub(super) fn row(&self, mine: u32) -> Row<'r> {
        let position = mine as usize;
        let mine = &self.report.layer.mines[position];
        let mut values = attribute_values(&mine.attributes, &self.report.layer.fields);
        added::push_mine_values(&mut values, self.report, position);
        let shape = match &mine.shape {
            MineShape::Point(at, _) => RowShape::Point(*at),
            MineShape::Area(area) => RowShape::Area(area),
        };
        Row { shape, values }
    }
}

/// Positions of all mines, or of the flagged ones.
pub(super) fn selected(report: &Report<'_>, only_flagged: bool) -> Vec<u32> {
    let is_wanted = |mine: &u32| !only_flagged || report.judgements[*mine as usize].is_flagged;
    (0..report.layer.mines.len() as u32).filter(is_wanted).collect()
}

/// The zones of one kind as rows.
pub(super) struct ZoneRows<'r, 'a> {
    zones: &'r Zones<'a>,
    fields: Vec<Field>,
    pub(super) columns: Vec<Column>,
    pub(super) renamed: Vec<(String, String)>,
}

impl<'r, 'a> ZoneRows<'r, 'a> {
    pub(super) fn new(zones: &'r Zones<'a>) -> Self {
        let mut fields: Vec<Field> = Vec::new();
        for field in zones.layers.iter().flat_map(|layer| &layer.fields) {
            match fields.iter_mut().find(|known| known.name == field.name) {
                Some(known) if known.kind != field.kind => known.kind = FieldKind::Text,
                Some(_) => {}
                None => fields.push(field.clone()),
            }
        }
        let added = Added::to_zones(zones.kind, &fields);
        Self { zones, columns: source_columns(&fields, added.columns), fields, renamed: added.renamed }
    }

    pub(super) fn rows(&self) -> impl Iterator<Item = Row<'r>> {
        self.zones.zones.iter().map(|zone| {
            let mut values = attribute_values(&zone.attributes, &self.fields);
            values.extend(added::zone_values(zone));
            Row { shape: RowShape::Area(&zone.area), values }
        })
    }
}

/// Columns of the defects layer.
pub(super) fn defect_columns() -> Vec<Column> {
    let column = |name, kind, title| Column::titled(name, kind, title, "");
    vec![
        column("role", FieldKind::Text, "图层 Layer"),
        column("file", FieldKind::Text, "文件 File"),
        column("feature", FieldKind::Integer, "要素序号 Feature index from 0"),
        column("id", FieldKind::Text, "编号 Id"),
        column("code", FieldKind::Text, "问题代码 Code"),
        column("severity", FieldKind::Text, "处理 Severity"),
        column("reason", FieldKind::Text, "原因 Reason"),
        column("hint", FieldKind::Text, "处理建议 Hint"),
    ]
}

/// A defect as a row.
pub(super) fn defect_row(defect: &Defect) -> Row<'_> {
    let owned = |text: String| Value::Text(Cow::Owned(text));
    Row {
        shape: defect.at.map_or(RowShape::None, RowShape::Point),
        values: vec![
            owned(defect.source.role.to_string()),
            owned(defect.source.to_string()),
            defect.feature.map_or(Value::Null, |feature| Value::Integer(i64::from(feature))),
            Value::text(defect.id.as_deref()),
            Value::text(Some(defect.code.code())),
            Value::text(Some(defect.code.severity().word())),
            Value::text(Some(&defect.reason)),
            Value::text(Some(defect.code.hint())),
        ],
    }
}

/// The columns of the source under names that differ by more than case, then the added ones.
pub(super) fn source_columns(fields: &[Field], added: Vec<Column>) -> Vec<Column> {
    let mut columns: Vec<Column> = Vec::with_capacity(fields.len() + added.len());
    for field in fields {
        let is_taken = |name: &str| {
            columns.iter().chain(&added).any(|column: &Column| column.name.to_lowercase() == name.to_lowercase())
        };
        // GeoJSON allows any text as a name; tables do not.
        let wanted = match field.name.replace('\0', "") {
            name if name.trim().is_empty() => "field".to_owned(),
            name => name,
        };
        columns.push(Column::of_source(&free_name(&wanted, is_taken), field.kind));
    }
    columns.extend(added);
    columns
}

/// What to tell people about names that changed.
pub(super) fn note_of_names(place: &std::path::Path, changed: &[(String, String)]) -> Option<String> {
    let names: Vec<String> = changed.iter().map(|(usual, other)| format!("{usual:?} as {other:?}")).collect();
    (!names.is_empty())
        .then(|| format!("{}: the format holds these fields under other names: {}", place.display(), names.join(", ")))
}

/// A name that is not taken: the wanted one, or it with a number behind.
pub(super) fn free_name(wanted: &str, is_taken: impl Fn(&str) -> bool) -> String {
    let mut name = wanted.to_owned();
    let mut number = 1;
    while is_taken(&name) {
        number += 1;
        name = format!("{wanted}_{number}");
    }
    name
}

/// The attributes of a feature in the order of the layer's fields.
pub(super) fn attribute_values<'r>(attributes: &'r Attributes<'_>, fields: &[Field]) -> Vec<Value<'r>> {
    let mut values = vec![Value::Null; fields.len()];
    attributes.for_each(|position, name, json| {
        let usual = fields.get(position).is_some_and(|field| field.name == name);
        let slot = if usual { Some(position) } else { fields.iter().position(|field| field.name == name) };
        if let Some(slot) = slot {
            values[slot] = value(json, fields[slot].kind);
        }
    });
    values
}

/// JSON text to a value of the column's kind; what does not fit stays text, digit for digit.
fn value(json: &str, kind: FieldKind) -> Value<'_> {
    match (json.as_bytes().first(), kind) {
        (Some(b'n') | None, _) => Value::Null,
        (Some(b'"'), _) => Value::Text(plain_text(json)),
        (Some(b't'), FieldKind::Boolean) => Value::Boolean(true),
        (Some(b'f'), FieldKind::Boolean) => Value::Boolean(false),
        (_, FieldKind::Integer) => json.parse().map_or(Value::text(Some(json)), Value::Integer),
        (_, FieldKind::Real) => json.parse().map_or(Value::text(Some(json)), Value::Real),
        _ => Value::text(Some(json)),
    }
}
