//! The places that a sheet has to show.

use geo::{Coord, MultiPolygon};

use crate::domain::{MineShape, Report, ZoneKind};

/// A ring gives some so many of its corners, and a layer so many of its mines: a sheet has a margin for what lies between.
const CORNERS: usize = 256;
const MINES: usize = 20_000;

/// Places of the mines, and of the units that divide the region; without such units of all zones. In degrees.
pub(super) fn places(report: &Report<'_>) -> Vec<Coord<f64>> {
    let mut places = Vec::new();
    let mines = &report.layer.mines;
    for mine in mines.iter().step_by(mines.len().div_ceil(MINES).max(1)) {
        match &mine.shape {
            MineShape::Point(at, _) => places.push(*at),
            MineShape::Area(area) => corners(area, &mut places),
        }
    }
    let divides = |kind: ZoneKind| matches!(kind, ZoneKind::Prefecture | ZoneKind::Position);
    let is_divided = report.zones.iter().any(|zones| divides(zones.kind) && !zones.zones.is_empty());
    let shown = report.zones.iter().filter(|zones| !is_divided || divides(zones.kind));
    shown.flat_map(|zones| &zones.zones).for_each(|zone| corners(&zone.area, &mut places));
    places
}

fn corners(area: &MultiPolygon<f64>, places: &mut Vec<Coord<f64>>) {
    for ring in area.iter().map(geo::Polygon::exterior) {
        places.extend(ring.coords().step_by(ring.0.len().div_ceil(CORNERS).max(1)));
    }
}
