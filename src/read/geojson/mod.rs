//! GeoJSON in all its shapes: a `FeatureCollection`, one feature a line or pretty-printed, `GeoJSONSeq`, bare features and
//! bare geometries; with a byte order mark, with a `crs` member before or behind the features.
//!
//! The file is cut at line ends and its parts are parsed on all cores ([`lines`]). If a single line is not a whole feature,
//! the borders of features are found by braces and quotes instead ([`braces`]), which no layout can confuse.

mod braces;
mod coordinates;
mod envelope;
mod feature;
mod lines;
mod quick;

use serde_json::Value;

use super::Request;
use super::fields::FieldTally;
use crate::domain::{RawFeature, RawGeometry, RawLayer, Reading, StatedCrs, plain_text};
use crate::error::Error;
use envelope::Envelope;
use feature::FeatureParser;

/// Features, in file order, with what was gathered beside them.
#[derive(Default)]
struct Parsed<'a> {
    features: Vec<RawFeature<'a>>,
    fields: FieldTally,
    foreign_members: usize,
}

impl Parsed<'_> {
    /// Puts the parts of a file together again.
    fn join(parts: Vec<Self>) -> Self {
        let mut all = Self::default();
        all.features.reserve_exact(parts.iter().map(|part| part.features.len()).sum());
        for part in parts {
            let before = all.features.len() as u32;
            all.features.extend(
                part.features.into_iter().zip(before..).map(|(feature, index)| RawFeature { index, ..feature }),
            );
            all.fields.append(&part.fields);
            all.foreign_members += part.foreign_members;
        }
        all
    }
}

/// Reads the bytes of a GeoJSON file.
pub(super) fn read<'a>(bytes: &'a [u8], request: &Request) -> Result<RawLayer<'a>, Error> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    // Text in GBK looks like damage of any kind: a second byte can be a backslash or a brace.
    let fail = |reason: String| match simdutf8::compat::from_utf8(bytes) {
        Ok(_) => Error::GeoJson { path: request.source.to_string(), reason },
        Err(error) => Error::NotUtf8 {
            path: request.source.to_string(),
            byte: error.valid_up_to(),
            is_utf16: bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff"),
        },
    };
    let envelope = Envelope::find(bytes).map_err(fail)?;
    let parser = FeatureParser::new(request.id_field.as_deref(), &envelope.first_features(bytes));
    verify_layer_name(&envelope, request)?;
    let (parsed, tail) = match lines::parse(bytes, &envelope, &parser) {
        Some(done) => done,
        None => braces::parse(bytes, &envelope, &parser).map_err(fail)?,
    };
    let is_unreadable = |feature: &RawFeature<'_>| matches!(feature.geometry, RawGeometry::Unreadable(..));
    if !parsed.features.is_empty() && parsed.features.iter().all(is_unreadable) && std::str::from_utf8(bytes).is_err() {
        return Err(fail(String::new()));
    }
    let crs = stated_crs(&envelope, tail).map_err(fail)?;
    Ok(RawLayer {
        source: request.source.clone(),
        crs,
        fields: parsed.fields.into_fields(),
        features: parsed.features,
        is_geojson: true,
        foreign_members: parsed.foreign_members,
        reading: Reading::default(),
    })
}

/// A GeoJSON file holds one layer, called by its `name` member or by the file; asking for another is a mistake.
fn verify_layer_name(envelope: &Envelope<'_>, request: &Request) -> Result<(), Error> {
    let Some(asked) = &request.source.layer else { return Ok(()) };
    let path = &request.source.path;
    let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned());
    let name = envelope.name.map(|name| plain_text(name).into_owned());
    let known: Vec<String> = name.into_iter().chain(stem).collect();
    if known.contains(asked) {
        return Ok(());
    }
    Err(Error::NoSuchLayer { path: path.display().to_string(), layer: asked.clone(), known: known.join(", ") })
}

/// The `crs` member (GeoJSON 2008, section 3), which may stand before or behind the features.
fn stated_crs(envelope: &Envelope<'_>, tail: &str) -> Result<StatedCrs, String> {
    let behind: Option<Value> = if tail.trim().is_empty() {
        None
    } else {
        let members = format!("{{{}", tail.trim().trim_start_matches(','));
        let object: Value = serde_json::from_str(&members)
            .map_err(|error| format!("the end of the collection, behind its features, is damaged: {error}"))?;
        object.get("crs").cloned()
    };
    let before = envelope.crs.map(serde_json::from_str::<Value>).transpose();
    let before = before.map_err(|error| format!("the \"crs\" member: {error}"))?;
    match behind.or(before) {
        None => Ok(StatedCrs::GeoJsonDefault),
        Some(Value::Null) => Ok(StatedCrs::Unstated),
        Some(member) => {
            let properties = member.get("properties");
            let name = properties.and_then(|properties| properties.get("name")).and_then(Value::as_str);
            let code = properties.and_then(|properties| properties.get("code"));
            match (name, code) {
                (Some(name), _) => Ok(StatedCrs::Named(name.to_owned())),
                (None, Some(code)) => Ok(StatedCrs::Named(format!("EPSG:{}", code.to_string().trim_matches('"')))),
                (None, None) => Err(format!("the \"crs\" member names no coordinate system: {member}")),
            }
        }
    }
}

#[cfg(test)]
mod tests;
