//! The ellipsoid of CGCS2000.

/// China Geodetic Coordinate System 2000: EPSG:1024, the ellipsoid of EPSG:4490.
///
/// Source: the EPSG registry, for semi-major axis and inverse flattening; what follows from them is computed. WGS 84 has the
/// same semi-major axis and an inverse flattening that is larger by 0.00000146: areas differ by less than 4e-11 of their
/// size.
#[derive(Clone, Copy, Debug)]
pub struct Cgcs2000;

impl Cgcs2000 {
    /// Semi-major axis in metres.
    pub const A: f64 = 6_378_137.0;
    /// Inverse flattening.
    pub const INVERSE_FLATTENING: f64 = 298.257_222_101;
    /// Flattening.
    pub const F: f64 = 1.0 / Self::INVERSE_FLATTENING;
    /// Semi-minor axis in metres.
    pub const B: f64 = Self::A * (1.0 - Self::F);
    /// Square of the first eccentricity.
    pub const E2: f64 = Self::F * (2.0 - Self::F);
    /// Third flattening, (a - b) / (a + b).
    pub const N: f64 = Self::F / (2.0 - Self::F);

    /// Radii of curvature in metres at a place with this sine of its latitude: along the meridian, and across it.
    #[must_use]
    pub fn radii_m(sine_of_latitude: f64) -> (f64, f64) {
        let w2 = 1.0 - Self::E2 * sine_of_latitude * sine_of_latitude;
        let across = Self::A / w2.sqrt();
        (across * (1.0 - Self::E2) / w2, across)
    }
}

#[cfg(test)]
mod tests {
    use super::Cgcs2000;

    /// Against the same computed with 50 digits.
    #[test]
    fn derived_constants_keep_their_digits() {
        assert!((Cgcs2000::B - 6_356_752.314_140_356).abs() < 1e-8);
        assert!((Cgcs2000::E2 - 0.006_694_380_022_900_788).abs() < 3e-18);
    }
}
