//! Hand-made tilings: what overlaps, and what is left open.

use geo::{Coord, LineString, MultiPolygon, Polygon};
use oreline::domain::Measures;
use oreline::geometry::measure::area_m2;
use oreline::join::{Gaps, common_areas, gaps};

use crate::support::random::Random;
use crate::{codes, finding, report_on};

/// A rectangle: west, south, east, north.
fn rectangle(west: f64, south: f64, east: f64, north: f64) -> Vec<(f64, f64)> {
    vec![(west, south), (east, south), (east, north), (west, north)]
}

fn area(ring: &[(f64, f64)]) -> MultiPolygon<f64> {
    let mut corners: Vec<Coord<f64>> = ring.iter().map(|at| Coord::from(*at)).collect();
    corners.push(corners[0]);
    MultiPolygon(vec![Polygon::new(LineString(corners), vec![])])
}

fn ring_m2(ring: &[(f64, f64)]) -> f64 {
    area_m2(&area(ring))
}

fn gaps_of(rings: &[Vec<(f64, f64)>]) -> Gaps {
    let areas: Vec<MultiPolygon<f64>> = rings.iter().map(|ring| area(ring)).collect();
    let some: Vec<Option<&MultiPolygon<f64>>> = areas.iter().map(Some).collect();
    let found = gaps(&areas.iter().collect::<Vec<_>>(), &common_areas(&some, &Measures::default()), 50.0);
    assert!(found.is_known);
    found
}

fn grid(columns: u32, rows: u32) -> Vec<Vec<(f64, f64)>> {
    let cell = |number: u32| {
        let (x, y) = (f64::from(number % columns), f64::from(number / columns));
        rectangle(80.0 + x * 0.25, 40.0 + y * 0.25, 80.25 + x * 0.25, 40.25 + y * 0.25)
    };
    (0..columns * rows).map(cell).collect()
}

#[test]
fn a_sound_tiling_has_nothing() {
    let report = report_on(None, &grid(3, 3));
    assert!(report.findings.is_empty(), "{:?}", report.findings);
    // A corner of one side only, exactly on the straight border, opens nothing.
    let mut rings = grid(2, 1);
    rings[0].insert(2, (80.25, 40.125));
    let found = gaps_of(&rings);
    assert!(found.holes.is_empty() && found.slits.is_empty(), "{found:?}");
}

#[test]
fn a_missing_unit_is_a_gap_of_its_size() {
    let mut rings = grid(3, 3);
    let missing = rings.remove(4);
    let found = gaps_of(&rings);
    assert_eq!((found.holes.len(), found.slits.len()), (1, 0), "{found:?}");
    assert!((found.holes[0].area_m2 / ring_m2(&missing) - 1.0).abs() < 1e-12, "{found:?}");
    let report = report_on(None, &rings);
    let gap = finding(&report, "zones-gap");
    assert!(gap.needs_a_person() && gap.spots[0].at.is_some() && gap.spots[0].reason.contains('区'), "{gap:?}");
    // A unit inside the missing one takes its part away.
    let inner = rectangle(80.3, 40.3, 80.4, 40.4);
    rings.push(inner.clone());
    let found = gaps_of(&rings);
    let expected = ring_m2(&missing) - ring_m2(&inner);
    assert!(found.holes.len() == 1 && (found.holes[0].area_m2 / expected - 1.0).abs() < 1e-9, "{found:?}");
}

#[test]
fn overlaps_are_measured_and_are_no_gaps() {
    let mut rings = grid(2, 1);
    rings[1][0].0 = 80.24;
    rings[1][3].0 = 80.24;
    let report = report_on(None, &rings);
    assert_eq!(codes(&report), ["zones-overlap"]);
    let overlap = finding(&report, "zones-overlap");
    assert!(overlap.spots[0].reason.contains("区0") && overlap.spots[0].reason.contains("区1"), "{overlap:?}");
    // One unit twice: an overlap and the same geometry, no gap, though its edges cancel.
    let mut rings = grid(3, 3);
    rings.push(rings[4].clone());
    let report = report_on(None, &rings);
    assert_eq!(codes(&report), ["same-geometry", "zones-overlap"]);
}

#[test]
fn a_narrow_gap_is_a_sliver_with_its_width() {
    // A corner of one side is eight metres off the border.
    let mut rings = grid(2, 1);
    for at in [(80.25, 40.15), (80.2499, 40.125), (80.25, 40.1)] {
        rings[0].insert(2, at);
    }
    let found = gaps_of(&rings);
    assert_eq!((found.holes.len(), found.slits.len()), (1, 0), "{found:?}");
    let triangle = [(80.25, 40.1), (80.25, 40.15), (80.2499, 40.125)];
    assert!((found.holes[0].area_m2 / ring_m2(&triangle) - 1.0).abs() < 1e-9, "{found:?}");
    assert!((4.0..4.6).contains(&found.holes[0].width_m), "{found:?}");
    assert_eq!(found.holes[0].between, (0, 1));
    // Over the whole border it parts the two, which have but points in common: no hole any more, but a slit.
    let mut rings = grid(2, 1);
    rings[0].insert(2, (80.2499, 40.125));
    let found = gaps_of(&rings);
    assert_eq!((found.holes.len(), found.slits.len()), (0, 1), "{found:?}");
    let triangle = [(80.25, 40.0), (80.25, 40.25), (80.2499, 40.125)];
    assert!((found.slits[0].area_m2 / ring_m2(&triangle) - 1.0).abs() < 0.05, "{found:?}");
}

#[test]
fn a_slit_that_is_open_to_the_outside_is_found() {
    // Apart by 0.0001 degrees over the whole border: 8.5 metres.
    let mut rings = grid(2, 1);
    rings[1][0].0 = 80.2501;
    rings[1][3].0 = 80.2501;
    let found = gaps_of(&rings);
    assert_eq!((found.holes.len(), found.slits.len()), (0, 1), "{found:?}");
    let strip = rectangle(80.25, 40.0, 80.2501, 40.25);
    assert!((found.slits[0].area_m2 / ring_m2(&strip) - 1.0).abs() < 0.05, "{found:?}");
    assert!((8.0..9.0).contains(&found.slits[0].width_m), "{found:?}");
    let report = report_on(None, &rings);
    assert_eq!(codes(&report), ["zones-slit"]);
    // Units that are really apart are no slit.
    let mut rings = grid(2, 1);
    rings[1][0].0 = 80.255;
    rings[1][3].0 = 80.255;
    let found = gaps_of(&rings);
    assert!(found.slits.is_empty() && found.holes.is_empty(), "{found:?}");
}

/// Corners of a grid moved at random, the same for all cells at a corner: a tiling. Then some cells are taken out or moved.
#[test]
fn areas_of_random_tilings_add_up() {
    let mut compared = 0;
    for seed in 0..40 {
        let mut random = Random::new(seed);
        let (columns, rows) = (6_usize, 5_usize);
        let mut corner = |column: usize, row: usize| {
            let mut off = || random.between(-0.04, 0.04);
            (80.0 + column as f64 * 0.1 + off(), 40.0 + row as f64 * 0.1 + off())
        };
        let corners: Vec<Vec<(f64, f64)>> =
            (0..=rows).map(|row| (0..=columns).map(|column| corner(column, row)).collect()).collect();
        let cell = |row: usize, column: usize| {
            vec![corners[row][column], corners[row][column + 1], corners[row + 1][column + 1], corners[row + 1][column]]
        };
        let mut rings: Vec<Vec<(f64, f64)>> = Vec::new();
        let mut missing_m2 = 0.0;
        for row in 0..rows {
            for column in 0..columns {
                // No two missing cells share a border or a corner, and none lies at the outer border.
                if row % 2 == 1
                    && column % 2 == 1
                    && column + 1 < columns
                    && (row + column + seed as usize).is_multiple_of(3)
                {
                    missing_m2 += ring_m2(&cell(row, column));
                } else {
                    rings.push(cell(row, column));
                }
            }
        }
        // One cell twice changes nothing of the gaps.
        rings.push(rings[0].clone());
        let found = gaps_of(&rings);
        let found_m2: f64 = found.holes.iter().map(|hole| hole.area_m2).sum();
        assert!(
            (found_m2 - missing_m2).abs() <= 1e-9 * missing_m2.max(1.0),
            "seed {seed}: {found_m2} and {missing_m2}"
        );
        assert!(found.slits.is_empty(), "seed {seed}: {:?}", found.slits);
        compared += rings.len();
    }
    println!("{compared} cells");
    assert!(compared > 1000);
}
