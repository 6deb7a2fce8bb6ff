//! Length on the ellipsoid of edges that are straight in longitude and latitude.

use std::f64::consts::PI;

use geo::Coord;

use super::ellipsoid::Cgcs2000;

const RADIANS: f64 = PI / 180.0;

/// Up to this difference of latitudes, in degrees, the radii at the middle latitude serve for the whole edge: the error is
/// below 1e-7 of its length up to 80 degrees of latitude.
const SHORT: f64 = 0.01;
/// Longer edges are cut into pieces of at most this difference of latitudes, in degrees, for which three points serve.
const PIECE: f64 = 1.0;
/// From pole to pole there are 180 pieces: only what is no place on earth needs more.
const MOST_PIECES: f64 = 180.0;

/// Places and weights of the Gauss-Legendre rule of three points on -1 to 1; the square root of 3/5.
const POINTS: [(f64, f64); 3] =
    [(-0.774_596_669_241_483_4, 5.0 / 9.0), (0.0, 8.0 / 9.0), (0.774_596_669_241_483_4, 5.0 / 9.0)];

/// The length in metres of edges given in degrees; right to 1e-6 of it.
#[must_use]
pub fn perimeter_m(edges: impl Iterator<Item = (Coord<f64>, Coord<f64>)>) -> f64 {
    edges.map(|(a, b)| length_m(a, b)).sum()
}

fn length_m(a: Coord<f64>, b: Coord<f64>) -> f64 {
    let (dl, db) = (b.x - a.x, b.y - a.y);
    let middle = f64::midpoint(a.y, b.y);
    if db.abs() <= SHORT {
        return along_m(middle, dl, db);
    }
    let pieces = (db.abs() / PIECE).ceil().min(MOST_PIECES);
    let (dl, db) = (dl / pieces, db / pieces);
    let mut length = 0.0;
    for piece in 0..pieces as u32 {
        let middle = a.y + (f64::from(piece) + 0.5) * db;
        for (place, weight) in POINTS {
            length += 0.5 * weight * along_m(middle + 0.5 * place * db, dl, db);
        }
    }
    length
}

/// The length in metres of a step, in degrees, as long as it would be if the radii stayed what they are at a latitude.
fn along_m(latitude: f64, dl: f64, db: f64) -> f64 {
    let (sine, cosine) = (latitude * RADIANS).sin_cos();
    let (meridian, across) = Cgcs2000::radii_m(sine);
    // Not `hypot`: steps of 1e-160 degrees need no digits, and it takes several times as long.
    let (east, north) = (across * cosine * dl, meridian * db);
    (east * east + north * north).sqrt() * RADIANS
}
