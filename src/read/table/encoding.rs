//! The bytes of a text file to text: UTF-8, UTF-16 with its mark, or GB18030 (which GBK and GB 2312 are parts of).

use std::fmt;

use encoding_rs::{Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

use super::Fault;

/// How the bytes of a text file were read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EncodingReport {
    /// What the caller said.
    pub declared: Option<String>,
    /// What the bytes are by themselves; `None` for neither UTF-8 nor GB18030.
    pub detected: Option<&'static str>,
    /// What was used.
    pub used: &'static str,
    /// How many characters could not be read and became U+FFFD; only where the encoding was declared.
    pub lost: usize,
    /// Where the declaration and the bytes disagree, or the bytes leave a doubt: how, for people.
    pub doubt: Option<String>,
}

impl fmt::Display for EncodingReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(declared) = &self.declared {
            write!(f, "declared={declared}, ")?;
        }
        write!(f, "detected={}, used={}", self.detected.unwrap_or("unknown"), self.used)
    }
}

/// Decodes a text file. A declared encoding is used whatever the bytes look like.
pub(super) fn decode(bytes: &[u8], declared: Option<&str>) -> Result<(String, EncodingReport), Fault> {
    let found = detect(bytes);
    let encoding = match (declared, &found) {
        (Some(label), _) => by_label(label).ok_or_else(|| Fault::NoSuchEncoding(label.to_owned()))?,
        (None, Ok(found)) => found.encoding,
        (None, Err(fault)) => return Err(fault.clone()),
    };
    let mark = [UTF_8, UTF_16LE, UTF_16BE].into_iter().find_map(|known| Some((known, rest_after_mark(bytes, known)?)));
    let body = mark.filter(|(marked, _)| *marked == encoding).map_or(bytes, |(_, body)| body);
    if !matches!(encoding.name(), "UTF-16LE" | "UTF-16BE")
        && let Some(at) = bytes.iter().position(|byte| *byte == 0)
    {
        return Err(Fault::NotText { line: line_of(bytes, at) });
    }
    let (text, damaged) = encoding.decode_without_bom_handling(body);
    let lost = if damaged { text.matches('\u{fffd}').count() } else { 0 };
    let mut doubt = found.as_ref().ok().and_then(|found| found.doubt.clone());
    if let (Some(label), Ok(found)) = (declared, &found)
        && found.encoding != encoding
        && found.name != "ASCII"
        && !(encoding.name() == "GBK" && found.encoding == GB18030)
    {
        doubt = Some(format!("the encoding was stated as {label}, but the bytes are {}", found.name));
    } else if damaged {
        doubt = Some(format!("{lost} characters are no {}: they are lost", encoding.name()));
    }
    let detected = found.ok().map(|found| found.name);
    let declared = declared.map(str::to_owned);
    Ok((text.into_owned(), EncodingReport { declared, detected, used: encoding.name(), lost, doubt }))
}

fn by_label(label: &str) -> Option<&'static Encoding> {
    let label = label.trim().to_ascii_lowercase();
    match label.as_str() {
        // Names of Windows and Java for GBK.
        "cp936" | "936" | "ms936" | "windows-936" | "gb18030-2000" | "gb18030-2005" | "gb18030-2022" => Some(GB18030),
        "65001" | "cp65001" | "utf-8-sig" => Some(UTF_8),
        _ => Encoding::for_label(label.as_bytes()),
    }
}

struct Found {
    encoding: &'static Encoding,
    name: &'static str,
    doubt: Option<String>,
}

fn detect(bytes: &[u8]) -> Result<Found, Fault> {
    let found = |encoding, name| Ok(Found { encoding, name, doubt: None });
    for (encoding, name) in [(UTF_8, "UTF-8 with mark"), (UTF_16LE, "UTF-16LE"), (UTF_16BE, "UTF-16BE")] {
        if rest_after_mark(bytes, encoding).is_some() {
            return found(encoding, name);
        }
    }
    let at = match std::str::from_utf8(bytes) {
        Ok(text) if text.is_ascii() => return found(UTF_8, "ASCII"),
        Ok(_) => return found(UTF_8, "UTF-8"),
        Err(error) => error.valid_up_to(),
    };
    // Of bytes above 127 that are GB18030 by intention, few make characters of three bytes in UTF-8.
    let high = bytes.iter().filter(|byte| !byte.is_ascii()).count();
    let whole: usize = bytes
        .utf8_chunks()
        .flat_map(|chunk| chunk.valid().chars())
        .map(char::len_utf8)
        .filter(|length| *length > 2)
        .sum();
    if whole * 10 >= high * 7 {
        return Err(Fault::DamagedUtf8 { line: line_of(bytes, at) });
    }
    if let Some(at) = first_damage_of_gb18030(bytes) {
        return Err(Fault::UnknownEncoding { line: line_of(bytes, at) });
    }
    let (common, all) = common_characters(bytes);
    let doubt = (all >= 10 && common * 10 < all * 7).then(|| {
        format!("only {common} of {all} characters are common Chinese ones: is the table really in GB18030 or GBK?")
    });
    Ok(Found { encoding: GB18030, name: "GB18030", doubt })
}

fn rest_after_mark<'b>(bytes: &'b [u8], encoding: &'static Encoding) -> Option<&'b [u8]> {
    let mark: &[u8] = match encoding.name() {
        "UTF-8" => b"\xef\xbb\xbf",
        "UTF-16LE" => b"\xff\xfe",
        "UTF-16BE" => b"\xfe\xff",
        _ => return None,
    };
    bytes.strip_prefix(mark)
}

fn first_damage_of_gb18030(bytes: &[u8]) -> Option<usize> {
    if GB18030.decode_without_bom_handling_and_without_replacement(bytes).is_some() {
        return None;
    }
    let mut decoder = GB18030.new_decoder_without_bom_handling();
    let mut buffer = vec![0; 4096];
    let mut read = 0;
    loop {
        let (result, used, _) = decoder.decode_to_utf8_without_replacement(&bytes[read..], &mut buffer, true);
        read += used;
        match result {
            encoding_rs::DecoderResult::OutputFull => {}
            _ => return Some(read.saturating_sub(1)),
        }
    }
}

/// How many characters of GB18030 bytes are in GB 2312 (6,763 hanzi and the signs), and how many there are above ASCII.
fn common_characters(bytes: &[u8]) -> (usize, usize) {
    let (mut common, mut all, mut at) = (0, 0, 0);
    while at < bytes.len() {
        if bytes[at].is_ascii() {
            at += 1;
            continue;
        }
        all += 1;
        let trail = bytes.get(at + 1).copied().unwrap_or(0);
        common += usize::from(matches!(bytes[at], 0xa1..=0xa9 | 0xb0..=0xf7) && trail >= 0xa1);
        at += if trail.is_ascii_digit() { 4 } else { 2 };
    }
    (common, all)
}

fn line_of(bytes: &[u8], at: usize) -> usize {
    bytes[..at.min(bytes.len())].split(|byte| *byte == b'\n').count()
}
