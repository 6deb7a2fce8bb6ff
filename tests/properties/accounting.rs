//! Nothing is lost without a word: each feature is used, or refused by a defect that names it.

use geo::{Coord, LineString};
use oreline::check::{self, FieldChoice};
use oreline::domain::{
    Attributes, Defect, DefectCode, Field, FieldKind, RawFeature, RawGeometry, RawLayer, Role, Severity, StatedCrs,
    ZoneKind,
};
use oreline::error::Error;
use oreline::judge;

use crate::support::random::Random;
use crate::support::{facts, raw_area, raw_layer, shapes};

/// A coordinate that may be anything.
fn number(random: &mut Random) -> f64 {
    match random.below(12) {
        0 => *random.pick(&[f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 1e300, -1e300, f64::MIN_POSITIVE, -0.0]),
        1 => *random.pick(&[180.0, -180.0, 90.0, -90.0, 180.0_f64.next_up(), 90.0_f64.next_up()]),
        2 => random.between(-2e7, 2e7),
        _ => random.between(-89.0, 89.0),
    }
}

fn coord(random: &mut Random) -> Coord<f64> {
    Coord { x: number(random), y: number(random) }
}

fn damaged(random: &mut Random) -> RawGeometry<'static> {
    let centre = Coord { x: random.between(75.0, 95.0), y: random.between(35.0, 48.0) };
    let sound = shapes::one(shapes::star(random, centre, 12, (0.2, 1.0)), vec![]);
    let RawGeometry::Area(mut parts) = raw_area(&sound) else { panic!("not an area") };
    let ring = &mut parts[0][0].0;
    match random.below(16) {
        0 => return RawGeometry::Missing,
        1 => return RawGeometry::Empty,
        2 => return RawGeometry::Unreadable(DefectCode::Unreadable, "made up".into()),
        3 => return RawGeometry::Other("LineString"),
        4 => return RawGeometry::Point(centre, None),
        5 => return RawGeometry::Point(coord(random), None),
        6 => drop(ring.pop()),
        7 => ring.reverse(),
        8 => ring.truncate(random.below(4)),
        9 => {
            let at = random.below(ring.len());
            ring[at] = coord(random);
        }
        10 => {
            let (first, second) = (random.below(ring.len()), random.below(ring.len()));
            ring.swap(first, second);
        }
        11 => parts[0].push(LineString(vec![coord(random); 4])),
        12 => parts[0].push(shapes::star(random, centre, 5, (0.1, 3.0))),
        13 => parts.push(vec![LineString(Vec::new())]),
        14 => parts.push(Vec::new()),
        _ => {}
    }
    RawGeometry::Area(parts)
}

fn damaged_layer(random: &mut Random, role: Role) -> RawLayer<'static> {
    let count = 1 + random.below(60);
    let mut layer = raw_layer(role, (0..count).map(|_| damaged(random)).collect());
    layer.fields = ["name", "class"].map(|name| Field { name: name.to_owned(), kind: FieldKind::Text }).to_vec();
    layer.is_geojson = random.chance(0.7);
    layer.foreign_members = random.below(2);
    if random.chance(0.1) {
        layer.crs = StatedCrs::Named("EPSG:3857".to_owned());
    }
    for feature in &mut layer.features {
        let names = ["\"甲\"", "null", "7", "\"\"", "{}", "[1]"];
        let classes = ["\"severe\"", "\"极度\"", "\"core\"", "\"边缘协调区\"", "\"nonsense\"", "null", "3", "true"];
        let text = format!("{{\"name\":{},\"class\":{}}}", random.pick(&names), random.pick(&classes));
        feature.attributes = Attributes::from_object_text(text);
        if random.chance(0.5) {
            feature.id = Some(format!("{}", random.below(20)).into());
        }
    }
    layer
}

/// How often each feature is refused.
fn refusals(defects: &[Defect], count: usize) -> Vec<usize> {
    let mut refusals = vec![0; count];
    for defect in defects.iter().filter(|defect| defect.code.severity() == Severity::Refused) {
        let feature = defect.feature.expect("a refusal names its feature") as usize;
        refusals[feature] += 1;
    }
    refusals
}

/// Each feature is used once or refused once; gives how many were refused.
fn account(used: &[u32], defects: &[Defect], features: &[RawFeature<'_>], seed: u64) -> usize {
    let mut times = refusals(defects, features.len());
    let refused = times.iter().sum();
    for index in used {
        times[*index as usize] += 1;
    }
    for (index, times) in times.iter().enumerate() {
        assert_eq!(*times, 1, "seed {seed}: feature {index}: {:?}: {defects:?}", features[index]);
    }
    assert!(used.is_sorted(), "seed {seed}: file order");
    for defect in defects {
        assert!(!defect.reason.trim().is_empty(), "seed {seed}: {defect:?}");
        assert!(defect.at.is_none_or(|at| at.x.abs() <= 180.0 && at.y.abs() <= 90.0), "seed {seed}: {defect:?}");
        if let Some(index) = defect.feature {
            assert_eq!(defect.id.as_deref(), features[index as usize].id.as_deref(), "seed {seed}");
        }
    }
    refused
}

#[test]
fn every_feature_is_used_or_refused_once_and_every_used_mine_is_judged_once() {
    let (mut used, mut refused, mut judged, mut all_refused) = (0, 0, 0, 0);
    for seed in 0..1_500 {
        let mut random = Random::new(seed);
        let raw = damaged_layer(&mut random, Role::Mines);
        let features = raw.features.clone();
        let mines = match check::mines(raw, &FieldChoice::default()) {
            Ok((layer, defects)) => {
                assert_eq!(layer.read, features.len());
                let indices: Vec<u32> = layer.mines.iter().map(|mine| mine.index).collect();
                refused += account(&indices, &defects, &features, seed);
                used += indices.len();
                layer.mines
            }
            Err(Error::AllRefused { count, .. }) => {
                assert_eq!(count, features.len());
                all_refused += 1;
                continue;
            }
            Err(error) => panic!("seed {seed}: {error}"),
        };
        let mut zones = Vec::new();
        for kind in ZoneKind::ALL {
            let layers: Vec<_> = (0..=random.below(2)).map(|_| damaged_layer(&mut random, Role::Zones(kind))).collect();
            let features: Vec<_> = layers.iter().map(|layer| layer.features.clone()).collect();
            // One layer at a time, so that defects can be told apart.
            let mut of_kind = oreline::domain::Zones::none(kind);
            for (layer, features) in layers.into_iter().zip(features) {
                match check::zones(kind, vec![(layer, FieldChoice::default())]) {
                    Ok((found, defects)) => {
                        let indices: Vec<u32> = found.zones.iter().map(|zone| zone.index).collect();
                        refused += account(&indices, &defects, &features, seed);
                        used += indices.len();
                        of_kind.zones.extend(found.zones);
                    }
                    Err(Error::AllRefused { .. }) => all_refused += 1,
                    Err(error) => panic!("seed {seed}: {error}"),
                }
            }
            zones.push(of_kind);
        }
        let facts = facts(&mines, &zones);
        let judgements = judge::all(&facts, &zones);
        assert_eq!((facts.len(), judgements.len()), (mines.len(), mines.len()), "seed {seed}");
        judged += judgements.len();
    }
    println!("{used} features used, {refused} refused, {judged} mines judged, {all_refused} layers refused whole");
    assert!(used > 20_000 && refused > 20_000 && judged > 5_000 && all_refused > 10);
}
