//! A table for people: columns aligned although Chinese characters are twice as wide. Nothing is cut.

use std::borrow::Cow;
use std::io::{self, Write};

use unicode_width::UnicodeWidthStr;

use crate::query::rows::{Cell, Rows};

/// A cell that is wider than so many columns of the terminal makes the others no wider.
const WIDEST: usize = 60;

pub(super) fn write(rows: &Rows<'_>, out: &mut dyn Write) -> io::Result<()> {
    let heads: Vec<Cow<'_, str>> = rows.columns.iter().map(|name| shown(name)).collect();
    let mut widths: Vec<usize> = heads.iter().map(|head| head.width()).collect();
    let mut is_number = vec![false; heads.len()];
    let mut has_text = vec![false; heads.len()];
    for row in &rows.rows {
        for (at, cell) in row.iter().enumerate().take(heads.len()) {
            let width = text(cell).width();
            if width <= WIDEST {
                widths[at] = widths[at].max(width);
            }
            is_number[at] |= matches!(cell, Cell::Integer(_) | Cell::Real(_));
            has_text[at] |= matches!(cell, Cell::Text(_) | Cell::Boolean(_));
        }
    }
    let to_the_right: Vec<bool> = is_number.iter().zip(&has_text).map(|(number, text)| *number && !text).collect();
    line(heads.iter().map(Cow::as_ref), &widths, &to_the_right, out)?;
    let rule: Vec<String> = widths.iter().map(|width| "─".repeat(*width)).collect();
    line(rule.iter().map(String::as_str), &widths, &vec![false; widths.len()], out)?;
    for row in &rows.rows {
        let cells: Vec<Cow<'_, str>> = row.iter().map(text).collect();
        line(cells.iter().map(Cow::as_ref), &widths, &to_the_right, out)?;
    }
    Ok(())
}

fn line<'c>(
    cells: impl Iterator<Item = &'c str>,
    widths: &[usize],
    to_the_right: &[bool],
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut text = String::new();
    for ((cell, width), is_right) in cells.zip(widths).zip(to_the_right) {
        if !text.is_empty() {
            text.push_str("  ");
        }
        let blanks = " ".repeat(width.saturating_sub(cell.width()));
        if *is_right {
            text.push_str(&blanks);
            text.push_str(cell);
        } else {
            text.push_str(cell);
            text.push_str(&blanks);
        }
    }
    writeln!(out, "{}", text.trim_end())
}

fn text(cell: &Cell) -> Cow<'_, str> {
    match cell {
        Cell::Null => Cow::Borrowed(""),
        Cell::Boolean(true) => Cow::Borrowed("true"),
        Cell::Boolean(false) => Cow::Borrowed("false"),
        Cell::Integer(number) => Cow::Owned(number.to_string()),
        Cell::Real(number) => Cow::Owned(number.to_string()),
        Cell::Text(text) | Cell::Json(text) => shown(text),
    }
}

/// Text on a terminal: signs that would move its cursor, and those that turn the direction of text, are spelled out.
fn shown(text: &str) -> Cow<'_, str> {
    let is_order = |sign: char| {
        sign.is_control()
            || matches!(sign, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}')
    };
    if !text.contains(is_order) {
        return Cow::Borrowed(text);
    }
    let mut safe = String::with_capacity(text.len());
    for sign in text.chars() {
        if is_order(sign) { safe.extend(sign.escape_default()) } else { safe.push(sign) }
    }
    Cow::Owned(safe)
}

#[cfg(test)]
mod tests {
    use super::write;
    use crate::query::rows::{Cell, Rows};

    #[test]
    fn wide_characters_are_aligned_and_orders_to_a_terminal_are_spelled() {
        let row = |name: &str, count| vec![Cell::Text(name.to_owned()), Cell::Integer(count)];
        let rows = Rows {
            columns: vec!["name".to_owned(), "数".to_owned()],
            rows: vec![row("喀什地区", 7), row("a\u{1b}[2Jb", 1234)],
            shapes: None,
        };
        let mut out = Vec::new();
        write(&rows, &mut out).unwrap();
        let expected = "\
name           数
───────────  ────
喀什地区        7
a\\u{1b}[2Jb  1234
";
        assert_eq!(String::from_utf8(out).unwrap(), expected);
    }
}
