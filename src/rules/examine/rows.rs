//! What can be seen of each row alone: citations, days, verification, readings.

use super::finding::{FindingCode, RuleFinding};
use crate::domain::Date;
use crate::rules::{Pack, Rule, RuleBook};

/// Examines the rows of a pack, in force or not.
pub(super) fn examine(book: &RuleBook, pack: &Pack, as_of: Date) -> Vec<RuleFinding> {
    let rules: Vec<&Rule> = book.rules.iter().filter(|rule| rule.pack == pack.id).collect();
    let mut found: Vec<RuleFinding> = rules.iter().filter_map(|rule| citation(rule)).collect();
    found.extend(rules.iter().filter_map(|rule| dead_reading(rule, &book.rules)));
    found.extend(rules.iter().filter_map(|rule| days(rule, as_of)));
    let unverified: Vec<&Rule> = rules.into_iter().filter(|rule| pack.unverified_rules.contains(&rule.id)).collect();
    if !unverified.is_empty() {
        let problem = format!("{} rows of law that nobody has compared with its text", unverified.len());
        let remedy = "compare them with the text in force, then fill in verified_by and verified_on".to_owned();
        found.push(RuleFinding::of_rules(FindingCode::Unverified, &unverified, problem, remedy));
    }
    found
}

fn citation(rule: &Rule) -> Option<RuleFinding> {
    let missing: Vec<&str> = [("doc", &rule.doc), ("section", &rule.section)]
        .into_iter()
        .filter(|(_, cell)| cell.is_none())
        .map(|(column, _)| column)
        .collect();
    let problem = format!("no {}", missing.join(", no "));
    let remedy = "say which document the rule comes from, and which clause of it".to_owned();
    (!missing.is_empty()).then(|| RuleFinding::of_rules(FindingCode::NoCitation, &[rule], problem, remedy))
}

fn days(rule: &Rule, as_of: Date) -> Option<RuleFinding> {
    if let Some(to) = rule.effective_to.filter(|to| *to < as_of) {
        let problem = format!("in force until {to}: it does not count on {as_of}");
        let remedy = "leave it where the past is judged (--as-of), else take it out".to_owned();
        return Some(RuleFinding::of_rules(FindingCode::Expired, &[rule], problem, remedy));
    }
    let from = rule.effective_from.filter(|from| *from > as_of)?;
    let problem = format!("in force from {from}: it does not count on {as_of} yet");
    let remedy = format!("nothing, or search that day too: --as-of {from}");
    Some(RuleFinding::of_rules(FindingCode::NotYet, &[rule], problem, remedy))
}

/// Whether there is a day on which both are in force.
pub(super) fn share_a_day(one: &Rule, other: &Rule) -> bool {
    let from = one.effective_from.max(other.effective_from);
    let to = [one.effective_to, other.effective_to].into_iter().flatten().min();
    from.zip(to).is_none_or(|(from, to)| from <= to)
}

/// A row of a choice that is no choice: on no day is a row of another choice in force.
fn dead_reading(rule: &Rule, rules: &[Rule]) -> Option<RuleFinding> {
    let (name, choice) = rule.reading.as_ref()?;
    let others = rules.iter().filter(|other| other.reading.as_ref().is_some_and(|(of, c)| of == name && c != choice));
    let others: Vec<&Rule> = others.collect();
    if others.is_empty() {
        let problem = format!("the reading {name} has the one choice {choice}");
        let remedy = "write the rows of the other choice, or leave the cell blank".to_owned();
        return Some(RuleFinding::of_rules(FindingCode::DeadReading, &[rule], problem, remedy));
    }
    let problem = format!("on no day is a row of another choice of {name} in force beside it");
    let remedy = "compare effective_from and effective_to of the rows of this reading".to_owned();
    let is_dead = !others.iter().any(|other| share_a_day(rule, other));
    is_dead.then(|| RuleFinding::of_rules(FindingCode::DeadReading, &[rule], problem, remedy))
}
