//! Printing. A reader that has seen enough (a closed pipe) is no error.

use std::io::{self, Write};

use oreline::error::Error;

/// Prints a result on standard output.
pub(super) fn result(text: &str) -> Result<(), Error> {
    bytes(format!("{text}\n").as_bytes())
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
