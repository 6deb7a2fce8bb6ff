//! What may be known of one fact of a mine, as far as cells tell it apart.

use crate::rules::exceptions::lets_escape;
use crate::rules::search::Speaker;
use crate::rules::{Cell, Fact, Known, Part, PartValue, Term, Truth, partition};

/// Something that may be known, with the truth of each cell, and which exceptions do not cover it.
pub(super) struct Input {
    pub(super) label: String,
    pub(super) truths: Vec<Truth>,
    pub(super) escapes: Vec<bool>,
}

/// What is asked of a fact.
#[derive(Clone, Copy)]
pub(super) struct Asked<'i> {
    /// The different cells of all rules.
    pub(super) cells: &'i [&'i Cell],
    /// Pairs of cells, by index: that of an overridden rule, if it has one, and that of a rule that overrides it.
    pub(super) exceptions: &'i [(Option<usize>, usize)],
}

/// More sets of words than this are not looked at.
const MOST: usize = 2048;

/// Everything that may be known of a fact: one value, several, a span, a part, nothing. `None` if there is too much of it.
pub(super) fn all(fact: &Fact, asked: Asked<'_>, speaker: Speaker<'_>) -> Option<Vec<Input>> {
    let mut inputs = Inputs { fact, asked, found: Vec::new() };
    let parts = partition(fact, asked.cells, speaker.vocabulary);
    for part in &parts {
        inputs.add(&part.known(), || speaker.part(fact, part));
    }
    let is_numeric = parts.iter().any(|part| !matches!(part.value, PartValue::Terms(_)));
    if is_numeric {
        spans(fact, &parts, speaker, &mut inputs);
    } else {
        words(fact, &parts, speaker, &mut inputs)?;
    }
    inputs.add(&Known::Missing, || "?".to_owned());
    Some(inputs.found)
}

/// The values of a fact alone, one at a time.
pub(super) fn single(fact: &Fact, asked: Asked<'_>, speaker: Speaker<'_>) -> Vec<Input> {
    let mut inputs = Inputs { fact, asked, found: Vec::new() };
    for part in &partition(fact, asked.cells, speaker.vocabulary) {
        inputs.add(&part.known(), || speaker.part(fact, part));
    }
    inputs.found
}

struct Inputs<'i> {
    fact: &'i Fact,
    asked: Asked<'i>,
    found: Vec<Input>,
}

impl Inputs<'_> {
    /// What rules see of something known: the truth of each cell, and which exceptions do not cover it.
    fn seen(&self, known: &Known<'_>) -> (Vec<Truth>, Vec<bool>) {
        let cells = self.asked.cells;
        let escapes =
            |(of, by): &(Option<usize>, usize)| lets_escape(self.fact, known, of.map(|of| cells[of]), cells[*by]);
        (cells.iter().map(|cell| cell.matches(known)).collect(), self.asked.exceptions.iter().map(escapes).collect())
    }

    fn add(&mut self, known: &Known<'_>, label: impl FnOnce() -> String) {
        let (truths, escapes) = self.seen(known);
        if !self.found.iter().any(|input| input.truths == truths && input.escapes == escapes) {
            self.found.push(Input { label: label(), truths, escapes });
        }
    }
}

/// Whether a mine has one value of it at most: what the join decides for one.
fn is_single(fact: &Fact) -> bool {
    matches!(fact, Fact::Fragility | Fact::Position | Fact::Redline | Fact::Stable | Fact::Prefecture)
}

fn words(fact: &Fact, parts: &[Part], speaker: Speaker<'_>, inputs: &mut Inputs<'_>) -> Option<()> {
    let values: Vec<&[Term]> = parts
        .iter()
        .filter_map(|part| if let PartValue::Terms(terms) = &part.value { Some(terms.as_slice()) } else { None })
        .filter(|terms| !terms.is_empty())
        .collect();
    let label = |terms: &[Term], is_complete: bool| {
        let words = terms.iter().map(|term| speaker.term(fact, *term));
        words.chain((!is_complete).then(|| "?".to_owned())).collect::<Vec<_>>().join(";")
    };
    let seen_of = |terms: &[Term], is_complete: bool| inputs.seen(&Known::Words { terms, is_complete });
    // Sets of values that cells tell apart, each reached from a smaller one by one value more.
    let mut sets: Vec<Vec<Term>> = vec![Vec::new()];
    let mut seen = vec![[seen_of(&[], true), seen_of(&[], false)]];
    let mut at = 0;
    while at < sets.len() {
        for value in &values {
            let mut set = [sets[at].as_slice(), value].concat();
            set.sort_unstable();
            set.dedup();
            let by_rules = [seen_of(&set, true), seen_of(&set, false)];
            // `none` and "one value" may look alike to cells, and differ as soon as there is a second value.
            if !seen[1..].contains(&by_rules) {
                if sets.len() >= MOST {
                    return None;
                }
                seen.push(by_rules);
                sets.push(set);
            }
        }
        at += 1;
        if is_single(fact) && at > 0 {
            break;
        }
    }
    for set in &sets {
        inputs.add(&Known::Words { terms: set, is_complete: true }, || label(set, true));
        inputs.add(&Known::Words { terms: set, is_complete: false }, || label(set, false));
    }
    Some(())
}

fn spans(fact: &Fact, parts: &[Part], speaker: Speaker<'_>, inputs: &mut Inputs<'_>) {
    let mut parts: Vec<&Part> = parts.iter().collect();
    let number = |part: &Part| match &part.value {
        PartValue::Number(number) => *number,
        PartValue::Date(day) => f64::from(day.number()),
        PartValue::Terms(_) => f64::NAN,
    };
    parts.sort_by(|one, other| number(one).total_cmp(&number(other)));
    for (at, low) in parts.iter().enumerate() {
        for high in &parts[at + 1..] {
            let known = match (&low.value, &high.value) {
                (PartValue::Number(low), PartValue::Number(high)) => Known::Number { low: *low, high: *high },
                (PartValue::Date(first), PartValue::Date(last)) => Known::Date { first: *first, last: *last },
                _ => Known::Missing,
            };
            inputs.add(&known, || format!(">={}&<={}", speaker.part(fact, low), speaker.part(fact, high)));
        }
    }
}
