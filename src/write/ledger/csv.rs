//! A sheet as CSV: UTF-8 with a byte-order mark, lines that end with CR LF, fields in quotes where they need them (RFC 4180).
//!
//! Cells are those of the sheet, in full length; numbers have all their digits. A text that a spreadsheet would take for a formula (it
//! begins with `=`, `+`, `-`, `@`, a tab or a carriage return, and is no plain number) gets an apostrophe in front: offices
//! open such files with a double click, and a name from a register must not run there. The workbook holds it as it is.

use std::io::{self, Write};
use std::sync::atomic::{AtomicUsize, Ordering};

use super::sheet::{Cell, Row, Sheet};

/// Writes a sheet; says how many texts got an apostrophe.
pub(super) fn write(sheet: &Sheet<'_>, out: &mut impl Write) -> io::Result<usize> {
    let guarded = AtomicUsize::new(0);
    let mut heading = b"\xef\xbb\xbf".to_vec();
    for (at, column) in sheet.columns.iter().enumerate() {
        separate(at, &mut heading);
        text(&column.heading, &guarded, &mut heading);
    }
    heading.extend(b"\r\n");
    out.write_all(&heading)?;
    sheet.encode(usize::MAX, &|_, row, out| line(row, &guarded, out), out)?;
    out.flush()?;
    Ok(guarded.into_inner())
}

fn line(row: &Row<'_>, guarded: &AtomicUsize, out: &mut Vec<u8>) {
    for (at, cell) in row.cells.iter().enumerate() {
        separate(at, out);
        // Writing to memory does not fail.
        let _ = match cell {
            Cell::Blank => Ok(()),
            Cell::Text(value) => {
                text(value, guarded, out);
                Ok(())
            }
            Cell::Whole(number) => write!(out, "{number}"),
            Cell::Number(number) => write!(out, "{number}"),
            Cell::Day(day) => write!(out, "{day}"),
        };
    }
    out.extend(b"\r\n");
}

fn separate(at: usize, out: &mut Vec<u8>) {
    if at > 0 {
        out.push(b',');
    }
}

fn text(text: &str, guarded: &AtomicUsize, out: &mut Vec<u8>) {
    let is_guarded = is_formula(text);
    if is_guarded {
        guarded.fetch_add(1, Ordering::Relaxed);
    }
    let needs_quotes =
        text.contains([',', '"', '\r', '\n', '\'', ';', '\t']) || text.starts_with(' ') || text.ends_with(' ');
    if !needs_quotes && !is_guarded {
        out.extend(text.as_bytes());
        return;
    }
    out.push(b'"');
    if is_guarded {
        out.push(b'\'');
    }
    out.extend(text.replace('"', "\"\"").as_bytes());
    out.push(b'"');
}

/// Whether a spreadsheet would take a text for a formula.
#[must_use]
pub fn is_formula(text: &str) -> bool {
    let is_number = || text.parse::<f64>().is_ok_and(f64::is_finite);
    text.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']) && !is_number()
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::AtomicUsize;

    use super::text;

    #[test]
    fn fields_are_quoted_and_guarded() {
        for (value, expected) in [
            ("铜", "铜"),
            ("a,b", "\"a,b\""),
            ("say \"no\"", "\"say \"\"no\"\"\""),
            ("two\nlines", "\"two\nlines\""),
            ("=1+1", "\"'=1+1\""),
            ("@SUM(A1)", "\"'@SUM(A1)\""),
            ("-12.5", "-12.5"),
            ("-", "\"'-\""),
            ("007", "007"),
            ("", ""),
        ] {
            let mut out = Vec::new();
            text(value, &AtomicUsize::new(0), &mut out);
            assert_eq!(String::from_utf8(out).unwrap(), expected);
        }
    }
}
