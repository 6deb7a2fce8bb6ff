//! How far something reaches into a zone.

use std::collections::BinaryHeap;

use geo::{Coord, MultiPolygon};

use super::cell::{Cell, crosses, kept_corners};
use super::earth::{Place, longest_m};
use super::nearest::Nearest;
use super::tree::Bounds;
use super::{Chains, rings};
use crate::geometry::{Outline, Where};

/// Distances to the border that are measured before the deepest place found so far has to do.
const MOST_PLACES: usize = 20_000;
/// Corners of a region that are tried, at most.
const MOST_CORNERS: usize = 4_000;
/// The depth found may be too small by this share of it, or by so many metres.
const PRECISION: f64 = 1e-3;
const PRECISION_M: f64 = 0.5;

/// The distance in metres from a place in a zone to the zone's border, at most `limit_m`; zero outside and on the border.
#[must_use]
pub fn depth_at_m(zone: &Chains, zone_outline: &Outline, at: Coord<f64>, limit_m: f64) -> f64 {
    if zone_outline.locate(at) == Where::Outside {
        return 0.0;
    }
    zone.nearest_to_point(at, limit_m).map_or(limit_m, |nearest| nearest.distance_m)
}

/// The largest distance in metres from a place that lies in a region and in a zone to the zone's border, at most `limit_m`.
///
/// `zone` is the border of the zone, or what of it counts; `zone_outline` says what lies in the zone. Zero if the region
/// has no part in the zone. The answer is never too large; it is too small by at most half a metre or a thousandth, whichever
/// is more, or by more where it takes more than 20,000 measured distances to find the deepest place.
///
/// A search by ever smaller cells, the most promising first (V. Agafonkin, polylabel, 2016): no place in a cell is farther
/// from the border than its centre is, by more than the way to the centre; nor farther than from the place on the border
/// that is nearest to the centre.
#[must_use]
pub fn depth_m(zone: &Chains, zone_outline: &Outline, region: &MultiPolygon<f64>, limit_m: f64) -> f64 {
    depth_to_m(zone, zone_outline, region, limit_m, PRECISION_M)
}

/// The width in metres of an area where it is widest: the diameter of the largest circle in it. It is never too large; it is too small by
/// at most a tenth of a metre or a thousandth, whichever is more, or by more where [`depth_m`] says so.
#[must_use]
pub fn width_m(area: &MultiPolygon<f64>) -> f64 {
    2.0 * depth_to_m(&Chains::of_area(area), &Outline::new(area), area, f64::MAX, 0.05)
}

fn depth_to_m(
    zone: &Chains,
    zone_outline: &Outline,
    region: &MultiPolygon<f64>,
    limit_m: f64,
    precision_m: f64,
) -> f64 {
    let border = Chains::of_area(region);
    let outline = Outline::new(region);
    let (zone_min, zone_max) = zone_outline.bounds();
    let (min, max) = border.bounds();
    let cell = Bounds {
        min: Coord { x: min.x.max(zone_min.x), y: min.y.max(zone_min.y) },
        max: Coord { x: max.x.min(zone_max.x), y: max.y.min(zone_max.y) },
    };
    if !(cell.min.x <= cell.max.x && cell.min.y <= cell.max.y && limit_m > 0.0) {
        return 0.0;
    }
    let mut search = Search {
        zone,
        zone_outline,
        region: &border,
        region_outline: &outline,
        limit_m,
        precision_m,
        deepest_m: 0.0,
        measured: 0,
    };
    let step = border.corner_count().div_ceil(MOST_CORNERS).max(1);
    for corner in rings(region).flat_map(|ring| &ring.0).step_by(step) {
        if search.deepest_m < limit_m && zone_outline.locate(*corner) != Where::Outside {
            search.deepest_m = search.deepest_m.max(search.distance_m(*corner));
        }
    }
    search.descend(cell);
    search.deepest_m.min(limit_m)
}

struct Search<'a> {
    zone: &'a Chains,
    zone_outline: &'a Outline,
    region: &'a Chains,
    region_outline: &'a Outline,
    limit_m: f64,
    precision_m: f64,
    /// The depth of the deepest place found so far.
    deepest_m: f64,
    /// How many distances were measured.
    measured: usize,
}

impl Search<'_> {
    fn nearest(&mut self, at: Coord<f64>) -> Option<Nearest> {
        self.measured += 1;
        self.zone.nearest_to_point(at, self.limit_m)
    }

    fn distance_m(&mut self, at: Coord<f64>) -> f64 {
        self.nearest(at).map_or(self.limit_m, |nearest| nearest.distance_m)
    }

    fn descend(&mut self, whole: Bounds) {
        let mut open: BinaryHeap<Cell> = self.examined(whole, 0).into_iter().collect();
        let mut count = 1;
        while let Some(cell) = open.pop() {
            let enough_m = (self.deepest_m + (self.deepest_m * PRECISION).max(self.precision_m)).min(self.limit_m);
            if cell.most_m <= enough_m || self.deepest_m >= self.limit_m || self.measured >= MOST_PLACES {
                return;
            }
            for part in cell.parts() {
                open.extend(self.examined(part, count));
                count += 1;
            }
        }
    }

    /// Measures the centre of a cell; nothing if no place in the cell lies in the region and in the zone.
    fn examined(&mut self, bounds: Bounds, number: usize) -> Option<Cell> {
        let centre =
            Coord { x: f64::midpoint(bounds.min.x, bounds.max.x), y: f64::midpoint(bounds.min.y, bounds.max.y) };
        let in_region = self.region_outline.locate(centre) != Where::Outside;
        let mut edges = Vec::new();
        let has_many = self.region.any_edge_in(&bounds, |a, b| {
            if crosses(&bounds, a, b) {
                edges.push((a, b));
            }
            edges.len() > 1
        });
        if !in_region && edges.is_empty() {
            return None;
        }
        let in_zone = self.zone_outline.locate(centre) != Where::Outside;
        if !in_zone && !self.zone.any_edge_in(&bounds, |a, b| crosses(&bounds, a, b)) && !self.has_zone_border(&bounds)
        {
            return None;
        }
        let mut cell = Cell::new(bounds, number);
        let Some(nearest) = self.nearest(centre) else {
            // The centre is farther than anybody asks.
            if in_region && in_zone {
                self.deepest_m = self.limit_m;
            }
            cell.most_m = f64::INFINITY;
            return Some(cell);
        };
        if in_region && in_zone {
            self.deepest_m = self.deepest_m.max(nearest.distance_m);
        }
        // The straight way from the centre to a corner is in the cell, and no shorter than the geodesic.
        cell.most_m = nearest.distance_m + cell.radius_m();
        // The part of the cell in the region, if it is simple, has corners; of its places they are farthest from another.
        let only_edge = edges.first().filter(|_| !has_many);
        let to = Place::of(nearest.to);
        let farthest_m = kept_corners(&bounds, centre, in_region, only_edge.copied())
            .into_iter()
            .map(|corner| longest_m(to.chord_m(&Place::of(corner))))
            .fold(0.0, f64::max);
        cell.most_m = cell.most_m.min(farthest_m + cell.bend_m());
        Some(cell)
    }

    /// Whether any border of the zone is in a cell, be it one that does not count.
    fn has_zone_border(&self, cell: &Bounds) -> bool {
        let (low, high) = (cell.min, cell.max);
        let (right, left) = (Coord { x: high.x, y: low.y }, Coord { x: low.x, y: high.y });
        [(low, right), (right, high), (high, left), (left, low)]
            .iter()
            .any(|(a, b)| self.zone_outline.border_meets(*a, *b))
            || self.zone_outline.ring_starts().any(|at| Bounds::of_edge(at, at).meets(cell))
    }
}

#[cfg(test)]
mod tests {
    use geo::{Coord, LineString, MultiPolygon, Polygon};

    use super::{depth_at_m, depth_m};
    use crate::geometry::Outline;
    use crate::geometry::chains::Chains;

    /// 0.01 degrees of longitude at 40 degrees of latitude, and of latitude north of it.
    const WIDTH_M: f64 = 853.94;
    const HEIGHT_M: f64 = 1_110.35;

    fn rectangle(x: (f64, f64), y: (f64, f64)) -> LineString<f64> {
        LineString::from(vec![(x.0, y.0), (x.1, y.0), (x.1, y.1), (x.0, y.1), (x.0, y.0)])
    }

    fn area(exterior: LineString<f64>, holes: Vec<LineString<f64>>) -> MultiPolygon<f64> {
        MultiPolygon(vec![Polygon::new(exterior, holes)])
    }

    fn depth(zone: &MultiPolygon<f64>, region: &MultiPolygon<f64>, limit_m: f64) -> f64 {
        depth_m(&Chains::of_area(zone), &Outline::new(zone), region, limit_m)
    }

    fn is_near(found_m: f64, expected_m: f64) -> bool {
        found_m <= expected_m + 0.5 && found_m >= expected_m - (expected_m * 0.001).max(0.5) - 0.5
    }

    #[test]
    fn the_deepest_place_is_found_in_corners_on_edges_and_inside() {
        let zone = area(rectangle((100.0, 100.2), (39.9, 40.1)), vec![]);
        // Reaches in over the left side, deepest all along its right side.
        let found = depth(&zone, &area(rectangle((99.9, 100.01), (39.99, 40.01)), vec![]), 1e5);
        assert!(is_near(found, WIDTH_M), "{found}");
        // Covers the zone: the deepest place is the zone's middle, a tenth of a degree from the left and the right side.
        let found = depth(&zone, &area(rectangle((99.0, 101.0), (39.0, 41.0)), vec![]), 1e5);
        assert!(is_near(found, WIDTH_M * 10.0), "{found}");
        assert_eq!(depth(&zone, &area(rectangle((99.0, 101.0), (39.0, 41.0)), vec![]), 5_000.0), 5_000.0);
        // A hole in the zone is border, a hole in the region is not region.
        let holed = area(rectangle((100.0, 100.2), (39.9, 40.1)), vec![rectangle((100.05, 100.15), (39.95, 40.05))]);
        assert!(depth(&holed, &area(rectangle((99.0, 101.0), (39.0, 41.0)), vec![]), 1e5) < 5_000.0);
        let ring_road = area(rectangle((99.9, 100.3), (39.8, 40.2)), vec![rectangle((100.01, 100.19), (39.91, 40.09))]);
        let found = depth(&zone, &ring_road, 1e5);
        assert!(is_near(found, HEIGHT_M.min(WIDTH_M)) || is_near(found, HEIGHT_M), "{found}");
    }

    #[test]
    fn what_is_outside_or_touches_has_no_depth() {
        let zone = area(rectangle((100.0, 100.2), (39.9, 40.1)), vec![]);
        assert_eq!(depth(&zone, &area(rectangle((99.0, 99.9), (39.9, 40.1)), vec![]), 1e5), 0.0);
        assert_eq!(depth(&zone, &area(rectangle((99.0, 100.0), (39.9, 40.1)), vec![]), 1e5), 0.0);
        assert_eq!(depth(&zone, &MultiPolygon(Vec::new()), 1e5), 0.0);
        assert_eq!(depth(&MultiPolygon(Vec::new()), &zone, 1e5), 0.0);
        let (border, outline) = (Chains::of_area(&zone), Outline::new(&zone));
        let at = |x: f64| depth_at_m(&border, &outline, Coord { x, y: 40.0 }, 1e4);
        assert_eq!((at(99.99), at(100.0)), (0.0, 0.0));
        assert!((at(100.01) - WIDTH_M).abs() < 0.01, "{}", at(100.01));
    }

    #[test]
    fn borders_that_do_not_count_hold_nothing_back() {
        let zone = area(rectangle((100.0, 100.2), (39.9, 40.1)), vec![]);
        let left = |a: Coord<f64>, b: Coord<f64>| a.x == 100.0 && b.x == 100.0;
        let (border, outline) = (Chains::of_area_without(&zone, left), Outline::new(&zone));
        let found = depth_m(&border, &outline, &area(rectangle((99.9, 100.01), (39.99, 40.01)), vec![]), 1e5);
        // Upper and lower side count: the middle of the left side is a tenth of a degree from them.
        assert!(is_near(found, HEIGHT_M * 10.0), "{found}");
        // No border at all: as deep as is asked for.
        let none = Chains::of_area_without(&zone, |_, _| true);
        assert_eq!(depth_m(&none, &outline, &zone, 1e4), 1e4);
        assert_eq!(depth_m(&none, &outline, &area(rectangle((99.0, 99.9), (39.9, 40.1)), vec![]), 1e4), 0.0);
    }
}
