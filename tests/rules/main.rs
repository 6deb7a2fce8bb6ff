//! The analysis of rule tables: planted faults, random books against the enumeration of all inputs, and mutations of the
//! shipped tables.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test may fail, and says what it counted"
)]

#[path = "../support/random.rs"]
#[allow(dead_code, reason = "each test program uses a part of this")]
mod random;

mod differences;
mod examples;
mod inputs;
mod mutations;
mod oracle;
mod planted;
mod shown;
mod tables;
