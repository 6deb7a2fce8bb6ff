//! The parts of mining rights in zones and in each other: what stands in the layers of a package, and which of it is a sliver.

use serde_json::Value;

use crate::areas::{RED, assert_near, box_ha, many_rights, number, right, rows, square, with_red_line};
use crate::world::{Counted, World, collection, unit};

/// Units in a grid without gaps, with corners that no double holds exactly.
fn grid(columns: usize, rows: usize) -> String {
    let classes = ["mild", "moderate", "severe", "extreme"];
    let x = |column: usize| 75.0 + column as f64 / columns as f64;
    let y = |row: usize| 39.0 + row as f64 / rows as f64;
    let mut units = Vec::new();
    for row in 0..rows {
        for column in 0..columns {
            let rings = square(x(column), y(row), x(column + 1), y(row + 1));
            units.push(unit(&format!("{}", 100 + row * columns + column), classes[(row + column) % 4], &rings));
        }
    }
    collection(&units.iter().map(String::as_str).collect::<Vec<_>>())
}

fn with_many_rights(count: usize) -> World {
    let rights = many_rights(count);
    let world = with_red_line(&rights.iter().map(String::as_str).collect::<Vec<_>>());
    world.write("units.geojson", grid(7, 9));
    world
}

#[test]
fn the_pieces_of_a_tessellation_add_up_to_the_whole() {
    let world = with_many_rights(300);
    let outcome = world.flag(&["--redlines", "red.geojson", "-o", "x.gpkg"]);
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    let sums = rows(
        &world,
        "x.gpkg",
        "SELECT m.id, m.area_ha, sum(o.area_ha), max(o.kind_ha), sum(o.share_pct), count(*) FROM mines m JOIN overlaps o ON o.mine = m.id \
         WHERE o.kind = 'prefecture' GROUP BY m.id",
    );
    assert_eq!(sums.len(), 300);
    let mut in_several = 0;
    for row in &sums {
        let numbers: Vec<f64> = row[1..].iter().map(|cell| cell.parse().unwrap()).collect();
        let what = format!("{row:?}");
        assert_near(numbers[1], numbers[0], &what);
        assert_near(numbers[2], numbers[0], &what);
        assert!((numbers[3] - 100.0).abs() < 1e-6, "{what}");
        in_several += usize::from(numbers[4] > 1.0);
    }
    assert!(in_several > 150, "{in_several} of 300 in several units");
}

#[test]
fn any_number_of_threads_gives_the_same_bytes_of_rights() {
    let world = with_many_rights(300);
    let mut first: Option<Vec<Vec<u8>>> = None;
    for threads in ["1", "2", "7"] {
        let outcome = world.flag(&[
            "--redlines",
            "red.geojson",
            "--self-overlap",
            "--uncertainty",
            "50m",
            "--balance",
            "0.01ha",
            "-o",
            "x.gpkg",
            "-o",
            "x.geojson",
            "--overwrite",
            "--threads",
            threads,
        ]);
        assert_eq!(outcome.code, 0, "{}", outcome.stderr);
        let bytes: Vec<Vec<u8>> =
            ["x.gpkg", "x.geojson"].iter().map(|name| std::fs::read(world.path(name)).unwrap()).collect();
        assert!(*first.get_or_insert_with(|| bytes.clone()) == bytes, "{threads} threads");
    }
    assert!(first.unwrap()[0].len() > 1 << 16);
}

fn sliver_world() -> World {
    with_red_line(&[
        &right("whole", &square(75.3, 39.3, 75.4, 39.4)),
        &right("part", &square(75.5, 39.3, 75.7, 39.4)),
        &right("sliver", &square(75.599_999, 39.45, 75.7, 39.5)),
        &right("touch", &square(75.6, 39.51, 75.7, 39.55)),
        &right("none", &square(75.8, 39.3, 75.9, 39.4)),
        &right("two-units", &square(75.95, 39.8, 76.05, 39.9)),
    ])
}

#[test]
fn a_package_holds_overlaps_slivers_and_the_manifest() {
    let world = sliver_world();
    assert_eq!(world.flag(&["--redlines", "red.geojson", "-o", "x.gpkg"]).code, 0);
    let overlaps =
        rows(&world, "x.gpkg", "SELECT mine, feature, kind, zone, grade, geom IS NULL FROM overlaps ORDER BY fid");
    let overlaps: Vec<String> = overlaps.iter().map(|row| row.join(" ")).collect();
    assert_eq!(
        overlaps,
        [
            "whole 0 prefecture 甲 overlap 0",
            "whole 0 redline Red overlap 0",
            "part 1 prefecture 甲 overlap 0",
            "part 1 redline Red overlap 0",
            "sliver 2 prefecture 甲 overlap 0",
            "sliver 2 redline Red sliver 0",
            "touch 3 prefecture 甲 overlap 0",
            "none 4 prefecture 甲 overlap 0",
            "two-units 5 prefecture 甲 overlap 0",
            "two-units 5 prefecture 乙 overlap 0",
        ]
    );
    let slivers =
        rows(&world, "x.gpkg", "SELECT mine, kind, zone, grade, area_ha > 0, geom IS NULL FROM slivers ORDER BY fid");
    let slivers: Vec<String> = slivers.iter().map(|row| row.join(" ")).collect();
    assert_eq!(slivers, ["sliver redline Red sliver 1 0", "touch redline Red touch 0 1"]);
    let manifest = rows(&world, "x.gpkg", "SELECT item, value FROM manifest ORDER BY rowid");
    let value = |item: &str| manifest.iter().find(|row| row[0] == item).map(|row| row[1].as_str());
    for (item, expected) in [
        ("sliver area below", "1 m2"),
        ("sliver mean width below", "1 m"),
        ("near", "10000 m"),
        ("uncertainty", "not stated"),
        ("self overlap", "false"),
        ("balance", "not asked"),
        ("mines", "mines.geojson, 6 features"),
        ("redlines", "red.geojson, 1 features"),
        ("edges", "straight in longitude and latitude"),
    ] {
        assert_eq!(value(item), Some(expected), "{item}: {manifest:?}");
    }
    let listed = rows(&world, "x.gpkg", "SELECT table_name, data_type FROM gpkg_contents ORDER BY 1");
    for (name, kind) in [("manifest", "attributes"), ("overlaps", "features"), ("slivers", "features")] {
        assert!(listed.contains(&vec![name.to_owned(), kind.to_owned()]), "{name}: {listed:?}");
    }
}

#[test]
fn pieces_have_the_geometry_that_their_area_says() {
    let world = sliver_world();
    assert_eq!(world.flag(&["--redlines", "red.geojson", "-o", "x.gpkg"]).code, 0);
    let found = crate::world::read_again(&world, "x.gpkg", "overlaps", &[]);
    assert_eq!(found.len(), 10);
    let part =
        found.iter().find(|row| row["properties"]["mine"] == "part" && row["properties"]["kind"] == "redline").unwrap();
    assert_near(number(&part["properties"], "area_ha"), box_ha(75.5, 39.3, 75.6, 39.4), "the western half");
    let ring = part["geometry"]["coordinates"][0][0].as_array().unwrap();
    let longitudes: Vec<f64> = ring.iter().map(|at| at[0].as_f64().unwrap()).collect();
    assert!(longitudes.iter().all(|x| (75.5..=75.6).contains(x)), "{longitudes:?}");
}

#[test]
fn a_package_of_points_holds_no_layers_of_pieces() {
    let world = World::new();
    assert_eq!(world.flag(&["-o", "x.gpkg"]).code, 0);
    let tables: Vec<String> =
        rows(&world, "x.gpkg", "SELECT table_name FROM gpkg_contents").into_iter().map(|row| row[0].clone()).collect();
    assert!(!tables.contains(&"overlaps".to_owned()) && !tables.contains(&"slivers".to_owned()), "{tables:?}");
    assert!(tables.contains(&"manifest".to_owned()), "{tables:?}");
}

#[test]
fn thresholds_of_slivers_are_options_and_stand_in_the_manifest() {
    let world = sliver_world();
    let grades = |counted: &Counted| -> Vec<String> {
        ["part", "sliver", "touch", "none"]
            .iter()
            .map(|id| counted.mine(id)["ovl_grade"].as_str().unwrap().to_owned())
            .collect()
    };
    // 1e-6 degrees are 8.6 cm over 5.5 km: 477 m2.
    assert_eq!(grades(&world.counted(&RED)), ["overlap", "sliver", "touch", "none"]);
    assert_eq!(
        grades(&world.counted(&[&RED[..], &["--sliver-width", "0.05m"]].concat())),
        ["overlap", "overlap", "touch", "none"]
    );
    assert_eq!(
        grades(&world.counted(&[&RED[..], &["--sliver-area", "10000ha"]].concat())),
        ["sliver", "sliver", "touch", "none"]
    );
    assert_eq!(
        grades(&world.counted(&[&RED[..], &["--sliver-area", "0", "--sliver-width", "0"]].concat())),
        ["overlap", "overlap", "touch", "none"]
    );
    assert_eq!(
        world
            .flag(&["--redlines", "red.geojson", "--sliver-width", "0.05m", "--sliver-area", "2m2", "-o", "y.gpkg"])
            .code,
        0
    );
    let manifest = rows(&world, "y.gpkg", "SELECT value FROM manifest WHERE item LIKE 'sliver%' ORDER BY item");
    assert_eq!(manifest, [["2 m2"], ["0.05 m"]]);
}

#[test]
fn a_sliver_asks_for_review_where_nothing_else_does() {
    let world = World::with_mines(&[
        &right("A", &square(76.5, 39.5, 77.000_001, 39.6)),
        &right("B", &square(75.999_999, 39.5, 76.5, 39.6)),
    ]);
    world.write(
        "units.geojson",
        collection(&[
            &unit("1", "mild", &square(75.0, 39.0, 76.0, 40.0)),
            &unit("2", "mild", &square(76.0, 39.0, 77.0, 40.0)),
        ]),
    );
    let counted = world.counted(&[]);
    assert_eq!(counted.mine("A")["verdict"], Value::Null, "what lies outside all units is no sliver of one");
    assert_eq!(counted.mine("B")["verdict"], "review");
    assert_eq!(counted.mine("B")["flagged"], false);
    assert_eq!(counted.mine("B")["prefecture"], "unit 2");
}

#[test]
fn pairs_of_rights_stand_once_and_in_order() {
    let rights = many_rights(120);
    let world = World::with_mines(&rights.iter().map(String::as_str).collect::<Vec<_>>());
    assert_eq!(world.flag(&["--self-overlap", "-o", "x.gpkg"]).code, 0);
    let pairs =
        rows(&world, "x.gpkg", "SELECT feature, zone, area_ha, grade FROM overlaps WHERE kind = 'mine' ORDER BY fid");
    let pairs: Vec<(usize, usize)> =
        pairs.iter().map(|row| (row[0].parse().unwrap(), row[1].trim_start_matches('R').parse().unwrap())).collect();
    assert!(pairs.len() > 200, "{}", pairs.len());
    assert!(pairs.is_sorted() && pairs.iter().all(|(first, second)| first < second), "{pairs:?}");
    let mut once = pairs.clone();
    once.dedup();
    assert_eq!(once.len(), pairs.len());
    let without = World::with_mines(&rights.iter().map(String::as_str).collect::<Vec<_>>());
    assert_eq!(without.flag(&["-o", "x.gpkg"]).code, 0);
    assert!(rows(&without, "x.gpkg", "SELECT 1 FROM overlaps WHERE kind = 'mine'").is_empty());
}
