//! The last stage of a search: which of a few pairs of edges is nearest, and how far it is.

use super::earth::{LEAST_M_PER_DEGREE, Place, geodesic_m, longest_m, shortest_m};
use super::foot::{Edge, Piece};
use super::metric::least_m;
use super::nearest::Nearest;
use crate::geometry::segment::segments_meet;

/// Longer edges are cut, in degrees: between two pieces the nearest places then are an end of one and its foot on the other.
const LONGEST_PIECE: f64 = 0.25;
/// What is longer is no edge on earth, and is not cut.
const LONGEST_EDGE: f64 = 720.0;
/// Finalists before those that have lost are sent away.
const MOST_FINALISTS: usize = 64;
/// From this distance on, in metres, the nearest place in space and the nearest on the ellipsoid part noticeably.
const FAR_M: f64 = 200_000.0;
/// Below this distance, in metres, it is looked whether two edges meet.
const TOUCH_M: f64 = 1e-3;

/// Two places, each as a share of an edge.
#[derive(Clone, Copy)]
struct Finalist {
    from: Edge,
    to: Edge,
    from_share: f64,
    to_share: f64,
    chord_m: f64,
}

/// Pairs of edges that may be the nearest.
pub(super) struct Contest {
    /// The distance looked for is not more than this, in metres, or is of no interest.
    pub(super) reach_m: f64,
    finalists: Vec<Finalist>,
}

impl Contest {
    pub(super) fn new(limit_m: f64) -> Self {
        Self { reach_m: limit_m, finalists: Vec::new() }
    }

    /// Takes a pair of edges into account.
    pub(super) fn consider(&mut self, from: Edge, to: Edge) {
        self.consider_pieces(&Piece::whole(from), &Piece::whole(to));
    }

    fn consider_pieces(&mut self, from: &Piece, to: &Piece) {
        let (from_extent, to_extent) = (from.extent(), to.extent());
        let can_cut = |extent: f64| extent > LONGEST_PIECE && extent <= LONGEST_EDGE;
        let cut_from = can_cut(from_extent) && (from_extent >= to_extent || !can_cut(to_extent));
        if !cut_from && !can_cut(to_extent) {
            self.measure(from, to);
            return;
        }
        let pairs =
            if cut_from { from.halves().map(|half| (half, *to)) } else { to.halves().map(|half| (*from, half)) };
        let mut bounded = pairs.map(|(from, to)| (least_m(&from.bounds(), &to.bounds(), self.reach_m), from, to));
        bounded.sort_by(|one, other| one.0.total_cmp(&other.0));
        for (lowest_m, from, to) in bounded {
            if lowest_m <= self.reach_m {
                self.consider_pieces(&from, &to);
            }
        }
    }

    /// Measures a pair of short pieces from their ends.
    fn measure(&mut self, from: &Piece, to: &Piece) {
        let ends = |piece: &Piece| [piece.low, piece.high].into_iter().take(if piece.edge.is_point() { 1 } else { 2 });
        for from_share in ends(from) {
            let at = from.edge.at(from_share);
            let (to_share, chord_m) = to.foot(at, &Place::of(at));
            self.offer(Finalist { from: from.edge, to: to.edge, from_share, to_share, chord_m });
        }
        if from.edge.is_point() {
            return;
        }
        for to_share in ends(to) {
            let at = to.edge.at(to_share);
            let (from_share, chord_m) = from.foot(at, &Place::of(at));
            self.offer(Finalist { from: from.edge, to: to.edge, from_share, to_share, chord_m });
        }
    }

    fn offer(&mut self, finalist: Finalist) {
        if shortest_m(finalist.chord_m) > self.reach_m {
            return;
        }
        self.reach_m = self.reach_m.min(longest_m(finalist.chord_m));
        if self.finalists.len() >= MOST_FINALISTS {
            let reach_m = self.reach_m;
            self.finalists.retain(|finalist| shortest_m(finalist.chord_m) <= reach_m);
        }
        self.finalists.push(finalist);
    }

    /// The nearest pair, if it is within the limit.
    pub(super) fn decide(mut self, limit_m: f64) -> Option<Nearest> {
        self.finalists.sort_by(|one, other| one.chord_m.total_cmp(&other.chord_m));
        let mut nearest: Option<Nearest> = None;
        let mut least_m = self.reach_m;
        for finalist in self.finalists {
            if shortest_m(finalist.chord_m) > least_m {
                break;
            }
            let found = finalist.measured();
            let is_nearer = nearest.is_none_or(|nearest| found.distance_m < nearest.distance_m);
            if is_nearer && found.distance_m <= limit_m {
                least_m = least_m.min(found.distance_m);
                nearest = Some(found);
            }
        }
        nearest
    }
}

impl Finalist {
    fn measured(mut self) -> Nearest {
        if self.chord_m < TOUCH_M && self.touches() {
            let at = self.from.at(self.from_share);
            return Nearest { distance_m: 0.0, from: at, to: at };
        }
        if !self.from.is_point() {
            self.settle();
        }
        let mut distance_m = self.distance_m();
        if distance_m > FAR_M {
            distance_m = self.refined_m(distance_m);
        }
        let (from, to) = (self.from.at(self.from_share), self.to.at(self.to_share));
        // Nothing but a common point is a distance of zero.
        Nearest { distance_m: distance_m.max(f64::MIN_POSITIVE), from, to }
    }

    fn touches(&self) -> bool {
        let (from, to) = (self.from, self.to);
        let turn = 360.0 * ((to.a.x - from.a.x) / 360.0).round();
        let turned = |at: geo::Coord<f64>| geo::Coord { x: at.x + turn, y: at.y };
        segments_meet(turned(from.a), turned(from.b), to.a, to.b)
    }

    fn distance_m(&self) -> f64 {
        geodesic_m(self.from.at(self.from_share), self.to.at(self.to_share))
    }

    /// Lets both places slide along their edges for as long as that brings them nearer.
    fn settle(&mut self) {
        for _ in 0..8 {
            let before_m = self.chord_m;
            let from_place = Place::of(self.from.at(self.from_share));
            if !self.to.is_point() {
                let (share, chord_m) = Piece::whole(self.to).foot_from(self.to_share, &from_place);
                if chord_m < self.chord_m {
                    (self.to_share, self.chord_m) = (share, chord_m);
                }
            }
            let to_place = Place::of(self.to.at(self.to_share));
            let (share, chord_m) = Piece::whole(self.from).foot_from(self.from_share, &to_place);
            if chord_m < self.chord_m {
                (self.from_share, self.chord_m) = (share, chord_m);
            }
            if before_m - self.chord_m < 1e-7 {
                break;
            }
        }
    }

    /// Moves both places by parabolas through three geodesic distances each.
    fn refined_m(&mut self, mut distance_m: f64) -> f64 {
        for width in [1e-2, 2e-3, 2e-3] {
            for is_from in [false, true] {
                let edge = if is_from { self.from } else { self.to };
                if edge.is_point() {
                    continue;
                }
                let centre = if is_from { self.from_share } else { self.to_share };
                let cosine = edge.at(centre).y.to_radians().cos();
                let width = (width * distance_m / edge.length_m(cosine).max(LEAST_M_PER_DEGREE * 1e-9)).min(0.5);
                // At an end of the edge the parabola is laid within the edge.
                let middle = centre.clamp(width, 1.0 - width);
                let mut at = |share: f64| {
                    let share = share.clamp(0.0, 1.0);
                    let mut moved = *self;
                    *(if is_from { &mut moved.from_share } else { &mut moved.to_share }) = share;
                    let moved_m = moved.distance_m();
                    if moved_m < distance_m {
                        distance_m = moved_m;
                        *self = moved;
                    }
                    moved_m
                };
                let (before, here, behind) = (at(middle - width), at(middle), at(middle + width));
                let bend = before - 2.0 * here + behind;
                if bend > 0.0 {
                    at(middle + (width * (before - behind) / (2.0 * bend)).clamp(-width, width));
                }
            }
        }
        distance_m
    }
}
