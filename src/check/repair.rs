//! The slow judge of validity: GEOS through GDAL, for areas that the quick proof could not clear.
//!
//! This is the one place in the middle of the program that knows GDAL.

use gdal::cpl::CslStringList;
use gdal::vector::ToGdal;
use geo::{Coord, Geometry, MultiPolygon};

use crate::gdal_messages;

/// What GEOS said, and what could be done.
pub(super) enum Outcome {
    /// Valid after all: rings touch in points only.
    Valid,
    /// Rebuilt, with what was wrong.
    Repaired(MultiPolygon<f64>, String),
    /// Invalid, and what was meant is not certain.
    Hopeless(String),
}

/// Examines an area.
pub(super) fn examine(area: &MultiPolygon<f64>) -> Outcome {
    gdal_messages::listen();
    let Ok(geometry) = area.to_gdal() else { return Outcome::Hopeless("GDAL does not take the polygon".to_owned()) };
    if geometry.is_valid() {
        return Outcome::Valid;
    }
    let reason = gdal_messages::last().unwrap_or_else(|| "invalid".to_owned());
    if !is_certain(&reason) {
        return Outcome::Hopeless(reason);
    }
    // The structure method keeps what the rings enclose; the older one makes holes of what they enclose twice.
    let mut options = CslStringList::new();
    if options.set_name_value("METHOD", "STRUCTURE").is_err() {
        return Outcome::Hopeless(reason);
    }
    gdal_messages::listen();
    let rebuilt = geometry.make_valid(&options).ok().and_then(|valid| valid.to_geo().ok());
    match rebuilt.map(|rebuilt| MultiPolygon(polygons(rebuilt))) {
        Some(rebuilt) if !rebuilt.0.is_empty() => Outcome::Repaired(rebuilt, reason),
        _ => Outcome::Hopeless(reason),
    }
}

/// The place that the words of GEOS name: `Self-intersection at or near point 80.5 39.5`.
pub(super) fn place(reason: &str) -> Option<Coord<f64>> {
    let (_, place) = reason.rsplit_once(" point ")?;
    let mut numbers =
        place.split_whitespace().map(|number| number.parse::<f64>().ok().filter(|number| number.is_finite()));
    Some(Coord { x: numbers.next()??, y: numbers.next()?? })
}

/// Whether the words of GEOS (`TopologyValidationError`) name a fault whose repair is certain.
fn is_certain(reason: &str) -> bool {
    ["Self-intersection", "Ring Self-intersection", "Interior is disconnected"]
        .iter()
        .any(|fault| reason.starts_with(fault))
}

/// The polygons of a rebuilt geometry; lines and points into which parts of it collapsed enclose nothing.
fn polygons(geometry: Geometry<f64>) -> Vec<geo::Polygon<f64>> {
    match geometry {
        Geometry::Polygon(polygon) => vec![polygon],
        Geometry::MultiPolygon(polygons) => polygons.0,
        Geometry::GeometryCollection(members) => members.0.into_iter().flat_map(polygons).collect(),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use geo::Coord;

    use super::place;

    #[test]
    fn the_place_of_a_fault_is_read_from_its_words() {
        let at = Some(Coord { x: 80.5, y: -39.25 });
        assert_eq!(place("Self-intersection at or near point 80.5 -39.25"), at);
        for words in
            ["Self-intersection", "Hole lies outside shell at or near point", "at or near point 80.5", "point nan 1"]
        {
            assert_eq!(place(words), None, "{words}");
        }
    }
}
