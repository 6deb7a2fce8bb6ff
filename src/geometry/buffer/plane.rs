//! The plane of a Gauss-Krüger projection around a box, and the way back.

use geo::Coord;

use crate::geometry::measure::{Cgcs2000, gauss_kruger};

/// A plane with its central meridian in the middle of a box.
#[derive(Clone, Copy, Debug)]
pub(super) struct Plane {
    meridian: f64,
    largest_scale: f64,
    /// The tangent of the highest latitude, north or south.
    tangent: f64,
}

/// The smallest radius of curvature, along the meridian at the equator, less what any term below leaves out; metres.
const LEAST_RADIUS_M: f64 = Cgcs2000::A * (1.0 - Cgcs2000::E2) * 0.999;

impl Plane {
    /// The plane for a box in degrees; `None` if the box reaches farther from its middle than the plane serves.
    pub(super) fn for_box(
        (min, max): (Coord<f64>, Coord<f64>),
        farthest_m: f64,
        highest_latitude: f64,
    ) -> Option<Self> {
        let highest = min.y.abs().max(max.y.abs());
        let half = (max.x - min.x) / 2.0;
        // A degree of longitude is longest where the box is nearest to the equator.
        let nearest = if min.y <= 0.0 && max.y >= 0.0 { 0.0 } else { min.y.abs().min(max.y.abs()) };
        let farthest_here_m = half.to_radians() * nearest.to_radians().cos() * Cgcs2000::A * 1.01;
        if !(highest <= highest_latitude && farthest_here_m <= farthest_m) {
            return None;
        }
        let ratio = farthest_here_m / LEAST_RADIUS_M;
        Some(Self {
            meridian: f64::midpoint(min.x, max.x),
            largest_scale: 1.0 + ratio * ratio / 2.0,
            tangent: highest.to_radians().tan(),
        })
    }

    /// No length in the box is longer in the plane than on the ellipsoid by more than this factor; none is shorter.
    pub(super) fn largest_scale(&self) -> f64 {
        self.largest_scale
    }

    /// Metres east and north.
    pub(super) fn metres(&self, at: Coord<f64>) -> Coord<f64> {
        gauss_kruger(at, self.meridian)
    }

    /// The length in metres up to which a straight line of longitude and latitude leaves the straight line of the plane by no more
    /// than some metres.
    ///
    /// For a step of e metres east and n north the second derivative is at most e √(4n² + e²) tan φ / R, largest for e² = ⅔(e² + n²); an
    /// eighth of it is the deviation. What the change of the radius adds is less than two hundredths.
    pub(super) fn straight_m(&self, deviation_m: f64) -> f64 {
        (deviation_m * 8.0 * LEAST_RADIUS_M / (1.4 * (self.tangent + 0.02))).sqrt()
    }

    /// The way back near a place in degrees.
    pub(super) fn inverse_near(&self, at: Coord<f64>) -> Inverse {
        const STEP: f64 = 1e-4;
        let here = self.metres(at);
        let east = self.metres(Coord { x: at.x + STEP, y: at.y });
        let north = self.metres(Coord { x: at.x, y: at.y + STEP });
        let derivative = |to: Coord<f64>| Coord { x: (to.x - here.x) / STEP, y: (to.y - here.y) / STEP };
        Inverse { plane: *self, degrees: at, metres: here, by_x: derivative(east), by_y: derivative(north) }
    }
}

/// The way back from metres to degrees, by Newton's steps with the derivatives at a place near.
#[derive(Clone, Copy, Debug)]
pub(super) struct Inverse {
    plane: Plane,
    degrees: Coord<f64>,
    metres: Coord<f64>,
    by_x: Coord<f64>,
    by_y: Coord<f64>,
}

impl Inverse {
    /// Right to a micrometre up to 100 km away.
    pub(super) fn degrees(&self, metres: Coord<f64>) -> Coord<f64> {
        let determinant = self.by_x.x * self.by_y.y - self.by_y.x * self.by_x.y;
        let (mut at, mut there) = (self.degrees, self.metres);
        for _ in 0..12 {
            let off = Coord { x: metres.x - there.x, y: metres.y - there.y };
            if off.x.abs().max(off.y.abs()) < 1e-6 {
                break;
            }
            at.x += (off.x * self.by_y.y - off.y * self.by_y.x) / determinant;
            at.y += (off.y * self.by_x.x - off.x * self.by_x.y) / determinant;
            there = self.plane.metres(at);
        }
        at
    }
}
