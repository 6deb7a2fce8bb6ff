//! The way back from a `GeoPackage` that keeps its text: parcels whose corners were not moved are written digit for digit,
//! the others from their geometry.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use geo::Geometry;

use super::from_layer::{plain, refused, words_of};
use super::maker::Maker;
use super::options::{Conversion, TextOptions, step};
use super::outcome::{Outcome, TextOutcome};
use super::system::TextSystem;
use super::tables::{POINTS_TABLE, PointRow, Stored, StoredItem, StoredParcel, TEXT_TABLE, Tables, TextRow};
use super::{defect, demand_some, from_layer, shapes, text_file};
use crate::corners::{Column, Document, Item, PARCEL_SECTION, Parcel, Reading, Remark, Section, epsg_code};
use crate::crs::ToCgcs2000;
use crate::domain::{
    Attributes, DatumChoice, DatumParameters, Defect, DefectCode, Field, LayerSource, RawFeature, RawGeometry,
    RawLayer, StatedCrs,
};
use crate::error::Error;
use crate::read::{OpenLayer, corner_text};
use crate::write::{self, Content};

/// The side tables of a file, if it has them.
pub(super) fn tables(open: &OpenLayer) -> Result<Option<Tables>, Error> {
    let Some(text) = open.side_table(TEXT_TABLE)? else { return Ok(None) };
    let points = open.side_table(POINTS_TABLE)?;
    let text_value =
        |row: &Attributes<'_>, name| row.json(name).filter(|json| *json != "null").map(|_| words_of(row, name));
    let number = |row: &Attributes<'_>, name| words_of(row, name).trim().parse::<i64>().ok();
    let text = ordered(&text, |row| TextRow {
        kind: words_of(row, "kind"),
        name: text_value(row, "name"),
        value: text_value(row, "value"),
        corner_id: number(row, "corner_id"),
        ring: number(row, "ring"),
        point: number(row, "point"),
    });
    let points = points.map_or_else(Vec::new, |points| {
        ordered(&points, |row| PointRow {
            corner_id: number(row, "corner_id").unwrap_or(-1),
            ring: number(row, "ring").unwrap_or(-1),
            ring_number: words_of(row, "ring_number"),
            label: words_of(row, "label"),
            x: words_of(row, "x"),
            y: words_of(row, "y"),
            more: text_value(row, "more"),
            is_closing: number(row, "is_closing") == Some(1),
        })
    });
    Ok(Some(Tables { text, points }))
}

/// Rows by `ord`; rows that a user added without one come last.
fn ordered<T>(layer: &RawLayer<'_>, make: impl Fn(&Attributes<'_>) -> T) -> Vec<T> {
    let ord = |row: &Attributes<'_>| words_of(row, "ord").parse::<i64>().unwrap_or(i64::MAX);
    let mut rows: Vec<(i64, T)> =
        layer.features.iter().map(|row| (ord(&row.attributes), make(&row.attributes))).collect();
    rows.sort_by_key(|(ord, _)| *ord);
    rows.into_iter().map(|(_, row)| row).collect()
}

/// The text that the file keeps, with what was edited since.
pub(super) fn to_text(
    raw: RawLayer<'_>,
    tables: Tables,
    conversion: &Conversion,
    path: &Path,
) -> Result<Outcome, Error> {
    let source = raw.source.clone();
    let stored = tables.read().map_err(|problem| Error::Convert {
        path: source.to_string(),
        problem,
        hint: format!("take the table {TEXT_TABLE} out of the file: parcels are then written from their geometry"),
    })?;
    let anew = |reason: String| vec![defect(&source, None, None, DefectCode::CornerTable, reason)];
    if raw.fields.iter().all(|field| field.name != "corner_id") {
        let reason = "the layer has no field corner_id: nothing tells which lines belong to which parcel".to_owned();
        let defects = anew(reason);
        return from_layer::to_text(raw, conversion, path, defects);
    }
    let ours = match Text::of(&stored, &source, conversion.text)? {
        Ok(ours) => ours,
        Err(reason) => {
            let defects = anew(reason);
            return from_layer::to_text(raw, conversion, path, defects);
        }
    };
    if conversion.text.system.is_some_and(|system| TextSystem::of_reading(&ours.reading) != Some(system)) {
        return from_layer::to_text(raw, conversion, path, Vec::new());
    }
    let way = ToCgcs2000::with(&raw.crs, &source.to_string(), &conversion.layer.fields.datum)?.0;
    let read = raw.features.len();
    let mut back = Back::new(&source, &ours, &stored);
    for feature in raw.features {
        back.take(feature, &raw.fields, &way);
    }
    let Back { mut parcels, seen, added, mut defects, kept, edited_values, shift_m, .. } = back;
    let written = parcels.len() + added.len();
    defects.extend(stored.parcels().filter(|parcel| !seen.contains(&parcel.corner_id)).map(|parcel| {
        let reason = "the layer does not hold it any more".to_owned();
        defect(&source, None, parcel.title(), DefectCode::RemovedParcel, reason)
    }));
    demand_some(&source, read, written, &defects)?;
    let document = document(stored, &mut parcels, added);
    let bytes = text_file::bytes(&document, &source, &conversion.text)?;
    let (files, mut notes) = write::converted(path, &Content::Bytes(&bytes), &defects)?;
    if edited_values > 0 {
        notes.push(format!("header lines that follow edited attributes: {edited_values}"));
    }
    let rounding = ours.maker.as_ref().filter(|_| kept < written).map(|maker| (step(maker.decimals), shift_m));
    let text = Some(TextOutcome { options: conversion.text, kept, rounding });
    Ok(Outcome { read, written, crs: ours.reading.to_string(), text, defects, notes, files })
}

/// How the stored text is read, and how parcels are added to it.
struct Text {
    reading: Reading,
    way: ToCgcs2000,
    /// None where new corners cannot be written in its system.
    maker: Option<Maker>,
}

impl Text {
    /// The reason where the stored digits cannot be understood.
    fn of(stored: &Stored, source: &LayerSource, options: TextOptions) -> Result<Result<Self, String>, Error> {
        let sound = |items: &[StoredItem], with_parcels: bool| -> Vec<Item> {
            let item = |item: &StoredItem| match item {
                StoredItem::Item(item) => Some(item.clone()),
                StoredItem::Parcel(parcel) => parcel.parcel().filter(|_| with_parcels).map(Item::Parcel),
            };
            items.iter().filter_map(item).collect()
        };
        let sections = |with_parcels| -> Vec<Section> {
            let section = |(name, items): &(Option<String>, Vec<StoredItem>)| Section {
                name: name.clone(),
                items: sound(items, with_parcels),
            };
            stored.sections.iter().map(section).collect()
        };
        let document = Document { sections: sections(true) };
        let found = corner_text::coordinates(&document, stored.source.get("crs_given").map(String::as_str));
        let Some(reading) = found.reading else {
            let questions: Vec<String> = found.questions.iter().map(|open| open.complaint().message).collect();
            let reason =
                if questions.is_empty() { "it holds no sound points".to_owned() } else { questions.join("; ") };
            return Ok(Err(format!("the digits in {POINTS_TABLE} cannot be read as coordinates: {reason}")));
        };
        let crs = epsg_code(&reading).map(|code| format!("EPSG:{code}")).or_else(|| stored.source.get("crs").cloned());
        let stated = crs.map_or(StatedCrs::Unstated, StatedCrs::Named);
        let (way, _) = ToCgcs2000::with(&stated, &source.to_string(), &datum(&stored.source))?;
        let decimals = options.decimals.unwrap_or_else(|| decimals(&document));
        let maker = Maker::of_text(sections(false), &reading, decimals)?;
        Ok(Ok(Self { reading, way, maker }))
    }
}

fn datum(source: &BTreeMap<String, String>) -> DatumChoice {
    let parameters = source.get("crs_parameters").and_then(|text| {
        let numbers: Option<Vec<f64>> = text.split('/').map(|number| number.parse().ok()).collect();
        DatumParameters::from_numbers(&numbers?).ok()
    });
    let uncertainty_m = source.get("crs_uncertainty_m").and_then(|text| text.parse().ok());
    DatumChoice { parameters, uncertainty_m }
}

/// As many decimals as the longest coordinate of the text has, ten at the most.
fn decimals(document: &Document) -> usize {
    let numbers = document.points().flat_map(|point| [&point.x.text, &point.y.text]);
    let plain = numbers.filter(|text| !text.contains(['e', 'E']));
    plain.map(|text| text.split_once('.').map_or(0, |(_, fraction)| fraction.len())).max().unwrap_or(2).min(10)
}

/// The parcels of the text while the features of the layer are gone through.
struct Back<'b> {
    source: &'b LayerSource,
    text: &'b Text,
    stored: BTreeMap<i64, &'b StoredParcel>,
    /// By `corner_id`.
    parcels: BTreeMap<i64, Parcel>,
    /// Those that are met for the first time; what became of them does not matter.
    seen: BTreeSet<i64>,
    added: Vec<Parcel>,
    defects: Vec<Defect>,
    kept: usize,
    edited_values: usize,
    shift_m: f64,
}

impl<'b> Back<'b> {
    fn new(source: &'b LayerSource, text: &'b Text, stored: &'b Stored) -> Self {
        let parcels = stored.parcels().map(|parcel| (parcel.corner_id, parcel));
        Self {
            source,
            text,
            stored: parcels.collect(),
            parcels: BTreeMap::new(),
            seen: BTreeSet::new(),
            added: Vec::new(),
            defects: Vec::new(),
            kept: 0,
            edited_values: 0,
            shift_m: 0.0,
        }
    }

    fn take(&mut self, feature: RawFeature<'_>, fields: &[Field], way: &ToCgcs2000) {
        let RawFeature { index, id, attributes, geometry, .. } = feature;
        let corner_id = words_of(&attributes, "corner_id").parse::<i64>().ok();
        let own =
            corner_id.filter(|number| !self.seen.contains(number)).and_then(|number| self.stored.get(&number).copied());
        self.seen.extend(own.map(|parcel| parcel.corner_id));
        let id = id.as_deref().or_else(|| own.and_then(StoredParcel::title));
        let id = (index, id);
        let is_missing = matches!(geometry, RawGeometry::Missing | RawGeometry::Empty);
        let geometry = match shapes::to_4490(geometry, way) {
            Ok(geometry) => geometry,
            Err(reason) => {
                let code = if is_missing { DefectCode::MissingGeometry } else { DefectCode::NoParcel };
                return self.defects.push(refused(self.source, id, (code, reason)));
            }
        };
        let (values, replaced) = edited(own, &attributes, fields);
        if let Some(reason) = replaced {
            self.defects.push(refused(self.source, id, (DefectCode::ReplacedText, reason)));
        }
        let untouched = own.and_then(StoredParcel::parcel).filter(|parcel| self.is_untouched(parcel, &geometry));
        match (untouched, own) {
            (Some(mut parcel), Some(own)) => {
                let before = parcel.values.clone();
                for (column, value) in values {
                    if parcel.value(column) != value {
                        parcel.set_value(column, value);
                    }
                }
                self.edited_values += usize::from(parcel.values != before);
                self.kept += 1;
                self.parcels.insert(own.corner_id, parcel);
            }
            _ => self.make(&geometry, values, own, id),
        }
    }

    /// Whether the layer still has the corners that stand in the text.
    fn is_untouched(&self, parcel: &Parcel, geometry: &Geometry<f64>) -> bool {
        let of_text = shapes::to_4490(corner_text::geometry(parcel, &self.text.reading), &self.text.way);
        of_text.is_ok_and(|of_text| shapes::is_same(&of_text, geometry))
    }

    /// A parcel whose corners are those of the layer.
    fn make(
        &mut self,
        geometry: &Geometry<f64>,
        mut values: Vec<(Column, String)>,
        own: Option<&StoredParcel>,
        id: (u32, Option<&str>),
    ) {
        let Some(maker) = &self.text.maker else {
            let reason = format!("the text is in {}: new corners cannot be computed for it", self.text.reading);
            return self.defects.push(refused(self.source, id, (DefectCode::NoParcel, reason)));
        };
        let old_area = own.and_then(|own| own.values.get(Column::Area as usize)).filter(|area| !area.is_empty());
        let is_area = matches!(geometry, Geometry::Polygon(_) | Geometry::MultiPolygon(_));
        if own.is_some() && is_area {
            // An area that was declared for other corners is none for these.
            values.retain(|(column, value)| *column != Column::Area || Some(value) != old_area);
        }
        let made = match maker.make(geometry, &values) {
            Ok(made) => made,
            Err(refusal) => return self.defects.push(refused(self.source, id, refusal)),
        };
        let beyond = made.beyond;
        let mut parcel = made.parcel;
        self.shift_m = self.shift_m.max(made.shift_m);
        let said = match own {
            None => (DefectCode::AddedParcel, "it stands in no line of the text".to_owned()),
            Some(own) => {
                if parcel.values.len() < own.values.len() {
                    parcel.values.resize(own.values.len(), String::new());
                }
                let first = own.remarks.iter().map(|remark| Remark { ring: 0, point: 0, text: remark.text.clone() });
                parcel.remarks = first.collect();
                if let Err(reason) = &own.rings {
                    (DefectCode::CornerTable, reason.clone())
                } else {
                    let area = parcel.value(Column::Area);
                    let of_area = match old_area {
                        Some(old) if old != area => format!("; area {old} became {area}"),
                        _ => String::new(),
                    };
                    (DefectCode::EditedCorners, format!("the layer has other corners than the text{of_area}"))
                }
            }
        };
        self.defects.extend([Some(said), beyond].into_iter().flatten().map(|said| refused(self.source, id, said)));
        match own {
            Some(own) => drop(self.parcels.insert(own.corner_id, parcel)),
            None => self.added.push(parcel),
        }
    }
}

/// The values that attributes state, where the layer has a field for them; number of points and shape are not among them.
fn edited(
    own: Option<&StoredParcel>,
    attributes: &Attributes<'_>,
    fields: &[Field],
) -> (Vec<(Column, String)>, Option<String>) {
    let columns = Column::ALL.iter().filter(|column| !matches!(column, Column::Count | Column::Shape));
    let values = columns.filter_map(|column| {
        let has_field = fields.iter().any(|field| field.name == column.code());
        let text =
            if has_field { words_of(attributes, column.code()) } else { own?.values.get(*column as usize)?.clone() };
        Some((*column, text))
    });
    plain(values.collect())
}

/// Everything in the order of the text; what was added stands at the end of its parcels.
fn document(stored: Stored, parcels: &mut BTreeMap<i64, Parcel>, added: Vec<Parcel>) -> Document {
    let mut sections = Vec::with_capacity(stored.sections.len());
    for (name, stored_items) in stored.sections {
        let mut items = Vec::with_capacity(stored_items.len());
        for item in stored_items {
            match item {
                StoredItem::Item(item) => items.push(item),
                StoredItem::Parcel(parcel) => items.extend(parcels.remove(&parcel.corner_id).map(Item::Parcel)),
            }
        }
        sections.push(Section { name, items });
    }
    let has_parcels = |section: &&mut Section| {
        let is_named = section.name.as_deref() == Some(PARCEL_SECTION);
        is_named || section.items.iter().any(|item| matches!(item, Item::Parcel(_)))
    };
    let items = added.into_iter().map(Item::Parcel);
    match sections.iter_mut().rev().find(has_parcels) {
        Some(section) => section.items.extend(items),
        None => sections.push(Section { name: Some(PARCEL_SECTION.to_owned()), items: items.collect() }),
    }
    Document { sections }
}
