//! `oreline query --at`.

use super::Common;
use super::query::QueryArguments;
use oreline::error::{Error, ExitStatus};

pub(super) fn run(arguments: &QueryArguments, common: &Common) -> Result<ExitStatus, Error> {
    let _ = (&arguments.plan, &arguments.at, &arguments.crs, &arguments.as_mine, common.json);
    Ok(ExitStatus::Complete)
}
