//! Whether the borders of a layer fit a reference better when the shift of a web map is undone.
//!
//! No coordinate tells by itself that it is shifted. Corners of the layer are taken as they are, as GCJ-02, and as BD-09, and
//! for each reading the median of their distances to the borders of the reference is found. The layer and the reference have to
//! share a good part of their borders, such as prefectures and prefectures.

use geo::{Coord, MultiPolygon};

use super::finding::{Finding, SHIFTED_BD09, SHIFTED_GCJ02};
use crate::crs::web_map::{bd09_to_wgs84, gcj02_to_wgs84};
use crate::geometry::chains::Chains;

/// Corners that are measured.
const SAMPLE: usize = 2000;
/// How far borders are looked for, in metres; the shifts are below two kilometres.
const FARTHEST_M: f64 = 5000.0;
/// A reading is clearly better if its median is this many times smaller, …
const TIMES_SMALLER: f64 = 3.0;
/// … and by this many metres.
const LEAST_GAIN_M: f64 = 30.0;

/// Median distances to the borders of a reference, in metres; infinite where most corners are farther than five kilometres.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// The reference.
    pub reference: String,
    /// How many corners were measured.
    pub corners: usize,
    /// As the coordinates are.
    pub as_it_is_m: f64,
    /// With the shift of GCJ-02 undone.
    pub gcj02_m: f64,
    /// With the shift of BD-09 undone.
    pub bd09_m: f64,
    /// How far GCJ-02 is undone at the median corner, and how far BD-09.
    pub shifts_m: (f64, f64),
}

/// The borders that layers are compared with.
pub(super) struct Reference {
    pub(super) name: String,
    pub(super) borders: Chains,
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::INFINITY)
}

/// Compares the borders of areas with a reference; `None` without areas.
pub(super) fn compare(areas: &[&MultiPolygon<f64>], reference: &Reference) -> Option<Comparison> {
    let rings = areas.iter().flat_map(|area| crate::geometry::rings(area));
    let corners: Vec<Coord<f64>> = rings.flat_map(|ring| ring.0.iter().skip(1).copied()).collect();
    let step = corners.len().div_ceil(SAMPLE).max(1);
    let sample: Vec<Coord<f64>> = corners.into_iter().step_by(step).collect();
    if sample.is_empty() {
        return None;
    }
    let fit = |reading: fn(Coord<f64>) -> Coord<f64>| {
        let distance_m = |at: &Coord<f64>| {
            reference
                .borders
                .nearest_to_point(reading(*at), FARTHEST_M)
                .map_or(f64::INFINITY, |nearest| nearest.distance_m)
        };
        median(sample.iter().map(distance_m).collect())
    };
    let shift = |reading: fn(Coord<f64>) -> Coord<f64>| {
        let moved = |at: &Coord<f64>| {
            let way = Chains::of_points(&[reading(*at)]).nearest_to_point(*at, f64::INFINITY);
            way.map_or(f64::INFINITY, |way| way.distance_m)
        };
        median(sample.iter().map(moved).collect())
    };
    Some(Comparison {
        reference: reference.name.clone(),
        corners: sample.len(),
        as_it_is_m: fit(|at| at),
        gcj02_m: fit(gcj02_to_wgs84),
        bd09_m: fit(bd09_to_wgs84),
        shifts_m: (shift(gcj02_to_wgs84), shift(bd09_to_wgs84)),
    })
}

impl Comparison {
    /// The three medians, for people.
    #[must_use]
    pub fn in_words(&self) -> String {
        format!(
            "as it is {}, GCJ-02 undone {}, BD-09 undone {} (median of {} corners to {})",
            metres(self.as_it_is_m),
            metres(self.gcj02_m),
            metres(self.bd09_m),
            self.corners,
            self.reference
        )
    }

    /// A finding if a shifted reading is clearly better.
    pub(super) fn finding(&self) -> Option<Finding> {
        let (code, name, fit_m, shift_m) = if self.gcj02_m <= self.bd09_m {
            (SHIFTED_GCJ02, "GCJ-02", self.gcj02_m, self.shifts_m.0)
        } else {
            (SHIFTED_BD09, "BD-09", self.bd09_m, self.shifts_m.1)
        };
        let is_better = fit_m * TIMES_SMALLER <= self.as_it_is_m && self.as_it_is_m - fit_m >= LEAST_GAIN_M;
        let reason = format!(
            "the coordinates seem to be {name}, the shifted system of web maps: without its shift of about {shift_m:.0} m the \
             borders fit the reference"
        );
        let remedy = format!(
            "say so, and the shift is undone: ,crs={name} (in a plan crs = \"{name}\"); that is no official position: ask the \
             source for the layer in CGCS2000"
        );
        is_better.then(|| Finding::new(code, reason).with(self.in_words()).mend(remedy))
    }
}

fn metres(value: f64) -> String {
    if value.is_finite() { format!("{value:.1} m") } else { format!("beyond {FARTHEST_M:.0} m") }
}
