//! A document to the bytes of a file, or an error that names the parcel.

use super::options::{Encoding, TextOptions};
use super::words;
use crate::corners::{Document, HEAD_SECTION, Item, Section, write};
use crate::domain::LayerSource;
use crate::error::Error;

/// The bytes of a text. They are read again and compared before they are given out.
///
/// # Errors
/// A character that the encoding does not hold; a parcel that would be read as something else.
pub(super) fn bytes(document: &Document, source: &LayerSource, options: &TextOptions) -> Result<Vec<u8>, Error> {
    let fail =
        |problem: String, hint: &str| Err(Error::Convert { path: source.to_string(), problem, hint: hint.to_owned() });
    if options.encoding == Encoding::Gbk
        && let Some((place, letter)) = words::first_beyond_gbk(document)
    {
        let problem = format!("{place}: GBK does not hold the character {letter} (U+{:04X})", u32::from(letter));
        return fail(problem, "write it with --encoding gb18030 (or utf-8), or replace the character");
    }
    let options = options.write_options();
    match write(document, &options) {
        Ok(bytes) => Ok(bytes),
        Err(error) => {
            // Which parcel it is shows when each stands alone.
            let alone = |item: &Item| {
                let Item::Parcel(parcel) = item else { return None };
                let sections = vec![
                    Section { name: Some(HEAD_SECTION.to_owned()), items: Vec::new() },
                    Section { name: Some(crate::corners::PARCEL_SECTION.to_owned()), items: vec![item.clone()] },
                ];
                write(&Document { sections }, &options).err().map(|error| (parcel.title().map(str::to_owned), error))
            };
            let problem = match document.items().find_map(alone) {
                Some((Some(title), error)) => format!("parcel {title}: {error}"),
                Some((None, error)) => format!("a parcel without number and name: {error}"),
                None => error.to_string(),
            };
            fail(problem, "correct it in the source")
        }
    }
}
