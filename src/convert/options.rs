//! What is asked of a conversion.

use std::path::{Path, PathBuf};

use super::system::TextSystem;
use crate::corners::{Orientation, WriteEncoding, WriteLineEnding, WriteOptions};
use crate::error::Error;
use crate::plan::{Format, LayerPlan, Output, parse_output};

/// The encoding of a text that is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Encoding {
    /// GBK, code page 936; a character beyond it is an error.
    #[default]
    Gbk,
    /// GB18030, which holds every character.
    Gb18030,
    /// UTF-8.
    Utf8,
}

impl Encoding {
    /// Its name for people.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Gbk => "GBK",
            Self::Gb18030 => "GB18030",
            Self::Utf8 => "UTF-8",
        }
    }
}

/// How lines end in a text that is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LineEnding {
    /// Carriage return and line feed.
    #[default]
    CrLf,
    /// Line feed.
    Lf,
}

/// How a text is written.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct TextOptions {
    /// The encoding.
    pub encoding: Encoding,
    /// How lines end.
    pub line_ending: LineEnding,
    /// The coordinate system; `None`: that of the source, else the zone that holds the middle of the layer.
    pub system: Option<TextSystem>,
    /// Decimals of new coordinates; `None`: as many as the text had, else two for metres and eight for degrees. Digits that
    /// were read from a text stay as they are.
    pub decimals: Option<usize>,
}

impl TextOptions {
    pub(super) fn write_options(self) -> WriteOptions {
        WriteOptions {
            encoding: if self.encoding == Encoding::Utf8 { WriteEncoding::Utf8 } else { WriteEncoding::Gbk },
            line_ending: if self.line_ending == LineEnding::Lf { WriteLineEnding::Lf } else { WriteLineEnding::CrLf },
            orientation: Orientation::Kept,
        }
    }
}

/// What comes of a conversion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A corner-coordinate text.
    Text(PathBuf),
    /// A layer.
    Layer(PathBuf, Format),
}

impl Target {
    /// The file, by its extension.
    ///
    /// # Errors
    /// An extension that names no format; a folder; standard output.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let path = Path::new(text);
        if path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("txt")) && !path.is_dir() {
            return Ok(Self::Text(path.to_owned()));
        }
        match parse_output(text) {
            Ok(Output::File(path, format)) => Ok(Self::Layer(path, format)),
            Ok(Output::Stdout | Output::Folder(_)) => Err(Error::Usage {
                problem: format!("{text}: a conversion is written to one file"),
                hint: Some("name it: out.gpkg, out.geojson or out.txt".to_owned()),
            }),
            Err(Error::Usage { problem, .. }) => Err(Error::Usage {
                problem,
                hint: Some("use one of .txt .gpkg .geojson .geojsonl .fgb .shp .csv .kml .xlsx".to_owned()),
            }),
            Err(other) => Err(other),
        }
    }

    /// The file.
    #[must_use]
    pub fn path(&self) -> &Path {
        match self {
            Self::Text(path) | Self::Layer(path, _) => path,
        }
    }

    /// What stands beside the file.
    pub(super) fn parts(&self) -> &'static [&'static str] {
        match self {
            Self::Layer(_, Format::Shapefile) => &["shx", "dbf", "prj", "cpg"],
            _ => &[],
        }
    }

    /// A name for a layer: the stem of the file, unless a `GeoPackage` keeps such names for itself.
    pub(super) fn layer_name(&self) -> String {
        let stem = self.path().file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
        let lower = stem.to_ascii_lowercase();
        let is_reserved = ["gpkg_", "rtree_", "sqlite_"].iter().any(|prefix| lower.starts_with(prefix));
        if stem.is_empty() || is_reserved || lower == "layer_styles" { "layer".to_owned() } else { stem }
    }
}

/// A conversion, as it was asked for.
#[derive(Clone, Debug)]
pub struct Conversion {
    /// The source.
    pub layer: LayerPlan,
    /// What comes of it.
    pub target: Target,
    /// How a text is written.
    pub text: TextOptions,
    /// Whether a file that exists is replaced.
    pub overwrite: bool,
}

/// The most decimals of a coordinate.
const MOST_DECIMALS: usize = 10;

/// The decimals of a step such as `0.01`, in units of the coordinates: 1, 0.1, … to ten decimals.
///
/// # Errors
/// Anything else.
pub fn parse_precision(text: &str) -> Result<usize, Error> {
    let decimals = match text.strip_prefix("0.") {
        Some(fraction) if fraction.ends_with('1') && fraction.trim_end_matches('1').len() + 1 == fraction.len() => {
            fraction.trim_start_matches('0').eq("1").then_some(fraction.len())
        }
        _ => (text == "1").then_some(0),
    };
    decimals.filter(|decimals| *decimals <= MOST_DECIMALS).ok_or_else(|| Error::Usage {
        problem: format!("--precision {text}: not understood"),
        hint: Some("1, 0.1, 0.01, 0.001 and so on, in metres (in degrees for --crs EPSG:4490)".to_owned()),
    })
}

/// A step of so many decimals, as it stands in a head.
pub(super) fn step(decimals: usize) -> String {
    if decimals == 0 { "1".to_owned() } else { format!("0.{}1", "0".repeat(decimals - 1)) }
}

#[cfg(test)]
mod tests {
    use super::{Target, parse_precision, step};
    use crate::plan::Format;

    #[test]
    fn steps_are_powers_of_ten() {
        for decimals in 0..=10 {
            assert_eq!(parse_precision(&step(decimals)).unwrap(), decimals);
        }
        for slip in ["", "0", "2", "0.02", "0.11", "0.011", "0.010", "1e-3", "0.00000000001", "-0.1", "0.0一"] {
            assert!(parse_precision(slip).is_err(), "{slip}");
        }
    }

    #[test]
    fn the_ending_says_what_comes_of_it() {
        assert_eq!(Target::parse("成果/地块.TXT").unwrap(), Target::Text("成果/地块.TXT".into()));
        assert_eq!(Target::parse("a.gpkg").unwrap(), Target::Layer("a.gpkg".into(), Format::GeoPackage));
        assert!(["-", "out/", "a", "a.doc"].iter().all(|text| Target::parse(text).is_err()));
        assert_eq!(Target::parse("gpkg_x.gpkg").unwrap().layer_name(), "layer");
        assert_eq!(Target::parse("地块.gpkg").unwrap().layer_name(), "地块");
    }
}
