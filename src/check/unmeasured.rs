//! What the join could not measure is said, as everything else that is wrong.

use super::{Finding, Findings};
use crate::domain::{Defect, DefectCode, Facts, MineLayer};

/// A defect for each mine of which some area in common with a zone could not be measured.
#[must_use]
pub fn unmeasured(layer: &MineLayer<'_>, facts: &Facts) -> Vec<Defect> {
    let mut findings = Findings::new(&layer.source);
    // Hardly ever any.
    let pairs: Vec<u32> = facts.pairs.iter().filter(|pair| pair.area_m2.is_nan()).map(|pair| pair.members.0).collect();
    for (position, mine) in layer.mines.iter().enumerate() {
        let Some(extent) = facts.extent(position) else { continue };
        let areas =
            extent.overlaps.iter().map(|overlap| overlap.area_m2).chain(extent.covers.map(|cover| cover.area_m2));
        let of_zones = areas.filter(|area_m2| area_m2.is_nan()).count();
        let count = of_zones + pairs.iter().filter(|first| **first as usize == position).count();
        if count > 0 {
            let reason = format!("{count} areas in common with zones or other mines have no figure");
            findings.note(mine.index, mine.id.as_deref(), Finding::new(DefectCode::Unmeasured, reason));
        }
    }
    findings.defects
}
