//! A quick proof that an area is valid: no two edges touch except neighbours in a ring at their common corner, and rings
//! lie in each other as they should. An area that fails the proof may still be valid (rings may touch in a point): then
//! a slower judge decides.

use geo::{Coord, MultiPolygon};

use super::outline::Outline;
use super::segment::{Side, orientation, segments_meet};

/// Pairs of edges that are looked at for each edge, on average, before the proof is given up. Borders of the real world need
/// about ten.
const MOST_PAIRS_PER_EDGE: usize = 200;

/// Whether any two edges share a point other than the common corner of two neighbours in a ring.
///
/// Also true when to find out would take too long: what is not proved has to go to the slower judge.
#[must_use]
pub fn has_contact(outline: &Outline) -> bool {
    let mut budget = outline.edge_count().saturating_mul(MOST_PAIRS_PER_EDGE).max(1_000_000);
    let mut active: Vec<(f64, f64, u32)> = Vec::new();
    let has_spike = outline.rings().any(|(start, end)| {
        let edges = end.saturating_sub(start).saturating_sub(1);
        edges < 3 || (0..edges).any(|i| is_spike(outline, start + i, start + (i + 1) % edges))
    });
    has_spike
        || outline.slabs().any(|slab| {
            active.clear();
            active.extend(slab.iter().map(|&edge| {
                let (a, b) = outline.edge(edge);
                (a.x.min(b.x), a.x.max(b.x), edge)
            }));
            active.sort_unstable_by(|left, right| left.0.total_cmp(&right.0));
            slab_has_contact(outline, &active, &mut budget)
        })
}

/// Edges of one slab, sorted by their left ends.
fn slab_has_contact(outline: &Outline, edges: &[(f64, f64, u32)], budget: &mut usize) -> bool {
    edges.iter().enumerate().any(|(position, &(_, right, edge))| {
        let (a, b) = outline.edge(edge);
        edges[position + 1..].iter().take_while(|(left, _, _)| *left <= right).any(|&(_, _, other)| {
            let (c, d) = outline.edge(other);
            *budget = budget.saturating_sub(1);
            *budget == 0 || (!are_neighbours(outline, edge, other) && segments_meet(a, b, c, d))
        })
    })
}

fn are_neighbours(outline: &Outline, edge: u32, other: u32) -> bool {
    let (low, high) = (edge.min(other), edge.max(other));
    if high - low == 1 {
        // The edge that would lead from one ring to the next does not exist, so two edges in a row are of one ring.
        return true;
    }
    let (_, end_of_high) = outline.edge(high);
    let (start_of_low, _) = outline.edge(low);
    // First and last edge of one ring: the last ends where the first begins.
    end_of_high == start_of_low && {
        let ring = outline.ring_of(low);
        ring == outline.ring_of(high)
            && outline.rings().nth(ring).is_some_and(|(start, end)| low == start && high + 2 == end)
    }
}

/// Two neighbours that run back over each other.
fn is_spike(outline: &Outline, edge: u32, next: u32) -> bool {
    let (a, b) = outline.edge(edge);
    let (_, c) = outline.edge(next);
    let is_backward = (a.x - b.x) * (c.x - b.x) + (a.y - b.y) * (c.y - b.y) > 0.0;
    is_backward && orientation(a, b, c) == Side::On
}

/// How rings without contact lie in each other.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Nesting {
    /// As OGC 06-103r4 asks.
    Sound,
    /// A hole that is not in its own part.
    HoleOutside(Coord<f64>),
    /// A hole inside another hole of the same part.
    HoleInHole(Coord<f64>),
    /// A part inside another part.
    PartInPart(Coord<f64>),
}

/// Looks at how the rings of an area without contacts lie in each other. `outline` must be that of `area`.
#[must_use]
pub fn nesting(area: &MultiPolygon<f64>, outline: &Outline) -> Nesting {
    // The part of each ring, and whether it is the exterior.
    let rings: Vec<(usize, bool)> = area
        .iter()
        .enumerate()
        .flat_map(|(part, polygon)| {
            std::iter::once((part, true)).chain(polygon.interiors().iter().map(move |_| (part, false)))
        })
        .collect();
    if rings.len() < 2 {
        return Nesting::Sound;
    }
    for (ring, &(part, is_exterior)) in rings.iter().enumerate() {
        let Some(at) = outline.first_corner(ring) else { continue };
        let around = outline.rings_around(at, ring);
        let shells = |of: usize| around.iter().filter(|&&other| rings[other] == (of, true)).count();
        let holes = |of: usize| around.iter().filter(|&&other| rings[other] == (of, false)).count();
        if is_exterior {
            let is_inside = |&&other: &&usize| rings[other].1 && holes(rings[other].0) == 0;
            if around.iter().find(is_inside).is_some() {
                return Nesting::PartInPart(at);
            }
        } else if shells(part) == 0 {
            return Nesting::HoleOutside(at);
        } else if holes(part) > 0 {
            return Nesting::HoleInHole(at);
        }
    }
    Nesting::Sound
}

#[cfg(test)]
mod tests {
    use geo::{LineString, MultiPolygon, Polygon};

    use super::{Nesting, has_contact, nesting};
    use crate::geometry::Outline;

    fn ring(corners: &[(f64, f64)]) -> LineString<f64> {
        let mut ring = LineString::from(corners.to_vec());
        ring.close();
        ring
    }

    fn square(x: f64, y: f64, side: f64) -> LineString<f64> {
        ring(&[(x, y), (x + side, y), (x + side, y + side), (x, y + side)])
    }

    fn area(parts: Vec<(LineString<f64>, Vec<LineString<f64>>)>) -> MultiPolygon<f64> {
        MultiPolygon(parts.into_iter().map(|(shell, holes)| Polygon::new(shell, holes)).collect())
    }

    fn contact(area: &MultiPolygon<f64>) -> bool {
        has_contact(&Outline::new(area))
    }

    #[test]
    fn crossings_touches_spikes_and_overlaps_are_contacts() {
        assert!(contact(&area(vec![(ring(&[(0., 0.), (4., 4.), (4., 0.), (0., 4.)]), vec![])])), "bow-tie");
        assert!(
            contact(&area(vec![(ring(&[(0., 0.), (4., 0.), (4., 4.), (2., 0.), (0., 4.)]), vec![])])),
            "self-touch"
        );
        assert!(
            contact(&area(vec![(ring(&[(0., 0.), (4., 0.), (4., 4.), (4., 8.), (4., 4.), (0., 4.)]), vec![])])),
            "spike"
        );
        assert!(contact(&area(vec![(square(0., 0., 9.), vec![square(0., 1., 2.)])])), "hole on the border");
        assert!(contact(&area(vec![(square(0., 0., 2.), vec![]), (square(1., 1., 2.), vec![])])), "overlapping parts");
        assert!(
            contact(&area(vec![(square(0., 0., 2.), vec![]), (square(2., 0., 2.), vec![])])),
            "parts with a common side"
        );
        assert!(contact(&area(vec![(ring(&[(0., 0.), (1., 0.)]), vec![])])), "two corners");
    }

    #[test]
    fn sound_rings_have_no_contact() {
        assert!(!contact(&area(vec![(square(0., 0., 2.), vec![])])));
        assert!(!contact(&area(vec![(ring(&[(0., 0.), (1., 0.), (0., 1.)]), vec![])])), "triangle");
        assert!(
            !contact(&area(vec![(ring(&[(0., 0.), (2., 0.), (4., 0.), (4., 4.)]), vec![])])),
            "corner on a straight side"
        );
        assert!(!contact(&area(vec![
            (square(0., 0., 9.), vec![square(1., 1., 2.), square(5., 5., 2.)]),
            (square(20., 0., 2.), vec![])
        ])));
    }

    #[test]
    fn rings_must_lie_in_each_other_as_they_should() {
        let of = |area: MultiPolygon<f64>| {
            let outline = Outline::new(&area);
            assert!(!has_contact(&outline));
            nesting(&area, &outline)
        };
        assert_eq!(of(area(vec![(square(0., 0., 9.), vec![square(1., 1., 2.)])])), Nesting::Sound);
        assert!(matches!(of(area(vec![(square(0., 0., 9.), vec![square(20., 1., 2.)])])), Nesting::HoleOutside(_)));
        assert!(matches!(
            of(area(vec![(square(0., 0., 9.), vec![square(1., 1., 5.), square(2., 2., 1.)])])),
            Nesting::HoleInHole(_)
        ));
        assert!(matches!(
            of(area(vec![(square(0., 0., 9.), vec![]), (square(2., 2., 1.), vec![])])),
            Nesting::PartInPart(_)
        ));
        let island_in_lake = area(vec![(square(0., 0., 9.), vec![square(1., 1., 7.)]), (square(2., 2., 1.), vec![])]);
        assert_eq!(of(island_in_lake), Nesting::Sound);
        let hole_of_another =
            area(vec![(square(0., 0., 9.), vec![square(20.5, 0.5, 1.)]), (square(20., 0., 2.), vec![])]);
        assert!(matches!(of(hole_of_another), Nesting::HoleOutside(_)));
    }
}
