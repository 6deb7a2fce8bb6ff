//! Whether two books decide alike, for all mines that there can be.
//!
//! Compared are verdict and flag, on every day on which either book changes, under every choice of readings (one at a time),
//! for mines with one value of a fact or several, with facts that are not known at all, or only in part. The search is
//! exact; ids, texts and citations do not matter.

mod align;
mod inputs;
mod occasions;
mod regions;
mod versus;
mod walk;

use super::search::{Steps, Unfinished};
use super::{RuleBook, Vocabulary};
use crate::domain::{Date, Verdict};

pub use regions::{ChangedRegion, changed_regions};

/// What a book says of a mine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Decision {
    /// The verdict.
    pub verdict: Verdict,
    /// Whether it is flagged.
    pub is_flagged: bool,
}

/// A mine of which two books say different things.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The day.
    pub as_of: Date,
    /// The readings that are not the default.
    pub readings: Vec<(String, String)>,
    /// What is known of it, a value for each fact that either book asks about: several joined by `;`, `?` where it is not
    /// known, `a;?` where there is something beside that was not understood.
    pub mine: Vec<(String, String)>,
    /// What the first book says.
    pub one: Decision,
    /// What the second one says.
    pub other: Decision,
}

/// What a comparison came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// There is no mine of which they say different things: proven.
    Alike,
    /// There is one.
    Differ(Box<Difference>),
    /// The search was stopped before it was known.
    Unfinished,
}

/// Looks for a mine of which two books say different things.
#[must_use]
pub fn difference(one: &RuleBook, other: &RuleBook, vocabulary: &Vocabulary) -> Comparison {
    match search(one, other, vocabulary) {
        Ok(None) => Comparison::Alike,
        Ok(Some(difference)) => Comparison::Differ(Box::new(difference)),
        Err(Unfinished) => Comparison::Unfinished,
    }
}

fn search(one: &RuleBook, other: &RuleBook, vocabulary: &Vocabulary) -> Result<Option<Difference>, Unfinished> {
    let (one, other) = align::aligned(one, other);
    let mut steps = Steps(Steps::MANY);
    for occasion in occasions::all(&one, &other) {
        let versus = versus::Versus::new(&occasion.one.rules, &occasion.other.rules);
        if let Some((mine, one, other)) = walk::find(&versus, &one, vocabulary, &mut steps)? {
            let (as_of, readings) = (occasion.as_of, occasion.readings);
            return Ok(Some(Difference { as_of, readings, mine, one, other }));
        }
    }
    Ok(None)
}
