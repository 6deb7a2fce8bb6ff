//! The attributes of a GDAL feature as JSON text.

use std::borrow::Cow;
use std::fmt::Write as _;

use gdal::vector::{Defn, Feature, FieldValue, OGRFieldType};

use crate::domain::{Attributes, Field, FieldKind, plain_text};

/// The columns of a layer.
pub(super) struct Columns {
    fields: Vec<Field>,
}

impl Columns {
    /// Reads the definition of a layer.
    pub(super) fn of(defn: &Defn) -> Self {
        let subtypes = crate::ogr_subtype::subtypes(defn);
        let fields = defn
            .fields()
            .zip(subtypes)
            .map(|(field, subtype)| Field { name: field.name(), kind: kind(field.field_type(), subtype) })
            .collect();
        Self { fields }
    }

    /// The names of the columns.
    pub(super) fn names(&self) -> Vec<&str> {
        self.fields.iter().map(|field| field.name.as_str()).collect()
    }

    /// The fields.
    pub(super) fn into_fields(self) -> Vec<Field> {
        self.fields
    }

    /// The attributes of a feature, and the value of its id column.
    pub(super) fn read(
        &self,
        feature: &Feature<'_>,
        id_column: Option<usize>,
    ) -> (Attributes<'static>, Option<Cow<'static, str>>) {
        let mut text = String::with_capacity(self.fields.len() * 24);
        let mut id = None;
        text.push('{');
        for (index, field) in self.fields.iter().enumerate() {
            let value = value(feature, index, field.kind);
            if id_column == Some(index) && value != "null" {
                id = Some(Cow::Owned(plain_text(&value).into_owned()));
            }
            let comma = if index == 0 { "" } else { ", " };
            let _ = write!(text, "{comma}{}: {value}", quoted(&field.name));
        }
        text.push('}');
        (Attributes::from_object_text(text), id)
    }
}

/// The JSON text of one value.
fn value(feature: &Feature<'_>, index: usize, kind: FieldKind) -> String {
    let words = || feature.field_as_string(index).ok().flatten();
    let value = match (kind, feature.field(index)) {
        (FieldKind::DateTime, _) => words().map(|words| quoted(&time(&words))),
        (_, Ok(value)) => value.map(|value| json(value, kind)),
        // Times and binary values: GDAL's own spelling.
        (_, Err(_)) => words().map(|words| quoted(&words)),
    };
    value.unwrap_or_else(|| "null".to_owned())
}

/// A time in ISO 8601, from GDAL's `2024/05/08 12:00:00+08`: with a zone only where the source states one, which the
/// binding's own type cannot tell.
fn time(words: &str) -> String {
    let (date, clock) = words.split_once(' ').unwrap_or((words, ""));
    let mut time = date.replace('/', "-");
    if !clock.is_empty() {
        time.push('T');
        time.push_str(clock);
        if clock.len() >= 3 && matches!(clock.as_bytes()[clock.len() - 3], b'+' | b'-') {
            time.push_str(":00");
        }
    }
    time
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

fn list<T>(values: Vec<T>, json: impl Fn(T) -> String) -> String {
    let items: Vec<String> = values.into_iter().map(json).collect();
    format!("[{}]", items.join(","))
}

fn real(value: f64) -> String {
    // JSON has no word for NaN and infinity.
    serde_json::Number::from_f64(value).map_or_else(|| "null".to_owned(), |number| number.to_string())
}

fn json(value: FieldValue, kind: FieldKind) -> String {
    match value {
        FieldValue::IntegerValue(number) if kind == FieldKind::Boolean => (number != 0).to_string(),
        FieldValue::IntegerValue(number) => number.to_string(),
        FieldValue::Integer64Value(number) => number.to_string(),
        FieldValue::RealValue(number) => real(number),
        FieldValue::StringValue(text)
            if kind == FieldKind::Json && serde_json::from_str::<serde_json::Value>(&text).is_ok() =>
        {
            text
        }
        FieldValue::StringValue(text) => quoted(&text),
        FieldValue::DateValue(date) => quoted(&date.to_string()),
        FieldValue::DateTimeValue(time) => quoted(&time.to_string()),
        FieldValue::IntegerListValue(values) => list(values, |number| number.to_string()),
        FieldValue::Integer64ListValue(values) => list(values, |number| number.to_string()),
        FieldValue::RealListValue(values) => list(values, real),
        FieldValue::StringListValue(values) => list(values, |text| quoted(&text)),
    }
}

fn kind(field_type: OGRFieldType::Type, subtype: gdal_sys::OGRFieldSubType::Type) -> FieldKind {
    match field_type {
        OGRFieldType::OFTInteger if subtype == gdal_sys::OGRFieldSubType::OFSTBoolean => FieldKind::Boolean,
        OGRFieldType::OFTInteger | OGRFieldType::OFTInteger64 => FieldKind::Integer,
        OGRFieldType::OFTReal => FieldKind::Real,
        OGRFieldType::OFTDate => FieldKind::Date,
        OGRFieldType::OFTDateTime => FieldKind::DateTime,
        OGRFieldType::OFTString if subtype == gdal_sys::OGRFieldSubType::OFSTJSON => FieldKind::Json,
        OGRFieldType::OFTIntegerList
        | OGRFieldType::OFTInteger64List
        | OGRFieldType::OFTRealList
        | OGRFieldType::OFTStringList => FieldKind::Json,
        _ => FieldKind::Text,
    }
}
