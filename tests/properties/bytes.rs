//! No file makes the reader panic: arbitrary bytes, and sound GeoJSON damaged in every way.

use std::panic::{AssertUnwindSafe, catch_unwind};

use oreline::check::{self, FieldChoice};
use oreline::domain::{RawLayer, Role, Severity, ZoneKind};

use crate::support::random::Random;
use crate::support::{layers, open};

#[derive(Debug, Default)]
struct Outcomes {
    files: usize,
    read: usize,
    features: usize,
    unreadable: usize,
    errors: usize,
}

/// Writes bytes to a file, reads it as both roles and checks it; says which bytes did it when anything panics.
fn swallow(folder: &std::path::Path, name: &str, bytes: &[u8], outcomes: &mut Outcomes) {
    let path = folder.join(name);
    std::fs::write(&path, bytes).unwrap();
    outcomes.files += 1;
    let outcome = catch_unwind(AssertUnwindSafe(|| {
        let layer = open(Role::Mines, &path)?;
        let raw = layer.read()?;
        let features = raw.features.len();
        let as_zones =
            RawLayer { source: raw.source.clone(), crs: raw.crs.clone(), fields: raw.fields.clone(), ..layer.read()? };
        let _ = check::zones(ZoneKind::Prefecture, vec![(as_zones, FieldChoice::default())]);
        if let Ok((mines, defects)) = check::mines(raw, &FieldChoice::default()) {
            let refused = defects.iter().filter(|defect| defect.code.severity() == Severity::Refused).count();
            assert_eq!(mines.mines.len() + refused, features, "used and refused are not all that was read");
        }
        Ok::<_, oreline::error::Error>(features)
    }));
    match outcome {
        Ok(Ok(features)) => {
            outcomes.read += 1;
            outcomes.features += features;
        }
        Ok(Err(error)) => {
            outcomes.errors += 1;
            outcomes.unreadable += usize::from(error.to_string().contains("not readable"));
            assert!(error.to_string().contains(name), "the message does not name the file: {error}");
        }
        Err(panic) => {
            let said = panic.downcast_ref::<String>().map_or("", String::as_str);
            panic!("{name}: panic \"{said}\" on {:?}", String::from_utf8_lossy(bytes));
        }
    }
}

fn sound() -> Vec<Vec<u8>> {
    let head = "{\"type\":\"FeatureCollection\",\"crs\":{\"type\":\"name\",\"properties\":{\"name\":\"EPSG:4490\"}},\"features\":[\n";
    let features = [
        r#"{"type":"Feature","id":7,"properties":{"id":"M1","名称":"阿舍勒","t":1.50,"e":"\"]}"},"geometry":{"type":"Point","coordinates":[86.3,48.3]}}"#,
        r#"{"type":"Feature","properties":{"id":"M2","fragility":"severe","b":true},"geometry":{"type":"Polygon","coordinates":[[[80,40],[81,40],[81,41],[80,41],[80,40]],[[80.2,40.2],[80.2,40.4],[80.4,40.4],[80.2,40.2]]]}}"#,
        r#"{"type":"Feature","properties":null,"geometry":null}"#,
        r#"{"type":"Feature","properties":{"id":"M3","list":[1,{"a":[]}]},"geometry":{"type":"MultiPolygon","coordinates":[[[[85,40],[86,40],[85,41],[85,40]]],[[[88,40],[89,40],[88,41],[88,40]]]]},"more":{"x":[1,2]}}"#,
        r#"{"type":"Feature","properties":{},"geometry":{"type":"MultiPoint","coordinates":[[80,40,1200.5]]}}"#,
    ];
    let collection = format!("{head}{}\n]}}\n", features.join(",\n"));
    let pretty =
        serde_json::to_string_pretty(&serde_json::from_str::<serde_json::Value>(&collection).unwrap()).unwrap();
    let sequence = format!("\u{1e}{}\n", features.join("\n\u{1e}"));
    vec![
        collection.clone().into_bytes(),
        pretty.into_bytes(),
        sequence.into_bytes(),
        [b"\xef\xbb\xbf".as_slice(), collection.as_bytes()].concat(),
        features[1].as_bytes().to_vec(),
        br#"{"type":"Polygon","coordinates":[[[80,40],[81,40],[81,41],[80,40]]]}"#.to_vec(),
        format!("{{\"features\":[{}],\"bbox\":[0,1,2,3],\"type\":\"FeatureCollection\"}}", features.join(","))
            .into_bytes(),
    ]
}

const TOKENS: [&str; 34] = [
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\"",
    "\\",
    "null",
    "NaN",
    "Infinity",
    "-",
    "1e999",
    "1e300",
    "-1e-400",
    "0",
    "\n",
    "\r\n",
    "\u{1e}",
    "\u{feff}",
    "\u{0}",
    "\"type\"",
    "\"Feature\"",
    "\"features\":[",
    "\"geometry\":",
    "\"coordinates\":",
    "\"FeatureCollection\"",
    "\"Polygon\"",
    "\"crs\":{}",
    "\"properties\":",
    "[[[",
    "]]]",
    "阿",
    "\\ud800",
];

fn mutate(random: &mut Random, bytes: &mut Vec<u8>) {
    for _ in 0..=random.below(4) {
        if bytes.is_empty() {
            bytes.push(b'{');
        }
        let at = random.below(bytes.len());
        let until = (at + 1 + random.below(40)).min(bytes.len());
        match random.below(9) {
            0 => bytes[at] = random.bits() as u8,
            1 => bytes[at] ^= 1 << random.below(8),
            2 => drop(bytes.drain(at..until)),
            3 => bytes.truncate(at),
            4 => {
                let piece = bytes[at..until].to_vec();
                let to = random.below(bytes.len() + 1);
                drop(bytes.splice(to..to, piece));
            }
            5 | 6 => {
                let token = random.pick(&TOKENS).bytes();
                drop(bytes.splice(at..at, token));
            }
            7 => {
                let token = random.pick(&TOKENS).bytes();
                drop(bytes.splice(at..until, token));
            }
            _ => {
                let other = random.below(bytes.len());
                bytes.swap(at, other);
            }
        }
    }
}

#[test]
fn arbitrary_bytes_are_read_or_refused_but_never_a_panic() {
    let folder = tempfile::tempdir().unwrap();
    let mut outcomes = Outcomes::default();
    for seed in 0..2_000 {
        let mut random = Random::new(seed);
        let length = random.below(400);
        let bytes: Vec<u8> = if seed % 2 == 0 {
            (0..length).map(|_| random.bits() as u8).collect()
        } else {
            (0..=length / 4).flat_map(|_| random.pick(&TOKENS).bytes()).collect()
        };
        swallow(folder.path(), "noise.geojson", &bytes, &mut outcomes);
    }
    println!("{outcomes:?}");
    assert!(outcomes.files == 2_000 && outcomes.errors > 1_000, "{outcomes:?}");
}

#[test]
fn damaged_geojson_is_read_or_refused_but_never_a_panic() {
    let folder = tempfile::tempdir().unwrap();
    let mut outcomes = Outcomes::default();
    let sound = sound();
    for bytes in &sound {
        swallow(folder.path(), "sound.geojson", bytes, &mut outcomes);
    }
    assert_eq!((outcomes.read, outcomes.errors), (sound.len(), 0), "what is sound is read");
    for seed in 0..5_000 {
        let mut random = Random::new(seed);
        let mut bytes = random.pick(&sound).clone();
        mutate(&mut random, &mut bytes);
        let name = *random.pick(&["damaged.geojson", "damaged.geojsonl"]);
        swallow(folder.path(), name, &bytes, &mut outcomes);
    }
    println!("{outcomes:?}");
    assert!(outcomes.files > 5_000 && outcomes.read > 1_000 && outcomes.unreadable > 500, "{outcomes:?}");
}

#[test]
fn a_shipped_layer_cut_off_anywhere_is_refused_and_never_half_read() {
    let folder = tempfile::tempdir().unwrap();
    let whole = std::fs::read(layers("xinjiang").join("redlines.geojson")).unwrap();
    let end = whole.trim_ascii_end().len();
    let mut outcomes = Outcomes::default();
    let mut random = Random::new(3);
    let mut cuts: Vec<usize> = (0..300).map(|_| 1 + random.below(end - 1)).collect();
    cuts.extend(end - 40..end);
    for cut in cuts {
        swallow(folder.path(), "cut.geojson", &whole[..cut], &mut outcomes);
    }
    println!("{outcomes:?}");
    assert!(outcomes.files > 300 && outcomes.read == 0, "a file that was cut off was read: {outcomes:?}");
}

#[test]
fn nested_arrays_without_end_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let mut outcomes = Outcomes::default();
    for depth in [10, 100, 127, 128, 129, 1_000, 100_000, 1_000_000] {
        let open = "[".repeat(depth);
        let close = "]".repeat(depth);
        for text in [
            open.clone(),
            format!("{{\"type\":\"Polygon\",\"coordinates\":{open}{close}}}"),
            format!("{{\"type\":\"Polygon\",\"coordinates\":{open}"),
            format!("{{\"type\":\"FeatureCollection\",\"features\":{open}{close}}}"),
            format!(
                "{{\"type\":\"FeatureCollection\",\"features\":[\n{{\"type\":\"Feature\",\"properties\":{{\"a\":{open}{close}}},\"geometry\":null}}\n]}}"
            ),
            format!("{{\"type\":\"FeatureCollection\",\"crs\":{open}{close},\"features\":[]}}"),
            format!("{{\"type\":\"FeatureCollection\",\"features\":[],\"crs\":{open}{close}}}"),
            format!("{{\"type\":\"Feature\",\"properties\":{}", "{\"a\":".repeat(depth)),
        ] {
            swallow(folder.path(), "bomb.geojson", text.as_bytes(), &mut outcomes);
        }
    }
    println!("{outcomes:?}");
    assert_eq!(outcomes.files, 64);
}
