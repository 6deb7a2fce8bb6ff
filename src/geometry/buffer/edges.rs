//! The edges that count, cut where they are long and merged where they are short.

use geo::Coord;

use super::plane::Plane;
use crate::geometry::measure::perimeter_m;

/// A straight line of the plane that stands for one edge, a piece of one, or a run of short ones.
#[derive(Clone, Copy, Debug)]
pub(super) struct Spine {
    /// Its ends in metres.
    pub(super) from: Coord<f64>,
    pub(super) to: Coord<f64>,
    /// Its first end in degrees.
    pub(super) degrees: Coord<f64>,
}

/// So many edges become one at the most.
const LONGEST_RUN: usize = 48;

/// The lines that stand for all edges that meet a box. Each edge lies within three quarters of the slack, in metres, of its line.
pub(super) fn spines<'r>(
    rings: impl IntoIterator<Item = &'r [Coord<f64>]>,
    (min, max): (Coord<f64>, Coord<f64>),
    plane: &Plane,
    slack_m: f64,
) -> Vec<Spine> {
    let longest_m = plane.straight_m(slack_m / 4.0);
    let meets = |a: Coord<f64>, b: Coord<f64>| {
        a.x.min(b.x) <= max.x && a.x.max(b.x) >= min.x && a.y.min(b.y) <= max.y && a.y.max(b.y) >= min.y
    };
    let mut spines = Vec::new();
    for ring in rings {
        let mut run = Run { corners: Vec::new(), longest_m, off_m: slack_m / 2.0 };
        for ends in ring.windows(2) {
            let (a, b) = (ends[0], ends[1]);
            if a == b {
                continue;
            }
            if !meets(a, b) {
                run.finish(&mut spines);
                continue;
            }
            let pieces = (perimeter_m([(a, b)].into_iter()) * 1.01 / longest_m).ceil().max(1.0);
            let at = |number: f64| {
                if number >= pieces {
                    return b;
                }
                let share = number / pieces;
                Coord { x: a.x + (b.x - a.x) * share, y: a.y + (b.y - a.y) * share }
            };
            for piece in 0..pieces as u64 {
                let (from, to) = (at(piece as f64), at(piece as f64 + 1.0));
                if meets(from, to) {
                    run.push(from, to, plane, &mut spines);
                } else {
                    run.finish(&mut spines);
                }
            }
        }
        run.finish(&mut spines);
    }
    spines
}

/// Corners, one after the other, that one line stands for.
struct Run {
    /// In degrees and in metres.
    corners: Vec<(Coord<f64>, Coord<f64>)>,
    longest_m: f64,
    off_m: f64,
}

impl Run {
    fn push(&mut self, from: Coord<f64>, to: Coord<f64>, plane: &Plane, spines: &mut Vec<Spine>) {
        if self.corners.last().is_some_and(|(last, _)| *last != from) {
            self.finish(spines);
        }
        if self.corners.is_empty() {
            self.corners.push((from, plane.metres(from)));
        }
        let end = (to, plane.metres(to));
        if !self.may_end_in(end.1) {
            let last = self.corners.last().copied();
            self.finish(spines);
            self.corners.extend(last);
        }
        self.corners.push(end);
    }

    /// Whether a line to a corner stands for all corners so far.
    fn may_end_in(&self, end: Coord<f64>) -> bool {
        let Some((_, start)) = self.corners.first() else { return true };
        let along = Coord { x: end.x - start.x, y: end.y - start.y };
        let length_m = along.x.hypot(along.y);
        self.corners.len() == 1
            || (self.corners.len() < LONGEST_RUN
                && length_m <= self.longest_m
                && self.corners[1..].iter().all(|(_, at)| {
                    let to = Coord { x: at.x - start.x, y: at.y - start.y };
                    let share = if length_m > 0.0 {
                        ((to.x * along.x + to.y * along.y) / (length_m * length_m)).clamp(0.0, 1.0)
                    } else {
                        0.0
                    };
                    (to.x - along.x * share).hypot(to.y - along.y * share) <= self.off_m
                }))
    }

    fn finish(&mut self, spines: &mut Vec<Spine>) {
        if let (Some((degrees, from)), Some((_, to)), true) =
            (self.corners.first(), self.corners.last(), self.corners.len() > 1)
        {
            spines.push(Spine { from: *from, to: *to, degrees: *degrees });
        }
        self.corners.clear();
    }
}
