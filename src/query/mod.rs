//! **query**: questions of the command line: which zones hold a place or a mine, which mines lie where.

mod at;
mod format;
mod rows;

pub use at::{Answers, Asked, Place, StreamCounts, parse_place, stream};
pub use format::{Format, format, json_object};
pub use rows::{Cell, Rows};
