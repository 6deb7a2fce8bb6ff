//! The mines of a page: where they are, and all columns about them.

use std::borrow::Cow;

use geo::{Coord, InteriorPoint, MultiPolygon};
use rayon::prelude::*;
use serde::Serialize;

use super::columns::{PageColumn, Values};
use super::simplify::{Frame, rings, steps};
use crate::domain::{FieldKind, Language, MineFields, MineShape, Report, ZoneKind};
use crate::write::rows::{MineRows, Row, selected};
use crate::write::table::{Column, Value};
use crate::write::values::{area_ha, per_cent, zone_name};

/// A page lists so many mines; flagged ones come first, all others are in the layers.
const MOST_MINES: usize = 200_000;
/// Above so many bytes of columns a page keeps the fields of the source that it knows, and leaves out the others.
const MOST_BYTES: usize = 28_000_000;
/// Parts of mines in zones that a page lists.
const MOST_PIECES: usize = 200_000;
/// An outline of a mine may be off by this share of its own size.
const FINEST: f64 = 1.0 / 400.0;
/// Mines to a task, and to a batch that is held in memory.
const TASK_MINES: usize = 1024;
const BATCH_MINES: usize = 16 * TASK_MINES;

/// The mines that are listed.
#[derive(Serialize)]
pub(super) struct Mines<'r> {
    /// How many are listed.
    count: usize,
    /// How many there are.
    pub(super) of: usize,
    /// Longitude and latitude in millionths of a degree, each from the one before.
    x: Vec<i64>,
    y: Vec<i64>,
    /// Mines that are areas, with their rings.
    areas: Vec<(usize, Vec<Vec<i64>>)>,
    pieces: Pieces<'r>,
    columns: Vec<PageColumn<'r>>,
    /// Fields of the source that had no room.
    left_out: Vec<String>,
}

/// Parts of mines in zones, column by column.
#[derive(Default, Serialize)]
struct Pieces<'r> {
    mine: Vec<usize>,
    kind: Vec<&'static str>,
    zone: Vec<&'r str>,
    grade: Vec<&'static str>,
    area_ha: Vec<Option<f64>>,
    share_pct: Vec<Option<f64>>,
    /// Whether there are more than are listed.
    is_cut: bool,
}

impl Mines<'_> {
    /// How many of the listed mines say of themselves that they are made up, and in which fields.
    pub(super) fn synthetic(&self) -> Option<&PageColumn<'_>> {
        self.columns.iter().find(|column| column.role == Some(SYNTHETIC))
    }
}

const SYNTHETIC: &str = "synthetic";

/// The mines of a report.
pub(super) fn mines<'r>(report: &'r Report<'_>) -> Mines<'r> {
    let listed = listed(report, MOST_MINES);
    let rows = MineRows::new(report, false);
    let sources = report.layer.fields.len();
    let mut columns: Vec<PageColumn<'r>> = Vec::new();
    for (position, column) in rows.columns.iter().enumerate() {
        let role = match report.layer.fields.get(position) {
            Some(field) => role_of(&field.name, &report.mine_fields, report.style.language),
            None => usual_name(&rows, &column.name),
        };
        columns.push(PageColumn::new(column, position < sources, role));
    }
    let own = |name: &'static str, title: &'static str| {
        PageColumn::new(&Column::titled(name, FieldKind::Text, title, ""), false, Some(name))
    };
    let mut ids = own("mine_id", "编号 Id");
    let mut synthetic = own(SYNTHETIC, "合成数据 Synthetic");
    for batch in listed.chunks(BATCH_MINES) {
        let row_of = |&mine: &u32| (rows.row(mine), made_up(report, mine));
        let tasks: Vec<Vec<(Row<'r>, Option<String>)>> =
            batch.par_chunks(TASK_MINES).map(|task| task.iter().map(row_of).collect()).collect();
        for ((row, made_up), &mine) in tasks.into_iter().flatten().zip(batch) {
            columns.iter_mut().zip(row.values).for_each(|(column, value)| column.push(value));
            let mine = &report.layer.mines[mine as usize];
            let number = || Value::Text(Cow::Owned(format!("#{}", mine.index)));
            ids.push(mine.id.as_deref().map_or_else(number, |id| Value::text(Some(id))));
            synthetic.push(made_up.map_or(Value::Null, |fields| Value::Text(Cow::Owned(fields))));
        }
    }
    columns.insert(0, ids);
    columns.insert(1, synthetic);
    let mut left_out = Vec::new();
    if columns.iter().map(PageColumn::bytes).sum::<usize>() > MOST_BYTES {
        columns.retain(|column| {
            let stays = !column.is_source() || column.role.is_some();
            if !stays {
                left_out.push(column.name.clone());
            }
            stays
        });
    }
    let (x, y) = places(report, &listed);
    Mines {
        count: listed.len(),
        of: report.layer.mines.len(),
        x,
        y,
        areas: areas(report, &listed),
        pieces: pieces(report, &listed),
        columns,
        left_out,
    }
}

/// All mines in the order of the source; where they are too many the flagged ones and, as far as there is room, the others.
fn listed(report: &Report<'_>, most: usize) -> Vec<u32> {
    let mut listed = selected(report, false);
    if listed.len() > most {
        let (mut flagged, others): (Vec<u32>, Vec<u32>) =
            listed.into_iter().partition(|&mine| report.judgements[mine as usize].is_flagged);
        flagged.truncate(most);
        let room = most - flagged.len();
        flagged.extend(others.into_iter().take(room));
        listed = flagged;
    }
    listed
}

/// What the page uses a field of the source for.
fn role_of(field: &str, fields: &MineFields, language: Language) -> Option<&'static str> {
    let known = [
        (&fields.name, "name", "name_zh"),
        (&fields.mineral, "mineral", "mineral_zh"),
        (&fields.status, "status", "status_zh"),
        (&fields.scale, "scale", "scale_zh"),
        (&fields.right, "right", "right_zh"),
        (&fields.licence, "licence", "licence_zh"),
    ];
    known.into_iter().find_map(|(named, role, chinese)| match named.as_deref() {
        Some(named) if named == field => Some(role),
        Some(named) if language != Language::English && field.strip_suffix("_zh") == Some(named) => Some(chinese),
        _ => None,
    })
}

/// The usual name of an added field that had to take another one. Fields that rules set or receptors bring have no role.
fn usual_name(rows: &MineRows<'_, '_>, name: &str) -> Option<&'static str> {
    const ROLES: [&str; 31] = [
        "prefecture",
        "fragility",
        "belts",
        "belt_count",
        "redline",
        "redlines",
        "position",
        "functions",
        "flagged",
        "flag_basis",
        "verdict",
        "clauses",
        "tie",
        "area_ha",
        "ovl_ha",
        "ovl_pct",
        "ovl_grade",
        "redline_m",
        "redline_near",
        "margin_m",
        "margin_of",
        "stable",
        "area_decl",
        "area_diff",
        "area_fit",
        "green_mine",
        "green_year",
        "green_match",
        "missing",
        "conflict",
        "unverified",
    ];
    let usual = rows.renamed.iter().find(|(_, taken)| taken == name).map_or(name, |(usual, _)| usual);
    ROLES.into_iter().find(|role| *role == usual)
}

/// The fields in which a mine says that it is made up, joined by `;`: those whose value is or begins with such a word.
fn made_up(report: &Report<'_>, mine: u32) -> Option<String> {
    const WORDS: [&str; 4] = ["synthetic", "合成", "虚构", "made up"];
    let mut fields: Vec<String> = Vec::new();
    report.layer.mines[mine as usize].attributes.for_each(|_, name, json| {
        let Some(text) = json.strip_prefix('"') else { return };
        // Names may hold such a word for another reason: 合成氨厂 makes ammonia.
        let names = [&report.mine_fields.name, &report.mine_fields.mineral];
        let says = |field: &str| field.ends_with("_kind") || ["basis", "source", "note"].contains(&field);
        if says(name)
            && !names.iter().any(|known| known.as_deref() == Some(name))
            && WORDS.iter().any(|word| text.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word)))
        {
            fields.push(name.to_owned());
        }
    });
    (!fields.is_empty()).then(|| fields.join(";"))
}

fn places(report: &Report<'_>, listed: &[u32]) -> (Vec<i64>, Vec<i64>) {
    let mut before = (0, 0);
    let places = listed.iter().map(|&mine| {
        let now = match &report.layer.mines[mine as usize].shape {
            MineShape::Point(at, _) => steps(*at),
            MineShape::Area(area) => steps(inside(area)),
        };
        let delta = (now.0 - before.0, now.1 - before.1);
        before = now;
        delta
    });
    places.unzip()
}

/// A place in the largest part of an area.
fn inside(area: &MultiPolygon<f64>) -> Coord<f64> {
    let size = |polygon: &&geo::Polygon<f64>| Frame::of(polygon.exterior()).map_or(0.0, |frame| frame.size());
    let largest = area.iter().max_by(|one, other| size(one).total_cmp(&size(other)));
    let point = largest.and_then(InteriorPoint::interior_point).map(|point| point.0);
    point.or_else(|| Frame::of_area(area).map(|frame| frame.low)).unwrap_or_default()
}

fn areas(report: &Report<'_>, listed: &[u32]) -> Vec<(usize, Vec<Vec<i64>>)> {
    let area = |(row, mine): (usize, &u32)| match &report.layer.mines[*mine as usize].shape {
        MineShape::Point(..) => None,
        MineShape::Area(area) => {
            let size = Frame::of_area(area).map_or(0.0, |frame| frame.size());
            Some((row, rings(area, size * FINEST)))
        }
    };
    listed.iter().enumerate().filter_map(area).collect()
}

fn pieces<'r>(report: &'r Report<'_>, listed: &[u32]) -> Pieces<'r> {
    let mut pieces = Pieces::default();
    let number = |value: Value<'_>| if let Value::Real(number) = value { Some(number) } else { None };
    for (row, &mine) in listed.iter().enumerate() {
        let Some(extent) = report.facts.extent(mine as usize) else { continue };
        for overlap in &extent.overlaps {
            // Units are told by their share alone; what they touch says nothing.
            if overlap.kind != ZoneKind::Redline && overlap.grade <= crate::domain::Grade::Touch {
                continue;
            }
            if pieces.mine.len() == MOST_PIECES {
                pieces.is_cut = true;
                return pieces;
            }
            pieces.mine.push(row);
            pieces.kind.push(overlap.kind.word());
            pieces.zone.push(zone_name(report, overlap.kind, overlap.zone).unwrap_or(""));
            pieces.grade.push(overlap.grade.word());
            pieces.area_ha.push(number(area_ha(overlap.area_m2)));
            pieces.share_pct.push(number(per_cent(overlap.area_m2, extent.area_m2)));
        }
    }
    pieces
}

/// The fields in which mines say that they are made up, each once, in order of first appearance.
pub(super) fn fields_of(column: &PageColumn<'_>) -> Vec<String> {
    let mut fields: Vec<String> = Vec::new();
    if let Values::Texts(texts) = &column.values {
        for field in texts.words.iter().flat_map(|word| word.split(';')) {
            if !fields.iter().any(|known| known == field) {
                fields.push(field.to_owned());
            }
        }
    }
    fields
}
