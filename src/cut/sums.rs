//! Areas that add up: each part in whole steps, all of them together the right as it was.

use super::CutArea;
use crate::domain::Step;
use crate::judge::balance;

/// The areas of a right in whole steps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Sums {
    /// The right before.
    pub(super) before: i64,
    /// Each part, in the order of [`CutArea::parts`].
    pub(super) parts: Vec<i64>,
}

impl Sums {
    /// Balances the parts; `None` where a step is too small for that (more than 2^53 of them).
    pub(super) fn of(cut: &CutArea, step: Step) -> Option<Self> {
        let areas: Vec<f64> = cut.parts.iter().map(|part| part.area_m2).collect();
        let parts = balance(&areas, cut.before_m2, step.m2())?;
        Some(Self { before: parts.iter().sum(), parts })
    }
}
