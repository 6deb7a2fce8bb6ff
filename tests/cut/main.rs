//! What remains of a right: compared with GEOS, held to its properties, and written as a text that is read again.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout, reason = "a test may fail")]
#![allow(clippy::float_cmp, reason = "coordinates are exact")]

mod buffers;
#[path = "../peers/overlay/cases.rs"]
#[allow(dead_code, reason = "tests of overlays use all of it")]
mod cases;
mod geos;
mod properties;
#[path = "../peers/overlay/strips.rs"]
mod strips;
mod texts;

#[path = "../support/mod.rs"]
mod support;

use geo::{Coord, MultiPolygon};
use oreline::cut::{CutArea, Cutter, PartKind, Smallest};

/// The same for the same point; minus 0 is 0.
fn bits(at: Coord<f64>) -> (u64, u64) {
    ((at.x + 0.0).to_bits(), (at.y + 0.0).to_bits())
}

/// Nothing is small.
const ALL: Smallest = Smallest { area_m2: 0.0, width_m: 0.0, is_kept: false };

fn cut(right: &MultiPolygon<f64>, zones: &[MultiPolygon<f64>], buffer_m: f64, smallest: Smallest) -> CutArea {
    Cutter::new(zones, buffer_m, smallest).cut(right).unwrap()
}

/// The parts of one kind, all in one.
fn parts(cut: &CutArea, kind: PartKind) -> MultiPolygon<f64> {
    cut.parts.iter().filter(|part| part.kind == kind).map(|part| part.polygon.clone()).collect()
}
