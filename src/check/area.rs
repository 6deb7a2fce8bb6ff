//! Areas: closed rings that enclose something, wound the right way, valid.

use geo::{Coord, LineString, MultiPolygon, Polygon, Winding};
use rayon::prelude::*;

use super::{Finding, place, repair};
use crate::crs::ToCgcs2000;
use crate::domain::{DefectCode, RawFeature, RawGeometry, RawPart};
use crate::geometry::{Nesting, Outline, Side, has_contact, nesting, orientation};

/// An area in EPSG:4490 that can be trusted, and what had to be said or mended on the way.
pub(super) struct CheckedArea {
    pub(super) area: MultiPolygon<f64>,
    pub(super) findings: Vec<Finding>,
}

/// Checks the areas among some features, and mends what can be mended for certain. Gives one answer for each feature that
/// is an area, in order: the area, or why it is refused.
pub(super) fn check_all(
    features: &mut [RawFeature<'_>],
    to: &ToCgcs2000,
    is_geojson: bool,
) -> std::vec::IntoIter<Result<CheckedArea, Finding>> {
    // GDAL transforms on one thread; the rest is shared out to all cores.
    let brought: Vec<Result<Vec<RawPart>, Finding>> = features
        .iter_mut()
        .filter_map(|feature| match &mut feature.geometry {
            RawGeometry::Area(parts) => Some(bring(std::mem::take(parts), to)),
            _ => None,
        })
        .collect();
    let examine = |parts: Result<Vec<RawPart>, Finding>| parts.and_then(|parts| examine(parts, is_geojson));
    brought.into_par_iter().map(examine).collect::<Vec<_>>().into_iter()
}

/// Brings the corners to EPSG:4490.
fn bring(mut parts: Vec<RawPart>, to: &ToCgcs2000) -> Result<Vec<RawPart>, Finding> {
    let mut corners = parts.iter().flatten().flat_map(|ring| &ring.0).peekable();
    if corners.peek().is_none() {
        return Err(Finding::new(DefectCode::EmptyGeometry, "the polygon has no corner"));
    }
    corners.try_for_each(|corner| place::finite(*corner))?;
    for ring in parts.iter_mut().flatten() {
        // A corner without an image becomes NaN, which the next line refuses.
        let _ = to.apply(&mut ring.0);
        ring.0.iter().try_for_each(|corner| place::in_range(*corner).map_err(|finding| finding.at(*corner)))?;
    }
    parts.iter().flatten().try_for_each(|ring| place::goes_the_short_way(&ring.0))?;
    Ok(parts)
}

fn examine(mut parts: Vec<RawPart>, is_geojson: bool) -> Result<CheckedArea, Finding> {
    let mut findings = Vec::new();
    close_rings(&mut parts, &mut findings);
    let mut area = enclosing(parts, &mut findings)?;
    let turned = wind(&mut area);
    if turned > 0 && is_geojson {
        findings.push(Finding::new(DefectCode::Orientation, format!("{turned} rings wound the other way")));
    }
    if let Some(finding) = validate(&mut area)? {
        findings.push(finding);
    }
    Ok(CheckedArea { area, findings })
}

fn close_rings(parts: &mut [RawPart], findings: &mut Vec<Finding>) {
    for ring in parts.iter_mut().flatten() {
        if let (Some(first), Some(last)) = (ring.0.first().copied(), ring.0.last().copied())
            && first != last
        {
            ring.0.push(first);
            findings.push(Finding::new(DefectCode::UnclosedRing, "a ring did not end where it began").at(last));
        }
    }
}

/// Puts rings together to polygons; rings that enclose nothing are left out, and said.
fn enclosing(parts: Vec<RawPart>, findings: &mut Vec<Finding>) -> Result<MultiPolygon<f64>, Finding> {
    let mut polygons = Vec::with_capacity(parts.len());
    let mut left_out: Vec<Finding> = Vec::new();
    for part in parts {
        let mut rings = part.into_iter();
        let Some(exterior) = rings.next().filter(|ring| !ring.0.is_empty()) else { continue };
        if !encloses(&exterior) {
            left_out.push(degenerate(&exterior, "a part"));
            continue;
        }
        let (holes, flat): (Vec<_>, Vec<_>) = rings.filter(|ring| !ring.0.is_empty()).partition(encloses);
        left_out.extend(flat.iter().map(|ring| degenerate(ring, "a hole")));
        polygons.push(Polygon::new(exterior, holes));
    }
    if polygons.is_empty() {
        let at = left_out.pop().and_then(|finding| finding.at);
        let finding = Finding::new(DefectCode::NoArea, "its corners are fewer than three, or in one line");
        return Err(finding.at(at));
    }
    findings.extend(left_out);
    Ok(MultiPolygon(polygons))
}

fn degenerate(ring: &LineString<f64>, what: &str) -> Finding {
    let finding =
        Finding::new(DefectCode::DegenerateRing, format!("{what} of {} corners that enclose nothing", ring.0.len()));
    finding.at(ring.0.first().copied())
}

/// Whether a ring has three corners that are not in one line.
fn encloses(ring: &LineString<f64>) -> bool {
    let Some(&first) = ring.0.first() else { return false };
    let Some(&second) = ring.0.iter().find(|corner| **corner != first) else { return false };
    ring.0.iter().any(|corner| orientation(first, second, *corner) != Side::On)
}

/// Winds exteriors counter-clockwise and holes clockwise (RFC 7946, section 3.1.6); gives how many had to be turned.
fn wind(area: &mut MultiPolygon<f64>) -> usize {
    let mut turned = 0;
    for polygon in &mut area.0 {
        polygon.exterior_mut(|ring| {
            turned += usize::from(ring.is_cw());
            ring.make_ccw_winding();
        });
        polygon.interiors_mut(|rings| {
            for ring in rings {
                turned += usize::from(ring.is_ccw());
                ring.make_cw_winding();
            }
        });
    }
    turned
}

/// Proves the area valid, or has it examined and repaired by GEOS.
fn validate(area: &mut MultiPolygon<f64>) -> Result<Option<Finding>, Finding> {
    let outline = Outline::new(area);
    if !has_contact(&outline) {
        let (reason, at) = match nesting(area, &outline) {
            Nesting::Sound => return Ok(None),
            Nesting::HoleOutside(at) => ("a hole lies outside its polygon", at),
            Nesting::HoleInHole(at) => ("a hole lies inside another hole", at),
            Nesting::PartInPart(at) => ("a part lies inside another part", at),
        };
        // What was meant is not certain: another part, or a slip of a digit.
        return Err(Finding::new(DefectCode::InvalidGeometry, reason).at(at));
    }
    match repair::examine(area) {
        repair::Outcome::Valid => Ok(None),
        repair::Outcome::Repaired(repaired, reason) => {
            *area = repaired;
            wind(area);
            let at = repair::place(&reason).or_else(|| first_corner(area));
            Ok(Some(Finding::new(DefectCode::SelfCrossing, reason).at(at)))
        }
        repair::Outcome::Hopeless(reason) => {
            let at = repair::place(&reason).or_else(|| first_corner(area));
            Err(Finding::new(DefectCode::InvalidGeometry, reason).at(at))
        }
    }
}

fn first_corner(area: &MultiPolygon<f64>) -> Option<Coord<f64>> {
    area.0.first().and_then(|polygon| polygon.exterior().0.first()).copied()
}
