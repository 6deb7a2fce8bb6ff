//! `oreline index`.

use std::path::PathBuf;

use clap::Args;

use super::Common;
use oreline::error::{Error, ExitStatus};

/// Arguments of `oreline index`.
#[derive(Args, Debug)]
pub(super) struct IndexArguments {
    /// A plan.toml, or a folder that holds one
    plan: PathBuf,
}

pub(super) fn run(arguments: &IndexArguments, common: &Common) -> Result<ExitStatus, Error> {
    let _ = (&arguments.plan, common.json);
    Ok(ExitStatus::Complete)
}
