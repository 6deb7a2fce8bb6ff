//! What is written is what is read.

use geo::{Geometry, GeometryCollection, LineString, MultiLineString, MultiPoint, MultiPolygon, Point, Rect, wkt};

use super::wkb::decode;
use super::*;

#[test]
fn every_kind_of_value_comes_back() {
    let columns = [
        ("flagged", FieldKind::Boolean),
        ("count", FieldKind::Integer),
        ("area_km2", FieldKind::Real),
        ("名称", FieldKind::Text),
        ("issued", FieldKind::Date),
        ("checked", FieldKind::DateTime),
        ("zones", FieldKind::Json),
        ("nothing", FieldKind::Text),
    ]
    .map(|(name, kind)| column(name, kind));
    let written = write(&table("mines", GeometryKind::Point, columns.to_vec()), |mines| {
        let values = [
            Value::Boolean(true),
            Value::Integer(i64::MIN),
            Value::Real(0.1 + 0.2),
            text("阿勒泰'金\"矿"),
            text("2020-02-29"),
            text("2026-11-21T08:30:00.000Z"),
            text(r#"["甲","乙"]"#),
            Value::Null,
        ];
        mines.row_point(1.0, 2.0, &values).unwrap();
    });

    let connection = written.open();
    let row = connection.query_row("SELECT * FROM mines", [], |row| {
        assert_eq!(row.get::<_, i64>("fid")?, 1);
        assert!(row.get::<_, bool>("flagged")?);
        assert_eq!(row.get::<_, i64>("count")?, i64::MIN);
        assert_eq!(row.get::<_, f64>("area_km2")?, 0.1 + 0.2);
        assert_eq!(row.get::<_, String>("名称")?, "阿勒泰'金\"矿");
        assert_eq!(row.get::<_, String>("issued")?, "2020-02-29");
        assert_eq!(row.get::<_, String>("checked")?, "2026-11-21T08:30:00.000Z");
        assert_eq!(row.get::<_, String>("zones")?, r#"["甲","乙"]"#);
        assert_eq!(row.get::<_, Option<String>>("nothing")?, None);
        Ok(())
    });
    row.unwrap();
    let mime: String = connection
        .query_row("SELECT mime_type FROM gpkg_data_columns WHERE column_name = 'zones'", [], |r| r.get(0))
        .unwrap();
    assert_eq!(mime, "application/json");
}

#[test]
fn every_row_is_there_in_order_whatever_their_number() {
    for count in 0..40 {
        let written = write(&with_name("mines", GeometryKind::Point), |mines| {
            for row in 0..count {
                mines.row_point(f64::from(row), 0.0, &[text(&format!("mine {row}"))]).unwrap();
            }
        });
        let connection = written.open();
        let names: Vec<(i32, String)> = connection
            .prepare("SELECT fid, name FROM mines ORDER BY fid")
            .unwrap()
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
            .unwrap()
            .map(Result::unwrap)
            .collect();
        assert_eq!(names, (0..count).map(|row| (row + 1, format!("mine {row}"))).collect::<Vec<_>>());
        let counted: i32 =
            connection.query_row("SELECT feature_count FROM gpkg_ogr_contents", [], |r| r.get(0)).unwrap();
        assert_eq!(counted, count);
    }
}

fn collection(parts: Vec<Geometry<f64>>) -> Geometry<f64> {
    Geometry::GeometryCollection(GeometryCollection::new_from(parts))
}

/// One of each type; the polygon has a hole and a clockwise shell, which is to stay so.
fn one_of_each() -> Vec<Geometry<f64>> {
    let polygon = wkt!(POLYGON((0. 0., 0. 9., 9. 9., 9. 0., 0. 0.), (1. 1., 1. 2., 2. 2., 1. 1.)));
    let line = wkt!(LINESTRING(73.5 39.25, 74.125 40., 75. -1.5));
    vec![
        Point::new(89.6, 46.1).into(),
        line.clone().into(),
        polygon.clone().into(),
        MultiPoint::new(vec![Point::new(1., 2.), Point::new(-3., 4.)]).into(),
        MultiLineString::new(vec![line.clone(), wkt!(LINESTRING(1. 1., 2. 2.))]).into(),
        MultiPolygon::new(vec![polygon.clone(), wkt!(POLYGON((20. 20., 21. 20., 21. 21., 20. 20.)))]).into(),
        collection(vec![Point::new(5., 6.).into(), line.into(), polygon.into()]),
    ]
}

/// The blobs of a table of one geometry kind.
fn blobs(kind: GeometryKind, geometries: &[Geometry<f64>]) -> Vec<wkb::Blob> {
    let written = write(&with_name("t", kind), |rows| {
        for geometry in geometries {
            rows.row(Some(geometry), &[Value::Null]).unwrap();
        }
    });
    let connection = written.open();
    let mut select = connection.prepare("SELECT geom FROM t ORDER BY fid").unwrap();
    let blobs = select.query_map([], |row| row.get::<_, Vec<u8>>(0)).unwrap();
    blobs.map(|blob| decode(&blob.unwrap())).collect()
}

#[test]
fn geometries_of_every_type_come_back() {
    use geo::BoundingRect;
    let geometries = one_of_each();
    let blobs = blobs(GeometryKind::Geometry, &geometries);
    assert_eq!(blobs.len(), geometries.len());
    for (blob, geometry) in blobs.iter().zip(&geometries) {
        assert_eq!(&blob.geometry, geometry);
        assert_eq!(blob.srs_id, 4490);
        assert!(!blob.empty);
        let bounds = geometry.bounding_rect().unwrap();
        let envelope = [bounds.min().x, bounds.max().x, bounds.min().y, bounds.max().y];
        let wanted = if matches!(geometry, Geometry::Point(_)) { None } else { Some(envelope) };
        assert_eq!(blob.envelope, wanted, "{geometry:?}");
    }
}

#[test]
fn single_geometries_are_promoted_where_the_table_holds_sets() {
    use GeometryKind::{MultiLineString as Lines, MultiPoint as Points, MultiPolygon as Polygons};
    let [point, line, polygon, ..] =
        one_of_each().try_into().unwrap_or_else(|all: Vec<_>| <[Geometry<f64>; 7]>::try_from(all).unwrap());
    let only = |kind, geometry: &Geometry<f64>| blobs(kind, std::slice::from_ref(geometry)).remove(0).geometry;
    assert_eq!(only(Points, &point), MultiPoint(vec![point.clone().try_into().unwrap()]).into());
    assert_eq!(only(Lines, &line), MultiLineString(vec![line.clone().try_into().unwrap()]).into());
    assert_eq!(only(Polygons, &polygon), MultiPolygon(vec![polygon.clone().try_into().unwrap()]).into());
}

#[test]
fn rectangles_triangles_and_segments_are_stored_as_what_they_are_to_others() {
    let rect = Rect::new((0., 0.), (2., 1.));
    let line = geo::Line::new((0., 0.), (2., 1.));
    let stored: Vec<_> =
        blobs(GeometryKind::Geometry, &[rect.into(), line.into()]).into_iter().map(|blob| blob.geometry).collect();
    assert_eq!(stored, [rect.to_polygon().into(), LineString::from(line).into()]);
}

#[test]
fn empty_geometries_say_so_and_have_no_envelope() {
    let empty: [Geometry<f64>; 5] = [
        LineString::new(vec![]).into(),
        geo::Polygon::new(LineString::new(vec![]), vec![]).into(),
        MultiPolygon::new(vec![]).into(),
        MultiPoint::new(vec![]).into(),
        collection(vec![]),
    ];
    for (blob, geometry) in blobs(GeometryKind::Geometry, &empty).iter().zip(&empty) {
        assert!(blob.empty);
        assert_eq!(blob.envelope, None);
        assert_eq!(&blob.geometry, geometry);
    }
}

#[test]
fn the_contents_state_time_and_extent() {
    let written = write(&with_name("mines", GeometryKind::Geometry), |rows| {
        rows.row(None, &[Value::Null]).unwrap();
        rows.row_point(10.1, 50.3, &[Value::Null]).unwrap();
        rows.row(Some(&wkt!(LINESTRING(-5.2 1., 3. 2.)).into()), &[Value::Null]).unwrap();
    });
    let connection = written.open();
    let pragma = |name: &str| connection.query_row(&format!("PRAGMA {name}"), [], |row| row.get::<_, i32>(0)).unwrap();
    assert_eq!(pragma("application_id"), i32::from_be_bytes(*b"GPKG"));
    assert_eq!(pragma("user_version"), 10_300);
    let contents: (String, String, [f64; 4], i32) = connection
        .query_row("SELECT * FROM gpkg_contents", [], |row| {
            let extent = [row.get("min_x")?, row.get("min_y")?, row.get("max_x")?, row.get("max_y")?];
            Ok((row.get("data_type")?, row.get("last_change")?, extent, row.get("srs_id")?))
        })
        .unwrap();
    assert_eq!(contents, ("features".into(), "2026-11-21T08:30:00.000Z".into(), [-5.2, 1.0, 10.1, 50.3], 4490));
}

#[test]
fn titles_are_aliases_even_where_two_columns_share_one() {
    let titles = [Some("名称"), None, Some("名称"), Some("面积")];
    let mut mines = table("mines", GeometryKind::Point, vec![]);
    for (name, title) in ["a", "b", "c", "d"].into_iter().zip(titles) {
        let description = Some(format!("about {name}"));
        mines.columns.push(Column {
            title: title.map(oreline::domain::Title::of),
            description,
            ..column(name, FieldKind::Text)
        });
    }
    let connection = write(&mines, |_| ()).open();
    let mut select = connection.prepare("SELECT name, title FROM gpkg_data_columns ORDER BY column_name").unwrap();
    let rows = select.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
    let found: Vec<(Option<String>, Option<String>)> = rows.map(Result::unwrap).collect();
    // GDAL shows `name`, which is unique in a table.
    let names = [Some("名称"), None, None, Some("面积")];
    let wanted: Vec<_> =
        names.into_iter().zip(titles).map(|(n, t)| (n.map(str::to_owned), t.map(str::to_owned))).collect();
    assert_eq!(found, wanted);
}

#[test]
fn names_may_be_anything_and_the_key_keeps_out_of_the_way() {
    let names = ["FID", "Geom", "fid_1", "id", "rowid", "a\"b'c", "选择 from", "{t}", "?1", "x;--"];
    let name = "表 \"甲\"'s; {index}";
    let written = write(
        &table(name, GeometryKind::Point, names.iter().map(|name| column(name, FieldKind::Text)).collect()),
        |rows| rows.row_point(1.0, 1.0, &names.map(text)).unwrap(),
    );
    let connection = written.open();
    let sql = format!("SELECT * FROM \"{}\"", name.replace('"', "\"\""));
    let mut select = connection.prepare(&sql).unwrap();
    assert_eq!(select.column_names()[..2], ["fid_2", "geom_1"]);
    assert_eq!(select.column_names()[2..], names);
    let values: Vec<String> =
        select.query_row([], |row| (2..2 + names.len()).map(|place| row.get(place)).collect()).unwrap();
    assert_eq!(values, names);
    let check: String = connection
        .query_row("SELECT rtreecheck('main', ?1)", [format!("rtree_{name}_geom_1")], |row| row.get(0))
        .unwrap();
    assert_eq!(check, "ok");
}

#[test]
fn a_table_without_geometry_is_a_table_of_attributes() {
    let written = write(&with_name("manifest", GeometryKind::None), |rows| {
        rows.row(None, &[text("甲")]).unwrap();
    });
    let connection = written.open();
    let kind: String = connection.query_row("SELECT data_type FROM gpkg_contents", [], |row| row.get(0)).unwrap();
    assert_eq!(kind, "attributes");
    assert_eq!(connection.prepare("SELECT * FROM manifest").unwrap().column_names(), ["fid", "name"]);
    let spatial: i64 =
        connection.query_row("SELECT count(*) FROM gpkg_geometry_columns", [], |row| row.get(0)).unwrap();
    assert_eq!(spatial, 0);
}

#[test]
fn the_same_calls_write_the_same_bytes() {
    let folder = tempfile::tempdir().unwrap();
    let bytes = ["a.gpkg", "b.gpkg"].map(|name| {
        let path = folder.path().join(name);
        let mut mines = with_name("mines", GeometryKind::Point);
        mines.style = Some(Style { name: "s".into(), qml: "<qgis/>".into(), sld: "<sld/>".into() });
        write_at(&path, &mines, |rows| {
            let mut numbers = Numbers(7);
            for _ in 0..3000 {
                rows.row_point(numbers.next(), numbers.next(), &[text("矿")]).unwrap();
            }
        });
        std::fs::read(path).unwrap()
    });
    assert!(bytes[0] == bytes[1]);
}
