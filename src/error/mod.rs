//! What stops a run, with the way out, and the exit codes.

mod exit_status;

use std::io;
use std::path::{Path, PathBuf};

use thiserror::Error;

use crate::domain::RuleProblem;
use crate::suggest;

pub use exit_status::ExitStatus;

/// What stops a run. Each names the file, the cause, and (by [`Error::hint`]) the way out.
///
/// Nothing has been written under a final name when one of these is returned.
#[derive(Debug, Error)]
pub enum Error {
    /// No such file.
    #[error("{0}: no such file")]
    NoSuchFile(String),
    /// A folder where a file was expected.
    #[error("{0}: is a folder, not a layer")]
    IsFolder(String),
    /// No byte in it.
    #[error("{0}: the file is empty")]
    EmptyFile(String),
    /// The system refused to read.
    #[error("{path}: cannot be read")]
    Read {
        /// The file.
        path: String,
        /// What the system said.
        source: io::Error,
    },
    /// Not GeoJSON, or damaged so that its features cannot be told apart.
    #[error("{path}: not readable as GeoJSON: {reason}")]
    GeoJson {
        /// The file.
        path: String,
        /// What is wrong, and where.
        reason: String,
    },
    /// GeoJSON is UTF-8 by its standard, and this is something else.
    #[error("{path}: is not UTF-8: byte {byte}")]
    NotUtf8 {
        /// The file.
        path: String,
        /// The first byte that is none of UTF-8.
        byte: usize,
        /// Whether it begins as UTF-16 does.
        is_utf16: bool,
    },
    /// GDAL could not read or write.
    #[error("{path}: GDAL: {message}")]
    Gdal {
        /// The file, with its layer.
        path: String,
        /// GDAL's own words.
        message: String,
    },
    /// The named layer is not there.
    #[error("{path}: no layer \"{layer}\"; it holds: {known}")]
    NoSuchLayer {
        /// The file.
        path: String,
        /// The layer that was asked for.
        layer: String,
        /// The layers that are there.
        known: String,
    },
    /// Several layers, and none was named.
    #[error("{path}: holds several layers: {known}")]
    SeveralLayers {
        /// The file.
        path: String,
        /// The layers that are there.
        known: String,
    },
    /// The layer does not say what its coordinates mean.
    #[error("{layer}: states no coordinate system")]
    NoCrs {
        /// The layer.
        layer: String,
    },
    /// The coordinate system is not known to PROJ.
    #[error("{layer}: coordinate system \"{crs}\": {reason}")]
    UnknownCrs {
        /// The layer.
        layer: String,
        /// What was stated.
        crs: String,
        /// Why it cannot be used.
        reason: String,
    },
    /// PROJ knows no exact way from this datum to CGCS2000.
    #[error("{layer}: coordinate system \"{crs}\" has no exact transformation to EPSG:4490")]
    InexactCrs {
        /// The layer.
        layer: String,
        /// What was stated.
        crs: String,
    },
    /// Parameters of a datum that cannot be used.
    #[error("{layer}: coordinate system \"{crs}\": {reason}")]
    CrsParameters {
        /// The layer.
        layer: String,
        /// What was stated.
        crs: String,
        /// Why they cannot be used.
        reason: String,
    },
    /// Coordinates that cannot be of the zone which is stated.
    #[error("{layer}: states {stated}, but {seen}")]
    OtherZone {
        /// The layer.
        layer: String,
        /// What was stated, and how its eastings look.
        stated: String,
        /// What the coordinates look like.
        seen: String,
        /// What can be done about it.
        hint: String,
    },
    /// Two statements about one layer that cannot both hold.
    #[error("{layer}: the file states the coordinate system \"{stated}\", the command \"{given}\"")]
    ContradictingCrs {
        /// The layer.
        layer: String,
        /// What the file says.
        stated: String,
        /// What the user says.
        given: String,
    },
    /// A text that is none of corners, or whose coordinates ask a question that only a person can answer.
    #[error("{path}: {reason}")]
    Corners {
        /// The file.
        path: String,
        /// What is wrong, or asked.
        reason: String,
    },
    /// Something that cannot be converted, or drawn.
    #[error("{path}: {problem}")]
    Convert {
        /// The file.
        path: String,
        /// What is wrong.
        problem: String,
        /// The way out.
        hint: String,
    },
    /// A table in which no coordinates can be found, or that is no table.
    #[error("{path}: not readable as a table: {reason}")]
    Table {
        /// The file, with its sheet.
        path: String,
        /// What is wrong.
        reason: String,
    },
    /// What text says depends on the encoding, and nothing tells which it is.
    #[error("{layer}: the encoding of text is not certain: {problem}; it reads {readings}")]
    UncertainEncoding {
        /// The layer.
        layer: String,
        /// What contradicts what.
        problem: String,
        /// One text in each encoding that it may be in.
        readings: String,
        /// One of these encodings.
        example: &'static str,
    },
    /// An encoding that is not known, or cannot be that of the layer.
    #[error("{layer}: encoding \"{stated}\": {reason}")]
    StatedEncoding {
        /// The layer.
        layer: String,
        /// What the user said.
        stated: String,
        /// Why it cannot be used.
        reason: String,
    },
    /// A table whose text lost characters, since it is not UTF-8.
    #[error("{layer}: is not UTF-8: {example}")]
    LostText {
        /// The layer.
        layer: String,
        /// Where it was seen.
        example: String,
    },
    /// The unit of a declared area is not known.
    #[error("{layer}: the unit of the area field \"{field}\" is not known{}", stated.as_ref().map(|word| format!(": \"{word}\"")).unwrap_or_default())]
    AreaUnit {
        /// The layer.
        layer: String,
        /// The field.
        field: String,
        /// What the user says it is.
        stated: Option<String>,
    },
    /// A field that was said to hold the kind of receptors tells them all apart.
    #[error("{layer}: more than {most} kinds of receptors")]
    TooManyKinds {
        /// The layer.
        layer: String,
        /// How many there may be.
        most: usize,
    },
    /// A layer without features.
    #[error("{layer}: holds no features")]
    NoFeatures {
        /// The layer.
        layer: String,
    },
    /// A layer of which nothing can be used.
    #[error("{layer}: of {count} features none can be used: {codes}; the first: {example}")]
    AllRefused {
        /// The layer.
        layer: String,
        /// How many features it holds.
        count: usize,
        /// Defects by code.
        codes: String,
        /// The first of them.
        example: String,
        /// What can be done about it.
        hint: String,
    },
    /// A field that the layer does not have.
    #[error("{layer}: no field \"{field}\"; it has: {known}")]
    NoSuchField {
        /// The layer.
        layer: String,
        /// The field that was asked for.
        field: String,
        /// The fields that are there.
        known: String,
        /// The nearest of them.
        nearest: Option<String>,
    },
    /// Something in a plan file that is not understood.
    #[error("{path}: {problem}")]
    Plan {
        /// The plan file.
        path: String,
        /// What is wrong.
        problem: String,
        /// The way out.
        hint: Option<String>,
    },
    /// Rule tables or vocabularies that cannot be used: all that is wrong in them.
    #[error("{}", RuleProblem::list(problems))]
    Rules {
        /// Everything that was found, in the order of files and rows.
        problems: Vec<RuleProblem>,
    },
    /// A list of green mines that cannot be used.
    #[error("{message}")]
    GreenList {
        /// The list, its row and column, and what is wrong.
        message: String,
    },
    /// The command line asks for something that makes no sense.
    #[error("{problem}")]
    Usage {
        /// What is wrong.
        problem: String,
        /// The way out.
        hint: Option<String>,
    },
    /// An output that is there already.
    #[error("{}: exists already", .0.display())]
    OutputExists(PathBuf),
    /// A file of a delivery folder that bears the name of a part and is not listed as one.
    #[error("{}: is not known to be written by oreline: no manifest.json in its folder lists it", .0.display())]
    OutputIsForeign(PathBuf),
    /// An input that changed while the run used it.
    #[error("{0}: changed while it was read")]
    InputChanged(String),
    /// A delivery that cannot be compared with its manifest.
    #[error("{path}: {problem}")]
    Manifest {
        /// The file or folder.
        path: String,
        /// What is wrong with it.
        problem: String,
    },
    /// A prepared index that cannot be used.
    #[error("{path}: {problem}")]
    Index {
        /// The file.
        path: String,
        /// What is wrong with it.
        problem: String,
    },
    /// An output that would destroy an input.
    #[error("{}: is an input of this run", .0.display())]
    OutputIsInput(PathBuf),
    /// The system refused to write.
    #[error("{path}: cannot be written")]
    Write {
        /// The file.
        path: String,
        /// What the system said.
        source: io::Error,
    },
    /// The GeoPackage could not be written.
    #[error("{message}")]
    GeoPackage {
        /// The file, what was tried, and what SQLite or the system said.
        message: String,
    },
    /// `--strict`, and there are defects.
    #[error("{count} defects, and --strict was given: {codes}; the first: {example}")]
    Strict {
        /// How many.
        count: usize,
        /// Defects by code.
        codes: String,
        /// The first of them.
        example: String,
    },
}

impl Error {
    /// What a person can do about it.
    #[must_use]
    pub fn hint(&self) -> Option<String> {
        let hint = match self {
            Self::IsFolder(_) => "name a file; a folder is read only as a plan, when it holds a plan.toml".into(),
            Self::SeveralLayers { path, known } => {
                let first = known.split(", ").next().unwrap_or("LAYER");
                format!("name one: {path}:{first}")
            }
            Self::NoCrs { layer } => format!("state it: {layer},crs=EPSG:4490 (or in the plan: crs = \"EPSG:4490\")"),
            Self::UnknownCrs { .. } => "use a code such as EPSG:4490, EPSG:4527 or EPSG:32645, or GCJ-02, BD-09".into(),
            Self::InexactCrs { layer, .. } => format!(
                "the shift between the datums is local (tens of metres): give your office's parameters, \
                 {layer},crs_parameters=DX/DY/DZ (3, 4 or 7; in the plan: crs_parameters = [DX, DY, DZ]), or accept an \
                 uncertainty, {layer},crs_uncertainty=100m (in the plan: crs_uncertainty = \"100m\")"
            ),
            Self::CrsParameters { .. } => {
                "leave out crs_parameters where none are needed; else see docs/decisions/0009 for their order, units and \
                 signs"
                    .into()
            }
            Self::ContradictingCrs { .. } => "leave out crs= to trust the file, or correct the file".into(),
            Self::UncertainEncoding { layer, example, .. } => {
                format!("say which is right: {layer},encoding={example} (or in the plan: encoding = \"{example}\")")
            }
            Self::StatedEncoding { .. } => {
                "of a Shapefile it may be GBK, GB18030, UTF-8, BIG5, windows-1252 and the like; other formats have their \
                 own"
                    .into()
            }
            Self::LostText { layer, .. } => {
                format!("save it as UTF-8; if it is GBK: iconv -f GB18030 -t UTF-8 '{layer}' > utf8.csv")
            }
            Self::AllRefused { hint, .. } | Self::OtherZone { hint, .. } | Self::Convert { hint, .. } => hint.clone(),
            Self::NoSuchField { nearest: Some(nearest), .. } => format!("did you mean \"{nearest}\"?"),
            Self::NotUtf8 { is_utf16: true, .. } => "it is UTF-16: save it as UTF-8".into(),
            Self::NotUtf8 { path, .. } => format!("if it is GBK: iconv -f GB18030 -t UTF-8 '{path}' > utf8.geojson"),
            Self::NoSuchField { layer, field, .. } if field == "class" => {
                format!("say which field holds the class: {layer},class=FIELD (or in the plan: class = \"FIELD\")")
            }
            Self::NoSuchField { .. } | Self::NoSuchLayer { .. } => "name one of these".into(),
            Self::NoSuchFile(path) => match nearest_file(path) {
                Some(nearest) => format!("did you mean {nearest}?"),
                None => "a path is relative to the folder you are in, inside a plan to the plan".into(),
            },
            Self::EmptyFile(_) => "export the layer again".into(),
            Self::Read { .. } => "see who may read the file, and whether its disk is there".into(),
            Self::GeoJson { .. } => "export the layer again, or look at this place in a text editor".into(),
            Self::Gdal { .. } => "see whether QGIS opens the layer; what it opens, oreline reads".into(),
            Self::Corners { path, .. } => {
                format!("say what the coordinates are: {path},crs=EPSG:4526 (CGCS2000, 3-degree zone 38, with its number)")
            }
            Self::Table { .. } => {
                "call the columns 经度 and 纬度, longitude and latitude, X坐标 and Y坐标, or 拐点坐标 for lists of corners".into()
            }
            Self::AreaUnit { .. } => {
                "say it: area_unit = \"km2\" in [mines] (or ,area_unit=km2 behind the file); one of m2, ha, km2, mu"
                    .into()
            }
            Self::TooManyKinds { .. } => {
                "name the field that says river, lake or town: class = \"FIELD\" (or FILE,class=FIELD)".into()
            }
            Self::NoFeatures { .. } => {
                "see whether it is the right layer, and whether a filter was on when it was exported".into()
            }
            Self::Write { source, .. } if source.kind() == io::ErrorKind::NotFound => "create the folder first".into(),
            Self::Write { .. } | Self::GeoPackage { .. } => {
                "see who may write there and how much room is left, or choose another place".into()
            }
            Self::Plan { hint: None, .. } => "the README shows a plan, under \"Your own layers\"".into(),
            Self::GreenList { .. } => {
                "a list has columns of names, levels and years (名称, 级别, 年度); a level and a year for all rows are stated in the plan: \
                 green_mines = [{ path = \"FILE\", level = \"national\", year = 2020 }]"
                    .into()
            }
            Self::Rules { .. } => "docs/rules.md shows the columns of a rule table and what may stand in a cell".into(),
            Self::Usage { hint: None, .. } => "oreline flag --help shows what can be asked for".into(),
            Self::Plan { hint, .. } | Self::Usage { hint, .. } => return hint.clone(),
            Self::OutputExists(_) => "add --overwrite to replace it".into(),
            Self::OutputIsForeign(_) => "move it away, or choose another folder".into(),
            Self::InputChanged(_) => "run again when nobody writes to it".into(),
            Self::Manifest { .. } => "name the folder of a delivery: oreline flag PLAN -o out/ writes one, oreline verify out/ checks it".into(),
            Self::Index { .. } => "make it anew: oreline index PLAN; or ask without it: oreline query PLAN --no-index".into(),
            Self::OutputIsInput(_) => "choose another name for the output".into(),
            Self::Strict { .. } => "run without --strict to get the defects as a layer".into(),
        };
        Some(hint)
    }

    /// The exit code that goes with it.
    #[must_use]
    pub fn exit_status(&self) -> ExitStatus {
        match self {
            Self::Usage { .. } => ExitStatus::Usage,
            _ => ExitStatus::Failed,
        }
    }
}

/// The file of the same folder whose name is nearest.
fn nearest_file(path: &str) -> Option<String> {
    let path = Path::new(path);
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .ok()?
        .flatten()
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    // The order of a folder is not the same on every machine.
    names.sort_unstable();
    let nearest = suggest::nearest(&path.file_name()?.to_string_lossy(), names.iter().map(String::as_str))?;
    Some(path.with_file_name(nearest).display().to_string())
}
