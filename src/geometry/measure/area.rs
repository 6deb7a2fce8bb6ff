//! Area on the ellipsoid, edges straight in longitude and latitude.
//!
//! The land survey (Document No. 32 of 2008 of the office of the second national land survey, 国土调查办发〔2008〕32号, there
//! with the ellipsoid of Xi'an 1980; TD/T 1055-2019, appendix D, is reported by secondary sources to hold the same) adds up,
//! for each edge, the strip between its two latitudes from a meridian of origin to the middle of the edge:
//!
//! S = 2b² ΔL [A sin(½ΔB) cos(Bm) - B sin(³⁄₂ΔB) cos(3Bm) + C sin(⁵⁄₂ΔB) cos(5Bm) - D … + E …]
//!
//! with ΔL from the origin to the middle, ΔB from end to end, Bm the middle latitude. The series is that of the width of
//! a zone, b² cos B / (1 - e² sin² B)², up to e⁸; what is cut off is less than 1e-10 of an area.
//!
//! The middle is not enough for an edge that is straight in longitude and latitude: the strip is wider at the end that is
//! nearer to the equator, and the longitudes there count more. At 35 degrees a triangle of 100 m comes out wrong by 2
//! millionths, one of 1 km by 20, one of 100 km by 2 thousandths; only sides that lie opposite, as in a square, cancel.
//! With x = ½k·ΔB for k = 1, 3, 5, 7, 9 and δL from end to end, the integral over the straight edge is that strip less
//! b² δL Σ ± (sin x / x - cos x) sin(k Bm), exactly. So an edge of any length needs one evaluation, is not cut into
//! pieces, and a corner in the middle of an edge changes no figure. The rule comes to the same when its edges are cut short.

use std::f64::consts::PI;

use geo::{Coord, MultiPolygon};

use super::ellipsoid::Cgcs2000;
use super::{edges, sum_of_rings};

/// The coefficients A, -B, C, -D, E of the rule.
const SERIES: [f64; 5] = {
    let e2 = Cgcs2000::E2;
    let (e4, e6, e8) = (e2 * e2, e2 * e2 * e2, e2 * e2 * e2 * e2);
    [
        1.0 + 3.0 / 6.0 * e2 + 30.0 / 80.0 * e4 + 35.0 / 112.0 * e6 + 630.0 / 2304.0 * e8,
        -(1.0 / 6.0 * e2 + 15.0 / 80.0 * e4 + 21.0 / 112.0 * e6 + 420.0 / 2304.0 * e8),
        3.0 / 80.0 * e4 + 7.0 / 112.0 * e6 + 180.0 / 2304.0 * e8,
        -(1.0 / 112.0 * e6 + 45.0 / 2304.0 * e8),
        5.0 / 2304.0 * e8,
    ]
};

const RADIANS: f64 = PI / 180.0;

/// Up to this half difference of latitudes, in radians (32 km), short power series are exact to the last digit.
const SHORT: f64 = 0.005;

/// The area to the left of directed edges, added up edge by edge.
///
/// The edges have to make up whole rings in the end; their order does not matter. Longitudes are counted from the first
/// corner that comes, so that a small area keeps its digits. An edge and its reverse cancel.
#[derive(Clone, Copy, Debug, Default)]
pub struct AreaSum {
    origin: Option<f64>,
    sum: f64,
    /// What rounding took from the sum so far (Neumaier 1974).
    lost: f64,
}

impl AreaSum {
    /// No edges yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds the edge from `a` to `b`, degrees.
    pub fn add(&mut self, a: Coord<f64>, b: Coord<f64>) {
        let origin = *self.origin.get_or_insert(a.x);
        // Parallels enclose nothing with a meridian.
        if a.y.to_bits() == b.y.to_bits() {
            return;
        }
        let term = strip(a.x - origin, b.x - origin, a.y, b.y);
        let sum = self.sum + term;
        self.lost += if self.sum.abs() >= term.abs() { (self.sum - sum) + term } else { (term - sum) + self.sum };
        self.sum = sum;
    }

    /// The area in square metres: positive if it lies to the left of the edges.
    #[must_use]
    pub fn m2(&self) -> f64 {
        // Both factors are the same for every edge, so they wait until here.
        (self.sum + self.lost) * (Cgcs2000::B * Cgcs2000::B * RADIANS)
    }
}

/// The integral of longitude over the zone along a straight edge, as a multiple of b²: longitudes and latitudes of its
/// ends in degrees, a factor of degree to radian left out for the longitudes.
///
/// Changes its sign and nothing else when the ends are exchanged.
fn strip(l1: f64, l2: f64, b1: f64, b2: f64) -> f64 {
    let (zone, lean) = zone_and_lean(b1, b2);
    (l1 + l2) * zone - (l2 - l1) * lean
}

/// Half the width of the zone between two latitudes in degrees, as the rule has it, and what an edge that leans takes from it.
fn zone_and_lean(b1: f64, b2: f64) -> (f64, f64) {
    let half = (b2 - b1) * (0.5 * RADIANS);
    let (sine, cosine) = (f64::midpoint(b1, b2) * RADIANS).sin_cos();
    if half.abs() < SHORT { short_sums(half, sine, cosine) } else { long_sums(half, sine, cosine) }
}

/// Σ ± sin(kh) cos(kB) and Σ ± (sin(kh)/(kh) - cos(kh)) sin(kB) for a half difference of latitudes `h` and the sine and
/// cosine of the middle latitude `B`.
fn long_sums(half: f64, sine: f64, cosine: f64) -> (f64, f64) {
    let mut at = Odd::new(sine, cosine);
    let (mut zone, mut lean) = (0.0, 0.0);
    for (number, coefficient) in SERIES.iter().enumerate() {
        let x = (2 * number + 1) as f64 * half;
        zone += coefficient * x.sin() * at.cosine;
        lean += coefficient * sine_less_cosine(x) * at.sine;
        at.next();
    }
    (zone, lean)
}

/// The same where `h` is small: sin(kh) = kh (1 - (kh)²/6 + (kh)⁴/120), and the other x²/3 - x⁴/30.
fn short_sums(half: f64, sine: f64, cosine: f64) -> (f64, f64) {
    let h2 = half * half;
    let mut at = Odd::new(sine, cosine);
    let (mut zone, mut lean) = (0.0, 0.0);
    for (number, coefficient) in SERIES.iter().enumerate() {
        let k = (2 * number + 1) as f64;
        let x2 = k * k * h2;
        zone += coefficient * k * (1.0 - x2 * (1.0 / 6.0 - x2 * (1.0 / 120.0))) * at.cosine;
        lean += coefficient * k * k * (1.0 / 3.0 - x2 * (1.0 / 30.0)) * at.sine;
        at.next();
    }
    (zone * half, lean * h2)
}

/// Sine and cosine of the odd multiples of an angle, one after the other.
struct Odd {
    sine: f64,
    cosine: f64,
    sine_of_two: f64,
    cosine_of_two: f64,
}

impl Odd {
    fn new(sine: f64, cosine: f64) -> Self {
        Self { sine, cosine, sine_of_two: 2.0 * sine * cosine, cosine_of_two: 1.0 - 2.0 * sine * sine }
    }

    fn next(&mut self) {
        (self.sine, self.cosine) = (
            self.sine * self.cosine_of_two + self.cosine * self.sine_of_two,
            self.cosine * self.cosine_of_two - self.sine * self.sine_of_two,
        );
    }
}

/// sin x / x - cos x, which is x²/3 for small x; even.
fn sine_less_cosine(x: f64) -> f64 {
    if x.abs() >= 0.5 {
        return x.sin() / x - x.cos();
    }
    // (-1)ⁿ⁺¹ (1/(2n)! - 1/(2n+1)!) x²ⁿ: what follows is less than 1e-12 of it.
    let x2 = x * x;
    x2 * (1.0 / 3.0 - x2 * (1.0 / 30.0 - x2 * (1.0 / 840.0 - x2 * (1.0 / 45_360.0 - x2 / 3_991_680.0))))
}

/// Area on the ellipsoid in square metres, edges straight in longitude and latitude, holes left out.
///
/// The direction of rings does not matter. Parts are added up, so parts that lie over each other count twice.
#[must_use]
pub fn area_m2(area: &MultiPolygon<f64>) -> f64 {
    sum_of_rings(area, |ring| border_area_m2(edges(ring)))
}

/// Area on the ellipsoid in square metres by the rule as it is printed, holes left out: the middle of an edge stands for the
/// edge. What an office gets from the corners as they stand; beside [`area_m2`] it is off by some millionths.
#[must_use]
pub fn rule_area_m2(area: &MultiPolygon<f64>) -> f64 {
    sum_of_rings(area, |ring| {
        let Some(origin) = ring.0.first().map(|corner| corner.x) else { return 0.0 };
        let of_edge = |(a, b): (Coord<f64>, Coord<f64>)| (a.x - origin + b.x - origin) * zone_and_lean(a.y, b.y).0;
        edges(ring).map(of_edge).sum::<f64>() * (Cgcs2000::B * Cgcs2000::B * RADIANS)
    })
}

/// Area on the ellipsoid in square metres of the region to the left of directed edges, in any order; negative if it is to
/// the right. The edges have to make up whole rings.
#[must_use]
pub fn border_area_m2(edges: impl Iterator<Item = (Coord<f64>, Coord<f64>)>) -> f64 {
    let mut sum = AreaSum::new();
    edges.for_each(|(a, b)| sum.add(a, b));
    sum.m2()
}
