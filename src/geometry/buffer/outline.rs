//! Corners that a border does not need: a straight red line has a straight buffer, whatever it was put together from.

use geo::{Coord, LineString, MultiPolygon, Polygon};

use crate::geometry::measure::Cgcs2000;

/// Metres in a degree of latitude, at the most: the radius of curvature at a pole.
const MOST_M_PER_DEGREE: f64 = 111_695.0;

/// Leaves out corners so that the border moves by no more than some metres (Douglas and Peucker 1973, Cartographica 10).
///
/// A hole that is no wider than that is closed. Rings may come to cross each other where they were so near; what is inside
/// by the even-odd rule is then wrong within that distance of the border alone.
pub(super) fn without_needless_corners(area: MultiPolygon<f64>, most_m: f64) -> MultiPolygon<f64> {
    area.into_iter()
        .map(|part| {
            let (exterior, holes) = part.into_inner();
            let shorter = simplified(&exterior, most_m).unwrap_or(exterior);
            Polygon::new(shorter, holes.iter().filter_map(|hole| simplified(hole, most_m)).collect())
        })
        .collect()
}

/// A ring with fewer corners; `None` if fewer than three are left.
fn simplified(ring: &LineString<f64>, most_m: f64) -> Option<LineString<f64>> {
    let corners = &ring.0;
    let first = *corners.first()?;
    // A degree of longitude is nowhere on the ring longer than where it is nearest to the equator.
    let nearest = corners.iter().fold(90.0_f64, |nearest, at| nearest.min(at.y.abs()));
    let parallel_m = Cgcs2000::A.to_radians() * nearest.to_radians().cos() * 1.004;
    let metres = |at: &Coord<f64>| Coord { x: (at.x - first.x) * parallel_m, y: (at.y - first.y) * MOST_M_PER_DEGREE };
    let places: Vec<Coord<f64>> = corners.iter().map(metres).collect();
    let last = places.len() - 1;
    let farthest =
        (0..last).max_by(|&a, &b| places[a].x.hypot(places[a].y).total_cmp(&places[b].x.hypot(places[b].y)))?;
    let mut is_kept = vec![false; places.len()];
    (is_kept[0], is_kept[farthest], is_kept[last]) = (true, true, true);
    let mut open = vec![(0, farthest), (farthest, last)];
    while let Some((from, to)) = open.pop() {
        let off = |at: &usize| distance_m(places[from], places[to], places[*at]);
        let Some(most) = (from + 1..to).max_by(|a, b| off(a).total_cmp(&off(b))) else { continue };
        if off(&most) > most_m {
            is_kept[most] = true;
            open.extend([(from, most), (most, to)]);
        }
    }
    let kept: Vec<Coord<f64>> =
        corners.iter().zip(is_kept).filter(|(_, is_kept)| *is_kept).map(|(at, _)| *at).collect();
    (kept.len() > 3).then_some(LineString(kept))
}

/// From a place to a line between two others.
fn distance_m(from: Coord<f64>, to: Coord<f64>, at: Coord<f64>) -> f64 {
    let (along, there) = (Coord { x: to.x - from.x, y: to.y - from.y }, Coord { x: at.x - from.x, y: at.y - from.y });
    let length2 = along.x * along.x + along.y * along.y;
    let share = if length2 > 0.0 { ((there.x * along.x + there.y * along.y) / length2).clamp(0.0, 1.0) } else { 0.0 };
    (there.x - along.x * share).hypot(there.y - along.y * share)
}
