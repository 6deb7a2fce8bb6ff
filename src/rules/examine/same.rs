//! Rules with the conditions of another, and rules inside of another.

use super::Case;
use super::finding::{FindingCode, RuleFinding};
use super::reach::is_inside;
use crate::rules::search::{Steps, Unfinished};

pub(super) fn examine(case: &Case<'_>, steps: &mut Steps, found: &mut Vec<RuleFinding>) -> Result<(), Unfinished> {
    for (at, one) in case.rules.iter().enumerate() {
        for (further, other) in case.rules.iter().enumerate() {
            steps.take()?;
            // Different verdicts are an overlap.
            let is_alike = at != further && one.topic == other.topic && one.verdict == other.verdict;
            if !is_alike || !is_inside(case, at, further) {
                continue;
            }
            let is_mutual = is_inside(case, further, at);
            if is_mutual && at < further {
                let problem = format!("{} has the conditions and the verdict of {}", other.id, one.id);
                let remedy = "keep one of them".to_owned();
                found.push(RuleFinding::of_rules(FindingCode::Duplicate, &[one, other], problem, remedy));
            } else if !is_mutual && one.flag == other.flag {
                let problem = format!("wherever {} fires, {} fires too, with the same verdict", one.id, other.id);
                let remedy = "nothing, if it is there for its citation or its action; else take it out".to_owned();
                found.push(RuleFinding::of_rules(FindingCode::Subsumed, &[one, other], problem, remedy));
            }
        }
    }
    Ok(())
}
