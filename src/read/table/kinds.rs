//! What the values of a column are, guessed so that no digit of a value can change.

use super::{Row, Stated};

/// What all values of a column are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Whole numbers of at most 14 digits, spelled as JSON spells them.
    Integer,
    /// Numbers of at most 17 digits, spelled as JSON spells them.
    Real,
    /// Everything else: words, dates, numbers with leading zeros, licence numbers, a column without values.
    Text,
}

impl Kind {
    fn of(text: &str, stated: Stated) -> Self {
        if matches!(stated, Stated::Text | Stated::Date | Stated::Boolean | Stated::Fault) {
            return Self::Text;
        }
        let digits = text.strip_prefix('-').unwrap_or(text);
        let (whole, decimals) = digits.split_once('.').map_or((digits, None), |(whole, rest)| (whole, Some(rest)));
        let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        if !is_number(whole) || (whole.len() > 1 && whole.starts_with('0')) || text == "-0" {
            return Self::Text;
        }
        match decimals {
            None if whole.len() <= 14 => Self::Integer,
            Some(decimals) if is_number(decimals) && whole.len() + decimals.len() <= 17 => Self::Real,
            _ => Self::Text,
        }
    }
}

/// The kinds of the first `width` columns over all rows; blank cells are of every kind.
#[must_use]
pub fn kinds(rows: &[Row], width: usize) -> Vec<Kind> {
    let kind = |column: usize| {
        let mut kind = None;
        for cell in rows.iter().filter_map(|row| row.cells.get(column)).filter(|cell| !cell.words().is_empty()) {
            kind = match (kind, Kind::of(&cell.text, cell.stated)) {
                (_, Kind::Text) => return Kind::Text,
                (None, one) => Some(one),
                (Some(Kind::Integer), Kind::Integer) => Some(Kind::Integer),
                _ => Some(Kind::Real),
            };
        }
        kind.unwrap_or(Kind::Text)
    };
    (0..width).map(kind).collect()
}
