//! Areas to paths of the sheet: projected, long edges bent as the projection bends them, simplified, in hundredths of a millimetre.

use std::fmt::Write as _;

use geo::{Coord, LineString, MultiPolygon};

use super::view::View;

/// A corner that lies nearer than this to the line without it is left out, in millimetres.
const TOLERANCE_MM: f64 = 0.06;
/// Edges that are longer on the sheet get corners in between, since parallels are bent there.
const LONGEST_EDGE_MM: f64 = 6.0;
/// No edge is cut into more pieces.
const MOST_PIECES: f64 = 200.0;

/// A closed line on the sheet, in millimetres, the first corner not repeated.
pub(super) type SheetRing = Vec<[f64; 2]>;

/// An area on the sheet: the rings of all its parts. What is smaller than a dot is left out.
pub(super) fn rings(area: &MultiPolygon<f64>, view: &View) -> Vec<SheetRing> {
    area.iter()
        .flat_map(|part| std::iter::once(part.exterior()).chain(part.interiors()))
        .filter_map(|line| ring(line, view))
        .collect()
}

fn ring(line: &LineString<f64>, view: &View) -> Option<SheetRing> {
    let mut places: Vec<[f64; 2]> = Vec::with_capacity(line.0.len());
    let mut before: Option<(Coord<f64>, [f64; 2])> = None;
    for &corner in &line.0 {
        let at = view.to_sheet(corner);
        if !(at[0].is_finite() && at[1].is_finite()) {
            continue;
        }
        if let Some((earlier, from)) = before {
            let pieces = (distance(from, at) / LONGEST_EDGE_MM).ceil().clamp(1.0, MOST_PIECES);
            for piece in 1..pieces as u32 {
                places.push(view.to_sheet(earlier + (corner - earlier) * (f64::from(piece) / pieces)));
            }
        }
        places.push(at);
        before = Some((corner, at));
    }
    if places.len() > 1 && places.first() == places.last() {
        places.pop();
    }
    let ring = simplified(&places);
    (ring.len() >= 3 && distinct(&ring)).then_some(ring)
}

/// Whether three corners stay apart after rounding.
fn distinct(ring: &[[f64; 2]]) -> bool {
    let mut corners: Vec<[i64; 2]> = ring.iter().map(|corner| corner.map(hundredths)).collect();
    corners.sort_unstable();
    corners.dedup();
    corners.len() >= 3
}

pub(super) fn distance(one: [f64; 2], other: [f64; 2]) -> f64 {
    (one[0] - other[0]).hypot(one[1] - other[1])
}

/// Douglas and Peucker (1973), on the two halves of a ring that begin at its first corner and at the one farthest from it.
fn simplified(ring: &[[f64; 2]]) -> SheetRing {
    let Some(&first) = ring.first() else { return Vec::new() };
    if ring.len() < 5 {
        return ring.to_vec();
    }
    let far = (0..ring.len())
        .max_by(|&one, &other| distance(first, ring[one]).total_cmp(&distance(first, ring[other])))
        .unwrap_or(0);
    let mut kept = vec![false; ring.len() + 1];
    (kept[0], kept[far]) = (true, true);
    let at = |position: usize| ring[position % ring.len()];
    let mut open = vec![(0, far), (far, ring.len())];
    while let Some((from, to)) = open.pop() {
        let farthest = (from + 1..to)
            .map(|position| (position, off_line(at(position), at(from), at(to))))
            .max_by(|one, other| one.1.total_cmp(&other.1));
        if let Some((position, off)) = farthest.filter(|(_, off)| *off > TOLERANCE_MM) {
            kept[position] = true;
            open.extend([(from, position), (position, to)]);
            debug_assert!(off > 0.0);
        }
    }
    (0..ring.len()).filter(|&position| kept[position]).map(at).collect()
}

/// The distance of a place from the line between two others.
fn off_line(at: [f64; 2], from: [f64; 2], to: [f64; 2]) -> f64 {
    let (x, y) = (to[0] - from[0], to[1] - from[1]);
    let length = x * x + y * y;
    let share =
        if length > 0.0 { (((at[0] - from[0]) * x + (at[1] - from[1]) * y) / length).clamp(0.0, 1.0) } else { 0.0 };
    distance(at, [from[0] + share * x, from[1] + share * y])
}

/// Twice the area that a ring encloses, with its sign.
pub(super) fn doubled_area(ring: &[[f64; 2]]) -> f64 {
    let next = ring.iter().skip(1).chain(ring.first());
    ring.iter().zip(next).map(|(one, other)| one[0] * other[1] - other[0] * one[1]).sum()
}

/// Whether a place lies inside of rings, by the even-odd rule.
pub(super) fn is_inside(at: [f64; 2], rings: &[SheetRing]) -> bool {
    let mut inside = false;
    for ring in rings {
        let next = ring.iter().skip(1).chain(ring.first());
        for (one, other) in ring.iter().zip(next) {
            if (one[1] > at[1]) != (other[1] > at[1]) {
                let x = one[0] + (at[1] - one[1]) / (other[1] - one[1]) * (other[0] - one[0]);
                inside ^= at[0] < x;
            }
        }
    }
    inside
}

pub(super) fn hundredths(mm: f64) -> i64 {
    (mm * 100.0).round() as i64
}

/// A number of hundredths as short as it can be written.
pub(super) fn push_hundredths(path: &mut String, number: i64) {
    if number < 0 {
        path.push('-');
    }
    let (whole, rest) = (number.unsigned_abs() / 100, number.unsigned_abs() % 100);
    if whole > 0 || rest == 0 {
        let _ = write!(path, "{whole}");
    }
    if rest % 10 == 0 && rest > 0 {
        let _ = write!(path, ".{}", rest / 10);
    } else if rest > 0 {
        let _ = write!(path, ".{rest:02}");
    }
}

/// Adds rings to the data of a path: absolute first corners, then steps.
pub(super) fn push_rings(path: &mut String, rings: &[SheetRing]) {
    for ring in rings {
        push_line(path, ring, true);
    }
}

/// Adds one line.
pub(super) fn push_line(path: &mut String, line: &[[f64; 2]], is_closed: bool) {
    let mut before: Option<[i64; 2]> = None;
    for place in line {
        let at = place.map(hundredths);
        let step = match before {
            None => {
                path.push('M');
                at
            }
            Some(before) if before == at => continue,
            Some(before) => {
                path.push('l');
                [at[0] - before[0], at[1] - before[1]]
            }
        };
        push_hundredths(path, step[0]);
        if step[1] >= 0 {
            path.push(' ');
        }
        push_hundredths(path, step[1]);
        before = Some(at);
    }
    if is_closed && before.is_some() {
        path.push('z');
    }
}

#[cfg(test)]
mod tests {
    use super::{doubled_area, is_inside, push_hundredths, push_line, simplified};

    #[test]
    fn numbers_are_short_and_right() {
        let mut compared = 0;
        for number in (-3000..3000).step_by(7) {
            let mut text = String::new();
            push_hundredths(&mut text, number);
            assert!((text.parse::<f64>().unwrap() * 100.0 - number as f64).abs() < 1e-9, "{text}");
            compared += 1;
        }
        assert!(compared > 800);
        let mut path = String::new();
        push_line(&mut path, &[[1.0, 2.0], [1.5, 1.75], [1.501, 1.751], [0.0, 10.0]], true);
        assert_eq!(path, "M1 2l.5-.25l-1.5 8.25z");
    }

    #[test]
    fn simplified_rings_stay_within_the_tolerance_and_keep_their_area() {
        let ring: Vec<[f64; 2]> = (0..1000)
            .map(|step| (f64::from(step) / 1000.0 * std::f64::consts::TAU).sin_cos())
            .map(|(sine, cosine)| [50.0 + 40.0 * cosine, 50.0 + 30.0 * sine])
            .collect();
        let simple = simplified(&ring);
        assert!(simple.len() < 120 && simple.len() > 20, "{}", simple.len());
        let ratio = doubled_area(&simple) / doubled_area(&ring);
        assert!((ratio - 1.0).abs() < 0.005, "{ratio}");
        assert!(is_inside([50.0, 50.0], std::slice::from_ref(&simple)));
        assert!(!is_inside([5.0, 50.0], &[simple]));
    }
}
