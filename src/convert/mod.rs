//! **convert**: corner-coordinate texts and tables to layers and back.
//!
//! | from | to | how |
//! | --- | --- | --- |
//! | text | text | word for word, in another encoding |
//! | text | layer | parcels in EPSG:4490; a `GeoPackage` keeps the text itself in side tables (`tables`) |
//! | `GeoPackage` with these tables | text | word for word, but for what was edited since |
//! | any other layer | text | projected, rounded, numbered, read again |
//! | any other layer | layer | its attributes as they are, in EPSG:4490 |
//!
//! docs/decisions/0011 says why.

mod from_layer;
mod from_text;
mod maker;
mod new_text;
mod options;
mod outcome;
mod restore;
mod shapes;
mod system;
mod tables;
mod text_file;
mod words;

use crate::domain::{Defect, DefectCode, LayerSource, Role, Severity};
use crate::error::Error;
use crate::{read, write};

pub use new_text::{NewText, text_of_areas};
pub use options::{Conversion, Encoding, LineEnding, Target, TextOptions, parse_precision};
pub use outcome::{Outcome, TextOutcome};
pub use system::TextSystem;

/// Carries out a conversion.
///
/// # Errors
/// Whatever keeps the source from being read, all of it from being used, or the target from being written. Nothing has then
/// been put in place.
pub fn run(conversion: &Conversion) -> Result<Outcome, Error> {
    let Conversion { layer, target, text, overwrite } = conversion;
    write::preflight_file(&layer.path, target.path(), target.parts(), *overwrite)?;
    let open = read::open(layer.request(Role::Mines))?;
    if let Some(source) = open.corner_text()? {
        return match target {
            Target::Layer(path, format) => from_text::to_layer(&source, conversion, path, *format),
            // Another system means new coordinates.
            Target::Text(path) if text.system.is_none_or(|system| from_text::is_in(&source, system)) => {
                from_text::to_text(&source, conversion, path)
            }
            Target::Text(path) => from_layer::to_text(open.read()?, conversion, path, Vec::new()),
        };
    }
    let tables = restore::tables(&open)?;
    match (target, tables) {
        (Target::Text(path), Some(tables)) => restore::to_text(open.read()?, tables, conversion, path),
        (Target::Text(path), None) => from_layer::to_text(open.read()?, conversion, path, Vec::new()),
        (Target::Layer(path, format), tables) => {
            from_layer::to_layer(open.read()?, conversion, path, *format, tables.is_some())
        }
    }
}

/// A defect of a feature, or of the whole source.
fn defect(source: &LayerSource, feature: Option<u32>, id: Option<&str>, code: DefectCode, reason: String) -> Defect {
    Defect { source: source.clone(), feature, id: id.map(str::to_owned), code, reason, at: None }
}

/// Stops where nothing is left to be written.
fn demand_some(source: &LayerSource, read: usize, written: usize, defects: &[Defect]) -> Result<(), Error> {
    let layer = source.to_string();
    if read == 0 {
        return Err(Error::NoFeatures { layer });
    }
    let mut refused = defects.iter().filter(|defect| defect.code.severity() == Severity::Refused);
    match refused.next() {
        Some(first) if written == 0 => Err(Error::AllRefused {
            layer,
            count: read,
            codes: crate::check::codes_in_words(&refused.chain([first]).cloned().collect::<Vec<_>>()),
            example: first.to_string(),
            hint: first.code.hint().to_owned(),
        }),
        _ if written == 0 => Err(Error::NoFeatures { layer }),
        _ => Ok(()),
    }
}
