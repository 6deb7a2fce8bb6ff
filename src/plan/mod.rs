//! What was asked for, checked: layers, their roles and fields, outputs. Knows neither clap nor GDAL.

mod file;
mod file_rules;
mod layer_text;
mod output;
mod quantity;

use std::path::{Path, PathBuf};

use crate::check::FieldChoice;
use crate::domain::{Date, DeliveryStyle, GreenLevel, LayerSource, Measures, Role, ZoneKind};
use crate::error::Error;
use crate::read::Request;

pub use layer_text::parse_layer;
pub use output::{Format, Output, parse_output};
pub use quantity::{parse_area, parse_date, parse_language, parse_length, parse_reading, parse_step, parse_theme};

/// A run, as it was asked for.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The file that it was read from.
    pub file: Option<PathBuf>,
    /// A title for people.
    pub title: Option<String>,
    /// The same in Chinese.
    pub title_zh: Option<String>,
    /// The mines.
    pub mines: LayerPlan,
    /// The zones, in the order of the plan.
    pub zones: Vec<(ZoneKind, LayerPlan)>,
    /// The receptors: rivers, lakes, towns.
    pub receptors: Vec<LayerPlan>,
    /// What is measured, and by which thresholds.
    pub measures: Measures,
    /// What mines are judged by; without tables by the built-in rule.
    pub rules: RulePlan,
    /// Lists of green mines.
    pub green_mines: Vec<GreenPlan>,
    /// What results look like to people.
    pub style: DeliveryStyle,
    /// Where results go.
    pub outputs: Vec<Output>,
    /// Whether outputs that exist are replaced.
    pub overwrite: bool,
    /// Whether only flagged mines are written.
    pub only_flagged: bool,
    /// Whether any defect stops the run.
    pub strict: bool,
}

/// The rule tables of a plan, and how they are to be read.
#[derive(Clone, Debug, Default)]
pub struct RulePlan {
    /// The tables.
    pub tables: Vec<TablePath>,
    /// Further vocabularies, `FILE.toml`.
    pub vocabularies: Vec<PathBuf>,
    /// The day whose rules are in force; `None` for today.
    pub as_of: Option<Date>,
    /// Readings that are chosen, by name.
    pub readings: Vec<(String, String)>,
}

/// A table: `FILE.csv`, `FILE.xlsx` or `FILE.xlsx:SHEET`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TablePath {
    /// The file.
    pub path: PathBuf,
    /// The sheet inside it.
    pub sheet: Option<String>,
}

impl TablePath {
    /// Parts `FILE:SHEET`.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let (path, sheet) = layer_text::split_layer(text);
        Self { path, sheet }
    }
}

/// A list of green mines, which holds names alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GreenPlan {
    /// The table.
    pub table: TablePath,
    /// The level of all its entries, where the list has no column for it.
    pub level: Option<GreenLevel>,
    /// Their year, likewise.
    pub year: Option<u16>,
}

/// One layer of a plan.
#[derive(Clone, Debug, Default)]
pub struct LayerPlan {
    /// The file.
    pub path: PathBuf,
    /// The layer inside it.
    pub layer: Option<String>,
    /// The coordinate system, where the user states it.
    pub crs: Option<String>,
    /// The encoding of text, where the user states it.
    pub encoding: Option<String>,
    /// The fields.
    pub fields: FieldChoice,
}

impl LayerPlan {
    /// What `read` is asked.
    #[must_use]
    pub fn request(&self, role: Role) -> Request {
        Request {
            source: LayerSource { role, path: self.path.clone(), layer: self.layer.clone() },
            id_field: self.fields.id.clone(),
            crs: self.crs.clone(),
            encoding: self.encoding.clone(),
        }
    }
}

impl Plan {
    /// A plan for these mines, with nothing else asked for.
    #[must_use]
    pub fn for_mines(mines: LayerPlan) -> Self {
        Self {
            file: None,
            title: None,
            title_zh: None,
            mines,
            zones: Vec::new(),
            receptors: Vec::new(),
            measures: Measures::default(),
            rules: RulePlan::default(),
            green_mines: Vec::new(),
            style: DeliveryStyle::default(),
            outputs: Vec::new(),
            overwrite: false,
            only_flagged: false,
            strict: false,
        }
    }

    /// Reads a plan from a `plan.toml`, or from the folder that holds one.
    ///
    /// # Errors
    /// No such file, TOML that is not sound, a key that is not known (with the nearest known one).
    pub fn from_path(path: &Path) -> Result<Self, Error> {
        let file = if path.is_dir() { path.join("plan.toml") } else { path.to_owned() };
        if !file.exists() {
            let name = path.display().to_string();
            return Err(if path.is_dir() {
                Error::Plan {
                    path: name,
                    problem: "the folder holds no plan.toml".to_owned(),
                    hint: Some(
                        "name the layers instead: oreline flag --mines FILE --prefectures FILE -o OUT".to_owned(),
                    ),
                }
            } else {
                Error::NoSuchFile(name)
            });
        }
        let text = std::fs::read_to_string(&file)
            .map_err(|source| Error::Read { path: file.display().to_string(), source })?;
        let folder = file.parent().unwrap_or(Path::new(""));
        file::parse(&text, &file, folder)
    }

    /// The title in the language of the results; where it is there in one language only, that one.
    #[must_use]
    pub fn title_in_language(&self) -> Option<String> {
        let (english, chinese) = (self.title.as_deref(), self.title_zh.as_deref());
        let (one, other) = (chinese.or(english)?, english.or(chinese)?);
        Some(self.style.language.choose(one, other).into_owned())
    }

    /// What the join is asked to measure.
    #[must_use]
    pub fn measures(&self) -> Measures {
        let holds_pieces = |output: &Output| matches!(output, Output::Folder(_) | Output::File(_, Format::GeoPackage));
        Measures {
            mines_uncertainty_m: self.mines.fields.uncertainty_m.unwrap_or(0.0),
            keep_pieces: self.outputs.iter().any(holds_pieces),
            ..self.measures
        }
    }

    /// All files that the run reads.
    pub fn inputs(&self) -> impl Iterator<Item = &Path> {
        let zones = self.zones.iter().map(|(_, layer)| layer);
        let layers = std::iter::once(&self.mines).chain(zones).chain(&self.receptors);
        let lists = self.green_mines.iter().map(|list| &list.table);
        let tables = self.rules.tables.iter().chain(lists).map(|table| table.path.as_path());
        let rules = tables.chain(self.rules.vocabularies.iter().map(PathBuf::as_path));
        layers.map(|layer| layer.path.as_path()).chain(rules)
    }
}
