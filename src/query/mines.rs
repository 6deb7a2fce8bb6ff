//! The mines of an answer as a table: all fields of the source, those that oreline adds, and what the question adds.

use std::borrow::Cow;

use geo::{Coord, InteriorPoint};

use super::rows::{Cell, Rows};
use crate::domain::{FieldKind, MineShape, Report, plain_text};
use crate::write::{Column, MineTable, Value};

/// A distance in metres, and the bearing in degrees, which a distance of 0 has not.
pub(super) type Away = (f64, Option<f64>);

/// What a question knows of each mine, by its position.
#[derive(Clone, Debug, Default)]
pub(super) struct Asked {
    /// How it lies to the places that were asked for.
    pub(super) places: Option<Vec<&'static str>>,
    /// Distance in metres and bearing in degrees from the place that was asked from.
    pub(super) distances: Option<Vec<Option<Away>>>,
}

/// A column that is no field of a delivery.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Extra {
    Place,
    Distance,
    Bearing,
    Longitude,
    Latitude,
    Number,
}

/// The mines.
pub(super) struct Mines<'r, 'a> {
    pub(super) report: &'r Report<'a>,
    table: MineTable<'r, 'a>,
    /// All columns.
    pub(super) columns: Vec<Column>,
    extras: Vec<Extra>,
    asked: Asked,
    is_delivery: bool,
}

impl<'r, 'a> Mines<'r, 'a> {
    /// `is_delivery`: the source is a delivery, which holds what a run adds.
    pub(super) fn new(report: &'r Report<'a>, asked: Asked, is_delivery: bool) -> Self {
        let table = if is_delivery { MineTable::of_source(report) } else { MineTable::new(report) };
        let mut columns = table.columns().to_vec();
        let mut extras = Vec::new();
        let place = asked.places.is_some().then_some((Extra::Place, "place", FieldKind::Text, "位置关系 Place"));
        let near = asked.distances.is_some().then_some([
            (Extra::Distance, "distance_m", FieldKind::Real, "距离(米) Distance (m)"),
            (Extra::Bearing, "bearing_deg", FieldKind::Real, "方位角(度) Bearing (degrees)"),
        ]);
        let always = [
            (Extra::Longitude, "lon", FieldKind::Real, "经度 Longitude"),
            (Extra::Latitude, "lat", FieldKind::Real, "纬度 Latitude"),
            (Extra::Number, "mine", FieldKind::Integer, "要素序号 Feature index from 0"),
        ];
        for (extra, name, kind, title) in place.into_iter().chain(near.into_iter().flatten()).chain(always) {
            let mut name = name.to_owned();
            while columns.iter().any(|column| column.name.eq_ignore_ascii_case(&name)) {
                name.insert_str(0, "ol_");
            }
            columns.push(Column::titled(&name, kind, title, ""));
            extras.push(extra);
        }
        Self { report, table, columns, extras, asked, is_delivery }
    }

    /// What to tell of fields that bear another name than people expect.
    pub(super) fn notes(&self) -> Vec<String> {
        let sources = self.report.layer.fields.iter().map(|field| &field.name).zip(&self.columns);
        let changed =
            sources.filter(|(field, column)| **field != column.name).map(|(field, column)| (field, &column.name));
        let added = self.table.renamed().iter().map(|(usual, taken)| (usual, taken));
        let names: Vec<String> = changed.chain(added).map(|(usual, taken)| format!("{usual:?} is {taken:?}")).collect();
        if names.is_empty() {
            return Vec::new();
        }
        vec![format!("names that differ only in case, or are taken, have another form here: {}", names.join(", "))]
    }

    /// The column that oreline adds under this name.
    pub(super) fn added(&self, name: &str) -> Option<usize> {
        if self.is_delivery {
            let is_it = |(_, column): &(usize, &Column)| column.name.trim_start_matches("ol_") == name;
            let longest = self.columns.iter().enumerate().filter(is_it).max_by_key(|(_, column)| column.name.len());
            return longest.map(|(at, _)| at);
        }
        let taken = self.table.renamed().iter().find(|(usual, _)| usual == name).map_or(name, |(_, taken)| taken);
        self.named(taken)
    }

    /// The column of this name; case does not matter, as in SQL.
    pub(super) fn named(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.name.eq_ignore_ascii_case(name))
    }

    fn extra(&self, wanted: Extra) -> Option<usize> {
        let first = self.columns.len() - self.extras.len();
        self.extras.iter().position(|extra| *extra == wanted).map(|at| first + at)
    }

    /// The name of the column that numbers the mines.
    pub(super) fn number(&self) -> &str {
        self.extra(Extra::Number).map_or("mine", |at| &self.columns[at].name)
    }

    /// The name of the column of distances.
    pub(super) fn distance(&self) -> &str {
        self.extra(Extra::Distance).map_or("distance_m", |at| &self.columns[at].name)
    }

    /// The distance of a mine.
    pub(super) fn distance_of(&self, position: u32) -> f64 {
        let all = self.asked.distances.as_ref();
        all.and_then(|all| *all.get(position as usize)?).map_or(f64::INFINITY, |(distance, _)| distance)
    }

    /// The position of the mine with this number.
    pub(super) fn position(&self, number: i64) -> Option<u32> {
        let number = u32::try_from(number).ok()?;
        self.report.layer.mines.binary_search_by_key(&number, |mine| mine.index).ok().map(|at| at as u32)
    }

    /// The values of a mine in the order of the columns.
    pub(super) fn row(&self, position: u32) -> Vec<Cell> {
        let mine = &self.report.layer.mines[position as usize];
        let fields = &self.report.layer.fields;
        let mut cells = vec![Cell::Null; fields.len()];
        mine.attributes.for_each(|at, name, json| {
            let is_usual = fields.get(at).is_some_and(|field| field.name == name);
            let slot = if is_usual { Some(at) } else { fields.iter().position(|field| field.name == name) };
            if let Some(slot) = slot {
                cells[slot] = cell(json);
            }
        });
        cells.extend(self.table.values(position).into_iter().skip(fields.len()).map(Cell::from));
        let at = inside(&mine.shape);
        let near = self.asked.distances.as_ref().and_then(|all| *all.get(position as usize)?);
        cells.extend(self.extras.iter().map(|extra| match extra {
            Extra::Place => Cell::text(self.asked.places.as_ref().and_then(|all| all.get(position as usize)).copied()),
            Extra::Distance => near.map_or(Cell::Null, |(metres, _)| Cell::Real((metres * 1e3).round() / 1e3)),
            Extra::Bearing => near.and_then(|(_, degrees)| degrees).map_or(Cell::Null, Cell::Real),
            Extra::Longitude => at.map_or(Cell::Null, |at| Cell::Real(at.x)),
            Extra::Latitude => at.map_or(Cell::Null, |at| Cell::Real(at.y)),
            Extra::Number => Cell::Integer(i64::from(mine.index)),
        }));
        cells
    }

    /// The geometry of a mine.
    pub(super) fn shape(&self, position: u32) -> Cow<'r, MineShape<'r>> {
        Cow::Borrowed(&self.report.layer.mines[position as usize].shape)
    }

    /// Whole rows.
    pub(super) fn rows(&self, positions: &[u32]) -> Rows<'r> {
        Rows {
            columns: self.columns.iter().map(|column| column.name.clone()).collect(),
            rows: positions.iter().map(|position| self.row(*position)).collect(),
            shapes: Some(positions.iter().map(|position| Some(self.shape(*position))).collect()),
        }
    }

    /// The columns that a table for people shows: what a mine is, and what was found.
    pub(super) fn short_columns(&self) -> Vec<usize> {
        let fields = &self.report.mine_fields;
        let source = |name: Option<&str>| {
            name.and_then(|name| self.report.layer.fields.iter().position(|field| field.name == name))
        };
        let named = |name: &str| source(Some(name));
        let id = self.report.layer.fields.iter().position(|field| field.name.eq_ignore_ascii_case("id"));
        let stated = [
            id.or_else(|| source(fields.licence.as_deref())).or_else(|| self.extra(Extra::Number)),
            source(fields.name.as_deref()),
            named("name_zh"),
            source(fields.mineral.as_deref()),
            source(fields.scale.as_deref()),
            source(fields.status.as_deref()),
            named("position_kind"),
        ];
        let has_positions =
            self.report.zones(crate::domain::ZoneKind::Position).is_some_and(|zones| !zones.zones.is_empty());
        let added = ["prefecture", "fragility", "redline", "position", "flagged", "verdict"];
        let added = added.into_iter().filter(|name| has_positions || *name != "position").map(|name| self.added(name));
        let extras = [Extra::Place, Extra::Distance, Extra::Bearing, Extra::Longitude, Extra::Latitude];
        let extras = extras.into_iter().map(|extra| self.extra(extra));
        let mut columns: Vec<usize> = Vec::new();
        for column in stated.into_iter().chain(added).chain(extras).flatten() {
            if !columns.contains(&column) {
                columns.push(column);
            }
        }
        columns
    }

    /// The columns that are told of a single mine: those of the table, and what made its verdict.
    pub(super) fn fact_columns(&self) -> Vec<usize> {
        let mut columns = self.short_columns();
        let more = [
            "belts",
            "functions",
            "redlines",
            "redline_m",
            "redline_near",
            "area_ha",
            "ovl_ha",
            "ovl_pct",
            "ovl_grade",
            "flag_basis",
            "clauses",
            "missing",
            "conflict",
            "green_mine",
        ];
        for column in more.into_iter().filter_map(|name| self.added(name)) {
            if !columns.contains(&column) {
                columns.push(column);
            }
        }
        columns
    }
}

/// JSON text of the source as a value; a number that would be spelled anew stays text of JSON.
fn cell(json: &str) -> Cell {
    match json.as_bytes().first() {
        None | Some(b'n') => Cell::Null,
        Some(b'"') => Cell::Text(plain_text(json).into_owned()),
        Some(b't') => Cell::Boolean(true),
        Some(b'f') => Cell::Boolean(false),
        Some(b'{' | b'[') => Cell::Json(json.to_owned()),
        Some(_) => match json.parse::<i64>() {
            Ok(number) if number.to_string() == json => Cell::Integer(number),
            _ => Cell::Json(json.to_owned()),
        },
    }
}

impl From<Value<'_>> for Cell {
    fn from(value: Value<'_>) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::Boolean(value) => Self::Boolean(value),
            Value::Integer(number) => Self::Integer(number),
            Value::Real(number) => Self::Real(number),
            Value::Text(text) => Self::Text(text.into_owned()),
        }
    }
}

/// A point of a mine; of an area one that lies inside.
pub(super) fn inside(shape: &MineShape<'_>) -> Option<Coord<f64>> {
    match shape {
        MineShape::Point(at, _) => Some(*at),
        MineShape::Area(area) => area.interior_point().map(|point| point.0),
    }
}
