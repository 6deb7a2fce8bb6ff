//! The rules in a summary: what is in force, where packs disagree, what is missing.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde_json::{Map, Value, json};

use crate::domain::{Report, Rulings};

/// Counts of a run with rule tables.
#[derive(Clone, Debug)]
pub(super) struct RuleCounts {
    as_of: String,
    readings: Vec<(String, String)>,
    /// Id, kind, whether it is unverified, number of rules in force.
    packs: Vec<(String, &'static str, bool, usize)>,
    left_out: Vec<(String, String)>,
    conflicts: usize,
    /// Mines of which no rule speaks.
    silent: usize,
    /// How many mines go to review since a fact is missing, by fact.
    missing: BTreeMap<String, usize>,
}

impl RuleCounts {
    pub(super) fn of(report: &Report<'_>, rulings: &Rulings) -> Self {
        let rules_of = |pack: usize| rulings.rules.iter().filter(|rule| rule.pack as usize == pack).count();
        let mut counts = Self {
            as_of: rulings.as_of.to_string(),
            readings: rulings.readings.clone(),
            packs: rulings
                .packs
                .iter()
                .enumerate()
                .map(|(at, pack)| (pack.id.clone(), pack.kind, pack.is_unverified, rules_of(at)))
                .collect(),
            left_out: rulings.left_out.clone(),
            conflicts: 0,
            silent: 0,
            missing: BTreeMap::new(),
        };
        let rulings_of_mines = report.judgements.iter().filter_map(|judgement| judgement.ruling);
        for ruling in rulings_of_mines.filter_map(|ruling| rulings.rulings.get(ruling as usize)) {
            counts.conflicts += usize::from(ruling.conflict.is_some());
            counts.silent += usize::from(ruling.clauses.is_none() && ruling.missing.is_none());
            for fact in ruling.missing.iter().flat_map(|missing| missing.split(';')) {
                *counts.missing.entry(fact.to_owned()).or_default() += 1;
            }
        }
        counts
    }

    pub(super) fn to_json(&self) -> Value {
        let packs = self.packs.iter().map(|(id, kind, is_unverified, rules)| {
            json!({ "id": id, "kind": kind, "unverified": is_unverified, "rules": rules })
        });
        let readings: Map<String, Value> =
            self.readings.iter().map(|(name, choice)| (name.clone(), json!(choice))).collect();
        let left_out: Map<String, Value> = self.left_out.iter().map(|(id, why)| (id.clone(), json!(why))).collect();
        json!({
            "as_of": self.as_of,
            "packs": packs.collect::<Vec<_>>(),
            "readings": readings,
            "left_out": left_out,
            "conflicts": self.conflicts,
            "no_rule": self.silent,
            "missing": self.missing,
        })
    }

    pub(super) fn to_text(&self) -> String {
        let mut text = String::new();
        let unverified: Vec<&str> =
            self.packs.iter().filter(|(_, _, is_unverified, _)| *is_unverified).map(|(id, ..)| id.as_str()).collect();
        if !unverified.is_empty() {
            let _ = writeln!(
                text,
                "UNVERIFIED RULES 未核实规则: {}: nobody has compared these with the text of the law\n",
                unverified.join(", ")
            );
        }
        let packs: Vec<String> =
            self.packs.iter().map(|(id, kind, _, rules)| format!("{id} ({kind}, {rules} rules)")).collect();
        let _ = write!(text, "rules in force on {}: {}", self.as_of, packs.join(", "));
        if !self.left_out.is_empty() {
            let _ = write!(text, "; {} left out", self.left_out.len());
        }
        for (name, choice) in &self.readings {
            let _ = write!(text, "; {name} read as {choice}");
        }
        if self.conflicts > 0 {
            let _ = write!(text, "\n{} mines on which packs of rules do not agree", self.conflicts);
        }
        if self.silent > 0 {
            let _ = write!(text, "\n{} mines of which no rule speaks: review", self.silent);
        }
        if !self.missing.is_empty() {
            let facts: Vec<String> = self.missing.iter().map(|(fact, mines)| format!("{fact} ({mines})")).collect();
            let _ = write!(text, "\nmines in review since a fact is missing: {}", facts.join(", "));
        }
        text
    }
}
