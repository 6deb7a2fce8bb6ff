//! `oreline convert`.

use clap::{Args, ValueEnum};

use super::progress::Progress;
use super::{Common, terminal};
use oreline::convert::{self, Conversion, Encoding, LineEnding, Target, TextOptions, TextSystem, parse_precision};
use oreline::error::{Error, ExitStatus};
use oreline::plan::parse_layer;

/// Arguments of `oreline convert`.
#[derive(Args, Debug)]
#[command(after_help = "\
FILE may be FILE:LAYER, and may be followed by ,name=FIELD,id=FIELD,crs=EPSG:CODE,encoding=GBK
A text becomes a layer in EPSG:4490. A .gpkg keeps the text itself in two side tables, so that it
comes back digit for digit; corners that were moved in QGIS are taken from the layer, and that is said
Any other layer becomes a text of corners J1, J2, …: areas in hectares on the ellipsoid, DKBH from id,
DKMC from name
Exit codes: 0 complete, 1 failed, 2 wrong usage, 3 something was refused (see OUT.defects.geojson) or
needs review

Examples:
  oreline convert 地块.txt 地块.gpkg
  oreline convert 地块.gpkg 地块2.txt --encoding gbk
  oreline convert mines.gpkg:采矿权,id=许可证号,name=矿山名称 out.txt --crs EPSG:4526
  oreline convert corners.xlsx,crs=EPSG:4527 corners.geojson")]
pub(super) struct ConvertArguments {
    /// A corner-coordinate text, a table, or any layer of points or polygons
    #[arg(value_name = "FILE")]
    layer: String,
    /// What comes of it, by its extension: .txt .gpkg .geojson .geojsonl .fgb .shp .csv .kml .xlsx
    #[arg(value_name = "OUT")]
    output: String,
    /// Encoding of a text [default: gbk]
    #[arg(long, value_name = "NAME")]
    encoding: Option<EncodingWord>,
    /// Line ends of a text [default: crlf]
    #[arg(long, value_name = "END")]
    line_ending: Option<LineEndingWord>,
    /// Coordinate system of a text, one of CGCS2000 [default: that of the source if it is a Gauss-Krüger zone, else the
    /// 3-degree zone that holds the middle of the layer]
    #[arg(long, value_name = "EPSG:CODE")]
    crs: Option<String>,
    /// Step of new coordinates [default: that of the text before, else 0.01 m, or 0.00000001 degrees]
    #[arg(long, value_name = "STEP")]
    precision: Option<String>,
    /// Replace an output that exists
    #[arg(long)]
    overwrite: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum EncodingWord {
    Gbk,
    Gb18030,
    #[value(name = "utf-8", alias = "utf8")]
    Utf8,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum LineEndingWord {
    Crlf,
    Lf,
}

impl EncodingWord {
    pub(super) fn choice(word: Option<Self>) -> Encoding {
        match word {
            None | Some(Self::Gbk) => Encoding::Gbk,
            Some(Self::Gb18030) => Encoding::Gb18030,
            Some(Self::Utf8) => Encoding::Utf8,
        }
    }
}

impl LineEndingWord {
    pub(super) fn choice(word: Option<Self>) -> LineEnding {
        match word {
            None | Some(Self::Crlf) => LineEnding::CrLf,
            Some(Self::Lf) => LineEnding::Lf,
        }
    }
}

impl ConvertArguments {
    fn conversion(&self) -> Result<Conversion, Error> {
        let target = Target::parse(&self.output)?;
        let of_texts = [
            ("--encoding", self.encoding.is_some()),
            ("--line-ending", self.line_ending.is_some()),
            ("--crs", self.crs.is_some()),
            ("--precision", self.precision.is_some()),
        ];
        if let (Target::Layer(..), Some((option, _))) = (&target, of_texts.iter().find(|(_, is_given)| *is_given)) {
            return Err(Error::Usage {
                problem: format!("{option} is for texts: {} is a layer, in EPSG:4490", self.output),
                hint: Some("what is said of the source stands behind its name: FILE,crs=EPSG:4526".to_owned()),
            });
        }
        let text = TextOptions {
            encoding: EncodingWord::choice(self.encoding),
            line_ending: LineEndingWord::choice(self.line_ending),
            system: self.crs.as_deref().map(TextSystem::parse).transpose()?,
            decimals: self.precision.as_deref().map(parse_precision).transpose()?,
        };
        Ok(Conversion { layer: parse_layer(&self.layer)?, target, text, overwrite: self.overwrite })
    }
}

pub(super) fn run(arguments: &ConvertArguments, common: &Common) -> Result<ExitStatus, Error> {
    let conversion = arguments.conversion()?;
    let progress = Progress::new(common.quiet || common.json);
    progress.say("converting");
    let outcome = convert::run(&conversion);
    progress.finish();
    let outcome = outcome?;
    terminal::outcome(common, outcome.remarks(), || outcome.to_json(), || outcome.to_text())?;
    Ok(if outcome.needs_a_person() { ExitStatus::Incomplete } else { ExitStatus::Complete })
}
