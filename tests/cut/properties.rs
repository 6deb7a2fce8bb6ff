//! What holds for every cut, with and without a buffer.

use geo::MultiPolygon;
use oreline::cut::{CutArea, PartKind, Smallest};
use oreline::geometry::measure::area_m2;

use crate::cases::{Case, KINDS};
use crate::support::random::Random;
use crate::support::shapes;
use crate::{ALL, cut};

/// Cases of the kinds that lie where people mine.
fn cases(seed: u64, count: usize, mut call: impl FnMut(usize, &MultiPolygon<f64>, &[MultiPolygon<f64>])) {
    let mut random = Random::new(seed);
    for case in 0..count {
        let (right, zones): Case = if case % 3 == 0 {
            let at = shapes::snap(geo::Coord { x: random.between(74.0, 134.0), y: random.between(19.0, 52.0) });
            let right = shapes::one(shapes::star(&mut random, at, 9, (0.01, 0.06)), vec![]);
            let count = 1 + random.below(5);
            (right, shapes::overlapping(&mut random, count, at, 0.3))
        } else {
            KINDS[case % KINDS.len()].3(&mut random)
        };
        let is_in_china = shapes::bounds(std::slice::from_ref(&right)).0.y > 15.0;
        if is_in_china {
            call(case, &right, &zones);
        }
    }
}

fn remaining_m2(cut: &CutArea) -> f64 {
    cut.parts.iter().filter(|part| part.kind != PartKind::Cut).map(|part| part.area_m2).sum()
}

#[test]
fn what_remains_and_what_is_cut_is_the_whole_and_cutting_twice_changes_nothing() {
    let (mut compared, mut with_cut) = (0, 0);
    cases(1, 900, |case, right, zones| {
        let once = cut(right, zones, 0.0, ALL);
        let close = |a: f64, b: f64| (a - b).abs() <= 1e-9 * once.before_m2 + 1e-5;
        assert!(close(once.rest_m2 + once.cut_m2, once.before_m2), "case {case}");
        assert!(close(once.rest_m2, remaining_m2(&once)) && close(once.rest_m2, area_m2(&once.kept())), "case {case}");
        assert!(
            once.inside_m2 <= once.cut_m2
                && once.zones.iter().all(|zone| zone.inside_m2 <= once.cut_m2 * (1.0 + 1e-9) + 1e-5)
        );
        let sum: f64 = once.zones.iter().map(|zone| zone.inside_m2).sum();
        assert!(sum >= once.cut_m2 * (1.0 - 1e-9) - 1e-5, "case {case}: zones together take all that is cut");
        let twice = cut(&once.kept(), zones, 0.0, ALL);
        assert!(!twice.is_cut(), "case {case}: {} m² cut again", twice.cut_m2);
        assert!(once.kept().0.is_empty() || twice.kept().0.len() == once.kept().0.len(), "case {case}");
        compared += 1;
        with_cut += usize::from(once.is_cut());
    });
    println!("{compared} cases, {with_cut} with a cut");
    assert!(compared > 500 && with_cut > 300, "{compared} {with_cut}");
}

#[test]
fn the_order_of_zones_changes_nothing() {
    let (mut compared, mut random) = (0, Random::new(5));
    for buffer_m in [0.0, 150.0] {
        cases(2, 300, |case, right, zones| {
            if zones.len() < 2 || zones.len() > 12 {
                return;
            }
            let one = cut(right, zones, buffer_m, Smallest::default());
            let mut shuffled = zones.to_vec();
            random.shuffle(&mut shuffled);
            let other = cut(right, &shuffled, buffer_m, Smallest::default());
            assert_eq!(one.parts.len(), other.parts.len(), "case {case}");
            for (a, b) in one.parts.iter().zip(&other.parts) {
                assert_eq!((a.kind, a.is_kept, a.zones.len()), (b.kind, b.is_kept, b.zones.len()), "case {case}");
                assert!((a.area_m2 - b.area_m2).abs() <= 1e-9 * a.area_m2 + 1e-5, "case {case}");
            }
            compared += 1;
        });
    }
    println!("{compared} cases compared");
    assert!(compared > 120, "{compared}");
}

#[test]
fn small_parts_are_listed_and_not_kept_unless_that_is_asked_for() {
    let square = |x: f64, y: f64, width: f64, height: f64| {
        shapes::one(shapes::rectangle((x, y), (x + width, y + height)), vec![])
    };
    // 1,000 m by 1,000 m, nearly: 0.009 degrees of latitude, 0.0127 of longitude at 45 degrees.
    let right = square(87.0, 45.0, 0.0127, 0.009);
    // All but a strip of 20 m at its northern side, and a corner of about 100 m in the south-west.
    let strip = 0.009 - 20.0 / 111_140.0;
    let zone = MultiPolygon(vec![geo::Polygon::new(
        shapes::ring(&[
            (87.00127, 44.9),
            (87.1, 44.9),
            (87.1, 45.0 + strip),
            (86.9, 45.0 + strip),
            (86.9, 45.0009),
            (87.00127, 45.0009),
        ]),
        vec![],
    )]);
    let of = |area_m2: f64, width_m: f64, is_kept: bool| {
        cut(&right, std::slice::from_ref(&zone), 0.0, Smallest { area_m2, width_m, is_kept })
    };
    let kinds = |cut: &CutArea| cut.parts.iter().map(|part| (part.kind, part.is_kept)).collect::<Vec<_>>();
    let (remaining, small, gone) = (PartKind::Remaining, PartKind::Small, PartKind::Cut);
    let all = of(1.0, 1.0, false);
    assert_eq!(kinds(&all), [(remaining, true), (remaining, true), (gone, false)]);
    let widths: Vec<f64> = all.parts.iter().filter_map(|part| part.width_m).collect();
    assert!((widths[0] - 20.0).abs() < 0.2 && (widths[1] - 100.0).abs() < 0.5, "{widths:?}");
    // The strip is larger than the corner, and narrower.
    let by_width = of(1.0, 50.0, false);
    assert_eq!(kinds(&by_width), [(remaining, true), (small, false), (gone, false)]);
    assert!(
        by_width.parts[1].reason.as_ref().unwrap().contains("nowhere wider than 2"),
        "{:?}",
        by_width.parts[1].reason
    );
    assert!((by_width.parts[1].width_m.unwrap() - 20.0).abs() < 0.2);
    let by_area = of(15_000.0, 1.0, false);
    assert_eq!(kinds(&by_area), [(remaining, true), (small, false), (gone, false)]);
    assert!(by_area.parts[1].reason.as_ref().unwrap().contains("less than 15000 m²"), "{:?}", by_area.parts[1].reason);
    assert!(by_area.parts[0].width_m.unwrap() < 21.0);
    let both = of(1e6, 500.0, true);
    assert_eq!(kinds(&both), [(small, true), (small, true), (gone, false)]);
    for cut in [&all, &by_width, &by_area, &both] {
        assert!((cut.rest_m2 - all.rest_m2).abs() < 1e-6, "what is small is not lost");
    }
    assert!((area_m2(&by_width.kept()) - by_width.parts[0].area_m2).abs() < 1e-6);
}

#[test]
fn parts_that_nothing_is_cut_out_of_stay_corner_by_corner() {
    let far = shapes::rectangle((88.0, 45.0), (88.1, 45.1));
    let right = MultiPolygon(vec![
        geo::Polygon::new(shapes::rectangle((87.0, 45.0), (87.1, 45.1)), vec![]),
        geo::Polygon::new(far.clone(), vec![]),
    ]);
    // Touches the second part along its side with corners of its own, and cuts the first.
    let zones = [
        shapes::one(shapes::rectangle((87.05, 44.0), (87.2, 46.0)), vec![]),
        shapes::one(shapes::rectangle((88.1, 45.02), (88.2, 45.04)), vec![]),
    ];
    let cut = cut(&right, &zones, 0.0, ALL);
    assert!(cut.parts.iter().any(|part| *part.polygon.exterior() == far), "{:?}", cut.parts);
    assert_eq!((cut.zones.len(), cut.parts.len()), (1, 3));
    let whole = crate::cut(&right, &zones[1..], 0.0, ALL);
    assert!(!whole.is_cut());
    let kept: Vec<_> = whole.kept().into_iter().collect();
    assert!(right.iter().all(|part| kept.contains(part)));
}
