//! Areas and lengths in metres, of shapes whose corners are longitude and latitude in degrees (EPSG:4490).
//!
//! Which line an edge is decides as much about an area as the formula does. Three lines lead from corner to corner, and
//! on a side of 100 km they part by more than a hundred metres:
//!
//! | function | an edge is straight in | used for |
//! | --- | --- | --- |
//! | [`area_m2`], [`border_area_m2`], [`perimeter_m`] | longitude and latitude, as everywhere in this program | every figure of a report |
//! | [`geodesic_area_m2`] | longitude and latitude, approached by geodesics | a second method, to check the first |
//! | [`planar_area_m2`] | the plane of a Gauss-Krüger zone | what offices registered in former years |
//!
//! Nothing here looks whether a shape is valid. Coordinates that are no place on earth give a figure without meaning,
//! perhaps infinite or not a number, but no panic. Longitudes are taken as they stand: a shape across the meridian of
//! 180 degrees has to go on beyond 180.

mod area;
mod ellipsoid;
mod gauss_kruger;
mod geodesic;
mod perimeter;

#[cfg(test)]
mod tests;

pub use area::{AreaSum, area_m2, border_area_m2, rule_area_m2};
pub use ellipsoid::Cgcs2000;
pub use gauss_kruger::{
    central_meridian_3_degrees, central_meridian_6_degrees, gauss_kruger, middle_longitude, planar_area_m2,
};
pub use geodesic::geodesic_area_m2;
pub use perimeter::perimeter_m;

use geo::{Coord, LineString, MultiPolygon};

/// The area of parts and their holes: each ring counts with the size of what it encloses, whichever way it runs.
fn sum_of_rings(area: &MultiPolygon<f64>, of_ring: impl Fn(&LineString<f64>) -> f64) -> f64 {
    area.iter()
        .map(|part| {
            let holes: f64 = part.interiors().iter().map(|hole| of_ring(hole).abs()).sum();
            of_ring(part.exterior()).abs() - holes
        })
        .sum()
}

/// The edges of a ring, in its direction.
fn edges(ring: &LineString<f64>) -> impl Iterator<Item = (Coord<f64>, Coord<f64>)> {
    ring.0.windows(2).map(|ends| (ends[0], ends[1]))
}
