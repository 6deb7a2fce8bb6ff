//! The projection of overview sheets: Albers' equal-area conic on the CGCS2000 ellipsoid, made to measure for an extent.
//!
//! Source of the formulas: J. P. Snyder, "Map projections: a working manual" (U.S. Geological Survey Professional Paper
//! 1395, 1987), section 14, for the ellipsoid; the parallels stand a sixth of the latitudes inside of the extent, his rule of
//! thumb. QGIS projects what it draws by itself; here only the extents of maps on paper are needed.

use geo::Coord;

use super::xml::{Slot, fill, text};

/// Semi-major axis in metres and inverse flattening of CGCS2000.
const SEMI_MAJOR_M: f64 = 6_378_137.0;
const INVERSE_FLATTENING: f64 = 298.257_222_101;

/// Albers' projection with whole or half degrees.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Albers {
    /// The central meridian in degrees.
    pub(super) meridian: f64,
    /// The standard parallels in degrees.
    pub(super) south: f64,
    pub(super) north: f64,
}

impl Albers {
    /// For west, south, east, north in degrees.
    pub(super) fn of([west, south, east, north]: [f64; 4]) -> Self {
        let half = |degrees: f64| (degrees * 2.0).round() / 2.0;
        let sixth = (north - south) / 6.0;
        let (first, second) = (half(south + sixth), half(north - sixth));
        // Parallels that cancel out would make a cylinder, which the formulas do not hold for.
        let second = if (first + second).abs() < 0.25 { second + 1.0 } else { second };
        Self { meridian: half(f64::midpoint(west, east)), south: first, north: second }
    }

    /// Degrees to metres east of the meridian and north of the equator.
    pub(super) fn project(self, longitude: f64, latitude: f64) -> (f64, f64) {
        let flattening = 1.0 / INVERSE_FLATTENING;
        let squared = flattening * (2.0 - flattening);
        let eccentricity = squared.sqrt();
        // Snyder's equations 3-12, 14-15, 14-14, 14-13, 14-12.
        let q_of = |sine: f64| {
            let part = eccentricity * sine;
            (1.0 - squared) * (sine / (1.0 - part * part) + part.atanh() / eccentricity)
        };
        let m_of = |sine: f64| ((1.0 - sine * sine) / (1.0 - squared * sine * sine)).sqrt();
        let (first, second) = (self.south.to_radians().sin(), self.north.to_radians().sin());
        let (q1, q2) = (q_of(first), q_of(second));
        let (m1, m2) = (m_of(first), m_of(second));
        let cone = if (q2 - q1).abs() < 1e-12 { first } else { (m1 * m1 - m2 * m2) / (q2 - q1) };
        let constant = m1 * m1 + cone * q1;
        let radius_at = |q: f64| SEMI_MAJOR_M * (constant - cone * q).max(0.0).sqrt() / cone;
        let (radius, origin) = (radius_at(q_of(latitude.to_radians().sin())), radius_at(0.0));
        let angle = cone * (longitude - self.meridian).to_radians();
        (radius * angle.sin(), origin - radius * angle.cos())
    }

    /// West, south, east, north in metres of places in degrees.
    pub(super) fn extent(self, places: &[Coord<f64>]) -> Option<[f64; 4]> {
        box_of(places.iter().map(|place| self.project(place.x, place.y)))
    }

    /// As QGIS writes it.
    pub(super) fn crs(self) -> String {
        let degrees = |degrees: f64| -> Slot<'static> { text(degrees.to_string()) };
        fill(
            include_str!("../../../styles/project/crs_albers.xml"),
            &[("meridian", degrees(self.meridian)), ("south", degrees(self.south)), ("north", degrees(self.north))],
        )
    }
}

/// West, south, east, north of pairs; `None` of none.
pub(super) fn box_of(pairs: impl Iterator<Item = (f64, f64)>) -> Option<[f64; 4]> {
    let grown = |[west, south, east, north]: [f64; 4], [x, y, ..]: [f64; 4]| {
        [west.min(x), south.min(y), east.max(x), north.max(y)]
    };
    pairs.map(|(x, y)| [x, y, x, y]).reduce(grown)
}

#[cfg(test)]
mod tests {
    use super::Albers;

    /// Against PROJ 9.1.1: `+proj=aea +lat_0=0 +lat_1=37 +lat_2=47 +lon_0=84.5 +ellps=GRS80`.
    #[test]
    fn projects_as_proj_does() {
        let albers = Albers { meridian: 84.5, south: 37.0, north: 47.0 };
        for (longitude, latitude, x, y) in WANTED {
            let (east, north) = albers.project(longitude, latitude);
            assert!((east - x).abs() < 0.01 && (north - y).abs() < 0.01, "{longitude} {latitude}: {east} {north}");
        }
    }

    const WANTED: [(f64, f64, f64, f64); 3] = [
        (73.5, 35.0, -1_004_736.911, 3_664_383.483),
        (96.25, 49.0, 860_629.086, 5_215_998.885),
        (84.5, 42.0, 0.0, 4_378_065.284),
    ];
}
