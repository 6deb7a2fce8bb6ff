//! Other readings, and rules that are not in force.

use crate::error::Error;
use crate::rules::{Known, Selection, Truth, Why, truths};
use crate::run::RuleSet;

use super::model::{NotInForceView, OtherView, ReadingView};
use super::subject::{End, Subject};

/// The choice that takes all others.
const ALL: &str = "all";

/// Each reading, and what the mine would come to under its other choices, everything else kept.
///
/// # Errors
/// None that the rules in force have not met before.
pub(super) fn readings(
    subject: &Subject<'_>,
    rules: &RuleSet,
    chosen: &[(String, String)],
    known: &[Known<'_>],
    end: &End,
) -> Result<Vec<ReadingView>, Error> {
    let mut views = Vec::new();
    for in_use in &rules.in_force.readings {
        let of_book = rules.book.readings.iter().find(|reading| reading.name == in_use.name);
        let choices = of_book.map_or(&[][..], |reading| &reading.choices);
        let is_all = choices.len() > 1 && in_use.choices.len() == choices.len();
        let mut others = Vec::new();
        for choice in choices.iter().map(String::as_str).chain((choices.len() > 1).then_some(ALL)) {
            if if choice == ALL { is_all } else { !is_all && in_use.choices.iter().any(|used| used == choice) } {
                continue;
            }
            let mut readings: Vec<(String, String)> =
                chosen.iter().filter(|(name, _)| *name != in_use.name).cloned().collect();
            readings.push((in_use.name.clone(), choice.to_owned()));
            let in_force = rules.book.in_force(&Selection { as_of: rules.in_force.as_of, readings })?;
            let (_, other) = subject.outcome(&in_force, known);
            let changes = other.view() != end.view();
            others.push(OtherView { choice: choice.to_owned(), end: other.view(), changes });
        }
        let (name, in_use, default) = (in_use.name.clone(), in_use.choices.clone(), in_use.is_default);
        views.push(ReadingView { name, in_use, default, others });
    }
    Ok(views)
}

/// The rules that are not in force on the day, though their readings are in use and their conditions met; and what the mine
/// would come to if each were in force.
///
/// # Errors
/// None that the rules in force have not met before.
pub(super) fn not_in_force(
    subject: &Subject<'_>,
    rules: &RuleSet,
    chosen: &[(String, String)],
    known: &[Known<'_>],
    end: &End,
) -> Result<Vec<NotInForceView>, Error> {
    let mut views = Vec::new();
    for left_out in &rules.in_force.left_out {
        let when = match &left_out.why {
            Why::NotYet(day) => format!("in force from {day}"),
            Why::NoLonger(day) => format!("in force until {day}"),
            Why::Reading { .. } => continue,
        };
        let mut book = rules.book.clone();
        let Some(rule) = book.rules.get_mut(left_out.rule) else { continue };
        (rule.effective_from, rule.effective_to) = (None, None);
        let with = book.in_force(&Selection { as_of: rules.in_force.as_of, readings: chosen.to_vec() })?;
        // It may belong to a reading that is not in use, too.
        let Some(rule) = with.rules.iter().find(|rule| rule.id == left_out.id) else { continue };
        if truths(rule, &subject.asked, known).iter().any(|(_, truth)| *truth != Truth::Yes) {
            continue;
        }
        let (id, pack) = (rule.id.clone(), rule.pack.clone());
        let (_, other) = subject.outcome(&with, known);
        let changes = other.view() != end.view();
        views.push(NotInForceView { id, pack, when, end: other.view(), changes });
    }
    Ok(views)
}
