//! What stands around the features: where they begin, how they are separated, and the `crs` member.

use std::borrow::Cow;

use memchr::{memchr2, memchr3};

/// How features follow each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Layout {
    /// Elements of the `features` array of a `FeatureCollection`.
    Collection,
    /// One object after the other: `GeoJSONSeq`, or a single bare feature or geometry.
    Sequence,
}

/// Where the features of a file are.
#[derive(Debug)]
pub(super) struct Envelope<'a> {
    pub(super) layout: Layout,
    /// Offset of the first byte behind the opening bracket, or of the first object.
    pub(super) start: usize,
    /// The text of the `crs` member, if it stands before the features.
    pub(super) crs: Option<&'a str>,
    /// The text of the `name` member, if it stands before the features.
    pub(super) name: Option<&'a str>,
}

impl<'a> Envelope<'a> {
    /// Reads the members of the first object up to its features.
    pub(super) fn find(bytes: &'a [u8]) -> Result<Self, String> {
        let open = skip_space(bytes, 0);
        match bytes.get(open) {
            Some(b'{') => {}
            None => return Err("it holds only blanks".to_owned()),
            Some(byte) => return Err(format!("it begins with {}, not with an object {{", printable(*byte))),
        }
        let sequence = Self { layout: Layout::Sequence, start: open, crs: None, name: None };
        let mut has_feature_members = false;
        let (mut crs, mut name) = (None, None);
        let mut kind: Option<&str> = None;
        let mut at = open + 1;
        loop {
            at = skip_space(bytes, at);
            match bytes.get(at) {
                Some(b',') => at += 1,
                Some(b'}') => break,
                Some(b'"') => {
                    let key_end = string_end(bytes, at).ok_or_else(|| truncated(bytes, "inside a member name"))?;
                    let colon = skip_space(bytes, key_end);
                    if bytes.get(colon) != Some(&b':') {
                        return Err(format!("no colon behind a member name at byte {colon}"));
                    }
                    let value = skip_space(bytes, colon + 1);
                    let key = member_name(&bytes[at..key_end]).map_err(|error| format!("{error}, at byte {at}"))?;
                    let key = key.as_ref();
                    if key == b"features" {
                        if bytes.get(value) != Some(&b'[') {
                            return Err("its \"features\" is not an array".to_owned());
                        }
                        return Ok(Self { layout: Layout::Collection, start: value + 1, crs, name });
                    }
                    has_feature_members |= matches!(key, b"geometry" | b"properties" | b"coordinates" | b"geometries");
                    let Some(end) = value_end(bytes, value) else {
                        // A feature that was cut off is for the reader of features to name.
                        return if has_feature_members {
                            Ok(sequence)
                        } else {
                            Err(truncated(bytes, "before its features"))
                        };
                    };
                    let text = std::str::from_utf8(&bytes[value..end])
                        .map_err(|_| format!("it is not UTF-8 near byte {value}"))?;
                    match key {
                        b"crs" => crs = Some(text),
                        b"name" => name = Some(text),
                        b"type" => kind = Some(text.trim_matches('"')),
                        _ => {}
                    }
                    at = end;
                }
                Some(byte) => return Err(format!("unexpected {} at byte {at}", printable(*byte))),
                None => return Err(truncated(bytes, "before its features")),
            }
        }
        match kind {
            Some("FeatureCollection") => Err("a FeatureCollection without \"features\"".to_owned()),
            Some(
                "Feature" | "Point" | "MultiPoint" | "LineString" | "MultiLineString" | "Polygon" | "MultiPolygon",
            ) => Ok(sequence),
            Some(other) => Err(format!("its type is \"{other}\", which is not GeoJSON")),
            None => Err("its first object has no \"type\"".to_owned()),
        }
    }

    /// The texts of the first features, for finding out their field names.
    pub(super) fn first_features(&self, bytes: &'a [u8]) -> Vec<&'a str> {
        let mut texts = Vec::new();
        let mut at = self.start;
        while texts.len() < FIRST_FEATURES {
            at = skip_space(bytes, at);
            match bytes.get(at) {
                Some(b',') => at += 1,
                Some(b'{') => {
                    let Some(end) = object_end(bytes, at) else { break };
                    texts.extend(std::str::from_utf8(&bytes[at..end]));
                    at = end;
                }
                _ => break,
            }
        }
        texts
    }
}

/// One damaged feature at the beginning must not decide for all.
const FIRST_FEATURES: usize = 16;

/// A member name without its quotes, and without escapes if it has any.
fn member_name(quoted: &[u8]) -> Result<Cow<'_, [u8]>, String> {
    if !quoted.contains(&b'\\') {
        return Ok(Cow::Borrowed(&quoted[1..quoted.len() - 1]));
    }
    let name: String = serde_json::from_slice(quoted).map_err(|error| format!("a member name: {error}"))?;
    Ok(Cow::Owned(name.into_bytes()))
}

/// The message for a file that ends too early.
pub(super) fn truncated(bytes: &[u8], place: &str) -> String {
    format!("the file ends {place}, at byte {}: it was cut off", bytes.len())
}

fn printable(byte: u8) -> String {
    if byte.is_ascii_graphic() { format!("\"{}\"", char::from(byte)) } else { format!("the byte 0x{byte:02x}") }
}

/// The first offset from `at` that is neither blank nor a record separator (RFC 8142).
pub(super) fn skip_space(bytes: &[u8], at: usize) -> usize {
    let rest = bytes.get(at..).unwrap_or(&[]);
    at + rest.iter().position(|byte| !matches!(byte, b' ' | b'\t' | b'\r' | b'\n' | 0x1e)).unwrap_or(rest.len())
}

/// The offset behind the closing quote of the string that opens at `at`.
pub(super) fn string_end(bytes: &[u8], at: usize) -> Option<usize> {
    let mut at = at + 1;
    loop {
        let found = at + memchr2(b'"', b'\\', bytes.get(at..)?)?;
        if bytes[found] == b'"' {
            return Some(found + 1);
        }
        at = found + 2;
    }
}

/// The offset behind the object that opens at `at`. Brackets inside it need no counting: braces and quotes suffice.
pub(super) fn object_end(bytes: &[u8], at: usize) -> Option<usize> {
    nested_end(bytes, at, b'{', b'}')
}

fn nested_end(bytes: &[u8], at: usize, open: u8, close: u8) -> Option<usize> {
    let mut depth = 0_usize;
    let mut at = at;
    loop {
        let found = at + memchr3(b'"', open, close, bytes.get(at..)?)?;
        match bytes[found] {
            b'"' => {
                at = string_end(bytes, found)?;
                continue;
            }
            byte if byte == open => depth += 1,
            _ => {
                depth = depth.checked_sub(1)?;
                if depth == 0 {
                    return Some(found + 1);
                }
            }
        }
        at = found + 1;
    }
}

/// The offset behind the value that begins at `at`.
fn value_end(bytes: &[u8], at: usize) -> Option<usize> {
    match bytes.get(at)? {
        b'"' => string_end(bytes, at),
        b'{' => object_end(bytes, at),
        b'[' => nested_end(bytes, at, b'[', b']'),
        _ => {
            let rest = &bytes[at..];
            Some(at + rest.iter().position(|byte| matches!(byte, b',' | b'}' | b']' | b'\n'))?)
        }
    }
}
