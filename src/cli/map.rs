//! `oreline map`.

use std::path::PathBuf;

use clap::Args;

use super::flag::PlanArguments;
use super::progress::Progress;
use super::{Common, terminal};
use oreline::domain::DeliveryStyle;
use oreline::error::{Error, ExitStatus};
use oreline::plan::{Plan, parse_language, parse_theme};
use oreline::run::{MapRequest, MapSource, Orientation, SheetOptions, SheetSize, make_map};

/// Arguments of `oreline map`.
#[derive(Args, Debug)]
#[command(after_help = "\
Shapes of marks tell why a mine is flagged, colours the verdict. Names that find no room are left
out and counted. A .png needs a font with Chinese characters where there are any (Debian:
fonts-noto-cjk); ORELINE_FONTS=FOLDER names a folder with fonts. A .svg needs none

Examples:
  oreline map layers/xinjiang -o map.png --size A3 --dpi 200
  oreline map out/ -o 预警图.svg -o 预警图.png --lang zh --title 矿山预警图
  oreline map --mines mines.gpkg --prefectures units.shp,class=等级 -o map.svg --size 500x400mm")]
pub(super) struct MapArguments {
    /// A plan.toml, or a folder that holds one; or a delivery: its folder, or its flagged.gpkg
    #[arg(conflicts_with_all = ["mines", "prefectures", "belts", "redlines", "positions", "functions", "receptors"])]
    plan: Option<PathBuf>,
    #[command(flatten)]
    asked: PlanArguments,
    /// Where the map goes, by its extension: .png or .svg; may be repeated
    #[arg(short, long, value_name = "OUT", help_heading = "Sheet")]
    output: Vec<PathBuf>,
    /// A4, A3, A2, A1, A0, or width and height such as 500x400mm
    #[arg(long, value_name = "SIZE", default_value = "A3", help_heading = "Sheet")]
    size: String,
    /// Higher than wide [default: the direction in which the map is larger]
    #[arg(long, conflicts_with = "landscape", help_heading = "Sheet")]
    portrait: bool,
    /// Wider than high
    #[arg(long, help_heading = "Sheet")]
    landscape: bool,
    /// Dots an inch of a .png
    #[arg(long, value_name = "N", default_value_t = 200.0, help_heading = "Sheet")]
    dpi: f64,
    /// The language of names, legend and notes: zh, en or both [default: that of the plan, else both]
    #[arg(long = "lang", value_name = "LANGUAGE", help_heading = "Sheet")]
    language: Option<String>,
    /// The colours: default, cvd or classic [default: those of the plan]
    #[arg(long, value_name = "THEME", help_heading = "Sheet")]
    theme: Option<String>,
    /// Title [default: that of the plan]
    #[arg(long, value_name = "TEXT", help_heading = "Sheet")]
    title: Option<String>,
    /// Family of the letters [default: the first with Chinese characters]
    #[arg(long, value_name = "FAMILY", help_heading = "Sheet")]
    font: Option<String>,
    /// Replace outputs that exist
    #[arg(long, help_heading = "Sheet")]
    overwrite: bool,
}

impl MapArguments {
    fn into_request(self) -> Result<MapRequest, Error> {
        let size = SheetSize::parse(&self.size)?;
        let orientation = match (self.portrait, self.landscape) {
            (true, _) => Some(Orientation::Portrait),
            (_, true) => Some(Orientation::Landscape),
            _ => None,
        };
        let delivery = self.plan.as_deref().and_then(MapSource::delivery);
        let (source, mut style) = if let Some(package) = delivery {
            if self.asked != PlanArguments::default() {
                return Err(Error::Usage {
                    problem: format!("{} is a delivery: its mines are judged already", package.display()),
                    hint: Some("name the plan instead, or leave out all options but those of the sheet".to_owned()),
                });
            }
            (MapSource::Delivery(package), DeliveryStyle::default())
        } else {
            let plan = self.asked.into_plan(self.plan.as_deref(), "map PLAN -o map.png")?;
            let style = plan.style;
            (MapSource::Plan(Box::new(plan)), style)
        };
        if let Some(text) = &self.language {
            style.language = parse_language("--lang", text)?;
        }
        if let Some(text) = &self.theme {
            style.theme = parse_theme("--theme", text)?;
        }
        let source = match source {
            // A title may be there in two languages.
            MapSource::Plan(plan) => MapSource::Plan(Box::new(Plan { style, ..*plan })),
            delivery @ MapSource::Delivery(_) => delivery,
        };
        let mut sheet = SheetOptions::of_style(style);
        sheet.size = size;
        sheet.orientation = orientation;
        sheet.title = self.title;
        let (outputs, dpi, font, overwrite) = (self.output, self.dpi, self.font, self.overwrite);
        Ok(MapRequest { source, outputs, sheet, font, dpi, overwrite })
    }
}

pub(super) fn run(arguments: MapArguments, common: &Common) -> Result<ExitStatus, Error> {
    let request = arguments.into_request()?;
    let progress = Progress::new(common.quiet || common.json);
    let outcome = make_map(&request, &mut |stage| progress.enter(stage));
    progress.finish();
    let outcome = outcome?;
    if common.json {
        terminal::result(&outcome.to_json())?;
    } else if !common.quiet {
        terminal::result(&outcome.to_text())?;
    }
    Ok(ExitStatus::Complete)
}
