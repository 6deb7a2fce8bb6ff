//! Checked zones and receptors to the bytes of an index.

use geo::{LineString, MultiPolygon};
use serde::{Deserialize, Serialize};

use super::bytes::{Head, seal};
use super::description::{Description, Source};
use super::record::{Form, RECORD_BYTES, Record};
use crate::domain::{FragilityClass, Position, Receptor, ReceptorShape, Zone, ZoneClass};
use crate::geometry::Outline;
use crate::map;
use crate::run::CheckedGround;

/// What is said of a zone or a receptor, as JSON.
#[derive(Debug, Default, Deserialize, Serialize)]
pub(super) struct Text {
    pub(super) name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) id: Option<String>,
    /// The names in both languages, where the source has more than the one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) names: Option<(String, String)>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) class: Option<Class>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) service: Option<String>,
}

/// A class as it is kept; none at all is left out.
#[derive(Debug, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Class {
    Fragility(usize),
    Position(usize),
    Other(String),
    Unknown,
}

/// The bytes, and how many corners they hold.
pub(super) fn to_bytes(ground: &CheckedGround<'_>, sources: Vec<Source>) -> (Vec<u8>, usize) {
    // Serializing plain data to memory cannot fail.
    let mut body = serde_json::to_vec(&Description::of(ground, sources)).unwrap_or_default();
    let description_length = body.len();
    let records = ground.zones.iter().map(|zones| zones.zones.len()).sum::<usize>() + ground.receptors.receptors.len();
    let records_at = body.len();
    body.resize(records_at + records * RECORD_BYTES, 0);
    let mut writer = Writer { body, record_at: records_at, corners: 0 };
    for (zones, kind) in ground.zones.iter().zip(0..) {
        for zone in &zones.zones {
            writer.zone(zone, kind);
        }
    }
    for receptor in &ground.receptors.receptors {
        writer.receptor(receptor);
    }
    (seal(&writer.body, Head { description_length, records_at, records }), writer.corners)
}

struct Writer {
    body: Vec<u8>,
    /// Where the next record goes.
    record_at: usize,
    corners: usize,
}

/// What a record says of a thing beside its shape.
struct Thing {
    kind: u32,
    layer: u32,
    feature: u32,
    is_receptor: bool,
}

impl Writer {
    fn zone(&mut self, zone: &Zone<'_>, kind: u32) {
        let names = map::names(&zone.attributes, Some(&zone.name))
            .map(|title| (title.chinese.into_owned(), title.english.into_owned()));
        let text = Text {
            name: zone.name.clone(),
            id: zone.id.clone(),
            names: names.filter(|(chinese, english)| *chinese != zone.name || *english != zone.name),
            class: Class::of(&zone.class),
            service: zone.service.clone(),
        };
        let thing = Thing { kind, layer: zone.layer, feature: zone.index, is_receptor: false };
        self.area(&zone.area, &thing, &text);
    }

    fn receptor(&mut self, receptor: &Receptor) {
        let text = Text { name: receptor.name.clone(), ..Text::default() };
        let Receptor { kind, layer, index: feature, .. } = *receptor;
        let thing = Thing { kind, layer, feature, is_receptor: true };
        match &receptor.shape {
            ReceptorShape::Area(area) => self.area(area, &thing, &text),
            ReceptorShape::Lines(lines) => {
                self.shape(&Outline::of_rings(lines.iter()), &vec![0; lines.len()], Form::Lines, &thing, &text);
            }
            ReceptorShape::Points(places) => {
                // A line through all of them has their corners, but for repeated ones, which say nothing more.
                let all = LineString(places.clone());
                self.shape(&Outline::of_rings(std::iter::once(&all)), &[0], Form::Points, &thing, &text);
            }
        }
    }

    fn area(&mut self, area: &MultiPolygon<f64>, thing: &Thing, text: &Text) {
        let shells =
            area.iter().flat_map(|part| std::iter::once(1).chain(std::iter::repeat_n(0, part.interiors().len())));
        let shells: Vec<u32> = shells.collect();
        self.shape(&Outline::new(area), &shells, Form::Area, thing, text);
    }

    fn shape(&mut self, outline: &Outline, shells: &[u32], form: Form, thing: &Thing, text: &Text) {
        let parts = outline.parts();
        let (min, max) = outline.bounds();
        let at = self.body.len();
        let corners = parts.corners.iter().flat_map(|corner| [corner.x.to_le_bytes(), corner.y.to_le_bytes()]);
        self.body.extend(corners.flatten());
        for numbers in [parts.ring_ends, shells, parts.slab_starts, parts.slab_edges] {
            self.body.extend(numbers.iter().flat_map(|number| number.to_le_bytes()));
        }
        let text = serde_json::to_vec(text).unwrap_or_default();
        self.body.extend_from_slice(&text);
        self.corners += parts.corners.len();
        let record = Record {
            kind: thing.kind,
            form,
            is_receptor: thing.is_receptor,
            layer: thing.layer,
            feature: thing.feature,
            min,
            max,
            slabs_per_degree: parts.slabs_per_degree,
            at,
            corners: parts.corners.len(),
            rings: parts.ring_ends.len(),
            slab_starts: parts.slab_starts.len(),
            slab_edges: parts.slab_edges.len(),
            text: text.len(),
        };
        let mut bytes = Vec::with_capacity(RECORD_BYTES);
        record.write(&mut bytes);
        self.body[self.record_at..self.record_at + RECORD_BYTES].copy_from_slice(&bytes);
        self.record_at += RECORD_BYTES;
    }
}

impl Class {
    fn of(class: &ZoneClass) -> Option<Self> {
        match class {
            ZoneClass::None => None,
            ZoneClass::Fragility(class) => Some(Self::Fragility(*class as usize)),
            ZoneClass::Position(position) => Some(Self::Position(*position as usize)),
            ZoneClass::Other(word) => Some(Self::Other(word.clone())),
            ZoneClass::Unknown => Some(Self::Unknown),
        }
    }

    /// The class; `None` for a number that no class has.
    pub(super) fn class(self) -> Option<ZoneClass> {
        Some(match self {
            Self::Fragility(number) => ZoneClass::Fragility(*FragilityClass::ALL.get(number)?),
            Self::Position(number) => ZoneClass::Position(*Position::ALL.get(number)?),
            Self::Other(word) => ZoneClass::Other(word),
            Self::Unknown => ZoneClass::Unknown,
        })
    }
}
