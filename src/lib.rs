//! oreline says which mines stand on fragile ground.
//!
//! Data goes one way, once through each room:
//!
//! ```text
//! read  ->  check  ->  join  ->  judge  ->  write
//! ```
//!
//! - [`read`]: bytes to features, as the source states them.
//! - [`check`]: features to trusted mines and zones in one coordinate system, and a list of defects.
//! - [`join`]: facts only: which zones hold which mine.
//! - [`judge`]: facts to flags, positions and verdicts.
//! - [`mod@write`]: a finished report to layers, tables and a summary.
//!
//! [`rules`] reads tables of rules and says what they make of a mine.
//!
//! [`corners`] is the corner-coordinate text of parcels, read and written.
//!
//! [`mod@green`] joins lists of green mines, which are names alone, with mines.
//!
//! [`map`] draws the printed sheet of what a run found.
//!
//! [`explain`] says why one mine came to its verdict. [`doctor`] examines layers before use and drafts plans. [`mod@verify`] compares a delivery with its manifest.
//!
//! [`query`] answers questions of the command line, [`index`] prepares zones so that it does so at once. [`compare`] says what changed between two runs.
//! [`cut`] takes red lines out of a mining right.
//!
//! [`run`] carries the data through, [`plan`] says what was asked for, [`domain`] holds the nouns, [`crs`] leads to
//! EPSG:4490, [`style`] holds the QGIS symbology, [`error`] what can stop a run. docs/ARCHITECTURE.md tells more.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::float_cmp))]

pub mod check;
mod clock;
pub mod compare;
pub mod convert;
pub mod corners;
pub mod crs;
pub mod cut;
mod digest;
pub mod doctor;
pub mod domain;
pub mod error;
pub mod explain;
mod gdal_messages;
pub mod geometry;
pub mod green;
pub mod index;
pub mod join;
pub mod judge;
pub mod map;
mod ogr_subtype;
pub mod plan;
pub mod query;
pub mod read;
pub mod rules;
pub mod run;
pub mod style;
mod suggest;
pub mod verify;
pub mod write;
