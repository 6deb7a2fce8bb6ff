//! The quick proof of validity never clears what GEOS calls invalid, and what GEOS calls valid is never refused or changed.

use geo::{BoundingRect, Coord, LineString, MultiPolygon, Polygon};
use oreline::check::{self, FieldChoice};
use oreline::domain::{DefectCode, Role, Severity, ZoneKind};
use oreline::geometry::{Nesting, Outline, has_contact, nesting};

use crate::geos_valid;
use crate::support::random::Random;
use crate::support::{raw_area, raw_layer, shapes};

/// Few places for many corners: touches, crossings, spikes and collinear corners come by themselves.
fn wild_ring(random: &mut Random, side: i32) -> LineString<f64> {
    let corners: Vec<(f64, f64)> = (0..random.integer(3, 8))
        .map(|_| (f64::from(random.integer(0, side)), f64::from(random.integer(0, side))))
        .collect();
    shapes::ring(&corners)
}

fn tame_ring(random: &mut Random, side: i32) -> LineString<f64> {
    let (x, y) = (random.integer(0, side), random.integer(0, side));
    let (width, height) = (random.integer(1, side), random.integer(1, side));
    let at = |x: i32, y: i32| (f64::from(x), f64::from(y));
    match random.below(3) {
        0 => shapes::rectangle(at(x, y), at(x + width, y + height)),
        1 => shapes::ring(&[at(x, y), at(x + width, y), at(x + width, y), at(x, y + height)]),
        _ => shapes::ring(&[
            at(x + width, y),
            at(x + 2 * width, y + height),
            at(x + width, y + 2 * height),
            at(x, y + height),
        ]),
    }
}

/// A sound ring with a spike, a loop or a touch put into it.
fn spoilt_ring(random: &mut Random, side: i32) -> LineString<f64> {
    let mut ring = tame_ring(random, side);
    let at = random.below(ring.0.len() - 1);
    let corner = ring.0[at];
    let far = Coord { x: corner.x + f64::from(random.integer(-3, 3)), y: corner.y + f64::from(random.integer(-3, 3)) };
    let beyond = Coord { x: far.x + 1.0, y: far.y };
    match random.below(3) {
        0 => drop(ring.0.splice(at..=at, [corner, far, corner])),
        1 => drop(ring.0.splice(at..=at, [corner, far, beyond, corner])),
        _ => ring.0.insert(at + 1, far),
    }
    ring.close();
    ring
}

/// Cells of a checkerboard as parts or as holes: corners touch, which is allowed until they cut the inside in two.
fn checkerboard(random: &mut Random) -> MultiPolygon<f64> {
    let cells = random.integer(2, 4);
    let first = shapes::rectangle((0.0, 0.0), (3.0, 3.0));
    let mut rings = vec![first];
    for row in 0..cells {
        for column in 0..cells {
            if row + column > 0 && (row + column) % 2 == 0 && random.chance(0.7) {
                let at = |step: i32| f64::from(step * 3);
                rings.push(if random.chance(0.5) {
                    shapes::rectangle((at(column), at(row)), (at(column + 1), at(row + 1)))
                } else {
                    // A diamond that touches its neighbours, or the ring around, with its corners.
                    let (x, y) = (at(column) + 1.5, at(row) + 1.5);
                    shapes::ring(&[(x - 1.5, y), (x, y - 1.5), (x + 1.5, y), (x, y + 1.5)])
                });
            }
        }
    }
    let reach = f64::from(cells * 3);
    let margin = *random.pick(&[0.0, 0.0, 1.0]);
    match random.below(2) {
        0 => MultiPolygon(rings.into_iter().map(|ring| Polygon::new(ring, vec![])).collect()),
        _ => shapes::one(shapes::rectangle((-margin, -margin), (reach + margin, reach + margin)), rings),
    }
}

/// Rings around each other or apart, none of which touch: parts, holes, and holes of the wrong part, at random.
fn nested(random: &mut Random) -> MultiPolygon<f64> {
    let mut area = MultiPolygon(Vec::new());
    for (number, side) in [32.0, 28.0, 24.0, 20.0, 16.0].into_iter().take(2 + random.below(4)).enumerate() {
        // All around one point, or one of them far away.
        let (x, y) = if random.chance(0.9) { (0.0, 0.0) } else { (37.0 * number as f64, 0.0) };
        let ring = shapes::rectangle((x - side / 2.0, y - side / 2.0), (x + side / 2.0, y + side / 2.0));
        let parts = area.0.len();
        // As it should be, every other ring is a hole.
        let is_hole = if random.chance(0.8) { number % 2 == 1 } else { random.chance(0.5) };
        if parts > 0 && is_hole {
            let of = if random.chance(0.8) { parts - 1 } else { random.below(parts) };
            area.0[of].interiors_push(ring);
        } else {
            area.0.push(Polygon::new(ring, vec![]));
        }
    }
    if random.chance(0.5) {
        random.shuffle(&mut area.0);
    }
    area
}

/// Few enough rings that most areas are sound.
fn calm_area(random: &mut Random) -> MultiPolygon<f64> {
    let centre = Coord { x: f64::from(random.integer(-10, 10)), y: f64::from(random.integer(-10, 10)) };
    let corners = 3 + random.below(60);
    let exterior = shapes::star(random, centre, corners, (4.0, 9.0));
    let hole = match random.below(3) {
        0 => vec![],
        1 => vec![shapes::star(random, centre, 9, (0.5, 2.0))],
        _ => vec![shapes::star(random, centre, 9, (1.0, 6.0))],
    };
    let island = shapes::one(shapes::star(random, centre, 5, (0.1, 0.5)), vec![]);
    let mut area = shapes::one(exterior, hole);
    if random.chance(0.3) {
        area.0.extend(island.0);
    }
    area
}

fn random_area(random: &mut Random) -> MultiPolygon<f64> {
    match random.below(6) {
        0 => checkerboard(random),
        1 => calm_area(random),
        2 => nested(random),
        _ => wild_area(random),
    }
}

fn wild_area(random: &mut Random) -> MultiPolygon<f64> {
    let side = random.integer(3, 12);
    let parts = match random.below(4) {
        0 => random.integer(2, 4),
        _ => 1,
    };
    let polygons = (0..parts)
        .map(|_| {
            let exterior = match random.below(5) {
                0 => wild_ring(random, side),
                1 => spoilt_ring(random, side),
                2 => shapes::rectangle((0.0, 0.0), (f64::from(side) * 2.0, f64::from(side) * 2.0)),
                3 => {
                    let centre = Coord { x: f64::from(random.integer(-10, 10)), y: f64::from(random.integer(-10, 10)) };
                    let corners = 5 + random.below(40);
                    shapes::star(random, centre, corners, (2.0, 9.0))
                }
                _ => tame_ring(random, side),
            };
            // Holes inside, outside, touching, in each other.
            let holes = (0..random.below(4))
                .map(|_| if random.chance(0.85) { tame_ring(random, side / 2) } else { wild_ring(random, side) })
                .collect();
            Polygon::new(exterior, holes)
        })
        .collect();
    let mut area = MultiPolygon(polygons);
    if random.chance(0.3) {
        // Off the lattice, where products are no longer exact.
        let (scale, x, y) = (random.between(0.001, 1.0), random.between(-150.0, 150.0), random.between(-70.0, 70.0));
        let moved = |at: &Coord<f64>| Coord { x: at.x * scale + x, y: at.y * scale + y };
        for polygon in &mut area {
            polygon.exterior_mut(|ring| ring.0.iter_mut().for_each(|at| *at = moved(at)));
            polygon.interiors_mut(|rings| rings.iter_mut().flat_map(|ring| &mut ring.0).for_each(|at| *at = moved(at)));
        }
    }
    area
}

fn is_proven(area: &MultiPolygon<f64>) -> bool {
    let outline = Outline::new(area);
    !has_contact(&outline) && nesting(area, &outline) == Nesting::Sound
}

#[test]
fn the_quick_proof_never_clears_an_invalid_area_and_no_valid_area_is_refused() {
    let (mut proven, mut valid_by_touch, mut invalid, mut repaired, mut refused) = (0, 0, 0, 0, 0);
    let mut badly_nested = [0; 3];
    for seed in 0..12_000 {
        let mut random = Random::new(seed);
        let area = random_area(&mut random);
        let is_valid = geos_valid(&area);
        let outline = Outline::new(&area);
        if !has_contact(&outline) {
            match nesting(&area, &outline) {
                Nesting::Sound => {}
                Nesting::HoleOutside(_) => badly_nested[0] += 1,
                Nesting::HoleInHole(_) => badly_nested[1] += 1,
                Nesting::PartInPart(_) => badly_nested[2] += 1,
            }
        }
        if is_proven(&area) {
            assert!(is_valid, "seed {seed}: cleared, but GEOS calls it invalid: {area:?}");
            proven += 1;
        } else if is_valid {
            valid_by_touch += 1;
        } else {
            invalid += 1;
        }
        let mines = check::mines(raw_layer(Role::Mines, vec![raw_area(&area)]), &FieldChoice::default());
        let telling = |code: DefectCode| !matches!(code, DefectCode::Orientation);
        match mines {
            Ok((layer, defects)) => {
                let oreline::domain::MineShape::Area(kept) = &layer.mines[0].shape else { panic!("not an area") };
                assert!(geos_valid(kept), "seed {seed}: {kept:?} is used, made of {area:?}");
                if is_valid {
                    assert!(
                        defects.iter().all(|defect| !telling(defect.code)),
                        "seed {seed}: {defects:?}, but it is valid"
                    );
                    assert_eq!(kept.bounding_rect(), area.bounding_rect(), "seed {seed}");
                } else {
                    // What is used although it was invalid was repaired, and that was said.
                    assert!(defects.iter().any(|defect| telling(defect.code)), "seed {seed}: silent about {area:?}");
                    repaired += 1;
                }
            }
            Err(error) => {
                assert!(!is_valid, "seed {seed}: refused, but it is valid: {error}: {area:?}");
                refused += 1;
            }
        }
    }
    println!(
        "{proven} proven, {valid_by_touch} valid with touches, {invalid} invalid ({repaired} repaired, {refused} refused)"
    );
    println!("holes outside, holes in holes, parts in parts, without a touch: {badly_nested:?}");
    assert!(badly_nested.iter().all(|count| *count >= 50), "{badly_nested:?}");
    assert!(proven > 2_000 && valid_by_touch > 300 && invalid > 3_000 && repaired > 500 && refused > 500);
}

#[test]
fn tessellations_are_cleared_by_the_quick_proof_wherever_geos_agrees() {
    let (mut proven, mut left) = (0, 0);
    for seed in 0..60 {
        let mut random = Random::new(seed + 50_000);
        for area in shapes::tessellation(&mut random, 6, 5) {
            let is_valid = geos_valid(&area);
            if is_proven(&area) {
                assert!(is_valid, "seed {seed}: {area:?}");
                proven += 1;
            } else if is_valid {
                left += 1;
            }
        }
    }
    println!("{proven} proven, {left} valid ones left to GEOS");
    assert!(proven > 1_000 && left * 4 < proven, "{proven} {left}");
}

#[test]
fn zones_pass_the_same_check_as_mines() {
    let mut compared = 0;
    for seed in 0..2_000 {
        let area = random_area(&mut Random::new(seed + 90_000));
        let codes = |defects: Vec<oreline::domain::Defect>| -> Vec<DefectCode> {
            defects.iter().map(|defect| defect.code).filter(|code| *code != DefectCode::NoNameField).collect()
        };
        let mine = check::mines(raw_layer(Role::Mines, vec![raw_area(&area)]), &FieldChoice::default());
        let layer = raw_layer(Role::Zones(ZoneKind::Belt), vec![raw_area(&area)]);
        let zone = check::zones(ZoneKind::Belt, vec![(layer, FieldChoice::default())]);
        match (mine, zone) {
            (Ok((layer, of_mine)), Ok((zones, of_zone))) => {
                let oreline::domain::MineShape::Area(kept) = &layer.mines[0].shape else { panic!("not an area") };
                assert_eq!(**kept, zones.zones[0].area, "seed {seed}");
                assert_eq!(codes(of_mine), codes(of_zone), "seed {seed}");
            }
            (Err(_), Err(_)) => {}
            (mine, zone) => panic!("seed {seed}: a mine {mine:?}, a zone {zone:?}"),
        }
        compared += 1;
    }
    println!("{compared} areas compared");
    assert_eq!(compared, 2_000);
    assert_eq!(DefectCode::NoNameField.severity(), Severity::Note);
}
