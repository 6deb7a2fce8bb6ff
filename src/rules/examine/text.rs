//! What was found, for people and for programs.

use std::fmt::Write as _;

use serde_json::{Map, Value, json};

use super::{Examination, Level, RuleFinding};
use crate::rules::RulePlace;

/// So many findings of one kind in one pack are told in the text; the object holds all.
const TOLD: usize = 12;

impl Examination {
    /// How many findings of a level there are.
    #[must_use]
    pub fn count(&self, level: Level) -> usize {
        self.findings.iter().filter(|finding| finding.code.level() == level).count()
    }

    /// Whether something has to be mended or decided.
    #[must_use]
    pub fn needs_a_person(&self) -> bool {
        self.count(Level::Finding) > 0
    }

    /// For people.
    #[must_use]
    pub fn to_text(&self) -> String {
        let mut text = String::new();
        for (pack, rules, selections) in &self.packs {
            let readings = if *selections > 1 { format!(", {selections} choices of readings") } else { String::new() };
            let _ = writeln!(text, "pack {pack}: {rules} rules{readings}");
            let of_pack: Vec<&RuleFinding> = self.findings.iter().filter(|finding| finding.pack == *pack).collect();
            for (at, finding) in of_pack.iter().enumerate() {
                let alike = |others: &[&RuleFinding]| others.iter().filter(|one| one.code == finding.code).count();
                match alike(&of_pack[..at]) {
                    TOLD => {
                        let more = alike(&of_pack[at..]);
                        let _ = writeln!(text, "  and {more} more: {} (--json lists all)", finding.code.word());
                    }
                    before if before < TOLD => finding_text(&mut text, finding),
                    _ => {}
                }
            }
            text.push('\n');
        }
        let (findings, notes) = (self.count(Level::Finding), self.count(Level::Note));
        let plural = |count: usize| if count == 1 { "" } else { "s" };
        let _ = write!(
            text,
            "{} pack{} on {}: {findings} finding{}, {notes} note{}",
            self.packs.len(),
            plural(self.packs.len()),
            self.as_of,
            plural(findings),
            plural(notes)
        );
        text
    }

    /// One JSON object.
    #[must_use]
    pub fn to_json(&self) -> String {
        let pack = |(id, rules, selections): &(String, usize, usize)| json!({ "id": id, "rules": rules, "selections": selections });
        json!({
            "schema_version": 1,
            "files": self.files,
            "as_of": self.as_of.to_string(),
            "packs": self.packs.iter().map(pack).collect::<Vec<_>>(),
            "findings": self.count(Level::Finding),
            "notes": self.count(Level::Note),
            "found": self.findings.iter().map(RuleFinding::to_json).collect::<Vec<_>>(),
        })
        .to_string()
    }
}

impl RuleFinding {
    fn to_json(&self) -> Value {
        let place = |place: &RulePlace| json!({ "file": place.path, "row": place.row });
        json!({
            "severity": self.code.level().word(),
            "code": self.code.word(),
            "pack": self.pack,
            "rules": self.rules,
            "places": self.places.iter().map(place).collect::<Vec<_>>(),
            "problem": self.problem,
            "where": object(&self.region),
            "example": object(&self.example),
            "readings": self.readings,
            "remedy": self.remedy,
        })
    }
}

/// Pairs as an object, in their order.
pub(in crate::rules) fn object(pairs: &[(String, String)]) -> Value {
    let pairs = pairs.iter().map(|(name, value)| (name.clone(), Value::String(value.clone())));
    Value::Object(pairs.collect::<Map<_, _>>())
}

/// Pairs as a list for people.
pub(in crate::rules) fn listed(pairs: &[(String, String)]) -> String {
    let pairs: Vec<String> = pairs.iter().map(|(name, value)| format!("{name}={value}")).collect();
    pairs.join(", ")
}

fn finding_text(text: &mut String, finding: &RuleFinding) {
    let (level, code) = (finding.code.level().word(), finding.code.word());
    let rules = if finding.rules.len() > TOLD {
        format!("{} and {} more", finding.rules[..TOLD].join(", "), finding.rules.len() - TOLD)
    } else {
        finding.rules.join(", ")
    };
    let _ = writeln!(text, "  {level} {code}{}{rules}", if rules.is_empty() { "" } else { ": " });
    let places: Vec<String> =
        finding.places.iter().take(TOLD).map(|place| format!("{}, row {}", place.path, place.row)).collect();
    let mut line = |label: &str, value: &str| {
        if !value.is_empty() {
            let _ = writeln!(text, "    {label:<8} {value}");
        }
    };
    line("at", &places.join("; "));
    line("what", &finding.problem);
    line("under", &finding.readings.join("; "));
    line("where", &listed(&finding.region));
    line("example", &listed(&finding.example));
    line("mend", &finding.remedy);
}
