//! Completions and the manual page, from the same definition as the command line.

use clap::{Args, CommandFactory};
use clap_complete::Shell;

use super::{Cli, terminal};
use oreline::error::{Error, ExitStatus};

/// Arguments of `oreline completions`.
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  oreline completions bash > /etc/bash_completion.d/oreline")]
pub(super) struct CompletionsArguments {
    /// The shell
    shell: Shell,
}

pub(super) fn completions(arguments: &CompletionsArguments) -> Result<ExitStatus, Error> {
    let mut text = Vec::new();
    clap_complete::generate(arguments.shell, &mut Cli::command(), "oreline", &mut text);
    terminal::bytes(&text)?;
    Ok(ExitStatus::Complete)
}

pub(super) fn manual_page() -> Result<ExitStatus, Error> {
    let mut text = Vec::new();
    clap_mangen::Man::new(Cli::command())
        .render(&mut text)
        .map_err(|source| Error::Write { path: "manual page".to_owned(), source })?;
    terminal::bytes(&text)?;
    Ok(ExitStatus::Complete)
}
