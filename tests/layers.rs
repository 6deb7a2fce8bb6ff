//! What the shipped layers promise: counts, figures of the papers, geometry, and that everything made up says so.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout, reason = "a test may fail")]

#[path = "layers/papers.rs"]
mod papers;
#[path = "layers/periphery.rs"]
mod periphery;
#[path = "layers/rights.rs"]
mod rights;
#[path = "support/mod.rs"]
mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use gdal::vector::{Geometry, OGRwkbGeometryType, ToGdal};
use geo::{Area, MultiPolygon};
use oreline::domain::{Role, Severity, ZoneKind};
use serde_json::Value;
use support::{Judged, Opened, SETS, layers, open, properties, table};

fn text<'v>(properties: &'v Value, name: &str) -> &'v str {
    properties[name].as_str().unwrap_or_else(|| panic!("{name} is no text in {properties}"))
}

/// Names of the zones of a kind that hold each mine.
fn names(judged: &Judged<'_>, mine: usize, kind: ZoneKind) -> BTreeSet<String> {
    let of_kind = judged.facts.of(mine).iter().filter(|hit| hit.kind == kind);
    of_kind.map(|hit| judged.zones[kind as usize].zone(hit.zone).unwrap().name.clone()).collect()
}

fn areas(set: &str, file: &str, kind: ZoneKind) -> Vec<MultiPolygon<f64>> {
    let layer = open(Role::Zones(kind), &layers(set).join(file)).unwrap();
    let raw = layer.read().unwrap();
    let (zones, _) = oreline::check::zones(kind, vec![(raw, oreline::check::FieldChoice::default())]).unwrap();
    zones.zones.into_iter().map(|zone| zone.area).collect()
}

#[test]
fn all_plans_run_without_a_refusal_and_flag_the_known_number_of_mines() {
    for (set, used, flagged) in [("xinjiang", 373, 329), ("qinba", 131, 34), ("chongqing", 40, 10), ("rights", 60, 47)]
    {
        let folder = tempfile::tempdir().unwrap();
        let run = Command::new(env!("CARGO_BIN_EXE_oreline"))
            .args(["flag", "--json", "-o"])
            .arg(folder.path().join("flagged.geojson"))
            .arg(layers(set))
            .output()
            .unwrap();
        assert_eq!(run.status.code(), Some(0), "{set}: {}", String::from_utf8_lossy(&run.stderr));
        let summary: Value = serde_json::from_slice(&run.stdout).unwrap();
        assert_eq!(summary["mines"]["read"], used, "{set}: {summary}");
        assert_eq!(summary["mines"]["used"], used, "{set}: {summary}");
        assert_eq!(summary["mines"]["refused"], 0, "{set}: {summary}");
        assert_eq!(summary["flagged"], flagged, "{set}: {summary}");
        let written = properties(&folder.path().join("flagged.geojson"));
        assert_eq!(written.len(), used, "{set}");
        assert_eq!(written.iter().filter(|mine| mine["flagged"] == true).count(), flagged, "{set}");
    }
}

#[test]
fn no_shipped_feature_needs_repair_or_review() {
    let mut features = 0;
    for set in SETS.into_iter().chain(["chongqing", "rights"]) {
        let opened = Opened::set(set);
        let judged = opened.judge();
        let telling: Vec<_> = judged.defects.iter().filter(|defect| defect.code.severity() > Severity::Note).collect();
        assert!(telling.is_empty(), "{set}: {telling:?}");
        features += judged.layer.mines.len() + judged.zones.iter().map(|zones| zones.zones.len()).sum::<usize>();
    }
    println!("{features} features");
    assert!(features > 700);
}

#[test]
fn kezhou_holds_the_enterprises_of_table_8_and_its_named_deposits() {
    let opened = Opened::set("xinjiang");
    let judged = opened.judge();
    let mut kinds: BTreeMap<String, usize> = BTreeMap::new();
    let mut cells: BTreeMap<(String, String), i64> = BTreeMap::new();
    for mine in 0..judged.layer.mines.len() {
        let attributes = &judged.layer.mines[mine].attributes;
        let word = |name: &str| attributes.words(name).unwrap_or_default();
        let in_kezhou = names(&judged, mine, ZoneKind::Prefecture).contains("Kezhou");
        if !in_kezhou {
            let is_site = word("id").starts_with("XJ-S");
            assert_eq!(word("position_kind") == "synthetic", is_site, "{}: an enterprise outside Kezhou", word("id"));
            continue;
        }
        *kinds.entry(word("position_kind")).or_default() += 1;
        if word("position_kind") == "synthetic" {
            let mut count = |column: &str| *cells.entry((word("mineral"), column.to_owned())).or_default() += 1;
            count("total");
            count(match word("scale").as_str() {
                "large" => "large",
                "medium" => "medium",
                "small" => "small_scale",
                "tiny" => "small",
                other => panic!("{}: scale {other}", word("id")),
            });
            if word("producing") == "true" {
                count("producing");
            }
        }
    }
    let named = table("xinjiang-deposits.csv").iter().filter(|row| row["unit"] == "Kezhou").count();
    assert_eq!(kinds, BTreeMap::from([("approximate".to_owned(), named), ("synthetic".to_owned(), 259)]));
    let mut compared = 0;
    let mut rest: BTreeMap<String, i64> = BTreeMap::new();
    for row in table("kezhou-enterprises-2018.csv") {
        for column in ["total", "large", "medium", "small_scale", "small", "producing"] {
            let printed: i64 = row[column].parse().unwrap();
            *rest.entry(column.to_owned()).or_default() += if row["mineral"] == "all" { printed } else { -printed };
            if row["mineral"] != "all" {
                let found = cells.get(&(row["mineral"].clone(), column.to_owned())).copied().unwrap_or(0);
                assert_eq!(found, printed, "{} {column}", row["mineral"]);
                compared += 1;
            }
        }
    }
    for (column, printed) in rest {
        let found = cells.get(&("other".to_owned(), column.clone())).copied().unwrap_or(0);
        assert_eq!(found, printed, "other {column}");
        compared += 1;
    }
    println!("{compared} cells of Table 8 compared, {named} named deposits in Kezhou");
    assert!(compared == 60 && named > 0);
}

#[test]
fn kezhou_meets_a_tianshan_and_a_kunlun_altun_belt_and_mines_lie_in_both() {
    let opened = Opened::set("xinjiang");
    let judged = opened.judge();
    let unit =
        |name: &str| judged.zones[ZoneKind::Prefecture as usize].zones.iter().find(|zone| zone.name == name).unwrap();
    let kezhou = unit("Kezhou").area.to_gdal().unwrap();
    let belts = &judged.zones[ZoneKind::Belt as usize].zones;
    let meeting: BTreeSet<&str> = belts
        .iter()
        .filter(|belt| belt.area.to_gdal().unwrap().intersects(&kezhou))
        .map(|belt| belt.name.as_str())
        .collect();
    assert!(meeting.contains("Tianshan") && meeting.contains("Kunlun-Altun"), "{meeting:?}");
    let both = (0..judged.layer.mines.len())
        .filter(|&mine| names(&judged, mine, ZoneKind::Prefecture).contains("Kezhou"))
        .filter(|&mine| {
            let belts = names(&judged, mine, ZoneKind::Belt);
            belts.contains("Tianshan") && belts.contains("Kunlun-Altun")
        })
        .count();
    println!("{both} mines of Kezhou lie in both belts");
    assert!(both >= 10, "{both}");
}

#[test]
fn the_fifteen_units_tile_xinjiang_without_gap_or_overlap() {
    let units = areas("xinjiang", "prefectures.geojson", ZoneKind::Prefecture);
    assert_eq!(units.len(), 15);
    let sum: f64 = units.iter().map(MultiPolygon::unsigned_area).sum();
    let mut union: Option<Geometry> = None;
    for unit in &units {
        let unit = unit.to_gdal().unwrap();
        union = Some(union.map_or_else(|| unit.clone(), |union| union.union(&unit).unwrap()));
    }
    let union = union.unwrap();
    let covered = union.area();
    let difference = (sum - covered).abs() / covered;
    println!("{sum} square degrees in units, {covered} in their union, relative difference {difference:.1e}");
    assert!(sum > 150.0 && difference < 1e-9, "{difference:e}");
    let parts: Vec<Geometry> = match union.geometry_type() {
        OGRwkbGeometryType::wkbPolygon => vec![union],
        _ => (0..union.geometry_count()).map(|part| union.get_geometry(part).clone()).collect(),
    };
    let rings: usize = parts.iter().map(Geometry::geometry_count).sum();
    assert_eq!(rings, parts.len(), "the union has holes: gaps between units");
}

#[test]
fn positions_and_prefectures_of_qinba_cover_the_same_land_without_overlap() {
    let prefectures = areas("qinba", "prefectures.geojson", ZoneKind::Prefecture);
    let positions = areas("qinba", "positions.geojson", ZoneKind::Position);
    let sum = |areas: &[MultiPolygon<f64>]| areas.iter().map(MultiPolygon::unsigned_area).sum::<f64>();
    let (units, counties) = (sum(&prefectures), sum(&positions));
    println!("{units} square degrees in {} units, {counties} in {} counties", prefectures.len(), positions.len());
    assert!(units > 30.0 && ((units - counties) / units).abs() < 1e-9);
    let mut pairs = 0;
    for layer in [&prefectures, &positions] {
        let layer: Vec<Geometry> = layer.iter().map(|area| area.to_gdal().unwrap()).collect();
        for (number, one) in layer.iter().enumerate() {
            for other in &layer[..number] {
                if one.intersects(other) {
                    // Two neighbours share lines and points, of which GDAL asks no area without a warning.
                    let common = one.intersection(other).map_or(0.0, |common| common.buffer(0.0, 1).unwrap().area());
                    assert!(common < 1e-12, "two zones share {common} square degrees");
                    pairs += 1;
                }
            }
        }
    }
    println!("{pairs} pairs of neighbours");
    assert!(pairs > 300);
}

#[test]
fn every_polygon_is_valid_by_geos() {
    let mut polygons = 0;
    for (set, file) in polygon_files() {
        let document = support::json(&layers(set).join(file));
        for feature in document["features"].as_array().unwrap() {
            let geometry = Geometry::from_geojson(&feature["geometry"].to_string()).unwrap();
            assert!(geometry.is_valid(), "{set}/{file}: {}", feature["properties"]);
            assert!(geometry.area() > 0.0, "{set}/{file}: {}", feature["properties"]);
            polygons += 1;
        }
    }
    println!("{polygons} polygons");
    assert!(polygons > 300);
}

fn polygon_files() -> Vec<(&'static str, &'static str)> {
    let mut files: Vec<_> = SETS
        .iter()
        .flat_map(|set| ["prefectures.geojson", "belts.geojson", "redlines.geojson"].map(|file| (*set, file)))
        .collect();
    files.extend([("xinjiang", "functions.geojson"), ("qinba", "positions.geojson"), ("rights", "rights.geojson")]);
    files.extend([("chongqing", "functions.geojson"), ("chongqing", "counties.geojson")]);
    files
}

#[test]
fn the_counts_are_those_that_the_sources_name() {
    let count = |set: &str, file: &str| properties(&layers(set).join(file)).len();
    assert_eq!(count("xinjiang", "prefectures.geojson"), 15);
    assert_eq!(count("xinjiang", "functions.geojson"), 29);
    assert!(count("xinjiang", "redlines.geojson") >= 12);
    assert!(count("xinjiang", "belts.geojson") >= 5);
    assert!(count("qinba", "mines.geojson") >= 60);
    let known = properties(&layers("xinjiang").join("mines.geojson"));
    let known = known.iter().filter(|mine| text(mine, "position_kind") == "approximate").count();
    assert!(known >= 60, "{known} known deposits");
    let counties = properties(&layers("qinba").join("positions.geojson"));
    let of = |class: &str| counties.iter().filter(|county| text(county, "class") == class).count();
    assert_eq!(of("core"), 46);
    assert_eq!(of("core") + of("periphery"), counties.len());
    let size = std::fs::metadata(layers("xinjiang").join("prefectures.geojson")).unwrap().len();
    assert!(size < 1_500_000, "{size} bytes");
}

#[test]
fn the_units_carry_the_classes_of_the_paper() {
    let units = properties(&layers("xinjiang").join("prefectures.geojson"));
    let printed = table("xinjiang-fragility.csv");
    assert_eq!(units.len(), printed.len());
    let mut compared = 0;
    for row in printed {
        let unit = units.iter().find(|unit| text(unit, "name") == row["unit"]).unwrap_or_else(|| panic!("{row:?}"));
        for field in ["name_zh", "adcode", "fragility"] {
            assert_eq!(text(unit, field), row[field], "{}", row["unit"]);
            compared += 1;
        }
    }
    assert_eq!(compared, 45);
}

#[test]
fn what_is_schematic_synthetic_or_unverified_says_so_in_its_attributes() {
    let mut marked = 0;
    for set in SETS {
        for file in ["belts.geojson", "redlines.geojson"] {
            for zone in properties(&layers(set).join(file)) {
                assert_eq!(zone["schematic"], true, "{set}/{file}: {zone}");
                assert!(text(&zone, "basis").contains("schematic"), "{set}/{file}: {zone}");
                marked += 1;
            }
        }
        for zone in properties(&layers(set).join("redlines.geojson")) {
            assert_eq!(zone["verified"], false, "{zone}");
            assert!(text(&zone, "basis").contains("not its legal boundary"), "{zone}");
        }
    }
    for (set, file) in [("xinjiang", "functions.geojson"), ("qinba", "positions.geojson")] {
        for county in properties(&layers(set).join(file)) {
            assert_eq!(county["verified"], false, "{county}");
            assert!(!text(&county, "basis").is_empty(), "{county}");
            marked += 1;
        }
    }
    for mine in properties(&layers("xinjiang").join("mines.geojson")) {
        match text(&mine, "position_kind") {
            "synthetic" => {
                says_that_it_is_synthetic(&mine);
            }
            "approximate" => {}
            other => panic!("position_kind {other}: {mine}"),
        }
        marked += 1;
    }
    for mine in properties(&layers("qinba").join("mines.geojson")) {
        if text(&mine, "id").starts_with("QB-S") {
            says_that_it_is_synthetic(&mine);
        } else {
            assert_eq!(text(&mine, "position_kind"), "approximate", "{mine}");
            assert!(text(&mine, "status_kind").contains("unverified"), "{mine}");
        }
        marked += 1;
    }
    for site in properties(&layers("chongqing").join("sites.geojson")) {
        says_that_it_is_synthetic(&site);
        marked += 1;
    }
    for file in ["functions.geojson", "counties.geojson"] {
        for zone in properties(&layers("chongqing").join(file)) {
            assert_eq!(zone["verified"], false, "{zone}");
            marked += 1;
        }
    }
    println!("{marked} features are marked");
    assert!(marked > 700);
}

fn says_that_it_is_synthetic(mine: &Value) {
    assert_eq!(text(mine, "position_kind"), "synthetic", "{mine}");
    assert_eq!(text(mine, "id_kind"), "synthetic", "{mine}");
    assert!(text(mine, "name").to_lowercase().contains("synthetic"), "{mine}");
    assert!(text(mine, "name_zh").contains("合成"), "{mine}");
}

#[test]
fn every_promised_attribute_is_there() {
    let promised: [(&str, &str, &[&str]); 14] = [
        ("xinjiang", "prefectures.geojson", &["name", "name_zh", "adcode", "fragility"]),
        ("xinjiang", "belts.geojson", &["name", "name_zh", "schematic"]),
        ("xinjiang", "redlines.geojson", &["id", "name", "name_zh", "schematic", "verified"]),
        ("xinjiang", "functions.geojson", &["name", "name_zh", "adcode", "zone", "verified", "importance", "service"]),
        (
            "xinjiang",
            "mines.geojson",
            &[
                "id",
                "name",
                "name_zh",
                "mineral",
                "scale",
                "status",
                "producing",
                "right",
                "position_kind",
                "industry",
                "abandoned",
            ],
        ),
        ("qinba", "prefectures.geojson", &["name", "name_zh", "adcode"]),
        ("qinba", "positions.geojson", &["name", "name_zh", "class", "basis", "verified"]),
        ("qinba", "redlines.geojson", &["id", "name", "name_zh", "schematic", "verified"]),
        (
            "qinba",
            "mines.geojson",
            &["id", "name", "name_zh", "mineral", "status", "method", "right", "position_kind", "industry"],
        ),
        ("chongqing", "functions.geojson", &["id", "name", "name_zh", "counties", "basis", "verified"]),
        ("chongqing", "counties.geojson", &["name", "name_zh", "adcode", "district", "verified"]),
        ("chongqing", "sites.geojson", &["id", "name", "name_zh", "mineral", "industry", "impact", "status", "right"]),
        (
            "rights",
            "rights.geojson",
            &["id", "name", "name_zh", "mineral", "right", "method", "status", "area_km2", "situation", "basis"],
        ),
        ("rights", "receptors.geojson", &["id", "kind", "name", "name_zh", "basis", "verified"]),
    ];
    let mut looked_at = 0;
    for (set, file, names) in promised {
        for feature in properties(&layers(set).join(file)) {
            for name in names {
                assert!(feature.get(name).is_some(), "{set}/{file}: no {name} in {feature}");
                looked_at += 1;
            }
            // Names stand in both languages and are never blank.
            let chinese = text(&feature, "name_zh");
            assert!(chinese.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)), "{set}/{file}: {feature}");
            assert!(
                text(&feature, "name").is_ascii() && !text(&feature, "name").trim().is_empty(),
                "{set}/{file}: {feature}"
            );
        }
    }
    println!("{looked_at} attributes");
    assert!(looked_at > 5_000);
}

#[test]
fn ids_of_mines_are_unique_and_minerals_of_qinba_are_those_of_the_region() {
    let mut ids = 0;
    for set in SETS {
        let mines = properties(&layers(set).join("mines.geojson"));
        let distinct: BTreeSet<&str> = mines.iter().map(|mine| text(mine, "id")).collect();
        assert_eq!(distinct.len(), mines.len(), "{set}");
        ids += distinct.len();
    }
    assert!(ids > 400);
    let mines = properties(&layers("qinba").join("mines.geojson"));
    let minerals: BTreeSet<&str> = mines.iter().map(|mine| text(mine, "mineral")).collect();
    for wanted in ["molybdenum", "vanadium", "barite", "salt", "natural gas", "geothermal", "lead-zinc", "gold"] {
        assert!(minerals.contains(wanted), "no {wanted} among {minerals:?}");
    }
    let methods: BTreeSet<&str> = mines.iter().filter_map(|mine| mine["method"].as_str()).collect();
    let rights: BTreeSet<&str> = mines.iter().filter_map(|mine| mine["right"].as_str()).collect();
    assert!(
        methods.len() >= 2 && rights.contains("mining") && rights.contains("exploration"),
        "{methods:?} {rights:?}"
    );
}
