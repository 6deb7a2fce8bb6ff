//! Rows of tables to a book.
use super::{RuleBook, Vocabulary};
use crate::error::Error;
use crate::read::TableRows;
pub(super) fn read(_tables: &[TableRows], _vocabulary: &Vocabulary) -> Result<RuleBook, Error> {
    Ok(RuleBook::default())
}
