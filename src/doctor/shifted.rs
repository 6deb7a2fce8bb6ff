//! Whether the borders of a layer fit a reference better when the shift of a web map is undone.
//!
//! No coordinate tells by itself that it is shifted. The layer is taken as it is, as GCJ-02, and as BD-09, and for each
//! reading the median distance between its borders and those of the reference is found. The layer and the reference have to share
//! a good part of their borders, such as prefectures and prefectures, or counties and prefectures.
//!
//! Distances are taken from corners of the layer to borders of the reference, and the other way round; the way that fits
//! better counts. The two differ where one of the two is generalised: that drops corners and leaves the others in their places, so
//! the corners of the coarser layer lie on the lines of the finer one, and not the other way round. Measured on prefectures of
//! Amap against those of Tianditu, which have an eighth of the corners: 84 m from the finer to the coarser, 4 m back.

use geo::{Coord, MapCoords, MultiPolygon};

use super::finding::{Finding, SHIFT_UNCLEAR, SHIFTED_BD09, SHIFTED_GCJ02};
use crate::crs::web_map::{bd09_to_wgs84, gcj02_to_wgs84};
use crate::geometry::chains::{Chains, degrees_around};

/// Corners that are measured.
const SAMPLE: usize = 2000;
/// Corners of the reference that have to lie near the borders of the layer to count.
const LEAST_CORNERS: usize = 30;
/// How far borders are looked for, in metres; the shifts are below two kilometres.
const FARTHEST_M: f64 = 5000.0;
/// A reading is clearly better if its median is this many times smaller, …
const TIMES_SMALLER: f64 = 3.0;
/// … and a person has to look if it is this many times smaller; …
const TIMES_UNCLEAR: f64 = 1.5;
/// … both with this gain in metres at the least.
const LEAST_GAIN_M: f64 = 30.0;

type Way = fn(Coord<f64>) -> Coord<f64>;

/// Median distances between the borders of a layer and of a reference, in metres; infinite where most corners are farther
/// than five kilometres.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// The reference.
    pub reference: String,
    /// How many corners were measured.
    pub corners: usize,
    /// Whether these are corners of the reference, measured to the layer; else it is the other way round.
    pub is_from_reference: bool,
    /// As the coordinates are.
    pub as_it_is_m: f64,
    /// With the shift of GCJ-02 undone.
    pub gcj02_m: f64,
    /// With the shift of BD-09 undone.
    pub bd09_m: f64,
    /// How far GCJ-02 is undone at the median corner of the layer, and how far BD-09.
    pub shifts_m: (f64, f64),
}

/// The borders that layers are compared with.
pub(super) struct Reference {
    name: String,
    corners: Vec<Coord<f64>>,
    borders: Chains,
}

impl Reference {
    pub(super) fn new(name: String, area: &MultiPolygon<f64>) -> Self {
        Self { name, corners: corners(&[area]), borders: Chains::of_area(area) }
    }
}

fn corners(areas: &[&MultiPolygon<f64>]) -> Vec<Coord<f64>> {
    let rings = areas.iter().flat_map(|area| crate::geometry::rings(area));
    rings.flat_map(|ring| ring.0.iter().skip(1).copied()).collect()
}

/// Some of many, spread evenly.
fn sample(places: Vec<Coord<f64>>) -> Vec<Coord<f64>> {
    let step = places.len().div_ceil(SAMPLE).max(1);
    places.into_iter().step_by(step).collect()
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::INFINITY)
}

fn distance_m(borders: &Chains, at: Coord<f64>) -> f64 {
    borders.nearest_to_point(at, FARTHEST_M).map_or(f64::INFINITY, |nearest| nearest.distance_m)
}

const READINGS: [Way; 3] = [|at| at, gcj02_to_wgs84, bd09_to_wgs84];

/// From corners of the layer to the reference: the median of each reading.
fn forth(sample: &[Coord<f64>], reference: &Reference) -> [f64; 3] {
    READINGS.map(|way| median(sample.iter().map(|at| distance_m(&reference.borders, way(*at))).collect()))
}

/// From those corners of the reference that lie near borders of the layer to the layer: how many, and the median of each
/// reading. A layer of a part of the region is no worse for that.
fn back(area: &MultiPolygon<f64>, reference: &Reference) -> Option<(usize, [f64; 3])> {
    let borders = Chains::of_area(area);
    let (low, high) = degrees_around(borders.bounds(), FARTHEST_M);
    let is_around = |at: &Coord<f64>| (low.x..=high.x).contains(&at.x) && (low.y..=high.y).contains(&at.y);
    let around = sample(reference.corners.iter().copied().filter(is_around).collect());
    let near: Vec<Coord<f64>> = around.into_iter().filter(|at| distance_m(&borders, *at).is_finite()).collect();
    let medians = READINGS.map(|way| {
        let borders = Chains::of_area(&area.map_coords(way));
        median(near.iter().map(|at| distance_m(&borders, *at)).collect())
    });
    (near.len() >= LEAST_CORNERS).then_some((near.len(), medians))
}

/// Compares the borders of areas with a reference; `None` without areas.
pub(super) fn compare(areas: &[&MultiPolygon<f64>], reference: &Reference) -> Option<Comparison> {
    let sample = sample(corners(areas));
    if sample.is_empty() {
        return None;
    }
    let all = MultiPolygon(areas.iter().flat_map(|area| area.0.iter().cloned()).collect());
    let shift = |way: Way| {
        let moved = |at: &Coord<f64>| {
            let way = Chains::of_points(&[way(*at)]).nearest_to_point(*at, f64::INFINITY);
            way.map_or(f64::INFINITY, |way| way.distance_m)
        };
        median(sample.iter().map(moved).collect())
    };
    let best = |medians: &[f64; 3]| medians.iter().copied().fold(f64::INFINITY, f64::min);
    let forth = forth(&sample, reference);
    let back = back(&all, reference).filter(|(_, back)| best(back) < best(&forth));
    let is_from_reference = back.is_some();
    let (corners, [as_it_is_m, gcj02_m, bd09_m]) = back.unwrap_or((sample.len(), forth));
    Some(Comparison {
        reference: reference.name.clone(),
        corners,
        is_from_reference,
        as_it_is_m,
        gcj02_m,
        bd09_m,
        shifts_m: (shift(gcj02_to_wgs84), shift(bd09_to_wgs84)),
    })
}

impl Comparison {
    /// The three medians, for people.
    #[must_use]
    pub fn in_words(&self) -> String {
        format!(
            "as it is {}, GCJ-02 undone {}, BD-09 undone {} (median of {} corners {} {})",
            metres(self.as_it_is_m),
            metres(self.gcj02_m),
            metres(self.bd09_m),
            self.corners,
            if self.is_from_reference { "of" } else { "to" },
            self.reference
        )
    }

    /// A finding if a shifted reading is better.
    pub(super) fn finding(&self) -> Option<Finding> {
        let (code, name, fit_m, shift_m) = if self.gcj02_m <= self.bd09_m {
            (SHIFTED_GCJ02, "GCJ-02", self.gcj02_m, self.shifts_m.0)
        } else {
            (SHIFTED_BD09, "BD-09", self.bd09_m, self.shifts_m.1)
        };
        let is_better = |times: f64| fit_m * times <= self.as_it_is_m && self.as_it_is_m - fit_m >= LEAST_GAIN_M;
        if is_better(TIMES_SMALLER) {
            let reason = format!(
                "the coordinates seem to be {name}, the shifted system of web maps: without its shift of about {shift_m:.0} m the \
                 borders fit the reference"
            );
            let remedy = format!(
                "say so, and the shift is undone: ,crs={name} (in a plan crs = \"{name}\"); that is no official position: ask \
                 the source for the layer in CGCS2000"
            );
            return Some(Finding::new(code, reason).with(self.in_words()).mend(remedy));
        }
        is_better(TIMES_UNCLEAR).then(|| {
            let reason = format!(
                "the borders fit the reference better without the shift of {name} (about {shift_m:.0} m), but not so well that it \
                 is certain: one of the two layers is coarse, or they differ in more than a shift"
            );
            let remedy = "ask the source which system it is, or compare with a reference of more detail";
            Finding::new(SHIFT_UNCLEAR, reason).with(self.in_words()).mend(remedy)
        })
    }
}

fn metres(value: f64) -> String {
    if value.is_finite() { format!("{value:.1} m") } else { format!("beyond {FARTHEST_M:.0} m") }
}
