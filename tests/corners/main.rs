//! Corner-coordinate text: a sample for each rule of the format and each kind of damage, and what must come of it.
//!
//! `BLESS=1 cargo test --test corners` writes the expected files anew; a plain run never does.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout, reason = "a test may fail")]
#![allow(clippy::float_cmp, reason = "coordinates are exact")]

mod choices;
mod mutations;
mod properties;
mod round_trip;
mod shown;

#[path = "../support/random.rs"]
#[allow(dead_code, reason = "each test program uses a part of this")]
mod random;

use std::fs;
use std::path::{Path, PathBuf};

use oreline::corners::{
    Column, Document, Numbering, Orientation, Parcel, Shape, WriteEncoding, WriteError, WriteLineEnding, WriteOptions,
    parse, write,
};

fn samples() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join("corners").join("samples");
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut samples: Vec<PathBuf> = entries.filter(|path| path.extension().is_some_and(|end| end == "txt")).collect();
    samples.sort();
    samples
}

/// The bytes of the one sample whose name begins so.
fn sample(number: &str) -> Vec<u8> {
    let is_it = |path: &&PathBuf| path.file_name().unwrap().to_string_lossy().starts_with(number);
    fs::read(samples().iter().find(is_it).unwrap()).unwrap()
}

/// Every way of writing.
fn all_options() -> Vec<WriteOptions> {
    let encodings = [WriteEncoding::Gbk, WriteEncoding::Utf8, WriteEncoding::Utf8WithBom];
    let ends = [WriteLineEnding::CrLf, WriteLineEnding::Lf];
    let orientations = [Orientation::Kept, Orientation::Normalised];
    let with_end = |encoding| ends.map(|line_ending| (encoding, line_ending));
    let with_orientation =
        |(encoding, line_ending)| orientations.map(|orientation| WriteOptions { encoding, line_ending, orientation });
    encodings.into_iter().flat_map(with_end).flat_map(with_orientation).collect()
}

#[test]
fn every_sample_comes_to_what_is_expected() {
    let bless = std::env::var("BLESS").is_ok_and(|value| value == "1");
    let mut differences = Vec::new();
    for sample in samples() {
        let name = sample.file_stem().unwrap().to_string_lossy().into_owned();
        let found = shown::shown(&fs::read(&sample).unwrap());
        let expected_file = sample.with_extension("expected");
        if bless {
            fs::write(&expected_file, &found).unwrap();
        }
        let expected = fs::read_to_string(&expected_file)
            .unwrap_or_else(|_| panic!("{name} has no expected file: look at the sample, then run with BLESS=1"));
        if let Some((expected, found)) = expected.lines().zip(found.lines()).find(|(expected, found)| expected != found)
        {
            differences.push(format!("{name}:\nexpected {expected}\n   found {found}"));
        } else if expected != found {
            differences.push(format!("{name}: one is longer"));
        }
    }
    println!("{} samples compared", samples().len());
    assert!(differences.is_empty(), "{}", differences.join("\n"));
    assert!(samples().len() >= 80);
}

#[test]
fn what_was_written_is_written_again_byte_for_byte() {
    let mut compared = 0;
    for sample in samples() {
        let Ok(parsed) = parse(&fs::read(&sample).unwrap()) else { continue };
        let document = parsed.document.without_refused();
        for options in all_options() {
            let Ok(bytes) = write(&document, &options) else { panic!("{} is not written", sample.display()) };
            let again = parse(&bytes).unwrap();
            assert_eq!(write(&again.document, &options).unwrap(), bytes, "{}", sample.display());
            if options.orientation == Orientation::Kept {
                assert_eq!(
                    again.document.without_lines(),
                    document.canonical().without_lines(),
                    "{}",
                    sample.display()
                );
            }
            compared += 1;
        }
    }
    assert!(compared >= 900, "{compared}");
}

#[test]
fn canonical_samples_are_written_as_they_are() {
    let options = WriteOptions::default();
    for number in ["01", "30", "31", "32", "47", "66", "70", "74"] {
        let bytes = sample(number);
        let document = parse(&bytes).unwrap().document;
        let is_gbk = ["01", "66"].contains(&number);
        let encoding = if is_gbk { WriteEncoding::Gbk } else { WriteEncoding::Utf8 };
        assert_eq!(write(&document, &WriteOptions { encoding, ..options }).unwrap(), bytes, "{number}");
    }
}

#[test]
fn every_rule_has_a_sample() {
    let mut seen: Vec<&str> = Vec::new();
    for sample in samples() {
        let expected = fs::read_to_string(sample.with_extension("expected")).unwrap();
        seen.extend(
            oreline::corners::Rule::ALL.iter().map(|rule| rule.id()).filter(|id| expected.contains(&format!("{id} "))),
        );
    }
    let missing: Vec<&str> =
        oreline::corners::Rule::ALL.iter().map(|rule| rule.id()).filter(|id| !seen.contains(id)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn what_would_not_come_back_is_not_written() {
    let ring = vec![[0.0, 0.0], [0.0, 9.0], [9.0, 9.0], [9.0, 0.0]];
    let parcel = Parcel::new(Shape::Area, &[ring], 2, Numbering::PerRing).unwrap();
    let try_with = |change: &dyn Fn(&mut Parcel)| {
        let mut parcel = parcel.clone();
        change(&mut parcel);
        write(&Document::new(&[], vec![parcel]), &WriteOptions::default())
    };
    assert!(try_with(&|_| {}).is_ok());
    let breaks = |result| matches!(result, Err(WriteError::Breaks { .. }));
    assert!(breaks(try_with(&|parcel| parcel.set_value(Column::Name, "甲,乙"))));
    assert!(breaks(try_with(&|parcel| parcel.rings[0].points[1].label = "J\n2".to_owned())));
    let differs = |result| matches!(result, Err(WriteError::NotReadBack(_)));
    assert!(differs(try_with(&|parcel| parcel.set_value(Column::Name, " 甲"))));
    assert!(differs(try_with(&|parcel| parcel.rings[0].points[1].label = "#2".to_owned())));
    assert!(differs(try_with(&|parcel| parcel.rings[0].points[1].x.text = "9.0.0".to_owned())));
    assert!(differs(try_with(&|parcel| parcel.rings[0].points[2] = parcel.rings[0].points[0].clone())));
    assert!(differs(try_with(&|parcel| parcel.rings.clear())));
    // The one character that GB18030 has no bytes for, in the encoding standard of the web.
    assert_eq!(try_with(&|parcel| parcel.set_value(Column::Name, "\u{E5E5}")), Err(WriteError::Unencodable));
    let many = try_with(&|parcel| parcel.values.resize(14, String::new()));
    assert_eq!(many, Err(WriteError::TooManyValues { count: 14 }));
    assert_eq!(
        write(&parse(&sample("50")).unwrap().document, &WriteOptions::default()),
        Err(WriteError::HoldsRefused { line: 13 })
    );
}

#[test]
fn rings_are_turned_where_that_is_asked_for() {
    // The squares of the samples run clockwise with north up: north-west comes second.
    let document = parse(&sample("32")).unwrap().document;
    let options = WriteOptions { orientation: Orientation::Normalised, ..WriteOptions::default() };
    let turned = parse(&write(&document, &options).unwrap()).unwrap().document;
    let labels = |document: &Document| -> Vec<String> {
        let rings = document.parcels().flat_map(|parcel| parcel.rings.clone());
        rings.map(|ring| ring.points.iter().map(|point| point.label.as_str()).collect::<Vec<_>>().join(" ")).collect()
    };
    assert_eq!(labels(&document), ["J1 J2 J3 J4", "J5 J6 J7 J8", "J9 J10 J11 J12", "J13 J14 J15 J16"]);
    assert_eq!(labels(&turned), ["J1 J2 J3 J4", "J5 J8 J7 J6", "J9 J10 J11 J12", "J13 J16 J15 J14"]);
}
