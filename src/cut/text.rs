//! The corner-coordinate text of what remains.

use std::path::Path;

use geo::MultiPolygon;

use super::{Outcome, Request};
use crate::convert::{NewText, text_of_areas};
use crate::domain::{MineLayer, StatedCrs};
use crate::error::Error;
use crate::plan::Plan;

/// The text, with what there is to say of it; `None` where nothing remains.
pub(super) fn remaining(
    outcome: &mut Outcome,
    layer: &MineLayer<'_>,
    stated: &StatedCrs,
    plan: &Plan,
    request: &Request,
    path: &Path,
) -> Result<Option<NewText>, Error> {
    let areas: Vec<(usize, MultiPolygon<f64>)> = outcome
        .rights
        .iter()
        .map(|right| (right.position, right.cut.kept()))
        .filter(|(_, area)| !area.0.is_empty())
        .collect();
    if areas.is_empty() {
        outcome.notes.push(format!("{}: not written, since nothing remains", path.display()));
        return Ok(None);
    }
    let text = text_of_areas(layer, stated, &plan.mines, &areas, &request.text_options, path)?;
    outcome.defects.extend(text.defects.iter().cloned());
    outcome.notes.extend(text.notes.iter().cloned());
    outcome.crs = Some(text.system.to_string());
    outcome.shift_m = Some(text.shift_m);
    Ok(Some(text))
}
