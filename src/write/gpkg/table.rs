//! Tables as the caller describes them, and as SQLite gets them.

use super::error::TableFault;
use super::sql::{quoted, same_name};
use crate::domain::FieldKind;
use crate::style::Style;
use crate::write::Column;

/// A layer: rows with a geometry, or without one if `geometry` is [`GeometryKind::None`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// The name of the table, and of the layer in QGIS. Any text, but for the prefixes `gpkg_`, `rtree_` and `sqlite_`.
    pub name: String,
    /// A title, unique in the package.
    pub identifier: String,
    /// What the layer holds.
    pub description: String,
    /// What each row has as its geometry.
    pub geometry: GeometryKind,
    /// The columns, without the primary key and the geometry.
    pub columns: Vec<Column>,
    /// How QGIS draws the layer.
    pub style: Option<Style>,
}

/// What a geometry column holds, in two dimensions.
///
/// A table of a multiple kind takes the single kind too and promotes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GeometryKind {
    /// No geometry: a table of attributes.
    None,
    /// Points.
    Point,
    /// Lines.
    LineString,
    /// Polygons.
    Polygon,
    /// Sets of points.
    MultiPoint,
    /// Sets of lines.
    MultiLineString,
    /// Sets of polygons.
    MultiPolygon,
    /// Geometries of any kind.
    Geometry,
}

/// The type of a column as the standard spells it (OGC 12-128r17, table 1).
const fn sql_type(kind: FieldKind) -> &'static str {
    match kind {
        FieldKind::Boolean => "BOOLEAN",
        FieldKind::Integer => "INTEGER",
        FieldKind::Real => "REAL",
        FieldKind::Text | FieldKind::Json => "TEXT",
        FieldKind::Date => "DATE",
        FieldKind::DateTime => "DATETIME",
    }
}

/// The media type of the texts of a column, where it says more than the SQL type.
pub(super) const fn mime_type(kind: FieldKind) -> Option<&'static str> {
    match kind {
        FieldKind::Json => Some("application/json"),
        _ => None,
    }
}

impl GeometryKind {
    /// The type as the standard spells it (OGC 12-128r17, annex G).
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::None => "no geometry",
            Self::Point => "POINT",
            Self::LineString => "LINESTRING",
            Self::Polygon => "POLYGON",
            Self::MultiPoint => "MULTIPOINT",
            Self::MultiLineString => "MULTILINESTRING",
            Self::MultiPolygon => "MULTIPOLYGON",
            Self::Geometry => "GEOMETRY",
        }
    }
}

/// A table that is known to be possible, with the names of the two columns that the caller does not name.
pub(super) struct Layout<'t> {
    pub(super) table: &'t Table,
    pub(super) key: String,
    /// None for a table of attributes.
    pub(super) geometry: Option<String>,
}

impl<'t> Layout<'t> {
    pub(super) fn of(table: &'t Table) -> Result<Self, TableFault> {
        let names = || table.columns.iter().map(|column| column.name.as_str());
        if let Some(name) = names().chain([table.name.as_str()]).find(|name| name.is_empty() || name.contains('\0')) {
            return Err(TableFault::Name { name: name.to_owned() });
        }
        if is_reserved(&table.name) {
            return Err(TableFault::Reserved);
        }
        for (place, second) in names().enumerate() {
            if let Some(first) = names().take(place).find(|first| same_name(first, second)) {
                return Err(TableFault::ColumnClash { first: first.to_owned(), second: second.to_owned() });
            }
        }
        Ok(Self {
            table,
            key: free_name("fid", table),
            geometry: (table.geometry != GeometryKind::None).then(|| free_name("geom", table)),
        })
    }

    /// Makes the table. AUTOINCREMENT, so that the number of a deleted row is not given to another.
    pub(super) fn create_sql(&self) -> String {
        let key = format!("{} INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL", quoted(&self.key));
        let geometry = self.geometry.iter().map(|name| format!("{} {}", quoted(name), self.table.geometry.name()));
        let others =
            self.table.columns.iter().map(|column| format!("{} {}", quoted(&column.name), sql_type(column.kind)));
        let columns: Vec<String> = [key].into_iter().chain(geometry).chain(others).collect();
        format!("CREATE TABLE {} ({})", quoted(&self.table.name), columns.join(", "))
    }

    /// How many columns the table has in all: primary key, geometry if there is one, values.
    pub(super) fn width(&self) -> usize {
        1 + usize::from(self.geometry.is_some()) + self.table.columns.len()
    }

    /// The virtual table of the spatial index.
    pub(super) fn index_name(&self) -> Option<String> {
        self.geometry.as_ref().map(|geometry| format!("rtree_{}_{geometry}", self.table.name))
    }
}

fn is_reserved(table: &str) -> bool {
    let lower = table.to_ascii_lowercase();
    lower == "layer_styles" || ["gpkg_", "rtree_", "sqlite_"].iter().any(|prefix| lower.starts_with(prefix))
}

/// `wanted`, or `wanted_1`, `wanted_2` and so on where the caller has a column of that name.
fn free_name(wanted: &str, table: &Table) -> String {
    let mut name = wanted.to_owned();
    let mut tries = 0;
    while table.columns.iter().any(|column| same_name(&column.name, &name)) {
        tries += 1;
        name = format!("{wanted}_{tries}");
    }
    name
}
