//! What mines are called.

use crate::domain::MineLayer;

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
