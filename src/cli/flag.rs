//! `oreline flag`.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::progress::Progress;
use super::{Common, terminal};
use oreline::domain::{Measures, ZoneKind};
use oreline::error::{Error, ExitStatus};
use oreline::plan::{
    GreenPlan, LayerPlan, Output, Plan, RulePlan, TablePath, parse_area, parse_date, parse_language, parse_layer,
    parse_length, parse_output, parse_reading, parse_step, parse_theme,
};

/// Arguments of `oreline flag`.
#[derive(Args, Debug)]
#[command(after_help = "\
FILE may be FILE:LAYER, and may be followed by ,name=FIELD,class=FIELD,id=FIELD,crs=EPSG:CODE,encoding=GBK
--mines FILE may also be followed by ,area=FIELD,area_unit=km2 where the source declares an area
Xi'an 1980 and Beijing 1954 need ,crs_parameters=DX/DY/DZ (3, 4 or 7) or ,crs_uncertainty=100m; crs=GCJ-02 and crs=BD-09 are known

Examples:
  oreline flag layers/xinjiang -o out/
  oreline flag --mines mines.gpkg:采矿权 --prefectures units.shp,class=等级 \\
      --redlines 红线.geojson -o flagged.gpkg
  oreline flag rights/plan.toml --uncertainty 50m --self-overlap -o out/")]
pub(super) struct FlagArguments {
    /// A plan.toml, or a folder that holds one
    #[arg(conflicts_with_all = ["mines", "prefectures", "belts", "redlines", "positions", "functions", "receptors"])]
    plan: Option<PathBuf>,
    #[command(flatten)]
    asked: PlanArguments,
    /// Where results go: .geojson .geojsonl .gpkg .fgb .parquet .shp .csv .kml .xlsx, a folder (trailing /), or - for GeoJSON on
    /// standard output; may be repeated
    #[arg(short, long, value_name = "OUT")]
    output: Vec<String>,
    /// Replace outputs that exist
    #[arg(long)]
    overwrite: bool,
    /// The language of titles, labels and pages: zh, en or both [default: both]
    #[arg(long, value_name = "LANGUAGE", help_heading = "Delivery")]
    lang: Option<String>,
    /// The colours: default (yellow to red), cvd (for every kind of colour vision) or classic (green to red)
    #[arg(long, value_name = "THEME", help_heading = "Delivery")]
    theme: Option<String>,
    /// Write the sheets of the ledger as CSV as well (UTF-8 with a byte order mark)
    #[arg(long, help_heading = "Delivery")]
    csv: bool,
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

/// The layers, measures and rules of a run.
#[derive(Args, Debug, Default, PartialEq)]
pub(super) struct PlanArguments {
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
    /// Rivers, lakes, towns: points, lines or polygons that the distance is measured to
    #[arg(long, value_name = "FILE")]
    receptors: Vec<String>,
    /// Search radius for the nearest red line and receptor [default: 10km]
    #[arg(long, value_name = "DISTANCE")]
    near: Option<String>,
    /// By how much lines may be wrong: says whether each flag would hold, and by what margin
    #[arg(long, value_name = "DISTANCE")]
    uncertainty: Option<String>,
    /// A common area below this is a sliver, which goes to review [default: 1m2]
    #[arg(long, value_name = "AREA")]
    sliver_area: Option<String>,
    /// A common area narrower than this in the mean is a sliver [default: 1m]
    #[arg(long, value_name = "DISTANCE")]
    sliver_width: Option<String>,
    /// List mining rights that overlap each other
    #[arg(long)]
    self_overlap: bool,
    /// Round areas of pieces to this step so that they add up to the whole (such as 0.0001ha, 1m2)
    #[arg(long, value_name = "AREA")]
    balance: Option<String>,
    /// Rule tables that say what follows for which mines: .csv, .xlsx or FILE.xlsx:SHEET; may be repeated
    #[arg(long, value_name = "FILE", help_heading = "Rules")]
    rules: Vec<String>,
    /// Further words for minerals, states and other facts of mines: .toml; may be repeated
    #[arg(long, value_name = "FILE", help_heading = "Rules")]
    vocabulary: Vec<PathBuf>,
    /// The day whose rules are in force [default: today]
    #[arg(long, value_name = "DATE", help_heading = "Rules")]
    as_of: Option<String>,
    /// How an unclear rule is read, where its table offers a choice: NAME=CHOICE, or NAME=all; may be repeated
    #[arg(long, value_name = "NAME=CHOICE", help_heading = "Rules")]
    reading: Vec<String>,
    /// Lists of green mines, names alone: .csv, .xlsx or FILE.xlsx:SHEET; may be repeated
    #[arg(long, value_name = "FILE", help_heading = "Rules")]
    green_mines: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Only {
    /// Flagged mines
    Flagged,
}

impl FlagArguments {
    fn into_plan(self) -> Result<Plan, Error> {
        let mut plan = self.asked.into_plan(self.plan.as_deref(), "flag PLAN -o out/")?;
        if !self.output.is_empty() {
            plan.outputs = self.output.iter().map(|text| parse_output(text)).collect::<Result<_, _>>()?;
        }
        if let Some(text) = &self.lang {
            plan.style.language = parse_language("--lang", text)?;
        }
        if let Some(text) = &self.theme {
            plan.style.theme = parse_theme("--theme", text)?;
        }
        plan.style.csv |= self.csv;
        plan.overwrite = self.overwrite;
        plan.only_flagged = self.only == Some(Only::Flagged);
        plan.strict = self.strict;
        Ok(plan)
    }
}

impl PlanArguments {
    /// Whether layers are named, which a plan would name.
    pub(super) fn names_layers(&self) -> bool {
        let several =
            [&self.prefectures, &self.belts, &self.redlines, &self.positions, &self.functions, &self.receptors];
        self.mines.is_some() || several.iter().any(|files| !files.is_empty())
    }

    /// The plan of this path, else one of the layers that are named. `usage` is the shortest way to call the command.
    pub(super) fn into_plan(self, path: Option<&Path>, usage: &str) -> Result<Plan, Error> {
        let mut plan = match (path, &self.mines) {
            (Some(path), _) => Plan::from_path(path)?,
            (None, Some(mines)) => {
                let mut plan = Plan::for_mines(parse_layer(mines)?);
                plan.zones = self.zones()?;
                plan.receptors = self.receptors.iter().map(|file| parse_layer(file)).collect::<Result<_, _>>()?;
                plan
            }
            (None, None) => {
                let by_layers = usage.replace("PLAN", "--mines FILE --prefectures FILE");
                return Err(Error::Usage {
                    problem: "neither a plan nor --mines".to_owned(),
                    hint: Some(format!("oreline {usage}, or oreline {by_layers}")),
                });
            }
        };
        if plan.zones.is_empty() {
            return Err(Error::Usage {
                problem: "no zones: nothing can be flagged".to_owned(),
                hint: Some("name at least one layer: --prefectures FILE or --redlines FILE".to_owned()),
            });
        }
        self.set_measures(&mut plan.measures)?;
        self.set_rules(&mut plan.rules)?;
        if !self.green_mines.is_empty() {
            let list = |text: &String| GreenPlan { table: TablePath::parse(text), level: None, year: None };
            plan.green_mines = self.green_mines.iter().map(list).collect();
        }
        Ok(plan)
    }

    /// What is named on the command line goes before what the plan says.
    fn set_measures(&self, measures: &mut Measures) -> Result<(), Error> {
        let length =
            |name: &str, text: &Option<String>| text.as_deref().map(|text| parse_length(name, text)).transpose();
        let area = |name: &str, text: &Option<String>| text.as_deref().map(|text| parse_area(name, text)).transpose();
        measures.near_m = length("--near", &self.near)?.unwrap_or(measures.near_m);
        measures.uncertainty_m = length("--uncertainty", &self.uncertainty)?.or(measures.uncertainty_m);
        measures.sliver_m2 = area("--sliver-area", &self.sliver_area)?.unwrap_or(measures.sliver_m2);
        measures.sliver_width_m = length("--sliver-width", &self.sliver_width)?.unwrap_or(measures.sliver_width_m);
        if let Some(step) = &self.balance {
            measures.balance = Some(parse_step("--balance", step)?);
        }
        measures.self_overlap |= self.self_overlap;
        Ok(())
    }

    /// Tables named on the command line take the place of those of the plan, with their readings; a reading that of the
    /// same name.
    fn set_rules(&self, rules: &mut RulePlan) -> Result<(), Error> {
        if !self.rules.is_empty() {
            rules.tables = self.rules.iter().map(|text| TablePath::parse(text)).collect();
            rules.readings.clear();
        }
        let is_about_rules = self.as_of.is_some() || !self.reading.is_empty() || !self.vocabulary.is_empty();
        if rules.tables.is_empty() && is_about_rules {
            return Err(Error::Usage {
                problem: "--as-of, --reading and --vocabulary speak of rule tables, and there are none".to_owned(),
                hint: Some("name a table: --rules FILE, or rules = [\"FILE\"] in the plan".to_owned()),
            });
        }
        rules.vocabularies.extend(self.vocabulary.iter().cloned());
        if let Some(text) = &self.as_of {
            rules.as_of = Some(parse_date("--as-of", text)?);
        }
        for text in &self.reading {
            let (name, choice) = parse_reading(text)?;
            rules.readings.retain(|(known, _)| *known != name);
            rules.readings.push((name, choice));
        }
        Ok(())
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
    Ok(if fails_on_flagged && summary.flagged() > 0 {
        ExitStatus::Flagged
    } else if summary.is_incomplete() {
        ExitStatus::Incomplete
    } else {
        ExitStatus::Complete
    })
}
