//! Judges many mines: for each value of each fact, the sets of rules that it meets, as bits.
//!
//! A rule fires where the meet-set of every fact holds it, and is open where every fact's set of rules not refuted holds it.
//! So a mine costs a few machine words for each fact, whatever the number of cells; what it comes to is worked out
//! once for each different pair of sets and kept.

use std::collections::HashMap;

use foldhash::fast::FixedState;

use super::regions::{FactTable, size};
use super::{Fact, InForce, Known, Outcome, Term, Vocabulary};

/// Judges many mines by the same rules. Outcomes are kept once each, in the order of their first use.
#[derive(Clone, Debug)]
pub struct Engine {
    in_force: InForce,
    /// By fact of [`InForce::facts`].
    tables: Vec<FactTable>,
    /// The set of all rules.
    all: Vec<u64>,
    outcomes: Vec<Outcome>,
    /// What the sets of fired and open rules and of overrides that do not count, one behind the other, come to.
    by_rules: HashMap<Vec<u64>, Base, FixedState>,
    /// Outcomes that still want their missing facts, and their doubtful rules.
    bases: Vec<(Outcome, Vec<u64>)>,
    /// The outcome of a base, its index in front, and a set of missing facts.
    by_missing: HashMap<Vec<u64>, u32, FixedState>,
    /// Room for a key of `by_rules`.
    key: Vec<u64>,
    /// Room for a key of `by_missing`.
    missing: Vec<u64>,
}

/// What fired and open rules come to.
#[derive(Clone, Copy, Debug)]
enum Base {
    /// This outcome, whatever is missing.
    Settled(u32),
    /// One of [`Engine::bases`]: it depends on what is missing.
    Open(u32),
}

impl Engine {
    /// Prepares the rules.
    #[must_use]
    pub fn new(in_force: &InForce, vocabulary: &Vocabulary) -> Self {
        let rules = in_force.rules.len();
        let mut all = vec![u64::MAX; size(rules)];
        if let Some(last) = all.last_mut() {
            *last = if rules == 0 { 0 } else { u64::MAX >> (size(rules) * 64 - rules) };
        }
        Self {
            tables: in_force
                .facts
                .iter()
                .map(|fact| FactTable::new(fact, &in_force.rules, vocabulary, in_force))
                .collect(),
            key: vec![0; all.len() * 2 + size(in_force.override_count())],
            missing: vec![0; 1 + size(in_force.facts.len())],
            in_force: in_force.clone(),
            all,
            outcomes: Vec::new(),
            by_rules: HashMap::default(),
            bases: Vec::new(),
            by_missing: HashMap::default(),
        }
    }

    /// The facts that [`Engine::judge`] wants, in this order.
    #[must_use]
    pub fn facts(&self) -> &[Fact] {
        &self.in_force.facts
    }

    /// The rules that it judges by.
    #[must_use]
    pub fn in_force(&self) -> &InForce {
        &self.in_force
    }

    /// The term of a zone's name or id; [`Term::OTHER`] for one that no cell mentions.
    #[must_use]
    pub fn name_term(&self, fact: &Fact, name: &str) -> Term {
        self.in_force.name_term(fact, name)
    }

    /// Judges one mine; gives the index of what it comes to among [`Engine::outcomes`]. A fact left out, and one whose
    /// kind of value is not that of the fact, is missing.
    pub fn judge(&mut self, known: &[Known<'_>]) -> u32 {
        let (fired, rest) = self.key.split_at_mut(self.all.len());
        let (open, escapes) = rest.split_at_mut(self.all.len());
        fired.copy_from_slice(&self.all);
        open.copy_from_slice(&self.all);
        for (at, table) in self.tables.iter().enumerate() {
            let known = known.get(at).copied().unwrap_or(Known::Missing);
            table.each(known, &self.all, |word, met, kept| {
                fired[word] &= met;
                open[word] &= kept;
            });
        }
        for (open, fired) in open.iter_mut().zip(fired) {
            *open &= !*fired;
        }
        if !escapes.is_empty() {
            self.in_force.escapes(&self.in_force.facts, known, escapes);
        }
        match self.by_rules.get(self.key.as_slice()) {
            Some(Base::Settled(outcome)) => *outcome,
            Some(Base::Open(base)) => self.of_missing(*base, known),
            None => self.new_rules(known),
        }
    }

    fn new_rules(&mut self, known: &[Known<'_>]) -> u32 {
        let (fired, rest) = self.key.split_at(self.all.len());
        let (open, escapes) = rest.split_at(self.all.len());
        let outcome = Outcome::of(&self.in_force, members(fired), members(open), escapes);
        if outcome.doubtful.is_empty() {
            let index = self.outcomes.len() as u32;
            self.outcomes.push(outcome);
            self.by_rules.insert(self.key.clone(), Base::Settled(index));
            return index;
        }
        let mut doubtful = vec![0; self.all.len()];
        for rule in &outcome.doubtful {
            doubtful[rule / 64] |= 1 << (rule % 64);
        }
        let base = self.bases.len() as u32;
        self.bases.push((outcome, doubtful));
        self.by_rules.insert(self.key.clone(), Base::Open(base));
        self.of_missing(base, known)
    }

    /// The outcome with the facts that its doubtful rules miss.
    fn of_missing(&mut self, base: u32, known: &[Known<'_>]) -> u32 {
        let (outcome, doubtful) = &self.bases[base as usize];
        self.missing.fill(0);
        self.missing[0] = u64::from(base);
        for (at, table) in self.tables.iter().enumerate() {
            let known = known.get(at).copied().unwrap_or(Known::Missing);
            let mut is_missing = false;
            table.each(known, &self.all, |word, met, kept| is_missing |= kept & !met & doubtful[word] != 0);
            self.missing[1 + at / 64] |= u64::from(is_missing) << (at % 64);
        }
        if let Some(index) = self.by_missing.get(self.missing.as_slice()) {
            return *index;
        }
        let facts = members(&self.missing[1..]).into_iter().map(|fact| self.in_force.facts[fact].clone());
        let index = self.outcomes.len() as u32;
        self.outcomes.push(Outcome { missing: facts.collect(), ..outcome.clone() });
        self.by_missing.insert(self.missing.clone(), index);
        index
    }

    /// What mines came to so far, each once, in the order of first use.
    #[must_use]
    pub fn outcomes(&self) -> &[Outcome] {
        &self.outcomes
    }
}

/// The numbers in a set, ascending.
fn members(set: &[u64]) -> Vec<usize> {
    let mut members = Vec::new();
    for (at, bits) in set.iter().enumerate() {
        let mut bits = *bits;
        while bits != 0 {
            members.push(at * 64 + bits.trailing_zeros() as usize);
            bits &= bits - 1;
        }
    }
    members
}
