//! Facts to values: rounded where digits would mean nothing, names sorted and joined.

use std::borrow::Cow;

use super::table::Value;
use crate::domain::{Hit, Place, Report, ZoneKind};

/// An area in hectares, to a square millimetre: what lies below is rounding of coordinates. Unmeasured is no value.
pub(super) fn area_ha(area_m2: f64) -> Value<'static> {
    if area_m2.is_nan() { Value::Null } else { Value::Real(rounded(area_m2 / 1e4, 1e10)) }
}

/// A share in per cent, never above 100.
pub(super) fn per_cent(part_m2: f64, whole_m2: f64) -> Value<'static> {
    if whole_m2 > 0.0 && !part_m2.is_nan() {
        Value::Real(rounded((part_m2 / whole_m2 * 100.0).min(100.0), 1e8))
    } else {
        Value::Null
    }
}

/// A distance in metres, to a millimetre. Only what touches is at a distance of 0.
pub(super) fn distance_m(distance_m: f64) -> Value<'static> {
    let millimetre = 0.001_f64.copysign(distance_m);
    let is_nearer = distance_m.abs() > 0.0 && distance_m.abs() < 0.001;
    Value::Real(if is_nearer { millimetre } else { rounded(distance_m, 1e3) })
}

/// Zero has one sign only.
fn rounded(number: f64, steps: f64) -> f64 {
    (number * steps).round() / steps + 0.0
}

/// The name of a zone.
pub(super) fn zone_name<'r>(report: &'r Report<'_>, kind: ZoneKind, zone: u32) -> Option<&'r str> {
    report.zones(kind)?.zone(zone).map(|zone| zone.name.as_str())
}

/// Names of zones as one text, and how many there are.
pub(super) struct Joined<'r> {
    pub(super) text: Value<'r>,
    pub(super) count: i64,
}

/// The names of all zones of a kind that hold a part of a mine, and of red lines also those that it touches: sorted, each
/// once, joined by `;`.
pub(super) fn joined_names<'r>(report: &'r Report<'_>, hits: &[Hit], kind: ZoneKind) -> Joined<'r> {
    let Some(zones) = report.zones(kind) else { return Joined { text: Value::Null, count: 0 } };
    let mut names: Vec<&'r str> = hits
        .iter()
        .filter(|hit| hit.kind == kind && (hit.place != Place::Touches || kind == ZoneKind::Redline))
        .filter_map(|hit| zones.zone(hit.zone))
        .map(|zone| zone.name.as_str())
        .collect();
    names.sort_unstable();
    names.dedup();
    let text = match names.as_slice() {
        [] => Value::Null,
        [name] if !name.contains(';') => Value::text(Some(name)),
        // The full-width semicolon keeps a name that holds the separator apart from two names.
        _ => Value::Text(Cow::Owned(names.iter().map(|name| name.replace(';', "；")).collect::<Vec<_>>().join(";"))),
    };
    Joined { text, count: i64::try_from(names.len()).unwrap_or(i64::MAX) }
}
