//! GEOS cuts mining rights as the join does: areas of parts and of all zones together, and the grades that follow.

use gdal::vector::{Geometry, ToGdal};
use geo::{Coord, MapCoordsInPlace, MultiPolygon, Polygon};
use oreline::domain::{Grade, Measures, ZoneKind};
use oreline::geometry::measure::{area_m2, perimeter_m};
use rayon::prelude::*;

use crate::support::random::Random;
use crate::support::{area_mines, facts_with, shapes, zones};

/// What was compared.
#[derive(Debug, Default)]
struct Counts {
    pairs: usize,
    by_grade: [usize; Grade::ALL.len()],
    covers_of_several: usize,
    disagreements: Vec<String>,
}

impl Counts {
    fn add(mut self, mut other: Self) -> Self {
        self.pairs += other.pairs;
        self.covers_of_several += other.covers_of_several;
        for (grade, count) in self.by_grade.iter_mut().zip(other.by_grade) {
            *grade += count;
        }
        self.disagreements.append(&mut other.disagreements);
        self
    }
}

/// The polygons of what GEOS made; lines and points have no area.
fn polygons(geometry: &Geometry) -> MultiPolygon<f64> {
    fn gather(geometry: geo::Geometry<f64>, into: &mut Vec<Polygon<f64>>) {
        match geometry {
            geo::Geometry::Polygon(polygon) => into.push(polygon),
            geo::Geometry::MultiPolygon(polygons) => into.extend(polygons),
            geo::Geometry::GeometryCollection(members) => members.into_iter().for_each(|member| gather(member, into)),
            _ => {}
        }
    }
    let mut found = Vec::new();
    if !geometry.is_empty() {
        gather(geometry.to_geo().expect("GEOS makes sound geometry"), &mut found);
    }
    MultiPolygon(found)
}

fn perimeter_of(area: &MultiPolygon<f64>) -> f64 {
    let rings = area.iter().flat_map(|part| std::iter::once(part.exterior()).chain(part.interiors()));
    perimeter_m(rings.flat_map(|ring| ring.lines().map(|edge| (edge.start, edge.end)).collect::<Vec<_>>()))
}

/// The grade that a common area has by the thresholds.
fn grade(common: &MultiPolygon<f64>, meets: bool, measures: &Measures) -> Grade {
    let area_m2 = area_m2(common);
    if area_m2 < 1e-6 {
        if meets { Grade::Touch } else { Grade::None }
    } else if area_m2 < measures.sliver_m2 || 2.0 * area_m2 / perimeter_of(common) < measures.sliver_width_m {
        Grade::Sliver
    } else {
        Grade::Overlap
    }
}

/// Areas agree to a billionth, or to a square millimetre.
fn agree(one_m2: f64, other_m2: f64) -> bool {
    (one_m2 - other_m2).abs() <= 1e-6_f64.max(1e-9 * one_m2.abs().max(other_m2.abs()))
}

/// A copy of a zone, moved a little: slivers all along its border.
fn moved(random: &mut Random, zone: &MultiPolygon<f64>) -> MultiPolygon<f64> {
    let reach = 10.0_f64.powf(random.between(-12.0, -4.0));
    let (dx, dy) = (random.between(-reach, reach), random.between(-reach, reach));
    let ring = |ring: &geo::LineString<f64>| ring.0.iter().map(|at| Coord { x: at.x + dx, y: at.y + dy }).collect();
    let part = |part: &Polygon<f64>| Polygon::new(ring(part.exterior()), part.interiors().iter().map(ring).collect());
    zone.iter().map(part).collect()
}

fn is_valid(area: &MultiPolygon<f64>) -> bool {
    area.to_gdal().is_ok_and(|geometry| geometry.is_valid())
}

fn compare(seed: u64) -> Counts {
    let mut random = Random::new(seed);
    let mut areas = match seed % 3 {
        0 => shapes::tessellation(&mut random, 4, 3),
        1 => shapes::overlapping(&mut random, 14, Coord { x: 87.0, y: 44.0 }, 1.5),
        _ => {
            let mut areas = shapes::tessellation(&mut random, 3, 2);
            let (min, max) = shapes::bounds(&areas);
            let centre = Coord { x: f64::midpoint(min.x, max.x), y: f64::midpoint(min.y, max.y) };
            areas.extend(shapes::overlapping(&mut random, 8, centre, 1.0));
            areas
        }
    };
    // As large as rights and reserves are: a degree becomes 1.7 km, and what was exact stays exact.
    for area in &mut areas {
        area.map_coords_in_place(|at| Coord { x: 87.0 + (at.x - 87.0) / 64.0, y: 44.0 + (at.y - 44.0) / 64.0 });
    }
    areas.retain(is_valid);
    let mut mines = shapes::rights(&mut random, &areas, 24);
    mines.extend(shapes::rights(&mut random, &areas, 24).into_iter().map(|mut mine| {
        // Beside rights of a hundred kilometres, some of the size of the zones.
        let corner = mine.0[0].exterior().0[0];
        mine.map_coords_in_place(|at| Coord {
            x: corner.x + (at.x - corner.x) / 64.0,
            y: corner.y + (at.y - corner.y) / 64.0,
        });
        mine
    }));
    for number in 0..12 {
        let zone = areas[number % areas.len()].clone();
        mines.push(moved(&mut random, &zone));
    }
    mines.retain(is_valid);
    let measures = Measures::default();
    let zones = [zones(ZoneKind::Redline, areas.clone())];
    let facts = facts_with(&area_mines(&mines), &zones, &measures);
    let peers: Vec<Geometry> = areas.iter().map(|area| area.to_gdal().unwrap()).collect();
    let mut counts = Counts::default();
    for (position, mine) in mines.iter().enumerate() {
        let extent = facts.extent(position).expect("an area");
        let subject = mine.to_gdal().unwrap();
        let mut united: Option<Geometry> = None;
        let mut with_area = 0;
        for (zone, peer) in peers.iter().enumerate() {
            counts.pairs += 1;
            let common = subject.intersection(peer).expect("GEOS cuts");
            let parts = polygons(&common);
            let found = extent.overlaps.iter().find(|overlap| overlap.zone as usize == zone);
            let (found_grade, found_m2) = found.map_or((Grade::None, 0.0), |found| (found.grade, found.area_m2));
            let expected_m2 = area_m2(&parts);
            let expected_grade = if agree(expected_m2, extent.area_m2) && extent.area_m2 > 1e-6 {
                // What lies in a zone as a whole is no sliver, however small.
                Grade::Overlap
            } else {
                grade(&parts, subject.intersects(peer), &measures)
            };
            counts.by_grade[expected_grade as usize] += 1;
            // Where GEOS and the join differ by rounding on the limit between two grades, both are right.
            let is_on_limit = [1e-6, measures.sliver_m2].iter().any(|limit| (expected_m2 - limit).abs() < 2e-6);
            if !agree(found_m2, expected_m2) || (found_grade != expected_grade && !is_on_limit) {
                counts.disagreements.push(format!(
                    "seed {seed}, mine {position}, zone {zone}: {found_grade:?} {found_m2}, GEOS {expected_grade:?} {expected_m2}"
                ));
            }
            if expected_m2 > 0.0 {
                with_area += 1;
                united = match united {
                    Some(before) => before.union(peer),
                    None => Some(peer.clone()),
                };
            }
        }
        let common = united.map(|united| subject.intersection(&united).expect("GEOS cuts"));
        let united_m2 = common.map_or(0.0, |common| area_m2(&polygons(&common)));
        let cover = extent.covers[ZoneKind::Redline as usize];
        counts.covers_of_several += usize::from(with_area > 1);
        if !agree(cover.area_m2, united_m2) || cover.area_m2 > extent.area_m2 {
            counts.disagreements.push(format!(
                "seed {seed}, mine {position}: {} of {} m2 covered, GEOS {united_m2}",
                cover.area_m2, extent.area_m2
            ));
        }
    }
    counts
}

#[test]
fn parts_covers_and_grades_are_those_of_geos() {
    let counts = (0..90_u64).into_par_iter().map(compare).reduce(Counts::default, Counts::add);
    println!(
        "{} pairs of a right and a zone: {:?} (none, touch, sliver, overlap); {} rights in several zones",
        counts.pairs, counts.by_grade, counts.covers_of_several
    );
    assert!(counts.disagreements.is_empty(), "{:#?}", &counts.disagreements[..counts.disagreements.len().min(12)]);
    assert!(counts.pairs > 40_000, "{}", counts.pairs);
    let [none, touch, sliver, overlap] = counts.by_grade;
    assert!(none > 20_000 && touch > 1_000 && sliver > 500 && overlap > 4_000, "{:?}", counts.by_grade);
    assert!(counts.covers_of_several > 1_500, "{}", counts.covers_of_several);
}
