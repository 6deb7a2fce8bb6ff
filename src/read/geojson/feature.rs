//! One feature: its members are found, its attributes stay text, its geometry becomes numbers.

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::{coordinates, quick};
use crate::domain::{Attributes, DefectCode, RawFeature, RawGeometry, each_member, plain_text};
use crate::read::fields::FieldTally;
use crate::read::usual_id_field;

/// Parses features; knows which attribute is the id. Their index is settled when the parts of the file come together.
pub(super) struct FeatureParser {
    id_field: Option<String>,
}

impl FeatureParser {
    /// Settles the id field: the one that is asked for, else the first known name in the first features.
    pub(super) fn new(asked: Option<&str>, first_features: &[&str]) -> Self {
        let mut names: Vec<String> = Vec::new();
        for text in first_features {
            let readable = without_strange_numbers(text);
            let Ok(feature) = serde_json::from_str::<FeatureText<'_>>(readable.as_deref().unwrap_or(text)) else {
                continue;
            };
            // What cannot be read to its end still has names.
            let properties = feature.properties.map_or("{}", RawValue::get);
            let _ = each_member(properties, |_, name, _| names.push(name.to_owned()));
        }
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        Self { id_field: asked.or_else(|| usual_id_field(&names)).map(str::to_owned) }
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
            geometry: feature.geometry,
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

    /// A feature that cannot be parsed, kept so that it is counted and named.
    pub(super) fn unreadable(&self, text: &str, error: &str) -> RawFeature<'static> {
        // Several programs write NaN and Infinity, which JSON does not know: the feature can still be told by its id.
        let readable = without_strange_numbers(text);
        let feature =
            readable.as_deref().and_then(|text| self.parse_any(text, &mut FieldTally::default(), &mut 0).ok());
        let (code, reason) = match &feature {
            None => (DefectCode::Unreadable, error.to_owned()),
            Some(RawFeature { geometry: RawGeometry::Unreadable(..), .. }) => {
                (DefectCode::NonFiniteCoordinate, "a coordinate is NaN or infinite".to_owned())
            }
            Some(_) => (
                DefectCode::Unreadable,
                format!("NaN or Infinity among the attributes, which JSON does not know: {error}"),
            ),
        };
        RawFeature {
            index: 0,
            id: feature.and_then(|feature| feature.id).map(|id| Cow::Owned(id.into_owned())),
            id_member: None,
            attributes: Attributes::none(),
            geometry: RawGeometry::Unreadable(code, reason.into()),
        }
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

/// The text with null in place of NaN and infinity outside of strings; `None` if there is none of them.
fn without_strange_numbers(text: &str) -> Option<String> {
    let mut readable = String::with_capacity(text.len());
    let mut has_strange = false;
    // A quote behind a backslash is no border of a string.
    let (mut in_string, mut escaped, mut start) = (false, false, 0);
    let mut push = |part: &str, in_string: bool| {
        if in_string {
            readable.push_str(part);
            return;
        }
        let plain = ["-Infinity", "Infinity", "-inf", "inf", "NaN", "nan"]
            .iter()
            .fold(part.to_owned(), |part, word| part.replace(word, "null"));
        has_strange |= plain != part;
        readable.push_str(&plain);
    };
    for (at, byte) in text.bytes().enumerate() {
        if byte == b'"' && !escaped {
            push(text.get(start..at)?, in_string);
            in_string = !in_string;
            start = at;
        }
        escaped = byte == b'\\' && !escaped;
    }
    push(text.get(start..)?, in_string);
    has_strange.then_some(readable)
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
