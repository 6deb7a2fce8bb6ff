//! Real layers of mines, which are no part of the repository: looked for in `shared/data` beside it, or where
//! `ORELINE_DATA` says. Without them nothing is tested here, and that is said.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout, reason = "a test may fail")]

#[path = "support/mod.rs"]
mod support;

use std::path::PathBuf;
use std::process::Command;

use geo::Contains;
use oreline::check::{self, FieldChoice};
use oreline::domain::{MineShape, Role, ZoneKind};
use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;
use support::{facts, layers, open, repository};

const USGS: &str = "usgs_minmod_sites_china.geojson";
const FILES: [(&str, usize); 3] =
    [(USGS, 854), ("icmm_china_2025-09.geojson", 1839), ("gem_iron_mines_china_2024-11.geojson", 200)];

/// The folder with real data, if there is one.
fn data() -> Option<PathBuf> {
    let beside = || repository().parent().map(|parent| parent.join("shared/data"));
    let folder = std::env::var_os("ORELINE_DATA").map(PathBuf::from).or_else(beside)?;
    if folder.join("mines").is_dir() {
        return Some(folder);
    }
    println!("skipped: no real data (no folder mines in ../shared/data, nor where ORELINE_DATA says)");
    None
}

/// A collection whose attributes stay text.
#[derive(Deserialize)]
struct Collection<'a> {
    #[serde(borrow)]
    features: Vec<Feature<'a>>,
}

#[derive(Deserialize)]
struct Feature<'a> {
    #[serde(borrow)]
    properties: &'a RawValue,
    #[serde(borrow)]
    geometry: &'a RawValue,
}

/// The members of an object text, without braces and the blanks next to them.
fn members(object: &RawValue) -> &str {
    object.get().trim().strip_prefix('{').unwrap().strip_suffix('}').unwrap().trim()
}

/// Runs the program on a file of mines and the units of Xinjiang; gives the summary and the written text.
fn run(mines: &std::path::Path) -> (Value, String) {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("x.geojson");
    let run = Command::new(env!("CARGO_BIN_EXE_oreline"))
        .arg("flag")
        .arg("--mines")
        .arg(mines)
        .arg("--prefectures")
        .arg(layers("xinjiang").join("prefectures.geojson"))
        .arg("-o")
        .arg(&out)
        .arg("--json")
        .output()
        .unwrap();
    let status = run.status.code();
    assert!(matches!(status, Some(0 | 3)), "{}: {status:?}: {}", mines.display(), String::from_utf8_lossy(&run.stderr));
    (serde_json::from_slice(&run.stdout).unwrap(), std::fs::read_to_string(out).unwrap())
}

#[test]
fn forty_nine_deposits_of_the_geological_survey_lie_in_xinjiang() {
    let Some(data) = data() else { return };
    let (summary, written) = run(&data.join("mines").join(USGS));
    let units = summary["by_prefecture"].as_object().unwrap();
    let inside: u64 = units.iter().filter(|(name, _)| *name != "none").map(|(_, count)| count.as_u64().unwrap()).sum();
    assert_eq!(inside, 49, "{summary}");
    assert_eq!(summary["mines"]["read"], 854);
    let written: Value = serde_json::from_str(&written).unwrap();
    let features = written["features"].as_array().unwrap();
    let inside: Vec<bool> = features.iter().map(|mine| !mine["properties"]["prefecture"].is_null()).collect();
    let stated: Vec<bool> = features.iter().map(|mine| mine["properties"]["in_xinjiang"] == true).collect();
    let agreeing = inside.iter().zip(&stated).filter(|(one, other)| one == other).count();
    println!("{} of {} agree with the source's own in_xinjiang", agreeing, features.len());
    assert_eq!(inside.iter().filter(|inside| **inside).count(), 49);
    assert!(agreeing * 100 >= features.len() * 99, "{agreeing}");
}

#[test]
fn attributes_and_points_of_real_mines_come_out_letter_by_letter() {
    let Some(data) = data() else { return };
    let mut compared = 0;
    for (file, count) in FILES {
        let path = data.join("mines").join(file);
        let (summary, written) = run(&path);
        assert_eq!(summary["mines"]["read"], count, "{file}");
        assert_eq!(summary["mines"]["used"], count, "{file}: {}", summary["defects"]);
        let source = std::fs::read_to_string(&path).unwrap();
        let source: Collection<'_> = serde_json::from_str(&source).unwrap();
        let written: Collection<'_> = serde_json::from_str(&written).unwrap();
        assert_eq!(source.features.len(), written.features.len(), "{file}");
        for (index, (before, after)) in source.features.iter().zip(&written.features).enumerate() {
            let (before_text, after_text) = (members(before.properties), members(after.properties));
            let rest = after_text.strip_prefix(before_text).unwrap_or_else(|| {
                panic!("{file}, feature {index}: attributes were changed:\n{before_text}\n{after_text}")
            });
            assert!(rest.starts_with(",\"prefecture\":"), "{file}, feature {index}: {rest}");
            assert_eq!(before.geometry.get(), after.geometry.get(), "{file}, feature {index}");
            compared += 1;
        }
    }
    println!("{compared} features compared");
    assert_eq!(compared, 2_893);
}

#[test]
fn real_mines_fall_into_the_same_units_with_an_independent_set_of_lines() {
    let Some(data) = data() else { return };
    let boundaries = data.join("boundaries/xinjiang_units_15.geojson");
    let read = |path: &std::path::Path, name: &str| {
        let layer = open(Role::Zones(ZoneKind::Prefecture), path).unwrap();
        let choice = FieldChoice { name: Some(name.to_owned()), ..FieldChoice::default() };
        let (zones, _) = check::zones(ZoneKind::Prefecture, vec![(layer.read().unwrap(), choice)]).unwrap();
        zones.zones.into_iter().map(|zone| (zone.name, zone.area)).collect::<Vec<_>>()
    };
    let ours = read(&layers("xinjiang").join("prefectures.geojson"), "name_zh");
    let theirs = read(&boundaries, "unit15");
    assert_eq!((ours.len(), theirs.len()), (15, 15));
    let (mut in_both, mut same, mut in_one) = (0, 0, 0);
    for (file, _) in FILES {
        let layer = open(Role::Mines, &data.join("mines").join(file)).unwrap();
        let (mines, _) = check::mines(layer.read().unwrap(), &FieldChoice::default()).unwrap();
        let mut zones = oreline::domain::Zones::none(ZoneKind::Prefecture);
        zones.zones = ours
            .iter()
            .map(|(name, area)| support::zone(name, oreline::domain::ZoneClass::None, area.clone()))
            .collect();
        let zones = [zones];
        let facts = facts(&mines.mines, &zones);
        for (mine, hits) in mines.mines.iter().zip(facts.iter()) {
            let MineShape::Point(at, _) = mine.shape else { panic!("points only") };
            let theirs = theirs.iter().find(|(_, area)| area.contains(&at)).map(|(name, _)| name.as_str());
            let ours = hits.first().map(|hit| zones[0].zones[hit.zone as usize].name.as_str());
            match (ours, theirs) {
                (Some(ours), Some(theirs)) => {
                    in_both += 1;
                    same += usize::from(ours == theirs);
                    if ours != theirs {
                        println!("{file}, feature {}: {ours} here, {theirs} by the other lines", mine.index);
                    }
                }
                (None, None) => {}
                _ => in_one += 1,
            }
        }
    }
    println!("{same} of {in_both} mines fall into the same unit; {in_one} more lie inside by one set of lines only");
    assert!(in_both >= 100 && same * 100 >= in_both * 99, "{same} of {in_both}");
    assert!(in_one * 100 <= in_both * 2, "{in_one}");
}
