//! Features to mines.

use geo::Coord;

use super::area::{self, CheckedArea};
use super::way::{self, Way};
use super::{FieldChoice, Finding, Findings, declared, demand_some, duplicates, place};
use crate::crs::ToCgcs2000;
use crate::domain::{Defect, DefectCode, Mine, MineLayer, MineShape, RawFeature, RawGeometry, RawLayer};
use crate::error::Error;

/// Makes mines of the features of a layer: points, or polygons of mining rights.
///
/// # Errors
/// A field that does not exist, a coordinate system that cannot be used, a layer without a single usable feature.
pub fn mines<'a>(mut raw: RawLayer<'a>, choice: &FieldChoice) -> Result<(MineLayer<'a>, Vec<Defect>), Error> {
    choice.verify(&raw)?;
    let source = raw.source.clone();
    let mut findings = Findings::new(&source);
    let Way { to, uncertainty_m: crs_uncertainty_m, crs } = way::find(&raw, choice, &mut findings)?;
    note_reading(&mut raw, &mut findings);
    let mut features = std::mem::take(&mut raw.features);
    let read = features.len();
    let mut areas = area::check_all(&mut features, &to, raw.is_geojson);
    let declaring = declared::field(&raw, choice)?;
    let mut declared = Vec::new();
    // A mine is no larger than a feature, so this turns the list over in its place: a million mines need no second one.
    let to_mine = |feature: RawFeature<'a>| match shape(&feature.geometry, &to, &mut areas) {
        Ok((shape, remarks)) => {
            for remark in remarks {
                findings.note(feature.index, feature.id.as_deref(), remark);
            }
            if let Some((field, unit)) = &declaring {
                declared.push(match declared::area(&feature.attributes, field, *unit) {
                    Ok(area) => area,
                    Err(finding) => {
                        findings.note(feature.index, feature.id.as_deref(), finding);
                        None
                    }
                });
            }
            let RawFeature { index, id, id_member, attributes, .. } = feature;
            Some(Mine { index, id, id_member, attributes, shape })
        }
        Err(finding) => {
            findings.note(feature.index, feature.id.as_deref(), finding);
            None
        }
    };
    let mines: Vec<Mine<'a>> = features.into_iter().filter_map(to_mine).collect();
    for (later, first) in duplicates::duplicates(&mines, |mine| mine.id.as_deref()) {
        let (later, first): (&Mine<'_>, &Mine<'_>) = (&mines[later], &mines[first]);
        let reason = format!("feature {} has the same id", first.index);
        let mut finding = Finding::new(DefectCode::DuplicateId, reason);
        if let MineShape::Point(at, _) = later.shape {
            finding = finding.at(at);
        }
        findings.note(later.index, later.id.as_deref(), finding);
    }
    let defects = findings.defects;
    demand_some(&raw, read, mines.len(), &defects)?;
    let encoding = raw.reading.encoding;
    let fields = raw.fields;
    Ok((MineLayer { source, fields, encoding, read, mines, declared, crs_uncertainty_m, crs }, defects))
}

/// Notes what was said of the layer while it was read.
pub(super) fn note_reading(raw: &mut RawLayer<'_>, findings: &mut Findings<'_>) {
    for remark in std::mem::take(&mut raw.reading.remarks) {
        let finding = Finding::new(remark.code, remark.reason);
        match remark.feature {
            Some(index) => {
                let id = raw.features.get(index as usize).and_then(|feature| feature.id.as_deref());
                findings.note(index, id, finding);
            }
            None => findings.note_layer(finding),
        }
    }
    if raw.foreign_members > 0 {
        let reason = format!("{} features carry further members", raw.foreign_members);
        findings.note_layer(Finding::new(DefectCode::ForeignMembers, reason));
    }
}

/// The shape of a mine, and remarks. `areas` gives the checked areas in the order of the features.
fn shape<'a>(
    geometry: &RawGeometry<'a>,
    to: &ToCgcs2000,
    areas: &mut impl Iterator<Item = Result<CheckedArea, Finding>>,
) -> Result<(MineShape<'a>, Vec<Finding>), Finding> {
    match geometry {
        RawGeometry::Point(at, text) => point(*at, *text, to).map(|shape| (shape, Vec::new())),
        RawGeometry::Area(_) => {
            let checked = areas.next().unwrap_or_else(|| Err(refusal(geometry, "it was not checked")))?;
            Ok((MineShape::Area(Box::new(checked.area)), checked.findings))
        }
        _ => Err(refusal(geometry, "a mine is a point or a polygon")),
    }
}

/// Why a geometry that is neither the point nor the area that is needed is refused.
pub(super) fn refusal(geometry: &RawGeometry<'_>, needed: &str) -> Finding {
    match geometry {
        RawGeometry::Missing => Finding::new(DefectCode::MissingGeometry, "the feature has no geometry"),
        RawGeometry::Empty => Finding::new(DefectCode::EmptyGeometry, "the geometry has no coordinates"),
        RawGeometry::Unreadable(code, reason) => Finding::new(*code, reason.to_string()),
        RawGeometry::Point(at, _) => Finding::new(DefectCode::WrongGeometryType, format!("Point: {needed}")).at(*at),
        RawGeometry::Area(_) => Finding::new(DefectCode::WrongGeometryType, format!("Polygon: {needed}")),
        RawGeometry::Points(places) => {
            Finding::new(DefectCode::WrongGeometryType, format!("MultiPoint: {needed}")).at(places.first().copied())
        }
        RawGeometry::Lines(lines) => {
            let name = if lines.len() == 1 { "LineString" } else { "MultiLineString" };
            Finding::new(DefectCode::WrongGeometryType, format!("{name}: {needed}"))
        }
        RawGeometry::Other(name) => Finding::new(DefectCode::WrongGeometryType, format!("{name}: {needed}")),
    }
}

fn point<'a>(at: Coord<f64>, text: Option<&'a str>, to: &ToCgcs2000) -> Result<MineShape<'a>, Finding> {
    place::finite(at)?;
    let mut image = [at];
    // A point without an image becomes NaN, which the next line refuses.
    let _ = to.apply(&mut image);
    place::in_range(image[0]).map_err(|finding| finding.at(image[0]))?;
    let unchanged = matches!(to, ToCgcs2000::Identity);
    Ok(MineShape::Point(image[0], text.filter(|_| unchanged)))
}

#[cfg(test)]
mod tests {
    use super::{Mine, RawFeature};

    #[test]
    fn a_mine_is_no_larger_than_a_feature() {
        assert!(size_of::<Mine<'_>>() <= size_of::<RawFeature<'_>>(), "the list of mines would be a second one");
    }
}
