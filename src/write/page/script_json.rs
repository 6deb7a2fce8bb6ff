//! JSON that stands between `<script>` tags: nothing in it can end the block.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::ser::{Formatter, Serializer};

/// Writes a value as JSON whose texts hold no `<`, and none of the two line ends that JSON allows and old scripts do not.
pub(super) fn write<W: Write + ?Sized>(out: &mut W, value: &impl Serialize) -> io::Result<()> {
    value.serialize(&mut Serializer::with_formatter(out, ForScripts)).map_err(io::Error::from)
}

struct ForScripts;

impl Formatter for ForScripts {
    fn write_string_fragment<W: Write + ?Sized>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        let mut start = 0;
        for (at, found) in fragment.match_indices(['<', '\u{2028}', '\u{2029}']) {
            writer.write_all(&fragment.as_bytes()[start..at])?;
            writer.write_all(match found {
                "<" => b"\\u003c",
                "\u{2028}" => b"\\u2028",
                _ => b"\\u2029",
            })?;
            start = at + found.len();
        }
        writer.write_all(&fragment.as_bytes()[start..])
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::write;

    #[test]
    fn texts_and_keys_cannot_end_the_block_and_come_back_the_same() {
        let hostile = "</script><!--<script>alert(1)</script>\u{2028}\u{2029}\"\\\n\u{0}é矿🜨\u{202e}";
        let value = BTreeMap::from([(hostile, hostile)]);
        let mut out = Vec::new();
        write(&mut out, &value).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert!(!text.contains(['<', '\u{2028}', '\u{2029}']), "{text}");
        let back: BTreeMap<String, String> = serde_json::from_str(&text).unwrap();
        assert_eq!(back[hostile], hostile);
    }
}
