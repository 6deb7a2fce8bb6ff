//! Subjects and clips of every troublesome kind.

use std::collections::BTreeSet;

use geo::{Coord, LineString, MultiPolygon, Polygon};
use oreline::geometry::{Outline, has_contact};

use super::bits;
use crate::support::random::Random;
use crate::support::shapes;

/// A subject and clips.
pub(super) type Case = (MultiPolygon<f64>, Vec<MultiPolygon<f64>>);
pub(super) type Make = fn(&mut Random) -> Case;

/// Name, how many overlays, how many regions at least are not empty.
pub(super) const KINDS: [(&str, usize, usize, Make); 18] = [
    ("stars", 3000, 4000, stars),
    ("holed", 2000, 3000, holed),
    ("touching sides", 1500, 1000, touching_sides),
    ("touching corners", 1000, 0, touching_corners),
    ("identical", 1000, 2000, identical),
    ("nested", 1000, 2000, nested),
    ("moved by one unit", 2000, 4000, moved_by_one_unit),
    ("collinear", 2000, 2000, collinear),
    ("lattice", 3000, 5000, lattice),
    ("tessellations", 300, 700, tessellations),
    ("nearly parallel", 2000, 3000, nearly_parallel),
    ("slivers", 2000, 3000, slivers),
    ("many parts", 500, 700, many_parts),
    ("many clips", 300, 2000, many_clips),
    ("many clips on a lattice", 500, 2500, many_clips_on_a_lattice),
    ("many clips moved by one unit", 300, 2000, many_clips_moved_by_one_unit),
    ("units", 2000, 1000, units),
    ("small on large", 1500, 2000, small_on_large),
];

/// Where on earth: far from 0 doubles are coarse, at 0 signs change.
fn place(random: &mut Random) -> Coord<f64> {
    let (x, y) = *random.pick(&[(87.0, 45.0), (0.0, 0.0), (179.9, 66.0), (-179.9, -89.0), (109.3, 33.4)]);
    Coord { x: x + random.between(-0.05, 0.05), y: y + random.between(-0.05, 0.05) }
}

fn size(random: &mut Random) -> f64 {
    10.0_f64.powf(random.between(-3.5, -1.0))
}

fn near(random: &mut Random, at: Coord<f64>, reach: f64) -> Coord<f64> {
    Coord { x: at.x + random.between(-reach, reach), y: at.y + random.between(-reach, reach) }
}

/// As `shapes::star`, but with all the bits of a double.
fn star(random: &mut Random, centre: Coord<f64>, corners: usize, least: f64, most: f64) -> LineString<f64> {
    let corners: Vec<(f64, f64)> = (0..corners)
        .map(|corner| {
            let angle = (corner as f64 + random.between(0.1, 0.9)) / corners as f64 * std::f64::consts::TAU;
            let distance = random.between(least, most);
            (centre.x + distance * angle.cos(), centre.y + distance * angle.sin())
        })
        .collect();
    shapes::ring(&corners)
}

fn simple(exterior: LineString<f64>) -> MultiPolygon<f64> {
    shapes::one(exterior, vec![])
}

fn stars(random: &mut Random) -> Case {
    let (at, size) = (place(random), size(random));
    let of = |random: &mut Random| {
        let (centre, corners, least) = (near(random, at, size), 3 + random.below(40), random.between(0.05, 0.9));
        simple(star(random, centre, corners, size * least, size))
    };
    (of(random), vec![of(random)])
}

fn holed(random: &mut Random) -> Case {
    let (at, size) = (place(random), size(random));
    let of = |random: &mut Random| {
        let centre = near(random, at, size);
        let corners = 6 + random.below(12);
        let exterior = star(random, centre, corners.max(12), size * 0.8, size);
        let mut hole = star(random, centre, corners, size * 0.1, size * 0.6);
        hole.0.reverse();
        let mut parts = vec![Polygon::new(exterior, vec![hole])];
        if random.chance(0.3) {
            // An island in the hole.
            parts.push(Polygon::new(star(random, centre, 5, size * 0.01, size * 0.03), vec![]));
        }
        MultiPolygon(parts)
    };
    (of(random), vec![of(random)])
}

/// Triangles over a common side, or over a part of it that is exact.
fn touching_sides(random: &mut Random) -> Case {
    let (at, size) = (shapes::snap(place(random)), 1.0 / 64.0);
    let (a, b) = (at, shapes::snap(near(random, at, size)));
    let middle = Coord { x: f64::midpoint(a.x, b.x), y: f64::midpoint(a.y, b.y) };
    let third = |random: &mut Random, side: f64| {
        let share = random.between(-1.0, 2.0);
        let height = side * random.between(0.1, 2.0);
        Coord {
            x: a.x + share * (b.x - a.x) - height * (b.y - a.y),
            y: a.y + share * (b.y - a.y) + height * (b.x - a.x),
        }
    };
    let one = third(random, 1.0);
    let is_apart = random.chance(0.6);
    let other = third(random, if is_apart { -1.0 } else { 1.0 });
    let from = if random.chance(0.5) { a } else { middle };
    let triangle = |corners: [Coord<f64>; 3]| simple(LineString(vec![corners[0], corners[1], corners[2], corners[0]]));
    (triangle([a, b, one]), vec![triangle([b, from, other])])
}

fn touching_corners(random: &mut Random) -> Case {
    let (at, size) = (place(random), size(random));
    let subject = star(random, at, 6, size * 0.5, size);
    let corner = *random.pick(&subject.0);
    let centre = Coord { x: 2.0 * corner.x - at.x, y: 2.0 * corner.y - at.y };
    loop {
        let corners = 3 + random.below(6);
        let mut clip = star(random, centre, corners, size * 0.1, size * 0.4);
        let moved = random.below(corners);
        clip.0[moved] = corner;
        clip.0[corners] = clip.0[0];
        let clip = simple(clip);
        if !has_contact(&Outline::new(&clip)) {
            return (simple(subject), vec![clip]);
        }
    }
}

fn identical(random: &mut Random) -> Case {
    let (subject, clips) = if random.chance(0.5) { holed(random) } else { stars(random) };
    if random.chance(0.5) { (subject.clone(), vec![subject]) } else { (clips[0].clone(), clips) }
}

fn nested(random: &mut Random) -> Case {
    let (at, size) = (place(random), size(random));
    let outer = simple(star(random, at, 12, size * 0.9, size));
    let inner = simple(star(random, at, 9, size * 0.1, size * 0.5));
    if random.chance(0.5) { (outer, vec![inner]) } else { (inner, vec![outer]) }
}

/// Moves some corners by one unit in the last place.
fn move_by_one_unit(random: &mut Random, area: &mut MultiPolygon<f64>, moves: usize) {
    area.0[0].exterior_mut(|ring| {
        let corners = ring.0.len() - 1;
        for _ in 0..moves {
            let corner = &mut ring.0[random.below(corners)];
            match random.below(4) {
                0 => corner.x = corner.x.next_up(),
                1 => corner.x = corner.x.next_down(),
                2 => corner.y = corner.y.next_up(),
                _ => corner.y = corner.y.next_down(),
            }
        }
        ring.0[corners] = ring.0[0];
    });
}

fn moved_by_one_unit(random: &mut Random) -> Case {
    let (subject, _) = stars(random);
    let mut clip = subject.clone();
    let moves = 1 + random.below(3);
    move_by_one_unit(random, &mut clip, moves);
    (subject, vec![clip])
}

fn many_clips_moved_by_one_unit(random: &mut Random) -> Case {
    let (subject, _) = stars(random);
    let clips = (0..2 + random.below(10)).map(|_| {
        let mut clip = subject.clone();
        let moves = random.below(12);
        move_by_one_unit(random, &mut clip, moves);
        clip
    });
    let clips = clips.collect();
    (subject, clips)
}

/// All corners within a few units in the last place: no crossing is where it should be.
fn units(random: &mut Random) -> Case {
    let at = shapes::snap(place(random));
    let unit = f64::EPSILON * at.x.abs().max(at.y.abs()) / 2.0;
    let most = *random.pick(&[3.0, 8.0, 40.0]);
    let of = |random: &mut Random| loop {
        let count = 3 + random.below(9);
        let round = star(random, Coord { x: 0.0, y: 0.0 }, count, most * 0.3, most);
        let corners = round.0.iter().map(|corner| (at.x + unit * corner.x.round(), at.y + unit * corner.y.round()));
        let polygon = simple(shapes::ring(&corners.collect::<Vec<_>>()));
        if !has_contact(&Outline::new(&polygon)) {
            return polygon;
        }
    };
    let mut clips = vec![of(random)];
    if random.chance(0.5) {
        clips.push(of(random));
    }
    (of(random), clips)
}

/// Boxes and stairs on few lines: sides lie upon each other.
fn collinear(random: &mut Random) -> Case {
    let (at, step) = (shapes::snap(place(random)), 1.0 / 1024.0);
    let of = |random: &mut Random| {
        let (x, y) = (random.integer(0, 4), random.integer(0, 4));
        let (width, height) = (random.integer(2, 5), random.integer(2, 5));
        let corner = |x: i32, y: i32| (at.x + f64::from(x) * step, at.y + f64::from(y) * step);
        let cut = random.integer(1, width - 1);
        simple(shapes::ring(&[
            corner(x, y),
            corner(x + cut, y),
            corner(x + width, y),
            corner(x + width, y + 1),
            corner(x + cut, y + 1),
            corner(x + cut, y + height),
            corner(x, y + height),
        ]))
    };
    (of(random), vec![of(random)])
}

/// Corners on a lattice of 7 by 7: most meetings are in corners and along sides.
fn lattice_polygon(random: &mut Random, at: Coord<f64>) -> MultiPolygon<f64> {
    let step = 1.0 / 512.0;
    loop {
        let centre = (f64::from(random.integer(2, 4)) + 0.25, f64::from(random.integer(2, 4)) + 0.125);
        let mut corners: Vec<(f64, f64)> = (0..3 + random.below(9))
            .map(|_| (f64::from(random.integer(0, 6)), f64::from(random.integer(0, 6))))
            .collect();
        let angle = |corner: &(f64, f64)| (corner.1 - centre.1).atan2(corner.0 - centre.0);
        corners.sort_by(|a, b| angle(a).total_cmp(&angle(b)));
        corners.dedup();
        for corner in &mut corners {
            *corner = (at.x + corner.0 * step, at.y + corner.1 * step);
        }
        let polygon = simple(shapes::ring(&corners));
        if !has_contact(&Outline::new(&polygon)) {
            return polygon;
        }
    }
}

fn lattice(random: &mut Random) -> Case {
    let at = shapes::snap(place(random));
    (lattice_polygon(random, at), vec![lattice_polygon(random, at)])
}

/// Whether parts of one area share edges, which makes it invalid.
fn has_common_edges(area: &MultiPolygon<f64>) -> bool {
    let mut edges = BTreeSet::new();
    let mut lines = shapes::rings(std::slice::from_ref(area)).flat_map(LineString::lines);
    lines.any(|line| {
        let (a, b) = (bits(line.start), bits(line.end));
        a != b && !edges.insert((a.min(b), a.max(b)))
    })
}

/// A subject over zones that share their borders.
fn tessellations(random: &mut Random) -> Case {
    let mut zones = shapes::tessellation(random, 3, 3);
    zones.retain(|zone| {
        let crosses_itself = |part: &Polygon<f64>| has_contact(&Outline::new(&MultiPolygon(vec![part.clone()])));
        !has_common_edges(zone) && !zone.iter().any(crosses_itself)
    });
    let (min, max) = shapes::bounds(&zones);
    let at = Coord { x: random.between(min.x, max.x), y: random.between(min.y, max.y) };
    let reach = random.between(0.05, 1.5);
    let subject = match random.below(4) {
        0 => random.pick(&zones).clone(),
        1 => simple(shapes::star(random, at, 9, (reach * 0.5, reach))),
        2 => {
            let low = shapes::snap(at);
            simple(shapes::rectangle((low.x, low.y), (low.x + 0.5, low.y + 0.5)))
        }
        _ => simple(star(random, at, 7, reach * 0.3, reach)),
    };
    (subject, zones)
}

/// Long sides that cross at an angle of about 1e-12.
fn nearly_parallel(random: &mut Random) -> Case {
    let (at, size) = (place(random), size(random));
    let angle = random.between(0.0, std::f64::consts::TAU);
    let (dx, dy) = (size * angle.cos(), size * angle.sin());
    let tilt = 10.0_f64.powf(random.between(-15.0, -11.0)) * if random.chance(0.5) { -1.0 } else { 1.0 };
    let of = |tilt: f64, turn: f64, height: f64| {
        let corner = |along: f64, across: f64| {
            let across = across + along * tilt;
            (at.x + along * dx - across * dy, at.y + along * dy + across * dx)
        };
        simple(shapes::ring(&[
            corner(-1.0, 0.0),
            corner(turn, 0.0),
            corner(1.0, 0.0),
            corner(0.7, height),
            corner(-0.6, height),
        ]))
    };
    let turn = random.between(-0.5, 0.5);
    let (one, other) =
        (random.between(0.1, 1.0), random.between(0.1, 1.0) * if random.chance(0.5) { -1.0 } else { 1.0 });
    (of(0.0, turn, one), vec![of(tilt, turn + random.between(-0.1, 0.1), other)])
}

/// Long and thin, down to some units in the last place.
fn slivers(random: &mut Random) -> Case {
    let (at, size) = (place(random), size(random));
    let of = |random: &mut Random| {
        let centre = near(random, at, size / 4.0);
        let angle = random.between(0.0, std::f64::consts::TAU);
        let width = 10.0_f64.powf(random.between(-10.0, -2.0));
        let (dx, dy) = (size * angle.cos(), size * angle.sin());
        let corner = |along: f64, across: f64| {
            (centre.x + along * dx - across * width * dy, centre.y + along * dy + across * width * dx)
        };
        simple(shapes::ring(&[
            corner(-1.0, -1.0),
            corner(0.1, -1.2),
            corner(1.0, -1.0),
            corner(1.0, 1.0),
            corner(-1.0, 1.0),
        ]))
    };
    let clip = if random.chance(0.5) { of(random) } else { simple(star(random, at, 20, size * 0.1, size)) };
    (of(random), vec![clip])
}

fn many_parts(random: &mut Random) -> Case {
    let (at, size) = (place(random), size(random));
    let of = |random: &mut Random| {
        let shift = near(random, at, size);
        let parts = (0..2 + random.below(8)).map(|part| {
            let part = part as u32;
            let centre = Coord { x: shift.x + f64::from(part % 3) * size, y: shift.y + f64::from(part / 3) * size };
            let corners = 3 + random.below(9);
            Polygon::new(star(random, centre, corners, size * 0.1, size * 0.5), vec![])
        });
        MultiPolygon(parts.collect())
    };
    (of(random), vec![of(random)])
}

fn many_clips(random: &mut Random) -> Case {
    let (at, size) = (place(random), size(random));
    let subject = simple(star(random, at, 8, size * 0.4, size));
    let clips = (0..3 + random.below(18))
        .map(|_| {
            let (centre, corners, radius) =
                (near(random, at, size), 3 + random.below(12), size * random.between(0.1, 1.0));
            simple(star(random, centre, corners, radius * 0.3, radius))
        })
        .collect();
    (subject, clips)
}

/// Clips that share most of their corners with each other and with the subject.
fn many_clips_on_a_lattice(random: &mut Random) -> Case {
    let at = shapes::snap(place(random));
    let subject = lattice_polygon(random, at);
    (subject, (0..3 + random.below(6)).map(|_| lattice_polygon(random, at)).collect())
}

/// A small subject on the border of a large one: nearly all of it is outside of the window.
fn small_on_large(random: &mut Random) -> Case {
    let at = place(random);
    let corners = 50 + random.below(400);
    let clip = if random.chance(0.5) {
        star(random, at, corners, 0.2, 1.0)
    } else {
        shapes::star(random, at, corners, (0.2, 1.0))
    };
    let corner = *random.pick(&clip.0);
    let size = 10.0_f64.powf(random.between(-3.0, -0.5));
    let centre = if random.chance(0.2) { corner } else { near(random, corner, size) };
    let corners = 3 + random.below(9);
    (simple(star(random, centre, corners, size * 0.3, size)), vec![simple(clip)])
}

/// The rings of a clip, changed outside of the window: runs of corners that are strictly on one side of the window are left
/// out but for their ends, or replaced by anything on that side.
pub(super) fn local_rings(
    random: &mut Random,
    clip: &MultiPolygon<f64>,
    window: (Coord<f64>, Coord<f64>),
) -> Vec<Vec<Coord<f64>>> {
    let (min, max) = window;
    let is_wild = random.chance(0.5);
    let reach = (max.x - min.x).max(max.y - min.y);
    let middle = Coord { x: f64::midpoint(min.x, max.x), y: f64::midpoint(min.y, max.y) };
    let sides = |at: &Coord<f64>| [at.x < min.x, at.x > max.x, at.y < min.y, at.y > max.y];
    let mut collapse = |ring: &LineString<f64>| {
        let mut rest: &[Coord<f64>] = &ring.0;
        let mut kept = Vec::new();
        while let Some(first) = rest.first() {
            let side = sides(first).iter().position(|is_beyond| *is_beyond);
            let run = side.map_or(1, |side| rest.iter().take_while(|at| sides(at)[side]).count());
            kept.push(*first);
            if let Some(side) = side.filter(|_| run > 1) {
                let corners = if is_wild { random.below(6) } else { 0 };
                for _ in 0..corners {
                    let at = near(random, middle, 2.0 * reach);
                    let repeated = *random.pick(&kept);
                    kept.extend([at, repeated].into_iter().filter(|at| sides(at)[side]));
                }
                kept.push(rest[run - 1]);
            }
            rest = &rest[run..];
        }
        kept
    };
    shapes::rings(std::slice::from_ref(clip)).map(&mut collapse).collect()
}
