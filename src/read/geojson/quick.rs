//! The usual feature of a layer of mines, in one pass: a point, with attributes that are neither objects nor lists.
//!
//! It is either understood whole, by the grammar of JSON (RFC 8259), or left to the general parser in `feature.rs`; so
//! nothing is read here that would be read differently there. This doubles the speed of reading (docs/benchmarks.md).

use geo::Coord;
use memchr::memchr;

/// The parts of a feature, as slices of its text.
pub(super) struct QuickFeature<'a> {
    /// The `id` member: a number or text with its quotes.
    pub(super) id: Option<&'a str>,
    /// The object text of the attributes.
    pub(super) properties: &'a str,
    /// The object text of the geometry.
    pub(super) geometry: &'a str,
    pub(super) at: Coord<f64>,
}

/// Parses a feature, and tells `note` of each attribute: position, name, JSON text.
///
/// `None` when there is anything unusual in it; `note` may then have been called for some attributes.
pub(super) fn parse<'a>(text: &'a str, note: impl FnMut(usize, &'a str, &'a str)) -> Option<QuickFeature<'a>> {
    // Without escapes a string ends at the next quote; control characters may not stand in strings at all.
    #[expect(clippy::needless_bitwise_bool, reason = "without branches the compiler looks at many bytes at once")]
    let is_plain = text.bytes().fold(true, |plain, byte| plain & (byte >= 0x20) & (byte != b'\\'));
    if !is_plain {
        return None;
    }
    Cursor { text, at: 0 }.feature(note)
}

struct Cursor<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Cursor<'a> {
    fn peek(&mut self) -> Option<u8> {
        let bytes = self.text.as_bytes();
        while *bytes.get(self.at)? == b' ' {
            self.at += 1;
        }
        bytes.get(self.at).copied()
    }

    fn take(&mut self, wanted: u8) -> Option<()> {
        (self.peek()? == wanted).then(|| self.at += 1)
    }

    /// Steps over a comma and goes on, or over the closing mark and ends.
    fn goes_on(&mut self, close: u8) -> Option<bool> {
        let byte = self.peek()?;
        self.at += 1;
        match byte {
            b',' => Some(true),
            byte if byte == close => Some(false),
            _ => None,
        }
    }

    /// A string without its quotes.
    fn string(&mut self) -> Option<&'a str> {
        self.take(b'"')?;
        let start = self.at;
        let end = start + memchr(b'"', self.text.as_bytes().get(start..)?)?;
        self.at = end + 1;
        self.text.get(start..end)
    }

    /// A member name, and the colon behind it.
    fn name(&mut self) -> Option<&'a str> {
        let name = self.string()?;
        self.take(b':')?;
        Some(name)
    }

    fn number(&mut self) -> Option<&'a str> {
        self.peek()?;
        let rest = self.text.as_bytes().get(self.at..)?;
        let length =
            rest.iter().take_while(|byte| matches!(byte, b'0'..=b'9' | b'+' | b'-' | b'.' | b'e' | b'E')).count();
        let word = self.text.get(self.at..self.at + length)?;
        self.at += length;
        is_json_number(word.as_bytes()).then_some(word)
    }

    fn word(&mut self, word: &'static str) -> Option<()> {
        self.text.get(self.at..)?.starts_with(word).then(|| self.at += word.len())
    }

    /// Text with its quotes, a number, or true, false, null.
    fn scalar(&mut self) -> Option<&'a str> {
        let first = self.peek()?;
        let start = self.at;
        match first {
            b'"' => drop(self.string()?),
            b't' => self.word("true")?,
            b'f' => self.word("false")?,
            b'n' => self.word("null")?,
            _ => return self.number(),
        }
        self.text.get(start..self.at)
    }

    fn feature(mut self, mut note: impl FnMut(usize, &'a str, &'a str)) -> Option<QuickFeature<'a>> {
        let (mut is_feature, mut id, mut properties, mut point) = (false, None, None, None);
        self.take(b'{')?;
        loop {
            match self.name()? {
                "type" if !is_feature => is_feature = self.string()? == "Feature",
                "id" if id.is_none() => id = Some(self.scalar()?),
                "properties" if properties.is_none() => properties = Some(self.properties(&mut note)?),
                "geometry" if point.is_none() => point = Some(self.point()?),
                _ => return None,
            }
            if !self.goes_on(b'}')? {
                break;
            }
        }
        let (geometry, at) = point?;
        (is_feature && self.at == self.text.len()).then_some(QuickFeature { id, properties: properties?, geometry, at })
    }

    fn properties(&mut self, note: &mut impl FnMut(usize, &'a str, &'a str)) -> Option<&'a str> {
        self.take(b'{')?;
        let start = self.at - 1;
        if self.peek()? == b'}' {
            self.at += 1;
            return self.text.get(start..self.at);
        }
        let mut position = 0;
        loop {
            let name = self.name()?;
            note(position, name, self.scalar()?);
            position += 1;
            if !self.goes_on(b'}')? {
                return self.text.get(start..self.at);
            }
        }
    }

    /// The text and the place of a point.
    fn point(&mut self) -> Option<(&'a str, Coord<f64>)> {
        self.take(b'{')?;
        let start = self.at - 1;
        let (mut is_point, mut at) = (false, None);
        loop {
            match self.name()? {
                "type" if !is_point => is_point = self.string()? == "Point",
                "coordinates" if at.is_none() => at = Some(self.position()?),
                _ => return None,
            }
            if !self.goes_on(b'}')? {
                break;
            }
        }
        is_point.then_some((self.text.get(start..self.at)?, at?))
    }

    /// Heights and measures are stepped over.
    fn position(&mut self) -> Option<Coord<f64>> {
        self.take(b'[')?;
        let x = self.number()?.parse().ok()?;
        self.take(b',')?;
        let y = self.number()?.parse().ok()?;
        while self.goes_on(b']')? {
            self.number()?;
        }
        Some(Coord { x, y })
    }
}

/// RFC 8259, section 6.
fn is_json_number(word: &[u8]) -> bool {
    let digits = |word: &[u8]| word.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let word = word.strip_prefix(b"-").unwrap_or(word);
    let whole = digits(word);
    if whole == 0 || (whole > 1 && word[0] == b'0') {
        return false;
    }
    let mut rest = &word[whole..];
    if let Some(fraction) = rest.strip_prefix(b".") {
        let length = digits(fraction);
        if length == 0 {
            return false;
        }
        rest = &fraction[length..];
    }
    if let Some(exponent) = rest.strip_prefix(b"e").or_else(|| rest.strip_prefix(b"E")) {
        let exponent = exponent.strip_prefix(b"+").or_else(|| exponent.strip_prefix(b"-")).unwrap_or(exponent);
        let length = digits(exponent);
        return length > 0 && length == exponent.len();
    }
    rest.is_empty()
}

#[cfg(test)]
mod tests {
    use super::{is_json_number, parse};

    #[test]
    fn numbers_are_those_of_json() {
        for good in ["0", "-0", "12", "1.50", "-1e9", "1E+9", "1.5e-3"] {
            assert!(is_json_number(good.as_bytes()) && serde_json::from_str::<f64>(good).is_ok(), "{good}");
        }
        for bad in ["", "-", "01", "1.", ".5", "+1", "1e", "1e+", "1e5.", "--1", "1-2"] {
            assert!(!is_json_number(bad.as_bytes()) && serde_json::from_str::<f64>(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn whatever_is_read_quickly_is_sound_json_with_the_same_parts() {
        let sound = r#"{ "type": "Feature", "id": 7, "properties": { "名": "铜", "n": 1.50, "b": true, "z": null }, "geometry": { "type": "Point", "coordinates": [ 75.5, -1e1, 3 ] } }"#;
        let mut quick = 0;
        // Every byte of it left out, doubled, or exchanged.
        for at in 0..=sound.len() {
            for change in ["", "{", "}", "[", "]", ",", ":", "\"", "0", "-", ".", "e", " ", "x", "\t", "\\"] {
                for skip in [0, 1] {
                    let (Some(head), Some(tail)) = (sound.get(..at), sound.get(at + skip..)) else { continue };
                    let text = format!("{head}{change}{tail}");
                    let Some(feature) = parse(&text, |_, _, _| {}) else { continue };
                    quick += 1;
                    let value: serde_json::Value = serde_json::from_str(&text).expect("read quickly, and no JSON");
                    assert_eq!(value["type"], "Feature", "{text}");
                    assert_eq!(
                        value["properties"],
                        serde_json::from_str::<serde_json::Value>(feature.properties).unwrap()
                    );
                    assert_eq!(value["geometry"]["type"], "Point");
                    assert_eq!(value["geometry"]["coordinates"][0].as_f64(), Some(feature.at.x), "{text}");
                    assert_eq!(value["geometry"]["coordinates"][1].as_f64(), Some(feature.at.y), "{text}");
                }
            }
        }
        assert!(quick > 300, "only {quick} were read");
    }

    #[test]
    fn the_unusual_is_left_to_the_general_parser() {
        for text in [
            r#"{"type":"Feature","properties":null,"geometry":{"type":"Point","coordinates":[1,2]}}"#,
            r#"{"type":"Feature","properties":{"a":[1]},"geometry":{"type":"Point","coordinates":[1,2]}}"#,
            r#"{"type":"Feature","properties":{},"geometry":null}"#,
            r#"{"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[]}}"#,
            r#"{"type":"Feature","properties":{},"properties":{},"geometry":{"type":"Point","coordinates":[1,2]}}"#,
            r#"{"type":"Feature","bbox":[1,2,1,2],"properties":{},"geometry":{"type":"Point","coordinates":[1,2]}}"#,
        ] {
            assert!(parse(text, |_, _, _| {}).is_none(), "{text}");
        }
    }
}
