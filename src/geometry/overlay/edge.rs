//! Undirected edges: what is inside follows from how many lie below, so their direction does not matter.

use std::cmp::Ordering;

use geo::Coord;

/// An edge of a source, or a piece of one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Edge {
    /// The end that comes first, by x and then by y.
    pub(super) lo: Coord<f64>,
    pub(super) hi: Coord<f64>,
    /// The lower and the upper side of its box; `lo.x` and `hi.x` are the other two.
    pub(super) low: f64,
    pub(super) high: f64,
    /// 0 is the subject; clip `i` is `i + 1`.
    pub(super) source: u32,
    /// Not yet compared with every other edge.
    pub(super) is_pending: bool,
    /// An end of another edge lies on it, found in this round.
    pub(super) is_touched: bool,
}

impl Edge {
    pub(super) fn new(a: Coord<f64>, b: Coord<f64>, source: u32) -> Self {
        let (lo, hi) = if lexicographic(a, b) == Ordering::Greater { (b, a) } else { (a, b) };
        let (low, high) = if a.y < b.y { (a.y, b.y) } else { (b.y, a.y) };
        Self { lo, hi, low, high, source, is_pending: true, is_touched: false }
    }

    /// Whether a point is in the box and no end: a point on the line through the ends is then strictly between them.
    pub(super) fn has_within(&self, at: Coord<f64>) -> bool {
        at.x >= self.lo.x && at.x <= self.hi.x && at.y >= self.low && at.y <= self.high && !self.ends_in(at)
    }

    pub(super) fn ends_in(&self, at: Coord<f64>) -> bool {
        at == self.lo || at == self.hi
    }
}

/// The order of the sweep: by x, then by y. Minus 0 is 0, unlike for `total_cmp`.
#[expect(clippy::float_cmp, reason = "points are the same where the numbers are equal, not where they are near")]
pub(super) fn lexicographic(a: Coord<f64>, b: Coord<f64>) -> Ordering {
    let order = |a: f64, b: f64| if a < b { Ordering::Less } else { Ordering::Greater };
    if a.x != b.x {
        order(a.x, b.x)
    } else if a.y != b.y {
        order(a.y, b.y)
    } else {
        Ordering::Equal
    }
}
