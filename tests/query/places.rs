//! Boxes, polygons and distances against full scans that share nothing with the join.

use geo::{Coord, Distance, Geodesic, Intersects, LineString, MultiPolygon, Point, Polygon, Rect, Relate};
use oreline::domain::MineShape;
use oreline::plan::parse_layer;
use oreline::query::{BoundingBox, Cell, Filter, Question, query_report};

use crate::support::random::Random;
use crate::{ask, mines_of, with_report};

fn numbers(rows: &[Vec<Cell>]) -> Vec<usize> {
    let number = |row: &Vec<Cell>| match row[0] {
        Cell::Integer(number) => usize::try_from(number).unwrap(),
        ref other => panic!("{other:?}"),
    };
    rows.iter().map(number).collect()
}

/// A box whose sides lie by chance on coordinates of mines, so that borders are met.
fn random_box(random: &mut Random, points: &[Coord<f64>], west: f64, east: f64, south: f64, north: f64) -> BoundingBox {
    let mut side = |low: f64, high: f64, of: fn(&Coord<f64>) -> f64| {
        if random.chance(0.3) { of(&points[random.below(points.len())]) } else { random.between(low, high) }
    };
    let (a, b) = (side(west, east, |at| at.x), side(west, east, |at| at.x));
    let (c, d) = (side(south, north, |at| at.y), side(south, north, |at| at.y));
    BoundingBox { west: a.min(b), east: a.max(b), south: c.min(d), north: c.max(d) }
}

#[test]
fn boxes_hold_the_points_that_a_full_scan_finds() {
    with_report("xinjiang", |report, plan| {
        let points: Vec<Coord<f64>> = report
            .layer
            .mines
            .iter()
            .map(|mine| match mine.shape {
                MineShape::Point(at, _) => at,
                MineShape::Area(_) => panic!("points alone"),
            })
            .collect();
        let mut random = Random::new(1);
        let (mut boxes, mut found, mut on_border) = (0, 0, 0);
        while boxes < 2000 {
            let bounds = random_box(&mut random, &points, 73.0, 97.0, 34.0, 50.0);
            if bounds.west >= bounds.east || bounds.south >= bounds.north {
                continue;
            }
            let BoundingBox { west, south, east, north } = bounds;
            let expected: Vec<(usize, &str)> = points
                .iter()
                .enumerate()
                .filter(|(_, at)| at.x >= west && at.x <= east && at.y >= south && at.y <= north)
                .map(|(at, point)| {
                    let is_inside = point.x > west && point.x < east && point.y > south && point.y < north;
                    (at, if is_inside { "inside" } else { "border" })
                })
                .collect();
            let question = Question { boxes: vec![bounds], ..Question::default() };
            let rows = mines_of(report, plan, &question, "mine, place");
            let places: Vec<(usize, &str)> = numbers(&rows)
                .into_iter()
                .zip(&rows)
                .map(|(number, row)| match &row[1] {
                    Cell::Text(place) => (number, place.as_str()),
                    other => panic!("{other:?}"),
                })
                .collect();
            assert_eq!(places, expected, "{bounds:?}");
            boxes += 1;
            found += places.len();
            on_border += places.iter().filter(|(_, place)| *place == "border").count();
        }
        println!("{boxes} boxes: {found} mines in them, {on_border} on a border");
        assert!(found > 50_000 && on_border > 500, "{found} {on_border}");
    });
}

#[test]
fn boxes_hold_the_areas_that_geo_finds() {
    with_report("rights", |report, plan| {
        let areas: Vec<&MultiPolygon<f64>> = report
            .layer
            .mines
            .iter()
            .map(|mine| match &mine.shape {
                MineShape::Area(area) => area.as_ref(),
                MineShape::Point(..) => panic!("areas alone"),
            })
            .collect();
        let corners: Vec<Coord<f64>> =
            areas.iter().flat_map(|area| area.iter().flat_map(|part| part.exterior().0.clone())).collect();
        let mut random = Random::new(2);
        let (mut boxes, mut found, mut compared) = (0, 0, 0);
        while boxes < 400 {
            let at = corners[random.below(corners.len())];
            let bounds = random_box(&mut random, &corners, at.x - 0.1, at.x + 0.1, at.y - 0.1, at.y + 0.1);
            let BoundingBox { west, south, east, north } = bounds;
            if west >= east || south >= north {
                continue;
            }
            let rectangle = MultiPolygon(vec![Rect::new((west, south), (east, north)).to_polygon()]);
            let expected: Vec<(usize, bool)> = areas
                .iter()
                .enumerate()
                .filter_map(|(at, area)| {
                    let matrix = area.relate(&rectangle);
                    matrix.is_intersects().then(|| (at, matrix.is_coveredby()))
                })
                .collect();
            let rows = mines_of(
                report,
                plan,
                &Question { boxes: vec![bounds], ..Question::default() },
                "mine, place = 'inside'",
            );
            let places: Vec<(usize, bool)> = numbers(&rows)
                .into_iter()
                .zip(&rows)
                .map(|(number, row)| (number, row[1] == Cell::Integer(1)))
                .collect();
            assert_eq!(places, expected, "{bounds:?}");
            boxes += 1;
            found += places.len();
            compared += areas.len();
        }
        println!("{boxes} boxes, {compared} pairs, {found} that share a point");
        assert!(found > 500, "{found}");
    });
}

#[test]
fn polygons_of_a_layer_hold_the_points_that_geo_finds() {
    let folder = tempfile::tempdir().unwrap();
    with_report("xinjiang", |report, plan| {
        let mut random = Random::new(3);
        let (mut layers, mut found) = (0, 0);
        while layers < 150 {
            let corner = |random: &mut Random| Coord { x: random.between(73.0, 97.0), y: random.between(34.0, 50.0) };
            let triangles: Vec<Polygon<f64>> = (0..=random.below(3))
                .map(|_| {
                    let start = corner(&mut random);
                    let ring = vec![start, corner(&mut random), corner(&mut random), start];
                    Polygon::new(LineString(ring), Vec::new())
                })
                .collect();
            let features: Vec<String> = triangles
                .iter()
                .map(|triangle| {
                    let geometry = geojson::Geometry::from(triangle);
                    format!(r#"{{"type":"Feature","properties":{{}},"geometry":{geometry}}}"#)
                })
                .collect();
            let path = folder.path().join("within.geojson");
            std::fs::write(&path, format!(r#"{{"type":"FeatureCollection","features":[{}]}}"#, features.join(",")))
                .unwrap();
            let expected: Vec<usize> = report
                .layer
                .mines
                .iter()
                .enumerate()
                .filter(|(_, mine)| match mine.shape {
                    MineShape::Point(at, _) => triangles.iter().any(|triangle| triangle.intersects(&at)),
                    MineShape::Area(_) => false,
                })
                .map(|(at, _)| at)
                .collect();
            let question =
                Question { within: vec![parse_layer(path.to_str().unwrap()).unwrap()], ..Question::default() };
            assert_eq!(numbers(&mines_of(report, plan, &question, "mine")), expected);
            layers += 1;
            found += expected.len();
        }
        println!("{layers} layers of triangles: {found} mines");
        assert!(found > 1000, "{found}");
    });
}

#[test]
fn zones_meet_a_box_as_geo_says() {
    with_report("xinjiang", |report, plan| {
        let mut random = Random::new(4);
        let (mut compared, mut met) = (0, 0);
        for _ in 0..25 {
            let (x, y) = (random.between(74.0, 95.0), random.between(35.0, 48.0));
            let (width, height) = (random.between(0.01, 3.0), random.between(0.01, 3.0));
            let bounds = BoundingBox { west: x, south: y, east: x + width, north: y + height };
            let rectangle = Rect::new((x, y), (x + width, y + height)).to_polygon();
            let mut expected = Vec::new();
            for zones in &report.zones {
                for zone in &zones.zones {
                    let matrix = rectangle.relate(&zone.area);
                    compared += 1;
                    if matrix.is_intersects() {
                        let relation = match (matrix.is_coveredby(), matrix.is_covers()) {
                            (true, _) => "covers",
                            (_, true) => "inside",
                            _ if matrix.is_touches() => "touches",
                            _ => "overlaps",
                        };
                        expected.push((zone.name.clone(), relation.to_owned()));
                    }
                }
            }
            let question = Question { boxes: vec![bounds], lists_zones: true, ..Question::default() };
            let found: Vec<(String, String)> = query_report(report, plan, &question, |answer| {
                let text = |cell: &Cell| match cell {
                    Cell::Text(text) => text.clone(),
                    other => panic!("{other:?}"),
                };
                Ok(answer.rows.rows.iter().map(|row| (text(&row[1]), text(&row[3]))).collect())
            })
            .unwrap();
            assert_eq!(found, expected, "{bounds:?}");
            met += found.len();
        }
        println!("{compared} pairs of a box and a zone, {met} meet");
        assert!(compared > 1000 && met > 40, "{compared} {met}");
    });
}

#[test]
fn the_nearest_are_those_of_a_full_scan() {
    with_report("xinjiang", |report, plan| {
        let mut random = Random::new(5);
        let mut compared = 0;
        for _ in 0..100 {
            let from = Coord { x: random.between(72.0, 98.0), y: random.between(33.0, 51.0) };
            let mut all: Vec<(f64, usize)> = report
                .layer
                .mines
                .iter()
                .enumerate()
                .map(|(at, mine)| match mine.shape {
                    MineShape::Point(to, _) => (Geodesic.distance(Point(from), Point(to)), at),
                    MineShape::Area(_) => panic!("points alone"),
                })
                .collect();
            all.sort_by(|a, b| a.0.total_cmp(&b.0));
            let filter = Filter { nearest: Some(7), ..Filter::default() };
            let rows = mines_of(
                report,
                plan,
                &Question { from: Some(from), filter, ..Question::default() },
                "mine, distance_m",
            );
            assert_eq!(rows.len(), 7);
            for (row, (metres, _)) in rows.iter().zip(&all) {
                let Cell::Real(found) = row[1] else { panic!("{row:?}") };
                assert!((found - metres).abs() < 2e-3, "{found} {metres}");
                compared += 1;
            }
        }
        println!("{compared} distances");
        assert_eq!(compared, 700);
    });
}

#[test]
fn bearings_and_places_to_start_from() {
    let object = crate::answer(&["layers/xinjiang", "--nearest", "3", "--mine", "XJ-D001"]);
    assert!(!crate::column(&object, "id").contains(&"XJ-D001".into()), "a mine is not its own neighbour");
    let object =
        crate::answer(&["layers/xinjiang", "--nearest", "1", "--at", "86°18′E 48°0′N", "--where", "id = 'XJ-D001'"]);
    let bearing = object["rows"][0]["bearing_deg"].as_f64().unwrap();
    assert!(!(0.001..=359.999).contains(&bearing), "the mine lies due north: {bearing}");
    let object = crate::answer(&[
        "layers/xinjiang",
        "--nearest",
        "300",
        "--zone",
        "Kezhou",
        "--select",
        "prefecture, distance_m, bearing_deg",
    ]);
    let inside = crate::column(&object, "distance_m").iter().filter(|metres| metres.as_f64() == Some(0.0)).count();
    assert_eq!((inside, object["rows"].as_array().unwrap().len()), (267, 300));
    for arguments in [
        &["--nearest", "3"][..],
        &["--nearest", "3", "--zone", "Kezhou", "--mine", "XJ-D001"],
        &["--nearest", "0", "--mine", "XJ-D001"],
    ] {
        let (code, _, err) = ask(&[&["layers/xinjiang"], arguments].concat());
        assert_eq!(code, 2, "{err}");
    }
}
