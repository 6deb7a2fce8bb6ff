//! A text of areas that were made of mines: their corners keep the numbers that they have in a text of the whole mine.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use geo::{Coord, Geometry, LineString, MultiPolygon, Polygon};

use super::from_layer::{Columns, geometry, middle_zone, zone_of};
use super::maker::{Made, Maker};
use super::options::TextOptions;
use super::system::TextSystem;
use super::{defect, demand_some, text_file};
use crate::corners::{Column, Parcel};
use crate::domain::{Defect, DefectCode, MineLayer, StatedCrs};
use crate::error::Error;
use crate::geometry::rings;
use crate::plan::LayerPlan;
use crate::read::corner_text;

/// A text that is ready to be written.
#[derive(Clone, Debug)]
pub struct NewText {
    /// Its bytes, read again and compared before.
    pub bytes: Vec<u8>,
    /// Its coordinate system.
    pub system: TextSystem,
    /// Decimals of its coordinates.
    pub decimals: usize,
    /// The greatest distance in metres by which rounding moved a corner.
    pub shift_m: f64,
    /// How many areas became parcels.
    pub written: usize,
    /// What was found; an area that makes no parcel is refused here.
    pub defects: Vec<Defect>,
    /// Further remarks, for people.
    pub notes: Vec<String>,
}

/// A text of areas, each with the position in a layer of the mine that it was made of, whose attributes stand in its header line.
///
/// The system is that of the options, else the Gauss-Krüger zone of CGCS2000 that the source states, else the 3-degree zone that holds the
/// middle of the areas. Corners are numbered J1, J2, … as in a text of the whole mine: a corner that the mine had keeps its number, and a ring
/// begins with the lowest of them; corners that are new go on behind the highest number of the mine, in the order of the text. The area in a
/// header line is always that of the parcel. `path` is the file that it is for, in messages.
///
/// # Errors
/// A system that cannot be used, areas of which none makes a parcel, a character that the encoding does not hold.
pub fn text_of_areas(
    layer: &MineLayer<'_>,
    stated: &StatedCrs,
    plan: &LayerPlan,
    areas: &[(usize, MultiPolygon<f64>)],
    options: &TextOptions,
    path: &Path,
) -> Result<NewText, Error> {
    let system = if let Some(system) = options.system.or_else(|| zone_of(stated)) {
        system
    } else {
        let shapes: Vec<Geometry<f64>> = areas.iter().map(|(_, area)| Geometry::MultiPolygon(area.clone())).collect();
        middle_zone(&shapes, layer)?
    };
    let maker = Maker::new(system, options)?;
    let columns = Columns::of(layer, plan);
    let (mut parcels, mut defects, mut shift_m) = (Vec::new(), Vec::new(), 0.0_f64);
    for (position, area) in areas {
        let Some(mine) = layer.mines.get(*position) else { continue };
        let about = |code, reason| defect(&layer.source, Some(mine.index), mine.id.as_deref(), code, reason);
        let (mut values, replaced) = columns.values(mine);
        // That of the source is the area of the whole.
        values.retain(|(column, _)| *column != Column::Area);
        let whole = geometry(mine);
        let turned = match &whole {
            Geometry::MultiPolygon(whole) => begun_as_before(area, whole),
            _ => area.clone(),
        };
        match maker.make(&Geometry::MultiPolygon(turned), &values) {
            Ok(Made { mut parcel, shift_m: moved_m, beyond }) => {
                // Where the whole makes no parcel, nothing has a number yet.
                if let Ok(whole) = maker.make(&whole, &[]) {
                    number(&mut parcel, &whole.parcel);
                }
                defects.extend(replaced.map(|reason| about(DefectCode::ReplacedText, reason)));
                defects.extend(beyond.map(|(code, reason)| about(code, reason)));
                shift_m = shift_m.max(moved_m);
                parcels.push(parcel);
            }
            Err((code, reason)) => defects.push(about(code, reason)),
        }
    }
    let written = parcels.len();
    demand_some(&layer.source, areas.len(), written, &defects)?;
    let document = maker.document(parcels);
    let bytes = text_file::bytes(&document, &layer.source, options)?;
    let mut notes = Vec::new();
    if corner_text::coordinates(&document, None).reading.is_none() {
        let file = path.display();
        notes
            .push(format!("{file}: its degrees can be taken for packed ones; read it as {file},crs={}", system.code()));
    }
    Ok(NewText { bytes, system, decimals: maker.decimals, shift_m, written, defects, notes })
}

fn key(at: Coord<f64>) -> (u64, u64) {
    ((at.x + 0.0).to_bits(), (at.y + 0.0).to_bits())
}

/// An area whose rings begin, where they have a corner of the whole, with the first of them.
fn begun_as_before(area: &MultiPolygon<f64>, whole: &MultiPolygon<f64>) -> MultiPolygon<f64> {
    let mut numbers: BTreeMap<(u64, u64), usize> = BTreeMap::new();
    for corner in rings(whole).flat_map(|ring| &ring.0) {
        let next = numbers.len();
        numbers.entry(key(*corner)).or_insert(next);
    }
    let turned = |ring: &LineString<f64>| {
        let mut corners = ring.0.clone();
        corners.pop();
        let known = corners.iter().enumerate().filter_map(|(place, at)| Some((*numbers.get(&key(*at))?, place)));
        if let Some((_, place)) = known.min() {
            corners.rotate_left(place);
        }
        corners.extend(corners.first().copied());
        LineString(corners)
    };
    area.iter()
        .map(|part| Polygon::new(turned(part.exterior()), part.interiors().iter().map(turned).collect()))
        .collect()
}

/// Gives corners the labels that they have in the whole, and further ones to those that are not in it.
fn number(parcel: &mut Parcel, whole: &Parcel) {
    let mut labels: BTreeMap<(&str, &str), &str> = BTreeMap::new();
    let mut highest = 0;
    for point in whole.rings.iter().flat_map(|ring| &ring.points) {
        labels.entry((&point.x.text, &point.y.text)).or_insert(&point.label);
        highest += 1;
    }
    let mut taken: BTreeSet<&str> = BTreeSet::new();
    for ring in &mut parcel.rings {
        for point in &mut ring.points {
            let known = labels.get(&(point.x.text.as_str(), point.y.text.as_str()));
            if let Some(label) = known.filter(|label| !taken.contains(**label)) {
                taken.insert(label);
                (*label).clone_into(&mut point.label);
            } else {
                highest += 1;
                point.label = format!("J{highest}");
            }
        }
        if let (Some(closing), Some(first)) = (&mut ring.closing, ring.points.first()) {
            closing.label.clone_from(&first.label);
        }
    }
}
