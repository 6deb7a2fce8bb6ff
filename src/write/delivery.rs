//! The GeoPackage of a delivery: flagged mines, all mines, parts of mines in zones, the zones by kind, the defects, each
//! with its style; and the manifest.

use std::fmt::Write as _;

use geo::Geometry;
use rayon::prelude::*;

use super::gpkg::{GeoPackage, GeometryKind, GpkgError, Options, Table, TableWriter};
use super::rows::{LayerShape, MineRows, Row, RowShape, ZoneRows, defect_columns, defect_row, note_of_names};
use super::staged::Staged;
use super::table::{Column, Value};
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
    let mut package = GeoPackage::create(staged.path(), &Options { last_change: clock::now() })?;
    let all = MineRows::new(report, false);
    let flagged = MineRows::new(report, true);
    // The layers have one type, also where no mine is flagged.
    let shape = all.shape();
    mines(&mut package, &flagged, shape, "mines_flagged", "预警矿山 Flagged mines")?;
    if !only_flagged {
        mines(&mut package, &all, shape, "mines", "全部矿山 All mines")?;
    }
    if !report.facts.extents.is_empty() {
        let columns = pieces::columns(report.measures.balance);
        let overlaps = ("overlaps", "矿区与各类区域重叠 Parts of mines in zones", Shown::Overlaps);
        areas(&mut package, overlaps, &columns, pieces::overlaps(report))?;
        let slivers = ("slivers", "碎片与接边(待核) Slivers and touches, for review", Shown::Slivers);
        areas(&mut package, slivers, &columns, pieces::slivers(report))?;
    }
    for zones in report.zones.iter().filter(|zones| !zones.zones.is_empty()) {
        let rows = ZoneRows::new(zones);
        let (shown, title) = match zones.kind {
            ZoneKind::Prefecture => (Shown::Prefectures, "地州及生态脆弱性 Prefectures and fragility"),
            ZoneKind::Belt => (Shown::Belts, "成矿带 Metallogenic belts"),
            ZoneKind::Redline => (Shown::Redlines, "生态保护红线 Ecological red lines"),
            ZoneKind::Position => (Shown::Positions, "核心区与边缘协调区 Core and periphery"),
            ZoneKind::Function => (Shown::Functions, "生态功能区 Ecological function zones"),
        };
        let table =
            table(zones.kind.layer_name(), title, GeometryKind::MultiPolygon, &rows.columns, shown, &rows.renamed);
        let mut writer = package.table(&table)?;
        rows.rows().try_for_each(|row| push(&mut writer, &row))?;
        writer.finish()?;
    }
    let columns = defect_columns();
    let table = table("defects", "数据问题 Defects", GeometryKind::Point, &columns, Shown::Defects, &[]);
    let mut writer = package.table(&table)?;
    report.defects.iter().try_for_each(|defect| push(&mut writer, &defect_row(defect)))?;
    writer.finish()?;
    if let Some(rulings) = &report.rulings {
        let rules = rule_tables::rules(report, rulings);
        attributes(&mut package, "rules", "规则 Rules", rule_tables::rule_columns(), rules.into_iter())?;
        let conflicts = rule_tables::conflicts(report, rulings);
        attributes(&mut package, "conflicts", "规则冲突 Conflicts", rule_tables::conflict_columns(), conflicts)?;
    }
    if let Some(green) = &report.green {
        let rows = green.rows.iter().map(green_review::row);
        attributes(
            &mut package,
            "green_review",
            "绿色矿山匹配核对 Green mines, to review",
            green_review::columns(),
            rows,
        )?;
    }
    let rows = manifest::rows(report).into_iter().map(Vec::from);
    attributes(&mut package, "manifest", "清单 Manifest", manifest::columns(), rows)?;
    package.finish()?;
    Ok(note_of_names(staged.place(), &all.changed_names(&all.columns)))
}

fn mines(
    package: &mut GeoPackage,
    rows: &MineRows<'_, '_>,
    shape: LayerShape,
    name: &str,
    title: &str,
) -> Result<(), GpkgError> {
    let (geometry, shown) = match shape {
        LayerShape::Points => (GeometryKind::Point, Shown::MinePoints),
        LayerShape::Areas => (GeometryKind::MultiPolygon, Shown::MineAreas),
        LayerShape::Mixed => (GeometryKind::Geometry, Shown::MinePoints),
    };
    let table = table(name, title, geometry, &rows.columns, shown, &rows.renamed);
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
    (name, title, shown): (&str, &str, Shown),
    columns: &[Column],
    mut rows: impl Iterator<Item = Row<'r>>,
) -> Result<(), GpkgError> {
    let table = table(name, title, GeometryKind::MultiPolygon, columns, shown, &[]);
    let mut writer = package.table(&table)?;
    rows.try_for_each(|row| push(&mut writer, &row))?;
    writer.finish()
}

/// A table without geometry.
fn attributes<'r>(
    package: &mut GeoPackage,
    name: &str,
    title: &str,
    columns: Vec<Column>,
    mut rows: impl Iterator<Item = Vec<Value<'r>>>,
) -> Result<(), GpkgError> {
    let table = Table {
        name: name.to_owned(),
        identifier: title.to_owned(),
        description: title.to_owned(),
        geometry: GeometryKind::None,
        columns,
        style: None,
    };
    let mut writer = package.table(&table)?;
    rows.try_for_each(|row| writer.row(None, &row))?;
    writer.finish()
}

pub(super) fn table(
    name: &str,
    title: &str,
    geometry: GeometryKind,
    columns: &[Column],
    shown: Shown,
    renamed: &[(String, String)],
) -> Table {
    Table {
        name: name.to_owned(),
        identifier: title.to_owned(),
        description: title.to_owned(),
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
