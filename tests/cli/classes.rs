//! Class words, ids and names: what is not clear is used, said, and left to a person.

use crate::world::{World, collection, mine, unit};

const SQUARE: &str = "[[[75,39],[76,39],[76,40],[75,40],[75,39]]]";
const NEXT: &str = "[[[76,39],[77,39],[77,40],[76,40],[76,39]]]";

#[test]
fn an_unknown_class_word_asks_for_a_person_and_lists_the_known_words() {
    let world = World::with_units(&[&unit("1", "dreadful", SQUARE), &unit("2", "mild", NEXT)]);
    let counted = world.counted(&[]);
    assert_eq!(counted.outcome.code, 3);
    assert_eq!(counted.defect_lines(), ["unknown-class review 0 1"]);
    let reason = counted.defects[0]["reason"].as_str().unwrap();
    for word in ["dreadful", "mild", "moderate", "severe", "extreme", "重度"] {
        assert!(reason.contains(word), "{word}: {reason}");
    }
    let mine = counted.mine("M1");
    assert_eq!((&mine["prefecture"], &mine["fragility"]), (&"unit 1".into(), &serde_json::Value::Null));
    assert_eq!((&mine["flagged"], &mine["verdict"]), (&false.into(), &"review".into()));
    assert_eq!(counted.mine("M2")["verdict"], serde_json::Value::Null);
}

#[test]
fn a_missing_class_asks_for_a_person() {
    let null = unit("1", "", SQUARE).replace("\"fragility\":\"\"", "\"fragility\":null");
    let absent = unit("1", "", SQUARE).replace(",\"fragility\":\"\"", "");
    for (case, bad) in [("blank", unit("1", " ", SQUARE)), ("null", null), ("absent", absent)] {
        let world = World::with_units(&[&bad, &unit("2", "severe", NEXT)]);
        let counted = world.counted(&[]);
        assert_eq!(counted.defect_lines(), ["missing-class review 0 1"], "{case}");
        assert_eq!(counted.outcome.code, 3, "{case}");
        assert_eq!(counted.mine("M1")["verdict"], "review", "{case}");
        assert_eq!(counted.flagged(), ["M2"], "{case}");
    }
}

#[test]
fn a_plan_can_say_what_a_word_means() {
    let world = World::with_units(&[&unit("1", "三级", SQUARE), &unit("2", "二级", NEXT)]);
    world.write(
        "plan.toml",
        "[mines]\npath = \"mines.geojson\"\n[[zones]]\nkind = \"prefecture\"\npath = \"units.geojson\"\nclasses = { \"三级\" = \"severe\", \"二级\" = \"moderate\" }\n",
    );
    let counted = world.counted_run(&["flag", "plan.toml"]);
    assert_eq!((counted.outcome.code, counted.flagged()), (0, vec!["M1".to_owned()]));
    assert_eq!(counted.mine("M2")["fragility"], "moderate");
}

#[test]
fn units_without_any_class_flag_nothing_and_say_so() {
    let plain = |code: &str, rings| unit(code, "", rings).replace(",\"fragility\":\"\"", "");
    let world = World::with_units(&[&plain("1", SQUARE), &plain("2", NEXT)]);
    let counted = world.counted(&[]);
    assert_eq!(counted.defect_lines(), ["no-class-field note - -"]);
    assert!(counted.flagged().is_empty());
    assert_eq!(counted.mine("M1")["prefecture"], "unit 1");
}

#[test]
fn mines_with_one_id_are_both_used_and_said() {
    let world = World::with_mines(&[&mine("A", "[75.5,39.5]"), &mine("B", "[75.6,39.5]"), &mine("A", "[76.5,39.5]")]);
    let counted = world.counted(&[]);
    assert_eq!(counted.outcome.code, 3);
    assert_eq!(counted.defect_lines(), ["duplicate-id review 2 A"]);
    assert_eq!(counted.features.len(), 3);
    assert_eq!(counted.flagged(), ["A", "B"]);
    assert!(counted.defects[0]["reason"].as_str().unwrap().contains("feature 0"), "{:?}", counted.defects);
}

#[test]
fn ids_that_are_numbers_are_told_apart_from_nothing() {
    let numbered = |id: &str| {
        format!(
            r#"{{"type":"Feature","properties":{{"id":{id}}},"geometry":{{"type":"Point","coordinates":[75.5,39.5]}}}}"#
        )
    };
    let features = [numbered("7"), numbered("8"), numbered("null"), numbered("null"), numbered("7")];
    let counted = World::with_mines(&features.iter().map(String::as_str).collect::<Vec<_>>()).counted(&[]);
    assert_eq!(counted.defect_lines(), ["duplicate-id review 4 7"]);
}

#[test]
fn a_position_word_that_is_not_known_asks_for_a_person() {
    let world = World::new();
    let position = |class: &str, rings: &str| unit("1", class, rings).replace("\"fragility\"", "\"class\"");
    world.write("positions.geojson", collection(&[&position("core", NEXT), &position("somewhere", SQUARE)]));
    let counted = world.counted(&["--positions", "positions.geojson"]);
    assert_eq!(counted.outcome.code, 3);
    assert_eq!(counted.defect_lines(), ["unknown-class review 1 1"]);
    assert_eq!(counted.mine("M2")["position"], "core");
    assert_eq!(counted.mine("M1")["verdict"], "review");
}

#[test]
fn zones_without_names_are_called_by_number_and_that_is_said_once() {
    let world = World::new();
    let nameless = |zone: &str| zone.replace("\"name\"", "\"prov_title\"");
    world.write(
        "belts.geojson",
        collection(&[&nameless(&unit("1", "mild", SQUARE)), &nameless(&unit("2", "mild", NEXT))]),
    );
    let counted = world.counted(&["--belts", "belts.geojson"]);
    assert_eq!(counted.outcome.code, 0, "{}", counted.outcome.stderr);
    assert_eq!(counted.defects.len(), 1, "{:?}", counted.defects);
    assert_eq!(counted.defects[0]["code"], "no-name-field");
    assert!(counted.defects[0]["reason"].as_str().unwrap().contains("prov_title"), "{:?}", counted.defects);
}
