//! What changed between two books, row by row and column by column.

use std::path::Path;

use super::{Fact, Rule, RuleBook};
use crate::domain::Date;

/// Rules that came, went, or changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Rules of the second book whose id the first one has not.
    pub added: Vec<String>,
    /// Rules of the first book whose id the second one has not.
    pub removed: Vec<String>,
    /// Rules of both with other cells.
    pub changed: Vec<ChangedRule>,
    /// How many rules are as they were.
    pub same: usize,
}

/// A rule with other cells than before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangedRule {
    /// Its id.
    pub id: String,
    /// Column, what stood there, what stands there.
    pub columns: Vec<(String, String, String)>,
}

impl Changes {
    /// Compares rules by their ids. Order of rows does not matter.
    #[must_use]
    pub fn between(old: &RuleBook, new: &RuleBook) -> Self {
        let mut changes = Self::default();
        for rule in &old.rules {
            match new.rule(&rule.id) {
                None => changes.removed.push(rule.id.clone()),
                Some(now) => {
                    let columns = columns(rule, now);
                    if columns.is_empty() {
                        changes.same += 1;
                    } else {
                        changes.changed.push(ChangedRule { id: rule.id.clone(), columns });
                    }
                }
            }
        }
        let is_new = |rule: &&Rule| old.rule(&rule.id).is_none();
        changes.added = new.rules.iter().filter(is_new).map(|rule| rule.id.clone()).collect();
        changes
    }

    /// Whether a rule came, went or changed: in a few words.
    #[must_use]
    pub fn of(&self, id: &str) -> Option<String> {
        if self.added.iter().any(|added| added == id) {
            return Some(format!("{id} is new"));
        }
        if self.removed.iter().any(|removed| removed == id) {
            return Some(format!("{id} is gone"));
        }
        let changed = self.changed.iter().find(|changed| changed.id == id)?;
        let columns: Vec<&str> = changed.columns.iter().map(|(column, ..)| column.as_str()).collect();
        Some(format!("{id} changed in {}", columns.join(", ")))
    }
}

fn columns(old: &Rule, new: &Rule) -> Vec<(String, String, String)> {
    let mut facts: Vec<&Fact> = old.cells.iter().chain(&new.cells).map(|(fact, _)| fact).collect();
    facts.sort();
    facts.dedup();
    let cell = |rule: &Rule, fact: &Fact| {
        rule.cells.iter().find(|(of, _)| of == fact).map_or_else(String::new, |(_, cell)| cell.to_string())
    };
    let mut sets: Vec<&String> = old.sets.iter().chain(&new.sets).map(|(name, _)| name).collect();
    sets.sort();
    sets.dedup();
    let set = |rule: &Rule, name: &String| {
        rule.sets.iter().find(|(of, _)| of == name).map_or_else(String::new, |(_, value)| value.clone())
    };
    let fixed = fixed(old).into_iter().zip(fixed(new)).map(|((name, old), (_, new))| (name.to_owned(), old, new));
    let conditions = facts.into_iter().map(|fact| (fact.name().into_owned(), cell(old, fact), cell(new, fact)));
    let sets = sets.into_iter().map(|name| (format!("set_{name}"), set(old, name), set(new, name)));
    conditions.chain(fixed).chain(sets).filter(|(_, old, new)| old != new).collect()
}

/// The columns that are no conditions, with their values.
fn fixed(rule: &Rule) -> Vec<(&'static str, String)> {
    let text = |cell: &Option<String>| cell.clone().unwrap_or_default();
    let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
    let mut overrides = rule.overrides.clone();
    overrides.sort();
    let stem = Path::new(&rule.place.path).file_stem().map(|stem| stem.to_string_lossy()).unwrap_or_default();
    vec![
        ("verdict", rule.verdict.word().to_owned()),
        ("flag", if rule.flag { "yes" } else { "no" }.to_owned()),
        // What a table leaves to its file name or to its pack is no change of the row.
        ("pack", if rule.pack == stem { String::new() } else { rule.pack.clone() }),
        ("topic", if rule.topic == rule.pack { String::new() } else { rule.topic.clone() }),
        ("title", text(&rule.title)),
        ("action", text(&rule.action)),
        ("action_zh", text(&rule.action_zh)),
        ("doc", text(&rule.doc)),
        ("section", text(&rule.section)),
        ("quote", text(&rule.quote)),
        ("note", text(&rule.note)),
        ("note_zh", text(&rule.note_zh)),
        ("effective_from", day(rule.effective_from)),
        ("effective_to", day(rule.effective_to)),
        ("overrides", overrides.join("|")),
        ("reason", text(&rule.reason)),
        ("reading", rule.reading.as_ref().map(|(name, choice)| format!("{name}={choice}")).unwrap_or_default()),
        ("verified_by", text(&rule.verified_by)),
        ("verified_on", day(rule.verified_on)),
    ]
}
