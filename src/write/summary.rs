//! What a run came to: a table for people, an object for programs.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use comfy_table::{CellAlignment, Table, presets};
use serde_json::{Map, Value, json};

use super::Outputs;
use super::area_counts::AreaCounts;
use super::green_review;
use super::rule_counts::RuleCounts;
use crate::check;
use crate::domain::{
    Defect, FragilityClass, GreenCounts, Position, Report, Severity, StageTimes, TextEncoding, Verdict, ZoneKind,
};

/// The word for "no class", "no unit" and "no verdict" in counts.
const NONE: &str = "none";

/// Counts of a run.
#[derive(Clone, Debug)]
pub struct Summary {
    title: Option<String>,
    /// Features in the mines layer.
    pub mines_read: usize,
    /// Mines in use.
    pub mines_used: usize,
    /// Mines flagged.
    pub flagged: usize,
    by_fragility: Vec<(&'static str, usize, usize)>,
    by_prefecture: Vec<(String, usize, usize)>,
    by_position: Vec<(&'static str, usize, usize)>,
    by_verdict: Vec<(&'static str, usize, usize)>,
    in_redlines: usize,
    redlines_hit: Vec<(String, usize, usize)>,
    areas: Option<AreaCounts>,
    rules: Option<RuleCounts>,
    green: Option<(GreenCounts, String)>,
    /// Mines whose flag would not hold if lines moved by the stated uncertainty; `None` when it was not asked.
    unstable: Option<usize>,
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
        let judgements = &report.judgements;
        let mut by_fragility = counted(FragilityClass::ALL.into_iter().map(FragilityClass::word));
        let mut by_position = counted(Position::ALL.into_iter().rev().map(Position::word));
        let mut by_verdict = counted(Verdict::ALL.into_iter().map(Verdict::word));
        let (mut flagged, mut in_redlines) = (0, 0);
        for judgement in judgements {
            let is_flagged = judgement.is_flagged;
            flagged += usize::from(is_flagged);
            in_redlines += usize::from(judgement.redline);
            count(&mut by_fragility, judgement.fragility.map(FragilityClass::word), is_flagged);
            count(&mut by_position, judgement.position.map(Position::word), is_flagged);
            count(&mut by_verdict, judgement.verdict.map(Verdict::word), is_flagged);
        }
        let mut by_prefecture: BTreeMap<String, (usize, usize)> = BTreeMap::new();
        let units = report.zones(ZoneKind::Prefecture);
        let mut per_unit = vec![(0, 0); units.map_or(0, |units| units.zones.len()) + 1];
        for judgement in judgements {
            let outside = per_unit.len() - 1;
            let (all, flagged) = &mut per_unit[judgement.prefecture.map_or(outside, |zone| zone as usize)];
            *all += 1;
            *flagged += usize::from(judgement.is_flagged);
        }
        let names =
            units.into_iter().flat_map(|units| &units.zones).map(|zone| zone.name.clone()).chain([NONE.to_owned()]);
        for (name, (all, flagged)) in names.zip(per_unit).filter(|(_, (all, _))| *all > 0) {
            let entry = by_prefecture.entry(name).or_default();
            *entry = (entry.0 + all, entry.1 + flagged);
        }
        let redlines = report.zones(ZoneKind::Redline).map_or(&[][..], |redlines| &redlines.zones);
        let mut per_redline = vec![(0, 0); redlines.len()];
        for (hits, judgement) in report.facts.iter().zip(judgements) {
            for hit in hits.iter().filter(|hit| hit.kind == ZoneKind::Redline) {
                let (mines, flagged): &mut (usize, usize) = &mut per_redline[hit.zone as usize];
                *mines += 1;
                *flagged += usize::from(judgement.is_flagged);
            }
        }
        let redlines_hit = redlines
            .iter()
            .zip(per_redline)
            .filter(|(_, (mines, _))| *mines > 0)
            .map(|(redline, (mines, flagged))| (redline.name.clone(), mines, flagged))
            .collect();
        let areas = AreaCounts::of(&report.facts, !redlines.is_empty());
        let green = report.green.as_ref().map(|green| (green.counts, green_review::in_words(green)));
        let rules = report.rulings.as_ref().map(|rulings| RuleCounts::of(&report, rulings));
        let encodings = report.encodings().map(|(source, encoding)| (source.to_string(), encoding.clone())).collect();
        Self {
            title: report.title,
            mines_read: report.layer.read,
            mines_used: report.layer.mines.len(),
            flagged,
            by_fragility,
            by_prefecture: by_prefecture.into_iter().map(|(name, (all, flagged))| (name, all, flagged)).collect(),
            by_position,
            by_verdict,
            in_redlines,
            redlines_hit,
            areas,
            rules,
            green,
            unstable: (!report.facts.margins.is_empty())
                .then(|| report.facts.margins.iter().filter(|margin| !margin.stable).count()),
            encodings,
            defects: report.defects,
            outputs,
            times,
        }
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

    /// One JSON object, as the documented command line fixes it. Counts of zero are left out of `by_prefecture` and
    /// `defects`; the key `none` counts mines outside all units, without class, position or verdict.
    #[must_use]
    pub fn to_json(&self) -> String {
        let counts = |entries: &[(&'static str, usize, usize)]| -> Value {
            entries.iter().map(|(word, all, _)| ((*word).to_owned(), json!(all))).collect::<Map<_, _>>().into()
        };
        let by_prefecture: Map<String, Value> =
            self.by_prefecture.iter().map(|(name, all, _)| (name.clone(), json!(all))).collect();
        let defects: Map<String, Value> = check::count_by_code(&self.defects)
            .into_iter()
            .map(|(code, count)| (code.code().to_owned(), json!(count)))
            .collect();
        let encoding = |(layer, text): &(String, TextEncoding)| json!({ "layer": layer, "declared": text.declared, "detected": text.detected, "used": text.used });
        let encodings: Vec<Value> = self.encodings.iter().map(encoding).collect();
        let outputs: Vec<String> = self.outputs.files.iter().map(|path| path.display().to_string()).collect();
        let seconds = |time: std::time::Duration| (time.as_secs_f64() * 1e6).round() / 1e6;
        json!({
            "schema_version": 1,
            "mines": {
                "read": self.mines_read,
                "used": self.mines_used,
                "refused": self.mines_read - self.mines_used,
            },
            "flagged": self.flagged,
            "by_fragility": counts(&self.by_fragility),
            "by_prefecture": by_prefecture,
            "by_position": counts(&self.by_position),
            "redline": self.in_redlines,
            "by_verdict": counts(&self.by_verdict),
            "areas": self.areas.as_ref().map(AreaCounts::to_json),
            "unstable": self.unstable,
            "rules": self.rules.as_ref().map(RuleCounts::to_json),
            "green_mines": self.green.as_ref().map(|(counts, _)| json!({
                "national": counts.national_mines,
                "regional": counts.regional_mines,
                "entries": counts.entries,
                "exact": counts.exact,
                "normalised": counts.normalised,
                "confirmed": counts.confirmed,
                "ambiguous": counts.ambiguous,
                "candidates": counts.candidates,
                "none": counts.none,
            })),
            "encodings": encodings,
            "defects": defects,
            "outputs": outputs,
            "notes": self.outputs.notes,
            "seconds": {
                "read": seconds(self.times.read),
                "check": seconds(self.times.check),
                "join": seconds(self.times.join),
                "judge": seconds(self.times.judge),
                "write": seconds(self.times.write),
                "total": seconds(self.times.total),
            },
        })
        .to_string()
    }

    /// A table that a person likes to read.
    #[must_use]
    pub fn to_text(&self) -> String {
        let mut text = String::new();
        if let Some(title) = &self.title {
            let _ = writeln!(text, "{title}\n");
        }
        let refused = self.mines_read - self.mines_used;
        let _ = writeln!(
            text,
            "{} mines read, {} used, {refused} refused; {} flagged",
            self.mines_read, self.mines_used, self.flagged
        );
        let words = |entries: &[(&'static str, usize, usize)]| -> Vec<(String, usize, usize)> {
            entries
                .iter()
                .filter(|(_, all, _)| *all > 0)
                .map(|(word, all, flagged)| ((*word).to_owned(), *all, *flagged))
                .collect()
        };
        if let Some(rules) = &self.rules {
            let _ = writeln!(text, "{}", rules.to_text());
            section(&mut text, "verdict", &words(&self.by_verdict));
        }
        section(&mut text, "fragility", &words(&self.by_fragility));
        section(&mut text, "prefecture", &self.by_prefecture);
        if self.by_position.iter().any(|(word, all, _)| *word != NONE && *all > 0) {
            section(&mut text, "position", &words(&self.by_position));
        }
        let _ = writeln!(text, "\n{} mines in {} red lines", self.in_redlines, self.redlines_hit.len());
        if !self.redlines_hit.is_empty() {
            section(&mut text, "red line", &self.redlines_hit);
        }
        if let Some((_, green)) = &self.green {
            let _ = writeln!(text, "\n{green}");
        }
        if let Some(areas) = &self.areas {
            let _ = writeln!(text, "\n{}", areas.to_text());
        }
        if let Some(unstable) = self.unstable {
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
        for output in &self.outputs.files {
            let _ = writeln!(text, "wrote {}", output.display());
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

/// A count for each word, and for none.
fn counted(words: impl Iterator<Item = &'static str>) -> Vec<(&'static str, usize, usize)> {
    words.chain([NONE]).map(|word| (word, 0, 0)).collect()
}

fn count(counts: &mut [(&'static str, usize, usize)], word: Option<&'static str>, is_flagged: bool) {
    let word = word.unwrap_or(NONE);
    if let Some((_, all, flagged)) = counts.iter_mut().find(|(known, _, _)| *known == word) {
        *all += 1;
        *flagged += usize::from(is_flagged);
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
