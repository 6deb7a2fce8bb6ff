//! The values of a fact that cells tell apart: one of each kind.

use super::{Cell, Fact, FactKind, Known, Quantity, RangeCell, Term, Truth, Vocabulary};
use crate::domain::Date;

/// One kind of values: a cell that one of them meets, all of them meet.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// One of them.
    pub value: PartValue,
    /// What they are, for people: a word, or a range in the language of cells.
    pub label: String,
    /// All terms of this kind, where it is of words; [`Term::OTHER`] for names that no cell mentions.
    pub members: Vec<Term>,
}

/// A value of a fact that is known for certain.
#[derive(Clone, Debug, PartialEq)]
pub enum PartValue {
    /// Words or names that belong together; empty for `none`.
    Terms(Vec<Term>),
    /// A number.
    Number(f64),
    /// A day.
    Date(Date),
}

impl Part {
    /// As the engine takes it.
    #[must_use]
    pub fn known(&self) -> Known<'_> {
        match &self.value {
            PartValue::Terms(terms) => Known::Words { terms, is_complete: true },
            PartValue::Number(number) => Known::Number { low: *number, high: *number },
            PartValue::Date(day) => Known::Date { first: *day, last: *day },
        }
    }
}

/// The values of a fact that these cells tell apart. Of words: `none`, then each set of terms that the same cells hold,
/// then a name that no cell mentions; of numbers and days, each end of a cell and what lies between two. Numbers that a
/// fact cannot have (a negative distance, more than 100 per cent) are no part.
#[must_use]
pub fn partition(fact: &Fact, cells: &[&Cell], vocabulary: &Vocabulary) -> Vec<Part> {
    let ranges = || -> Vec<&RangeCell> {
        let range = |cell: &&Cell| matches!(cell, Cell::Number(_) | Cell::Date(_));
        let cells = cells.iter().copied().filter(range);
        cells
            .filter_map(|cell| if let Cell::Number(cell) | Cell::Date(cell) = cell { Some(cell) } else { None })
            .collect()
    };
    match fact.kind() {
        FactKind::Words => {
            let terms = vocabulary.terms(fact).map(|(term, word)| (term, word.to_owned())).collect();
            word_parts(fact, cells, terms, vocabulary)
        }
        FactKind::Names => word_parts(fact, cells, names(fact, cells), vocabulary),
        FactKind::Number(quantity) => number_parts(fact, quantity, &ranges()),
        FactKind::Date => date_parts(&ranges()),
    }
}

/// `none`, the names that cells mention, and one that they do not.
fn names(fact: &Fact, cells: &[&Cell]) -> Vec<(Term, String)> {
    let mut names = vec![(Term::NONE, "none".to_owned())];
    for cell in cells {
        let Cell::Words(cell) = cell else { continue };
        for item in &cell.items {
            names.extend(item.terms.iter().map(|term| (*term, item.word.clone())));
        }
    }
    names.sort();
    names.dedup_by_key(|(term, _)| *term);
    names.push((Term::OTHER, format!("another {}", fact.name())));
    names
}

fn word_parts(fact: &Fact, cells: &[&Cell], terms: Vec<(Term, String)>, vocabulary: &Vocabulary) -> Vec<Part> {
    let is_mentioned = |term: Term| {
        cells.iter().any(|cell| matches!(cell, Cell::Words(cell) if cell.terms.binary_search(&term).is_ok()))
    };
    let mut found: Vec<(Vec<Truth>, Part)> = Vec::new();
    for (term, word) in terms {
        let value = if term == Term::NONE { Vec::new() } else { vocabulary.together(fact, term) };
        let known = Known::Words { terms: &value, is_complete: true };
        let truths: Vec<Truth> = cells.iter().map(|cell| cell.matches(&known)).collect();
        let same = found.iter_mut().skip(1).find(|(other, _)| *other == truths).filter(|_| term != Term::NONE);
        if let Some((_, part)) = same {
            // What cells say is shown before what they do not.
            if is_mentioned(term) && !part.members.iter().any(|member| is_mentioned(*member)) {
                part.value = PartValue::Terms(value);
                part.label = word;
            }
            part.members.push(term);
        } else {
            found.push((truths, Part { value: PartValue::Terms(value), label: word, members: vec![term] }));
        }
    }
    let mut parts: Vec<Part> = found.into_iter().map(|(_, part)| part).collect();
    for part in &mut parts {
        let others = part.members.len() - 1;
        let is_rest = !part.members.iter().any(|term| is_mentioned(*term)) && part.members != [Term::NONE];
        if is_rest && fact.kind() == FactKind::Words && others > 0 {
            part.label = format!("another {}, such as {}", fact.name(), part.label);
        } else if others > 0 {
            part.label = format!("{} and {others} more", part.label);
        }
    }
    parts
}

/// The least and the greatest value of a fact.
fn limits(fact: &Fact, quantity: Quantity) -> (f64, f64) {
    match quantity {
        Quantity::PerCent => (0.0, 100.0),
        Quantity::Metres if *fact == Fact::MarginM => (f64::NEG_INFINITY, f64::INFINITY),
        Quantity::Metres | Quantity::Hectares => (0.0, f64::INFINITY),
    }
}

fn number_parts(fact: &Fact, quantity: Quantity, cells: &[&RangeCell]) -> Vec<Part> {
    let (bottom, top) = limits(fact, quantity);
    let mut ends: Vec<f64> = cells
        .iter()
        .flat_map(|cell| [cell.low, cell.high])
        .filter(|end| end.is_finite() && (bottom..=top).contains(end))
        .collect();
    ends.sort_by(f64::total_cmp);
    ends.dedup_by(|a, b| *a <= *b && *b <= *a);
    let mut parts = Vec::new();
    let mut add = |value: f64, label: String| {
        parts.push(Part { value: PartValue::Number(value), label, members: Vec::new() });
    };
    let (Some(first), Some(last)) = (ends.first().copied(), ends.last().copied()) else {
        add(if bottom.is_finite() { bottom } else { 0.0 }, "any".to_owned());
        return parts;
    };
    if first > bottom {
        add(if bottom.is_finite() { f64::midpoint(bottom, first) } else { first - 1.0 }, format!("<{first}"));
    }
    for (at, end) in ends.iter().enumerate() {
        add(*end, format!("={end}"));
        if let Some(next) = ends.get(at + 1) {
            let between = f64::midpoint(*end, *next);
            // Two neighbouring doubles have nothing between them.
            if *end < between && between < *next {
                add(between, format!(">{end}&<{next}"));
            }
        }
    }
    if last < top {
        add(
            if top.is_finite() { f64::midpoint(last, top) } else { last + 1.0_f64.max(last.abs()) },
            format!(">{last}"),
        );
    }
    parts
}

fn date_parts(cells: &[&RangeCell]) -> Vec<Part> {
    // Days at which a cell begins, or the first behind it.
    let starts = cells.iter().flat_map(|cell| [cell.low, cell.high + 1.0]).filter(|day| day.is_finite());
    let mut starts: Vec<Date> = starts.filter_map(|day| Date::from_number(day as i32)).collect();
    starts.push(Date::FIRST);
    starts.sort_unstable();
    starts.dedup();
    let part = |(at, from): (usize, &Date)| {
        let to = starts.get(at + 1).and_then(|next| Date::from_number(next.number() - 1));
        let label = match (at, to) {
            (0, None) => "any".to_owned(),
            (0, Some(to)) => format!("<={to}"),
            (_, None) => format!(">={from}"),
            (_, Some(to)) if to == *from => format!("={from}"),
            (_, Some(to)) => format!(">={from}&<={to}"),
        };
        // The last day of the first part is more like a day of today than the year 1.
        let value = if at == 0 { to.unwrap_or(Date::FIRST) } else { *from };
        Part { value: PartValue::Date(value), label, members: Vec::new() }
    };
    starts.iter().enumerate().map(part).collect()
}
