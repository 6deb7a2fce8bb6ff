//! What a summary says of mines that are areas.

use std::fmt::Write as _;

use serde_json::{Map, Value, json};

use crate::domain::{Facts, Grade, Overlap, ZoneKind};

/// Counts of the mines that are areas.
#[derive(Clone, Debug)]
pub(super) struct AreaCounts {
    mines: usize,
    area_m2: f64,
    /// Inside red lines, where they overlap counted once; `None` without red lines.
    in_redlines_m2: Option<f64>,
    /// Mines by their grade to red lines.
    by_grade: [usize; Grade::ALL.len()],
    /// Slivers to zones of any kind.
    slivers: usize,
    /// Pairs of mines that overlap each other.
    pairs: usize,
}

impl AreaCounts {
    pub(super) fn of(facts: &Facts, has_redlines: bool) -> Option<Self> {
        let extents = || facts.extents.iter().flatten();
        let redlines = || extents().map(|extent| extent.covers[ZoneKind::Redline as usize]);
        let is_sliver = |overlap: &&Overlap| overlap.grade == Grade::Sliver;
        (!facts.extents.is_empty()).then(|| Self {
            mines: extents().count(),
            area_m2: extents().map(|extent| extent.area_m2).sum(),
            // What has no figure is a defect of its own.
            in_redlines_m2: has_redlines
                .then(|| redlines().map(|cover| cover.area_m2).filter(|area_m2| !area_m2.is_nan()).sum()),
            by_grade: Grade::ALL.map(|grade| redlines().filter(|cover| cover.grade == grade).count()),
            slivers: extents().flat_map(|extent| extent.overlaps.iter().filter(is_sliver)).count(),
            pairs: facts.pairs.len(),
        })
    }

    pub(super) fn to_json(&self) -> Value {
        let by_grade: Map<String, Value> = Grade::ALL
            .into_iter()
            .zip(self.by_grade)
            .map(|(grade, count)| (grade.word().to_owned(), json!(count)))
            .collect();
        json!({
            "mines": self.mines,
            "area_ha": hectares(self.area_m2),
            "ovl_ha": self.in_redlines_m2.map(hectares),
            "by_grade": by_grade,
            "slivers": self.slivers,
            "pairs": self.pairs,
        })
    }

    pub(super) fn to_text(&self) -> String {
        let of = |grade: Grade| self.by_grade[grade as usize];
        let rights =
            |count: usize| if count == 1 { "1 mining right".to_owned() } else { format!("{count} mining rights") };
        let mut text = format!("{} of {:.2} ha", rights(self.mines), hectares(self.area_m2));
        if let Some(in_redlines_m2) = self.in_redlines_m2 {
            let _ = write!(
                text,
                ", {:.2} ha in red lines: {} overlap, {} by a sliver, {} touch",
                hectares(in_redlines_m2),
                of(Grade::Overlap),
                of(Grade::Sliver),
                of(Grade::Touch),
            );
        }
        if self.slivers > 0 {
            let _ = write!(text, "\n{} slivers in zones of all kinds to review: layer slivers", self.slivers);
        }
        if self.pairs > 0 {
            let _ =
                write!(text, "\n{} pairs of mining rights overlap each other: layer overlaps, kind mine", self.pairs);
        }
        text
    }
}

/// Hectares to a square centimetre.
fn hectares(area_m2: f64) -> f64 {
    (area_m2 * 1e4).round() / 1e8
}
