//! GEOS, through GDAL, comes to the same areas as the overlay.

mod cases;
mod strips;

use std::collections::{BTreeMap, BTreeSet};

use gdal::vector::{Geometry, ToGdal};
use geo::{Coord, LineString, MultiPolygon, Polygon};
use oreline::geometry::overlay::{Overlay, Overlayer, Selection};

use self::cases::{KINDS, Make, local_rings};
use self::strips::Strips;
use crate::support::random::Random;
use crate::support::shapes;

/// One degree² is about 1e10 m², so this is 1e-6 m².
const TOLERANCE_DEGREES2: f64 = 1e-16;
const RELATIVE_TOLERANCE: f64 = 1e-9;

/// What was compared for one kind of cases.
#[derive(Debug, Default)]
struct Count {
    cases: usize,
    /// Areas compared with GEOS, and with sums over strips.
    by_geos: usize,
    by_strips: usize,
    with_area: usize,
    /// GEOS differs, and the sum over strips says that it is wrong.
    geos_wrong: usize,
    /// The largest difference in relation to the tolerance.
    worst: f64,
    failures: Vec<String>,
}

/// The same for the same point; minus 0 is 0.
fn bits(at: Coord<f64>) -> (u64, u64) {
    ((at.x + 0.0).to_bits(), (at.y + 0.0).to_bits())
}

/// The area within edges, reckoned from a point near them: far from 0 the usual sum loses its last digits.
fn area(border: impl Iterator<Item = (Coord<f64>, Coord<f64>)>, origin: Coord<f64>) -> f64 {
    border.map(|(a, b)| ((a.x - origin.x) * (b.y - origin.y) - (b.x - origin.x) * (a.y - origin.y)) / 2.0).sum()
}

/// The area of polygons, which may be wound either way.
fn area_of(polygons: &[MultiPolygon<f64>], origin: Coord<f64>) -> f64 {
    let of_ring = |ring: &LineString<f64>| area(ring.lines().map(|line| (line.start, line.end)), origin).abs();
    let of_part = |part: &Polygon<f64>| of_ring(part.exterior()) - part.interiors().iter().map(of_ring).sum::<f64>();
    polygons.iter().flatten().map(of_part).sum()
}

/// The polygons of a geometry of GEOS, which may hold points and lines too.
fn polygons_of(geometry: &Geometry) -> Vec<MultiPolygon<f64>> {
    fn collect(geometry: geo::Geometry<f64>, into: &mut Vec<MultiPolygon<f64>>) {
        match geometry {
            geo::Geometry::Polygon(polygon) => into.push(MultiPolygon(vec![polygon])),
            geo::Geometry::MultiPolygon(polygons) => into.push(polygons),
            geo::Geometry::GeometryCollection(all) => all.0.into_iter().for_each(|one| collect(one, into)),
            _ => {}
        }
    }
    let mut polygons = Vec::new();
    if !geometry.is_empty() {
        collect(geometry.to_geo().unwrap(), &mut polygons);
    }
    polygons
}

/// In every point of a border as many edges begin as end, and no edge comes twice or with its reverse.
fn is_consistent(overlay: &Overlay, which: Selection) -> bool {
    let mut balance = BTreeMap::new();
    let mut edges = BTreeSet::new();
    overlay.border(which).all(|(a, b)| {
        *balance.entry(bits(a)).or_insert(0) += 1;
        *balance.entry(bits(b)).or_insert(0) -= 1;
        edges.insert((bits(a).min(bits(b)), bits(a).max(bits(b)))) && a != b
    }) && balance.values().all(|balance| *balance == 0)
}

/// Compares one region with what GEOS and, if there are few edges, strips say. `length` is that of the border of the subject.
fn compare(
    overlay: &Overlay,
    which: Selection,
    (geos, strips): (Option<&Geometry>, Option<&Strips>),
    (origin, length): (Coord<f64>, f64),
    name: &str,
    count: &mut Count,
) {
    let own = area(overlay.border(which), origin);
    let polygons = overlay.polygons(which);
    let of_rings = area_of(std::slice::from_ref(&polygons), origin);
    count.with_area += usize::from(own > 0.0);
    // All round where edges cross, by three units in the last place at the most: that times the
    // length of the border is an area.
    let unit = 3.0 * origin.x.abs().max(origin.y.abs()) * f64::EPSILON;
    let tolerance = |expected: f64| TOLERANCE_DEGREES2.max(RELATIVE_TOLERANCE * expected).max(unit * length);
    let share = |expected: f64| (own - expected).abs() / tolerance(expected);
    if let Some(strips) = strips {
        let expected = strips.area(which);
        count.by_strips += 1;
        count.worst = count.worst.max(share(expected));
        if share(expected) > 1.0 {
            count.failures.push(format!("{name}: {which:?}: border {own:e}, strips {expected:e}"));
        }
    }
    if let Some(geos) = geos {
        let expected = area_of(&polygons_of(geos), origin);
        count.by_geos += 1;
        if share(expected) <= 1.0 {
            count.worst = count.worst.max(share(expected));
        } else if strips.is_some_and(|strips| share(strips.area(which)) <= 1.0) {
            count.geos_wrong += 1;
        } else {
            count.failures.push(format!("{name}: {which:?}: border {own:e}, GEOS {expected:e}"));
        }
    }
    if (of_rings - own).abs() > TOLERANCE_DEGREES2.max(RELATIVE_TOLERANCE * own) {
        count.failures.push(format!("{name}: {which:?}: border {own:e}, rings {of_rings:e}"));
    }
    if !polygons.0.is_empty() && !polygons.to_gdal().unwrap().is_valid() {
        count.failures.push(format!("{name}: {which:?}: GEOS finds the polygons invalid: {polygons:?}"));
    }
    if !is_consistent(overlay, which) {
        count.failures.push(format!("{name}: {which:?}: the border is not consistent"));
    }
}

/// Compares some cases of a kind; those that GEOS finds invalid do not count.
fn compare_kind(kind: &str, seed: u64, cases: usize, make: Make) -> Count {
    let mut random = Random::new(seed);
    let mut overlayer = Overlayer::new();
    let mut count = Count::default();
    while count.cases < cases {
        let (subject, clips) = make(&mut random);
        let as_gdal = |area: &MultiPolygon<f64>| area.to_gdal().unwrap();
        let (geos_subject, geos_clips) = (as_gdal(&subject), clips.iter().map(as_gdal).collect::<Vec<_>>());
        if !geos_subject.is_valid() || !geos_clips.iter().all(Geometry::is_valid) {
            continue;
        }
        let window = shapes::bounds(std::slice::from_ref(&subject));
        let rings: Vec<Vec<Vec<Coord<f64>>>> = if random.chance(0.5) {
            clips.iter().map(|clip| local_rings(&mut random, clip, window)).collect()
        } else {
            let full = |clip| shapes::rings(std::slice::from_ref(clip)).map(|ring| ring.0.clone()).collect();
            clips.iter().map(full).collect()
        };
        let name = format!("{kind} {}", count.cases);
        count.cases += 1;
        let subject_rings = || shapes::rings(std::slice::from_ref(&subject)).map(|ring| ring.0.as_slice());
        let clip_rings = rings.iter().map(|clip| clip.iter().map(Vec::as_slice));
        let Some(overlay) = overlayer.overlay(subject_rings(), clip_rings) else {
            count.failures.push(format!("{name}: no answer"));
            continue;
        };
        let areas: Vec<&MultiPolygon<f64>> = std::iter::once(&subject).chain(&clips).collect();
        let strips = Strips::new(&areas, window.0);
        let lines = shapes::rings(std::slice::from_ref(&subject)).flat_map(LineString::lines);
        let length = lines.map(|line| line.dx().hypot(line.dy())).sum();
        let mut union: Option<Geometry> = None;
        for (number, clip) in geos_clips.iter().enumerate() {
            let part = geos_subject.intersection(clip);
            let judges = (part.as_ref(), strips.as_ref());
            compare(overlay, Selection::Clip(number), judges, (window.0, length), &name, &mut count);
            union = match (union, part) {
                (Some(union), Some(part)) => union.union(&part),
                (union, part) => union.or(part),
            };
        }
        compare(overlay, Selection::AnyClip, (union.as_ref(), strips.as_ref()), (window.0, length), &name, &mut count);
        let mut rest = Some(geos_subject.clone());
        for clip in &geos_clips {
            rest = rest.and_then(|rest| rest.difference(clip));
        }
        compare(overlay, Selection::NoClip, (rest.as_ref(), strips.as_ref()), (window.0, length), &name, &mut count);
    }
    count
}

#[test]
fn geos_agrees_on_the_area_of_twenty_thousand_overlays() {
    let mut all = Count::default();
    for (seed, (kind, cases, least_with_area, make)) in KINDS.into_iter().enumerate() {
        let mut count = compare_kind(kind, seed as u64 + 1, cases, make);
        println!(
            "{kind}: {} overlays; {} areas, {} of them not empty, compared with GEOS (wrong in {}), {} with strips; \
             largest difference {:.4} of the tolerance; {} failures",
            count.cases,
            count.by_geos,
            count.with_area,
            count.geos_wrong,
            count.by_strips,
            count.worst,
            count.failures.len()
        );
        assert!(count.with_area >= least_with_area, "{kind}");
        all.cases += count.cases;
        all.by_geos += count.by_geos;
        all.by_strips += count.by_strips;
        all.geos_wrong += count.geos_wrong;
        all.failures.append(&mut count.failures);
    }
    println!(
        "{} overlays; {} areas compared with GEOS (wrong in {}), {} with strips; {} failures",
        all.cases,
        all.by_geos,
        all.geos_wrong,
        all.by_strips,
        all.failures.len()
    );
    all.failures.truncate(10);
    assert_eq!(all.failures, [""; 0]);
    assert!(all.cases >= 20_000 && all.by_geos >= 40_000 && all.by_strips >= 40_000);
    assert!(all.geos_wrong < 100, "{}", all.geos_wrong);
}
