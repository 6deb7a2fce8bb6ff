//! Neither threads nor the order of zones change a result, and more zones never make one milder.

use std::collections::BTreeSet;

use geo::Coord;
use oreline::domain::{Facts, FragilityClass, Judgement, Mine, Place, ZoneClass, ZoneKind, Zones};
use oreline::judge;

use crate::geos_valid;
use crate::support::random::Random;
use crate::support::{Opened, SETS, area_mines, facts as find, point_mines, shapes, zone};

/// All kinds of zones over one stretch of land, and mines in and beside them.
fn scene(seed: u64, points: usize) -> (Vec<Mine<'static>>, Vec<Zones<'static>>) {
    let mut random = Random::new(seed);
    let side = if points > 5_000 { 12 } else { 4 };
    let mut units = shapes::tessellation(&mut random, side + 1, side);
    units.retain(geos_valid);
    let (min, max) = shapes::bounds(&units);
    let centre = Coord { x: f64::midpoint(min.x, max.x), y: f64::midpoint(min.y, max.y) };
    let mut places = shapes::telling_points(&mut random, &units, points / 4);
    places.truncate(points);
    let mut kinds: Vec<Zones<'static>> = ZoneKind::ALL.into_iter().map(Zones::none).collect();
    for (number, area) in units.into_iter().enumerate() {
        let class = match random.below(5) {
            4 => ZoneClass::Unknown,
            class => ZoneClass::Fragility(FragilityClass::ALL[class]),
        };
        let mut unit = zone(&format!("unit {number}"), class, area);
        unit.id = Some(format!("{}", 650_000 + random.below(1_000_000)));
        kinds[ZoneKind::Prefecture as usize].zones.push(unit);
    }
    for kind in [ZoneKind::Belt, ZoneKind::Redline, ZoneKind::Position, ZoneKind::Function] {
        let mut areas = shapes::overlapping(&mut random, 8, centre, 2.0);
        areas.retain(geos_valid);
        for (number, area) in areas.into_iter().enumerate() {
            let class = match kind {
                ZoneKind::Position => ZoneClass::Position(*random.pick(&oreline::domain::Position::ALL)),
                _ => ZoneClass::None,
            };
            kinds[kind as usize].zones.push(zone(&format!("{kind} {number}"), class, area));
        }
    }
    let mut mines = point_mines(&places);
    let mut rights = shapes::overlapping(&mut random, 60, centre, 2.5);
    rights.retain(geos_valid);
    mines.extend(area_mines(&rights));
    for (index, mine) in mines.iter_mut().enumerate() {
        mine.index = u32::try_from(index).unwrap();
    }
    (mines, kinds)
}

fn with_threads<T: Send>(threads: usize, work: impl FnOnce() -> T + Send) -> T {
    rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap().install(work)
}

#[test]
fn the_number_of_threads_changes_nothing() {
    // More than two tasks of 8,192 mines, so that there is something to share out.
    let (mines, zones) = scene(1, 20_000);
    assert!(mines.len() > 2 * 8_192, "{} mines", mines.len());
    let with_one = with_threads(1, || find(&mines, &zones));
    let mut compared = 0;
    for threads in [2, 8] {
        let facts = with_threads(threads, || find(&mines, &zones));
        assert_eq!(facts.len(), with_one.len());
        for (mine, (one, other)) in with_one.iter().zip(facts.iter()).enumerate() {
            assert_eq!(one, other, "mine {mine}, {threads} threads");
            compared += one.len();
        }
    }
    for set in SETS {
        let opened = Opened::set(set);
        let one = with_threads(1, || format!("{:?}", opened.judge().judgements));
        for threads in [2, 8] {
            assert_eq!(one, with_threads(threads, || format!("{:?}", opened.judge().judgements)), "{set}");
        }
    }
    println!("{compared} hits compared");
    assert!(compared > 20_000, "{compared}");
}

/// What was found for each mine, with zones by name.
fn by_name(facts: &Facts, zones: &[Zones<'_>]) -> Vec<BTreeSet<(String, &'static str)>> {
    let place = |place: Place| match place {
        Place::Inside => "inside",
        Place::OnBoundary => "on the border",
        Place::Touches => "touches",
        Place::Overlaps => "overlaps",
    };
    let name = |kind: ZoneKind, zone: u32| format!("{kind}: {}", zones[kind as usize].zone(zone).unwrap().name);
    facts.iter().map(|hits| hits.iter().map(|hit| (name(hit.kind, hit.zone), place(hit.place))).collect()).collect()
}

/// A judgement with its unit by name.
fn named(judgement: &Judgement, zones: &[Zones<'_>]) -> (Option<String>, String) {
    let unit = judgement.prefecture.map(|unit| zones[ZoneKind::Prefecture as usize].zone(unit).unwrap().name.clone());
    (unit, format!("{:?}", Judgement { prefecture: None, ..*judgement }))
}

#[test]
fn the_order_of_zones_changes_nothing() {
    let (mut hits, mut judged) = (0, 0);
    for seed in 2..6 {
        let (mines, mut zones) = scene(seed, 3_000);
        let facts = find(&mines, &zones);
        let before = by_name(&facts, &zones);
        let judgements: Vec<_> = judge::all(&facts, &zones).iter().map(|one| named(one, &zones)).collect();
        let mut random = Random::new(seed);
        for _ in 0..3 {
            for of_kind in &mut zones {
                random.shuffle(&mut of_kind.zones);
            }
            let facts = find(&mines, &zones);
            let after = by_name(&facts, &zones);
            for (mine, (before, after)) in before.iter().zip(&after).enumerate() {
                assert_eq!(before, after, "seed {seed}, mine {mine}");
                hits += before.len();
            }
            let again: Vec<_> = judge::all(&facts, &zones).iter().map(|one| named(one, &zones)).collect();
            for (mine, (before, after)) in judgements.iter().zip(&again).enumerate() {
                assert_eq!(before, after, "seed {seed}, mine {mine}");
                judged += 1;
            }
        }
    }
    println!("{hits} hits and {judged} judgements compared");
    assert!(hits > 20_000 && judged > 20_000, "{hits} {judged}");
}

#[test]
fn one_more_zone_never_makes_a_judgement_milder() {
    let (mut compared, mut stricter) = (0, 0);
    for seed in 10..16 {
        let (mines, mut zones) = scene(seed, 1_500);
        let mut random = Random::new(seed);
        let mut before = judge::all(&find(&mines, &zones), &zones);
        for round in 0..4 {
            let kind = if round % 2 == 0 { ZoneKind::Prefecture } else { ZoneKind::Redline };
            let (min, max) = shapes::bounds(&[zones[0].zones[0].area.clone()]);
            let centre = Coord { x: random.between(min.x, max.x), y: random.between(min.y, max.y) };
            let class = match kind {
                ZoneKind::Prefecture => ZoneClass::Fragility(*random.pick(&FragilityClass::ALL)),
                _ => ZoneClass::None,
            };
            let area = shapes::one(shapes::star(&mut random, centre, 20, (0.5, 2.0)), vec![]);
            if !geos_valid(&area) {
                continue;
            }
            let at = random.below(zones[kind as usize].zones.len() + 1);
            zones[kind as usize].zones.insert(at, zone(&format!("more {round}"), class, area));
            let after = judge::all(&find(&mines, &zones), &zones);
            for (mine, (before, after)) in before.iter().zip(&after).enumerate() {
                assert!(after.fragility >= before.fragility, "seed {seed}, mine {mine}: {before:?} {after:?}");
                assert!(after.redline >= before.redline, "seed {seed}, mine {mine}: {before:?} {after:?}");
                assert!(after.is_flagged >= before.is_flagged, "seed {seed}, mine {mine}: {before:?} {after:?}");
                assert!(before.verdict.is_none() || after.verdict.is_some(), "seed {seed}, mine {mine}");
                stricter += usize::from(after.basis != before.basis);
                compared += 1;
            }
            before = after;
        }
    }
    println!("{compared} judgements compared, {stricter} became stricter");
    assert!(compared > 20_000 && stricter > 300, "{compared} {stricter}");
}

#[test]
fn every_mine_has_exactly_one_judgement() {
    let mut judged = 0;
    for count in [0, 1, 8_191, 8_192, 8_193, 17_000] {
        let (mut mines, zones) = scene(20, 20_000);
        mines.truncate(count);
        let facts = find(&mines, &zones);
        assert_eq!((mines.len(), facts.len()), (count, count));
        assert_eq!(judge::all(&facts, &zones).len(), count);
        judged += count;
    }
    println!("{judged} mines judged once each");
    assert!(judged > 40_000);
}
