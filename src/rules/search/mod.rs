//! Exact search among all inputs of a table.
//!
//! The cells of a fact tell apart finitely many kinds of values ([`partition`](super::partition)); values that no cell in
//! question tells apart are merged. So an input is a choice of one kind for each fact, the conditions of a rule are a box of
//! such choices, and questions (does any input meet this rule and none of those?) are answered by branching over the facts
//! with sets of the boxes that can still hold, never by counting inputs.

mod bits;
mod find;
mod region;
mod space;

pub(super) use bits::Bits;
pub(super) use find::{Steps, Unfinished, find};
pub(super) use space::{Area, Point, Space, Speaker, is_empty, is_within, meet};
