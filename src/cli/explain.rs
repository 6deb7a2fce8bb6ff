//! `oreline explain`.

use std::path::Path;

use clap::Args;

use super::flag::PlanArguments;
use super::progress::Progress;
use super::{Common, terminal};
use oreline::error::{Error, ExitStatus};

const USAGE: &str = "explain PLAN MINE";

/// Arguments of `oreline explain`.
#[derive(Args, Debug)]
#[command(override_usage = "oreline explain [OPTIONS] PLAN MINE\n       oreline explain [OPTIONS] --mines FILE MINE")]
#[command(after_help = "\
Shows its facts with their sources, every rule that applies, may apply or is missed by one
condition, the nearest borders, and what would change the verdict. Writes nothing

Examples:
  oreline explain layers/xinjiang XJ-D001
  oreline explain layers/qinba 南泥湖钼矿 --as-of 2020-01-01
  oreline explain --mines mines.gpkg --prefectures units.shp,class=等级 M17 --json")]
pub(super) struct ExplainArguments {
    /// A plan.toml, or a folder that holds one; left out where --mines names the layer
    plan: String,
    /// The mine: its id, else its whole name in any of the name fields, else '#N', its number in the layer from 0
    mine: Option<String>,
    #[command(flatten)]
    asked: PlanArguments,
}

pub(super) fn run(arguments: ExplainArguments, common: &Common) -> Result<ExitStatus, Error> {
    let ExplainArguments { plan, mine, asked } = arguments;
    let (path, mine) = match mine {
        Some(mine) => (Some(plan), mine),
        None => (None, plan),
    };
    if path.is_some() && asked.names_layers() {
        return Err(Error::Usage {
            problem: "both a plan and layers are named".to_owned(),
            hint: Some(format!("oreline {USAGE}, or oreline explain --mines FILE MINE")),
        });
    }
    let plan = asked.into_plan(path.as_deref().map(Path::new), USAGE)?;
    let progress = Progress::new(common.quiet || common.json);
    let explanation = oreline::explain::explain(&plan, &mine, &mut |stage| progress.enter(stage));
    progress.finish();
    let explanation = explanation?;
    if common.json {
        terminal::result(&explanation.to_json())?;
    } else if !common.quiet {
        terminal::result(&explanation.to_text())?;
    }
    Ok(ExitStatus::Complete)
}
