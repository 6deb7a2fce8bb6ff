//! What became of rules between two runs.

use std::collections::BTreeMap;

use super::side::{RuleRow, Side};

/// What of a rule decides about mines.
const DECIDING: [&str; 5] = ["conditions", "verdict", "flag", "pack", "state"];
/// What of a rule people read.
const TEXTS: [&str; 5] = ["action", "action_zh", "source", "note", "pack_kind"];
/// The state of a rule that speaks.
const IN_FORCE: &str = "in force";

/// A rule that is not what it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleChange {
    /// Its id.
    pub rule: String,
    /// `added`, `removed` or `changed`.
    pub change: &'static str,
    /// What of it: column, before, after.
    pub columns: Vec<(&'static str, Option<String>, Option<String>)>,
}

impl RuleChange {
    /// Whether it may change results: not where texts for people are all that changed, nor where the rule speaks in neither run.
    #[must_use]
    pub fn decides(&self) -> bool {
        self.columns.iter().any(|(column, ..)| DECIDING.contains(column))
    }

    /// In words: `rule X: added`, `rule X: verdict restricted -> prohibited`.
    #[must_use]
    pub fn in_words(&self) -> String {
        let column = |(column, old, new): &(&str, Option<String>, Option<String>)| {
            let words = |value: &Option<String>| value.clone().unwrap_or_else(|| "nothing".to_owned());
            format!("{column} {} -> {}", words(old), words(new))
        };
        match self.change {
            "changed" => {
                let columns: Vec<String> = self.columns.iter().map(column).collect();
                format!("{}: {}", self.rule, columns.join(", "))
            }
            change => format!("{}: {change}", self.rule),
        }
    }
}

/// The rules of both runs, where both files hold them.
#[derive(Clone, Debug, Default)]
pub(super) struct RuleChanges {
    pub(super) changes: BTreeMap<String, RuleChange>,
}

impl RuleChanges {
    /// `None` where a file does not hold the rules that were in use.
    pub(super) fn of(old: &Side<'_>, new: &Side<'_>) -> Option<Self> {
        let (old, new) = (old.rules.as_ref()?, new.rules.as_ref()?);
        let mut changes = BTreeMap::new();
        for (id, row) in old {
            let change = match new.get(id) {
                None => Some(RuleChange { rule: id.clone(), change: "removed", columns: state(row, true) }),
                Some(other) => changed(id, row, other),
            };
            changes.extend(change.map(|change| (id.clone(), change)));
        }
        for (id, row) in new.iter().filter(|(id, _)| !old.contains_key(*id)) {
            changes.insert(id.clone(), RuleChange { rule: id.clone(), change: "added", columns: state(row, false) });
        }
        Some(Self { changes })
    }

    /// What became of a rule, if it may change results.
    pub(super) fn deciding(&self, rule: &str) -> Option<&RuleChange> {
        self.changes.get(rule).filter(|change| change.decides())
    }
}

fn state(row: &RuleRow, is_old: bool) -> Vec<(&'static str, Option<String>, Option<String>)> {
    let state = row.get("state").cloned();
    vec![if is_old { ("state", state, None) } else { ("state", None, state) }]
}

fn changed(id: &str, old: &RuleRow, new: &RuleRow) -> Option<RuleChange> {
    let value = |row: &RuleRow, column: &str| {
        row.get(column).map(|text| match (column, text.as_str()) {
            ("flag", "1") => "true".to_owned(),
            ("flag", "0") => "false".to_owned(),
            _ => text.clone(),
        })
    };
    let speaks = |row: &RuleRow| row.get("state").is_some_and(|state| state == IN_FORCE);
    // A rule that is left out has no conditions in the table: its state is all that can be compared.
    let columns: Vec<&'static str> =
        if speaks(old) && speaks(new) { DECIDING.into_iter().chain(TEXTS).collect() } else { vec!["state"] };
    let columns: Vec<_> = columns
        .into_iter()
        .map(|column| (column, value(old, column), value(new, column)))
        .filter(|(_, before, after)| before != after)
        .collect();
    (!columns.is_empty()).then(|| RuleChange { rule: id.to_owned(), change: "changed", columns })
}

/// The facts that a rule asks for, by the names of their columns in a rule table.
pub(super) fn facts_of(row: &RuleRow) -> Vec<String> {
    let conditions = row.get("conditions").map_or("", String::as_str);
    let name = |condition: &str| condition.split_once(": ").map(|(name, _)| name.trim().to_owned());
    conditions.split("; ").filter_map(name).collect()
}
