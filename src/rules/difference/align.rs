//! Two books with one numbering of the names of zones.

use crate::rules::{Cell, Fact, RuleBook, Term};

/// The books; terms of the second one are those of the first.
pub(super) fn aligned(one: &RuleBook, other: &RuleBook) -> (RuleBook, RuleBook) {
    let (mut one, mut other) = (one.clone(), other.clone());
    let mut names = one.names.clone();
    let of_other = other.names.0.clone();
    let mut renumber = |fact: &Fact, term: &mut Term| {
        let at = usize::from(term.0).checked_sub(1);
        let name = at.and_then(|at| of_other.get(fact)?.get(at));
        if let Some(name) = name {
            *term = names.enter(fact, name);
        }
    };
    let scopes = other.packs.iter_mut().flat_map(|pack| pack.scopes.iter_mut().flatten());
    let cells = other.rules.iter_mut().flat_map(|rule| rule.cells.iter_mut()).chain(scopes);
    for (fact, cell) in cells {
        let Cell::Words(cell) = cell else { continue };
        for term in cell.items.iter_mut().flat_map(|item| item.terms.iter_mut()).chain(cell.terms.iter_mut()) {
            if *term != Term::OTHER {
                renumber(fact, term);
            }
        }
        cell.terms.sort_unstable();
    }
    one.names = names.clone();
    other.names = names;
    (one, other)
}
