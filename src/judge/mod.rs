//! **judge**: facts to flags, positions and verdicts. Pure functions: no geometry, no files.

mod thresholds;

pub use thresholds::FLAGGED_FROM;

use crate::domain::{Basis, Facts, FragilityClass, Hit, Judgement, Position, Verdict, ZoneClass, ZoneKind, Zones};

/// Judges all mines. `zones` holds each kind of [`ZoneKind::ALL`] in that order, as the facts were found with.
#[must_use]
pub fn all(facts: &Facts, zones: &[Zones<'_>]) -> Vec<Judgement> {
    let rules = Judge::new(zones);
    facts.iter().map(|hits| rules.judge(hits)).collect()
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

    fn judge(&self, hits: &[Hit]) -> Judgement {
        let mut prefecture: Option<u32> = None;
        let mut units = 0;
        let mut fragility: Option<FragilityClass> = None;
        let mut position: Option<Position> = None;
        let mut has_both_positions = false;
        let mut redline = false;
        let mut has_unknown_class = false;
        for hit in hits {
            let class = self.class(*hit);
            has_unknown_class |= class == Some(&ZoneClass::Unknown);
            match (hit.kind, class) {
                (ZoneKind::Prefecture, class) => {
                    if hit.holds_point {
                        units += 1;
                        prefecture = Some(self.preferred(prefecture, hit.zone));
                    }
                    if let Some(ZoneClass::Fragility(found)) = class {
                        // The strictest wins, whatever the order of the zones.
                        fragility = fragility.max(Some(*found));
                    }
                }
                (ZoneKind::Position, Some(ZoneClass::Position(found))) => {
                    has_both_positions |= position.is_some_and(|known| known != *found);
                    position = position.max(Some(*found));
                }
                (ZoneKind::Redline, _) => redline = true,
                (ZoneKind::Belt | ZoneKind::Function | ZoneKind::Position, _) => {}
            }
        }
        if prefecture.is_none() {
            // A polygon whose inner point lies in no unit still belongs to one that it meets.
            for hit in hits.iter().filter(|hit| hit.kind == ZoneKind::Prefecture) {
                prefecture = Some(self.preferred(prefecture, hit.zone));
            }
        }
        let basis = Basis { fragility: fragility.filter(|class| *class >= FLAGGED_FROM), redline };
        // Without rule tables nothing is prohibited or allowed: a flag asks for a person, and so does a class that is
        // not known; of all else nothing is said (docs/decisions/0004).
        let verdict = (basis.is_flag() || has_unknown_class).then_some(Verdict::Review);
        Judgement { prefecture, fragility, position, redline, basis, verdict, tie: units > 1 || has_both_positions }
    }

    /// Of two units the one with the lower code.
    fn preferred(&self, known: Option<u32>, other: u32) -> u32 {
        match known {
            Some(known) if self.prefecture_ranks[known as usize] <= self.prefecture_ranks[other as usize] => known,
            _ => other,
        }
    }
}

#[cfg(test)]
mod tests;
