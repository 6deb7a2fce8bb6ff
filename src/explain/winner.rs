//! What decided, and why.

use crate::domain::{Extent, Verdict};
use crate::rules::{Fact, Outcome};

use super::conditions::{Conditions, because, verdict};
use super::model::{PackView, WinnerView};
use super::subject::{End, Subject};

/// The order of strictness, for people.
const ORDER: &str = "prohibited 禁止 > exit 退出 > restricted 限制 > review 待核 > conditional 有条件 > allowed 允许";

/// What decided.
pub(super) fn view(conditions: &Conditions<'_>, subject: &Subject<'_>, end: &End) -> WinnerView {
    let outcome = conditions.outcome;
    let rule = |index: &usize| &conditions.rules.in_force.rules[*index];
    let rules: Vec<String> = deciding(conditions).into_iter().map(|index| rule(&index).id.clone()).collect();
    let counting = outcome.fired.len() - outcome.overridden.len();
    let strictest = match counting {
        1 => "the only rule that fired and counts".to_owned(),
        several => format!("the strictest verdict of the {several} rules that fired and count: {ORDER}"),
    };
    let why = if is_by_sliver(outcome, subject, end) {
        "a sliver of the mine lies in a zone, which may come from drawing: a person must look".to_owned()
    } else if outcome.is_silent {
        "no rule fired and none is open: what no rule speaks of is never taken for allowed".to_owned()
    } else if !outcome.doubtful.is_empty() {
        format!("an open rule that is stricter than all that fired may hold, so that a person must look: {ORDER}")
    } else {
        strictest
    };
    let pack = |(pack, verdict): &(String, Verdict)| PackView {
        pack: pack.clone(),
        verdict: verdict.word(),
        verdict_zh: verdict.chinese(),
    };
    WinnerView {
        rules,
        why,
        by_pack: outcome.by_pack.iter().map(pack).collect(),
        conflict: outcome.conflict.is_some(),
        missing: outcome.missing.iter().map(|fact| fact.name().into_owned()).collect(),
    }
}

/// The rules whose verdict it is, or because of which a person must look.
fn deciding(conditions: &Conditions<'_>) -> Vec<usize> {
    let outcome = conditions.outcome;
    if !outcome.doubtful.is_empty() {
        return outcome.doubtful.clone();
    }
    let rules = &conditions.rules.in_force.rules;
    let counts = |index: &usize| !outcome.overridden.contains(index) && rules[*index].verdict == outcome.verdict;
    outcome.fired.iter().copied().filter(counts).collect()
}

fn is_by_sliver(outcome: &Outcome, subject: &Subject<'_>, end: &End) -> bool {
    end.verdict != Some(outcome.verdict) && subject.extent().is_some_and(Extent::has_sliver)
}

/// Why, in one sentence.
pub(super) fn sentence(conditions: &Conditions<'_>, subject: &Subject<'_>, end: &End) -> String {
    let outcome = conditions.outcome;
    let rules = &conditions.rules.in_force.rules;
    let head = end.verdict.map(verdict).unwrap_or_default();
    if is_by_sliver(outcome, subject, end) {
        let rules_say = verdict(outcome.verdict);
        return format!(
            "{head}: a sliver of the mine lies in a zone, and a person must look; the rules say {rules_say}."
        );
    }
    if outcome.is_silent {
        return format!("{head}: no rule speaks of this mine.");
    }
    let deciding = deciding(conditions);
    let Some(first) = deciding.first().map(|&index| &rules[index]) else { return format!("{head}.") };
    let others: Vec<&str> = deciding[1..].iter().map(|&index| rules[index].id.as_str()).collect();
    let others = if others.is_empty() { String::new() } else { format!("; {}", also(&others)) };
    if outcome.doubtful.is_empty() {
        let because = because(&conditions.conditions(first));
        return format!("{head}: {} applies, because {because}{others}.", first.id);
    }
    let missing: Vec<_> = outcome.missing.iter().map(Fact::name).collect();
    let (missing, verb) = (missing.join(", "), if missing.len() == 1 { "is" } else { "are" });
    let first_verdict = verdict(first.verdict);
    format!("{head}: {} ({first_verdict}) may apply, but {missing} {verb} not known{others}.", first.id)
}

fn also(ids: &[&str]) -> String {
    format!("so {} {}", if ids.len() == 1 { "does" } else { "do" }, ids.join(", "))
}
