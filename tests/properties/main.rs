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
mod shares;
mod validity;

#[path = "../support/mod.rs"]
mod support;

use gdal::vector::ToGdal;
use geo::{MultiPolygon, polygon};
use oreline::check::{self, FieldChoice};
use oreline::domain::Role;

/// What GEOS thinks of an area.
fn geos_valid(area: &MultiPolygon<f64>) -> bool {
    // GDAL prints why an area is not valid until oreline listens. A listener of our own would take oreline's place, and
    // oreline would no longer hear what is wrong with an area: let it begin instead, with a bow-tie.
    static LISTENING: std::sync::Once = std::sync::Once::new();
    LISTENING.call_once(|| {
        let bow_tie = MultiPolygon(vec![polygon![(x: 0., y: 0.), (x: 1., y: 1.), (x: 1., y: 0.), (x: 0., y: 1.)]]);
        let layer = support::raw_layer(Role::Mines, vec![support::raw_area(&bow_tie)]);
        assert!(check::mines(layer, &FieldChoice::default()).is_ok());
    });
    area.to_gdal().unwrap().is_valid()
}
