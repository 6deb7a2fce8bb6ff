//! What another version of tables changes, for people and for programs.

use std::fmt::Write as _;

use comfy_table::{ContentArrangement, Table, presets};
use serde_json::{Value, json};

use super::{MineChange, MineDiff, MineMove, RuleDiff};
use crate::domain::Verdict;
use crate::rules::{ChangedRegion, ChangedRule, Comparison, Decision, Difference};

/// So many mines are listed in the text; the object and the file hold all.
const TOLD: usize = 50;
/// Columns of a printed page.
const WIDTH: u16 = 118;

impl RuleDiff {
    /// For people.
    #[must_use]
    pub fn to_text(&self) -> String {
        let mut text = format!("{} -> {} on {}\n", self.files[0].join(", "), self.files[1].join(", "), self.as_of);
        self.changes_text(&mut text);
        if let Some(mines) = &self.mines {
            mines_text(&mut text, mines);
        }
        if let Some(comparison) = &self.comparison {
            self.regions_text(&mut text, comparison);
        }
        text.trim_end().to_owned()
    }

    fn changes_text(&self, text: &mut String) {
        let changes = &self.changes;
        let _ = writeln!(
            text,
            "rules: {} added, {} removed, {} changed, {} as they were",
            changes.added.len(),
            changes.removed.len(),
            changes.changed.len(),
            changes.same
        );
        for (sign, ids) in [("+", &changes.added), ("-", &changes.removed)] {
            for id in ids {
                let _ = writeln!(text, "  {sign} {id}");
            }
        }
        for rule in &changes.changed {
            let _ = writeln!(text, "  ~ {}", rule.id);
            for (column, old, new) in &rule.columns {
                let _ = writeln!(text, "      {column}: {} -> {}", shown(old), shown(new));
            }
        }
    }

    fn regions_text(&self, text: &mut String, comparison: &Comparison) {
        for region in &self.regions {
            let facts: Vec<String> = region.region.iter().map(|(fact, words)| format!("{fact}={words}")).collect();
            let place = if facts.is_empty() { "every mine".to_owned() } else { facts.join(", ") };
            let _ = writeln!(text, "  {} -> {}: {place}", decision(region.one), decision(region.other));
        }
        if !self.is_all {
            let _ = writeln!(text, "  and there is more that differs");
        }
        let _ = match comparison {
            Comparison::Alike => writeln!(text, "no mine is judged otherwise, on any day, under any reading: proven"),
            Comparison::Unfinished => writeln!(text, "the search for further differences was not carried to its end"),
            Comparison::Differ(found) if self.regions.is_empty() => {
                writeln!(text, "judged alike on this day as far as all facts are known; but: {}", example(found))
            }
            Comparison::Differ(_) => Ok(()),
        };
    }

    /// One JSON object.
    #[must_use]
    pub fn to_json(&self) -> String {
        let changes = &self.changes;
        let column =
            |(column, old, new): &(String, String, String)| json!({ "column": column, "old": old, "new": new });
        let changed_rule = |rule: &ChangedRule| json!({ "id": rule.id, "columns": rule.columns.iter().map(column).collect::<Vec<_>>() });
        let comparison = self.comparison.as_ref().map(|comparison| match comparison {
            Comparison::Alike => json!({ "alike": true }),
            Comparison::Unfinished => json!({ "alike": null }),
            Comparison::Differ(found) => json!({
                "alike": false,
                "example": {
                    "as_of": found.as_of.to_string(),
                    "readings": pairs(&found.readings),
                    "mine": pairs(&found.mine),
                    "old": decision_json(found.one),
                    "new": decision_json(found.other),
                },
            }),
        });
        json!({
            "schema_version": 1,
            "old": self.files[0],
            "new": self.files[1],
            "as_of": self.as_of.to_string(),
            "rules": {
                "added": changes.added, "removed": changes.removed, "same": changes.same,
                "changed": changes.changed.iter().map(changed_rule).collect::<Vec<_>>(),
            },
            "regions": self.regions.iter().map(region_json).collect::<Vec<_>>(),
            "regions_complete": self.is_all,
            "comparison": comparison,
            "mines": self.mines.as_ref().map(mines_json),
        })
        .to_string()
    }

    /// The mines whose verdict changes as a table; the header alone where there are none. UTF-8 with its mark, so that Excel
    /// shows Chinese.
    #[must_use]
    pub fn to_csv(&self) -> String {
        let mut text = String::from("\u{feff}id,name,old_verdict,old_clauses,new_verdict,new_clauses,why\r\n");
        for change in self.mines.iter().flat_map(|mines| &mines.changed) {
            let cells = [
                change.id.as_str(),
                &change.name,
                word(change.old.0),
                &change.old.1,
                word(change.new.0),
                &change.new.1,
                &change.why,
            ];
            let cells: Vec<String> = cells.into_iter().map(csv_cell).collect();
            let _ = write!(text, "{}\r\n", cells.join(","));
        }
        text
    }
}

fn csv_cell(text: &str) -> String {
    if text.contains([',', '"', '\n', '\r']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text.to_owned() }
}

fn word(verdict: Option<Verdict>) -> &'static str {
    verdict.map_or("none", Verdict::word)
}

fn shown(text: &str) -> &str {
    if text.is_empty() { "(blank)" } else { text }
}

fn decision(decision: Decision) -> String {
    format!("{}{}", decision.verdict.word(), if decision.is_flagged { " (flagged)" } else { "" })
}

fn decision_json(decision: Decision) -> Value {
    json!({ "verdict": decision.verdict.word(), "flag": decision.is_flagged })
}

fn pairs(pairs: &[(String, String)]) -> Value {
    Value::Object(pairs.iter().map(|(name, value)| (name.clone(), Value::String(value.clone()))).collect())
}

fn region_json(region: &ChangedRegion) -> Value {
    json!({ "where": pairs(&region.region), "old": decision_json(region.one), "new": decision_json(region.other) })
}

fn example(found: &Difference) -> String {
    let facts: Vec<String> = found.mine.iter().map(|(fact, value)| format!("{fact}={value}")).collect();
    let readings: Vec<String> = found.readings.iter().map(|(name, choice)| format!("{name}={choice}")).collect();
    let under = if readings.is_empty() { String::new() } else { format!(" under {}", readings.join(", ")) };
    let (one, other) = (decision(found.one), decision(found.other));
    format!("{one} -> {other} on {}{under}: {}", found.as_of, facts.join(", "))
}

fn mines_text(text: &mut String, mines: &MineDiff) {
    let _ = writeln!(
        text,
        "mines: {} of {} change their verdict; {} keep it and change their flag, {} their clauses alone, {} stay as they were",
        mines.changed.len(),
        mines.mines,
        mines.other_flag,
        mines.other_clauses,
        mines.same
    );
    for (old, new, count) in &mines.moves {
        let _ = writeln!(text, "  {} -> {}: {count}", word(*old), word(*new));
    }
    if mines.changed.is_empty() {
        return;
    }
    let mut table = Table::new();
    table.load_style(presets::UTF8_FULL_CONDENSED).set_content_arrangement(ContentArrangement::Dynamic);
    table.set_width(WIDTH);
    table.set_header(["id", "name", "old", "new", "why"]);
    let cell =
        |(verdict, clauses): &(Option<Verdict>, String)| format!("{}\n{clauses}", word(*verdict)).trim_end().to_owned();
    for change in mines.changed.iter().take(TOLD) {
        table.add_row([
            change.id.clone(),
            change.name.clone(),
            cell(&change.old),
            cell(&change.new),
            change.why.clone(),
        ]);
    }
    let _ = writeln!(text, "{table}");
    if mines.changed.len() > TOLD {
        let _ = writeln!(text, "and {} more (-o FILE.csv lists all)", mines.changed.len() - TOLD);
    }
}

fn mines_json(mines: &MineDiff) -> Value {
    let change = |change: &MineChange| {
        json!({
            "id": change.id, "name": change.name,
            "old_verdict": word(change.old.0), "old_clauses": change.old.1,
            "new_verdict": word(change.new.0), "new_clauses": change.new.1,
            "why": change.why,
        })
    };
    let moved = |(old, new, count): &MineMove| json!({ "old": word(*old), "new": word(*new), "mines": count });
    json!({
        "mines": mines.mines,
        "changed": mines.changed.iter().map(change).collect::<Vec<_>>(),
        "moves": mines.moves.iter().map(moved).collect::<Vec<_>>(),
        "other_flag": mines.other_flag,
        "other_clauses": mines.other_clauses,
        "same": mines.same,
    })
}
