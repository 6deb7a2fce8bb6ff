//! The parts of mines that lie in zones, as rows: layer `overlaps` with all that has an area, layer `slivers` with what a
//! person must look at.

use super::rows::{Row, RowShape};
use super::table::{Column, Value};
use super::values::{area_ha, per_cent};
use crate::domain::{
    AreaPair, Extent, FieldKind, Grade, MineShape, Overlap, Piece, Report, Step, Title, ZoneClass, ZoneKind,
};

/// The kind that stands in the rows of two mines.
const MINE: &str = "mine";

/// What lies outside all zones of a kind, below this many square metres, is rounding.
const REST_M2: f64 = 1e-6;

/// Columns of both layers.
pub(super) fn columns(report: &Report<'_>) -> Vec<Column> {
    let mut columns = titled(report.measures.balance);
    let mut classes = report.zones.iter().flat_map(|zones| &zones.zones).map(|zone| &zone.class);
    if classes.any(|class| matches!(class, ZoneClass::Other(_))) {
        // Not all of them are codes then.
        columns.iter_mut().filter(|column| column.name == "zone_class").for_each(|column| column.labels = &[]);
    }
    columns
}

fn titled(step: Option<Step>) -> Vec<Column> {
    let column = Column::titled;
    let mut columns = vec![
        column("mine", FieldKind::Text, "矿山编号 Mine", "id of the mine, or its number in the source, from 0"),
        column("feature", FieldKind::Integer, "要素序号 Feature", "number of the mine in its source, from 0"),
        column(
            "kind",
            FieldKind::Text,
            "类型 Kind",
            "prefecture, belt, redline, position, function; mine where two mines overlap",
        ),
        column("zone", FieldKind::Text, "区域 Zone", "name of the zone, or id of the other mine"),
        column("zone_id", FieldKind::Text, "区域编号 Zone id", "id of the zone, where it has one"),
        column("zone_class", FieldKind::Text, "区域类别 Zone class", "class of the zone in oreline's words"),
        column(
            "grade",
            FieldKind::Text,
            "程度 Grade",
            "touch, sliver or overlap; rest for what lies outside all zones of the kind",
        ),
        column("area_ha", FieldKind::Real, "面积(公顷) Area (ha)", "area in common on the CGCS2000 ellipsoid"),
        column("share_pct", FieldKind::Real, "占比(%) Share (%)", "the same in per cent of the mine"),
        column(
            "kind_ha",
            FieldKind::Real,
            "同类合计(公顷) All of the kind (ha)",
            "area of the mine in all zones of this kind, where they overlap counted once",
        ),
        column("kind_pct", FieldKind::Real, "同类占比(%) All of the kind (%)", "the same in per cent of the mine"),
    ];
    if let Some(step) = step {
        let unit = step.unit.word();
        columns.push(Column::with_title(
            &format!("bal_{unit}"),
            FieldKind::Real,
            Title::new(format!("平差面积({unit})"), format!("Balanced ({unit})")),
            "area rounded so that the parts of a mine add up to its declared (else computed) area; null where zones overlap",
        ));
    }
    columns
}

/// All pieces with an area: mine by mine, kind by kind, zone by zone; then the pairs of mines.
pub(super) fn overlaps<'r>(report: &'r Report<'_>) -> impl Iterator<Item = Row<'r>> {
    let of_mines = extents(report).flat_map(move |(position, extent)| {
        ZoneKind::ALL.into_iter().flat_map(move |kind| of_kind(report, position, extent, kind))
    });
    of_mines.chain(report.facts.pairs.iter().map(|pair| pair_row(report, pair)))
}

/// What a person must look at: slivers, and touches, which have no geometry.
pub(super) fn slivers<'r>(report: &'r Report<'_>) -> impl Iterator<Item = Row<'r>> {
    let is_small = |grade: Grade| matches!(grade, Grade::Touch | Grade::Sliver);
    let of_mines = extents(report).flat_map(move |(position, extent)| {
        let small = extent.overlaps.iter().filter(move |overlap| is_small(overlap.grade));
        small.map(move |overlap| overlap_row(report, position, extent, overlap))
    });
    let pairs = report.facts.pairs.iter().filter(move |pair| is_small(pair.grade));
    of_mines.chain(pairs.map(|pair| pair_row(report, pair)))
}

fn extents<'r>(report: &'r Report<'_>) -> impl Iterator<Item = (usize, &'r Extent)> {
    let extents = report.facts.extents.iter().enumerate();
    extents.filter_map(|(position, extent)| extent.as_deref().map(|extent| (position, extent)))
}

/// The pieces of a mine in the zones of one kind; where they are made to add up, with the rest.
fn of_kind<'r>(report: &'r Report<'_>, position: usize, extent: &'r Extent, kind: ZoneKind) -> Vec<Row<'r>> {
    let pieces = extent.of_kind(kind).filter(|overlap| overlap.grade > Grade::Touch);
    let mut rows: Vec<Row<'r>> = pieces.map(|piece| overlap_row(report, position, extent, piece)).collect();
    rows.extend(rest_row(report, position, extent, kind));
    rows
}

fn overlap_row<'r>(report: &'r Report<'_>, position: usize, extent: &Extent, overlap: &'r Overlap) -> Row<'r> {
    let zone = report.zones(overlap.kind).and_then(|zones| zones.zone(overlap.zone));
    let shape = match (&overlap.piece, &report.layer.mines[position].shape) {
        (Piece::Part(piece), _) => RowShape::Area(piece),
        (Piece::Whole, MineShape::Area(mine)) => RowShape::Area(mine),
        _ => RowShape::None,
    };
    let zone_values = [
        Value::text(zone.map(|zone| zone.name.as_str())),
        Value::text(zone.and_then(|zone| zone.id.as_deref())),
        Value::text(zone.and_then(|zone| zone.class.word())),
        Value::text(Some(overlap.grade.word())),
        area_ha(overlap.area_m2),
        per_cent(overlap.area_m2, extent.area_m2),
    ];
    row(report, position, overlap.kind.word(), shape, zone_values, of_cover(extent, overlap.kind), overlap.balanced)
}

/// The part of a mine that lies in no zone of a kind: it makes the balanced areas add up.
fn rest_row<'r>(report: &'r Report<'_>, position: usize, extent: &Extent, kind: ZoneKind) -> Option<Row<'r>> {
    let cover = extent.covers[kind as usize];
    let steps = cover.balanced_rest?;
    let rest_m2 = extent.area_m2 - cover.area_m2;
    if steps == 0 && rest_m2 <= REST_M2 {
        return None;
    }
    let (nothing, rest) = (Value::Null, Value::text(Some("rest")));
    let share = per_cent(rest_m2, extent.area_m2);
    let values = [nothing.clone(), nothing.clone(), nothing, rest, area_ha(rest_m2), share];
    Some(row(report, position, kind.word(), RowShape::None, values, of_cover(extent, kind), Some(steps)))
}

fn pair_row<'r>(report: &'r Report<'_>, pair: &'r AreaPair) -> Row<'r> {
    let (position, other) = (pair.members.0 as usize, pair.members.1 as usize);
    let whole_m2 = report.facts.extent(position).map_or(0.0, |extent| extent.area_m2);
    let values = [
        Value::Text(report.layer.mines[other].label()),
        Value::Null,
        Value::Null,
        Value::text(Some(pair.grade.word())),
        area_ha(pair.area_m2),
        per_cent(pair.area_m2, whole_m2),
    ];
    row(report, position, MINE, RowShape::Area(&pair.piece), values, [Value::Null, Value::Null], None)
}

fn of_cover(extent: &Extent, kind: ZoneKind) -> [Value<'static>; 2] {
    let cover_m2 = extent.covers[kind as usize].area_m2;
    [area_ha(cover_m2), per_cent(cover_m2, extent.area_m2)]
}

/// A row of either layer; the column of balanced areas is there when the run has a step.
fn row<'r>(
    report: &'r Report<'_>,
    position: usize,
    kind: &'static str,
    shape: RowShape<'r>,
    zone: [Value<'r>; 6],
    cover: [Value<'r>; 2],
    balanced: Option<i64>,
) -> Row<'r> {
    let mine = &report.layer.mines[position];
    let mut values = vec![Value::Text(mine.label()), Value::Integer(i64::from(mine.index)), Value::text(Some(kind))];
    values.extend(zone);
    values.extend(cover);
    if let Some(step) = report.measures.balance {
        values.push(balanced.map_or(Value::Null, |steps| Value::Real(step.times(steps))));
    }
    Row { shape, values }
}
