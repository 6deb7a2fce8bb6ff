//! Distances on the ellipsoid, bounded from degrees.
//!
//! A path of at most r metres stays within r metres of latitude of both of its ends. In that belt a degree of longitude is
//! shortest at the latitude farthest from the equator, and a degree of latitude at the nearest. With these two lengths the
//! plane gives less than any path in the belt; with the largest two, the straight line in degrees gives a path that is
//! no longer than that.

use geo::Coord;

use super::earth::LEAST_M_PER_DEGREE;
use super::tree::Bounds;
use crate::geometry::measure::Cgcs2000;

/// Lower bounds are made smaller and upper bounds larger by this share, for the rounding of the steps that lead to them.
const ROUNDING: f64 = 1e-12;

/// Metres in a degree, in a belt of latitudes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Metric {
    /// The least, of longitude and of latitude.
    least: Coord<f64>,
    /// The largest.
    most: Coord<f64>,
}

/// Latitudes nearest to the equator and farthest from it that paths of a length reach between two belts.
fn reached(a: &Bounds, b: &Bounds, reach_m: f64) -> (f64, f64) {
    let reach = reach_m / LEAST_M_PER_DEGREE;
    let (low, high) = (a.min.y.max(b.min.y) - reach, a.max.y.min(b.max.y) + reach);
    let nearest = if low <= 0.0 && high >= 0.0 { 0.0 } else { low.abs().min(high.abs()) };
    (nearest.min(90.0), low.abs().max(high.abs()).min(90.0))
}

/// Metres in a degree of longitude and of latitude.
fn m_per_degree(latitude: f64) -> Coord<f64> {
    let (sine, cosine) = latitude.to_radians().sin_cos();
    let (along_m, across_m) = Cgcs2000::radii_m(sine);
    Coord { x: (across_m * cosine.max(0.0)).to_radians(), y: along_m.to_radians() }
}

impl Metric {
    /// For paths of at most `reach_m` between two boxes.
    pub(super) fn between(a: &Bounds, b: &Bounds, reach_m: f64) -> Self {
        let (nearest, farthest) = reached(a, b, reach_m);
        let (near, far) = (m_per_degree(nearest), m_per_degree(farthest));
        let (less, more) = (1.0 - ROUNDING, 1.0 + ROUNDING);
        Self { least: Coord { x: far.x * less, y: near.y * less }, most: Coord { x: near.x * more, y: far.y * more } }
    }

    /// The square of a lower bound of the distance between two boxes, in square metres.
    pub(super) fn least_squared(&self, a: &Bounds, b: &Bounds) -> f64 {
        let gap = gap(a, b);
        let (x, y) = (gap.x * self.least.x, gap.y * self.least.y);
        x * x + y * y
    }

    /// The squares of a lower and an upper bound of the distance from a point to an edge, in square metres.
    pub(super) fn edge_squared(&self, at: Coord<f64>, start: Coord<f64>, end: Coord<f64>) -> (f64, f64) {
        let squared = |to: Coord<f64>, scale: Coord<f64>| (to.x * scale.x).powi(2) + (to.y * scale.y).powi(2);
        let (to_start, along) = (start - at, end - start);
        let scale = Coord { x: self.least.x * self.least.x, y: self.least.y * self.least.y };
        let forward = to_start.x * along.x * scale.x + to_start.y * along.y * scale.y;
        let length = squared(along, self.least);
        let share = if length > 0.0 { (-forward / length).clamp(0.0, 1.0) } else { 0.0 };
        let to_foot = to_start + along * share;
        (squared(to_foot, self.least), squared(to_foot, self.most))
    }
    /// Width and height of a box in metres, at the most.
    pub(super) fn longest_extents_m(&self, bounds: &Bounds) -> (f64, f64) {
        ((bounds.max.x - bounds.min.x) * self.most.x, (bounds.max.y - bounds.min.y) * self.most.y)
    }
}

/// Degrees between two boxes in longitude and latitude, nothing where they overlap.
fn gap(a: &Bounds, b: &Bounds) -> Coord<f64> {
    Coord {
        x: (b.min.x - a.max.x).max(a.min.x - b.max.x).max(0.0),
        y: (b.min.y - a.max.y).max(a.min.y - b.max.y).max(0.0),
    }
}

/// A lower bound of the distance between two boxes in metres, if it is at most `reach_m`; right however far they are, and
/// whichever way round the earth.
///
/// Shrunk to a sphere with the smallest radius along the meridian that a path meets, distances become less. On the
/// sphere hav σ = hav Δφ + cos φ₁ cos φ₂ hav Δλ, which every term makes larger.
pub(super) fn least_m(a: &Bounds, b: &Bounds, reach_m: f64) -> f64 {
    let (nearest, _) = reached(a, b, reach_m);
    let radius_m = Cgcs2000::radii_m(nearest.to_radians().sin()).0;
    let haversine = |degrees: f64| (degrees.to_radians() / 2.0).sin().powi(2);
    let least_cosine = |bounds: &Bounds| bounds.min.y.abs().max(bounds.max.y.abs()).min(90.0).to_radians().cos();
    let centres = f64::midpoint(b.min.x, b.max.x) - f64::midpoint(a.min.x, a.max.x);
    let apart = (centres - 360.0 * (centres / 360.0).round()).abs();
    // Longitudes up to 360 degrees are rounded by less than 1e-12 degrees.
    let longitude = (apart - f64::midpoint(a.max.x - a.min.x, b.max.x - b.min.x) - 1e-12).max(0.0);
    let sum = haversine(gap(a, b).y.min(180.0)) + least_cosine(a) * least_cosine(b) * haversine(longitude);
    2.0 * radius_m * sum.min(1.0).sqrt().asin() * (1.0 - ROUNDING)
}

/// A box that surely holds everything within a distance of a box, in degrees.
///
/// The larger the distance and the nearer to a pole, the more it holds beside that; where a pole is within the distance, it
/// is the whole circle of longitudes. It may go on beyond 180 degrees: what lies on the other side of that
/// meridian is found with the box moved by 360 degrees.
#[must_use]
pub fn degrees_around(bounds: (Coord<f64>, Coord<f64>), distance_m: f64) -> (Coord<f64>, Coord<f64>) {
    let (min, max) = bounds;
    if !(min.x <= max.x && min.y <= max.y) {
        return bounds;
    }
    let more = 1.0 + 1e-9;
    let latitude = distance_m.max(0.0) / LEAST_M_PER_DEGREE * more;
    let (low, high) = (min.y - latitude, max.y + latitude);
    let farthest = low.abs().max(high.abs());
    // Infinite at a pole.
    let longitude = distance_m.max(0.0) / m_per_degree(farthest.min(90.0)).x * more;
    if farthest >= 90.0 || longitude >= 180.0 {
        return (
            Coord { x: min.x.min(-180.0), y: low.max(min.y.min(-90.0)) },
            Coord { x: max.x.max(180.0), y: high.min(max.y.max(90.0)) },
        );
    }
    (Coord { x: min.x - longitude, y: low }, Coord { x: max.x + longitude, y: high })
}

#[cfg(test)]
mod tests {
    use geo::Coord;

    use super::{Metric, degrees_around, least_m};
    use crate::geometry::chains::earth::geodesic_m;
    use crate::geometry::chains::tree::Bounds;

    fn at(x: f64, y: f64) -> Coord<f64> {
        Coord { x, y }
    }

    #[test]
    fn bounds_of_the_distance_hold_at_all_latitudes() {
        let mut compared = 0;
        for y in (-17..=17).map(|step| f64::from(step) * 5.0) {
            for distance in [1e-7, 1e-4, 0.01, 0.1, 1.0, 5.0] {
                for angle in (0..24).map(|step| (f64::from(step) * 15.0).to_radians()) {
                    let (a, b) = (at(100.0, y), at(100.0 + distance * angle.cos(), y + distance * angle.sin()));
                    let distance_m = geodesic_m(a, b);
                    let (from, to) = (Bounds::of_edge(a, a), Bounds::of_edge(b, b));
                    let metric = Metric::between(&from, &to, distance_m);
                    let (least, most) = metric.edge_squared(a, b, b);
                    assert!(metric.least_squared(&from, &to).sqrt() <= distance_m + 1e-7, "{a:?} {b:?}");
                    assert!(least.sqrt() <= distance_m + 1e-7 && distance_m <= most.sqrt() + 1e-7, "{a:?} {b:?}");
                    assert!(least_m(&from, &to, distance_m) <= distance_m + 1e-7, "{a:?} {b:?}");
                    // Nor are they far off, away from the poles.
                    if y.abs() < 60.0 && distance < 0.2 {
                        assert!(least.sqrt() > distance_m * 0.98 && most.sqrt() < distance_m * 1.02, "{a:?} {b:?}");
                    }
                    compared += 1;
                }
            }
        }
        assert_eq!(compared, 35 * 6 * 24);
    }

    #[test]
    fn a_box_around_holds_what_is_near() {
        let (min, max) = degrees_around((at(100.0, 30.0), at(101.0, 40.0)), 10_000.0);
        assert!(geodesic_m(at(100.0, 30.0), at(100.0, min.y)) >= 10_000.0);
        assert!(geodesic_m(at(100.0, 40.0), at(min.x, 40.0)) >= 10_000.0);
        assert!(geodesic_m(at(101.0, 40.0), at(max.x, 40.0)) >= 10_000.0);
        assert!(max.x < 101.12 && max.y < 40.1, "{max:?}");
        let (min, max) = degrees_around((at(10.0, 89.0), at(11.0, 89.5)), 60_000.0);
        assert!((min.x, max.x, max.y) == (-180.0, 180.0, 90.0), "{min:?} {max:?}");
        let (min, max) = degrees_around((at(10.0, 1.0), at(11.0, 2.0)), f64::INFINITY);
        assert_eq!((min, max), (at(-180.0, -90.0), at(180.0, 90.0)));
        // Nothing has nothing around it.
        let nothing = (at(f64::INFINITY, f64::INFINITY), at(f64::NEG_INFINITY, f64::NEG_INFINITY));
        assert_eq!(degrees_around(nothing, 1e9), nothing);
    }
}
