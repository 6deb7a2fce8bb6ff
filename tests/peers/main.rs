//! Independent programs come to the same results: GEOS on every point, ogr2ogr on coordinate systems.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout, reason = "a test may fail")]
#![allow(clippy::float_cmp, reason = "coordinates are exact")]

mod areas;
mod coordinate_systems;
mod deliveries;
mod distances;
mod geos;
mod grades;
mod overlay;
mod projection;
mod pyproj;

#[path = "../support/mod.rs"]
mod support;
