//! What all rules together say of a mine.

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
    /// What one mine comes to, cell by cell: the plain way, for one mine at a time.
    #[must_use]
    pub fn of_one(in_force: &InForce, facts: &[Fact], known: &[Known<'_>]) -> Self {
        let _ = (in_force, facts, known);
        std::process::abort()
    }
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
