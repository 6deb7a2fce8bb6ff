//! Places in space and distances on the ellipsoid of CGCS2000.

use geo::{Coord, Distance, GeodesicMeasure, Point};

use crate::geometry::measure::Cgcs2000;

/// The smallest radius of curvature, along the meridian at the equator, in metres.
const LEAST_RADIUS_M: f64 = Cgcs2000::A * (1.0 - Cgcs2000::E2);
/// Metres in a degree of latitude, at the least.
pub(super) const LEAST_M_PER_DEGREE: f64 = LEAST_RADIUS_M * std::f64::consts::PI / 180.0;
/// More than the largest radius of curvature, 6,399,594 m at the poles, by six percent.
const MORE_THAN_RADIUS_M: f64 = 6.8e6;

/// What positions in space, and longitudes turned by 360 degrees, are rounded by, in metres, with room to spare.
pub(super) const ROUNDING_M: f64 = 1e-6;

thread_local! {
    // The measure of `geo` can be made at run time only, and then not be shared by threads.
    static GEODESIC: Box<dyn Fn(Coord<f64>, Coord<f64>) -> f64> = {
        // The parameter is called the inverse flattening, but is the flattening.
        let measure = GeodesicMeasure::new(Cgcs2000::A, Cgcs2000::F);
        Box::new(move |a, b| measure.distance(Point(a), Point(b)))
    };
}

/// Length of the shortest path on the ellipsoid in metres (C. F. F. Karney, Algorithms for geodesics, J. Geodesy 87 (2013)).
pub(super) fn geodesic_m(a: Coord<f64>, b: Coord<f64>) -> f64 {
    let on_earth = |at: Coord<f64>| Coord { x: at.x, y: at.y.clamp(-90.0, 90.0) };
    GEODESIC.with(|geodesic| geodesic(on_earth(a), on_earth(b)))
}

/// No geodesic between two places is longer, given their distance in space, in metres.
///
/// A geodesic bends nowhere more than with the smallest radius of curvature, so its ends are at least as far apart as those of
/// an arc of that radius and the same length (A. Schur's comparison theorem).
pub(super) fn longest_m(chord_m: f64) -> f64 {
    let half = chord_m / (2.0 * LEAST_RADIUS_M);
    let arc = if half < 1.0 { 2.0 * LEAST_RADIUS_M * half.asin() } else { Cgcs2000::A * std::f64::consts::PI };
    arc * (1.0 + 1e-12) + ROUNDING_M
}

/// No geodesic between two places is shorter, given their distance in space, in metres.
///
/// It bends everywhere more than with the largest radius. The first two terms of the arc of a larger radius are less still.
pub(super) fn shortest_m(chord_m: f64) -> f64 {
    let ratio = chord_m / MORE_THAN_RADIUS_M;
    // Chords to feet of perpendiculars are found to a micrometre.
    chord_m * (1.0 + ratio * ratio / 24.0) - 2.0 * ROUNDING_M
}

/// A place on the ellipsoid in space: metres from the centre, with what its derivatives need.
#[derive(Clone, Copy)]
pub(super) struct Place {
    pub(super) position: [f64; 3],
    sine: f64,
    pub(super) cosine: f64,
    sine_of_longitude: f64,
    cosine_of_longitude: f64,
    /// Radii in metres along the meridian, and of the parallel.
    along_m: f64,
    parallel_m: f64,
}

impl Place {
    pub(super) fn of(at: Coord<f64>) -> Self {
        let (sine, cosine) = at.y.clamp(-90.0, 90.0).to_radians().sin_cos();
        let (sine_of_longitude, cosine_of_longitude) = at.x.to_radians().sin_cos();
        let (along_m, across_m) = Cgcs2000::radii_m(sine);
        let parallel_m = across_m * cosine;
        let height = across_m * (1.0 - Cgcs2000::E2) * sine;
        let position = [parallel_m * cosine_of_longitude, parallel_m * sine_of_longitude, height];
        Self { position, sine, cosine, sine_of_longitude, cosine_of_longitude, along_m, parallel_m }
    }

    pub(super) fn chord_m(&self, other: &Self) -> f64 {
        let [x, y, z] = difference(self.position, other.position);
        dot([x, y, z], [x, y, z]).sqrt()
    }

    /// First and second derivative of the position along a direction in radians of longitude and latitude. The second
    /// leaves out that the radius along the meridian changes, which is less than a hundredth of it.
    pub(super) fn derivatives(&self, longitude: f64, latitude: f64) -> ([f64; 3], [f64; 3]) {
        let east = [-self.sine_of_longitude, self.cosine_of_longitude, 0.0];
        let out = [self.cosine_of_longitude, self.sine_of_longitude, 0.0];
        let north = [-self.sine * out[0], -self.sine * out[1], self.cosine];
        let up = [self.cosine * out[0], self.cosine * out[1], self.sine];
        let (to_east, to_north) = (self.parallel_m * longitude, self.along_m * latitude);
        let turn = 2.0 * self.along_m * self.sine * longitude * latitude;
        let first = std::array::from_fn(|i| to_east * east[i] + to_north * north[i]);
        let second =
            std::array::from_fn(|i| -to_east * longitude * out[i] - turn * east[i] - to_north * latitude * up[i]);
        (first, second)
    }
}

pub(super) fn difference(a: [f64; 3], b: [f64; 3]) -> [f64; 3] {
    std::array::from_fn(|i| a[i] - b[i])
}

pub(super) fn dot(a: [f64; 3], b: [f64; 3]) -> f64 {
    a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
}
