//! Files that were cut off, and files with damaged bytes.

use std::path::Path;

use oreline::domain::ZoneKind;
use oreline::plan::{Format, LayerPlan, Output, Plan};

use crate::world::{UNITS, World, folder_in_memory};

const SMALL: &str = r#"{"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"id":"矿"},"geometry":{"type":"Point","coordinates":[75.5,39.5]}},
{"type":"Feature","properties":{"l":[1]},"geometry":{"type":"Point","coordinates":[76.5,39.5]}}
]}
"#;

#[test]
fn a_mines_file_cut_at_any_byte_fails_with_a_message_and_writes_nothing() {
    let world = World::new();
    let whole = SMALL.trim_end().len();
    let mut compared = 0;
    for length in 0..whole {
        world.write("mines.geojson", &SMALL.as_bytes()[..length]);
        let outcome = world.flag(&["-o", "x.geojson"]);
        assert_eq!(outcome.code, 1, "cut at {length}: {outcome:?}");
        assert!(outcome.stderr.starts_with("oreline: mines.geojson: "), "cut at {length}: {}", outcome.stderr);
        assert!(outcome.stdout.is_empty());
        compared += 1;
    }
    assert_eq!(compared, whole);
    println!("{compared} cuts compared");
}

/// What the library makes of bytes as mines, or as units; a run of the program would take a thousand times longer.
fn run_on(folder: &Path, mines: &[u8], units: &[u8]) -> Result<(usize, usize, bool), String> {
    let layer = |name: &str, bytes: &[u8]| {
        let path = folder.join(name);
        std::fs::write(&path, bytes).unwrap();
        LayerPlan { path, ..LayerPlan::default() }
    };
    // Without an older output nothing has to wait for the disk.
    let _ = std::fs::remove_file(folder.join("x.geojson"));
    let _ = std::fs::remove_file(folder.join("x.defects.geojson"));
    let mut plan = Plan::for_mines(layer("mines.geojson", mines));
    plan.zones = vec![(ZoneKind::Prefecture, layer("units.geojson", units))];
    plan.outputs = vec![Output::File(folder.join("x.geojson"), Format::GeoJson)];
    plan.overwrite = true;
    match oreline::run::run(&plan, &mut |_| ()) {
        Ok(summary) => Ok((summary.mines_read(), summary.mines_used(), summary.is_incomplete())),
        Err(error) => {
            assert!(error.to_string().contains("geojson"), "the message names the file: {error}");
            Err(error.to_string())
        }
    }
}

#[test]
fn every_layout_cut_at_any_byte_is_an_error_or_has_whole_features_only() {
    let folder = folder_in_memory();
    let one_line = SMALL.replace('\n', "");
    let pretty = serde_json::to_string_pretty(&serde_json::from_str::<serde_json::Value>(SMALL).unwrap()).unwrap();
    let lines: Vec<&str> = SMALL.lines().filter(|line| line.starts_with("{\"type\":\"Feature\"")).collect();
    let lines: Vec<&str> = lines.iter().map(|line| line.trim_end_matches(',')).collect();
    let sequence = lines.join("\n") + "\n";
    let records = format!("\u{1e}{}\n", lines.join("\n\u{1e}"));
    let crs_behind = SMALL.replace("\n]}", "\n],\"crs\":{\"type\":\"name\",\"properties\":{\"name\":\"EPSG:4490\"}}}");
    let mut compared = 0;
    for (layout, text, is_sequence) in [
        ("one line", &one_line, false),
        ("pretty", &pretty, false),
        ("crs behind", &crs_behind, false),
        ("sequence", &sequence, true),
        ("records", &records, true),
    ] {
        let whole = text.trim_end();
        assert_eq!(run_on(folder.path(), text.as_bytes(), UNITS.as_bytes()), Ok((2, 2, false)), "{layout}");
        for length in 0..whole.len() {
            let came_to = run_on(folder.path(), &text.as_bytes()[..length], UNITS.as_bytes());
            // Between two records of a sequence nothing tells that more should follow.
            let at_a_border = is_sequence && came_to == Ok((1, 1, false)) && {
                let first = whole.find('\n').unwrap();
                (first..=first + 2).contains(&length)
            };
            assert!(came_to.is_err() || at_a_border, "{layout} cut at {length} of {}: {came_to:?}", whole.len());
            compared += 1;
        }
    }
    println!("{compared} cuts compared");
    assert!(compared > 1000);
}

#[test]
fn a_units_file_cut_at_any_byte_is_an_error() {
    let folder = folder_in_memory();
    let whole = UNITS.trim_end().len();
    for length in 0..whole {
        let came_to = run_on(folder.path(), SMALL.as_bytes(), &UNITS.as_bytes()[..length]);
        let message = came_to.expect_err(&format!("cut at {length}"));
        assert!(message.contains("units.geojson"), "{message}");
    }
    println!("{whole} cuts compared");
    assert!(whole > 300);
}

/// What a byte is replaced by: bytes that mean something in JSON, and two that mean nothing anywhere.
const DAMAGE: [u8; 15] = *b"{}[]\",:\\e-0 \n\x00\xff";

/// Any byte replaced by four others, in turn: never a panic, and every feature accounted for.
#[test]
fn a_damaged_byte_is_never_a_panic_and_never_loses_a_feature_silently() {
    let folder = folder_in_memory();
    let mut compared = 0;
    let mut with_result = 0;
    for text in [SMALL, UNITS] {
        for at in 0..text.len() {
            for byte in (0..4).map(|turn| DAMAGE[(at * 4 + turn) % DAMAGE.len()]) {
                let mut bytes = text.as_bytes().to_vec();
                bytes[at] = byte;
                let came_to = if text == SMALL {
                    run_on(folder.path(), &bytes, UNITS.as_bytes())
                } else {
                    run_on(folder.path(), SMALL.as_bytes(), &bytes)
                };
                if let Ok((read, used, incomplete)) = came_to {
                    assert!(used == read || incomplete, "byte {at} as {byte:#x}");
                    assert!(text == UNITS || read == 2, "byte {at} as {byte:#x}: {read} of 2 features");
                    with_result += 1;
                }
                compared += 1;
            }
        }
    }
    println!("{compared} damaged files compared, {with_result} of them gave a result");
    assert!(compared > 2000 && with_result > 300);
}
