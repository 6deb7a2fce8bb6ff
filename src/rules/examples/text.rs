//! What examples came to, for people and for programs.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::{Coverage, Failure, Trial};

/// So many cells with words that no example tests are told in the text; the object holds all.
const TOLD: usize = 20;

impl Trial {
    /// Whether some example did not come out as it must.
    #[must_use]
    pub fn has_failed(&self) -> bool {
        !self.failures.is_empty()
    }

    /// For people.
    #[must_use]
    pub fn to_text(&self) -> String {
        let mut text = String::new();
        for failure in &self.failures {
            let _ = writeln!(text, "{}, row {}: {} failed", self.path, failure.row, failure.case);
            for wrong in &failure.wrong {
                let shown = |value: &str| if value.is_empty() { "nothing".to_owned() } else { value.to_owned() };
                let _ = writeln!(
                    text,
                    "  {}: expected {}, got {}",
                    wrong.column,
                    shown(&wrong.expected),
                    shown(&wrong.got)
                );
            }
            for why in &failure.why {
                let _ = writeln!(text, "  {why}");
            }
        }
        coverage_text(&mut text, &self.coverage);
        let _ =
            write!(text, "{}: {} of {} examples passed", self.path, self.examples - self.failures.len(), self.examples);
        text
    }

    /// One object of the list in JSON.
    #[must_use]
    pub fn to_json(&self) -> Value {
        let unused =
            |unused: &super::Unused| json!({ "rule": unused.rule, "fact": unused.fact, "words": unused.words });
        json!({
            "tables": self.tables,
            "examples_file": self.path,
            "as_of": self.as_of.to_string(),
            "examples": self.examples,
            "passed": self.examples - self.failures.len(),
            "failures": self.failures.iter().map(failure_json).collect::<Vec<_>>(),
            "rules": self.coverage.rules,
            "rules_never_fired": self.coverage.silent,
            "words": self.coverage.words,
            "words_never_tested": self.coverage.unused.iter().map(unused).collect::<Vec<_>>(),
        })
    }
}

fn failure_json(failure: &Failure) -> Value {
    let wrong = |wrong: &super::Wrong| json!({ "column": wrong.column, "expected": wrong.expected, "got": wrong.got });
    json!({
        "case": failure.case,
        "row": failure.row,
        "wrong": failure.wrong.iter().map(wrong).collect::<Vec<_>>(),
        "why": failure.why,
    })
}

fn coverage_text(text: &mut String, coverage: &Coverage) {
    let fired = coverage.rules - coverage.silent.len();
    let _ = writeln!(text, "rules that examples fire: {fired} of {}", coverage.rules);
    if !coverage.silent.is_empty() {
        let _ = writeln!(text, "  never: {}", coverage.silent.join(", "));
    }
    let unused: usize = coverage.unused.iter().map(|unused| unused.words.len()).sum();
    let _ = writeln!(text, "words of cells that examples test: {} of {}", coverage.words - unused, coverage.words);
    for unused in coverage.unused.iter().take(TOLD) {
        let _ = writeln!(text, "  never: {} {}: {}", unused.rule, unused.fact, unused.words.join(", "));
    }
    if coverage.unused.len() > TOLD {
        let _ = writeln!(text, "  and words of {} more cells (--json lists all)", coverage.unused.len() - TOLD);
    }
}
