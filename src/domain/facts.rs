//! What the join found: which zones hold which mine. Facts only; what they mean is for `judge`.

use super::{AreaPair, Extent, Margin, Nearest, ZoneKind};

/// How a mine lies to a zone that it meets. "Outside" is the absence of a [`Hit`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// A point strictly inside.
    Inside,
    /// A point exactly on the border, which belongs to the zone.
    OnBoundary,
    /// An area that shares points of the border with the zone, and nothing more.
    Touches,
    /// An area of which a part lies in the zone.
    Overlaps,
}

/// A zone that a mine meets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The kind of zone.
    pub kind: ZoneKind,
    /// How the mine lies to it.
    pub place: Place,
    /// Index of the zone among the zones of its kind.
    pub zone: u32,
}

/// What was found of all mines, in their order: hits, each sorted by kind and zone index, and measures.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    ends: Vec<u32>,
    hits: Vec<Hit>,
    /// The measures of mines that are areas; empty when no mine is one.
    pub extents: Vec<Option<Box<Extent>>>,
    /// The nearest red line within the search radius; empty when there are no red lines.
    pub redlines: Vec<Option<Nearest>>,
    /// For each mine with a part in the core the nearest unit of the periphery, by index among the positions; empty where
    /// the plan has no core or no periphery.
    pub periphery: Vec<Option<Nearest>>,
    /// For each kind of receptor the nearest one within the search radius.
    pub receptors: Vec<Vec<Option<Nearest>>>,
    /// How sure the flags are; empty when it was not asked.
    pub margins: Vec<Margin>,
    /// Mines that overlap each other, sorted; empty when it was not asked.
    pub pairs: Vec<AreaPair>,
}

impl Facts {
    /// Nothing yet, with room for this many mines.
    #[must_use]
    pub fn with_capacity(mines: usize) -> Self {
        Self { ends: Vec::with_capacity(mines), hits: Vec::with_capacity(mines), ..Self::default() }
    }

    /// Adds the hits of the next mine.
    pub fn push(&mut self, hits: &[Hit]) {
        self.hits.extend_from_slice(hits);
        self.ends.push(self.hits.len() as u32);
    }

    /// Adds the hits and extents of another run of mines behind those here.
    pub fn append(&mut self, other: Self) {
        let base = self.hits.len() as u32;
        self.hits.extend_from_slice(&other.hits);
        self.ends.extend(other.ends.iter().map(|end| base + end));
        self.extents.extend(other.extents);
    }

    /// The measures of the mine at this position, where it is an area.
    #[must_use]
    pub fn extent(&self, mine: usize) -> Option<&Extent> {
        self.extents.get(mine)?.as_deref()
    }

    /// How many mines there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// True when there is no mine.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The hits of the mine at this position.
    #[must_use]
    pub fn of(&self, mine: usize) -> &[Hit] {
        let end = self.ends.get(mine).copied().unwrap_or(0) as usize;
        let start = if mine == 0 { 0 } else { self.ends.get(mine - 1).copied().unwrap_or(0) as usize };
        self.hits.get(start..end).unwrap_or(&[])
    }

    /// The hits of all mines in order.
    pub fn iter(&self) -> impl Iterator<Item = &[Hit]> {
        (0..self.len()).map(|mine| self.of(mine))
    }
}
