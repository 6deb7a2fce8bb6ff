//! The packed R-tree: right by SQLite's own check, and by comparison with a full scan.

use geo::{BoundingRect, Geometry, Point, Rect};

use super::*;

fn check(connection: &Connection) {
    let answer: String =
        connection.query_row("SELECT rtreecheck('main', 'rtree_t_geom')", [], |row| row.get(0)).unwrap();
    assert_eq!(answer, "ok");
}

fn numbers(connection: &Connection, sql: &str, parameters: impl rusqlite::Params) -> Vec<i64> {
    connection.prepare(sql).unwrap().query_map(parameters, |row| row.get(0)).unwrap().map(Result::unwrap).collect()
}

fn random_points(count: usize) -> Written {
    write(&with_name("t", GeometryKind::Point), |rows| {
        let mut numbers = Numbers(42);
        for _ in 0..count {
            rows.row_point(73.0 + 62.0 * numbers.next(), 18.0 + 36.0 * numbers.next(), &[Value::Null]).unwrap();
        }
    })
}

#[test]
fn sqlite_finds_no_fault_at_any_size() {
    // Around 51 cells a node, 51² cells in two levels, 51³ in three.
    for count in [0, 1, 2, 50, 51, 52, 102, 103, 2600, 2601, 2602, 100_000, 132_652] {
        let written = random_points(count);
        let connection = written.open();
        check(&connection);
        let all = numbers(&connection, "SELECT id FROM rtree_t_geom ORDER BY id", []);
        assert_eq!(all, (1..=i64::try_from(count).unwrap()).collect::<Vec<_>>());
    }
}

#[test]
fn every_node_but_the_root_is_at_least_half_full() {
    for count in [52, 103, 2602, 5203] {
        let connection = random_points(count).open();
        let blobs: Vec<Vec<u8>> = connection
            .prepare("SELECT data FROM rtree_t_geom_node WHERE nodeno > 1")
            .unwrap()
            .query_map([], |row| row.get(0))
            .unwrap()
            .map(Result::unwrap)
            .collect();
        assert!(!blobs.is_empty());
        for blob in blobs {
            assert_eq!(blob.len(), 1228, "as SQLite sizes nodes for pages of 4 KiB");
            assert!((25..=51).contains(&u16::from_be_bytes([blob[2], blob[3]])), "{count} rows");
        }
    }
}

#[test]
fn a_window_finds_what_a_full_scan_finds() {
    let mut random = Numbers(3);
    let boxes: Vec<Rect<f64>> = (0..5000)
        .map(|_| {
            let (x, y) = (73.0 + 62.0 * random.next(), 18.0 + 36.0 * random.next());
            Rect::new((x, y), (x + 2.0 * random.next(), y + random.next()))
        })
        .collect();
    let written = write(&with_name("t", GeometryKind::Polygon), |rows| {
        for &rect in &boxes {
            rows.row(Some(&rect.into()), &[Value::Null]).unwrap();
        }
    });
    let connection = written.open();
    check(&connection);
    let mut found_in_all = 0;
    for _ in 0..500 {
        let (x, y) = (70.0 + 66.0 * random.next(), 15.0 + 40.0 * random.next());
        let window = Rect::new((x, y), (x + 9.0 * random.next(), y + 9.0 * random.next()));
        let found = numbers(
            &connection,
            "SELECT id FROM rtree_t_geom WHERE maxx >= ?1 AND minx <= ?2 AND maxy >= ?3 AND miny <= ?4 ORDER BY id",
            [window.min().x, window.max().x, window.min().y, window.max().y],
        );
        let scanned: Vec<i64> = (1..).zip(&boxes).filter(|(_, rect)| meet(rect, &window)).map(|(row, _)| row).collect();
        assert_eq!(found, scanned);
        found_in_all += found.len();
    }
    assert!(found_in_all > 10_000);
}

fn meet(one: &Rect<f64>, other: &Rect<f64>) -> bool {
    one.max().x >= other.min().x
        && one.min().x <= other.max().x
        && one.max().y >= other.min().y
        && one.min().y <= other.max().y
}

#[test]
fn the_32_bit_box_contains_the_64_bit_box_closely() {
    let numbers = [
        0.0,
        -0.0,
        0.1,
        -0.1,
        1.0 / 3.0,
        117.731_152_867_570_57,
        1e-300,
        -1e-300,
        5e-324,
        16_777_217.0,
        3.5e38,
        -3.5e38,
        1e300,
        -1e300,
    ];
    let written = write(&with_name("t", GeometryKind::Point), |rows| {
        for &number in &numbers {
            rows.row_point(number, -number, &[Value::Null]).unwrap();
        }
    });
    let connection = written.open();
    check(&connection);
    let mut select = connection.prepare("SELECT minx, maxx, miny, maxy FROM rtree_t_geom WHERE id = ?1").unwrap();
    for (row, number) in (1..).zip(numbers) {
        let [minx, maxx, miny, maxy]: [f64; 4] =
            select.query_row([row], |r| Ok([r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?])).unwrap();
        assert!(minx <= number && number <= maxx && miny <= -number && -number <= maxy, "{number}");
        for (min, max) in [(minx, maxx), (miny, maxy)] {
            assert!(
                (max as f32) == (min as f32) || (min as f32).next_up() == max as f32,
                "{min} {max}: not the closest"
            );
        }
    }
}

#[test]
fn rows_without_coordinates_are_not_in_the_index() {
    let empty: Geometry<f64> = geo::MultiPolygon::new(vec![]).into();
    let written = write(&with_name("t", GeometryKind::Geometry), |rows| {
        for row in 0..200 {
            let point = Point::new(f64::from(row), 0.0).into();
            rows.row([None, Some(&empty), Some(&point), Some(&point)][row as usize % 4], &[Value::Null]).unwrap();
        }
    });
    let connection = written.open();
    check(&connection);
    let all = numbers(&connection, "SELECT id FROM rtree_t_geom ORDER BY id", []);
    assert_eq!(all, (1..=200).filter(|row| (row - 1) % 4 >= 2).collect::<Vec<_>>());
}

#[test]
fn rows_in_one_place_are_all_found() {
    let written = write(&with_name("t", GeometryKind::Point), |rows| {
        (0..1000).for_each(|_| rows.row_point(80.0, 40.0, &[Value::Null]).unwrap());
    });
    let connection = written.open();
    check(&connection);
    let found = numbers(&connection, "SELECT count(*) FROM rtree_t_geom WHERE minx <= 80 AND maxx >= 80", []);
    assert_eq!(found, [1000]);
}

#[test]
fn the_index_takes_inserts_and_deletes_as_any_other() {
    let written = random_points(20_000);
    let connection = written.open();
    // The triggers of DELETE need none of the functions that only GDAL and QGIS have.
    connection.execute_batch("DELETE FROM t WHERE fid % 3 != 0").unwrap();
    check(&connection);
    let mut insert = connection.prepare("INSERT INTO rtree_t_geom VALUES (?1, ?2, ?2, ?3, ?3)").unwrap();
    let mut random = Numbers(9);
    for row in 20_001..25_000 {
        insert.execute((row, 73.0 + 62.0 * random.next(), 18.0 + 36.0 * random.next())).unwrap();
    }
    check(&connection);
    assert_eq!(numbers(&connection, "SELECT count(*) FROM rtree_t_geom", []), [6666 + 4999]);
    assert_eq!(numbers(&connection, "SELECT feature_count FROM gpkg_ogr_contents", []), [6666]);
}

#[test]
fn boxes_of_shapes_are_their_bounding_rectangles() {
    let triangle = geo::wkt!(POLYGON((1. 1., 4. 2., 2. 8., 1. 1.)));
    let bounds = triangle.bounding_rect().unwrap();
    let written = write(&with_name("t", GeometryKind::MultiPolygon), |rows| {
        rows.row(Some(&triangle.into()), &[Value::Null]).unwrap();
    });
    let found: [f64; 4] = written
        .open()
        .query_row("SELECT minx, maxx, miny, maxy FROM rtree_t_geom", [], |r| {
            Ok([r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?])
        })
        .unwrap();
    assert_eq!(found, [bounds.min().x, bounds.max().x, bounds.min().y, bounds.max().y]);
}
