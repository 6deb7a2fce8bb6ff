//! Features to receptors: points, lines and areas that mines are measured to.

use geo::{Coord, LineString};

use super::area::{self, CheckedArea};
use super::mines::{note_reading, refusal};
use super::way::{self, Way};
use super::zones::NAME_FIELDS;
use super::{FieldChoice, Finding, Findings, choose, demand_some, place};
use crate::crs::ToCgcs2000;
use crate::domain::{Defect, LayerSource, RawGeometry, RawLayer, Receptor, ReceptorShape, Receptors, ZoneLayer};
use crate::error::Error;

/// Usual names of fields that say what a receptor is.
pub(super) const KIND_FIELDS: [&str; 4] = ["kind", "class", "类型", "类别"];

/// Each kind adds two fields to every mine; more than these nobody reads.
const MOST_KINDS: usize = 24;

/// Makes receptors of the features of all their layers. What a receptor is (`river`, `湖泊`) stands in the class field;
/// where there is none, the layer is of one kind and called by its name.
///
/// # Errors
/// A field that does not exist, a coordinate system that cannot be used, a layer without a single usable feature.
pub fn receptors(layers: Vec<(RawLayer<'_>, FieldChoice)>) -> Result<(Receptors, Vec<Defect>), Error> {
    let mut receptors = Receptors::default();
    let mut defects = Vec::new();
    for (raw, choice) in layers {
        defects.extend(add_layer(&mut receptors, raw, &choice)?);
    }
    Ok((receptors, defects))
}

fn add_layer(receptors: &mut Receptors, mut raw: RawLayer<'_>, choice: &FieldChoice) -> Result<Vec<Defect>, Error> {
    choice.verify(&raw)?;
    let source = raw.source.clone();
    let mut findings = Findings::new(&source);
    let Way { to, uncertainty_m: crs_uncertainty_m, crs } = way::find(&raw, choice, &mut findings)?;
    note_reading(&mut raw, &mut findings);
    let name_field = choose::field(choice.name.as_ref(), &NAME_FIELDS, &raw.fields);
    let kind_field = choose::field(choice.class.as_ref(), &KIND_FIELDS, &raw.fields);
    let layer_kind = kind_of_layer(&source);
    let mut features = std::mem::take(&mut raw.features);
    let read = features.len();
    let mut areas = area::check_all(&mut features, &to, raw.is_geojson);
    let before = receptors.receptors.len();
    let layer = receptors.layers.len() as u32;
    for feature in features {
        let (index, id) = (feature.index, feature.id.as_deref());
        let (shape, remarks) = match shape(feature.geometry, &to, &mut areas) {
            Ok(shaped) => shaped,
            Err(finding) => {
                findings.note(index, id, finding);
                continue;
            }
        };
        for remark in remarks {
            findings.note(index, id, remark);
        }
        let words = |field: &Option<String>| field.as_deref().and_then(|field| feature.attributes.words(field));
        let kind = words(&kind_field).map_or_else(|| layer_kind.clone(), |word| choice.meaning(&word));
        let kind = receptors.kinds.iter().position(|known| *known == kind).unwrap_or_else(|| {
            receptors.kinds.push(kind);
            receptors.kinds.len() - 1
        });
        if receptors.kinds.len() > MOST_KINDS {
            return Err(Error::TooManyKinds { layer: source.to_string(), most: MOST_KINDS });
        }
        let name = words(&name_field).or_else(|| id.map(str::to_owned));
        receptors.receptors.push(Receptor {
            layer,
            index,
            kind: kind as u32,
            name: name.unwrap_or_else(|| format!("{} {index}", receptors.kinds[kind])),
            shape,
        });
    }
    let defects = findings.defects;
    demand_some(&raw, read, receptors.receptors.len() - before, &defects)?;
    let encoding = raw.reading.encoding;
    let fields = raw.fields;
    receptors.layers.push(ZoneLayer { source, fields, encoding, read, uncertainty_m: None, crs_uncertainty_m, crs });
    Ok(defects)
}

/// The name of the layer, else of the file.
fn kind_of_layer(source: &LayerSource) -> String {
    let stem = || source.path.file_stem().map(|stem| stem.to_string_lossy().into_owned());
    source.layer.clone().or_else(stem).unwrap_or_else(|| "receptor".to_owned())
}

fn shape(
    geometry: RawGeometry<'_>,
    to: &ToCgcs2000,
    areas: &mut impl Iterator<Item = Result<CheckedArea, Finding>>,
) -> Result<(ReceptorShape, Vec<Finding>), Finding> {
    match geometry {
        RawGeometry::Point(at, _) => points(vec![at], to),
        RawGeometry::Points(places) => points(places, to),
        RawGeometry::Lines(lines) => {
            let lines = lines.into_iter().filter(|line| !line.0.is_empty()).map(|line| brought(line.0, to));
            let lines = lines.map(|line| line.map(LineString)).collect::<Result<Vec<_>, _>>()?;
            lines.iter().try_for_each(|line| place::goes_the_short_way(&line.0))?;
            Ok((ReceptorShape::Lines(lines), Vec::new()))
        }
        RawGeometry::Area(_) => {
            let checked = areas.next().unwrap_or_else(|| Err(refusal(&geometry, "it was not checked")))?;
            Ok((ReceptorShape::Area(Box::new(checked.area)), checked.findings))
        }
        other => Err(refusal(&other, "a receptor is a point, a line or a polygon")),
    }
}

fn points(places: Vec<Coord<f64>>, to: &ToCgcs2000) -> Result<(ReceptorShape, Vec<Finding>), Finding> {
    Ok((ReceptorShape::Points(brought(places, to)?), Vec::new()))
}

/// Brings positions to EPSG:4490.
fn brought(mut places: Vec<Coord<f64>>, to: &ToCgcs2000) -> Result<Vec<Coord<f64>>, Finding> {
    places.iter().try_for_each(|at| place::finite(*at))?;
    // A position without an image becomes NaN, which the next line refuses.
    let _ = to.apply(&mut places);
    places.iter().try_for_each(|at| place::in_range(*at).map_err(|finding| finding.at(*at)))?;
    Ok(places)
}
