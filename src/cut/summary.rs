//! What came of a cut, for people.

use std::fmt::Write as _;

use comfy_table::{CellAlignment, Table, presets};

use super::{Outcome, Part, PartKind, RightOutcome};
use crate::domain::Severity;

/// Lines about single features that are shown; the layer of defects holds all.
const MOST_LINES: usize = 40;
/// So many letters of a name are shown.
const MOST_LETTERS: usize = 40;
/// Up to so many rights are told of part by part.
const MOST_IN_FULL: usize = 3;

impl Outcome {
    /// For people: of a few rights every part, of many a line each.
    #[must_use]
    pub fn to_text(&self) -> String {
        let mut text = String::new();
        if self.rights.is_empty() && self.refused > 0 {
            let _ = writeln!(text, "{}: nothing was cut", self.source);
        } else if self.rights.is_empty() {
            let buffer = self.around();
            let _ = writeln!(
                text,
                "{}: no right has an area in common with {}{buffer}",
                self.source,
                self.zones_in_words()
            );
        } else if self.rights.len() <= MOST_IN_FULL {
            for right in &self.rights {
                let _ = writeln!(text, "{}", self.in_full(right));
            }
        } else {
            let _ = writeln!(text, "{}", self.in_short());
        }
        match self.points {
            0 => {}
            1 => text.push_str("1 mine is a point, which nothing can be cut out of\n"),
            points => drop(writeln!(text, "{points} mines are points, which nothing can be cut out of")),
        }
        if let (Some(crs), Some(shift_m)) = (&self.crs, self.shift_m) {
            let _ = writeln!(text, "text in {crs}: rounding moved no corner by more than {shift_m:.4} m");
        }
        for note in &self.notes {
            let _ = writeln!(text, "{note}");
        }
        for file in &self.files {
            let _ = writeln!(text, "{} written", file.display());
        }
        text.trim_end().to_owned()
    }

    /// What was found wrong, a line each; the last line says how many are not shown.
    #[must_use]
    pub fn remarks(&self) -> Vec<String> {
        let mut graver: Vec<_> = self.defects.iter().filter(|defect| defect.code.severity() > Severity::Note).collect();
        graver.sort_by_key(|defect| std::cmp::Reverse(defect.code.severity()));
        let line = |defect: &&crate::domain::Defect| format!("{}: {defect}", defect.code.severity().word());
        let mut lines: Vec<String> = graver.iter().take(MOST_LINES).map(line).collect();
        if graver.len() > MOST_LINES {
            lines.push(format!("and {} more, in the layer of defects", graver.len() - MOST_LINES));
        }
        lines
    }

    fn zones_in_words(&self) -> String {
        let words: Vec<String> = self
            .kinds
            .iter()
            .map(|kind| if kind.word() == "redline" { "red lines".to_owned() } else { format!("{kind} zones") })
            .collect();
        words.join(" and ")
    }

    fn around(&self) -> String {
        if self.buffer_m > 0.0 { format!(" or with {} m around them", self.buffer_m) } else { String::new() }
    }

    /// An area in the unit of the step, with as many decimals as the step has.
    fn area(&self, steps: Option<i64>, area_m2: f64) -> String {
        let number = steps.map_or_else(|| area_m2 / self.balance.unit.factor_m2(), |steps| self.in_unit(steps));
        format!("{number:.decimals$}", decimals = self.decimals())
    }

    fn decimals(&self) -> usize {
        let is_whole = |decimals: &usize| {
            let steps = (0..*decimals).fold(self.balance.count, |count, _| count * 10.0);
            (steps - steps.round()).abs() < 1e-6 * steps.max(1e-3) && steps.round() >= 1.0
        };
        (0..10).find(is_whole).unwrap_or(10)
    }

    fn plain(&self, area_m2: f64) -> String {
        self.area(None, area_m2)
    }

    fn in_full(&self, right: &RightOutcome) -> String {
        let (cut, unit) = (&right.cut, self.balance.unit.word());
        let mut text = title(right);
        text.push('\n');
        let _ = match right.word() {
            "nothing remains" => writeln!(text, "cut away entirely: nothing remains"),
            "unchanged" => {
                let buffer = self.around();
                writeln!(text, "has no area in common with {}{buffer}: unchanged", self.zones_in_words())
            }
            _ => Ok(()),
        };
        let mut table = Table::new();
        table.load_style(presets::UTF8_FULL_CONDENSED);
        table.set_header(["part", &format!("area ({unit})"), "width (m)", "kept", "zones or reason"]);
        for (number, part) in cut.parts.iter().enumerate() {
            let steps = right.sums.as_ref().map(|sums| sums.parts[number]);
            table.add_row([
                format!("{} {}", number + 1, part.kind.word()),
                self.area(steps, part.area_m2),
                part.width_m.map_or_else(String::new, |width_m| format!("{width_m:.1}")),
                if part.is_kept { "yes" } else { "no" }.to_owned(),
                self.why(part),
            ]);
        }
        for (word, kind) in [("remaining", PartKind::Remaining), ("small", PartKind::Small), ("cut", PartKind::Cut)] {
            let area_m2: f64 = right.of(kind).map(|part| part.area_m2).sum();
            if right.of(kind).next().is_some() {
                table.add_row([format!("= {word}"), self.area(right.steps(kind), area_m2)]);
            }
        }
        table.add_row(["= before".to_owned(), self.area(right.sums.as_ref().map(|sums| sums.before), cut.before_m2)]);
        text.push_str(&aligned(table, &[1, 2]));
        if !cut.zones.is_empty() {
            let mut table = Table::new();
            table.load_style(presets::UTF8_FULL_CONDENSED);
            let with_buffer = format!("with {} m around ({unit})", self.buffer_m);
            let mut header = vec!["cut by".to_owned(), format!("inside ({unit})")];
            header.extend((self.buffer_m > 0.0).then_some(with_buffer));
            table.set_header(header);
            let row = |name: String, inside: String, all: String| {
                [name, inside].into_iter().chain((self.buffer_m > 0.0).then_some(all)).collect::<Vec<String>>()
            };
            let taken = self.area(right.steps(PartKind::Cut), cut.cut_m2);
            // Without a buffer all that is cut lies inside; it is told in the figures that add up.
            let inside = |inside_m2: f64| if self.buffer_m > 0.0 { self.plain(inside_m2) } else { taken.clone() };
            if let [only] = cut.zones.as_slice() {
                let name = shortened(self.zone_name(only.zone));
                table.add_row(row(name, inside(only.inside_m2), taken.clone()));
            } else {
                for share in &cut.zones {
                    let name = shortened(self.zone_name(share.zone));
                    table.add_row(row(name, self.plain(share.inside_m2), self.plain(share.with_buffer_m2)));
                }
                table.add_row(row("all, counted once".to_owned(), inside(cut.inside_m2), taken.clone()));
            }
            let _ = write!(text, "\n{}", aligned(table, &[1, 2]));
        }
        if cut.rounding_parts > 0 {
            let _ = writeln!(text, "{} parts of less than a square millimetre are rounding", cut.rounding_parts);
        }
        text
    }

    fn why(&self, part: &Part) -> String {
        let names: Vec<String> = part.zones.iter().map(|&zone| shortened(self.zone_name(zone))).collect();
        names.into_iter().chain(part.reason.clone()).collect::<Vec<_>>().join("; ")
    }

    fn in_short(&self) -> String {
        let unit = self.balance.unit.word();
        let mut table = Table::new();
        table.load_style(presets::UTF8_FULL_CONDENSED);
        let areas = ["before", "remaining", "small", "cut"].map(|word| format!("{word} ({unit})"));
        table.set_header(["right".to_owned()].into_iter().chain(areas).chain(["result".to_owned()]));
        for right in &self.rights {
            let of = |kind| self.area(right.steps(kind), right.of(kind).map(|part| part.area_m2).sum());
            table.add_row([
                title(right),
                self.area(right.sums.as_ref().map(|sums| sums.before), right.cut.before_m2),
                of(PartKind::Remaining),
                of(PartKind::Small),
                of(PartKind::Cut),
                right.word().to_owned(),
            ]);
        }
        let mut text = aligned(table, &[1, 2, 3, 4]);
        let mut told = self.rights.iter().flat_map(|right| right.cut.parts.iter().map(move |part| (right, part)));
        let lines: Vec<String> = told
            .by_ref()
            .filter_map(|(right, part)| {
                part.reason.as_ref().map(|reason| format!("{} {}: {reason}", shortened(&right.label), part.kind.word()))
            })
            .collect();
        for line in lines.iter().take(MOST_LINES) {
            let _ = writeln!(text, "{line}");
        }
        if lines.len() > MOST_LINES {
            let _ = writeln!(text, "and {} more, in the layer and in --json", lines.len() - MOST_LINES);
        }
        text
    }
}

fn title(right: &RightOutcome) -> String {
    let names: Vec<String> = right.names.iter().map(|name| shortened(name)).collect();
    std::iter::once(shortened(&right.label)).chain(names).collect::<Vec<_>>().join(" ")
}

/// One line, not too long.
fn shortened(text: &str) -> String {
    let line: String = text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
    if line.chars().count() > MOST_LETTERS {
        line.chars().take(MOST_LETTERS - 1).chain(['…']).collect()
    } else {
        line
    }
}

/// The table with these columns to the right, without blanks at the ends of lines.
fn aligned(mut table: Table, right: &[usize]) -> String {
    for &column in right {
        if let Some(column) = table.column_mut(column) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    let text = table.to_string();
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    lines.join("\n") + "\n"
}
