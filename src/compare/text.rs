//! The answer for people.

use std::fmt::Write as _;

use comfy_table::{CellAlignment, Table, presets};

use super::change::{CauseKind, Change, Kind};
use super::statistics::{ALL, Group};
use super::{Comparison, MatchedBy, Run};
use crate::domain::Verdict;

/// Mines that are listed one by one; outputs hold all.
const MOST_MINES: usize = 20;
/// Zones and rules that are listed.
const MOST_LINES: usize = 12;
/// Characters of a cell.
const MOST_CHARACTERS: usize = 60;
/// Groups of the short statistics.
const MOST_GROUPS: usize = 5;

impl Comparison {
    /// Counts, causes, the most important changes first.
    #[must_use]
    pub fn to_text(&self, all_statistics: bool) -> String {
        let mut text = format!("OLD {}\nNEW {}\n", run(&self.old), run(&self.new));
        let matched: Vec<String> = self
            .matched
            .iter()
            .filter(|(_, count)| *count > 0)
            .map(|(by, count)| format!("{count} by {}", by.word().replace('_', " ")))
            .collect();
        let matched = if matched.is_empty() { "none".to_owned() } else { matched.join(", ") };
        let _ = writeln!(text, "matched: {matched}; unchanged: {}", self.unchanged);
        if self.has_changes() {
            text.push_str(&self.kinds());
            text.push_str(&self.causes());
            text.push_str(&self.list());
        } else {
            text.push_str("nothing changed\n");
        }
        text.push_str(&self.zones_and_rules());
        if self.has_changes() || all_statistics {
            text.push_str(&self.groups(all_statistics));
        }
        for file in &self.files {
            let _ = writeln!(text, "{} written", file.display());
        }
        text.trim_end().to_owned()
    }

    fn kinds(&self) -> String {
        let mut table = table();
        for kind in Kind::ALL {
            let count = self.count(kind);
            if count > 0 {
                let mut row = vec![kind.word().replace('_', " "), count.to_string()];
                let flagged = |is: fn(&Change) -> Option<bool>| {
                    self.changes.iter().filter(|change| change.is(kind) && is(change) == Some(true)).count()
                };
                row.push(match kind {
                    Kind::Added => format!("{} of them flagged", flagged(|change| change.new_flagged)),
                    Kind::Gone => format!("{} of them were flagged", flagged(|change| change.old_flagged)),
                    _ => String::new(),
                });
                table.add_row(row);
            }
        }
        aligned(table, &[1])
    }

    fn causes(&self) -> String {
        let found: Vec<(CauseKind, usize)> = CauseKind::ALL
            .into_iter()
            .map(|kind| (kind, self.count_cause(kind)))
            .filter(|(_, count)| *count > 0)
            .collect();
        if found.is_empty() {
            return String::new();
        }
        let mut table = table();
        for (kind, count) in found {
            table.add_row(vec![kind.word().replace('_', " "), count.to_string()]);
        }
        format!("\ncauses (a mine may have several)\n{}", aligned(table, &[1]))
    }

    fn list(&self) -> String {
        let mut table = table();
        for change in self.changes.iter().take(MOST_MINES) {
            let kinds: Vec<String> = change.kinds.iter().map(|kind| kind.word().replace('_', " ")).collect();
            let mut name = shortened(change.name.as_deref().unwrap_or(""));
            if change.is_synthetic {
                name.push_str(" [synthetic]");
            }
            let mut why: Vec<String> = change.causes.iter().map(|cause| shortened(&cause.in_words())).collect();
            why.extend(change.refused.iter().map(|reason| shortened(&format!("refused: {reason}"))));
            if why.is_empty() {
                why.extend(change.moved.as_ref().map(|moved| super::draft::in_words(Some(moved), moved.distance_m)));
                why.extend(change.attributes.iter().take(2).map(|attribute| {
                    let word = |value: &Option<String>| value.clone().unwrap_or_else(|| "nothing".to_owned());
                    shortened(&format!("{} {} -> {}", attribute.field, word(&attribute.old), word(&attribute.new)))
                }));
            }
            if let (Some(by), true) = (change.matched_by, change.rivals > 0) {
                why.push(format!("matched by {}, not certain", by.word().replace('_', " ")));
            } else if let Some(by @ (MatchedBy::Place | MatchedBy::Name)) = change.matched_by {
                why.push(format!("matched by {} alone", by.word()));
            }
            table.add_row(vec![shortened(&change.mine), name, kinds.join(", "), verdicts(change), why.join("\n")]);
        }
        let mut text = format!("\nmines that changed\n{}", aligned(table, &[]));
        if self.changes.len() > MOST_MINES {
            let rest = self.changes.len() - MOST_MINES;
            let _ = writeln!(text, "  and {rest} more: see --json, or -o changes.gpkg");
        }
        text
    }

    fn zones_and_rules(&self) -> String {
        let mut text = String::new();
        if !self.zones.is_empty() {
            let mut table = table();
            for zone in self.zones.iter().take(MOST_LINES) {
                let name = match (&zone.old_name, &zone.new_name) {
                    (Some(old), Some(new)) if old != new => format!("{} -> {}", shortened(old), shortened(new)),
                    (old, new) => shortened(new.as_ref().or(old.as_ref()).map_or("", String::as_str)),
                };
                let word = |class: &Option<String>| class.clone().unwrap_or_else(|| "no class".to_owned());
                let what = match zone.change {
                    super::ZoneChangeKind::Class => format!("{} -> {}", word(&zone.old_class), word(&zone.new_class)),
                    super::ZoneChangeKind::Border => match zone.difference_m2 {
                        Some(m2) => format!("differs by {:.4} km2", m2 / 1e6),
                        None => String::new(),
                    },
                    _ => String::new(),
                };
                table.add_row(vec![zone.kind.word().to_owned(), zone.change.word().to_owned(), name, what]);
            }
            let _ = write!(text, "\nzones that changed: {}\n{}", self.zones.len(), aligned(table, &[]));
        }
        if !self.rules.is_empty() {
            let mut table = table();
            for rule in self.rules.iter().take(MOST_LINES) {
                let is_text = if rule.decides() { "" } else { "text for people alone" };
                table.add_row(vec![shortened(&rule.in_words()), is_text.to_owned()]);
            }
            let _ = write!(text, "\nrules that changed: {}\n{}", self.rules.len(), aligned(table, &[]));
        }
        let settings: Vec<String> = self
            .settings
            .iter()
            .filter(|change| change.field != "program")
            .map(|change| {
                let word = |value: &Option<String>| value.clone().unwrap_or_else(|| "nothing".to_owned());
                format!("  {}: {} -> {}\n", change.field, word(&change.old), word(&change.new))
            })
            .collect();
        if !settings.is_empty() {
            let _ = write!(text, "\nsettings that differ\n{}", settings.concat());
        }
        text
    }

    fn groups(&self, all: bool) -> String {
        let changed = |group: &&Group| {
            group.mines[0] != group.mines[1]
                || group.flagged[0] != group.flagged[1]
                || group.verdicts.iter().any(|[before, after]| before != after)
                || [group.newly_flagged, group.cleared, group.added, group.gone, group.came, group.left] != [0; 6]
        };
        let (total, groups): (Vec<&Group>, Vec<&Group>) =
            self.statistics.groups.iter().partition(|group| group.name == ALL);
        let shown: Vec<&Group> = groups.iter().copied().filter(|group| all || changed(group)).collect();
        let most = if all { shown.len() } else { MOST_GROUPS };
        let mut table = table();
        let header = ["", "mines", "", "flagged", "", "newly", "cleared", "added", "gone"];
        table.add_row(header.map(str::to_owned).to_vec());
        for group in shown.iter().take(most).chain(&total) {
            let change = |[before, after]: [usize; 2]| match after.cmp(&before) {
                std::cmp::Ordering::Equal => String::new(),
                std::cmp::Ordering::Greater => format!("+{}", after - before),
                std::cmp::Ordering::Less => format!("-{}", before - after),
            };
            let both = |[before, after]: [usize; 2]| format!("{before} -> {after}");
            table.add_row(vec![
                shortened(&group.name),
                both(group.mines),
                change(group.mines),
                both(group.flagged),
                change(group.flagged),
                group.newly_flagged.to_string(),
                group.cleared.to_string(),
                group.added.to_string(),
                group.gone.to_string(),
            ]);
        }
        let mut text = format!("\nby {}\n{}", self.statistics.by, aligned(table, &[1, 2, 3, 4, 5, 6, 7, 8]));
        if shown.len() > most {
            let _ = writeln!(text, "  and {} groups more: see --statistics", shown.len() - most);
        }
        if all {
            text.push_str(&verdict_table(&total));
        }
        text
    }
}

fn verdict_table(total: &[&Group]) -> String {
    let words = Verdict::ALL.into_iter().map(Verdict::word).chain(["none"]);
    let mut table = table();
    for (position, word) in words.enumerate() {
        for group in total.iter().filter(|group| group.verdicts[position] != [0, 0]) {
            let [before, after] = group.verdicts[position];
            table.add_row(vec![word.to_owned(), format!("{before} -> {after}")]);
        }
    }
    format!("\nby verdict\n{}", aligned(table, &[1]))
}

fn run(run: &Run) -> String {
    let mut text = format!("{}: {} mines, {} flagged", run.given, run.mines, run.flagged);
    if let Some(day) = &run.rules_as_of {
        let _ = write!(text, ", rules of {day}");
    }
    if !run.has_zones {
        text.push_str("; holds no zones");
    }
    text
}

fn verdicts(change: &Change) -> String {
    let word = |verdict: &Option<String>, flagged: Option<bool>| match (verdict, flagged) {
        (Some(verdict), _) => verdict.clone(),
        (None, Some(true)) => "flagged".to_owned(),
        (None, Some(false)) => "not flagged".to_owned(),
        (None, None) => String::new(),
    };
    let (old, new) = (word(&change.old_verdict, change.old_flagged), word(&change.new_verdict, change.new_flagged));
    match (old.as_str(), new.as_str()) {
        ("", _) => new,
        (_, "") => old,
        _ if old == new => new,
        _ => format!("{old} -> {new}"),
    }
}

/// One line, without control characters, no longer than a cell may be.
fn shortened(text: &str) -> String {
    let clean: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    if clean.chars().count() <= MOST_CHARACTERS {
        return clean;
    }
    clean.chars().take(MOST_CHARACTERS - 1).chain(['…']).collect()
}

fn table() -> Table {
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    table
}

/// The table with numbers to the right, indented by two, without blanks at the ends of lines.
fn aligned(mut table: Table, numbers: &[usize]) -> String {
    for number in numbers {
        if let Some(column) = table.column_mut(*number) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    let mut text = String::new();
    for line in table.to_string().lines() {
        let _ = writeln!(text, " {}", line.trim_end());
    }
    text
}
