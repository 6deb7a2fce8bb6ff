//! The tolerant reader: lines to a document, and everything that had to be said about them.

use std::collections::BTreeMap;

use super::complaint::{Complaint, Rule};
use super::decode::{Decoded, Line, LineEnding, TextEncoding, decode};
use super::document::{Document, HEAD_SECTION, Item, Key, PARCEL_SECTION, Refused, Section};
use super::draft::{Draft, Outcome};
use super::head::Head;
use super::line::{self, NoPoint};

/// Sections that hold keys and never parcels.
const KEY_SECTIONS: [&str; 3] = [HEAD_SECTION, "项目信息", "扩展信息"];

/// A file that was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Parsed {
    /// What it says.
    pub document: Document,
    /// The encoding in which it was read.
    pub encoding: TextEncoding,
    /// How its lines end.
    pub line_ending: LineEnding,
    /// What was found, by line; what is about the whole file stands first.
    pub complaints: Vec<Complaint>,
}

/// A file without any section and without any parcel: not a file of corners.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "no section line such as [{PARCEL_SECTION}] and no parcel line that ends in @: this is no corner-coordinate text"
)]
pub struct NotCorners {
    /// The encoding that was tried.
    pub encoding: TextEncoding,
    /// How many lines there are.
    pub lines: usize,
}

/// Reads a whole file.
///
/// A damaged parcel becomes an [`Item::Refused`] with its lines, and the others are read all the same.
///
/// # Errors
/// A file of another kind.
pub fn parse(bytes: &[u8]) -> Result<Parsed, NotCorners> {
    let Decoded { encoding, line_ending, lines, complaints } = decode(bytes);
    let mut reader = Reader { complaints, ..Reader::default() };
    for (index, line) in lines.iter().enumerate() {
        reader.take(index + 1, line);
    }
    reader.end_parcel();
    if !reader.has_structure {
        return Err(NotCorners { encoding, lines: lines.len() });
    }
    let Reader { document, mut complaints, .. } = reader;
    complaints.extend(Head::read(&document).1);
    if document.parcels().next().is_none() {
        complaints.push(Complaint::new(Rule::NoParcel, None, "no parcel could be read"));
    }
    complaints.sort_by_key(|complaint| complaint.line);
    Ok(Parsed { document, encoding, line_ending, complaints })
}

#[derive(Default)]
struct Reader {
    document: Document,
    complaints: Vec<Complaint>,
    parcel: Option<Draft>,
    /// Header lines of former parcels and where they stand, to find twins.
    headers: BTreeMap<Vec<String>, usize>,
    parcels: usize,
    /// Whether there was a section line or a header line.
    has_structure: bool,
}

impl Reader {
    fn take(&mut self, number: usize, line: &Line) {
        let text = line.text.as_str();
        if text.is_empty() {
            return;
        }
        if line.is_damaged {
            self.take_damaged(number, text);
        } else if line::is_comment(text) {
            match &mut self.parcel {
                Some(parcel) => parcel.remark(number, text),
                None => self.push(Item::Comment(text.to_owned())),
            }
        } else if let Some((name, is_closed)) = line::section(text) {
            self.begin_section(number, name, is_closed);
        } else if self.holds_parcels() {
            self.take_in_parcels(number, text);
        } else {
            self.take_in_head(number, text);
        }
    }

    /// A line with bytes that are no text. Its `@` still makes a header line of it.
    fn take_damaged(&mut self, number: usize, text: &str) {
        if self.holds_parcels()
            && let Some(values) = line::header(text)
        {
            self.begin_parcel(number, text, values);
            if let Some(parcel) = &mut self.parcel {
                parcel.spoil(number);
            }
        } else if self.parcel.as_ref().is_some_and(Draft::is_complete) {
            self.begin_lost(number, text);
        } else if let Some(parcel) = &mut self.parcel {
            parcel.spoiled_line(number, text);
        } else {
            self.refuse_line(number, text);
        }
    }

    /// What follows a complete parcel and is no point does not spoil it: a header line may be lost. The points behind it
    /// belong to nobody.
    fn begin_lost(&mut self, number: usize, text: &str) {
        self.end_parcel();
        self.parcel = Some(Draft::lost(number, text));
    }

    /// Whether parcels may stand in the section at hand.
    fn holds_parcels(&self) -> bool {
        let name = self.document.sections.last().and_then(|section| section.name.as_deref());
        name.is_some_and(|name| !KEY_SECTIONS.contains(&name))
    }

    fn begin_section(&mut self, number: usize, name: &str, is_closed: bool) {
        self.end_parcel();
        self.has_structure = true;
        if !is_closed {
            self.complain(Rule::SectionLine, number, format!("[{name} has no closing bracket: taken as [{name}]"));
        }
        self.document.sections.push(Section { name: Some(name.to_owned()), items: Vec::new() });
    }

    fn take_in_parcels(&mut self, number: usize, text: &str) {
        if let Some(values) = line::header(text) {
            return self.begin_parcel(number, text, values);
        }
        if text.contains(['=', '＝'])
            && let Some((name, value)) = line::key(text)
        {
            if self.is_parcel_section() {
                self.complain(Rule::KeyAmongParcels, number, format!("{name}={value} stands among the parcels: kept"));
            }
            return match &mut self.parcel {
                Some(parcel) => parcel.remark(number, text),
                None => self.push_key(number, name, value),
            };
        }
        if text.contains(['点', '线', '面'])
            && let Some(values) = line::header_without_at(text)
        {
            self.complain(Rule::NoAt, number, "a header line without its @: taken as one");
            return self.begin_parcel(number, text, values);
        }
        let point = line::point(text);
        let is_point = !matches!(point, Err(NoPoint::Form(_)));
        if !is_point && self.parcel.as_ref().is_some_and(Draft::is_complete) {
            self.begin_lost(number, text);
        } else if let Some(parcel) = &mut self.parcel {
            parcel.point(number, text, point);
        } else if self.is_parcel_section() || is_point {
            self.complain(Rule::Stray, number, "this line stands in front of any parcel");
            self.refuse_line(number, text);
        } else {
            self.keep_text(number, text);
        }
    }

    fn take_in_head(&mut self, number: usize, text: &str) {
        let values = if text.contains(['=', '＝']) { None } else { line::header(text) };
        if let Some((name, value)) = line::key(text) {
            if self.document.sections.last().is_none_or(|section| section.name.is_none()) {
                self.complain(
                    Rule::SectionLine,
                    number,
                    format!("[{HEAD_SECTION}] is missing in front of this key: added"),
                );
                self.document.sections.push(Section { name: Some(HEAD_SECTION.to_owned()), items: Vec::new() });
            }
            self.push_key(number, name, value);
        } else if let Some(values) = values {
            self.complain(
                Rule::SectionLine,
                number,
                format!("[{PARCEL_SECTION}] is missing in front of this parcel: added"),
            );
            self.document.sections.push(Section { name: Some(PARCEL_SECTION.to_owned()), items: Vec::new() });
            self.begin_parcel(number, text, values);
        } else {
            self.keep_text(number, text);
        }
    }

    fn is_parcel_section(&self) -> bool {
        self.document.sections.last().is_some_and(|section| section.name.as_deref() == Some(PARCEL_SECTION))
    }

    fn begin_parcel(&mut self, number: usize, text: &str, values: Vec<String>) {
        self.end_parcel();
        self.has_structure = true;
        if !self.is_parcel_section() {
            let name = self.document.sections.last().and_then(|section| section.name.clone()).unwrap_or_default();
            self.complain(Rule::OddSection, number, format!("a parcel in the section [{name}]: read all the same"));
        }
        self.parcels += 1;
        let draft = Draft::new(self.parcels, number, text, values);
        if let Some(twin) = self.headers.get(&draft.values) {
            let message = format!("the same header line as in line {twin}: the parcels are two");
            self.complaints.push(draft.complaint(Rule::Twin, number, message));
        } else {
            self.headers.insert(draft.values.clone(), number);
        }
        self.parcel = Some(draft);
    }

    fn end_parcel(&mut self) {
        let Some(draft) = self.parcel.take() else { return };
        match draft.finish(&mut self.complaints) {
            Outcome::Read(parcel, behind) => {
                self.push(Item::Parcel(parcel));
                for (number, text) in behind {
                    match line::key(&text) {
                        Some((name, value)) if !line::is_comment(&text) => self.push_key(number, name, value),
                        _ => self.push(Item::Comment(text)),
                    }
                }
            }
            Outcome::Refused(refused) => self.push(Item::Refused(refused)),
        }
    }

    /// A line that is no text, outside of parcels.
    fn refuse_line(&mut self, number: usize, text: &str) {
        self.push(Item::Refused(Refused { parcel: None, lines: vec![(number, text.to_owned())] }));
    }

    fn keep_text(&mut self, number: usize, text: &str) {
        self.complain(Rule::NoKey, number, "neither a key nor a comment: kept as it is");
        self.push(Item::Text(text.to_owned()));
    }

    fn push_key(&mut self, line: usize, name: &str, value: &str) {
        self.push(Item::Key(Key { name: name.to_owned(), value: value.to_owned(), line }));
    }

    fn push(&mut self, item: Item) {
        if self.document.sections.is_empty() {
            self.document.sections.push(Section::default());
        }
        if let Some(section) = self.document.sections.last_mut() {
            section.items.push(item);
        }
    }

    fn complain(&mut self, rule: Rule, line: usize, message: impl Into<String>) {
        self.complaints.push(Complaint::new(rule, line, message));
    }
}
