//! `oreline rules diff`: what another version of tables changes, in rows, in what they say, and for the mines of a plan.

use std::collections::{BTreeMap, BTreeSet};

use super::{Found, GreenLists, Judged, RuleQuestion, RuleSet, Stage, find};
use crate::check;
use crate::domain::{Date, Judgement, Ruling, Verdict};
use crate::error::{Error, ExitStatus};
use crate::plan::Plan;
use crate::rules::{ChangedRegion, Changes, Comparison, Selection, changed_regions, difference};

/// More regions than this are not told.
const MOST_REGIONS: usize = 40;

/// What another version of tables changes.
#[derive(Debug)]
pub struct RuleDiff {
    /// The files of both.
    pub files: [Vec<String>; 2],
    /// The day.
    pub as_of: Date,
    /// Rules that came, went, changed.
    pub changes: Changes,
    /// Without a plan: the mines of which they say different things, with every fact known and one value of each.
    pub regions: Vec<ChangedRegion>,
    /// Whether these are all.
    pub is_all: bool,
    /// Without a plan: whether any mine on any day under any reading is judged otherwise.
    pub comparison: Option<Comparison>,
    /// With a plan: what changes for its mines.
    pub mines: Option<MineDiff>,
}

/// What changes for the mines of a plan.
#[derive(Debug)]
pub struct MineDiff {
    /// How many mines there are.
    pub mines: usize,
    /// Those whose verdict changes, in file order.
    pub changed: Vec<MineChange>,
    /// How many go from one verdict to another, by old and new verdict.
    pub moves: Vec<MineMove>,
    /// Mines of the same verdict that are flagged by one version and not by the other.
    pub other_flag: usize,
    /// Mines of the same verdict and flag with other clauses.
    pub other_clauses: usize,
    /// Mines of which both say the same.
    pub same: usize,
}

/// Old verdict, new verdict, and how many mines go from one to the other.
pub type MineMove = (Option<Verdict>, Option<Verdict>, usize);

/// A mine whose verdict changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MineChange {
    /// Its id, or the number of its feature.
    pub id: String,
    /// Its name, where it has one.
    pub name: String,
    /// Verdict and clauses by the old tables.
    pub old: (Option<Verdict>, String),
    /// Verdict and clauses by the new ones.
    pub new: (Option<Verdict>, String),
    /// Which rule came, went, or changed.
    pub why: String,
}

/// Compares two versions of tables.
///
/// # Errors
/// Tables that cannot be used, a reading that they do not have, a layer of the plan that cannot be used.
pub fn diff_rules(
    old: &RuleQuestion,
    new: &RuleQuestion,
    plan: Option<&Plan>,
    on_stage: &mut dyn FnMut(Stage),
) -> Result<RuleDiff, Error> {
    let mut plans = [old.plan()?, new.plan()?];
    // Both are read with the same words, so that a word means the same in both.
    let mut vocabularies: Vec<_> = plans.iter().flat_map(|plan| plan.vocabularies.clone()).collect();
    let mut seen = BTreeSet::new();
    vocabularies.retain(|path| seen.insert(path.clone()));
    for plan in &mut plans {
        plan.vocabularies.clone_from(&vocabularies);
    }
    let sets = [RuleSet::required(&plans[0])?, RuleSet::required(&plans[1])?];
    let changes = Changes::between(&sets[0].book, &sets[1].book);
    let mut diff = RuleDiff {
        files: [sets[0].book.files.clone(), sets[1].book.files.clone()],
        as_of: sets[1].in_force.as_of,
        changes,
        regions: Vec::new(),
        is_all: true,
        comparison: None,
        mines: None,
    };
    if let Some(plan) = plan {
        diff.mines = Some(mines(plan, &sets, &diff.changes, on_stage)?);
    } else {
        let selection =
            |side: usize| Selection { as_of: sets[side].in_force.as_of, readings: plans[side].readings.clone() };
        let selections = [&selection(0), &selection(1)];
        let [one, other] = &sets;
        (diff.regions, diff.is_all) =
            changed_regions(&one.book, &other.book, &other.vocabulary, selections, MOST_REGIONS)?;
        diff.comparison = Some(difference(&one.book, &other.book, &other.vocabulary));
    }
    Ok(diff)
}

impl RuleDiff {
    /// 0: what was asked is told, whatever it is.
    #[must_use]
    pub fn exit_status(&self) -> ExitStatus {
        ExitStatus::Complete
    }
}

/// Finds once, judges twice.
fn mines(
    plan: &Plan,
    sets: &[RuleSet; 2],
    changes: &Changes,
    on_stage: &mut dyn FnMut(Stage),
) -> Result<MineDiff, Error> {
    let mut of_both = sets[1].clone();
    of_both.in_force.facts.extend(sets[0].in_force.facts.iter().cloned());
    of_both.in_force.facts.sort();
    of_both.in_force.facts.dedup();
    let lists = GreenLists::load(&plan.green_mines)?;
    find(plan, Some(&of_both), on_stage, |found, on_stage| {
        on_stage(Stage::Judge);
        let [old, new] = [found.judge(Some(&sets[0]), &lists), found.judge(Some(&sets[1]), &lists)];
        Ok(compared(&found, &old, &new, changes))
    })
}

fn compared(found: &Found<'_>, old: &Judged, new: &Judged, changes: &Changes) -> MineDiff {
    let mut diff = MineDiff {
        mines: old.judgements.len(),
        changed: Vec::new(),
        moves: Vec::new(),
        other_flag: 0,
        other_clauses: 0,
        same: 0,
    };
    let mut moves: BTreeMap<(u8, u8), MineMove> = BTreeMap::new();
    let names = check::mine_names(&found.layer, found.name_field.as_deref());
    for (at, (before, after)) in old.judgements.iter().zip(&new.judgements).enumerate() {
        let rulings = [ruling(old, before), ruling(new, after)];
        let clauses = rulings.map(|ruling| ruling.and_then(|ruling| ruling.clauses.clone()).unwrap_or_default());
        if before.verdict != after.verdict {
            let rank = |verdict: Option<Verdict>| verdict.map_or(0, |verdict| verdict.strictness() + 1);
            let key = (u8::MAX - rank(before.verdict), u8::MAX - rank(after.verdict));
            moves.entry(key).or_insert((before.verdict, after.verdict, 0)).2 += 1;
            let mine = &found.layer.mines[at];
            let [of_old, of_new] = clauses;
            diff.changed.push(MineChange {
                id: mine.id.as_ref().map_or_else(|| format!("feature {}", mine.index), ToString::to_string),
                name: names[at].first().cloned().unwrap_or_default(),
                why: why(rulings, [old, new], changes),
                old: (before.verdict, of_old),
                new: (after.verdict, of_new),
            });
        } else if before.is_flagged != after.is_flagged {
            diff.other_flag += 1;
        } else if clauses[0] != clauses[1] {
            diff.other_clauses += 1;
        } else {
            diff.same += 1;
        }
    }
    diff.moves = moves.into_values().collect();
    diff
}

fn ruling<'j>(judged: &'j Judged, judgement: &Judgement) -> Option<&'j Ruling> {
    judged.rulings.as_ref()?.rulings.get(judgement.ruling? as usize)
}

/// The rules that fired in one version alone, or that changed, in words.
fn why(rulings: [Option<&Ruling>; 2], judged: [&Judged; 2], changes: &Changes) -> String {
    let fired = [0, 1].map(|side| -> Vec<&str> {
        let rules = judged[side].rulings.as_ref().map_or(&[][..], |rulings| &rulings.rules);
        let fired = rulings[side].map_or(&[][..], |ruling| &ruling.fired);
        fired.iter().filter_map(|rule| rules.get(*rule as usize)).map(|rule| rule.id.as_str()).collect()
    });
    let mut ids: Vec<&str> = fired.iter().flatten().copied().collect();
    ids.sort_unstable();
    ids.dedup();
    let mut reasons: Vec<String> = ids.iter().filter_map(|id| changes.of(id)).collect();
    let missing = rulings.map(|ruling| ruling.and_then(|ruling| ruling.missing.as_deref()).unwrap_or_default());
    if missing[0] != missing[1] {
        let shown = |text: &str| if text.is_empty() { "nothing".to_owned() } else { text.to_owned() };
        reasons.push(format!("missed before: {}, now: {}", shown(missing[0]), shown(missing[1])));
    }
    if reasons.is_empty() {
        // The same rules, but other ones are in force, or override them.
        let alone = ids.iter().filter(|id| fired[0].contains(id) != fired[1].contains(id));
        reasons
            .extend(alone.map(|id| format!("{id} fires {}", if fired[0].contains(id) { "no longer" } else { "now" })));
    }
    reasons.join("; ")
}
