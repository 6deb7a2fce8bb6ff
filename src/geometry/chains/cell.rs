//! A cell of the search for the deepest place.

use std::cmp::Ordering;

use geo::Coord;

use super::metric::Metric;
use super::tree::Bounds;
use crate::geometry::measure::Cgcs2000;
use crate::geometry::segment::{Side, orientation, segments_meet};

/// A part of the box in which region and zone overlap.
pub(super) struct Cell {
    pub(super) bounds: Bounds,
    /// Its extents in metres, at the most.
    width_m: f64,
    height_m: f64,
    /// No place in it is farther from the border.
    pub(super) most_m: f64,
    /// In the order of their making, so that equals have an order.
    number: usize,
}

impl Cell {
    pub(super) fn new(bounds: Bounds, number: usize) -> Self {
        let (width_m, height_m) = Metric::between(&bounds, &bounds, 0.0).longest_extents_m(&bounds);
        Self { bounds, width_m, height_m, most_m: f64::INFINITY, number }
    }

    /// From its centre to a corner.
    pub(super) fn radius_m(&self) -> f64 {
        self.width_m.hypot(self.height_m) / 2.0
    }

    /// By how much a straight line in the cell may lie beside the geodesic between its ends, twice over.
    ///
    /// Parallels bend the most, as circles of the radius N / tan φ; a chord of length s lies s² / 8 radii beside its arc.
    pub(super) fn bend_m(&self) -> f64 {
        let farthest = self.bounds.min.y.abs().max(self.bounds.max.y.abs());
        if farthest >= 90.0 {
            return f64::INFINITY;
        }
        self.radius_m() * self.radius_m() * farthest.to_radians().tan() / Cgcs2000::A
    }

    /// Its halves or quarters, none of them much longer than wide.
    pub(super) fn parts(&self) -> Vec<Bounds> {
        let Bounds { min, max } = self.bounds;
        let halves = |low: f64, high: f64, is_cut: bool| {
            let middle = f64::midpoint(low, high);
            if is_cut { vec![(low, middle), (middle, high)] } else { vec![(low, high)] }
        };
        let mut parts = Vec::with_capacity(4);
        for (left, right) in halves(min.x, max.x, self.width_m * 2.0 > self.height_m) {
            for (low, high) in halves(min.y, max.y, self.height_m * 2.0 > self.width_m) {
                parts.push(Bounds { min: Coord { x: left, y: low }, max: Coord { x: right, y: high } });
            }
        }
        parts
    }
}

/// Lower left, lower right, upper right and upper left corner.
fn corners(bounds: &Bounds) -> [Coord<f64>; 4] {
    let Bounds { min, max } = *bounds;
    [min, Coord { x: max.x, y: min.y }, max, Coord { x: min.x, y: max.y }]
}

/// Whether an edge shares a point with a box; exact.
pub(super) fn crosses(bounds: &Bounds, a: Coord<f64>, b: Coord<f64>) -> bool {
    let holds = |at: Coord<f64>| Bounds::of_edge(at, at).meets(bounds);
    let [low, right, high, left] = corners(bounds);
    // What comes in from outside and leaves again cuts at least one corner off from another.
    holds(a) || holds(b) || segments_meet(a, b, low, high) || segments_meet(a, b, right, left)
}

/// The corners of the part of a box that may lie in a region: on one side of the only edge that crosses the box, or all.
pub(super) fn kept_corners(
    bounds: &Bounds,
    centre: Coord<f64>,
    in_region: bool,
    only_edge: Option<(Coord<f64>, Coord<f64>)>,
) -> Vec<Coord<f64>> {
    let all = corners(bounds);
    let Some((a, b)) = only_edge else { return all.to_vec() };
    let kept = match (orientation(a, b, centre), in_region) {
        (Side::On, _) => return all.to_vec(),
        (side, true) => side,
        (Side::Left, false) => Side::Right,
        (Side::Right, false) => Side::Left,
    };
    let area = |at: Coord<f64>| (b.x - a.x) * (at.y - a.y) - (b.y - a.y) * (at.x - a.x);
    let mut found = Vec::with_capacity(6);
    for (start, end) in [(all[0], all[1]), (all[1], all[2]), (all[2], all[3]), (all[3], all[0])] {
        let (start_side, end_side) = (orientation(a, b, start), orientation(a, b, end));
        if start_side == kept || start_side == Side::On {
            found.push(start);
        }
        if start_side != end_side && start_side != Side::On && end_side != Side::On {
            let share = area(start) / (area(start) - area(end));
            found.push(start + (end - start) * if share.is_finite() { share.clamp(0.0, 1.0) } else { 1.0 });
        }
    }
    // Nothing can be left of a region by rounding alone.
    if found.is_empty() { all.to_vec() } else { found }
}

impl Ord for Cell {
    fn cmp(&self, other: &Self) -> Ordering {
        self.most_m.total_cmp(&other.most_m).then(other.number.cmp(&self.number))
    }
}

impl PartialOrd for Cell {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Cell {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Cell {}
