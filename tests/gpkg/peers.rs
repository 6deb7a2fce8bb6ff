//! GDAL and QGIS read the package as we meant it, and can edit it.
//!
//! Each test is skipped, with a line that says so, where the peer is not installed.

use std::process::{Command, Output};

use geo::wkt;

use super::*;

const PYTHON: &str = "/usr/bin/python3";

/// The output of a program, or none if it is not installed.
fn run(program: &str, arguments: &[&str]) -> Option<Output> {
    let mut command = Command::new(program);
    // Qt says so on standard error if it has no such folder of its own.
    let private = std::os::unix::fs::PermissionsExt::from_mode(0o700);
    let runtime = tempfile::Builder::new().permissions(private).tempdir().unwrap();
    command.args(arguments).env("PYTHONIOENCODING", "utf-8");
    command.env("QT_QPA_PLATFORM", "offscreen").env("XDG_RUNTIME_DIR", runtime.path());
    match command.output() {
        Ok(output) => Some(output),
        Err(error) => {
            println!("skipped: {program}: {error}");
            None
        }
    }
}

/// Standard output of a program that must succeed without a word on standard error.
fn quiet(program: &str, arguments: &[&str]) -> Option<String> {
    let output = run(program, arguments)?;
    let (stdout, stderr) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success() && stderr.is_empty(), "{program} {arguments:?}\n{stdout}\n{stderr}");
    Some(stdout.into_owned())
}

/// Runs a script of this folder on a package with a Python that has the module.
pub(crate) fn python(module: &str, script: &str, path: &Path) -> Option<String> {
    let probe = run(PYTHON, &["-c", &format!("import {module}")])?;
    if !probe.status.success() {
        println!("skipped: {PYTHON} has no {module}");
        return None;
    }
    let script = format!("{}/tests/gpkg/{script}", env!("CARGO_MANIFEST_DIR"));
    quiet(PYTHON, &[&script, path.to_str().unwrap()])
}

const QML: &str = r#"<!DOCTYPE qgis>
<qgis version="3.22" styleCategories="Symbology|Fields">
 <renderer-v2 type="categorizedSymbol" attr="verdict" symbollevels="0" enableorderby="0">
  <categories><category symbol="0" value="prohibited" label="禁止" render="true"/></categories>
  <symbols><symbol type="marker" name="0" alpha="1"><layer class="SimpleMarker" enabled="1">
   <prop k="color" v="255,0,0,255"/><prop k="name" v="triangle"/><prop k="size" v="4"/></layer></symbol></symbols>
 </renderer-v2>
 <aliases><alias index="1" field="verdict" name="结论"/></aliases>
</qgis>"#;

/// Mines with a style (every fifth without a place), zones, a manifest.
fn package(count: u32) -> Written {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("结果.gpkg");
    let mut package = GeoPackage::create(&path, &options()).unwrap();

    let columns = vec![
        Column { title: Some(oreline::domain::Title::of("结论")), ..column("verdict", FieldKind::Text) },
        column("面积'km2\"", FieldKind::Real),
        column("flagged", FieldKind::Boolean),
        column("issued", FieldKind::Date),
        column("checked", FieldKind::DateTime),
        column("zones", FieldKind::Json),
    ];
    let mut mines = table("矿山 'flagged'", GeometryKind::Point, columns);
    mines.style = Some(Style { name: "verdict".into(), qml: QML.into(), sld: String::new() });
    let mut rows = package.table(&mines).unwrap();
    let mut numbers = Numbers(11);
    for row in 0..count {
        let values = [
            text("prohibited"),
            Value::Real(f64::from(row)),
            Value::Boolean(row % 2 == 0),
            text("2020-02-29"),
            text("2026-11-21T08:30:00.000Z"),
            text(r#"["甲"]"#),
        ];
        if row % 5 == 4 {
            rows.row(None, &values).unwrap();
        } else {
            rows.row_point(73.0 + 62.0 * numbers.next(), 18.0 + 36.0 * numbers.next(), &values).unwrap();
        }
    }
    rows.finish().unwrap();

    let zones = with_name("zones", GeometryKind::MultiPolygon);
    let mut rows = package.table(&zones).unwrap();
    let zone = wkt!(POLYGON((80. 40., 90. 40., 90. 45., 80. 40.), (85. 41., 86. 41., 86. 42., 85. 41.)));
    rows.row(Some(&zone.into()), &[text("天山")]).unwrap();
    rows.row(Some(&geo::MultiPolygon::new(vec![]).into()), &[text("无")]).unwrap();
    rows.finish().unwrap();

    let manifest = with_name("manifest", GeometryKind::None);
    let mut rows = package.table(&manifest).unwrap();
    rows.row(None, &[text("1.0")]).unwrap();
    rows.finish().unwrap();
    package.finish().unwrap();
    Written { _folder: folder, path }
}

#[test]
fn gdal_sees_layers_types_and_coordinate_system() {
    let written = package(1000);
    let Some(info) = quiet("ogrinfo", &["-al", "-so", written.path.to_str().unwrap()]) else { return };
    for wanted in [
        "Layer name: 矿山 'flagged'\nMetadata:\n  DESCRIPTION=description of 矿山 'flagged'\n  IDENTIFIER=identifier of 矿山 'flagged'\nGeometry: Point\nFeature Count: 1000\n",
        "Layer name: zones\nMetadata:\n  DESCRIPTION=description of zones\n  IDENTIFIER=identifier of zones\nGeometry: Multi Polygon\nFeature Count: 2\nExtent: (80.000000, 40.000000) - (90.000000, 45.000000)\n",
        "Layer name: manifest\nMetadata:\n  DESCRIPTION=description of manifest\n  IDENTIFIER=identifier of manifest\nGeometry: None\nFeature Count: 1\n",
        "ID[\"EPSG\",4490]]\n",
        "FID Column = fid\nGeometry Column = geom\n",
        "verdict: String (0.0)\n",
        "面积'km2\": Real (0.0)\n",
        "flagged: Integer(Boolean) (0.0)\n",
        "issued: Date (0.0)\n",
        "checked: DateTime (0.0)\n",
        "zones: String(JSON) (0.0)\n",
    ] {
        assert!(info.contains(wanted), "no {wanted:?} in\n{info}");
    }
}

#[test]
fn gdal_filters_by_the_index_as_a_full_scan_would() {
    let written = package(5000);
    let window = ["85.5", "40.25", "99.75", "48.5"];
    let table = "矿山 'flagged'";
    let path = written.path.to_str().unwrap();
    let mut arguments = vec!["-so", "-spat"];
    arguments.extend(window);
    arguments.extend([path, table]);
    let Some(info) = quiet("ogrinfo", &arguments) else { return };

    let [west, south, east, north] = window.map(|number| number.parse::<f64>().unwrap());
    let connection = written.open();
    let mut select = connection.prepare(&format!("SELECT geom FROM \"{table}\" WHERE geom NOT NULL")).unwrap();
    let inside = select
        .query_map([], |row| row.get::<_, Vec<u8>>(0))
        .unwrap()
        .filter(|blob| {
            let geo::Geometry::Point(point) = wkb::decode(blob.as_ref().unwrap()).geometry else { panic!("no point") };
            (west..=east).contains(&point.x()) && (south..=north).contains(&point.y())
        })
        .count();
    assert!(inside > 100);
    assert!(info.contains(&format!("Feature Count: {inside}\n")), "{inside}\n{info}");
}

#[test]
fn gdal_finds_no_breach_of_the_standard() {
    let written = package(300);
    // GDAL's own validator, one of the samples in its Python package.
    let Some(answer) = python("osgeo_utils.samples.validate_gpkg", "validate.py", &written.path) else { return };
    assert_eq!(answer.trim(), "ok");
}

#[test]
fn edits_by_gdal_keep_index_and_count_right() {
    let written = package(2000);
    let Some(answer) = python("osgeo.ogr", "edit.py", &written.path) else { return };
    assert_eq!(answer.trim(), "ok");
    let connection = written.open();
    let check: String =
        connection.query_row("SELECT rtreecheck('main', ?1)", ["rtree_矿山 'flagged'_geom"], |row| row.get(0)).unwrap();
    assert_eq!(check, "ok");
}

#[test]
fn qgis_opens_the_layers_with_style_and_alias() {
    let written = package(1000);
    let Some(answer) = python("qgis.core", "open_in_qgis.py", &written.path) else { return };
    assert_eq!(answer.trim(), "ok");
}
