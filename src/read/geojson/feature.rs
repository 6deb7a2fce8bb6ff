//! One feature: its members are found, its attributes stay text, its geometry becomes numbers.

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::{coordinates, quick};
use crate::domain::{Attributes, DefectCode, RawFeature, RawGeometry, each_member};
use crate::read::ID_FIELDS;
use crate::read::fields::FieldTally;

/// Parses features; knows which attribute is the id. Their index is settled when the parts of the file come together.
pub(super) struct FeatureParser {
    id_field: Option<String>,
}

impl FeatureParser {
    /// Settles the id field: the one that is asked for, else the first known name in the first feature.
    pub(super) fn new(asked: Option<&str>, first_feature: &str) -> Self {
        let known = || {
            let feature: FeatureText<'_> = serde_json::from_str(first_feature).ok()?;
            let properties: serde_json::Map<String, serde_json::Value> =
                serde_json::from_str(feature.properties?.get()).ok()?;
            let is = |field: &str, name: &String| name.eq_ignore_ascii_case(field);
            ID_FIELDS.iter().find_map(|field| properties.keys().find(|name| is(field, name)).cloned())
        };
        Self { id_field: asked.map(str::to_owned).or_else(known) }
    }

    /// Parses one feature, or a bare geometry.
    ///
    /// # Errors
    /// What `serde_json` says, or that the object is no feature.
    pub(super) fn parse<'a>(
        &self,
        text: &'a str,
        fields: &mut FieldTally,
        foreign_members: &mut usize,
    ) -> Result<RawFeature<'a>, String> {
        match self.parse_quickly(text, fields) {
            Some(feature) => Ok(feature),
            None => self.parse_any(text, fields, foreign_members),
        }
    }

    fn parse_quickly<'a>(&self, text: &'a str, fields: &mut FieldTally) -> Option<RawFeature<'a>> {
        let mut id = None;
        let feature = quick::parse(text, |position, name, value| {
            fields.note(position, name, value);
            if self.id_field.as_deref() == Some(name) {
                id = Some(value);
            }
        })?;
        let id_member = feature.id.filter(|id| *id != "null");
        Some(RawFeature {
            index: 0,
            id: id.filter(|id| *id != "null").or(id_member).map(plain_text),
            id_member,
            attributes: Attributes::from_object_text(feature.properties),
            geometry: RawGeometry::Point(feature.at, Some(feature.geometry)),
        })
    }

    fn parse_any<'a>(
        &self,
        text: &'a str,
        fields: &mut FieldTally,
        foreign_members: &mut usize,
    ) -> Result<RawFeature<'a>, String> {
        let feature: FeatureText<'a> = serde_json::from_str(text).map_err(|error| error.to_string())?;
        if feature.kind.as_deref() != Some("Feature") {
            return bare_geometry(text, feature.kind.as_deref());
        }
        *foreign_members += usize::from(feature.has_foreign_members);
        let (attributes, id) = match feature.properties.map(RawValue::get) {
            None | Some("null") => (Attributes::none(), None),
            Some(properties) => (Attributes::from_object_text(properties), self.note(properties, fields)?),
        };
        let id_member = feature.id.map(RawValue::get).filter(|id| *id != "null");
        Ok(RawFeature {
            index: 0,
            id: id.or_else(|| id_member.map(plain_text)),
            id_member,
            attributes,
            geometry: feature.geometry.map_or(RawGeometry::Missing, |geometry| coordinates::geometry(geometry.get())),
        })
    }

    /// Notes names and kinds of the attributes, and picks out the id.
    fn note<'a>(&self, properties: &'a str, fields: &mut FieldTally) -> Result<Option<Cow<'a, str>>, String> {
        let mut id = None;
        each_member(properties, |position, name, value| {
            fields.note(position, name, value);
            if self.id_field.as_deref() == Some(name) {
                id = Some(value);
            }
        })
        .map_err(|error| format!("properties: {error}"))?;
        Ok(id.filter(|text| *text != "null").map(plain_text))
    }
}

/// JSON text to what a person would write: strings lose their quotes and escapes.
fn plain_text(json: &str) -> Cow<'_, str> {
    match json.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
        Some(inner) if !inner.contains('\\') => Cow::Borrowed(inner),
        Some(_) => serde_json::from_str::<String>(json).map_or(Cow::Borrowed(json), Cow::Owned),
        None => Cow::Borrowed(json),
    }
}

fn bare_geometry<'a>(text: &'a str, kind: Option<&str>) -> Result<RawFeature<'a>, String> {
    match kind {
        Some("FeatureCollection") => Err("a collection inside a collection".to_owned()),
        Some(_) => {
            let geometry = coordinates::geometry(text);
            Ok(RawFeature { index: 0, id: None, id_member: None, attributes: Attributes::none(), geometry })
        }
        None => Err("an object without \"type\"".to_owned()),
    }
}

/// A feature that cannot be parsed, kept so that it is counted and named.
pub(super) fn unreadable(text: &str, error: &str) -> RawFeature<'static> {
    let outside_strings = text.split('"').step_by(2);
    let mut words = outside_strings.flat_map(|part| part.split(|c: char| !c.is_ascii_alphabetic()));
    let code = if words.any(|word| matches!(word, "NaN" | "nan" | "Infinity" | "inf")) {
        DefectCode::NonFiniteCoordinate
    } else {
        DefectCode::Unreadable
    };
    RawFeature {
        index: 0,
        id: None,
        id_member: None,
        attributes: Attributes::none(),
        geometry: RawGeometry::Unreadable(code, error.into()),
    }
}

/// The members of a feature, as text.
#[derive(Default)]
struct FeatureText<'a> {
    kind: Option<Cow<'a, str>>,
    id: Option<&'a RawValue>,
    geometry: Option<&'a RawValue>,
    properties: Option<&'a RawValue>,
    has_foreign_members: bool,
}

#[derive(Deserialize)]
#[serde(field_identifier, rename_all = "lowercase")]
enum Member {
    Type,
    Id,
    Geometry,
    Properties,
    Bbox,
    #[serde(other)]
    Foreign,
}

#[derive(Deserialize)]
struct Text<'a>(#[serde(borrow)] Cow<'a, str>);

impl<'de> Deserialize<'de> for FeatureText<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct FeatureVisitor;
        impl<'de> Visitor<'de> for FeatureVisitor {
            type Value = FeatureText<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a GeoJSON feature")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut feature = FeatureText::default();
                while let Some(member) = map.next_key::<Member>()? {
                    match member {
                        Member::Type => feature.kind = Some(map.next_value::<Text<'de>>()?.0),
                        Member::Id => feature.id = Some(map.next_value()?),
                        Member::Geometry => feature.geometry = Some(map.next_value()?),
                        Member::Properties => feature.properties = Some(map.next_value()?),
                        Member::Bbox => drop(map.next_value::<IgnoredAny>()?),
                        Member::Foreign => {
                            map.next_value::<IgnoredAny>()?;
                            feature.has_foreign_members = true;
                        }
                    }
                }
                Ok(feature)
            }
        }
        deserializer.deserialize_map(FeatureVisitor)
    }
}
