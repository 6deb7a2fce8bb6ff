//! Areas of pieces, rounded so that they add up to the whole, as offices hand them over.

use super::balance::balance;
use crate::domain::{DeclaredArea, Extent, Facts, Grade, Overlap, Step, ZoneKind, Zones};

/// What differs by less than this many square metres differs by rounding of coordinates.
const ROUNDING_M2: f64 = 1e-6;

/// Rounds the pieces of every mine, kind by kind: with what lies outside all zones of the kind they add up to the declared
/// area of the mine, else to the computed one. Where zones overlap each other inside a mine nothing can add up, and
/// nothing is rounded. Ties go by the id of the zone, whatever the order of the layers.
pub fn balance_pieces(facts: &mut Facts, zones: &[Zones<'_>], declared: &[Option<DeclaredArea>], step: Step) {
    for (mine, extent) in facts.extents.iter_mut().enumerate() {
        let Some(extent) = extent.as_deref_mut() else { continue };
        let declared = declared.get(mine).copied().flatten();
        for kind in ZoneKind::ALL {
            if let Some(zones) = zones.get(kind as usize) {
                balance_kind(extent, zones, declared, step);
            }
        }
    }
}

fn balance_kind(extent: &mut Extent, zones: &Zones<'_>, declared: Option<DeclaredArea>, step: Step) -> Option<()> {
    let has_part = |overlap: &Overlap| overlap.kind == zones.kind && overlap.grade > Grade::Touch;
    let mut order: Vec<usize> = (0..extent.overlaps.len()).filter(|&at| has_part(&extent.overlaps[at])).collect();
    let cover_m2 = extent.covers[zones.kind as usize].area_m2;
    let sum_m2: f64 = order.iter().map(|&at| extent.overlaps[at].area_m2).sum();
    if order.is_empty() || (sum_m2 - cover_m2).abs() > 1e-9 * extent.area_m2 + ROUNDING_M2 * order.len() as f64 {
        return None;
    }
    order.sort_by_key(|&at| {
        let zone = zones.zone(extent.overlaps[at].zone);
        (zone.map(|zone| (zone.id.is_none(), zone.id.as_deref(), zone.name.as_str())), at)
    });
    let mut areas_m2: Vec<f64> = order.iter().map(|&at| extent.overlaps[at].area_m2).collect();
    areas_m2.push((extent.area_m2 - cover_m2).max(0.0));
    let total_m2 = declared.map_or(extent.area_m2, |declared| declared.m2);
    let steps = balance(&areas_m2, total_m2, step.m2())?;
    for (&at, &steps) in order.iter().zip(&steps) {
        extent.overlaps[at].balanced = Some(steps);
    }
    extent.covers[zones.kind as usize].balanced_rest = steps.last().copied();
    Some(())
}
