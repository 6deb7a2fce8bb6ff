//! What the join found: which zones hold which mine. Facts only; what they mean is for `judge`.

use super::ZoneKind;

/// How a mine lies to a zone that it meets. "Outside" is the absence of a [`Hit`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// A point strictly inside.
    Inside,
    /// A point exactly on the border, which belongs to the zone.
    OnBoundary,
    /// A polygon that shares at least one point with the zone.
    Intersects,
}

/// A zone that a mine meets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The kind of zone.
    pub kind: ZoneKind,
    /// How the mine lies to it.
    pub place: Place,
    /// Whether the zone holds the mine's point; for a polygon, a point inside it.
    pub holds_point: bool,
    /// Index of the zone among the zones of its kind.
    pub zone: u32,
}

/// The hits of all mines, mine after mine, each sorted by kind and zone index.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    ends: Vec<u32>,
    hits: Vec<Hit>,
}

impl Facts {
    /// Nothing yet, with room for this many mines.
    #[must_use]
    pub fn with_capacity(mines: usize) -> Self {
        Self { ends: Vec::with_capacity(mines), hits: Vec::with_capacity(mines) }
    }

    /// Adds the hits of the next mine.
    pub fn push(&mut self, hits: &[Hit]) {
        self.hits.extend_from_slice(hits);
        self.ends.push(self.hits.len() as u32);
    }

    /// Adds all mines of another run of mines behind those here.
    pub fn append(&mut self, other: &Self) {
        let base = self.hits.len() as u32;
        self.hits.extend_from_slice(&other.hits);
        self.ends.extend(other.ends.iter().map(|end| base + end));
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
