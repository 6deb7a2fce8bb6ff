//! `oreline index`.

use std::path::PathBuf;

use clap::Args;
use serde_json::json;

use super::{Common, terminal};
use oreline::error::{Error, ExitStatus};
use oreline::index::{self, Made};
use oreline::plan::Plan;

/// Arguments of `oreline index`.
#[derive(Args, Debug)]
#[command(after_help = "\
The index holds the checked zones and receptors of a plan with their point location, and the sums
of the files that they came from. oreline query --at uses it as long as these are what they were

Examples:
  oreline index layers/xinjiang
  oreline index layers/xinjiang -o xinjiang.oreindex")]
pub(super) struct IndexArguments {
    /// A plan.toml, or a folder that holds one
    plan: PathBuf,
    /// The file [default: plan.oreindex beside the plan]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

pub(super) fn run(arguments: &IndexArguments, common: &Common) -> Result<ExitStatus, Error> {
    let plan = Plan::from_path(&arguments.plan)?;
    let path = arguments.output.clone().or_else(|| index::beside(&plan));
    let path = path.ok_or_else(|| Error::Usage { problem: "no place for the index".to_owned(), hint: None })?;
    let made = index::prepare(&plan, &path)?;
    if common.json {
        terminal::result(&as_json(&made))?;
    } else if !common.quiet {
        terminal::result(&as_text(&made))?;
    }
    Ok(if made.defects.is_empty() { ExitStatus::Complete } else { ExitStatus::Incomplete })
}

fn as_json(made: &Made) -> String {
    let zones: serde_json::Map<_, _> =
        made.zones.iter().map(|(kind, count)| (kind.word().to_owned(), (*count).into())).collect();
    let defects: serde_json::Map<_, _> =
        made.defects.iter().map(|(code, count)| (code.clone(), (*count).into())).collect();
    json!({
        "schema_version": 1,
        "output": made.path,
        "bytes": made.bytes,
        "zones": zones,
        "receptors": made.receptors,
        "corners": made.corners,
        "sources": made.sources,
        "defects": defects,
    })
    .to_string()
}

fn as_text(made: &Made) -> String {
    let zones: Vec<String> = made.zones.iter().map(|(kind, count)| format!("{count} {}", kind.layer_name())).collect();
    let mut lines = vec![
        format!("zones: {}", zones.join(", ")),
        format!("receptors: {}", made.receptors),
        format!("corners: {}", made.corners),
    ];
    lines.extend(made.defects.iter().map(|(code, count)| format!("defects: {count} {code}")));
    lines.push(format!("wrote {} ({} bytes, of {} files)", made.path.display(), made.bytes, made.sources));
    lines.join("\n")
}
