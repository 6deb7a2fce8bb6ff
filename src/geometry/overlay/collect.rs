//! Which edges matter: those of the subject, and those of the clips near it.

use geo::Coord;

use super::edge::Edge;
use super::grid::Grid;

/// Doubles between which products neither overflow nor lose bits, so that orientation is exact.
const SIZES: std::ops::RangeInclusive<f64> = 1e-70..=1e70;

/// What is larger is no longitude or latitude, nor a sum of two. Larger numbers are legal, though.
const LARGEST_DEGREES: f64 = 360.0;

fn largest(size: f64, value: f64) -> f64 {
    size.max(value.abs())
}

/// The edges whose boxes meet the window, and what the others do to points inside the window.
///
/// The window is the box of the subject and a little more, so that rounding brings nothing from outside into that box. Whether a point is in a clip is decided by the edges that lie under it. Of an
/// edge outside the window it matters only whether it lies below, and from which x to which.
#[derive(Debug, Default)]
pub(super) struct Collected {
    pub(super) edges: Vec<Edge>,
    /// The window.
    pub(super) min: Coord<f64>,
    pub(super) max: Coord<f64>,
    /// By how much it is larger than the box of the subject on each side.
    pub(super) margin: f64,
    /// The sources, one bit each, that have an odd number of edges below the window at its left side.
    pub(super) base: Vec<u64>,
    /// Where this changes to the right of it: x and the source.
    pub(super) changes: Vec<(f64, u32)>,
    /// 64-bit words in a set of sources.
    pub(super) words: usize,
}

impl Collected {
    pub(super) fn subject<'r>(&mut self, rings: impl IntoIterator<Item = &'r [Coord<f64>]>) {
        self.edges.clear();
        self.base.clear();
        self.base.push(0);
        self.changes.clear();
        self.words = 1;
        self.min = Coord { x: f64::INFINITY, y: f64::INFINITY };
        self.max = Coord { x: f64::NEG_INFINITY, y: f64::NEG_INFINITY };
        for ring in rings {
            let Some(&last) = ring.last() else { continue };
            let mut from = last;
            for &to in ring {
                self.min = Coord { x: self.min.x.min(to.x), y: self.min.y.min(to.y) };
                self.max = Coord { x: self.max.x.max(to.x), y: self.max.y.max(to.y) };
                if from != to {
                    self.edges.push(Edge::new(from, to, 0));
                }
                from = to;
            }
        }
        let size = [self.min.x, self.min.y, self.max.x, self.max.y].into_iter().fold(LARGEST_DEGREES, largest);
        self.margin = 2.0 * Grid::for_size(size).step;
        self.min = Coord { x: self.min.x - self.margin, y: self.min.y - self.margin };
        self.max = Coord { x: self.max.x + self.margin, y: self.max.y + self.margin };
    }

    pub(super) fn clip<'r>(&mut self, number: usize, rings: impl IntoIterator<Item = &'r [Coord<f64>]>) {
        let source = number as u32 + 1;
        self.words = source as usize / 64 + 1;
        self.base.resize(self.words, 0);
        for ring in rings {
            let Some(&last) = ring.last() else { continue };
            let mut from = last;
            // Many edges in a row below the window count as one.
            let mut below_since: Option<f64> = None;
            for &to in ring {
                if from.y < self.min.y && to.y < self.min.y {
                    below_since.get_or_insert(from.x);
                } else {
                    if let Some(since) = below_since.take() {
                        self.below(since, from.x, source);
                    }
                    let is_outside = (from.x < self.min.x && to.x < self.min.x)
                        || (from.x > self.max.x && to.x > self.max.x)
                        || (from.y > self.max.y && to.y > self.max.y);
                    if !is_outside && from != to {
                        self.edges.push(Edge::new(from, to, source));
                    }
                }
                from = to;
            }
            if let Some(since) = below_since {
                self.below(since, from.x, source);
            }
        }
    }

    /// Edges lie below the window, from one x to another.
    pub(super) fn below(&mut self, one: f64, other: f64, source: u32) {
        if !(one.is_finite() && other.is_finite()) {
            // Has the whole refused.
            self.changes.push((f64::NAN, source));
        }
        let (from, to) = if one < other { (one, other) } else { (other, one) };
        if to <= self.min.x || from > self.max.x || from >= to {
            return;
        }
        if from <= self.min.x {
            self.base[source as usize / 64] ^= 1 << (source % 64);
        } else {
            self.changes.push((from, source));
        }
        if to <= self.max.x {
            self.changes.push((to, source));
        }
    }

    /// Moves everything to a grid; `None` if an edge reaches so far that the grid would be too coarse.
    pub(super) fn round(&mut self) -> Option<Grid> {
        let ends = self.edges.iter().flat_map(|edge| [edge.lo.x, edge.lo.y, edge.hi.x, edge.hi.y]);
        let grid = Grid::for_size(ends.fold(0.0, largest));
        if 2.0 * grid.step > self.margin {
            return None;
        }
        for edge in &mut self.edges {
            *edge = Edge::new(grid.nearest(edge.lo), grid.nearest(edge.hi), edge.source);
        }
        self.edges.retain(|edge| edge.lo != edge.hi);
        // The ends of what lies below are ends of edges, and have to stay so.
        for change in &mut self.changes {
            change.0 = grid.round(change.0);
        }
        Some(grid)
    }

    /// Whether an edge lies in the box of the subject, or beside it by what rounding to a grid may have moved it.
    pub(super) fn holds(&self, edge: &Edge) -> bool {
        let inset = self.margin * 0.5;
        edge.lo.x >= self.min.x + inset
            && edge.hi.x <= self.max.x - inset
            && edge.low >= self.min.y + inset
            && edge.high <= self.max.y - inset
    }

    /// Whether orientation is exact for all edges.
    pub(super) fn is_exact(&self) -> bool {
        let is_exact = |value: f64| value == 0.0 || SIZES.contains(&value.abs());
        let ends = self.edges.iter().flat_map(|edge| [edge.lo, edge.hi]);
        ends.fold(true, |all, end| all & is_exact(end.x) & is_exact(end.y))
            && !self.changes.iter().any(|(x, _)| x.is_nan())
    }
}
