//! What the sheets look like: formats, widths, fills, print setup. The workbook that is made here has its look and no text of
//! anybody's: rows are put in afterwards.

use rust_xlsxwriter::{
    Color, ConditionalFormatCell, ConditionalFormatCellRule, DocProperties, ExcelDateTime, Format as CellFormat,
    FormatAlign, FormatBorder, IgnoreError, Workbook, Worksheet, XlsxError,
};
use unicode_width::UnicodeWidthStr;

use super::sheet::{Cell, Format, Sheet, SheetColumn};
use crate::domain::Date;
use crate::style::Colour;

/// Rows and columns that a sheet holds; one row is the heading.
pub(super) const MOST_ROWS: usize = 1_048_575;
pub(super) const MOST_COLUMNS: usize = 16_384;
/// Rows that are looked at for how wide a column is.
const SAMPLE_ROWS: usize = 1000;
/// Widths in characters; a Chinese one counts twice.
const WIDTHS: (usize, usize) = (8, 48);
/// Widths of columns whose text is broken into lines.
const LINES_WIDTH: usize = 60;
/// Columns that an A4 page has room for; more go on A3.
const A4_COLUMNS: usize = 14;
const A3: u8 = 8;
const A4: u8 = 9;

const HEADING_FILL: Colour = Colour(31, 78, 121);
const TOTAL_FILL: Colour = Colour(234, 239, 245);
const LINE: Colour = Colour(166, 166, 166);

/// The bytes of a workbook whose sheets have four rows without values: the styles of heading, cells, totals and long texts.
pub(super) fn workbook(sheets: &[Sheet<'_>], title: &str, day: Date) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let title = plain(title);
    let created = ExcelDateTime::from_ymd(day.year().max(1900), day.month(), day.day())?;
    let properties = DocProperties::new()
        .set_title(beginning(&title, 255))
        .set_subject("mines on fragile ground 脆弱生态区矿山")
        .set_author(format!("oreline {}", env!("CARGO_PKG_VERSION")))
        .set_creation_datetime(&created);
    workbook.set_properties(&properties);
    for sheet in sheets {
        look(workbook.add_worksheet(), sheet, &title)?;
    }
    workbook.save_to_buffer()
}

fn look(worksheet: &mut Worksheet, sheet: &Sheet<'_>, title: &str) -> Result<(), XlsxError> {
    let columns = &sheet.columns[..sheet.columns.len().min(MOST_COLUMNS)];
    worksheet.set_name(&sheet.name)?;
    for (at, column) in (0_u16..).zip(columns) {
        worksheet.write_blank(0, at, &heading_format(column))?;
        worksheet.write_blank(1, at, &cell_format(column))?;
        worksheet.write_blank(2, at, &total_format(column))?;
        worksheet.write_blank(3, at, &long_format(column))?;
    }
    for (at, width) in (0_u16..).zip(widths(sheet)) {
        worksheet.set_column_width(at, width as f64 + 1.0)?;
    }
    let rows = sheet.count().min(MOST_ROWS) as u32;
    let last_column = columns.len().max(1) as u16 - 1;
    let filtered = rows.saturating_sub(sheet.footing as u32);
    worksheet.set_freeze_panes(1, sheet.frozen_columns)?;
    worksheet.autofilter(0, 0, filtered, last_column)?;
    worksheet.ignore_error_range(0, 0, rows, last_column, IgnoreError::NumberStoredAsText)?;
    for (at, column) in (0_u16..).zip(columns).filter(|_| rows > 0) {
        for (text, fill) in &column.fills {
            let format = CellFormat::new().set_background_color(color(*fill)).set_font_color(color(readable_on(*fill)));
            let rule = ConditionalFormatCell::new()
                .set_rule(ConditionalFormatCellRule::EqualTo(text.as_str()))
                .set_format(format);
            worksheet.add_conditional_format(1, at, rows, at, &rule)?;
        }
    }
    worksheet.set_landscape();
    worksheet.set_paper_size(if columns.len() > A4_COLUMNS { A3 } else { A4 });
    worksheet.set_print_fit_to_pages(1, 0);
    worksheet.set_repeat_rows(0, 0)?;
    // An ampersand begins a code of the footer unless there are two.
    let left = beginning(title, 80).replace('&', "&&");
    worksheet.set_footer(format!("&L{left}&C&P / &N&R{}", sheet.name.replace('&', "&&")));
    Ok(())
}

fn heading_format(column: &SheetColumn) -> CellFormat {
    let fill = column.heading_fill.unwrap_or(HEADING_FILL);
    CellFormat::new()
        .set_bold()
        .set_background_color(color(fill))
        .set_font_color(color(readable_on(fill)))
        .set_text_wrap()
        .set_align(FormatAlign::VerticalCenter)
        .set_align(if column.format.decimals().is_some() { FormatAlign::Center } else { FormatAlign::Left })
        .set_border_bottom(FormatBorder::Thin)
        .set_border_right(FormatBorder::Hair)
        .set_border_color(color(LINE))
}

fn cell_format(column: &SheetColumn) -> CellFormat {
    let format = CellFormat::new().set_align(FormatAlign::Top);
    match column.format {
        Format::General => format,
        Format::Text => format.set_num_format("@"),
        Format::Lines => format.set_text_wrap(),
        Format::Whole => format.set_num_format("0"),
        Format::Hectares => format.set_num_format("0.0000"),
        Format::PerCent => format.set_num_format("0.00"),
        Format::Metres => format.set_num_format("0.0"),
        Format::Day => format.set_num_format("yyyy-mm-dd"),
    }
}

fn long_format(column: &SheetColumn) -> CellFormat {
    let format = if column.format == Format::Text { Format::General } else { column.format };
    cell_format(&SheetColumn::new("", format))
}

fn total_format(column: &SheetColumn) -> CellFormat {
    cell_format(column).set_bold().set_background_color(color(TOTAL_FILL)).set_border_top(FormatBorder::Thin)
}

/// How wide each column is: as its widest cell, within bounds, and at least as half of its heading, which has two lines.
fn widths(sheet: &Sheet<'_>) -> Vec<usize> {
    let mut widths: Vec<usize> = sheet
        .columns
        .iter()
        .take(MOST_COLUMNS)
        // Room for the sign of the filter.
        .map(|column| heading_width(&column.heading).max(WIDTHS.0).min(WIDTHS.1))
        .collect();
    for row in sheet.sample(SAMPLE_ROWS) {
        for ((cell, column), width) in row.cells.iter().zip(&sheet.columns).zip(&mut widths) {
            let most = if column.format == Format::Lines { LINES_WIDTH } else { WIDTHS.1 };
            *width = (*width).max(cell_width(cell, column.format).min(most));
        }
    }
    widths
}

/// Two lines that are broken where the text allows.
fn heading_width(heading: &str) -> usize {
    let whole = heading.width() + 3;
    let longest = heading.split(' ').map(UnicodeWidthStr::width).max().unwrap_or(0) + 3;
    longest.max(whole.div_ceil(2)).min(whole)
}

fn cell_width(cell: &Cell<'_>, format: Format) -> usize {
    match cell {
        Cell::Blank => 0,
        // What is longer than this is cut off by the bounds anyway.
        Cell::Text(text) => {
            text.lines().take(20).map(|line| beginning(line, 2 * LINES_WIDTH).width()).max().unwrap_or(0)
        }
        Cell::Whole(number) => number.to_string().len(),
        Cell::Number(number) => format
            .decimals()
            .map_or_else(|| number.to_string().len().min(20), |decimals| format!("{number:.decimals$}").len().min(20)),
        Cell::Day(_) => 10,
    }
}

fn color(Colour(red, green, blue): Colour) -> Color {
    Color::RGB(u32::from(red) << 16 | u32::from(green) << 8 | u32::from(blue))
}

/// Black or white, whichever has more contrast. Source: WCAG 2.2, "relative luminance" and "contrast ratio".
fn readable_on(Colour(red, green, blue): Colour) -> Colour {
    let linear = |part: u8| {
        let part = f64::from(part) / 255.0;
        if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    };
    let luminance = 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
    let (on_white, on_black) = (1.05 / (luminance + 0.05), (luminance + 0.05) / 0.05);
    if on_black >= on_white { Colour(0, 0, 0) } else { Colour(255, 255, 255) }
}

/// A text without signs that a property or a footer cannot hold.
fn plain(text: &str) -> String {
    text.chars().map(|c| if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') { ' ' } else { c }).collect()
}

/// At most so many UTF-16 units of a text.
fn beginning(text: &str, most: usize) -> &str {
    let mut units = 0;
    let end = text.char_indices().find(|(_, c)| {
        units += c.len_utf16();
        units > most
    });
    &text[..end.map_or(text.len(), |(at, _)| at)]
}

#[cfg(test)]
mod tests {
    use super::{beginning, heading_width, readable_on};
    use crate::domain::Theme;
    use crate::style::{Colour, palette};

    #[test]
    fn text_on_a_fill_can_be_read() {
        assert_eq!(readable_on(Colour(255, 255, 178)), Colour(0, 0, 0));
        assert_eq!(readable_on(Colour(189, 0, 38)), Colour(255, 255, 255));
        assert_eq!(readable_on(palette(Theme::Standard).verdict[0]), Colour(255, 255, 255));
    }

    #[test]
    fn headings_have_two_lines() {
        assert_eq!(heading_width("面积(公顷) Area (ha)"), 13);
        assert_eq!(heading_width("id"), 5);
        assert_eq!((beginning("矿😀矿", 2), beginning("矿😀矿", 3)), ("矿", "矿😀"));
    }
}
