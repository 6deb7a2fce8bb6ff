//! Which fields of a layer hold what: those that the user names, else the first known name.

use crate::domain::{DatumChoice, Field, RawLayer};
use crate::error::Error;
use crate::suggest;

/// What a layer of mines may state of each mine for rules to ask for.
pub const STATEMENTS: [&str; 10] =
    ["mineral", "status", "scale", "right", "method", "industry", "impact", "issued", "expires", "abandoned"];

/// The fields that a user named for a layer, and what else is said of it.
#[derive(Clone, Debug, Default)]
pub struct FieldChoice {
    /// The id.
    pub id: Option<String>,
    /// The name.
    pub name: Option<String>,
    /// The class.
    pub class: Option<String>,
    /// The area that the source declares for a mine.
    pub area: Option<String>,
    /// The unit of that area, where the name of its field does not say it.
    pub area_unit: Option<String>,
    /// Fields of [`STATEMENTS`] that the user named: what is stated, and the field that states it.
    pub statements: Vec<(&'static str, String)>,
    /// The field that says what a function zone protects.
    pub service: Option<String>,
    /// The licence number of a mine.
    pub licence: Option<String>,
    /// What class words of this layer mean, beside the built-in vocabulary.
    pub classes: Vec<(String, String)>,
    /// By how many metres the lines of the layer may be wrong, where the user says so.
    pub uncertainty_m: Option<f64>,
    /// What the user says about the datum of the layer.
    pub datum: DatumChoice,
}

impl FieldChoice {
    /// Every field that was named.
    fn named(&self) -> impl Iterator<Item = &str> {
        let statements = self.statements.iter().map(|(_, field)| field);
        let fields = [&self.id, &self.name, &self.class, &self.area, &self.licence, &self.service];
        fields.into_iter().flatten().chain(statements).map(String::as_str)
    }

    /// What a class word means in this layer: as the user says, else itself.
    pub(super) fn meaning(&self, word: &str) -> String {
        let said = self.classes.iter().find(|(known, _)| known == word);
        said.map_or(word, |(_, meaning)| meaning).to_owned()
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
