//! GEOS, through GDAL, leaves the same area.

use gdal::vector::{Geometry, ToGdal};
use geo::{Coord, LineString, MultiPolygon, Polygon};
use oreline::cut::{CutArea, PartKind};
use oreline::geometry::measure::{area_m2, perimeter_m};
use oreline::geometry::overlay::Selection;

use crate::cases::{Case, KINDS, Make};
use crate::strips::Strips;
use crate::support::random::Random;
use crate::support::shapes;
use crate::{ALL, cut, parts};

const TOLERANCE_M2: f64 = 1e-6;
const RELATIVE_TOLERANCE: f64 = 1e-9;
/// Metres in a degree, at the most.
const DEGREE_M: f64 = 111_700.0;

/// Of the kinds that overlays are tested with, so many each.
const OF_EACH: usize = 260;
/// Kinds that only a cut has, so many each.
const OWN_OF_EACH: usize = 260;
const OWN: [(&str, Make); 6] = [
    ("combs", combs),
    ("red lines over each other", over_each_other),
    ("right inside", inside),
    ("right outside", outside),
    ("islands in holes", islands),
    ("neighbours that share edges", neighbours),
];

fn star(random: &mut Random, at: Coord<f64>, size: f64) -> LineString<f64> {
    let corners = 5 + random.below(30);
    shapes::star(random, at, corners, (size * 0.4, size))
}

fn place(random: &mut Random) -> Coord<f64> {
    Coord { x: random.between(74.0, 134.0), y: random.between(19.0, 52.0) }
}

fn near(random: &mut Random, at: Coord<f64>, reach: f64) -> Coord<f64> {
    Coord { x: at.x + random.between(-reach, reach), y: at.y + random.between(-reach, reach) }
}

fn comb(at: Coord<f64>, teeth: usize, size: f64, is_upright: bool) -> MultiPolygon<f64> {
    let mut corners = vec![(0.0, 0.0)];
    let step = size / teeth as f64;
    for tooth in 0..teeth {
        let x = tooth as f64 * step;
        corners.extend([(x, size), (x + step / 2.0, size), (x + step / 2.0, size / 8.0), (x + step, size / 8.0)]);
    }
    corners.push((size, 0.0));
    let corner = |(x, y): (f64, f64)| if is_upright { (at.x + x, at.y + y) } else { (at.x + y, at.y + x) };
    shapes::one(shapes::ring(&corners.into_iter().map(corner).collect::<Vec<_>>()), vec![])
}

fn combs(random: &mut Random) -> Case {
    let (at, size) = (place(random), random.between(0.01, 0.2));
    let teeth = 2 + random.below(12);
    let right = comb(at, teeth, size, true);
    let zones = (0..=random.below(3)).map(|_| {
        let (at, teeth) = (near(random, at, size / 2.0), 2 + random.below(12));
        comb(at, teeth, size, random.chance(0.5))
    });
    (right, zones.collect())
}

fn over_each_other(random: &mut Random) -> Case {
    let (at, size) = (shapes::snap(place(random)), random.between(0.05, 0.3));
    let right = shapes::one(star(random, at, size), vec![]);
    let count = 2 + random.below(8);
    (right, shapes::overlapping(random, count, at, size * 2.0))
}

fn inside(random: &mut Random) -> Case {
    let (at, size) = (shapes::snap(place(random)), random.between(0.05, 0.3));
    let around = shapes::star(random, at, 20, (size * 3.0, size * 4.0));
    let right = shapes::one(star(random, at, size), vec![]);
    (right, vec![shapes::one(around, vec![])])
}

fn outside(random: &mut Random) -> Case {
    let (at, size) = (shapes::snap(place(random)), random.between(0.05, 0.3));
    let right = shapes::one(star(random, at, size), vec![]);
    let zones = (0..3).map(|_| {
        let angle = random.between(0.0, std::f64::consts::TAU);
        let there = Coord { x: at.x + 2.5 * size * angle.cos(), y: at.y + 2.5 * size * angle.sin() };
        shapes::one(star(random, shapes::snap(there), size), vec![])
    });
    (right, zones.collect())
}

fn islands(random: &mut Random) -> Case {
    let (at, size) = (shapes::snap(place(random)), random.between(0.1, 0.3));
    let ring = |random: &mut Random, least: f64, most: f64| shapes::star(random, at, 16, (size * least, size * most));
    let right = MultiPolygon(vec![
        Polygon::new(ring(random, 0.9, 1.0), vec![ring(random, 0.5, 0.6)]),
        Polygon::new(ring(random, 0.2, 0.3), vec![]),
    ]);
    let zones = vec![
        shapes::one(ring(random, 0.7, 0.8), vec![ring(random, 0.25, 0.45)]),
        shapes::one(ring(random, 0.1, 0.15), vec![]),
    ];
    (right, zones)
}

fn neighbours(random: &mut Random) -> Case {
    let mut zones = shapes::tessellation(random, 3, 3);
    let right = zones.swap_remove(random.below(zones.len()));
    (right, zones)
}

/// The area of what is areal in a geometry of GEOS, which may hold points and lines too.
fn area_of(geometry: &Geometry) -> f64 {
    fn add(geometry: &geo::Geometry<f64>) -> f64 {
        match geometry {
            geo::Geometry::Polygon(polygon) => area_m2(&MultiPolygon(vec![polygon.clone()])),
            geo::Geometry::MultiPolygon(polygons) => area_m2(polygons),
            geo::Geometry::GeometryCollection(all) => all.iter().map(add).sum(),
            _ => 0.0,
        }
    }
    if geometry.is_empty() { 0.0 } else { add(&geometry.to_geo().unwrap()) }
}

/// Whether the plain sum over strips, in degrees, comes to what was left.
fn strips_agree(right: &MultiPolygon<f64>, zones: &[MultiPolygon<f64>], own: &CutArea, tolerance_m2: f64) -> bool {
    let origin = shapes::bounds(std::slice::from_ref(right)).0;
    let areas: Vec<&MultiPolygon<f64>> = std::iter::once(right).chain(zones).collect();
    let Some(strips) = Strips::new(&areas, origin) else { return false };
    let (rest, taken) = (strips.area(Selection::NoClip), strips.area(Selection::AnyClip));
    // Small rights alone come here, of which every square degree has nearly as many square metres.
    let expected_m2 = rest * own.before_m2 / (rest + taken);
    (own.rest_m2 - expected_m2).abs() <= tolerance_m2
}

#[derive(Default)]
struct Count {
    cases: usize,
    nothing_left: usize,
    uncut: usize,
    several_zones: usize,
    /// GEOS differs, and the sum over strips says that it is wrong.
    geos_wrong: usize,
    worst: f64,
    failures: Vec<String>,
}

fn compare(kind: &str, seed: u64, cases: usize, make: Make, count: &mut Count) {
    let mut random = Random::new(seed);
    let (mut done, mut tried) = (0, 0);
    while done < cases && tried < 50 * cases {
        tried += 1;
        let (right, zones) = make(&mut random);
        let as_gdal = |area: &MultiPolygon<f64>| area.to_gdal().unwrap();
        let (geos_right, geos_zones) = (as_gdal(&right), zones.iter().map(as_gdal).collect::<Vec<_>>());
        if !geos_right.is_valid() || !geos_zones.iter().all(Geometry::is_valid) {
            continue;
        }
        done += 1;
        let own = cut(&right, &zones, 0.0, ALL);
        let rest = geos_zones.iter().try_fold(geos_right.clone(), |rest, zone| rest.difference(zone));
        let Some(rest) = rest else {
            count.failures.push(format!("{kind} {done}: GEOS has no answer"));
            continue;
        };
        let expected = area_of(&rest);
        // All round where edges cross, by three units in the last place at the most: that times the border is an area.
        let lines = shapes::rings(std::slice::from_ref(&right)).flat_map(LineString::lines);
        let border_m = perimeter_m(lines.map(|line| (line.start, line.end)));
        let largest = shapes::rings(std::slice::from_ref(&right))
            .flat_map(|ring| &ring.0)
            .fold(0.0, |most: f64, at| most.max(at.x.abs()));
        let unit_m = 3.0 * largest * f64::EPSILON * DEGREE_M;
        // Parts that are narrower than 1e-8 m are left out as rounding.
        let left_out_m2 = if own.rounding_parts > 0 { 0.5e-8 * border_m } else { 0.0 };
        let tolerance = TOLERANCE_M2.max(RELATIVE_TOLERANCE * expected).max(unit_m * border_m).max(left_out_m2);
        let off = (own.rest_m2 - expected).abs() / tolerance;
        count.cases += 1;
        count.worst = count.worst.max(if off > 1.0 { 0.0 } else { off });
        count.nothing_left += usize::from(own.rest_m2 == 0.0);
        count.uncut += usize::from(!own.is_cut());
        count.several_zones += usize::from(own.zones.len() > 1);
        if off > 1.0 && strips_agree(&right, &zones, &own, tolerance) {
            count.geos_wrong += 1;
        } else if off > 1.0 {
            count.failures.push(format!("{kind} {done}: {} m² left, GEOS {expected} m²", own.rest_m2));
        }
        let sum = own.rest_m2 + own.cut_m2;
        if (sum - own.before_m2).abs() > tolerance.max(RELATIVE_TOLERANCE * own.before_m2) {
            count.failures.push(format!("{kind} {done}: {sum} m² left and cut of {} m²", own.before_m2));
        }
        for kind_of_part in [PartKind::Remaining, PartKind::Cut] {
            let area = parts(&own, kind_of_part);
            // Parts of one kind touch in points at the most, as the parts of a valid area do.
            if !area.0.is_empty() && !area.to_gdal().unwrap().is_valid() {
                count.failures.push(format!("{kind} {done}: GEOS finds {} parts invalid", kind_of_part.word()));
            }
        }
    }
    assert_eq!(done, cases, "{kind}: too few valid cases");
}

#[test]
fn geos_leaves_the_same_area_in_six_thousand_cases() {
    let mut count = Count::default();
    for (seed, (kind, _, _, make)) in KINDS.into_iter().enumerate() {
        compare(kind, 100 + seed as u64, OF_EACH, make, &mut count);
    }
    for (seed, (kind, make)) in OWN.into_iter().enumerate() {
        compare(kind, 200 + seed as u64, OWN_OF_EACH, make, &mut count);
    }
    println!(
        "{} cases compared with GEOS ({} with nothing left, {} with nothing cut, {} with several zones); largest difference \
         {:.4} of the tolerance; GEOS wrong in {}; {} failures",
        count.cases,
        count.nothing_left,
        count.uncut,
        count.several_zones,
        count.worst,
        count.geos_wrong,
        count.failures.len()
    );
    count.failures.truncate(10);
    assert_eq!(count.failures, [""; 0]);
    assert!(count.geos_wrong < 20, "{}", count.geos_wrong);
    assert!(count.cases >= 6_000 && count.nothing_left > 200 && count.uncut > 200 && count.several_zones > 500);
}
