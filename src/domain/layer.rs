//! A layer as its source states it, before anything is judged trustworthy.

use std::borrow::Cow;
use std::fmt;
use std::path::PathBuf;

use geo::{Coord, LineString};

use super::{Attributes, DefectCode, TextEncoding, ZoneKind};

/// What a layer is used as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// The mines that are judged.
    Mines,
    /// Zones of one kind.
    Zones(ZoneKind),
    /// Rivers, lakes, towns: what the distance is measured to.
    Receptors,
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Mines => f.write_str("mines"),
            Self::Zones(kind) => f.write_str(kind.layer_name()),
            Self::Receptors => f.write_str("receptors"),
        }
    }
}

/// Which file, and which of its layers, for messages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LayerSource {
    /// What the layer is used as.
    pub role: Role,
    /// The path as the user gave it (for a plan: joined to the plan's folder).
    pub path: PathBuf,
    /// The layer inside the file, where the file holds named layers.
    pub layer: Option<String>,
}

impl LayerSource {
    /// The name of the file with its layer, without the folders of the machine that it lies on.
    #[must_use]
    pub fn file_name(&self) -> String {
        let path = &self.path;
        let file =
            path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned());
        match &self.layer {
            Some(layer) => format!("{file}:{layer}"),
            None => file,
        }
    }
}

impl fmt::Display for LayerSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.path.display())?;
        match &self.layer {
            Some(layer) => write!(f, ":{layer}"),
            None => Ok(()),
        }
    }
}

/// The coordinate system that a source states.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StatedCrs {
    /// GeoJSON without a `crs` member: WGS 84 longitude, latitude by RFC 7946, section 4.
    GeoJsonDefault,
    /// A name or code, such as `urn:ogc:def:crs:EPSG::4490`, from the source or from the user.
    Named(String),
    /// Well-known text, from GDAL.
    WellKnownText(String),
    /// The source says nothing.
    Unstated,
}

/// What the values of a field are, over the whole layer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldKind {
    /// true or false.
    Boolean,
    /// Whole numbers that fit 64 bits.
    Integer,
    /// Numbers.
    Real,
    /// Text, or values of several kinds.
    Text,
    /// A calendar date, `YYYY-MM-DD`.
    Date,
    /// A date with a time, ISO 8601.
    DateTime,
    /// Objects or lists.
    Json,
}

/// A field of a layer: fields stand in the order in which they first appear.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// The name as the source spells it.
    pub name: String,
    /// What its values are.
    pub kind: FieldKind,
}

/// A layer with everything its source holds; nothing is left out, unreadable features included.
#[derive(Debug)]
pub struct RawLayer<'a> {
    /// Where it comes from.
    pub source: LayerSource,
    /// What it says about its coordinates.
    pub crs: StatedCrs,
    /// Its fields.
    pub fields: Vec<Field>,
    /// Its features in file order.
    pub features: Vec<RawFeature<'a>>,
    /// True for GeoJSON, where RFC 7946 fixes the direction of rings.
    pub is_geojson: bool,
    /// How many features carry members that RFC 7946 does not name; they are not written again.
    pub foreign_members: usize,
    /// What there is to say of its text.
    pub reading: Reading,
}

/// What was found out about text while a layer was read.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// The encoding, where the format does not fix it.
    pub encoding: Option<TextEncoding>,
    /// What a person should know of it, in file order.
    pub remarks: Vec<ReadRemark>,
}

/// One thing that was found while a layer was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadRemark {
    /// The feature's index in the layer; `None` for a remark about the whole layer.
    pub feature: Option<u32>,
    /// What it is.
    pub code: DefectCode,
    /// The particulars, for people.
    pub reason: String,
}

/// A feature as its source states it.
#[derive(Clone, Debug)]
pub struct RawFeature<'a> {
    /// Its index in the layer, from 0.
    pub index: u32,
    /// The value of the layer's id field, or of the GeoJSON `id` member.
    pub id: Option<Cow<'a, str>>,
    /// The GeoJSON `id` member as JSON text, written again unchanged.
    pub id_member: Option<&'a str>,
    /// The attributes.
    pub attributes: Attributes<'a>,
    /// The geometry, in the source's coordinate system.
    pub geometry: RawGeometry<'a>,
}

/// The rings of one polygon as they are written: exterior first, closed or not, in any direction.
pub type RawPart = Vec<LineString<f64>>;

/// A geometry as its source states it.
#[derive(Clone, Debug)]
pub enum RawGeometry<'a> {
    /// Null, or no geometry member at all.
    Missing,
    /// Without a single coordinate.
    Empty,
    /// Cannot be understood: why, for people.
    Unreadable(DefectCode, Box<str>),
    /// One point, with the JSON text of the geometry where the source is GeoJSON.
    Point(Coord<f64>, Option<&'a str>),
    /// Several points.
    Points(Vec<Coord<f64>>),
    /// A line, or several.
    Lines(Vec<LineString<f64>>),
    /// The parts of a polygon or multipolygon.
    Area(Vec<RawPart>),
    /// A type that is neither: its name.
    Other(&'static str),
}
