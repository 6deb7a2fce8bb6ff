//! Rules that never fire, or never count where they fire.

use super::Case;
use super::finding::{FindingCode, RuleFinding};
use super::rows::share_a_day;
use crate::rules::search::{Bits, Steps, Unfinished, find, is_empty, is_within, meet};

pub(super) fn examine(case: &Case<'_>, steps: &mut Steps, found: &mut Vec<RuleFinding>) -> Result<(), Unfinished> {
    for (at, rule) in case.rules.iter().enumerate() {
        let area = &case.areas[at];
        if let Some(axis) = area.iter().position(Bits::is_empty) {
            let fact = &case.space.axes[axis].fact;
            let cell =
                rule.cells.iter().find(|(of, _)| of == fact).map_or_else(String::new, |(_, cell)| cell.to_string());
            let problem = format!("it never fires: no mine has {} {cell}", fact.name());
            let remedy = "correct the cell: its bounds exclude each other, or lie outside of what the fact can be";
            found.push(RuleFinding::of_rules(FindingCode::Unreachable, &[rule], problem, remedy.to_owned()));
            continue;
        }
        let overriders: Vec<usize> = case.overriders(at).collect();
        let areas: Vec<_> = overriders.iter().map(|by| &case.areas[*by]).collect();
        if !overriders.is_empty() && find(area, &areas, steps)?.is_none() {
            let meeting = overriders.iter().filter(|by| !is_empty(&meet(area, &case.areas[**by])));
            let by: Vec<_> = meeting.map(|by| case.rules[*by]).collect();
            let ids: Vec<&str> = by.iter().map(|rule| rule.id.as_str()).collect();
            let problem = format!("wherever it fires it is overridden by {}: it never counts", ids.join(" or "));
            let remedy = "take the row out, or narrow the conditions of what overrides it".to_owned();
            let rules: Vec<_> = [*rule].into_iter().chain(by).collect();
            found.push(RuleFinding::of_rules(FindingCode::AlwaysOverridden, &rules, problem, remedy));
        }
        if case.scopes.iter().all(|scope| is_empty(&meet(scope, area))) {
            let problem = "it fires outside of the scope of its pack only: no gaps are looked for there".to_owned();
            let remedy = "add a row scope that holds it, if the pack means to decide such mines".to_owned();
            found.push(RuleFinding::of_rules(FindingCode::OutsideScope, &[rule], problem, remedy));
        }
        idle_overrides(case, at, found);
    }
    Ok(())
}

fn idle_overrides(case: &Case<'_>, at: usize, found: &mut Vec<RuleFinding>) {
    let rule = case.rules[at];
    for id in &rule.overrides {
        let Some(other) = case.rules.iter().position(|other| other.id == *id) else { continue };
        let (area, of_other) = (&case.areas[at], &case.areas[other]);
        // What never fires has been said.
        if is_empty(area) || is_empty(of_other) || !is_empty(&meet(area, of_other)) {
            continue;
        }
        let apart = (0..area.len()).find(|axis| !area[*axis].meets(&of_other[*axis]));
        let fact = apart.map_or_else(String::new, |axis| case.space.axes[axis].fact.name().into_owned());
        let problem = format!("it overrides {id}, and never fires where that does: {fact} keeps them apart");
        let remedy = "take the id out of overrides, or compare the conditions of the two".to_owned();
        let rules = [rule, case.rules[other]];
        found.push(RuleFinding::of_rules(FindingCode::IdleOverride, &rules, problem, remedy));
    }
}

/// Whether each of two rules may be in force when the other is, and one area holds the other.
pub(super) fn is_inside(case: &Case<'_>, inner: usize, outer: usize) -> bool {
    !is_empty(&case.areas[inner])
        && is_within(&case.areas[inner], &case.areas[outer])
        && share_a_day(case.rules[inner], case.rules[outer])
}
