//! Which fields of a layer hold what: those that the user names, else the first known name.

use crate::domain::{Field, RawLayer};
use crate::error::Error;
use crate::suggest;

/// The fields that a user named for a layer.
#[derive(Clone, Debug, Default)]
pub struct FieldChoice {
    /// The id.
    pub id: Option<String>,
    /// The name.
    pub name: Option<String>,
    /// The class.
    pub class: Option<String>,
    /// Further fields that the plan speaks of (mineral, status, …), which must exist.
    pub others: Vec<String>,
    /// What class words of this layer mean, beside the built-in vocabulary.
    pub classes: Vec<(String, String)>,
}

impl FieldChoice {
    /// Every field that was named.
    fn named(&self) -> impl Iterator<Item = &str> {
        [&self.id, &self.name, &self.class].into_iter().flatten().chain(&self.others).map(String::as_str)
    }

    /// Makes sure that every field which was named is there.
    pub(super) fn verify(&self, layer: &RawLayer<'_>) -> Result<(), Error> {
        self.named().try_for_each(|field| verify_field(layer, field))
    }
}

fn verify_field(layer: &RawLayer<'_>, field: &str) -> Result<(), Error> {
    if layer.fields.iter().any(|known| known.name == field) || layer.features.is_empty() {
        return Ok(());
    }
    let names = || layer.fields.iter().map(|known| known.name.as_str());
    Err(Error::NoSuchField {
        layer: layer.source.to_string(),
        field: field.to_owned(),
        known: names().collect::<Vec<_>>().join(", "),
        nearest: suggest::nearest(field, names()).map(str::to_owned),
    })
}

/// The field that was asked for, else the first of the usual names that the layer has. ASCII case does not matter.
pub(super) fn field(asked: Option<&String>, usual: &[&str], fields: &[Field]) -> Option<String> {
    let known = |usual: &&str| fields.iter().find(|field| field.name.eq_ignore_ascii_case(usual));
    asked.cloned().or_else(|| usual.iter().find_map(known).map(|field| field.name.clone()))
}
