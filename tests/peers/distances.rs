//! Distances to borders are those of a search by geodesics alone, which tries many places on every edge.

use geo::coordinate_position::CoordPos;
use geo::{Coord, CoordinatePosition, Distance, Geodesic, LineString, MultiPolygon, Point, Polygon};
use oreline::geometry::chains::{Chains, Nearest, degrees_around, depth_m};
use oreline::geometry::{Outline, segments_meet};

use crate::support::random::Random;

/// What distances may be missed by: a millimetre, or a ten millionth.
fn allowed_m(distance_m: f64) -> f64 {
    (distance_m * 1e-7).max(1e-3)
}

/// Degrees of latitude in a metre, roughly.
const DEGREES_PER_M: f64 = 1.0 / 111_000.0;

fn geodesic_m(a: Coord<f64>, b: Coord<f64>) -> f64 {
    // The ellipsoid of `geo` is that of WGS 84; distances on that of CGCS2000 are the same to 1e-10.
    Geodesic.distance(Point(a), Point(b))
}

fn on(edge: (Coord<f64>, Coord<f64>), share: f64) -> Coord<f64> {
    if share == 1.0 { edge.1 } else { edge.0 + (edge.1 - edge.0) * share }
}

/// The smallest value over 0 to 1: some places first, then golden sections around the best.
fn least(samples: usize, value: impl Fn(f64) -> f64) -> (f64, f64) {
    let tried = (0..=samples).map(|i| i as f64 / samples as f64).map(|share| (share, value(share)));
    let mut best = tried.min_by(|one, other| one.1.total_cmp(&other.1)).unwrap();
    let step = 1.0 / samples as f64;
    let (mut low, mut high) = ((best.0 - step).max(0.0), (best.0 + step).min(1.0));
    let golden = (5.0_f64.sqrt() - 1.0) / 2.0;
    let at = |share: f64| (share, value(share));
    let (mut left, mut right) = (at(high - golden * (high - low)), at(low + golden * (high - low)));
    while high - low > 1e-10 {
        if left.1 < right.1 {
            (high, right) = (right.0, left);
            left = at(high - golden * (high - low));
        } else {
            (low, left) = (left.0, right);
            right = at(low + golden * (high - low));
        }
        for found in [left, right] {
            if found.1 < best.1 {
                best = found;
            }
        }
    }
    best
}

fn edges(ring: &LineString<f64>) -> Vec<(Coord<f64>, Coord<f64>)> {
    ring.lines().map(|edge| (edge.start, edge.end)).collect()
}

/// A place anywhere up to 85 degrees, often near the meridian of 180 degrees, and a scale in metres from 10 m to 2,000 km.
fn place_and_scale(random: &mut Random) -> (Coord<f64>, f64) {
    let x = if random.chance(0.3) { 180.0 + random.between(-0.5, 0.5) } else { random.between(70.0, 140.0) };
    let y = random.between(0.0, 85.0) * if random.chance(0.2) { -1.0 } else { 1.0 };
    (Coord { x, y }, 10.0_f64.powf(random.between(1.0, 6.3)))
}

/// A place about so many metres away, as a source would state it: within 180 degrees.
fn away(random: &mut Random, from: Coord<f64>, distance_m: f64) -> Coord<f64> {
    let angle = random.between(0.0, std::f64::consts::TAU);
    let y = (from.y + angle.sin() * distance_m * DEGREES_PER_M).clamp(-89.0, 89.0);
    let shrink = from.y.abs().max(y.abs()).to_radians().cos();
    Coord { x: from.x + (angle.cos() * distance_m * DEGREES_PER_M / shrink).clamp(-10.0, 10.0), y }
}

/// A ring around a place, star-shaped in degrees.
fn ring(random: &mut Random, centre: Coord<f64>, radius_m: f64) -> LineString<f64> {
    let count = 3 + random.below(6);
    let shrink = (centre.y.abs() + radius_m * DEGREES_PER_M).min(89.0).to_radians().cos();
    let mut corners: Vec<Coord<f64>> = (0..count)
        .map(|corner| {
            let angle = (corner as f64 + random.unit()) / count as f64 * std::f64::consts::TAU;
            let reach = radius_m * DEGREES_PER_M * random.between(0.2, 1.0);
            let x = centre.x + (reach * angle.cos() / shrink).clamp(-10.0, 10.0);
            Coord { x, y: (centre.y + reach * angle.sin()).clamp(-89.5, 89.5) }
        })
        .collect();
    corners.push(corners[0]);
    LineString(corners)
}

/// A shape that reaches over 180 degrees is stated on the other side now and then.
fn turned(random: &mut Random, mut ring: LineString<f64>) -> LineString<f64> {
    if random.chance(0.3) {
        ring.0.iter_mut().for_each(|corner| corner.x -= 360.0);
    }
    ring
}

fn chains(ring: &LineString<f64>) -> Chains {
    Chains::of_area(&MultiPolygon(vec![Polygon::new(ring.clone(), vec![])]))
}

/// Whether a place lies in a box, whichever way round the earth.
fn holds(bounds: (Coord<f64>, Coord<f64>), at: Coord<f64>) -> bool {
    [0.0, -360.0, 360.0].iter().any(|turn| {
        let x = at.x + turn;
        bounds.0.x <= x && x <= bounds.1.x && bounds.0.y <= at.y && at.y <= bounds.1.y
    })
}

/// What must hold of every answer, whatever the distance is.
fn check_limits(found: &Nearest, bounds: (Coord<f64>, Coord<f64>), ask: impl Fn(f64) -> Option<Nearest>, case: usize) {
    let error_m = (geodesic_m(found.from, found.to) - found.distance_m).abs();
    assert!(error_m <= 1e-6 + 1e-10 * found.distance_m, "case {case}: {found:?}");
    assert!(holds(degrees_around(bounds, found.distance_m), found.to), "case {case}: {found:?}");
    let beyond = ask(found.distance_m * 0.999_999 - 1e-6);
    assert!(beyond.is_none() || found.distance_m == 0.0, "case {case}: {found:?} but nearer {beyond:?}");
    let within = ask(found.distance_m * 1.000_001 + 1e-6).expect("within the limit");
    assert!(
        (within.distance_m - found.distance_m).abs() <= allowed_m(found.distance_m),
        "case {case}: {found:?} {within:?}"
    );
}

#[test]
fn points_are_as_far_from_borders_as_geodesics_say() {
    let mut random = Random::new(11);
    let (mut compared, mut far, mut across, mut worst) = (0, 0, 0, 0.0_f64);
    for case in 0..2_000 {
        let (centre, scale_m) = place_and_scale(&mut random);
        let border = ring(&mut random, centre, scale_m);
        let distance_m = scale_m * 10.0_f64.powf(random.between(-1.5, 1.0));
        let at = away(&mut random, centre, distance_m.min(2e6));
        let (_, expected_m) = edges(&border)
            .into_iter()
            .map(|edge| least(60, |share| geodesic_m(at, on(edge, share))))
            .min_by(|one, other| one.1.total_cmp(&other.1))
            .unwrap();
        let border = chains(&turned(&mut random, border));
        let found = border.nearest_to_point(at, f64::INFINITY).unwrap();
        let error_m = (found.distance_m - expected_m).abs();
        assert!(error_m <= allowed_m(expected_m), "case {case}: {found:?}, but {expected_m} m");
        worst = worst.max(error_m / allowed_m(expected_m));
        check_limits(&found, (at, at), |limit_m| border.nearest_to_point(at, limit_m), case);
        compared += 1;
        far += usize::from(expected_m > 100_000.0);
        across += usize::from((found.from.x - found.to.x).abs() > 180.0);
    }
    println!(
        "{compared} points, {far} farther than 100 km, {across} across 180 degrees; worst error {worst:.3} of what is allowed"
    );
    assert!(compared == 2_000 && far > 200 && across > 100, "{compared} {far} {across}");
}

#[test]
fn borders_are_as_far_from_borders_as_geodesics_say() {
    let mut random = Random::new(12);
    let (mut compared, mut meeting, mut across, mut inner, mut worst) = (0, 0, 0, 0, 0.0_f64);
    for case in 0..400 {
        let (centre, scale_m) = place_and_scale(&mut random);
        let one = ring(&mut random, centre, scale_m);
        let distance_m = scale_m * 10.0_f64.powf(random.between(-0.5, 0.7));
        let at = away(&mut random, centre, distance_m.min(2e6));
        let size_m = scale_m * 10.0_f64.powf(random.between(-1.0, 0.0));
        let other = ring(&mut random, at, size_m);
        let mut expected_m = f64::INFINITY;
        for a in edges(&one) {
            for b in edges(&other) {
                if segments_meet(a.0, a.1, b.0, b.1) {
                    expected_m = 0.0;
                }
                // Coarse on both, then, if it may matter, the smallest of the smallest.
                let coarse = |share: f64| {
                    (0..=8).map(|i| geodesic_m(on(a, share), on(b, f64::from(i) / 8.0))).fold(f64::INFINITY, f64::min)
                };
                let nearest_m = (0..=8).map(|i| coarse(f64::from(i) / 8.0)).fold(f64::INFINITY, f64::min);
                let step_m = (geodesic_m(a.0, a.1) + geodesic_m(b.0, b.1)) / 8.0;
                if nearest_m - step_m > expected_m || expected_m == 0.0 {
                    continue;
                }
                let shares = least(12, |share| least(12, |along| geodesic_m(on(a, share), on(b, along))).1);
                let along = least(12, |along| geodesic_m(on(a, shares.0), on(b, along))).0;
                let is_inner = |share: f64| share > 1e-6 && share < 1.0 - 1e-6;
                inner += usize::from(shares.1 < expected_m && is_inner(shares.0) && is_inner(along));
                expected_m = expected_m.min(shares.1);
            }
        }
        let (one, other) = (chains(&turned(&mut random, one)), chains(&other));
        let found = one.nearest(&other, f64::INFINITY).unwrap();
        let error_m = (found.distance_m - expected_m).abs();
        assert!(error_m <= allowed_m(expected_m), "case {case}: {found:?}, but {expected_m} m");
        if expected_m > 0.0 {
            worst = worst.max(error_m / allowed_m(expected_m));
        }
        check_limits(&found, other.bounds(), |limit_m| one.nearest(&other, limit_m), case);
        let back = other.nearest(&one, f64::INFINITY).unwrap();
        assert!((back.distance_m - found.distance_m).abs() <= allowed_m(expected_m), "case {case}: {found:?} {back:?}");
        compared += 1;
        meeting += usize::from(expected_m == 0.0);
        across += usize::from((found.from.x - found.to.x).abs() > 180.0);
    }
    println!(
        "{compared} pairs, {meeting} meet, {across} across 180 degrees, {inner} times inner places; worst error {worst:.3} of what is allowed"
    );
    assert!(compared == 400 && meeting > 40 && across > 20, "{compared} {meeting} {across}");
}

#[test]
fn long_borders_give_what_their_edges_give_one_by_one() {
    let mut random = Random::new(13);
    let mut compared = 0;
    for case in 0..60 {
        let (centre, scale_m) = place_and_scale(&mut random);
        // Several rings of many corners, bent again and again.
        let mut line = ring(&mut random, centre, scale_m).0;
        while line.len() < 600 {
            let mut finer = vec![line[0]];
            for ends in line.windows(2) {
                let along = ends[1] - ends[0];
                let bend = random.between(-0.2, 0.2);
                finer.push((ends[0] + ends[1]) * 0.5 + Coord { x: -along.y, y: along.x } * bend);
                finer.push(ends[1]);
            }
            line = finer;
        }
        let line = turned(&mut random, LineString(line));
        let whole = chains(&line);
        let single: Vec<Chains> =
            edges(&line).into_iter().map(|(a, b)| Chains::of_lines(&[LineString(vec![a, b])])).collect();
        for _ in 0..20 {
            let distance_m = scale_m * 10.0_f64.powf(random.between(-1.5, 0.5));
            let at = away(&mut random, centre, distance_m.min(2e6));
            let found = whole.nearest_to_point(at, f64::INFINITY).unwrap().distance_m;
            let each = single.iter().map(|edge| edge.nearest_to_point(at, f64::INFINITY).unwrap().distance_m);
            let expected = each.fold(f64::INFINITY, f64::min);
            assert!((found - expected).abs() <= allowed_m(expected), "case {case}: {found} m, but {expected} m");
            let size_m = distance_m * random.between(0.01, 0.5);
            let mine = chains(&ring(&mut random, at, size_m));
            let found = whole.nearest(&mine, f64::INFINITY).unwrap().distance_m;
            let each = single.iter().map(|edge| edge.nearest(&mine, f64::INFINITY).unwrap().distance_m);
            let expected = each.fold(f64::INFINITY, f64::min);
            assert!((found - expected).abs() <= allowed_m(expected), "case {case}: {found} m, but {expected} m");
            compared += 2;
        }
    }
    println!("{compared} questions to long borders compared");
    assert_eq!(compared, 2_400);
}

#[test]
fn no_place_of_a_region_is_deeper_in_a_zone_than_is_said() {
    const STEPS: usize = 40;
    let mut random = Random::new(14);
    let (mut compared, mut places, mut deep, mut capped) = (0, 0, 0, 0);
    for case in 0..200 {
        let (centre, scale_m) = place_and_scale(&mut random);
        let scale_m = scale_m.min(300_000.0);
        let zone = MultiPolygon(vec![Polygon::new(ring(&mut random, centre, scale_m), vec![])]);
        let at = away(&mut random, centre, scale_m * 0.7);
        let size_m = scale_m * 10.0_f64.powf(random.between(-1.5, 0.3));
        let region = MultiPolygon(vec![Polygon::new(ring(&mut random, at, size_m), vec![])]);
        let (border, outline) = (Chains::of_area(&zone), Outline::new(&zone));
        let found_m = depth_m(&border, &outline, &region, f64::INFINITY);
        // Distances to borders are proved by the other tests.
        let (low, high) = Chains::of_area(&region).bounds();
        let step = (high - low) / STEPS as f64;
        let mut deepest_m = 0.0_f64;
        for i in 0..STEPS * STEPS {
            let shift = Coord { x: step.x * ((i % STEPS) as f64 + 0.5), y: step.y * ((i / STEPS) as f64 + 0.5) };
            let place = low + shift;
            let is_in = |area: &MultiPolygon<f64>| area.coordinate_position(&place) != CoordPos::Outside;
            if is_in(&region) && is_in(&zone) {
                deepest_m = deepest_m.max(border.nearest_to_point(place, f64::INFINITY).unwrap().distance_m);
                places += 1;
            }
        }
        let allowed_m = (deepest_m * 1e-3).max(0.5) + 1e-6;
        assert!(found_m >= deepest_m - allowed_m, "case {case}: {found_m} m, but a place is {deepest_m} m deep");
        // Between places of the grid it can be deeper by the way to them; where a corner juts out, by a few cells.
        let step_m = geodesic_m(low, low + step).max(geodesic_m(high, high - step));
        assert!(found_m <= deepest_m + 8.0 * step_m, "case {case}: {found_m} m, but places up to {deepest_m} m");
        let limit_m = found_m / 2.0;
        assert_eq!(depth_m(&border, &outline, &region, limit_m), limit_m, "case {case}");
        capped += usize::from(limit_m > 0.0);
        deep += usize::from(found_m > 0.0);
        compared += 1;
    }
    println!(
        "{compared} depths compared at {places} places, {deep} regions reach into the zone, {capped} asked to a limit"
    );
    assert!(compared == 200 && deep > 80 && places > 20_000, "{compared} {deep} {places}");
}
