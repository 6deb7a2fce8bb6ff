//! What mines state of themselves, as rules ask for it.

use super::{Fact, Known, Term};
use crate::domain::Date;

/// What one mine states of one fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Statement {
    /// Nothing, or nothing that is understood.
    Missing,
    /// Words: which of the lists of [`Statements`], and whether all words were understood.
    Words(u32, bool),
    /// A day, or a span of days that holds it.
    Span(Date, Date),
}

/// What all mines state: a column for each fact that is stated, a value for each mine.
#[derive(Clone, Debug, Default)]
pub struct Statements {
    columns: Vec<(Fact, Vec<Statement>)>,
    /// Lists of words, each once.
    lists: Vec<Vec<Term>>,
}

impl Statements {
    /// A statement of these words.
    pub fn words(&mut self, terms: &[Term], is_complete: bool) -> Statement {
        let known = self.lists.iter().position(|list| list == terms);
        let list = known.unwrap_or_else(|| {
            self.lists.push(terms.to_vec());
            self.lists.len() - 1
        });
        Statement::Words(list as u32, is_complete)
    }

    /// Adds a column, a value for each mine.
    pub fn push(&mut self, fact: Fact, values: Vec<Statement>) {
        self.columns.push((fact, values));
    }

    /// The column of a fact; `None` where nothing states it.
    #[must_use]
    pub fn column(&self, fact: &Fact) -> Option<&[Statement]> {
        self.columns.iter().find(|(of, _)| of == fact).map(|(_, values)| values.as_slice())
    }

    /// The same lists of words with other columns: what a function makes of the values of each.
    #[must_use]
    pub fn map_columns(&self, make: impl Fn(&[Statement]) -> Vec<Statement>) -> Self {
        let columns = self.columns.iter().map(|(fact, values)| (fact.clone(), make(values))).collect();
        Self { columns, lists: self.lists.clone() }
    }

    /// What a statement makes known.
    #[must_use]
    pub fn known(&self, statement: Statement) -> Known<'_> {
        match statement {
            Statement::Missing => Known::Missing,
            Statement::Words(list, is_complete) => {
                Known::Words { terms: self.lists.get(list as usize).map_or(&[], Vec::as_slice), is_complete }
            }
            Statement::Span(first, last) => Known::Date { first, last },
        }
    }
}
