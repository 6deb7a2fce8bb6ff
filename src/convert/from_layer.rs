//! A layer that never was a text, or that is to have new coordinates.

use std::path::Path;

use geo::{Coord, CoordsIter, Geometry};

use super::maker::{Maker, Refusal};
use super::options::{Conversion, step};
use super::outcome::{Outcome, TextOutcome};
use super::system::TextSystem;
use super::{defect, demand_some, text_file, words};
use crate::corners::Column;
use crate::crs::inquiry::{self, cgcs2000_meridian_code, cgcs2000_zone_code};
use crate::domain::{Attributes, Defect, DefectCode, Field, Mine, MineLayer, MineShape, RawLayer, StatedCrs};
use crate::error::Error;
use crate::plan::{Format, LayerPlan};
use crate::read::corner_text;
use crate::write::{self, Content, PlainLayer};
use crate::{check, domain};

/// A layer in EPSG:4490, its attributes as they are.
pub(super) fn to_layer(
    raw: RawLayer<'_>,
    conversion: &Conversion,
    path: &Path,
    format: Format,
    has_text: bool,
) -> Result<Outcome, Error> {
    let (layer, defects) = check::mines(raw, &conversion.layer.fields)?;
    let plain = PlainLayer::of_mines(&layer, &conversion.target.layer_name());
    let (files, mut notes) = write::converted(path, &Content::Layer(&plain, &[], format), &defects)?;
    if has_text {
        notes.push("the text that the source keeps is not carried over: convert the source itself to .txt".to_owned());
    }
    let (read, written) = (layer.read, layer.mines.len());
    Ok(Outcome { read, written, crs: "EPSG:4490".to_owned(), text: None, defects, notes, files })
}

/// A text of new parcels. `defects` were found before.
pub(super) fn to_text(
    raw: RawLayer<'_>,
    conversion: &Conversion,
    path: &Path,
    mut defects: Vec<Defect>,
) -> Result<Outcome, Error> {
    let stated = zone_of(&raw.crs);
    let (layer, found) = check::mines(raw, &conversion.layer.fields)?;
    defects.extend(found);
    let shapes: Vec<Geometry<f64>> = layer.mines.iter().map(geometry).collect();
    let system = match conversion.text.system.or(stated) {
        Some(system) => system,
        None => middle_zone(&shapes, &layer)?,
    };
    let maker = Maker::new(system, &conversion.text)?;
    let columns = Columns::of(&layer, &conversion.layer);
    let (mut parcels, mut shift_m) = (Vec::new(), 0.0_f64);
    for (mine, shape) in layer.mines.iter().zip(&shapes) {
        let about = |code, reason| defect(&layer.source, Some(mine.index), mine.id.as_deref(), code, reason);
        let (values, replaced) = columns.values(mine);
        match maker.make(shape, &values) {
            Ok(made) => {
                defects.extend(replaced.map(|reason| about(DefectCode::ReplacedText, reason)));
                defects.extend(made.beyond.map(|(code, reason)| about(code, reason)));
                shift_m = shift_m.max(made.shift_m);
                parcels.push(made.parcel);
            }
            Err((code, reason)) => defects.push(Defect { at: shape.coords_iter().next(), ..about(code, reason) }),
        }
    }
    demand_some(&layer.source, layer.read, parcels.len(), &defects)?;
    let written = parcels.len();
    let document = maker.document(parcels);
    let bytes = text_file::bytes(&document, &layer.source, &conversion.text)?;
    let (files, mut notes) = write::converted(path, &Content::Bytes(&bytes), &defects)?;
    // Degrees whose digits could be minutes and seconds too.
    if corner_text::coordinates(&document, None).reading.is_none() {
        let file = path.display();
        notes
            .push(format!("{file}: its degrees can be taken for packed ones; read it as {file},crs={}", system.code()));
    }
    let rounding = Some((step(maker.decimals), shift_m));
    let text = Some(TextOutcome { options: conversion.text, kept: 0, rounding });
    Ok(Outcome { read: layer.read, written, crs: system.to_string(), text, defects, notes, files })
}

pub(super) fn geometry(mine: &Mine<'_>) -> Geometry<f64> {
    match &mine.shape {
        MineShape::Point(at, _) => Geometry::Point((*at).into()),
        MineShape::Area(area) => Geometry::MultiPolygon(area.as_ref().clone()),
    }
}

/// The Gauss-Krüger zone of CGCS2000 that a layer is in.
pub(super) fn zone_of(crs: &StatedCrs) -> Option<TextSystem> {
    let stated = inquiry::stated(crs)?;
    if let Ok(system) = TextSystem::parse(&stated.code) {
        return Some(system).filter(|system| !system.is_degrees());
    }
    let is_cgcs2000 =
        [Some(&stated.code), stated.name.as_ref()].into_iter().flatten().any(|name| name.contains("CGCS2000"));
    let zone = stated.zone.filter(|_| is_cgcs2000)?;
    match zone.prefix {
        Some(prefix) => cgcs2000_zone_code(prefix),
        None => cgcs2000_meridian_code(zone.meridian),
    }
    .and_then(TextSystem::of_code)
}

/// The 3-degree zone that holds the middle between the westernmost and the easternmost corner.
pub(super) fn middle_zone(shapes: &[Geometry<f64>], layer: &MineLayer<'_>) -> Result<TextSystem, Error> {
    let corners = shapes.iter().flat_map(CoordsIter::coords_iter);
    let (west, east) =
        corners.fold((f64::INFINITY, f64::NEG_INFINITY), |(west, east), Coord { x, .. }| (west.min(x), east.max(x)));
    let middle = f64::midpoint(west, east);
    TextSystem::of_longitude(middle).ok_or_else(|| Error::Convert {
        path: layer.source.to_string(),
        problem: format!("its middle lies at longitude {middle:.4}, outside of the zones of China (73.5 to 136.5)"),
        hint: "see whether the coordinate system of the layer is right, or name a zone: --crs EPSG:4526".to_owned(),
    })
}

/// From which fields the values of header lines come.
pub(super) struct Columns {
    /// Fields by column; none for what a field does not say.
    fields: Vec<(Column, String)>,
    /// Whether the number is the id of the feature.
    number_is_id: bool,
}

impl Columns {
    pub(super) fn of(layer: &MineLayer<'_>, plan: &LayerPlan) -> Self {
        let known = |column: Column| {
            let is_it = |field: &&Field| field.name.eq_ignore_ascii_case(column.code());
            layer.fields.iter().find(is_it).map(|field| field.name.clone())
        };
        let name = || check::usual_name_field(&layer.fields);
        let field = |column: Column| match column {
            Column::Count | Column::Shape => None,
            Column::Name => plan.fields.name.clone().or_else(|| known(column)).or_else(name),
            Column::Number if plan.fields.id.is_some() => None,
            _ => known(column),
        };
        let fields: Vec<(Column, String)> =
            Column::ALL.iter().filter_map(|column| field(*column).map(|name| (*column, name))).collect();
        let number_is_id = fields.iter().all(|(column, _)| *column != Column::Number);
        Self { fields, number_is_id }
    }

    /// The values of a mine, and what is said of those that would part a line.
    pub(super) fn values(&self, mine: &domain::Mine<'_>) -> (Vec<(Column, String)>, Option<String>) {
        let of_fields = self.fields.iter().map(|(column, field)| (*column, words_of(&mine.attributes, field)));
        let id = mine.id.as_deref().filter(|_| self.number_is_id).map(|id| (Column::Number, id.to_owned()));
        plain(of_fields.chain(id).collect())
    }
}

/// The value of an attribute as a person would write it; empty where there is none.
pub(super) fn words_of(attributes: &Attributes<'_>, field: &str) -> String {
    attributes
        .json(field)
        .filter(|json| *json != "null")
        .map_or_else(String::new, |json| domain::plain_text(json).into_owned())
}

/// Values that can stand in a header line, and which of them had to be changed for it.
pub(super) fn plain(values: Vec<(Column, String)>) -> (Vec<(Column, String)>, Option<String>) {
    let mut replaced = Vec::new();
    let values = values
        .into_iter()
        .map(|(column, text)| {
            let (value, is_replaced) = words::value(&text);
            if is_replaced {
                replaced.push(format!("{} {text:?} is written as {value:?}", column.code()));
            }
            (column, value.into_owned())
        })
        .collect();
    (values, (!replaced.is_empty()).then(|| replaced.join("; ")))
}

/// Refused, in the words of a defect.
pub(super) fn refused(source: &domain::LayerSource, mine: (u32, Option<&str>), (code, reason): Refusal) -> Defect {
    defect(source, Some(mine.0), mine.1, code, reason)
}
