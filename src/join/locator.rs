//! The zones of one kind, ready to be asked which of them a mine meets.

use geo::Coord;
use rayon::prelude::*;
use rstar::primitives::{GeomWithData, Rectangle};
use rstar::{AABB, RTree};

use super::grid::Grid;
use crate::domain::{Hit, Place, ZoneKind, Zones};
use crate::geometry::chains::Chains;
use crate::geometry::{Outline, Where};

type NumberedBox = GeomWithData<Rectangle<[f64; 2]>, u32>;
/// Lower left and upper right corner.
pub type Bounds = (Coord<f64>, Coord<f64>);

/// Boxes of numbered things in an R-tree.
pub struct Boxes(RTree<NumberedBox>);

impl Boxes {
    /// Numbers the boxes in their order. Boxes of nothing are left out.
    #[must_use]
    pub fn new(bounds: impl Iterator<Item = Bounds>) -> Self {
        let numbered = bounds.enumerate().filter(|(_, (min, max))| min.x <= max.x && min.y <= max.y);
        let boxes = numbered.map(|(number, (min, max))| {
            NumberedBox::new(Rectangle::from_corners([min.x, min.y], [max.x, max.y]), number as u32)
        });
        Self(RTree::bulk_load(boxes.collect()))
    }

    /// The numbers of all boxes that share a point with this one, sorted: the order of a tree says nothing.
    #[must_use]
    pub fn meeting(&self, (min, max): Bounds) -> Vec<u32> {
        let window = AABB::from_corners([min.x, min.y], [max.x, max.y]);
        let mut found: Vec<u32> = self.0.locate_in_envelope_intersecting(&window).map(|found| found.data).collect();
        found.sort_unstable();
        found
    }
}

/// What a locator will be asked, so that it prepares no more.
#[derive(Clone, Copy, Debug)]
pub(super) struct Demand {
    /// How many points it will be asked for.
    pub(super) points: usize,
    /// Whether parts of zones or distances to their borders are needed.
    pub(super) borders: bool,
}

/// The zones of one kind.
pub(super) struct Locator {
    pub(super) kind: ZoneKind,
    pub(super) outlines: Vec<Outline>,
    /// The borders, where they are needed.
    pub(super) chains: Vec<Chains>,
    pub(super) boxes: Boxes,
    /// None where no point will be asked for.
    grid: Option<Grid>,
}

impl Locator {
    /// Prepares zones.
    pub(super) fn new(zones: &Zones<'_>, demand: Demand) -> Self {
        let outlines: Vec<Outline> = zones.zones.par_iter().map(|zone| Outline::new(&zone.area)).collect();
        let chains = if demand.borders {
            zones.zones.par_iter().map(|zone| Chains::of_area(&zone.area)).collect()
        } else {
            Vec::new()
        };
        let boxes = Boxes::new(outlines.iter().map(Outline::bounds));
        let grid = (demand.points > 0).then(|| Grid::new(&outlines, demand.points));
        Self { kind: zones.kind, outlines, chains, boxes, grid }
    }

    /// Adds the zones that hold a point.
    pub(super) fn locate_point(&self, at: Coord<f64>, hits: &mut Vec<Hit>) {
        for candidate in self.grid.iter().flat_map(|grid| grid.candidates(at)) {
            let place = if candidate.covers_cell() {
                Place::Inside
            } else {
                match self.outlines[candidate.zone() as usize].locate(at) {
                    Where::Inside => Place::Inside,
                    Where::OnBoundary => Place::OnBoundary,
                    Where::Outside => continue,
                }
            };
            hits.push(Hit { kind: self.kind, place, zone: candidate.zone() });
        }
    }
}
