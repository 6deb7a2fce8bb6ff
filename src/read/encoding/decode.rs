//! Bytes to text, with a word about what could not be decoded.

use std::borrow::Cow;

use encoding_rs::Encoding;

/// What is wrong with a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::read) enum Fault {
    /// It ends inside a character, where its field ends: the incomplete character is left out.
    Cut,
    /// It holds bytes that are no character: U+FFFD stands for them.
    Undecodable,
}

/// Decodes a text. `fills_field`: it is as long as its field, so it may have been cut anywhere.
pub(in crate::read) fn decode<'b>(
    encoding: &'static Encoding,
    bytes: &'b [u8],
    fills_field: bool,
) -> (Cow<'b, str>, Option<Fault>) {
    if let Some(text) = whole(encoding, bytes) {
        return (text, None);
    }
    if fills_field {
        // No encoding here has more than four bytes to a character. Every shorter head is tried from the longest on, so
        // what is left out is one incomplete character.
        for length in (bytes.len().saturating_sub(3)..bytes.len()).rev() {
            if bytes[length] >= 0x80
                && let Some(text) = whole(encoding, &bytes[..length])
            {
                return (text, Some(Fault::Cut));
            }
        }
    }
    (encoding.decode_without_bom_handling(bytes).0, Some(Fault::Undecodable))
}

/// The text, if every byte of it is part of a character that text may hold.
fn whole<'b>(encoding: &'static Encoding, bytes: &'b [u8]) -> Option<Cow<'b, str>> {
    let text = encoding.decode_without_bom_handling_and_without_replacement(bytes)?;
    // Single-byte encodings turn bytes without a meaning into control characters, which no one has typed.
    let is_control = |c: char| matches!(c, '\u{80}'..='\u{9f}');
    (!text.chars().any(is_control)).then_some(text)
}

#[cfg(test)]
mod tests {
    use encoding_rs::{GB18030, GBK, UTF_8, WINDOWS_1252};

    use super::{Fault, decode};

    #[test]
    fn text_cut_anywhere_keeps_its_whole_characters() {
        let text = "矿㐀𠀀a山";
        for encoding in [UTF_8, GB18030] {
            let bytes = if encoding == UTF_8 { text.as_bytes().to_vec() } else { encoding.encode(text).0.into_owned() };
            for length in 0..=bytes.len() {
                let (read, fault) = decode(encoding, &bytes[..length], true);
                assert!(text.starts_with(&*read), "{length} {read}");
                assert_ne!(fault, Some(Fault::Undecodable), "{length}");
                let missing = text[read.len()..].chars().next();
                let is_whole = fault.is_none();
                let size = match (encoding == UTF_8, missing) {
                    (_, None) => 1,
                    (true, Some(c)) => c.len_utf8(),
                    (false, Some(c)) => encoding.encode(&c.to_string()).0.len(),
                };
                let kept = if encoding == UTF_8 { read.len() } else { encoding.encode(&read).0.len() };
                assert_eq!(is_whole, kept == length);
                assert!(length - kept < size, "only an incomplete character is left out");
            }
        }
    }

    #[test]
    fn a_short_text_that_ends_inside_a_character_is_damaged_not_cut() {
        let bytes = "矿山".as_bytes();
        assert_eq!(decode(UTF_8, &bytes[..5], false).1, Some(Fault::Undecodable));
        assert_eq!(decode(UTF_8, &bytes[..5], true).1, Some(Fault::Cut));
        assert_eq!(decode(GBK, &[0xbf, 0xf3, 0xd2], false), ("矿\u{fffd}".into(), Some(Fault::Undecodable)));
    }

    #[test]
    fn bytes_that_no_one_types_are_not_text() {
        assert_eq!(decode(WINDOWS_1252, b"caf\xe9", false), ("café".into(), None));
        assert_eq!(decode(WINDOWS_1252, b"\x81", false).1, Some(Fault::Undecodable));
    }
}
