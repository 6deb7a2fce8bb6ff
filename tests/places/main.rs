//! Questions about places: looked up in a prepared index, streamed, and joined as mines are.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    clippy::print_stdout,
    reason = "a test may fail, and says what it skipped"
)]

mod freshness;
mod lookups;
#[cfg(all(target_os = "linux", target_arch = "x86_64", target_env = "gnu", not(feature = "bundled")))]
mod start;
mod streams;
#[path = "../support/mod.rs"]
mod support;
mod world;
