//! Answers as rows, whatever they are shown as.

use std::borrow::Cow;

use crate::domain::MineShape;

/// One value of an answer.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Nothing is known.
    Null,
    /// Yes or no.
    Boolean(bool),
    /// A whole number.
    Integer(i64),
    /// Any other number; finite.
    Real(f64),
    /// Text.
    Text(String),
    /// JSON text of the source that no other kind holds without a change: objects, lists, numbers that are spelled in a way of
    /// their own.
    Json(String),
}

impl Cell {
    /// Text, or nothing.
    #[must_use]
    pub fn text(text: Option<&str>) -> Self {
        text.map_or(Self::Null, |text| Self::Text(text.to_owned()))
    }
}

/// Rows with named columns.
#[derive(Clone, Debug, Default)]
pub struct Rows<'a> {
    /// The names of the columns.
    pub columns: Vec<String>,
    /// The rows, each with one cell for each column.
    pub rows: Vec<Vec<Cell>>,
    /// The geometry of each row in EPSG:4490; `None` where rows stand for no place.
    pub shapes: Option<Vec<Option<Cow<'a, MineShape<'a>>>>>,
}
