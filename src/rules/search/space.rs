//! The inputs that the cells of some rules tell apart.

use super::Bits;
use crate::rules::book::Names;
use crate::rules::{Cell, Fact, Part, PartValue, RuleBook, Term, Truth, Vocabulary, partition};

/// What an input may be: a kind for each fact. A mine has one value of each fact, and all are known.
#[derive(Clone, Debug)]
pub(in crate::rules) struct Space {
    /// The facts, in the order of [`Fact`].
    pub(in crate::rules) axes: Vec<Axis>,
}

/// A fact, and the kinds of values that cells tell apart.
#[derive(Clone, Debug)]
pub(in crate::rules) struct Axis {
    pub(in crate::rules) fact: Fact,
    /// The cells on it, each once.
    pub(in crate::rules) cells: Vec<Cell>,
    /// Parts that no cell tells apart stand together.
    pub(in crate::rules) kinds: Vec<Vec<Part>>,
}

/// A box of inputs: for each axis the kinds that are in it.
pub(in crate::rules) type Area = Vec<Bits>;
/// One input: for each axis a kind.
pub(in crate::rules) type Point = Vec<usize>;

/// Conditions of a rule, or of a scope row.
type Conditions = [(Fact, Cell)];

impl Space {
    /// The space of these conditions.
    pub(in crate::rules) fn of<'c>(
        conditions: &(impl Iterator<Item = &'c Conditions> + Clone),
        vocabulary: &Vocabulary,
    ) -> Self {
        let mut facts: Vec<&Fact> = conditions.clone().flatten().map(|(fact, _)| fact).collect();
        facts.sort();
        facts.dedup();
        let axis = |fact: &Fact| {
            let mut cells: Vec<Cell> = Vec::new();
            for (_, cell) in conditions.clone().flatten().filter(|(of, _)| of == fact) {
                if !cells.contains(cell) {
                    cells.push(cell.clone());
                }
            }
            Axis::of(fact, cells, vocabulary)
        };
        Self { axes: facts.into_iter().map(axis).collect() }
    }

    /// All inputs.
    pub(in crate::rules) fn everything(&self) -> Area {
        self.axes.iter().map(|axis| Bits::all(axis.kinds.len())).collect()
    }

    /// The inputs that meet all these cells.
    pub(in crate::rules) fn area(&self, conditions: &Conditions) -> Area {
        let of_axis = |axis: &Axis| {
            let cells = || conditions.iter().filter(|(fact, _)| *fact == axis.fact).map(|(_, cell)| cell);
            let meets = |kind: &Vec<Part>| {
                let part = kind.first();
                cells().all(|cell| part.is_some_and(|part| cell.matches(&part.known()) == Truth::Yes))
            };
            let met = axis.kinds.iter().enumerate().filter(|(_, kind)| meets(kind)).map(|(at, _)| at);
            Bits::of(axis.kinds.len(), met)
        };
        self.axes.iter().map(of_axis).collect()
    }
}

/// Whether no input is in a box.
pub(in crate::rules) fn is_empty(area: &Area) -> bool {
    area.iter().any(Bits::is_empty)
}

/// The inputs that are in both.
pub(in crate::rules) fn meet(one: &Area, other: &Area) -> Area {
    one.iter().zip(other).map(|(one, other)| one.and(other)).collect()
}

/// Whether all of one is in the other.
pub(in crate::rules) fn is_within(inner: &Area, outer: &Area) -> bool {
    is_empty(inner) || inner.iter().zip(outer).all(|(inner, outer)| inner.is_within(outer))
}

impl Axis {
    fn of(fact: &Fact, cells: Vec<Cell>, vocabulary: &Vocabulary) -> Self {
        let refs: Vec<&Cell> = cells.iter().collect();
        let mut signatures: Vec<Vec<Truth>> = Vec::new();
        let mut kinds: Vec<Vec<Part>> = Vec::new();
        for part in partition(fact, &refs, vocabulary) {
            let signature: Vec<Truth> = cells.iter().map(|cell| cell.matches(&part.known())).collect();
            if let Some(at) = signatures.iter().position(|known| *known == signature) {
                kinds[at].push(part);
            } else {
                signatures.push(signature);
                kinds.push(vec![part]);
            }
        }
        Self { fact: fact.clone(), cells, kinds }
    }
}

/// Knows the words for terms.
#[derive(Clone, Copy, Debug)]
pub(in crate::rules) struct Speaker<'s> {
    pub(in crate::rules) vocabulary: &'s Vocabulary,
    names: &'s Names,
}

impl<'s> Speaker<'s> {
    pub(in crate::rules) fn new(book: &'s RuleBook, vocabulary: &'s Vocabulary) -> Self {
        Self { vocabulary, names: &book.names }
    }

    /// The word of a term; `other` for a name that no cell mentions.
    pub(in crate::rules) fn term(&self, fact: &Fact, term: Term) -> String {
        if term == Term::NONE {
            return "none".to_owned();
        }
        let name = || self.names.0.get(fact)?.get(usize::from(term.0).checked_sub(1)?).cloned();
        let word = match fact.kind() {
            crate::rules::FactKind::Names => name().unwrap_or_default(),
            _ => self.vocabulary.term_word(fact, term).to_owned(),
        };
        if word.is_empty() { "other".to_owned() } else { word }
    }

    /// A value as a table of examples takes it.
    pub(in crate::rules) fn part(&self, fact: &Fact, part: &Part) -> String {
        match &part.value {
            PartValue::Terms(terms) if terms.is_empty() => "none".to_owned(),
            PartValue::Terms(terms) => {
                // One word that says all of them (both: open-pit, underground and both) goes before a list.
                let says_all = |term: &&Term| self.vocabulary.together(fact, **term) == *terms;
                let whole = terms.iter().find(says_all);
                let words = whole.map_or(terms.as_slice(), std::slice::from_ref);
                words.iter().map(|term| self.term(fact, *term)).collect::<Vec<_>>().join(";")
            }
            PartValue::Number(number) => number.to_string(),
            PartValue::Date(day) => day.to_string(),
        }
    }
}
