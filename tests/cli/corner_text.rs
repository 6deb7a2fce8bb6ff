//! The corner-coordinate text of parcels as mines: read, located, and every doubt said.

use crate::world::World;

/// A parcel of a hundred metres in 3-degree zone 25 (central meridian 75 degrees), in the unit 甲 of the tests' world.
const HEAD: &str = "[属性描述]\n坐标系=2000国家大地坐标系\n几度分带=3\n投影类型=高斯克吕格\n计量单位=米\n带号=25\n精度=0.01\n[地块坐标]\n";

/// A square ring by its south-west corner, with the number of the ring.
fn square(ring: u32, north: f64, east: f64, side: f64) -> String {
    let corner = |label: u32, north: f64, east: f64| format!("J{label},{ring},{north:.2},{east:.2}\n");
    [
        corner(1, north, east),
        corner(2, north + side, east),
        corner(3, north + side, east + side),
        corner(4, north, east + side),
        corner(1, north, east),
    ]
    .concat()
}

fn parcel(number: &str, rings: &[String]) -> String {
    format!("{},1.0000,{number},合成地块,面,,采矿用地,,@\n{}", rings.len() * 5, rings.concat())
}

const NORTH: f64 = 4_373_000.0;
const EAST: f64 = 25_543_000.0;

fn flag(world: &World, mines: &str) -> (i32, String, String) {
    let outcome =
        world.run(&["flag", "--mines", mines, "--prefectures", "units.geojson", "-o", "y.geojson", "--overwrite"]);
    let layer = if outcome.code == 1 { String::new() } else { world.read("y.geojson") };
    (outcome.code, layer, outcome.stderr + &outcome.stdout)
}

#[test]
fn parcels_with_holes_and_parts_become_mines_in_their_unit() {
    let world = World::new();
    let hole = parcel("P1", &[square(1, NORTH, EAST, 100.0), square(2, NORTH + 20.0, EAST + 20.0, 50.0)]);
    let parts = parcel("P2", &[square(1, NORTH, EAST + 500.0, 100.0), square(2, NORTH, EAST + 900.0, 100.0)]);
    let text = format!("{HEAD}{hole}{parts}");
    world.write("地块.txt", encoding_rs::GB18030.encode(&text).0);
    let (code, layer, said) = flag(&world, "地块.txt");
    assert_eq!(code, 0, "{said}");
    let layer: serde_json::Value = serde_json::from_str(&layer).unwrap();
    let areas: Vec<f64> =
        (0..2).map(|mine| layer["features"][mine]["properties"]["area_ha"].as_f64().unwrap()).collect();
    // A square of 100 m with a hole of 50 m, and two squares: a hole is no part, and a part is no hole.
    assert!((areas[0] - 0.75).abs() < 1e-4 && (areas[1] - 2.0).abs() < 2e-4, "{areas:?}");
    for mine in 0..2 {
        let properties = &layer["features"][mine]["properties"];
        assert_eq!(
            (&properties["prefecture"], &properties["DKMC"]),
            (&"甲".into(), &"合成地块".into()),
            "{properties}"
        );
    }
}

#[test]
fn a_zone_that_the_coordinates_contradict_is_asked_about_and_never_guessed() {
    let world = World::new();
    world.write("m.txt", HEAD.replace("带号=25", "带号=26") + &parcel("P1", &[square(1, NORTH, EAST, 100.0)]));
    let (code, _, said) = flag(&world, "m.txt");
    assert_eq!(code, 1, "{said}");
    assert!(said.contains("TXT040") && said.contains("zone 26") && said.contains("zone 25"), "{said}");
    // The user's word settles it.
    let (code, layer, said) = flag(&world, "m.txt,crs=EPSG:4513");
    assert!(code != 1 && layer.contains("\"prefecture\":\"甲\""), "{said}");
    // A word that fits neither is refused.
    assert_eq!(flag(&world, "m.txt,crs=EPSG:4530").0, 1);
}

#[test]
fn a_damaged_parcel_is_refused_by_its_lines_and_the_good_ones_go_on() {
    let world = World::new();
    let damaged = parcel("P1", &[square(1, NORTH, EAST, 100.0).replacen("J3,1,4373100.00", "J3,1,437三100", 1)]);
    world.write("m.txt", format!("{HEAD}{damaged}{}", parcel("P2", &[square(1, NORTH, EAST + 500.0, 100.0)])));
    let (code, layer, said) = flag(&world, "m.txt");
    assert_eq!(code, 3, "{said}");
    assert!(layer.contains("\"DKBH\":\"P2\"") && !layer.contains("\"DKBH\":\"P1\""), "{layer}");
    let defects = world.read("y.defects.geojson");
    assert!(defects.contains("unreadable-feature") && defects.contains("TXT013 refused line 12"), "{defects}");
}

#[test]
fn a_text_of_another_kind_is_refused_as_such() {
    let world = World::new();
    world.write("m.txt", "Dear colleague,\nplease find enclosed.\n");
    let (code, _, said) = flag(&world, "m.txt");
    assert_eq!(code, 1);
    assert!(said.contains("m.txt") && said.contains("no corner-coordinate text"), "{said}");
}
