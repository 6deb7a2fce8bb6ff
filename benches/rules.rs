//! How long a million mines take against 200 rules, keeping of outcomes included.
//!
//! Two tables and a million mines for each. `province`: every rule speaks of a kind of place (red line, core, belt, near a
//! lake or town) and of one to three other facts; few mines lie in such places, a few minerals make most of them, one in
//! twenty has several, one in twenty misses its mineral or its dates. `scattered`: rules ask for two to five facts without any
//! sense and all facts are drawn independently, so that most mines come to something that no other comes to; it shows
//! what keeping outcomes costs.

#![allow(clippy::panic, clippy::print_stdout, reason = "a benchmark may fail, and tells what it measured")]

use std::fmt::Write as _;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use oreline::domain::Date;
use oreline::read::TableRows;
use oreline::rules::{Engine, Fact, FactKind, Known, RuleBook, Selection, Term, Vocabulary};

const RULES: usize = 200;
const MINES: usize = 1_000_000;
const SEED: u64 = 20_261_122;

/// A generator by Sebastiano Vigna (splitmix64): the benchmark needs no more.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((bits ^ (bits >> 31)) % limit as u64) as usize
    }

    /// One of them, the first ones far more often than the last.
    fn usual<'t>(&mut self, all: &[&'t str]) -> &'t str {
        let (a, b) = (self.below(all.len()), self.below(all.len()));
        all[a.min(b)]
    }
}

const MINERALS: [&str; 16] = [
    "coal",
    "iron",
    "gold",
    "copper",
    "limestone",
    "building-stone",
    "lead",
    "zinc",
    "molybdenum",
    "sand-and-gravel",
    "vanadium",
    "barite",
    "fluorite",
    "phosphate",
    "graphite",
    "uranium",
];
const FRAGILITY: [&str; 4] = ["mild", "moderate", "severe", "extreme"];
const POSITIONS: [&str; 3] = ["periphery", "none", "core"];
const REDLINE: [&str; 4] = ["none", "overlap", "touch", "sliver"];
const SCALES: [&str; 4] = ["small", "medium", "large", "tiny"];
const STATES: [&str; 5] = ["operating", "suspended", "closed", "proposed", "abandoned"];
const RIGHTS: [&str; 2] = ["mining", "exploration"];
const METHODS: [&str; 3] = ["open-pit", "underground", "both"];
const VERDICTS: [&str; 6] = ["restricted", "conditional", "prohibited", "exit", "allowed", "review"];

const HEADER: &str = "id,pack,verdict,flag,overrides,fragility,position,redline,mineral,scale,status,right,method,belt,\
                      redline_pct,lake_m,town_m,issued,expires\n";
const FACTS: usize = 14;
const PLACES: [usize; 6] = [1, 2, 8, 9, 10, 11];
const OTHERS: [usize; 8] = [0, 3, 4, 5, 6, 7, 12, 13];

fn table(is_province: bool) -> String {
    let mut random = Random(SEED);
    let mut text = HEADER.to_owned();
    for rule in 0..RULES {
        let overrides = if rule > 0 && rule % 25 == 0 { format!("R{}", rule - 1) } else { String::new() };
        let _ = write!(text, "R{rule},P{},{},{},{overrides}", rule % 5, VERDICTS[rule % 6], ["yes", "no"][rule % 2]);
        let asked: Vec<usize> = if is_province {
            let others = (0..=random.below(3)).map(|_| OTHERS[random.below(OTHERS.len())]).collect::<Vec<_>>();
            [PLACES[random.below(PLACES.len())]].into_iter().chain(others).collect()
        } else {
            (0..2 + random.below(4)).map(|_| random.below(FACTS)).collect()
        };
        for fact in 0..FACTS {
            let words: &[&str] = match fact {
                0 => &FRAGILITY,
                1 => &POSITIONS,
                2 => &REDLINE,
                3 => &MINERALS,
                4 => &SCALES,
                5 => &STATES,
                6 => &RIGHTS,
                7 => &METHODS,
                _ => &["belt 1", "belt 2", "belt 3", "belt 4"],
            };
            let cell = match fact {
                _ if !asked.contains(&fact) => String::new(),
                1 if is_province => "core".to_owned(),
                2 if is_province => "yes".to_owned(),
                8 if is_province => words[random.below(4)].to_owned(),
                10 | 11 if is_province => ["<500m", "<1km"][random.below(2)].to_owned(),
                0..=8 => format!("{}{}|{}", ["", "", "!"][random.below(3)], random.usual(words), random.usual(words)),
                9 => [">0", ">=10", ">50"][random.below(3)].to_owned(),
                10 | 11 => ["<500m", "<1km", "<5km", ">=5km"][random.below(4)].to_owned(),
                12 => ["<2017-01-01", ">=2017"][random.below(2)].to_owned(),
                _ => "<@today".to_owned(),
            };
            let _ = write!(text, ",{cell}");
        }
        text.push('\n');
    }
    text
}

enum Value {
    Missing,
    Words(Vec<Term>, bool),
    Number(f64, f64),
    Date(Date),
}

impl Value {
    fn known(&self) -> Known<'_> {
        match self {
            Self::Missing => Known::Missing,
            Self::Words(terms, is_complete) => Known::Words { terms, is_complete: *is_complete },
            Self::Number(low, high) => Known::Number { low: *low, high: *high },
            Self::Date(day) => Known::Date { first: *day, last: *day },
        }
    }
}

fn value(fact: &Fact, engine: &Engine, vocabulary: &Vocabulary, random: &mut Random) -> Value {
    if random.below(100) == 0 {
        return Value::Missing;
    }
    let term = |word: &str| vocabulary.term(fact, word).unwrap_or(Term::OTHER);
    match fact.kind() {
        FactKind::Number(_) if *fact == Fact::RedlinePct && random.below(5) > 0 => Value::Number(0.0, 0.0),
        FactKind::Number(_) if *fact == Fact::RedlinePct => {
            let per_cent = random.below(10_000) as f64 / 100.0;
            Value::Number(per_cent, per_cent)
        }
        // Beyond the search radius only the radius is known.
        FactKind::Number(_) if random.below(2) == 0 => Value::Number(10_000.0, f64::INFINITY),
        FactKind::Number(_) => {
            let metres = random.below(100_000) as f64 / 10.0;
            Value::Number(metres, metres)
        }
        FactKind::Date => i32::try_from(730_000 + random.below(10_000))
            .ok()
            .and_then(Date::from_number)
            .map_or(Value::Missing, Value::Date),
        FactKind::Names => {
            let names = ["elsewhere", "belt 1", "belt 2", "belt 3", "belt 4"];
            Value::Words(vec![engine.name_term(fact, random.usual(&names))], true)
        }
        FactKind::Words => {
            let words: &[&str] = match fact {
                Fact::Fragility => &FRAGILITY,
                Fact::Position => &POSITIONS,
                Fact::Redline => &REDLINE,
                Fact::Mineral => &MINERALS,
                Fact::Scale => &SCALES,
                Fact::Status => &STATES,
                Fact::Right => &RIGHTS,
                _ => &METHODS,
            };
            let count = if *fact == Fact::Mineral && random.below(20) == 0 { 2 } else { 1 };
            Value::Words((0..count).map(|_| term(random.usual(words))).collect(), random.below(100) > 0)
        }
    }
}

/// A mine of a province: what follows from one another does, and most of it lies nowhere special.
fn mine(engine: &Engine, vocabulary: &Vocabulary, random: &mut Random) -> Vec<Value> {
    let in_redline = random.below(10) == 0;
    let (misses_mineral, misses_dates) = (random.below(20) == 0, random.below(20) == 0);
    let facts = engine.facts().to_vec();
    let of = |fact: &Fact| match fact {
        Fact::Redline if !in_redline => word(vocabulary, fact, "none"),
        Fact::Redline => word(vocabulary, fact, "overlap"),
        Fact::RedlinePct if !in_redline => Value::Number(0.0, 0.0),
        Fact::RedlinePct => {
            let per_cent = random.below(10_000) as f64 / 100.0;
            Value::Number(per_cent, per_cent)
        }
        Fact::Position => word(vocabulary, fact, if random.below(8) == 0 { "core" } else { "periphery" }),
        Fact::Belt if random.below(3) > 0 => Value::Words(vec![Term::OTHER], true),
        Fact::Distance(_) if random.below(10) > 0 => Value::Number(10_000.0, f64::INFINITY),
        Fact::Mineral if misses_mineral => Value::Missing,
        Fact::Issued | Fact::Expires if misses_dates => Value::Missing,
        _ => loop {
            let found = value(fact, engine, vocabulary, random);
            if !matches!(found, Value::Missing) {
                break found;
            }
        },
    };
    facts.iter().map(of).collect()
}

fn word(vocabulary: &Vocabulary, fact: &Fact, word: &str) -> Value {
    Value::Words(vec![vocabulary.term(fact, word).unwrap_or(Term::OTHER)], true)
}

fn judge(bench: &mut Criterion) {
    let vocabulary = Vocabulary::built_in();
    let mut group = bench.benchmark_group("rules");
    group.sample_size(10);
    group.throughput(Throughput::Elements(MINES as u64));
    for (name, is_province) in [("province", true), ("scattered", false)] {
        let text = table(is_province);
        let engine = TableRows::from_bytes(text.as_bytes(), "rules.csv", "rules", None, None)
            .and_then(|rows| RuleBook::read(&[rows], &vocabulary))
            .and_then(|book| {
                let as_of = Date::new(2026, 1, 1).unwrap_or(Date::LAST);
                book.in_force(&Selection { as_of, readings: Vec::new() })
            })
            .map(|in_force| Engine::new(&in_force, &vocabulary));
        let engine = match engine {
            Ok(engine) => engine,
            Err(error) => panic!("{error}"),
        };
        assert_eq!((engine.in_force().rules.len(), engine.facts().len()), (RULES, FACTS));
        let mut random = Random(SEED);
        let scattered = |random: &mut Random| -> Vec<Value> {
            engine.facts().iter().map(|fact| value(fact, &engine, &vocabulary, random)).collect()
        };
        let mines: Vec<Vec<Value>> = (0..MINES)
            .map(|_| if is_province { mine(&engine, &vocabulary, &mut random) } else { scattered(&mut random) })
            .collect();
        let run = || {
            let mut engine = engine.clone();
            let mut known = Vec::with_capacity(FACTS);
            for mine in &mines {
                known.clear();
                known.extend(mine.iter().map(Value::known));
                engine.judge(&known);
            }
            engine
        };
        let judged = run();
        let fired: usize = judged.outcomes().iter().map(|outcome| outcome.fired.len()).sum();
        println!(
            "{name}: {MINES} mines, {RULES} rules, {FACTS} facts: {} different outcomes, {:.1} rules fired in one",
            judged.outcomes().len(),
            fired as f64 / judged.outcomes().len() as f64
        );
        drop(judged);
        group.bench_function(name, |bench| bench.iter_with_large_drop(run));
    }
    group.finish();
}

criterion_group!(benches, judge);
criterion_main!(benches);
