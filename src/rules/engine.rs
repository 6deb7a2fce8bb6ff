//! Judges many mines.

use super::{Fact, InForce, Known, Outcome, Term, Vocabulary};

/// Judges many mines by the same rules. Outcomes are kept once each, in the order of their first use.
#[derive(Clone, Debug)]
pub struct Engine {
    in_force: InForce,
    outcomes: Vec<Outcome>,
}

impl Engine {
    /// Prepares the rules.
    #[must_use]
    pub fn new(in_force: &InForce, vocabulary: &Vocabulary) -> Self {
        let _ = vocabulary;
        Self { in_force: in_force.clone(), outcomes: Vec::new() }
    }

    /// The facts that [`Engine::judge`] wants, in this order.
    #[must_use]
    pub fn facts(&self) -> &[Fact] {
        &self.in_force.facts
    }

    /// The term of a zone's name or id; [`Term::OTHER`] for one that no cell mentions.
    #[must_use]
    pub fn name_term(&self, fact: &Fact, name: &str) -> Term {
        self.in_force.names.term(fact, name)
    }

    /// Judges one mine; gives the index of what it comes to among [`Engine::outcomes`]. A fact left out is missing.
    pub fn judge(&mut self, known: &[Known<'_>]) -> u32 {
        let _ = known;
        0
    }

    /// What mines came to so far, each once, in the order of first use.
    #[must_use]
    pub fn outcomes(&self) -> &[Outcome] {
        &self.outcomes
    }
}
