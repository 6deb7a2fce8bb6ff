//! The ledger for the office, read back: sums that agree across sheets and with the summary, odd texts, equal bytes.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout, reason = "a test may fail")]
#![allow(clippy::float_cmp, reason = "numbers are compared to their last digit")]
#![allow(clippy::cast_possible_wrap, reason = "no ledger has that many rows")]

mod bytes;
mod counts;
mod look;
mod sums;
mod texts;
mod twins;

use std::path::{Path, PathBuf};

use calamine::{Data, Reader as _, Xlsx, open_workbook};
use oreline::domain::{DeliveryStyle, Language, Theme};
use oreline::plan::{Output, Plan};
use oreline::run;
use serde_json::Value;
use tempfile::TempDir;

/// The sets of layers whose ledgers are read.
pub(crate) const SETS: [&str; 4] = ["xinjiang", "qinba", "chongqing", "rights"];
/// The twins, in the order of the sheets.
pub(crate) const TWINS: [&str; 10] = [
    "flagged",
    "mines",
    "overlaps",
    "by_prefecture",
    "by_mineral",
    "by_right",
    "redlines",
    "defects",
    "rules",
    "manifest",
];

/// A delivery with its ledger read back.
pub(crate) struct Ledger {
    pub(crate) folder: TempDir,
    pub(crate) summary: Value,
    pub(crate) names: Vec<String>,
    sheets: Vec<Vec<Vec<Data>>>,
}

impl Ledger {
    /// Carries out a plan with CSV twins.
    pub(crate) fn of(mut plan: Plan, language: Language) -> Self {
        let folder = tempfile::tempdir().unwrap();
        plan.style = DeliveryStyle { language, theme: Theme::Standard, csv: true };
        plan.outputs = vec![Output::Folder(folder.path().join("out"))];
        let summary = run::run(&plan, &mut |_| {}).unwrap();
        let summary = serde_json::from_str(&summary.to_json()).unwrap();
        let (names, sheets) = read(&folder.path().join("out").join("ledger.xlsx"));
        Self { folder, summary, names, sheets }
    }

    pub(crate) fn of_set(set: &str, language: Language) -> Self {
        Self::of(Plan::from_path(&layers(set)).unwrap(), language)
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join("out").join(name)
    }

    /// The rows of a sheet, its heading first.
    pub(crate) fn sheet(&self, twin: &str) -> &[Vec<Data>] {
        &self.sheets[TWINS.iter().position(|known| *known == twin).unwrap()]
    }

    /// The rows of a sheet without its heading.
    pub(crate) fn rows(&self, twin: &str) -> &[Vec<Data>] {
        &self.sheet(twin)[1..]
    }

    /// The column with a heading.
    pub(crate) fn column(&self, twin: &str, heading: &str) -> usize {
        let headings = &self.sheet(twin)[0];
        let found = headings.iter().position(|cell| text(cell) == heading);
        found.unwrap_or_else(|| panic!("no column {heading} in {headings:?}"))
    }

    pub(crate) fn count(&self, key: &str) -> i64 {
        self.summary[key].as_i64().unwrap()
    }

    pub(crate) fn used(&self) -> i64 {
        self.summary["mines"]["used"].as_i64().unwrap()
    }
}

/// The names of the sheets, and their rows, each as long as the heading.
pub(crate) fn read(path: &Path) -> (Vec<String>, Vec<Vec<Vec<Data>>>) {
    let mut workbook: Xlsx<_> = open_workbook(path).unwrap();
    let names = workbook.sheet_names();
    let sheets = names.iter().map(|name| {
        let range = workbook.worksheet_range(name).unwrap();
        assert_eq!(range.start(), Some((0, 0)), "{name}");
        range.rows().map(<[Data]>::to_vec).collect()
    });
    let sheets = sheets.collect();
    (names, sheets)
}

pub(crate) fn layers(set: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("layers").join(set)
}

/// A cell as a person reads it.
pub(crate) fn text(cell: &Data) -> String {
    match cell {
        Data::Empty => String::new(),
        Data::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// A cell that is a whole number.
pub(crate) fn whole(cell: &Data) -> i64 {
    match cell {
        Data::Float(number) if number.fract() == 0.0 => *number as i64,
        Data::Int(number) => *number,
        other => panic!("{other:?} is no whole number"),
    }
}
