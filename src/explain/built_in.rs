//! The rule that holds where no tables are named, explained as rules are.

use crate::domain::{Extent, Judgement, ZoneClass, ZoneKind};
use crate::judge::FLAGGED_FROM;

use super::facts::Values;
use super::model::BuiltInView;
use super::subject::{End, Subject};
use super::words;
use crate::rules::Fact;

/// The conditions of the built-in rule, and whether each holds.
pub(super) fn view(subject: &Subject<'_>, judgement: &Judgement, values: &Values) -> Vec<BuiltInView> {
    let value = |fact: &Fact| values.get(fact).cloned().unwrap_or_else(|| "not known".to_owned());
    let unknown: Vec<String> = ZoneKind::ALL
        .into_iter()
        .flat_map(|kind| subject.hits(kind).filter(|hit| hit.kind != ZoneKind::Redline))
        .filter_map(|hit| subject.found.zones.get(hit.kind as usize)?.zone(hit.zone))
        .filter(|zone| zone.class == ZoneClass::Unknown)
        .map(|zone| zone.name.clone())
        .collect();
    let has_sliver = subject.extent().is_some_and(Extent::has_sliver);
    let view = |asks: &str, value: String, holds: bool, gives: &'static str| BuiltInView {
        asks: asks.to_owned(),
        value,
        holds,
        gives,
    };
    vec![
        view(
            &format!("fragility is {} or stricter", words::fragility(FLAGGED_FROM)),
            format!("fragility is {}", value(&Fact::Fragility)),
            judgement.basis.fragility.is_some(),
            "flag, review 待核",
        ),
        view(
            "the mine touches or overlaps a red line 红线",
            format!("redline is {}", value(&Fact::Redline)),
            judgement.basis.redline,
            "flag, review 待核",
        ),
        view(
            "the class of a zone that holds it is not understood",
            if unknown.is_empty() { "all are".to_owned() } else { unknown.join("; ") },
            !unknown.is_empty(),
            "review 待核",
        ),
        view(
            "a sliver of the mine lies in a zone",
            if has_sliver { "a sliver".to_owned() } else { "none".to_owned() },
            has_sliver,
            "review 待核",
        ),
    ]
}

/// Why, in one sentence.
pub(super) fn sentence(conditions: &[BuiltInView], end: &End) -> String {
    let holding: Vec<&BuiltInView> = conditions.iter().filter(|condition| condition.holds).collect();
    if holding.is_empty() {
        return "no verdict: no condition of the built-in rule holds, and without rule tables nothing more is said."
            .to_owned();
    }
    let because: Vec<&str> = holding.iter().map(|condition| condition.asks.as_str()).collect();
    let head = end.verdict.map(super::conditions::verdict).unwrap_or_default();
    format!("{head} by the built-in rule, because {}.", because.join(" and "))
}
