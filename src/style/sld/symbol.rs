//! Symbolizers (Symbology Encoding 1.1, OGC 05-077r4), as XML.

use std::fmt::Write as _;

use super::escaped;
use crate::style::Colour;

pub(super) const WHITE: Colour = Colour(255, 255, 255);
pub(super) const BLACK: Colour = Colour(0, 0, 0);

/// A line: colour, opacity, width in pixels, lengths of dashes and gaps.
#[derive(Clone, Copy)]
pub(super) struct Stroke<'s> {
    pub(super) colour: Colour,
    pub(super) opacity: f64,
    pub(super) width: f64,
    pub(super) dashes: &'s str,
}

impl Stroke<'static> {
    pub(super) fn new(colour: Colour, width: f64) -> Self {
        Self { colour, opacity: 1.0, width, dashes: "" }
    }
}

impl Stroke<'_> {
    pub(super) fn dashed(self, dashes: &str) -> Stroke<'_> {
        Stroke { dashes, ..self }
    }

    fn xml(self) -> String {
        let mut xml = format!(
            "<se:Stroke><se:SvgParameter name=\"stroke\">{}</se:SvgParameter><se:SvgParameter name=\"stroke-opacity\">{}</se:SvgParameter><se:SvgParameter name=\"stroke-width\">{}</se:SvgParameter><se:SvgParameter name=\"stroke-linejoin\">round</se:SvgParameter>",
            self.colour.hex(),
            self.opacity,
            self.width
        );
        if !self.dashes.is_empty() {
            let _ = write!(xml, "<se:SvgParameter name=\"stroke-dasharray\">{}</se:SvgParameter>", self.dashes);
        }
        xml + "</se:Stroke>"
    }
}

fn fill_xml(colour: Colour, opacity: f64) -> String {
    format!(
        "<se:Fill><se:SvgParameter name=\"fill\">{}</se:SvgParameter><se:SvgParameter name=\"fill-opacity\">{opacity}</se:SvgParameter></se:Fill>",
        colour.hex()
    )
}

/// An area of one colour with an outline.
pub(super) fn area(colour: Colour, opacity: f64, outline: Option<Stroke<'_>>) -> String {
    let outline = outline.map_or_else(String::new, Stroke::xml);
    format!("<se:PolygonSymbolizer>{}{outline}</se:PolygonSymbolizer>", fill_xml(colour, opacity))
}

/// A line along the border of an area.
pub(super) fn outline(stroke: Stroke<'_>) -> String {
    format!("<se:LineSymbolizer>{}</se:LineSymbolizer>", stroke.xml())
}

/// How an area is hatched: `GeoServer`'s mark, and the mark of the standard that comes nearest.
#[derive(Clone, Copy)]
pub(super) enum Hatch {
    /// Lines rising to the right.
    Rising,
    /// Lines falling to the right.
    Falling,
    /// Level lines.
    Level,
    /// Upright lines.
    Upright,
    /// Dots.
    Dots,
}

impl Hatch {
    const fn marks(self) -> [&'static str; 2] {
        match self {
            Self::Rising => ["shape://slash", "x"],
            Self::Falling => ["shape://backslash", "x"],
            Self::Level => ["shape://horline", "cross"],
            Self::Upright => ["shape://vertline", "cross"],
            Self::Dots => ["shape://dot", "circle"],
        }
    }
}

/// An area under a hatch: lines in this stroke, `distance` pixels apart.
pub(super) fn hatched(hatch: Hatch, stroke: Stroke<'_>, distance: f64) -> String {
    let mark = |name| format!("<se:Mark><se:WellKnownName>{name}</se:WellKnownName>{}</se:Mark>", stroke.xml());
    let marks = hatch.marks().map(mark).concat();
    format!(
        "<se:PolygonSymbolizer><se:Fill><se:GraphicFill><se:Graphic>{marks}<se:Size>{distance}</se:Size></se:Graphic></se:GraphicFill></se:Fill></se:PolygonSymbolizer>"
    )
}

/// A mark of the standard: square, circle, triangle, star, cross or x.
#[derive(Clone, Copy)]
pub(super) struct Mark {
    pub(super) name: &'static str,
    /// Width in pixels.
    pub(super) size: f64,
    /// Degrees clockwise.
    pub(super) rotation: f64,
    /// `None` is hollow.
    pub(super) fill: Option<Colour>,
    pub(super) outline: Colour,
    pub(super) outline_width: f64,
    pub(super) dashes: &'static str,
}

impl Mark {
    pub(super) fn new(name: &'static str, size: f64, fill: Option<Colour>) -> Self {
        Self { name, size, rotation: 0.0, fill, outline: BLACK, outline_width: 1.0, dashes: "" }
    }

    pub(super) fn turned(self, rotation: f64) -> Self {
        Self { rotation, ..self }
    }

    pub(super) fn outlined(self, outline: Colour, outline_width: f64) -> Self {
        Self { outline, outline_width, ..self }
    }

    pub(super) fn dashed(self, dashes: &'static str) -> Self {
        Self { dashes, ..self }
    }

    /// Drawn at the point, or inside of an area.
    pub(super) fn xml(self) -> String {
        let fill = self.fill.map_or_else(String::new, |colour| fill_xml(colour, 1.0));
        let stroke = Stroke::new(self.outline, self.outline_width).dashed(self.dashes).xml();
        let (name, size) = (self.name, self.size);
        let rotation = if self.rotation == 0.0 {
            String::new()
        } else {
            format!("<se:Rotation><ogc:Literal>{}</ogc:Literal></se:Rotation>", self.rotation)
        };
        format!(
            "<se:PointSymbolizer><se:Graphic><se:Mark><se:WellKnownName>{name}</se:WellKnownName>{fill}{stroke}</se:Mark><se:Size>{size}</se:Size>{rotation}</se:Graphic></se:PointSymbolizer>"
        )
    }

    /// The same on a white rim.
    pub(super) fn with_rim(self) -> [String; 2] {
        let rim = Self { fill: Some(WHITE), outline: WHITE, outline_width: self.outline_width + 3.0, ..self };
        [rim.xml(), self.xml()]
    }
}

/// A label with a white halo; `up` pixels above the point.
pub(super) fn label(field: &str, size: f64, colour: Colour, is_bold: bool, up: f64) -> String {
    let weight = if is_bold { "bold" } else { "normal" };
    format!(
        "<se:TextSymbolizer><se:Label><ogc:PropertyName>{}</ogc:PropertyName></se:Label><se:Font><se:SvgParameter name=\"font-family\">Noto Sans CJK SC</se:SvgParameter><se:SvgParameter name=\"font-size\">{size}</se:SvgParameter><se:SvgParameter name=\"font-weight\">{weight}</se:SvgParameter></se:Font><se:LabelPlacement><se:PointPlacement><se:AnchorPoint><se:AnchorPointX>0.5</se:AnchorPointX><se:AnchorPointY>0.5</se:AnchorPointY></se:AnchorPoint><se:Displacement><se:DisplacementX>0</se:DisplacementX><se:DisplacementY>{up}</se:DisplacementY></se:Displacement></se:PointPlacement></se:LabelPlacement><se:Halo><se:Radius>2</se:Radius>{}</se:Halo>{}</se:TextSymbolizer>",
        escaped(field),
        fill_xml(WHITE, 0.85),
        fill_xml(colour, 1.0)
    )
}
