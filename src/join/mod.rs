//! **join**: facts only. Which zones hold each mine, on the border or inside; all zones of a kind are found.
//!
//! Two phases, as in every spatial join: an index names candidates, an exact test decides. Points go through a grid whose
//! cells know the zones that cover them whole, so that most points need no test at all; polygons go through an R-tree of
//! zone boxes. Mines are shared out to all cores and come back in input order.

mod grid;
mod locator;

use rayon::prelude::*;

use crate::domain::{Facts, Hit, Mine, MineShape, Zones};
use locator::Locator;

/// Mines to a task.
const TASK_MINES: usize = 8192;

/// Finds all hits of all mines. `zones` holds each kind once; hits are sorted by kind and zone.
///
/// Geometry is EPSG:4490; edges are straight in longitude and latitude; a border belongs to its zone.
#[must_use]
pub fn join(mines: &[Mine<'_>], zones: &[Zones<'_>]) -> Facts {
    let points = mines.iter().filter(|mine| matches!(mine.shape, MineShape::Point(..))).count();
    let locators: Vec<Locator> =
        zones.iter().filter(|zones| !zones.zones.is_empty()).map(|zones| Locator::new(zones, points)).collect();
    let parts: Vec<Facts> = mines
        .par_chunks(TASK_MINES)
        .map(|task| {
            let mut facts = Facts::with_capacity(task.len());
            let mut hits: Vec<Hit> = Vec::new();
            for mine in task {
                hits.clear();
                for locator in &locators {
                    match &mine.shape {
                        MineShape::Point(at, _) => locator.locate_point(*at, &mut hits),
                        MineShape::Area(area) => locator.locate_area(area, &mut hits),
                    }
                }
                facts.push(&hits);
            }
            facts
        })
        .collect();
    let mut facts = Facts::with_capacity(mines.len());
    for part in &parts {
        facts.append(part);
    }
    facts
}
