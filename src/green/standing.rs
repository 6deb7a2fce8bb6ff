//! What entries do: removals end entries, and of those that are left one makes each mine green.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::domain::{
    GreenCounts, GreenHow, GreenLevel, GreenMatch, GreenMatches, GreenOutcome, GreenReviewRow, GreenRow, GreenStanding,
};

use super::matching::{Found, Listed, NamedMine, methods_differ};
use super::place::Gazetteer;

/// What was found for each entry, by list and row, to matches and rows.
pub(super) fn settle(found: &[(Listed, Found)], mines: &[NamedMine], gazetteer: &Gazetteer) -> GreenMatches {
    let mut standings: Vec<GreenStanding> = found
        .iter()
        .map(|(entry, found)| match found.joined {
            _ if entry.entry.is_removal => GreenStanding::Removal(0),
            Some(_) => GreenStanding::Counts,
            None => GreenStanding::NotJoined,
        })
        .collect();
    let removals: Vec<usize> = (0..found.len()).filter(|at| found[*at].0.entry.is_removal).collect();
    for at in 0..found.len() {
        let entry = &found[at];
        if entry.0.entry.is_removal {
            continue;
        }
        // The newest removal; of several the first.
        let ends = |removal: &&usize| ends(&found[**removal], entry, gazetteer);
        let removal = removals.iter().filter(ends).max_by_key(|at| (found[**at].0.entry.year, Reverse(**at)));
        if let Some(removal) = removal {
            standings[at] = GreenStanding::Ended(found[*removal].0.entry.row.clone());
            if let GreenStanding::Removal(count) = &mut standings[*removal] {
                *count += 1;
            }
        }
    }
    let mut best: BTreeMap<usize, (usize, GreenHow)> = BTreeMap::new();
    let rank = |at: usize, how| (found[at].0.entry.level, found[at].0.entry.year, how, Reverse(at));
    for (at, (_, one)) in found.iter().enumerate() {
        if let (GreenStanding::Counts, Some(mine), GreenOutcome::Joined(how)) =
            (&standings[at], one.joined, one.outcome)
        {
            let known = best.entry(mine).or_insert((at, how));
            if rank(at, how) > rank(known.0, known.1) {
                *known = (at, how);
            }
        }
    }
    for (at, (_, one)) in found.iter().enumerate() {
        let best = one.joined.and_then(|mine| best.get(&mine));
        if let (GreenStanding::Counts, Some((best, _))) = (&standings[at], best)
            && *best != at
        {
            standings[at] = GreenStanding::Outdone(found[*best].0.entry.row.clone());
        }
    }
    let green = best.into_iter().map(|(mine, (at, how))| {
        let entry = found[at].0.entry;
        (mines[mine].index, GreenMatch { level: entry.level, year: entry.year, how, row: entry.row.clone() })
    });
    let green: Vec<(u32, GreenMatch)> = green.collect();
    let rows = found.iter().zip(standings).map(|((entry, found), standing)| row(entry, found, standing));
    let rows: Vec<GreenReviewRow> = rows.collect();
    let counts = count(&green, &rows);
    GreenMatches { mines: green, rows, counts }
}

/// Whether a removal ends an entry: same level, not older, and the same mine, or, where one of them is not joined, the
/// same name. What the two years do not settle, an entry of the year of its removal, is held to be removed.
fn ends(removal: &(Listed, Found), entry: &(Listed, Found), gazetteer: &Gazetteer) -> bool {
    let ((removal, removed), (entry, found)) = (removal, entry);
    if removal.entry.level != entry.entry.level || removal.entry.year < entry.entry.year {
        return false;
    }
    if let (Some(one), Some(other)) = (removed.joined, found.joined) {
        return one == other;
    }
    let is_same_name =
        removal.name.exact == entry.name.exact || (removal.name.is_proper && removal.name.core == entry.name.core);
    is_same_name && !gazetteer.contradict(removal.places, entry.places) && !methods_differ(&removal.name, &entry.name)
}

fn row(listed: &Listed, found: &Found, standing: GreenStanding) -> GreenReviewRow {
    let entry = listed.entry;
    GreenReviewRow {
        row: GreenRow { source: entry.row.source.clone(), row: entry.row.row },
        name: entry.name.clone(),
        level: entry.level,
        year: entry.year,
        outcome: found.outcome,
        standing,
        mines: found.mines.clone(),
        mines_in_all: u32::try_from(found.in_all).unwrap_or(u32::MAX),
        confirmed: entry.confirmed.clone(),
        others: entry.others.clone(),
    }
}

fn count(green: &[(u32, GreenMatch)], rows: &[GreenReviewRow]) -> GreenCounts {
    let mut counts = GreenCounts::default();
    for (_, green) in green {
        match green.level {
            GreenLevel::National => counts.national_mines += 1,
            GreenLevel::Regional => counts.regional_mines += 1,
        }
    }
    for row in rows {
        counts.entries += 1;
        counts.removals += u32::from(matches!(row.standing, GreenStanding::Removal(_)));
        counts.ended += u32::from(matches!(row.standing, GreenStanding::Ended(_)));
        let count = match row.outcome {
            GreenOutcome::Joined(GreenHow::Exact) => &mut counts.exact,
            GreenOutcome::Joined(GreenHow::Normalised) => &mut counts.normalised,
            GreenOutcome::Joined(GreenHow::Confirmed) => &mut counts.confirmed,
            GreenOutcome::Ambiguous => &mut counts.ambiguous,
            GreenOutcome::Candidates => &mut counts.candidates,
            GreenOutcome::None => &mut counts.none,
            GreenOutcome::Absent => &mut counts.absent,
            GreenOutcome::UnknownId => &mut counts.unknown_ids,
        };
        *count += 1;
    }
    counts
}
