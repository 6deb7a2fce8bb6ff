//! The printed map: labels, legend, scale, projection, XML, pixels.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout, reason = "a test may fail")]

#[path = "../support/mod.rs"]
mod support;

mod labels;
mod legend;
mod markup;
mod pixels;
mod scale;
mod world;
