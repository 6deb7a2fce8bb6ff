//! Text to `GeoPackage` and back, byte for byte.

use std::fs;
use std::path::Path;

use oreline::convert::{self, Conversion, Encoding, LineEnding, Outcome, Target, TextOptions};
use oreline::corners::{WriteEncoding, WriteLineEnding, WriteOptions, parse, write};
use oreline::error::Error;
use oreline::plan::parse_layer;
use proptest::prelude::*;

use crate::properties::{config, document};
use crate::samples;

fn run(from: &str, to: &Path, text: TextOptions) -> Result<Outcome, Error> {
    let (layer, target) = (parse_layer(from).unwrap(), Target::parse(to.to_str().unwrap()).unwrap());
    convert::run(&Conversion { layer, target, text, overwrite: true })
}

/// Ways of writing that both rooms have.
fn all_options() -> [(TextOptions, WriteOptions); 4] {
    let pair = |(encoding, written), (line_ending, end)| {
        (
            TextOptions { encoding, line_ending, ..TextOptions::default() },
            WriteOptions { encoding: written, line_ending: end, ..WriteOptions::default() },
        )
    };
    let gbk = (Encoding::Gb18030, WriteEncoding::Gbk);
    let utf8 = (Encoding::Utf8, WriteEncoding::Utf8);
    let (crlf, lf) = ((LineEnding::CrLf, WriteLineEnding::CrLf), (LineEnding::Lf, WriteLineEnding::Lf));
    [pair(gbk, crlf), pair(gbk, lf), pair(utf8, crlf), pair(utf8, lf)]
}

#[test]
fn every_sample_comes_back_as_if_it_had_never_been_a_layer() {
    let folder = tempfile::tempdir().unwrap();
    let (package, back) = (folder.path().join("地块.gpkg"), folder.path().join("back.txt"));
    let (mut compared, mut asked) = (0, 0);
    for sample in samples() {
        let name = sample.to_str().unwrap();
        // What the text leaves open is said by the user, one way or the other.
        let said =
            ["", ",crs_uncertainty=100m", ",crs=EPSG:4526", ",crs=EPSG:4490", ",crs=EPSG:4547", ",crs=EPSG:4527"];
        let outcome = said.iter().find_map(|said| run(&format!("{name}{said}"), &package, TextOptions::default()).ok());
        let Some(outcome) = outcome else {
            asked += 1;
            continue;
        };
        let document = parse(&fs::read(&sample).unwrap()).unwrap().document.without_refused();
        assert_eq!(outcome.written, document.parcels().count(), "{name}");
        for (text, options) in all_options() {
            let outcome = run(package.to_str().unwrap(), &back, text).unwrap();
            assert_eq!(fs::read(&back).unwrap(), write(&document, &options).unwrap(), "{name}");
            assert_eq!(outcome.text.unwrap().kept, outcome.written);
            compared += 1;
        }
    }
    println!("{compared} texts compared, {asked} samples have no place on earth");
    assert!(compared >= 4 * 75 && asked <= 12, "{compared} {asked}");
}

proptest! {
    #![proptest_config(config(60))]

    #[test]
    fn a_written_text_comes_back_byte_for_byte(document in document()) {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        for (text, options) in all_options() {
            let bytes = write(&document, &options).unwrap();
            fs::write(path("a.txt"), &bytes).unwrap();
            let source = format!("{},crs=EPSG:4526", path("a.txt").display());
            match run(&source, &path("b.gpkg"), TextOptions::default()) {
                Ok(_) => {
                    run(path("b.gpkg").to_str().unwrap(), &path("c.txt"), text).unwrap();
                    prop_assert_eq!(fs::read(path("c.txt")).unwrap(), bytes);
                }
                // A random head may contradict the coordinates, or there may be no parcel.
                Err(error) => {
                    let is_of_text = matches!(error, Error::Corners { .. } | Error::NoFeatures { .. } | Error::ContradictingCrs { .. });
                    prop_assert!(is_of_text, "{}", error);
                }
            }
        }
    }
}
