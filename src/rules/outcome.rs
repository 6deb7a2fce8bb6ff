//! What all rules together say of a mine.

use super::regions::size;
use super::{Fact, InForce, Known, Rule, Truth};
use crate::domain::Verdict;

/// What all rules together say. Rules are indices among [`InForce::rules`], ascending.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// Rules all of whose cells are met, the overridden ones too.
    pub fired: Vec<usize>,
    /// Rules that are not refuted, but miss a fact.
    pub open: Vec<usize>,
    /// Fired rules that do not count, since a fired rule overrides them.
    pub overridden: Vec<usize>,
    /// Open rules that are stricter than all that counts: because of them the verdict is `review`.
    pub doubtful: Vec<usize>,
    /// The verdict; never `allowed` because nothing was found.
    pub verdict: Verdict,
    /// Whether nothing fired and nothing is open: no rule speaks of the mine.
    pub is_silent: bool,
    /// Whether a rule that counts flags.
    pub is_flagged: bool,
    /// The rules that do.
    pub flagging: Vec<usize>,
    /// The facts that doubtful rules miss, in the order of [`InForce::facts`].
    pub missing: Vec<Fact>,
    /// For each pack of which a rule counts, by pack id, the strictest verdict of these rules.
    pub by_pack: Vec<(String, Verdict)>,
    /// `pack:verdict;pack:verdict` by pack id, where packs differ.
    pub conflict: Option<String>,
    /// Ids of all fired rules, strictest first, then by id, joined by `;`.
    pub clauses: Option<String>,
    /// Fields to add: each name once, in the order of [`InForce::set_names`]; different values of several rules are
    /// joined by `;`, strictest rule first.
    pub sets: Vec<(String, String)>,
}

impl Outcome {
    /// What one mine comes to, cell by cell: the plain way, for one mine at a time. `known` belongs to `facts` one to one;
    /// a fact that is not among them is missing.
    #[must_use]
    pub fn of_one(in_force: &InForce, facts: &[Fact], known: &[Known<'_>]) -> Self {
        let (mut fired, mut open) = (Vec::new(), Vec::new());
        let mut missing: Vec<(usize, Fact)> = Vec::new();
        for (index, rule) in in_force.rules.iter().enumerate() {
            let truths = truths(rule, facts, known);
            match truths.iter().map(|(_, truth)| *truth).min().unwrap_or(Truth::Yes) {
                Truth::Yes => fired.push(index),
                Truth::No => {}
                Truth::Missing => {
                    open.push(index);
                    let missed = truths.into_iter().filter(|(_, truth)| *truth == Truth::Missing);
                    missing.extend(missed.map(|(fact, _)| (index, fact)));
                }
            }
        }
        let mut escapes = vec![0; size(in_force.override_count())];
        in_force.escapes(facts, known, &mut escapes);
        let mut outcome = Self::of(in_force, fired, open, &escapes);
        let missing: Vec<Fact> =
            missing.into_iter().filter(|(rule, _)| outcome.doubtful.contains(rule)).map(|(_, fact)| fact).collect();
        outcome.missing = in_force.facts.iter().filter(|fact| missing.contains(fact)).cloned().collect();
        outcome
    }

    /// What fired and open rules come to, were it not for these overrides; `missing` is left empty.
    pub(super) fn of(in_force: &InForce, fired: Vec<usize>, open: Vec<usize>, escapes: &[u64]) -> Self {
        let rules = &in_force.rules;
        let is_overridden = |index: usize| {
            in_force.overridden_by(index).iter().enumerate().any(|(nth, by)| {
                let at = in_force.override_at(index, nth);
                fired.binary_search(by).is_ok() && escapes[at / 64] >> (at % 64) & 1 == 0
            })
        };
        let (overridden, counting): (Vec<usize>, Vec<usize>) = fired.iter().partition(|index| is_overridden(**index));
        let strictest = counting.iter().map(|index| rules[*index].verdict).max();
        // What a fired rule overrides would not count, whatever its missing facts are.
        let is_doubtful = |index: &usize| strictest < Some(rules[*index].verdict) && !is_overridden(*index);
        let doubtful: Vec<usize> = open.iter().copied().filter(is_doubtful).collect();
        let verdict = strictest.filter(|_| doubtful.is_empty()).unwrap_or(Verdict::Review);
        let flagging: Vec<usize> = counting.iter().copied().filter(|index| rules[*index].flag).collect();
        let mut of_packs: Vec<Option<Verdict>> = vec![None; in_force.packs.len()];
        for index in &counting {
            let strictest = &mut of_packs[in_force.pack_of(*index)];
            *strictest = Some(rules[*index].verdict).max(*strictest);
        }
        let of_packs = in_force.packs.iter().zip(of_packs);
        let by_pack: Vec<(String, Verdict)> =
            of_packs.filter_map(|(pack, verdict)| Some((pack.id.clone(), verdict?))).collect();
        let differ = by_pack.iter().any(|(_, verdict)| Some(*verdict) != strictest);
        let texts = || by_pack.iter().map(|(pack, verdict)| format!("{pack}:{}", verdict.word())).collect::<Vec<_>>();
        Self {
            is_silent: fired.is_empty() && open.is_empty(),
            is_flagged: !flagging.is_empty(),
            conflict: differ.then(|| texts().join(";")),
            clauses: clauses(in_force, &fired),
            sets: sets(in_force, &counting),
            by_pack,
            missing: Vec::new(),
            fired,
            open,
            overridden,
            doubtful,
            verdict,
            flagging,
        }
    }
}

fn clauses(in_force: &InForce, fired: &[usize]) -> Option<String> {
    let ids: Vec<&str> = in_force.ranked(fired).into_iter().map(|rule| in_force.rules[rule].id.as_str()).collect();
    (!ids.is_empty()).then(|| ids.join(";"))
}

fn sets(in_force: &InForce, counting: &[usize]) -> Vec<(String, String)> {
    let ranked = in_force.ranked(counting);
    let of_name = |name: &String| {
        let mut values: Vec<&str> = Vec::new();
        for (_, value) in ranked.iter().flat_map(|rule| &in_force.rules[*rule].sets).filter(|(set, _)| set == name) {
            if !values.contains(&value.as_str()) {
                values.push(value);
            }
        }
        (!values.is_empty()).then(|| (name.clone(), values.join(";")))
    };
    in_force.set_names.iter().filter_map(of_name).collect()
}

/// The truth of each cell of a rule, in its order. `known` belongs to `facts` one to one; a fact that is not among them is
/// missing.
#[must_use]
pub fn truths(rule: &Rule, facts: &[Fact], known: &[Known<'_>]) -> Vec<(Fact, Truth)> {
    let of = |fact: &Fact| facts.iter().position(|one| one == fact).and_then(|at| known.get(at));
    let truth = |(fact, cell): &(Fact, super::Cell)| {
        (fact.clone(), of(fact).map_or(Truth::Missing, |known| cell.matches(known)))
    };
    rule.cells.iter().map(truth).collect()
}
