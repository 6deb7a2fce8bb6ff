//! A mine that passed `check`.

use std::borrow::Cow;

use geo::{Coord, MultiPolygon};

use super::Attributes;

/// A mine whose geometry can be trusted: finite, in range, valid, EPSG:4490 longitude and latitude in degrees.
#[derive(Clone, Debug)]
pub struct Mine<'a> {
    /// Index of the feature in its source, from 0.
    pub index: u32,
    /// The id that messages name it by.
    pub id: Option<Cow<'a, str>>,
    /// The GeoJSON `id` member as JSON text.
    pub id_member: Option<&'a str>,
    /// The attributes, as the source wrote them.
    pub attributes: Attributes<'a>,
    /// Where it is.
    pub shape: MineShape<'a>,
}

impl Mine<'_> {
    /// What messages and tables call it: its id, else its number in the source.
    #[must_use]
    pub fn label(&self) -> Cow<'_, str> {
        self.id.as_deref().map_or_else(|| Cow::Owned(self.index.to_string()), Cow::Borrowed)
    }
}

/// A mine is a place, or the area of a mining right.
#[derive(Clone, Debug)]
pub enum MineShape<'a> {
    /// A point; with the geometry text of the source where the coordinates were not changed.
    Point(Coord<f64>, Option<&'a str>),
    /// The polygons of a mining right, exterior rings counter-clockwise.
    Area(Box<MultiPolygon<f64>>),
}
