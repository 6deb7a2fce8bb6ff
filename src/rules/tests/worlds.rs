//! Random tables and mines: the engine against an evaluation over possible worlds.

use super::super::{Engine, Fact, FactKind, Known, Outcome, RuleBook, Selection, Term, Vocabulary};
use super::{date, rows};
use crate::domain::{Date, Verdict};

/// A generator by Sebastiano Vigna (splitmix64).
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((bits ^ (bits >> 31)) % limit as u64) as usize
    }

    fn of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())]
    }
}

const MINERALS: [&str; 5] = ["molybdenum", "copper", "gold", "none", "@strategic"];
const SERVICES: [&str; 4] = ["water", "soil", "desert", "none"];
const BELTS: [&str; 4] = ["甲", "乙", "丙", "none"];

fn list(random: &mut Random, words: &[&str]) -> String {
    let count = 1 + random.below(2);
    let words: Vec<&str> = (0..count).map(|_| random.of(words)).collect();
    format!("{}{}", random.of(&["", "", "!"]), words.join("|"))
}

fn range(random: &mut Random, values: &[&str]) -> String {
    let bound = |random: &mut Random| format!("{}{}", random.of(&["<", "<=", ">", ">=", "="]), random.of(values));
    let first = bound(random);
    if random.below(3) == 0 { format!("{first}&{}", bound(random)) } else { first }
}

/// The rows of a random table, without their header. Up to 70 rules, so that sets of more than one word occur.
fn table(random: &mut Random) -> Vec<String> {
    let count = if random.below(40) == 0 { 60 + random.below(11) } else { 1 + random.below(7) };
    let row = |number: usize, random: &mut Random| {
        let mut cells = [
            list(random, &MINERALS),
            list(random, &SERVICES),
            list(random, &BELTS),
            range(random, &["0", "50", "100"]),
            range(random, &["1000", "2km"]),
            range(random, &["2020-01-01", "2020-01-02", "2020", "@today"]),
        ];
        for cell in &mut cells {
            if random.below(5) < 3 {
                *cell = "-".to_owned();
            }
        }
        let overrides =
            if number > 0 && random.below(2) == 0 { format!("R{}", random.below(number)) } else { String::new() };
        let verdict = random.of(&["prohibited", "exit", "restricted", "conditional", "allowed", "review"]);
        let (pack, flag, set) = (random.of(&["a", "b", "c"]), random.of(&["yes", "no"]), random.of(&["", "1", "2"]));
        format!("R{number},{pack},{verdict},{flag},{overrides},{set},{}", cells.join(","))
    };
    (0..count).map(|number| row(number, random)).collect()
}

const HEADER: &str = "id,pack,verdict,flag,overrides,set_x,mineral,service,belt,redline_pct,lake_m,issued\n";

/// A value that is perhaps known.
#[derive(Clone, Debug)]
enum Value {
    Missing,
    Words(Vec<&'static str>, bool),
    Number(f64, f64),
    Date(Date, Date),
}

fn value(fact: &Fact, random: &mut Random) -> Value {
    if random.below(5) == 0 {
        return Value::Missing;
    }
    match fact.kind() {
        FactKind::Number(_) => {
            let numbers = [0.0, 25.0, 50.0, 99.0, 100.0, 1000.0, 1500.0, 2000.0, f64::INFINITY];
            let (a, b) = (random.below(8), random.below(9));
            if random.below(2) == 0 {
                Value::Number(numbers[a], numbers[a])
            } else {
                Value::Number(numbers[a.min(b)], numbers[a.max(b)])
            }
        }
        FactKind::Date => {
            let days = [
                "2019-06-01",
                "2019-12-31",
                "2020-01-01",
                "2020-01-02",
                "2020-01-03",
                "2020-12-31",
                "2021-01-01",
                "2024-06-01",
                "2024-06-02",
            ];
            let (a, b) = (random.below(9), random.below(9));
            let b = if random.below(2) == 0 { a } else { b };
            Value::Date(date(days[a.min(b)]), date(days[a.max(b)]))
        }
        _ => {
            let words: &[&str] = match fact {
                Fact::Mineral => &["molybdenum", "copper", "gold", "iron", "salt"],
                Fact::Service => &["water", "soil", "desert", "coast"],
                _ => &["甲", "乙", "丙", "丁"],
            };
            let count = random.below(3);
            Value::Words((0..count).map(|_| random.of(words)).collect(), random.below(3) > 0)
        }
    }
}

/// The worlds that a value leaves possible; cells do not tell more of them apart.
fn worlds(value: &Value) -> Option<Vec<Value>> {
    Some(match value {
        Value::Missing => return None,
        Value::Words(words, true) => vec![Value::Words(words.clone(), true)],
        Value::Words(words, false) => {
            let all =
                ["molybdenum", "copper", "gold", "salt", "water", "soil", "desert", "coast", "甲", "乙", "丙", "丁"];
            let more = all.iter().map(|more| Value::Words(words.iter().chain([more]).copied().collect(), true));
            // Where nothing could be read, there may be nothing.
            more.chain(words.is_empty().then(|| Value::Words(Vec::new(), true))).collect()
        }
        Value::Number(low, high) => {
            let points = [
                0.0,
                1.0,
                25.0,
                50.0,
                51.0,
                99.0,
                100.0,
                101.0,
                999.0,
                1000.0,
                1001.0,
                1500.0,
                1999.0,
                2000.0,
                2001.0,
                f64::INFINITY,
            ];
            points.iter().filter(|at| (*low..=*high).contains(*at)).map(|at| Value::Number(*at, *at)).collect()
        }
        Value::Date(first, last) => {
            let ends = ["2019-12-31", "2020-01-01", "2020-01-02", "2020-12-31", "2024-06-01"].map(date);
            let near = ends.iter().flat_map(|end| [-1, 0, 1].map(|step| end.number() + step));
            let days = near.chain([first.number(), last.number()]).filter_map(Date::from_number);
            days.filter(|day| (*first..=*last).contains(day)).map(|day| Value::Date(day, day)).collect()
        }
    })
}

/// Whether a cell, by its text, is met in one world.
fn holds(fact: &Fact, text: &str, world: &Value) -> bool {
    match world {
        Value::Words(words, _) => {
            let (is_negated, list) = text.strip_prefix('!').map_or((false, text), |list| (true, list));
            let in_list = |word: &&str| {
                list.split('|').any(|item| {
                    item == *word || (item == "@strategic" && ["molybdenum", "copper", "gold", "iron"].contains(word))
                })
            };
            let words = if words.is_empty() { vec!["none"] } else { words.clone() };
            match (is_negated, *fact == Fact::Mineral) {
                (false, _) => words.iter().any(in_list),
                (true, true) => words.iter().any(|word| !in_list(word)),
                (true, false) => !words.iter().any(in_list),
            }
        }
        Value::Number(at, _) => text.split('&').all(|bound| {
            let value = bound.trim_start_matches(['<', '>', '=']);
            let to: f64 = value
                .strip_suffix("km")
                .map_or_else(|| value.parse().unwrap(), |km| km.parse::<f64>().unwrap() * 1000.0);
            compare(bound, at.total_cmp(&to), at.total_cmp(&to))
        }),
        Value::Date(at, _) => text.split('&').all(|bound| {
            let value = bound.trim_start_matches(['<', '>', '=']);
            let (first, last) = if value == "@today" {
                (date("2024-06-01"), date("2024-06-01"))
            } else {
                Date::parse_span(value).unwrap()
            };
            compare(bound, at.cmp(&first), at.cmp(&last))
        }),
        Value::Missing => unreachable!(),
    }
}

fn compare(bound: &str, to_first: std::cmp::Ordering, to_last: std::cmp::Ordering) -> bool {
    match bound.trim_end_matches(|sign| !['<', '>', '='].contains(&sign)) {
        "<" => to_first.is_lt(),
        "<=" => to_last.is_le(),
        ">" => to_last.is_gt(),
        ">=" => to_first.is_ge(),
        _ => to_first.is_ge() && to_last.is_le(),
    }
}

/// Rows as columns of text, and what is known: fired, open with the facts missed, by the words of the design.
fn plainly(rows: &[Vec<&str>], facts: &[Fact], values: &[Value]) -> (Vec<usize>, Vec<(usize, Vec<Fact>)>) {
    let columns: Vec<Fact> = HEADER.trim().split(',').skip(6).map(|name| Fact::from_header(name).unwrap()).collect();
    let (mut fired, mut open) = (Vec::new(), Vec::new());
    for (number, row) in rows.iter().enumerate() {
        let (mut is_refuted, mut missed) = (false, Vec::new());
        for (fact, text) in columns.iter().zip(&row[6..]).filter(|(_, text)| **text != "-") {
            let value = &values[facts.iter().position(|one| one == fact).unwrap()];
            let truths: Vec<bool> = worlds(value)
                .map_or(vec![true, false], |worlds| worlds.iter().map(|world| holds(fact, text, world)).collect());
            if truths.iter().all(|truth| !truth) {
                is_refuted = true;
            } else if !truths.iter().all(|truth| *truth) {
                missed.push(fact.clone());
            }
        }
        match (is_refuted, missed.is_empty()) {
            (true, _) => {}
            (false, true) => fired.push(number),
            (false, false) => open.push((number, missed)),
        }
    }
    (fired, open)
}

/// What must be the same whatever the order of rows: all but the indices.
fn essence(outcome: &Outcome) -> Outcome {
    let none = Vec::new;
    Outcome { fired: none(), open: none(), overridden: none(), doubtful: none(), flagging: none(), ..outcome.clone() }
}

#[test]
fn the_engine_agrees_with_possible_worlds_and_row_order_changes_nothing() {
    let vocabulary = Vocabulary::built_in();
    let mut random = Random(20_261_122);
    let (mut compared, mut reviews, mut overridden, mut conflicts) = (0, 0, 0, 0);
    for _ in 0..2_200 {
        let lines = table(&mut random);
        let mut shuffled = lines.clone();
        for at in (1..shuffled.len()).rev() {
            shuffled.swap(at, random.below(at + 1));
        }
        let engine = |lines: &[String]| {
            let text = format!("{HEADER}{}\n", lines.join("\n"));
            let book = RuleBook::read(&[rows("rules.csv", &text)], &vocabulary)
                .unwrap_or_else(|error| panic!("{error}\n{text}"));
            let in_force = book.in_force(&Selection { as_of: date("2024-06-01"), readings: Vec::new() }).unwrap();
            Engine::new(&in_force, &vocabulary)
        };
        let (mut straight, mut mixed) = (engine(&lines), engine(&shuffled));
        let cells: Vec<Vec<&str>> = lines.iter().map(|line| line.split(',').collect()).collect();
        let facts = straight.facts().to_vec();
        assert_eq!(mixed.facts(), facts);
        for _ in 0..10 {
            let values: Vec<Value> = facts.iter().map(|fact| value(fact, &mut random)).collect();
            let judge = |engine: &mut Engine| -> Outcome {
                let terms: Vec<Vec<Term>> =
                    facts.iter().zip(&values).map(|(fact, value)| terms(engine, &vocabulary, fact, value)).collect();
                let known: Vec<Known<'_>> = values
                    .iter()
                    .zip(&terms)
                    .map(|(value, terms)| match value {
                        Value::Missing => Known::Missing,
                        Value::Words(_, is_complete) => Known::Words { terms, is_complete: *is_complete },
                        Value::Number(low, high) => Known::Number { low: *low, high: *high },
                        Value::Date(first, last) => Known::Date { first: *first, last: *last },
                    })
                    .collect();
                let which = engine.judge(&known);
                let found = engine.outcomes()[which as usize].clone();
                assert_eq!(found, Outcome::of_one(engine.in_force(), &facts, &known));
                assert_eq!(engine.judge(&known), which);
                found
            };
            let found = judge(&mut straight);
            assert_eq!(essence(&judge(&mut mixed)), essence(&found), "{lines:#?}\n{values:?}");
            let (fired, open) = plainly(&cells, &facts, &values);
            let told = format!("{lines:#?}\n{facts:?}\n{values:?}");
            assert_eq!(found.fired, fired, "{told}");
            assert_eq!(found.open, open.iter().map(|(rule, _)| *rule).collect::<Vec<_>>(), "{told}");
            let minerals = facts.iter().position(|fact| *fact == Fact::Mineral).map(|at| &values[at]);
            let excepts = |by: usize, rule: usize| match (minerals, cells[by][6]) {
                // Whatever is mined, the exception is not about it.
                (_, "-") => true,
                (Some(Value::Words(words, is_complete)), excepted) if words.len() + usize::from(!is_complete) > 1 => {
                    let is_met = |text: &str, word: &&'static str| {
                        text == "-" || holds(&Fact::Mineral, text, &Value::Words(vec![*word], true))
                    };
                    *is_complete && words.iter().all(|word| !is_met(cells[rule][6], word) || is_met(excepted, word))
                }
                _ => true,
            };
            let counts = |rule: &usize| !fired.iter().any(|by| cells[*by][4] == cells[*rule][0] && excepts(*by, *rule));
            let verdict = |rule: &usize| Verdict::from_word(cells[*rule][2]).unwrap();
            let counting: Vec<&usize> = fired.iter().filter(|rule| counts(rule)).collect();
            let best = counting.iter().map(|rule| verdict(rule).strictness()).max();
            let doubt: Vec<&(usize, Vec<Fact>)> = open
                .iter()
                .filter(|(rule, _)| counts(rule) && best.is_none_or(|best| verdict(rule).strictness() > best))
                .collect();
            let expected = match best {
                Some(best) if doubt.is_empty() => {
                    Verdict::ALL.into_iter().find(|one| one.strictness() == best).unwrap()
                }
                _ => Verdict::Review,
            };
            assert_eq!(found.verdict, expected, "{told}");
            assert_eq!(found.is_flagged, counting.iter().any(|rule| cells[**rule][3] == "yes"), "{told}");
            let missing: Vec<&Fact> =
                facts.iter().filter(|fact| doubt.iter().any(|(_, missed)| missed.contains(fact))).collect();
            assert_eq!(found.missing.iter().collect::<Vec<_>>(), missing, "{told}");
            compared += 1;
            reviews += usize::from(!found.missing.is_empty());
            overridden += usize::from(!found.overridden.is_empty());
            conflicts += usize::from(found.conflict.is_some());
        }
    }
    println!("{compared} mines compared: {reviews} in doubt, {overridden} with overrides, {conflicts} in conflict");
    assert!(compared >= 20_000 && reviews > 1000 && overridden > 500 && conflicts > 500);
}

fn terms(engine: &Engine, vocabulary: &Vocabulary, fact: &Fact, value: &Value) -> Vec<Term> {
    let Value::Words(words, _) = value else { return Vec::new() };
    let term = |word: &&str| match fact.kind() {
        FactKind::Names => engine.name_term(fact, &format!(" {word} ")),
        _ => vocabulary.term(fact, word).unwrap(),
    };
    words.iter().map(term).collect()
}
