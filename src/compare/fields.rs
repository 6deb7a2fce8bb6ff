//! The fields of a flagged layer: what oreline found, and what the source says.

use crate::domain::{Attributes, Field};
use crate::run::added_field;

/// The fields that oreline adds and that are compared, in the order of outputs.
pub(super) const RESULTS: [&str; 13] = [
    "flagged",
    "flag_basis",
    "verdict",
    "clauses",
    "prefecture",
    "fragility",
    "belts",
    "redline",
    "redlines",
    "position",
    "functions",
    "ovl_grade",
    "green_mine",
];

/// The fields that oreline adds first and last among those that every run has: what stands before is the source's.
const FIRST: &str = "prefecture";
/// All fields that runs add whatever their plan, beside [`RESULTS`].
const OTHERS: [&str; 22] = [
    "belt_count",
    "tie",
    "area_ha",
    "ovl_ha",
    "ovl_pct",
    "redline_m",
    "redline_near",
    "redline_ne",
    "margin_m",
    "margin_of",
    "stable",
    "area_decl",
    "area_diff",
    "area_fit",
    "green_year",
    "green_match",
    "green_matc",
    "periphery_to",
    "periphery_",
    "periphery_m",
    "missing",
    "conflict",
];

/// Position of a field among [`RESULTS`]; the length of the list where it is none of them.
pub(super) fn result(name: &str) -> usize {
    RESULTS.iter().position(|known| *known == name).unwrap_or(RESULTS.len())
}

/// Where the fields of a layer stand.
#[derive(Clone, Debug, Default)]
pub(super) struct Fields {
    /// The name that each of [`RESULTS`] has in this layer.
    pub(super) results: Vec<Option<String>>,
    /// The field with the first of what oreline added.
    first: Option<String>,
    /// Whether rule tables were in use.
    pub(super) has_rules: bool,
}

impl Fields {
    /// Finds the fields of a layer.
    pub(super) fn of(fields: &[Field]) -> Self {
        Self {
            results: RESULTS.iter().map(|name| added_field(fields, name)).collect(),
            first: added_field(fields, FIRST),
            has_rules: added_field(fields, "missing").is_some() && added_field(fields, "conflict").is_some(),
        }
    }

    /// The attributes that the source states, in order, as a person would write them; nulls are left out.
    ///
    /// oreline writes its own fields behind those of the source; a feature in which the first of them is missing keeps all
    /// fields that no run adds.
    pub(super) fn of_source(&self, attributes: &Attributes<'_>) -> Vec<(String, String)> {
        let mut all: Vec<(String, String)> = Vec::new();
        let mut end = None;
        attributes.for_each(|_, name, json| {
            if Some(name) == self.first.as_deref() {
                end = end.or(Some(all.len()));
            }
            let words = crate::domain::plain_text(json);
            let words = words.trim();
            if !words.is_empty() && json != "null" {
                all.push((name.to_owned(), words.to_owned()));
            }
        });
        match end {
            Some(end) => all.truncate(end),
            None => all.retain(|(name, _)| !self.is_added(name)),
        }
        all
    }

    fn is_added(&self, name: &str) -> bool {
        let plain = name.trim_start_matches("ol_");
        self.results.iter().flatten().any(|known| known == name) || OTHERS.contains(&plain)
    }

    /// Which fields of a layer are the source's.
    pub(super) fn names_of_source<'f>(&self, fields: &'f [Field]) -> Vec<&'f str> {
        let end = self.first.as_ref().and_then(|first| fields.iter().position(|field| field.name == *first));
        // A field that one feature alone has may stand behind the added ones.
        let is_later = |position: usize| end.is_some_and(|end| position >= end);
        let own = fields.iter().enumerate().filter(|(position, _)| !is_later(*position));
        own.map(|(_, field)| field.name.as_str()).filter(|name| end.is_some() || !self.is_added(name)).collect()
    }
}

/// Whether two values say the same: numbers by their size, true and 1 alike, structures whatever their blanks.
pub(super) fn same_value(one: &str, other: &str) -> bool {
    if one == other {
        return true;
    }
    let truth = |text: &str| match text {
        "true" | "1" => Some(true),
        "false" | "0" => Some(false),
        _ => None,
    };
    if truth(one).is_some() && truth(one) == truth(other) {
        return true;
    }
    if let (Ok(one), Ok(other)) = (one.parse::<f64>(), other.parse::<f64>()) {
        return one.total_cmp(&other).is_eq();
    }
    let structure = |text: &str| {
        let value = || serde_json::from_str::<serde_json::Value>(text).ok();
        text.starts_with(['{', '[']).then(value).flatten()
    };
    structure(one).is_some_and(|one| structure(other) == Some(one))
}

/// An id in one form: text and number alike, `7.0` as `7`. Leading zeros stay, since they tell ids apart.
pub(super) fn folded_id(id: &str) -> String {
    let id = crate::green::fold(id);
    match id.strip_suffix(".0") {
        Some(whole) if !whole.is_empty() && whole.bytes().all(|byte| byte.is_ascii_digit()) => whole.to_owned(),
        _ => id,
    }
}

/// A name in one form: widths, case and blanks do not count, common traditional characters are simplified.
pub(super) fn folded_name(name: &str) -> String {
    crate::green::fold(name)
        .to_lowercase()
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(crate::green::simplified)
        .collect()
}

/// The parts of a list joined by `;`, sorted, each once.
pub(super) fn parts(text: Option<&str>) -> Vec<&str> {
    let mut parts: Vec<&str> = text.unwrap_or("").split(';').filter(|part| !part.is_empty()).collect();
    parts.sort_unstable();
    parts.dedup();
    parts
}

#[cfg(test)]
mod tests {
    use super::{folded_id, folded_name, parts, same_value};

    #[test]
    fn values_are_compared_by_what_they_say() {
        for (one, other) in [("1.50", "1.5"), ("true", "1"), ("{\"a\": 1}", "{\"a\":1}"), ("铜", "铜")] {
            assert!(same_value(one, other), "{one} {other}");
        }
        for (one, other) in [("1", "2"), ("true", "0"), ("007", "7a"), ("铜", "铁"), ("[1]", "[2]")] {
            assert!(!same_value(one, other), "{one} {other}");
        }
    }

    #[test]
    fn ids_and_names_have_one_form() {
        assert_eq!((folded_id(" ７.0 "), folded_id("007"), folded_id("a.0")), ("7".into(), "007".into(), "a.0".into()));
        assert_eq!(folded_name("阿舍勒 銅礦"), folded_name("阿舍勒铜矿"));
        assert_ne!(folded_name("一号矿"), folded_name("二号矿"));
        assert_eq!(parts(Some("b;a;b")), ["a", "b"]);
    }
}
