//! What became of zones between two runs.

use std::collections::BTreeMap;

use super::fields::{folded_id, folded_name};
use super::place::{SAME_AREA_M2, difference_m2};
use crate::domain::{Measures, Zone, ZoneKind, Zones};
use crate::geometry::measure::area_m2;
use crate::join;

/// Two zones of other names are one if no more than this part of both together is in one of them alone.
const SAME_GROUND: f64 = 0.1;
/// A zone was split if its parts lie in it and make it up but for this part of it.
const SPLIT_REST: f64 = 0.01;

/// What became of a zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ZoneChangeKind {
    /// It was not there before.
    Added,
    /// It is there no more.
    Removed,
    /// It came apart into several.
    Split,
    /// Several became one.
    Merged,
    /// Another name.
    Renamed,
    /// Another class.
    Class,
    /// Another border.
    Border,
}

impl ZoneChangeKind {
    /// The word in outputs.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Split => "split",
            Self::Merged => "merged",
            Self::Renamed => "renamed",
            Self::Class => "class",
            Self::Border => "border",
        }
    }
}

/// A zone that is not what it was.
#[derive(Clone, Debug)]
pub struct ZoneChange {
    /// Its kind.
    pub kind: ZoneKind,
    /// What became of it; a zone of which several things changed has a row for each.
    pub change: ZoneChangeKind,
    /// Its name before; several joined by `;` where they were merged.
    pub old_name: Option<String>,
    /// Its name after; several where it was split.
    pub new_name: Option<String>,
    /// Its class before.
    pub old_class: Option<String>,
    /// Its class after.
    pub new_class: Option<String>,
    /// Its area before, in square metres.
    pub old_m2: Option<f64>,
    /// Its area after.
    pub new_m2: Option<f64>,
    /// What lies in one of the two alone.
    pub difference_m2: Option<f64>,
}

/// Which zone is which, for one kind.
#[derive(Clone, Debug, Default)]
pub(super) struct Links {
    /// For each old zone the new one.
    pub(super) to_new: Vec<Option<usize>>,
    /// For each new zone the old one.
    pub(super) to_old: Vec<Option<usize>>,
    /// For each old zone the new ones that it came apart into.
    pub(super) split: BTreeMap<usize, Vec<usize>>,
    /// For each new zone the old ones that it was made of.
    pub(super) merged: BTreeMap<usize, Vec<usize>>,
}

impl Links {
    /// Finds out which zone is which: by id, then by name, then by ground.
    pub(super) fn of(old: &Zones<'_>, new: &Zones<'_>) -> Self {
        let mut links =
            Self { to_new: vec![None; old.zones.len()], to_old: vec![None; new.zones.len()], ..Self::default() };
        links.by_key(old, new, |zone| zone.id.as_deref().map(folded_id), true);
        links.by_key(old, new, |zone| Some(folded_name(&zone.name)), false);
        links.by_ground(old, new);
        links
    }

    fn by_key(
        &mut self,
        old: &Zones<'_>,
        new: &Zones<'_>,
        key: impl Fn(&Zone<'_>) -> Option<String>,
        ground_counts: bool,
    ) {
        let group = |zones: &Zones<'_>, links: &[Option<usize>]| {
            let mut groups: BTreeMap<String, Vec<usize>> = BTreeMap::new();
            for (position, zone) in zones.zones.iter().enumerate().filter(|(position, _)| links[*position].is_none()) {
                if let Some(key) = key(zone) {
                    groups.entry(key).or_default().push(position);
                }
            }
            groups
        };
        let (olds, news) = (group(old, &self.to_new), group(new, &self.to_old));
        for (key, of_old) in &olds {
            let Some(of_new) = news.get(key) else { continue };
            match (of_old.as_slice(), of_new.as_slice()) {
                ([one], [other]) => {
                    let (before, after) = (&old.zones[*one], &new.zones[*other]);
                    // Numbers of rows are ids too: they join zones of two names only where these share ground.
                    let is_one = !ground_counts
                        || folded_name(&before.name) == folded_name(&after.name)
                        || common_m2(before, after) > 0.5 * area_m2(&before.area).min(area_m2(&after.area));
                    if is_one {
                        self.join(*one, *other);
                    }
                }
                // Parts of one name: each goes with the part that it has most in common with.
                _ if !ground_counts => self.by_share(old, new, of_old, of_new),
                _ => {}
            }
        }
    }

    fn join(&mut self, of_old: usize, of_new: usize) {
        self.to_new[of_old] = Some(of_new);
        self.to_old[of_new] = Some(of_old);
    }

    fn by_share(&mut self, old: &Zones<'_>, new: &Zones<'_>, of_old: &[usize], of_new: &[usize]) {
        let mut shares: Vec<(f64, usize, usize)> = Vec::new();
        for &one in of_old {
            for &other in of_new {
                let m2 = common_m2(&old.zones[one], &new.zones[other]);
                if m2 > SAME_AREA_M2 {
                    shares.push((m2, one, other));
                }
            }
        }
        shares.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
        for (_, one, other) in shares {
            if self.to_new[one].is_none() && self.to_old[other].is_none() {
                self.join(one, other);
            }
        }
    }

    fn by_ground(&mut self, old: &Zones<'_>, new: &Zones<'_>) {
        let olds: Vec<usize> = (0..old.zones.len()).filter(|&zone| self.to_new[zone].is_none()).collect();
        let news: Vec<usize> = (0..new.zones.len()).filter(|&zone| self.to_old[zone].is_none()).collect();
        if olds.is_empty() || news.is_empty() {
            return;
        }
        let areas: Vec<_> = olds
            .iter()
            .map(|&zone| Some(&old.zones[zone].area))
            .chain(news.iter().map(|&zone| Some(&new.zones[zone].area)))
            .collect();
        let sizes: Vec<f64> = areas.iter().flatten().map(|area| area_m2(area)).collect();
        let mut parts: BTreeMap<usize, Vec<(usize, f64)>> = BTreeMap::new();
        let mut sources: BTreeMap<usize, Vec<(usize, f64)>> = BTreeMap::new();
        for pair in join::common_areas(&areas, &Measures::default()) {
            let (one, other) = (pair.members.0 as usize, pair.members.1 as usize);
            if one >= olds.len() || other < olds.len() || pair.area_m2.is_nan() {
                continue;
            }
            let (of_old, of_new) = (olds[one], news[other - olds.len()]);
            let both = sizes[one] + sizes[other] - pair.area_m2;
            if both - pair.area_m2 <= SAME_GROUND * both {
                self.join(of_old, of_new);
                continue;
            }
            if pair.area_m2 >= (1.0 - SPLIT_REST) * sizes[other] {
                parts.entry(of_old).or_default().push((of_new, pair.area_m2 / sizes[one]));
            }
            if pair.area_m2 >= (1.0 - SPLIT_REST) * sizes[one] {
                sources.entry(of_new).or_default().push((of_old, pair.area_m2 / sizes[other]));
            }
        }
        let whole = |found: &Vec<(usize, f64)>| {
            found.len() > 1 && found.iter().map(|(_, share)| share).sum::<f64>() >= 1.0 - SPLIT_REST
        };
        let numbers = |found: Vec<(usize, f64)>| found.into_iter().map(|(zone, _)| zone).collect();
        self.split = parts
            .into_iter()
            .filter(|(zone, found)| self.to_new[*zone].is_none() && whole(found))
            .map(|(zone, found)| (zone, numbers(found)))
            .collect();
        self.merged = sources
            .into_iter()
            .filter(|(zone, found)| self.to_old[*zone].is_none() && whole(found))
            .map(|(zone, found)| (zone, numbers(found)))
            .collect();
    }

    /// The old zone that came apart into this new one.
    pub(super) fn split_from(&self, of_new: usize) -> Option<usize> {
        self.split.iter().find(|(_, parts)| parts.contains(&of_new)).map(|(zone, _)| *zone)
    }

    /// The new zone that this old one became a part of.
    pub(super) fn merged_into(&self, of_old: usize) -> Option<usize> {
        self.merged.iter().find(|(_, parts)| parts.contains(&of_old)).map(|(zone, _)| *zone)
    }
}

fn common_m2(one: &Zone<'_>, other: &Zone<'_>) -> f64 {
    if one.area == other.area {
        return area_m2(&one.area);
    }
    join::common_areas(&[Some(&one.area), Some(&other.area)], &Measures::default())
        .iter()
        .map(|pair| pair.area_m2)
        .sum()
}

fn names(zones: &Zones<'_>, which: &[usize]) -> String {
    which.iter().map(|&zone| zones.zones[zone].name.as_str()).collect::<Vec<_>>().join(";")
}

/// All changes of the zones of a kind: those of old zones in their order, then new ones.
pub(super) fn changes(old: &Zones<'_>, new: &Zones<'_>, links: &Links) -> Vec<ZoneChange> {
    let class = |zone: &Zone<'_>| zone.class.word().map(str::to_owned);
    let mut changes = Vec::new();
    for (position, zone) in old.zones.iter().enumerate() {
        let gone = ZoneChange {
            kind: old.kind,
            change: ZoneChangeKind::Removed,
            old_name: Some(zone.name.clone()),
            new_name: None,
            old_class: class(zone),
            new_class: None,
            old_m2: Some(area_m2(&zone.area)),
            new_m2: None,
            difference_m2: None,
        };
        let Some(other) = links.to_new[position] else {
            if let Some(parts) = links.split.get(&position) {
                changes.push(ZoneChange {
                    change: ZoneChangeKind::Split,
                    new_name: Some(names(new, parts)),
                    new_m2: Some(parts.iter().map(|&part| area_m2(&new.zones[part].area)).sum()),
                    ..gone
                });
            } else if links.merged_into(position).is_none() {
                changes.push(gone);
            }
            continue;
        };
        let after = &new.zones[other];
        let row = |change: ZoneChangeKind| ZoneChange {
            change,
            new_name: Some(after.name.clone()),
            new_class: class(after),
            new_m2: Some(area_m2(&after.area)),
            ..gone.clone()
        };
        if folded_name(&zone.name) != folded_name(&after.name) {
            changes.push(row(ZoneChangeKind::Renamed));
        }
        if zone.class.word() != after.class.word() {
            changes.push(row(ZoneChangeKind::Class));
        }
        if zone.area != after.area {
            let difference_m2 = difference_m2(&zone.area, &after.area);
            if difference_m2.is_none_or(|m2| m2 > SAME_AREA_M2) {
                changes.push(ZoneChange { difference_m2, ..row(ZoneChangeKind::Border) });
            }
        }
    }
    for (position, zone) in new.zones.iter().enumerate() {
        let merged = links.merged.get(&position);
        if links.to_old[position].is_some() || links.split_from(position).is_some() {
            continue;
        }
        changes.push(ZoneChange {
            kind: new.kind,
            change: if merged.is_some() { ZoneChangeKind::Merged } else { ZoneChangeKind::Added },
            old_name: merged.map(|parts| names(old, parts)),
            new_name: Some(zone.name.clone()),
            old_class: None,
            new_class: class(zone),
            old_m2: merged.map(|parts| parts.iter().map(|&part| area_m2(&old.zones[part].area)).sum()),
            new_m2: Some(area_m2(&zone.area)),
            difference_m2: None,
        });
    }
    changes
}
