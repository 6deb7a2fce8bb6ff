//! Whether eastings belong to the Gauss-Krüger zone that a layer states. PROJ does not ask: read in the wrong zone, a layer
//! lands some hundred or some ten thousand kilometres away, without an error.

use std::collections::BTreeMap;

use gdal::spatial_ref::SpatialRef;
use geo::Coord;

use super::{definition, identify, is_equal_to_4490, names, short_name, spatial_ref};
use crate::domain::StatedCrs;
use crate::error::Error;

/// Farther from its central meridian no zone is used, six degrees wide or three, with what reaches over into the next.
const ZONE_REACH_M: f64 = 500_000.0;
/// Half of a zone of six degrees at the equator.
const HALF_ZONE_M: f64 = 335_000.0;
/// Half of a zone of three degrees at the equator.
const HALF_NARROW_ZONE_M: f64 = 170_000.0;
/// Zone numbers over China: 13 to 23 of six degrees, 25 to 45 of three.
const ZONES: std::ops::RangeInclusive<u32> = 13..=45;
/// Northings of China, with a margin.
const NORTHINGS_M: std::ops::RangeInclusive<f64> = 300_000.0..=6_200_000.0;

/// What a coordinate looks like, where it does not fit what is stated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Reading {
    /// Longitude and latitude.
    Degrees,
    /// Easting without the number of a zone.
    NoPrefix,
    /// Easting that begins with the number of another zone.
    Zone(u32),
    /// Northing first.
    NorthingFirst,
}

/// Makes sure that coordinates fit the Gauss-Krüger zone which is stated; other systems fit always. One coordinate of each
/// feature is enough.
///
/// # Errors
/// Half of the coordinates or more have one other reading; four fifths where it is the number of another zone in place of the
/// one that is stated, since a province in one zone reaches into eastings that begin with its neighbours' numbers.
pub fn plausible(stated: &StatedCrs, layer: &str, coordinates: impl Iterator<Item = Coord<f64>>) -> Result<(), Error> {
    let Some(text) = definition(stated).filter(|text| !is_equal_to_4490(text)) else { return Ok(()) };
    let Ok(reference) = spatial_ref(text) else { return Ok(()) };
    let Some(false_easting) = false_easting(&reference) else { return Ok(()) };
    let mut count = 0_usize;
    let mut readings: BTreeMap<Reading, (usize, Coord<f64>)> = BTreeMap::new();
    for at in coordinates.filter(|at| at.x.is_finite() && at.y.is_finite()) {
        count += 1;
        if let Some(reading) = other_reading(at, false_easting) {
            readings.entry(reading).or_insert((0, at)).0 += 1;
        }
    }
    let Some((reading, (of, example))) = readings.into_iter().max_by_key(|(_, (of, _))| *of) else { return Ok(()) };
    let zone = zone_of(false_easting);
    let is_enough =
        if matches!(reading, Reading::Zone(_)) && zone.is_some() { of * 5 >= count * 4 } else { of * 2 >= count };
    if !is_enough {
        return Ok(());
    }
    let kind = match zone {
        Some(zone) => format!("zone {zone}, eastings begin with {zone}"),
        None => "eastings without the number of a zone".to_owned(),
    };
    let code = identify(&reference).and_then(|name| name.strip_prefix("EPSG:")?.parse().ok());
    let sibling = |zone, is_prefixed| {
        let code = code.and_then(|code| names::sibling(code, zone, is_prefixed));
        code.map_or_else(|| "EPSG:CODE".to_owned(), |code| format!("EPSG:{code}"))
    };
    let (seen, way_out) = match reading {
        Reading::Degrees => ("are degrees".to_owned(), "if they are, state crs=EPSG:4490".to_owned()),
        Reading::NoPrefix => (
            "have eastings without the number of a zone".to_owned(),
            format!("if it is this zone all the same, state crs={}", sibling(None, false)),
        ),
        Reading::Zone(zone) => (
            format!("have eastings that begin with {zone}"),
            format!("if they are of zone {zone}, state crs={}", sibling(Some(zone), true)),
        ),
        Reading::NorthingFirst => {
            ("have the northing first".to_owned(), "swap the two coordinates: easting comes first".to_owned())
        }
    };
    let far = if matches!(reading, Reading::Zone(_)) && zone.is_some() {
        "; if they really lie that far from the central meridian, bring the layer to degrees first: ogr2ogr -t_srs EPSG:4490"
    } else {
        ""
    };
    Err(Error::OtherZone {
        layer: layer.to_owned(),
        stated: format!("{} ({kind})", short_name(text)),
        seen: format!("{of} of {count} coordinates {seen}, the first: {:?}, {:?}", example.x, example.y),
        hint: format!("{way_out} (where the file states another, correct it there){far}"),
    })
}

/// The false easting of a Gauss-Krüger zone or a like projection, metres: 500 000, or zz500000.
fn false_easting(reference: &SpatialRef) -> Option<f64> {
    let projection = reference.get_attr_value("PROJECTION", 0).ok().flatten()?;
    let is_transverse = ["Transverse_Mercator", "Gauss_Kruger"].contains(&projection.as_str());
    if !reference.is_projected() || !is_transverse || !is(reference.linear_units(), 1.0) {
        return None;
    }
    let easting = reference.get_proj_param("false_easting").ok().flatten()?;
    (is(easting, 500_000.0) || zone_of(easting).is_some()).then_some(easting)
}

/// The number of the zone for zz500000.
fn zone_of(false_easting: f64) -> Option<u32> {
    ZONES.into_iter().find(|zone| is(central(*zone), false_easting))
}

/// Whether a number of a definition is this one, to its last digits.
fn is(stated: f64, expected: f64) -> bool {
    (stated - expected).abs() < 1e-6
}

/// The easting of the central meridian, metres.
fn central(zone: u32) -> f64 {
    f64::from(zone) * 1e6 + 500_000.0
}

fn other_reading(at: Coord<f64>, false_easting: f64) -> Option<Reading> {
    let half_m = |zone: u32| if zone < 25 { HALF_ZONE_M } else { HALF_NARROW_ZONE_M };
    let zone = |easting: f64| ZONES.into_iter().find(|zone| (easting - central(*zone)).abs() <= half_m(*zone));
    let is_easting = |easting: f64| (easting - 500_000.0).abs() <= HALF_ZONE_M || zone(easting).is_some();
    if at.x.abs() <= 180.0 && at.y.abs() <= 90.0 {
        return Some(Reading::Degrees);
    }
    if (at.x - false_easting).abs() <= ZONE_REACH_M {
        return None;
    }
    if let Some(zone) = zone(at.x) {
        return Some(Reading::Zone(zone));
    }
    if false_easting > ZONE_REACH_M && (at.x - 500_000.0).abs() <= HALF_ZONE_M && NORTHINGS_M.contains(&at.y) {
        return Some(Reading::NoPrefix);
    }
    (NORTHINGS_M.contains(&at.x) && is_easting(at.y)).then_some(Reading::NorthingFirst)
}

#[cfg(test)]
mod tests {
    use geo::Coord;

    use super::plausible;
    use crate::domain::StatedCrs;

    fn judged(code: &str, places: &[(f64, f64)]) -> Result<(), (String, String)> {
        let stated = StatedCrs::Named(code.to_owned());
        plausible(&stated, "layer", places.iter().copied().map(Coord::from))
            .map_err(|error| (error.to_string(), error.hint().unwrap()))
    }

    #[test]
    fn what_fits_passes() {
        for (code, place) in [
            ("EPSG:4526", (38_571_234.5, 3_210_987.6)),
            ("EPSG:4526", (38_050_000.0, 3_210_987.6)),
            ("EPSG:4547", (571_234.5, 3_210_987.6)),
            ("EPSG:4541", (-1_400_000.0, 4_400_000.0)),
            ("EPSG:32645", (571_234.5, 3_210_987.6)),
            ("EPSG:3857", (12_571_234.5, 3_210_987.6)),
            ("EPSG:4490", (114.0, 30.0)),
            ("EPSG:4547", (500_000.0, 499_000.0)),
            ("nonsense", (114.0, 30.0)),
            ("EPSG:4526", (f64::NAN, 3_210_987.6)),
        ] {
            assert_eq!(judged(code, &[place]), Ok(()), "{code} {place:?}");
        }
        assert_eq!(judged("EPSG:4526", &[]), Ok(()));
    }

    #[test]
    fn every_other_reading_is_said_with_its_way_out() {
        for (code, place, seen, way_out) in [
            ("EPSG:4526", (39_571_234.5, 3_210_987.6), "begin with 39", "crs=EPSG:4527"),
            ("EPSG:4526", (571_234.5, 3_210_987.6), "without the number", "crs=EPSG:4547"),
            ("EPSG:4547", (38_571_234.5, 3_210_987.6), "begin with 38", "crs=EPSG:4526"),
            ("EPSG:4547", (19_571_234.5, 3_210_987.6), "begin with 19", "crs=EPSG:4497"),
            ("EPSG:2362", (39_571_234.5, 3_210_987.6), "begin with 39", "crs=EPSG:2363"),
            ("EPSG:32645", (29_571_234.5, 3_210_987.6), "begin with 29", "crs=EPSG:CODE"),
            ("EPSG:4526", (114.3, 30.5), "are degrees", "crs=EPSG:4490"),
            ("EPSG:4547", (114.3, 30.5), "are degrees", "crs=EPSG:4490"),
            ("EPSG:4526", (3_210_987.6, 38_571_234.5), "northing first", "swap"),
            ("EPSG:4547", (3_210_987.6, 571_234.5), "northing first", "swap"),
        ] {
            let (words, hint) = judged(code, &[place, place]).unwrap_err();
            assert!(words.contains(seen) && words.contains(code), "{code} {place:?}: {words}");
            assert!(hint.contains(way_out), "{code} {place:?}: {hint}");
        }
    }

    #[test]
    fn a_few_strangers_do_not_decide() {
        let (own, other) = ((38_571_234.5, 3_210_987.6), (39_571_234.5, 3_210_987.6));
        assert_eq!(judged("EPSG:4526", &[own, other, other, other]), Ok(()));
        assert!(judged("EPSG:4526", &[own, other, other, other, other]).is_err());
        let none = (571_234.5, 3_210_987.6);
        assert_eq!(judged("EPSG:4526", &[own, own, none]), Ok(()));
        assert!(judged("EPSG:4526", &[own, none]).is_err());
        assert!(judged("EPSG:4547", &[none, own]).is_err());
    }
}
