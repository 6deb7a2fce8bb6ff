use geo::MultiPolygon;

use super::{all, balance_pieces};
use crate::domain::{
    AreaUnit, Attributes, DeclaredArea, Extent, Facts, FragilityClass, Grade, Hit, Judgement, Overlap, Piece, Place,
    Position, Step, Verdict, Zone, ZoneClass, ZoneKind, Zones,
};

fn zone(id: &str, class: ZoneClass) -> Zone<'static> {
    Zone {
        layer: 0,
        index: 0,
        id: Some(id.to_owned()),
        name: format!("zone {id}"),
        class,
        service: None,
        attributes: Attributes::none(),
        id_member: None,
        area: MultiPolygon(Vec::new()),
    }
}

fn zones() -> Vec<Zones<'static>> {
    let mut all: Vec<Zones<'static>> = ZoneKind::ALL.into_iter().map(Zones::none).collect();
    let classes = [FragilityClass::Severe, FragilityClass::Mild, FragilityClass::Extreme];
    let mut prefectures: Vec<Zone<'static>> = ["653000", "650100", "659900"]
        .iter()
        .zip(classes)
        .map(|(id, class)| zone(id, ZoneClass::Fragility(class)))
        .collect();
    prefectures.push(zone("650999", ZoneClass::Unknown));
    all[ZoneKind::Prefecture as usize].zones = prefectures;
    all[ZoneKind::Redline as usize].zones = vec![zone("r1", ZoneClass::None)];
    all[ZoneKind::Position as usize].zones =
        vec![zone("p1", ZoneClass::Position(Position::Core)), zone("p2", ZoneClass::Position(Position::Periphery))];
    all
}

fn hit(kind: ZoneKind, zone: u32) -> Hit {
    Hit { kind, place: Place::Inside, zone }
}

fn judge(hits: &[(ZoneKind, u32)]) -> Judgement {
    let zones = zones();
    let of = |order: Vec<Hit>| {
        let mut facts = Facts::default();
        facts.push(&order);
        all(&facts, &zones)[0]
    };
    let hits: Vec<Hit> = hits.iter().map(|(kind, zone)| hit(*kind, *zone)).collect();
    let judgement = of(hits.clone());
    // Both orders: "last wins" in place of "strictest wins" must not pass.
    assert_eq!(judgement, of(hits.into_iter().rev().collect()), "the order of zones changed the judgement");
    judgement
}

#[test]
fn severe_and_extreme_units_and_red_lines_flag_and_nothing_else_does() {
    for (hits, basis) in [
        (vec![(ZoneKind::Prefecture, 0)], Some("fragility:severe")),
        (vec![(ZoneKind::Prefecture, 2)], Some("fragility:extreme")),
        (vec![(ZoneKind::Prefecture, 1)], None),
        (vec![(ZoneKind::Redline, 0)], Some("redline")),
        (vec![(ZoneKind::Prefecture, 0), (ZoneKind::Redline, 0)], Some("fragility:severe;redline")),
        (vec![(ZoneKind::Prefecture, 1), (ZoneKind::Position, 0)], None),
        (vec![], None),
    ] {
        let judgement = judge(&hits);
        assert_eq!(judgement.basis.text(None).as_deref(), basis, "{hits:?}");
        assert_eq!(judgement.is_flagged, basis.is_some());
        assert_eq!(judgement.verdict, basis.map(|_| Verdict::Review), "without rule tables a flag asks for review");
    }
}

#[test]
fn on_a_border_the_lowest_code_names_the_unit_and_the_strictest_class_wins() {
    let judgement = judge(&[(ZoneKind::Prefecture, 0), (ZoneKind::Prefecture, 1)]);
    assert_eq!(judgement.prefecture, Some(1), "650100 is the lowest code");
    assert_eq!(judgement.fragility, Some(FragilityClass::Severe));
    assert!(judgement.tie);
    assert!(!judge(&[(ZoneKind::Prefecture, 0), (ZoneKind::Redline, 0)]).tie, "units of two kinds are no tie");
}

#[test]
fn between_core_and_periphery_core_wins_and_a_choice_was_made() {
    let judgement = judge(&[(ZoneKind::Position, 1), (ZoneKind::Position, 0)]);
    assert_eq!(judgement.position, Some(Position::Core));
    assert!(judgement.tie);
    assert_eq!(judge(&[]).position, None);
}

#[test]
fn an_unknown_class_is_never_silent() {
    let judgement = judge(&[(ZoneKind::Prefecture, 3)]);
    assert!(!judgement.is_flagged);
    assert_eq!(judgement.verdict, Some(Verdict::Review));
}

/// A mine that is an area, with the given areas in units.
fn judge_area(parts: &[(ZoneKind, u32, Grade, f64)]) -> Judgement {
    let zones = zones();
    let of = |kind, zone, grade, area_m2| Overlap { kind, zone, grade, area_m2, piece: Piece::None, balanced: None };
    let overlaps: Vec<Overlap> = parts.iter().map(|(kind, zone, grade, m2)| of(*kind, *zone, *grade, *m2)).collect();
    let hits: Vec<Hit> = overlaps
        .iter()
        .map(|overlap| {
            let place = if overlap.grade == Grade::Touch { Place::Touches } else { Place::Overlaps };
            Hit { kind: overlap.kind, place, zone: overlap.zone }
        })
        .collect();
    let mut facts = Facts::default();
    facts.push(&hits);
    facts.extents.push(Some(Box::new(Extent { area_m2: 100.0, overlaps, ..Extent::default() })));
    all(&facts, &zones)[0]
}

#[test]
fn the_largest_share_names_the_unit_and_the_strictest_class_wins() {
    let unit = |zone, area_m2| (ZoneKind::Prefecture, zone, Grade::Overlap, area_m2);
    let judgement = judge_area(&[unit(0, 60.0), unit(1, 40.0)]);
    assert_eq!((judgement.prefecture, judgement.fragility), (Some(0), Some(FragilityClass::Severe)));
    assert!(judgement.tie, "a choice was made");
    let judgement = judge_area(&[unit(0, 40.0), unit(1, 60.0)]);
    assert_eq!((judgement.prefecture, judgement.fragility), (Some(1), Some(FragilityClass::Severe)));
    assert_eq!(judge_area(&[unit(0, 50.0), unit(1, 50.0)]).prefecture, Some(1), "of equals 650100 is the lowest code");
    assert!(!judge_area(&[unit(0, 100.0)]).tie);
}

#[test]
fn a_touch_makes_no_part_of_a_unit_but_is_in_a_red_line() {
    let touch = |kind| (kind, 0, Grade::Touch, 0.0);
    let judgement = judge_area(&[touch(ZoneKind::Prefecture), (ZoneKind::Prefecture, 1, Grade::Overlap, 100.0)]);
    assert_eq!((judgement.prefecture, judgement.fragility), (Some(1), Some(FragilityClass::Mild)));
    assert!(!judgement.is_flagged && !judgement.tie && judgement.verdict.is_none());
    assert_eq!(judge_area(&[touch(ZoneKind::Prefecture)]).prefecture, None);
    assert_eq!(judge_area(&[touch(ZoneKind::Position)]).position, None);
    assert_eq!(judge_area(&[touch(ZoneKind::Redline)]).basis.text(None).as_deref(), Some("redline"));
}

#[test]
fn a_sliver_counts_and_goes_to_review() {
    let judgement =
        judge_area(&[(ZoneKind::Prefecture, 0, Grade::Sliver, 0.5), (ZoneKind::Prefecture, 1, Grade::Overlap, 99.5)]);
    assert_eq!((judgement.prefecture, judgement.fragility), (Some(1), Some(FragilityClass::Severe)));
    let judgement = judge_area(&[(ZoneKind::Belt, 0, Grade::Sliver, 0.5)]);
    assert!(!judgement.is_flagged);
    assert_eq!(judgement.verdict, Some(Verdict::Review));
}

#[test]
fn parts_and_the_rest_add_up_to_the_declared_area() {
    let step = Step { count: 0.01, unit: AreaUnit::Hectare };
    let redline = |zone: u32, area_m2| Overlap {
        kind: ZoneKind::Redline,
        zone,
        grade: Grade::Overlap,
        area_m2,
        piece: Piece::None,
        balanced: None,
    };
    let mut extent =
        Extent { area_m2: 1000.0, overlaps: vec![redline(0, 333.0), redline(1, 333.0)], ..Extent::default() };
    extent.covers[ZoneKind::Redline as usize].area_m2 = 666.0;
    let mut zones = zones();
    zones[ZoneKind::Redline as usize].zones = vec![zone("b", ZoneClass::None), zone("a", ZoneClass::None)];
    let declared = [Some(DeclaredArea { m2: 2000.0, step_m2: 100.0 })];
    let mut facts = Facts::default();
    facts.extents.push(Some(Box::new(extent.clone())));
    balance_pieces(&mut facts, &zones, &declared, step);
    let balanced = facts.extent(0).unwrap();
    let steps: Vec<Option<i64>> = balanced.overlaps.iter().map(|overlap| overlap.balanced).collect();
    // 20 steps of 100 m2: shares of 6.66, 6.66 and 6.68. The rest and the zone of the lower id get what is left.
    assert_eq!((steps, balanced.covers[ZoneKind::Redline as usize].balanced_rest), (vec![Some(6), Some(7)], Some(7)));
    // Zones that overlap each other inside the mine cannot add up.
    extent.covers[ZoneKind::Redline as usize].area_m2 = 500.0;
    let mut facts = Facts::default();
    facts.extents.push(Some(Box::new(extent)));
    balance_pieces(&mut facts, &zones, &declared, step);
    assert!(facts.extent(0).unwrap().overlaps.iter().all(|overlap| overlap.balanced.is_none()));
}
