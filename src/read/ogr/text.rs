//! Text of a `.dbf` file, whose encoding GDAL believes to be the declared one: here its bytes are fetched and judged.

use std::borrow::Cow;

use encoding_rs::Encoding;
use gdal::Metadata;
use gdal::vector::{Defn, Layer, LayerAccess, OGRFieldType};

use crate::domain::{DefectCode, ReadRemark, TextEncoding};
use crate::error::Error;
use crate::read::Request;
use crate::read::encoding::{self, Declared, Evidence, Fault, Judged};

/// So many rows are looked at first.
const SAMPLE_ROWS: usize = 1000;
/// A field name has ten bytes at the most, so one of ten may have been cut.
const NAME_BYTES: usize = 10;

/// How the text of one layer is decoded.
pub(super) struct Texts {
    encoding: &'static Encoding,
    report: TextEncoding,
    correction: Option<String>,
    /// The width in bytes of each field that holds text.
    widths: Vec<Option<usize>>,
    /// Whether nothing but ASCII was seen yet.
    is_ascii_so_far: bool,
    saw_all: bool,
}

/// The bytes of a text that GDAL was told to be ISO 8859-1: each character is one byte.
fn bytes(text: &str) -> Cow<'_, [u8]> {
    encoding_rs::mem::encode_latin1_lossy(text)
}

impl Texts {
    /// Judges the encoding of a layer, by its first rows, and by all where these leave it open.
    pub(super) fn of(layer: &mut Layer<'_>, request: &Request) -> Result<Self, Error> {
        match Self::by_rows(layer, request, SAMPLE_ROWS) {
            Err(_) if layer.try_feature_count().is_none_or(|count| count > SAMPLE_ROWS as u64) => {
                Self::by_all_rows(layer, request)
            }
            result => result,
        }
    }

    /// Judges the encoding by all rows.
    pub(super) fn by_all_rows(layer: &mut Layer<'_>, request: &Request) -> Result<Self, Error> {
        Self::by_rows(layer, request, usize::MAX)
    }

    fn by_rows(layer: &mut Layer<'_>, request: &Request, rows: usize) -> Result<Self, Error> {
        let stated = encoding::stated(request)?;
        let declared = declared(layer);
        let candidates = declared.iter().chain(&stated).map(|declared| declared.encoding);
        let mut evidence = Evidence::about(candidates);
        let widths = widths(layer.defn());
        for field in layer.defn().fields() {
            let name = field.name();
            let name = bytes(&name);
            evidence.add(&name, name.len() >= NAME_BYTES);
        }
        for feature in layer.features().take(rows) {
            for (index, width) in widths.iter().enumerate() {
                let Some(width) = *width else { continue };
                if let Ok(Some(text)) = feature.field_as_string(index)
                    && !text.is_ascii()
                {
                    let text = bytes(&text);
                    evidence.add(&text, text.len() >= width);
                }
            }
        }
        match encoding::judge(stated.as_ref(), &declared, &evidence) {
            Judged::Used { encoding, report, correction } => Ok(Self {
                encoding,
                report,
                correction,
                widths,
                is_ascii_so_far: evidence.is_ascii(),
                saw_all: rows == usize::MAX,
            }),
            Judged::Uncertain { problem, readings, example } => {
                Err(Error::UncertainEncoding { layer: request.source.to_string(), problem, readings, example })
            }
        }
    }

    /// Decodes a field name.
    pub(super) fn name(&self, name: &str) -> (String, Option<Fault>) {
        let bytes = bytes(name);
        let (name, fault) = encoding::decode(self.encoding, &bytes, bytes.len() >= NAME_BYTES);
        (name.into_owned(), fault)
    }

    /// Decodes a value of a field that holds text.
    pub(super) fn value(&self, field: usize, value: String) -> (String, Option<Fault>) {
        let Some(Some(width)) = self.widths.get(field).filter(|_| !value.is_ascii()) else { return (value, None) };
        let bytes = bytes(&value);
        let (value, fault) = encoding::decode(self.encoding, &bytes, bytes.len() >= *width);
        (value.into_owned(), fault)
    }

    /// Whether a text beyond the first rows asks for another look at all of them.
    pub(super) fn is_surprised(&self, fault: Option<Fault>, is_ascii: bool) -> bool {
        !self.saw_all && (fault == Some(Fault::Undecodable) || (self.is_ascii_so_far && !is_ascii))
    }

    /// What is to be said of the layer.
    pub(super) fn into_report(self) -> (TextEncoding, Option<ReadRemark>) {
        let remark = |reason| ReadRemark { feature: None, code: DefectCode::EncodingCorrected, reason };
        (self.report, self.correction.map(remark))
    }
}

/// What the file says of itself; GDAL hands it over as it stands there.
fn declared(layer: &Layer<'_>) -> Vec<Declared> {
    let item = |key: &str| layer.metadata_item(key, "SHAPEFILE");
    let cpg = item("CPG_VALUE").and_then(|text| Declared::by_cpg(&text));
    let ldid = item("LDID_VALUE").and_then(|text| Declared::by_ldid(text.parse().ok()?));
    cpg.into_iter().chain(ldid).collect()
}

fn widths(defn: &Defn) -> Vec<Option<usize>> {
    let width = |width: i32| if width > 0 { width as usize } else { usize::MAX };
    defn.fields().map(|field| (field.field_type() == OGRFieldType::OFTString).then(|| width(field.width()))).collect()
}
