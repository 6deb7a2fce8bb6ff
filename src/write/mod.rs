//! **write**: a finished report to layers and a summary. Knows files and GDAL, decides nothing.
//!
//! Everything is written beside its place and renamed at the end, when all of it is there: what fails half-way, or is
//! killed, leaves nothing under a final name and does no harm to what stood there before.

mod added;
mod area_counts;
mod counts;
mod delivery;
mod findings;
mod flatgeobuf;
mod folder;
mod formats;
mod geojson;
pub mod gpkg;
mod green_review;
mod ledger;
mod manifest;
mod manifest_file;
mod map_sheet;
mod metadata;
mod mine_table;
mod ogr;
mod page;
mod parquet;
mod pieces;
mod plain;
mod preflight;
mod project;
mod readme;
mod report;
mod rows;
mod rule_counts;
mod rule_tables;
mod staged;
mod styles;
mod summary;
mod table;
mod titles;
mod values;

pub use findings::{FoundDefect, found_defects, text_file};
pub use ledger::is_formula;
pub use manifest_file::{MANIFEST_NAME, Manifest, ManifestFile, ManifestInput, Part, PartTable};
pub use map_sheet::byte_files;
pub use mine_table::MineTable;
pub use plain::{Content, PlainLayer, PlainRow, SideTable, converted, converted_all, several};
pub use preflight::{preflight, preflight_file};
pub use report::{Outputs, report};
pub use summary::Summary;
pub use table::{Column, Value};
