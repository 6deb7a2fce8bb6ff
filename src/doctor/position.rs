//! Whether the coordinates of a layer can be in the system that it states. Looked at are the coordinates as the source
//! holds them, some thousand spread over the layer; what most of them show counts.

use geo::Coord;

use super::about::each_corner;
use super::finding::{
    CRS_MISSING, DEGREES_IN_PROJECTED, Finding, LATITUDE_FIRST, METRES_IN_GEOGRAPHIC, OUTSIDE_AREA_OF_USE,
    ZONE_MISMATCH,
};
use crate::crs::ToCgcs2000;
use crate::crs::inquiry::{GaussKruger, Stated, cgcs2000_meridian_code, cgcs2000_zone_code};
use crate::domain::{RawLayer, StatedCrs};

/// Coordinates that are looked at.
const SAMPLE: usize = 4096;
/// By how many degrees a layer may reach beyond the area of use of its system: provinces are kept in one zone.
const MARGIN_DEGREES: f64 = 3.0;

/// Coordinates spread over a layer, finite ones.
pub(super) fn sample(raw: &RawLayer<'_>) -> Vec<Coord<f64>> {
    let mut count = 0_usize;
    raw.features.iter().for_each(|feature| each_corner(&feature.geometry, &mut |_| count += 1));
    let step = count.div_ceil(SAMPLE).max(1);
    let (mut sample, mut number) = (Vec::with_capacity(SAMPLE), 0);
    for feature in &raw.features {
        each_corner(&feature.geometry, &mut |at| {
            if number % step == 0 && at.x.is_finite() && at.y.is_finite() {
                sample.push(at);
            }
            number += 1;
        });
    }
    sample
}

/// Whether most coordinates are so.
fn most(sample: &[Coord<f64>], is_so: impl Fn(&Coord<f64>) -> bool) -> bool {
    sample.iter().filter(|at| is_so(at)).count() * 2 > sample.len()
}

fn are_degrees(at: &Coord<f64>) -> bool {
    at.x.abs() <= 180.0 && at.y.abs() <= 180.0
}

/// Latitude and longitude of a place in China, in this order.
fn is_china_swapped(at: &Coord<f64>) -> bool {
    (3.0..=54.0).contains(&at.x) && (73.0..=136.0).contains(&at.y)
}

/// What eastings begin with; `None` without a prefix, or where they are no eastings.
fn prefix(easting: f64) -> Option<u8> {
    let prefix = (easting / 1e6).floor();
    ((13.0..=23.0).contains(&prefix) || (25.0..=45.0).contains(&prefix)).then_some(prefix as u8)
}

/// The prefix that most coordinates have.
fn common_prefix(sample: &[Coord<f64>], of: impl Fn(&Coord<f64>) -> f64) -> Option<u8> {
    (13..=45).find(|wanted| most(sample, |at| prefix(of(at)) == Some(*wanted)))
}

/// The middle one by longitude and the middle one by latitude.
fn middle(sample: &[Coord<f64>]) -> Option<Coord<f64>> {
    let middle = |of: fn(&Coord<f64>) -> f64| {
        let mut values: Vec<f64> = sample.iter().map(of).collect();
        values.sort_by(f64::total_cmp);
        values.get(values.len() / 2).copied()
    };
    Some(Coord { x: middle(|at| at.x)?, y: middle(|at| at.y)? })
}

/// Where the middle of a layer lies if its coordinates are read in a system.
fn reading(sample: &[Coord<f64>], crs: &StatedCrs) -> Option<Coord<f64>> {
    let mut at = [middle(sample)?];
    ToCgcs2000::new(crs, "").ok()?.apply(&mut at).ok()?;
    Some(at[0])
}

fn reading_in_words(sample: &[Coord<f64>], code: &str, crs: &StatedCrs) -> String {
    match reading(sample, crs) {
        Some(at) => format!("read as {code} the middle of the layer is at {}", place(at)),
        None => format!("read as {code} the middle of the layer has no place"),
    }
}

/// `75.9886 E, 39.7000 N`.
pub(super) fn place(at: Coord<f64>) -> String {
    let half =
        |value: f64, plus: &str, minus: &str| format!("{:.4} {}", value.abs(), if value < 0.0 { minus } else { plus });
    format!("{}, {}", half(at.x, "E", "W"), half(at.y, "N", "S"))
}

/// The finding for a layer that states nothing: what its coordinates look like, and what to say if that is so.
pub(super) fn unstated(sample: &[Coord<f64>], shown: &str) -> Finding {
    let finding = Finding::new(CRS_MISSING, "the layer states no coordinate system, and none is guessed");
    let say = |code: &str| format!("if the datum is CGCS2000: {shown},crs={code} (in the plan: crs = \"{code}\")");
    if most(sample, is_china_swapped) {
        finding.with("the coordinates look like degrees, latitude first").mend(format!(
            "{}; {}",
            swap(shown),
            say("EPSG:4490")
        ))
    } else if most(sample, are_degrees) {
        finding.with("the coordinates look like degrees, longitude first").mend(say("EPSG:4490"))
    } else if let Some((prefix, code)) =
        common_prefix(sample, |at| at.x).and_then(|prefix| Some((prefix, cgcs2000_zone_code(prefix)?)))
    {
        let code = format!("EPSG:{code}");
        let named = StatedCrs::Named(code.clone());
        finding
            .with(format!(
                "eastings begin with {prefix}: a Gauss-Krüger zone {} degrees wide",
                if prefix < 25 { 6 } else { 3 }
            ))
            .with(reading_in_words(sample, &code, &named))
            .mend(say(&code))
    } else {
        finding.mend(format!(
            "ask who made it; for eastings of six digits the central meridian has to be known: {shown},crs=EPSG:4534 (75 E) to \
             EPSG:4554 (135 E)"
        ))
    }
}

fn swap(shown: &str) -> String {
    format!("swap the coordinates: ogr2ogr -ct \"+proj=axisswap +order=2,1\" swapped.gpkg '{shown}'")
}

fn restate(shown: &str, code: &str) -> String {
    format!("state what they are: ogr2ogr -a_srs {code} restated.gpkg '{shown}'")
}

/// What is implausible about the coordinates in the stated system.
pub(super) fn findings(sample: &[Coord<f64>], crs: &StatedCrs, stated: &Stated, shown: &str) -> Option<Finding> {
    let first = sample.first()?;
    let example = format!("the first coordinate: {}, {}", first.x, first.y);
    if !stated.is_projected && most(sample, is_china_swapped) {
        let reason = format!("stated is {}, and the coordinates are those of China with latitude first", stated.code);
        return Some(Finding::new(LATITUDE_FIRST, reason).with(example).mend(swap(shown)));
    }
    if !stated.is_projected && !most(sample, are_degrees) {
        return Some(metres(sample, stated, shown).with(example));
    }
    if stated.is_projected && most(sample, are_degrees) {
        let reason = format!("stated is {}, which is in metres, and the coordinates look like degrees", stated.code);
        return Some(Finding::new(DEGREES_IN_PROJECTED, reason).with(example).mend(restate(shown, "EPSG:4490")));
    }
    if let Some(zone) = stated.zone
        && let Some(finding) = zone_mismatch(sample, crs, stated, zone, shown)
    {
        return Some(finding);
    }
    outside(sample, crs, stated)
}

fn metres(sample: &[Coord<f64>], stated: &Stated, shown: &str) -> Finding {
    let reason = format!("stated is {}, which is in degrees, and the coordinates are not", stated.code);
    let finding = Finding::new(METRES_IN_GEOGRAPHIC, reason);
    match common_prefix(sample, |at| at.x).and_then(cgcs2000_zone_code) {
        Some(code) => {
            let code = format!("EPSG:{code}");
            let reading = reading_in_words(sample, &code, &StatedCrs::Named(code.clone()));
            finding.with(reading).mend(restate(shown, &code))
        }
        None => finding.mend(restate(shown, "EPSG:CODE")),
    }
}

/// The prefix of eastings against the stated zone.
fn zone_mismatch(
    sample: &[Coord<f64>],
    crs: &StatedCrs,
    stated: &Stated,
    zone: GaussKruger,
    shown: &str,
) -> Option<Finding> {
    let found = common_prefix(sample, |at| at.x);
    if found.is_none() && common_prefix(sample, |at| at.y).is_some() {
        let reason = format!("stated is {}, and the coordinates have the northing first", stated.code);
        return Some(Finding::new(LATITUDE_FIRST, reason).mend(swap(shown)));
    }
    let has_none = most(sample, |at| (0.0..1e6).contains(&at.x));
    let (data, code) = match (found, zone.prefix) {
        (Some(found), stated) if stated != Some(found) => (format!("begin with {found}"), cgcs2000_zone_code(found)?),
        (None, Some(_)) if has_none => ("have no prefix".to_owned(), cgcs2000_meridian_code(zone.meridian)?),
        _ => return None,
    };
    let code = format!("EPSG:{code}");
    let says = match zone.prefix {
        Some(prefix) => format!("eastings that begin with {prefix}"),
        None => format!("eastings without a prefix (meridian {})", zone.meridian),
    };
    let reason = format!("stated is {} with {says}, and the eastings {data}", stated.code);
    let finding = Finding::new(ZONE_MISMATCH, reason);
    if !is_cgcs2000(stated) {
        return Some(finding.mend("find out which is right; if the eastings are, state the zone of the same datum"));
    }
    Some(
        finding
            .with(reading_in_words(sample, &stated.code, crs))
            .with(reading_in_words(sample, &code, &StatedCrs::Named(code.clone())))
            .mend(format!("find out which is right; if it is {code}: {}", restate(shown, &code))),
    )
}

/// Whether the codes of the Gauss-Krüger zones of CGCS2000 can be proposed instead.
fn is_cgcs2000(stated: &Stated) -> bool {
    let is_in_name =
        |name: &String| name.contains("CGCS2000") || name.contains("China Geodetic Coordinate System 2000");
    let code = stated.code.strip_prefix("EPSG:").and_then(|code| code.parse::<u32>().ok());
    code.is_some_and(|code| (4490..=4554).contains(&code)) || stated.name.as_ref().is_some_and(is_in_name)
}

fn outside(sample: &[Coord<f64>], crs: &StatedCrs, stated: &Stated) -> Option<Finding> {
    let [west, south, east, north] = stated.area_of_use?;
    let mut places = sample.to_vec();
    // Those without an image are not a number, and so outside.
    let _ = ToCgcs2000::new(crs, "").ok()?.apply(&mut places);
    // Across the 180th meridian the west is larger than the east.
    let is_within = |at: &Coord<f64>| {
        let within = |low: f64, value: f64, high: f64| low - MARGIN_DEGREES <= value && value <= high + MARGIN_DEGREES;
        (west > east || within(west, at.x, east)) && within(south, at.y, north)
    };
    if !most(&places, |at| !is_within(at)) {
        return None;
    }
    let lies = middle(&places).map_or_else(String::new, |at| format!(": the middle of the layer is at {}", place(at)));
    let reason = format!("most of the layer lies outside of the area where {} is used{lies}", stated.code);
    let area = format!("area of use: {} to {}", place(Coord { x: west, y: south }), place(Coord { x: east, y: north }));
    Some(
        Finding::new(OUTSIDE_AREA_OF_USE, reason)
            .with(area)
            .mend("see whether another system is meant: a wrong zone puts a layer degrees away, with no error"),
    )
}
