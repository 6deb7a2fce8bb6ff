//! Which rules and which words of cells no example touches.

use std::collections::{BTreeMap, BTreeSet};

use crate::rules::{Cell, Fact, InForce, Known, RuleBook, Term, Truth, truths};

/// What no example touches.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// How many rules there are.
    pub rules: usize,
    /// Rules that no example fires, by id.
    pub silent: Vec<String>,
    /// How many words cells have.
    pub words: usize,
    /// Words that no example puts to the test.
    pub unused: Vec<Unused>,
}

/// Words of one cell that no example puts to the test: of a list, no example fires the rule by them; of a negated one, no
/// example is kept out by them alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unused {
    /// The rule.
    pub rule: String,
    /// The fact.
    pub fact: String,
    /// The words.
    pub words: Vec<String>,
}

/// Counts example by example.
pub(super) struct Tally {
    fired: BTreeSet<String>,
    /// By rule id and fact: terms that were put to the test.
    tested: BTreeMap<(String, Fact), BTreeSet<Term>>,
}

impl Tally {
    pub(super) fn new(_book: &RuleBook) -> Self {
        Self { fired: BTreeSet::new(), tested: BTreeMap::new() }
    }

    pub(super) fn add(&mut self, in_force: &InForce, facts: &[Fact], known: &[Known<'_>]) {
        for rule in &in_force.rules {
            let truths: Vec<Truth> = truths(rule, facts, known).into_iter().map(|(_, truth)| truth).collect();
            let unmet: Vec<usize> = (0..truths.len()).filter(|at| truths[*at] != Truth::Yes).collect();
            if unmet.is_empty() {
                self.fired.insert(rule.id.clone());
            }
            for (at, (fact, cell)) in rule.cells.iter().enumerate() {
                let Cell::Words(cell) = cell else { continue };
                let is_tested =
                    if cell.is_negated { unmet == [at] && truths[at] == Truth::No } else { unmet.is_empty() };
                let known = facts.iter().position(|of| of == fact).map(|at| known[at]);
                if let (true, Some(Known::Words { terms, .. })) = (is_tested, known) {
                    let terms = if terms.is_empty() { &[Term::NONE] } else { terms };
                    self.tested.entry((rule.id.clone(), fact.clone())).or_default().extend(terms);
                }
            }
        }
    }

    pub(super) fn coverage(&self, book: &RuleBook) -> Coverage {
        let mut coverage = Coverage { rules: book.rules.len(), ..Coverage::default() };
        for rule in &book.rules {
            if !self.fired.contains(&rule.id) {
                coverage.silent.push(rule.id.clone());
            }
            for (fact, cell) in &rule.cells {
                let Cell::Words(cell) = cell else { continue };
                let tested = self.tested.get(&(rule.id.clone(), fact.clone()));
                let is_tested =
                    |terms: &[Term]| tested.is_some_and(|known| terms.iter().any(|term| known.contains(term)));
                let words = cell.items.iter().filter(|item| !is_tested(&item.terms)).map(|item| item.word.clone());
                let words: Vec<String> = words.collect();
                coverage.words += cell.items.len();
                if !words.is_empty() {
                    coverage.unused.push(Unused { rule: rule.id.clone(), fact: fact.name().into_owned(), words });
                }
            }
        }
        coverage
    }
}
