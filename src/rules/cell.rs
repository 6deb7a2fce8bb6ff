//! A cell of a condition column: what it asks, and whether it is met.

use std::fmt;

use super::{Known, Term, Truth};
use crate::domain::Date;

/// A condition on one fact.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// On words or names.
    Words(WordCell),
    /// On a number.
    Number(RangeCell),
    /// On a day; the bounds are day numbers ([`Date::number`]).
    Date(RangeCell),
}

/// A list of words or names, one of which must be met, or, negated, none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WordCell {
    /// Whether the whole list is negated.
    pub is_negated: bool,
    /// What the list names, as it is printed.
    pub items: Vec<Item>,
    /// All terms of the items, sorted, each once.
    pub terms: Vec<Term>,
    /// Whether a mine is in all of its values at once, see [`Fact::holds_together`](super::Fact::holds_together).
    pub holds_together: bool,
}

/// One word, name or group of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// How it is printed: the first word of a term, a name as written, or `@group`.
    pub word: String,
    /// What it stands for.
    pub terms: Vec<Term>,
}

/// A range of numbers or days: all of one or two bounds must be met.
#[derive(Clone, Debug, PartialEq)]
pub struct RangeCell {
    /// How it is printed.
    pub bounds: Vec<Bound>,
    /// The lower end; minus infinity where there is none.
    pub low: f64,
    /// Whether the lower end itself is outside.
    pub is_low_open: bool,
    /// The upper end; infinity where there is none.
    pub high: f64,
    /// Whether the upper end itself is outside.
    pub is_high_open: bool,
    /// Whether a bound is `@today` and no day was chosen yet; nothing is known to meet it then.
    pub needs_today: bool,
}

/// One bound as it is printed, such as `>=0.5` or `<@today`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bound {
    /// `<`, `<=`, `=`, `>=`, `>`.
    pub sign: &'static str,
    /// The number in the unit of the column, the date, or `@today`.
    pub value: String,
}

impl Cell {
    /// Whether what is known meets it. A kind of knowledge that does not fit the cell is as good as none.
    #[must_use]
    pub fn matches(&self, known: &Known<'_>) -> Truth {
        match (self, *known) {
            (Self::Words(cell), Known::Words { terms, is_complete }) => cell.matches(terms, is_complete),
            (Self::Number(cell), Known::Number { low, high }) => cell.matches(low, high),
            (Self::Date(cell), Known::Date { first, last }) => {
                cell.matches(f64::from(first.number()), f64::from(last.number()))
            }
            _ => Truth::Missing,
        }
    }

    /// The same with `@today` made the day that it means.
    #[must_use]
    pub fn as_of(&self, day: Date) -> Self {
        match self {
            Self::Date(cell) => Self::Date(cell.as_of(day)),
            other => other.clone(),
        }
    }

    /// Whether nothing at all can meet it, such as `>5&<1`.
    #[must_use]
    pub fn is_unreachable(&self) -> bool {
        match self {
            Self::Words(_) => false,
            Self::Number(cell) | Self::Date(cell) => cell.is_empty(),
        }
    }
}

impl WordCell {
    /// Whether this one value meets it.
    #[must_use]
    pub fn holds(&self, term: Term) -> bool {
        self.terms.binary_search(&term).is_ok() != self.is_negated
    }

    fn matches(&self, values: &[Term], is_complete: bool) -> Truth {
        let nothing = [Term::NONE];
        let known = if values.is_empty() && is_complete { &nothing } else { values };
        // A further value that could not be read is some word, but never "none".
        let may_be_more = !is_complete && (values.is_empty() || self.terms.iter().any(|term| *term != Term::NONE));
        let is_listed = |value: &Term| self.terms.binary_search(value).is_ok();
        let met = if self.is_negated && self.holds_together {
            if known.iter().any(is_listed) {
                return Truth::No;
            }
            return if may_be_more { Truth::Missing } else { Truth::Yes };
        } else {
            known.iter().any(|value| is_listed(value) != self.is_negated)
        };
        match met {
            true => Truth::Yes,
            false if may_be_more => Truth::Missing,
            false => Truth::No,
        }
    }
}

impl RangeCell {
    /// Whether this one number or day meets it.
    #[must_use]
    pub fn holds(&self, value: f64) -> bool {
        let above = if self.is_low_open { value > self.low } else { value >= self.low };
        let below = if self.is_high_open { value < self.high } else { value <= self.high };
        above && below
    }

    /// Whether no number is in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.low > self.high || (self.low >= self.high && (self.is_low_open || self.is_high_open))
    }

    fn matches(&self, low: f64, high: f64) -> Truth {
        if self.needs_today || low.is_nan() || high.is_nan() || low > high {
            return Truth::Missing;
        }
        if self.is_empty() {
            return Truth::No;
        }
        if self.holds(low) && self.holds(high) {
            return Truth::Yes;
        }
        let ends_below = if self.is_low_open { high <= self.low } else { high < self.low };
        let begins_above = if self.is_high_open { low >= self.high } else { low > self.high };
        if ends_below || begins_above { Truth::No } else { Truth::Missing }
    }

    /// No bounds yet.
    pub(super) fn everything() -> Self {
        Self {
            bounds: Vec::new(),
            low: f64::NEG_INFINITY,
            is_low_open: false,
            high: f64::INFINITY,
            is_high_open: false,
            needs_today: false,
        }
    }

    /// Adds the bound of a number.
    pub(super) fn and_number(&mut self, sign: &str, value: f64) {
        match sign {
            "<" | "<=" => self.not_above(value, sign == "<"),
            ">" | ">=" => self.not_below(value, sign == ">"),
            _ => {
                self.not_above(value, false);
                self.not_below(value, false);
            }
        }
    }

    /// Adds the bound of days: a year and a month stand for all of their days.
    pub(super) fn and_days(&mut self, sign: &str, first: Date, last: Date) {
        let (first, last) = (f64::from(first.number()), f64::from(last.number()));
        match sign {
            "<" => self.not_above(first - 1.0, false),
            "<=" => self.not_above(last, false),
            ">" => self.not_below(last + 1.0, false),
            ">=" => self.not_below(first, false),
            _ => {
                self.not_below(first, false);
                self.not_above(last, false);
            }
        }
    }

    fn not_above(&mut self, high: f64, is_open: bool) {
        if high < self.high || (high <= self.high && is_open) {
            (self.high, self.is_high_open) = (high, is_open);
        }
    }

    fn not_below(&mut self, low: f64, is_open: bool) {
        if low > self.low || (low >= self.low && is_open) {
            (self.low, self.is_low_open) = (low, is_open);
        }
    }

    fn as_of(&self, day: Date) -> Self {
        let mut cell = Self { needs_today: false, ..self.clone() };
        if self.needs_today {
            for bound in self.bounds.iter().filter(|bound| bound.value == TODAY) {
                cell.and_days(bound.sign, day, day);
            }
        }
        cell
    }
}

/// The day of the run, in cells.
pub(super) const TODAY: &str = "@today";

impl fmt::Display for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Words(cell) => {
                let words: Vec<&str> = cell.items.iter().map(|item| item.word.as_str()).collect();
                write!(f, "{}{}", if cell.is_negated { "!" } else { "" }, words.join("|"))
            }
            Self::Number(cell) | Self::Date(cell) => {
                let bounds: Vec<String> =
                    cell.bounds.iter().map(|Bound { sign, value }| format!("{sign}{value}")).collect();
                f.write_str(&bounds.join("&"))
            }
        }
    }
}
