//! Before, after and difference, by groups of mines.

use std::collections::BTreeMap;

use super::matching::Pair;
use super::side::Side;
use crate::domain::Verdict;
use crate::error::Error;
use crate::suggest;

/// The group of mines that state nothing.
const NONE: &str = "none";
/// The row of all mines.
pub(super) const ALL: &str = "all";

/// One group.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Group {
    /// What its mines have in common.
    pub name: String,
    /// Mines before and after.
    pub mines: [usize; 2],
    /// Flagged ones before and after.
    pub flagged: [usize; 2],
    /// Mines of both runs that are flagged now and were not; they count where they are now.
    pub newly_flagged: usize,
    /// Mines of both runs that were flagged and are not; they count where they are now.
    pub cleared: usize,
    /// Mines that were not there before.
    pub added: usize,
    /// Mines that are there no more.
    pub gone: usize,
    /// Mines of both runs that were in another group before.
    pub came: usize,
    /// Mines of both runs that are in another group now.
    pub left: usize,
    /// Mines before and after for each verdict, in the order of [`Verdict::ALL`]; the last one counts those without.
    pub verdicts: [[usize; 2]; 7],
}

/// All groups.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Statistics {
    /// The field that makes the groups.
    pub by: String,
    /// The groups by name, mines that state nothing last, then all mines.
    pub groups: Vec<Group>,
}

impl Statistics {
    pub(super) fn of(by: &str, old: &Side<'_>, new: &Side<'_>, pairs: &[Pair]) -> Result<Self, Error> {
        demand_field(by, old, new)?;
        let is_result = super::RESULTS.contains(&by);
        let group = |side: &Side<'_>, mine: usize| -> String {
            let value = if is_result { side.seen[mine].of(by).map(str::to_owned) } else { side.attribute(mine, by) };
            value.unwrap_or_else(|| NONE.to_owned())
        };
        let mut groups: BTreeMap<String, Group> = BTreeMap::new();
        let mut all = Group { name: ALL.to_owned(), ..Group::default() };
        for (when, side) in [old, new].into_iter().enumerate() {
            for (mine, seen) in side.seen.iter().enumerate() {
                for group in [groups.entry(group(side, mine)).or_default(), &mut all] {
                    group.mines[when] += 1;
                    group.flagged[when] += usize::from(seen.is_flagged());
                    let verdict = seen.of("verdict").and_then(Verdict::from_word);
                    let number = verdict.and_then(|verdict| Verdict::ALL.iter().position(|known| *known == verdict));
                    group.verdicts[number.unwrap_or(Verdict::ALL.len())][when] += 1;
                }
            }
        }
        let (mut in_old, mut in_new) = (vec![false; old.seen.len()], vec![false; new.seen.len()]);
        for pair in pairs {
            (in_old[pair.old], in_new[pair.new]) = (true, true);
            let (before, after) = (&old.seen[pair.old], &new.seen[pair.new]);
            let (from, to) = (group(old, pair.old), group(new, pair.new));
            if from != to {
                groups.entry(from).or_default().left += 1;
                groups.entry(to.clone()).or_default().came += 1;
            }
            for group in [groups.entry(to).or_default(), &mut all] {
                group.newly_flagged += usize::from(!before.is_flagged() && after.is_flagged());
                group.cleared += usize::from(before.is_flagged() && !after.is_flagged());
            }
        }
        for (mine, _) in in_old.iter().enumerate().filter(|(_, is_in)| !**is_in) {
            groups.entry(group(old, mine)).or_default().gone += 1;
            all.gone += 1;
        }
        for (mine, _) in in_new.iter().enumerate().filter(|(_, is_in)| !**is_in) {
            groups.entry(group(new, mine)).or_default().added += 1;
            all.added += 1;
        }
        let none = groups.remove(NONE).map(|group| (NONE.to_owned(), group));
        let groups = groups.into_iter().chain(none).map(|(name, group)| Group { name, ..group }).chain([all]);
        Ok(Self { by: by.to_owned(), groups: groups.collect() })
    }
}

fn demand_field(by: &str, old: &Side<'_>, new: &Side<'_>) -> Result<(), Error> {
    let own = || old.own_fields.iter().chain(&new.own_fields).map(String::as_str);
    if super::RESULTS.contains(&by) || own().any(|field| field == by) {
        return Ok(());
    }
    let known: Vec<&str> = super::RESULTS.into_iter().chain(own()).collect();
    let nearest = suggest::nearest(by, known.iter().copied()).unwrap_or("prefecture");
    Err(Error::Usage {
        problem: format!("--by {by}: neither OLD nor NEW has such a field"),
        hint: Some(format!("name a result or an attribute, such as --by {nearest}")),
    })
}
