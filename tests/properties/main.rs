//! What must hold for all input: random layers and damaged files against slow, plain judges. Every number is seeded, so
//! that a failure comes again.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout, reason = "a test may fail")]
#![allow(clippy::float_cmp, reason = "coordinates are exact")]

mod accounting;
mod areas;
mod bytes;
mod layouts;
mod orders;
mod points;
mod validity;

#[path = "../support/mod.rs"]
mod support;

use gdal::vector::ToGdal;
use geo::MultiPolygon;

/// What GEOS thinks of an area.
fn geos_valid(area: &MultiPolygon<f64>) -> bool {
    // GDAL prints why an area is not valid.
    static QUIET: std::sync::Once = std::sync::Once::new();
    QUIET.call_once(|| gdal::config::set_error_handler(|_, _, _| {}));
    area.to_gdal().unwrap().is_valid()
}
