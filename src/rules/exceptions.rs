//! Whether an exception holds for all that a mine states: a right for uranium and gold is not let off for its gold because
//! rules except uranium.

use super::{Cell, Fact, FactKind, InForce, Known, Rule, Term};

impl InForce {
    /// The pairs of an overridden and an overriding rule that do not count for this mine, as a set of bits in the order of
    /// [`InForce::override_at`]: it states several values of a fact, one of them meets the first rule's cell and not the second's.
    pub(super) fn escapes(&self, facts: &[Fact], known: &[Known<'_>], set: &mut [u64]) {
        set.fill(0);
        let stated = || facts.iter().zip(known).filter(|(fact, known)| several(fact, known).is_some());
        // Nearly every mine states one value of each fact: nothing more is to be looked at then.
        if stated().next().is_none() {
            return;
        }
        for rule in 0..self.rules.len() {
            for (nth, by) in self.overridden_by(rule).iter().enumerate() {
                let (of, by) = (&self.rules[rule], &self.rules[*by]);
                let escapes = |(fact, known): (&Fact, &Known<'_>)| {
                    cell_of(by, fact).is_some_and(|by| lets_escape(fact, known, cell_of(of, fact), by))
                };
                if stated().any(escapes) {
                    let at = self.override_at(rule, nth);
                    set[at / 64] |= 1 << (at % 64);
                }
            }
        }
    }
}

fn cell_of<'r>(rule: &'r Rule, fact: &Fact) -> Option<&'r Cell> {
    rule.cells.iter().find(|(of, _)| of == fact).map(|(_, cell)| cell)
}

/// Whether one of the values of a fact meets the cell of an overridden rule and not that of the overriding one; so does one
/// that could not be read.
pub(super) fn lets_escape(fact: &Fact, known: &Known<'_>, of: Option<&Cell>, by: &Cell) -> bool {
    let holds = |cell: &Cell, term: Term| match cell {
        Cell::Words(cell) => cell.holds(term),
        Cell::Number(_) | Cell::Date(_) => true,
    };
    several(fact, known).is_some_and(|(terms, is_complete)| {
        !is_complete || terms.iter().any(|term| of.is_none_or(|of| holds(of, *term)) && !holds(by, *term))
    })
}

/// A statement of several values, or of one and another that could not be read.
fn several<'k>(fact: &Fact, known: &Known<'k>) -> Option<(&'k [Term], bool)> {
    let Known::Words { terms, is_complete } = *known else { return None };
    let count = terms.len() + usize::from(!is_complete);
    (count > 1 && fact.kind() == FactKind::Words && !fact.holds_together()).then_some((terms, is_complete))
}
