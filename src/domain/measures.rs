//! What a run is to measure, and by which thresholds.

use super::AreaUnit;

/// A step that areas are rounded to, such as 0.0001 hectares.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Step {
    /// How many units a step is; above zero.
    pub count: f64,
    /// The unit.
    pub unit: AreaUnit,
}

impl Step {
    /// A step in square metres.
    #[must_use]
    pub fn m2(self) -> f64 {
        self.count * self.unit.factor_m2()
    }

    /// So many steps in the unit, spelled as people would: 3 steps of 0.0001 are 0.0003.
    #[must_use]
    pub fn times(self, steps: i64) -> f64 {
        let steps_per_unit = 1.0 / self.count;
        let whole = steps_per_unit.round();
        if whole >= 1.0 && (steps_per_unit - whole).abs() < 1e-9 * whole {
            steps as f64 / whole
        } else {
            steps as f64 * self.count
        }
    }
}

/// The settings of measurement. All of them stand in the manifest of a delivery.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Measures {
    /// Search radius in metres for the nearest red line, the nearest receptors and the deciding border.
    pub near_m: f64,
    /// By how many metres lines may be wrong, where a layer says nothing of its own. `None`: it is not asked.
    pub uncertainty_m: Option<f64>,
    /// By how many metres the mines themselves may be wrong, beside the zones.
    pub mines_uncertainty_m: f64,
    /// A common area below this many square metres is a sliver.
    pub sliver_m2: f64,
    /// A common area narrower than this many metres in the mean is a sliver.
    pub sliver_width_m: f64,
    /// Whether mines are compared with each other.
    pub self_overlap: bool,
    /// Whether the pieces themselves are kept, for being written.
    pub keep_pieces: bool,
    /// Whether the areas of offices are needed, to be compared with declared ones.
    pub compare_declared: bool,
    /// Areas of pieces are rounded to this step, so that they add up.
    pub balance: Option<Step>,
}

impl Default for Measures {
    /// Slivers: 1 square metre and 1 metre, since no national tolerance is known and offices use 1 or 10 square metres
    /// (docs/decisions/0007).
    fn default() -> Self {
        Self {
            near_m: 10_000.0,
            uncertainty_m: None,
            mines_uncertainty_m: 0.0,
            sliver_m2: 1.0,
            sliver_width_m: 1.0,
            self_overlap: false,
            keep_pieces: true,
            compare_declared: false,
            balance: None,
        }
    }
}
