//! `oreline init`.

use std::path::PathBuf;

use clap::Args;

use super::progress::Progress;
use super::{Common, terminal};
use oreline::doctor;
use oreline::error::{Error, ExitStatus};

/// Arguments of `oreline init`.
#[derive(Args, Debug)]
#[command(after_help = "\
Roles and fields are guessed from names and values; the reason of each guess stands in a comment of the plan
Exit codes: 0 the plan can be run, 3 it is written, and a person has to fill something in

Example:
  oreline init 某地/ && oreline check 某地/ && oreline flag 某地/ -o out/")]
pub(super) struct InitArguments {
    /// The folder with the layers; it gets the plan.toml
    folder: PathBuf,
    /// Replace a plan.toml that exists
    #[arg(long)]
    overwrite: bool,
}

pub(super) fn run(arguments: &InitArguments, common: &Common) -> Result<ExitStatus, Error> {
    let progress = Progress::new(common.quiet || common.json);
    let draft = doctor::draft(&arguments.folder, arguments.overwrite, &mut |layer| progress.say(layer));
    progress.finish();
    let draft = draft?;
    if common.json {
        terminal::result(&draft.to_json())?;
    } else if !common.quiet {
        terminal::result(&draft.to_text())?;
    }
    Ok(if draft.is_complete() { ExitStatus::Complete } else { ExitStatus::Incomplete })
}
