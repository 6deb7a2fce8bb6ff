//! **query**: questions of the command line: which zones hold a place or a mine, which mines lie where.
//!
//! A plan is carried out up to the judgement, places choose among its mines (`places`, exact, a border belongs to its place), expressions in SQL
//! are asked of a table in memory (`table`), and rows come out in any format (`format`, `output`). What lies at a
//! place that is no mine is looked up in a prepared index, or streamed (`at`).

mod answer;
mod at;
mod delivery;
mod format;
mod mines;
mod names;
mod output;
mod places;
mod rows;
mod table;
mod zones;

pub use answer::{Answer, Question, Subject, query, query_report};
pub use at::{Answers, Asked, Place, StreamCounts, parse_place, stream};
pub use format::{Format, format, json_object};
pub use output::saved_json;
pub use places::{BoundingBox, parse_box};
pub use rows::{Cell, Rows};
pub use table::Filter;
