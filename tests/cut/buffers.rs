//! A buffer by its definition: distances along geodesics from sampled places to the zones.

use geo::{Coord, LineString, MultiPolygon};
use oreline::cut::{PartKind, Smallest};
use oreline::geometry::buffer::{MOST_TOO_WIDE_M, MOST_TOO_WIDE_SHARE};
use oreline::geometry::chains::Chains;
use oreline::geometry::{Outline, Where};

use crate::support::random::Random;
use crate::support::shapes;
use crate::{cut, parts};

/// The distance from a place to the nearest zone, in metres; 0 in a zone.
fn distance_m(zones: &[(Outline, Chains)], at: Coord<f64>) -> f64 {
    zones
        .iter()
        .map(|(outline, chains)| {
            if outline.locate(at) == Where::Outside {
                chains.nearest_to_point(at, 1e6).map_or(1e6, |near| near.distance_m)
            } else {
                0.0
            }
        })
        .fold(f64::INFINITY, f64::min)
}

/// Corners, middles of edges, and places inside.
fn samples(random: &mut Random, area: &MultiPolygon<f64>) -> Vec<Coord<f64>> {
    let mut places = Vec::new();
    for line in shapes::rings(std::slice::from_ref(area)).flat_map(LineString::lines) {
        places.push(line.start);
        let share = random.unit();
        places.push(Coord { x: line.start.x + share * line.dx(), y: line.start.y + share * line.dy() });
    }
    let outline = Outline::new(area);
    let (min, max) = shapes::bounds(std::slice::from_ref(area));
    for _ in 0..200 {
        let at = Coord { x: random.between(min.x, max.x), y: random.between(min.y, max.y) };
        if outline.locate(at) == Where::Inside {
            places.push(at);
        }
    }
    places
}

#[test]
fn what_remains_is_farther_than_the_buffer_and_what_is_cut_is_not() {
    let mut random = Random::new(3);
    let (mut remaining, mut removed, mut cases, mut closest) = (0, 0, 0, f64::INFINITY);
    for case in 0..160 {
        let at = shapes::snap(Coord { x: random.between(74.0, 134.0), y: random.between(19.0, 52.0) });
        let size = random.between(0.01, 0.12);
        let right = shapes::one(shapes::star(&mut random, at, 4 + case % 20, (size * 0.5, size)), vec![]);
        let count = 1 + random.below(4);
        let zones = shapes::overlapping(&mut random, count, at, size * 1.5);
        let buffer_m = 10.0_f64.powf(random.between(0.3, 3.3));
        let cut = cut(&right, &zones, buffer_m, Smallest { is_kept: true, ..Smallest::default() });
        let indexed: Vec<(Outline, Chains)> =
            zones.iter().map(|zone| (Outline::new(zone), Chains::of_area(zone))).collect();
        cases += usize::from(cut.is_cut());
        // A corner that comes of rounding is a nanometre away from where it should be.
        for place in samples(&mut random, &cut.kept()) {
            let far_m = distance_m(&indexed, place);
            assert!(far_m >= buffer_m - 1e-6, "case {case}: {place:?} remains, {far_m} m from a zone, of {buffer_m}");
            closest = closest.min(far_m - buffer_m);
            remaining += 1;
        }
        let most_m = buffer_m * (1.0 + MOST_TOO_WIDE_SHARE) + MOST_TOO_WIDE_M;
        for place in samples(&mut random, &parts(&cut, PartKind::Cut)) {
            let far_m = distance_m(&indexed, place);
            assert!(far_m <= most_m, "case {case}: {place:?} is cut, {far_m} m from a zone, of {buffer_m}");
            removed += 1;
        }
        let without = crate::cut(&right, &zones, 0.0, Smallest::default());
        assert!((without.cut_m2 - cut.inside_m2).abs() <= 1e-9 * cut.before_m2 + 1e-5, "case {case}");
        assert!(cut.cut_m2 >= without.cut_m2 * (1.0 - 1e-9), "case {case}");
    }
    println!(
        "{cases} cuts; {remaining} places that remain, {removed} that are cut; the closest {closest:.6} m beyond the buffer"
    );
    assert!(cases > 100 && remaining > 20_000 && removed > 20_000, "{cases} {remaining} {removed}");
}

#[test]
fn a_red_line_of_a_hundred_thousand_corners_takes_seconds() {
    let ring: Vec<(f64, f64)> = (0..100_000)
        .map(|corner| {
            let angle = f64::from(corner) / 100_000.0 * std::f64::consts::TAU;
            let far = 1.0 + 0.02 * (angle * 40.0).sin() + 0.0005 * (angle * 9_000.0).cos();
            (87.0 + far * angle.cos(), 44.0 + far * angle.sin())
        })
        .collect();
    let zone = shapes::one(shapes::ring(&ring), vec![]);
    let right = shapes::one(shapes::rectangle((87.9, 43.95), (88.1, 44.05)), vec![]);
    let start = std::time::Instant::now();
    let cut = cut(&right, std::slice::from_ref(&zone), 100.0, Smallest::default());
    let took = start.elapsed();
    println!("{took:?}; {} parts, {:.4} of the right cut", cut.parts.len(), cut.cut_m2 / cut.before_m2);
    assert!(cut.is_cut() && cut.rest_m2 > 0.1 * cut.before_m2);
    assert!(took.as_secs() < 60, "{took:?}");
}

#[test]
fn a_straight_red_line_leaves_few_corners() {
    let right = shapes::one(shapes::rectangle((87.0, 45.0), (87.04, 45.02)), vec![]);
    let zone = shapes::one(shapes::ring(&[(87.01, 44.9), (87.03, 44.9), (87.03, 45.1), (87.012, 45.1)]), vec![]);
    let cut = cut(&right, std::slice::from_ref(&zone), 50.0, Smallest::default());
    let corners: Vec<usize> = cut.kept().iter().map(|part| part.exterior().0.len() - 1).collect();
    // The border at a distance of a line that leans is not quite straight in longitude and latitude.
    assert!(corners.len() == 2 && corners.iter().all(|corners| *corners <= 6), "{corners:?}");
}
