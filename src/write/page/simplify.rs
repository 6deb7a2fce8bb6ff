//! Outlines for a screen: corners that nobody would see are left out, and the rest are whole millionths of a degree.
//!
//! Each ring is simplified by itself, so borders that two zones share may part by less than the tolerance. It is for viewing alone.

use geo::{Coord, LineString, MultiPolygon};

/// Millionths of a degree: about 0.1 metres.
pub(super) const STEPS_PER_DEGREE: f64 = 1e6;

/// A box around places, in degrees.
#[derive(Clone, Copy, Debug)]
pub(super) struct Frame {
    pub(super) low: Coord<f64>,
    pub(super) high: Coord<f64>,
}

impl Frame {
    pub(super) fn of<'c>(places: impl IntoIterator<Item = &'c Coord<f64>>) -> Option<Self> {
        places.into_iter().fold(None, |frame: Option<Self>, place| {
            let frame = frame.unwrap_or(Self { low: *place, high: *place });
            Some(Self {
                low: Coord { x: frame.low.x.min(place.x), y: frame.low.y.min(place.y) },
                high: Coord { x: frame.high.x.max(place.x), y: frame.high.y.max(place.y) },
            })
        })
    }

    pub(super) fn of_area(area: &MultiPolygon<f64>) -> Option<Self> {
        Self::of(area.iter().flat_map(geo::Polygon::exterior))
    }

    /// The longer of its sides.
    pub(super) fn size(&self) -> f64 {
        (self.high.x - self.low.x).max(self.high.y - self.low.y)
    }
}

/// The rings of an area for drawing by the non-zero rule: exterior ones counter-clockwise, holes clockwise. Each is a list of x, y in
/// millionths of a degree, each from the one before, the first from 0; it does not repeat its first corner. Parts and
/// holes smaller than the tolerance are left out, but never the largest part.
pub(super) fn rings(area: &MultiPolygon<f64>, tolerance: f64) -> Vec<Vec<i64>> {
    let size = |ring: &LineString<f64>| Frame::of(ring).map_or(0.0, |frame| frame.size());
    let largest = (0..area.0.len()).max_by(|&one, &other| {
        size(area.0[one].exterior()).total_cmp(&size(area.0[other].exterior())).then(other.cmp(&one))
    });
    let mut rings = Vec::new();
    for (number, polygon) in area.iter().enumerate() {
        if Some(number) != largest && size(polygon.exterior()) < tolerance {
            continue;
        }
        rings.push(ring(polygon.exterior(), tolerance, true));
        let holes = polygon.interiors().iter().filter(|hole| size(hole) >= tolerance);
        rings.extend(holes.map(|hole| ring(hole, tolerance, false)));
    }
    rings
}

fn ring(ring: &LineString<f64>, tolerance: f64, counter_clockwise: bool) -> Vec<i64> {
    let corners = match ring.0.as_slice() {
        [corners @ .., last] if corners.first() == Some(last) => corners,
        corners => corners,
    };
    let mut kept = simplified(corners, tolerance);
    if is_counter_clockwise(&kept) != counter_clockwise {
        kept.reverse();
    }
    let mut deltas = Vec::with_capacity(2 * kept.len());
    let mut before = (0, 0);
    for corner in kept {
        let now = steps(corner);
        deltas.extend([now.0 - before.0, now.1 - before.1]);
        before = now;
    }
    deltas
}

/// A place in whole steps.
pub(super) fn steps(place: Coord<f64>) -> (i64, i64) {
    ((place.x * STEPS_PER_DEGREE).round() as i64, (place.y * STEPS_PER_DEGREE).round() as i64)
}

fn is_counter_clockwise(corners: &[Coord<f64>]) -> bool {
    let Some(origin) = corners.first() else { return true };
    let following = corners.iter().cycle().skip(1);
    let doubled = corners
        .iter()
        .zip(following)
        .map(|(one, other)| (one.x - origin.x) * (other.y - origin.y) - (other.x - origin.x) * (one.y - origin.y));
    doubled.sum::<f64>() >= 0.0
}

/// Douglas and Peucker on both halves of a ring, parted at its first corner and the one that is farthest from it. A ring
/// keeps three corners at least.
///
/// Source: D. Douglas, T. Peucker, "Algorithms for the reduction of the number of points required to represent a digitized line",
/// The Canadian Cartographer 10 (1973).
fn simplified(corners: &[Coord<f64>], tolerance: f64) -> Vec<Coord<f64>> {
    if corners.len() <= 4 {
        return corners.to_vec();
    }
    let distance2 = |one: Coord<f64>, other: Coord<f64>| (one.x - other.x).powi(2) + (one.y - other.y).powi(2);
    let first = corners[0];
    let last = corners.len();
    let farthest = (1..last)
        .max_by(|&one, &other| distance2(first, corners[one]).total_cmp(&distance2(first, corners[other])))
        .unwrap_or(last / 2);
    let at = |index: usize| corners[index % last];
    let mut is_kept = vec![false; last];
    (is_kept[0], is_kept[farthest]) = (true, true);
    let mut open = vec![(0, farthest), (farthest, last)];
    let mut widest = (0.0, 0);
    while let Some((start, end)) = open.pop() {
        let far = (start + 1..end)
            .map(|index| (squared_distance(at(index), at(start), at(end)), index))
            .max_by(|one, other| one.0.total_cmp(&other.0));
        let Some((far2, index)) = far else { continue };
        if far2 > tolerance * tolerance {
            is_kept[index] = true;
            open.extend([(start, index), (index, end)]);
        } else if far2 > widest.0 {
            widest = (far2, index);
        }
    }
    if is_kept.iter().filter(|kept| **kept).count() < 3 {
        is_kept[widest.1] = true;
    }
    corners.iter().zip(is_kept).filter(|(_, kept)| *kept).map(|(corner, _)| *corner).collect()
}

/// The squared distance of a place from a piece of a line.
fn squared_distance(place: Coord<f64>, start: Coord<f64>, end: Coord<f64>) -> f64 {
    let (along, to) = (end - start, place - start);
    let length2 = along.x * along.x + along.y * along.y;
    let share = if length2 > 0.0 { ((to.x * along.x + to.y * along.y) / length2).clamp(0.0, 1.0) } else { 0.0 };
    let off = to - along * share;
    off.x * off.x + off.y * off.y
}

#[cfg(test)]
mod tests {
    use geo::{Coord, LineString, MultiPolygon, Polygon};

    use super::{rings, simplified};

    fn circle(centre: f64, radius: f64, corners: usize) -> LineString<f64> {
        let place = |number: usize| {
            let angle = number as f64 / corners as f64 * std::f64::consts::TAU;
            (centre + radius * angle.cos(), 30.0 + radius * angle.sin())
        };
        (0..=corners).map(|number| place(number % corners)).collect::<Vec<_>>().into()
    }

    #[test]
    fn what_is_left_out_lies_within_the_tolerance() {
        let ring = circle(80.0, 1.0, 2000);
        for tolerance in [0.1, 0.01, 0.001, 0.0001] {
            let kept = simplified(&ring.0[..2000], tolerance);
            let distance = |place: &Coord<f64>| {
                let pieces = kept.iter().zip(kept.iter().cycle().skip(1));
                pieces.map(|(start, end)| super::squared_distance(*place, *start, *end)).fold(f64::MAX, f64::min).sqrt()
            };
            let farthest = ring.0.iter().map(distance).fold(0.0, f64::max);
            assert!(farthest <= tolerance * 1.000_001, "{tolerance}: {farthest}");
            assert!(kept.len() < 2000 && kept.len() >= 3, "{tolerance}: {}", kept.len());
        }
    }

    #[test]
    fn the_largest_part_stays_whatever_its_size_and_holes_run_the_other_way() {
        let tiny = MultiPolygon(vec![
            Polygon::new(circle(80.0, 1e-5, 50), vec![]),
            Polygon::new(circle(81.0, 2e-5, 50), vec![]),
        ]);
        let kept = rings(&tiny, 1.0);
        assert_eq!(kept.len(), 1);
        assert!(kept[0].len() >= 6 && (kept[0][0] - 81_000_000).abs() < 30);
        let holed = MultiPolygon(vec![Polygon::new(circle(80.0, 1.0, 50), vec![circle(80.0, 0.5, 50)])]);
        let areas: Vec<i64> = rings(&holed, 0.01).iter().map(|ring| doubled_area(ring)).collect();
        assert!(areas[0] > 0 && areas[1] < 0, "{areas:?}");
    }

    fn doubled_area(deltas: &[i64]) -> i64 {
        let (mut x, mut y) = (0, 0);
        let corners: Vec<(i64, i64)> = deltas
            .chunks(2)
            .map(|delta| {
                (x, y) = (x + delta[0], y + delta[1]);
                (x - deltas[0], y - deltas[1])
            })
            .collect();
        let following = corners.iter().cycle().skip(1);
        corners.iter().zip(following).map(|(one, other)| one.0 * other.1 - other.0 * one.1).sum()
    }
}
