//! Where industry of the core can go: the nearest unit of the periphery.

use rayon::prelude::*;

use super::locator::{Boxes, Locator};
use super::nearest::Origin;
use crate::domain::{Facts, Mine, Nearest, Place, Position, ZoneClass, ZoneKind, Zones};

/// Radii of search in metres, one after the other: from any place the last one reaches every other.
const RADII_M: [f64; 4] = [20_000.0, 100_000.0, 1_000_000.0, 21_000_000.0];

/// Whether some zones are core and some periphery, so that there is a way from one to the other.
pub(super) fn is_asked(zones: &[Zones<'_>]) -> bool {
    [Position::Core, Position::Periphery].into_iter().all(|wanted| positions(zones).any(|(_, found)| found == wanted))
}

/// The positions of all zones that have one, with their indices.
fn positions(zones: &[Zones<'_>]) -> impl Iterator<Item = (u32, Position)> {
    let of_kind = zones.iter().filter(|zones| zones.kind == ZoneKind::Position);
    of_kind.flat_map(|zones| zones.zones.iter().zip(0..)).filter_map(|(zone, index)| match zone.class {
        ZoneClass::Position(position) => Some((index, position)),
        _ => None,
    })
}

/// The nearest unit of the periphery for each mine that has a part in the core; geodesic metres, 0 where it touches one.
pub(super) fn nearest(
    mines: &[Mine<'_>],
    zones: &[Zones<'_>],
    facts: &Facts,
    locator: &Locator,
) -> Vec<Option<Nearest>> {
    let mut is_core = vec![false; locator.chains.len()];
    let mut targets: Vec<u32> = Vec::new();
    for (zone, position) in positions(zones) {
        match position {
            Position::Core => is_core[zone as usize] = true,
            Position::Periphery => targets.push(zone),
        }
    }
    let boxes = Boxes::new(targets.iter().map(|&zone| locator.chains[zone as usize].bounds()));
    let nearest = |(position, mine): (usize, &Mine<'_>)| {
        let hits = || facts.of(position).iter().filter(|hit| hit.kind == ZoneKind::Position);
        if !hits().any(|hit| is_core[hit.zone as usize] && hit.place != Place::Touches) {
            return None;
        }
        if let Some(hit) = hits().find(|hit| targets.binary_search(&hit.zone).is_ok()) {
            return Some(Nearest { distance_m: 0.0, which: hit.zone });
        }
        let origin = Origin::of(mine);
        let border = |target: u32| targets.get(target as usize).map(|&zone| &locator.chains[zone as usize]);
        let found = RADII_M.iter().find_map(|&radius_m| origin.nearest(&boxes, border, radius_m))?;
        Some(Nearest { which: targets[found.which as usize], ..found })
    };
    mines.par_iter().enumerate().map(nearest).collect()
}
