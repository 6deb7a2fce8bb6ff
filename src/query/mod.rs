//! **query**: questions of the command line: which zones hold a place or a mine, which mines lie where.

mod format;
mod rows;

pub use format::{Format, format, json_object};
pub use rows::{Cell, Rows};
