//! One feature a line: the layout that GDAL, QGIS and most programs write, and the quickest to read.

use memchr::{memchr, memchr_iter, memrchr};
use rayon::prelude::*;

use super::Parsed;
use super::envelope::{Envelope, Layout};
use super::feature::FeatureParser;

/// Large enough to make cutting cheap, small enough to keep all cores busy to the end.
const CHUNK_BYTES: usize = 2 << 20;

/// Parses the features, if every line is one whole feature; `None` if the file has another layout or a damaged feature.
///
/// Also gives what stands behind the features.
pub(super) fn parse<'a>(
    bytes: &'a [u8],
    envelope: &Envelope<'_>,
    parser: &FeatureParser,
) -> Option<(Parsed<'a>, &'a str)> {
    let (body, tail) = body(bytes, envelope)?;
    if !first_line_is_whole(body) {
        return None;
    }
    let parts: Option<Vec<Parsed<'a>>> = chunks(body).into_par_iter().map(|chunk| parse_chunk(chunk, parser)).collect();
    Some((Parsed::join(parts?), tail))
}

/// The bytes that hold features, and the text behind the closing bracket of the array.
fn body<'a>(bytes: &'a [u8], envelope: &Envelope<'_>) -> Option<(&'a [u8], &'a str)> {
    match envelope.layout {
        Layout::Sequence => Some((bytes.get(envelope.start..)?, "")),
        Layout::Collection => {
            // The last bracket of the file closes the array unless an array stands in a member behind it; then a line
            // is not a feature, and the braces decide.
            let close = memrchr(b']', bytes).filter(|close| *close >= envelope.start)?;
            let tail = std::str::from_utf8(bytes.get(close + 1..)?).ok().filter(|tail| !tail.trim().is_empty())?;
            Some((bytes.get(envelope.start..close)?, tail))
        }
    }
}

/// A cheap look that spares pretty-printed files the attempt.
fn first_line_is_whole(body: &[u8]) -> bool {
    let body = body.trim_ascii_start();
    let line = &body[..memchr(b'\n', body).unwrap_or(body.len())];
    let line = line.trim_ascii_end();
    line.ends_with(b"},") || line.ends_with(b"}") || line.is_empty()
}

fn chunks(body: &[u8]) -> Vec<&[u8]> {
    let mut chunks = Vec::with_capacity(body.len() / CHUNK_BYTES + 1);
    let mut rest = body;
    while !rest.is_empty() {
        let cut = match rest.get(CHUNK_BYTES..).and_then(|behind| memchr(b'\n', behind)) {
            Some(newline) => CHUNK_BYTES + newline + 1,
            None => rest.len(),
        };
        let (chunk, behind) = rest.split_at(cut);
        chunks.push(chunk);
        rest = behind;
    }
    chunks
}

fn parse_chunk<'a>(chunk: &'a [u8], parser: &FeatureParser) -> Option<Parsed<'a>> {
    // Checking a whole chunk at once is several times faster than checking each string.
    let mut rest = simdutf8::basic::from_utf8(chunk).ok()?;
    let mut parsed = Parsed::default();
    // Memory for as many features as there are lines, in one piece.
    parsed.features.reserve_exact(memchr_iter(b'\n', chunk).count() + 1);
    while !rest.is_empty() {
        let (line, behind) = match memchr(b'\n', rest.as_bytes()) {
            Some(newline) => (&rest[..newline], &rest[newline + 1..]),
            None => (rest, ""),
        };
        rest = behind;
        let line = line.trim_matches(|c: char| c.is_ascii_whitespace() || c == '\u{1e}');
        let line = line.strip_suffix(',').unwrap_or(line).trim_end();
        if line.is_empty() {
            continue;
        }
        parsed.features.push(parser.parse(line, &mut parsed.fields, &mut parsed.foreign_members).ok()?);
    }
    Some(parsed)
}
