//! The area that a source declares for a mine.

use super::{FieldChoice, Finding};
use crate::domain::{AreaUnit, Attributes, DeclaredArea, DefectCode, RawLayer};
use crate::error::Error;

/// The field that declares areas, where one is named, with its unit: as the user says, else as the name of the field
/// spells it. A unit is never guessed.
pub(super) fn field(layer: &RawLayer<'_>, choice: &FieldChoice) -> Result<Option<(String, AreaUnit)>, Error> {
    let Some(field) = &choice.area else { return Ok(None) };
    let unit = match &choice.area_unit {
        Some(word) => AreaUnit::parse(word),
        None => AreaUnit::from_field_name(field),
    };
    match unit {
        Some(unit) => Ok(Some((field.clone(), unit))),
        None => Err(Error::AreaUnit {
            layer: layer.source.to_string(),
            field: field.clone(),
            stated: choice.area_unit.clone(),
        }),
    }
}

/// What a mine declares; nothing where the field is empty.
pub(super) fn area(attributes: &Attributes<'_>, field: &str, unit: AreaUnit) -> Result<Option<DeclaredArea>, Finding> {
    let Some(text) = attributes.words(field).filter(|text| !text.trim().is_empty()) else { return Ok(None) };
    match DeclaredArea::parse(&text, unit) {
        Some(area) => Ok(Some(area)),
        None => Err(Finding::new(DefectCode::DeclaredArea, format!("\"{text}\" in the field \"{field}\""))),
    }
}
