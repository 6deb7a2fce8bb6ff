//! A vertical line goes from left to right over edges that share no points but ends, and tells what lies on either side of
//! each.
//!
//! Points of equal x come in the order of their y, as if the line leaned over by an infinitely small angle; a vertical edge then
//! is one as any other, with its "below" to the right.

use std::cmp::Ordering;

use geo::Coord;

use super::collect::Collected;
use super::edge::{Edge, lexicographic};
use crate::geometry::segment::{Side, orientation};

/// No segment.
pub(super) const NONE: u32 = u32::MAX;

/// A piece of one or more edges that lie upon each other.
#[derive(Clone, Copy, Debug)]
pub(super) struct Segment {
    pub(super) lo: Coord<f64>,
    pub(super) hi: Coord<f64>,
    pub(super) lo_node: u32,
    pub(super) hi_node: u32,
    /// The next segment below, where this one begins, or [`NONE`].
    pub(super) beneath: u32,
    /// Whether it lies in the box of the subject. Others are no part of any border, and know neither `beneath` nor what is below.
    pub(super) is_known: bool,
}

/// Segments in the order in which the line meets them, from below if they begin together, and sets of sources for each.
#[derive(Debug, Default)]
pub(super) struct Arrangement {
    pub(super) segments: Vec<Segment>,
    /// The sources that it is an edge of (those of which it is so an odd number of times).
    own: Vec<u64>,
    /// The sources that hold what is right below it.
    below: Vec<u64>,
    words: usize,
    pub(super) nodes: u32,
}

/// The buffers of the sweep.
#[derive(Debug, Default)]
pub(super) struct Sweeper {
    ends: Vec<u32>,
    status: Vec<u32>,
    current: Vec<u64>,
}

impl Arrangement {
    pub(super) fn clear(&mut self) {
        self.segments.clear();
        self.own.clear();
        self.below.clear();
        (self.words, self.nodes) = (1, 0);
    }

    /// What holds the points right below a segment, word by word.
    pub(super) fn below(&self, segment: usize) -> impl Iterator<Item = u64> {
        self.below[segment * self.words..][..self.words].iter().copied()
    }

    /// What holds the points right above a segment.
    pub(super) fn above(&self, segment: usize) -> impl Iterator<Item = u64> {
        self.below(segment).zip(&self.own[segment * self.words..][..self.words]).map(|(below, own)| below ^ own)
    }

    /// Takes over the noded edges near the window; edges that lie upon each other become one segment.
    fn fill(&mut self, collected: &mut Collected) {
        self.clear();
        self.words = collected.words;
        let (min, max) = (collected.min, collected.max);
        let mut edges = std::mem::take(&mut collected.edges);
        edges.retain(|edge| {
            if edge.high < min.y {
                collected.below(edge.lo.x, edge.hi.x, edge.source);
            }
            edge.high >= min.y && edge.low <= max.y && edge.hi.x >= min.x && edge.lo.x <= max.x
        });
        edges.sort_unstable_by(order);
        collected.changes.sort_unstable_by(|a, b| a.0.total_cmp(&b.0));
        for same in edges.chunk_by(|a, b| a.lo == b.lo && a.hi == b.hi) {
            let at = self.own.len();
            self.own.resize(at + self.words, 0);
            for edge in same {
                self.own[at + edge.source as usize / 64] ^= 1 << (edge.source % 64);
            }
            if self.own[at..].iter().all(|word| *word == 0) {
                self.own.truncate(at);
                continue;
            }
            let Edge { lo, hi, .. } = same[0];
            let is_known = collected.holds(&same[0]);
            self.segments.push(Segment { lo, hi, lo_node: NONE, hi_node: NONE, beneath: NONE, is_known });
        }
        self.below.resize(self.own.len(), 0);
        collected.edges = edges;
    }
}

/// By the first end; from below to above if that is common.
fn order(a: &Edge, b: &Edge) -> Ordering {
    lexicographic(a.lo, b.lo).then_with(|| match orientation(a.lo, a.hi, b.hi) {
        Side::Left => Ordering::Less,
        Side::Right => Ordering::Greater,
        // Noded edges that go the same way are the same.
        Side::On => lexicographic(a.hi, b.hi),
    })
}

impl Sweeper {
    /// Sweeps over noded edges; `None` if they contradict each other, which exact noding rules out.
    #[must_use]
    pub(super) fn sweep(&mut self, collected: &mut Collected, into: &mut Arrangement) -> Option<()> {
        into.fill(collected);
        let count = into.segments.len();
        self.ends.clear();
        self.ends.extend(0..count as u32);
        let segments = &into.segments;
        self.ends.sort_unstable_by(|a, b| lexicographic(segments[*a as usize].hi, segments[*b as usize].hi));
        self.status.clear();
        let (mut begun, mut ended, mut changed) = (0, 0, 0);
        while ended < count {
            let segments = &mut into.segments;
            let end = segments[self.ends[ended] as usize].hi;
            let at = match segments.get(begun) {
                Some(next) if lexicographic(next.lo, end) == Ordering::Less => next.lo,
                _ => end,
            };
            let old = self.ends[ended..].iter().take_while(|one| segments[**one as usize].hi == at).count();
            let new = segments[begun..].iter().take_while(|one| one.lo == at).count();
            let place = self.place(segments, at, ended, old)?;
            for &one in &self.ends[ended..ended + old] {
                segments[one as usize].hi_node = into.nodes;
            }
            for one in &mut segments[begun..begun + new] {
                one.lo_node = into.nodes;
            }
            into.nodes += 1;
            self.replace(place, old, begun, new);
            if into.segments[begun..begun + new].iter().any(|one| one.is_known) {
                while let Some(&(_, source)) = collected.changes.get(changed).filter(|change| change.0 <= at.x) {
                    collected.base[source as usize / 64] ^= 1 << (source % 64);
                    changed += 1;
                }
                self.tell(into, place, new, &collected.base);
            }
            (begun, ended) = (begun + new, ended + old);
        }
        Some(())
    }

    /// Where in the status a point belongs; the segments that end in it must be there, side by side.
    fn place(&self, segments: &[Segment], at: Coord<f64>, ended: usize, old: usize) -> Option<usize> {
        if old > 0 {
            let last = self.ends[ended];
            let mut place = self.status.iter().position(|one| *one == last)?;
            while place > 0 && segments[self.status[place - 1] as usize].hi == at {
                place -= 1;
            }
            let here = self.status.get(place..place + old)?;
            return here.iter().all(|one| segments[*one as usize].hi == at).then_some(place);
        }
        let mut is_on_segment = false;
        let place = self.status.partition_point(|one| {
            let Segment { lo, hi, .. } = segments[*one as usize];
            let side = orientation(lo, hi, at);
            is_on_segment |= side == Side::On;
            side == Side::Left
        });
        (!is_on_segment).then_some(place)
    }

    fn replace(&mut self, place: usize, old: usize, begun: usize, new: usize) {
        let numbers = begun as u32..(begun + new) as u32;
        if old == new {
            self.status[place..place + old].iter_mut().zip(numbers).for_each(|(one, number)| *one = number);
        } else {
            drop(self.status.splice(place..place + old, numbers));
        }
    }

    /// Tells what is below segments that have just begun.
    fn tell(&mut self, into: &mut Arrangement, place: usize, new: usize, base: &[u64]) {
        let words = into.words;
        let known = self.status[..place].iter().rposition(|one| into.segments[*one as usize].is_known);
        self.current.clear();
        match known {
            Some(known) => self.current.extend_from_slice(&into.below[self.status[known] as usize * words..][..words]),
            None => self.current.extend_from_slice(base),
        }
        let mut beneath = place.checked_sub(1).map_or(NONE, |under| self.status[under]);
        for (position, &one) in self.status.iter().enumerate().take(place + new).skip(known.unwrap_or(0)) {
            let at = one as usize * words;
            if position >= place {
                into.segments[one as usize].beneath = beneath;
                into.below[at..at + words].copy_from_slice(&self.current);
                beneath = one;
            }
            for (word, own) in self.current.iter_mut().zip(&into.own[at..at + words]) {
                *word ^= own;
            }
        }
    }
}
