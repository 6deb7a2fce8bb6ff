//! The GeoPackage of a delivery: flagged mines, all mines, parts of mines in zones, the zones by kind, the defects, each
//! with its style; and the manifest.

use std::fmt::Write as _;

use geo::Geometry;
use rayon::prelude::*;

use super::gpkg::{GeoPackage, GeometryKind, GpkgError, Options, Table, TableWriter};
use super::rows::{LayerShape, MineRows, Row, RowShape, ZoneRows, defect_columns, defect_row, note_of_names};
use super::staged::Staged;
use super::styles::StyledLayer;
use super::table::{Column, Value};
use super::titles::title_of;
use super::{green_review, manifest, metadata, pieces, rule_tables};
use crate::clock;
use crate::domain::{DeliveryStyle, Report, ZoneKind};
use crate::error::Error;
use crate::style::Shown;

/// Mines to a task, and to a batch that is held in memory.
const TASK_MINES: usize = 2048;
const BATCH_MINES: usize = 16 * TASK_MINES;

/// Writes the package beside its place; gives what people have to be told of names.
pub(super) fn write(report: &Report<'_>, staged: &Staged, only_flagged: bool) -> Result<Option<String>, Error> {
    package(report, staged, only_flagged).map_err(|error| explained(&error, staged))
}

/// What went wrong, with its causes. People know the file by its final name.
pub(super) fn explained(error: &GpkgError, staged: &Staged) -> Error {
    let mut message =
        error.to_string().replace(&staged.path().display().to_string(), &staged.place().display().to_string());
    let mut cause = std::error::Error::source(error);
    while let Some(error) = cause {
        let _ = write!(message, ": {error}");
        cause = error.source();
    }
    Error::GeoPackage { message }
}

/// A layer of the package: what it is, and where its rows come from.
pub(super) struct DeliveryLayer<'r, 'a> {
    /// The name of the table.
    pub(super) name: &'static str,
    geometry: GeometryKind,
    shown: Shown,
    columns: Vec<Column>,
    renamed: Vec<(String, String)>,
    rows: LayerRows<'r, 'a>,
}

enum LayerRows<'r, 'a> {
    Mines(MineRows<'r, 'a>),
    Overlaps,
    Slivers,
    Zones(ZoneRows<'r, 'a>),
    Defects,
}

impl DeliveryLayer<'_, '_> {
    /// What its style has to know.
    pub(super) fn styled<'l>(&'l self, report: &'l Report<'_>) -> StyledLayer<'l> {
        let is_mines = matches!(self.rows, LayerRows::Mines(_));
        let name_field = report.mine_fields.name.as_deref().filter(|_| is_mines);
        StyledLayer { shown: self.shown, columns: &self.columns, renamed: &self.renamed, name_field }
    }
}

/// The layers that the package holds, in order.
pub(super) fn layers<'r, 'a>(report: &'r Report<'a>, only_flagged: bool) -> Vec<DeliveryLayer<'r, 'a>> {
    let all = MineRows::new(report, false);
    // The layers have one type, also where no mine is flagged.
    let (geometry, mines_shown) = match all.shape() {
        LayerShape::Points => (GeometryKind::Point, Shown::MinePoints),
        LayerShape::Areas => (GeometryKind::MultiPolygon, Shown::MineAreas),
        LayerShape::Mixed => (GeometryKind::Geometry, Shown::MinePoints),
    };
    let mines = |name, rows: MineRows<'r, 'a>| {
        let (columns, renamed) = (rows.columns.clone(), rows.renamed.clone());
        DeliveryLayer { name, geometry, shown: mines_shown, columns, renamed, rows: LayerRows::Mines(rows) }
    };
    let own = |name, geometry, shown, columns, rows| DeliveryLayer {
        name,
        geometry,
        shown,
        columns,
        renamed: Vec::new(),
        rows,
    };
    let mut layers = vec![mines("mines_flagged", MineRows::new(report, true))];
    if !only_flagged {
        layers.push(mines("mines", all));
    }
    if !report.facts.extents.is_empty() {
        let columns = pieces::columns(report);
        let areas = GeometryKind::MultiPolygon;
        layers.push(own("overlaps", areas, Shown::Overlaps, columns.clone(), LayerRows::Overlaps));
        layers.push(own("slivers", areas, Shown::Slivers, columns, LayerRows::Slivers));
    }
    for zones in report.zones.iter().filter(|zones| !zones.zones.is_empty()) {
        let rows = ZoneRows::new(zones);
        layers.push(DeliveryLayer {
            name: zones.kind.layer_name(),
            geometry: GeometryKind::MultiPolygon,
            shown: shown(zones.kind),
            columns: rows.columns.clone(),
            renamed: rows.renamed.clone(),
            rows: LayerRows::Zones(rows),
        });
    }
    layers.push(own("defects", GeometryKind::Point, Shown::Defects, defect_columns(), LayerRows::Defects));
    layers
}

fn package(report: &Report<'_>, staged: &Staged, only_flagged: bool) -> Result<Option<String>, GpkgError> {
    let language = report.style.language;
    let mut package = GeoPackage::create(staged.path(), &Options { last_change: clock::now(), language })?;
    let layers = layers(report, only_flagged);
    for layer in &layers {
        let table = table(layer.name, layer.geometry, &layer.styled(report), report.style);
        let mut writer = package.table(&table)?;
        let mut write = |row: Row<'_>| push(&mut writer, &row);
        match &layer.rows {
            LayerRows::Mines(rows) => mines(&mut writer, rows)?,
            LayerRows::Overlaps => pieces::overlaps(report).try_for_each(&mut write)?,
            LayerRows::Slivers => pieces::slivers(report).try_for_each(&mut write)?,
            LayerRows::Zones(rows) => rows.rows().try_for_each(&mut write)?,
            LayerRows::Defects => report.defects.iter().try_for_each(|defect| write(defect_row(defect)))?,
        }
        writer.finish()?;
    }
    let mut tables = Tables { package: &mut package, look: report.style, names: Vec::new() };
    if let Some(rulings) = &report.rulings {
        tables.add("rules", &rule_tables::rule_columns(), rule_tables::rules(report, rulings).into_iter())?;
        tables.add("rules_fired", &rule_tables::fired_columns(), rule_tables::fired(report, rulings))?;
        tables.add("conflicts", &rule_tables::conflict_columns(), rule_tables::conflicts(report, rulings))?;
    }
    if let Some(green) = &report.green {
        tables.add("green_review", &green_review::columns(), green.rows.iter().map(green_review::row))?;
    }
    tables.add("manifest", &manifest::columns(), manifest::rows(report).into_iter().map(Vec::from))?;
    let described = layers.iter().map(|layer| layer.name).chain(tables.names);
    metadata::write(&package, report, described)?;
    package.finish()?;
    Ok(layers.iter().find_map(|layer| match &layer.rows {
        LayerRows::Mines(rows) => note_of_names(staged.place(), &rows.changed_names(&rows.columns)),
        _ => None,
    }))
}

/// What the layer of a kind of zones shows.
pub(super) fn shown(kind: ZoneKind) -> Shown {
    match kind {
        ZoneKind::Prefecture => Shown::Prefectures,
        ZoneKind::Belt => Shown::Belts,
        ZoneKind::Redline => Shown::Redlines,
        ZoneKind::Position => Shown::Positions,
        ZoneKind::Function => Shown::Functions,
    }
}

fn mines(writer: &mut TableWriter<'_>, rows: &MineRows<'_, '_>) -> Result<(), GpkgError> {
    let rows_of = |batch: &[u32]| -> Vec<Vec<Row<'_>>> {
        batch.par_chunks(TASK_MINES).map(|task| task.iter().map(|&mine| rows.row(mine)).collect()).collect()
    };
    // SQLite inserts one batch on this thread while the others make the rows of the next.
    let mut ready: Vec<Vec<Row<'_>>> = Vec::new();
    for batch in rows.mines.chunks(BATCH_MINES).chain([&[][..]]) {
        let mut next = Vec::new();
        rayon::in_place_scope(|scope| {
            scope.spawn(|_| next = rows_of(batch));
            ready.iter().flatten().try_for_each(|row| push(writer, row))
        })?;
        ready = next;
    }
    Ok(())
}

/// Tables without geometry, as they are added.
struct Tables<'p> {
    package: &'p mut GeoPackage,
    look: DeliveryStyle,
    names: Vec<&'static str>,
}

impl Tables<'_> {
    fn add<'v>(
        &mut self,
        name: &'static str,
        columns: &[Column],
        mut rows: impl Iterator<Item = Vec<Value<'v>>>,
    ) -> Result<(), GpkgError> {
        let table = table(name, GeometryKind::None, &StyledLayer::own(Shown::Table, columns), self.look);
        let mut writer = self.package.table(&table)?;
        rows.try_for_each(|row| writer.row(None, &row))?;
        self.names.push(name);
        writer.finish()
    }
}

/// A table of the package with the title and the style that it has.
pub(super) fn table(name: &'static str, geometry: GeometryKind, layer: &StyledLayer<'_>, look: DeliveryStyle) -> Table {
    let title = title_of(name).text(look.language).into_owned();
    Table {
        name: name.to_owned(),
        identifier: title.clone(),
        description: title,
        geometry,
        columns: layer.columns.to_vec(),
        style: Some(layer.style(look)),
    }
}

pub(super) fn push(writer: &mut TableWriter<'_>, row: &Row<'_>) -> Result<(), GpkgError> {
    match row.shape {
        RowShape::None => writer.row(None, &row.values),
        RowShape::Point(at) => writer.row_point(at.x, at.y, &row.values),
        RowShape::Other(geometry) => writer.row(Some(geometry), &row.values),
        RowShape::Area(area) => writer.row(Some(&Geometry::MultiPolygon(area.clone())), &row.values),
    }
}
