//! The encoding of a whole text file, which says nothing of itself but by a byte order mark.

use std::borrow::Cow;

use encoding_rs::{Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

use super::declared::name;
use super::judge::readings;
use super::{Evidence, decode};
use crate::domain::{DefectCode, ReadRemark, TextEncoding};

/// So many texts that are more than ASCII are looked at.
const MOST_TEXTS: usize = 1000;
/// What stands between texts; none of these bytes can be part of a character in UTF-8 or GB18030.
const SEPARATORS: [u8; 5] = [b'\n', b'\r', b',', b';', b'\t'];

/// What there is to say of a file that was read in an encoding, stated by the user or found. Where its texts may be of
/// another one, both readings are given.
pub(in crate::read) fn of_file(bytes: &[u8], used: &'static Encoding, is_stated: bool) -> TextEncoding {
    let report = |declared: &[&str], detected, readings| TextEncoding {
        declared: declared.iter().map(|word| format!("{word} (byte order mark)")).collect(),
        detected,
        used: name(used),
        stated: is_stated,
        readings,
    };
    if let Some((marked, _)) = Encoding::for_bom(bytes) {
        let marked = name(marked);
        return report(&[marked], marked, Vec::new());
    }
    let mut evidence = Evidence::about(std::iter::once(used));
    let texts = bytes.split(|byte| SEPARATORS.contains(byte));
    for text in texts.filter(|text| !text.is_ascii()).take(MOST_TEXTS) {
        evidence.add(text, false);
    }
    let (possible, is_certain) = evidence.detected();
    let detected = match possible.first() {
        _ if evidence.is_ascii() => "ASCII",
        Some(first) if is_certain => name(first),
        _ => "unsure",
    };
    report(&[], detected, readings(used, &possible, &evidence))
}

/// The remark for a file that may be in another encoding than it was read in, where nobody has stated one.
pub(in crate::read) fn doubt(encoding: &TextEncoding) -> Option<ReadRemark> {
    let shown: Vec<String> = encoding.readings.iter().map(|(name, text)| format!("\"{text}\" in {name}")).collect();
    let reason =
        format!("the encoding of text is not certain: it reads {}; {} was taken", shown.join(", "), encoding.used);
    let is_open = !encoding.stated && !encoding.readings.is_empty();
    is_open.then_some(ReadRemark { feature: None, code: DefectCode::TextDoubtful, reason })
}

/// The text in the encoding that the user states, and how many characters of it were lost.
pub(in crate::read) fn recoded<'b>(bytes: &'b [u8], stated: &'static Encoding) -> (Cow<'b, str>, usize) {
    let (text, is_damaged) = stated.decode_with_bom_removal(bytes);
    let lost = if is_damaged { text.matches('\u{fffd}').count() } else { 0 };
    (text, lost)
}

/// The encoding whose usual name this is; UTF-8 for one that is not known.
pub(in crate::read) fn named(name: &str) -> &'static Encoding {
    match name {
        "UTF-16LE" => UTF_16LE,
        "UTF-16BE" => UTF_16BE,
        _ => super::declared::by_name(name).unwrap_or(UTF_8),
    }
}

/// One line of a file, from 1, as UTF-8 and as GB18030.
pub(in crate::read) fn line_in_words(bytes: &[u8], number: usize) -> String {
    let line = bytes.split(|byte| *byte == b'\n').nth(number.saturating_sub(1)).unwrap_or(&[]);
    let line = line.strip_suffix(b"\r").unwrap_or(line);
    let reading = |encoding: &&'static Encoding| {
        let text: String = decode(encoding, line, true).0.chars().take(60).collect();
        format!("\"{text}\" in {}", name(encoding))
    };
    [UTF_8, GB18030].iter().map(reading).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use encoding_rs::{GB18030, UTF_8};

    use super::{line_in_words, of_file, recoded};

    #[test]
    fn a_file_that_may_be_two_things_shows_both() {
        let (bytes, _, _) = GB18030.encode("id,name\nM1,一些\n");
        let said = of_file(&bytes, UTF_8, false);
        assert_eq!((said.detected, said.used), ("unsure", "UTF-8"));
        assert_eq!(said.readings, [("UTF-8", "һЩ".to_owned()), ("GB18030", "一些".to_owned())]);
        for text in ["id,name\nM1,阿舍勒铜矿\n", "id\n1\n", "\u{feff}id,name\nM1,一\n"] {
            let said = of_file(text.as_bytes(), UTF_8, false);
            assert!(said.readings.is_empty(), "{said:?}");
        }
        let (bytes, _, _) = GB18030.encode("阿舍勒铜矿,喀拉通克镍矿");
        assert_eq!(of_file(&bytes, GB18030, false).detected, "GB18030");
        assert_eq!(of_file(&bytes, UTF_8, true).readings.len(), 2);
        assert_eq!(recoded(&bytes, GB18030), ("阿舍勒铜矿,喀拉通克镍矿".into(), 0));
        assert!(recoded(&bytes, UTF_8).1 > 0);
    }

    #[test]
    fn a_line_is_shown_in_each_encoding() {
        let bytes = b"a\r\n\xbf\xf3\xd2\r\nb";
        assert!(line_in_words(bytes, 2).ends_with(", \"矿\" in GB18030"), "{}", line_in_words(bytes, 2));
        assert_eq!(line_in_words(bytes, 9), "\"\" in UTF-8, \"\" in GB18030");
    }
}
