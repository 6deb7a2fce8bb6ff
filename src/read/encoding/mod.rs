//! Text whose format does not fix the encoding: what is declared, what the bytes show, which is used, and decoding.
//!
//! Nothing here knows files. Decoding is that of the WHATWG Encoding Standard, in which GBK is read as GB18030.

mod declared;
mod decode;
mod evidence;
mod file;
mod judge;

use encoding_rs::UTF_8;

use super::Request;
use crate::error::Error;

pub(super) use declared::Declared;
pub(super) use decode::{Fault, decode};
pub(super) use evidence::Evidence;
pub(super) use file::{doubt, line_in_words, named, of_file, recoded};
pub(super) use judge::{Judged, judge};

/// Refuses an encoding that the user states of a format which has its own.
pub(super) fn is_utf8_at_most(request: &Request, reason: &str) -> Result<(), Error> {
    match &request.encoding {
        Some(stated) if declared::by_name(stated) != Some(UTF_8) => Err(Error::StatedEncoding {
            layer: request.source.to_string(),
            stated: stated.clone(),
            reason: reason.to_owned(),
        }),
        _ => Ok(()),
    }
}

/// The encoding that the user states.
pub(super) fn stated(request: &Request) -> Result<Option<Declared>, Error> {
    let Some(stated) = &request.encoding else { return Ok(None) };
    match declared::by_name(stated) {
        Some(encoding) => Ok(Some(Declared::stated(encoding))),
        None => Err(Error::StatedEncoding {
            layer: request.source.to_string(),
            stated: stated.clone(),
            reason: "no encoding of this name is known".to_owned(),
        }),
    }
}
