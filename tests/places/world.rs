//! Plans on disk: the shipped ones, and a world of fractal borders with everything that a place may be asked about.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use geo::{Coord, MultiPolygon};
use tempfile::TempDir;

use crate::support::random::Random;
use crate::support::shapes::{overlapping, tessellation};

pub(crate) struct World {
    pub(crate) folder: TempDir,
    /// Corners of zones, so that places can be put on borders.
    pub(crate) corners: Vec<Coord<f64>>,
}

fn features(areas: &[MultiPolygon<f64>], properties: impl Fn(usize) -> String) -> String {
    let feature = |(number, area): (usize, &MultiPolygon<f64>)| {
        let geometry = geojson::Geometry::from(area).to_string();
        format!("{{\"type\":\"Feature\",\"properties\":{},\"geometry\":{geometry}}}", properties(number))
    };
    let features: Vec<String> = areas.iter().enumerate().map(feature).collect();
    format!("{{\"type\":\"FeatureCollection\",\"features\":[\n{}\n]}}", features.join(",\n"))
}

impl World {
    /// Prefectures, overlapping red lines, core and periphery, rivers, lakes and wells, rules.
    pub(crate) fn new(seed: u64) -> Self {
        let mut random = Random::new(seed);
        let folder = tempfile::Builder::new().prefix("地方").tempdir().unwrap();
        let mut prefectures = tessellation(&mut random, 5, 4);
        // Zones that cross themselves would be refused, which other tests are about.
        prefectures.retain(geo::Validation::is_valid);
        assert!(prefectures.len() >= 6, "{} prefectures", prefectures.len());
        let corners: Vec<Coord<f64>> =
            prefectures.iter().flat_map(|area| area.iter().flat_map(|part| part.exterior().0.clone())).collect();
        let centre = corners[corners.len() / 2];
        let mut redlines = overlapping(&mut random, 20, centre, 1.0);
        redlines.retain(geo::Validation::is_valid);
        assert!(redlines.len() > 5, "{} red lines", redlines.len());
        let words = ["mild", "moderate", "severe", "extreme"];
        let prefecture = |n: usize| {
            format!(
                "{{\"name\":\"Unit {n}\",\"name_zh\":\"单元\\\"{n}\",\"adcode\":\"{n:06}\",\"fragility\":\"{}\"}}",
                words[n % 4]
            )
        };
        let position =
            |n: usize| format!("{{\"name\":\"P{n}\",\"position\":\"{}\"}}", if n == 3 { "core" } else { "periphery" });
        let write = |name: &str, text: String| fs::write(folder.path().join(name), text).unwrap();
        write("prefectures.geojson", features(&prefectures, prefecture));
        write("redlines.geojson", features(&redlines, |n| format!("{{\"name\":\"红线 {n}\"}}")));
        write("positions.geojson", features(&prefectures[..6], position));
        let at = |random: &mut Random| {
            let corner = *random.pick(&corners);
            [corner.x + random.between(-0.05, 0.05), corner.y + random.between(-0.05, 0.05)]
        };
        let mut receptors: Vec<String> = Vec::new();
        for n in 0..30 {
            let (a, b) = (at(&mut random), at(&mut random));
            let (kind, geometry) = match n % 3 {
                0 => ("river", serde_json::json!({"type": "LineString", "coordinates": [a, b, at(&mut random)]})),
                1 => ("well", serde_json::json!({"type": "MultiPoint", "coordinates": [a, b]})),
                _ => (
                    "湖",
                    serde_json::json!({"type": "Polygon", "coordinates": [[a, [a[0] + 0.1, a[1]], [a[0], a[1] + 0.1], a]]}),
                ),
            };
            receptors.push(format!("{{\"type\":\"Feature\",\"properties\":{{\"name\":\"R{n}\",\"kind\":\"{kind}\"}},\"geometry\":{geometry}}}"));
        }
        write(
            "receptors.geojson",
            format!("{{\"type\":\"FeatureCollection\",\"features\":[{}]}}", receptors.join(",")),
        );
        write("mines.geojson", "{\"type\":\"FeatureCollection\",\"features\":[]}".to_owned());
        let layer = |kind: &str, class: &str| {
            format!("[[zones]]\nkind = \"{kind}\"\npath = \"{kind}s.geojson\"\nname = \"name\"\n{class}\n")
        };
        let plan = format!(
            "[mines]\npath = \"mines.geojson\"\n{}{}{}{}",
            layer("prefecture", "class = \"fragility\""),
            layer("redline", ""),
            layer("position", "class = \"position\""),
            layer("receptor", "class = \"kind\""),
        );
        write("plan.toml", plan);
        Self { folder, corners }
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn index_path(&self) -> PathBuf {
        self.path().join("plan.oreindex")
    }
}

/// Runs the program.
pub(crate) fn oreline(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_oreline")).args(arguments).output().unwrap()
}

pub(crate) fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}
