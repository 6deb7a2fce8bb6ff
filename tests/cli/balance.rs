//! `--balance`: rounded pieces that add up to the whole, in decimal.

use std::collections::BTreeMap;

use crate::areas::{many_rights, right, rows, square, zone};
use crate::world::{World, collection, unit};

/// A decimal number as whole steps of so many digits; fails if it has more digits.
fn steps(text: &str, digits: usize) -> i128 {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    assert!(fraction.len() <= digits, "{text} has more than {digits} digits");
    format!("{whole}{fraction:0<digits$}").parse().unwrap()
}

fn world(declared: impl Fn(usize) -> String) -> World {
    let rights: Vec<String> = many_rights(200)
        .iter()
        .enumerate()
        .map(|(number, right)| {
            right.replacen("\"properties\":{", &format!("\"properties\":{{\"declared\":{},", declared(number)), 1)
        })
        .collect();
    let world = World::with_mines(&rights.iter().map(String::as_str).collect::<Vec<_>>());
    let mut units = Vec::new();
    for column in 0..5 {
        let x = 75.0 + f64::from(column) / 5.0;
        units.push(unit(&column.to_string(), "mild", &square(x, 39.0, 75.0 + f64::from(column + 1) / 5.0, 40.0)));
    }
    world.write("units.geojson", collection(&units.iter().map(String::as_str).collect::<Vec<_>>()));
    world.write(
        "red.geojson",
        collection(&[&zone("A", &square(75.3, 39.3, 75.5, 39.5)), &zone("B", &square(75.5, 39.3, 75.7, 39.6))]),
    );
    world
}

#[test]
fn balanced_pieces_add_up_exactly_to_the_declared_or_computed_area() {
    let mut compared = 0;
    for (step, column, digits) in
        [("0.0001ha", "bal_ha", 4), ("1m2", "bal_m2", 0), ("0.01ha", "bal_ha", 2), ("0.1亩", "bal_mu", 1)]
    {
        // Every second right declares an area, which differs from the computed one.
        let declared = |number: usize| {
            if number.is_multiple_of(2) { format!("\"{}.26\"", 100 + 37 * number) } else { "null".to_owned() }
        };
        let world = world(declared);
        let mines = "mines.geojson,area=declared,area_unit=ha";
        let outcome = world.run(&[
            "flag",
            "--mines",
            mines,
            "--prefectures",
            "units.geojson",
            "--redlines",
            "red.geojson",
            "--balance",
            step,
            "-o",
            "x.gpkg",
        ]);
        assert_eq!(outcome.code, 0, "{}", outcome.stderr);
        let hectares_per_unit = match column {
            "bal_m2" => 1e-4,
            "bal_mu" => 1.0 / 15.0,
            _ => 1.0,
        };
        let totals: BTreeMap<String, f64> =
            rows(&world, "x.gpkg", "SELECT id, coalesce(area_decl, area_ha) FROM mines")
                .into_iter()
                .map(|row| (row[0].clone(), row[1].parse::<f64>().unwrap() / hectares_per_unit))
                .collect();
        let mut sums: BTreeMap<(String, String), i128> = BTreeMap::new();
        for row in rows(&world, "x.gpkg", &format!("SELECT mine, kind, {column}, area_ha FROM overlaps")) {
            *sums.entry((row[0].clone(), row[1].clone())).or_default() += steps(&row[2], digits);
            assert!(row[2].parse::<f64>().unwrap() >= 0.0);
        }
        for ((mine, kind), sum) in &sums {
            let expected = (totals[mine] * 10_f64.powi(i32::try_from(digits).unwrap())).round() as i128;
            assert_eq!(*sum, expected, "{step}: {mine}, {kind}");
            compared += 1;
        }
        assert!(sums.len() > 250, "{}", sums.len());
    }
    println!("{compared} sums compared");
    assert!(compared > 1_000);
}

#[test]
fn ties_go_to_the_lowest_id_whatever_the_order_of_the_layer() {
    // An odd number of steps over two equal halves.
    let mut all = Vec::new();
    let west = unit("2", "mild", &square(75.0, 39.0, 75.5, 40.0));
    let east = unit("1", "mild", &square(75.5, 39.0, 76.0, 40.0));
    for units in [[&west, &east], [&east, &west]] {
        let mine = r#"{"type":"Feature","properties":{"id":"A","ha":"4.1"},"geometry":{"type":"Polygon","coordinates":[[[75.484375,39.5],[75.515625,39.5],[75.515625,39.515625],[75.484375,39.515625],[75.484375,39.5]]]}}"#;
        let world = World::with_mines(&[mine]);
        world.write("units.geojson", collection(&[units[0], units[1]]));
        let outcome = world.run(&[
            "flag",
            "--mines",
            "mines.geojson,area=ha",
            "--prefectures",
            "units.geojson",
            "--balance",
            "0.1ha",
            "-o",
            "x.gpkg",
        ]);
        assert_eq!(outcome.code, 0, "{}", outcome.stderr);
        all.push(rows(&world, "x.gpkg", "SELECT zone_id, bal_ha FROM overlaps ORDER BY zone_id"));
    }
    assert_eq!(all[0], [["1", "2.1"], ["2", "2"]]);
    assert_eq!(all[0], all[1]);
}

#[test]
fn where_zones_overlap_inside_a_right_nothing_is_balanced() {
    let world = World::with_mines(&[
        &right("A", &square(75.3, 39.3, 75.4, 39.4)),
        &right("B", &square(75.6, 39.3, 75.7, 39.4)),
    ]);
    world.write(
        "red.geojson",
        collection(&[&zone("One", &square(75.2, 39.2, 75.38, 39.5)), &zone("Two", &square(75.32, 39.2, 75.65, 39.5))]),
    );
    assert_eq!(world.flag(&["--redlines", "red.geojson", "--balance", "1m2", "-o", "x.gpkg"]).code, 0);
    let found =
        rows(&world, "x.gpkg", "SELECT mine, kind, zone, grade, bal_m2 IS NULL FROM overlaps WHERE kind = 'redline'");
    let found: Vec<String> = found.iter().map(|row| row.join(" ")).collect();
    assert_eq!(
        found,
        ["A redline One overlap 1", "A redline Two overlap 1", "B redline Two overlap 0", "B redline - rest 0"]
    );
    let manifest = rows(&world, "x.gpkg", "SELECT value FROM manifest WHERE item = 'balance'");
    assert_eq!(manifest, [["1 m2"]]);
}

#[test]
fn without_balance_there_is_no_such_column() {
    let world = World::with_mines(&[&right("A", &square(75.3, 39.3, 75.4, 39.4))]);
    assert_eq!(world.flag(&["-o", "x.gpkg"]).code, 0);
    let columns = rows(&world, "x.gpkg", "SELECT name FROM pragma_table_info('overlaps') WHERE name LIKE 'bal%'");
    assert!(columns.is_empty(), "{columns:?}");
}
