//! Parse, run, print the error, choose the exit code.

mod cli;

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    match cli::run(cli::Cli::parse()) {
        Ok(status) => status.into(),
        Err(error) => {
            cli::report(&error);
            error.exit_status().into()
        }
    }
}
