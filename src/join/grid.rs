//! A uniform grid in front of the exact test: each cell knows the zones that cover it whole and those whose border passes
//! through it. A point in a cell without borders is located by two look-ups.

use geo::Coord;
use rayon::prelude::*;

use crate::geometry::{Outline, Where};

/// More cells than this gain nothing (engine measurements in docs/benchmarks.md).
const MOST_CELLS: f64 = 2_300_000.0;
/// Entries of all cells together, so that heaps of overlapping zones do not exhaust memory.
const MOST_ENTRIES: f64 = 12_000_000.0;
const FEWEST_CELLS: f64 = 1024.0;
/// By how much of a cell an edge is thought wider when it is drawn into the grid. Rounding is below 1e-9 of a cell.
const MARGIN_CELLS: f64 = 1e-6;

/// A zone that may hold a point.
#[derive(Clone, Copy)]
pub(super) struct Candidate(u32);

impl Candidate {
    fn new(zone: u32, covers_cell: bool) -> Self {
        Self(zone << 1 | u32::from(covers_cell))
    }

    pub(super) fn zone(self) -> u32 {
        self.0 >> 1
    }

    /// Whether the zone holds every point of the cell, so that no test is needed.
    pub(super) fn covers_cell(self) -> bool {
        self.0 & 1 == 1
    }
}

/// Candidates by cell, in order of zones.
pub(super) struct Grid {
    shape: Shape,
    /// For each cell, row after row, where its candidates begin; one more at the end.
    starts: Vec<u32>,
    candidates: Vec<Candidate>,
}

/// Where the cells are.
#[derive(Clone, Copy)]
struct Shape {
    min: Coord<f64>,
    max: Coord<f64>,
    columns: usize,
    rows: usize,
    columns_per_degree: f64,
    rows_per_degree: f64,
}

impl Grid {
    /// Draws zones into a grid whose fineness suits their corners and the number of points to come.
    pub(super) fn new(outlines: &[Outline], points: usize) -> Self {
        let shape = Shape::around(outlines, points);
        let drawn: Vec<Vec<(u32, bool)>> = outlines.par_iter().map(|outline| shape.draw(outline)).collect();
        let mut starts = vec![0_u32; shape.columns * shape.rows + 1];
        for (cell, _) in drawn.iter().flatten() {
            starts[*cell as usize + 1] += 1;
        }
        for cell in 1..starts.len() {
            starts[cell] += starts[cell - 1];
        }
        let mut next = starts.clone();
        let mut candidates = vec![Candidate(0); drawn.iter().map(Vec::len).sum()];
        for (zone, cells) in drawn.into_iter().enumerate() {
            for (cell, covers_cell) in cells {
                let slot = &mut next[cell as usize];
                candidates[*slot as usize] = Candidate::new(zone as u32, covers_cell);
                *slot += 1;
            }
        }
        Self { shape, starts, candidates }
    }

    /// The zones that may hold a point, in order.
    pub(super) fn candidates(&self, at: Coord<f64>) -> impl Iterator<Item = Candidate> {
        let range = self.shape.cell(at).map_or(0..0, |cell| self.starts[cell] as usize..self.starts[cell + 1] as usize);
        self.candidates[range].iter().copied()
    }
}

impl Shape {
    fn around(outlines: &[Outline], points: usize) -> Self {
        let mut min = Coord { x: f64::INFINITY, y: f64::INFINITY };
        let mut max = Coord { x: f64::NEG_INFINITY, y: f64::NEG_INFINITY };
        let (mut corners, mut box_areas) = (0_usize, 0.0);
        for outline in outlines {
            let (low, high) = outline.bounds();
            min = Coord { x: min.x.min(low.x), y: min.y.min(low.y) };
            max = Coord { x: max.x.max(high.x), y: max.y.max(high.y) };
            corners += outline.edge_count();
            box_areas += (high.x - low.x) * (high.y - low.y);
        }
        let (width, height) = ((max.x - min.x).max(f64::MIN_POSITIVE), (max.y - min.y).max(f64::MIN_POSITIVE));
        let layers = (box_areas / (width * height)).max(1.0);
        // A cell that no point ever falls into was drawn for nothing.
        let wanted =
            (corners as f64).min(points as f64 * 8.0).clamp(FEWEST_CELLS, MOST_CELLS).min(MOST_ENTRIES / layers);
        let columns = (wanted * width / height).sqrt().clamp(1.0, wanted.max(1.0)).ceil();
        let rows = (wanted / columns).max(1.0).ceil();
        Self {
            min,
            max,
            columns: columns as usize,
            rows: rows as usize,
            columns_per_degree: columns / width,
            rows_per_degree: rows / height,
        }
    }

    fn column(&self, x: f64) -> usize {
        (((x - self.min.x) * self.columns_per_degree).max(0.0) as usize).min(self.columns - 1)
    }

    fn row(&self, y: f64) -> usize {
        (((y - self.min.y) * self.rows_per_degree).max(0.0) as usize).min(self.rows - 1)
    }

    fn cell(&self, at: Coord<f64>) -> Option<usize> {
        let is_inside = at.x >= self.min.x && at.x <= self.max.x && at.y >= self.min.y && at.y <= self.max.y;
        is_inside.then(|| self.row(at.y) * self.columns + self.column(at.x))
    }

    fn centre(&self, row: usize, column: usize) -> Coord<f64> {
        Coord {
            x: self.min.x + (column as f64 + 0.5) / self.columns_per_degree,
            y: self.min.y + (row as f64 + 0.5) / self.rows_per_degree,
        }
    }

    /// The cells that a zone reaches into, each with whether the zone covers it whole.
    fn draw(&self, outline: &Outline) -> Vec<(u32, bool)> {
        if outline.edge_count() == 0 {
            return Vec::new();
        }
        let (low, high) = outline.bounds();
        let (first_row, last_row) = (self.row(low.y), self.row(high.y));
        let (first_column, last_column) = (self.column(low.x), self.column(high.x));
        let width = last_column - first_column + 1;
        let mut has_border = vec![false; width * (last_row - first_row + 1)];
        for edge in outline.edges() {
            self.cells_of_edge(outline.edge(edge), |row, columns| {
                let row_start = (row.clamp(first_row, last_row) - first_row) * width;
                let from = columns.0.clamp(first_column, last_column) - first_column;
                let to = columns.1.clamp(first_column, last_column) - first_column;
                has_border[row_start + from..=row_start + to].fill(true);
            });
        }
        let mut cells = Vec::new();
        for row in first_row..=last_row {
            let borders = &has_border[(row - first_row) * width..][..width];
            // Cells side by side without a border between them lie alike: one test tells for all.
            let mut run: Option<bool> = None;
            for (offset, &has_border) in borders.iter().enumerate() {
                let column = first_column + offset;
                let cell = (row * self.columns + column) as u32;
                if has_border {
                    run = None;
                    cells.push((cell, false));
                } else if *run.get_or_insert_with(|| outline.locate(self.centre(row, column)) == Where::Inside) {
                    cells.push((cell, true));
                }
            }
        }
        cells
    }

    /// Calls `mark` with each row that an edge passes through, and the first and last column there.
    fn cells_of_edge(&self, (a, b): (Coord<f64>, Coord<f64>), mut mark: impl FnMut(usize, (usize, usize))) {
        let (low, high) = if a.y <= b.y { (a, b) } else { (b, a) };
        let margin_x = MARGIN_CELLS / self.columns_per_degree;
        let margin_y = MARGIN_CELLS / self.rows_per_degree;
        let (first_row, last_row) = (self.row(low.y - margin_y), self.row(high.y + margin_y));
        for row in first_row..=last_row {
            let (x1, x2) = if first_row == last_row {
                (low.x, high.x)
            } else {
                let bottom = self.min.y + row as f64 / self.rows_per_degree - margin_y;
                let top = self.min.y + (row + 1) as f64 / self.rows_per_degree + margin_y;
                (x_at(low, high, bottom), x_at(low, high, top))
            };
            mark(row, (self.column(x1.min(x2) - margin_x), self.column(x1.max(x2) + margin_x)));
        }
    }
}

/// The longitude at which an edge reaches a latitude, or the end of the edge beyond it.
fn x_at(low: Coord<f64>, high: Coord<f64>, y: f64) -> f64 {
    if y <= low.y {
        low.x
    } else if y >= high.y {
        high.x
    } else {
        low.x + (high.x - low.x) * ((y - low.y) / (high.y - low.y))
    }
}
