//! CSV: UTF-8, lines that end with CR LF, fields in quotes where they need them (RFC 4180).
//!
//! A text that a spreadsheet would take for a formula gets an apostrophe in front, as in the sheets of a delivery.

use std::io::{self, Write};

use crate::query::rows::{Cell, Rows};
use crate::write::is_formula;

pub(super) fn write(rows: &Rows<'_>, out: &mut dyn Write) -> io::Result<()> {
    let heading: Vec<String> = rows.columns.iter().map(|name| field(name)).collect();
    write!(out, "{}\r\n", heading.join(","))?;
    for row in &rows.rows {
        for (at, cell) in row.iter().enumerate() {
            if at > 0 {
                out.write_all(b",")?;
            }
            match cell {
                // A line without any sign would be no record of one column.
                Cell::Null if row.len() == 1 => out.write_all(b"\"\"")?,
                Cell::Null => {}
                Cell::Boolean(value) => write!(out, "{value}")?,
                Cell::Integer(number) => write!(out, "{number}")?,
                Cell::Real(number) => write!(out, "{number}")?,
                Cell::Text(text) | Cell::Json(text) => out.write_all(field(text).as_bytes())?,
            }
        }
        out.write_all(b"\r\n")?;
    }
    Ok(())
}

fn field(text: &str) -> String {
    let guard = if is_formula(text) { "'" } else { "" };
    let needs_quotes = text.is_empty()
        || text.contains([',', '"', '\r', '\n', '\'', ';', '\t'])
        || text.starts_with(' ')
        || text.ends_with(' ')
        || !guard.is_empty();
    if needs_quotes { format!("\"{guard}{}\"", text.replace('"', "\"\"")) } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::field;

    #[test]
    fn fields_are_quoted_and_guarded() {
        let cases = [
            ("铜", "铜"),
            ("a,b", "\"a,b\""),
            ("say \"no\"", "\"say \"\"no\"\"\""),
            ("=1+1", "\"'=1+1\""),
            ("-12.5", "-12.5"),
            ("", "\"\""),
        ];
        for (value, expected) in cases {
            assert_eq!(field(value), expected);
        }
    }
}
