//! **query**: questions of the command line: which zones hold a place or a mine, which mines lie where.

mod rows;

pub use rows::{Cell, Rows};
