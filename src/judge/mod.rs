//! **judge**: facts to flags, positions and verdicts. Pure functions: no geometry, no files.

mod balance;
mod by_rules;
mod evidence;
mod pieces;
mod thresholds;

pub use balance::balance;
pub use by_rules::{ZoneFlags, by_rules, verdict_with_slivers};
pub use evidence::{Evidence, Wanted, tell_one};
pub use pieces::balance_pieces;
pub use thresholds::FLAGGED_FROM;

use crate::domain::{
    Basis, Extent, Facts, FragilityClass, Hit, Judgement, Place, Position, Verdict, ZoneClass, ZoneKind, Zones,
};

/// Shares of a mine that differ by less than this part of it differ by rounding of coordinates.
const EQUAL_SHARES: f64 = 1e-9;

/// Judges all mines by the built-in rule. `zones` holds each kind of [`ZoneKind::ALL`] in that order, as the facts were
/// found with.
#[must_use]
pub fn all(facts: &Facts, zones: &[Zones<'_>]) -> Vec<Judgement> {
    let judge = Judge::new(zones);
    facts.iter().enumerate().map(|(mine, hits)| judge.judge(hits, facts.extent(mine))).collect()
}

/// Whether a zone flags the mines in it.
#[must_use]
pub fn flags(zones: &Zones<'_>, zone: u32) -> bool {
    match (zones.kind, zones.zone(zone).map(|zone| &zone.class)) {
        (ZoneKind::Redline, Some(_)) => true,
        (ZoneKind::Prefecture, Some(ZoneClass::Fragility(class))) => *class >= FLAGGED_FROM,
        _ => false,
    }
}

struct Judge<'z> {
    zones: &'z [Zones<'z>],
    /// For each prefecture its rank when a choice must be made: lowest code first, then name.
    prefecture_ranks: Vec<usize>,
}

impl<'z> Judge<'z> {
    fn new(zones: &'z [Zones<'z>]) -> Self {
        let prefectures = zones.get(ZoneKind::Prefecture as usize).map_or(&[][..], |zones| &zones.zones);
        let mut by_code: Vec<usize> = (0..prefectures.len()).collect();
        by_code.sort_by_key(|&zone| {
            let zone = &prefectures[zone];
            (zone.id.is_none(), zone.id.as_deref(), zone.name.as_str())
        });
        let mut prefecture_ranks = vec![0; prefectures.len()];
        for (rank, zone) in by_code.into_iter().enumerate() {
            prefecture_ranks[zone] = rank;
        }
        Self { zones, prefecture_ranks }
    }

    fn class(&self, hit: Hit) -> Option<&ZoneClass> {
        let zones = self.zones.get(hit.kind as usize)?;
        zones.zone(hit.zone).map(|zone| &zone.class)
    }

    fn judge(&self, hits: &[Hit], extent: Option<&Extent>) -> Judgement {
        let mut units = 0;
        let mut fragility: Option<FragilityClass> = None;
        let mut position: Option<Position> = None;
        let mut has_both_positions = false;
        let mut redline = false;
        let mut has_unknown_class = false;
        for hit in hits {
            if hit.kind == ZoneKind::Redline {
                redline = true;
                continue;
            }
            // A right that only touches a unit has no part in it (docs/decisions/0001).
            if hit.place == Place::Touches {
                continue;
            }
            let class = self.class(*hit);
            has_unknown_class |= class == Some(&ZoneClass::Unknown);
            match (hit.kind, class) {
                (ZoneKind::Prefecture, class) => {
                    units += 1;
                    if let Some(ZoneClass::Fragility(found)) = class {
                        // The strictest wins, whatever the order of the zones.
                        fragility = fragility.max(Some(*found));
                    }
                }
                (ZoneKind::Position, Some(ZoneClass::Position(found))) => {
                    has_both_positions |= position.is_some_and(|known| known != *found);
                    position = position.max(Some(*found));
                }
                _ => {}
            }
        }
        let flagging = fragility.filter(|class| *class >= FLAGGED_FROM);
        let basis = Basis { fragility: flagging, redline, position: None };
        // Without rule tables nothing is prohibited or allowed: a flag asks for a person, and so do a class that is
        // not known and a sliver; of all else nothing is said (docs/decisions/0004).
        let has_sliver = extent.is_some_and(Extent::has_sliver);
        let verdict = (basis.is_flag() || has_unknown_class || has_sliver).then_some(Verdict::Review);
        let prefecture = self.prefecture(hits, extent);
        let tie = units > 1 || has_both_positions;
        let is_flagged = basis.is_flag();
        Judgement { prefecture, fragility, position, redline, is_flagged, basis, verdict, ruling: None, tie }
    }

    /// The unit of a mine: the one with the largest share of its area; of equal ones, and for a point, that with the lowest
    /// code.
    fn prefecture(&self, hits: &[Hit], extent: Option<&Extent>) -> Option<u32> {
        let units = || hits.iter().filter(|hit| hit.kind == ZoneKind::Prefecture && hit.place != Place::Touches);
        let share_m2 = |unit: u32| {
            let overlap = extent.and_then(|extent| extent.of_kind(ZoneKind::Prefecture).find(|of| of.zone == unit));
            overlap.map_or(0.0, |overlap| overlap.area_m2)
        };
        let largest_m2 = units().map(|hit| share_m2(hit.zone)).fold(0.0, f64::max);
        let equal_from_m2 = largest_m2 - EQUAL_SHARES * extent.map_or(0.0, |extent| extent.area_m2);
        let largest = units().filter(|hit| share_m2(hit.zone).total_cmp(&equal_from_m2).is_ge());
        largest.map(|hit| hit.zone).min_by_key(|&unit| self.prefecture_ranks[unit as usize])
    }
}

#[cfg(test)]
mod tests;
