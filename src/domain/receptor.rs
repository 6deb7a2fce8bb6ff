//! What mining may harm from outside its own ground: rivers, lakes, towns. Mines are told how far the nearest one is.

use geo::{Coord, LineString, MultiPolygon};

use super::ZoneLayer;

/// Where a receptor is: EPSG:4490 longitude and latitude in degrees.
#[derive(Clone, Debug)]
pub enum ReceptorShape {
    /// One place or several.
    Points(Vec<Coord<f64>>),
    /// A line or several; edges are straight in longitude and latitude.
    Lines(Vec<LineString<f64>>),
    /// An area: a mine inside it is at a distance of 0.
    Area(Box<MultiPolygon<f64>>),
}

/// A receptor that passed `check`.
#[derive(Clone, Debug)]
pub struct Receptor {
    /// Which of the receptor layers it comes from.
    pub layer: u32,
    /// Index of the feature in its source, from 0.
    pub index: u32,
    /// Its kind, by index among [`Receptors::kinds`].
    pub kind: u32,
    /// Its name.
    pub name: String,
    /// Where it is.
    pub shape: ReceptorShape,
}

/// All receptors, over all their layers, in plan order and file order.
#[derive(Clone, Debug, Default)]
pub struct Receptors {
    /// The layers that they come from.
    pub layers: Vec<ZoneLayer>,
    /// The words for their kinds (`river`, `湖泊`), each once, in order of first appearance.
    pub kinds: Vec<String>,
    /// The receptors.
    pub receptors: Vec<Receptor>,
}
