//! CSV and its kin to rows: RFC 4180 with any delimiter, and with the liberties that real files take.

use super::columns::role;
use super::{Cell, Fault, Form, Grid, Options, Row, Stated, encoding};

/// In this order if nothing else tells.
const DELIMITERS: [char; 4] = [',', '\t', ';', '|'];
/// So many rows tell the delimiter.
const SAMPLE_ROWS: usize = 200;

pub(super) fn read(bytes: &[u8], options: &Options) -> Result<Grid, Fault> {
    let (text, encoding) = encoding::decode(bytes, options.encoding.as_deref())?;
    let mut notes: Vec<String> = encoding.doubt.iter().cloned().collect();
    let (stated, first_line, body) = match options.delimiter {
        Some(sign) if !sign.is_ascii() || matches!(sign, '"' | '\n' | '\r') => return Err(Fault::BadDelimiter(sign)),
        Some(sign) => (Some(sign), 1, text.as_str()),
        None => excel_statement(&text).map_or((None, 1, text.as_str()), |(sign, body)| (Some(sign), 2, body)),
    };
    let delimiter = stated.or_else(|| guess(body, options.is_plain));
    let mut splitter = Splitter::new(body, delimiter.unwrap_or(','), first_line);
    let numbered = splitter.by_ref().zip(1..).map(|(row, count)| {
        let number = if options.is_plain { count } else { row.number };
        Row { number, ..row }
    });
    let rows: Vec<Row> = numbered.filter(|row| row.filled() > 0).collect();
    if let Some(line) = splitter.open_quote {
        notes.push(format!("line {line}: a quote is never closed; it was taken as part of the text"));
    }
    if encoding.lost > 0 {
        let damaged = |row: &&Row| row.cells.iter().any(|cell| cell.text.contains('\u{fffd}'));
        let lines: Vec<String> = rows.iter().filter(damaged).take(10).map(|row| row.number.to_string()).collect();
        notes.push(format!("characters are lost in lines {}", lines.join(", ")));
    }
    Ok(Grid { rows, form: Form::Text { encoding, delimiter }, notes })
}

/// A first line `sep=;`, as Excel writes and reads it.
fn excel_statement(text: &str) -> Option<(char, &str)> {
    let rest = text.strip_prefix("sep=").or_else(|| text.strip_prefix("SEP="))?;
    let mut signs = rest.chars();
    let sign = signs.next().filter(|sign| sign.is_ascii_punctuation() && *sign != '"' || *sign == '\t')?;
    let body = signs.as_str();
    let body = body.strip_prefix("\r\n").or_else(|| body.strip_prefix('\n')).or_else(|| body.strip_prefix('\r'))?;
    Some((sign, body))
}

/// The delimiter under which most names of coordinate columns appear, then most rows have one and the same number of
/// cells. In a plain table `|` stands in cells.
fn guess(text: &str, is_plain: bool) -> Option<char> {
    let mut best = None;
    for delimiter in DELIMITERS.into_iter().filter(|sign| !is_plain || *sign != '|') {
        let rows: Vec<Row> =
            Splitter::new(text, delimiter, 1).filter(|row| row.filled() > 0).take(SAMPLE_ROWS).collect();
        let mut widths: Vec<usize> = rows.iter().map(|row| row.cells.len()).filter(|width| *width > 1).collect();
        widths.sort_unstable();
        let usual = widths.chunk_by(|a, b| a == b).map(<[usize]>::len).max().unwrap_or(0);
        if usual == 0 {
            continue;
        }
        let roles = |row: &Row| row.cells.iter().filter(|cell| role(&cell.text).is_some()).count();
        let names = rows.iter().take(super::header::SEARCHED_ROWS).map(roles).max().unwrap_or(0);
        let score = (names.min(2), usual * 1000 / rows.len());
        if best.is_none_or(|(_, most)| score > most) {
            best = Some((delimiter, score));
        }
    }
    best.map(|(delimiter, _)| delimiter)
}

/// Walks over the rows of a text.
struct Splitter<'t> {
    text: &'t str,
    at: usize,
    line: usize,
    delimiter: u8,
    /// The line of a quote that is never closed.
    open_quote: Option<usize>,
}

impl<'t> Splitter<'t> {
    fn new(text: &'t str, delimiter: char, first_line: usize) -> Self {
        Self { text, at: 0, line: first_line, delimiter: delimiter as u8, open_quote: None }
    }

    /// The next cell, and whether it ends its row.
    fn cell(&mut self) -> (Cell, bool) {
        let bytes = self.text.as_bytes();
        let mut text = String::new();
        if bytes.get(self.at) == Some(&b'"') {
            match self.quoted(&mut text) {
                Some(after) => {
                    self.line += line_ends(&self.text[self.at..after]);
                    self.at = after;
                }
                None => self.open_quote = self.open_quote.or(Some(self.line)),
            }
        }
        let start = self.at;
        let is_end = |byte: &u8| *byte == self.delimiter || matches!(byte, b'\n' | b'\r');
        let end = bytes[start..].iter().position(is_end).map_or(bytes.len(), |length| start + length);
        text.push_str(&self.text[start..end]);
        let (step, row_ends) = match (bytes.get(end), bytes.get(end + 1)) {
            (Some(byte), _) if *byte == self.delimiter => (1, false),
            (Some(b'\r'), Some(b'\n')) => (2, true),
            (Some(_), _) => (1, true),
            (None, _) => (0, true),
        };
        self.at = end + step;
        // What spreadsheets read as text although it is made of digits: ="00123".
        let inner = text.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"')).map(str::to_owned);
        let stated = if inner.is_some() { Stated::Text } else { Stated::Nothing };
        (Cell { text: inner.unwrap_or(text), stated }, row_ends)
    }

    /// The text between the quote here and the one that closes it; gives the place behind that. A doubled quote is one
    /// of the text.
    fn quoted(&self, text: &mut String) -> Option<usize> {
        let bytes = self.text.as_bytes();
        let mut start = self.at + 1;
        let mut inner = String::new();
        loop {
            let quote = start + bytes[start..].iter().position(|byte| *byte == b'"')?;
            inner.push_str(&self.text[start..quote]);
            start = quote + 1;
            if bytes.get(start) != Some(&b'"') {
                text.push_str(&inner);
                return Some(start);
            }
            inner.push('"');
            start += 1;
        }
    }
}

impl Iterator for Splitter<'_> {
    type Item = Row;

    fn next(&mut self) -> Option<Row> {
        if self.at >= self.text.len() {
            return None;
        }
        let number = self.line;
        let mut cells = Vec::new();
        loop {
            let (cell, row_ends) = self.cell();
            cells.push(cell);
            if row_ends {
                self.line += 1;
                return Some(Row { number, cells });
            }
        }
    }
}

/// Line ends inside of a quoted cell.
fn line_ends(text: &str) -> usize {
    let bytes = text.as_bytes();
    let pairs = text.matches("\r\n").count();
    bytes.iter().filter(|byte| matches!(byte, b'\n' | b'\r')).count() - pairs
}
