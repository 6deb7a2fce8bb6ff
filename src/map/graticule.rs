//! Meridians and parallels across the window, and their degrees on the frame.

use geo::Coord;

use super::outline::push_line;
use super::view::{SheetBox, View};

/// Distances of lines, in seconds of arc.
const STEPS: [i64; 15] = [36_000, 18_000, 10_800, 7_200, 3_600, 1_800, 900, 600, 300, 120, 60, 30, 15, 5, 1];
/// There are at least so many lines between the shorter sides of a window.
const LEAST_LINES: f64 = 4.0;
/// Pieces of a line that is bent.
const PIECES: i32 = 64;

/// Where a line meets the frame.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Tick {
    pub(super) at: [f64; 2],
    pub(super) side: Side,
    pub(super) label: String,
}

/// A side of the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Left,
    Top,
    Right,
    Bottom,
}

/// The lines as a path, and their ends.
#[derive(Debug)]
pub(super) struct Graticule {
    pub(super) path: String,
    pub(super) ticks: Vec<Tick>,
}

pub(super) fn graticule(view: &View) -> Graticule {
    let [west, south, east, north] = view.span();
    let mut graticule = Graticule { path: String::new(), ticks: Vec::new() };
    if !(east - west).is_finite() || east - west > 359.0 {
        return graticule;
    }
    // One step for both, so that the cells tell the scale; the side with fewer degrees decides.
    let least_span = (east - west).min(north - south) * 3600.0;
    let step = STEPS.into_iter().find(|step| least_span / *step as f64 >= LEAST_LINES).unwrap_or(1);
    for seconds in multiples(west, east, step) {
        let degrees = seconds as f64 / 3600.0;
        let (low, high) = ((south - 1.0).max(-89.9), (north + 1.0).min(89.9));
        let line = (0..=PIECES)
            .map(|piece| Coord { x: degrees, y: low + (high - low) * f64::from(piece) / f64::from(PIECES) });
        add(&mut graticule, view, line, &degrees_text(seconds, ["E", "W"]), [Side::Bottom, Side::Top]);
    }
    for seconds in multiples(south, north, step) {
        let degrees = seconds as f64 / 3600.0;
        let (low, high) = (west - 1.0, east + 1.0);
        let line = (0..=PIECES)
            .map(|piece| Coord { x: low + (high - low) * f64::from(piece) / f64::from(PIECES), y: degrees });
        add(&mut graticule, view, line, &degrees_text(seconds, ["N", "S"]), [Side::Left, Side::Right]);
    }
    graticule
}

fn multiples(from: f64, to: f64, step: i64) -> impl Iterator<Item = i64> {
    let (first, last) = ((from * 3600.0 / step as f64).ceil() as i64, (to * 3600.0 / step as f64).floor() as i64);
    (first..=last).map(move |multiple| multiple * step)
}

/// `87°E`, `87°30′E`, `0°`.
fn degrees_text(seconds: i64, [positive, negative]: [&str; 2]) -> String {
    let count = seconds.unsigned_abs();
    let (degrees, minutes, rest) = (count / 3600, count / 60 % 60, count % 60);
    let side = match seconds.signum() {
        0 => "",
        1 => positive,
        _ => negative,
    };
    match (minutes, rest) {
        (0, 0) => format!("{degrees}°{side}"),
        (minutes, 0) => format!("{degrees}°{minutes:02}′{side}"),
        (minutes, rest) => format!("{degrees}°{minutes:02}′{rest:02}″{side}"),
    }
}

fn add(graticule: &mut Graticule, view: &View, line: impl Iterator<Item = Coord<f64>>, label: &str, sides: [Side; 2]) {
    let places: Vec<[f64; 2]> = line.map(|at| view.to_sheet(at)).collect();
    for piece in clipped(&places, &view.window) {
        push_line(&mut graticule.path, &piece, false);
        for at in piece.first().into_iter().chain(piece.last()) {
            if let Some(side) = side(*at, &view.window).filter(|side| sides.contains(side)) {
                graticule.ticks.push(Tick { at: *at, side, label: label.to_owned() });
            }
        }
    }
}

fn side([x, y]: [f64; 2], window: &SheetBox) -> Option<Side> {
    let is_near = |one: f64, other: f64| (one - other).abs() < 1e-6;
    if is_near(y, window.bottom()) {
        Some(Side::Bottom)
    } else if is_near(y, window.top) {
        Some(Side::Top)
    } else if is_near(x, window.left) {
        Some(Side::Left)
    } else if is_near(x, window.right()) {
        Some(Side::Right)
    } else {
        None
    }
}

/// The parts of a line inside of a box: each edge cut by the method of Liang and Barsky (1984).
pub(super) fn clipped(line: &[[f64; 2]], window: &SheetBox) -> Vec<Vec<[f64; 2]>> {
    let mut parts: Vec<Vec<[f64; 2]>> = Vec::new();
    let mut is_open = false;
    for pair in line.windows(2) {
        let ([x, y], [to_x, to_y]) = (pair[0], pair[1]);
        let (dx, dy) = (to_x - x, to_y - y);
        let (mut enter, mut leave) = (0.0_f64, 1.0_f64);
        for (direction, room) in
            [(-dx, x - window.left), (dx, window.right() - x), (-dy, y - window.top), (dy, window.bottom() - y)]
        {
            if direction.abs() < 1e-12 {
                if room < 0.0 {
                    leave = -1.0;
                }
            } else if direction < 0.0 {
                enter = enter.max(room / direction);
            } else {
                leave = leave.min(room / direction);
            }
        }
        if enter > leave {
            is_open = false;
            continue;
        }
        let at = |share: f64| [x + dx * share, y + dy * share];
        if !is_open || enter > 0.0 {
            parts.push(vec![at(enter)]);
        }
        if let Some(part) = parts.last_mut() {
            part.push(at(leave));
        }
        is_open = leave >= 1.0;
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::{clipped, degrees_text};
    use crate::map::view::SheetBox;

    #[test]
    fn degrees_are_spelled() {
        let texts = [(87 * 3600, "87°E"), (87 * 3600 + 1800, "87°30′E"), (-3600, "1°W"), (0, "0°"), (15, "0°00′15″E")];
        for (seconds, text) in texts {
            assert_eq!(degrees_text(seconds, ["E", "W"]), text);
        }
    }

    #[test]
    fn lines_are_cut_at_the_window() {
        let window = SheetBox { left: 0.0, top: 0.0, width: 10.0, height: 10.0 };
        let parts = clipped(&[[-5.0, 5.0], [5.0, 5.0], [5.0, 20.0], [8.0, 20.0], [8.0, 5.0]], &window);
        assert_eq!(parts, [vec![[0.0, 5.0], [5.0, 5.0], [5.0, 10.0]], vec![[8.0, 10.0], [8.0, 5.0]]]);
        assert!(clipped(&[[20.0, 0.0], [30.0, 40.0]], &window).is_empty());
    }
}
