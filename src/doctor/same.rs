//! Geometries that occur more than once.

use std::collections::HashMap;

use foldhash::fast::FixedState;
use geo::{Coord, LineString, MultiPolygon};

use super::finding::{Finding, SAME_GEOMETRY, SAME_PLACE, Spot};

/// Corners of rings, in an order that does not depend on where a ring begins.
type Key = Vec<u64>;

fn bits(at: Coord<f64>) -> [u64; 2] {
    [(at.x + 0.0).to_bits(), (at.y + 0.0).to_bits()]
}

fn ring_key(ring: &LineString<f64>) -> Key {
    let corners: Vec<[u64; 2]> = ring.0.iter().skip(1).map(|at| bits(*at)).collect();
    let lowest = corners.iter().enumerate().min_by_key(|(_, corner)| **corner).map_or(0, |(number, _)| number);
    corners[lowest..].iter().chain(&corners[..lowest]).flatten().copied().collect()
}

fn area_key(area: &MultiPolygon<f64>) -> Key {
    let mut rings: Vec<Key> = crate::geometry::rings(area).map(ring_key).collect();
    rings.sort_unstable();
    // A number that is no coordinate parts the rings.
    rings.into_iter().flat_map(|ring| ring.into_iter().chain([u64::MAX])).collect()
}

/// A feature in use, as far as this file needs it.
pub(super) struct Shape<'s> {
    pub(super) index: u32,
    pub(super) id: Option<&'s str>,
    pub(super) area: Option<&'s MultiPolygon<f64>>,
    pub(super) at: Option<Coord<f64>>,
}

/// Gives findings about features the places of these.
pub(super) fn place(findings: &mut [Finding], shapes: &[Shape<'_>]) {
    let places: HashMap<u32, Coord<f64>, FixedState> =
        shapes.iter().filter_map(|shape| Some((shape.index, shape.at?))).collect();
    for spot in findings.iter_mut().flat_map(|finding| &mut finding.spots) {
        spot.at = spot.feature.and_then(|feature| places.get(&feature).copied());
    }
}

/// What occurs more than once among areas, and among points.
pub(super) fn findings(shapes: &[Shape<'_>]) -> Vec<Finding> {
    let mut first: HashMap<Key, u32, FixedState> = HashMap::default();
    let (mut areas, mut points) = (Vec::new(), Vec::new());
    for shape in shapes {
        let (key, found) = match (shape.area, shape.at) {
            (Some(area), _) => (area_key(area), &mut areas),
            (None, Some(at)) => (bits(at).to_vec(), &mut points),
            (None, None) => continue,
        };
        if let Some(earlier) = first.get(&key) {
            let reason = format!("the same as feature {earlier}");
            found.push(Spot { feature: Some(shape.index), id: shape.id.map(str::to_owned), at: shape.at, reason });
        } else {
            first.insert(key, shape.index);
        }
    }
    let mut findings = Vec::new();
    if !areas.is_empty() {
        let reason = format!("features with the very polygon of an earlier one: {}", areas.len());
        let remedy = "keep one of each, or see whether a wrong geometry was pasted";
        findings.push(Finding::new(SAME_GEOMETRY, reason).mend(remedy).at(areas));
    }
    if !points.is_empty() {
        let reason = format!("features at the very place of an earlier one: {}", points.len());
        let remedy = "no fault if several mines share a place; else see whether one stands twice";
        findings.push(Finding::new(SAME_PLACE, reason).mend(remedy).at(points));
    }
    findings
}
