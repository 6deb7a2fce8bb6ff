//! The set of mining rights: synthetic, and every situation occurs and is found. Where they were drawn says what is right: the
//! script places them by other formulas than the program measures with.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::process::Command;
use std::sync::LazyLock;

use rusqlite::Connection;
use serde_json::Value;

use crate::support::{json, layers, properties};
use crate::text;

const RIGHTS: usize = 60;
/// Rights near a red line: their number, metres as drawn.
const NEAR: [(usize, f64); 8] =
    [(11, 8.0), (12, 60.0), (15, 75.0), (17, 120.0), (19, 250.0), (21, 400.0), (24, 180.0), (34, 900.0)];
/// Rights that reach so many metres into a red line and no further.
const JUST_INSIDE: [(usize, f64); 3] = [(7, 60.0), (10, 0.4), (23, 75.0)];
/// Rights whose flag rests on a red line, or fails to, by less than its uncertainty.
const UNSTABLE: [usize; 12] = [7, 8, 9, 10, 11, 12, 15, 18, 22, 23, 25, 26];
/// The plan's uncertainty of red lines.
const UNCERTAINTY_M: f64 = 100.0;

/// A delivery of the set.
struct Delivery {
    folder: tempfile::TempDir,
    summary: Value,
    rights: Vec<Value>,
}

static DELIVERY: LazyLock<Delivery> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    let run = Command::new(env!("CARGO_BIN_EXE_oreline"))
        .args(["flag", "--json", "--overwrite", "-o"])
        .arg(folder.path().join(""))
        .arg(layers("rights"))
        .output()
        .unwrap();
    assert_eq!(run.status.code(), Some(0), "{}", String::from_utf8_lossy(&run.stderr));
    let summary = serde_json::from_slice(&run.stdout).unwrap();
    let rights = properties(&folder.path().join("flagged.geojson"));
    Delivery { folder, summary, rights }
});

impl Delivery {
    /// The right with a number, from 1.
    fn right(&self, number: usize) -> &Value {
        let right = &self.rights[number - 1];
        assert!(text(right, "name").starts_with(&format!("Synthetic right {number:02} ")), "{right}");
        right
    }

    fn of(&self, situation: &str) -> impl Iterator<Item = &Value> {
        self.rights.iter().filter(move |right| text(right, "situation") == situation)
    }

    /// What a query of two columns finds in the package.
    fn rows(&self, query: &str) -> Vec<(String, f64)> {
        let package: PathBuf = self.folder.path().join("flagged.gpkg");
        let connection = Connection::open(package).unwrap();
        let mut statement = connection.prepare(query).unwrap();
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
        rows.map(Result::unwrap).collect()
    }
}

fn number(right: &Value, field: &str) -> f64 {
    right[field].as_f64().unwrap_or_else(|| panic!("{field} is no number in {right}"))
}

#[test]
fn every_situation_occurs_and_is_found() {
    for (situation, grade, least) in [
        ("inside a red line", "overlap", 5),
        ("partly in a red line", "overlap", 12),
        ("touches a red line", "touch", 5),
        ("sliver in a red line", "sliver", 3),
        ("near a red line", "none", 8),
        ("in two prefectures", "none", 3),
        ("in three prefectures", "none", 2),
        ("in two belts", "none", 3),
        ("overlaps another right", "none", 6),
        ("shares a border with another right", "none", 5),
        ("sliver with another right", "none", 2),
        ("at a receptor", "none", 3),
        ("far from everything", "none", 3),
    ] {
        let mut found = 0;
        for right in DELIVERY.of(situation) {
            assert_eq!(right["ovl_grade"], grade, "{right}");
            assert_eq!(right["redline"], grade != "none", "{right}");
            let share = number(right, "ovl_pct");
            match situation {
                "inside a red line" => assert!((share - 100.0).abs() < 1e-6, "{right}"),
                "partly in a red line" => assert!(share > 1.0 && share < 99.0, "{right}"),
                "sliver in a red line" => assert!(share > 0.0 && share < 0.1, "{right}"),
                _ => assert!(share.abs() < f64::EPSILON, "{right}"),
            }
            found += 1;
        }
        assert!(found >= least, "{found} {situation}");
    }
    let grades = &DELIVERY.summary["areas"]["by_grade"];
    assert_eq!(*grades, serde_json::json!({"none": 35, "touch": 5, "sliver": 3, "overlap": 17}));
    assert_eq!(DELIVERY.summary["defects"], serde_json::json!({"no-statement-field": 2}));
}

#[test]
fn areas_are_within_reason_and_the_declared_ones_fit_as_they_were_made() {
    assert_eq!(DELIVERY.rights.len(), RIGHTS);
    let mut fits: BTreeMap<&str, usize> = BTreeMap::new();
    for right in &DELIVERY.rights {
        let area_ha = number(right, "area_ha");
        assert!((5.0..3000.0).contains(&area_ha), "{right}");
        let declared_km2: f64 = text(right, "area_km2").parse().unwrap();
        assert!((number(right, "area_decl") - 100.0 * declared_km2).abs() < 1e-9, "{right}");
        let (fit, difference_ha) = (text(right, "area_fit"), number(right, "area_diff"));
        *fits.entry(fit).or_default() += 1;
        match fit {
            // Half of the last digit of square kilometres.
            "ellipsoidal" | "both" => assert!(difference_ha.abs() <= 0.005_001, "{right}"),
            "planar" => assert!((0.03..1.0).contains(&difference_ha), "{right}"),
            _ => assert!(difference_ha > 50.0, "{right}"),
        }
    }
    println!("{fits:?}");
    assert_eq!(fits["planar"], 10);
    assert_eq!(fits["neither"], 2);
    assert!(fits["ellipsoidal"] >= 20 && fits["both"] >= 10);
    let parts = DELIVERY.rows("SELECT mine, sum(area_ha) FROM overlaps WHERE kind = 'prefecture' GROUP BY mine");
    assert_eq!(parts.len(), RIGHTS);
    let mut compared = 0;
    for (id, sum_ha) in parts {
        let right = DELIVERY.rights.iter().find(|right| text(right, "id") == id).unwrap();
        assert!((sum_ha - number(right, "area_ha")).abs() < 1e-6, "{sum_ha} in all prefectures: {right}");
        compared += 1;
    }
    println!("{compared} rights add up from their prefectures");
}

#[test]
fn rights_over_each_other_are_the_ones_that_were_drawn_so() {
    let pairs = DELIVERY.rows(
        "SELECT substr(mine, -2) || '-' || substr(zone, -2) || ' ' || grade, area_ha FROM overlaps WHERE kind = 'mine' ORDER BY fid",
    );
    let names: Vec<&str> = pairs.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["13-14 overlap", "41-42 overlap", "43-44 overlap", "50-51 sliver"]);
    assert_eq!(DELIVERY.summary["areas"]["pairs"], 4);
    // Right 44 lies inside 43; rights 50 and 51 overlap by a strip of 0.3 m.
    assert!((pairs[2].1 - number(DELIVERY.right(44), "area_ha")).abs() < 1e-6);
    assert!((pairs[3].1 * 10_000.0 - 0.3 * 1600.0).abs() < 1.0, "{:?}", pairs[3]);
}

#[test]
fn rights_in_several_prefectures_and_belts_name_them_all() {
    let units = DELIVERY.rows("SELECT mine, count(*) FROM overlaps WHERE kind = 'prefecture' GROUP BY mine");
    let units: BTreeMap<String, f64> = units.into_iter().collect();
    for (situation, count) in [("in two prefectures", 2.0), ("in three prefectures", 3.0)] {
        for right in DELIVERY.of(situation) {
            assert!((units[text(right, "id")] - count).abs() < f64::EPSILON, "{right}");
            assert_eq!(right["tie"], true, "{right}");
        }
    }
    for right in DELIVERY.of("in two belts") {
        assert_eq!(right["belt_count"], 2, "{right}");
    }
    // The strictest unit that holds a part counts, the one with the largest part is named.
    let right = DELIVERY.right(38);
    assert_eq!((text(right, "prefecture"), text(right, "fragility")), ("Kezhou", "extreme"));
}

#[test]
fn distances_are_those_that_were_drawn() {
    for (number_of, metres) in NEAR {
        let right = DELIVERY.right(number_of);
        // The script draws in metres of one latitude, good to some centimetres in a kilometre.
        let tolerance_m = 0.01 + 2e-4 * metres;
        assert!((number(right, "redline_m") - metres).abs() < tolerance_m, "drawn at {metres} m: {right}");
        if right["flagged"] == false {
            assert!((number(right, "margin_m") + metres).abs() < tolerance_m, "drawn at {metres} m: {right}");
            assert!(text(right, "margin_of").starts_with("redline:"), "{right}");
            assert_eq!(right["stable"], metres > UNCERTAINTY_M, "{right}");
        }
    }
    for situation in ["inside a red line", "partly in a red line", "touches a red line", "sliver in a red line"] {
        for right in DELIVERY.of(situation) {
            assert!(number(right, "redline_m").abs() < f64::EPSILON, "{right}");
        }
    }
}

#[test]
fn margins_of_flagged_rights_are_how_deep_they_were_drawn() {
    for (number_of, metres) in JUST_INSIDE {
        let right = DELIVERY.right(number_of);
        let margin_m = number(right, "margin_m");
        // The program's depth is never too large, and too small by half a metre at most.
        assert!(margin_m > (metres - 0.52).max(0.1) && margin_m < metres + 0.02, "drawn {metres} m inside: {right}");
    }
    for situation in ["inside a red line", "partly in a red line", "touches a red line", "sliver in a red line"] {
        for right in DELIVERY.of(situation).filter(|right| right["flag_basis"] == "redline") {
            // Null: deeper than anything that was looked for.
            let margin_m = right["margin_m"].as_f64().unwrap_or(f64::INFINITY);
            assert_eq!(right["stable"], margin_m > UNCERTAINTY_M, "{right}");
            match situation {
                "touches a red line" => assert!(margin_m.abs() < 0.001, "{right}"),
                "sliver in a red line" => assert!((0.1..0.6).contains(&margin_m), "{right}"),
                "inside a red line" => assert!(margin_m > 1_000.0, "{right}"),
                _ => {}
            }
        }
    }
    let unstable: Vec<usize> = (1..=RIGHTS).filter(|&right| DELIVERY.right(right)["stable"] == false).collect();
    assert_eq!(unstable, UNSTABLE);
    assert_eq!(DELIVERY.summary["unstable"], UNSTABLE.len());
}

#[test]
fn receptors_are_found_near_some_rights_and_not_near_others() {
    let (river, town, lake) = (DELIVERY.right(55), DELIVERY.right(56), DELIVERY.right(57));
    assert_eq!(text(river, "river_near"), "Irtysh");
    assert!(number(river, "river_m").abs() < f64::EPSILON, "{river}");
    assert_eq!(text(town, "town_near"), "Hami");
    assert!((3_000.0..6_000.0).contains(&number(town, "town_m")), "{town}");
    assert_eq!(text(lake, "lake_near"), "Bosten Lake");
    assert!((1_000.0..10_000.0).contains(&number(lake, "lake_m")), "{lake}");
    for right in DELIVERY.of("far from everything") {
        for field in ["redline_m", "town_m", "lake_m", "river_m"] {
            assert_eq!(right[field], Value::Null, "{field}: {right}");
        }
        assert_eq!(right["belt_count"], 0, "{right}");
    }
    let receptors = properties(&layers("rights").join("receptors.geojson"));
    let of = |kind: &str| receptors.iter().filter(|receptor| text(receptor, "kind") == kind).count();
    assert_eq!((of("town"), of("lake"), of("river")), (20, 8, 6));
    assert!(receptors.iter().all(|receptor| text(receptor, "basis").contains("not for decisions")));
}

#[test]
fn no_right_looks_like_a_real_one() {
    let rights = properties(&layers("rights").join("rights.geojson"));
    let deposits = properties(&layers("xinjiang").join("mines.geojson"));
    let known: BTreeSet<&str> = deposits.iter().map(|mine| text(mine, "id")).collect();
    let mut ids = BTreeSet::new();
    for right in &rights {
        let id = text(right, "id");
        assert!(id.len() == 23 && id.starts_with(if right["right"] == "mining" { 'C' } else { 'T' }), "{right}");
        assert_eq!(&id[11..13], "00", "{right}");
        assert!(ids.insert(id) && !known.contains(id), "{right}");
        assert!(text(right, "name").starts_with("Synthetic ") && text(right, "name_zh").starts_with("合成"), "{right}");
        assert!(text(right, "basis").starts_with("synthetic; not a real right"), "{right}");
    }
    // Corners as a register has them: nine decimals, and shared ones to the last digit.
    let document = json(&layers("rights").join("rights.geojson"));
    assert_eq!(document["crs"]["properties"]["name"], "urn:ogc:def:crs:EPSG::4490");
    let features = document["features"].as_array().unwrap();
    let several =
        features.iter().filter(|right| right["geometry"]["coordinates"].as_array().unwrap().len() == 2).count();
    let pierced =
        features.iter().filter(|right| right["geometry"]["coordinates"][0].as_array().unwrap().len() > 1).count();
    assert_eq!((several, pierced), (2, 4));
}
