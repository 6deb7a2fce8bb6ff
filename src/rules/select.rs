//! Which rules hold on a day, under chosen readings.

use std::collections::BTreeMap;

use super::book::Names;
use super::{Fact, Pack, Reading, Rule, RuleBook, Term};
use crate::domain::Date;
use crate::error::Error;
use crate::suggest;

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
    names: Names,
    /// For each rule, the rules that override it, ascending.
    overridden_by: Vec<Vec<usize>>,
    /// For each rule, how many overrides stand before its first: the last one counts them all.
    first_override: Vec<usize>,
    /// For each rule its place among all: strictest first, then by id.
    ranks: Vec<usize>,
    /// For each rule its pack, by index.
    packs_of: Vec<usize>,
}

impl InForce {
    /// The term of a zone's name or id; [`Term::OTHER`] for one that no cell mentions, and for a fact without names.
    #[must_use]
    pub fn name_term(&self, fact: &Fact, name: &str) -> Term {
        self.names.term(fact, name)
    }

    /// How many names of a fact cells mention: its terms are 1 to this number.
    pub(super) fn names_of(&self, fact: &Fact) -> usize {
        self.names.count(fact)
    }

    /// The pack of a rule, by index among [`InForce::packs`].
    pub(super) fn pack_of(&self, rule: usize) -> usize {
        self.packs_of[rule]
    }

    /// The rules that override a rule, ascending.
    #[must_use]
    pub fn overridden_by(&self, rule: usize) -> &[usize] {
        &self.overridden_by[rule]
    }

    /// How many pairs of an overridden and an overriding rule there are.
    pub(super) fn override_count(&self) -> usize {
        self.first_override.last().copied().unwrap_or(0)
    }

    /// The number of a pair: that of a rule and of the nth rule that overrides it.
    pub(super) fn override_at(&self, rule: usize, nth: usize) -> usize {
        self.first_override[rule] + nth
    }

    /// Rules strictest first, then by id, so that the order of rows decides nothing.
    #[must_use]
    pub fn ranked(&self, rules: &[usize]) -> Vec<usize> {
        let mut ranked = rules.to_vec();
        ranked.sort_by_key(|rule| self.ranks[*rule]);
        ranked
    }
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
        let readings = self.choose(&selection.readings)?;
        let mut rules = Vec::new();
        let mut left_out = Vec::new();
        for (index, rule) in self.rules.iter().enumerate() {
            if let Some(why) = why_not(rule, selection.as_of, &readings) {
                left_out.push(LeftOut { rule: index, id: rule.id.clone(), why });
                continue;
            }
            let mut rule = rule.clone();
            for (_, cell) in &mut rule.cells {
                *cell = cell.as_of(selection.as_of);
            }
            rules.push(rule);
        }
        let mut facts: Vec<Fact> = rules.iter().flat_map(|rule| &rule.cells).map(|(fact, _)| fact.clone()).collect();
        facts.sort();
        facts.dedup();
        let mut packs = self.packs.clone();
        for (_, cell) in packs.iter_mut().flat_map(|pack| pack.scopes.iter_mut().flatten()) {
            *cell = cell.as_of(selection.as_of);
        }
        let by_id: BTreeMap<&str, usize> = rules.iter().enumerate().map(|(at, rule)| (rule.id.as_str(), at)).collect();
        let mut overridden_by: Vec<Vec<usize>> = vec![Vec::new(); rules.len()];
        for (by, rule) in rules.iter().enumerate() {
            // A rule that is not in force need not be overridden.
            for rule in rule.overrides.iter().filter_map(|id| by_id.get(id.as_str())) {
                overridden_by[*rule].push(by);
            }
        }
        let mut first_override = vec![0];
        for (rule, by) in overridden_by.iter().enumerate() {
            first_override.push(first_override[rule] + by.len());
        }
        let mut order: Vec<usize> = (0..rules.len()).collect();
        order.sort_by(|a, b| rules[*b].verdict.cmp(&rules[*a].verdict).then_with(|| rules[*a].id.cmp(&rules[*b].id)));
        let mut ranks = vec![0; rules.len()];
        for (rank, rule) in order.into_iter().enumerate() {
            ranks[rule] = rank;
        }
        let pack = |rule: &Rule| packs.iter().position(|pack| pack.id == rule.pack).unwrap_or(0);
        let packs_of = rules.iter().map(pack).collect();
        Ok(InForce {
            as_of: selection.as_of,
            rules,
            packs,
            left_out,
            readings,
            facts,
            set_names: self.set_names.clone(),
            names: self.names.clone(),
            overridden_by,
            first_override,
            ranks,
            packs_of,
        })
    }

    /// What is taken of each reading.
    fn choose(&self, asked: &[(String, String)]) -> Result<Vec<ReadingInUse>, Error> {
        for (at, (name, choice)) in asked.iter().enumerate() {
            let Some(reading) = self.readings.iter().find(|reading| reading.name == *name) else {
                let names = self.readings.iter().map(|reading| reading.name.as_str());
                let hint = match suggest::nearest(name, names.clone()) {
                    Some(nearest) => format!("did you mean \"{nearest}\"?"),
                    None if self.readings.is_empty() => "no rule table has readings".to_owned(),
                    None => format!("the readings are {}", names.collect::<Vec<_>>().join(", ")),
                };
                return Err(Error::Usage { problem: format!("no reading \"{name}\""), hint: Some(hint) });
            };
            if choice != ALL && !reading.choices.contains(choice) {
                let hint = format!("one of {}, {ALL}", reading.choices.join(", "));
                let problem = format!("the reading \"{name}\" has no choice \"{choice}\"");
                return Err(Error::Usage { problem, hint: Some(hint) });
            }
            if asked[..at].iter().any(|(earlier, other)| earlier == name && other != choice) {
                let problem = format!("the reading \"{name}\" is chosen twice");
                return Err(Error::Usage { problem, hint: Some(format!("choose one, or {name}={ALL}")) });
            }
        }
        let of = |reading: &Reading| {
            let asked = asked.iter().find(|(name, _)| *name == reading.name).map(|(_, choice)| choice);
            let choices = match asked {
                Some(choice) if choice == ALL => reading.choices.clone(),
                Some(choice) => vec![choice.clone()],
                None => vec![reading.default.clone()],
            };
            let is_default = choices.len() == 1 && choices[0] == reading.default;
            ReadingInUse { name: reading.name.clone(), choices, is_default }
        };
        Ok(self.readings.iter().map(of).collect())
    }
}

/// The choice that takes the rules of all choices.
const ALL: &str = "all";

fn why_not(rule: &Rule, as_of: Date, readings: &[ReadingInUse]) -> Option<Why> {
    if let Some(from) = rule.effective_from.filter(|from| *from > as_of) {
        return Some(Why::NotYet(from));
    }
    if let Some(to) = rule.effective_to.filter(|to| *to < as_of) {
        return Some(Why::NoLonger(to));
    }
    let (name, choice) = rule.reading.as_ref()?;
    let is_chosen = readings.iter().any(|reading| reading.name == *name && reading.choices.contains(choice));
    (!is_chosen).then(|| Why::Reading { name: name.clone(), choice: choice.clone() })
}
