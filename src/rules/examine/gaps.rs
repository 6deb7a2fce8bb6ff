//! Mines that a pack means to decide, and of which no rule of it speaks.

use super::Case;
use super::finding::{FindingCode, RuleFinding};
use crate::rules::search::{Area, Steps, Unfinished};

/// More regions than this are not told one by one.
const MOST: usize = 40;

pub(super) fn examine(case: &Case<'_>, steps: &mut Steps, found: &mut Vec<RuleFinding>) -> Result<(), Unfinished> {
    // Rows of which none is in force decide nothing; that has been noted.
    if case.rules.is_empty() {
        return Ok(());
    }
    let areas: Vec<&Area> = case.areas.iter().collect();
    let (gaps, are_more) = case.space.rest(&case.scopes, &areas, MOST, steps)?;
    let gap = |problem: String| RuleFinding {
        pack: case.pack.id.clone(),
        ..RuleFinding::of_rules(FindingCode::Gap, &[], problem, remedy(case))
    };
    for (area, point) in gaps {
        let finding = gap("no rule of the pack speaks of such mines: they go to review".to_owned());
        found.push(finding.shown_by(case.space.words(&area, case.speaker), case.space.example(&point, case.speaker)));
    }
    if are_more {
        found.push(gap(format!("there are more gaps than these {MOST}")));
    }
    Ok(())
}

fn remedy(case: &Case<'_>) -> String {
    let scope = if case.pack.scopes.is_empty() {
        "add a row with the verdict scope"
    } else {
        "narrow the rows with the verdict scope"
    };
    format!("add a rule for them, or, if the pack does not mean to decide them, {scope}")
}
