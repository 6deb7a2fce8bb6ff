//! Bytes to lines of text: which encoding, which line ends.
//!
//! A byte order mark decides. Else text that is valid UTF-8 is UTF-8; else text that is mostly valid UTF-8 is damaged
//! UTF-8; else it is GB18030, which holds GBK and GB 2312. Neither a line feed nor a carriage return can be part of a
//! character in UTF-8 or GB18030, so lines are cut first, and a damaged one leaves the others alone.

use std::borrow::Cow;

use encoding_rs::{DecoderResult, Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

use super::complaint::{Complaint, Rule};

/// The encoding in which a file was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextEncoding {
    /// UTF-8 without a mark; ASCII too.
    Utf8,
    /// UTF-8 behind a byte order mark.
    Utf8WithBom,
    /// GB18030, or GBK, which is a part of it.
    Gb18030,
    /// UTF-16, little end first, behind a byte order mark.
    Utf16Le,
    /// UTF-16, big end first, behind a byte order mark.
    Utf16Be,
}

impl TextEncoding {
    /// Its usual name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Utf8WithBom => "UTF-8 with a byte order mark",
            Self::Gb18030 => "GB18030",
            Self::Utf16Le => "UTF-16LE",
            Self::Utf16Be => "UTF-16BE",
        }
    }

    /// Whether the file says so itself, by its mark.
    #[must_use]
    pub fn is_declared(self) -> bool {
        matches!(self, Self::Utf8WithBom | Self::Utf16Le | Self::Utf16Be)
    }
}

/// How lines end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineEnding {
    /// There is one line alone, without an end.
    None,
    /// Line feed.
    Lf,
    /// Carriage return and line feed.
    CrLf,
    /// Carriage return.
    Cr,
    /// More than one of them.
    Mixed,
}

/// A file as lines.
pub(super) struct Decoded {
    pub(super) encoding: TextEncoding,
    pub(super) line_ending: LineEnding,
    pub(super) lines: Vec<Line>,
    pub(super) complaints: Vec<Complaint>,
}

/// A line without its end.
pub(super) struct Line {
    /// Trimmed of blanks of all widths, of marks and of what stands for the end of a file.
    pub(super) text: String,
    /// Whether bytes were no text; then `text` holds replacement characters.
    pub(super) is_damaged: bool,
}

pub(super) fn decode(bytes: &[u8]) -> Decoded {
    let (encoding, body) = detect(bytes);
    let text: Cow<'_, [u8]> = match encoding {
        TextEncoding::Utf16Le => whole(UTF_16LE, body),
        TextEncoding::Utf16Be => whole(UTF_16BE, body),
        _ => Cow::Borrowed(body),
    };
    let codec = if encoding == TextEncoding::Gb18030 { GB18030 } else { UTF_8 };
    let mark = bytes.len() - body.len();
    let mut complaints = Vec::new();
    if matches!(encoding, TextEncoding::Utf16Le | TextEncoding::Utf16Be) {
        complaints.push(Complaint::new(Rule::Utf16, 1, format!("the file is {}", encoding.name())));
    }
    let (pieces, line_ending) = cut(&text);
    if line_ending == LineEnding::Mixed {
        complaints.push(Complaint::new(Rule::MixedLineEnds, None, "lines end in more than one way"));
    }
    let mut lines = Vec::with_capacity(pieces.len());
    for (number, (start, piece)) in pieces.into_iter().enumerate() {
        let fault = fault(codec, piece);
        if let Some(at) = fault {
            complaints.push(Complaint::new(
                Rule::Undecodable,
                number + 1,
                format!("byte {} of the file (0x{:02X}) is no {}", mark + start + at + 1, piece[at], encoding.name()),
            ));
        }
        let (decoded, _) = codec.decode_without_bom_handling(piece);
        lines.push(Line { text: trim(&decoded).to_owned(), is_damaged: fault.is_some() });
    }
    Decoded { encoding, line_ending, lines, complaints }
}

fn whole<'b>(codec: &'static Encoding, body: &'b [u8]) -> Cow<'b, [u8]> {
    let (text, _) = codec.decode_without_bom_handling(body);
    Cow::Owned(text.into_owned().into_bytes())
}

/// The encoding and what stands behind a byte order mark.
fn detect(bytes: &[u8]) -> (TextEncoding, &[u8]) {
    for (mark, encoding) in [
        (&b"\xEF\xBB\xBF"[..], TextEncoding::Utf8WithBom),
        (b"\xFF\xFE", TextEncoding::Utf16Le),
        (b"\xFE\xFF", TextEncoding::Utf16Be),
    ] {
        if let Some(body) = bytes.strip_prefix(mark) {
            return (encoding, body);
        }
    }
    if std::str::from_utf8(bytes).is_ok() {
        return (TextEncoding::Utf8, bytes);
    }
    // Nearly every Chinese character of GBK is an error in UTF-8, so a file with more sound characters than errors is
    // UTF-8 with a wound. Read as GB18030 it would often decode without any error, to other characters.
    let (mut sound, mut errors) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        sound += chunk.valid().chars().filter(|letter| !letter.is_ascii()).count();
        errors += usize::from(!chunk.invalid().is_empty());
    }
    (if sound > errors { TextEncoding::Utf8 } else { TextEncoding::Gb18030 }, bytes)
}

/// Where the first byte stands that is no text.
fn fault(codec: &'static Encoding, piece: &[u8]) -> Option<usize> {
    let mut decoder = codec.new_decoder_without_bom_handling();
    let room = decoder.max_utf8_buffer_length_without_replacement(piece.len())?;
    let (result, read, _) = decoder.decode_to_utf8_without_replacement(piece, &mut vec![0; room], true);
    let DecoderResult::Malformed(length, behind) = result else { return None };
    Some(read.saturating_sub(usize::from(length) + usize::from(behind)).min(piece.len().saturating_sub(1)))
}

/// Lines with their places. What stands behind the last line end is a line only if there is something.
fn cut(bytes: &[u8]) -> (Vec<(usize, &[u8])>, LineEnding) {
    let mut pieces = Vec::new();
    let mut kinds = [false; 3];
    let (mut start, mut at) = (0, 0);
    while at < bytes.len() {
        let (kind, length) = match (bytes[at], bytes.get(at + 1)) {
            (b'\n', _) => (0, 1),
            (b'\r', Some(b'\n')) => (1, 2),
            (b'\r', _) => (2, 1),
            _ => {
                at += 1;
                continue;
            }
        };
        kinds[kind] = true;
        pieces.push((start, &bytes[start..at]));
        at += length;
        start = at;
    }
    if start < bytes.len() {
        pieces.push((start, &bytes[start..]));
    }
    let ending = match kinds {
        [false, false, false] => LineEnding::None,
        [true, false, false] => LineEnding::Lf,
        [false, true, false] => LineEnding::CrLf,
        [false, false, true] => LineEnding::Cr,
        _ => LineEnding::Mixed,
    };
    (pieces, ending)
}

/// Blanks of all widths, the byte order mark of a file that was appended, and what ended a file in former systems.
pub(super) fn is_blank(letter: char) -> bool {
    letter.is_whitespace() || matches!(letter, '\u{FEFF}' | '\u{200B}' | '\u{1A}' | '\0')
}

pub(super) fn trim(text: &str) -> &str {
    text.trim_matches(is_blank)
}

#[cfg(test)]
mod tests {
    use super::{LineEnding, TextEncoding, cut, decode};

    #[test]
    fn lines_are_cut_at_every_kind_of_end() {
        let (lines, ending) = cut(b"a\r\nb\nc\rd");
        assert_eq!(lines.iter().map(|line| line.1).collect::<Vec<_>>(), [b"a", b"b", b"c", b"d"]);
        assert_eq!(ending, LineEnding::Mixed);
        assert_eq!(cut(b"a\r\n").1, LineEnding::CrLf);
        assert_eq!(cut(b"a\rb\r").1, LineEnding::Cr);
        assert_eq!(cut(b"a").1, LineEnding::None);
        assert!(cut(b"").0.is_empty());
    }

    #[test]
    fn the_encoding_is_found() {
        let text = "[地块坐标]\n某某地块";
        let (gbk, _, _) = encoding_rs::GB18030.encode(text);
        assert_eq!(decode(text.as_bytes()).encoding, TextEncoding::Utf8);
        assert_eq!(decode(&gbk).encoding, TextEncoding::Gb18030);
        assert_eq!(decode(&gbk).lines[1].text, "某某地块");
        assert_eq!(decode(format!("\u{FEFF}{text}").as_bytes()).encoding, TextEncoding::Utf8WithBom);
        let utf16: Vec<u8> = "\u{FEFF}[地块坐标]".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(decode(&utf16).lines[0].text, "[地块坐标]");
    }

    #[test]
    fn a_wound_in_utf8_stays_a_wound() {
        let text = "[地块坐标]\n某某地块";
        let cut = &text.as_bytes()[..text.len() - 1];
        let decoded = decode(cut);
        assert_eq!(decoded.encoding, TextEncoding::Utf8);
        assert!(decoded.lines[1].is_damaged && !decoded.lines[0].is_damaged);
        assert!(decoded.complaints[0].message.contains("byte 25 of the file (0xE5)"), "{}", decoded.complaints[0]);
    }

    #[test]
    fn a_byte_that_is_no_gb18030_is_named() {
        let (gbk, _, _) = encoding_rs::GB18030.encode("地块坐标某\n地块");
        let mut bytes = gbk.into_owned();
        bytes.insert(0, 0xFF);
        let decoded = decode(&bytes);
        assert_eq!(decoded.encoding, TextEncoding::Gb18030);
        assert!(decoded.complaints[0].message.contains("byte 1 of the file (0xFF)"), "{}", decoded.complaints[0]);
        assert!(!decoded.lines[1].is_damaged);
    }
}
