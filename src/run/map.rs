//! The printed map by itself: of a plan, or of a delivery that was made of one.

use std::path::{Path, PathBuf};

use serde_json::json;

use super::map_delivery;
use super::package::Package;
use super::{GreenLists, RuleSet, Stage, find, may_be_written};
use crate::clock;
use crate::domain::Provenance;
use crate::error::Error;
use crate::map::{Content, Fonts, Sheet, draw};
use crate::plan::Plan;
use crate::{map, write};

pub use crate::map::{Orientation, SheetOptions, SheetSize};

/// The version of the JSON object.
const SCHEMA_VERSION: u32 = 1;

/// What a map is made of.
#[derive(Clone, Debug)]
pub enum MapSource {
    /// A plan, which is carried out up to the judgement.
    Plan(Box<Plan>),
    /// The package of a delivery, whose layers are read.
    Delivery(PathBuf),
}

impl MapSource {
    /// The package that a path means: `flagged.gpkg` itself, or the folder that holds it and no plan; `None` for anything else.
    #[must_use]
    pub fn delivery(path: &Path) -> Option<PathBuf> {
        if path.is_dir() {
            let package = path.join("flagged.gpkg");
            return (package.is_file() && !path.join("plan.toml").exists()).then_some(package);
        }
        path.extension().is_some_and(|end| end.eq_ignore_ascii_case("gpkg")).then(|| path.to_owned())
    }
}

/// What is asked for.
#[derive(Clone, Debug)]
pub struct MapRequest {
    /// What it is made of.
    pub source: MapSource,
    /// Where it goes: `.svg` or `.png`.
    pub outputs: Vec<PathBuf>,
    /// What the sheet looks like.
    pub sheet: SheetOptions,
    /// The family of its letters; `None`: the best that there is.
    pub font: Option<String>,
    /// Dots an inch of a `.png`.
    pub dpi: f64,
    /// Whether older files may be replaced.
    pub overwrite: bool,
}

/// What came of it.
#[derive(Clone, Debug)]
pub struct MapOutcome {
    /// The files.
    pub files: Vec<PathBuf>,
    /// How many mines the map shows, and how many of them are flagged.
    pub mines: usize,
    /// Flagged mines.
    pub flagged: usize,
    /// Width and height of the sheet in millimetres.
    pub sheet_mm: [f64; 2],
    /// N of the scale 1:N.
    pub denominator: f64,
    /// How many labels stand on the map.
    pub labels: usize,
    /// How many found no room.
    pub labels_left_out: usize,
    /// The family of the letters; `None` where there is no font.
    pub font: Option<String>,
    /// What the sheet says of itself.
    pub notes: Vec<String>,
}

/// Makes sheets.
///
/// # Errors
/// Outputs that may not be written, whatever stops a run, and a machine without a font for a `.png`; nothing is then written.
pub fn make_map(request: &MapRequest, on_stage: &mut dyn FnMut(Stage)) -> Result<MapOutcome, Error> {
    let inputs: Vec<PathBuf> = match &request.source {
        MapSource::Plan(plan) => plan.inputs().map(Path::to_owned).collect(),
        MapSource::Delivery(package) => vec![package.clone()],
    };
    check_outputs(request, &inputs)?;
    if request.outputs.iter().any(|output| is_png(output)) {
        map::pixels(request.sheet.size.sides_mm, request.dpi)?;
    }
    let fonts = Fonts::find(request.font.as_deref())?;
    match &request.source {
        MapSource::Delivery(package) => {
            on_stage(Stage::Read);
            let delivery = Package::open(package)?;
            let content = map_delivery::content(&delivery, package, clock::today())?;
            on_stage(Stage::Write);
            draw_all(request, &content, &fonts)
        }
        MapSource::Plan(plan) => of_plan(request, plan, &fonts, on_stage),
    }
}

fn of_plan(
    request: &MapRequest,
    plan: &Plan,
    fonts: &Fonts,
    on_stage: &mut dyn FnMut(Stage),
) -> Result<MapOutcome, Error> {
    let rules = RuleSet::load(&plan.rules)?;
    let lists = GreenLists::load(&plan.green_mines)?;
    // Nothing of it is written, so that pieces are not kept, and mines are not compared with each other.
    let mut plan = plan.clone();
    plan.outputs.clear();
    plan.measures.self_overlap = false;
    find(&plan, rules.as_ref(), on_stage, |found, on_stage| {
        on_stage(Stage::Judge);
        let judged = found.judge(rules.as_ref(), &lists);
        on_stage(Stage::Write);
        let report = found.into_report(judged, &plan, Provenance::default());
        draw_all(request, &Content::of_report(&report, clock::today()), fonts)
    })
}

fn draw_all(request: &MapRequest, content: &Content<'_>, fonts: &Fonts) -> Result<MapOutcome, Error> {
    let sheet = draw(content, &request.sheet, fonts);
    let files = request
        .outputs
        .iter()
        .map(|path| Ok((path.clone(), bytes(&sheet, path, request.dpi, fonts)?)))
        .collect::<Result<Vec<_>, Error>>()?;
    let files = write::byte_files(&files)?;
    Ok(MapOutcome {
        files,
        mines: content.mines.len(),
        flagged: content.flagged(),
        sheet_mm: sheet.sheet_mm,
        denominator: sheet.view.denominator,
        labels: sheet.labels.len(),
        labels_left_out: sheet.left_out,
        font: fonts.family().map(str::to_owned),
        notes: sheet.notes,
    })
}

fn bytes(sheet: &Sheet, path: &Path, dpi: f64, fonts: &Fonts) -> Result<Vec<u8>, Error> {
    if is_png(path) { sheet.png(fonts, dpi, &path.display().to_string()) } else { Ok(sheet.svg.clone().into_bytes()) }
}

fn has_ending(path: &Path, ending: &str) -> bool {
    path.extension().is_some_and(|end| end.eq_ignore_ascii_case(ending))
}

fn is_png(path: &Path) -> bool {
    has_ending(path, "png")
}

fn check_outputs(request: &MapRequest, inputs: &[PathBuf]) -> Result<(), Error> {
    let usage = |problem: String| Error::Usage { problem, hint: Some("-o map.png, -o map.svg, or both".to_owned()) };
    if request.outputs.is_empty() {
        return Err(usage("no output".to_owned()));
    }
    for (position, path) in request.outputs.iter().enumerate() {
        if !is_png(path) && !has_ending(path, "svg") {
            return Err(usage(format!("{}: a map is written as .svg or .png", path.display())));
        }
        if request.outputs[..position].contains(path) {
            return Err(usage(format!("{}: given twice", path.display())));
        }
        if path.is_dir() {
            return Err(Error::IsFolder(path.display().to_string()));
        }
        may_be_written(path, inputs, request.overwrite)?;
    }
    Ok(())
}

impl MapOutcome {
    /// One JSON object.
    #[must_use]
    pub fn to_json(&self) -> String {
        let files: Vec<String> = self.files.iter().map(|file| file.display().to_string()).collect();
        json!({
            "schema_version": SCHEMA_VERSION,
            "outputs": files,
            "mines": self.mines,
            "flagged": self.flagged,
            "sheet_mm": self.sheet_mm,
            "scale_denominator": self.denominator,
            "labels": self.labels,
            "labels_left_out": self.labels_left_out,
            "font": self.font,
            "notes": self.notes,
        })
        .to_string()
    }

    /// For people.
    #[must_use]
    pub fn to_text(&self) -> String {
        let [width, height] = self.sheet_mm;
        let mut lines = vec![format!(
            "{} mines, {} flagged, on {width} x {height} mm at 1:{:.0}: {} names, {} without room",
            self.mines, self.flagged, self.denominator, self.labels, self.labels_left_out
        )];
        lines.extend(self.files.iter().map(|file| format!("{} written", file.display())));
        lines.join("\n")
    }
}
