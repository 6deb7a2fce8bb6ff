//! Examples beside a table: mines of which somebody has said what must come out.
//!
//! A table of examples has a column for each fact that it states (as rule tables name them), `case` (a name for the example),
//! `verdict`, and, where they are to be compared, `clauses` (ids of all rules that fire, joined by `;`), `missing` (facts that
//! keep the verdict at review), `flag` (yes or no) and `set_NAME`; `as_of` is the day, `reading` holds `NAME=CHOICE`, both of one
//! example. A blank fact is not known, `none` is known to be nothing, several values are joined by `;`, `?` among them is a
//! further one that could not be read. Numbers are exact (`5km`) or lie in a range (`>=20km`).

mod coverage;
mod read;
mod text;
mod trial;

use super::{Fact, Known, Term};
use crate::domain::{Date, Verdict};

pub use coverage::{Coverage, Unused};
pub use trial::{Failure, Trial, Wrong, test};

/// One example.
#[derive(Clone, Debug, PartialEq)]
pub struct Example {
    /// Its name.
    pub case: String,
    /// Its row, as a spreadsheet counts.
    pub row: usize,
    /// What is known of the mine: fact, value, and the value as it is written.
    pub mine: Vec<(Fact, Value, String)>,
    /// The day, where it is not that of the test.
    pub as_of: Option<Date>,
    /// Readings that are not to be the default.
    pub readings: Vec<(String, String)>,
    /// The verdict that must come out.
    pub verdict: Verdict,
    /// Ids of the rules that must fire, sorted; `None` where they are not compared.
    pub clauses: Option<Vec<String>>,
    /// Names of the facts that must be missed, sorted; `None` where they are not compared.
    pub missing: Option<Vec<String>>,
    /// Whether it must be flagged; `None` where that is not compared.
    pub flag: Option<bool>,
    /// Fields that must be added; `None` as a value: it must not be.
    pub sets: Vec<(String, Option<Vec<String>>)>,
}

/// A value of a fact.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Words or names.
    Words {
        /// None: it is nothing.
        terms: Vec<Term>,
        /// False where there is one that could not be read.
        is_complete: bool,
    },
    /// A number between two.
    Number(f64, f64),
    /// A day between two.
    Days(Date, Date),
}

impl Value {
    /// As rules ask for it.
    #[must_use]
    pub fn known(&self) -> Known<'_> {
        match self {
            Self::Words { terms, is_complete } => Known::Words { terms, is_complete: *is_complete },
            Self::Number(low, high) => Known::Number { low: *low, high: *high },
            Self::Days(first, last) => Known::Date { first: *first, last: *last },
        }
    }
}
