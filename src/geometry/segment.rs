//! Predicates on points and segments, exact.

use std::cmp::Ordering;

use geo::Coord;

/// On which side of a directed line a point lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// To the left.
    Left,
    /// Exactly on the line.
    On,
    /// To the right.
    Right,
}

/// The side of the line from `a` to `b` on which `p` lies; exact (Shewchuk's adaptive predicate).
#[must_use]
pub fn orientation(a: Coord<f64>, b: Coord<f64>, p: Coord<f64>) -> Side {
    let robust = |at: Coord<f64>| robust::Coord { x: at.x, y: at.y };
    match robust::orient2d(robust(a), robust(b), robust(p)).partial_cmp(&0.0) {
        Some(Ordering::Greater) => Side::Left,
        Some(Ordering::Less) => Side::Right,
        _ => Side::On,
    }
}

/// Whether `p`, which is known to lie on the line through `a` and `b`, lies between them (ends included).
pub(super) fn between(a: Coord<f64>, b: Coord<f64>, p: Coord<f64>) -> bool {
    p.x >= a.x.min(b.x) && p.x <= a.x.max(b.x) && p.y >= a.y.min(b.y) && p.y <= a.y.max(b.y)
}

/// Whether two segments share at least one point, ends included.
#[must_use]
pub fn segments_meet(a: Coord<f64>, b: Coord<f64>, c: Coord<f64>, d: Coord<f64>) -> bool {
    if a.x.max(b.x) < c.x.min(d.x)
        || c.x.max(d.x) < a.x.min(b.x)
        || a.y.max(b.y) < c.y.min(d.y)
        || c.y.max(d.y) < a.y.min(b.y)
    {
        return false;
    }
    let (c_side, d_side) = (orientation(a, b, c), orientation(a, b, d));
    if c_side == d_side && c_side != Side::On {
        return false;
    }
    let (a_side, b_side) = (orientation(c, d, a), orientation(c, d, b));
    if a_side == b_side && a_side != Side::On {
        return false;
    }
    // Either they cross, or an end lies on the other's line; with boxes that overlap the first case is settled.
    let on_line = |side: Side, p, q, at| side == Side::On && between(p, q, at);
    let crosses = c_side != d_side && a_side != b_side;
    (crosses && [a_side, b_side, c_side, d_side].iter().all(|side| *side != Side::On))
        || on_line(c_side, a, b, c)
        || on_line(d_side, a, b, d)
        || on_line(a_side, c, d, a)
        || on_line(b_side, c, d, b)
}

#[cfg(test)]
mod tests {
    use geo::Coord;

    use super::segments_meet;

    fn meet(s: [f64; 8]) -> bool {
        let at = |i: usize| Coord { x: s[2 * i], y: s[2 * i + 1] };
        let forward = segments_meet(at(0), at(1), at(2), at(3));
        assert_eq!(forward, segments_meet(at(3), at(2), at(1), at(0)), "{s:?}");
        forward
    }

    #[test]
    fn segments_meet_when_they_cross_touch_or_overlap() {
        assert!(meet([0., 0., 2., 2., 0., 2., 2., 0.]), "cross");
        assert!(meet([0., 0., 2., 0., 1., 0., 1., 5.]), "touch in a T");
        assert!(meet([0., 0., 2., 0., 2., 0., 3., 1.]), "share an end");
        assert!(meet([0., 0., 3., 3., 1., 1., 2., 2.]), "overlap");
        assert!(!meet([0., 0., 1., 1., 2., 2., 3., 3.]), "in one line, apart");
        assert!(!meet([0., 0., 2., 2., 1., 0., 2., 1.]), "parallel");
        assert!(!meet([0., 0., 4., 4., 3., 2., 5., 1.]), "boxes overlap only");
    }
}
