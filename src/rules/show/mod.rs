//! A table for a person to read and to sign: as text, as Markdown, as a page of HTML.

mod html;
mod markdown;
mod sheet;
mod text;
mod words;

use super::{RuleBook, Selection, Vocabulary};
use crate::error::Error;
use sheet::Sheet;

/// The forms of a shown table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShowFormat {
    /// For a terminal.
    Text,
    /// For a repository.
    Markdown,
    /// For a printer: one file, without anything from elsewhere.
    Html,
}

/// Shows all packs of a book, each with its topics, rules, readings, sources and days; both languages stand beside each other
/// where the table has both.
///
/// # Errors
/// [`Error::Usage`] for a reading or a choice that no table has.
pub fn show(
    book: &RuleBook,
    vocabulary: &Vocabulary,
    selection: &Selection,
    format: ShowFormat,
) -> Result<String, Error> {
    let sheet = Sheet::new(book, vocabulary, selection)?;
    Ok(match format {
        ShowFormat::Text => text::text(&sheet),
        ShowFormat::Markdown => markdown::markdown(&sheet),
        ShowFormat::Html => html::html(&sheet),
    })
}
