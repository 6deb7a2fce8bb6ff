//! Features to zones of one kind.

use super::mines::{note_reading, refusal};
use super::way::{self, Way};
use super::{FieldChoice, Finding, Findings, area, choose, demand_some, vocabulary};
use crate::domain::{
    Attributes, Defect, DefectCode, FragilityClass, Position, RawGeometry, RawLayer, Zone, ZoneClass, ZoneKind,
    ZoneLayer, Zones,
};
use crate::error::Error;

/// Usual names of name fields.
pub(super) const NAME_FIELDS: [&str; 5] = ["name", "名称", "name_zh", "zone", "NAME"];
/// Usual names of class fields of prefectures.
pub(super) const FRAGILITY_FIELDS: [&str; 6] = ["fragility", "脆弱性", "脆弱等级", "脆弱性等级", "class", "等级"];
/// Usual names of class fields of positions.
pub(super) const POSITION_FIELDS: [&str; 4] = ["class", "position", "分区", "类别"];

/// Makes zones of the features of all layers of one kind.
///
/// # Errors
/// A field that does not exist, a coordinate system that cannot be used, a layer without a single usable feature.
pub fn zones(kind: ZoneKind, layers: Vec<(RawLayer<'_>, FieldChoice)>) -> Result<(Zones<'_>, Vec<Defect>), Error> {
    let mut zones = Zones::none(kind);
    let mut defects = Vec::new();
    for (raw, choice) in layers {
        defects.extend(add_layer(&mut zones, raw, &choice)?);
    }
    Ok((zones, defects))
}

fn add_layer<'a>(zones: &mut Zones<'a>, mut raw: RawLayer<'a>, choice: &FieldChoice) -> Result<Vec<Defect>, Error> {
    choice.verify(&raw)?;
    let source = raw.source.clone();
    let mut findings = Findings::new(&source);
    let Way { to, uncertainty_m: crs_uncertainty_m, crs } = way::find(&raw, choice, &mut findings)?;
    note_reading(&mut raw, &mut findings);
    let kind = zones.kind;
    let name_field = choose::field(choice.name.as_ref(), &NAME_FIELDS, &raw.fields);
    let class_field = class_field(kind, choice, &raw)?;
    if kind == ZoneKind::Prefecture && class_field.is_none() {
        let reason = "no field of fragility classes: no mine is flagged by the units of this layer";
        findings.note_layer(Finding::new(DefectCode::NoClassField, reason));
    }
    if name_field.is_none() && !raw.features.is_empty() {
        let known: Vec<&str> = raw.fields.iter().map(|field| field.name.as_str()).collect();
        let reason = format!("no field of names: zones are called by id or number; it has: {}", known.join(", "));
        findings.note_layer(Finding::new(DefectCode::NoNameField, reason));
    }
    let mut features = std::mem::take(&mut raw.features);
    let read = features.len();
    let mut areas = area::check_all(&mut features, &to, raw.is_geojson);
    let before = zones.zones.len();
    let layer = zones.layers.len() as u32;
    for feature in features {
        let index = feature.index;
        let id = feature.id.as_deref();
        let checked = match &feature.geometry {
            RawGeometry::Area(_) => {
                areas.next().unwrap_or_else(|| Err(refusal(&feature.geometry, "it was not checked")))
            }
            other => Err(refusal(other, "a zone is a polygon")),
        };
        let checked = match checked {
            Ok(checked) => checked,
            Err(finding) => {
                findings.note(index, id, finding);
                continue;
            }
        };
        for remark in checked.findings {
            findings.note(index, id, remark);
        }
        let (class, remark) = match &class_field {
            Some(field) => class(kind, &feature.attributes, field, choice),
            None => (ZoneClass::None, None),
        };
        let name = name_field.as_deref().and_then(|field| feature.attributes.words(field));
        let at = checked.area.0.first().and_then(|polygon| polygon.exterior().0.first()).copied();
        let unnamed = (name.is_none() && name_field.is_some())
            .then(|| Finding::new(DefectCode::MissingName, "the zone has no name"));
        for finding in remark.into_iter().chain(unnamed) {
            findings.note(index, id, finding.at(at));
        }
        let service = choice.service.as_deref().and_then(|field| feature.attributes.words(field));
        let id = feature.id.map(std::borrow::Cow::into_owned);
        zones.zones.push(Zone {
            layer,
            index,
            name: name.or_else(|| id.clone()).unwrap_or_else(|| format!("{kind} {index}")),
            id,
            class,
            service,
            attributes: feature.attributes,
            id_member: feature.id_member,
            area: checked.area,
        });
    }
    let defects = findings.defects;
    demand_some(&raw, read, zones.zones.len() - before, &defects)?;
    let encoding = raw.reading.encoding;
    let (fields, uncertainty_m) = (raw.fields, choice.uncertainty_m);
    zones.layers.push(ZoneLayer { source, fields, encoding, read, uncertainty_m, crs_uncertainty_m, crs });
    Ok(defects)
}

/// The field that holds the class; positions mean nothing without one.
fn class_field(kind: ZoneKind, choice: &FieldChoice, raw: &RawLayer<'_>) -> Result<Option<String>, Error> {
    let usual: &[&str] = match kind {
        ZoneKind::Prefecture => &FRAGILITY_FIELDS,
        ZoneKind::Position => &POSITION_FIELDS,
        ZoneKind::Belt | ZoneKind::Redline | ZoneKind::Function => &[],
    };
    let field = choose::field(choice.class.as_ref(), usual, &raw.fields);
    if field.is_none() && kind == ZoneKind::Position && !raw.features.is_empty() {
        let known: Vec<&str> = raw.fields.iter().map(|field| field.name.as_str()).collect();
        return Err(Error::NoSuchField {
            layer: raw.source.to_string(),
            field: "class".to_owned(),
            known: known.join(", "),
            nearest: None,
        });
    }
    Ok(field)
}

fn class(
    kind: ZoneKind,
    attributes: &Attributes<'_>,
    field: &str,
    choice: &FieldChoice,
) -> (ZoneClass, Option<Finding>) {
    let Some(word) = attributes.words(field) else {
        return match kind {
            ZoneKind::Prefecture | ZoneKind::Position => {
                let reason = format!("the field \"{field}\" is empty");
                (ZoneClass::Unknown, Some(Finding::new(DefectCode::MissingClass, reason)))
            }
            ZoneKind::Belt | ZoneKind::Redline | ZoneKind::Function => (ZoneClass::None, None),
        };
    };
    // What the user says a word means goes before the built-in vocabulary.
    let meant = choice.meaning(&word);
    let (class, known): (Option<ZoneClass>, String) = match kind {
        ZoneKind::Prefecture => {
            let class: Option<FragilityClass> = vocabulary::fragility(&meant);
            (class.map(ZoneClass::Fragility), vocabulary::fragility_words())
        }
        ZoneKind::Position => {
            let position: Option<Position> = vocabulary::position(&meant);
            (position.map(ZoneClass::Position), vocabulary::position_words())
        }
        ZoneKind::Belt | ZoneKind::Redline | ZoneKind::Function => (Some(ZoneClass::Other(meant)), String::new()),
    };
    if let Some(class) = class {
        (class, None)
    } else {
        let reason = format!("the class word \"{word}\" is not known; known words: {known}");
        (ZoneClass::Unknown, Some(Finding::new(DefectCode::UnknownClass, reason)))
    }
}
