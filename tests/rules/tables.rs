//! Tables in memory.

use std::sync::OnceLock;

use oreline::domain::Date;
use oreline::error::Error;
use oreline::read::TableRows;
use oreline::rules::{Examination, FindingCode, RuleBook, RuleFinding, Selection, Vocabulary, examine};

/// The built-in one, read once.
pub(crate) fn vocabulary() -> &'static Vocabulary {
    static BUILT_IN: OnceLock<Vocabulary> = OnceLock::new();
    BUILT_IN.get_or_init(Vocabulary::built_in)
}

pub(crate) fn day() -> Date {
    Date::new(2026, 11, 22).unwrap()
}

pub(crate) fn rows(stem: &str, csv: &str) -> TableRows {
    TableRows::from_bytes(csv.as_bytes(), &format!("{stem}.csv"), stem, None, None).unwrap()
}

pub(crate) fn try_book(csv: &str) -> Result<RuleBook, Error> {
    RuleBook::read(&[rows("rules", csv)], vocabulary())
}

pub(crate) fn book(csv: &str) -> RuleBook {
    try_book(csv).unwrap_or_else(|error| panic!("{error}\n{csv}"))
}

pub(crate) fn selection() -> Selection {
    Selection { as_of: day(), readings: Vec::new() }
}

pub(crate) fn examined(book: &RuleBook) -> Examination {
    examine(book, vocabulary(), &selection()).unwrap()
}

pub(crate) fn of_code(found: &Examination, code: FindingCode) -> Vec<&RuleFinding> {
    found.findings.iter().filter(|finding| finding.code == code).collect()
}
