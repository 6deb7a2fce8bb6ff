//! The font of a sheet: the first with Chinese characters that the machine has, and how wide its texts are.
//!
//! `ORELINE_FONTS` names a folder that is searched instead of those of the system. Machines differ in their fonts, so that the bytes of a
//! sheet are equal on one machine, not on two.

mod face;
mod folders;

use std::cmp::Reverse;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use resvg::usvg::fontdb::{self, Database, FaceInfo, Source};

pub(crate) use face::Face;

use super::content::is_chinese;
use crate::error::Error;

/// The variable that names a folder with fonts.
pub const FOLDER_VARIABLE: &str = "ORELINE_FONTS";

/// Families with simplified Chinese, best first: those without serifs, then those with.
const FAMILIES: [&str; 26] = [
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "思源黑体",
    "思源黑体 CN",
    "Microsoft YaHei",
    "微软雅黑",
    "PingFang SC",
    "苹方-简",
    "Hiragino Sans GB",
    "DengXian",
    "等线",
    "Heiti SC",
    "SimHei",
    "黑体",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "Noto Serif CJK SC",
    "Source Han Serif SC",
    "思源宋体",
    "SimSun",
    "宋体",
    "Songti SC",
    "AR PL UMing CN",
    "Droid Sans Fallback",
];

/// Families for sheets without Chinese, where there is none of the above.
const LATIN_FAMILIES: [&str; 6] = ["Noto Sans", "DejaVu Sans", "Arial", "Helvetica", "Liberation Sans", "Segoe UI"];

/// Characters that a font of Chinese maps must have.
const SAMPLE: [char; 4] = ['矿', '脆', '弱', '线'];

/// The fonts of a sheet.
#[derive(Clone, Debug)]
pub struct Fonts {
    database: Arc<Database>,
    family: Option<String>,
    regular: Option<Face>,
    bold: Option<Face>,
    is_chinese: bool,
}

impl Fonts {
    /// Looks for a family, else for the best that the machine has. Nothing found is no error here: labels are then measured
    /// by rule of thumb, and an SVG can still be drawn.
    ///
    /// # Errors
    /// [`Error::Usage`] where a family is named that is not there.
    pub fn find(family: Option<&str>) -> Result<Self, Error> {
        match std::env::var_os(FOLDER_VARIABLE).filter(|folder| !folder.is_empty()) {
            Some(folder) => Self::in_folder(Path::new(&folder), family),
            None => Self::in_files(folders::system_files(), true, family),
        }
    }

    /// The same in one folder and those below it.
    ///
    /// # Errors
    /// As [`Fonts::find`].
    pub fn in_folder(folder: &Path, family: Option<&str>) -> Result<Self, Error> {
        Self::in_files(folders::files_below(folder), false, family)
    }

    /// No font at all.
    #[must_use]
    pub fn none() -> Self {
        Self { database: Arc::default(), family: None, regular: None, bold: None, is_chinese: false }
    }

    fn in_files(files: Vec<PathBuf>, is_system: bool, family: Option<&str>) -> Result<Self, Error> {
        let mut known = Database::new();
        // Few files are likely to be the ones: a machine may hold a gigabyte of others.
        let (likely, others): (Vec<PathBuf>, Vec<PathBuf>) =
            files.into_iter().partition(|file| folders::is_likely(file));
        load(&mut known, &likely);
        if let Some(found) = Self::chosen(&known, family, false) {
            return Ok(found);
        }
        load(&mut known, &others);
        if is_system {
            known.load_system_fonts();
        }
        match (Self::chosen(&known, family, true), family) {
            (Some(found), _) => Ok(found),
            (None, None) => Ok(Self::none()),
            (None, Some(family)) => Err(Error::Usage {
                problem: format!("--font {family}: no such family among the fonts of this machine"),
                hint: Some(format!("leave it out, or name a folder with fonts: {FOLDER_VARIABLE}=FOLDER")),
            }),
        }
    }

    /// The best face among those that are known; `any`: also one without Chinese, or of a family that nobody listed.
    fn chosen(known: &Database, family: Option<&str>, any: bool) -> Option<Self> {
        let mut faces: Vec<(usize, u16, String, &FaceInfo)> = known
            .faces()
            .filter(|face| face.style == fontdb::Style::Normal && face.stretch == fontdb::Stretch::Normal)
            .filter_map(|face| {
                let rank = match family {
                    Some(family) => usize::from(!is_of(face, family)) * usize::MAX,
                    None => rank(face),
                };
                let distance = face.weight.0.abs_diff(400);
                (rank < usize::MAX || (any && family.is_none()))
                    .then(|| (rank, distance, face.post_script_name.clone(), face))
            })
            .collect();
        faces.sort_by(|one, other| (one.0, one.1, &one.2).cmp(&(other.0, other.1, &other.2)));
        let has_chinese = |face: &Face| SAMPLE.iter().all(|sample| face.glyph(*sample).is_some());
        let mut first = None;
        for (rank, _, _, info) in faces {
            let Some(face) = read(info) else { continue };
            let is_chinese = has_chinese(&face.1);
            if is_chinese || family.is_some() {
                return Some(Self::with(known, info, face, is_chinese));
            }
            if any && first.is_none() && (rank < usize::MAX || face.1.glyph('a').is_some()) {
                first = Some((info, face));
            }
        }
        let (info, face) = first?;
        Some(Self::with(known, info, face, false))
    }

    fn with(known: &Database, info: &FaceInfo, (source, regular): (Source, Face), is_chinese: bool) -> Self {
        let family = name_of(info).to_owned();
        let heavier = |face: &&FaceInfo| {
            is_of(face, &family) && face.style == fontdb::Style::Normal && (600..=800).contains(&face.weight.0)
        };
        let bold = known.faces().filter(heavier).min_by_key(|face| (face.weight.0.abs_diff(700), Reverse(face.index)));
        let bold = bold.and_then(read);
        let mut database = Database::new();
        database.load_font_source(source);
        if let Some((source, _)) = &bold {
            database.load_font_source(source.clone());
        }
        database.set_sans_serif_family(family.clone());
        database.set_serif_family(family.clone());
        Self {
            database: Arc::new(database),
            family: Some(family),
            regular: Some(regular),
            bold: bold.map(|(_, face)| face),
            is_chinese,
        }
    }

    /// What the renderer looks in: the chosen family alone.
    #[must_use]
    pub fn database(&self) -> &Arc<Database> {
        &self.database
    }

    /// Whether there is a font with Chinese characters.
    #[must_use]
    pub fn is_chinese(&self) -> bool {
        self.is_chinese
    }

    /// The chosen family; `None` where there is no font.
    #[must_use]
    pub fn family(&self) -> Option<&str> {
        self.family.as_deref()
    }

    /// The value of `font-family`: the chosen one, then what other machines may have.
    #[must_use]
    pub fn family_list(&self) -> String {
        let usual = ["Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", "PingFang SC", "WenQuanYi Zen Hei"];
        let others = usual.into_iter().filter(|name| Some(*name) != self.family.as_deref());
        let names = self.family.as_deref().into_iter().chain(others);
        let quoted: Vec<String> = names.map(|name| format!("'{}'", name.replace(['\'', '"', '\\'], ""))).collect();
        format!("{}, sans-serif", quoted.join(", "))
    }

    /// How wide a text is, in the unit of its size. Without a font: Chinese characters are as wide as high.
    #[must_use]
    pub fn width(&self, text: &str, size: f64, is_bold: bool) -> f64 {
        let face = self.bold.as_ref().filter(|_| is_bold).or(self.regular.as_ref());
        let width = |character: char| {
            let known = face.and_then(|face| face.advance(face.glyph(character)?));
            known.unwrap_or_else(|| guess(character))
        };
        text.chars().map(width).sum::<f64>() * size
    }
}

/// A width by rule of thumb, in units of the font size.
fn guess(character: char) -> f64 {
    match character {
        ' ' | 'i' | 'j' | 'l' | '.' | ',' | ':' | ';' | '\'' | '|' | '(' | ')' => 0.34,
        'm' | 'w' | 'M' | 'W' | '@' | '%' => 0.9,
        'A'..='Z' => 0.68,
        '\0'..='\u{2FF}' => 0.57,
        _ => 1.0,
    }
}

fn load(known: &mut Database, files: &[PathBuf]) {
    for file in files {
        // A file that cannot be read is no font of this machine.
        let _ = known.load_font_file(file);
    }
}

/// The bytes of a face, read once for all that follows.
fn read(info: &FaceInfo) -> Option<(Source, Face)> {
    let bytes: face::Bytes = match &info.source {
        Source::File(path) => Arc::new(std::fs::read(path).ok()?),
        Source::Binary(bytes) => Arc::clone(bytes),
        #[allow(unreachable_patterns, reason = "a feature of fontdb, which a build may turn on, adds another source")]
        _ => return None,
    };
    let face = Face::new(&bytes, info.index)?;
    Some((Source::Binary(bytes), face))
}

fn is_of(face: &FaceInfo, family: &str) -> bool {
    face.families.iter().any(|(name, _)| name.eq_ignore_ascii_case(family.trim()))
}

fn rank(face: &FaceInfo) -> usize {
    let chinese = FAMILIES.iter().position(|family| is_of(face, family));
    let latin = || LATIN_FAMILIES.iter().position(|family| is_of(face, family)).map(|rank| rank + FAMILIES.len());
    chinese.or_else(latin).unwrap_or(usize::MAX)
}

/// The name by which a renderer finds a face: the first, which `fontdb` makes the English one.
fn name_of(face: &FaceInfo) -> &str {
    face.families.first().map_or("sans-serif", |(name, _)| name.as_str())
}

/// What to tell where a text cannot be drawn as pixels; `None` if it can.
pub(super) fn lacking(fonts: &Fonts, texts: &str) -> Option<&'static str> {
    match (fonts.family(), fonts.is_chinese()) {
        (None, _) => Some("no font is installed"),
        (_, false) if is_chinese(texts) => Some("no installed font has Chinese characters"),
        _ => None,
    }
}

/// The way out.
pub(super) fn remedy() -> String {
    format!(
        "install one (Debian, Ubuntu: apt-get install fonts-noto-cjk), or name a folder with fonts: {FOLDER_VARIABLE}=FOLDER; a map.svg \
         needs none"
    )
}
