//! Rings to the parts of a polygon: a ring inside of another is its hole, a ring inside of a hole a part again
//! (even-odd).

use geo::coordinate_position::{CoordPos, CoordinatePosition};
use geo::{LineString, Polygon};

use super::Ring;

/// For each part its exterior first, then its holes; parts in the order of their exteriors. Every ring is in one part:
/// those that cross or repeat others make parts of their own, and what is wrong with them is for others to find.
pub(super) fn parts(rings: &[Ring]) -> Vec<Vec<LineString<f64>>> {
    let outlines: Vec<Polygon<f64>> =
        rings.iter().map(|ring| Polygon::new(LineString(ring.corners.clone()), Vec::new())).collect();
    // The first corner that is not on the border of the other ring decides.
    let is_inside = |inner: usize, outer: usize| {
        let places = rings[inner].corners.iter().map(|corner| outlines[outer].coordinate_position(corner));
        inner != outer && places.into_iter().find(|place| *place != CoordPos::OnBoundary) == Some(CoordPos::Inside)
    };
    let all = 0..rings.len();
    let holders: Vec<Vec<usize>> =
        all.clone().map(|inner| all.clone().filter(|outer| is_inside(inner, *outer)).collect()).collect();
    let mut part_of: Vec<Option<usize>> = vec![None; rings.len()];
    let mut parts: Vec<Vec<LineString<f64>>> = Vec::new();
    let begin = |ring: usize, part_of: &mut Vec<Option<usize>>, parts: &mut Vec<Vec<LineString<f64>>>| {
        part_of[ring] = Some(parts.len());
        parts.push(vec![outlines[ring].exterior().clone()]);
    };
    for ring in all.clone().filter(|ring| holders[*ring].len().is_multiple_of(2)) {
        begin(ring, &mut part_of, &mut parts);
    }
    for ring in all.filter(|ring| !holders[*ring].len().is_multiple_of(2)) {
        let outer = holders[ring].iter().find(|outer| holders[**outer].len() + 1 == holders[ring].len());
        match outer.and_then(|outer| part_of[*outer]) {
            Some(part) => parts[part].push(outlines[ring].exterior().clone()),
            None => begin(ring, &mut part_of, &mut parts),
        }
    }
    parts
}
