//! What sources say of mines in both runs: which field is which, and what differs.

use super::change::FieldChange;
use super::fields::same_value;
use super::matching::Pair;
use super::side::Side;

/// Which field of one source is which of the other.
pub(super) struct FieldMap {
    /// Fields of both, under their names in OLD and NEW.
    both: Vec<(String, String)>,
    /// Fields of one alone.
    only_old: Vec<String>,
    only_new: Vec<String>,
}

impl FieldMap {
    pub(super) fn of(old: &Side<'_>, new: &Side<'_>, pairs: &[Pair], remarks: &mut Vec<String>) -> Self {
        let is_in = |fields: &[String], name: &String| fields.contains(name);
        let mut map = Self { both: Vec::new(), only_old: Vec::new(), only_new: Vec::new() };
        let mut later: Vec<String> =
            new.own_fields.iter().filter(|name| !is_in(&old.own_fields, name)).cloned().collect();
        for name in &old.own_fields {
            if is_in(&new.own_fields, name) {
                map.both.push((name.clone(), name.clone()));
                continue;
            }
            // A field that says the same of every mine under another name was renamed.
            let says_the_same = |other: &&String| {
                let mut found = 0;
                for pair in pairs {
                    match (old.attribute(pair.old, name), new.attribute(pair.new, other)) {
                        (None, None) => {}
                        (Some(one), Some(other)) if same_value(&one, &other) => found += 1,
                        _ => return false,
                    }
                }
                found > 0
            };
            match later.iter().find(says_the_same).cloned() {
                Some(other) => {
                    remarks.push(format!("the field \"{name}\" of OLD is called \"{other}\" in NEW"));
                    later.retain(|one| *one != other);
                    map.both.push((name.clone(), other));
                }
                None => map.only_old.push(name.clone()),
            }
        }
        map.only_new = later;
        for (which, only) in [("OLD", &map.only_old), ("NEW", &map.only_new)] {
            if !only.is_empty() {
                remarks.push(format!("{which} alone has the fields: {}", only.join(", ")));
            }
        }
        map
    }

    /// All attributes that changed: those of fields of both first.
    pub(super) fn changed(
        &self,
        (old, before): (&Side<'_>, usize),
        (new, after): (&Side<'_>, usize),
    ) -> Vec<FieldChange> {
        let (old, new) = (old.attributes(before), new.attributes(after));
        if old == new {
            return Vec::new();
        }
        let value = |attributes: &[(String, String)], name: Option<&String>| {
            let found = attributes.iter().find(|(known, _)| Some(known) == name);
            found.map(|(_, value)| value.clone())
        };
        let of = |before: Option<&String>, after: Option<&String>| {
            let (one, other) = (value(&old, before), value(&new, after));
            let is_same = match (&one, &other) {
                (None, None) => true,
                (Some(one), Some(other)) => same_value(one, other),
                _ => false,
            };
            let field = after.or(before).cloned().unwrap_or_default();
            (!is_same).then_some(FieldChange { field, old: one, new: other })
        };
        let both = self.both.iter().filter_map(|(before, after)| of(Some(before), Some(after)));
        let gone = self.only_old.iter().filter_map(|name| of(Some(name), None));
        let come = self.only_new.iter().filter_map(|name| of(None, Some(name)));
        both.chain(gone).chain(come).collect()
    }

    /// Whether a field is one of both runs: that a whole column came or went is no change of a mine.
    pub(super) fn is_of_both(&self, field: &str) -> bool {
        self.both.iter().any(|(_, after)| after == field)
    }
}
