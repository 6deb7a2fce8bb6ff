//! Branch and bound over pairs of boxes, from chains to chains.

use geo::Coord;

use super::Chains;
use super::contest::Contest;
use super::earth::ROUNDING_M;
use super::foot::Edge;
use super::metric::{Metric, least_m};
use super::nearest::FAR_M;
use super::tree::{Bounds, Node};
use crate::geometry::segment::{Side, between, orientation, segments_meet};

/// The search from one set of chains to another.
pub(super) struct PairSearch<'c> {
    from: &'c Chains,
    to: &'c Chains,
    /// Degrees of longitude that the chains asked from are moved by.
    pub(super) turn: f64,
    pub(super) contest: Contest,
    /// Pairs of edges that may be the nearest, with the square of a lower bound of their distance.
    candidates: Vec<(f64, Edge, Edge)>,
    open: Vec<(f64, Node, Node)>,
}

fn turned(at: Coord<f64>, turn: f64) -> Coord<f64> {
    Coord { x: at.x + turn, y: at.y }
}

fn turned_bounds(bounds: &Bounds, turn: f64) -> Bounds {
    Bounds { min: turned(bounds.min, turn), max: turned(bounds.max, turn) }
}

impl<'c> PairSearch<'c> {
    pub(super) fn new(from: &'c Chains, to: &'c Chains, reach_m: f64) -> Self {
        Self { from, to, turn: 0.0, contest: Contest::new(reach_m), candidates: Vec::new(), open: Vec::new() }
    }

    /// Goes through all pairs of boxes that may hold the nearest places; gives a common point as soon as there is one.
    pub(super) fn search(&mut self, roots: (Node, Node)) -> Option<Coord<f64>> {
        self.open.clear();
        self.open.push((self.least_squared(roots.0, roots.1), roots.0, roots.1));
        while let Some((least_squared, from, to)) = self.open.pop() {
            if least_squared > self.contest.reach_m * self.contest.reach_m {
                continue;
            }
            if from.is_leaf() && to.is_leaf() {
                if let Some(at) = self.visit(from, to) {
                    return Some(at);
                }
                continue;
            }
            let first = self.open.len();
            if to.is_leaf() || (!from.is_leaf() && self.is_from_larger(from, to)) {
                for child in self.from.tree.children(from) {
                    self.open.push((self.least_squared(child, to), child, to));
                }
            } else {
                for child in self.to.tree.children(to) {
                    self.open.push((self.least_squared(from, child), from, child));
                }
            }
            // The nearest is looked at first.
            self.open[first..].sort_by(|one, other| other.0.total_cmp(&one.0));
        }
        self.settle();
        None
    }

    fn is_from_larger(&self, from: Node, to: Node) -> bool {
        let extent = |bounds: &Bounds| (bounds.max.x - bounds.min.x) + (bounds.max.y - bounds.min.y);
        extent(self.from.tree.bounds(from)) > extent(self.to.tree.bounds(to))
    }

    fn least_squared(&self, from: Node, to: Node) -> f64 {
        let (from, to) = (turned_bounds(self.from.tree.bounds(from), self.turn), self.to.tree.bounds(to));
        self.least_squared_of(&from, to)
    }

    fn least_squared_of(&self, from: &Bounds, to: &Bounds) -> f64 {
        let reach_m = self.contest.reach_m;
        if from.meets(to) {
            0.0
        } else if reach_m > FAR_M {
            least_m(from, to, reach_m).powi(2)
        } else {
            Metric::between(from, to, reach_m).least_squared(from, to)
        }
    }

    fn visit(&mut self, from: Node, to: Node) -> Option<Coord<f64>> {
        let from_bounds = turned_bounds(self.from.tree.bounds(from), self.turn);
        let to_bounds = *self.to.tree.bounds(to);
        let mut metric = Metric::between(&from_bounds, &to_bounds, self.contest.reach_m);
        let mut metric_reach_m = self.contest.reach_m;
        for (a, b) in self.from.edges_of(from) {
            let (turned_a, turned_b) = (turned(a, self.turn), turned(b, self.turn));
            let bounds = Bounds::of_edge(turned_a, turned_b);
            let is_far = self.contest.reach_m > FAR_M;
            if !is_far && metric.least_squared(&bounds, &to_bounds) > self.contest.reach_m.powi(2) {
                continue;
            }
            for (c, d) in self.to.edges_of(to) {
                let reach_m = self.contest.reach_m;
                let other = Bounds::of_edge(c, d);
                if bounds.meets(&other) && segments_meet(turned_a, turned_b, c, d) {
                    return Some(turned(common_point(turned_a, turned_b, c, d), -self.turn));
                }
                if reach_m > FAR_M {
                    if least_m(&bounds, &other, reach_m) <= reach_m {
                        self.contest.consider(Edge { a, b }, Edge { a: c, b: d });
                    }
                    continue;
                }
                if reach_m < metric_reach_m / 2.0 {
                    metric = Metric::between(&from_bounds, &to_bounds, reach_m);
                    metric_reach_m = reach_m;
                }
                if metric.least_squared(&bounds, &other) > reach_m * reach_m {
                    continue;
                }
                let ends = [(turned_a, c, d), (turned_b, c, d), (c, turned_a, turned_b), (d, turned_a, turned_b)];
                let bounded = ends.map(|(at, start, end)| metric.edge_squared(at, start, end));
                let least = bounded.iter().fold(f64::INFINITY, |least, (lower, _)| least.min(*lower));
                let most = bounded.iter().fold(f64::INFINITY, |most, (_, upper)| most.min(*upper));
                if least <= reach_m * reach_m {
                    self.candidates.push((least, Edge { a, b }, Edge { a: c, b: d }));
                    if most < reach_m * reach_m {
                        self.contest.reach_m = most.sqrt() + ROUNDING_M;
                    }
                }
            }
        }
        if self.candidates.len() > 256 {
            self.settle();
        }
        None
    }

    /// Sends those pairs into the contest that may still be the nearest.
    fn settle(&mut self) {
        let mut candidates = std::mem::take(&mut self.candidates);
        candidates.sort_by(|one, other| one.0.total_cmp(&other.0));
        for (least, from, to) in candidates.drain(..) {
            if least <= self.contest.reach_m * self.contest.reach_m {
                self.contest.consider(from, to);
            }
        }
        self.candidates = candidates;
    }
}

/// A point that two edges share which meet; an end if an end is shared, else as near to where they cross as doubles are.
fn common_point(a: Coord<f64>, b: Coord<f64>, c: Coord<f64>, d: Coord<f64>) -> Coord<f64> {
    let ends = [(a, c, d), (b, c, d), (c, a, b), (d, a, b)];
    let is_shared = |(at, start, end): &(Coord<f64>, Coord<f64>, Coord<f64>)| {
        between(*start, *end, *at) && orientation(*start, *end, *at) == Side::On
    };
    if let Some((at, _, _)) = ends.iter().find(|end| is_shared(end)) {
        return *at;
    }
    let (along, other, apart) = (b - a, d - c, c - a);
    let share = (apart.x * other.y - apart.y * other.x) / (along.x * other.y - along.y * other.x);
    Edge { a, b }.at(if share.is_finite() { share } else { 0.5 })
}
