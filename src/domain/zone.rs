//! Zones that passed `check`, kept by kind.

use std::fmt;

use geo::MultiPolygon;

use super::{Attributes, Field, FragilityClass, LayerSource, Position, TextEncoding};

/// What a zone says about the mines inside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ZoneKind {
    /// An administrative unit with a fragility class.
    Prefecture,
    /// A metallogenic belt; belts may overlap.
    Belt,
    /// An ecological red line; red lines may overlap.
    Redline,
    /// Core or periphery of a regional plan.
    Position,
    /// An ecological function zone.
    Function,
}

impl ZoneKind {
    /// All kinds, in the order in which they are joined and written.
    pub const ALL: [Self; 5] = [Self::Prefecture, Self::Belt, Self::Redline, Self::Position, Self::Function];

    /// The word for one zone of this kind, as `plan.toml` spells it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Prefecture => "prefecture",
            Self::Belt => "belt",
            Self::Redline => "redline",
            Self::Position => "position",
            Self::Function => "function",
        }
    }

    /// The name of the layer that holds all zones of this kind.
    #[must_use]
    pub fn layer_name(self) -> &'static str {
        match self {
            Self::Prefecture => "prefectures",
            Self::Belt => "belts",
            Self::Redline => "redlines",
            Self::Position => "positions",
            Self::Function => "functions",
        }
    }
}

impl fmt::Display for ZoneKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// The class of a zone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ZoneClass {
    /// The layer has no class field for this kind, and none is needed.
    None,
    /// A prefecture's fragility.
    Fragility(FragilityClass),
    /// A position of a regional plan.
    Position(Position),
    /// A class of belts, red lines or function zones, kept as written.
    Other(String),
    /// A class was expected, and it is missing or not understood: mines here need review.
    Unknown,
}

impl ZoneClass {
    /// The word that stands in output fields; `None` where there is no class.
    #[must_use]
    pub fn word(&self) -> Option<&str> {
        match self {
            Self::Fragility(class) => Some(class.word()),
            Self::Position(position) => Some(position.word()),
            Self::Other(word) => Some(word),
            Self::None | Self::Unknown => None,
        }
    }
}

/// A zone whose geometry can be trusted: finite, in range, valid, EPSG:4490 longitude and latitude in degrees.
///
/// The border belongs to the zone.
#[derive(Clone, Debug)]
pub struct Zone<'a> {
    /// Which of the layers of its kind it comes from.
    pub layer: u32,
    /// Index of the feature in its source, from 0.
    pub index: u32,
    /// Its code or id; ties are decided by the lowest.
    pub id: Option<String>,
    /// Its name.
    pub name: String,
    /// Its class.
    pub class: ZoneClass,
    /// What it protects, in the words of the source: of function zones, where the plan names a field.
    pub service: Option<String>,
    /// The attributes, as the source wrote them.
    pub attributes: Attributes<'a>,
    /// The GeoJSON `id` member as JSON text.
    pub id_member: Option<&'a str>,
    /// The area, exterior rings counter-clockwise.
    pub area: MultiPolygon<f64>,
}

/// A source layer of zones, for writing them again.
#[derive(Clone, Debug)]
pub struct ZoneLayer {
    /// Where it comes from.
    pub source: LayerSource,
    /// Its fields.
    pub fields: Vec<Field>,
    /// The encoding of its text, where the format does not fix it.
    pub encoding: Option<TextEncoding>,
    /// How many features it held.
    pub read: usize,
    /// By how many metres its lines may be wrong, where the plan says so.
    pub uncertainty_m: Option<f64>,
    /// By how many metres they may be wrong beside that, since its datum was taken for CGCS2000.
    pub crs_uncertainty_m: f64,
    /// The coordinate system that it states, for people.
    pub crs: String,
}

/// All zones of one kind, over all layers of that kind, in plan order and file order.
#[derive(Clone, Debug)]
pub struct Zones<'a> {
    /// Their kind.
    pub kind: ZoneKind,
    /// The layers that they come from.
    pub layers: Vec<ZoneLayer>,
    /// The zones; a [`Hit`](super::Hit) names one by its index here.
    pub zones: Vec<Zone<'a>>,
}

impl<'a> Zones<'a> {
    /// No zones of this kind.
    #[must_use]
    pub fn none(kind: ZoneKind) -> Self {
        Self { kind, layers: Vec::new(), zones: Vec::new() }
    }

    /// The zone with this index.
    #[must_use]
    pub fn zone(&self, index: u32) -> Option<&Zone<'a>> {
        self.zones.get(index as usize)
    }
}
