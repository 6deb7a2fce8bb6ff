//! The days and readings on which two books may decide differently.

use std::collections::BTreeSet;

use crate::domain::Date;
use crate::rules::{Cell, InForce, RuleBook, Selection};

/// A day and a choice of readings, and what is in force then.
pub(super) struct Occasion {
    pub(super) as_of: Date,
    pub(super) readings: Vec<(String, String)>,
    pub(super) one: InForce,
    pub(super) other: InForce,
}

/// All of them; a day on which nothing else is in force than on an earlier one is left out.
pub(super) fn all(one: &RuleBook, other: &RuleBook) -> Vec<Occasion> {
    let mut found: Vec<Occasion> = Vec::new();
    for readings in readings(one, other) {
        for as_of in days(one, other) {
            let in_force = |book: &RuleBook| {
                let is_known = |(name, choice): &&(String, String)| {
                    book.readings.iter().any(|reading| reading.name == *name && reading.choices.contains(choice))
                };
                let readings = readings.iter().filter(is_known).cloned().collect();
                book.in_force(&Selection { as_of, readings }).ok()
            };
            // Choices are taken from the books, so that both know them or do not offer them.
            let (Some(one), Some(other)) = (in_force(one), in_force(other)) else { continue };
            if found.iter().any(|known| known.one.rules == one.rules && known.other.rules == other.rules) {
                continue;
            }
            found.push(Occasion { as_of, readings: readings.clone(), one, other });
        }
    }
    found
}

/// The defaults, then every choice of every reading with the defaults of the others.
fn readings(one: &RuleBook, other: &RuleBook) -> Vec<Vec<(String, String)>> {
    let choices = |book: &RuleBook| -> Vec<(String, String)> {
        let of = |reading: &crate::rules::Reading| {
            reading.choices.iter().map(|choice| (reading.name.clone(), choice.clone())).collect::<Vec<_>>()
        };
        book.readings.iter().flat_map(of).collect()
    };
    let all: BTreeSet<(String, String)> = choices(one).into_iter().chain(choices(other)).collect();
    std::iter::once(Vec::new()).chain(all.into_iter().map(|choice| vec![choice])).collect()
}

/// Days on which something changes, and one before all of them; where cells ask for today, days around their bounds, too.
fn days(one: &RuleBook, other: &RuleBook) -> Vec<Date> {
    let mut days: BTreeSet<i32> = BTreeSet::new();
    let rules = || one.rules.iter().chain(&other.rules);
    for rule in rules() {
        days.extend(rule.effective_from.map(Date::number));
        days.extend(rule.effective_to.map(|to| to.number() + 1));
    }
    let ranges = || {
        rules()
            .flat_map(|rule| &rule.cells)
            .filter_map(|(_, cell)| if let Cell::Date(cell) = cell { Some(cell) } else { None })
    };
    if ranges().any(|cell| cell.needs_today) {
        let ends = ranges().flat_map(|cell| [cell.low, cell.high]).filter(|end| end.is_finite());
        days.extend(ends.flat_map(|end| [end as i32 - 1, end as i32, end as i32 + 1]));
    }
    let some_day = Date::new(2000, 1, 1).map_or(0, Date::number);
    days.insert(days.first().map_or(some_day, |first| first - 1));
    days.into_iter().filter_map(Date::from_number).collect()
}
