//! Shares of random rights in random red lines that overlap each other: what must hold whatever the shapes are.

use geo::{Coord, MultiPolygon};
use oreline::domain::{Cover, Extent, Facts, Grade, Measures, Overlap, Piece, Zone, ZoneClass, ZoneKind, Zones};
use oreline::geometry::measure::{area_m2, perimeter_m};

use crate::geos_valid;
use crate::support::random::Random;
use crate::support::{area_mines, facts, facts_with, shapes, zone};

const RED: ZoneKind = ZoneKind::Redline;

/// Rights and red lines over one stretch of land. Sizes go from kilometres to metres, so that slivers come by themselves;
/// some rights are copies of red lines, some share their corners.
fn scene(seed: u64) -> (Vec<MultiPolygon<f64>>, Vec<MultiPolygon<f64>>) {
    let mut random = Random::new(seed);
    let centre = Coord { x: random.between(75.0, 130.0), y: random.between(-60.0, 60.0) };
    let reach = *random.pick(&[2.0, 0.5, 0.05]);
    let count = 2 + random.below(12);
    let mut reds = shapes::overlapping(&mut random, count, centre, reach);
    reds.retain(geos_valid);
    let mut rights = shapes::overlapping(&mut random, 40, centre, reach * 1.2);
    for _ in 0..12 {
        let Some(of) = reds.get(random.below(reds.len().max(1))) else { break };
        let corner = *random.pick(&of.0[0].exterior().0);
        let size = random.between(0.001, 0.5) * reach;
        rights.push(match random.below(3) {
            0 => of.clone(),
            1 => shapes::one(shapes::rectangle((corner.x, corner.y), (corner.x + size, corner.y + size)), vec![]),
            // A hair's breadth over the corner.
            _ => {
                let hair = 10.0_f64.powf(random.between(-12.0, -5.0));
                shapes::one(
                    shapes::rectangle((corner.x - hair, corner.y - size), (corner.x + size, corner.y + size)),
                    vec![],
                )
            }
        });
    }
    rights.retain(geos_valid);
    (rights, reds)
}

fn red_lines(areas: &[MultiPolygon<f64>]) -> Vec<Zones<'static>> {
    let mut zones = Zones::none(RED);
    zones.zones = areas
        .iter()
        .enumerate()
        .map(|(number, area)| zone(&format!("{number}"), ZoneClass::None, area.clone()))
        .collect();
    vec![zones]
}

fn extent(facts: &Facts, mine: usize) -> &Extent {
    facts.extent(mine).expect("an area")
}

fn cover(extent: &Extent) -> Cover {
    extent.covers[RED as usize]
}

fn with_area(extent: &Extent) -> impl Iterator<Item = &Overlap> {
    extent.of_kind(RED).filter(|overlap| overlap.grade > Grade::Touch)
}

/// Rounding of a sum of areas.
fn slack_m2(extent: &Extent) -> f64 {
    1e-9 * extent.area_m2 + 1e-5
}

#[test]
fn shares_lie_between_the_largest_piece_and_the_sum_of_all_and_never_exceed_the_whole() {
    let (mut compared, mut several, mut less_than_sum) = (0, 0, 0);
    for seed in 0..60 {
        let (rights, reds) = scene(seed);
        let zones = red_lines(&reds);
        let facts = facts(&area_mines(&rights), &zones);
        for mine in 0..rights.len() {
            let extent = extent(&facts, mine);
            let cover = cover(extent);
            let what = format!("seed {seed}, mine {mine}: {extent:?}");
            let pieces: Vec<f64> = with_area(extent).map(|overlap| overlap.area_m2).collect();
            let (sum, largest) = (pieces.iter().sum::<f64>(), pieces.iter().copied().fold(0.0, f64::max));
            assert!(extent.area_m2 > 0.0 && (0.0..=extent.area_m2).contains(&cover.area_m2), "{what}");
            assert!(pieces.iter().all(|piece| *piece > 0.0 && *piece <= extent.area_m2), "{what}");
            assert!(cover.area_m2 <= sum + slack_m2(extent), "{what}");
            assert!(cover.area_m2 >= largest - slack_m2(extent), "{what}");
            several += usize::from(pieces.len() > 1);
            less_than_sum += usize::from(cover.area_m2 < sum - slack_m2(extent));
            compared += 1;
        }
    }
    println!("{compared} rights, {several} in several red lines, {less_than_sum} where these overlap each other");
    assert!(compared > 2_000 && several > 400 && less_than_sum > 300, "{compared} {several} {less_than_sum}");
}

#[test]
fn grades_say_what_the_areas_say() {
    let measures = Measures::default();
    let mut by_grade = [0; Grade::ALL.len()];
    for seed in 0..120 {
        let (rights, reds) = scene(seed);
        let facts = facts(&area_mines(&rights), &red_lines(&reds));
        for (mine, right) in rights.iter().enumerate() {
            let extent = extent(&facts, mine);
            let cover = cover(extent);
            for overlap in extent.of_kind(RED) {
                let what = format!("seed {seed}, mine {mine}, zone {}: {overlap:?}", overlap.zone);
                let border_m = match &overlap.piece {
                    Piece::Part(piece) => perimeter_m(
                        shapes::rings(std::slice::from_ref(piece))
                            .flat_map(geo::LineString::lines)
                            .map(|edge| (edge.start, edge.end)),
                    ),
                    _ => 0.0,
                };
                match overlap.grade {
                    Grade::None => panic!("{what}"),
                    Grade::Touch => assert!(overlap.area_m2 == 0.0 && overlap.piece == Piece::None, "{what}"),
                    Grade::Sliver | Grade::Overlap => {
                        let piece = match &overlap.piece {
                            Piece::Part(piece) => piece,
                            Piece::Whole => right,
                            Piece::None => panic!("{what}"),
                        };
                        let by_piece = area_m2(piece);
                        assert!((by_piece - overlap.area_m2).abs() <= slack_m2(extent), "{by_piece}: {what}");
                        let is_narrow = 2.0 * overlap.area_m2 < measures.sliver_width_m * border_m;
                        let is_small = overlap.area_m2 < measures.sliver_m2;
                        if overlap.piece != Piece::Whole {
                            assert_eq!(overlap.grade == Grade::Sliver, is_small || is_narrow, "{border_m}: {what}");
                        }
                    }
                }
                assert!(cover.grade >= overlap.grade, "{what}: {cover:?}");
                by_grade[overlap.grade as usize] += 1;
            }
            by_grade[Grade::None as usize] += usize::from(cover.grade == Grade::None);
            assert_eq!(cover.grade == Grade::None, extent.of_kind(RED).next().is_none(), "seed {seed}, mine {mine}");
            assert_eq!(cover.grade > Grade::Touch, cover.area_m2 > 0.0, "seed {seed}, mine {mine}");
        }
    }
    println!("{by_grade:?} none, touch, sliver, overlap");
    assert!(by_grade[0] > 100 && by_grade[1] > 20 && by_grade[2] > 50 && by_grade[3] > 2_000, "{by_grade:?}");
}

#[test]
fn more_red_lines_never_make_a_share_smaller() {
    let (mut compared, mut grew) = (0, 0);
    for seed in 100..130 {
        let (rights, reds) = scene(seed);
        let mines = area_mines(&rights);
        let mut before: Vec<(f64, Grade)> = vec![(0.0, Grade::None); rights.len()];
        for count in 1..=reds.len() {
            let facts = facts(&mines, &red_lines(&reds[..count]));
            for (mine, before) in before.iter_mut().enumerate() {
                let extent = extent(&facts, mine);
                let cover = cover(extent);
                assert!(
                    cover.area_m2 >= before.0 - slack_m2(extent),
                    "seed {seed}, mine {mine}, {count}: {before:?} {cover:?}"
                );
                assert!(cover.grade >= before.1, "seed {seed}, mine {mine}, {count}: {before:?} {cover:?}");
                grew += usize::from(cover.area_m2 > before.0);
                compared += 1;
                *before = (cover.area_m2, cover.grade);
            }
        }
    }
    println!("{compared} shares compared, {grew} grew");
    assert!(compared > 5_000 && grew > 1_000, "{compared} {grew}");
}

#[test]
fn the_order_of_red_lines_changes_no_area() {
    let mut compared = 0;
    for seed in 200..240 {
        let (rights, reds) = scene(seed);
        let mines = area_mines(&rights);
        let mut zones = red_lines(&reds);
        let before = facts(&mines, &zones);
        Random::new(seed).shuffle(&mut zones[0].zones);
        let after = facts(&mines, &zones);
        let number = |zone: &Zone<'_>| zone.name.parse::<u32>().unwrap();
        for mine in 0..rights.len() {
            let (before, after) = (extent(&before, mine), extent(&after, mine));
            let what = format!("seed {seed}, mine {mine}");
            assert_eq!(before.area_m2, after.area_m2, "{what}");
            let (one, other) = (cover(before), cover(after));
            assert_eq!(one.grade, other.grade, "{what}");
            assert!((one.area_m2 - other.area_m2).abs() <= 1e-12 * before.area_m2 + 1e-7, "{what}: {one:?} {other:?}");
            let mut named: Vec<(u32, Grade, f64)> = after
                .of_kind(RED)
                .map(|overlap| (number(&zones[0].zones[overlap.zone as usize]), overlap.grade, overlap.area_m2))
                .collect();
            named.sort_by_key(|(zone, _, _)| *zone);
            let expected: Vec<(u32, Grade, f64)> =
                before.of_kind(RED).map(|overlap| (overlap.zone, overlap.grade, overlap.area_m2)).collect();
            assert_eq!(named, expected, "{what}: a single zone is measured alone");
            compared += 1;
        }
    }
    println!("{compared} rights compared");
    assert!(compared > 1_500, "{compared}");
}

#[test]
fn threads_change_nothing_of_areas_pieces_and_pairs() {
    let with_threads = |threads: usize, mines: &[MultiPolygon<f64>], zones: &[Zones<'_>]| {
        let measures = Measures { self_overlap: true, uncertainty_m: Some(50.0), ..Measures::default() };
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        let mines = area_mines(mines);
        let facts = pool.install(|| facts_with(&mines, zones, &measures));
        format!("{:?} {:?} {:?} {:?}", facts.extents, facts.pairs, facts.margins, facts.redlines)
    };
    let mut compared = 0;
    for seed in 300..306 {
        // More than one task of rights.
        let (mut rights, reds) = scene(seed);
        for more in 0..3 {
            let (others, _) = scene(seed + 1000 * more);
            rights.extend(others);
        }
        let zones = red_lines(&reds);
        let one = with_threads(1, &rights, &zones);
        for threads in [2, 7] {
            assert!(one == with_threads(threads, &rights, &zones), "seed {seed}, {threads} threads");
            compared += rights.len();
        }
    }
    println!("{compared} rights compared");
    assert!(compared > 1_000);
}

#[test]
fn pairs_of_rights_are_the_same_from_either_side() {
    let measures = Measures { self_overlap: true, ..Measures::default() };
    let mut compared = 0;
    for seed in 400..420 {
        let (rights, _) = scene(seed);
        let found = facts_with(&area_mines(&rights), &[], &measures).pairs;
        assert!(
            found.is_sorted_by_key(|pair| pair.members) && found.iter().all(|pair| pair.members.0 < pair.members.1)
        );
        let backwards: Vec<MultiPolygon<f64>> = rights.iter().rev().cloned().collect();
        let last = rights.len() as u32 - 1;
        let mut turned = facts_with(&area_mines(&backwards), &[], &measures).pairs;
        for pair in &mut turned {
            pair.members = (last - pair.members.1, last - pair.members.0);
        }
        turned.sort_by_key(|pair| pair.members);
        assert_eq!(found.len(), turned.len(), "seed {seed}");
        for (one, other) in found.iter().zip(&turned) {
            assert_eq!((one.members, one.grade), (other.members, other.grade), "seed {seed}: {one:?} {other:?}");
            let slack = 1e-9 * area_m2(&rights[one.members.0 as usize]) + 1e-5;
            assert!((one.area_m2 - other.area_m2).abs() <= slack, "seed {seed}: {one:?} {other:?}");
            compared += 1;
        }
    }
    println!("{compared} pairs compared");
    assert!(compared > 1_000, "{compared}");
}
