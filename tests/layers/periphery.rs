//! Where industry of the core can go: the nearest unit of the periphery, against a look at every unit.

use oreline::domain::{MineShape, Position, ZoneClass, ZoneKind};
use oreline::geometry::chains::Chains;
use oreline::plan::Plan;
use oreline::run::find;

#[test]
fn the_nearest_unit_of_the_periphery_is_that_of_a_full_scan() {
    let plan = Plan::from_path(&super::layers("qinba")).unwrap();
    let (mut compared, mut elsewhere) = (0, 0);
    find(&plan, None, &mut |_| {}, |found, _| {
        let positions = &found.zones[ZoneKind::Position as usize].zones;
        let periphery: Vec<(usize, Chains)> = positions
            .iter()
            .enumerate()
            .filter(|(_, zone)| zone.class == ZoneClass::Position(Position::Periphery))
            .map(|(at, zone)| (at, Chains::of_area(&zone.area)))
            .collect();
        assert!(periphery.len() > 100, "{}", periphery.len());
        for (position, mine) in found.layer.mines.iter().enumerate() {
            let MineShape::Point(at, _) = mine.shape else { panic!("the mines of this set are points") };
            let is_core = found.facts.of(position).iter().any(|hit| {
                hit.kind == ZoneKind::Position
                    && positions[hit.zone as usize].class == ZoneClass::Position(Position::Core)
            });
            let Some(nearest) = found.facts.periphery[position] else {
                assert!(!is_core, "{:?}", mine.id);
                elsewhere += 1;
                continue;
            };
            assert!(is_core, "{:?}", mine.id);
            let all = periphery
                .iter()
                .map(|(zone, border)| (border.nearest_to_point(at, f64::INFINITY).unwrap().distance_m, *zone));
            let (distance_m, zone) = all.min_by(|one, other| one.0.total_cmp(&other.0)).unwrap();
            assert!((distance_m - nearest.distance_m).abs() < 1e-6, "{:?}: {distance_m} {nearest:?}", mine.id);
            // Two units may share the nearest corner.
            if zone != nearest.which as usize {
                let own = &periphery.iter().find(|(of, _)| *of == nearest.which as usize).unwrap().1;
                let own_m = own.nearest_to_point(at, f64::INFINITY).unwrap().distance_m;
                assert!((own_m - distance_m).abs() < 1e-6, "{:?}", mine.id);
            }
            compared += 1;
        }
        Ok(())
    })
    .unwrap();
    println!("{compared} mines of the core compared, {elsewhere} elsewhere");
    assert!(compared > 50 && elsewhere > 50, "{compared} {elsewhere}");
}
