//! How sure a flag is: how far the deciding border is away.
//!
//! A flagged mine is held by the zone into which it reaches deepest; a mine that is not flagged is kept free by the nearest
//! zone that would flag it. Borders that two flagging zones share, edge for edge, decide nothing, and do not count. Where
//! flagging zones overlap each other the depth is that in one of them, which may be less than that in all of them together: the
//! answer errs to the careful side.

use std::collections::HashSet;

use geo::{Coord, LineString, MultiPolygon};
use rayon::prelude::*;

use super::locator::{Boxes, Locator};
use super::nearest::Origin;
use crate::domain::{Facts, Hit, Margin, Measures, Mine, MineShape, Place, ZoneKind, Zones};
use crate::geometry::chains::{Chains, depth_m};
use crate::geometry::{Outline, rings};

/// A zone that flags the mines in it.
struct Flagging<'l> {
    kind: ZoneKind,
    zone: u32,
    outline: &'l Outline,
    /// Its border, without what it shares with other flagging zones.
    border: Chains,
    /// By how much its lines may be wrong.
    uncertainty_m: f64,
}

/// The margins of all mines. `flags` says which zones flag.
pub(super) fn margins(
    mines: &[Mine<'_>],
    zones: &[Zones<'_>],
    facts: &Facts,
    locators: &[Locator],
    measures: &Measures,
    flags: &(dyn Fn(&Zones<'_>, u32) -> bool + Sync),
) -> Vec<Margin> {
    let usual_m = measures.uncertainty_m.unwrap_or(0.0);
    let flagging: Vec<(&Zones<'_>, &Locator, u32)> = locators
        .iter()
        .filter_map(|locator| Some((zones.iter().find(|zones| zones.kind == locator.kind)?, locator)))
        .flat_map(|(zones, locator)| {
            (0..zones.zones.len() as u32).filter(|&zone| flags(zones, zone)).map(move |zone| (zones, locator, zone))
        })
        .collect();
    let edges = Edges::of(flagging.iter().map(|(zones, _, zone)| &zones.zones[*zone as usize].area));
    let flagging: Vec<Flagging<'_>> = flagging
        .into_par_iter()
        .map(|(zones, locator, zone)| {
            let of = &zones.zones[zone as usize];
            let layer = zones.layers.get(of.layer as usize);
            let stated_m = layer.and_then(|layer| layer.uncertainty_m);
            let crs_m = layer.map_or(0.0, |layer| layer.crs_uncertainty_m);
            Flagging {
                kind: zones.kind,
                zone,
                outline: &locator.outlines[zone as usize],
                border: Chains::of_area_without(&of.area, |a, b| edges.has_zone_beyond(a, b)),
                uncertainty_m: stated_m.unwrap_or(usual_m) + crs_m + measures.mines_uncertainty_m,
            }
        })
        .collect();
    let mut places = vec![Vec::new(); ZoneKind::ALL.len()];
    for (place, zone) in flagging.iter().enumerate() {
        let of_kind = &mut places[zone.kind as usize];
        of_kind.resize(of_kind.len().max(zone.zone as usize + 1), None);
        of_kind[zone.zone as usize] = Some(place as u32);
    }
    let margins = Margins {
        places,
        boxes: Boxes::new(flagging.iter().map(|flagging| flagging.border.bounds())),
        // Beyond the uncertainty, so that what lies beyond it is told apart from what lies on its limit.
        reach_m: flagging.iter().map(|flagging| flagging.uncertainty_m * 1.001 + 1.0).fold(measures.near_m, f64::max),
        near_m: measures.near_m,
        flagging,
    };
    mines.par_iter().enumerate().map(|(position, mine)| margins.margin(mine, facts.of(position))).collect()
}

struct Margins<'l> {
    flagging: Vec<Flagging<'l>>,
    /// For each kind and zone its place among the flagging ones.
    places: Vec<Vec<Option<u32>>>,
    boxes: Boxes,
    near_m: f64,
    /// How far borders are looked for.
    reach_m: f64,
}

impl Margins<'_> {
    /// The flagging zone of a hit that makes the flag: a touch does in a red line, and not in a unit.
    fn made_by(&self, hit: Hit) -> Option<&Flagging<'_>> {
        let counts = hit.place != Place::Touches || hit.kind == ZoneKind::Redline;
        let place = self.places.get(hit.kind as usize)?.get(hit.zone as usize).copied().flatten();
        place.filter(|_| counts).and_then(|place| self.flagging.get(place as usize))
    }

    fn margin(&self, mine: &Mine<'_>, hits: &[Hit]) -> Margin {
        let holding: Vec<&Flagging<'_>> = hits.iter().filter_map(|hit| self.made_by(*hit)).collect();
        // Of each zone: metres that its border may move before the flag changes, less those that it may have to.
        let (candidates, is_flagged): (Vec<(f64, f64, &Flagging<'_>)>, bool) = if holding.is_empty() {
            let origin = Origin::of(mine);
            let near = origin.around(&self.boxes, self.reach_m).into_iter().filter_map(|which| {
                let zone = &self.flagging[which as usize];
                let distance_m = origin.distance_m(&zone.border, self.reach_m)?;
                Some((distance_m - zone.uncertainty_m, distance_m, zone))
            });
            (near.collect(), false)
        } else {
            let depths = holding.into_iter().map(|zone| {
                let depth_m = zone.depth_m(mine, self.reach_m);
                (depth_m - zone.uncertainty_m, depth_m, zone)
            });
            (depths.collect(), true)
        };
        // The deepest zone holds a flag; the nearest one threatens to bring it. Of equals, the first.
        let deciding = candidates.into_iter().reduce(|best, other| {
            let is_better = if is_flagged { other.0 > best.0 } else { other.0 < best.0 };
            if is_better { other } else { best }
        });
        match deciding {
            None => Margin { margin_m: None, of: None, stable: true },
            Some((spare_m, distance_m, zone)) => {
                let is_known = distance_m < self.near_m || spare_m <= 0.0;
                Margin {
                    margin_m: is_known.then_some(if is_flagged { distance_m } else { -distance_m }),
                    of: is_known.then_some((zone.kind, zone.zone)),
                    stable: spare_m > 0.0,
                }
            }
        }
    }
}

impl Flagging<'_> {
    fn depth_m(&self, mine: &Mine<'_>, limit_m: f64) -> f64 {
        match &mine.shape {
            MineShape::Point(at, _) => {
                self.border.nearest_to_point(*at, limit_m).map_or(limit_m, |nearest| nearest.distance_m)
            }
            MineShape::Area(area) => depth_m(&self.border, self.outline, area, limit_m),
        }
    }
}

/// The edges of all flagging zones, each with the zone to its left.
struct Edges(HashSet<[u64; 4], foldhash::fast::FixedState>);

impl Edges {
    fn of<'z>(areas: impl Iterator<Item = &'z MultiPolygon<f64>>) -> Self {
        Self(areas.flat_map(rings).flat_map(LineString::lines).map(|edge| key(edge.start, edge.end)).collect())
    }

    /// Whether a flagging zone lies on the other side of this edge, too.
    fn has_zone_beyond(&self, a: Coord<f64>, b: Coord<f64>) -> bool {
        self.0.contains(&key(b, a))
    }
}

fn key(a: Coord<f64>, b: Coord<f64>) -> [u64; 4] {
    // Zero has two signs, of which adding zero leaves one.
    [a.x, a.y, b.x, b.y].map(|number| (number + 0.0).to_bits())
}
