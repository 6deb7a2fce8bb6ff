//! Units that should tile a region: where they overlap, and what they leave open.

use geo::MultiPolygon;

use super::finding::{Finding, Spot, ZONES_GAP, ZONES_HOLE, ZONES_OVERLAP, ZONES_SLIT};
use crate::domain::{AreaPair, Grade, Measures, Zone};
use crate::join::{self, Gap};

/// Slits that are open to the outside are looked for up to this mean width, in metres.
const SLIT_M: f64 = 50.0;

/// Overlaps and gaps between zones.
pub(super) fn findings(zones: &[Zone<'_>]) -> Vec<Finding> {
    let measures = Measures::default();
    let areas: Vec<&MultiPolygon<f64>> = zones.iter().map(|zone| &zone.area).collect();
    let some: Vec<Option<&MultiPolygon<f64>>> = areas.iter().map(|area| Some(*area)).collect();
    let mut overlaps = join::common_areas(&some, &measures);
    let gaps = join::gaps(&areas, &overlaps, SLIT_M);
    overlaps.sort_by(|one, other| other.area_m2.total_cmp(&one.area_m2));
    let mut findings = Vec::new();
    if !overlaps.is_empty() {
        findings.push(of_overlaps(zones, &overlaps));
    }
    let (holes, gaps_between): (Vec<Gap>, Vec<Gap>) =
        gaps.holes.into_iter().partition(|gap| gap.between.0 == gap.between.1);
    if !gaps_between.is_empty() {
        let mend = "if the zones should tile: in QGIS, v.clean with the tools break, snap, rmdupl; if something was left out on \
                    purpose, it is no fault";
        findings.push(of_gaps(
            zones,
            &gaps_between,
            "gap between zones",
            &measures,
            Finding::new(ZONES_GAP, "").mend(mend),
        ));
    }
    if !holes.is_empty() {
        let mend = "no fault if it belongs to a unit outside of the layer; a mine there has no unit";
        findings.push(of_gaps(
            zones,
            &holes,
            "hole that no zone fills",
            &measures,
            Finding::new(ZONES_HOLE, "").mend(mend),
        ));
    }
    if !gaps.slits.is_empty() {
        let mend = "snap the borders to each other (QGIS: Snap geometries to layer)";
        findings.push(of_gaps(
            zones,
            &gaps.slits,
            "slit between zones, open to the outside",
            &measures,
            Finding::new(ZONES_SLIT, "").mend(mend),
        ));
    }
    findings
}

fn of_overlaps(zones: &[Zone<'_>], overlaps: &[AreaPair]) -> Finding {
    let spot = |pair: &AreaPair| {
        let (one, other) = (&zones[pair.members.0 as usize], &zones[pair.members.1 as usize]);
        let at = pair.piece.0.first().and_then(|part| part.exterior().0.first()).copied();
        let size =
            if pair.area_m2.is_nan() { "an area that cannot be measured".to_owned() } else { area(pair.area_m2) };
        let reason = format!("{} and {} have {size} in common", one.name, other.name);
        Spot { feature: Some(one.index), id: one.id.clone(), at, reason }
    };
    let total: f64 = overlaps.iter().map(|pair| pair.area_m2).filter(|m2| !m2.is_nan()).sum();
    let slivers = overlaps.iter().filter(|pair| pair.grade == Grade::Sliver).count();
    let narrow = if slivers > 0 { format!(", {slivers} of them slivers") } else { String::new() };
    let reason =
        format!("{} of zones overlap{narrow}; {} in common in all", counted(overlaps.len(), "pair"), area(total));
    let mend = "decide which zone the ground belongs to; until then mines there are marked as on a border (tie)";
    Finding::new(ZONES_OVERLAP, reason).mend(mend).at(overlaps.iter().map(spot).collect())
}

fn of_gaps(zones: &[Zone<'_>], gaps: &[Gap], what: &str, measures: &Measures, finding: Finding) -> Finding {
    let spot = |gap: &Gap| {
        let (one, other) = (&zones[gap.between.0 as usize], &zones[gap.between.1 as usize]);
        let between =
            if one.index == other.index { one.name.clone() } else { format!("{} and {}", one.name, other.name) };
        let reason = format!("{}, {} wide in the mean, at {between}", area(gap.area_m2), width(gap.width_m));
        Spot { feature: Some(one.index), id: one.id.clone(), at: Some(gap.at), reason }
    };
    let total: f64 = gaps.iter().map(|gap| gap.area_m2).sum();
    let narrow = gaps.iter().filter(|gap| gap.width_m < measures.sliver_width_m).count();
    let narrow = if narrow > 0 {
        format!(", {narrow} of them narrower than {} m", measures.sliver_width_m)
    } else {
        String::new()
    };
    let reason = format!("{}{narrow}; {} in all", counted(gaps.len(), what), area(total));
    Finding { reason, ..finding }.at(gaps.iter().map(spot).collect())
}

/// `1 gap between zones`, `2 gaps between zones`.
fn counted(count: usize, what: &str) -> String {
    let (noun, rest) = what.split_once(' ').map_or((what, String::new()), |(noun, rest)| (noun, format!(" {rest}")));
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {noun}{plural}{rest}")
}

/// An area for people: square metres, from a hectare on hectares, from a square kilometre on these.
pub(super) fn area(m2: f64) -> String {
    match m2.abs() {
        small if small < 1.0 => format!("{m2:.4} m2"),
        small if small < 1e4 => format!("{m2:.1} m2"),
        middle if middle < 1e6 => format!("{:.2} ha", m2 / 1e4),
        _ => format!("{:.3} km2", m2 / 1e6),
    }
}

fn width(metres: f64) -> String {
    if metres < 1.0 { format!("{metres:.3} m") } else { format!("{metres:.1} m") }
}
