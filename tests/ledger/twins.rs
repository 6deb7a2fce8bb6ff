//! The CSV twins hold the cells of the sheets.

use calamine::Data;
use oreline::domain::Language;
use oreline::plan::Plan;

use crate::{Ledger, SETS, TWINS, layers};

/// The records of a twin, after RFC 4180.
pub(crate) fn parse(ledger: &Ledger, twin: &str) -> Vec<Vec<String>> {
    let text = std::fs::read_to_string(ledger.path(&format!("csv/{twin}.csv"))).unwrap();
    let text = text.strip_prefix('\u{feff}').expect("a byte-order mark");
    let mut records = Vec::new();
    let (mut record, mut field, mut is_quoted) = (Vec::new(), String::new(), false);
    let mut signs = text.chars().peekable();
    while let Some(sign) = signs.next() {
        match sign {
            '"' if is_quoted && signs.peek() == Some(&'"') => field.extend(signs.next()),
            '"' => is_quoted = !is_quoted,
            ',' if !is_quoted => record.push(std::mem::take(&mut field)),
            '\r' if !is_quoted => {
                assert_eq!(signs.next(), Some('\n'), "lines end with CR LF");
                record.push(std::mem::take(&mut field));
                records.push(std::mem::take(&mut record));
            }
            other => field.push(other),
        }
    }
    assert!(field.is_empty() && record.is_empty() && !is_quoted);
    records
}

#[test]
fn twins_hold_the_cells_of_the_sheets() {
    let mut compared = 0;
    for set in SETS {
        let ledger = Ledger::of_set(set, Language::Both);
        for twin in TWINS {
            let (sheet, records) = (ledger.sheet(twin), parse(&ledger, twin));
            assert_eq!(sheet.len(), records.len(), "{set} {twin}");
            for (row, record) in sheet.iter().zip(&records) {
                assert_eq!(record.len(), sheet[0].len(), "{set} {twin}");
                // A row of a range ends with its last cell that holds something.
                let cells = row.iter().chain(std::iter::repeat(&Data::Empty));
                for (cell, text) in cells.zip(record) {
                    match cell {
                        Data::Empty => assert_eq!(text, ""),
                        Data::String(cell) => assert_eq!(text.strip_prefix('\'').unwrap_or(text), cell),
                        Data::Float(number) => assert_eq!(text.parse::<f64>().unwrap(), *number),
                        other => panic!("{other:?}"),
                    }
                    compared += 1;
                }
            }
        }
    }
    println!("{compared} cells compared");
    assert!(compared > 40_000, "{compared}");
}

#[test]
fn without_the_wish_there_are_no_twins_and_with_only_flagged_no_list_of_all() {
    let folder = tempfile::tempdir().unwrap();
    let mut plan = Plan::from_path(&layers("chongqing")).unwrap();
    plan.outputs = vec![oreline::plan::Output::Folder(folder.path().join("out"))];
    plan.only_flagged = true;
    oreline::run::run(&plan, &mut |_| {}).unwrap();
    assert!(folder.path().join("out/ledger.xlsx").exists() && !folder.path().join("out/csv").exists());
    let (names, _) = crate::read(&folder.path().join("out/ledger.xlsx"));
    assert_eq!(names.len(), 9);
    plan.style.csv = true;
    plan.overwrite = true;
    oreline::run::run(&plan, &mut |_| {}).unwrap();
    let mut twins: Vec<String> = std::fs::read_dir(folder.path().join("out/csv"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    twins.sort();
    let mut expected: Vec<String> =
        TWINS.iter().filter(|twin| **twin != "mines").map(|twin| format!("{twin}.csv")).collect();
    expected.sort();
    assert_eq!(twins, expected);
    // What stands there is not overwritten unless that is asked for.
    plan.overwrite = false;
    std::fs::remove_file(folder.path().join("out/flagged.gpkg")).unwrap();
    assert!(oreline::run::run(&plan, &mut |_| {}).is_err());
}
