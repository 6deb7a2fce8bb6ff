//! What every tabular format needs: columns with kinds and titles, and values.

use std::borrow::Cow;

use crate::domain::FieldKind;

/// A column of a layer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// The field name.
    pub name: String,
    /// What its values are.
    pub kind: FieldKind,
    /// A title for people, Chinese and English, with the unit.
    pub title: Option<String>,
    /// What the values mean.
    pub description: Option<String>,
}

impl Column {
    /// A column of the source, about which nothing more is known than its name.
    #[must_use]
    pub fn of_source(name: &str, kind: FieldKind) -> Self {
        Self { name: name.to_owned(), kind, title: None, description: None }
    }

    /// A column of oreline's own; without a description when that is empty.
    pub(super) fn titled(name: &str, kind: FieldKind, title: &str, description: &str) -> Self {
        let description = (!description.is_empty()).then(|| description.to_owned());
        Self { name: name.to_owned(), kind, title: Some(title.to_owned()), description }
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
