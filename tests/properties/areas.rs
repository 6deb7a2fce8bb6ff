//! Polygon mines meet the zones that a full scan over all pairs finds.

use geo::{Intersects, MultiPolygon};
use oreline::domain::{Grade, Place, ZoneKind};

use crate::geos_valid;
use crate::support::random::Random;
use crate::support::{area_mines, facts, shapes, zones};

#[test]
fn polygon_mines_meet_the_zones_that_a_full_scan_finds() {
    let (mut pairs, mut boxes_meet, mut meeting) = (0, 0, 0);
    for seed in 200..240 {
        let mut random = Random::new(seed);
        let (columns, rows) = (2 + random.below(4), 2 + random.below(3));
        let mut areas = shapes::tessellation(&mut random, columns, rows);
        areas.retain(geos_valid);
        let mut mines = shapes::rights(&mut random, &areas, 60);
        mines.retain(geos_valid);
        let zones = [zones(ZoneKind::Redline, areas)];
        let facts = facts(&area_mines(&mines), &zones);
        for (number, mine) in mines.iter().enumerate() {
            let found: Vec<u32> = facts.of(number).iter().map(|hit| hit.zone).collect();
            let expected: Vec<u32> =
                (0..).zip(&zones[0].zones).filter_map(|(zone, of)| mine.intersects(&of.area).then_some(zone)).collect();
            assert_eq!(found, expected, "seed {seed}, mine {number}: {mine:?}");
            assert!(facts.of(number).iter().all(|hit| matches!(hit.place, Place::Touches | Place::Overlaps)));
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
fn in_a_tessellation_the_parts_of_a_mine_add_up() {
    let (mut in_several, mut whole) = (0, 0);
    for seed in 300..306 {
        let mut random = Random::new(seed);
        let mut areas = shapes::tessellation(&mut random, 5, 4);
        areas.retain(geos_valid);
        let mut mines = shapes::rights(&mut random, &areas, 80);
        mines.retain(geos_valid);
        let zones = [zones(ZoneKind::Prefecture, areas)];
        let facts = facts(&area_mines(&mines), &zones);
        for mine in 0..mines.len() {
            let extent = facts.extent(mine).expect("an area");
            let parts_m2: f64 = extent.overlaps.iter().map(|overlap| overlap.area_m2).sum();
            let cover = extent.covers[ZoneKind::Prefecture as usize];
            assert!((parts_m2 - cover.area_m2).abs() <= 1e-9 * extent.area_m2, "seed {seed}, mine {mine}: {extent:?}");
            assert!(cover.area_m2 <= extent.area_m2, "seed {seed}, mine {mine}");
            in_several +=
                usize::from(extent.overlaps.iter().filter(|overlap| overlap.grade > Grade::Touch).count() > 1);
            whole += usize::from(cover.area_m2 >= extent.area_m2 * (1.0 - 1e-12));
        }
    }
    println!("{in_several} mines in several zones, {whole} covered whole");
    assert!(in_several > 100 && whole > 20, "{in_several} {whole}");
}
