//! The answer as one JSON object.

use serde_json::{Map, Value, json};

use super::change::{Cause, CauseKind, Change, FieldChange, Kind};
use super::statistics::Group;
use super::{Comparison, Run};
use crate::domain::Verdict;

/// The version of the JSON object.
const SCHEMA_VERSION: u32 = 1;

impl Comparison {
    /// One JSON object, with all changes.
    #[must_use]
    pub fn to_json(&self) -> String {
        let kinds: Map<String, Value> =
            Kind::ALL.into_iter().map(|kind| (kind.word().to_owned(), json!(self.count(kind)))).collect();
        let causes: Map<String, Value> = CauseKind::ALL
            .into_iter()
            .map(|kind| (kind.word().to_owned(), json!(self.count_cause(kind))))
            .filter(|(_, count)| *count != json!(0))
            .collect();
        let matched: Map<String, Value> =
            self.matched.iter().map(|(by, count)| (by.word().to_owned(), json!(count))).collect();
        json!({
            "schema_version": SCHEMA_VERSION,
            "old": run(&self.old),
            "new": run(&self.new),
            "matched": matched,
            "mines": { "changed": self.changes.len(), "unchanged": self.unchanged },
            "flagged_now": self.flagged_now(),
            "kinds": kinds,
            "causes": causes,
            "changes": self.changes.iter().map(change).collect::<Vec<_>>(),
            "zones": self.zones.iter().map(zone).collect::<Vec<_>>(),
            "rules": self.rules.iter().map(rule).collect::<Vec<_>>(),
            "settings": fields(&self.settings),
            "statistics": {
                "by": self.statistics.by,
                "groups": self.statistics.groups.iter().map(group).collect::<Vec<_>>(),
            },
            "remarks": self.remarks,
            "outputs": self.files.iter().map(|path| path.display().to_string()).collect::<Vec<_>>(),
        })
        .to_string()
    }
}

fn run(run: &Run) -> Value {
    json!({
        "path": run.given,
        "mines": run.mines,
        "flagged": run.flagged,
        "holds_zones": run.has_zones,
        "holds_rules": run.has_rules,
        "rules_as_of": run.rules_as_of,
    })
}

fn fields(changes: &[FieldChange]) -> Vec<Value> {
    changes.iter().map(|change| json!({ "field": change.field, "old": change.old, "new": change.new })).collect()
}

fn change(change: &Change) -> Value {
    let moved = change.moved.as_ref().map(|moved| {
        json!({
            "distance_m": rounded(moved.distance_m, 1e3),
            "area_old_m2": moved.area_old_m2.map(|m2| rounded(m2, 1e2)),
            "area_new_m2": moved.area_new_m2.map(|m2| rounded(m2, 1e2)),
            "difference_m2": moved.difference_m2.map(|m2| rounded(m2, 1e2)),
        })
    });
    json!({
        "mine": change.mine,
        "old_id": change.old_id,
        "name": change.name,
        "synthetic": change.is_synthetic,
        "matched_by": change.matched_by.map(super::MatchedBy::word),
        "might_be_others": change.rivals,
        "kinds": change.kinds.iter().map(|kind| kind.word()).collect::<Vec<_>>(),
        "flagged": [change.old_flagged, change.new_flagged],
        "verdict": [change.old_verdict, change.new_verdict],
        "results": fields(&change.results),
        "attributes": fields(&change.attributes),
        "moved": moved,
        "causes": change.causes.iter().map(cause).collect::<Vec<_>>(),
        "refused": change.refused,
    })
}

fn cause(cause: &Cause) -> Value {
    json!({
        "cause": cause.kind.word(),
        "text": cause.text,
        "zone_kind": cause.zone_kind.map(crate::domain::ZoneKind::word),
        "zone": cause.zone,
        "field": cause.field,
        "old": cause.old,
        "new": cause.new,
        "rules": cause.rules,
        "weight": cause.weight.word(),
        "explains": cause.explains,
    })
}

fn zone(zone: &super::ZoneChange) -> Value {
    let m2 = |m2: Option<f64>| m2.map(|m2| rounded(m2, 1.0));
    json!({
        "kind": zone.kind.word(),
        "change": zone.change.word(),
        "name": [zone.old_name, zone.new_name],
        "class": [zone.old_class, zone.new_class],
        "area_m2": [m2(zone.old_m2), m2(zone.new_m2)],
        "difference_m2": m2(zone.difference_m2),
    })
}

fn rule(rule: &super::RuleChange) -> Value {
    let column = |(column, old, new): &(&str, Option<String>, Option<String>)| json!({ "column": column, "old": old, "new": new });
    json!({
        "rule": rule.rule,
        "change": rule.change,
        "decides": rule.decides(),
        "columns": rule.columns.iter().map(column).collect::<Vec<_>>(),
    })
}

fn group(group: &Group) -> Value {
    let words = Verdict::ALL.into_iter().map(Verdict::word).chain(["none"]);
    let verdicts: Map<String, Value> = words
        .zip(group.verdicts)
        .filter(|(_, counts)| *counts != [0, 0])
        .map(|(word, counts)| (word.to_owned(), json!(counts)))
        .collect();
    json!({
        "group": group.name,
        "mines": group.mines,
        "flagged": group.flagged,
        "newly_flagged": group.newly_flagged,
        "cleared": group.cleared,
        "added": group.added,
        "gone": group.gone,
        "came": group.came,
        "left": group.left,
        "verdicts": verdicts,
    })
}

/// Zero has one sign only.
pub(super) fn rounded(number: f64, steps: f64) -> f64 {
    (number * steps).round() / steps + 0.0
}
