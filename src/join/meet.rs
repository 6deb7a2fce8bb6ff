//! Whether two areas share a point.

use crate::geometry::{Outline, Where};

/// Whether two areas share a point: their borders meet, or a ring of one lies in the other.
pub(super) fn areas_meet(one: &Outline, other: &Outline) -> bool {
    let borders_meet = || {
        one.edges().any(|edge| {
            let (a, b) = one.edge(edge);
            other.border_meets(a, b)
        })
    };
    let reaches_into =
        |inner: &Outline, outer: &Outline| inner.ring_starts().any(|at| outer.locate(at) != Where::Outside);
    reaches_into(one, other) || borders_meet() || reaches_into(other, one)
}

#[cfg(test)]
mod tests {
    use geo::{Intersects, LineString, MultiPolygon, Polygon};

    use super::areas_meet;
    use crate::geometry::Outline;

    fn square(x: f64, y: f64, side: f64) -> LineString<f64> {
        LineString::from(vec![(x, y), (x + side, y), (x + side, y + side), (x, y + side), (x, y)])
    }

    #[test]
    fn areas_meet_as_geo_says_in_every_position() {
        // A square with a hole against squares of several sizes at every lattice position: apart, touching in a corner or
        // a side, crossing, inside, inside the hole, filling the hole, around everything.
        let ring = MultiPolygon(vec![Polygon::new(square(0., 0., 8.), vec![square(2., 2., 4.)])]);
        let ring_outline = Outline::new(&ring);
        let (mut meeting, mut apart) = (0, 0);
        for side in [1., 2., 4., 8., 14.] {
            for x in -16..=12 {
                for y in -16..=12 {
                    let other = MultiPolygon(vec![Polygon::new(square(f64::from(x), f64::from(y), side), vec![])]);
                    let expected = ring.intersects(&other);
                    let outline = Outline::new(&other);
                    assert_eq!(areas_meet(&outline, &ring_outline), expected, "{side} at {x}, {y}");
                    assert_eq!(areas_meet(&ring_outline, &outline), expected, "{side} at {x}, {y}, other way round");
                    if expected { meeting += 1 } else { apart += 1 }
                }
            }
        }
        assert!(meeting > 500 && apart > 500, "{meeting} meeting, {apart} apart");
    }
}
