//! What mines state of themselves (mineral, status, right, …) to what rules may ask for.

use std::collections::HashMap;

use foldhash::fast::FixedState;
use rayon::prelude::*;

use super::{FieldChoice, Finding, Findings, STATEMENTS};
use crate::domain::{Attributes, Date, Defect, DefectCode, Mine, MineLayer, MineShape, plain_text};
use crate::rules::{Fact, FactKind, Statement, Statements, Vocabulary};

/// Mines to a task.
const TASK_MINES: usize = 8192;

/// Words by which offices say that they do not know.
const UNKNOWN: [&str; 8] = ["unknown", "not known", "n/a", "-", "—", "不详", "未知", "不明"];
/// Words by which licences say that they have no end.
const FOR_GOOD: [&str; 4] = ["长期", "永久", "long-term", "indefinite"];

type Map<'k, V> = HashMap<&'k str, V, FixedState>;

/// Reads the statements that rules ask for. The field of a statement is the one that the plan names, else the one that
/// is called like it. What is not stated is missing; a word that nobody knows is missing and a defect.
#[must_use]
pub fn statements(
    layer: &MineLayer<'_>,
    choice: &FieldChoice,
    facts: &[Fact],
    vocabulary: &Vocabulary,
) -> (Statements, Vec<Defect>) {
    let mut findings = Findings::new(&layer.source);
    let mut statements = Statements::default();
    for fact in facts.iter().filter(|fact| STATEMENTS.contains(&fact.name().as_ref())) {
        let Some(field) = statement_field(layer, choice, fact) else {
            let reason = format!("rules ask for \"{}\", and no field states it", fact.name());
            findings.note_layer(Finding::new(DefectCode::NoStatement, reason));
            continue;
        };
        let (distinct, of_mine) = distinct_values(&layer.mines, field);
        let mut values = Vec::with_capacity(distinct.len());
        let mut doubts: Vec<Option<(DefectCode, String)>> = Vec::with_capacity(distinct.len());
        for json in &distinct {
            let (value, doubt) = understand(fact, field, json, vocabulary, &mut statements);
            values.push(value);
            doubts.push(doubt);
        }
        for (mine, value) in layer.mines.iter().zip(&of_mine) {
            if let Some((code, reason)) = value.and_then(|value| doubts[value as usize].clone()) {
                let finding = Finding::new(code, reason);
                let finding = if let MineShape::Point(at, _) = mine.shape { finding.at(at) } else { finding };
                findings.note(mine.index, mine.id.as_deref(), finding);
            }
        }
        let value = |value: &Option<u32>| value.map_or(Statement::Missing, |value| values[value as usize]);
        statements.push(fact.clone(), of_mine.iter().map(value).collect());
    }
    (statements, findings.defects)
}

/// The field in which mines state a fact: the one that the plan names, else the one that is called like the fact. `None` where
/// there is neither, and for what mines do not state of themselves.
#[must_use]
pub fn statement_field<'c>(layer: &'c MineLayer<'_>, choice: &'c FieldChoice, fact: &Fact) -> Option<&'c str> {
    let name = fact.name();
    if !STATEMENTS.contains(&name.as_ref()) {
        return None;
    }
    let named = choice.statements.iter().find(|(key, _)| *key == name).map(|(_, field)| field.as_str());
    let called =
        || layer.fields.iter().map(|field| field.name.as_str()).find(|field| field.eq_ignore_ascii_case(&name));
    named.or_else(called)
}

/// The different values of a field as JSON text, in order of first appearance, and for each mine which of them it has:
/// a million mines state a few dozen minerals.
fn distinct_values<'m>(mines: &'m [Mine<'_>], field: &str) -> (Vec<&'m str>, Vec<Option<u32>>) {
    let task = |mines: &'m [Mine<'_>]| {
        let mut known: Map<'m, u32> = Map::default();
        let mut distinct: Vec<&'m str> = Vec::new();
        let value = |mine: &'m Mine<'_>| {
            let json = attribute(&mine.attributes, field)?;
            Some(*known.entry(json).or_insert_with(|| {
                distinct.push(json);
                distinct.len() as u32 - 1
            }))
        };
        let values: Vec<Option<u32>> = mines.iter().map(value).collect();
        (distinct, values)
    };
    let tasks: Vec<(Vec<&str>, Vec<Option<u32>>)> = mines.par_chunks(TASK_MINES).map(task).collect();
    let mut known: Map<'m, u32> = Map::default();
    let mut distinct: Vec<&'m str> = Vec::new();
    let mut values = Vec::with_capacity(mines.len());
    for (local, of_mines) in tasks {
        let number = |json: &'m str| {
            *known.entry(json).or_insert_with(|| {
                distinct.push(json);
                distinct.len() as u32 - 1
            })
        };
        let numbers: Vec<u32> = local.into_iter().map(number).collect();
        values.extend(of_mines.into_iter().map(|value| value.map(|value| numbers[value as usize])));
    }
    (distinct, values)
}

fn attribute<'m>(attributes: &'m Attributes<'_>, field: &str) -> Option<&'m str> {
    attributes.json(field).filter(|json| *json != "null")
}

/// What a value means, and what is doubtful about it.
fn understand(
    fact: &Fact,
    field: &str,
    json: &str,
    vocabulary: &Vocabulary,
    statements: &mut Statements,
) -> (Statement, Option<(DefectCode, String)>) {
    let text = plain_text(json);
    let text = text.trim();
    if text.is_empty() || UNKNOWN.iter().any(|word| word.eq_ignore_ascii_case(text)) {
        return (Statement::Missing, None);
    }
    if fact.kind() == FactKind::Date {
        if FOR_GOOD.iter().any(|word| word.eq_ignore_ascii_case(text)) {
            return (Statement::Span(Date::LAST, Date::LAST), None);
        }
        return if let Some((first, last)) = Date::parse_span(text) {
            (Statement::Span(first, last), None)
        } else {
            let reason = format!("\"{text}\" in the field \"{field}\" is no date");
            (Statement::Missing, Some((DefectCode::UnreadableDate, reason)))
        };
    }
    let words = vocabulary.words(fact, text);
    let doubt = words.unknown.first().map(|word| {
        let nearest = vocabulary.nearest(fact, word);
        let meant = nearest.map_or_else(String::new, |nearest| format!("; the nearest known word is \"{nearest}\""));
        (
            DefectCode::UnknownWord,
            format!("\"{word}\" in the field \"{field}\" is no known word for {}{meant}", fact.name()),
        )
    });
    (statements.words(&words.terms, words.unknown.is_empty()), doubt)
}
