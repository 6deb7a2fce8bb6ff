//! Columns of values, small enough that a page holds those of many mines: each text once, and one to four characters a mine.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::collections::HashMap;

use serde::{Serialize, Serializer};

use super::{Pair, pair};
use crate::domain::FieldKind;
use crate::write::table::{Column, Value};

/// The digits that numbers of texts are written in.
const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
/// Whole numbers up to here are exact in a browser.
const MOST_EXACT: i64 = 1 << 53;

/// A column as the page has it.
#[derive(Serialize)]
pub(super) struct PageColumn<'r> {
    pub(super) name: String,
    /// What people read above it.
    title: Pair,
    /// What the page uses it for; the usual name of a field that oreline adds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) role: Option<&'static str>,
    /// Whether it is one of the source.
    source: bool,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    labels: BTreeMap<&'static str, Pair>,
    #[serde(flatten)]
    pub(super) values: Values<'r>,
}

impl<'r> PageColumn<'r> {
    /// An empty column.
    pub(super) fn new(column: &Column, source: bool, role: Option<&'static str>) -> Self {
        let named = || (Cow::Owned(column.name.clone()), Cow::Owned(column.name.clone()));
        let values = match column.kind {
            FieldKind::Boolean => Values::Booleans { booleans: String::new() },
            FieldKind::Integer | FieldKind::Real => Values::Numbers { numbers: Vec::new() },
            _ => Values::Texts(Texts::default()),
        };
        Self {
            name: column.name.clone(),
            title: column.title.as_ref().map_or_else(named, pair),
            role,
            source,
            labels: column.labels.iter().map(|label| (label.code, pair(&label.title))).collect(),
            values,
        }
    }

    /// Adds the value of the next mine.
    pub(super) fn push(&mut self, value: Value<'r>) {
        let value = match (&mut self.values, value) {
            (Values::Booleans { booleans }, Value::Null) => return booleans.push('-'),
            (Values::Booleans { booleans }, Value::Boolean(is)) => return booleans.push(if is { '1' } else { '0' }),
            (Values::Numbers { numbers }, Value::Null) => return numbers.push(Number(None)),
            (Values::Numbers { numbers }, Value::Real(number)) if number.is_finite() => {
                return numbers.push(Number(Some(number)));
            }
            (Values::Numbers { numbers }, Value::Integer(number)) if number.abs() < MOST_EXACT => {
                return numbers.push(Number(Some(number as f64)));
            }
            (Values::Texts(texts), value) => return texts.push(text(value)),
            (_, value) => value,
        };
        // What does not fit its kind makes texts of all.
        let mut texts = Texts::default();
        match &self.values {
            Values::Booleans { booleans } => booleans.bytes().for_each(|digit| match digit {
                b'-' => texts.push(None),
                digit => texts.push(Some(Cow::Borrowed(if digit == b'1' { "true" } else { "false" }))),
            }),
            Values::Numbers { numbers } => {
                for number in numbers {
                    texts.push(number.0.map(|number| Cow::Owned(number.to_string())));
                }
            }
            Values::Texts(_) => {}
        }
        texts.push(text(value));
        self.values = Values::Texts(texts);
    }

    /// Whether it is one of the source.
    pub(super) fn is_source(&self) -> bool {
        self.source
    }

    /// How many mines have a value.
    pub(super) fn filled(&self) -> usize {
        match &self.values {
            Values::Booleans { booleans } => booleans.bytes().filter(|digit| *digit != b'-').count(),
            Values::Numbers { numbers } => numbers.iter().filter(|number| number.0.is_some()).count(),
            Values::Texts(texts) => texts.at.iter().filter(|number| **number > 0).count(),
        }
    }

    /// About how many bytes it takes on the page.
    pub(super) fn bytes(&self) -> usize {
        match &self.values {
            Values::Booleans { booleans } => booleans.len(),
            Values::Numbers { numbers } => {
                numbers.iter().map(|number| if number.0.is_none_or(|number| number == 0.0) { 4 } else { 10 }).sum()
            }
            Values::Texts(texts) => {
                texts.words.iter().map(|word| word.len() + 3).sum::<usize>() + texts.at.len() * texts.width()
            }
        }
    }
}

fn text(value: Value<'_>) -> Option<Cow<'_, str>> {
    match value {
        Value::Null => None,
        Value::Boolean(is) => Some(Cow::Borrowed(if is { "true" } else { "false" })),
        Value::Integer(number) => Some(Cow::Owned(number.to_string())),
        Value::Real(number) => Some(Cow::Owned(number.to_string())),
        Value::Text(text) => Some(text),
    }
}

/// Values of one kind.
#[derive(Serialize)]
#[serde(untagged)]
pub(super) enum Values<'r> {
    /// One character a mine: `1`, `0`, or `-` for no value.
    Booleans { booleans: String },
    /// Numbers.
    Numbers { numbers: Vec<Number> },
    /// Texts.
    Texts(Texts<'r>),
}

/// A number, or none.
pub(super) struct Number(Option<f64>);

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            None => serializer.serialize_none(),
            Some(number) if number.fract() == 0.0 && number.abs() < MOST_EXACT as f64 => {
                serializer.serialize_i64(number as i64)
            }
            Some(number) => serializer.serialize_f64(number),
        }
    }
}

/// Each text once, in order of first appearance, and for each mine its number; 0 is no text.
#[derive(Default)]
pub(super) struct Texts<'r> {
    pub(super) words: Vec<Cow<'r, str>>,
    known: HashMap<Cow<'r, str>, u32>,
    at: Vec<u32>,
}

impl<'r> Texts<'r> {
    fn push(&mut self, text: Option<Cow<'r, str>>) {
        let Some(text) = text else { return self.at.push(0) };
        let next = self.words.len() as u32 + 1;
        let number = *self.known.entry(text).or_insert_with_key(|text| {
            self.words.push(text.clone());
            next
        });
        self.at.push(number);
    }

    /// How many digits a number takes.
    fn width(&self) -> usize {
        let mut width = 1;
        while self.words.len() >= 1 << (6 * width) {
            width += 1;
        }
        width
    }

    fn digits(&self) -> String {
        let width = self.width();
        let mut digits = String::with_capacity(self.at.len() * width);
        for number in &self.at {
            for place in (0..width).rev() {
                digits.push(char::from(DIGITS[(number >> (6 * place) & 63) as usize]));
            }
        }
        digits
    }
}

impl Serialize for Texts<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeStruct as _;
        let mut texts = serializer.serialize_struct("Texts", 3)?;
        texts.serialize_field("words", &self.words)?;
        texts.serialize_field("width", &self.width())?;
        texts.serialize_field("at", &self.digits())?;
        texts.end()
    }
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use serde_json::{Value as Json, json};

    use super::PageColumn;
    use crate::domain::FieldKind;
    use crate::write::table::{Column, Value};

    fn column(kind: FieldKind, values: Vec<Value<'static>>) -> Json {
        let mut column = PageColumn::new(&Column::of_source("x", kind), true, None);
        for value in values {
            column.push(value);
        }
        serde_json::to_value(&column).unwrap()
    }

    #[test]
    fn each_kind_has_its_form() {
        let booleans = column(FieldKind::Boolean, vec![Value::Boolean(true), Value::Null, Value::Boolean(false)]);
        assert_eq!(booleans["booleans"], json!("1-0"));
        let numbers = column(FieldKind::Real, vec![Value::Real(2.0), Value::Null, Value::Real(0.5)]);
        assert_eq!(numbers["numbers"].to_string(), "[2,null,0.5]");
        let text = |text: &'static str| Value::Text(Cow::Borrowed(text));
        let texts = column(FieldKind::Text, vec![text("b"), Value::Null, text("a"), text("b")]);
        assert_eq!((&texts["words"], &texts["at"]), (&json!(["b", "a"]), &json!("BACB")));
    }

    #[test]
    fn what_does_not_fit_its_kind_is_text() {
        let long = i64::MAX;
        let numbers = column(FieldKind::Integer, vec![Value::Integer(7), Value::Null, Value::Integer(long)]);
        assert_eq!((&numbers["words"], &numbers["at"]), (&json!(["7", long.to_string()]), &json!("BAC")));
    }

    #[test]
    fn many_texts_take_more_digits() {
        let values = (0..5000).map(|number| Value::Text(Cow::Owned(number.to_string()))).collect();
        let texts = column(FieldKind::Text, values);
        assert_eq!((&texts["width"], texts["at"].as_str().unwrap().len()), (&json!(3), 15_000));
        assert!(texts["at"].as_str().unwrap().starts_with("AABAACAAD"));
    }
}
