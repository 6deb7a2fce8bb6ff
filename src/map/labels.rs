//! The labels of a map: what they say, how large they are, and where they may stand.

use std::collections::BTreeMap;

use super::content::{Content, MapZone, label_order};
use super::fonts::Fonts;
use super::marks::diameter_mm;
use super::outline::{SheetRing, distance, doubled_area, is_inside};
use super::place::{Candidate, Field, Line, Wanted};
use super::svg::{Anchor, Svg, plain};
use super::view::SheetBox;
use crate::domain::{Language, Title, ZoneKind};

/// Places across an area that are tried for its name, in each direction.
const TRIALS: u32 = 14;
/// No more zones of a kind are named, the largest first.
const MOST_ZONE_LABELS: usize = 400;
/// In a cell of this side, in millimetres of an A3 sheet, stand no more labels of mines: where mines lie densely, some stand for all.
const CELL_MM: f64 = 28.0;
const MOST_IN_A_CELL: usize = 4;
/// The widest label, in units of its size.
const WIDEST: f64 = 18.0;

/// How labels are written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Lettering<'l> {
    pub(super) fonts: &'l Fonts,
    pub(super) language: Language,
    /// By how much letters are larger than on an A3 sheet.
    pub(super) scale: f64,
}

impl Lettering<'_> {
    fn line(&self, text: &str, size: f64, is_bold: bool) -> Line {
        let text = self.shortened(&plain(text), size, is_bold);
        let width = self.fonts.width(&text, size, is_bold);
        Line { text, size, width }
    }

    /// A text that is no wider than a label may be.
    fn shortened(&self, text: &str, size: f64, is_bold: bool) -> String {
        let most = WIDEST * size;
        let mut kept = String::new();
        let mut width = 0.0;
        for character in text.chars() {
            width += self.fonts.width(character.encode_utf8(&mut [0; 4]), size, is_bold);
            if width > most {
                return format!("{}…", kept.trim_end());
            }
            kept.push(character);
        }
        kept
    }

    /// The lines of a name: both languages below each other where both are asked for.
    fn lines(&self, name: &Title, size: f64, is_bold: bool) -> Vec<Line> {
        let texts: Vec<&str> = match self.language {
            Language::Chinese => vec![&name.chinese],
            Language::English => vec![&name.english],
            Language::Both if name.chinese == name.english => vec![&name.chinese],
            Language::Both => vec![&name.chinese, &name.english],
        };
        let sizes = [size, size * 0.78];
        let lines = texts.into_iter().zip(sizes).map(|(text, size)| self.line(text, size, is_bold));
        lines.filter(|line| !line.text.is_empty()).collect()
    }

    /// The one line of a mine's name.
    fn short(&self, name: &Title, size: f64) -> Vec<Line> {
        let text = if self.language == Language::English { &name.english } else { &name.chinese };
        let line = self.line(text, size, false);
        if line.text.is_empty() { Vec::new() } else { vec![line] }
    }
}

/// Names the zones of a kind, the largest first.
pub(super) fn zones(
    field: &mut Field,
    svg: &mut Svg,
    lettering: &Lettering<'_>,
    kind: ZoneKind,
    zones: &[(&MapZone<'_>, &[SheetRing])],
) {
    let mut by_size: Vec<(f64, &MapZone<'_>, &[SheetRing])> =
        zones.iter().map(|(zone, rings)| (area_mm2(rings), *zone, *rings)).collect();
    by_size.sort_by(|one, other| other.0.total_cmp(&one.0));
    field.left_out += by_size.len().saturating_sub(MOST_ZONE_LABELS);
    let neighbours: Vec<(SheetBox, &[SheetRing])> =
        zones.iter().flat_map(|(_, rings)| rings.iter().map(|ring| (bounds(ring), *rings))).collect();
    for (area_mm2, zone, rings) in by_size.into_iter().take(MOST_ZONE_LABELS) {
        let is_large = area_mm2 > 900.0 * lettering.scale;
        let (size, is_bold, colour) = match kind {
            ZoneKind::Prefecture => (if is_large { 3.1 } else { 2.4 }, true, "#2b2b2b"),
            ZoneKind::Belt => (2.3, false, "#1f4e79"),
            ZoneKind::Function => (2.5, true, "#1b6b35"),
            _ => (2.0, false, "#a50f15"),
        };
        let size = size * lettering.scale;
        let lines = lettering.lines(&zone.name, size, is_bold);
        if lines.is_empty() || rings.is_empty() {
            continue;
        }
        let mut candidates = in_area(rings, &lines, matches!(kind, ZoneKind::Belt | ZoneKind::Redline));
        if kind == ZoneKind::Prefecture {
            candidates.extend(outside(rings, &lines, &neighbours));
        }
        let wanted = Wanted {
            lines,
            is_bold,
            colour: colour.to_owned(),
            halo: size * 0.28,
            candidates,
            may_cover: matches!(kind, ZoneKind::Prefecture | ZoneKind::Function),
        };
        field.place(svg, &wanted);
    }
}

fn area_mm2(rings: &[SheetRing]) -> f64 {
    rings.iter().map(|ring| doubled_area(ring)).sum::<f64>().abs() / 2.0
}

/// Places inside of an area, those in its middle first; around a small one also beside it.
fn in_area(rings: &[SheetRing], lines: &[Line], may_stand_beside: bool) -> Vec<Candidate> {
    let largest = rings.iter().max_by(|one, other| doubled_area(one).abs().total_cmp(&doubled_area(other).abs()));
    let Some(ring) = largest else { return Vec::new() };
    let bounds = bounds(ring);
    let [middle_x, middle_y] = centroid(ring);
    let width = lines.iter().map(|line| line.width).fold(0.0, f64::max);
    let height: f64 = lines.iter().map(|line| line.size).sum();
    let reach = bounds.width.max(bounds.height).max(1.0);
    let mut candidates = Vec::new();
    for row in 0..TRIALS {
        for column in 0..TRIALS {
            let share = |step: u32| (f64::from(step) + 0.5) / f64::from(TRIALS);
            let at = [bounds.left + bounds.width * share(column), bounds.top + bounds.height * share(row)];
            if !is_inside(at, rings) {
                continue;
            }
            // Ends of the text that stick out of the area make it belong to the neighbour.
            let ends = [[-0.5, 0.0], [0.5, 0.0], [-0.45, -0.5], [0.45, -0.5], [-0.45, 0.5], [0.45, 0.5]];
            let outside =
                ends.iter().filter(|[x, y]| !is_inside([at[0] + x * width, at[1] + y * height], rings)).count();
            let off = distance(at, [middle_x, middle_y]) / reach;
            candidates.push(Candidate { at, anchor: Anchor::Middle, cost: outside as f64 * 3.0 + off * 6.0 });
        }
    }
    if is_inside([middle_x, middle_y], rings) || candidates.is_empty() {
        candidates.push(Candidate { at: [middle_x, middle_y], anchor: Anchor::Middle, cost: 0.1 });
    }
    if may_stand_beside || bounds.width < width {
        let gap = 0.8;
        let beside = [
            ([bounds.right() + gap, middle_y], Anchor::Start),
            ([bounds.left - gap, middle_y], Anchor::End),
            ([middle_x, bounds.top - gap - height / 2.0], Anchor::Middle),
            ([middle_x, bounds.bottom() + gap + height / 2.0], Anchor::Middle),
        ];
        let cost = if bounds.width < width { 4.0 } else { 16.0 };
        candidates.extend(beside.map(|(at, anchor)| Candidate { at, anchor, cost }));
    }
    candidates
}

/// Places beside a unit that belong to no other one, for a unit whose inside is full of marks. They cost as much as three marks
/// that are covered.
fn outside(rings: &[SheetRing], lines: &[Line], units: &[(SheetBox, &[SheetRing])]) -> Vec<Candidate> {
    let largest = rings.iter().max_by(|one, other| doubled_area(one).abs().total_cmp(&doubled_area(other).abs()));
    let Some(ring) = largest else { return Vec::new() };
    let width = lines.iter().map(|line| line.width).fold(0.0, f64::max);
    let height: f64 = lines.iter().map(|line| line.size).sum();
    let is_free = |at: [f64; 2]| {
        let holds = |bounds: &SheetBox| bounds.holds(&SheetBox { left: at[0], top: at[1], width: 0.0, height: 0.0 });
        !units.iter().any(|(bounds, rings)| holds(bounds) && is_inside(at, rings))
    };
    // Along the outline, moved away from it by half the label.
    let step = (ring.len() / 24).max(1);
    let places = ring.iter().step_by(step).flat_map(|[x, y]| {
        [(-0.56, 0.0), (0.56, 0.0), (-0.4, -1.0), (0.4, -1.0), (-0.4, 1.0), (0.4, 1.0)]
            .map(|(right, down)| [x + right * width, y + down * height])
    });
    let ends = [[-0.5, -0.5], [0.5, -0.5], [-0.5, 0.5], [0.5, 0.5], [0.0, 0.0], [-0.25, 0.0], [0.25, 0.0]];
    let free = places.filter(|at| ends.iter().all(|[x, y]| is_free([at[0] + x * width, at[1] + y * height])));
    free.map(|at| Candidate { at, anchor: Anchor::Middle, cost: 36.0 }).collect()
}

fn bounds(ring: &[[f64; 2]]) -> SheetBox {
    let fold =
        |axis: usize, start: f64, choose: fn(f64, f64) -> f64| ring.iter().map(|at| at[axis]).fold(start, choose);
    let (left, top) = (fold(0, f64::MAX, f64::min), fold(1, f64::MAX, f64::min));
    SheetBox { left, top, width: fold(0, f64::MIN, f64::max) - left, height: fold(1, f64::MIN, f64::max) - top }
}

fn centroid(ring: &[[f64; 2]]) -> [f64; 2] {
    let doubled = doubled_area(ring);
    let next = ring.iter().skip(1).chain(ring.first());
    let sum = ring.iter().zip(next).fold([0.0, 0.0], |[x, y], (one, other)| {
        let cross = one[0] * other[1] - other[0] * one[1];
        [x + (one[0] + other[0]) * cross, y + (one[1] + other[1]) * cross]
    });
    if doubled.abs() < 1e-9 { bounds(ring).centre() } else { sum.map(|sum| sum / (3.0 * doubled)) }
}

/// Names the flagged mines; `places` are those of all mines, in their order.
pub(super) fn mines(
    field: &mut Field,
    svg: &mut Svg,
    lettering: &Lettering<'_>,
    content: &Content<'_>,
    places: &[[f64; 2]],
    mark_scale: f64,
) {
    let cell = CELL_MM * lettering.scale;
    let mut in_cells: BTreeMap<[i64; 2], usize> = BTreeMap::new();
    let flagged = content.flagged();
    let size = lettering.scale * if flagged <= 60 { 2.15 } else { 1.85 };
    let order = label_order(&content.mines);
    // Beyond the number that is tried, flagged mines have no name here at all.
    field.left_out += flagged - order.len();
    for mine in order {
        let (mine, at) = (&content.mines[mine as usize], places[mine as usize]);
        let lines = mine.name.as_ref().map(|name| lettering.short(name, size)).unwrap_or_default();
        if lines.is_empty() {
            continue;
        }
        let in_cell = in_cells.entry(at.map(|side| (side / cell).floor() as i64)).or_default();
        if *in_cell >= MOST_IN_A_CELL {
            field.left_out += 1;
            continue;
        }
        let before = field.placed.len();
        let reach = diameter_mm(mine.mark) * mark_scale / 2.0 + 0.35;
        let colour = "#111".to_owned();
        let candidates = around(at, reach, size);
        field.place(svg, &Wanted { lines, is_bold: false, colour, halo: size * 0.3, candidates, may_cover: false });
        *in_cell += field.placed.len() - before;
    }
}

/// Places around a point in the order of Imhof (1962, "Die Anordnung der Namen in der Karte"): to the upper right first, the left
/// later.
fn around([x, y]: [f64; 2], reach: f64, size: f64) -> Vec<Candidate> {
    let diagonal = reach * 0.8;
    let rise = size * 0.6 + reach * 0.55;
    let above = size * 0.66 + reach;
    let places = [
        ([x + diagonal, y - rise], Anchor::Start),
        ([x + reach, y], Anchor::Start),
        ([x + diagonal, y + rise], Anchor::Start),
        ([x - diagonal, y - rise], Anchor::End),
        ([x - reach, y], Anchor::End),
        ([x - diagonal, y + rise], Anchor::End),
        ([x, y - above], Anchor::Middle),
        ([x, y + above], Anchor::Middle),
    ];
    let candidate = |(rank, (at, anchor))| Candidate { at, anchor, cost: rank as f64 * 0.3 };
    places.into_iter().enumerate().map(candidate).collect()
}
