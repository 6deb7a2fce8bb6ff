//! Single coordinates: finite, and a longitude and latitude.

use geo::Coord;

use super::Finding;
use crate::domain::DefectCode;

/// Refuses coordinates that are not finite, before anything else looks at them.
pub(super) fn finite(at: Coord<f64>) -> Result<(), Finding> {
    if at.x.is_finite() && at.y.is_finite() {
        Ok(())
    } else {
        Err(Finding::new(DefectCode::NonFiniteCoordinate, format!("a coordinate is {}, {}", at.x, at.y)))
    }
}

/// Refuses what is no longitude and latitude in degrees. The limits themselves are fine.
pub(super) fn in_range(at: Coord<f64>) -> Result<(), Finding> {
    if at.x.abs() <= 180.0 && at.y.abs() <= 90.0 {
        return Ok(());
    }
    if at.x.is_nan() {
        return Err(Finding::new(DefectCode::OutOfRange, "the coordinate has no place in EPSG:4490"));
    }
    let values = format!("longitude {:?}, latitude {:?}", at.x, at.y);
    if at.y.abs() <= 180.0 && at.x.abs() <= 90.0 {
        return Err(Finding::new(DefectCode::SwappedAxes, format!("{values}: latitude is beyond 90 degrees")));
    }
    Err(Finding::new(DefectCode::OutOfRange, format!("{values}: not degrees")))
}

/// Refuses lines and rings with an edge that spans more than half the globe: it was meant to cross the 180th meridian. The
/// borders of the map itself are no such edge.
pub(super) fn goes_the_short_way(corners: &[Coord<f64>]) -> Result<(), Finding> {
    let is_long =
        |a: Coord<f64>, b: Coord<f64>| (a.x - b.x).abs() > 180.0 && !(a.x.abs() >= 180.0 && b.x.abs() >= 180.0);
    match corners.windows(2).find(|edge| is_long(edge[0], edge[1])) {
        None => Ok(()),
        Some(edge) => {
            let reason = format!("an edge from longitude {:?} to {:?}", edge[0].x, edge[1].x);
            Err(Finding::new(DefectCode::CrossesAntimeridian, reason).at(edge[0]))
        }
    }
}
