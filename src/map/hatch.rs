//! Hatches and dots as lines of their own, cut at the border: a pattern of SVG is drawn coarsely by some programs.

use std::collections::BTreeMap;

use super::outline::{SheetRing, hundredths, push_hundredths, push_line};

/// No area gets more lines than this; one that is wider than a sheet is no area of the map.
const MOST_LINES: f64 = 5000.0;

/// Spans along parallel lines inside of rings, by the even-odd rule: the number of the line, and from where to where.
fn spans(rings: &[SheetRing], along: [f64; 2], spacing_mm: f64) -> BTreeMap<i64, Vec<[f64; 2]>> {
    let turned = |at: &[f64; 2]| [at[0] * along[0] + at[1] * along[1], at[1] * along[0] - at[0] * along[1]];
    let mut crossings: BTreeMap<i64, Vec<f64>> = BTreeMap::new();
    for ring in rings {
        let next = ring.iter().skip(1).chain(ring.first());
        for (one, other) in ring.iter().zip(next) {
            let (one, other) = (turned(one), turned(other));
            let (low, high) = if one[1] < other[1] { (one, other) } else { (other, one) };
            let (first, end) = ((low[1] / spacing_mm).ceil(), (high[1] / spacing_mm).ceil());
            if end - first > MOST_LINES {
                continue;
            }
            for line in first as i64..end as i64 {
                let share = (line as f64 * spacing_mm - low[1]) / (high[1] - low[1]);
                crossings.entry(line).or_default().push(low[0] + share * (high[0] - low[0]));
            }
        }
    }
    let spans = |mut crossings: Vec<f64>| {
        crossings.sort_by(f64::total_cmp);
        crossings.chunks_exact(2).map(|pair| [pair[0], pair[1]]).collect()
    };
    crossings.into_iter().map(|(line, crossings)| (line, spans(crossings))).collect()
}

/// Adds the hatch of an area to a path. The angle is counted from the right against the clock, in degrees.
pub(super) fn push_hatch(path: &mut String, rings: &[SheetRing], angle_degrees: f64, spacing_mm: f64) {
    let (sine, cosine) = (-angle_degrees).to_radians().sin_cos();
    for (line, spans) in spans(rings, [cosine, sine], spacing_mm) {
        let off = line as f64 * spacing_mm;
        let place = |along: f64| [along * cosine - off * sine, along * sine + off * cosine];
        for [from, to] in spans {
            push_line(path, &[place(from), place(to)], false);
        }
    }
}

/// Adds dots in rows that are shifted by half their distance, as lines without length: round ends make dots of them.
pub(super) fn push_dots(path: &mut String, rings: &[SheetRing], spacing_mm: f64) {
    for (line, spans) in spans(rings, [1.0, 0.0], spacing_mm / 2.0) {
        let shift = if line.rem_euclid(2) == 0 { 0.0 } else { spacing_mm / 2.0 };
        let y = line as f64 * spacing_mm / 2.0;
        for [from, to] in spans {
            let (first, end) = (((from - shift) / spacing_mm).ceil(), ((to - shift) / spacing_mm).ceil());
            if end - first > MOST_LINES {
                continue;
            }
            for column in first as i64..end as i64 {
                path.push('M');
                push_hundredths(path, hundredths(column as f64 * spacing_mm + shift));
                path.push(' ');
                push_hundredths(path, hundredths(y));
                path.push_str("h.01");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{push_dots, push_hatch};

    #[test]
    fn hatches_and_dots_stay_inside_and_leave_holes() {
        let square = vec![[0.0, 0.0], [10.0, 0.0], [10.0, 10.0], [0.0, 10.0]];
        let hole = vec![[2.0, 2.0], [8.0, 2.0], [8.0, 8.0], [2.0, 8.0]];
        let mut path = String::new();
        push_hatch(&mut path, &[square.clone(), hole.clone()], 0.0, 1.0);
        // Ten lines, of which six are cut in two by the hole.
        assert_eq!(path.matches('M').count(), 10 + 6, "{path}");
        let mut dots = String::new();
        push_dots(&mut dots, &[square, hole], 1.0);
        assert!(dots.matches('M').count() > 60);
        for dot in dots.split('M').skip(1) {
            let numbers: Vec<f64> = dot.trim_end_matches("h.01").split(' ').map(|text| text.parse().unwrap()).collect();
            assert!(numbers.iter().all(|number| (0.0..=10.0).contains(number)));
            assert!(!numbers.iter().all(|number| (2.01..7.99).contains(number)), "{dot}");
        }
    }
}
