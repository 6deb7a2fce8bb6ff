//! What areas that should tile leave open: holes between them, and slits that reach the outside.
//!
//! A border that two areas share edge for edge cancels, so that of a sound tiling the outer border alone is left. What is
//! left is overlaid, with the areas that overlap each other as clips of their own: the result is the exact union, and its
//! holes are the gaps. A slit that is open to the outside is no hole of the union. It shows where the border of one area
//! faces that of another over a strip of open ground, and is measured along that border: a figure to find it by, no exact area.

use geo::{Coord, LineString, MultiPolygon, Polygon};
use rayon::prelude::*;

use super::extent::rings;
use super::locator::{Bounds, Boxes};
use crate::domain::AreaPair;
use crate::geometry::chains::{Chains, degrees_around};
use crate::geometry::measure::{area_m2, perimeter_m};
use crate::geometry::overlay::{Overlayer, Selection};
use crate::geometry::{Outline, Where};

/// Below a square millimetre a gap is rounding.
const ROUNDING_M2: f64 = 1e-6;
/// Borders that are nearer to each other than this, in metres, are one.
const ROUNDING_M: f64 = 1e-3;
/// Of a long edge no more pieces are measured.
const MOST_PIECES: f64 = 64.0;
/// Borders are followed until they are so many times farther apart than a slit may be wide in the mean. Where the outer
/// border runs into the border between two areas at an angle, the width grows evenly up to this limit, so that the mean is
/// half of it, and no slit is reported.
const REACH: f64 = 4.0;
/// A slit is so many times longer than wide.
const LEAST_LENGTH: f64 = 10.0;

/// Open ground between areas.
#[derive(Clone, Debug, PartialEq)]
pub struct Gap {
    /// Its area on the ellipsoid, in square metres: exact for holes, measured along the border for slits.
    pub area_m2: f64,
    /// Its mean width in metres.
    pub width_m: f64,
    /// A place on its border (holes) or in its middle where it is widest (slits), EPSG:4490.
    pub at: Coord<f64>,
    /// Positions of two areas at it, the lower first; the same twice where one area alone has it in its border.
    pub between: (u32, u32),
}

/// All open ground between areas.
#[derive(Clone, Debug, Default)]
pub struct Gaps {
    /// Enclosed on all sides, the largest first.
    pub holes: Vec<Gap>,
    /// Open to the outside, the largest first.
    pub slits: Vec<Gap>,
    /// False if the union could not be made: then nothing is known.
    pub is_known: bool,
}

/// An undirected edge, as bits that compare equal where coordinates do.
type Key = [u64; 4];

/// The edge of an area.
#[derive(Clone, Copy)]
struct Edge {
    key: Key,
    area: u32,
    start: Coord<f64>,
    end: Coord<f64>,
}

/// Finds the gaps between valid areas. `overlaps` are the pairs of them that have a part in common. Slits are looked for up to
/// a mean width of `slit_m` metres.
#[must_use]
pub fn gaps(areas: &[&MultiPolygon<f64>], overlaps: &[AreaPair], slit_m: f64) -> Gaps {
    let colours = colours(areas.len(), overlaps);
    let mut edges: Vec<Edge> =
        areas.par_iter().enumerate().flat_map_iter(|(number, area)| edges_of(number, area)).collect();
    edges.par_sort_unstable_by_key(|edge| (edge.key, edge.area));
    let Some(union) = union(areas, &edges, &colours) else { return Gaps::default() };
    let rims = rims(areas.len(), &edges);
    let boxes = Boxes::new(rims.iter().map(Chains::bounds));
    let mut holes = holes(&union, &rims, &boxes);
    let mut slits = slits(&union, &rims, &boxes, &edges, slit_m);
    for found in [&mut holes, &mut slits] {
        found.sort_by(|one, other| other.area_m2.total_cmp(&one.area_m2));
    }
    Gaps { holes, slits, is_known: true }
}

fn edges_of(number: usize, area: &MultiPolygon<f64>) -> impl Iterator<Item = Edge> {
    let edges = rings(area).flat_map(|ring| ring.windows(2)).filter(|ends| ends[0] != ends[1]);
    edges.map(move |ends| {
        // Zero has two signs, of which adding zero leaves one.
        let bits = |at: Coord<f64>| [(at.x + 0.0).to_bits(), (at.y + 0.0).to_bits()];
        let (one, other) = (bits(ends[0]), bits(ends[1]));
        let (low, high) = if one < other { (one, other) } else { (other, one) };
        Edge { key: [low[0], low[1], high[0], high[1]], area: number as u32, start: ends[0], end: ends[1] }
    })
}

/// Areas that overlap each other get different colours; hardly ever more than a few are needed.
fn colours(count: usize, overlaps: &[AreaPair]) -> Vec<u32> {
    let mut lower: Vec<Vec<u32>> = vec![Vec::new(); count];
    for pair in overlaps {
        lower[pair.members.1 as usize].push(pair.members.0);
    }
    let mut colours: Vec<u32> = Vec::with_capacity(count);
    for others in lower {
        let mut taken: Vec<u32> = others.iter().map(|other| colours[*other as usize]).collect();
        taken.sort_unstable();
        taken.dedup();
        let free = taken
            .iter()
            .zip(0..)
            .find(|(taken, number)| **taken != *number)
            .map_or(taken.len() as u32, |(_, free)| free);
        colours.push(free);
    }
    colours
}

/// The union, or `None` if it cannot be made.
fn union(areas: &[&MultiPolygon<f64>], edges: &[Edge], colours: &[u32]) -> Option<MultiPolygon<f64>> {
    let highest = colours.iter().max().copied()?;
    let clips: Vec<Vec<Vec<Coord<f64>>>> =
        (0..=highest).map(|colour| walks(&left(edges, |edge| colours[edge.area as usize] == colour))).collect();
    let (min, max) = bounds(areas.iter().flat_map(|area| rings(area)).flatten());
    if min.x > max.x {
        return None;
    }
    // A frame with a margin, so that the union does not reach it.
    let (left, right, low, high) = (min.x - 1.0, max.x + 1.0, min.y - 1.0, max.y + 1.0);
    let frame = [(left, low), (right, low), (right, high), (left, high), (left, low)].map(Coord::from);
    let mut overlayer = Overlayer::new();
    let clips = clips.iter().map(|rings| rings.iter().map(Vec::as_slice));
    Some(overlayer.overlay([&frame[..]], clips)?.polygons(Selection::AnyClip))
}

/// The edges of some areas, which are sorted, without those that come an even number of times: by the even-odd rule these
/// change nothing.
fn left(edges: &[Edge], is_wanted: impl Fn(&Edge) -> bool) -> Vec<Edge> {
    let mut left = Vec::new();
    for same in edges.chunk_by(|one, other| one.key == other.key) {
        let mut wanted = same.iter().filter(|edge| is_wanted(edge));
        if let (Some(first), rest) = (wanted.next(), wanted.count())
            && rest % 2 == 0
        {
            left.push(*first);
        }
    }
    left
}

/// Closed walks over edges of which an even number meets in each corner.
fn walks(edges: &[Edge]) -> Vec<Vec<Coord<f64>>> {
    let low = |edge: &Edge| [edge.key[0], edge.key[1]];
    let high = |edge: &Edge| [edge.key[2], edge.key[3]];
    // For each corner the edges at it.
    let mut ends: Vec<([u64; 2], u32)> =
        edges.iter().zip(0..).flat_map(|(edge, number)| [(low(edge), number), (high(edge), number)]).collect();
    ends.par_sort_unstable();
    let mut is_used = vec![false; edges.len()];
    // How far the edges at a corner, which begin at this position, are used up.
    let mut next: Vec<u32> = vec![0; ends.len()];
    let mut walks = Vec::new();
    for first in 0..edges.len() {
        if is_used[first] {
            continue;
        }
        let (mut walk, mut number) = (Vec::new(), first);
        let mut at = low(&edges[first]);
        loop {
            is_used[number] = true;
            let edge = &edges[number];
            walk.push(Coord { x: f64::from_bits(at[0]), y: f64::from_bits(at[1]) });
            at = if at == low(edge) { high(edge) } else { low(edge) };
            let begin = ends.partition_point(|end| end.0 < at);
            let free = loop {
                let place = begin + next[begin.min(ends.len() - 1)] as usize;
                match ends.get(place).filter(|end| end.0 == at) {
                    None => break None,
                    Some((_, free)) if !is_used[*free as usize] => break Some(*free as usize),
                    Some(_) => next[begin] += 1,
                }
            };
            match free {
                Some(free) => number = free,
                None => break,
            }
        }
        if let Some(start) = walk.first().copied() {
            walk.push(start);
        }
        walks.push(walk);
    }
    walks
}

/// The border of each area without what it shares with others.
fn rims(count: usize, edges: &[Edge]) -> Vec<Chains> {
    let mut lines: Vec<Vec<LineString<f64>>> = vec![Vec::new(); count];
    for edge in left(edges, |_| true) {
        lines[edge.area as usize].push(LineString(vec![edge.start, edge.end]));
    }
    lines.into_par_iter().map(|lines| Chains::of_lines(&lines)).collect()
}

/// The holes of the union, less what lies in them.
fn holes(union: &MultiPolygon<f64>, rims: &[Chains], boxes: &Boxes) -> Vec<Gap> {
    let of_ring = |ring: &LineString<f64>| MultiPolygon(vec![Polygon::new(ring.clone(), Vec::new())]);
    let holes: Vec<&LineString<f64>> = union.iter().flat_map(Polygon::interiors).collect();
    let parts: Vec<&LineString<f64>> = union.iter().map(Polygon::exterior).collect();
    let tree = Boxes::new(parts.iter().map(|part| bounds(&part.0)));
    let gap = |hole: &&LineString<f64>| {
        let area = of_ring(hole);
        let mut m2 = area_m2(&area);
        let outline = Outline::new(&area);
        for part in tree.meeting(bounds(&hole.0)) {
            let part = parts[part as usize];
            let lies_in = part.0.iter().map(|at| outline.locate(*at)).find(|place| *place != Where::OnBoundary);
            if lies_in == Some(Where::Inside) {
                m2 -= area_m2(&of_ring(part));
            }
        }
        let at = *hole.0.first()?;
        let width_m = 2.0 * m2 / perimeter_m(hole.lines().map(|edge| (edge.start, edge.end)));
        (m2 >= ROUNDING_M2).then(|| Gap { area_m2: m2, width_m, at, between: neighbours(hole, rims, boxes) })
    };
    holes.par_iter().filter_map(gap).collect()
}

/// Two areas to whose borders corners of a ring belong.
fn neighbours(ring: &LineString<f64>, rims: &[Chains], boxes: &Boxes) -> (u32, u32) {
    let mut found: Vec<u32> = Vec::new();
    for at in &ring.0 {
        for area in boxes.meeting((*at, *at)) {
            if !found.contains(&area) && rims[area as usize].nearest_to_point(*at, ROUNDING_M).is_some() {
                found.push(area);
            }
        }
        if found.len() > 1 {
            break;
        }
    }
    let (one, other) = (found.first().copied().unwrap_or(0), found.get(1).or(found.first()).copied().unwrap_or(0));
    (one.min(other), one.max(other))
}

fn bounds<'c>(corners: impl IntoIterator<Item = &'c Coord<f64>>) -> Bounds {
    let nothing = (Coord { x: f64::INFINITY, y: f64::INFINITY }, Coord { x: f64::NEG_INFINITY, y: f64::NEG_INFINITY });
    corners.into_iter().fold(nothing, |(min, max), at| {
        (Coord { x: min.x.min(at.x), y: min.y.min(at.y) }, Coord { x: max.x.max(at.x), y: max.y.max(at.y) })
    })
}

/// What was measured of one area's border that faces another area.
#[derive(Clone, Copy)]
struct Facing {
    pair: (u32, u32),
    from: u32,
    length_m: f64,
    width_m: f64,
    at: Coord<f64>,
}

/// Strips of open ground between two areas, outside of the holes.
fn slits(union: &MultiPolygon<f64>, rims: &[Chains], boxes: &Boxes, edges: &[Edge], slit_m: f64) -> Vec<Gap> {
    let reach_m = REACH * slit_m;
    // What is open to the outside lies at the outer border, which is short beside all borders of a ragged tiling.
    let outer: Vec<LineString<f64>> = union.iter().map(|part| part.exterior().clone()).collect();
    let outer = Chains::of_lines(&outer);
    let covered = Outline::new(union);
    let holes = MultiPolygon(
        union.iter().flat_map(Polygon::interiors).map(|hole| Polygon::new(hole.clone(), Vec::new())).collect(),
    );
    let holes = Outline::new(&holes);
    let facing = |edge: &Edge| -> Vec<Facing> {
        let length_m = perimeter_m(std::iter::once((edge.start, edge.end)));
        let window = degrees_around(bounds(&[edge.start, edge.end]), reach_m);
        let others: Vec<u32> = boxes.meeting(window).into_iter().filter(|other| *other != edge.area).collect();
        if others.is_empty() {
            return Vec::new();
        }
        let pieces = (length_m / slit_m).ceil().clamp(1.0, MOST_PIECES);
        let piece = |number: f64| {
            let share = (number + 0.5) / pieces;
            let from = edge.start + (edge.end - edge.start) * share;
            outer.nearest_to_point(from, ROUNDING_M)?;
            let nearest = others
                .iter()
                .filter_map(|other| Some((*other, rims[*other as usize].nearest_to_point(from, reach_m)?)));
            let (other, way) = nearest.min_by(|one, other| one.1.distance_m.total_cmp(&other.1.distance_m))?;
            let at = Coord { x: f64::midpoint(from.x, way.to.x), y: f64::midpoint(from.y, way.to.y) };
            let is_open = way.distance_m > ROUNDING_M
                && covered.locate(at) == Where::Outside
                && holes.locate(at) == Where::Outside;
            let pair = (edge.area.min(other), edge.area.max(other));
            is_open.then_some(Facing {
                pair,
                from: edge.area,
                length_m: length_m / pieces,
                width_m: way.distance_m,
                at,
            })
        };
        (0..pieces as u32).filter_map(|number| piece(f64::from(number))).collect()
    };
    let mut found: Vec<Facing> = left(edges, |_| true).par_iter().flat_map_iter(facing).collect();
    // A stable sort: within a pair the order is that of the edges.
    found.sort_by_key(|facing| facing.pair);
    found.chunk_by(|one, other| one.pair == other.pair).filter_map(|facing| slit(facing, slit_m)).collect()
}

/// One slit of all that two areas face each other; of its two sides the longer one counts.
fn slit(facing: &[Facing], slit_m: f64) -> Option<Gap> {
    let widest = facing.iter().max_by(|one, other| one.width_m.total_cmp(&other.width_m))?;
    let side = |from: u32| {
        let of_side = facing.iter().filter(|facing| facing.from == from);
        of_side.fold((0.0, 0.0), |(m2, m), facing| (m2 + facing.length_m * facing.width_m, m + facing.length_m))
    };
    let (one, other) = (side(widest.pair.0), side(widest.pair.1));
    let (m2, m) = if one.1 >= other.1 { one } else { other };
    let is_slit = m > 0.0 && m2 / m <= slit_m && m >= LEAST_LENGTH * (m2 / m);
    is_slit.then(|| Gap { area_m2: m2, width_m: m2 / m, at: widest.at, between: widest.pair })
}
