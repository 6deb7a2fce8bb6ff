//! The usual feature in one pass: a point or an area, with attributes that are neither objects nor lists.
//!
//! It is either understood whole, by the grammar of JSON (RFC 8259), or left to the general parser in `feature.rs`; so
//! nothing is read here that would be read differently there. This doubles the speed of reading (docs/benchmarks.md).

use memchr::memchr;

use super::coordinates::{Scanner, is_json_number};
use crate::domain::RawGeometry;

/// The parts of a feature, as slices of its text.
pub(super) struct QuickFeature<'a> {
    /// The `id` member: a number or text with its quotes.
    pub(super) id: Option<&'a str>,
    /// The object text of the attributes.
    pub(super) properties: &'a str,
    pub(super) geometry: RawGeometry<'a>,
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
        let (mut is_feature, mut id, mut properties, mut geometry) = (false, None, None, None);
        self.take(b'{')?;
        loop {
            match self.name()? {
                "type" if !is_feature => is_feature = self.string()? == "Feature",
                "id" if id.is_none() => id = Some(self.scalar()?),
                "properties" if properties.is_none() => properties = Some(self.properties(&mut note)?),
                "geometry" if geometry.is_none() => geometry = Some(self.geometry()?),
                _ => return None,
            }
            if !self.goes_on(b'}')? {
                break;
            }
        }
        let is_whole = is_feature && self.at == self.text.len();
        Some(QuickFeature { id, properties: properties?, geometry: geometry? }).filter(|_| is_whole)
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

    /// A point or an area whose type stands before its coordinates.
    fn geometry(&mut self) -> Option<RawGeometry<'a>> {
        self.take(b'{')?;
        let start = self.at - 1;
        if self.name()? != "type" {
            return None;
        }
        let kind = self.string()?;
        self.take(b',')?;
        if self.name()? != "coordinates" {
            return None;
        }
        let mut scanner = Scanner::new(self.text, self.at);
        let mut geometry = match kind {
            "Point" => RawGeometry::Point(scanner.position().ok()??, None),
            "Polygon" => RawGeometry::Area(vec![scanner.rings().ok()?]),
            "MultiPolygon" => RawGeometry::Area(scanner.list(Scanner::rings).ok()?),
            _ => return None,
        };
        self.at = scanner.at();
        self.take(b'}')?;
        if let RawGeometry::Point(_, text) = &mut geometry {
            *text = Some(self.text.get(start..self.at)?);
        }
        Some(geometry)
    }
}

#[cfg(test)]
mod tests {
    use super::{is_json_number, parse};
    use crate::domain::RawGeometry;

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
        let point = r#"{ "type": "Feature", "id": 7, "properties": { "名": "铜", "n": 1.50, "b": true, "z": null }, "geometry": { "type": "Point", "coordinates": [ 75.5, -1e1, 3 ] } }"#;
        let area = r#"{"type":"Feature","properties":{"a":1},"geometry":{"type":"Polygon","coordinates":[[[0,0], [9,0,5],[9.5,-8e0]],[]]}}"#;
        let quick: Vec<usize> = [point, area].iter().map(|sound| quick_changes(sound)).collect();
        assert!(quick.iter().all(|quick| *quick > 100), "only {quick:?} were read");
    }

    /// Leaves out, doubles and exchanges every byte; gives how many changed features are read quickly.
    fn quick_changes(sound: &str) -> usize {
        let mut quick = 0;
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
                    let geometry = &value["geometry"];
                    match (&feature.geometry, geometry["type"].as_str()) {
                        (RawGeometry::Point(at, _), Some("Point")) => {
                            assert_eq!(geometry["coordinates"][0].as_f64(), Some(at.x), "{text}");
                            assert_eq!(geometry["coordinates"][1].as_f64(), Some(at.y), "{text}");
                        }
                        (RawGeometry::Area(parts), Some("Polygon")) => {
                            let rings = geometry["coordinates"].as_array().unwrap();
                            assert_eq!(parts[0].len(), rings.len(), "{text}");
                            for (ring, read) in rings.iter().zip(&parts[0]) {
                                let corners = ring.as_array().unwrap();
                                assert_eq!(corners.len(), read.0.len(), "{text}");
                                for (corner, read) in corners.iter().zip(&read.0) {
                                    assert_eq!((corner[0].as_f64(), corner[1].as_f64()), (Some(read.x), Some(read.y)));
                                }
                            }
                        }
                        (read, kind) => panic!("{kind:?} was read as {read:?}"),
                    }
                }
            }
        }
        quick
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
