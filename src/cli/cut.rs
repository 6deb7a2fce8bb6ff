//! `oreline cut`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::convert::{EncodingWord, LineEndingWord};
use super::progress::Progress;
use super::{Common, terminal};
use oreline::convert::{Target, TextOptions, TextSystem, parse_precision};
use oreline::cut::{self, Request, Rights, Smallest};
use oreline::domain::{AreaUnit, Step, ZoneKind};
use oreline::error::{Error, ExitStatus};
use oreline::plan::{Plan, parse_area, parse_length, parse_step};

/// Arguments of `oreline cut`.
#[derive(Args, Debug)]
#[command(after_help = "\
What lies in red lines is taken away exactly; a buffer is never too narrow, and too wide by at most
0.1 % and 1 cm. Parts that are too small or too narrow are listed and not kept. The areas of all
parts add up to the right before. A text numbers corners as a text of the whole right does: those
that stay keep their numbers, new ones go on behind the highest. Without -o and --text nothing is
written
Exit codes: 0 complete, 1 failed, 2 wrong usage, 3 parts are small, or something was refused or
needs review

Examples:
  oreline cut layers/rights --mine C6500002020000300000004
  oreline cut layers/rights --mine '#3' --buffer 50m -o cut.gpkg --text cut.txt
  oreline cut layers/rights --all --min-area 1ha --min-width 50m -o cut.geojson --json")]
pub(super) struct CutArguments {
    /// A plan.toml, or a folder that holds one
    plan: PathBuf,
    /// A right: its id, else its whole name in any of the name fields, else '#N', its number in the layer from 0; may be
    /// repeated
    #[arg(long, value_name = "ID", required_unless_present = "all", conflicts_with = "all")]
    mine: Vec<String>,
    /// Every right that has an area in common with the zones or their buffer
    #[arg(long)]
    all: bool,
    /// Kind of zones that are cut out; may be repeated [default: redline]
    #[arg(long, value_name = "KIND")]
    kind: Vec<KindWord>,
    /// Only the zone of this id or whole name; may be repeated
    #[arg(long, value_name = "NAME")]
    zone: Vec<String>,
    /// Cut out what lies within this distance of the zones as well [default: 0m]
    #[arg(long, value_name = "LENGTH")]
    buffer: Option<String>,
    /// A part with a smaller area is small [default: 1m2]
    #[arg(long, value_name = "AREA")]
    min_area: Option<String>,
    /// A part that is nowhere wider is small: the diameter of the largest circle in it [default: 1m]
    #[arg(long, value_name = "LENGTH")]
    min_width: Option<String>,
    /// Keep small parts; they are listed all the same
    #[arg(long)]
    keep_small: bool,
    /// Round areas to this step so that they add up [default: 0.0001ha]
    #[arg(long, value_name = "STEP")]
    balance: Option<String>,
    /// A layer of all parts, by its extension: .gpkg .geojson .geojsonl .fgb .parquet .shp .csv .kml .xlsx
    #[arg(short, long, value_name = "OUT")]
    output: Option<String>,
    /// A corner-coordinate text of what remains
    #[arg(long, value_name = "OUT.txt")]
    text: Option<String>,
    /// Encoding of the text [default: gbk]
    #[arg(long, value_name = "NAME", requires = "text", help_heading = "Text")]
    encoding: Option<EncodingWord>,
    /// Line ends of the text [default: crlf]
    #[arg(long, value_name = "END", requires = "text", help_heading = "Text")]
    line_ending: Option<LineEndingWord>,
    /// Coordinate system of the text, one of CGCS2000 [default: that of the source if it is a Gauss-Krüger zone, else the
    /// 3-degree zone that holds the middle of what remains]
    #[arg(long, value_name = "EPSG:CODE", requires = "text", help_heading = "Text")]
    crs: Option<String>,
    /// Step of coordinates in the text [default: 0.01 m, or 0.00000001 degrees]
    #[arg(long, value_name = "STEP", requires = "text", help_heading = "Text")]
    precision: Option<String>,
    /// Replace outputs that exist
    #[arg(long)]
    overwrite: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum KindWord {
    Redline,
    Belt,
    Position,
    Function,
    Prefecture,
}

impl KindWord {
    fn kind(self) -> ZoneKind {
        match self {
            Self::Redline => ZoneKind::Redline,
            Self::Belt => ZoneKind::Belt,
            Self::Position => ZoneKind::Position,
            Self::Function => ZoneKind::Function,
            Self::Prefecture => ZoneKind::Prefecture,
        }
    }
}

impl CutArguments {
    fn request(&self) -> Result<Request, Error> {
        let length =
            |name: &str, text: &Option<String>| text.as_deref().map(|text| parse_length(name, text)).transpose();
        let usual = Smallest::default();
        let smallest = Smallest {
            area_m2: self
                .min_area
                .as_deref()
                .map(|text| parse_area("--min-area", text))
                .transpose()?
                .unwrap_or(usual.area_m2),
            width_m: length("--min-width", &self.min_width)?.unwrap_or(usual.width_m),
            is_kept: self.keep_small,
        };
        let output = self.output.as_deref().map(Target::parse).transpose()?;
        let output = match output {
            None => None,
            Some(Target::Layer(path, format)) => Some((path, format)),
            Some(Target::Text(path)) => {
                return Err(Error::Usage {
                    problem: format!("-o {}: the parts are a layer", path.display()),
                    hint: Some(format!("a text of corners is asked for by --text {}", path.display())),
                });
            }
        };
        let text = match self.text.as_deref().map(Target::parse).transpose()? {
            None => None,
            Some(Target::Text(path)) => Some(path),
            Some(Target::Layer(path, _)) => {
                return Err(Error::Usage {
                    problem: format!("--text {}: a text of corners ends in .txt", path.display()),
                    hint: Some(format!("a layer is asked for by -o {}", path.display())),
                });
            }
        };
        let mut kinds: Vec<ZoneKind> = self.kind.iter().map(|word| word.kind()).collect();
        kinds.sort_unstable();
        kinds.dedup();
        if kinds.is_empty() {
            kinds.push(ZoneKind::Redline);
        }
        Ok(Request {
            rights: if self.all { Rights::All } else { Rights::Named(self.mine.clone()) },
            kinds,
            zones: self.zone.clone(),
            buffer_m: length("--buffer", &self.buffer)?.unwrap_or(0.0),
            smallest,
            balance: match &self.balance {
                Some(text) => parse_step("--balance", text)?,
                None => Step { count: 0.0001, unit: AreaUnit::Hectare },
            },
            output,
            text,
            text_options: TextOptions {
                encoding: EncodingWord::choice(self.encoding),
                line_ending: LineEndingWord::choice(self.line_ending),
                system: self.crs.as_deref().map(TextSystem::parse).transpose()?,
                decimals: self.precision.as_deref().map(parse_precision).transpose()?,
            },
            overwrite: self.overwrite,
        })
    }
}

pub(super) fn run(arguments: &CutArguments, common: &Common) -> Result<ExitStatus, Error> {
    let request = arguments.request()?;
    let plan = Plan::from_path(&arguments.plan)?;
    let progress = Progress::new(common.quiet || common.json);
    progress.say("cutting");
    let outcome = cut::cut(&plan, &request);
    progress.finish();
    let outcome = outcome?;
    terminal::outcome(common, outcome.remarks(), || outcome.to_json(), || outcome.to_text())?;
    Ok(if outcome.needs_a_person() { ExitStatus::Incomplete } else { ExitStatus::Complete })
}
