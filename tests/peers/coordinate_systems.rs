//! Mines that ogr2ogr put into another coordinate system are judged as the originals are.

use std::path::{Path, PathBuf};
use std::process::Command;

use geo::Coord;
use oreline::domain::{MineShape, ZoneKind, Zones};
use oreline::plan::Plan;

use crate::support::{Judged, Opened, layers};

/// Mines nearer than this to a border may change sides by rounding.
const NEAR_DEGREES: f64 = 1e-6;
/// A tenth of a millimetre, ten times what shapefiles and GeoJSON keep of metres.
const SAME_PLACE_DEGREES: f64 = 1e-7;

fn ogr2ogr(epsg: &str, from: &Path, to: &Path) {
    let mut command = Command::new("ogr2ogr");
    command.args(["-t_srs", epsg]);
    if to.extension().is_some_and(|extension| extension == "shp") {
        command.args(["-lco", "ENCODING=UTF-8"]);
    }
    if to.extension().is_some_and(|extension| extension == "geojson") {
        // As many digits as GPKG keeps; the crs member is written for every system but WGS 84.
        command.args(["-lco", "COORDINATE_PRECISION=9"]);
    }
    let run = command.arg(to).arg(from).output().unwrap();
    assert!(run.status.success(), "{command:?}: {}", String::from_utf8_lossy(&run.stderr));
}

/// The plan of Xinjiang with mines from elsewhere.
fn judge_with<T>(mines: Option<PathBuf>, look: impl FnOnce(&Judged<'_>) -> T) -> T {
    let mut plan = Plan::from_path(&layers("xinjiang")).unwrap();
    if let Some(path) = mines {
        plan.mines.path = path;
    }
    look(&Opened::plan(plan).judge())
}

/// A judgement in words that do not depend on the layer of mines.
#[derive(Debug, PartialEq)]
struct Words {
    id: String,
    zones: Vec<String>,
    judgement: String,
}

fn place(judged: &Judged<'_>, mine: usize) -> Coord<f64> {
    match judged.layer.mines[mine].shape {
        MineShape::Point(at, _) => at,
        MineShape::Area(_) => panic!("the shipped mines are points"),
    }
}

/// All judgements, by id: some formats sort features by place.
fn words(judged: &Judged<'_>) -> Vec<(Coord<f64>, Words)> {
    let mut all: Vec<(Coord<f64>, Words)> = (0..judged.layer.mines.len())
        .map(|mine| {
            let zone =
                |kind: ZoneKind, zone: u32| format!("{kind} {}", judged.zones[kind as usize].zone(zone).unwrap().name);
            let words = Words {
                id: judged.layer.mines[mine].id.as_deref().unwrap().to_owned(),
                zones: judged.facts.of(mine).iter().map(|hit| zone(hit.kind, hit.zone)).collect(),
                judgement: format!("{:?}", judged.judgements[mine]),
            };
            (place(judged, mine), words)
        })
        .collect();
    all.sort_by(|(_, one), (_, other)| one.id.cmp(&other.id));
    all
}

/// Whether a border of any zone is near.
fn is_near_a_border(at: Coord<f64>, zones: &[Zones<'_>]) -> bool {
    zones.iter().flat_map(|of_kind| &of_kind.zones).any(|zone| {
        crate::support::shapes::rings(std::slice::from_ref(&zone.area)).flat_map(geo::LineString::lines).any(|edge| {
            let (a, b) = (edge.start, edge.end);
            let (dx, dy) = (b.x - a.x, b.y - a.y);
            let along = (((at.x - a.x) * dx + (at.y - a.y) * dy) / (dx * dx + dy * dy)).clamp(0.0, 1.0);
            (a.x + along * dx - at.x).hypot(a.y + along * dy - at.y) < NEAR_DEGREES
        })
    })
}

#[test]
fn mines_in_other_coordinate_systems_are_judged_as_the_originals() {
    if Command::new("ogr2ogr").arg("--version").output().is_err() {
        println!("skipped: ogr2ogr is not installed (Debian: apt-get install gdal-bin)");
        return;
    }
    let (originals, far) = judge_with(None, |judged| {
        let originals = words(judged);
        let far: Vec<bool> = originals.iter().map(|(at, _)| !is_near_a_border(*at, &judged.zones)).collect();
        (originals, far)
    });
    let source = layers("xinjiang").join("mines.geojson");
    let folder = tempfile::tempdir().unwrap();
    let mut compared = 0;
    // CGCS2000 zones of three degrees without and with the zone number, of six degrees; Web Mercator; UTM; degrees.
    for epsg in ["EPSG:4541", "EPSG:4514", "EPSG:4491", "EPSG:3857", "EPSG:32645", "EPSG:4490", "EPSG:4326"] {
        for extension in ["gpkg", "shp", "geojson", "fgb"] {
            let path = folder.path().join(format!("{}.{extension}", epsg.replace(':', "_")));
            ogr2ogr(epsg, &source, &path);
            let copies = judge_with(Some(path), words);
            assert_eq!(copies.len(), originals.len(), "{epsg} {extension}: mines are lost");
            let mut farthest: f64 = 0.0;
            for ((original, copy), far) in originals.iter().zip(&copies).zip(&far) {
                let distance = (original.0.x - copy.0.x).hypot(original.0.y - copy.0.y);
                farthest = farthest.max(distance);
                assert!(distance < SAME_PLACE_DEGREES, "{epsg} {extension}: {original:?} came to {copy:?}");
                if *far {
                    assert_eq!(original.1, copy.1, "{epsg} {extension}");
                    compared += 1;
                }
            }
            println!("{epsg} {extension}: {} mines, farthest {farthest:.1e} degrees from the original", copies.len());
        }
    }
    println!(
        "{compared} judgements compared, {} mines near a border left out",
        far.iter().filter(|far| !**far).count()
    );
    assert!(compared >= 28 * 340, "{compared}");
}

#[test]
fn zones_in_another_coordinate_system_flag_the_same_mines() {
    if Command::new("ogr2ogr").arg("--version").output().is_err() {
        println!("skipped: ogr2ogr is not installed (Debian: apt-get install gdal-bin)");
        return;
    }
    let originals = judge_with(None, words);
    let folder = tempfile::tempdir().unwrap();
    let mut compared = 0;
    for (epsg, extension) in [("EPSG:4517", "gpkg"), ("EPSG:3857", "shp"), ("EPSG:32645", "geojson")] {
        let mut plan = Plan::from_path(&layers("xinjiang")).unwrap();
        for (_, layer) in &mut plan.zones {
            let to = folder.path().join(layer.path.file_stem().unwrap()).with_extension(extension);
            ogr2ogr(epsg, &layer.path, &to);
            layer.path = to;
        }
        let opened = Opened::plan(plan);
        let judged = opened.judge();
        for ((at, original), (_, copy)) in originals.iter().zip(words(&judged)) {
            // Straight edges bend when projected, so that mines within the sagitta may change sides.
            if original.zones != copy.zones {
                let distant: Vec<&String> = original.zones.iter().filter(|zone| !copy.zones.contains(zone)).collect();
                println!("{epsg}: {} at {at:?} left {distant:?}", original.id);
                continue;
            }
            assert_eq!(original.judgement, copy.judgement, "{epsg}: {}", original.id);
            compared += 1;
        }
    }
    println!("{compared} judgements compared");
    assert!(compared >= 3 * 350, "{compared}");
}
