//! Under which choices of readings a pack is searched.

use crate::error::Error;
use crate::rules::{InForce, Pack, RuleBook, Selection};

/// More combinations than this are not searched; each choice then stands with the defaults of the others.
const MOST: usize = 64;

/// The rules in force under every combination of choices, each with its name (`NAME=CHOICE, …`; empty where there is
/// nothing to choose); false if there are too many for all of them.
pub(super) fn of_pack(
    book: &RuleBook,
    pack: &Pack,
    selection: &Selection,
) -> Result<(Vec<(String, InForce)>, bool), Error> {
    let is_used = |name: &str| {
        let mut rules = book.rules.iter().filter(|rule| rule.pack == pack.id);
        rules.any(|rule| rule.reading.as_ref().is_some_and(|(of, _)| of == name))
    };
    let is_chosen = |name: &str| selection.readings.iter().any(|(of, _)| of == name);
    let open: Vec<_> =
        book.readings.iter().filter(|reading| is_used(&reading.name) && !is_chosen(&reading.name)).collect();
    let count = open.iter().try_fold(1_usize, |count, reading| count.checked_mul(reading.choices.len()));
    let is_all = count.is_some_and(|count| count <= MOST);
    let mut combinations: Vec<Vec<(String, String)>> = vec![Vec::new()];
    for reading in &open {
        let choices = reading.choices.iter().map(|choice| (reading.name.clone(), choice.clone()));
        combinations = if is_all {
            let with = |choice: &(String, String)| {
                let choice = choice.clone();
                combinations.iter().map(move |known| [known.as_slice(), std::slice::from_ref(&choice)].concat())
            };
            choices.collect::<Vec<_>>().iter().flat_map(with).collect()
        } else {
            combinations.into_iter().chain(choices.map(|choice| vec![choice])).collect()
        };
    }
    let in_force = |readings: Vec<(String, String)>| {
        let name = readings.iter().map(|(name, choice)| format!("{name}={choice}")).collect::<Vec<_>>().join(", ");
        let readings = selection.readings.iter().cloned().chain(readings).collect();
        Ok((name, book.in_force(&Selection { as_of: selection.as_of, readings })?))
    };
    Ok((combinations.into_iter().map(in_force).collect::<Result<_, Error>>()?, is_all))
}
