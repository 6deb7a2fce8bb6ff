//! The sets of rules that the values of one fact meet, as bits.

use super::{Cell, Fact, FactKind, InForce, Known, RangeCell, Rule, Term, Vocabulary, WordCell};

/// How many words of 64 bits a set needs; never none.
pub(super) fn size(members: usize) -> usize {
    members.div_ceil(64).max(1)
}

/// The sets of one fact. Rules without a cell for it are in all of them.
#[derive(Clone, Debug)]
pub(super) struct FactTable {
    /// Rules without a cell: what is met where nothing is known.
    free: Vec<u64>,
    values: Values,
}

#[derive(Clone, Debug)]
enum Values {
    Words {
        /// By term, the last one for [`Term::OTHER`]: the rules that this one value meets.
        met: Vec<u64>,
        /// How many terms there are, with that last one.
        terms: usize,
        /// Rules that a value which cannot be read may meet or spoil.
        by_more: Vec<u64>,
        /// Rules that are met where all values meet them; the others, where one does.
        by_all: Vec<u64>,
    },
    Ranges {
        is_date: bool,
        /// Where cells begin and end, ascending.
        ends: Vec<f64>,
        /// By region: below the first end, the end itself, between it and the next, and so on.
        met: Vec<u64>,
    },
}

impl FactTable {
    pub(super) fn new(fact: &Fact, rules: &[Rule], vocabulary: &Vocabulary, in_force: &InForce) -> Self {
        let size = size(rules.len());
        let mut free = vec![0; size];
        let mut words: Vec<(usize, &WordCell)> = Vec::new();
        let mut ranges: Vec<(usize, &RangeCell)> = Vec::new();
        for (index, rule) in rules.iter().enumerate() {
            match rule.cells.iter().find(|(of, _)| of == fact) {
                Some((_, Cell::Words(cell))) => words.push((index, cell)),
                Some((_, Cell::Number(cell) | Cell::Date(cell))) => ranges.push((index, cell)),
                None => free[index / 64] |= 1 << (index % 64),
            }
        }
        let values = match fact.kind() {
            FactKind::Words => word_table(&words, &free, vocabulary.terms(fact).count()),
            FactKind::Names => word_table(&words, &free, in_force.names_of(fact) + 1),
            FactKind::Number(_) => range_table(&ranges, &free, false),
            FactKind::Date => range_table(&ranges, &free, true),
        };
        Self { free, values }
    }

    /// Gives, word by word, the set of rules that are met and the set of those that are not refuted.
    #[inline]
    pub(super) fn each(&self, known: Known<'_>, all: &[u64], mut each: impl FnMut(usize, u64, u64)) {
        let size = self.free.len();
        match (&self.values, known) {
            (Values::Words { met, terms, by_more, by_all }, Known::Words { terms: values, is_complete })
                if is_complete || !values.is_empty() =>
            {
                let row = |term: &Term| usize::from(term.0).min(terms - 1) * size;
                match values {
                    [] => one(&met[..size], each),
                    [term] if is_complete => one(&met[row(term)..][..size], each),
                    _ => {
                        for word in 0..size {
                            let (any, every) = values.iter().fold((0, u64::MAX), |(any, every), term| {
                                let met = met[row(term) + word];
                                (any | met, every & met)
                            });
                            let (by_all, by_more) = (by_all[word], if is_complete { 0 } else { by_more[word] });
                            let kept = (any & !by_all) | (every & by_all);
                            each(word, kept & !(by_all & by_more), kept | (by_more & !by_all));
                        }
                    }
                }
            }
            (Values::Ranges { is_date, ends, met }, Known::Number { .. } | Known::Date { .. }) => {
                let (low, high) = match known {
                    Known::Number { low, high } if !is_date && low <= high => (low, high),
                    Known::Date { first, last } if *is_date && first <= last => {
                        (f64::from(first.number()), f64::from(last.number()))
                    }
                    _ => return self.missing(all, each),
                };
                let from = region(ends, low);
                if low >= high {
                    return one(&met[from * size..][..size], each);
                }
                let regions = from..=region(ends, high);
                for word in 0..size {
                    let (any, every) = regions.clone().fold((0, u64::MAX), |(any, every), region| {
                        let met = met[region * size + word];
                        (any | met, every & met)
                    });
                    each(word, every, any);
                }
            }
            _ => self.missing(all, each),
        }
    }

    fn missing(&self, all: &[u64], mut each: impl FnMut(usize, u64, u64)) {
        for (word, (free, all)) in self.free.iter().zip(all).enumerate() {
            each(word, *free, *all);
        }
    }
}

/// A value that is known: what is not met is refuted.
#[inline]
fn one(met: &[u64], mut each: impl FnMut(usize, u64, u64)) {
    for (word, met) in met.iter().enumerate() {
        each(word, *met, *met);
    }
}

/// The region of a number among ends.
fn region(ends: &[f64], value: f64) -> usize {
    let at = ends.partition_point(|end| *end < value);
    // Ends are compared as they stand in cells; what lies between two is another region.
    at * 2 + usize::from(ends.get(at).is_some_and(|end| *end <= value))
}

fn word_table(cells: &[(usize, &WordCell)], free: &[u64], known: usize) -> Values {
    let (size, terms) = (free.len(), known + 1);
    let mut met = free.repeat(terms);
    let (mut by_more, mut by_all) = (vec![0; size], vec![0; size]);
    for (index, cell) in cells {
        let (word, bit) = (index / 64, 1 << (index % 64));
        for row in 0..terms {
            let term = if row == known { Term::OTHER } else { Term(row as u16) };
            if cell.holds(term) {
                met[row * size + word] |= bit;
            }
        }
        if cell.terms.iter().any(|term| *term != Term::NONE) {
            by_more[word] |= bit;
        }
        if cell.is_negated && cell.holds_together {
            by_all[word] |= bit;
        }
    }
    Values::Words { met, terms, by_more, by_all }
}

fn range_table(cells: &[(usize, &RangeCell)], free: &[u64], is_date: bool) -> Values {
    let size = free.len();
    let mut ends: Vec<f64> =
        cells.iter().flat_map(|(_, cell)| [cell.low, cell.high]).filter(|end| end.is_finite()).collect();
    ends.sort_by(f64::total_cmp);
    ends.dedup_by(|a, b| *a <= *b && *b <= *a);
    let mut met = free.repeat(ends.len() * 2 + 1);
    for (index, cell) in cells.iter().filter(|(_, cell)| !cell.is_empty()) {
        let bit = 1 << (index % 64);
        for region in 0..=ends.len() * 2 {
            let end = region / 2;
            let holds = if region % 2 == 1 {
                cell.holds(ends[end])
            } else {
                let below = if end == 0 { f64::NEG_INFINITY } else { ends[end - 1] };
                let above = ends.get(end).copied().unwrap_or(f64::INFINITY);
                cell.low <= below && above <= cell.high
            };
            if holds {
                met[region * size + index / 64] |= bit;
            }
        }
    }
    Values::Ranges { is_date, ends, met }
}
