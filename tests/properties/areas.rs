//! Polygon mines meet the zones that a full scan over all pairs finds.

use geo::{Coord, Intersects, MultiPolygon};
use oreline::domain::{Place, ZoneKind};
use oreline::join::join;

use crate::geos_valid;
use crate::support::random::Random;
use crate::support::{area_mines, shapes, zones};

/// Mining rights in every position to zones: free ones, boxes on the lattice of the zones, copies of zones, holes filled.
fn rights(random: &mut Random, zones: &[MultiPolygon<f64>], count: usize) -> Vec<MultiPolygon<f64>> {
    let (min, max) = shapes::bounds(zones);
    (0..count)
        .map(|_| {
            let free =
                Coord { x: random.between(min.x - 0.5, max.x + 0.5), y: random.between(min.y - 0.5, max.y + 0.5) };
            let zone = random.pick(zones);
            let part = random.pick(&zone.0);
            let corner = *random.pick(&part.exterior().0);
            match random.below(6) {
                0 => part.interiors().first().map_or_else(|| zone.clone(), |hole| shapes::one(hole.clone(), vec![])),
                1 => shapes::one(part.exterior().clone(), vec![]),
                // Touches in a corner, or nearly.
                2 => {
                    let at = if random.chance(0.5) { corner } else { Coord { x: corner.x.next_up(), y: corner.y } };
                    let size = f64::from(random.integer(1, 64)) / 64.0;
                    shapes::one(shapes::rectangle((at.x, at.y), (at.x + size, at.y + size)), vec![])
                }
                3 => {
                    let (x, y) = (corner.x, corner.y);
                    shapes::one(
                        shapes::rectangle((x - 0.25, y - 0.25), (x + 0.25, y + 0.25)),
                        vec![shapes::rectangle((x - 0.125, y - 0.125), (x + 0.125, y + 0.125))],
                    )
                }
                _ => {
                    let corners = 3 + random.below(12);
                    let size = random.between(0.02, 1.2);
                    shapes::one(shapes::star(random, free, corners, (size * 0.4, size)), vec![])
                }
            }
        })
        .collect()
}

#[test]
fn polygon_mines_meet_the_zones_that_a_full_scan_finds() {
    let (mut pairs, mut boxes_meet, mut meeting) = (0, 0, 0);
    for seed in 200..240 {
        let mut random = Random::new(seed);
        let (columns, rows) = (2 + random.below(4), 2 + random.below(3));
        let mut areas = shapes::tessellation(&mut random, columns, rows);
        areas.retain(geos_valid);
        let mut mines = rights(&mut random, &areas, 60);
        mines.retain(geos_valid);
        let zones = [zones(ZoneKind::Redline, areas)];
        let facts = join(&area_mines(&mines), &zones);
        for (number, mine) in mines.iter().enumerate() {
            let found: Vec<u32> = facts.of(number).iter().map(|hit| hit.zone).collect();
            let expected: Vec<u32> =
                (0..).zip(&zones[0].zones).filter_map(|(zone, of)| mine.intersects(&of.area).then_some(zone)).collect();
            assert_eq!(found, expected, "seed {seed}, mine {number}: {mine:?}");
            assert!(facts.of(number).iter().all(|hit| hit.place == Place::Intersects));
            pairs += zones[0].zones.len();
            meeting += expected.len();
            let boxes = |of: &MultiPolygon<f64>| shapes::bounds(std::slice::from_ref(of));
            let (low, high) = boxes(mine);
            boxes_meet += zones[0]
                .zones
                .iter()
                .map(|zone| boxes(&zone.area))
                .filter(|(min, max)| low.x <= max.x && min.x <= high.x && low.y <= max.y && min.y <= high.y)
                .count();
        }
    }
    println!("{pairs} pairs, boxes of {boxes_meet} meet, areas of {meeting} meet");
    assert!(pairs >= 5_000 && meeting >= 1_000 && boxes_meet >= meeting + 400, "{pairs} {boxes_meet} {meeting}");
}

#[test]
fn the_inner_point_of_a_polygon_mine_lies_in_at_most_one_zone_of_a_tessellation() {
    let mut held = 0;
    for seed in 300..306 {
        let mut random = Random::new(seed);
        let mut areas = shapes::tessellation(&mut random, 5, 4);
        areas.retain(geos_valid);
        let mut mines = rights(&mut random, &areas, 80);
        mines.retain(geos_valid);
        let zones = [zones(ZoneKind::Prefecture, areas)];
        let facts = join(&area_mines(&mines), &zones);
        for hits in facts.iter() {
            let holding = hits.iter().filter(|hit| hit.holds_point).count();
            // Two only where the inner point falls exactly on a border.
            assert!(holding <= 2, "{hits:?}");
            held += usize::from(holding == 1);
        }
    }
    println!("{held} polygon mines with an inner point in one zone");
    assert!(held > 200, "{held}");
}
