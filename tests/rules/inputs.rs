//! Random small books, and every input that they can tell apart, enumerated one by one.

use std::fmt::Write as _;

use oreline::domain::Verdict;
use oreline::rules::{Fact, InForce, Known, Rule, RuleBook, Term, Truth, Vocabulary};

use crate::random::Random;

pub(crate) const FACTS: [Fact; 4] = [Fact::Fragility, Fact::Status, Fact::Belt, Fact::RedlineM];
const VERDICTS: [&str; 6] = ["prohibited", "exit", "restricted", "review", "conditional", "allowed"];

/// A random book: rules `r0`, `r1`, …, some with topics, flags, overrides; perhaps scope rows.
pub(crate) fn random_book(random: &mut Random) -> String {
    let mut csv = String::from("id,topic,verdict,flag,overrides,doc,section,fragility,status,belt,redline_m\n");
    for scope in 0..random.below(3) {
        let _ = writeln!(csv, "s{scope},t,scope,,,,,{}", cells(random, 0.7));
    }
    let mut last = String::new();
    for rule in 0..=random.below(7) {
        // Now and then the conditions of the row above.
        if rule == 0 || !random.chance(0.1) {
            last = cells(random, 0.45);
        }
        let overrides: Vec<String> =
            (0..rule).filter(|_| random.chance(0.15)).map(|other| format!("r{other}")).collect();
        let _ = writeln!(
            csv,
            "r{rule},{},{},{},{},D,1,{}",
            if random.chance(0.8) { "t" } else { "u" },
            random.pick(&VERDICTS),
            if random.chance(0.3) { "yes" } else { "no" },
            overrides.join("|"),
            last
        );
    }
    csv
}

/// Another book that differs from one in a few places; by chance in nothing that matters.
pub(crate) fn disturbed(random: &mut Random, csv: &str) -> String {
    let mut lines: Vec<String> = csv.lines().map(str::to_owned).collect();
    for _ in 0..=random.below(2) {
        let rules: Vec<usize> = (0..lines.len()).filter(|at| lines[*at].starts_with('r')).collect();
        let at = *random.pick(&rules);
        let mut columns: Vec<String> = lines[at].split(',').map(str::to_owned).collect();
        match random.below(4) {
            // A row gone; what overrode it no longer does.
            0 if rules.len() > 1 => {
                let gone = columns[0].clone();
                lines.remove(at);
                for line in lines.iter_mut().skip(1) {
                    let mut columns: Vec<String> = line.split(',').map(str::to_owned).collect();
                    let left: Vec<&str> = columns[4].split('|').filter(|id| *id != gone).collect();
                    columns[4] = left.join("|");
                    *line = columns.join(",");
                }
                continue;
            }
            1 => (*random.pick(&VERDICTS)).clone_into(&mut columns[2]),
            2 => {
                let fresh: Vec<String> = cells(random, 0.45).split(',').map(str::to_owned).collect();
                let column = random.below(4);
                columns[7 + column].clone_from(&fresh[column]);
            }
            _ => columns[4] = String::new(),
        }
        lines[at] = columns.join(",");
    }
    lines.join("\n") + "\n"
}

fn cells(random: &mut Random, blank: f64) -> String {
    let words = |random: &mut Random, words: &[&str]| {
        if random.chance(blank) {
            return String::new();
        }
        let mut chosen: Vec<&str> = words.iter().copied().filter(|_| random.chance(0.4)).collect();
        if chosen.is_empty() {
            chosen.push(*random.pick(words));
        }
        format!("{}{}", if random.chance(0.3) { "!" } else { "" }, chosen.join("|"))
    };
    let fragility = words(random, &["mild", "moderate", "severe", "extreme", "none"]);
    let status = words(random, &["proposed", "operating", "suspended", "none"]);
    let belt = words(random, &["甲带", "乙带", "none"]);
    let range = if random.chance(blank) {
        ""
    } else {
        *random.pick(&["<1000", ">=1000", ">1000", "<=5000", ">5000", ">=1000&<5000", "<2km", "=1000", ">=0"])
    };
    format!("{fragility},{status},{belt},{range}")
}

/// Something that may be known of a fact.
#[derive(Clone, Debug)]
pub(crate) enum Input {
    Missing,
    Words(Vec<Term>, bool),
    Number(f64, f64),
}

impl Input {
    pub(crate) fn known(&self) -> Known<'_> {
        match self {
            Self::Missing => Known::Missing,
            Self::Words(terms, is_complete) => Known::Words { terms, is_complete: *is_complete },
            Self::Number(low, high) => Known::Number { low: *low, high: *high },
        }
    }
}

/// One value of each fact, all that there are, and nothing missing.
pub(crate) fn singles(book: &RuleBook, vocabulary: &Vocabulary) -> [Vec<Input>; 4] {
    let words = |fact: &Fact| -> Vec<Input> {
        let term = |term: Term| if term == Term::NONE { Vec::new() } else { vec![term] };
        vocabulary.terms(fact).map(|(one, _)| Input::Words(term(one), true)).collect()
    };
    let belt = ["甲带", "乙带", "丙带"].map(|name| Input::Words(vec![book.name_term(&Fact::Belt, name)], true));
    let belt = belt.into_iter().chain([Input::Words(Vec::new(), true)]).collect();
    let metres = METRES.map(|metres| Input::Number(metres, metres)).to_vec();
    [words(&Fact::Fragility), words(&Fact::Status), belt, metres]
}

const METRES: [f64; 8] = [0.0, 999.0, 1000.0, 1500.0, 2000.0, 3000.0, 5000.0, 9000.0];

/// Everything that may be known: one value, several, a span, a part, nothing.
pub(crate) fn all(book: &RuleBook, vocabulary: &Vocabulary) -> [Vec<Input>; 4] {
    let [fragility, status, belt, metres] = singles(book, vocabulary);
    let spans =
        (0..METRES.len()).flat_map(|low| (low..METRES.len()).map(move |high| Input::Number(METRES[low], METRES[high])));
    let mut metres: Vec<Input> = metres.into_iter().chain(spans).collect();
    metres.extend([Input::Missing, Input::Number(1500.0, f64::INFINITY)]);
    [with_parts(&fragility, false), with_parts(&status, true), with_parts(&belt, true), metres]
}

/// Sets of words, complete and not; single words alone where a mine has one at most.
fn with_parts(singles: &[Input], are_several: bool) -> Vec<Input> {
    let terms: Vec<Term> = singles
        .iter()
        .flat_map(|input| if let Input::Words(terms, _) = input { terms.clone() } else { Vec::new() })
        .collect();
    let mut inputs = vec![Input::Missing];
    for set in 0..1_u32 << terms.len() {
        if !are_several && set.count_ones() > 1 {
            continue;
        }
        let chosen: Vec<Term> = (0..terms.len()).filter(|at| set & (1 << at) != 0).map(|at| terms[at]).collect();
        inputs.push(Input::Words(chosen.clone(), true));
        inputs.push(Input::Words(chosen, false));
    }
    inputs
}

/// For each rule, fact, and input the truth; looked up instead of asked again for each mine.
pub(crate) struct Truths(Vec<[Vec<Truth>; 4]>, [Vec<Input>; 4]);

impl Truths {
    pub(crate) fn new(conditions: &[&[(Fact, oreline::rules::Cell)]], inputs: &[Vec<Input>; 4]) -> Self {
        let of_rule = |cells: &&[(Fact, oreline::rules::Cell)]| {
            [0, 1, 2, 3].map(|fact| {
                let cell = cells.iter().find(|(of, _)| *of == FACTS[fact]).map(|(_, cell)| cell);
                inputs[fact].iter().map(|input| cell.map_or(Truth::Yes, |cell| cell.matches(&input.known()))).collect()
            })
        };
        Self(conditions.iter().map(of_rule).collect(), inputs.clone())
    }

    /// The truth of a rule on one mine: an input of each fact.
    pub(crate) fn of(&self, rule: usize, mine: [usize; 4]) -> Truth {
        (0..4).map(|fact| self.0[rule][fact][mine[fact]]).min().unwrap()
    }
}

/// All mines of some inputs.
pub(crate) fn mines(inputs: &[Vec<Input>; 4]) -> impl Iterator<Item = [usize; 4]> + use<> {
    let counts = [0, 1, 2, 3].map(|fact: usize| inputs[fact].len());
    (0..counts.iter().product::<usize>()).map(move |mut number| {
        counts.map(|count| {
            let at = number % count;
            number /= count;
            at
        })
    })
}

/// Whether an exception covers all that a mine states: each value that meets the rule meets the exception too. Belts hold
/// together, and of numbers there is one.
fn excepts(by: &Rule, rule: &Rule, truths: &Truths, mine: [usize; 4]) -> bool {
    let cell =
        |rule: &Rule, fact: usize| rule.cells.iter().find(|(of, _)| *of == FACTS[fact]).map(|(_, cell)| cell.clone());
    [0, 1].into_iter().all(|fact| match (&truths.1[fact][mine[fact]], cell(by, fact)) {
        (Input::Words(terms, is_complete), Some(by)) if terms.len() + usize::from(!is_complete) > 1 => {
            let meets = |cell: &oreline::rules::Cell, term: &Term| {
                let terms = if *term == Term::NONE { vec![] } else { vec![*term] };
                cell.matches(&Known::Words { terms: &terms, is_complete: true }) == Truth::Yes
            };
            let of = cell(rule, fact);
            *is_complete && terms.iter().all(|term| !of.as_ref().is_none_or(|of| meets(of, term)) || meets(&by, term))
        }
        _ => true,
    })
}

/// What rules come to, as the design says it: written anew, one rule after the other.
pub(crate) fn decided(in_force: &InForce, truths: &Truths, mine: [usize; 4]) -> (Verdict, bool) {
    let rules = &in_force.rules;
    let truth: Vec<Truth> = (0..rules.len()).map(|rule| truths.of(rule, mine)).collect();
    let is_overridden = |rule: usize| {
        (0..rules.len()).any(|by| {
            truth[by] == Truth::Yes
                && rules[by].overrides.contains(&rules[rule].id)
                && excepts(&rules[by], &rules[rule], truths, mine)
        })
    };
    let mut strictest: Option<Verdict> = None;
    let mut is_flagged = false;
    for rule in (0..rules.len()).filter(|rule| truth[*rule] == Truth::Yes && !is_overridden(*rule)) {
        strictest = strictest.max(Some(rules[rule].verdict));
        is_flagged |= rules[rule].flag;
    }
    let is_doubtful = (0..rules.len())
        .any(|rule| truth[rule] == Truth::Missing && !is_overridden(rule) && Some(rules[rule].verdict) > strictest);
    (if is_doubtful { Verdict::Review } else { strictest.unwrap_or(Verdict::Review) }, is_flagged)
}
