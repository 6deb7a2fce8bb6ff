//! pyproj, with a PROJ of its own, comes to the same places: all zones of CGCS2000, Esri's names, parameters of old datums.

use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use geo::Coord;
use oreline::crs::{self, ToCgcs2000};
use oreline::domain::{DatumChoice, DatumParameters, StatedCrs};
use serde_json::{Value, json};

use crate::support::random::Random;
use crate::support::repository;

/// One millimetre, in degrees of latitude and of longitude at 60 degrees.
const MILLIMETRE: f64 = 9e-9;

/// A Python with pyproj and the other peers, as `scripts/test` sets it up.
pub(crate) fn python() -> Option<PathBuf> {
    let python = std::env::var_os("ORELINE_PEERS_PYTHON")
        .map_or_else(|| repository().join("target/peers-venv/bin/python"), PathBuf::from);
    if python.exists() {
        return Some(python);
    }
    assert!(std::env::var_os("ORELINE_REQUIRE_PYPROJ").is_none(), "{} is missing", python.display());
    println!("skipped: no {} with the peers (scripts/test makes it)", python.display());
    None
}

fn answers(python: &PathBuf, jobs: &[Value]) -> Vec<Value> {
    let mut child = Command::new(python)
        .arg(repository().join("tests/peers/pyproj_places.py"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(&serde_json::to_vec(jobs).unwrap()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success());
    serde_json::from_slice(&output.stdout).unwrap()
}

fn places(answer: &Value) -> Vec<Coord<f64>> {
    let number = |value: &Value| value.as_f64().unwrap();
    answer.as_array().unwrap().iter().map(|at| Coord { x: number(&at[0]), y: number(&at[1]) }).collect()
}

fn points(places: &[Coord<f64>]) -> Vec<[f64; 2]> {
    places.iter().map(|at| [at.x, at.y]).collect()
}

/// Random degrees of a zone, with half a degree beyond it.
fn degrees(random: &mut Random, meridian: f64, width: f64, count: usize) -> Vec<Coord<f64>> {
    let reach = width / 2.0 + 0.5;
    (0..count)
        .map(|_| Coord { x: random.between(meridian - reach, meridian + reach), y: random.between(16.0, 54.0) })
        .collect()
}

/// The central meridian and the width of the zones EPSG:4491 to 4554.
fn zone(code: u32) -> (f64, f64) {
    match code {
        4491..=4501 => (75.0 + 6.0 * f64::from(code - 4491), 6.0),
        4502..=4512 => (75.0 + 6.0 * f64::from(code - 4502), 6.0),
        4513..=4533 => (75.0 + 3.0 * f64::from(code - 4513), 3.0),
        _ => (75.0 + 3.0 * f64::from(code - 4534), 3.0),
    }
}

fn by(stated: &StatedCrs, choice: &DatumChoice, places: &[Coord<f64>]) -> Vec<Coord<f64>> {
    let (way, _) = ToCgcs2000::with(stated, "layer", choice).unwrap();
    let mut images = places.to_vec();
    way.apply(&mut images).unwrap();
    images
}

fn assert_same(what: &str, one: &[Coord<f64>], other: &[Coord<f64>]) -> f64 {
    assert_eq!(one.len(), other.len(), "{what}");
    one.iter().zip(other).fold(0.0, |most, (one, other)| {
        let off = (one.x - other.x).abs().max((one.y - other.y).abs());
        assert!(off < MILLIMETRE, "{what}: {one:?} and {other:?}");
        most.max(off)
    })
}

#[test]
fn all_zones_of_cgcs2000_come_out_where_pyproj_has_them() {
    let Some(python) = python() else { return };
    let mut random = Random::new(4490);
    let codes: Vec<u32> = (4491..=4554).collect();
    let wanted: Vec<Vec<Coord<f64>>> = codes
        .iter()
        .map(|code| {
            let (meridian, width) = zone(*code);
            degrees(&mut random, meridian, width, 1000)
        })
        .collect();
    let jobs: Vec<Value> = codes
        .iter()
        .zip(&wanted)
        .map(|(code, wanted)| json!({"from": "EPSG:4490", "to": format!("EPSG:{code}"), "points": points(wanted)}))
        .collect();
    let (mut count, mut most) = (0, 0.0_f64);
    for ((code, wanted), answer) in codes.iter().zip(&wanted).zip(answers(&python, &jobs)) {
        let stated = StatedCrs::Named(format!("EPSG:{code}"));
        let projected = places(&answer);
        assert!(crs::plausible(&stated, "layer", projected.iter().copied()).is_ok(), "{code}");
        most = most.max(assert_same(&code.to_string(), &by(&stated, &DatumChoice::default(), &projected), wanted));
        count += wanted.len();
    }
    assert!(count >= 64_000);
    println!("{count} places in {} systems, farthest apart {most:.1e} degrees", codes.len());
}

#[test]
fn names_and_texts_of_esri_mean_the_systems_of_epsg() {
    let Some(python) = python() else { return };
    let codes: Vec<u32> =
        [4491..=4554, 2327..=2390, 2401..=2442, 21413..=21423, 21453..=21463, 4490..=4490, 4610..=4610]
            .into_iter()
            .flatten()
            .collect();
    let jobs: Vec<Value> = codes.iter().map(|code| json!({"esri": format!("EPSG:{code}")})).collect();
    // Where the datum is an old one, its places have to be compared as they are.
    let choice = DatumChoice { parameters: None, uncertainty_m: Some(100.0) };
    let mut random = Random::new(1980);
    for (code, esri) in codes.iter().zip(answers(&python, &jobs)) {
        let (name, text) = (esri["name"].as_str().unwrap(), esri["text"].as_str().unwrap());
        let epsg = format!("EPSG:{code}");
        assert!(crs::same(name, &epsg), "{name} is {epsg}");
        let is_geographic = text.starts_with("GEOGCS");
        let samples: Vec<Coord<f64>> = (0..20)
            .map(|_| {
                let (x, y) = if is_geographic { ((75.0, 135.0), (16.0, 54.0)) } else { ((3e5, 7e5), (2e6, 6e6)) };
                Coord { x: random.between(x.0, x.1), y: random.between(y.0, y.1) }
            })
            .collect();
        let prefix = name.rsplit("Zone_").next().and_then(|zone| zone.parse().ok()).unwrap_or(0.0) * 1e6;
        let samples: Vec<Coord<f64>> = samples.iter().map(|at| Coord { x: at.x + prefix, y: at.y }).collect();
        let wanted = by(&StatedCrs::Named(epsg), &choice, &samples);
        assert_same(name, &by(&StatedCrs::Named(name.to_owned()), &choice, &samples), &wanted);
        assert_same(text, &by(&StatedCrs::WellKnownText(text.to_owned()), &choice, &samples), &wanted);
    }
    assert_eq!(codes.len(), 64 + 64 + 42 + 22 + 2);
    println!("{} names of Esri", codes.len());
}

#[test]
fn parameters_lead_where_pipelines_of_proj_lead() {
    let Some(python) = python() else { return };
    // Xi'an 1980 zone 38, Beijing 1954 zone 20 without its number, and the degrees of both.
    let systems = [
        ("EPSG:2362", "+inv +proj=tmerc +lon_0=114 +x_0=38500000", "+a=6378140 +rf=298.257", (3.85e7, 3.2e6)),
        ("EPSG:21460", "+inv +proj=tmerc +lon_0=117 +x_0=500000", "+a=6378245 +rf=298.3", (5e5, 4.2e6)),
        ("EPSG:4610", "+proj=unitconvert +xy_in=deg +xy_out=rad", "+a=6378140 +rf=298.257", (114.0, 34.0)),
        ("EPSG:4214", "+proj=unitconvert +xy_in=deg +xy_out=rad", "+a=6378245 +rf=298.3", (87.0, 44.0)),
    ];
    let sets: [&[f64]; 4] = [
        &[15.8, -154.4, -82.3],
        &[-12.5, 31.75, 4.25],
        &[20.5, -95.25, -40.0, 1.5, -2.25, 3.125, -4.5],
        &[-42.5, 27.25, 0.75, 1.000_004_5],
    ];
    let (mut jobs, mut wanted, mut random) = (Vec::new(), Vec::new(), Random::new(9606));
    for (code, first, ellipsoid, (x, y)) in systems {
        let reach = if x > 1000.0 { 100_000.0 } else { 2.0 };
        let samples: Vec<Coord<f64>> = (0..500)
            .map(|_| Coord { x: random.between(x - reach, x + reach), y: random.between(y - reach, y + reach) })
            .collect();
        for set in sets {
            let end = "+step +proj=unitconvert +xy_in=rad +xy_out=deg";
            let geocentric = |helmert: String| {
                format!(
                    "+proj=pipeline +step {first} {ellipsoid} +step +proj=cart {ellipsoid} +step +proj=helmert {helmert} \
                     +step +inv +proj=cart +ellps=GRS80 {end}"
                )
            };
            let pipelines = match *set {
                [x, y, z] => vec![geocentric(format!("+x={x} +y={y} +z={z}"))],
                [x, y, z, rx, ry, rz, s] => vec![
                    geocentric(format!(
                        "+x={x} +y={y} +z={z} +rx={rx} +ry={ry} +rz={rz} +s={s} +convention=position_vector"
                    )),
                    geocentric(format!(
                        "+x={x} +y={y} +z={z} +rx={} +ry={} +rz={} +s={s} +convention=coordinate_frame",
                        -rx, -ry, -rz
                    )),
                ],
                [north, east, rotation, scale] if x > 1000.0 => {
                    // What is turned by a second about an origin far away is brought back near to where it was.
                    let (sin, cos) = (rotation / 3600.0_f64).to_radians().sin_cos();
                    let north = north + y - scale * (y * cos - x * sin);
                    let east = east + x - scale * (y * sin + x * cos);
                    wanted.push((code, vec![north, east, rotation, scale], samples.clone()));
                    jobs.push(json!({"pipeline": format!(
                        "+proj=pipeline +step +proj=helmert +x={east} +y={north} +theta={rotation} +s={scale} +step {first} \
                         +ellps=GRS80 {end}"
                    ), "points": points(&samples)}));
                    continue;
                }
                _ => continue,
            };
            for pipeline in pipelines {
                jobs.push(json!({"pipeline": pipeline, "points": points(&samples)}));
                wanted.push((code, set.to_vec(), samples.clone()));
            }
        }
    }
    let mut most = 0.0_f64;
    for ((code, set, samples), answer) in wanted.iter().zip(answers(&python, &jobs)) {
        let parameters = Some(DatumParameters::from_numbers(set).unwrap());
        let images =
            by(&StatedCrs::Named((*code).to_owned()), &DatumChoice { parameters, uncertainty_m: None }, samples);
        most = most.max(assert_same(&format!("{code} {set:?}"), &images, &places(&answer)));
    }
    assert_eq!(wanted.len(), 4 * 4 + 2);
    println!("{} sets of parameters, 500 places each, farthest apart {most:.1e} degrees", wanted.len());
}
