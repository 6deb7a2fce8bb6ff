//! The strict writer.

use encoding_rs::{GB18030, GBK};

use super::document::{Column, Document, Item, Key, Parcel, Ring, Section, Shape};
use super::draft::fits_count;
use super::line::{MOST_VALUES, USUAL_VALUES, narrow};
use super::parse::parse;
use super::parts::is_clockwise;

/// How a file is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WriteOptions {
    /// GBK unless told otherwise, since that is what the receiving systems read.
    pub encoding: WriteEncoding,
    /// CR and LF unless told otherwise.
    pub line_ending: WriteLineEnding,
    /// As it is unless told otherwise.
    pub orientation: Orientation,
}

/// The encoding of a file that is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum WriteEncoding {
    /// GBK; what it does not hold stands in the four bytes that GB18030 has for it.
    #[default]
    Gbk,
    /// UTF-8.
    Utf8,
    /// UTF-8 behind a byte order mark.
    Utf8WithBom,
}

/// How the lines of a file end that is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum WriteLineEnding {
    /// Carriage return and line feed.
    #[default]
    CrLf,
    /// Line feed.
    Lf,
}

/// Which way rings run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Orientation {
    /// As they are: points and labels stay in their order.
    #[default]
    Kept,
    /// Outlines clockwise and holes the other way on a map with north up. See [`Parcel::oriented`].
    Normalised,
}

/// Why a document is not written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WriteError {
    /// The document holds what could not be read.
    #[error("line {line} could not be read: take it out (`without_refused`) or correct it before writing")]
    HoldsRefused {
        /// The first line of it.
        line: usize,
    },
    /// Text that would end a value or a line.
    #[error("\"{text}\" cannot stand in {place}: a line break or a comma would part it")]
    Breaks {
        /// The text.
        text: String,
        /// What kind of text it is.
        place: &'static str,
    },
    /// A parcel with too many values.
    #[error("a header line of {count} values: there are at most {MOST_VALUES}")]
    TooManyValues {
        /// How many.
        count: usize,
    },
    /// A character that the encoding does not hold.
    #[error("a character cannot be written as GB18030: choose UTF-8")]
    Unencodable,
    /// What is written would be read as something else.
    #[error("the document would not be read back as it is: {0}")]
    NotReadBack(&'static str),
}

/// Writes a document in canonical form: that of [`Document::canonical`].
///
/// What was written is read once more and compared before it is given out, so that a reader finds what the document says.
/// A document that was read from what this wrote is written as the same bytes.
///
/// # Errors
/// A document that holds refused lines, text that would break a line, or what would not be read back.
pub fn write(document: &Document, options: &WriteOptions) -> Result<Vec<u8>, WriteError> {
    if let Some(refused) = document.refused().next() {
        return Err(WriteError::HoldsRefused { line: refused.lines.first().map_or(0, |line| line.0) });
    }
    let document = if options.orientation == Orientation::Normalised { oriented(document) } else { document.clone() };
    let document = document.canonical();
    let end = if options.line_ending == WriteLineEnding::CrLf { "\r\n" } else { "\n" };
    let mut text = String::new();
    for line in lines(&document)? {
        text.push_str(&line);
        text.push_str(end);
    }
    let bytes = match options.encoding {
        WriteEncoding::Utf8 => text.into_bytes(),
        WriteEncoding::Utf8WithBom => [b"\xEF\xBB\xBF", text.as_bytes()].concat(),
        WriteEncoding::Gbk => {
            let (bytes, _, has_unmappable) = GB18030.encode(&text);
            if has_unmappable {
                return Err(WriteError::Unencodable);
            }
            bytes.into_owned()
        }
    };
    let Ok(back) = parse(&bytes) else { return Err(WriteError::NotReadBack("it has neither a section nor a parcel")) };
    if back.document.without_lines() != document.without_lines() {
        return Err(WriteError::NotReadBack("a label, a number or a name would mean something else"));
    }
    Ok(bytes)
}

/// The first character that GBK (code page 936) does not hold, and that therefore stands in the four bytes of GB18030.
#[must_use]
pub fn beyond_gbk(text: &str) -> Option<char> {
    let is_beyond = |letter: &char| {
        let mut bytes = [0; 4];
        let letter = letter.encode_utf8(&mut bytes);
        // The euro sign is one byte in GBK, and another in GB18030.
        let (gbk, _, is_lost) = GBK.encode(letter);
        is_lost || gbk != GB18030.encode(letter).0
    };
    text.chars().filter(|letter| !letter.is_ascii()).find(is_beyond)
}

fn oriented(document: &Document) -> Document {
    let mut document = document.clone();
    for item in document.sections.iter_mut().flat_map(|section| &mut section.items) {
        if let Item::Parcel(parcel) = item {
            *parcel = parcel.oriented();
        }
    }
    document
}

fn lines(document: &Document) -> Result<Vec<String>, WriteError> {
    let mut lines = Vec::new();
    for Section { name, items } in &document.sections {
        if let Some(name) = name {
            lines.push(format!("[{}]", whole(name, "a section line")?));
        }
        for item in items {
            match item {
                Item::Comment(text) => lines.push(whole(text, "a comment")?.to_owned()),
                Item::Text(text) => lines.push(whole(text, "a line")?.to_owned()),
                Item::Key(Key { name, value, .. }) => {
                    lines.push(format!("{}={}", whole(name, "a key")?, whole(value, "a key's value")?));
                }
                Item::Parcel(parcel) => push_parcel(parcel, &mut lines)?,
                Item::Refused(_) => {}
            }
        }
    }
    Ok(lines)
}

fn push_parcel(parcel: &Parcel, lines: &mut Vec<String>) -> Result<(), WriteError> {
    if parcel.values.len() > MOST_VALUES {
        return Err(WriteError::TooManyValues { count: parcel.values.len() });
    }
    let values: Result<Vec<&str>, WriteError> =
        parcel.values.iter().map(|value| single(value, "a header line")).collect();
    lines.push(format!("{},@", values?.join(",")));
    let mut remarks = parcel.remarks.iter().peekable();
    for (ring, Ring { number, points, closing }) in parcel.rings.iter().enumerate() {
        for (index, point) in points.iter().chain(closing).enumerate() {
            while let Some(remark) = remarks.next_if(|remark| (remark.ring, remark.point) <= (ring, index)) {
                lines.push(whole(&remark.text, "a remark")?.to_owned());
            }
            let values: Result<Vec<&str>, WriteError> = [&point.label, number, &point.x.text, &point.y.text]
                .into_iter()
                .chain(&point.more)
                .map(|value| single(value, "a point line"))
                .collect();
            lines.push(values?.join(","));
        }
    }
    Ok(())
}

/// Text that fills a line or the rest of one.
fn whole<'t>(text: &'t str, place: &'static str) -> Result<&'t str, WriteError> {
    if text.contains(['\n', '\r']) { Err(WriteError::Breaks { text: text.to_owned(), place }) } else { Ok(text) }
}

/// Text that stands between commas.
fn single<'t>(text: &'t str, place: &'static str) -> Result<&'t str, WriteError> {
    if text.contains(',') { Err(WriteError::Breaks { text: text.to_owned(), place }) } else { whole(text, place) }
}

impl Document {
    /// The form in which it is written: header lines have at least eight values, a right number of points and a shape;
    /// every ring of an area has its closing point; rings are numbered 1, 2, 3…; points without a label have one.
    ///
    /// A declared number of points that fits (with or without closing points) stays; another becomes the number of lines.
    /// Labels, digits, the order of points, unknown keys and comments stay as they are.
    #[must_use]
    pub fn canonical(&self) -> Self {
        let mut document = self.clone();
        for item in document.sections.iter_mut().flat_map(|section| &mut section.items) {
            if let Item::Parcel(parcel) = item {
                parcel.make_canonical();
            }
        }
        document
    }
}

impl Parcel {
    fn make_canonical(&mut self) {
        let shape = self.shape();
        if self.values.len() < USUAL_VALUES {
            self.values.resize(USUAL_VALUES, String::new());
        }
        if self.value(Column::Shape).is_empty() {
            self.set_value(Column::Shape, shape.word());
        }
        let mut next = 1;
        for (index, ring) in self.rings.iter_mut().enumerate() {
            ring.number = (index + 1).to_string();
            for point in &mut ring.points {
                if point.label.is_empty() {
                    point.label = format!("J{next}");
                }
                next += 1;
            }
            if shape == Shape::Area {
                let first = ring.points.first().cloned();
                let closing =
                    ring.closing.take().or_else(|| first.map(|point| super::Point { more: Vec::new(), ..point }));
                ring.closing = closing.map(|mut point| {
                    if point.label.is_empty() {
                        point.label = ring.points.first().map_or_else(String::new, |first| first.label.clone());
                    }
                    point
                });
            }
        }
        let corners: usize = self.rings.iter().map(|ring| ring.points.len()).sum();
        let closings = self.rings.iter().filter(|ring| ring.closing.is_some()).count();
        let declared = narrow(self.value(Column::Count)).parse::<usize>().ok();
        match declared.filter(|count| fits_count(*count, shape, corners, self.rings.len())) {
            // Without leading zeros and full-width digits.
            Some(count) => self.set_value(Column::Count, count.to_string()),
            None => self.set_value(Column::Count, (corners + closings).to_string()),
        }
    }

    /// The same parcel with outlines clockwise and holes the other way on a map with north up, the first coordinate being
    /// the northing. Each ring keeps its first point, points keep their labels; a ring that
    /// runs both ways, as a bow-tie does, stays as it is.
    #[must_use]
    pub fn oriented(&self) -> Self {
        let mut parcel = self.clone();
        if parcel.shape() != Shape::Area {
            return parcel;
        }
        for part in self.parts() {
            let rings = std::iter::once((part.exterior, true)).chain(part.holes.into_iter().map(|hole| (hole, false)));
            for (ring, wants_clockwise) in rings {
                if is_clockwise(&parcel.rings[ring]) == Some(!wants_clockwise)
                    && let Some((_, rest)) = parcel.rings[ring].points.split_first_mut()
                {
                    rest.reverse();
                }
            }
        }
        parcel
    }
}
