//! Printing. A reader that has seen enough (a closed pipe) is no error.

use std::io::{self, Write};

use super::Common;
use oreline::error::Error;

/// Prints a result on standard output.
pub(super) fn result(text: &str) -> Result<(), Error> {
    bytes(format!("{text}\n").as_bytes())
}

/// Prints what a command did: remarks for people, and one object or a text.
pub(super) fn outcome(
    common: &Common,
    remarks: impl IntoIterator<Item = String>,
    json: impl FnOnce() -> String,
    text: impl FnOnce() -> String,
) -> Result<(), Error> {
    if !common.quiet {
        remarks.into_iter().for_each(|line| error_line(&line));
    }
    if common.json {
        result(&json())
    } else if common.quiet {
        Ok(())
    } else {
        result(&text())
    }
}

/// Prints bytes on standard output.
pub(super) fn bytes(bytes: &[u8]) -> Result<(), Error> {
    let mut out = io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Error::Write { path: "standard output".to_owned(), source: error })
        }
        _ => Ok(()),
    }
}

/// Prints a line for people on standard error; if that is closed there is no one to tell.
pub(super) fn error_line(text: &str) {
    let _ = writeln!(io::stderr().lock(), "{text}");
}
