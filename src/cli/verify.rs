//! `oreline verify`.

use std::path::PathBuf;

use clap::Args;

use super::{Common, terminal};
use oreline::error::{Error, ExitStatus};
use oreline::verify::verify;

/// Arguments of `oreline verify`.
#[derive(Args, Debug)]
#[command(after_help = "\
A GeoPackage is compared by its content, so opening it in QGIS changes nothing. Inputs are looked for where the run was told
to read them, seen from the current folder; a delivery that was handed over has none of them, which is no difference.

Exit codes: 0 nothing differs; 1 a part is missing or was changed; 3 the parts are whole, but an input was changed since.

Examples:
  oreline flag layers/xinjiang -o out/
  oreline verify out/")]
pub(super) struct VerifyArguments {
    /// The folder of a delivery, or its manifest.json
    folder: PathBuf,
}

pub(super) fn run(arguments: &VerifyArguments, common: &Common) -> Result<ExitStatus, Error> {
    let verification = verify(&arguments.folder)?;
    if common.json {
        terminal::result(&verification.to_json())?;
    } else if !common.quiet {
        terminal::result(&verification.to_text())?;
    }
    Ok(verification.status())
}
