//! The values of a fact that cells tell apart: one of each kind.

use super::{Cell, Fact, Known, Term, Vocabulary};
use crate::domain::Date;

/// One kind of values: whatever meets a cell, all of them meet it.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// One of them.
    pub value: PartValue,
    /// What they are, for people.
    pub label: String,
}

/// A value of a fact that is known for certain.
#[derive(Clone, Debug, PartialEq)]
pub enum PartValue {
    /// Words or names that belong together; empty for `none`.
    Terms(Vec<Term>),
    /// A number.
    Number(f64),
    /// A day.
    Date(Date),
}

impl Part {
    /// As the engine takes it.
    #[must_use]
    pub fn known(&self) -> Known<'_> {
        match &self.value {
            PartValue::Terms(terms) => Known::Words { terms, is_complete: true },
            PartValue::Number(number) => Known::Number { low: *number, high: *number },
            PartValue::Date(day) => Known::Date { first: *day, last: *day },
        }
    }
}

/// The values of a fact that these cells tell apart: each term that some cell singles out, all other words together,
/// `none`; each threshold, and a number (a day) between it and the next.
#[must_use]
pub fn partition(fact: &Fact, cells: &[&Cell], vocabulary: &Vocabulary) -> Vec<Part> {
    let _ = (fact, cells, vocabulary);
    Vec::new()
}
