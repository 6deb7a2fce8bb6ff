//! The sheets that list mines: their own attributes, then the added ones.

use super::sheet::{Cell, Format, Row, Rows, Sheet, SheetColumn};
use super::words::Words;
use crate::domain::{Date, Field, FieldKind, MineFields, MineLayer, Report, plain_text};
use crate::write::added;
use crate::write::rows::{MineRows, attribute_values};
use crate::write::table::Value;

/// Names of fields that number things without counting them, in small letters.
const NUMBERED: [&str; 12] =
    ["id", "fid", "gid", "code", "no", "number", "objectid", "licence", "license", "编号", "代码", "许可证号"];
/// Endings of such names.
const NUMBERED_ENDINGS: [&str; 9] = ["_id", "_no", "_code", "code_", "编号", "代码", "证号", "编码", "号码"];
/// A spreadsheet keeps this many digits of a number.
const MOST_DIGITS: usize = 15;

/// A sheet of mines, all or the flagged ones.
pub(super) fn sheet<'c>(
    report: &'c Report<'_>,
    words: &'c Words,
    only_flagged: bool,
    fields: &'c [Field],
) -> Sheet<'c> {
    let rows = MineRows::new(report, only_flagged);
    let own = fields.len();
    let usual_name = |name: &str| {
        let renamed = rows.renamed.iter().find(|(_, new)| new == name);
        renamed.map_or(name.to_owned(), |(usual, _)| usual.clone())
    };
    let is_basis: Vec<bool> = rows
        .columns
        .iter()
        .enumerate()
        .map(|(at, column)| at >= own && matches!(usual_name(&column.name).as_str(), "flag_basis" | "margin_of"))
        .collect();
    let mut columns: Vec<SheetColumn> = rows.columns.iter().map(|column| SheetColumn::of(column, words)).collect();
    for (column, field) in columns.iter_mut().zip(fields) {
        column.format = match field.kind {
            FieldKind::Text | FieldKind::Json => Format::Text,
            FieldKind::Date => Format::Day,
            _ => Format::General,
        };
    }
    let (file, name) = if only_flagged {
        ("flagged", words.say("预警矿山 Flagged mines"))
    } else {
        ("mines", words.say("全部矿山 All mines"))
    };
    let frozen_columns = frozen(fields, &report.mine_fields);
    let of_rows = columns.clone();
    let mines = rows.mines;
    let row = move |position: usize| {
        let mine = mines[position] as usize;
        let mut values = attribute_values(&report.layer.mines[mine].attributes, fields);
        added::push_mine_values(&mut values, report, mine);
        let cells = values.into_iter().zip(&of_rows).enumerate().map(|(at, (value, column))| match value {
            Value::Text(text) if is_basis[at] => Cell::text(words.parts(&text)),
            Value::Text(text) if column.format == Format::Day => day(&text).map_or(Cell::Text(text), Cell::Day),
            value => column.cell(value, words),
        });
        Row::new(cells.collect())
    };
    let count = if only_flagged {
        report.judgements.iter().filter(|judgement| judgement.is_flagged).count()
    } else {
        report.layer.mines.len()
    };
    Sheet { file, name, columns, rows: Rows::Made(count, Box::new(row)), frozen_columns, footing: 0 }
}

/// A day that a workbook can hold as one: not before March 1900, where its calendar is wrong.
fn day(text: &str) -> Option<Date> {
    let day = Date::parse(text).filter(|day| day.to_string() == text)?;
    (day >= Date::new(1900, 3, 1)?).then_some(day)
}

/// The fields of the source as the ledger takes them: ids and licence numbers, and numbers that a spreadsheet would cut
/// short, are text, digit for digit.
pub(super) fn fields(layer: &MineLayer<'_>, known: &MineFields) -> Vec<Field> {
    let mut fields = layer.fields.clone();
    let is_number = |field: &Field| matches!(field.kind, FieldKind::Integer | FieldKind::Real);
    for field in fields.iter_mut().filter(|field| is_number(field)) {
        let name = field.name.trim().to_lowercase();
        let is_named = known.licence.as_ref() == Some(&field.name)
            || NUMBERED.contains(&name.as_str())
            || NUMBERED_ENDINGS.iter().any(|ending| name.ends_with(ending));
        if is_named {
            field.kind = FieldKind::Text;
        }
    }
    let open: Vec<usize> = (0..fields.len()).filter(|&at| is_number(&fields[at])).collect();
    if open.is_empty() {
        return fields;
    }
    // For each open field: whether it has been the id of every mine so far, and whether it holds a number that would be cut.
    let mut seen: Vec<(bool, bool)> = vec![(!layer.mines.is_empty(), false); fields.len()];
    for mine in &layer.mines {
        let mut is_id = vec![false; fields.len()];
        mine.attributes.for_each(|position, name, json| {
            let usual = fields.get(position).is_some_and(|field| field.name == name);
            let at = if usual { Some(position) } else { fields.iter().position(|field| field.name == name) };
            let Some(at) = at.filter(|&at| is_number(&fields[at])) else { return };
            is_id[at] = mine.id.as_deref() == Some(plain_text(json).as_ref());
            seen[at].1 |= is_cut(json);
        });
        for &at in &open {
            seen[at].0 &= is_id[at];
        }
    }
    for at in open {
        if seen[at].0 || seen[at].1 {
            fields[at].kind = FieldKind::Text;
        }
    }
    fields
}

/// Whether a number is whole and longer than a spreadsheet can hold, or beyond all numbers.
fn is_cut(json: &str) -> bool {
    let digits = json.trim_start_matches('-');
    let is_whole = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    let is_beyond =
        || json.starts_with(|c: char| c == '-' || c.is_ascii_digit()) && json.parse().is_ok_and(f64::is_infinite);
    (is_whole && digits.len() > MOST_DIGITS) || is_beyond()
}

/// How many columns at the left say which mine it is: as far as its id and name reach, but three at most.
fn frozen(fields: &[Field], known: &MineFields) -> u16 {
    let names = |field: &Field| {
        let name = Some(&field.name);
        name == known.name.as_ref() || name == known.licence.as_ref() || field.name.eq_ignore_ascii_case("id")
    };
    fields.iter().take(3).rposition(names).map_or(0, |at| at as u16 + 1)
}

#[cfg(test)]
mod tests {
    use super::{day, is_cut};

    #[test]
    fn numbers_that_a_spreadsheet_would_cut_are_known() {
        for (json, cut) in [
            ("123456789012345", false),
            ("1234567890123456", true),
            ("-1234567890123456", true),
            ("1.5", false),
            ("0.12345678901234567890", false),
            ("1e400", true),
            ("-1e400", true),
            ("\"1234567890123456\"", false),
            ("null", false),
            ("true", false),
        ] {
            assert_eq!(is_cut(json), cut, "{json}");
        }
    }

    #[test]
    fn days_of_a_workbook_begin_in_march_1900() {
        assert!(day("2026-02-28").is_some() && day("1900-03-01").is_some());
        assert!([day("1900-02-28"), day("2026-02-30"), day("2026-2-3"), day("")].iter().all(Option::is_none));
    }
}
