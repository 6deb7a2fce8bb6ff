//! **rules**: tables of rules, and what they make of a mine. Pure: no file but through `read`, no geometry.
//!
//! A rule is one row of a table: a cell for each fact that it asks about, and a verdict with its citation. A
//! [`Vocabulary`] says what words mean, a [`RuleBook`] holds all rows of all tables, [`InForce`] those that hold on a
//! day under chosen readings, and an [`Engine`] judges mines by them. docs/rules.md is the language for those who write
//! tables, docs/decisions/0012 the semantics.

mod book;
mod cell;
mod changes;
mod check_overrides;
mod column;
mod difference;
mod engine;
mod examine;
mod examples;
mod exceptions;
mod fact;
mod known;
mod naming;
mod outcome;
mod parse;
mod partition;
mod regions;
mod row;
mod search;
mod select;
mod show;
mod statement;
mod table;
mod vocabulary;
mod words;

pub use book::{Pack, PackKind, Reading, Rule, RuleBook, RulePlace};
pub use cell::{Bound, Cell, Item, RangeCell, WordCell};
pub use changes::{ChangedRule, Changes};
pub use difference::{ChangedRegion, Comparison, Decision, Difference, changed_regions, difference};
pub use engine::Engine;
pub use examine::{Examination, FindingCode, Level, RuleFinding, examine};
pub use examples::{Coverage, Example, Failure, Trial, Unused, Value as ExampleValue, Wrong, test as test_examples};
pub use fact::{Fact, FactKind, Quantity};
pub use known::{Known, Truth};
pub use outcome::{Outcome, truths};
pub use partition::{Part, PartValue, partition};
pub use select::{InForce, LeftOut, ReadingInUse, Selection, Why};
pub use show::{ShowFormat, show};
pub use statement::{Statement, Statements};
pub use vocabulary::{Term, Vocabulary, Words};

#[cfg(test)]
mod tests;
