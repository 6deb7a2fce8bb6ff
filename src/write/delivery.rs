//! The GeoPackage of a delivery: flagged mines, all mines, parts of mines in zones, the zones by kind, the defects, each
//! with its style; and the manifest.

use std::fmt::Write as _;

use geo::Geometry;
use rayon::prelude::*;

use super::gpkg::{GeoPackage, GeometryKind, GpkgError, Options, Table, TableWriter};
use super::rows::{LayerShape, MineRows, Row, RowShape, ZoneRows, defect_columns, defect_row, note_of_names};
use super::staged::Staged;
use super::table::{Column, Value};
use super::titles::title_of;
use super::{green_review, manifest, pieces, rule_tables};
use crate::clock;
use crate::domain::{Report, ZoneKind};
use crate::error::Error;
use crate::style::{self, Shown};

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

fn package(report: &Report<'_>, staged: &Staged, only_flagged: bool) -> Result<Option<String>, GpkgError> {
    let language = report.style.language;
    let mut package = GeoPackage::create(staged.path(), &Options { last_change: clock::now(), language })?;
    let all = MineRows::new(report, false);
    let flagged = MineRows::new(report, true);
    // The layers have one type, also where no mine is flagged.
    let shape = all.shape();
    mines(&mut package, &flagged, shape, "mines_flagged")?;
    if !only_flagged {
        mines(&mut package, &all, shape, "mines")?;
    }
    if !report.facts.extents.is_empty() {
        let columns = pieces::columns(report.measures.balance);
        areas(&mut package, "overlaps", Shown::Overlaps, &columns, pieces::overlaps(report))?;
        areas(&mut package, "slivers", Shown::Slivers, &columns, pieces::slivers(report))?;
    }
    for zones in report.zones.iter().filter(|zones| !zones.zones.is_empty()) {
        let rows = ZoneRows::new(zones);
        let table = layer(
            &package,
            zones.kind.layer_name(),
            GeometryKind::MultiPolygon,
            &rows.columns,
            shown(zones.kind),
            &rows.renamed,
        );
        let mut writer = package.table(&table)?;
        rows.rows().try_for_each(|row| push(&mut writer, &row))?;
        writer.finish()?;
    }
    let table = layer(&package, "defects", GeometryKind::Point, &defect_columns(), Shown::Defects, &[]);
    let mut writer = package.table(&table)?;
    report.defects.iter().try_for_each(|defect| push(&mut writer, &defect_row(defect)))?;
    writer.finish()?;
    if let Some(rulings) = &report.rulings {
        let rules = rule_tables::rules(report, rulings);
        attributes(&mut package, "rules", rule_tables::rule_columns(), rules.into_iter())?;
        let conflicts = rule_tables::conflicts(report, rulings);
        attributes(&mut package, "conflicts", rule_tables::conflict_columns(), conflicts)?;
    }
    if let Some(green) = &report.green {
        let rows = green.rows.iter().map(green_review::row);
        attributes(&mut package, "green_review", green_review::columns(), rows)?;
    }
    let rows = manifest::rows(report).into_iter().map(Vec::from);
    attributes(&mut package, "manifest", manifest::columns(), rows)?;
    package.finish()?;
    Ok(note_of_names(staged.place(), &all.changed_names(&all.columns)))
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

fn mines(
    package: &mut GeoPackage,
    rows: &MineRows<'_, '_>,
    shape: LayerShape,
    name: &'static str,
) -> Result<(), GpkgError> {
    let (geometry, shown) = match shape {
        LayerShape::Points => (GeometryKind::Point, Shown::MinePoints),
        LayerShape::Areas => (GeometryKind::MultiPolygon, Shown::MineAreas),
        LayerShape::Mixed => (GeometryKind::Geometry, Shown::MinePoints),
    };
    let table = layer(package, name, geometry, &rows.columns, shown, &rows.renamed);
    let mut writer = package.table(&table)?;
    let rows_of = |batch: &[u32]| -> Vec<Vec<Row<'_>>> {
        batch.par_chunks(TASK_MINES).map(|task| task.iter().map(|&mine| rows.row(mine)).collect()).collect()
    };
    // SQLite inserts one batch on this thread while the others make the rows of the next.
    let mut ready: Vec<Vec<Row<'_>>> = Vec::new();
    for batch in rows.mines.chunks(BATCH_MINES).chain([&[][..]]) {
        let mut next = Vec::new();
        rayon::in_place_scope(|scope| {
            scope.spawn(|_| next = rows_of(batch));
            ready.iter().flatten().try_for_each(|row| push(&mut writer, row))
        })?;
        ready = next;
    }
    writer.finish()
}

/// A layer of areas, of which some rows may have none.
fn areas<'r>(
    package: &mut GeoPackage,
    name: &'static str,
    shown: Shown,
    columns: &[Column],
    mut rows: impl Iterator<Item = Row<'r>>,
) -> Result<(), GpkgError> {
    let table = layer(package, name, GeometryKind::MultiPolygon, columns, shown, &[]);
    let mut writer = package.table(&table)?;
    rows.try_for_each(|row| push(&mut writer, &row))?;
    writer.finish()
}

/// A table without geometry.
fn attributes<'r>(
    package: &mut GeoPackage,
    name: &'static str,
    columns: Vec<Column>,
    mut rows: impl Iterator<Item = Vec<Value<'r>>>,
) -> Result<(), GpkgError> {
    let title = title_of(name).text(package.language()).into_owned();
    let table = Table {
        name: name.to_owned(),
        identifier: title.clone(),
        description: title,
        geometry: GeometryKind::None,
        columns,
        style: None,
    };
    let mut writer = package.table(&table)?;
    rows.try_for_each(|row| writer.row(None, &row))?;
    writer.finish()
}

pub(super) fn layer(
    package: &GeoPackage,
    name: &'static str,
    geometry: GeometryKind,
    columns: &[Column],
    shown: Shown,
    renamed: &[(String, String)],
) -> Table {
    let title = title_of(name).text(package.language()).into_owned();
    Table {
        name: name.to_owned(),
        identifier: title.clone(),
        description: title,
        geometry,
        columns: columns.to_vec(),
        style: Some(style::style(shown, renamed)),
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
