//! XLSX to rows, cell by cell: a sheet with one cell in its last corner needs no more room than that cell.

use std::fmt::Write as _;
use std::io::Cursor;

use calamine::{DataRef, ExcelDateTime, Reader as _, SheetType, Xlsx};

use super::{Cell, Fault, Form, Grid, Row, Stated};

/// More columns than any table of mines; a sheet can have 16,384.
const MOST_COLUMNS: u32 = 2_000;
/// More cells than a sheet of a million mines with fifty columns.
const MOST_CELLS: usize = 50_000_000;

/// Reads a workbook; `asked` names a sheet.
pub(super) fn read(bytes: &[u8], asked: Option<&str>) -> Result<Grid, Fault> {
    // The reader of workbooks stops with a panic on some damaged ones; nothing of what it held is used then.
    std::panic::catch_unwind(|| cells(bytes, asked))
        .unwrap_or_else(|_| Err(Fault::Workbook("it is damaged".to_owned())))
}

fn cells(bytes: &[u8], asked: Option<&str>) -> Result<Grid, Fault> {
    let broken = |error: calamine::XlsxError| Fault::Workbook(error.to_string());
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(broken)?;
    let is_table = |sheet: &&calamine::Sheet| sheet.typ == SheetType::WorkSheet;
    let sheets: Vec<String> =
        workbook.sheets_metadata().iter().filter(is_table).map(|sheet| sheet.name.clone()).collect();
    let name = match asked {
        Some(asked) if !sheets.iter().any(|sheet| sheet == asked) => {
            return Err(Fault::NoSuchSheet { asked: asked.to_owned(), known: sheets.join(", ") });
        }
        Some(asked) => asked.to_owned(),
        None => sheets.first().cloned().ok_or(Fault::Empty)?,
    };
    let mut notes = Vec::new();
    if asked.is_none() && sheets.len() > 1 {
        notes.push(format!(
            "the first of {} sheets was read: {name}; not read: {}",
            sheets.len(),
            sheets[1..].join(", ")
        ));
    }
    let mut reader = workbook.worksheet_cells_reader(&name).map_err(broken)?;
    let mut rows: Vec<Row> = Vec::new();
    let mut count = 0;
    while let Some(cell) = reader.next_cell().map_err(broken)? {
        let (row, column) = cell.get_position();
        let Some(cell) = text_cell(cell.get_value()) else { continue };
        count += 1;
        if column >= MOST_COLUMNS {
            return Err(Fault::TooLarge("2,000 columns"));
        }
        let number = row as usize + 1;
        if rows.last().is_none_or(|last| last.number != number) {
            rows.push(Row { number, cells: Vec::new() });
        }
        let Some(last) = rows.last_mut() else { continue };
        let column = column as usize;
        if last.cells.len() <= column {
            // The cells that are filled up count too: they take room.
            count += column - last.cells.len();
            last.cells.resize(column + 1, Cell { text: String::new(), stated: Stated::Nothing });
        }
        last.cells[column] = cell;
        if count > MOST_CELLS {
            return Err(Fault::TooLarge("50 million cells"));
        }
    }
    rows.retain(|row| row.filled() > 0);
    // The format allows rows in any order.
    rows.sort_by_key(|row| row.number);
    Ok(Grid { rows, form: Form::Sheet { name, sheets }, notes })
}

fn text_cell(value: &DataRef<'_>) -> Option<Cell> {
    let (text, stated) = match value {
        DataRef::Empty => return None,
        DataRef::Int(number) => (number.to_string(), Stated::Number),
        DataRef::Float(number) => (number.to_string(), Stated::Number),
        DataRef::String(text) => (text.clone(), Stated::Text),
        DataRef::SharedString(text) => ((*text).to_owned(), Stated::Text),
        DataRef::Bool(yes) => (yes.to_string(), Stated::Boolean),
        DataRef::DateTime(time) => date(time),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => (text.clone(), Stated::Date),
        DataRef::Error(error) => (error.to_string(), Stated::Fault),
    };
    Some(Cell { text, stated })
}

/// ISO 8601: a date alone where the clock stands at midnight. A length of time stays the number of days that it is.
fn date(time: &ExcelDateTime) -> (String, Stated) {
    // The calendar of spreadsheets ends with the year 9999.
    if time.is_duration() || !(0.0..2_958_466.0).contains(&time.as_f64()) {
        return (time.as_f64().to_string(), Stated::Number);
    }
    let (year, month, day, hour, minute, second, milli) = time.to_ymd_hms_milli();
    let mut text = format!("{year:04}-{month:02}-{day:02}");
    if (hour, minute, second, milli) != (0, 0, 0, 0) {
        let _ = write!(text, "T{hour:02}:{minute:02}:{second:02}");
        if milli != 0 {
            let _ = write!(text, ".{milli:03}");
        }
    }
    (text, Stated::Date)
}
