//! Splits edges until no two share a point other than a common end.
//!
//! A crossing is rounded to doubles, so the pieces of an edge lie beside it by at most one unit in the last place. They may
//! touch what the edge did not touch; therefore pieces that moved are compared again, round after round. That this ends is
//! not certain; if it does not soon, all is done anew on a grid, where it is ([`Noder::snap`]).

use geo::Coord;

use super::crossing::crossing;
use super::edge::{Edge, lexicographic};
use super::grid::Grid;
use crate::geometry::segment::{Side, orientation};

/// Borders of the real world need two or three rounds.
const MOST_ROUNDS: usize = 8;
/// How much longer than after the first two rounds the list of edges may grow: bundles of edges that are one unit in the last
/// place apart would split each other without end.
const MOST_GROWTH: usize = 2;
/// Up to so many edges, comparing every pair is faster than an index.
const FEW: usize = 192;
/// About so many edges begin in a slab of the index.
const EDGES_PER_SLAB: f64 = 4.0;
/// An edge is listed in about so many slabs at the most, on average.
const SLABS_PER_EDGE: f64 = 4.0;

/// The buffers of noding.
#[derive(Debug, Default)]
pub(super) struct Noder {
    splits: Vec<Split>,
    crossings: Vec<(u32, u32)>,
    slab_starts: Vec<u32>,
    slab_next: Vec<u32>,
    slab_edges: Vec<(f64, u32)>,
}

/// A point that splits an edge.
#[derive(Clone, Copy, Debug)]
struct Split {
    edge: u32,
    /// Grows from the first end of the edge to the second.
    along: (f64, f64),
    at: Coord<f64>,
}

impl Split {
    fn new(edge: u32, whole: &Edge, at: Coord<f64>) -> Self {
        let upward = if whole.hi.y > whole.lo.y { at.y } else { -at.y };
        // Along the longer side of the box the pieces go one way only, so they cannot cross each other.
        let is_flat = whole.hi.x - whole.lo.x >= whole.high - whole.low;
        Self { edge, along: if is_flat { (at.x, upward) } else { (upward, at.x) }, at }
    }
}

impl Noder {
    /// Splits the edges; false if it takes too many rounds.
    #[must_use]
    pub(super) fn node(&mut self, edges: &mut Vec<Edge>) -> bool {
        let mut most_edges = usize::MAX;
        for round in 0..MOST_ROUNDS {
            self.compare_pending(edges);
            if self.splits.is_empty() && self.crossings.is_empty() {
                return true;
            }
            self.settle_crossings(edges);
            self.split(edges);
            if round == 1 {
                most_edges = MOST_GROWTH * edges.len() + FEW;
            } else if edges.len() > most_edges {
                return false;
            }
        }
        false
    }

    fn compare_pending(&mut self, edges: &mut [Edge]) {
        self.splits.clear();
        self.crossings.clear();
        if edges.len() <= FEW { self.compare_all(edges) } else { self.compare_near(edges) }
    }

    /// Splits edges whose ends are on a grid so that they may move by half a step of it, and nothing new can cross: snap
    /// rounding (Hobby 1999, Computational Geometry 13). A crossing goes to the next point of the grid; an edge is split at every
    /// point of the grid in use whose cell it passes.
    pub(super) fn snap(&mut self, edges: &mut Vec<Edge>, grid: Grid) {
        self.compare_pending(edges);
        let mut points: Vec<Coord<f64>> = edges.iter().flat_map(|edge| [edge.lo, edge.hi]).collect();
        let crossings = self.crossings.iter().map(|&(one, two)| crossing(&edges[one as usize], &edges[two as usize]));
        points.extend(crossings.map(|at| grid.nearest(at)));
        points.sort_unstable_by(|a, b| lexicographic(*a, *b));
        points.dedup();
        self.splits.clear();
        for (number, edge) in edges.iter().enumerate() {
            let first = points.partition_point(|at| at.x < edge.lo.x - grid.step);
            let near = points[first..].iter().take_while(|at| at.x <= edge.hi.x + grid.step);
            for &at in near.filter(|at| !edge.ends_in(**at) && grid.cell_meets(**at, edge)) {
                self.splits.push(Split::new(number as u32, edge, at));
            }
        }
        self.split(edges);
    }

    /// Compares edges whose boxes share an x.
    fn compare_all(&mut self, edges: &mut [Edge]) {
        edges.sort_unstable_by(|a, b| a.lo.x.total_cmp(&b.lo.x));
        for (number, edge) in edges.iter().enumerate() {
            for (further, other) in edges[number + 1..].iter().enumerate() {
                if other.lo.x > edge.hi.x {
                    break;
                }
                let is_pending = edge.is_pending || other.is_pending;
                if is_pending && edge.low <= other.high && other.low <= edge.high {
                    self.compare(number as u32, edge, (number + 1 + further) as u32, other);
                }
            }
        }
    }

    /// Compares edges that share a horizontal slab.
    fn compare_near(&mut self, edges: &[Edge]) {
        let (mut bottom, mut top, mut heights) = (f64::INFINITY, f64::NEG_INFINITY, 0.0);
        for edge in edges {
            (bottom, top) = (edge.low.min(bottom), edge.high.max(top));
            heights += edge.high - edge.low;
        }
        let count = edges.len() as f64;
        let most = SLABS_PER_EDGE * count * (top - bottom) / heights.max(f64::MIN_POSITIVE);
        let slabs = (count / EDGES_PER_SLAB).min(most).max(1.0) as usize;
        let per_degree = if top > bottom { slabs as f64 / (top - bottom) } else { 0.0 };
        // Rounding never turns round an order, so edges that share a y share a slab.
        let slab_at = |y: f64| (((y - bottom) * per_degree) as usize).min(slabs - 1);
        self.slab_starts.clear();
        self.slab_starts.resize(slabs + 1, 0);
        for edge in edges {
            for slab in slab_at(edge.low)..=slab_at(edge.high) {
                self.slab_starts[slab + 1] += 1;
            }
        }
        for slab in 0..slabs {
            self.slab_starts[slab + 1] += self.slab_starts[slab];
        }
        self.slab_next.clone_from(&self.slab_starts);
        self.slab_edges.clear();
        self.slab_edges.resize(self.slab_starts[slabs] as usize, (0.0, 0));
        for (number, edge) in edges.iter().enumerate() {
            for slab in slab_at(edge.low)..=slab_at(edge.high) {
                self.slab_edges[self.slab_next[slab] as usize] = (edge.lo.x, number as u32);
                self.slab_next[slab] += 1;
            }
        }
        let mut listed = std::mem::take(&mut self.slab_edges);
        for slab in 0..slabs {
            let here = &mut listed[self.slab_starts[slab] as usize..self.slab_starts[slab + 1] as usize];
            if !here.iter().any(|(_, number)| edges[*number as usize].is_pending) {
                continue;
            }
            here.sort_unstable_by(|a, b| a.0.total_cmp(&b.0));
            for (position, &(_, number)) in here.iter().enumerate() {
                let edge = &edges[number as usize];
                for &(_, after) in here[position + 1..].iter().take_while(|(left, _)| *left <= edge.hi.x) {
                    let other = &edges[after as usize];
                    // A pair that shares several slabs is compared in the first of them.
                    if edge.low <= other.high
                        && other.low <= edge.high
                        && (edge.is_pending || other.is_pending)
                        && slab_at(edge.low.max(other.low)) == slab
                    {
                        self.compare(number, edge, after, other);
                    }
                }
            }
        }
        self.slab_edges = listed;
    }

    /// Notes what two edges share, apart from a common end.
    fn compare(&mut self, one: u32, a: &Edge, two: u32, b: &Edge) {
        if a.ends_in(b.lo) || a.ends_in(b.hi) {
            let free = if a.ends_in(b.lo) { b.hi } else { b.lo };
            // Two lines with a common point are one line or share nothing else.
            if orientation(a.lo, a.hi, free) != Side::On {
                return;
            }
        } else {
            let (b_lo, b_hi) = (orientation(a.lo, a.hi, b.lo), orientation(a.lo, a.hi, b.hi));
            if b_lo == b_hi && b_lo != Side::On {
                return;
            }
            let (a_lo, a_hi) = (orientation(b.lo, b.hi, a.lo), orientation(b.lo, b.hi, a.hi));
            if a_lo == a_hi && a_lo != Side::On {
                return;
            }
            if [b_lo, b_hi, a_lo, a_hi].iter().all(|side| *side != Side::On) {
                self.crossings.push((one, two));
                return;
            }
        }
        for (number, edge, other) in [(one, a, b), (two, b, a)] {
            for at in [other.lo, other.hi] {
                if edge.has_within(at) && orientation(edge.lo, edge.hi, at) == Side::On {
                    self.splits.push(Split::new(number, edge, at));
                }
            }
        }
    }

    /// Turns crossings into splits, and says which edges have to be compared in the next round.
    fn settle_crossings(&mut self, edges: &mut [Edge]) {
        for edge in &mut *edges {
            (edge.is_pending, edge.is_touched) = (false, false);
        }
        for split in &self.splits {
            edges[split.edge as usize].is_touched = true;
        }
        for &(one, two) in &self.crossings {
            let (a, b) = (edges[one as usize], edges[two as usize]);
            if a.is_touched || b.is_touched {
                // First to exact pieces: then edges that lie upon each other cross a third one in the same bits.
                (edges[one as usize].is_pending, edges[two as usize].is_pending) = (true, true);
                continue;
            }
            let at = crossing(&a, &b);
            for (number, edge) in [(one, &a), (two, &b)] {
                if !edge.ends_in(at) {
                    self.splits.push(Split::new(number, edge, at));
                    edges[number as usize].is_pending = true;
                }
            }
        }
    }

    fn split(&mut self, edges: &mut Vec<Edge>) {
        self.splits.sort_unstable_by(|a, b| {
            let by_place = a.along.0.total_cmp(&b.along.0).then(a.along.1.total_cmp(&b.along.1));
            a.edge.cmp(&b.edge).then(by_place)
        });
        for splits in self.splits.chunk_by(|a, b| a.edge == b.edge) {
            let number = splits[0].edge as usize;
            let whole = edges[number];
            let piece = |a, b| Edge { is_pending: whole.is_pending, ..Edge::new(a, b, whole.source) };
            edges[number] = piece(whole.lo, splits[0].at);
            let mut from = splits[0].at;
            for split in splits {
                if split.at != from {
                    edges.push(piece(from, split.at));
                    from = split.at;
                }
            }
            edges.push(piece(from, whole.hi));
        }
    }
}
