//! All rules of all tables: packs, rules, readings.

use std::collections::BTreeMap;

use super::{Cell, Fact, FactKind, Term, Vocabulary, naming};
use crate::domain::{Date, Verdict};
use crate::error::Error;
use crate::read::TableRows;

/// Where the authority of a pack comes from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PackKind {
    /// 论文: a scheme of a paper.
    Paper,
    /// 法规: law, which someone must have verified.
    Law,
    /// 本地: what an office decided for itself.
    #[default]
    Local,
    /// 示例: to learn from, not to decide by.
    Example,
}

impl PackKind {
    /// All kinds.
    pub const ALL: [Self; 4] = [Self::Paper, Self::Law, Self::Local, Self::Example];

    /// The word of the column `kind`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Paper => "paper",
            Self::Law => "law",
            Self::Local => "local",
            Self::Example => "example",
        }
    }
}

/// Rules that belong together, such as those of one regulation.
#[derive(Clone, Debug, PartialEq)]
pub struct Pack {
    /// Its id: the column `pack`, else the stem of the file.
    pub id: String,
    /// Where its authority comes from.
    pub kind: PackKind,
    /// Whether it is law with a row that nobody verified: to be said in every output.
    pub is_unverified: bool,
    /// The rows that nobody verified, by rule id.
    pub unverified_rules: Vec<String>,
    /// What it means to decide: the condition cells of its scope rows, together. None: everything.
    pub scopes: Vec<Vec<(Fact, Cell)>>,
    /// The files that its rows stand in.
    pub files: Vec<String>,
}

/// Where a rule is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RulePlace {
    /// The file, with its sheet.
    pub path: String,
    /// The row, as a spreadsheet counts.
    pub row: usize,
}

/// One row: conditions, and what follows.
#[derive(Clone, Debug, PartialEq)]
pub struct Rule {
    /// Its id, unique among all tables.
    pub id: String,
    /// Its pack, by id.
    pub pack: String,
    /// The decision that it is part of: the column `topic`, else the pack.
    pub topic: String,
    /// A title for people.
    pub title: Option<String>,
    /// What must hold; facts that do not matter are left out.
    pub cells: Vec<(Fact, Cell)>,
    /// What follows.
    pub verdict: Verdict,
    /// Whether it flags.
    pub flag: bool,
    /// What is to be done.
    pub action: Option<String>,
    /// The same in Chinese.
    pub action_zh: Option<String>,
    /// The document that it comes from.
    pub doc: Option<String>,
    /// The clause of it.
    pub section: Option<String>,
    /// Its words.
    pub quote: Option<String>,
    /// A remark.
    pub note: Option<String>,
    /// The same in Chinese.
    pub note_zh: Option<String>,
    /// The first day that it is in force; `None`: always was.
    pub effective_from: Option<Date>,
    /// The last day that it is in force; `None`: until further notice.
    pub effective_to: Option<Date>,
    /// Rules that no longer count where this one fires, by id.
    pub overrides: Vec<String>,
    /// Why it overrides, or why it is.
    pub reason: Option<String>,
    /// The reading of an unclear text that it belongs to: name and choice.
    pub reading: Option<(String, String)>,
    /// Who compared it with the document.
    pub verified_by: Option<String>,
    /// When.
    pub verified_on: Option<Date>,
    /// Fields that it adds to mines: name without `set_`, and value.
    pub sets: Vec<(String, String)>,
    /// Where it is written.
    pub place: RulePlace,
}

/// A question that a text leaves open, and its answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// Its name.
    pub name: String,
    /// The choices, in order of first appearance.
    pub choices: Vec<String>,
    /// The choice that is taken where nothing is said.
    pub default: String,
}

/// All rules of all tables, in the order of tables and rows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RuleBook {
    /// The packs, by id.
    pub packs: Vec<Pack>,
    /// The rules, without scope rows.
    pub rules: Vec<Rule>,
    /// The readings, by name.
    pub readings: Vec<Reading>,
    /// Columns `set_NAME`: the names, in order of first appearance.
    pub set_names: Vec<String>,
    /// The files, as they were named.
    pub files: Vec<String>,
    pub(super) names: Names,
}

/// Names of zones that cells mention: for each fact the keys of its terms, behind `none`.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Names(pub(super) BTreeMap<Fact, Vec<String>>);

impl Names {
    /// The term of a name; [`Term::OTHER`] for one that no cell mentions.
    pub(super) fn term(&self, fact: &Fact, name: &str) -> Term {
        let key = naming::name_key(name);
        let known = self.0.get(fact).and_then(|names| names.iter().position(|known| *known == key));
        known.map_or(Term::OTHER, |at| Term(at as u16 + 1))
    }

    /// How many names of a fact cells mention.
    pub(super) fn count(&self, fact: &Fact) -> usize {
        self.0.get(fact).map_or(0, Vec::len)
    }

    /// The term of a name that a cell mentions.
    pub(super) fn enter(&mut self, fact: &Fact, name: &str) -> Term {
        let known = self.term(fact, name);
        if known != Term::OTHER {
            return known;
        }
        let names = self.0.entry(fact.clone()).or_default();
        names.push(naming::name_key(name));
        Term(names.len() as u16)
    }
}

impl RuleBook {
    /// Reads tables. The order of tables and rows decides nothing but the order in which things are listed.
    ///
    /// # Errors
    /// [`Error::Rules`] with everything that is wrong in all of them.
    pub fn read(tables: &[TableRows], vocabulary: &Vocabulary) -> Result<Self, Error> {
        super::table::read(tables, vocabulary)
    }

    /// All facts that some cell asks about, scopes included, in the order of [`Fact`].
    #[must_use]
    pub fn facts(&self) -> Vec<Fact> {
        let scopes = self.packs.iter().flat_map(|pack| &pack.scopes).flatten();
        let mut facts: Vec<Fact> =
            self.rules.iter().flat_map(|rule| &rule.cells).chain(scopes).map(|(fact, _)| fact.clone()).collect();
        facts.sort();
        facts.dedup();
        facts
    }

    /// The rule of this id.
    #[must_use]
    pub fn rule(&self, id: &str) -> Option<&Rule> {
        self.rules.iter().find(|rule| rule.id == id)
    }

    /// The term of a zone's name or id; [`Term::OTHER`] for one that no cell mentions, and for a fact without names.
    #[must_use]
    pub fn name_term(&self, fact: &Fact, name: &str) -> Term {
        if fact.kind() == FactKind::Names { self.names.term(fact, name) } else { Term::OTHER }
    }
}
