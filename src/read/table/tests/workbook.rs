//! Workbooks written by hand: a ZIP without compression around the few parts that a sheet needs.

use super::super::*;
use super::point;

/// CRC-32 as ZIP wants it.
fn crc(bytes: &[u8]) -> u32 {
    let step =
        |crc: u32, byte: &u8| (0..8).fold(crc ^ u32::from(*byte), |crc, _| (crc >> 1) ^ ((crc & 1) * 0xedb8_8320));
    !bytes.iter().fold(u32::MAX, step)
}

fn zip(files: &[(&str, String)]) -> Vec<u8> {
    let (mut bytes, mut directory) = (Vec::new(), Vec::new());
    for (name, content) in files {
        let offset = bytes.len() as u32;
        let mut entry = vec![20, 0, 0, 0, 0, 0, 0, 0, 0x21, 0];
        entry.extend(crc(content.as_bytes()).to_le_bytes());
        entry.extend((content.len() as u32).to_le_bytes().repeat(2));
        entry.extend((name.len() as u16).to_le_bytes());
        entry.extend([0, 0]);
        bytes.extend([b"PK\x03\x04", &entry[..], name.as_bytes(), content.as_bytes()].concat());
        directory
            .extend([b"PK\x01\x02\x14\x00", &entry[..], &[0; 10], &offset.to_le_bytes(), name.as_bytes()].concat());
    }
    let start = bytes.len() as u32;
    bytes.extend(&directory);
    bytes.extend(b"PK\x05\x06\0\0\0\0");
    bytes.extend((files.len() as u16).to_le_bytes().repeat(2));
    bytes.extend((directory.len() as u32).to_le_bytes());
    bytes.extend(start.to_le_bytes());
    bytes.extend([0, 0]);
    bytes
}

/// Each sheet: a name, and the XML of its rows.
fn workbook(sheets: &[(&str, &str)]) -> Vec<u8> {
    let spreadsheet = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let package = "http://schemas.openxmlformats.org/package/2006";
    let (mut list, mut links, mut types) = (String::new(), String::new(), String::new());
    let mut files = Vec::new();
    for (number, (name, rows)) in (1..).zip(sheets) {
        list += &*format!("<sheet name=\"{name}\" sheetId=\"{number}\" r:id=\"r{number}\"/>");
        links += &*format!(
            "<Relationship Id=\"r{number}\" Type=\"{relations}/worksheet\" Target=\"worksheets/sheet{number}.xml\"/>"
        );
        types += &*format!(
            "<Override PartName=\"/xl/worksheets/sheet{number}.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/>"
        );
        let sheet = format!("<worksheet xmlns=\"{spreadsheet}\"><sheetData>{rows}</sheetData></worksheet>");
        files.push((format!("xl/worksheets/sheet{number}.xml"), sheet));
    }
    let styles = format!(
        "<styleSheet xmlns=\"{spreadsheet}\"><cellXfs count=\"3\"><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"22\"/></cellXfs></styleSheet>"
    );
    let shared =
        format!("<sst xmlns=\"{spreadsheet}\"><si><t>经度</t></si><si><t>纬度</t></si><si><t>阿舍勒𠀀</t></si></sst>");
    for (part, kind, content) in [("styles", "styles", styles), ("sharedStrings", "sharedStrings", shared)] {
        links += &*format!("<Relationship Id=\"{part}\" Type=\"{relations}/{kind}\" Target=\"{part}.xml\"/>");
        files.push((format!("xl/{part}.xml"), content));
    }
    files.push((
        "xl/workbook.xml".to_owned(),
        format!("<workbook xmlns=\"{spreadsheet}\" xmlns:r=\"{relations}\"><sheets>{list}</sheets></workbook>"),
    ));
    files.push((
        "xl/_rels/workbook.xml.rels".to_owned(),
        format!("<Relationships xmlns=\"{package}/relationships\">{links}</Relationships>"),
    ));
    files.push((
        "_rels/.rels".to_owned(),
        format!("<Relationships xmlns=\"{package}/relationships\"><Relationship Id=\"r\" Type=\"{relations}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"),
    ));
    files.push(("[Content_Types].xml".to_owned(), format!("<Types xmlns=\"{package}/content-types\">{types}</Types>")));
    let files: Vec<(&str, String)> = files.iter().map(|(name, content)| (name.as_str(), content.clone())).collect();
    zip(&files)
}

const ROWS: &str = r#"
<row r="2"><c r="B2" t="inlineStr"><is><t>某县矿山一览表</t></is></c></row>
<row r="4"><c r="A4" t="inlineStr"><is><t>名称</t></is></c><c r="B4" t="s"><v>0</v></c><c r="C4" t="s"><v>1</v></c>
 <c r="D4" t="inlineStr"><is><t>许可证号</t></is></c><c r="E4" t="inlineStr"><is><t>发证日期</t></is></c><c r="F4" t="inlineStr"><is><t>面积</t></is></c></row>
<row r="5"><c r="A5" t="s"><v>2</v></c><c r="B5"><v>109.51253399999999</v></c><c r="C5"><v>34.5</v></c>
 <c r="D5" t="inlineStr"><is><t>0065</t></is></c><c r="E5" s="1"><v>45943</v></c><c r="F5"><v>12</v></c></row>
<row r="7"><c r="A7" t="s"><v>2</v></c><c r="B7" t="inlineStr"><is><t>109°30′</t></is></c><c r="C7" t="inlineStr"><is><t>34°30′</t></is></c>
 <c r="D7" t="inlineStr"><is><t>65</t></is></c><c r="E7" s="2"><v>45943.541</v></c><c r="F7"><v>0.1</v></c></row>
<row r="8"><c r="A8" t="b"><v>1</v></c><c r="B8" t="e"><v>#N/A</v></c><c r="C8"><v>34.5</v></c></row>
"#;

#[test]
fn rows_of_a_workbook_are_numbered_as_it_does_and_days_are_days() {
    let text = |cell: &str, text: &str| format!("<c r=\"{cell}\" t=\"inlineStr\"><is><t>{text}</t></is></c>");
    let rows = format!(
        "<row r=\"2\">{}{}</row><row r=\"5\">{}<c r=\"B5\" s=\"1\"><v>43800</v></c></row>",
        text("A2", "编号"),
        text("B2", "生效日期"),
        text("A5", "甲|乙")
    );
    let bytes = workbook(&[("说明", ""), ("规则", &rows)]);
    let table = crate::read::TableRows::from_bytes(&bytes, "规则.xlsx:规则", "规则", Some("规则"), None).unwrap();
    let cells: Vec<(usize, &str, &str)> =
        table.rows.iter().map(|row| (row.number, row.words(0), row.words(1))).collect();
    assert_eq!(cells, [(2, "编号", "生效日期"), (5, "甲|乙", "2019-12-01")]);
    let missing = crate::read::TableRows::from_bytes(&bytes, "规则.xlsx:x", "规则", Some("x"), None).unwrap_err();
    assert!(missing.to_string().contains("there is no sheet \"x\"; there are 说明, 规则"), "{missing}");
}

#[test]
fn a_sheet_is_read_as_a_text_file_is() {
    let bytes = workbook(&[("矿山", ROWS), ("说明", "")]);
    let grid = Grid::read(&bytes, &Options::default()).unwrap();
    assert_eq!(grid.form.to_string(), "sheet \"矿山\" of 2");
    assert!(grid.notes[0].contains("not read: 说明"), "{:?}", grid.notes);
    let table = Table::new(grid, &Options::default()).unwrap();
    assert_eq!(table.titles, ["某县矿山一览表"]);
    assert_eq!(table.header, ["名称", "经度", "纬度", "许可证号", "发证日期", "面积"]);
    let words = |row: usize| -> Vec<&str> { table.rows[row].cells.iter().map(|cell| cell.text.as_str()).collect() };
    assert_eq!(words(0), ["阿舍勒𠀀", "109.51253399999999", "34.5", "0065", "2025-10-13", "12"]);
    assert_eq!(words(1), ["阿舍勒𠀀", "109°30′", "34°30′", "65", "2025-10-13T12:59:02.400", "0.1"]);
    let places = table.places(Decimals::Ask);
    assert_eq!(point(&places.places[0].geometry), (109.512_533_999_999_99, 34.5));
    assert_eq!(point(&places.places[1].geometry), (109.5, 34.5));
    assert_eq!(places.refusals[0].number, 8);
    assert_eq!(places.refusals[0].reason, "a coordinate is missing");
    let kinds = kinds(&table.rows, 6);
    assert_eq!((kinds[3], kinds[5]), (Kind::Text, Kind::Real), "digits in text cells stay text");
}

#[test]
fn sheets_are_chosen_by_name() {
    let bytes = workbook(&[("说明", "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>"), ("矿山", ROWS)]);
    let options = |sheet: &str| Options { sheet: Some(sheet.to_owned()), ..Options::default() };
    assert_eq!(Grid::read(&bytes, &options("矿山")).unwrap().rows[0].number, 2);
    let fault = Grid::read(&bytes, &options("煤矿")).unwrap_err();
    assert_eq!(fault, Fault::NoSuchSheet { asked: "煤矿".to_owned(), known: "说明, 矿山".to_owned() });
}

#[test]
fn a_cell_far_away_takes_no_room() {
    let far = "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"1048576\"><c r=\"B1048576\"><v>2</v></c></row>";
    let grid = Grid::read(&workbook(&[("a", far)]), &Options::default()).unwrap();
    assert_eq!(grid.rows.iter().map(|row| row.number).collect::<Vec<_>>(), [1, 1_048_576]);
    let wide = "<row r=\"1\"><c r=\"XFD1\"><v>1</v></c></row>";
    assert_eq!(
        Grid::read(&workbook(&[("a", wide)]), &Options::default()).unwrap_err(),
        Fault::TooLarge("2,000 columns")
    );
    assert_eq!(Grid::read(&workbook(&[("a", "")]), &Options::default()).unwrap_err(), Fault::Empty);
}

#[test]
fn damaged_workbooks_are_errors() {
    let whole = workbook(&[("矿山", ROWS)]);
    for at in (4..whole.len()).step_by(7) {
        let mut damaged = whole.clone();
        damaged[at] ^= 0x55;
        let _ = Grid::read(&damaged, &Options::default()).map(|grid| grid.rows.len());
        let _ = Grid::read(&whole[..at], &Options::default()).map(|grid| grid.rows.len());
    }
}
