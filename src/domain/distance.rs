//! How far a mine lies from what matters, and how sure its flag is.

use super::ZoneKind;

/// The nearest of some things.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Nearest {
    /// Geodesic distance in metres; 0 when it touches, overlaps or holds the mine.
    pub distance_m: f64,
    /// Its index among the things.
    pub which: u32,
}

/// How sure a flag is: by how much borders may move before it falls, or before it comes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Margin {
    /// Metres to the deciding border: positive when the mine is flagged and reaches this far into the zone, negative when
    /// it is not flagged and lies this far outside. `None` beyond the search radius.
    pub margin_m: Option<f64>,
    /// The zone whose border decides.
    pub of: Option<(ZoneKind, u32)>,
    /// Whether the flag would be the same if lines moved by the stated uncertainty.
    pub stable: bool,
}
