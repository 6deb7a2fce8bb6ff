//! The fields that are taken when nobody names one.

use super::choose;
use super::receptors::KIND_FIELDS;
use super::zones::{FRAGILITY_FIELDS, NAME_FIELDS, POSITION_FIELDS};
use crate::domain::{Field, Role, ZoneKind};

/// The field that is taken for names.
#[must_use]
pub fn usual_name_field(fields: &[Field]) -> Option<String> {
    choose::field(None, &NAME_FIELDS, fields)
}

/// The field that is taken for classes in this role.
#[must_use]
pub fn usual_class_field(role: Role, fields: &[Field]) -> Option<String> {
    let usual: &[&str] = match role {
        Role::Zones(ZoneKind::Prefecture) => &FRAGILITY_FIELDS,
        Role::Zones(ZoneKind::Position) => &POSITION_FIELDS,
        Role::Receptors => &KIND_FIELDS,
        Role::Mines | Role::Zones(ZoneKind::Belt | ZoneKind::Redline | ZoneKind::Function) => &[],
    };
    choose::field(None, usual, fields)
}
