//! What every tabular format needs: columns with kinds and titles, and values.

use std::borrow::Cow;

use crate::domain::{FieldKind, Label, Language, Title, labels_of};

/// A column of a layer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// The field name.
    pub name: String,
    /// What its values are.
    pub kind: FieldKind,
    /// A title for people, with the unit.
    pub title: Option<Title>,
    /// What the values mean.
    pub description: Option<String>,
    /// What its codes mean; empty where it holds no codes.
    pub labels: &'static [Label],
}

impl Column {
    /// A column of the source, about which nothing more is known than its name.
    #[must_use]
    pub fn of_source(name: &str, kind: FieldKind) -> Self {
        Self { name: name.to_owned(), kind, title: None, description: None, labels: &[] }
    }

    /// A column of oreline's own, titled `中文 English`; without a description when that is empty.
    #[must_use]
    pub fn titled(name: &str, kind: FieldKind, title: &'static str, description: &str) -> Self {
        Self::with_title(name, kind, Title::of(title), description)
    }

    /// The same with a title that is made up.
    pub(super) fn with_title(name: &str, kind: FieldKind, title: Title, description: &str) -> Self {
        let description = (!description.is_empty()).then(|| description.to_owned());
        Self { name: name.to_owned(), kind, title: Some(title), description, labels: labels_of(name) }
    }

    /// What people read above it: the title, else the name.
    #[must_use]
    pub fn heading(&self, language: Language) -> Cow<'_, str> {
        self.title.as_ref().map_or(Cow::Borrowed(&self.name), |title| title.text(language))
    }
}

/// One value.
#[derive(Clone, Debug, PartialEq)]
pub enum Value<'v> {
    /// No value.
    Null,
    /// true or false.
    Boolean(bool),
    /// A whole number.
    Integer(i64),
    /// A number.
    Real(f64),
    /// Text; dates and JSON as well.
    Text(Cow<'v, str>),
}

impl<'v> Value<'v> {
    /// Text, or no value.
    pub(super) fn text(text: Option<&'v str>) -> Self {
        text.map_or(Self::Null, |text| Self::Text(Cow::Borrowed(text)))
    }
}
