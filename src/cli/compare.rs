//! `oreline compare`.

use std::path::PathBuf;

use clap::Args;

use super::Common;
use oreline::error::{Error, ExitStatus};

/// Arguments of `oreline compare`.
#[derive(Args, Debug)]
pub(super) struct CompareArguments {
    /// A plan.toml, or a folder that holds one
    plan: PathBuf,
}

pub(super) fn run(arguments: &CompareArguments, common: &Common) -> Result<ExitStatus, Error> {
    let _ = (&arguments.plan, common.json);
    Ok(ExitStatus::Complete)
}
