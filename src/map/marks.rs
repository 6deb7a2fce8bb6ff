//! The marks of mines, as `styles/mines.qml` draws them: the shape tells why a mine is flagged, the colour tells the verdict.

use super::content::Mark;
use super::outline::{hundredths, push_hundredths, push_line};
use crate::domain::Verdict;

/// The diameter of a mark in millimetres, at scales from 1:2,500,000.
pub(super) fn diameter_mm(mark: Mark) -> f64 {
    match mark {
        Mark::Several => 4.8,
        Mark::Extreme | Mark::Severe => 3.4,
        Mark::Redline => 3.8,
        Mark::Core => 3.0,
        Mark::Other => 2.7,
        Mark::None => 1.8,
    }
}

/// A part of a mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    /// What is filled with the colour of the verdict.
    Fill,
    /// What is white whatever the verdict: the empty half of a triangle.
    White,
    /// What stands on the fill, black or white: a hole, a cross.
    Sign,
}

/// Corners in a box from -1 to 1, y downwards.
fn corners(mark: Mark, part: Part) -> Vec<[f64; 2]> {
    let star = |point: u32| {
        // Inner radius of a five-pointed star: cos 72° / cos 36°.
        let radius = if point.is_multiple_of(2) { 1.0 } else { 72f64.to_radians().cos() / 36f64.to_radians().cos() };
        let (sine, cosine) = (f64::from(point) * 36f64.to_radians()).sin_cos();
        [radius * sine, -radius * cosine]
    };
    match (mark, part) {
        (Mark::Several, Part::Fill) => (0..10).map(star).collect(),
        (Mark::Extreme, Part::Fill) | (Mark::Severe, Part::White) => vec![[-1.0, 1.0], [1.0, 1.0], [0.0, -1.0]],
        (Mark::Severe, Part::Fill) => vec![[-1.0, 1.0], [0.0, 1.0], [0.0, -1.0]],
        (Mark::Redline, Part::Fill) => vec![[-1.0, 0.0], [0.0, -1.0], [1.0, 0.0], [0.0, 1.0]],
        (Mark::Other, Part::Fill) => vec![[-1.0, -1.0], [1.0, -1.0], [1.0, 1.0], [-1.0, 1.0]],
        _ => Vec::new(),
    }
}

/// Adds a part of a mark to a path; nothing if the mark has no such part. `scale` multiplies the diameter.
pub(super) fn push(path: &mut String, mark: Mark, part: Part, [x, y]: [f64; 2], scale: f64) {
    let radius = diameter_mm(mark) * scale / 2.0;
    match (mark, part) {
        (Mark::None | Mark::Core, Part::Fill) => push_circle(path, [x, y], radius),
        (Mark::Core, Part::Sign) => push_circle(path, [x, y], 0.55 * scale),
        (Mark::Redline, Part::Sign) => {
            let arm = 0.95 * scale;
            push_line(path, &[[x - arm, y], [x + arm, y]], false);
            push_line(path, &[[x, y - arm], [x, y + arm]], false);
        }
        _ => {
            let corners: Vec<[f64; 2]> =
                corners(mark, part).into_iter().map(|at| [x + at[0] * radius, y + at[1] * radius]).collect();
            push_line(path, &corners, true);
        }
    }
}

fn push_circle(path: &mut String, [x, y]: [f64; 2], radius: f64) {
    let radius = hundredths(radius).max(1);
    path.push('M');
    push_hundredths(path, hundredths(x) - radius);
    path.push(' ');
    push_hundredths(path, hundredths(y));
    for step in [2 * radius, -2 * radius] {
        path.push('a');
        push_hundredths(path, radius);
        path.push(' ');
        push_hundredths(path, radius);
        path.push_str(" 0 1 0 ");
        push_hundredths(path, step);
        path.push_str(" 0");
    }
    path.push('z');
}

/// The colour of what stands on the fill: black on light verdicts, white on dark ones and where nothing is judged.
pub(super) fn sign_colour(verdict: Option<Verdict>) -> &'static str {
    match verdict {
        None | Some(Verdict::Prohibited | Verdict::Exit | Verdict::Restricted) => "#fff",
        Some(Verdict::Review | Verdict::Conditional | Verdict::Allowed) => "#000",
    }
}
