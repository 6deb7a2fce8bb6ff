//! What words mean: minerals, classes, states, in Chinese and English.

use super::Fact;
use crate::error::Error;

/// A word of a fact, whatever it is called: its number in the vocabulary of that fact, or among the names that cells
/// mention.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Term(pub u16);

impl Term {
    /// Known to be nothing: the word `none` of every fact.
    pub const NONE: Self = Self(0);
    /// A name that no cell mentions, or a word that no vocabulary has.
    pub const OTHER: Self = Self(u16::MAX);
}

/// What was understood of a statement.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// The terms, sorted, each once.
    pub terms: Vec<Term>,
    /// Parts of the statement that mean nothing known, as they are written.
    pub unknown: Vec<String>,
}

/// What words mean, for every fact with a vocabulary.
#[derive(Clone, Debug)]
pub struct Vocabulary {}

impl Vocabulary {
    /// The one that is compiled in.
    #[must_use]
    pub fn built_in() -> Self {
        Self {}
    }

    /// Adds terms, synonyms and groups of a vocabulary file; `path` is for messages.
    ///
    /// # Errors
    /// [`Error::Rules`] with all that is wrong: no TOML, an unknown fact, a synonym that already means another term, an
    /// unknown word in a group.
    pub fn extend(&mut self, text: &str, path: &str) -> Result<(), Error> {
        let _ = (text, path);
        Ok(())
    }

    /// The terms of a fact, `none` first.
    pub fn terms(&self, fact: &Fact) -> impl Iterator<Item = (Term, &str)> {
        let _ = fact;
        std::iter::empty()
    }

    /// The term that one word or one of its synonyms means; `None` if it is not known.
    #[must_use]
    pub fn term(&self, fact: &Fact, word: &str) -> Option<Term> {
        let _ = (fact, word);
        None
    }

    /// The word of a term, as outputs show it; empty for a term that is not of this vocabulary.
    #[must_use]
    pub fn term_word(&self, fact: &Fact, term: Term) -> &str {
        let _ = (fact, term);
        ""
    }

    /// The groups of a fact: name and terms, sorted by name.
    pub fn groups(&self, fact: &Fact) -> impl Iterator<Item = (&str, &[Term])> {
        let _ = fact;
        std::iter::empty()
    }

    /// What a statement of a mine says: one word or several.
    #[must_use]
    pub fn words(&self, fact: &Fact, text: &str) -> Words {
        let _ = (fact, text);
        Words::default()
    }

    /// The known word that is nearest to this one, if one is near enough to be meant.
    #[must_use]
    pub fn nearest(&self, fact: &Fact, word: &str) -> Option<&str> {
        let _ = (fact, word);
        None
    }
}
