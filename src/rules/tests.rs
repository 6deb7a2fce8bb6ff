//! Tables to verdicts, with what is wrong in tables.

mod cells;
mod engine;
mod tables;
mod words;
mod worlds;

use super::{Engine, Fact, InForce, Known, RuleBook, Selection, Vocabulary};
use crate::domain::{Date, RuleProblem};
use crate::error::Error;
use crate::read::TableRows;

fn date(text: &str) -> Date {
    Date::parse(text).unwrap()
}

fn rows(path: &str, text: &str) -> TableRows {
    TableRows::from_bytes(text.as_bytes(), path, path.trim_end_matches(".csv"), None, None).unwrap()
}

fn book(text: &str) -> RuleBook {
    match RuleBook::read(&[rows("rules.csv", text)], &Vocabulary::built_in()) {
        Ok(book) => book,
        Err(error) => panic!("{error}\n{text}"),
    }
}

fn problems(text: &str) -> Vec<RuleProblem> {
    match RuleBook::read(&[rows("rules.csv", text)], &Vocabulary::built_in()) {
        Err(Error::Rules { problems }) => problems,
        other => panic!("{other:?}\n{text}"),
    }
}

fn in_force(text: &str) -> InForce {
    book(text).in_force(&Selection { as_of: date("2024-06-01"), readings: Vec::new() }).unwrap()
}

/// Judges one mine by a table: words by statement, everything else as known.
fn outcome(text: &str, mine: &[(Fact, &str)]) -> super::Outcome {
    let vocabulary = Vocabulary::built_in();
    let in_force = in_force(text);
    let mut engine = Engine::new(&in_force, &vocabulary);
    let words: Vec<_> = engine
        .facts()
        .iter()
        .map(|fact| {
            let text = mine.iter().find(|(of, _)| of == fact).map(|(_, text)| *text)?;
            Some((vocabulary.words(fact, text), text))
        })
        .collect();
    let known: Vec<Known<'_>> = words
        .iter()
        .map(|found| match found {
            None => Known::Missing,
            Some((_, text)) if text.parse::<f64>().is_ok() => {
                let number = text.parse().unwrap();
                Known::Number { low: number, high: number }
            }
            Some((words, _)) => Known::Words { terms: &words.terms, is_complete: words.unknown.is_empty() },
        })
        .collect();
    let which = engine.judge(&known);
    let outcome = engine.outcomes()[which as usize].clone();
    assert_eq!(outcome, super::Outcome::of_one(&in_force, engine.facts(), &known), "{text}");
    outcome
}
