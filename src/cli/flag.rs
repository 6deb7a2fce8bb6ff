//! `oreline flag`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::progress::Progress;
use super::{Common, terminal};
use oreline::domain::ZoneKind;
use oreline::error::{Error, ExitStatus};
use oreline::plan::{LayerPlan, Output, Plan, parse_layer, parse_output};

/// Arguments of `oreline flag`.
#[derive(Args, Debug)]
#[command(after_help = "\
FILE may be FILE:LAYER, and may be followed by ,name=FIELD,class=FIELD,id=FIELD,crs=EPSG:CODE

Examples:
  oreline flag layers/xinjiang -o out/
  oreline flag --mines mines.gpkg:采矿权 --prefectures units.shp,class=等级 \\
      --redlines 红线.geojson -o flagged.gpkg")]
pub(super) struct FlagArguments {
    /// A plan.toml, or a folder that holds one
    #[arg(conflicts_with_all = ["mines", "prefectures", "belts", "redlines", "positions", "functions"])]
    plan: Option<PathBuf>,
    /// Mines: points, or polygons of mining rights
    #[arg(long, value_name = "FILE")]
    mines: Option<String>,
    /// Prefectures with a fragility class
    #[arg(long, value_name = "FILE")]
    prefectures: Vec<String>,
    /// Metallogenic belts
    #[arg(long, value_name = "FILE")]
    belts: Vec<String>,
    /// Ecological red lines
    #[arg(long, value_name = "FILE")]
    redlines: Vec<String>,
    /// Core and periphery of a plan
    #[arg(long, value_name = "FILE")]
    positions: Vec<String>,
    /// Ecological function zones
    #[arg(long, value_name = "FILE")]
    functions: Vec<String>,
    /// Where results go: .geojson .geojsonl .gpkg .fgb .shp .csv .kml .xlsx, a folder (trailing /), or - for GeoJSON on
    /// standard output; may be repeated
    #[arg(short, long, value_name = "OUT")]
    output: Vec<String>,
    /// Replace outputs that exist
    #[arg(long)]
    overwrite: bool,
    /// Write these mines alone
    #[arg(long, value_name = "WHICH")]
    only: Option<Only>,
    /// Let any defect stop the run before anything is written
    #[arg(long)]
    strict: bool,
    /// Exit with code 4 if there are such mines
    #[arg(long, value_name = "WHICH")]
    fail_on: Option<Only>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Only {
    /// Flagged mines
    Flagged,
}

impl FlagArguments {
    fn into_plan(self) -> Result<Plan, Error> {
        let mut plan = match (&self.plan, &self.mines) {
            (Some(path), _) => Plan::from_path(path)?,
            (None, Some(mines)) => Plan {
                title: None,
                mines: parse_layer(mines)?,
                zones: self.zones()?,
                outputs: Vec::new(),
                overwrite: false,
                only_flagged: false,
                strict: false,
            },
            (None, None) => {
                return Err(Error::Usage {
                    problem: "neither a plan nor --mines".to_owned(),
                    hint: Some(
                        "oreline flag PLAN -o out/, or oreline flag --mines FILE --prefectures FILE -o out/".to_owned(),
                    ),
                });
            }
        };
        if plan.zones.is_empty() {
            return Err(Error::Usage {
                problem: "no zones: nothing can be flagged".to_owned(),
                hint: Some("name at least one layer: --prefectures FILE or --redlines FILE".to_owned()),
            });
        }
        if !self.output.is_empty() {
            plan.outputs = self.output.iter().map(|text| parse_output(text)).collect::<Result<_, _>>()?;
        }
        plan.overwrite = self.overwrite;
        plan.only_flagged = self.only == Some(Only::Flagged);
        plan.strict = self.strict;
        Ok(plan)
    }

    fn zones(&self) -> Result<Vec<(ZoneKind, LayerPlan)>, Error> {
        let layers = [
            (ZoneKind::Prefecture, &self.prefectures),
            (ZoneKind::Belt, &self.belts),
            (ZoneKind::Redline, &self.redlines),
            (ZoneKind::Position, &self.positions),
            (ZoneKind::Function, &self.functions),
        ];
        layers
            .into_iter()
            .flat_map(|(kind, files)| files.iter().map(move |file| Ok((kind, parse_layer(file)?))))
            .collect()
    }
}

pub(super) fn run(arguments: FlagArguments, common: &Common) -> Result<ExitStatus, Error> {
    let fails_on_flagged = arguments.fail_on == Some(Only::Flagged);
    let plan = arguments.into_plan()?;
    let to_stdout = plan.outputs.contains(&Output::Stdout);
    if to_stdout && common.json {
        return Err(Error::Usage {
            problem: "--json and -o - both want standard output".to_owned(),
            hint: Some("write the layer to a file".to_owned()),
        });
    }
    let progress = Progress::new(common.quiet || common.json);
    let summary = oreline::run::run(&plan, &mut |stage| progress.enter(stage));
    progress.finish();
    let summary = summary?;
    if common.json {
        terminal::result(&summary.to_json())?;
    } else if !common.quiet {
        if to_stdout {
            // Where no file can hold them, refused features are named here.
            for defect in summary.defects() {
                terminal::error_line(&defect.to_string());
            }
            terminal::error_line(&summary.to_text());
        } else {
            terminal::result(&summary.to_text())?;
        }
    }
    Ok(if fails_on_flagged && summary.flagged > 0 {
        ExitStatus::Flagged
    } else if summary.is_incomplete() {
        ExitStatus::Incomplete
    } else {
        ExitStatus::Complete
    })
}
