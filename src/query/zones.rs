//! Zones as rows: all of them, those that hold a mine, and those that meet a place.

use super::rows::{Cell, Rows};
use crate::domain::{Hit, MineShape, Piece, Place, Report, Zone, ZoneKind};
use crate::geometry::measure::area_m2;

/// The number of a zone among all zones of a report, kind by kind.
pub(super) fn number(report: &Report<'_>, kind: ZoneKind, zone: u32) -> i64 {
    let before: usize = report.zones.iter().take_while(|zones| zones.kind != kind).map(|zones| zones.zones.len()).sum();
    i64::try_from(before).unwrap_or(i64::MAX).saturating_add(i64::from(zone))
}

/// All zones: kind and index among the zones of the kind.
pub(super) fn each<'r, 'a>(report: &'r Report<'a>) -> impl Iterator<Item = (ZoneKind, u32, &'r Zone<'a>)> {
    report
        .zones
        .iter()
        .flat_map(|zones| zones.zones.iter().enumerate().map(move |(at, zone)| (zones.kind, at as u32, zone)))
}

/// Hectares, to a square millimetre.
pub(super) fn hectares(m2: f64) -> f64 {
    (m2 / 1e4 * 1e10).round() / 1e10 + 0.0
}

/// Per cent, never above 100.
pub(super) fn per_cent(part_m2: f64, whole_m2: f64) -> Option<f64> {
    (whole_m2 > 0.0 && part_m2.is_finite()).then(|| ((part_m2 / whole_m2 * 100.0).min(100.0) * 1e8).round() / 1e8 + 0.0)
}

/// The columns of the table `zones`.
pub(super) const COLUMNS: [&str; 7] = ["zone", "kind", "name", "class", "id", "names", "area_ha"];

/// The rows of the table `zones`.
pub(super) fn all<'r>(report: &'r Report<'_>) -> impl Iterator<Item = [Cell; 7]> + 'r {
    each(report).map(|(kind, at, zone)| {
        let others = super::names::of_zone(zone);
        let others = others.iter().map(String::as_str).filter(|name| *name != zone.name).collect::<Vec<_>>().join(";");
        [
            Cell::Integer(number(report, kind, at)),
            Cell::text(Some(kind.word())),
            Cell::text(Some(&zone.name)),
            Cell::text(zone.class.word()),
            Cell::text(zone.id.as_deref()),
            if others.is_empty() { Cell::Null } else { Cell::Text(others) },
            Cell::Real(hectares(area_m2(&zone.area))),
        ]
    })
}

/// A zone that shares a point with a mine.
pub(super) struct Held<'r, 'a> {
    pub(super) kind: ZoneKind,
    pub(super) zone: &'r Zone<'a>,
    /// Among all zones.
    pub(super) number: i64,
    /// inside, border, overlaps, touches; or sliver, which may come from drawing.
    pub(super) place: &'static str,
    /// The area in common; of areas.
    pub(super) area_ha: Option<f64>,
    /// The same in per cent of the mine.
    pub(super) share_pct: Option<f64>,
}

/// How a mine lies to a zone.
pub(super) fn word(hit: Hit, piece: Option<&Piece>) -> &'static str {
    match (hit.place, piece) {
        (Place::Overlaps, Some(Piece::Whole)) | (Place::Inside, _) => "inside",
        (Place::OnBoundary, _) => "border",
        (Place::Touches, _) => "touches",
        (Place::Overlaps, _) => "overlaps",
    }
}

/// The zones that share a point with a mine, in the order of kinds and layers.
pub(super) fn of_mine<'r, 'a>(report: &'r Report<'a>, position: u32) -> Vec<Held<'r, 'a>> {
    let extent = report.facts.extent(position as usize);
    let held = |hit: &Hit| {
        let zone = report.zones(hit.kind)?.zone(hit.zone)?;
        let overlap = extent.and_then(|extent| extent.of_kind(hit.kind).find(|overlap| overlap.zone == hit.zone));
        Some(Held {
            kind: hit.kind,
            zone,
            number: number(report, hit.kind, hit.zone),
            place: word(*hit, overlap.map(|overlap| &overlap.piece)),
            area_ha: overlap.filter(|overlap| overlap.area_m2.is_finite()).map(|overlap| hectares(overlap.area_m2)),
            share_pct: overlap.zip(extent).and_then(|(overlap, extent)| per_cent(overlap.area_m2, extent.area_m2)),
        })
    };
    report.facts.of(position as usize).iter().filter_map(held).collect()
}

/// The zones of a mine as rows.
pub(super) fn held_rows<'r>(report: &'r Report<'_>, positions: &[u32]) -> Rows<'r> {
    let several = positions.len() > 1;
    let mut columns: Vec<String> =
        ["kind", "name", "class", "place", "area_ha", "share_pct"].map(str::to_owned).to_vec();
    if several {
        columns.insert(0, "mine".to_owned());
    }
    let (mut rows, mut shapes) = (Vec::new(), Vec::new());
    for &position in positions {
        for held in of_mine(report, position) {
            let mut row = vec![
                Cell::text(Some(held.kind.word())),
                Cell::text(Some(&held.zone.name)),
                Cell::text(held.zone.class.word()),
                Cell::text(Some(held.place)),
                held.area_ha.map_or(Cell::Null, Cell::Real),
                held.share_pct.map_or(Cell::Null, Cell::Real),
            ];
            if several {
                row.insert(0, Cell::Text(report.layer.mines[position as usize].label().into_owned()));
            }
            rows.push(row);
            shapes.push(Some(shape(held.zone)));
        }
    }
    Rows { columns, rows, shapes: Some(shapes) }
}

/// The area of a zone as the geometry of a row.
pub(super) fn shape<'r>(zone: &Zone<'_>) -> std::borrow::Cow<'r, MineShape<'r>> {
    std::borrow::Cow::Owned(MineShape::Area(Box::new(zone.area.clone())))
}
