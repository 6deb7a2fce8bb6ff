//! `oreline query`.

use std::path::PathBuf;

use clap::Args;

use super::query_at::{IndexChoice, PlaceQuestion};
use super::{Common, query_at};
use oreline::error::{Error, ExitStatus};

/// Arguments of `oreline query`.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  oreline query layers/xinjiang --at 75.99,39.72
  oreline query layers/xinjiang --at '75°58′E 39°43′N' --as mineral=molybdenum,right=mining
  oreline query layers/xinjiang --at - < points.txt")]
pub(super) struct QueryArguments {
    /// A plan.toml, or a folder that holds one
    pub(super) plan: PathBuf,
    /// A place: LON,LAT in degrees, or degrees, minutes and seconds; - reads one from each line of standard input; may be repeated
    #[arg(long, value_name = "LON,LAT", allow_hyphen_values = true)]
    pub(super) at: Vec<String>,
    /// The coordinate system of the places [default: EPSG:4490]
    #[arg(long, value_name = "CRS")]
    pub(super) crs: Option<String>,
    /// Judge a mine of this kind at the places: mineral=…,right=…,status=…
    #[arg(long = "as", value_name = "FACT=VALUE,…", requires = "at")]
    pub(super) as_mine: Option<String>,
    #[command(flatten)]
    pub(super) index: IndexChoice,
}

#[expect(clippy::needless_pass_by_value)]
pub(super) fn run(arguments: QueryArguments, common: &Common) -> Result<ExitStatus, Error> {
    let question = PlaceQuestion {
        plan: &arguments.plan,
        at: &arguments.at,
        crs: arguments.crs.as_deref(),
        as_mine: arguments.as_mine.as_deref(),
        index: &arguments.index,
        format: oreline::query::Format::Table,
    };
    query_at::run(&question, common)
}
