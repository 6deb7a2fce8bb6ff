//! The common area of a subject and of clips, and what of the subject lies in no clip; exact in every decision.
//!
//! The edges of all sources are split where they meet, until no two share a point other than a common end (`noding`); a
//! sweep then tells for each piece which sources hold its two sides (`sweep`); the border of a region is made of the pieces
//! that have the region on one side only, and rings follow from those (`rings`). All decisions rest on exact orientation.
//! The one thing that is rounded is where two edges cross: to the double next to it. Only if bundles of edges about one unit in
//! the last place apart split each other without end, all corners are rounded too, by two units at the most (`grid`). No area is
//! lost or doubled by it: what is rounded is rounded for both sides of an edge.
//!
//! A point is in a source by the even-odd rule, so rings may be wound either way. Coordinates are longitude and latitude in
//! degrees; edges are straight in them.

mod collect;
mod crossing;
mod edge;
mod grid;
mod noding;
mod rings;
mod sweep;
#[cfg(test)]
mod tests;

use geo::{Coord, MultiPolygon};

/// What an overlay is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Selection {
    /// The part of the subject in the clip of this number, counted from 0.
    Clip(usize),
    /// The part of the subject in any of the clips.
    AnyClip,
    /// The part of the subject in none of the clips: what is left when all of them are taken away. With [`Self::AnyClip`] it
    /// makes up the subject; the two have borders in common, and no area.
    NoClip,
}

/// The subject cut up by the borders of the clips.
#[derive(Debug, Default)]
pub struct Overlay {
    arrangement: sweep::Arrangement,
}

/// Makes overlays, one after the other, in the same buffers.
#[derive(Debug, Default)]
pub struct Overlayer {
    collected: collect::Collected,
    /// The edges before they were split.
    given: Vec<edge::Edge>,
    noder: noding::Noder,
    sweeper: sweep::Sweeper,
    overlay: Overlay,
}

impl Overlayer {
    /// With empty buffers.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Overlays a subject with clips.
    ///
    /// `subject` are the rings of a valid area. `clips` are the rings of one clip after the other. A ring ends where it began; if it
    /// does not, then the edge that is missing is added. The even-odd rule over all rings of a clip has to be right
    /// inside the box of the subject alone; elsewhere rings may run as they like.
    ///
    /// With several clips, the part in one of them has corners also where the border of another crosses its border. Whoever
    /// wants the part as if there were no other clip makes an overlay with that clip alone.
    ///
    /// `None` if coordinates are not finite, or so large or small (beyond 1e70, or below 1e-70 and not 0) that orientation is not
    /// exact; or if splitting found no end because an edge near the subject reaches far beyond 360 degrees. Then somebody else
    /// has to answer.
    pub fn overlay<'r, S, C, R>(&mut self, subject: S, clips: C) -> Option<&Overlay>
    where
        S: IntoIterator<Item = &'r [Coord<f64>]>,
        C: IntoIterator<Item = R>,
        R: IntoIterator<Item = &'r [Coord<f64>]>,
    {
        self.overlay.arrangement.clear();
        self.collected.subject(subject);
        if self.collected.edges.is_empty() {
            return Some(&self.overlay);
        }
        for (number, clip) in clips.into_iter().enumerate() {
            self.collected.clip(number, clip);
        }
        if !self.collected.is_exact() {
            return None;
        }
        // Also where no clip comes near: then the subject is in none of them.
        self.given.clone_from(&self.collected.edges);
        if !self.noder.node(&mut self.collected.edges) {
            self.collected.edges.clone_from(&self.given);
            let grid = self.collected.round()?;
            self.noder.snap(&mut self.collected.edges, grid);
            // Finds nothing, or else what rests on rounding is wrong.
            if !self.noder.node(&mut self.collected.edges) {
                return None;
            }
        }
        self.sweeper.sweep(&mut self.collected, &mut self.overlay.arrangement)?;
        Some(&self.overlay)
    }
}

impl Overlay {
    /// The border of a region: directed edges with the region to their left. No edge comes twice, none together with its
    /// reverse; in every point as many begin as end.
    pub fn border(&self, which: Selection) -> impl Iterator<Item = (Coord<f64>, Coord<f64>)> {
        self.border_segments(which).map(|(number, is_forward)| {
            let segment = &self.arrangement.segments[number];
            if is_forward { (segment.lo, segment.hi) } else { (segment.hi, segment.lo) }
        })
    }

    /// A region as a valid area: exteriors counter-clockwise, holes clockwise, closed, no repeated corners. Corners of the
    /// sources stay, also those in one line with their neighbours.
    #[must_use]
    pub fn polygons(&self, which: Selection) -> MultiPolygon<f64> {
        rings::polygons(self, which)
    }

    /// The numbers of the segments that have the region on one side only, and whether that is the side above.
    fn border_segments(&self, which: Selection) -> impl Iterator<Item = (usize, bool)> {
        self.arrangement.segments.iter().enumerate().filter(|(_, segment)| segment.is_known).filter_map(
            move |(number, _)| {
                let is_above = which.holds(self.arrangement.above(number));
                let is_below = which.holds(self.arrangement.below(number));
                (is_above != is_below).then_some((number, is_above))
            },
        )
    }
}

impl Selection {
    /// Whether points that are in these sources, and in no other, are selected.
    fn holds(self, mut sources: impl Iterator<Item = u64>) -> bool {
        let Some(first) = sources.next() else { return false };
        let is_in_subject = first & 1 == 1;
        is_in_subject
            && match self {
                Self::Clip(number) => {
                    // The subject is source 0.
                    let (word, bit) = ((number + 1) / 64, (number + 1) % 64);
                    let word = if word == 0 { Some(first) } else { sources.nth(word - 1) };
                    word.is_some_and(|word| word >> bit & 1 == 1)
                }
                Self::AnyClip => first > 1 || sources.any(|word| word > 0),
                Self::NoClip => first == 1 && sources.all(|word| word == 0),
            }
    }
}
