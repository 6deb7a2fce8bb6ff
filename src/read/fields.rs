//! The fields of a layer, gathered while its features are read: names in order of first appearance, and kinds.

use crate::domain::{Field, FieldKind};

/// What was seen of one field's values, as a set.
#[derive(Clone, Copy, Default)]
struct Seen(u8);

const BOOLEAN: u8 = 1;
const INTEGER: u8 = 2;
const REAL: u8 = 4;
const TEXT: u8 = 8;
const STRUCTURE: u8 = 16;

impl Seen {
    fn kind(self) -> FieldKind {
        match self.0 {
            BOOLEAN => FieldKind::Boolean,
            INTEGER => FieldKind::Integer,
            REAL | 6 => FieldKind::Real,
            STRUCTURE => FieldKind::Json,
            _ => FieldKind::Text,
        }
    }
}

/// Names and kinds of the fields met so far.
#[derive(Default)]
pub(super) struct FieldTally {
    names: Vec<String>,
    seen: Vec<Seen>,
}

impl FieldTally {
    /// Notes one attribute; `position` is where it stands in its feature, which is nearly always where the same name
    /// stood in the feature before.
    pub(super) fn note(&mut self, position: usize, name: &str, json_value: &str) {
        let slot = self.slot(position, name);
        if let Some(seen) = self.seen.get_mut(slot) {
            seen.0 |= kind_bit(json_value);
        }
    }

    fn slot(&mut self, position: usize, name: &str) -> usize {
        if self.names.get(position).is_some_and(|known| known == name) {
            return position;
        }
        if let Some(slot) = self.names.iter().position(|known| known == name) {
            return slot;
        }
        self.names.push(name.to_owned());
        self.seen.push(Seen::default());
        self.names.len() - 1
    }

    /// Adds the fields of a later part of the file.
    pub(super) fn append(&mut self, later: &Self) {
        for (position, (name, seen)) in later.names.iter().zip(&later.seen).enumerate() {
            let slot = self.slot(position, name);
            if let Some(mine) = self.seen.get_mut(slot) {
                mine.0 |= seen.0;
            }
        }
    }

    /// The fields.
    pub(super) fn into_fields(self) -> Vec<Field> {
        self.names.into_iter().zip(self.seen).map(|(name, seen)| Field { name, kind: seen.kind() }).collect()
    }
}

fn kind_bit(json_value: &str) -> u8 {
    match json_value.as_bytes().first() {
        Some(b't' | b'f') => BOOLEAN,
        Some(b'"') => TEXT,
        Some(b'{' | b'[') => STRUCTURE,
        Some(b'n') | None => 0,
        Some(_) => number_bit(json_value),
    }
}

fn number_bit(number: &str) -> u8 {
    if number.bytes().any(|byte| matches!(byte, b'.' | b'e' | b'E')) {
        REAL
    } else if number.len() <= 18 || number.parse::<i64>().is_ok() {
        INTEGER
    } else {
        // Licence numbers of 23 digits keep every digit only as text.
        TEXT
    }
}

#[cfg(test)]
mod tests {
    use super::FieldTally;
    use crate::domain::FieldKind;

    fn kind_of(values: &[&str]) -> FieldKind {
        let mut tally = FieldTally::default();
        for value in values {
            tally.note(0, "f", value);
        }
        tally.into_fields().remove(0).kind
    }

    #[test]
    fn kinds_are_those_of_all_values_together() {
        assert_eq!(kind_of(&["1", "null", "2"]), FieldKind::Integer);
        assert_eq!(kind_of(&["1", "2.0"]), FieldKind::Real);
        assert_eq!(kind_of(&["1", "\"unknown\""]), FieldKind::Text);
        assert_eq!(kind_of(&["true", "false"]), FieldKind::Boolean);
        assert_eq!(kind_of(&["[1]", "{}"]), FieldKind::Json);
        assert_eq!(kind_of(&["null"]), FieldKind::Text);
        assert_eq!(kind_of(&["9223372036854775807"]), FieldKind::Integer);
        assert_eq!(kind_of(&["65300020090121100000012"]), FieldKind::Text);
    }

    #[test]
    fn fields_stand_in_order_of_first_appearance() {
        let mut first = FieldTally::default();
        first.note(0, "a", "1");
        first.note(1, "c", "1");
        let mut second = FieldTally::default();
        second.note(0, "b", "1");
        second.note(1, "a", "1.5");
        first.append(&second);
        let fields = first.into_fields();
        let names: Vec<_> = fields.iter().map(|field| field.name.as_str()).collect();
        assert_eq!(names, ["a", "c", "b"]);
        assert_eq!(fields[0].kind, FieldKind::Real);
    }
}
