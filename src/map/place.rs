//! Where labels stand: greedy, in the order of their weight, each at the cheapest of its candidates that is free.
//!
//! A place is free when it lies in the window and overlaps no label. Labels that find none are left out and counted.

use super::svg::{Anchor, Ink, Svg};
use super::view::SheetBox;

/// Side of the cells in which boxes are looked up, in millimetres.
const CELL_MM: f64 = 8.0;

/// What a candidate costs for each mark of a flagged mine that it covers, and for each of another mine.
const FLAGGED_COST: f64 = 12.0;
const UNFLAGGED_COST: f64 = 0.8;

/// A line of a label.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub(super) text: String,
    pub(super) size: f64,
    pub(super) width: f64,
}

/// A place for a label: the place of its anchor, and how much it is disliked.
#[derive(Clone, Copy, Debug)]
pub(super) struct Candidate {
    /// Left, middle or right end of the box, by its anchor; vertically its middle.
    pub(super) at: [f64; 2],
    pub(super) anchor: Anchor,
    pub(super) cost: f64,
}

/// A label that wants a place.
#[derive(Clone, Debug)]
pub(super) struct Wanted {
    pub(super) lines: Vec<Line>,
    pub(super) is_bold: bool,
    pub(super) colour: String,
    pub(super) halo: f64,
    pub(super) candidates: Vec<Candidate>,
    /// Whether it may stand on marks of flagged mines where nothing else is free.
    pub(super) may_cover: bool,
}

/// A label in its place.
#[derive(Clone, Debug)]
pub struct Placed {
    /// The box that it needs, in millimetres.
    pub bounds: SheetBox,
    /// Its lines.
    pub lines: Vec<String>,
    /// How many marks of flagged mines it covers.
    pub covered: usize,
}

impl Wanted {
    fn size(&self) -> [f64; 2] {
        let width = self.lines.iter().map(|line| line.width).fold(0.0, f64::max);
        let height = self.lines.iter().map(|line| line.size * LINE_HEIGHT).sum::<f64>();
        [width * 1.02 + self.halo, height + self.halo * 0.5]
    }

    fn bounds(&self, candidate: &Candidate) -> SheetBox {
        let [width, height] = self.size();
        let left = match candidate.anchor {
            Anchor::Start => candidate.at[0],
            Anchor::Middle => candidate.at[0] - width / 2.0,
            Anchor::End => candidate.at[0] - width,
        };
        SheetBox { left, top: candidate.at[1] - height / 2.0, width, height }
    }

    fn draw(&self, svg: &mut Svg, candidate: &Candidate, bounds: &SheetBox) {
        let rim = self.halo / 2.0;
        let x = match candidate.anchor {
            Anchor::Start => bounds.left + rim,
            Anchor::Middle => candidate.at[0],
            Anchor::End => bounds.right() - rim,
        };
        let mut top = bounds.top + self.halo * 0.25;
        for line in &self.lines {
            let ink = Ink { size: line.size, is_bold: self.is_bold, colour: &self.colour, halo: self.halo };
            svg.text([x, top + line.size * BASELINE], candidate.anchor, ink, &line.text);
            top += line.size * LINE_HEIGHT;
        }
    }
}

/// Height of a line and of its baseline below its top, in units of the font size. A Chinese character reaches from 0.12 below the
/// baseline to 0.88 above it.
const LINE_HEIGHT: f64 = 1.14;
const BASELINE: f64 = 0.94;

/// Boxes that can be asked for by place.
#[derive(Debug)]
struct Boxes {
    all: Vec<SheetBox>,
    cells: Vec<Vec<u32>>,
    window: SheetBox,
    columns: usize,
    rows: usize,
}

impl Boxes {
    fn new(window: SheetBox) -> Self {
        let count = |side: f64| (side / CELL_MM).ceil().max(1.0) as usize;
        let (columns, rows) = (count(window.width), count(window.height));
        Self { all: Vec::new(), cells: vec![Vec::new(); columns * rows], window, columns, rows }
    }

    fn cells_of(&self, bounds: &SheetBox) -> impl Iterator<Item = usize> + use<> {
        let cell = |offset: f64, count: usize| ((offset / CELL_MM).floor().max(0.0) as usize).min(count - 1);
        let (left, right) =
            (cell(bounds.left - self.window.left, self.columns), cell(bounds.right() - self.window.left, self.columns));
        let (top, bottom) =
            (cell(bounds.top - self.window.top, self.rows), cell(bounds.bottom() - self.window.top, self.rows));
        let columns = self.columns;
        (top..=bottom).flat_map(move |row| (left..=right).map(move |column| row * columns + column))
    }

    fn push(&mut self, bounds: SheetBox) {
        let index = self.all.len() as u32;
        for cell in self.cells_of(&bounds) {
            self.cells[cell].push(index);
        }
        self.all.push(bounds);
    }

    /// How many boxes overlap this one; counting ends at `most`.
    fn overlapping(&self, bounds: &SheetBox, most: usize) -> usize {
        let mut seen: Vec<u32> = Vec::new();
        for cell in self.cells_of(bounds) {
            for &index in &self.cells[cell] {
                if self.all[index as usize].overlaps(bounds) && !seen.contains(&index) {
                    seen.push(index);
                    if seen.len() >= most {
                        return most;
                    }
                }
            }
        }
        seen.len()
    }
}

/// The map with what stands on it.
#[derive(Debug)]
pub(super) struct Field {
    window: SheetBox,
    labels: Boxes,
    flagged: Boxes,
    others: Boxes,
    pub(super) placed: Vec<Placed>,
    pub(super) left_out: usize,
}

impl Field {
    pub(super) fn new(window: SheetBox) -> Self {
        Self {
            window: window.with_margin(-0.6),
            labels: Boxes::new(window),
            flagged: Boxes::new(window),
            others: Boxes::new(window),
            placed: Vec::new(),
            left_out: 0,
        }
    }

    /// A mark that labels keep away from.
    pub(super) fn mark(&mut self, bounds: SheetBox, is_flagged: bool) {
        if is_flagged { self.flagged.push(bounds) } else { self.others.push(bounds) }
    }

    /// Gives a label its place and draws it; counts it where there is none.
    pub(super) fn place(&mut self, svg: &mut Svg, wanted: &Wanted) {
        let mut best: Option<(f64, usize, &Candidate, SheetBox)> = None;
        for candidate in &wanted.candidates {
            let bounds = wanted.bounds(candidate);
            let is_dearer = |cost: f64| best.as_ref().is_some_and(|(least, ..)| cost >= *least);
            if is_dearer(candidate.cost) || !self.window.holds(&bounds) || self.labels.overlapping(&bounds, 1) > 0 {
                continue;
            }
            let covered = self.flagged.overlapping(&bounds, if wanted.may_cover { 12 } else { 1 });
            if covered > 0 && !wanted.may_cover {
                continue;
            }
            let others = self.others.overlapping(&bounds, 12);
            let cost = candidate.cost + covered as f64 * FLAGGED_COST + others as f64 * UNFLAGGED_COST;
            if !is_dearer(cost) {
                best = Some((cost, covered, candidate, bounds));
            }
        }
        let Some((_, covered, candidate, bounds)) = best else {
            self.left_out += 1;
            return;
        };
        wanted.draw(svg, candidate, &bounds);
        self.labels.push(bounds);
        let lines = wanted.lines.iter().map(|line| line.text.clone()).collect();
        self.placed.push(Placed { bounds, lines, covered });
    }
}
