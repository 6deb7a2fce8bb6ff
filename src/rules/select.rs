//! Which rules hold on a day, under chosen readings.

use super::book::Names;
use super::{Fact, Pack, Rule, RuleBook};
use crate::domain::Date;
use crate::error::Error;

/// What is chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selection {
    /// The day on which rules must be in force, and the meaning of `@today`.
    pub as_of: Date,
    /// Readings that are not to be the default: name and choice; the choice `all` takes all of them.
    pub readings: Vec<(String, String)>,
}

/// The rules that hold.
#[derive(Clone, Debug, PartialEq)]
pub struct InForce {
    /// The day.
    pub as_of: Date,
    /// The rules, in the order of the book; `@today` in their cells is that day.
    pub rules: Vec<Rule>,
    /// The packs of the book, by id; all of them, so that scopes and banners are there.
    pub packs: Vec<Pack>,
    /// The rules that do not hold.
    pub left_out: Vec<LeftOut>,
    /// What was chosen of each reading, by name.
    pub readings: Vec<ReadingInUse>,
    /// The facts that these rules ask about, in the order of [`Fact`].
    pub facts: Vec<Fact>,
    /// Columns `set_NAME` of the book.
    pub set_names: Vec<String>,
    pub(super) names: Names,
}

/// A rule that does not hold, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// Its index among [`RuleBook::rules`].
    pub rule: usize,
    /// Its id.
    pub id: String,
    /// Why.
    pub why: Why,
}

/// Why a rule does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// It comes into force on this later day.
    NotYet(Date),
    /// This was its last day.
    NoLonger(Date),
    /// It belongs to another choice of a reading.
    Reading {
        /// The reading.
        name: String,
        /// The choice that it belongs to.
        choice: String,
    },
}

/// A reading and what was chosen of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadingInUse {
    /// Its name.
    pub name: String,
    /// The choices whose rules hold: one, or all.
    pub choices: Vec<String>,
    /// Whether the choice is that of the table.
    pub is_default: bool,
}

impl RuleBook {
    /// The rules that hold on a day, under chosen readings.
    ///
    /// # Errors
    /// [`Error::Usage`] for a reading or a choice that no table has.
    pub fn in_force(&self, selection: &Selection) -> Result<InForce, Error> {
        let _ = selection;
        todo_api()
    }
}
fn todo_api<T>() -> T {
    std::process::abort()
}
