//! Cells as the XML of a worksheet (ECMA-376, part 1, section 18.3.1.4). All text stands in its cell (`inlineStr`), so that no table
//! of strings has to be held, and none is ever taken for a formula.

use std::fmt::Write as _;
use std::io::Write as _;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::sheet::{Cell, Row};
use crate::domain::Date;

/// Characters that a cell may hold, counted as UTF-16 does.
pub(super) const MOST_CHARACTERS: usize = 32_767;

/// Characters that older programs show in a cell of the format Text.
const LONG_TEXT: usize = 255;

/// The number of the day 1899-12-30, which is 0 in a workbook from March 1900 on.
fn first_day() -> i32 {
    Date::new(1899, 12, 30).map_or(0, Date::number)
}

/// The styles of a sheet's columns, as numbers in its package.
#[derive(Clone, Debug, Default)]
pub(super) struct Styles {
    pub(super) heading: Vec<u32>,
    pub(super) cell: Vec<u32>,
    /// Of cells with long texts: a cell of the format Text shows `####` instead.
    pub(super) long: Vec<u32>,
    pub(super) total: Vec<u32>,
}

/// Makes the rows of one sheet.
pub(super) struct RowWriter {
    pub(super) styles: Styles,
    /// `A`, `B`, … of each column.
    pub(super) letters: Vec<String>,
    /// Texts that were shortened.
    pub(super) shortened: AtomicUsize,
}

impl RowWriter {
    pub(super) fn new(styles: Styles) -> Self {
        let letters = (0..styles.cell.len()).map(letters).collect();
        Self { styles, letters, shortened: AtomicUsize::new(0) }
    }

    /// The heading, two lines high.
    pub(super) fn heading<'h>(&self, headings: impl Iterator<Item = &'h str>, out: &mut Vec<u8>) {
        out.extend(br#"<row r="1" ht="32" customHeight="1">"#);
        for (at, heading) in headings.enumerate() {
            self.text(heading, self.styles.heading[at], at, "1", out);
        }
        out.extend(b"</row>");
    }

    /// A row below the heading; the number counts from 0.
    pub(super) fn row(&self, number: usize, row: &Row<'_>, out: &mut Vec<u8>) {
        let number = (number + 2).to_string();
        let styles = if row.is_total { &self.styles.total } else { &self.styles.cell };
        // Writing to memory does not fail.
        let _ = write!(out, r#"<row r="{number}">"#);
        for (at, (cell, &style)) in row.cells.iter().zip(styles).enumerate() {
            match cell {
                Cell::Blank if row.is_total => {
                    let _ = write!(out, r#"<c r="{}{number}" s="{style}"/>"#, self.letters[at]);
                }
                Cell::Blank => {}
                Cell::Text(text) if text.is_empty() => {}
                Cell::Text(text) if text.len() > LONG_TEXT && !row.is_total => {
                    self.text(text, self.styles.long[at], at, &number, out);
                }
                Cell::Text(text) => self.text(text, style, at, &number, out),
                Cell::Whole(value) => self.number(format_args!("{value}"), style, at, &number, out),
                Cell::Day(day) => {
                    self.number(format_args!("{}", day.number() - first_day()), style, at, &number, out);
                }
                Cell::Number(value) if *value != 0.0 && !(1e-5..1e15).contains(&value.abs()) => {
                    self.number(format_args!("{value:e}"), style, at, &number, out);
                }
                Cell::Number(value) => self.number(format_args!("{value}"), style, at, &number, out),
            }
        }
        out.extend(b"</row>");
    }

    fn number(&self, value: std::fmt::Arguments<'_>, style: u32, at: usize, row: &str, out: &mut Vec<u8>) {
        let _ = write!(out, r#"<c r="{}{row}" s="{style}"><v>{value}</v></c>"#, self.letters[at]);
    }

    fn text(&self, text: &str, style: u32, at: usize, row: &str, out: &mut Vec<u8>) {
        let _ =
            write!(out, r#"<c r="{}{row}" s="{style}" t="inlineStr"><is><t xml:space="preserve">"#, self.letters[at]);
        match shortened(text) {
            None => escape(text, out),
            Some(short) => {
                self.shortened.fetch_add(1, Ordering::Relaxed);
                escape(short, out);
                out.extend("…".as_bytes());
            }
        }
        out.extend(b"</t></is></c>");
    }
}

/// As much of a text as a cell holds beside a `…`; `None` where it holds all of it.
fn shortened(text: &str) -> Option<&str> {
    // A character has no more UTF-16 units than bytes.
    if text.len() <= MOST_CHARACTERS || text.encode_utf16().count() <= MOST_CHARACTERS {
        return None;
    }
    let mut units = 0;
    let end = text.char_indices().find(|(_, c)| {
        units += c.len_utf16();
        units > MOST_CHARACTERS - 1
    });
    Some(&text[..end.map_or(text.len(), |(at, _)| at)])
}

/// Text for XML. What XML cannot hold stands as `_xHHHH_` (ECMA-376, part 1, section 22.9.2.19), and so does the beginning of a
/// text that only looks like it. Line ends of all systems are one newline.
fn escape(text: &str, out: &mut Vec<u8>) {
    let mut rest = text;
    while let Some(at) = rest.find(|c: char| {
        matches!(c, '&' | '<' | '>' | '_' | '\u{fffe}' | '\u{ffff}') || (c < ' ' && !matches!(c, '\t' | '\n'))
    }) {
        out.extend(&rest.as_bytes()[..at]);
        let behind = &rest[at..];
        let Some(sign) = behind.chars().next() else { break };
        rest = &behind[sign.len_utf8()..];
        match sign {
            '&' => out.extend(b"&amp;"),
            '<' => out.extend(b"&lt;"),
            '>' => out.extend(b"&gt;"),
            '_' if !looks_escaped(behind) => out.push(b'_'),
            '\r' if rest.starts_with('\n') => {}
            '\r' => out.push(b'\n'),
            _ => {
                let _ = write!(out, "_x{:04X}_", u32::from(sign));
            }
        }
    }
    out.extend(rest.as_bytes());
}

/// Whether a text begins with `_xHHHH_`.
fn looks_escaped(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() >= 7 && bytes[1] == b'x' && bytes[6] == b'_' && bytes[2..6].iter().all(u8::is_ascii_hexdigit)
}

/// The letters of a column, from 0.
pub(super) fn letters(column: usize) -> String {
    let (before, last) = (column / 26, (column % 26) as u8);
    let mut text = if before == 0 { String::new() } else { letters(before - 1) };
    let _ = text.write_char(char::from(b'A' + last));
    text
}

#[cfg(test)]
mod tests {
    use super::{MOST_CHARACTERS, escape, first_day, letters, shortened};
    use crate::domain::Date;

    fn escaped(text: &str) -> String {
        let mut out = Vec::new();
        escape(text, &mut out);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn texts_are_safe_in_xml() {
        for (text, expected) in [
            ("<r>&\"'</r>", "&lt;r&gt;&amp;\"'&lt;/r&gt;"),
            ("a\u{0}b\u{1f}c\u{fffe}", "a_x0000_b_x001F_c_xFFFE_"),
            ("_x0041_ _x00_ __x0041_", "_x005F_x0041_ _x00_ __x005F_x0041_"),
            ("one\r\ntwo\rthree\n\t", "one\ntwo\nthree\n\t"),
            ("_", "_"),
            ("_x004é_", "_x004é_"),
            ("矿𠀀😀", "矿𠀀😀"),
        ] {
            assert_eq!(escaped(text), expected);
        }
    }

    #[test]
    fn long_texts_are_cut_between_characters() {
        assert_eq!(shortened(&"a".repeat(MOST_CHARACTERS)), None);
        assert_eq!(shortened(&"矿".repeat(MOST_CHARACTERS)), None);
        assert_eq!(shortened(&"a".repeat(MOST_CHARACTERS + 1)).map(str::len), Some(MOST_CHARACTERS - 1));
        let emoji = "😀".repeat(MOST_CHARACTERS);
        assert_eq!(shortened(&emoji).unwrap().encode_utf16().count(), MOST_CHARACTERS - 1);
        assert_eq!(shortened(&format!("a{emoji}")).unwrap().encode_utf16().count(), MOST_CHARACTERS - 2);
    }

    #[test]
    fn columns_have_letters_and_days_have_numbers() {
        let told: Vec<String> = [0, 25, 26, 51, 52, 701, 702, 16_383].map(letters).to_vec();
        assert_eq!(told, ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA", "XFD"]);
        // 44197 is 2021-01-01 in every workbook.
        assert_eq!(Date::new(2021, 1, 1).unwrap().number() - first_day(), 44_197);
        assert_eq!(Date::new(1900, 3, 1).unwrap().number() - first_day(), 61);
    }
}
