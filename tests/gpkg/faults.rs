//! Every mistake is an error that names the file, and nothing is half done silently.

use std::collections::BTreeSet;
use std::error::Error;
use std::process::Command;

use geo::wkt;
use oreline::write::gpkg::{GpkgError, RowFault, TableFault};

use super::*;

/// An empty package in a fresh folder.
fn package() -> (TempDir, GeoPackage) {
    let folder = tempfile::tempdir().unwrap();
    let package = GeoPackage::create(&folder.path().join("out.gpkg"), &options()).unwrap();
    (folder, package)
}

fn refused(table: &Table) -> TableFault {
    let (_folder, mut package) = package();
    match package.table(table) {
        Err(GpkgError::Table { fault, .. }) => fault,
        Err(other) => panic!("{other}"),
        Ok(_) => panic!("not refused"),
    }
}

#[test]
fn an_existing_file_is_not_touched() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("out.gpkg");
    std::fs::write(&path, "precious").unwrap();
    let error = GeoPackage::create(&path, &options()).err().unwrap();
    assert!(matches!(error, GpkgError::Exists { .. }));
    assert_eq!(error.to_string(), format!("{}: exists already", path.display()));
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "precious");
}

#[test]
fn a_missing_folder_is_named_with_its_cause() {
    let path = Path::new("/no/such/folder/out.gpkg");
    let error = GeoPackage::create(path, &options()).err().unwrap();
    assert_eq!(error.to_string(), "/no/such/folder/out.gpkg: cannot create the file");
    assert!(error.source().unwrap().to_string().contains("No such file"));
}

#[test]
fn a_time_that_is_none_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    for (place, time) in ["now", "yesterday", "", "2026-13-01"].into_iter().enumerate() {
        let path = folder.path().join(place.to_string());
        let error =
            GeoPackage::create(&path, &Options { last_change: time.into(), language: oreline::domain::Language::Both })
                .err()
                .unwrap();
        assert!(matches!(error, GpkgError::LastChange { .. }), "{time}: {error}");
    }
}

#[test]
fn columns_that_sqlite_cannot_tell_apart_are_both_named() {
    let columns =
        vec![column("Area", FieldKind::Real), column("名称", FieldKind::Text), column("AREA", FieldKind::Real)];
    let fault = refused(&table("t", GeometryKind::None, columns));
    assert_eq!(fault, TableFault::ColumnClash { first: "Area".into(), second: "AREA".into() });
    assert_eq!(fault.to_string(), r#"columns "Area" and "AREA" have the same name to SQLite"#);
}

#[test]
fn names_that_cannot_be_are_refused() {
    for name in ["gpkg_contents", "RTREE_mines", "sqlite_x", "Layer_Styles"] {
        assert_eq!(refused(&with_name(name, GeometryKind::Point)), TableFault::Reserved);
    }
    for name in ["", "a\0b"] {
        assert_eq!(refused(&with_name(name, GeometryKind::Point)), TableFault::Name { name: name.into() });
        let columns = vec![column(name, FieldKind::Text)];
        assert_eq!(refused(&table("t", GeometryKind::None, columns)), TableFault::Name { name: name.into() });
    }
}

#[test]
fn a_second_table_of_the_name_is_refused_and_another_is_not() {
    let (_folder, mut package) = package();
    package.table(&with_name("mines", GeometryKind::Point)).unwrap().finish().unwrap();
    let mines = with_name("MINES", GeometryKind::Point);
    let Err(GpkgError::Table { fault, .. }) = package.table(&mines) else { panic!("not refused") };
    assert_eq!(fault, TableFault::Duplicate { other: "mines".into() });
    package.table(&with_name("zones", GeometryKind::Polygon)).unwrap().finish().unwrap();
    package.finish().unwrap();
}

#[test]
fn a_table_that_was_dropped_cannot_be_forgotten() {
    let (_folder, mut package) = package();
    let mines = with_name("mines", GeometryKind::Point);
    drop(package.table(&mines).unwrap());
    let zones = with_name("zones", GeometryKind::Polygon);
    assert!(matches!(package.table(&zones), Err(GpkgError::Table { fault: TableFault::Unfinished, .. })));
    let error = package.finish().unwrap_err();
    assert!(error.to_string().ends_with(r#"out.gpkg: table "mines": the table was begun but not finished"#), "{error}");
}

#[test]
fn a_row_that_does_not_fit_is_refused_and_the_next_one_is_written() {
    let (folder, mut package) = package();
    let zones = with_name("zones", GeometryKind::MultiPolygon);
    let mut rows = package.table(&zones).unwrap();
    let good = wkt!(POLYGON((0. 0., 1. 0., 1. 1., 0. 0.))).into();
    let bad = geo::Polygon::new(vec![(0., 0.), (1., f64::NAN), (1., 1.)].into(), vec![]);
    let infinite = geo::Polygon::new(vec![(0., 0.), (1., f64::INFINITY), (1., 1.)].into(), vec![]);
    let fault = |result: Result<(), GpkgError>| match result {
        Err(GpkgError::Row { fault, row: 1, .. }) => fault,
        other => panic!("{other:?}"),
    };
    let wrong = RowFault::GeometryType { expected: "MULTIPOLYGON", found: "POINT" };
    assert_eq!(fault(rows.row_point(1., 1., &[Value::Null])), wrong);
    assert_eq!(wrong.to_string(), "a POINT in a table of MULTIPOLYGON");
    assert_eq!(fault(rows.row(Some(&bad.into()), &[Value::Null])), RowFault::NotFinite);
    assert_eq!(fault(rows.row(Some(&infinite.into()), &[Value::Null])), RowFault::NotFinite);
    assert_eq!(fault(rows.row(Some(&good), &[])), RowFault::ValueCount { expected: 1, found: 0 });
    rows.row(Some(&good), &[text("甲")]).unwrap();
    rows.finish().unwrap();
    package.finish().unwrap();
    let connection = Connection::open(folder.path().join("out.gpkg")).unwrap();
    let written: (i64, String) =
        connection.query_row("SELECT fid, name FROM zones", [], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
    assert_eq!(written, (1, "甲".into()));
}

#[test]
fn a_geometry_in_a_table_of_attributes_is_refused() {
    let (_folder, mut package) = package();
    let manifest = with_name("manifest", GeometryKind::None);
    let error = package.table(&manifest).unwrap().row_point(1., 2., &[Value::Null]).unwrap_err();
    assert!(error.to_string().ends_with("row 1: a POINT in a table of no geometry"), "{error}");
}

/// A file system of three mebibytes, taken away at the end.
struct SmallDisk(TempDir);

impl SmallDisk {
    fn mount() -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", "size=3m", "tmpfs"]).arg(folder.path()).output();
        mounted.is_ok_and(|output| output.status.success()).then_some(Self(folder))
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(self.0.path()).status();
    }
}

/// Writes rows until something fails; a file of `rows` rows does not fit.
fn fill(path: &Path, rows: u32) -> Result<(), GpkgError> {
    let mut package = GeoPackage::create(path, &options())?;
    let mines = with_name("mines", GeometryKind::Point);
    let mut writer = package.table(&mines)?;
    for row in 0..rows {
        writer.row_point(f64::from(row), 0.0, &[text("a name that takes its place on the disk")])?;
    }
    writer.finish()?;
    package.finish()
}

#[test]
fn a_full_disk_is_an_error_wherever_it_strikes() {
    let Some(disk) = SmallDisk::mount() else {
        println!("skipped: no right to mount a tmpfs");
        return;
    };
    let path = disk.0.path().join("out.gpkg");
    let (mut fitting, mut failed) = (0, BTreeSet::new());
    for rows in (5_000..80_000).step_by(5_000) {
        match fill(&path, rows) {
            Ok(()) => fitting += 1,
            Err(error) => {
                assert!(error.is_disk_full(), "{rows} rows: {error:?}");
                let message = error.to_string();
                failed.insert(message.rsplit_once(": cannot ").unwrap().1.to_owned());
            }
        }
        std::fs::remove_file(&path).unwrap();
    }
    assert!(fitting > 0);
    let places =
        ["complete the file", "write the rows of table \"mines\"", "write the spatial index of table \"mines\""];
    assert!(failed.iter().eq(places), "{failed:?}");
}
