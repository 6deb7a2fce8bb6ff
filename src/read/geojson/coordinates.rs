//! Geometry text to numbers. Every number is the nearest double to what is written, as GEOS and `PostGIS` read it.

use std::borrow::Cow;

use geo::{Coord, LineString};
use serde::Deserialize;
use serde_json::value::RawValue;

use crate::domain::{DefectCode, RawGeometry, RawPart};

#[derive(Deserialize)]
struct GeometryText<'a> {
    #[serde(borrow, rename = "type")]
    kind: Cow<'a, str>,
    #[serde(borrow)]
    coordinates: Option<&'a RawValue>,
}

/// Parses a geometry object, or `null`.
pub(super) fn geometry(text: &str) -> RawGeometry<'_> {
    if text == "null" {
        return RawGeometry::Missing;
    }
    parse(text).unwrap_or_else(|reason| RawGeometry::Unreadable(DefectCode::Unreadable, reason.into()))
}

fn parse(text: &str) -> Result<RawGeometry<'_>, String> {
    let object: GeometryText<'_> = serde_json::from_str(text).map_err(|error| format!("geometry: {error}"))?;
    if object.kind == "GeometryCollection" {
        return Ok(RawGeometry::Other("GeometryCollection"));
    }
    let coordinates = object.coordinates.ok_or("a geometry without \"coordinates\"")?;
    let mut scanner = Scanner::new(coordinates.get(), 0);
    match object.kind.as_ref() {
        "Point" => Ok(scanner.position()?.map_or(RawGeometry::Empty, |at| RawGeometry::Point(at, Some(text)))),
        "MultiPoint" => Ok(match scanner.positions()?.as_slice() {
            [] => RawGeometry::Empty,
            // Its text is not kept: it is written again as the point that it is.
            [at] => RawGeometry::Point(*at, None),
            places => RawGeometry::Points(places.to_vec()),
        }),
        "LineString" => Ok(lines(vec![scanner.line()?])),
        "MultiLineString" => Ok(lines(scanner.rings()?)),
        "Polygon" => Ok(RawGeometry::Area(vec![scanner.rings()?])),
        "MultiPolygon" => Ok(RawGeometry::Area(scanner.list(Scanner::rings)?)),
        other => Err(format!("unknown geometry type \"{other}\"")),
    }
}

fn lines(lines: Vec<LineString<f64>>) -> RawGeometry<'static> {
    if lines.iter().all(|line| line.0.is_empty()) { RawGeometry::Empty } else { RawGeometry::Lines(lines) }
}

/// Walks through the text of a coordinates array, and takes nothing but sound JSON.
pub(super) struct Scanner<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Scanner<'a> {
    /// Begins at an offset of the text.
    pub(super) fn new(text: &'a str, at: usize) -> Self {
        Self { text, at }
    }

    /// How far it has come.
    pub(super) fn at(&self) -> usize {
        self.at
    }

    fn peek(&mut self) -> Option<u8> {
        let rest = self.text.as_bytes().get(self.at..)?;
        let blanks = rest.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
        self.at += blanks;
        rest.get(blanks).copied()
    }

    fn open(&mut self) -> Result<(), String> {
        match self.peek() {
            Some(b'[') => {
                self.at += 1;
                Ok(())
            }
            _ => Err(format!("coordinates: a list was expected at character {}", self.at)),
        }
    }

    /// True when the list goes on; steps over the comma or the closing bracket.
    fn more(&mut self, first: bool) -> Result<bool, String> {
        match self.peek() {
            Some(b']') => {
                self.at += 1;
                Ok(false)
            }
            Some(b',') if !first => {
                self.at += 1;
                Ok(true)
            }
            Some(_) if first => Ok(true),
            _ => Err("coordinates: a list does not end".to_owned()),
        }
    }

    pub(super) fn list<T>(&mut self, item: fn(&mut Self) -> Result<T, String>) -> Result<Vec<T>, String> {
        self.open()?;
        let mut items = Vec::new();
        while self.more(items.is_empty())? {
            items.push(item(self)?);
        }
        Ok(items)
    }

    fn number(&mut self) -> Result<f64, String> {
        self.peek();
        let rest = self.text.as_bytes().get(self.at..).unwrap_or(&[]);
        let length =
            rest.iter().take_while(|byte| matches!(byte, b'0'..=b'9' | b'+' | b'-' | b'.' | b'e' | b'E')).count();
        let word = self.text.get(self.at..self.at + length).unwrap_or("");
        self.at += length;
        let number = is_json_number(word.as_bytes()).then(|| word.parse().ok()).flatten();
        number.ok_or_else(|| format!("coordinates: a number was expected at character {}", self.at - length))
    }

    /// `[x, y, …]`; `None` for `[]`. Heights and measures are stepped over.
    pub(super) fn position(&mut self) -> Result<Option<Coord<f64>>, String> {
        self.open()?;
        if !self.more(true)? {
            return Ok(None);
        }
        let x = self.number()?;
        if !self.more(false)? {
            return Err("coordinates: a position with one number".to_owned());
        }
        let y = self.number()?;
        while self.more(false)? {
            self.number()?;
        }
        Ok(Some(Coord { x, y }))
    }

    fn positions(&mut self) -> Result<Vec<Coord<f64>>, String> {
        self.list(|scanner| scanner.position()?.ok_or_else(|| "coordinates: an empty position".to_owned()))
    }

    fn line(&mut self) -> Result<LineString<f64>, String> {
        Ok(LineString(self.positions()?))
    }

    /// Rings stay as they are written, closed or not: `check` looks at them.
    pub(super) fn rings(&mut self) -> Result<RawPart, String> {
        self.list(Self::line)
    }
}

/// RFC 8259, section 6.
pub(super) fn is_json_number(word: &[u8]) -> bool {
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
