//! The GeoPackage writer, read back by SQLite, by GDAL and by QGIS.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout, reason = "a test may fail")]
#![allow(
    clippy::float_cmp,
    clippy::similar_names,
    reason = "what is stored is exact; minx and maxx are SQLite's words"
)]

mod deliveries;
mod faults;
mod index;
mod peers;
mod rows;
mod wkb;

use std::path::{Path, PathBuf};

use oreline::domain::FieldKind;
use oreline::style::Style;
use oreline::write::gpkg::{GeoPackage, GeometryKind, Options, Table, TableWriter};
use oreline::write::{Column, Value};
use rusqlite::Connection;
use tempfile::TempDir;

fn options() -> Options {
    Options { last_change: "2026-11-21T08:30:00Z".into(), language: oreline::domain::Language::Both }
}

fn column(name: &str, kind: FieldKind) -> Column {
    Column::of_source(name, kind)
}

fn table(name: &str, geometry: GeometryKind, columns: Vec<Column>) -> Table {
    Table {
        name: name.into(),
        identifier: format!("identifier of {name}"),
        description: format!("description of {name}"),
        geometry,
        columns,
        style: None,
    }
}

/// A text column of any name, for tests of geometry.
fn with_name(name: &str, geometry: GeometryKind) -> Table {
    table(name, geometry, vec![column("name", FieldKind::Text)])
}

fn text(value: &str) -> Value<'_> {
    Value::Text(value.into())
}

/// Where a package is, for as long as a test needs it.
struct Written {
    _folder: TempDir,
    path: PathBuf,
}

impl Written {
    fn open(&self) -> Connection {
        Connection::open(&self.path).unwrap()
    }
}

/// A package of one table, filled by the test.
fn write(table: &Table, fill: impl FnOnce(&mut TableWriter<'_>)) -> Written {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("试验 out.gpkg");
    write_at(&path, table, fill);
    Written { _folder: folder, path }
}

fn write_at(path: &Path, table: &Table, fill: impl FnOnce(&mut TableWriter<'_>)) {
    let mut package = GeoPackage::create(path, &options()).unwrap();
    let mut writer = package.table(table).unwrap();
    fill(&mut writer);
    writer.finish().unwrap();
    package.finish().unwrap();
}

/// Numbers in 0..1 that are the same in every run (xorshift).
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> f64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as f64 / (1_u64 << 53) as f64
    }
}
