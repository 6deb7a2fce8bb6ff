use geo::MultiPolygon;

use super::all;
use crate::domain::{
    Attributes, Facts, FragilityClass, Hit, Judgement, Place, Position, Verdict, Zone, ZoneClass, ZoneKind, Zones,
};

fn zone(id: &str, class: ZoneClass) -> Zone<'static> {
    Zone {
        layer: 0,
        index: 0,
        id: Some(id.to_owned()),
        name: format!("zone {id}"),
        class,
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
    Hit { kind, place: Place::Inside, holds_point: true, zone }
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
        assert_eq!(judgement.basis.text(), basis, "{hits:?}");
        assert_eq!(judgement.flagged(), basis.is_some());
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
    assert!(!judgement.flagged());
    assert_eq!(judgement.verdict, Some(Verdict::Review));
}
