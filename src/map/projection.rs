//! The projection of a sheet: Albers' equal-area conic on the CGCS2000 ellipsoid; near the equator, where the cone becomes a
//! cylinder, Lambert's cylindrical equal-area projection.
//!
//! Source: John P. Snyder, "Map Projections: A Working Manual", U.S. Geological Survey Professional Paper 1395, 1987: Albers
//! pages 101 and 102, equations 14-1 to 14-19 with 3-12 and 3-16; Lambert's cylinder pages 81 to 83, equations 10-13 to 10-17. Standard
//! parallels stand at one sixth and five sixths of the span of latitudes (page 99). tests/peers compares it with PROJ.

use geo::Coord;

/// Semi-major axis of CGCS2000, in metres (GB 22021-2008).
const AXIS_M: f64 = 6_378_137.0;
const FLATTENING: f64 = 1.0 / 298.257_222_101;
/// Square of the first eccentricity.
const E2: f64 = FLATTENING * (2.0 - FLATTENING);
/// Below this constant of the cone (about 3 degrees of latitude) a cylinder is used.
const LEAST_CONE: f64 = 0.05;
/// No parallel stands nearer to a pole, in degrees.
const MOST_LATITUDE: f64 = 89.0;

/// A projection from degrees to metres, both equal-area.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Projection {
    /// The meridian that points up, in degrees.
    pub central_meridian: f64,
    /// The parallels that keep their length, in degrees; equal on a cylinder.
    pub parallels: [f64; 2],
    /// The parallel at which y is 0, in degrees.
    pub origin_latitude: f64,
    shape: Shape,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Shape {
    /// n, C, and the radius of the origin in metres.
    Cone { n: f64, c: f64, radius_m: f64 },
    /// Scale of the standard parallel, and y of the origin in metres.
    Cylinder { k0: f64, y_m: f64 },
}

impl Projection {
    /// The projection for a span of longitudes and latitudes, in degrees.
    #[must_use]
    pub fn of_span(west: f64, south: f64, east: f64, north: f64) -> Self {
        let bounded = |latitude: f64| latitude.clamp(-MOST_LATITUDE, MOST_LATITUDE);
        let (south, north) = (bounded(south), bounded(north));
        let sixth = (north - south) / 6.0;
        let parallels = [readable(south + sixth), readable(north - sixth)].map(bounded);
        Self::new(readable(f64::midpoint(west, east)), parallels, readable(f64::midpoint(south, north)))
    }

    /// The projection with these parameters, in degrees.
    #[must_use]
    pub fn new(central_meridian: f64, parallels: [f64; 2], origin_latitude: f64) -> Self {
        let [first, second] = parallels.map(f64::to_radians);
        let (m1, m2, q1, q2) = (m(first), m(second), q(first), q(second));
        let n = if (second - first).abs() < 1e-9 { first.sin() } else { (m1 * m1 - m2 * m2) / (q2 - q1) };
        let q0 = q(origin_latitude.to_radians());
        if n.abs() < LEAST_CONE {
            let standard = f64::midpoint(parallels[0], parallels[1]);
            let k0 = m(standard.to_radians());
            let shape = Shape::Cylinder { k0, y_m: AXIS_M * q0 / (2.0 * k0) };
            return Self { central_meridian, parallels: [standard; 2], origin_latitude, shape };
        }
        let c = m1 * m1 + n * q1;
        let shape = Shape::Cone { n, c, radius_m: radius_m(n, c, q0) };
        Self { central_meridian, parallels, origin_latitude, shape }
    }

    /// Whether it is the conic one.
    #[must_use]
    pub fn is_conic(&self) -> bool {
        matches!(self.shape, Shape::Cone { .. })
    }

    /// Degrees to metres, y to the north.
    #[must_use]
    pub fn forward(&self, at: Coord<f64>) -> Coord<f64> {
        let east = (at.x - self.central_meridian).to_radians();
        let q = q(at.y.clamp(-90.0, 90.0).to_radians());
        match self.shape {
            Shape::Cone { n, c, radius_m: origin } => {
                let (radius, angle) = (radius_m(n, c, q), n * east);
                Coord { x: radius * angle.sin(), y: origin - radius * angle.cos() }
            }
            Shape::Cylinder { k0, y_m } => Coord { x: AXIS_M * k0 * east, y: AXIS_M * q / (2.0 * k0) - y_m },
        }
    }

    /// Metres to degrees.
    #[must_use]
    pub fn inverse(&self, at: Coord<f64>) -> Coord<f64> {
        let (east, q) = match self.shape {
            Shape::Cone { n, c, radius_m } => {
                let up = radius_m - at.y;
                let radius = at.x.hypot(up);
                let angle = if n < 0.0 { (-at.x).atan2(-up) } else { at.x.atan2(up) };
                let share = radius * n / AXIS_M;
                (angle / n, (c - share * share) / n)
            }
            Shape::Cylinder { k0, y_m } => (at.x / (AXIS_M * k0), (at.y + y_m) * 2.0 * k0 / AXIS_M),
        };
        Coord { x: self.central_meridian + east.to_degrees(), y: latitude(q).to_degrees() }
    }
}

/// To a minute of arc, so that a sheet can tell its parallels in full.
fn readable(degrees: f64) -> f64 {
    (degrees * 60.0).round() / 60.0
}

/// Equation 14-12.
fn radius_m(n: f64, c: f64, q: f64) -> f64 {
    AXIS_M * (c - n * q).max(0.0).sqrt() / n
}

/// Equation 14-15.
fn m(latitude: f64) -> f64 {
    latitude.cos() / (1.0 - E2 * latitude.sin().powi(2)).sqrt()
}

/// Equation 3-12.
fn q(latitude: f64) -> f64 {
    let e = E2.sqrt();
    let sine = latitude.sin();
    (1.0 - E2) * (sine / (1.0 - E2 * sine * sine) - ((1.0 - e * sine) / (1.0 + e * sine)).ln() / (2.0 * e))
}

/// Equation 3-16: converges within a few steps outside of the poles.
fn latitude(of_q: f64) -> f64 {
    let e = E2.sqrt();
    let mut latitude = (of_q / 2.0).clamp(-1.0, 1.0).asin();
    for _ in 0..12 {
        let (sine, cosine) = latitude.sin_cos();
        if cosine < 1e-9 {
            break;
        }
        let w = 1.0 - E2 * sine * sine;
        let step = w * w / (2.0 * cosine)
            * (of_q / (1.0 - E2) - sine / w + ((1.0 - e * sine) / (1.0 + e * sine)).ln() / (2.0 * e));
        latitude += step;
        if step.abs() < 1e-13 {
            break;
        }
    }
    latitude
}

/// A short distance on the ellipsoid in metres, by the radii of curvature at its middle (Snyder, equations 4-18 and 4-20);
/// below 200 km it is right to 0.1 %.
#[must_use]
pub(super) fn short_distance_m(from: Coord<f64>, to: Coord<f64>) -> f64 {
    let middle = f64::midpoint(from.y, to.y).to_radians();
    let w = 1.0 - E2 * middle.sin().powi(2);
    let (meridian, prime) = (AXIS_M * (1.0 - E2) / w.powf(1.5), AXIS_M / w.sqrt());
    ((to.x - from.x).to_radians() * prime * middle.cos()).hypot((to.y - from.y).to_radians() * meridian)
}

#[cfg(test)]
mod tests {
    use geo::Coord;

    use super::Projection;

    #[test]
    fn places_come_back() {
        let mut compared = 0;
        for (west, south, east, north) in [
            (73.0, 34.0, 97.0, 50.0),
            (-80.0, -40.0, -60.0, -20.0),
            (100.0, -3.0, 110.0, 4.0),
            (87.0, 43.0, 87.1, 43.1),
        ] {
            let projection = Projection::of_span(west, south, east, north);
            for step in 0..100 {
                let share = f64::from(step) / 99.0;
                let at = Coord { x: west + (east - west) * share, y: south + (north - south) * (share * 7.3).fract() };
                let back = projection.inverse(projection.forward(at));
                assert!((back.x - at.x).abs() < 1e-9 && (back.y - at.y).abs() < 1e-9, "{at:?} {back:?}");
                compared += 1;
            }
        }
        assert_eq!(compared, 400);
    }
}
