//! The zones of a map, from the ground up.

use super::content::{Content, MapZone};
use super::hatch::{push_dots, push_hatch};
use super::outline::{SheetRing, push_rings, rings};
use super::svg::Svg;
use super::view::View;
use crate::domain::{FragilityClass, Position, ZoneClass, ZoneKind};
use crate::style::Palette;

/// The zones on the sheet.
#[derive(Debug)]
pub(super) struct Drawn<'c> {
    pub(super) zones: Vec<(&'c MapZone<'c>, Vec<SheetRing>)>,
}

impl<'c> Drawn<'c> {
    pub(super) fn new(content: &'c Content<'_>, view: &View) -> Self {
        Self { zones: content.zones.iter().map(|zone| (zone, rings(&zone.area, view))).collect() }
    }

    pub(super) fn of(&self, kind: ZoneKind) -> impl Iterator<Item = (&'c MapZone<'c>, &[SheetRing])> {
        self.zones.iter().filter(move |(zone, _)| zone.kind == kind).map(|(zone, rings)| (*zone, rings.as_slice()))
    }

    /// One path of all zones of a kind that meet a condition.
    fn path(&self, kind: ZoneKind, is_wanted: impl Fn(&ZoneClass) -> bool) -> String {
        let mut path = String::new();
        self.of(kind).filter(|(zone, _)| is_wanted(&zone.class)).for_each(|(_, rings)| push_rings(&mut path, rings));
        path
    }

    fn hatch(&self, kind: ZoneKind, is_wanted: impl Fn(&ZoneClass) -> bool, angle: f64, spacing: f64) -> String {
        let mut path = String::new();
        let wanted = self.of(kind).filter(|(zone, _)| is_wanted(&zone.class));
        wanted.for_each(|(_, rings)| push_hatch(&mut path, rings, angle, spacing));
        path
    }

    /// Whether any unit has a class: only then must its lack be told apart, also in print without colour.
    fn has_classes(&self) -> bool {
        self.of(ZoneKind::Prefecture).any(|(zone, _)| matches!(zone.class, ZoneClass::Fragility(_)))
    }

    /// Fills and lines of all zones; `scale` multiplies widths and distances of lines.
    pub(super) fn draw(&self, svg: &mut Svg, colours: &Palette, scale: f64) {
        self.prefectures(svg, colours, scale);
        self.positions(svg, colours, scale);
        self.borders(svg, scale);
        self.functions(svg, colours, scale);
        self.belts(svg, colours, scale);
        self.redlines(svg, colours, scale);
    }

    fn prefectures(&self, svg: &mut Svg, colours: &Palette, scale: f64) {
        svg.open("prefectures", "fill-rule=\"evenodd\"");
        for class in FragilityClass::ALL {
            let path = self.path(ZoneKind::Prefecture, |of| *of == ZoneClass::Fragility(class));
            svg.path(&path, &format!("fill=\"{}\"", colours.of_fragility(Some(class)).hex()));
        }
        let has_none = |class: &ZoneClass| !matches!(class, ZoneClass::Fragility(_));
        svg.path(&self.path(ZoneKind::Prefecture, has_none), &format!("fill=\"{}\"", colours.no_class.hex()));
        if self.has_classes() {
            let hatch = self.hatch(ZoneKind::Prefecture, has_none, 0.0, 2.2 * scale);
            svg.path(&hatch, &line("#b4b4b4", 0.15 * scale));
        }
        svg.close();
    }

    fn positions(&self, svg: &mut Svg, colours: &Palette, scale: f64) {
        svg.open("positions", "fill-rule=\"evenodd\" stroke-linejoin=\"round\"");
        for position in Position::ALL {
            let path = self.path(ZoneKind::Position, |of| *of == ZoneClass::Position(position));
            let rim = if position == Position::Core { "#6a51a3" } else { "#9e9ac8" };
            let fill = colours.of_position(position).hex();
            svg.path(&path, &format!("fill=\"{fill}\" stroke=\"{rim}\" stroke-width=\"{:.2}\"", 0.14 * scale));
        }
        let has_none = |class: &ZoneClass| !matches!(class, ZoneClass::Position(_));
        svg.path(&self.path(ZoneKind::Position, has_none), "fill=\"#e4e4e4\" stroke=\"#999\" stroke-width=\".14\"");
        svg.close();
    }

    fn functions(&self, svg: &mut Svg, colours: &Palette, scale: f64) {
        let colour = colours.function.hex();
        svg.open("functions", "fill=\"none\"");
        let mut dots = String::new();
        self.of(ZoneKind::Function).for_each(|(_, rings)| push_dots(&mut dots, rings, 2.8 * scale));
        svg.path(&dots, &format!("stroke-linecap=\"round\" {}", line(&colour, 0.45 * scale)));
        let path = self.path(ZoneKind::Function, |_| true);
        let dash = format!("stroke-dasharray=\"{:.2} {:.2}\"", 0.01 * scale, 0.75 * scale);
        svg.path(&path, &format!("stroke-linecap=\"round\" {dash} {}", line(&colour, 0.4 * scale)));
        svg.close();
    }

    fn borders(&self, svg: &mut Svg, scale: f64) {
        svg.open("borders", "stroke-linejoin=\"round\"");
        let path = self.path(ZoneKind::Prefecture, |_| true);
        svg.path(&path, &line("#fff", 0.5 * scale));
        svg.path(&path, &line("#6e6e6e", 0.2 * scale));
        svg.close();
    }

    fn belts(&self, svg: &mut Svg, colours: &Palette, scale: f64) {
        let colour = colours.belt.hex();
        svg.open("belts", "stroke-linejoin=\"round\"");
        let hatch = self.hatch(ZoneKind::Belt, |_| true, 45.0, 3.2 * scale);
        svg.path(&hatch, &format!("stroke-opacity=\".4\" {}", line(&colour, 0.15 * scale)));
        let path = self.path(ZoneKind::Belt, |_| true);
        svg.path(&path, &format!("stroke-opacity=\".6\" {}", line("#fff", 0.7 * scale)));
        let dash = format!("stroke-dasharray=\"{:.2} {:.2}\"", 2.2 * scale, 0.9 * scale);
        svg.path(&path, &format!("{dash} {}", line(&colour, 0.35 * scale)));
        svg.close();
    }

    fn redlines(&self, svg: &mut Svg, colours: &Palette, scale: f64) {
        let colour = colours.redline.hex();
        svg.open("redlines", "stroke-linejoin=\"round\"");
        let hatch = self.hatch(ZoneKind::Redline, |_| true, 135.0, 1.4 * scale);
        svg.path(&hatch, &format!("stroke-opacity=\".75\" {}", line("#fff", 0.45 * scale)));
        svg.path(&hatch, &line(&colour, 0.2 * scale));
        let path = self.path(ZoneKind::Redline, |_| true);
        svg.path(&path, &line("#fff", 0.85 * scale));
        svg.path(&path, &line(&colour, 0.42 * scale));
        svg.close();
    }
}

/// The attributes of a line.
pub(super) fn line(colour: &str, width: f64) -> String {
    format!("fill=\"none\" stroke=\"{colour}\" stroke-width=\"{width:.2}\"")
}
