//! The attributes of a GDAL feature as JSON text.

use std::borrow::Cow;
use std::fmt::Write as _;

use gdal::vector::{Defn, Feature, FieldValue, OGRFieldType};

use super::text::Texts;
use crate::domain::{Attributes, DefectCode, Field, FieldKind, ReadRemark, TextEncoding, plain_text};
use crate::read::encoding::Fault;

/// The columns of a layer.
pub(super) struct Columns {
    fields: Vec<Field>,
    /// How text is decoded, where GDAL does not do it.
    texts: Option<Texts>,
    remarks: Vec<ReadRemark>,
}

/// What was seen of the text of one row.
#[derive(Clone, Copy, Default)]
pub(super) struct Seen {
    /// The first field whose text has a fault, and the fault; damage goes before a cut.
    fault: Option<(usize, Fault)>,
    /// Whether any text held more than ASCII.
    beyond_ascii: bool,
}

impl Columns {
    /// Reads the definition of a layer.
    pub(super) fn of(defn: &Defn, texts: Option<Texts>) -> Self {
        let subtypes = crate::ogr_subtype::subtypes(defn);
        let mut columns = Self { fields: Vec::new(), texts, remarks: Vec::new() };
        for (field, subtype) in defn.fields().zip(subtypes) {
            let (name, fault) = columns.text_of(field.name(), |texts, name| texts.name(&name));
            if let Some(fault) = fault {
                columns.remarks.push(remark(None, fault, &format!("the name of the field \"{name}\"")));
            }
            let name = columns.unlike_others(name);
            columns.fields.push(Field { name, kind: kind(field.field_type(), subtype) });
        }
        columns
    }

    /// A name that no field has yet.
    fn unlike_others(&mut self, name: String) -> String {
        let is_taken = |name: &str| self.fields.iter().any(|field| field.name == name);
        if !is_taken(&name) {
            return name;
        }
        // There are more numbers here than fields.
        let mut numbered = (2..self.fields.len() + 3).map(|number| format!("{name}_{number}"));
        let Some(free) = numbered.find(|name| !is_taken(name)) else { return name };
        let reason = format!("two fields are called \"{name}\"; the later is called \"{free}\" here");
        self.remarks.push(ReadRemark { feature: None, code: DefectCode::DuplicateField, reason });
        free
    }

    /// The names of the columns.
    pub(super) fn names(&self) -> Vec<&str> {
        self.fields.iter().map(|field| field.name.as_str()).collect()
    }

    /// The fields, the encoding of text where the format does not fix it, and what there is to say of both.
    pub(super) fn into_fields(self) -> (Vec<Field>, Option<TextEncoding>, Vec<ReadRemark>) {
        let (encoding, correction) = self.texts.map(Texts::into_report).unzip();
        (self.fields, encoding, correction.flatten().into_iter().chain(self.remarks).collect())
    }

    /// Whether a row belies what was made of the first rows.
    pub(super) fn is_surprised(&self, seen: &Seen) -> bool {
        let fault = seen.fault.map(|(_, fault)| fault);
        self.texts.as_ref().is_some_and(|texts| texts.is_surprised(fault, !seen.beyond_ascii))
    }

    /// What there is to say of a row.
    pub(super) fn remark(&self, feature: u32, seen: &Seen) -> Option<ReadRemark> {
        let (field, fault) = seen.fault?;
        Some(remark(Some(feature), fault, &format!("the field \"{}\"", self.fields[field].name)))
    }

    /// The attributes of a feature, the value of its id column, and what was seen of its text.
    pub(super) fn read(
        &self,
        feature: &Feature<'_>,
        id_column: Option<usize>,
    ) -> (Attributes<'static>, Option<Cow<'static, str>>, Seen) {
        let mut text = String::with_capacity(self.fields.len() * 24);
        let mut id = None;
        let mut seen = Seen::default();
        text.push('{');
        for (index, field) in self.fields.iter().enumerate() {
            let value = self.value(feature, index, field.kind, &mut seen);
            if id_column == Some(index) && value != "null" {
                id = Some(Cow::Owned(plain_text(&value).into_owned()));
            }
            let comma = if index == 0 { "" } else { ", " };
            let _ = write!(text, "{comma}{}: {value}", quoted(&field.name));
        }
        text.push('}');
        (Attributes::from_object_text(text), id, seen)
    }

    /// The JSON text of one value.
    fn value(&self, feature: &Feature<'_>, index: usize, kind: FieldKind, seen: &mut Seen) -> String {
        let words = || feature.field_as_string(index).ok().flatten();
        let value = match (kind, feature.field(index)) {
            (FieldKind::DateTime, _) => words().map(|words| quoted(&time(&words))),
            (_, Ok(Some(FieldValue::StringValue(text)))) => {
                seen.beyond_ascii |= !text.is_ascii();
                let (text, fault) = self.text_of(text, |texts, text| texts.value(index, text));
                let is_worse = fault == Some(Fault::Undecodable) && matches!(seen.fault, Some((_, Fault::Cut)));
                if is_worse || seen.fault.is_none() {
                    seen.fault = fault.map(|fault| (index, fault));
                }
                Some(json(FieldValue::StringValue(text), kind))
            }
            (_, Ok(value)) => value.map(|value| json(value, kind)),
            // Times and binary values: GDAL's own spelling.
            (_, Err(_)) => words().map(|words| quoted(&words)),
        };
        value.unwrap_or_else(|| "null".to_owned())
    }

    /// Text as it is to be read, and what is wrong with it. Where GDAL decodes, a lost character is all that can be seen.
    fn text_of(
        &self,
        text: String,
        decode: impl FnOnce(&Texts, String) -> (String, Option<Fault>),
    ) -> (String, Option<Fault>) {
        if let Some(texts) = &self.texts {
            return decode(texts, text);
        }
        let fault = (!text.is_ascii() && text.contains('\u{fffd}')).then_some(Fault::Undecodable);
        (text, fault)
    }
}

fn remark(feature: Option<u32>, fault: Fault, place: &str) -> ReadRemark {
    let (code, reason) = match fault {
        Fault::Cut => (DefectCode::CutText, "ends inside a character, which is left out"),
        Fault::Undecodable => (DefectCode::UndecodableText, "holds bytes that are no character"),
    };
    ReadRemark { feature, code, reason: format!("{place} {reason}") }
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
