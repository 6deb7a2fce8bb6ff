//! Finds the zones of one kind that a mine meets.

use geo::{Coord, InteriorPoint, MultiPolygon};
use rayon::prelude::*;
use rstar::primitives::{GeomWithData, Rectangle};
use rstar::{AABB, RTree};

use super::grid::Grid;
use crate::domain::{Hit, Place, ZoneKind, Zones};
use crate::geometry::{Outline, Where};

type ZoneBox = GeomWithData<Rectangle<[f64; 2]>, u32>;

/// The zones of one kind, ready to be asked.
pub(super) struct Locator {
    kind: ZoneKind,
    outlines: Vec<Outline>,
    boxes: RTree<ZoneBox>,
    grid: Grid,
}

impl Locator {
    /// Prepares zones for about this many points.
    pub(super) fn new(zones: &Zones<'_>, points: usize) -> Self {
        let outlines: Vec<Outline> = zones.zones.par_iter().map(|zone| Outline::new(&zone.area)).collect();
        let boxes = outlines.iter().enumerate().map(|(zone, outline)| {
            let (min, max) = outline.bounds();
            ZoneBox::new(Rectangle::from_corners([min.x, min.y], [max.x, max.y]), zone as u32)
        });
        let boxes = RTree::bulk_load(boxes.collect());
        let grid = Grid::new(&outlines, points);
        Self { kind: zones.kind, outlines, boxes, grid }
    }

    /// Adds the zones that hold a point.
    pub(super) fn locate_point(&self, at: Coord<f64>, hits: &mut Vec<Hit>) {
        for candidate in self.grid.candidates(at) {
            let place = if candidate.covers_cell() {
                Place::Inside
            } else {
                match self.outlines[candidate.zone() as usize].locate(at) {
                    Where::Inside => Place::Inside,
                    Where::OnBoundary => Place::OnBoundary,
                    Where::Outside => continue,
                }
            };
            hits.push(Hit { kind: self.kind, place, holds_point: true, zone: candidate.zone() });
        }
    }

    /// Adds the zones that share a point with an area, touching included.
    pub(super) fn locate_area(&self, area: &MultiPolygon<f64>, hits: &mut Vec<Hit>) {
        let outline = Outline::new(area);
        let (min, max) = outline.bounds();
        let window = AABB::from_corners([min.x, min.y], [max.x, max.y]);
        let mut candidates: Vec<u32> =
            self.boxes.locate_in_envelope_intersecting(&window).map(|found| found.data).collect();
        // The order of a tree is not the order of the zones.
        candidates.sort_unstable();
        let inner_point = area.interior_point().map(|point| point.0);
        for zone in candidates {
            let zone_outline = &self.outlines[zone as usize];
            if areas_meet(&outline, zone_outline) {
                let holds_point = inner_point.is_some_and(|at| zone_outline.locate(at) != Where::Outside);
                hits.push(Hit { kind: self.kind, place: Place::Intersects, holds_point, zone });
            }
        }
    }
}

/// Whether two areas share a point: their borders meet, or a ring of one lies in the other.
fn areas_meet(one: &Outline, other: &Outline) -> bool {
    let borders_meet = || {
        one.edges().any(|edge| {
            let (a, b) = one.edge(edge);
            other.border_meets(a, b)
        })
    };
    let reaches_into =
        |inner: &Outline, outer: &Outline| inner.ring_starts().any(|at| outer.locate(at) != Where::Outside);
    reaches_into(one, other) || borders_meet() || reaches_into(other, one)
}

#[cfg(test)]
mod tests {
    use geo::{Intersects, LineString, MultiPolygon, Polygon};

    use super::areas_meet;
    use crate::geometry::Outline;

    fn square(x: f64, y: f64, side: f64) -> LineString<f64> {
        LineString::from(vec![(x, y), (x + side, y), (x + side, y + side), (x, y + side), (x, y)])
    }

    #[test]
    fn areas_meet_as_geo_says_in_every_position() {
        // A square with a hole against squares of several sizes at every lattice position: apart, touching in a corner or
        // a side, crossing, inside, inside the hole, filling the hole, around everything.
        let ring = MultiPolygon(vec![Polygon::new(square(0., 0., 8.), vec![square(2., 2., 4.)])]);
        let ring_outline = Outline::new(&ring);
        let (mut meeting, mut apart) = (0, 0);
        for side in [1., 2., 4., 8., 14.] {
            for x in -16..=12 {
                for y in -16..=12 {
                    let other = MultiPolygon(vec![Polygon::new(square(f64::from(x), f64::from(y), side), vec![])]);
                    let expected = ring.intersects(&other);
                    let outline = Outline::new(&other);
                    assert_eq!(areas_meet(&outline, &ring_outline), expected, "{side} at {x}, {y}");
                    assert_eq!(areas_meet(&ring_outline, &outline), expected, "{side} at {x}, {y}, other way round");
                    if expected { meeting += 1 } else { apart += 1 }
                }
            }
        }
        assert!(meeting > 500 && apart > 500, "{meeting} meeting, {apart} apart");
    }
}
