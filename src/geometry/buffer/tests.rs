use geo::Coord;

use super::plane::Plane;
use super::{BufferError, MOST_TOO_WIDE_M, MOST_TOO_WIDE_SHARE, buffer, reach};
use crate::geometry::chains::Chains;
use crate::geometry::{Outline, Where};

fn at(x: f64, y: f64) -> Coord<f64> {
    Coord { x, y }
}

#[test]
fn the_way_back_from_the_plane_is_the_way_there() {
    let plane = Plane::for_box((at(86.0, 42.0), at(88.0, 46.0)), 150_000.0, 80.0).unwrap();
    let (mut compared, mut worst) = (0, 0.0_f64);
    for x in 0..=8 {
        for y in 0..=8 {
            let there = at(86.0 + f64::from(x) / 4.0, 42.0 + f64::from(y) / 2.0);
            for near in [at(87.0, 44.0), there, at(there.x + 0.3, there.y - 0.3)] {
                let back = plane.inverse_near(near).degrees(plane.metres(there));
                worst = worst.max((back.x - there.x).abs().max((back.y - there.y).abs()));
                compared += 1;
            }
        }
    }
    assert_eq!(compared, 243);
    assert!(worst < 1e-10, "{worst}");
}

/// Numbers of a linear congruential generator (Knuth, MMIX), 0 to 1.
fn random(state: &mut u64) -> f64 {
    *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    (*state >> 11) as f64 / (1_u64 << 53) as f64
}

/// The distance from random places to a ring decides: what is nearer than the distance is in, what is farther than distance and
/// tolerance is not.
#[test]
fn a_buffer_is_never_too_narrow_and_hardly_too_wide() {
    let mut state = 7;
    let (mut compared, mut near, mut in_between) = (0, 0, 0);
    for case in 0..60 {
        let centre = at(74.0 + 60.0 * random(&mut state), -10.0 + 62.0 * random(&mut state));
        let distance_m = 10.0_f64.powf(0.5 + 3.4 * random(&mut state));
        let size = distance_m / 111_000.0 * 10.0_f64.powf(1.3 * random(&mut state) - 0.7);
        let corners = 3 + (random(&mut state) * 40.0) as usize;
        let mut ring: Vec<Coord<f64>> = (0..corners)
            .map(|corner| {
                let angle = corner as f64 / corners as f64 * std::f64::consts::TAU;
                let far = size * (0.3 + 0.7 * random(&mut state));
                at(centre.x + far * angle.cos(), centre.y + far * angle.sin())
            })
            .collect();
        ring.push(ring[0]);
        let window =
            (at(centre.x - 2.0 * size, centre.y - 2.0 * size), at(centre.x + 2.0 * size, centre.y + 2.0 * size));
        let area = buffer([ring.as_slice()], window, distance_m).unwrap();
        let outline = Outline::new(&area);
        let chains = Chains::of_lines(&[geo::LineString(ring)]);
        let mut place = || {
            let (x, y) = (random(&mut state), random(&mut state));
            at(window.0.x + x * (window.1.x - window.0.x), window.0.y + y * (window.1.y - window.0.y))
        };
        let mut places: Vec<Coord<f64>> = (0..300).map(|_| place()).collect();
        // Where it is decided: just inside and just outside of the border, and on it.
        for polygon in &area {
            for line in polygon.exterior().lines().chain(polygon.interiors().iter().flat_map(geo::LineString::lines)) {
                let middle = at(f64::midpoint(line.start.x, line.end.x), f64::midpoint(line.start.y, line.end.y));
                let (dx, dy) = (line.end.x - line.start.x, line.end.y - line.start.y);
                places.extend([
                    middle,
                    at(middle.x - dy * 1e-3, middle.y + dx * 1e-3),
                    at(middle.x + dy * 1e-3, middle.y - dx * 1e-3),
                ]);
            }
        }
        for place in places {
            let is_in_window =
                place.x > window.0.x && place.x < window.1.x && place.y > window.0.y && place.y < window.1.y;
            if !is_in_window {
                continue;
            }
            let far_m = chains.nearest_to_point(place, 1e7).unwrap().distance_m;
            let is_in = outline.locate(place) == Where::Inside;
            compared += 1;
            if far_m <= distance_m {
                near += 1;
                assert!(is_in, "case {case}: {place:?} is {far_m} m away, of {distance_m}");
            } else if far_m > distance_m * (1.0 + MOST_TOO_WIDE_SHARE) + MOST_TOO_WIDE_M {
                assert!(!is_in, "case {case}: {place:?} is {far_m} m away, of {distance_m}");
            } else {
                in_between += 1;
            }
        }
    }
    println!("{compared} places compared, {near} within the distance, {in_between} in the tolerance");
    assert!(compared > 20_000 && near > 5_000 && in_between > 100, "{compared} {near} {in_between}");
}

#[test]
fn long_edges_are_cut_and_short_ones_merged() {
    // An edge from west to east of 5 degrees, of which the window sees a little; a parallel bends in the plane.
    let window = (at(86.99, 44.99), at(87.01, 45.01));
    let line = [at(80.0, 44.995), at(95.0, 44.995), at(80.0, 44.9), at(80.0, 44.995)];
    let area = buffer([line.as_slice()], window, 200.0).unwrap();
    let outline = Outline::new(&area);
    let chains = Chains::of_lines(&[geo::LineString(line.to_vec())]);
    let mut compared = 0;
    for step in 0..200 {
        let place = at(86.99 + f64::from(step) * 1e-4, 44.995 + 0.0017 + f64::from(step % 10) * 3e-5);
        let far_m = chains.nearest_to_point(place, 1e6).unwrap().distance_m;
        if far_m <= 200.0 || far_m > 200.21 {
            assert_eq!(outline.locate(place) == Where::Inside, far_m <= 200.0, "{far_m}");
            compared += 1;
        }
    }
    assert!(compared > 150, "{compared}");
    // 20,000 corners a metre apart along a line that winds a little; a minute would be far too long.
    let mut ring: Vec<Coord<f64>> = (0..20_000)
        .map(|corner| {
            at(87.0 + f64::from(corner) * 1e-5, 45.0 + 1e-5 * f64::from(corner % 7) + 1e-7 * f64::from(corner))
        })
        .collect();
    ring.push(at(87.1, 44.0));
    ring.push(ring[0]);
    let start = std::time::Instant::now();
    let area = buffer([ring.as_slice()], (at(87.0, 44.9), at(87.2, 45.1)), 100.0).unwrap();
    let took = start.elapsed();
    println!(
        "{} corners of {} in {took:?}",
        area.iter().map(|part| part.exterior().0.len()).sum::<usize>(),
        ring.len()
    );
    assert!(!area.0.is_empty() && took.as_secs() < 60, "{took:?}");
}

#[test]
fn what_cannot_be_accurate_is_refused() {
    let ring = [at(0.0, 45.0), at(1.0, 45.0), at(1.0, 46.0), at(0.0, 45.0)];
    let of = |window, distance_m| buffer([ring.as_slice()], window, distance_m);
    let small = (at(0.0, 45.0), at(1.0, 46.0));
    assert_eq!(of(small, 0.0).unwrap().0.len(), 0);
    assert_eq!(of(small, -1.0).unwrap_err(), BufferError::Distance);
    assert_eq!(of(small, f64::NAN).unwrap_err(), BufferError::Distance);
    assert_eq!(of(small, 50_001.0).unwrap_err(), BufferError::Distance);
    assert_eq!(of((at(-3.0, 45.0), at(3.0, 46.0)), 10.0).unwrap_err(), BufferError::Window);
    assert_eq!(of((at(0.0, 85.0), at(0.1, 85.1)), 10.0).unwrap_err(), BufferError::Window);
    assert!(of((at(5.0, 45.0), at(5.1, 45.1)), 10.0).unwrap().0.is_empty(), "nothing is near");
    let (min, max) = reach(small, 1000.0);
    assert!(min.y < 45.0 - 1000.0 / 111_200.0 && max.x > 1.0 + 1000.0 / 78_000.0);
}
