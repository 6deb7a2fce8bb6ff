//! Two rules of one topic that say different things of one mine.

use super::Case;
use super::finding::{FindingCode, RuleFinding};
use crate::rules::search::{Area, Point, Steps, Unfinished, find, meet};

pub(super) fn examine(case: &Case<'_>, steps: &mut Steps, found: &mut Vec<RuleFinding>) -> Result<(), Unfinished> {
    for (at, one) in case.rules.iter().enumerate() {
        for (further, other) in case.rules.iter().enumerate().skip(at + 1) {
            if one.topic != other.topic || one.verdict == other.verdict {
                continue;
            }
            let Some((both, point)) = shared(case, at, further, steps)? else { continue };
            let (strict, mild) = if one.verdict > other.verdict { (one, other) } else { (other, one) };
            let problem = format!(
                "both fire on one mine: {} says {}, {} says {}, and neither overrides the other",
                strict.id,
                strict.verdict.word(),
                mild.id,
                mild.verdict.word()
            );
            let remedy = format!(
                "narrow the conditions of one, let one override the other (overrides, with a reason), or give them \
                 different topics: across topics the strictest wins, here {}",
                strict.verdict.word()
            );
            let finding = RuleFinding::of_rules(FindingCode::Overlap, &[one, other], problem, remedy);
            let region = case.space.words(&both, case.speaker);
            found.push(finding.shown_by(region, case.space.example(&point, case.speaker)));
        }
    }
    Ok(())
}

/// Where both fire and both count: a mine, if there is one in the scope of the pack before any other.
fn shared(case: &Case<'_>, one: usize, other: usize, steps: &mut Steps) -> Result<Option<(Area, Point)>, Unfinished> {
    let both = meet(&case.areas[one], &case.areas[other]);
    let overriders: Vec<usize> = case.overriders(one).chain(case.overriders(other)).collect();
    if overriders.contains(&one) || overriders.contains(&other) {
        return Ok(None);
    }
    let areas: Vec<&Area> = overriders.iter().map(|by| &case.areas[*by]).collect();
    for scope in &case.scopes {
        let inside = meet(&both, scope);
        if let Some(point) = find(&inside, &areas, steps)? {
            return Ok(Some((both, point)));
        }
    }
    Ok(find(&both, &areas, steps)?.map(|point| (both, point)))
}
