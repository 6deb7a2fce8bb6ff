//! What the join measured of a mine that is an area: how much of it lies in which zone.

use geo::MultiPolygon;

use super::{OfficeAreas, ZoneKind};

/// How an area lies to a zone, weakest first, so that `max` is what counts for several zones.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grade {
    /// No common point.
    #[default]
    None,
    /// Points of the border in common, but no area.
    Touch,
    /// An area so small or so narrow that it may come from drawing: a person must look.
    Sliver,
    /// A real overlap.
    Overlap,
}

impl Grade {
    /// All grades, weakest first.
    pub const ALL: [Self; 4] = [Self::None, Self::Touch, Self::Sliver, Self::Overlap];

    /// The word that stands in output fields.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Touch => "touch",
            Self::Sliver => "sliver",
            Self::Overlap => "overlap",
        }
    }
}

/// The part of a mine that lies in a zone.
#[derive(Clone, Debug, PartialEq)]
pub enum Piece {
    /// None, or it was not asked for.
    None,
    /// The whole mine.
    Whole,
    /// Some of it, EPSG:4490.
    Part(MultiPolygon<f64>),
}

/// A mine and one zone that shares a point with it.
#[derive(Clone, Debug, PartialEq)]
pub struct Overlap {
    /// The kind of zone.
    pub kind: ZoneKind,
    /// Index of the zone among the zones of its kind.
    pub zone: u32,
    /// Touch, sliver or overlap.
    pub grade: Grade,
    /// Area in common on the ellipsoid, in square metres.
    pub area_m2: f64,
    /// The area in common.
    pub piece: Piece,
    /// The area in whole steps, so that the pieces of a mine add up; where that was asked for and can be.
    pub balanced: Option<i64>,
}

/// How much of a mine lies in the zones of one kind, where zones overlap each other counted once.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Cover {
    /// The strongest grade: that of the common area of all zones, where there is one.
    pub grade: Grade,
    /// Area on the ellipsoid, in square metres.
    pub area_m2: f64,
    /// What lies in no zone of the kind, in whole steps, where pieces are made to add up.
    pub balanced_rest: Option<i64>,
}

/// The measures of a mine that is an area.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Extent {
    /// Its area on the ellipsoid, in square metres.
    pub area_m2: f64,
    /// Its area as offices measure it, where it is to be compared with a declared one.
    pub offices: Option<OfficeAreas>,
    /// The zones that share a point with it, sorted by kind and zone index.
    pub overlaps: Vec<Overlap>,
    /// For each of [`ZoneKind::ALL`], all zones of the kind together.
    pub covers: [Cover; ZoneKind::ALL.len()],
}

impl Extent {
    /// The zones of one kind that share a point with the mine.
    pub fn of_kind(&self, kind: ZoneKind) -> impl Iterator<Item = &Overlap> {
        self.overlaps.iter().filter(move |overlap| overlap.kind == kind)
    }

    /// Whether some zone holds a sliver of the mine.
    #[must_use]
    pub fn has_sliver(&self) -> bool {
        self.overlaps.iter().any(|overlap| overlap.grade == Grade::Sliver)
    }
}

/// Two areas of one list, such as two mining rights, that have a part in common.
#[derive(Clone, Debug, PartialEq)]
pub struct AreaPair {
    /// Their positions in the list (that of the mines in use), the lower first.
    pub members: (u32, u32),
    /// Sliver or overlap.
    pub grade: Grade,
    /// Area in common on the ellipsoid, in square metres.
    pub area_m2: f64,
    /// The area in common, EPSG:4490.
    pub piece: MultiPolygon<f64>,
}
