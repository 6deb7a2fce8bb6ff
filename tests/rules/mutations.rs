//! The shipped tables: clean, tested by their examples, and no slip in them goes unnoticed.
//!
//! A mutated copy of a table must be caught (it does not load, `rules check` finds something, an example fails), or it must be
//! proven that it decides alike for all mines that there can be.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use oreline::domain::Date;
use oreline::rules::{
    Comparison, Examination, Fact, FactKind, RuleBook, Vocabulary, difference, examine, test_examples,
};

use crate::random::Random;
use crate::tables::{day, rows, selection, vocabulary};

/// At least so many over all tables.
const LEAST: usize = 200;

/// A shipped table, and the examples beside it.
struct Shipped {
    name: String,
    csv: String,
    examples: String,
}

/// `layers/*/rules.csv` and `layers/legal/*.csv`.
fn shipped() -> Vec<Shipped> {
    let layers = Path::new(env!("CARGO_MANIFEST_DIR")).join("layers");
    let files = |folder: &Path| -> Vec<PathBuf> {
        let entries =
            fs::read_dir(folder).map(|entries| entries.map(|entry| entry.unwrap().path()).collect::<Vec<_>>());
        let mut paths = entries.unwrap_or_default();
        paths.sort();
        paths
    };
    let mut tables: Vec<PathBuf> =
        files(&layers).iter().map(|set| set.join("rules.csv")).filter(|path| path.exists()).collect();
    let is_table = |path: &PathBuf| {
        let is_csv = path.extension().is_some_and(|ending| ending == "csv");
        is_csv && !path.file_stem().unwrap().to_string_lossy().ends_with(".examples")
    };
    tables.extend(files(&layers.join("legal")).into_iter().filter(is_table));
    assert!(!tables.is_empty(), "no shipped table was found: nothing would be tested");
    let read = |path: &PathBuf| {
        let examples = path.with_extension("examples.csv");
        Shipped {
            name: path.strip_prefix(&layers).unwrap().display().to_string(),
            csv: fs::read_to_string(path).unwrap().trim_start_matches('\u{feff}').to_owned(),
            examples: fs::read_to_string(&examples).unwrap_or_else(|error| panic!("{}: {error}", examples.display())),
        }
    };
    tables.iter().map(read).collect()
}

fn load(csv: &str, vocabulary: &Vocabulary) -> Result<RuleBook, oreline::error::Error> {
    RuleBook::read(&[rows("rules", csv)], vocabulary)
}

fn examined(book: &RuleBook, vocabulary: &Vocabulary) -> Examination {
    examine(book, vocabulary, &selection()).unwrap()
}

#[test]
fn shipped_tables_are_clean_and_pass_their_examples() {
    let vocabulary = vocabulary();
    let mut tested = 0;
    for table in shipped() {
        let book = load(&table.csv, vocabulary).unwrap_or_else(|error| panic!("{}: {error}", table.name));
        let examination = examined(&book, vocabulary);
        assert!(!examination.needs_a_person(), "{}\n{}", table.name, examination.to_text());
        let trial = test_examples(&book, vocabulary, &rows("examples", &table.examples), day()).unwrap();
        assert!(!trial.has_failed() && trial.examples > 0, "{}\n{}", table.name, trial.to_text());
        assert_eq!(trial.coverage.silent, Vec::<String>::new(), "{}: no example fires these", table.name);
        tested += trial.examples;
    }
    println!("{tested} examples");
    assert!(tested > 0);
}

/// How a mutation came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Fate {
    NotLoaded,
    Found,
    FailedExample,
    ProvenHarmless,
    Unnoticed,
}

#[test]
fn no_slip_in_a_shipped_table_goes_unnoticed() {
    let vocabulary = vocabulary();
    let mut fates: BTreeMap<(&str, Fate), usize> = BTreeMap::new();
    let mut unnoticed = Vec::new();
    let mut count = 0;
    for table in shipped() {
        let sound = load(&table.csv, vocabulary).unwrap_or_else(|error| panic!("{}: {error}", table.name));
        for (kind, what, csv) in mutations(&table, vocabulary) {
            count += 1;
            let (fate, why) = fate(&sound, &table, &csv, vocabulary);
            *fates.entry((kind, fate)).or_default() += 1;
            if fate == Fate::Unnoticed {
                unnoticed.push(format!("{}: {kind}: {what}\n    {why}", table.name));
            }
        }
    }
    println!("{count} mutations");
    for ((kind, fate), count) in &fates {
        println!("  {kind}: {fate:?} {count}");
    }
    assert!(unnoticed.is_empty(), "{} of {count} went unnoticed:\n{}", unnoticed.len(), unnoticed.join("\n"));
    assert!(count >= LEAST, "{count} mutations");
    let kinds: std::collections::BTreeSet<&str> = fates.keys().map(|(kind, _)| *kind).collect();
    assert!(kinds.len() >= 5, "{kinds:?}");
    for fate in [Fate::NotLoaded, Fate::Found, Fate::FailedExample, Fate::ProvenHarmless] {
        assert!(fates.keys().any(|(_, of)| *of == fate), "no mutation came out as {fate:?}");
    }
}

fn fate(sound: &RuleBook, table: &Shipped, csv: &str, vocabulary: &Vocabulary) -> (Fate, String) {
    let Ok(book) = load(csv, vocabulary) else { return (Fate::NotLoaded, String::new()) };
    let examination = examined(&book, vocabulary);
    if examination.needs_a_person() {
        return (Fate::Found, String::new());
    }
    match test_examples(&book, vocabulary, &rows("examples", &table.examples), day()) {
        Ok(trial) if !trial.has_failed() => {}
        _ => return (Fate::FailedExample, String::new()),
    }
    match difference(sound, &book, vocabulary) {
        Comparison::Alike => (Fate::ProvenHarmless, String::new()),
        Comparison::Differ(found) => (Fate::Unnoticed, format!("{found:?}")),
        Comparison::Unfinished => (Fate::Unnoticed, "the comparison was not finished".to_owned()),
    }
}

/// A kind of slip, what was changed, and the table.
type Mutation = (&'static str, String, String);

fn mutations(table: &Shipped, vocabulary: &Vocabulary) -> Vec<Mutation> {
    let cells = parsed(&table.csv);
    let header = &cells[0];
    let column = |name: &str| header.iter().position(|head| head == name);
    let mut random = Random::new(42);
    let mut mutations: Vec<Mutation> = Vec::new();
    let with = |row: usize, column: usize, text: &str| {
        let mut changed = cells.clone();
        text.clone_into(&mut changed[row][column]);
        written(&changed)
    };
    for row in 1..cells.len() {
        let id = &cells[row][0];
        // A row gone.
        let left: Vec<Vec<String>> = (0..cells.len()).filter(|at| *at != row).map(|at| cells[at].clone()).collect();
        let is_scope = column("verdict").is_some_and(|at| cells[row][at] == "scope");
        if !is_scope {
            mutations.push(("row gone", id.clone(), written(&left)));
        }
        // Two rows swapped.
        if row + 1 < cells.len() {
            let mut swapped = cells.clone();
            swapped.swap(row, row + 1);
            mutations.push(("rows swapped", id.clone(), written(&swapped)));
        }
        for (at, head) in header.iter().enumerate() {
            let text = &cells[row][at];
            if text.is_empty() || text == "-" || is_scope {
                continue;
            }
            let what = |new: &str| format!("{id} {head}: {text} -> {new}");
            match Fact::from_header(head).map(|fact| (fact.kind(), fact)) {
                Some((FactKind::Words, fact)) => {
                    let misspelt = misspelt(text, &mut random);
                    mutations.push(("word misspelt", what(&misspelt), with(row, at, &misspelt)));
                    let other = other_word(text, &fact, vocabulary, &mut random);
                    mutations.push(("another word", what(&other), with(row, at, &other)));
                }
                Some((FactKind::Names, _)) => {
                    let misspelt = misspelt(text, &mut random);
                    mutations.push(("name misspelt", what(&misspelt), with(row, at, &misspelt)));
                }
                Some((FactKind::Number(_), _)) => {
                    let number = other_number(text);
                    mutations.push(("number changed", what(&number), with(row, at, &number)));
                }
                Some((FactKind::Date, _)) => {
                    let date = other_date(text, &mut random);
                    mutations.push(("date shifted", what(&date), with(row, at, &date)));
                }
                None if head == "verdict" => {
                    let verdicts = ["prohibited", "exit", "restricted", "review", "conditional", "allowed"];
                    let others: Vec<&str> = verdicts.into_iter().filter(|verdict| verdict != text).collect();
                    let other = random.pick(&others);
                    mutations.push(("verdict changed", what(other), with(row, at, other)));
                }
                None if head == "effective_from" || head == "effective_to" => {
                    let date = other_date(text, &mut random);
                    mutations.push(("date shifted", what(&date), with(row, at, &date)));
                }
                None => {}
            }
        }
    }
    mutations
}

/// Two letters of one word change places, or one goes.
fn misspelt(text: &str, random: &mut Random) -> String {
    let letters: Vec<char> = text.chars().collect();
    let pairs: Vec<usize> = (0..letters.len().saturating_sub(1))
        .filter(|at| letters[*at].is_alphabetic() && letters[at + 1].is_alphabetic() && letters[*at] != letters[at + 1])
        .collect();
    let mut changed = letters.clone();
    match pairs.as_slice() {
        [] => changed.push('x'),
        pairs => {
            let at = *random.pick(pairs);
            changed.swap(at, at + 1);
        }
    }
    changed.into_iter().collect()
}

/// One word of a list becomes another one of the vocabulary that the list does not name.
fn other_word(text: &str, fact: &Fact, vocabulary: &Vocabulary, random: &mut Random) -> String {
    let (sign, list) = text.strip_prefix('!').map_or(("", text), |list| ("!", list));
    let mut words: Vec<String> = list.split('|').map(str::to_owned).collect();
    let others: Vec<&str> =
        vocabulary.terms(fact).map(|(_, word)| word).filter(|word| !words.iter().any(|known| known == word)).collect();
    let at = random.below(words.len());
    (*random.pick(&others)).clone_into(&mut words[at]);
    format!("{sign}{}", words.join("|"))
}

/// The first number of a cell, one and a half times as large.
fn other_number(text: &str) -> String {
    let start = text.find(|sign: char| sign.is_ascii_digit()).unwrap();
    let end =
        text[start..].find(|sign: char| !sign.is_ascii_digit() && sign != '.').map_or(text.len(), |at| start + at);
    let number: f64 = text[start..end].parse().unwrap();
    format!("{}{}{}", &text[..start], number * 1.5 + 1.0, &text[end..])
}

/// The day of a cell, a year earlier or later.
fn other_date(text: &str, random: &mut Random) -> String {
    let start = text.find(|sign: char| sign.is_ascii_digit()).unwrap();
    let day = Date::parse(&text[start..]).unwrap();
    let year = if random.chance(0.5) { day.year() + 1 } else { day.year() - 1 };
    format!("{}{}", &text[..start], Date::new(year, day.month(), day.day()).unwrap())
}

/// A CSV table apart; quotes may hold commas.
fn parsed(csv: &str) -> Vec<Vec<String>> {
    let mut table = vec![vec![String::new()]];
    let mut is_quoted = false;
    let mut signs = csv.chars().peekable();
    while let Some(sign) = signs.next() {
        let row = table.last_mut().unwrap();
        let cell = row.last_mut().unwrap();
        match sign {
            '"' if is_quoted && signs.peek() == Some(&'"') => {
                signs.next();
                cell.push('"');
            }
            '"' => is_quoted = !is_quoted,
            ',' if !is_quoted => row.push(String::new()),
            '\n' if !is_quoted => table.push(vec![String::new()]),
            '\r' if !is_quoted => {}
            sign => cell.push(sign),
        }
    }
    table.retain(|row| row.iter().any(|cell| !cell.is_empty()));
    table
}

fn written(table: &[Vec<String>]) -> String {
    let cell = |cell: &String| format!("\"{}\"", cell.replace('"', "\"\""));
    let rows: Vec<String> = table.iter().map(|row| row.iter().map(cell).collect::<Vec<_>>().join(",")).collect();
    rows.join("\n") + "\n"
}
