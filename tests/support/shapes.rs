//! Areas and points of every troublesome kind, on a dyadic lattice: the middle of an edge is then an exact double.

use geo::{Coord, LineString, MultiPolygon, Polygon};

use super::random::Random;

/// Lattice steps to a degree: a power of two.
const STEPS: f64 = 4096.0;

/// The nearest lattice point with even numbers, so that middles stay on the lattice.
pub(crate) fn snap(at: Coord<f64>) -> Coord<f64> {
    let even = |value: f64| (value * STEPS / 2.0).round() * 2.0 / STEPS;
    Coord { x: even(at.x), y: even(at.y) }
}

pub(crate) fn ring(corners: &[(f64, f64)]) -> LineString<f64> {
    let mut ring = LineString::from(corners.to_vec());
    ring.close();
    ring
}

pub(crate) fn rectangle(min: (f64, f64), max: (f64, f64)) -> LineString<f64> {
    ring(&[min, (max.0, min.1), max, (min.0, max.1)])
}

pub(crate) fn one(exterior: LineString<f64>, holes: Vec<LineString<f64>>) -> MultiPolygon<f64> {
    MultiPolygon(vec![Polygon::new(exterior, holes)])
}

/// A line between two points that is bent again and again, as coasts are.
fn fractal(random: &mut Random, a: Coord<f64>, b: Coord<f64>, depth: u32, line: &mut Vec<Coord<f64>>) {
    let (dx, dy) = (b.x - a.x, b.y - a.y);
    if depth == 0 || dx.hypot(dy) < 16.0 / STEPS {
        line.push(b);
        return;
    }
    let bend = random.between(-0.22, 0.22);
    let middle = snap(Coord { x: f64::midpoint(a.x, b.x) - dy * bend, y: f64::midpoint(a.y, b.y) + dx * bend });
    fractal(random, a, middle, depth - 1, line);
    fractal(random, middle, b, depth - 1, line);
}

/// A border between two knots: bent, straight with corners that change nothing, or stepped along the axes.
fn border(random: &mut Random, a: Coord<f64>, b: Coord<f64>) -> Vec<Coord<f64>> {
    let mut line = vec![a];
    match random.below(5) {
        0 => {
            // Straight; its middle twice, if the middle is exact.
            let middle = Coord { x: f64::midpoint(a.x, b.x), y: f64::midpoint(a.y, b.y) };
            line.extend([middle, middle, b]);
        }
        1 => {
            line.extend([
                Coord { x: f64::midpoint(a.x, b.x), y: a.y },
                Coord { x: f64::midpoint(a.x, b.x), y: b.y },
                b,
            ]);
        }
        _ => fractal(random, a, b, 4, &mut line),
    }
    line
}

/// Zones that share their borders exactly, with enclaves, gaps and zones of several parts.
pub(crate) fn tessellation(random: &mut Random, columns: usize, rows: usize) -> Vec<MultiPolygon<f64>> {
    let origin = Coord { x: 80.0 + random.between(-6.0, 6.0), y: 40.0 + random.between(-4.0, 4.0) };
    let jitter = *random.pick(&[0.0, 0.2]);
    let knots: Vec<Vec<Coord<f64>>> = (0..=rows)
        .map(|row| {
            (0..=columns)
                .map(|column| {
                    snap(Coord {
                        x: origin.x + column as f64 + random.between(-jitter, jitter),
                        y: origin.y + row as f64 + random.between(-jitter, jitter),
                    })
                })
                .collect()
        })
        .collect();
    let across: Vec<Vec<Vec<Coord<f64>>>> = (0..=rows)
        .map(|row| (0..columns).map(|column| border(random, knots[row][column], knots[row][column + 1])).collect())
        .collect();
    let up: Vec<Vec<Vec<Coord<f64>>>> = (0..rows)
        .map(|row| (0..=columns).map(|column| border(random, knots[row][column], knots[row + 1][column])).collect())
        .collect();
    let mut zones: Vec<MultiPolygon<f64>> = Vec::new();
    for row in 0..rows {
        for column in 0..columns {
            let mut corners = across[row][column].clone();
            corners.extend(&up[row][column + 1][1..]);
            corners.extend(across[row + 1][column].iter().rev().skip(1));
            corners.extend(up[row][column].iter().rev().skip(1));
            let low = knots[row][column];
            let at = |x: f64, y: f64| {
                let at = snap(Coord { x: low.x + x, y: low.y + y });
                (at.x, at.y)
            };
            let hole = ring(&[at(0.44, 0.44), at(0.56, 0.44), at(0.5, 0.5), at(0.56, 0.56), at(0.44, 0.56)]);
            match random.below(6) {
                // A gap in the cover.
                0 => {}
                1 => {
                    // An enclave: the hole of one zone is the exterior of another.
                    let enclave = one(hole.clone(), vec![]);
                    zones.push(one(LineString(corners), vec![hole]));
                    zones.push(enclave);
                }
                2 => zones.push(one(LineString(corners), vec![hole])),
                _ => zones.push(one(LineString(corners), vec![])),
            }
        }
    }
    // Zones of two parts that lie apart or meet in knots only.
    for _ in 0..zones.len() / 8 {
        let (first, second) = (random.below(zones.len()), random.below(zones.len()));
        if first != second {
            let part = zones[second].0.clone();
            zones[first].0.extend(part);
            zones.swap_remove(second);
        }
    }
    zones
}

/// A star around a point: valid, with corners at the given distances.
pub(crate) fn star(random: &mut Random, centre: Coord<f64>, corners: usize, radius: (f64, f64)) -> LineString<f64> {
    let corners: Vec<(f64, f64)> = (0..corners)
        .map(|corner| {
            let angle = (corner as f64 + random.between(0.1, 0.9)) / corners as f64 * std::f64::consts::TAU;
            let distance = random.between(radius.0, radius.1);
            let at = snap(Coord { x: centre.x + distance * angle.cos(), y: centre.y + distance * angle.sin() });
            (at.x, at.y)
        })
        .collect();
    ring(&corners)
}

/// Zones that lie over each other, among them boxes with corners in the middle of their sides.
pub(crate) fn overlapping(random: &mut Random, count: usize, centre: Coord<f64>, reach: f64) -> Vec<MultiPolygon<f64>> {
    let mut zones = Vec::with_capacity(count);
    for _ in 0..count {
        let at =
            snap(Coord { x: centre.x + random.between(-reach, reach), y: centre.y + random.between(-reach, reach) });
        let corners = 3 + random.below(40);
        let size = random.between(0.1, reach / 2.0);
        zones.push(match random.below(3) {
            0 => {
                let half = snap(Coord { x: size, y: size / 2.0 });
                let (x, y) = (at.x, at.y);
                one(
                    ring(&[
                        (x - half.x, y - half.y),
                        (x, y - half.y),
                        (x + half.x, y - half.y),
                        (x + half.x, y - half.y),
                        (x + half.x, y),
                        (x + half.x, y + half.y),
                        (x - half.x, y + half.y),
                    ]),
                    vec![],
                )
            }
            1 => {
                let hole = star(random, at, corners, (size * 0.2, size * 0.4));
                one(star(random, at, 24, (size * 0.8, size)), vec![hole])
            }
            _ => one(star(random, at, corners, (size * 0.3, size)), vec![]),
        });
    }
    zones
}

/// Mining rights in every position to zones: free ones, boxes on the lattice of the zones, copies of zones, holes filled.
pub(crate) fn rights(random: &mut Random, zones: &[MultiPolygon<f64>], count: usize) -> Vec<MultiPolygon<f64>> {
    let (min, max) = bounds(zones);
    (0..count)
        .map(|_| {
            let free =
                Coord { x: random.between(min.x - 0.5, max.x + 0.5), y: random.between(min.y - 0.5, max.y + 0.5) };
            let zone = random.pick(zones);
            let part = random.pick(&zone.0);
            let corner = *random.pick(&part.exterior().0);
            match random.below(6) {
                0 => part.interiors().first().map_or_else(|| zone.clone(), |hole| one(hole.clone(), vec![])),
                1 => one(part.exterior().clone(), vec![]),
                // Touches in a corner, or nearly.
                2 => {
                    let at = if random.chance(0.5) { corner } else { Coord { x: corner.x.next_up(), y: corner.y } };
                    let size = f64::from(random.integer(1, 64)) / 64.0;
                    one(rectangle((at.x, at.y), (at.x + size, at.y + size)), vec![])
                }
                3 => {
                    let (x, y) = (corner.x, corner.y);
                    one(
                        rectangle((x - 0.25, y - 0.25), (x + 0.25, y + 0.25)),
                        vec![rectangle((x - 0.125, y - 0.125), (x + 0.125, y + 0.125))],
                    )
                }
                _ => {
                    let corners = 3 + random.below(12);
                    let size = random.between(0.02, 1.2);
                    one(star(random, free, corners, (size * 0.4, size)), vec![])
                }
            }
        })
        .collect()
}

/// All rings of areas.
pub(crate) fn rings(areas: &[MultiPolygon<f64>]) -> impl Iterator<Item = &LineString<f64>> {
    areas.iter().flat_map(|area| area.iter().flat_map(|part| std::iter::once(part.exterior()).chain(part.interiors())))
}

/// Where a wrong decision is likeliest: on corners, exactly on edges, one unit in the last place beside them, at the
/// height of corners, and anywhere.
pub(crate) fn telling_points(random: &mut Random, areas: &[MultiPolygon<f64>], most: usize) -> Vec<Coord<f64>> {
    let mut exact: Vec<Coord<f64>> = Vec::new();
    for ring in rings(areas) {
        for edge in ring.lines() {
            let (a, b) = (edge.start, edge.end);
            exact.push(a);
            // Exact on lattice coordinates; elsewhere near the edge, which tells as much.
            exact.push(Coord { x: f64::midpoint(a.x, b.x), y: f64::midpoint(a.y, b.y) });
            if a.x == b.x {
                exact.push(Coord { x: a.x, y: random.between(a.y, b.y) });
            } else if a.y == b.y {
                exact.push(Coord { x: random.between(a.x, b.x), y: a.y });
            }
        }
    }
    random.shuffle(&mut exact);
    exact.truncate(most);
    let mut points = Vec::with_capacity(exact.len() * 4);
    for (number, at) in exact.iter().enumerate() {
        points.push(*at);
        points.push(match number % 4 {
            0 => Coord { x: at.x.next_up(), y: at.y },
            1 => Coord { x: at.x.next_down(), y: at.y },
            2 => Coord { x: at.x, y: at.y.next_up() },
            _ => Coord { x: at.x, y: at.y.next_down() },
        });
        // At the height of one corner and the longitude of another: rays through corners, along edges.
        points.push(Coord { x: random.pick(&exact).x, y: at.y });
    }
    let (min, max) = bounds(areas);
    let (width, height) = (max.x - min.x, max.y - min.y);
    for _ in 0..exact.len() {
        points.push(Coord {
            x: random.between(min.x - width / 20.0, max.x + width / 20.0),
            y: random.between(min.y - height / 20.0, max.y + height / 20.0),
        });
    }
    points
}

pub(crate) fn bounds(areas: &[MultiPolygon<f64>]) -> (Coord<f64>, Coord<f64>) {
    let mut min = Coord { x: f64::INFINITY, y: f64::INFINITY };
    let mut max = Coord { x: f64::NEG_INFINITY, y: f64::NEG_INFINITY };
    for at in rings(areas).flat_map(|ring| &ring.0) {
        min = Coord { x: min.x.min(at.x), y: min.y.min(at.y) };
        max = Coord { x: max.x.max(at.x), y: max.y.max(at.y) };
    }
    (min, max)
}
