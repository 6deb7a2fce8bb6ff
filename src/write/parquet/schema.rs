//! The columns of a Parquet file: those of the layer, then the geometry and its box.

use std::sync::Arc;

use parquet::basic::{LogicalType, Repetition, Type as Physical};
use parquet::errors::Result;
use parquet::schema::types::{Type, TypePtr};

use crate::domain::{Date, FieldKind};
use crate::write::rows::{Rows, free_name};
use crate::write::table::Value;

/// The sides of a box, in the order of the columns.
pub(super) const SIDES: [&str; 4] = ["xmin", "ymin", "xmax", "ymax"];

/// How the values of a column are stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stored {
    Boolean,
    Integer,
    Real,
    Date,
    Text,
}

/// What the columns are called and how they are stored.
pub(super) struct Plan {
    names: Vec<String>,
    pub(super) columns: Vec<Stored>,
    /// The column of geometries, under a name that the layer leaves free.
    pub(super) geometry: String,
    /// The column of their boxes.
    pub(super) bounds: String,
}

impl Plan {
    pub(super) fn of(rows: &dyn Rows) -> Self {
        let mut names: Vec<String> = Vec::new();
        for column in rows.columns() {
            // A dot would name a part of a group.
            names.push(free_name(&column.name.replace('.', "_"), |name| names.iter().any(|known| known == name)));
        }
        let free = |wanted: &str| free_name(wanted, |name| names.iter().any(|known| known.eq_ignore_ascii_case(name)));
        let (geometry, bounds) = (free("geometry"), free("bbox"));
        let stored = rows.columns().iter().enumerate().map(|(at, column)| match column.kind {
            FieldKind::Boolean => Stored::Boolean,
            FieldKind::Integer => Stored::Integer,
            FieldKind::Real => Stored::Real,
            // A source may hold what is no date of the calendar: then all stay text, so that nothing is lost.
            FieldKind::Date if all_are_dates(rows, at) => Stored::Date,
            FieldKind::Date | FieldKind::DateTime | FieldKind::Text | FieldKind::Json => Stored::Text,
        });
        let columns = stored.collect();
        Self { names, columns, geometry, bounds }
    }

    pub(super) fn schema(&self) -> Result<Type> {
        let mut fields: Vec<TypePtr> = Vec::new();
        for (name, stored) in self.names.iter().zip(&self.columns) {
            let (physical, logical) = match stored {
                Stored::Boolean => (Physical::BOOLEAN, None),
                Stored::Integer => (Physical::INT64, None),
                Stored::Real => (Physical::DOUBLE, None),
                Stored::Date => (Physical::INT32, Some(LogicalType::Date)),
                Stored::Text => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
            };
            fields.push(leaf(name, physical, logical, Repetition::OPTIONAL)?);
        }
        fields.push(leaf(&self.geometry, Physical::BYTE_ARRAY, None, Repetition::OPTIONAL)?);
        let sides = SIDES.iter().map(|side| leaf(side, Physical::DOUBLE, None, Repetition::REQUIRED));
        let bounds = Type::group_type_builder(&self.bounds)
            .with_repetition(Repetition::OPTIONAL)
            .with_fields(sides.collect::<Result<_>>()?)
            .build()?;
        fields.push(Arc::new(bounds));
        Type::group_type_builder("layer").with_fields(fields).build()
    }
}

fn leaf(name: &str, physical: Physical, logical: Option<LogicalType>, repetition: Repetition) -> Result<TypePtr> {
    let leaf = Type::primitive_type_builder(name, physical).with_logical_type(logical).with_repetition(repetition);
    Ok(Arc::new(leaf.build()?))
}

fn all_are_dates(rows: &dyn Rows, column: usize) -> bool {
    (0..rows.count()).all(|row| match &rows.row(row).values[column] {
        Value::Null => true,
        value => days(value).is_some(),
    })
}

/// Days since 1970-01-01, as Parquet stores a date.
pub(super) fn days(value: &Value<'_>) -> Option<i32> {
    let Value::Text(text) = value else { return None };
    let epoch = Date::new(1970, 1, 1)?;
    Some(Date::parse(text)?.number() - epoch.number())
}
