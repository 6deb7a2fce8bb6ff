//! `oreline compare`.

use clap::{Args, ValueEnum};

use super::progress::Progress;
use super::{Common, terminal};
use oreline::compare::{self, Request, TOLERANCE_M, WITHIN_M};
use oreline::error::{Error, ExitStatus};
use oreline::plan::{parse_language, parse_length, parse_output, parse_theme};

/// Arguments of `oreline compare`.
#[derive(Args, Debug)]
#[command(after_help = "\
OLD and NEW are folders or packages that oreline flag wrote, or flagged files of any format; a file
may be FILE:LAYER, and may be followed by ,id=FIELD,name=FIELD,crs=EPSG:CODE,encoding=GBK
Mines are matched by id where ids tell, else by place and name; what is not certain is said
Causes are zones (lines, classes, names), rules, and the mines themselves. Packages hold what is
needed to tell them; other files hold no zones and no rules: the cause is then often unknown
Exit codes: 0 complete, also where much changed; 1 failed, nothing written; 2 wrong usage; 4 with
--fail-on: there are such mines

Examples:
  oreline compare out-2025/ out-2026/
  oreline compare out-2025/ out-2026/ -o changes.gpkg --statistics
  oreline compare old.geojson new.geojson --id 编号 --fail-on flagged --json")]
pub(super) struct CompareArguments {
    /// The run before: a folder of oreline flag, or a flagged file
    #[arg(value_name = "OLD")]
    old: String,
    /// The run after
    #[arg(value_name = "NEW")]
    new: String,
    /// Where the mines that changed go: a layer by its extension (.gpkg .geojson .fgb .shp .csv .kml .xlsx …), or a folder (trailing /)
    /// with changes.gpkg, changes.csv and statistics.csv; may be repeated
    #[arg(short, long, value_name = "OUT")]
    output: Vec<String>,
    /// Replace outputs that exist
    #[arg(long)]
    overwrite: bool,
    /// The field of ids, where it has no usual name
    #[arg(long, value_name = "FIELD", help_heading = "Matching")]
    id: Option<String>,
    /// The field of names, where it has no usual name
    #[arg(long, value_name = "FIELD", help_heading = "Matching")]
    name: Option<String>,
    /// Match by place and name alone
    #[arg(long, help_heading = "Matching")]
    ignore_ids: bool,
    /// Mines of one name within this distance are one mine, where ids do not tell [default: 500m]
    #[arg(long, value_name = "DISTANCE", help_heading = "Matching")]
    within: Option<String>,
    /// A point that moved no farther has not moved [default: 1m]
    #[arg(long, value_name = "DISTANCE", help_heading = "Matching")]
    tolerance: Option<String>,
    /// Print statistics of all groups
    #[arg(long)]
    statistics: bool,
    /// The field that makes the groups of the statistics
    #[arg(long, value_name = "FIELD", default_value = "prefecture")]
    by: String,
    /// Exit with code 4 if there are such mines
    #[arg(long, value_name = "WHICH")]
    fail_on: Option<FailOn>,
    /// The language of titles and labels in layers: zh, en or both [default: both]
    #[arg(long, value_name = "LANGUAGE")]
    lang: Option<String>,
    /// The colours of layers: default, cvd or classic
    #[arg(long, value_name = "THEME")]
    theme: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum FailOn {
    /// Any mine changed, came or went
    Changed,
    /// Mines flagged now and not before
    Flagged,
}

impl CompareArguments {
    fn request(&self) -> Result<Request, Error> {
        let length = |name: &str, text: &Option<String>, usual: f64| {
            text.as_deref().map_or(Ok(usual), |text| parse_length(name, text))
        };
        let mut request = Request::new(&self.old, &self.new);
        request.id_field.clone_from(&self.id);
        request.name_field.clone_from(&self.name);
        request.ignore_ids = self.ignore_ids;
        request.tolerance_m = length("--tolerance", &self.tolerance, TOLERANCE_M)?;
        request.within_m = length("--within", &self.within, WITHIN_M)?;
        request.by.clone_from(&self.by);
        request.outputs = self.output.iter().map(|text| parse_output(text)).collect::<Result<_, _>>()?;
        request.overwrite = self.overwrite;
        if let Some(text) = &self.lang {
            request.style.language = parse_language("--lang", text)?;
        }
        if let Some(text) = &self.theme {
            request.style.theme = parse_theme("--theme", text)?;
        }
        Ok(request)
    }
}

pub(super) fn run(arguments: &CompareArguments, common: &Common) -> Result<ExitStatus, Error> {
    let request = arguments.request()?;
    let progress = Progress::new(common.quiet || common.json);
    progress.say("comparing");
    let comparison = compare::run(&request);
    progress.finish();
    let comparison = comparison?;
    if common.json {
        terminal::result(&comparison.to_json())?;
    } else if !common.quiet {
        for remark in &comparison.remarks {
            terminal::error_line(remark);
        }
        terminal::result(&comparison.to_text(arguments.statistics))?;
    }
    let fails = match arguments.fail_on {
        None => false,
        Some(FailOn::Changed) => comparison.has_changes(),
        Some(FailOn::Flagged) => comparison.flagged_now() > 0,
    };
    Ok(if fails { ExitStatus::Flagged } else { ExitStatus::Complete })
}
