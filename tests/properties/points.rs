//! The join by index finds what a full scan finds, the border told apart.

use geo::coordinate_position::{CoordPos, CoordinatePosition};
use geo::{Coord, MultiPolygon};
use oreline::domain::{Place, ZoneKind, Zones};

use crate::geos_valid;
use crate::support::random::Random;
use crate::support::{facts, for_each_shipped_layer, point_mines, shapes, zones};

#[derive(Debug, Default)]
struct Counts {
    decisions: usize,
    inside: usize,
    on_border: usize,
    on_two_borders: usize,
    outside_all: usize,
}

/// Part by part: the border of an area of several parts is the border of each.
fn full_scan(at: Coord<f64>, area: &MultiPolygon<f64>) -> Option<Place> {
    let mut place = None;
    for part in area {
        match part.coordinate_position(&at) {
            CoordPos::Inside => return Some(Place::Inside),
            CoordPos::OnBoundary => place = Some(Place::OnBoundary),
            CoordPos::Outside => {}
        }
    }
    place
}

fn compare(kind: ZoneKind, zones: &[Zones<'_>], points: &[Coord<f64>], counts: &mut Counts) {
    let of_kind = zones.iter().find(|zones| zones.kind == kind).unwrap();
    let facts = facts(&point_mines(points), zones);
    assert_eq!(facts.len(), points.len(), "one entry for each mine");
    for (mine, at) in points.iter().enumerate() {
        let found: Vec<(u32, Place)> =
            facts.of(mine).iter().filter(|hit| hit.kind == kind).map(|hit| (hit.zone, hit.place)).collect();
        let expected: Vec<(u32, Place)> = (0..)
            .zip(&of_kind.zones)
            .filter_map(|(number, zone)| Some((number, full_scan(*at, &zone.area)?)))
            .collect();
        assert_eq!(found, expected, "{kind} at {at:?}");
        let borders = expected.iter().filter(|(_, place)| *place == Place::OnBoundary).count();
        counts.decisions += of_kind.zones.len();
        counts.inside += usize::from(expected.len() > borders);
        counts.on_border += usize::from(borders > 0);
        counts.on_two_borders += usize::from(borders > 1);
        counts.outside_all += usize::from(expected.is_empty());
    }
}

#[test]
fn on_random_tessellations_the_index_decides_as_a_full_scan() {
    let mut counts = Counts::default();
    let mut left_out = 0;
    for seed in 0..24 {
        let mut random = Random::new(seed);
        let (columns, rows) = (2 + random.below(6), 1 + random.below(5));
        let mut areas = shapes::tessellation(&mut random, columns, rows);
        if seed % 3 == 0 {
            let centre = areas[0].0[0].exterior().0[0];
            areas.extend(shapes::overlapping(&mut random, 6, centre, 2.0));
        }
        let all = areas.len();
        areas.retain(geos_valid);
        left_out += all - areas.len();
        let points = shapes::telling_points(&mut random, &areas, 700);
        compare(ZoneKind::Belt, &[zones(ZoneKind::Belt, areas)], &points, &mut counts);
    }
    println!("{counts:?}; {left_out} invalid areas left out");
    assert!(counts.on_border > 5_000 && counts.on_two_borders > 2_000, "{counts:?}");
    assert!(counts.inside > 5_000 && counts.outside_all > 1_000, "{counts:?}");
}

#[test]
fn on_zones_that_overlap_the_index_decides_as_a_full_scan() {
    let mut counts = Counts::default();
    for seed in 100..112 {
        let mut random = Random::new(seed);
        let centre = Coord { x: random.between(-170.0, 170.0), y: random.between(-80.0, 80.0) };
        let count = 1 + random.below(30);
        let mut areas = shapes::overlapping(&mut random, count, centre, 3.0);
        areas.retain(geos_valid);
        let points = shapes::telling_points(&mut random, &areas, 500);
        compare(ZoneKind::Redline, &[zones(ZoneKind::Redline, areas)], &points, &mut counts);
    }
    println!("{counts:?}");
    assert!(counts.on_border > 2_000 && counts.inside > 5_000 && counts.outside_all > 500, "{counts:?}");
}

#[test]
fn on_the_shipped_layers_the_index_decides_as_a_full_scan() {
    let mut counts = Counts::default();
    let mut kinds = 0;
    for_each_shipped_layer(|_, kind, zones, areas| {
        kinds += 1;
        let points = shapes::telling_points(&mut Random::new(kind as u64), areas, 1_500);
        compare(kind, zones, &points, &mut counts);
    });
    println!("{kinds} layers of zones, {counts:?}");
    assert_eq!(kinds, 8, "prefectures, belts, red lines of both, functions and positions of one each");
    assert!(counts.on_border > 5_000 && counts.on_two_borders > 2_000, "{counts:?}");
}

#[test]
fn a_single_zone_of_three_corners_and_one_of_the_whole_world_are_located_exactly() {
    let mut counts = Counts::default();
    let world = shapes::one(shapes::rectangle((-180.0, -90.0), (180.0, 90.0)), vec![]);
    let sliver = shapes::one(shapes::ring(&[(75.0, 39.0), (75.0_f64.next_up(), 39.0), (75.0, 45.0)]), vec![]);
    for areas in [vec![world.clone()], vec![sliver.clone()], vec![sliver, world]] {
        let points = shapes::telling_points(&mut Random::new(7), &areas, 50);
        compare(ZoneKind::Belt, &[zones(ZoneKind::Belt, areas)], &points, &mut counts);
    }
    println!("{counts:?}");
    assert!(counts.decisions > 50 && counts.on_border > 10, "{counts:?}");
}
