//! The point where two edges cross, to the nearest double or next to it.
//!
//! Edges that are nearly parallel cancel away what a double holds, so this reckons with sums of two doubles (Dekker 1971,
//! Numerische Mathematik 18; the error-free sum is Knuth's), about 32 digits.

use std::cmp::Ordering;

use geo::Coord;

use super::edge::{Edge, lexicographic};

/// Where two edges cross that are known to cross inside both. The same two edges give the same bits in either order. The
/// point is in the boxes of both.
pub(super) fn crossing(one: &Edge, other: &Edge) -> Coord<f64> {
    let order = lexicographic(one.lo, other.lo).then(lexicographic(one.hi, other.hi));
    let (a, b) = if order == Ordering::Greater { (other, one) } else { (one, other) };
    let (from_x, from_y) = (Wide::difference(a.lo.x, b.lo.x), Wide::difference(a.lo.y, b.lo.y));
    let (a_x, a_y) = (Wide::difference(a.hi.x, a.lo.x), Wide::difference(a.hi.y, a.lo.y));
    let (b_x, b_y) = (Wide::difference(b.hi.x, b.lo.x), Wide::difference(b.hi.y, b.lo.y));
    // Twice the areas of triangles: from b to the first end of a, and the change along a.
    let begin = from_x.times(b_y).minus(from_y.times(b_x));
    let change = a_y.times(b_x).minus(a_x.times(b_y));
    let share = begin.over(change);
    let x = a_x.times(share).plus(a.lo.x);
    let y = a_y.times(share).plus(a.lo.y);
    Coord { x: within(x, a.lo.x.max(b.lo.x), a.hi.x.min(b.hi.x)), y: within(y, a.low.max(b.low), a.high.min(b.high)) }
}

/// As `clamp`, but never a panic; NaN becomes the lower bound.
fn within(value: f64, low: f64, high: f64) -> f64 {
    value.max(low).min(high)
}

/// An unevaluated sum of two doubles.
#[derive(Clone, Copy)]
struct Wide {
    high: f64,
    low: f64,
}

impl Wide {
    fn sum(a: f64, b: f64) -> Self {
        let high = a + b;
        let of_b = high - a;
        Self { high, low: (a - (high - of_b)) + (b - of_b) }
    }

    fn difference(a: f64, b: f64) -> Self {
        Self::sum(a, -b)
    }

    fn product(a: f64, b: f64) -> Self {
        let high = a * b;
        let ((a_high, a_low), (b_high, b_low)) = (halves(a), halves(b));
        Self { high, low: a_low * b_low - (((high - a_high * b_high) - a_low * b_high) - a_high * b_low) }
    }

    fn times(self, by: Self) -> Self {
        let product = Self::product(self.high, by.high);
        Self::sum(product.high, product.low + (self.high * by.low + self.low * by.high))
    }

    fn minus(self, what: Self) -> Self {
        let (high, low) = (Self::difference(self.high, what.high), Self::difference(self.low, what.low));
        let partly = Self::sum(high.high, high.low + low.high);
        Self::sum(partly.high, partly.low + low.low)
    }

    fn over(self, by: Self) -> Self {
        let first = self.high / by.high;
        let rest = self.minus(by.times(Self { high: first, low: 0.0 }));
        Self::sum(first, rest.high / by.high)
    }

    /// The sum, rounded to a double.
    fn plus(self, what: f64) -> f64 {
        let sum = Self::sum(self.high, what);
        sum.high + (sum.low + self.low)
    }
}

/// Two halves of 26 bits whose sum is the number (Veltkamp).
fn halves(value: f64) -> (f64, f64) {
    const SPLITTER: f64 = 134_217_729.0;
    let scaled = SPLITTER * value;
    let high = scaled - (scaled - value);
    (high, value - high)
}

#[cfg(test)]
mod tests {
    use geo::Coord;

    use super::{Edge, crossing};

    #[test]
    fn nearly_parallel_edges_cross_where_they_do() {
        // y = 45 + (x - 87) 2^-40, and the same with 87.5 for 87 and the slope turned round: they cross at 87.25.
        let tiny = 2.0_f64.powi(-40);
        let edge = |a: (f64, f64), b: (f64, f64)| Edge::new(Coord { x: a.0, y: a.1 }, Coord { x: b.0, y: b.1 }, 0);
        let rising = edge((87.0, 45.0), (88.0, 45.0 + tiny));
        let falling = edge((86.5, 45.0 + tiny), (87.5, 45.0));
        let at = crossing(&rising, &falling);
        assert_eq!((at.x, at.y), (87.25, 45.0 + tiny / 4.0));
        assert_eq!(at, crossing(&falling, &rising));
    }
}
