//! Any bytes: the reader of corner texts must not panic, and what it read must be written so that it reads the same.
#![no_main]

use libfuzzer_sys::fuzz_target;
use oreline::corners::{Choice, WriteOptions, coordinates, parse, write};

fuzz_target!(|bytes: &[u8]| {
    let Ok(parsed) = parse(bytes) else { return };
    let found = coordinates(&parsed.document.head(), parsed.document.points(), &Choice::default());
    if let Some(reading) = &found.reading {
        for point in parsed.document.points() {
            let _ = reading.place(point);
        }
    }
    for parcel in parsed.document.parcels() {
        let rings: usize = parcel.parts().iter().map(|part| 1 + part.holes.len()).sum();
        assert_eq!(rings, parcel.rings.len());
    }
    let document = parsed.document.without_refused();
    let options = WriteOptions::default();
    if let Ok(written) = write(&document, &options) {
        let again = parse(&written).expect("what was written is a corner text").document;
        assert_eq!(again.clone().without_lines(), document.canonical().without_lines());
        assert_eq!(write(&again, &options).as_deref(), Ok(written.as_slice()));
    }
});
