//! **join**: facts only. Which zones hold each mine, on the border or inside, how much of it, and how far the nearest are.
//!
//! Two phases, as in every spatial join: an index names candidates, an exact test decides. Points go through a grid whose
//! cells know the zones that cover them whole, so that most points need no test at all; areas go through an R-tree of
//! zone boxes and are cut exactly. Mines are shared out to all cores and come back in input order.

mod extent;
mod grid;
mod locator;
mod margin;
mod meet;
mod nearest;
mod pairs;
mod periphery;
mod tiling;

use rayon::prelude::*;

use crate::domain::{Extent, Facts, Hit, Measures, Mine, MineShape, Receptors, ZoneKind, Zones};
use extent::Measurer;
use locator::{Demand, Locator};
use nearest::Targets;

pub use extent::office_areas;
pub use locator::{Bounds, Boxes};
pub use nearest::Origin;
pub use pairs::common_areas;
pub use tiling::{Gap, Gaps, gaps};

/// Mines to a task.
const TASK_MINES: usize = 8192;
/// Areas take longer.
const TASK_AREAS: usize = 64;

/// What mines are joined with.
#[derive(Clone, Copy)]
pub struct Ground<'g> {
    /// Each kind of zones once.
    pub zones: &'g [Zones<'g>],
    /// What distances are measured to.
    pub receptors: &'g Receptors,
    /// Which zones flag the mines in them: it decides which borders matter to a flag.
    pub flags: &'g (dyn Fn(&Zones<'_>, u32) -> bool + Sync),
}

/// How many points a [`Prepared`] will be asked for, and whether areas come as well: it prepares no more than that takes.
#[derive(Clone, Copy, Debug)]
pub struct Expected {
    /// Points.
    pub points: usize,
    /// Whether some mines are areas.
    pub areas: bool,
}

/// Zones and receptors, ready to be joined with any number of mines.
pub struct Prepared<'g> {
    ground: Ground<'g>,
    measures: Measures,
    expected: Expected,
    locators: Vec<Locator>,
    targets: Vec<Targets<'g>>,
    asks_periphery: bool,
}

/// Finds all hits of all mines, sorted by kind and zone, and measures what is asked for.
///
/// Geometry is EPSG:4490; edges are straight in longitude and latitude; a border belongs to its zone.
#[must_use]
pub fn join(mines: &[Mine<'_>], ground: Ground<'_>, measures: &Measures) -> Facts {
    let points = mines.iter().filter(|mine| matches!(mine.shape, MineShape::Point(..))).count();
    Prepared::new(ground, measures, Expected { points, areas: points < mines.len() }).join(mines)
}

impl<'g> Prepared<'g> {
    /// Indexes zones and receptors.
    #[must_use]
    pub fn new(ground: Ground<'g>, measures: &Measures, expected: Expected) -> Self {
        let asks_periphery = periphery::is_asked(ground.zones);
        let demand = |kind: ZoneKind| {
            let is_measured_to = match kind {
                ZoneKind::Redline => measures.near_m > 0.0,
                ZoneKind::Position => asks_periphery,
                _ => false,
            };
            Demand { points: expected.points, borders: expected.areas || is_measured_to }
        };
        let locators = ground
            .zones
            .iter()
            .filter(|zones| !zones.zones.is_empty())
            .map(|zones| Locator::new(zones, demand(zones.kind)))
            .collect();
        let targets = nearest::targets(ground.receptors);
        Self { ground, measures: *measures, expected, locators, targets, asks_periphery }
    }

    /// Finds all hits of these mines, as [`join`] does. Areas may be among them only if they were expected.
    #[must_use]
    pub fn join(&self, mines: &[Mine<'_>]) -> Facts {
        let Self { ground, measures, locators, .. } = self;
        let mut facts = hits(mines, locators, measures, self.expected.areas);
        if let Some(redlines) = locators.iter().find(|locator| locator.kind == ZoneKind::Redline) {
            facts.redlines = nearest::redlines(mines, &facts, redlines, measures.near_m);
        }
        let positions = locators.iter().find(|locator| locator.kind == ZoneKind::Position);
        if let Some(positions) = positions.filter(|_| self.asks_periphery) {
            facts.periphery = periphery::nearest(mines, ground.zones, &facts, positions);
        }
        facts.receptors = nearest::receptors(mines, &self.targets, measures.near_m);
        if asks_margin(ground.zones, measures) {
            facts.margins = margin::margins(mines, ground.zones, &facts, locators, measures, ground.flags);
        }
        if measures.self_overlap && self.expected.areas {
            facts.pairs = pairs::pairs(mines, measures);
        }
        facts
    }
}

impl Prepared<'_> {
    /// How many of these points any zone holds.
    #[must_use]
    pub fn held(&self, points: &[Mine<'_>]) -> usize {
        hits(points, &self.locators, &self.measures, false).iter().filter(|hits| !hits.is_empty()).count()
    }
}

/// Whether somebody says by how much lines or mines may be wrong, so that flags are told whether they would hold.
#[must_use]
pub fn asks_margin(zones: &[Zones<'_>], measures: &Measures) -> bool {
    measures.uncertainty_m.is_some()
        || measures.mines_uncertainty_m > 0.0
        || zones
            .iter()
            .flat_map(|zones| &zones.layers)
            .any(|layer| layer.uncertainty_m.is_some() || layer.crs_uncertainty_m > 0.0)
}

/// Whether mines in the core are told the nearest unit of the periphery.
#[must_use]
pub fn asks_periphery(zones: &[Zones<'_>]) -> bool {
    periphery::is_asked(zones)
}

fn hits(mines: &[Mine<'_>], locators: &[Locator], measures: &Measures, has_areas: bool) -> Facts {
    let task = |task: &[Mine<'_>]| {
        let mut facts = Facts::with_capacity(task.len());
        let mut extents: Vec<Option<Box<Extent>>> = Vec::new();
        let mut hits: Vec<Hit> = Vec::new();
        let mut areas = Measurer::new(locators, measures);
        for mine in task {
            hits.clear();
            let extent = match &mine.shape {
                MineShape::Point(at, _) => {
                    for locator in locators {
                        locator.locate_point(*at, &mut hits);
                    }
                    None
                }
                MineShape::Area(area) => Some(Box::new(areas.measure(area, &mut hits))),
            };
            if has_areas {
                extents.push(extent);
            }
            facts.push(&hits);
        }
        facts.extents = extents;
        facts
    };
    let size = if has_areas { TASK_AREAS } else { TASK_MINES };
    let parts: Vec<Facts> = mines.par_chunks(size).map(task).collect();
    let mut facts = Facts::with_capacity(mines.len());
    for part in parts {
        facts.append(part);
    }
    facts
}
