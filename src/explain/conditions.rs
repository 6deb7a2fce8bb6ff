//! Rules, condition by condition: which fired, which are open, which one condition keeps from firing.

use crate::domain::Verdict;
use crate::rules::{Cell, Fact, Known, Outcome, Rule, RulePlace, Truth, truths};
use crate::run::RuleSet;

use super::facts::Values;
use super::model::{ConditionView, RuleView};
use super::words;

/// What is needed to show a rule.
#[derive(Clone, Copy)]
pub(super) struct Conditions<'c> {
    pub(super) rules: &'c RuleSet,
    pub(super) asked: &'c [Fact],
    pub(super) known: &'c [Known<'c>],
    pub(super) values: &'c Values,
    pub(super) outcome: &'c Outcome,
}

impl Conditions<'_> {
    /// The rules that fired, strictest first, then by id.
    pub(super) fn fired(&self) -> Vec<RuleView> {
        self.views(&self.outcome.fired)
    }

    /// The rules that miss a fact, strictest first.
    pub(super) fn open(&self) -> Vec<RuleView> {
        self.views(&self.outcome.open)
    }

    /// The rules that do not fire because of one condition: all others are met.
    pub(super) fn missed_by_one(&self) -> Vec<RuleView> {
        let all = &self.rules.in_force.rules;
        let missed: Vec<usize> = (0..all.len())
            .filter(|&rule| {
                let truths = truths(&all[rule], self.asked, self.known);
                let count = |wanted: Truth| truths.iter().filter(|(_, truth)| *truth == wanted).count();
                count(Truth::No) == 1 && count(Truth::Missing) == 0
            })
            .collect();
        self.views(&missed)
    }

    fn views(&self, rules: &[usize]) -> Vec<RuleView> {
        let all = &self.rules.in_force.rules;
        let mut order: Vec<usize> = rules.to_vec();
        order.sort_by(|one, other| {
            let (one, other) = (&all[*one], &all[*other]);
            other.verdict.cmp(&one.verdict).then_with(|| one.id.cmp(&other.id))
        });
        order.into_iter().map(|rule| self.view(rule)).collect()
    }

    fn view(&self, index: usize) -> RuleView {
        let in_force = &self.rules.in_force;
        let rule = &in_force.rules[index];
        let pack = in_force.packs.iter().find(|pack| pack.id == rule.pack);
        let overriding = self.outcome.fired.iter().map(|&other| &in_force.rules[other]);
        let overriding =
            overriding.filter(|other| self.outcome.fired.contains(&index) && other.overrides.contains(&rule.id));
        let by = |other: &Rule| match &other.reason {
            Some(reason) => format!("{}: {reason}", other.id),
            None => other.id.clone(),
        };
        RuleView {
            id: rule.id.clone(),
            pack: rule.pack.clone(),
            pack_kind: pack.map_or("local", |pack| pack.kind.word()),
            title: rule.title.clone(),
            verdict: rule.verdict.word(),
            verdict_zh: rule.verdict.chinese(),
            flag: rule.flag,
            conditions: self.conditions(rule),
            action: rule.action.clone(),
            action_zh: rule.action_zh.clone(),
            citation: citation(rule),
            quote: rule.quote.clone(),
            note: rule.note.clone(),
            note_zh: rule.note_zh.clone(),
            reading: rule.reading.as_ref().map(|(name, choice)| format!("{name}={choice}")),
            unverified: pack.is_some_and(|pack| pack.unverified_rules.contains(&rule.id)),
            overridden_by: overriding.map(by).collect(),
            asks_review: self.outcome.doubtful.contains(&index),
            sets: rule.sets.clone(),
            place: place(&rule.place),
        }
    }

    /// The conditions of a rule, each with what the mine has.
    pub(super) fn conditions(&self, rule: &Rule) -> Vec<ConditionView> {
        let truths = truths(rule, self.asked, self.known);
        let view = |((fact, cell), (_, truth)): (&(Fact, Cell), (Fact, Truth))| ConditionView {
            fact: fact.name().into_owned(),
            fact_zh: words::fact_zh(fact),
            asks: words::asks(fact, cell, &self.rules.vocabulary),
            cell: cell.to_string(),
            met: truth.word(),
            value: self.values.get(fact).cloned().unwrap_or_else(|| "not known".to_owned()),
        };
        rule.cells.iter().zip(truths).map(view).collect()
    }
}

/// The document and the clause of a rule.
fn citation(rule: &Rule) -> Option<String> {
    let parts: Vec<&str> = [&rule.doc, &rule.section].into_iter().flatten().map(String::as_str).collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

fn place(place: &RulePlace) -> String {
    format!("{}, row {}", place.path, place.row)
}

/// A verdict with its Chinese word.
pub(super) fn verdict(verdict: Verdict) -> String {
    words::both(verdict.word(), Some(verdict.chinese()))
}

/// `position is core 核心区 and right is mining 采矿权`.
pub(super) fn because(conditions: &[ConditionView]) -> String {
    let words: Vec<String> =
        conditions.iter().map(|condition| format!("{} is {}", condition.fact, condition.value)).collect();
    match words.as_slice() {
        [] => "it asks for nothing".to_owned(),
        [one] => one.clone(),
        [several @ .., last] => format!("{} and {last}", several.join(", ")),
    }
}
