//! What the mine would come to if one fact alone were different.

use crate::rules::{Cell, Fact, FactKind, Known, Part, Vocabulary, partition};
use crate::run::RuleSet;

use super::facts::{Values, zone_kind};
use super::model::{ChangeView, GroupView};
use super::subject::{End, Subject};
use super::words;

/// The facts of which another value alone changes the verdict or the flag, with all kinds of values that rules tell apart.
/// Facts that come from zones of the plan are left to the borders, where a distance stands beside them.
pub(super) fn view(
    subject: &Subject<'_>,
    rules: &RuleSet,
    known: &[Known<'_>],
    values: &Values,
    end: &End,
) -> Vec<ChangeView> {
    let mut views = Vec::new();
    for fact in &rules.in_force.facts {
        let has_zones = |kind| subject.found.zones.get(kind as usize).is_some_and(|zones| !zones.zones.is_empty());
        let is_of_border = *fact != Fact::RedlineM && zone_kind(fact).is_some_and(has_zones);
        let Some(at) = subject.asked.iter().position(|asked| asked == fact).filter(|_| !is_of_border) else { continue };
        let cells: Vec<&Cell> = rules
            .in_force
            .rules
            .iter()
            .flat_map(|rule| &rule.cells)
            .filter(|(of, _)| of == fact)
            .map(|(_, cell)| cell)
            .collect();
        let mut groups: Vec<(End, Vec<String>)> = Vec::new();
        for part in partition(fact, &cells, &rules.vocabulary) {
            let mut changed: Vec<Known<'_>> = known.to_vec();
            changed[at] = part.known();
            let (_, other) = subject.outcome(&rules.in_force, &changed);
            let label = label(fact, &part, &rules.vocabulary);
            match groups.iter_mut().find(|(known, _)| known.view() == other.view()) {
                Some((_, labels)) => labels.push(label),
                None => groups.push((other, vec![label])),
            }
        }
        groups.sort_by(|(one, _), (other, _)| {
            other.verdict.cmp(&one.verdict).then(other.is_flagged.cmp(&one.is_flagged))
        });
        let group = |(other, values): (End, Vec<String>)| {
            let changes = other.view() != end.view();
            GroupView { values, end: other.view(), changes }
        };
        let groups: Vec<GroupView> = groups.into_iter().map(group).collect();
        if groups.iter().any(|group| group.changes) {
            let value = values.get(fact).cloned().unwrap_or_default();
            views.push(ChangeView { fact: fact.name().into_owned(), fact_zh: words::fact_zh(fact), value, groups });
        }
    }
    views
}

/// So many words are listed; more of them are left to the label.
const LISTED: usize = 8;

/// What the values of a part are: all words that no cell tells apart where they are few, Chinese beside English, else its label.
fn label(fact: &Fact, part: &Part, vocabulary: &Vocabulary) -> String {
    if fact.kind() != FactKind::Words || !(1..=LISTED).contains(&part.members.len()) {
        return part.label.clone();
    }
    let words = part.members.iter().map(|term| words::word(fact, vocabulary.term_word(fact, *term), vocabulary));
    words.collect::<Vec<_>>().join(", ")
}
