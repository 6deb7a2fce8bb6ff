//! Examples judged, and compared with what must come out.

use super::coverage::{Coverage, Tally};
use super::{Example, read};
use crate::domain::Date;
use crate::error::Error;
use crate::read::TableRows;
use crate::rules::{Cell, Fact, InForce, Known, Outcome, Rule, RuleBook, Selection, Truth, Vocabulary, Why, truths};

/// What the examples of one table came to.
#[derive(Clone, Debug)]
pub struct Trial {
    /// The rule tables.
    pub tables: Vec<String>,
    /// The table of examples.
    pub path: String,
    /// The day for examples that name none.
    pub as_of: Date,
    /// How many examples there are.
    pub examples: usize,
    /// Those that did not come out as they must.
    pub failures: Vec<Failure>,
    /// What no example touches.
    pub coverage: Coverage,
}

/// An example that did not come out as it must.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// Its name.
    pub case: String,
    /// Its row.
    pub row: usize,
    /// What differs.
    pub wrong: Vec<Wrong>,
    /// Which rules fired or did not, and by which cells.
    pub why: Vec<String>,
}

/// One column that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrong {
    /// The column.
    pub column: String,
    /// What must come out.
    pub expected: String,
    /// What did.
    pub got: String,
}

/// Judges the examples of a table by the rules of a book.
///
/// # Errors
/// [`Error::Rules`] with everything that is wrong in the table of examples, [`Error::Usage`] for a reading that no rule has.
pub fn test(book: &RuleBook, vocabulary: &Vocabulary, examples: &TableRows, as_of: Date) -> Result<Trial, Error> {
    let list = read::read(examples, book, vocabulary)?;
    let mut failures = Vec::new();
    let mut tally = Tally::new(book);
    for example in &list {
        let selection = Selection { as_of: example.as_of.unwrap_or(as_of), readings: example.readings.clone() };
        let in_force = book.in_force(&selection)?;
        let facts: Vec<Fact> = example.mine.iter().map(|(fact, ..)| fact.clone()).collect();
        let known: Vec<Known<'_>> = example.mine.iter().map(|(_, value, _)| value.known()).collect();
        let outcome = Outcome::of_one(&in_force, &facts, &known);
        tally.add(&in_force, &facts, &known);
        let wrong = wrong(example, &outcome, &in_force);
        if !wrong.is_empty() {
            let why = why(example, &outcome, &in_force, &facts, &known);
            failures.push(Failure { case: example.case.clone(), row: example.row, wrong, why });
        }
    }
    Ok(Trial {
        tables: book.files.clone(),
        path: examples.path.clone(),
        as_of,
        examples: list.len(),
        failures,
        coverage: tally.coverage(book),
    })
}

fn fired(outcome: &Outcome, in_force: &InForce) -> Vec<String> {
    let mut ids: Vec<String> = outcome.fired.iter().map(|rule| in_force.rules[*rule].id.clone()).collect();
    ids.sort();
    ids
}

fn wrong(example: &Example, outcome: &Outcome, in_force: &InForce) -> Vec<Wrong> {
    let mut wrong = Vec::new();
    let mut compare = |column: &str, expected: String, got: String| {
        if expected != got {
            wrong.push(Wrong { column: column.to_owned(), expected, got });
        }
    };
    compare("verdict", example.verdict.word().to_owned(), outcome.verdict.word().to_owned());
    if let Some(clauses) = &example.clauses {
        compare("clauses", clauses.join(";"), fired(outcome, in_force).join(";"));
    }
    if let Some(missing) = &example.missing {
        let mut got: Vec<_> = outcome.missing.iter().map(Fact::name).collect();
        got.sort();
        compare("missing", missing.join(";"), got.join(";"));
    }
    if let Some(flag) = example.flag {
        let word = |flag: bool| if flag { "yes" } else { "no" }.to_owned();
        compare("flag", word(flag), word(outcome.is_flagged));
    }
    for (name, expected) in &example.sets {
        let got = outcome.sets.iter().find(|(of, _)| of == name).map_or("", |(_, value)| value.as_str());
        let mut got: Vec<&str> = got.split(';').filter(|value| !value.is_empty()).collect();
        got.sort_unstable();
        got.dedup();
        compare(&format!("set_{name}"), expected.clone().unwrap_or_default().join(";"), got.join(";"));
    }
    wrong
}

/// For rules that should have fired, or should not have: by which cells they did or did not.
fn why(example: &Example, outcome: &Outcome, in_force: &InForce, facts: &[Fact], known: &[Known<'_>]) -> Vec<String> {
    let fired = fired(outcome, in_force);
    let expected = example.clauses.clone().unwrap_or_else(|| fired.clone());
    let mut why = Vec::new();
    for id in expected.iter().filter(|id| !fired.contains(id)) {
        let Some(rule) = in_force.rules.iter().find(|rule| rule.id == *id) else {
            let left_out = in_force.left_out.iter().find(|out| out.id == *id);
            why.push(format!(
                "{id} did not fire: {}",
                left_out.map_or("it is no rule".to_owned(), |out| out_of_force(&out.why))
            ));
            continue;
        };
        let missed = truths(rule, facts, known).into_iter().zip(&rule.cells);
        let missed: Vec<String> = missed
            .filter(|((_, truth), _)| *truth != Truth::Yes)
            .map(|((fact, truth), (_, cell))| cell_text(example, &fact, truth, cell))
            .collect();
        why.push(format!("{id} did not fire: {}", missed.join(", ")));
    }
    for rule in in_force.rules.iter().filter(|rule| fired.contains(&rule.id) && !expected.contains(&rule.id)) {
        why.push(format!("{} fired: {}", rule.id, met(example, rule)));
    }
    for rule in outcome.doubtful.iter().map(|rule| &in_force.rules[*rule]) {
        let open = truths(rule, facts, known).into_iter().filter(|(_, truth)| *truth == Truth::Missing);
        let open: Vec<String> = open.map(|(fact, _)| fact.name().into_owned()).collect();
        why.push(format!("{} ({}) stays open: {} not known", rule.id, rule.verdict.word(), open.join(", ")));
    }
    why
}

fn met(example: &Example, rule: &Rule) -> String {
    if rule.cells.is_empty() {
        return "it has no conditions".to_owned();
    }
    let cell = |(fact, cell): &(Fact, Cell)| cell_text(example, fact, Truth::Yes, cell);
    rule.cells.iter().map(cell).collect::<Vec<_>>().join(", ")
}

fn cell_text(example: &Example, fact: &Fact, truth: Truth, cell: &Cell) -> String {
    let text = example.mine.iter().find(|(of, ..)| of == fact).map(|(.., text)| text.as_str());
    let name = fact.name();
    match (truth, text) {
        (Truth::Yes, Some(text)) => format!("{name} {text} meets {cell}"),
        (Truth::No, Some(text)) => format!("{name} {text} does not meet {cell}"),
        (_, Some(text)) => format!("{name} {text} does not settle {cell}"),
        (_, None) => format!("{name} is not known ({cell} is asked)"),
    }
}

fn out_of_force(why: &Why) -> String {
    match why {
        Why::NotYet(day) => format!("it is in force from {day}"),
        Why::NoLonger(day) => format!("it was in force until {day}"),
        Why::Reading { name, choice } => format!("it belongs to the reading {name}={choice}"),
    }
}
