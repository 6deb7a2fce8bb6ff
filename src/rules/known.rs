//! What is known of one fact of one mine, and the three truths.

use super::Term;
use crate::domain::Date;

/// What is known of one fact of one mine.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Known<'k> {
    /// Nothing is known.
    Missing,
    /// Words or names.
    Words {
        /// Those that are known, in any order; none and complete: there is nothing, which is the word `none`.
        terms: &'k [Term],
        /// False where there is a further value that could not be read.
        is_complete: bool,
    },
    /// A number between two, both possible; equal where it is known, `high` infinite where it is only known from below.
    Number {
        /// The least that it can be.
        low: f64,
        /// The most that it can be.
        high: f64,
    },
    /// A day between two, both possible.
    Date {
        /// The first that it can be.
        first: Date,
        /// The last that it can be.
        last: Date,
    },
}

/// Whether a cell or a rule is met.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Truth {
    /// It is not.
    No,
    /// A fact that it asks for is not known.
    Missing,
    /// It is.
    Yes,
}

impl Truth {
    /// The word for reports.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::No => "no",
            Self::Missing => "missing",
            Self::Yes => "yes",
        }
    }
}
