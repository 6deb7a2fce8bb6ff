//! Where mines are, and how far they moved.

use geo::{Centroid, Coord, Distance, GeodesicMeasure, Point};

use crate::domain::{Measures, MineShape};
use crate::geometry::measure::{Cgcs2000, area_m2};
use crate::geometry::{Outline, Where};
use crate::join;

/// Below this much a border that differs is no other border: rounding of corners (docs/decisions/0007 takes the same for slivers).
pub(super) const SAME_AREA_M2: f64 = 1.0;

/// How a mine moved.
#[derive(Clone, Debug, PartialEq)]
pub struct Move {
    /// Geodesic distance in metres: of points, of the centres of areas; 0 between a point and an area that holds it.
    pub distance_m: f64,
    /// The area before, in square metres; `None` of a point.
    pub area_old_m2: Option<f64>,
    /// The area after.
    pub area_new_m2: Option<f64>,
    /// What lies in one of the two areas alone; `None` unless both are areas, and where it cannot be measured.
    pub difference_m2: Option<f64>,
}

/// A point that stands for a mine: the centre of an area.
pub(super) fn middle(shape: &MineShape<'_>) -> Coord<f64> {
    match shape {
        MineShape::Point(at, _) => *at,
        MineShape::Area(area) => area.centroid().map_or(Coord { x: 0.0, y: 0.0 }, |middle| middle.0),
    }
}

/// Geodesic distance in metres on the ellipsoid of CGCS2000.
pub(super) fn metres(one: Coord<f64>, other: Coord<f64>) -> f64 {
    GeodesicMeasure::new(Cgcs2000::A, Cgcs2000::F).distance(Point(one), Point(other))
}

/// How far two shapes are apart, as [`Move::distance_m`] has it.
pub(super) fn apart_m(one: &MineShape<'_>, other: &MineShape<'_>) -> f64 {
    match (one, other) {
        (MineShape::Point(at, _), MineShape::Area(area)) | (MineShape::Area(area), MineShape::Point(at, _))
            if Outline::new(area).locate(*at) != Where::Outside =>
        {
            0.0
        }
        _ => metres(middle(one), middle(other)),
    }
}

/// What lies in one of two areas alone, in square metres.
pub(super) fn difference_m2(one: &geo::MultiPolygon<f64>, other: &geo::MultiPolygon<f64>) -> Option<f64> {
    if one == other {
        return Some(0.0);
    }
    let common: f64 =
        join::common_areas(&[Some(one), Some(other)], &Measures::default()).iter().map(|pair| pair.area_m2).sum();
    let difference = area_m2(one) + area_m2(other) - 2.0 * common;
    (!difference.is_nan()).then(|| difference.max(0.0))
}

/// How a mine moved; `None` if it stayed: a point within the tolerance, an area of which less than a square metre differs.
pub(super) fn moved(old: &MineShape<'_>, new: &MineShape<'_>, tolerance_m: f64) -> Option<Move> {
    let area = |shape: &MineShape<'_>| match shape {
        MineShape::Point(..) => None,
        MineShape::Area(area) => Some(area_m2(area)),
    };
    let difference_m2 = match (old, new) {
        (MineShape::Point(..), MineShape::Point(..)) => {
            let distance_m = apart_m(old, new);
            return (distance_m > tolerance_m).then_some(Move {
                distance_m,
                area_old_m2: None,
                area_new_m2: None,
                difference_m2: None,
            });
        }
        (MineShape::Area(old), MineShape::Area(new)) => {
            let difference = difference_m2(old, new);
            if difference.is_some_and(|m2| m2 <= SAME_AREA_M2) {
                return None;
            }
            difference
        }
        _ => None,
    };
    Some(Move { distance_m: apart_m(old, new), area_old_m2: area(old), area_new_m2: area(new), difference_m2 })
}

#[cfg(test)]
mod tests {
    use geo::{Coord, MultiPolygon, Rect};

    use super::{MineShape, apart_m, moved};

    fn square(west: f64, size: f64) -> MineShape<'static> {
        let corner = Coord { x: west, y: 40.0 };
        let rect = Rect::new(corner, Coord { x: west + size, y: 40.0 + size });
        MineShape::Area(Box::new(MultiPolygon(vec![rect.to_polygon()])))
    }

    #[test]
    fn points_areas_and_both() {
        let point = |x: f64| MineShape::Point(Coord { x, y: 40.0 }, None);
        assert!(moved(&point(80.0), &point(80.0), 0.0).is_none());
        // A degree of longitude at 40 degrees is 85.4 km.
        let found = moved(&point(80.0), &point(81.0), 1.0).unwrap();
        assert!((found.distance_m - 85_394.0).abs() < 20.0, "{found:?}");
        assert!(moved(&square(80.0, 0.01), &square(80.0, 0.01), 1.0).is_none());
        let grown = moved(&square(80.0, 0.01), &square(80.0, 0.011), 1.0).unwrap();
        let (before, after) = (grown.area_old_m2.unwrap(), grown.area_new_m2.unwrap());
        assert!((grown.difference_m2.unwrap() - (after - before)).abs() < 0.01, "{grown:?}");
        let drawn = moved(&MineShape::Point(Coord { x: 80.005, y: 40.005 }, None), &square(80.0, 0.01), 1.0).unwrap();
        assert_eq!((drawn.distance_m, drawn.area_old_m2, drawn.difference_m2), (0.0, None, None));
        assert!(apart_m(&point(79.0), &square(80.0, 0.01)) > 80_000.0);
    }
}
