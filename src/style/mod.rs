//! The symbology of each output layer: as QML for QGIS, from `styles/`, compiled in so that the program is one file; and as
//! SLD 1.1 for map servers, made of the same colours.

mod palette;
mod qml;
mod sld;

use std::borrow::Cow;

pub use palette::{Colour, Palette, palette};

use crate::domain::{Label, Language, Theme};

/// How programs draw a layer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Style {
    /// Its name in the list of styles.
    pub name: String,
    /// The QML document.
    pub qml: String,
    /// The SLD document; empty for a table, which nothing draws.
    pub sld: String,
}

/// What a layer shows, for choosing its style.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// Mines that are points.
    MinePoints,
    /// Mines that are polygons.
    MineAreas,
    /// Prefectures, by fragility.
    Prefectures,
    /// Metallogenic belts.
    Belts,
    /// Ecological red lines.
    Redlines,
    /// Core and periphery.
    Positions,
    /// Function zones.
    Functions,
    /// Parts of mines that lie in zones, by kind of zone.
    Overlaps,
    /// Parts that a person must look at.
    Slivers,
    /// Defects.
    Defects,
    /// What remains of a right, what was cut away, and what is small.
    CutParts,
    /// Mines that changed between two runs and that are points.
    ChangePoints,
    /// Mines that changed between two runs and that are polygons.
    ChangeAreas,
    /// A table without geometry: headings and labels alone.
    Table,
}

impl Shown {
    /// Everything that is drawn.
    pub const LAYERS: [Self; 11] = [
        Self::MinePoints,
        Self::MineAreas,
        Self::Prefectures,
        Self::Belts,
        Self::Redlines,
        Self::Positions,
        Self::Functions,
        Self::Overlaps,
        Self::Slivers,
        Self::Defects,
        Self::CutParts,
    ];

    /// The name of the style, and the QML that holds its symbols and labels.
    fn template(self) -> (&'static str, &'static str) {
        match self {
            Self::MinePoints => ("mines", include_str!("../../styles/mines.qml")),
            Self::MineAreas => ("mines", include_str!("../../styles/mines_polygon.qml")),
            Self::Prefectures => ("fragility", include_str!("../../styles/prefectures.qml")),
            Self::Belts => ("belts", include_str!("../../styles/belts.qml")),
            Self::Redlines => ("red lines", include_str!("../../styles/redlines.qml")),
            Self::Positions => ("positions", include_str!("../../styles/positions.qml")),
            Self::Functions => ("functions", include_str!("../../styles/functions.qml")),
            Self::Overlaps => ("overlaps", include_str!("../../styles/overlaps.qml")),
            Self::Slivers => ("slivers", include_str!("../../styles/slivers.qml")),
            Self::Defects => ("defects", include_str!("../../styles/defects.qml")),
            Self::CutParts => ("cut", include_str!("../../styles/cut.qml")),
            Self::ChangePoints => ("changes", include_str!("../../styles/compare/changes.qml")),
            Self::ChangeAreas => ("changes", include_str!("../../styles/compare/changes_polygon.qml")),
            Self::Table => ("headings", qml::TABLE),
        }
    }
}

/// What people read for a field and for the codes in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldTexts<'f> {
    /// The name of the field in this layer.
    pub name: &'f str,
    /// Its heading, in the language of the delivery.
    pub heading: Cow<'f, str>,
    /// What its codes mean; empty where it holds no codes.
    pub labels: &'static [Label],
}

/// The style that is wanted of a layer.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'w> {
    /// What it shows.
    pub shown: Shown,
    /// Headings and labels of its fields.
    pub fields: &'w [FieldTexts<'w>],
    /// Added fields that stand under another name in this layer, since the source uses theirs: the style follows them.
    pub renamed: &'w [(String, String)],
    /// The field that holds what a mine is called, where it is known.
    pub name_field: Option<&'w str>,
    /// The language of legends and labels.
    pub language: Language,
    /// The colours.
    pub theme: Theme,
}

/// The style of a layer.
#[must_use]
pub fn style(wanted: &Wanted<'_>) -> Style {
    let (name, _) = wanted.shown.template();
    Style { name: name.to_owned(), qml: qml::document(wanted), sld: sld::document(wanted) }
}

/// Text as XML holds it, in an element or in an attribute. Control characters, which XML cannot hold, become a space.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\n' => safe.push_str("&#10;"),
            '\t' => safe.push_str("&#9;"),
            '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => safe.push(' '),
            c => safe.push(c),
        }
    }
    safe
}

#[cfg(test)]
mod tests;
