//! Areas that a source declares, compared with measured ones to their last digit.

use crate::areas::{assert_near, box_ha, number, square};
use crate::world::World;

fn declaring(value: &str) -> String {
    format!(
        r#"{{"type":"Feature","properties":{{"id":"A","面积":{value}}},"geometry":{{"type":"Polygon","coordinates":{}}}}}"#,
        square(75.95, 39.5, 75.96, 39.51)
    )
}

#[test]
fn a_declared_area_is_compared_to_its_last_digit() {
    let mut compared = 0;
    // 95.48967 ha on the ellipsoid, 95.50553 ha in the plane of the zone of 75 degrees (PROJ, tmerc).
    for (value, unit, fit, defect) in [
        ("\"0.9549\"", "km2", Some("ellipsoidal"), false),
        ("0.9549", "平方公里", Some("ellipsoidal"), false),
        ("\"95.51\"", "ha", Some("planar"), false),
        ("\"1432.6\"", "亩", Some("planar"), false),
        ("\"954897\"", "m2", Some("ellipsoidal"), false),
        ("\"954898\"", "m2", Some("neither"), false),
        ("\"0.955\"", "km2", Some("both"), false),
        ("\"95.49 公顷\"", "km2", Some("ellipsoidal"), false),
        ("null", "km2", None, false),
        ("\"\"", "km2", None, false),
        ("\"约1\"", "km2", None, true),
        ("-1", "km2", None, true),
        ("\"NaN\"", "km2", None, true),
        ("\"1e999\"", "km2", None, true),
        ("true", "km2", None, true),
        ("[1]", "km2", None, true),
    ] {
        let world = World::with_mines(&[&declaring(value)]);
        let mines = format!("mines.geojson,area=面积,area_unit={unit}");
        let counted = world.counted_run(&["flag", "--mines", &mines, "--prefectures", "units.geojson"]);
        let mine = counted.mine("A");
        assert_eq!(mine["area_fit"].as_str(), fit, "{value} {unit}: {mine}");
        assert_eq!(mine["area_decl"].is_null(), fit.is_none(), "{value} {unit}: {mine}");
        assert_near(number(mine, "area_ha"), box_ha(75.95, 39.5, 75.96, 39.51), value);
        let expected: &[&str] = if defect { &["declared-area review 0 A"] } else { &[] };
        assert_eq!(counted.defect_lines(), expected, "{value} {unit}");
        compared += 1;
    }
    assert_eq!(compared, 16);
}

#[test]
fn without_a_field_of_declared_areas_nothing_is_said_of_them() {
    let counted = World::with_mines(&[&declaring("1")]).counted(&[]);
    assert!(counted.mine("A").get("area_fit").is_none() && counted.mine("A").get("area_decl").is_none());
}
