//! The attributes of one feature, as its source wrote them.

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer as _, MapAccess, Visitor};
use serde_json::value::RawValue;

/// A JSON object text: names, order, types and the spelling of numbers are those of the source.
///
/// Attributes that came from GeoJSON borrow the mapped file; those from other formats own their text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attributes<'a>(Cow<'a, str>);

impl<'a> Attributes<'a> {
    /// Wraps the text of a JSON object; the reader vouches that it is one.
    #[must_use]
    pub fn from_object_text(text: impl Into<Cow<'a, str>>) -> Self {
        Self(text.into())
    }

    /// The attributes of a feature that has none.
    #[must_use]
    pub fn none() -> Self {
        Self(Cow::Borrowed("{}"))
    }

    /// The object text, braces included.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.0
    }

    /// The members as text without the braces, trimmed; empty when there are none.
    #[must_use]
    pub fn members(&self) -> &str {
        let text = self.0.trim();
        let text = text.strip_prefix('{').unwrap_or(text);
        text.strip_suffix('}').unwrap_or(text).trim()
    }

    /// The JSON text of one attribute; `None` when the feature has no such attribute.
    #[must_use]
    pub fn json(&self, name: &str) -> Option<&str> {
        let mut found = None;
        self.for_each(|_, known, json| {
            if known == name {
                found = Some(json);
            }
        });
        found
    }

    /// The value of one attribute as a person would write it: text without quotes, a number as spelled.
    /// `None` when it is missing, null, or blank text.
    #[must_use]
    pub fn words(&self, name: &str) -> Option<String> {
        let words = plain_text(self.json(name)?);
        let words = words.trim();
        (!words.is_empty() && words != "null").then(|| words.to_owned())
    }
}

/// JSON text to what a person would write: text loses its quotes and escapes, all else stays as it is spelled.
#[must_use]
pub fn plain_text(json: &str) -> Cow<'_, str> {
    match json.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
        Some(inner) if !inner.contains('\\') => Cow::Borrowed(inner),
        Some(_) => serde_json::from_str::<String>(json).map_or(Cow::Borrowed(json), Cow::Owned),
        None => Cow::Borrowed(json),
    }
}

impl Attributes<'_> {
    /// Calls a function with position, name and JSON text of each attribute, in order.
    pub fn for_each<'t>(&'t self, call: impl FnMut(usize, &str, &'t str)) {
        // The reader has made sure that the text is an object.
        let _ = each_member(&self.0, call);
    }
}

/// Calls a function with position, name and JSON text of each member of an object.
///
/// # Errors
/// The text is not a JSON object; members before the fault have been told of.
pub fn each_member<'t>(object: &'t str, call: impl FnMut(usize, &str, &'t str)) -> Result<(), serde_json::Error> {
    serde_json::Deserializer::from_str(object).deserialize_map(Members(call))
}

struct Members<F>(F);

/// Borrows a name unless it holds escapes.
#[derive(Deserialize)]
struct Name<'a>(#[serde(borrow)] Cow<'a, str>);

impl<'de, F: FnMut(usize, &str, &'de str)> Visitor<'de> for Members<F> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object of attributes")
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<(), A::Error> {
        let mut position = 0;
        while let Some(Name(name)) = map.next_key()? {
            let value: &RawValue = map.next_value()?;
            (self.0)(position, &name, value.get());
            position += 1;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::Attributes;

    #[test]
    fn words_are_text_without_quotes_and_numbers_as_spelled() {
        let attributes = Attributes::from_object_text(r#"{"名称":" 阿舍勒 ","code":650100,"blank":" ","none":null}"#);
        assert_eq!(attributes.words("名称").as_deref(), Some("阿舍勒"));
        assert_eq!(attributes.words("code").as_deref(), Some("650100"));
        assert_eq!(attributes.words("blank"), None);
        assert_eq!(attributes.words("none"), None);
        assert_eq!(attributes.words("missing"), None);
    }

    #[test]
    fn members_lose_only_the_braces() {
        assert_eq!(Attributes::from_object_text(" { \"a\": 1.50 } ").members(), "\"a\": 1.50");
        assert_eq!(Attributes::none().members(), "");
    }
}
