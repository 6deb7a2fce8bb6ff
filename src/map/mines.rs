//! The mines of a map: areas, then those that are not flagged, then the flagged ones, the strictest last.

use std::collections::{BTreeMap, BTreeSet};

use super::content::{Content, MapPlace, Mark};
use super::layers::line;
use super::marks::{Part, diameter_mm, push, sign_colour};
use super::outline::{hundredths, push_rings, rings};
use super::place::Field;
use super::svg::Svg;
use super::view::{SheetBox, View};
use crate::domain::Verdict;
use crate::style::Palette;

/// From so many mines on, the marks of those that are not flagged are dots.
const MANY: usize = 20_000;

/// More marks of one look stand so densely that their white rims would hide each other, and the document grows by half.
const MOST_RIMS: usize = 1000;

/// By how much marks are smaller than at large scales: the style has a half at scales below 1:2,500,000. A sheet is read more
/// closely than a screen, so that six tenths can be told apart.
pub(super) fn mark_scale(view: &View, letters: f64) -> f64 {
    if view.denominator > 2_500_000.0 { 0.6 * letters } else { 0.8 * letters }
}

/// The places of the marks of all mines, in their order.
pub(super) fn places(content: &Content<'_>, view: &View) -> Vec<[f64; 2]> {
    content
        .mines
        .iter()
        .map(|mine| match &mine.place {
            MapPlace::Point(at) => view.to_sheet(*at),
            MapPlace::Area(area) => {
                use geo::{Centroid, Contains, InteriorPoint};
                let inside = area.centroid().filter(|at| area.contains(at)).or_else(|| area.interior_point());
                inside.map_or([f64::MIN; 2], |at| view.to_sheet(at.into()))
            }
        })
        .collect()
}

/// Strictness, then the verdict's place in the palette; those that no rule speaks of come first.
fn order(verdict: Option<Verdict>) -> (u8, usize) {
    let place = verdict.and_then(|verdict| Verdict::ALL.iter().position(|known| *known == verdict));
    (verdict.map_or(0, |verdict| verdict.strictness() + 1), place.map_or(0, |place| place + 1))
}

fn verdict_of((_, place): (u8, usize)) -> Option<Verdict> {
    place.checked_sub(1).and_then(|place| Verdict::ALL.get(place).copied())
}

/// Marks of one look: whether they are flagged, their verdict's order, their shape.
type Group = (bool, (u8, usize), Mark);

/// Draws all mines, and tells the field where marks are.
pub(super) fn draw(
    svg: &mut Svg,
    field: &mut Field,
    content: &Content<'_>,
    places: &[[f64; 2]],
    view: &View,
    colours: &Palette,
    scale: f64,
) {
    areas(svg, content, view, colours, scale);
    // Mines of one look whose marks would lie on each other are drawn once.
    let mut groups: BTreeMap<Group, Vec<[f64; 2]>> = BTreeMap::new();
    let mut taken: BTreeSet<(Mark, usize, [i64; 2])> = BTreeSet::new();
    let is_many = content.mines.len() > MANY;
    for (mine, &place) in content.mines.iter().zip(places) {
        if !view.window.holds(&SheetBox { left: place[0], top: place[1], width: 0.0, height: 0.0 }) {
            continue;
        }
        let (is_flagged, look) = (mine.mark != Mark::None, order(mine.verdict));
        let cell = if is_many { 0.5 } else { 0.05 };
        if taken.insert((mine.mark, look.1, place.map(|side| hundredths(side / cell) / 100))) {
            groups.entry((is_flagged, look, mine.mark)).or_default().push(place);
            let side = diameter_mm(mine.mark) * scale;
            let bounds =
                SheetBox { left: place[0] - side / 2.0, top: place[1] - side / 2.0, width: side, height: side };
            field.mark(bounds, is_flagged);
        }
    }
    let mut open = None;
    for ((is_flagged, look, mark), places) in &groups {
        if open != Some(*is_flagged) {
            if open.is_some() {
                svg.close();
            }
            svg.open(if *is_flagged { "flagged" } else { "not-flagged" }, "stroke-linejoin=\"round\"");
            open = Some(*is_flagged);
        }
        let scale = if is_many && !is_flagged { scale * 0.5 } else { scale };
        marks(svg, *mark, verdict_of(*look), places, colours, scale);
    }
    if open.is_some() {
        svg.close();
    }
}

fn areas(svg: &mut Svg, content: &Content<'_>, view: &View, colours: &Palette, scale: f64) {
    let mut paths: BTreeMap<(bool, (u8, usize)), String> = BTreeMap::new();
    for mine in &content.mines {
        if let MapPlace::Area(area) = &mine.place {
            let path = paths.entry((mine.mark != Mark::None, order(mine.verdict))).or_default();
            push_rings(path, &rings(area, view));
        }
    }
    if paths.is_empty() {
        return;
    }
    svg.open("mining-rights", "fill-rule=\"evenodd\" stroke-linejoin=\"round\"");
    for ((is_flagged, look), path) in &paths {
        let rim = if *is_flagged { "#000" } else { "#555" };
        let fill = colours.of_verdict(verdict_of(*look)).hex();
        svg.path(path, &format!("fill=\"{fill}\" stroke=\"{rim}\" stroke-width=\"{:.2}\"", 0.15 * scale));
    }
    svg.close();
}

/// Marks of one look, each with a white rim below.
pub(super) fn marks(
    svg: &mut Svg,
    mark: Mark,
    verdict: Option<Verdict>,
    places: &[[f64; 2]],
    colours: &Palette,
    scale: f64,
) {
    let path = |part| {
        let mut path = String::new();
        for at in places {
            push(&mut path, mark, part, *at, scale);
        }
        path
    };
    let fill =
        if mark == Mark::None && verdict.is_none() { "#ffffff".to_owned() } else { colours.of_verdict(verdict).hex() };
    let (shape, white) = (path(Part::Fill), path(Part::White));
    if mark == Mark::None {
        svg.path(&shape, &format!("fill=\"{fill}\" stroke=\"#555\" stroke-width=\"{:.2}\"", 0.25 * scale));
        return;
    }
    let outer = if white.is_empty() { &shape } else { &white };
    let rim = format!("stroke=\"#000\" stroke-width=\"{:.2}\"", 0.25 * scale);
    if places.len() <= MOST_RIMS {
        svg.path(outer, &line("#fff", 0.9 * scale));
    }
    svg.path(&white, &format!("fill=\"#fff\" {rim}"));
    svg.path(&shape, &format!("fill=\"{fill}\" {rim}"));
    let sign = path(Part::Sign);
    if mark == Mark::Redline {
        svg.path(&sign, &line(sign_colour(verdict), 0.45 * scale));
    } else {
        svg.path(&sign, &format!("fill=\"{}\"", sign_colour(verdict)));
    }
}
