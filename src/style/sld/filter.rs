//! Filters of rules (Filter Encoding 1.1, OGC 04-095), as XML.

use super::escaped;

fn property(field: &str) -> String {
    format!("<ogc:PropertyName>{}</ogc:PropertyName>", escaped(field))
}

/// The field holds this text.
pub(super) fn equal(field: &str, value: &str) -> String {
    let (field, value) = (property(field), escaped(value));
    format!("<ogc:PropertyIsEqualTo>{field}<ogc:Literal>{value}</ogc:Literal></ogc:PropertyIsEqualTo>")
}

/// The field holds this text somewhere.
pub(super) fn contains(field: &str, value: &str) -> String {
    let (field, value) = (property(field), escaped(value));
    format!(
        "<ogc:PropertyIsLike wildCard=\"%\" singleChar=\"_\" escapeChar=\"\\\">{field}<ogc:Literal>%{value}%</ogc:Literal></ogc:PropertyIsLike>"
    )
}

/// The field holds nothing.
pub(super) fn null(field: &str) -> String {
    format!("<ogc:PropertyIsNull>{}</ogc:PropertyIsNull>", property(field))
}

pub(super) fn not(filter: &str) -> String {
    format!("<ogc:Not>{filter}</ogc:Not>")
}

/// All of several filters.
pub(super) fn all(filters: &[String]) -> String {
    format!("<ogc:And>{}</ogc:And>", filters.concat())
}

/// One of several filters.
pub(super) fn any(filters: &[String]) -> String {
    format!("<ogc:Or>{}</ogc:Or>", filters.concat())
}
