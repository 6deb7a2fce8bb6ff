//! GEOS, through GDAL, decides every point and polygon as the index does.

use gdal::vector::{Geometry, ToGdal};
use geo::{Coord, MultiPolygon};
use oreline::domain::{Hit, Place};
use rayon::prelude::*;

use crate::support::random::Random;
use crate::support::{area_mines, facts, for_each_shipped_layer, point_mines, shapes};

/// What was compared for one point, or for many.
#[derive(Debug, Default)]
struct Counts {
    points: usize,
    questions: usize,
    meeting: usize,
    on_border: usize,
    disagreements: Vec<String>,
}

impl Counts {
    fn add(mut self, mut other: Self) -> Self {
        self.points += other.points;
        self.questions += other.questions;
        self.meeting += other.meeting;
        self.on_border += other.on_border;
        self.disagreements.append(&mut other.disagreements);
        self
    }
}

/// Points near borders, on corners, and anywhere in the box of the zones.
fn points(random: &mut Random, areas: &[MultiPolygon<f64>], count: usize) -> Vec<Coord<f64>> {
    let mut points = shapes::telling_points(random, areas, count / 5);
    let corners: Vec<Coord<f64>> = shapes::rings(areas).flat_map(|ring| ring.0.iter().copied()).collect();
    let (min, max) = shapes::bounds(areas);
    while points.len() < count {
        points.push(if random.chance(0.5) {
            let corner = random.pick(&corners);
            let reach = 10.0_f64.powf(random.between(-12.0, -1.0));
            Coord { x: corner.x + random.between(-reach, reach), y: corner.y + random.between(-reach, reach) }
        } else {
            Coord { x: random.between(min.x, max.x), y: random.between(min.y, max.y) }
        });
    }
    points.truncate(count);
    points
}

struct Peer {
    low: Coord<f64>,
    high: Coord<f64>,
    geometry: Geometry,
}

fn peers(areas: &[MultiPolygon<f64>]) -> Vec<Peer> {
    areas
        .iter()
        .map(|area| {
            let (low, high) = shapes::bounds(std::slice::from_ref(area));
            Peer { low, high, geometry: area.to_gdal().unwrap() }
        })
        .collect()
}

/// Asks GEOS about every zone whose box holds the point; outside its box a point is outside a zone.
fn ask(at: Coord<f64>, hits: &[Hit], peers: &[Peer], thorough: bool, counts: &mut Counts) {
    let point = geo::Point(at).to_gdal().unwrap();
    counts.points += 1;
    for (number, peer) in peers.iter().enumerate() {
        let hit = hits.iter().find(|hit| hit.zone as usize == number);
        if at.x < peer.low.x || at.x > peer.high.x || at.y < peer.low.y || at.y > peer.high.y {
            if hit.is_some() {
                counts.disagreements.push(format!("{at:?}: outside the box of zone {number}, but found"));
            }
            continue;
        }
        counts.questions += 1;
        counts.meeting += usize::from(hit.is_some());
        if point.intersects(&peer.geometry) != hit.is_some() {
            counts.disagreements.push(format!("{at:?}: zone {number}: found {hit:?}, GEOS says otherwise"));
        }
        if let Some(hit) = hit {
            let on_border = hit.place == Place::OnBoundary;
            counts.on_border += usize::from(on_border);
            // A second question for each hit on a border, and for some inside.
            if (on_border || thorough) && point.touches(&peer.geometry) != on_border {
                counts.disagreements.push(format!("{at:?}: zone {number}: {:?}, GEOS says otherwise", hit.place));
            }
        }
    }
}

#[test]
fn geos_agrees_on_every_point_of_a_hundred_thousand_over_the_shipped_layers() {
    const POINTS_OF_A_LAYER: usize = 13_000;
    let mut counts = Counts::default();
    let mut layers = 0;
    for_each_shipped_layer(|_, kind, zones, areas| {
        layers += 1;
        let points = points(&mut Random::new(kind as u64 + 77), areas, POINTS_OF_A_LAYER);
        let facts = facts(&point_mines(&points), zones);
        let numbers: Vec<usize> = (0..points.len()).collect();
        let found = numbers
            .par_chunks(1_000)
            .map(|task| {
                let peers = peers(areas);
                let mut counts = Counts::default();
                for &mine in task {
                    let hits: Vec<Hit> = facts.of(mine).iter().filter(|hit| hit.kind == kind).copied().collect();
                    ask(points[mine], &hits, &peers, mine % 16 == 0, &mut counts);
                }
                counts
            })
            .reduce(Counts::default, Counts::add);
        counts = std::mem::take(&mut counts).add(found);
    });
    println!(
        "GEOS was asked about {} points of {layers} layers, {} questions: {} meet, {} on a border, {} disagreements",
        counts.points,
        counts.questions,
        counts.meeting,
        counts.on_border,
        counts.disagreements.len()
    );
    assert_eq!(counts.disagreements, [""; 0]);
    assert!(counts.points >= 100_000, "{}", counts.points);
    assert_eq!(layers, 8);
    assert!(counts.on_border > 10_000 && counts.meeting > 50_000, "{} {}", counts.on_border, counts.meeting);
    assert!(counts.questions > counts.meeting + 20_000, "{} {}", counts.questions, counts.meeting);
}

#[test]
fn geos_agrees_on_every_pair_of_a_polygon_mine_and_a_shipped_zone() {
    let (mut pairs, mut meeting) = (0, 0);
    let mut disagreements = Vec::new();
    for_each_shipped_layer(|set, kind, zones, areas| {
        let mut random = Random::new(kind as u64 + 5);
        let corners: Vec<Coord<f64>> = shapes::rings(areas).flat_map(|ring| ring.0.iter().copied()).collect();
        let mines: Vec<MultiPolygon<f64>> = (0..150)
            .map(|_| {
                let at = *random.pick(&corners);
                let size = 10.0_f64.powf(random.between(-4.0, 0.0));
                let shift = if random.chance(0.5) { 0.0 } else { random.between(0.0, 2.0 * size) };
                let (x, y) = (at.x + shift, at.y - shift);
                shapes::one(shapes::rectangle((x, y), (x + size, y + size)), vec![])
            })
            .collect();
        let facts = facts(&area_mines(&mines), zones);
        let peers = peers(areas);
        for (number, mine) in mines.iter().enumerate() {
            let of_mine = mine.to_gdal().unwrap();
            for (zone, peer) in peers.iter().enumerate() {
                let is_found = facts.of(number).iter().any(|hit| hit.kind == kind && hit.zone as usize == zone);
                // OGR compares boxes before it asks GEOS.
                if of_mine.intersects(&peer.geometry) != is_found {
                    disagreements.push(format!("{set}, {kind} {zone}: found {is_found}: {mine:?}"));
                }
                pairs += 1;
                meeting += usize::from(is_found);
            }
        }
    });
    println!("GEOS was asked about {pairs} pairs, {meeting} meet, {} disagreements", disagreements.len());
    assert_eq!(disagreements, [""; 0]);
    assert!(pairs > 20_000 && meeting > 1_500, "{pairs} {meeting}");
}
