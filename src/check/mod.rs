//! **check**: features to trusted mines and zones in EPSG:4490, and a list of defects. Nothing is dropped without one.
//!
//! What is certain is repaired, and said; what is not certain is refused, and said.

mod area;
mod choose;
mod declared;
mod duplicates;
mod mine_names;
mod mines;
mod place;
mod receptors;
mod repair;
mod statements;
mod unmeasured;
mod usual;
pub mod vocabulary;
mod way;
mod zones;

use std::collections::BTreeMap;

use crate::domain::{Defect, DefectCode, RawLayer, Severity};
use crate::error::Error;

pub use choose::{FieldChoice, STATEMENTS};
pub use mine_names::{mine_fields, mine_names};
pub use mines::mines;
pub use receptors::receptors;
pub use statements::{statement_field, statements};
pub use unmeasured::unmeasured;
pub use usual::{usual_class_field, usual_name_field};
pub use zones::zones;

/// Collects the defects of one layer.
struct Findings<'l> {
    source: &'l crate::domain::LayerSource,
    defects: Vec<Defect>,
}

impl<'l> Findings<'l> {
    fn new(source: &'l crate::domain::LayerSource) -> Self {
        Self { source, defects: Vec::new() }
    }

    /// Notes something about a feature. A feature is refused once at the most.
    fn note(&mut self, feature: u32, id: Option<&str>, finding: Finding) {
        self.push(Some(feature), id, finding);
    }

    /// Notes something about the whole layer.
    fn note_layer(&mut self, finding: Finding) {
        self.push(None, None, finding);
    }

    fn push(&mut self, feature: Option<u32>, id: Option<&str>, finding: Finding) {
        self.defects.push(Defect {
            source: self.source.clone(),
            feature,
            id: id.map(str::to_owned),
            code: finding.code,
            reason: finding.reason,
            at: finding.at,
        });
    }
}

/// What was found, before it is known of which feature.
#[derive(Debug)]
struct Finding {
    code: DefectCode,
    reason: String,
    at: Option<geo::Coord<f64>>,
}

impl Finding {
    fn new(code: DefectCode, reason: impl Into<String>) -> Self {
        Self { code, reason: reason.into(), at: None }
    }

    /// Says where, if that is known and a place on Earth.
    fn at(mut self, at: impl Into<Option<geo::Coord<f64>>>) -> Self {
        self.at =
            at.into().filter(|at| at.x.is_finite() && at.y.is_finite() && at.x.abs() <= 180.0 && at.y.abs() <= 90.0);
        self
    }
}

/// How often each code occurs, in the order of [`DefectCode::ALL`].
#[must_use]
pub fn count_by_code(defects: &[Defect]) -> Vec<(DefectCode, usize)> {
    let mut counts: BTreeMap<DefectCode, usize> = BTreeMap::new();
    for defect in defects {
        *counts.entry(defect.code).or_default() += 1;
    }
    counts.into_iter().collect()
}

/// `2 missing-geometry, 1 out-of-range`.
#[must_use]
pub fn codes_in_words(defects: &[Defect]) -> String {
    let words: Vec<String> =
        count_by_code(defects).into_iter().map(|(code, count)| format!("{count} {code}")).collect();
    words.join(", ")
}

/// Stops the run when a layer holds nothing, or nothing that can be used.
fn demand_some(layer: &RawLayer<'_>, read: usize, used: usize, defects: &[Defect]) -> Result<(), Error> {
    let name = layer.source.to_string();
    if read == 0 {
        return Err(Error::NoFeatures { layer: name });
    }
    if used > 0 {
        return Ok(());
    }
    let refused: Vec<Defect> =
        defects.iter().filter(|defect| defect.code.severity() == Severity::Refused).cloned().collect();
    let Some(first) = refused.first() else { return Ok(()) };
    Err(Error::AllRefused {
        layer: name,
        count: read,
        codes: codes_in_words(&refused),
        example: format!("feature {}: {}", first.feature.unwrap_or(0), first.reason),
        hint: first.code.hint().to_owned(),
    })
}
