//! A grid so fine that rounding to it moves nothing by more than about two units in the last place of the largest coordinate.

use geo::Coord;

use super::edge::Edge;
use crate::geometry::segment::{Side, orientation};

#[derive(Clone, Copy, Debug)]
pub(super) struct Grid {
    /// A power of two; points of the grid, and of the grid half as wide, are doubles.
    pub(super) step: f64,
}

impl Grid {
    /// The grid for coordinates up to a size.
    pub(super) fn for_size(size: f64) -> Self {
        // The unit in the last place, as a power of two.
        let unit = size.next_up() - size;
        Self { step: 4.0 * unit }
    }

    pub(super) fn round(self, value: f64) -> f64 {
        (value / self.step).round() * self.step
    }

    pub(super) fn nearest(self, at: Coord<f64>) -> Coord<f64> {
        Coord { x: self.round(at.x), y: self.round(at.y) }
    }

    /// Whether an edge passes the closed cell around a point of the grid.
    pub(super) fn cell_meets(self, at: Coord<f64>, edge: &Edge) -> bool {
        let half = self.step / 2.0;
        let (left, right, bottom, top) = (at.x - half, at.x + half, at.y - half, at.y + half);
        if edge.lo.x > right || edge.hi.x < left || edge.low > top || edge.high < bottom {
            return false;
        }
        let side = |x, y| orientation(edge.lo, edge.hi, Coord { x, y });
        let sides = [side(left, bottom), side(right, bottom), side(left, top), side(right, top)];
        !sides.iter().all(|side| *side == Side::Left) && !sides.iter().all(|side| *side == Side::Right)
    }
}

#[cfg(test)]
mod tests {
    use geo::Coord;

    use super::{Edge, Grid};

    #[test]
    fn cells_are_as_wide_as_the_grid() {
        let grid = Grid::for_size(87.0);
        assert!((grid.step * 2.0_f64.powi(44) - 1.0).abs() < f64::EPSILON);
        let at = grid.nearest(Coord { x: 87.123_456_789, y: -45.1 });
        assert!((at.x - 87.123_456_789).abs() <= grid.step / 2.0);
        let edge = |dx: f64, dy: f64, length: f64| {
            let from = Coord { x: at.x + dx * grid.step, y: at.y + dy * grid.step };
            Edge::new(from, Coord { x: from.x + length, y: from.y + length }, 0)
        };
        assert!(grid.cell_meets(at, &edge(-8.0, -8.0, 1.0)), "through the middle");
        assert!(grid.cell_meets(at, &edge(-7.0, -8.0, 1.0)), "through a corner");
        assert!(!grid.cell_meets(at, &edge(-6.0, -8.0, 1.0)), "beside it");
        assert!(!grid.cell_meets(at, &edge(1.0, 1.0, 1.0)), "behind it");
    }
}
