//! The built program, as a user meets it: sound layers in all layouts and formats, and every kind of bad input.
//!
//! Each run goes through [`world::World::flag`], which makes sure of what holds for all of them: no panic, a documented
//! exit code, no temporary file left behind, and after a failure every file as it was.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    clippy::print_stdout,
    reason = "a test may fail, and says what it skipped"
)]

mod areas;
mod attributes;
mod balance;
mod bombs;
mod check;
mod classes;
mod closed_pipe;
mod commands;
mod compare;
mod convert;
mod coordinate_systems;
mod coordinates;
mod corner_text;
mod cut;
mod declared;
mod deliveries;
mod distances;
mod examples;
mod explain;
mod formats_in;
mod formats_out;
mod full_disk;
mod init;
mod killed;
mod layouts;
mod map;
mod margins;
mod messages;
mod odd_names;
mod options;
mod outputs;
mod pieces;
mod places;
mod polygons;
mod receptors;
mod rules;
mod samples;
mod threads;
mod truncated;
mod verdicts;
mod world;
