//! What a user answers to open questions.

use oreline::corners::{Choice, Datum, Question, Rule, System, Trust, Width, coordinates, epsg_code, parse};

use crate::sample;

fn found(number: &str, choice: &Choice) -> oreline::corners::Coordinates {
    let document = parse(&sample(number)).unwrap().document;
    let found = coordinates(&document.head(), document.points(), choice);
    assert_eq!(found.reading.is_none(), !found.questions.is_empty());
    found
}

fn code(number: &str, choice: &Choice) -> Option<u32> {
    found(number, choice).reading.and_then(|reading| epsg_code(&reading))
}

/// Of the first point: east and north.
fn place(number: &str, choice: &Choice) -> (f64, f64) {
    let document = parse(&sample(number)).unwrap().document;
    let reading = coordinates(&document.head(), document.points(), choice).reading.unwrap();
    let place = reading.place(document.points().next().unwrap()).unwrap();
    (place.east, place.north)
}

#[test]
fn a_contradiction_holds_both_readings() {
    let found = found("75", &Choice::default());
    let [Question::Contradiction { rule: Rule::ZoneContradiction, stated, found, .. }] = found.questions.as_slice()
    else {
        panic!("{:?}", found.questions)
    };
    assert_eq!(stated.system, System::of_zone(Width::Three, 38, true));
    assert_eq!(found.system, System::of_zone(Width::Three, 39, true));
    assert_eq!((epsg_code(stated), epsg_code(found)), (Some(4526), Some(4527)));
}

#[test]
fn the_user_settles_a_contradiction() {
    let data = Choice { trust: Some(Trust::Data), ..Choice::default() };
    let head = Choice { trust: Some(Trust::Head), ..Choice::default() };
    assert_eq!((code("75", &data), place("75", &data)), (Some(4527), (39_383_100.0, 3_437_100.0)));
    assert_eq!((code("75", &head), place("75", &head)), (Some(4526), (38_383_100.0, 3_437_100.0)));
    assert_eq!(found("75", &data).settled.len(), 1);
    // A zone 38 of 6 degrees is not in China, and a zone 19 of 3 degrees neither: the head cannot be right.
    assert_eq!((code("76", &data), code("76", &head)), (Some(4526), None));
    assert_eq!((code("80", &data), code("80", &head)), (Some(4508), None));
    assert_eq!((code("85", &data), code("85", &head)), (Some(4490), None));
    assert_eq!((code("95", &data), code("95", &head)), (Some(4526), None));
    assert_eq!((code("92", &data), code("92", &head)), (Some(4547), Some(4548)));
}

#[test]
fn the_user_gives_a_central_meridian() {
    let choice = Choice { central_meridian_degrees: Some(114.0), ..Choice::default() };
    assert_eq!((code("79", &choice), place("79", &choice)), (Some(4547), (383_100.0, 3_437_100.0)));
    let six = Choice { width: Some(Width::Six), central_meridian_degrees: Some(111.0), ..Choice::default() };
    assert_eq!(code("79", &six), Some(4508));
    let local = Choice { central_meridian_degrees: Some(112.5), ..Choice::default() };
    let reading = found("79", &local).reading.unwrap();
    assert_eq!((epsg_code(&reading), reading.system), (None, System::of_meridian(Width::Three, 112.5)));
    // Where the head knows a zone, or the eastings carry one, another meridian is a contradiction.
    let other = Choice { central_meridian_degrees: Some(117.0), ..Choice::default() };
    for number in ["78", "01"] {
        assert_eq!(found(number, &other).questions[0].rule(), Rule::MeridianContradiction, "{number}");
    }
    assert_eq!(code("78", &Choice { trust: Some(Trust::Data), ..other }), Some(4548));
}

#[test]
fn the_user_says_whether_degrees_are_packed() {
    let packed = |is_packed| Choice { is_packed: Some(is_packed), ..Choice::default() };
    assert_eq!(place("86", &packed(false)), (109.3015, 30.3045));
    let (east, north) = place("86", &packed(true));
    assert!((east - (109.0 + 30.0 / 60.0 + 15.0 / 3600.0)).abs() < 1e-12);
    assert!((north - (30.0 + 30.0 / 60.0 + 45.0 / 3600.0)).abs() < 1e-12);
    assert_eq!(place("87", &packed(true)), (east, north));
    // As metres they have no zone.
    assert_eq!(found("87", &packed(false)).questions[0].rule(), Rule::MeridianNeeded);
    assert_eq!(code("86", &packed(true)), Some(4490));
}

#[test]
fn parcels_of_two_zones_are_asked_one_by_one() {
    let document = parse(&sample("89")).unwrap().document;
    let head = document.head();
    assert_eq!(found("89", &Choice::default()).questions[0].rule(), Rule::Mixed);
    let code = |parcel: &oreline::corners::Parcel| {
        coordinates(&head, parcel.points(), &Choice::default()).reading.and_then(|reading| epsg_code(&reading))
    };
    assert_eq!(document.parcels().map(code).collect::<Vec<_>>(), [Some(4526), Some(4527)]);
}

#[test]
fn the_user_gives_a_datum() {
    let choice = Choice { datum: Some(Datum::Xian1980), ..Choice::default() };
    assert_eq!((code("96", &Choice::default()), code("96", &choice)), (None, Some(2362)));
    assert!(found("96", &choice).complaints.is_empty());
}

#[test]
fn nothing_is_said_of_no_points() {
    let found = coordinates(&oreline::corners::Head::default(), [], &Choice::default());
    assert_eq!((found.reading, found.questions.len()), (None, 0));
}
