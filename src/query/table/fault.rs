//! What `SQLite` says, in plain words: which option, which character, what was probably meant.

use rusqlite::Error as Sqlite;
use rusqlite::ffi::ErrorCode;

use super::lexer::Kind;
use super::statement::{Statement, Wrong};
use crate::error::Error;
use crate::suggest;

const TABLES: &str = "the tables are mines, zones, hits and defects";

/// Says what is wrong in an option.
pub(super) fn usage(wrong: &Wrong) -> Error {
    let place = wrong.character.map_or(String::new(), |character| format!(", at character {character}"));
    let hint = wrong.hint.clone();
    Error::Usage { problem: format!("{}: {}{place}", wrong.option, wrong.problem), hint: hint.or_else(help) }
}

/// Where nothing better can be said.
#[allow(clippy::unnecessary_wraps, reason = "hints may be missing elsewhere")]
fn help() -> Option<String> {
    Some("oreline query --help shows examples".to_owned())
}

/// The name in a message about a name that no field has.
fn unknown_name(message: &str) -> Option<&str> {
    let name = message.strip_prefix("no such column: ")?;
    let name = name.split(" - should this be").next().unwrap_or(name);
    Some(name.strip_prefix('"').and_then(|name| name.strip_suffix('"')).unwrap_or(name))
}

/// What is said of a name that no field has.
fn unknown_field(name: &str, is_quoted: bool, fields: &[String]) -> String {
    let full_width = ['＝', '＞', '＜', '（', '）', '，', '“', '”', '‘', '’', '\u{3000}', '；', '！'];
    if let Some(sign) = name.chars().find(|sign| full_width.contains(sign)) {
        return format!("the full-width \"{sign}\" is part of a name for SQL: write the sign of ASCII");
    }
    let text = if is_quoted { "a text stands in single quotes" } else { "if a text is meant, quote it" };
    let bare = name.rsplit('.').next().unwrap_or(name);
    match suggest::nearest(bare, fields.iter().map(String::as_str)) {
        Some(nearest) => format!("did you mean \"{nearest}\"? {text}: '{bare}'"),
        None => format!("{text}: '{bare}'; the fields are: {}", listed(fields)),
    }
}

fn listed(fields: &[String]) -> String {
    const MOST: usize = 60;
    let more = fields.len().saturating_sub(MOST);
    let shown = fields[..fields.len().min(MOST)].join(", ");
    if more > 0 { format!("{shown} and {more} more") } else { shown }
}

/// What `SQLite` found wrong with a statement.
pub(super) fn explained(error: &Sqlite, statement: &Statement, fields: &[String], seconds: u64) -> Error {
    let last = statement.fragments.last();
    let plain = |problem: String, hint: Option<String>| {
        let option = last.map_or("--sql", |fragment| fragment.option);
        Error::Usage { problem: format!("{option}: {problem}"), hint: hint.or_else(help) }
    };
    match error {
        Sqlite::SqlInputError { msg, offset, .. } => {
            let origin = usize::try_from(*offset).ok().and_then(|offset| statement.origin(offset));
            let message = in_words(msg);
            let near_word = msg.strip_prefix("near \"").and_then(|rest| rest.split('"').next());
            let is_field = |word: &&str| fields.iter().any(|field| field.eq_ignore_ascii_case(word));
            let hint = if let Some(name) = unknown_name(msg) {
                let is_quoted = origin.is_some_and(|(fragment, at)| {
                    fragment.tokens.iter().any(|token| token.start == at && matches!(token.kind, Kind::Quoted(_)))
                });
                Some(unknown_field(name, is_quoted, fields))
            } else if msg.starts_with("no such table: ") {
                Some(TABLES.to_owned())
            } else if let Some(word) = near_word.filter(is_field) {
                Some(format!("{word} is a word of SQL: write the field in double quotes: \"{word}\""))
            } else {
                near_word.filter(|word| !word.is_ascii()).map(|name| unknown_field(name, true, fields))
            };
            match origin {
                Some((fragment, at)) => {
                    let character = fragment.text.get(..at).map_or(1, |before| before.chars().count() + 1);
                    Error::Usage {
                        problem: format!("{}: {message}, at character {character}", fragment.option),
                        hint: hint.or_else(help),
                    }
                }
                None => plain(message, hint),
            }
        }
        Sqlite::SqliteFailure(code, _) if code.code == ErrorCode::OperationInterrupted => plain(
            format!("no answer within {seconds} seconds: stopped"),
            Some("ask for less, or allow more with --timeout SECONDS".to_owned()),
        ),
        Sqlite::SqliteFailure(_, Some(message)) => {
            let of_field = unknown_name(message).map(|name| unknown_field(name, false, fields));
            let of_table = message.starts_with("no such table: ").then(|| TABLES.to_owned());
            plain(in_words(message), of_field.or(of_table))
        }
        Sqlite::InvalidQuery => plain("the statement does not only read".to_owned(), None),
        Sqlite::MultipleStatement => plain("one statement alone is carried out".to_owned(), None),
        other => plain(in_words(&other.to_string()), None),
    }
}

/// The words of `SQLite`, for people who know fields and texts.
fn in_words(message: &str) -> String {
    if let Some(name) = unknown_name(message) {
        return format!("no field \"{name}\"");
    }
    if let Some(name) = message.strip_prefix("no such table: ") {
        return format!("no table \"{name}\"");
    }
    if let Some(name) = message.strip_prefix("no such function: ") {
        return format!("no function \"{name}\"");
    }
    if let Some(near) = message.strip_prefix("near ").and_then(|rest| rest.strip_suffix(": syntax error")) {
        return format!("not understood near {near}");
    }
    if message == "incomplete input" { "something is missing at its end".to_owned() } else { message.to_owned() }
}
