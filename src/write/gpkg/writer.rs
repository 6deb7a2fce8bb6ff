//! Rows into a table.

use geo::Geometry;
use rusqlite::types::Null;

use super::batch::Batch;
use super::blob::{self, Envelope, Unfit};
use super::error::{GpkgError, RowFault};
use super::metadata::{self, Filled};
use super::rtree::PackedTree;
use super::sql::quoted;
use super::table::{GeometryKind, Layout};
use super::{GeoPackage, triggers};
use crate::write::Value;

/// Writes the rows of one table, numbered from 1 in the order they come.
///
/// A table is a layer only after [`finish`](Self::finish).
pub struct TableWriter<'p> {
    package: &'p GeoPackage,
    layout: Layout<'p>,
    batch: Batch<'p>,
    tree: PackedTree,
    extent: Envelope,
    rows: u32,
    /// The geometry of the row being written; kept for its memory.
    blob: Vec<u8>,
}

impl<'p> TableWriter<'p> {
    pub(super) fn new(package: &'p GeoPackage, layout: Layout<'p>) -> Result<Self, GpkgError> {
        let failed = |source| package.sqlite_error(format!("create table {:?}", layout.table.name), source);
        let connection = &package.connection;
        connection.execute_batch(&layout.create_sql()).map_err(failed)?;
        let batch = Batch::new(connection, &quoted(&layout.table.name), layout.width()).map_err(failed)?;
        let (tree, extent) = (PackedTree::new(), Envelope::NOTHING);
        Ok(Self { package, layout, batch, tree, extent, rows: 0, blob: Vec::new() })
    }

    /// Writes a row. The values are in the order of the columns.
    ///
    /// # Errors
    ///
    /// [`GpkgError::Row`] if the row does not fit the table; [`GpkgError::Sqlite`] if it could not be stored.
    pub fn row(&mut self, geometry: Option<&Geometry<f64>>, values: &[Value<'_>]) -> Result<(), GpkgError> {
        let Some(geometry) = geometry else {
            return self.insert(None, values);
        };
        let envelope = blob::encode(&mut self.blob, geometry, self.layout.table.geometry);
        self.insert(Some(envelope), values)
    }

    /// Writes a row with a point, without making a geometry of it first.
    ///
    /// # Errors
    ///
    /// As [`row`](Self::row).
    pub fn row_point(&mut self, x: f64, y: f64, values: &[Value<'_>]) -> Result<(), GpkgError> {
        match self.layout.table.geometry {
            GeometryKind::Point | GeometryKind::Geometry => {
                let envelope = blob::encode_point(&mut self.blob, x, y);
                self.insert(Some(envelope), values)
            }
            _ => self.row(Some(&geo::Point::new(x, y).into()), values),
        }
    }

    /// Completes the table: spatial index, triggers, metadata, style.
    ///
    /// # Errors
    ///
    /// [`GpkgError::Sqlite`], for example if another table has the same identifier.
    pub fn finish(self) -> Result<(), GpkgError> {
        let Self { package, layout, batch, tree, extent, rows, .. } = self;
        let connection = &package.connection;
        let table = &layout.table.name;
        batch.finish().map_err(|source| package.sqlite_error(format!("write the rows of table {table:?}"), source))?;
        if let Some(index) = layout.index_name() {
            tree.write(connection, &index).map_err(|source| {
                package.sqlite_error(format!("write the spatial index of table {table:?}"), source)
            })?;
        }
        let filled =
            Filled { layout: &layout, rows, extent, last_change: &package.last_change, language: package.language };
        triggers::create(connection, &layout)
            .and_then(|()| metadata::register(connection, &filled))
            .map_err(|source| package.sqlite_error(format!("describe table {table:?}"), source))?;
        package.unfinished.take();
        Ok(())
    }

    /// Inserts a row whose geometry, if it has one, is in `self.blob`.
    fn insert(&mut self, geometry: Option<Result<Envelope, Unfit>>, values: &[Value<'_>]) -> Result<(), GpkgError> {
        let expected = self.layout.table.columns.len();
        if values.len() != expected {
            return Err(self.row_error(RowFault::ValueCount { expected, found: values.len() }));
        }
        let envelope = match geometry.transpose() {
            Ok(envelope) => envelope,
            Err(Unfit::NotFinite) => return Err(self.row_error(RowFault::NotFinite)),
            Err(Unfit::Type { found }) => {
                let expected = self.layout.table.geometry.name();
                return Err(self.row_error(RowFault::GeometryType { expected, found }));
            }
        };
        let Some(row) = self.rows.checked_add(1) else {
            return Err(self.row_error(RowFault::TooMany));
        };
        self.store(row, envelope.is_some(), values).map_err(|source| {
            self.package.sqlite_error(format!("write the rows of table {:?}", self.layout.table.name), source)
        })?;
        self.rows = row;
        if let Some(envelope) = envelope.filter(|envelope| !envelope.is_nothing()) {
            self.extent.merge(&envelope);
            self.tree.push(row, &envelope);
        }
        Ok(())
    }

    fn store(&mut self, row: u32, has_geometry: bool, values: &[Value<'_>]) -> rusqlite::Result<()> {
        let batch = &mut self.batch;
        batch.bind(row)?;
        if self.layout.geometry.is_some() {
            batch.bind(has_geometry.then_some(self.blob.as_slice()))?;
        }
        for value in values {
            match value {
                Value::Null => batch.bind(Null)?,
                Value::Boolean(value) => batch.bind(value)?,
                Value::Integer(value) => batch.bind(value)?,
                Value::Real(value) => batch.bind(value)?,
                Value::Text(value) => batch.bind(value.as_ref())?,
            }
        }
        batch.end_row();
        Ok(())
    }

    fn row_error(&self, fault: RowFault) -> GpkgError {
        GpkgError::Row {
            path: self.package.path.clone(),
            table: self.layout.table.name.clone(),
            row: self.rows.saturating_add(1),
            fault,
        }
    }
}
