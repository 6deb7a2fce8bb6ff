//! Conditions in words.

use crate::rules::naming::is_chinese;
use crate::rules::{Cell, Fact, FactKind, Item, Vocabulary};

/// All conditions of a rule, a line for each.
pub(super) fn conditions(cells: &[(Fact, Cell)], vocabulary: &Vocabulary) -> Vec<String> {
    if cells.is_empty() {
        return vec!["every mine 所有矿山".to_owned()];
    }
    cells.iter().map(|(fact, cell)| condition(fact, cell, vocabulary)).collect()
}

fn condition(fact: &Fact, cell: &Cell, vocabulary: &Vocabulary) -> String {
    let name = format!("{} {}", fact.name(), fact.chinese());
    match cell {
        Cell::Words(cell) => {
            let items: Vec<String> = cell.items.iter().map(|item| word(fact, item, vocabulary)).collect();
            match (cell.is_negated, items.len()) {
                (false, _) => format!("{name}: {}", items.join(" or 或 ")),
                (true, 1) => format!("{name}: not 非 {}", items.concat()),
                (true, _) => format!("{name}: none of 均非 {}", items.join(", ")),
            }
        }
        Cell::Number(cell) | Cell::Date(cell) => {
            let bound = |bound: &crate::rules::Bound| {
                let sign = match bound.sign {
                    ">=" => "≥",
                    "<=" => "≤",
                    sign => sign,
                };
                format!("{sign} {}{}", bound.value, fact.unit())
            };
            format!("{name}: {}", cell.bounds.iter().map(bound).collect::<Vec<_>>().join(" and 且 "))
        }
    }
}

/// A word with its Chinese one; a group with its members.
fn word(fact: &Fact, item: &Item, vocabulary: &Vocabulary) -> String {
    if fact.kind() == FactKind::Names {
        return item.word.clone();
    }
    let of_term = |term| {
        let word = vocabulary.term_word(fact, term);
        let synonyms = vocabulary.synonyms(fact, term).filter(|synonym| synonym.chars().all(is_chinese));
        let chinese = synonyms.min_by_key(|synonym| synonym.chars().count());
        chinese.filter(|_| !word.chars().any(is_chinese)).map_or(word.to_owned(), |chinese| format!("{word} {chinese}"))
    };
    match item.terms.as_slice() {
        [term] if !item.word.starts_with('@') => of_term(*term),
        terms => format!("{} ({})", item.word, terms.iter().map(|term| of_term(*term)).collect::<Vec<_>>().join(", ")),
    }
}
