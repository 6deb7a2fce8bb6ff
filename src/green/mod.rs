//! Lists of green mines, which are names alone, joined with mines; never silently.
//!
//! National and regional offices publish names by year, and take some off again. [`GreenList::from_rows`] reads the rows of
//! a table; [`match_mines`] joins its entries with mines and says of every entry what became of it.
//!
//! - **Confirmed**: a person wrote the id of the mine beside the entry. Nothing else counts then.
//! - **Exact**: the same text in Unicode form NFKC, without blanks around it.
//! - **Normalised**: the same core. Case, blanks, punctuation and brackets go; remarks in brackets go where they are known
//!   ones, and 露天 and 井工 must not contradict; numbers become Arabic; common traditional characters become simplified
//!   (about a hundred); places in front go, and must not contradict; forms of companies go; 矿山 at the end is 矿. What is
//!   mined, numbers and directions stay.
//! - All else is for a person: up to three candidates with a likeness (how it is measured stands in `alike.rs`), or all
//!   mines of one name, up to 20.
//!
//! **Several entries of one mine**: the highest level counts, then the newest year. A removal ends entries of its own level
//! of its own and earlier years, whose mine or name is the same; a later entry counts again.
//!
//! Known limits: of prefectures those of Xinjiang are known, and those that mines are said to lie in; English names of
//! places in front of names stay; a list with company and mine in two columns is matched by the mine.

mod alike;
mod cells;
mod columns;
mod fault;
mod fold;
mod list;
mod matching;
mod name;
mod numerals;
mod place;
mod standing;
mod words;

pub use fault::{GreenFault, GreenFaultKind};
pub(crate) use fold::{fold, simplified};
pub use list::{GreenEntry, GreenList, Stated};
pub use matching::{NamedMine, match_mines};
