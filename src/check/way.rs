//! The way of a layer to EPSG:4490, with what has to be said of it.

use geo::Coord;

use super::{FieldChoice, Finding, Findings};
use crate::crs::{self, Remark, ToCgcs2000, inquiry};
use crate::domain::{DefectCode, RawGeometry, RawLayer};
use crate::error::Error;

/// How a layer comes to EPSG:4490.
pub(super) struct Way {
    pub(super) to: ToCgcs2000,
    /// By how many metres the layer may be wrong since its datum was taken for CGCS2000.
    pub(super) uncertainty_m: f64,
    /// What its source states, for people.
    pub(super) crs: String,
}

/// Finds the way, looks whether the coordinates fit what is stated, and notes what a user has to know.
pub(super) fn find(raw: &RawLayer<'_>, choice: &FieldChoice, findings: &mut Findings<'_>) -> Result<Way, Error> {
    let layer = raw.source.to_string();
    let (to, remark) = ToCgcs2000::with(&raw.crs, &layer, &choice.datum)?;
    crs::plausible(&raw.crs, &layer, raw.features.iter().filter_map(|feature| first_corner(&feature.geometry)))?;
    let finding = match &remark {
        Remark::Exact => None,
        Remark::Ballpark(crs, metres) => Some(Finding::new(
            DefectCode::BallparkDatum,
            format!("{crs} was taken for CGCS2000; places may be wrong by {metres} m, as accepted"),
        )),
        Remark::Parameters(crs, _) => choice.datum.parameters.as_ref().map(|parameters| {
            let reason = format!("{crs} was moved to CGCS2000 by the parameters {parameters}");
            Finding::new(DefectCode::DatumParameters, reason)
        }),
        Remark::WebMap(map) => {
            let reason = format!("coordinates are {} as stated, and were moved back to WGS 84", map.name());
            Some(Finding::new(DefectCode::WebMapShift, reason))
        }
    };
    if let Some(finding) = finding {
        findings.note_layer(finding);
    }
    let crs = inquiry::in_words(&raw.crs, inquiry::stated(&raw.crs).as_ref());
    Ok(Way { to, uncertainty_m: remark.uncertainty_m(), crs })
}

/// The first coordinate of a geometry, as the source states it.
fn first_corner(geometry: &RawGeometry<'_>) -> Option<Coord<f64>> {
    match geometry {
        RawGeometry::Point(at, _) => Some(*at),
        RawGeometry::Points(places) => places.first().copied(),
        RawGeometry::Lines(lines) => lines.iter().find_map(|line| line.0.first()).copied(),
        RawGeometry::Area(parts) => parts.iter().flatten().find_map(|ring| ring.0.first()).copied(),
        RawGeometry::Missing | RawGeometry::Empty | RawGeometry::Unreadable(..) | RawGeometry::Other(_) => None,
    }
}
