//! What a run came to: a table for people, an object for programs.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use comfy_table::{CellAlignment, Table, presets};
use serde_json::{Map, Value, json};

use super::Outputs;
use super::counts::{Counts, NONE};
use super::manifest_file::MANIFEST_NAME;
use crate::check;
use crate::domain::{Defect, Report, Severity, StageTimes, TextEncoding};

/// What a run came to.
#[derive(Clone, Debug)]
pub struct Summary {
    title: Option<String>,
    counts: Counts,
    /// Layers whose format does not fix the encoding of text.
    encodings: Vec<(String, TextEncoding)>,
    defects: Vec<Defect>,
    outputs: Outputs,
    times: StageTimes,
}

impl Summary {
    /// Counts a finished run, whose defects it takes over.
    #[must_use]
    pub fn new(report: Report<'_>, outputs: Outputs, times: StageTimes) -> Self {
        let counts = Counts::of(&report);
        let encodings = report.encodings().map(|(source, encoding)| (source.to_string(), encoding.clone())).collect();
        Self { title: report.title, counts, encodings, defects: report.defects, outputs, times }
    }

    /// How many features the mines layer holds.
    #[must_use]
    pub fn mines_read(&self) -> usize {
        self.counts.mines_read
    }

    /// How many of them are mines in use.
    #[must_use]
    pub fn mines_used(&self) -> usize {
        self.counts.mines_used
    }

    /// How many mines are flagged.
    #[must_use]
    pub fn flagged(&self) -> usize {
        self.counts.flagged
    }

    /// The files that were put in place, those of a delivery in one line.
    fn written(&self) -> Vec<String> {
        let files = &self.outputs.files;
        let is_manifest = |file: &&PathBuf| file.file_name().is_some_and(|name| name == MANIFEST_NAME);
        let folders: Vec<&Path> = files.iter().filter(is_manifest).filter_map(|file| file.parent()).collect();
        let is_alone = |file: &&PathBuf| !folders.iter().any(|folder| file.starts_with(folder));
        let alone = files.iter().filter(is_alone).map(|file| file.display().to_string());
        let delivered = folders.iter().map(|folder| {
            let count = files.iter().filter(|file| file.starts_with(folder)).count();
            format!("{} ({count} files; README.txt tells what they are)", folder.join("").display())
        });
        alone.chain(delivered).collect()
    }

    /// Whether some features were refused or need review.
    #[must_use]
    pub fn is_incomplete(&self) -> bool {
        self.defects.iter().any(|defect| matches!(defect.code.severity(), Severity::Refused | Severity::Review))
    }

    /// Everything that was found wrong.
    #[must_use]
    pub fn defects(&self) -> &[Defect] {
        &self.defects
    }

    /// One JSON object, as the documented command line fixes it.
    #[must_use]
    pub fn to_json(&self) -> String {
        let encoding = |(layer, text): &(String, TextEncoding)| json!({ "layer": layer, "declared": text.declared, "detected": text.detected, "used": text.used });
        let encodings: Vec<Value> = self.encodings.iter().map(encoding).collect();
        let outputs: Vec<String> = self.outputs.files.iter().map(|path| path.display().to_string()).collect();
        let seconds = |time: std::time::Duration| (time.as_secs_f64() * 1e6).round() / 1e6;
        let times = &self.times;
        let mut members = Map::from_iter([("schema_version".to_owned(), json!(1))]);
        let mut counts = self.counts.to_json(&self.defects);
        let defects = counts.remove("defects");
        members.extend(counts);
        let others = [
            ("encodings", json!(encodings)),
            ("defects", json!(defects)),
            ("outputs", json!(outputs)),
            ("notes", json!(self.outputs.notes)),
            (
                "seconds",
                json!({
                    "read": seconds(times.read),
                    "check": seconds(times.check),
                    "join": seconds(times.join),
                    "judge": seconds(times.judge),
                    "write": seconds(times.write),
                    "total": seconds(times.total),
                }),
            ),
        ];
        members.extend(others.map(|(name, value)| (name.to_owned(), value)));
        Value::Object(members).to_string()
    }

    /// A table that a person likes to read.
    #[must_use]
    pub fn to_text(&self) -> String {
        let (counts, mut text) = (&self.counts, String::new());
        if let Some(title) = &self.title {
            let _ = writeln!(text, "{title}\n");
        }
        let refused = counts.mines_read - counts.mines_used;
        let _ = writeln!(
            text,
            "{} mines read, {} used, {refused} refused; {} flagged",
            counts.mines_read, counts.mines_used, counts.flagged
        );
        let words = |entries: &[(&'static str, usize, usize)]| -> Vec<(String, usize, usize)> {
            entries
                .iter()
                .filter(|(_, all, _)| *all > 0)
                .map(|(word, all, flagged)| ((*word).to_owned(), *all, *flagged))
                .collect()
        };
        if let Some(rules) = &counts.rules {
            let _ = writeln!(text, "{}", rules.to_text());
            section(&mut text, "verdict", &words(&counts.by_verdict));
        }
        section(&mut text, "fragility", &words(&counts.by_fragility));
        section(&mut text, "prefecture", &counts.by_prefecture);
        if counts.by_position.iter().any(|(word, all, _)| *word != NONE && *all > 0) {
            section(&mut text, "position", &words(&counts.by_position));
        }
        let _ = writeln!(text, "\n{} mines in {} red lines", counts.in_redlines, counts.redlines_hit.len());
        if !counts.redlines_hit.is_empty() {
            section(&mut text, "red line", &counts.redlines_hit);
        }
        if let Some((_, green)) = &counts.green {
            let _ = writeln!(text, "\n{green}");
        }
        if let Some(areas) = &counts.areas {
            let _ = writeln!(text, "\n{}", areas.to_text());
        }
        if let Some(unstable) = counts.unstable {
            let _ = writeln!(text, "\n{unstable} flags would change if lines moved by the stated uncertainty");
        }
        if !self.defects.is_empty() {
            let mut table = plain_table();
            table.set_header(["defect", "count", "became", "what to do"]);
            for (code, count) in check::count_by_code(&self.defects) {
                table.add_row([code.code(), &count.to_string(), code.severity().word(), code.hint()]);
            }
            align_right(&mut table, &[1]);
            let _ = writeln!(text, "\n{table}");
        }
        text.push('\n');
        for (layer, encoding) in self.encodings.iter().filter(|(_, encoding)| encoding.detected != "ASCII") {
            let _ = writeln!(text, "text of {layer}: {encoding}");
        }
        for note in &self.outputs.notes {
            let _ = writeln!(text, "note: {note}");
        }
        for line in self.written() {
            let _ = writeln!(text, "wrote {line}");
        }
        let seconds = |time: std::time::Duration| time.as_secs_f64();
        let _ = write!(
            text,
            "{:.2} s (read {:.2}, check {:.2}, join {:.2}, judge {:.2}, write {:.2})",
            seconds(self.times.total),
            seconds(self.times.read),
            seconds(self.times.check),
            seconds(self.times.join),
            seconds(self.times.judge),
            seconds(self.times.write),
        );
        text
    }
}

fn plain_table() -> Table {
    let mut table = Table::new();
    table.load_style(presets::UTF8_FULL_CONDENSED);
    table
}

fn align_right(table: &mut Table, columns: &[usize]) {
    for column in columns {
        if let Some(column) = table.column_mut(*column) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
}

/// More rows than this nobody reads on a terminal; the rest is in the layers.
const MOST_ROWS: usize = 40;

fn section(text: &mut String, what: &str, entries: &[(String, usize, usize)]) {
    // The rows that matter most, in the order in which they came.
    let mut order: Vec<usize> = (0..entries.len()).collect();
    order.sort_by_key(|&row| std::cmp::Reverse((entries[row].2, entries[row].1)));
    order.truncate(MOST_ROWS);
    order.sort_unstable();
    let mut table = plain_table();
    table.set_header([what, "mines", "flagged"]);
    for (word, all, flagged) in order.iter().map(|&row| &entries[row]) {
        table.add_row([word.as_str(), &all.to_string(), &flagged.to_string()]);
    }
    align_right(&mut table, &[1, 2]);
    let _ = writeln!(text, "\n{table}");
    if entries.len() > MOST_ROWS {
        let _ = writeln!(text, "… and {} more, with fewer flagged mines", entries.len() - MOST_ROWS);
    }
}
