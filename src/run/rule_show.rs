//! `oreline rules show`: tables for a person to sign.

use std::path::{Path, PathBuf};

use super::RuleQuestion;
use crate::error::Error;
use crate::rules::{Selection, ShowFormat, show};
use crate::write;

/// Shows tables.
///
/// # Errors
/// Tables that cannot be used, a reading that they do not have.
pub fn show_rules(question: &RuleQuestion, format: ShowFormat) -> Result<String, Error> {
    let plan = question.plan()?;
    let rules = question.load()?;
    let selection = Selection { as_of: rules.in_force.as_of, readings: plan.readings };
    show(&rules.book, &rules.vocabulary, &selection, format)
}

/// Writes a text that was asked for as a file, whole or not at all.
///
/// # Errors
/// A file that exists and may not be replaced, one that is an input, or whatever keeps it from being written.
pub fn write_text(path: &Path, text: &str, inputs: &[PathBuf], overwrite: bool) -> Result<PathBuf, Error> {
    may_be_written(path, inputs, overwrite)?;
    write::text_file(path, text)
}

/// Makes sure that a file may take its place.
///
/// # Errors
/// A file that exists and may not be replaced, or that is an input.
pub fn may_be_written(path: &Path, inputs: &[PathBuf], overwrite: bool) -> Result<(), Error> {
    let is_input = |input: &PathBuf| match (input.canonicalize(), path.canonicalize()) {
        (Ok(input), Ok(path)) => input == path,
        _ => false,
    };
    if inputs.iter().any(is_input) {
        return Err(Error::OutputIsInput(path.to_owned()));
    }
    if path.exists() && !overwrite {
        return Err(Error::OutputExists(path.to_owned()));
    }
    Ok(())
}
