//! What mines are called, and which fields say what they are.

use super::FieldChoice;
use super::choose::field;
use crate::domain::{MineFields, MineLayer};

/// Usual names of fields that hold the name of a mine.
const NAME_FIELDS: [&str; 8] =
    ["name", "名称", "矿山名称", "name_zh", "mine_name", "采矿权名称", "项目名称", "企业名称"];

/// All names of each mine: of the field that is named, and of the usual fields that the layer has.
#[must_use]
pub fn mine_names(layer: &MineLayer<'_>, named: Option<&str>) -> Vec<Vec<String>> {
    let is_usual = |name: &str| NAME_FIELDS.iter().any(|usual| name.eq_ignore_ascii_case(usual));
    let fields: Vec<&str> = layer
        .fields
        .iter()
        .map(|field| field.name.as_str())
        .filter(|name| named == Some(*name) || is_usual(name))
        .collect();
    let of_mine = |mine: &crate::domain::Mine<'_>| {
        let mut found: Vec<String> = fields.iter().filter_map(|field| mine.attributes.words(field)).collect();
        found.dedup();
        found
    };
    layer.mines.iter().map(of_mine).collect()
}

/// The fields that say what a mine is: those that the plan names, else those with a usual name.
#[must_use]
pub fn mine_fields(layer: &MineLayer<'_>, choice: &FieldChoice) -> MineFields {
    let usual = |names: &[&str]| field(None, names, &layer.fields);
    let stated = |fact: &str| {
        let named = choice.statements.iter().find(|(key, _)| *key == fact).map(|(_, field)| field.clone());
        named.or_else(|| usual(&[fact]))
    };
    MineFields {
        name: field(choice.name.as_ref(), &NAME_FIELDS, &layer.fields),
        mineral: stated("mineral"),
        status: stated("status"),
        scale: stated("scale"),
        right: stated("right"),
        licence: choice.licence.clone().or_else(|| usual(&["licence", "license", "许可证号"])),
    }
}
