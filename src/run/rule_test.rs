//! `oreline rules test`: the examples beside tables.

use std::path::{Path, PathBuf};

use serde_json::json;

use super::{RuleQuestion, RuleSet};
use crate::domain::RuleProblem;
use crate::error::{Error, ExitStatus};
use crate::plan::{RulePlan, TablePath};
use crate::read;
use crate::rules::{Trial, test_examples};

/// What the examples of some tables came to.
#[derive(Debug)]
pub struct RuleTest {
    /// One for each table of examples.
    pub trials: Vec<Trial>,
}

impl RuleTest {
    /// For people.
    #[must_use]
    pub fn to_text(&self) -> String {
        let texts: Vec<String> = self.trials.iter().map(Trial::to_text).collect();
        texts.join("\n\n")
    }

    /// One JSON object.
    #[must_use]
    pub fn to_json(&self) -> String {
        let failures: usize = self.trials.iter().map(|trial| trial.failures.len()).sum();
        let examples: usize = self.trials.iter().map(|trial| trial.examples).sum();
        json!({
            "schema_version": 1,
            "examples": examples,
            "failed": failures,
            "tables": self.trials.iter().map(Trial::to_json).collect::<Vec<_>>(),
        })
        .to_string()
    }

    /// 0 where all examples came out as they must, else 3.
    #[must_use]
    pub fn exit_status(&self) -> ExitStatus {
        let has_failed = self.trials.iter().any(Trial::has_failed);
        if has_failed { ExitStatus::Incomplete } else { ExitStatus::Complete }
    }
}

/// Tests tables by the examples beside them: `rules.csv` by `rules.examples.csv`, each table alone. With a table of examples
/// named, all tables are tested together by it.
///
/// # Errors
/// Tables that cannot be used; no examples beside a table; examples that cannot be read, or none in the file.
pub fn test_rules(question: &RuleQuestion, examples: Option<&str>) -> Result<RuleTest, Error> {
    let plan = question.plan()?;
    if let Some(examples) = examples {
        return Ok(RuleTest { trials: vec![trial(&plan, &TablePath::parse(examples))?] });
    }
    let of_table = |table: &TablePath| {
        let examples = beside(&table.path).ok_or_else(|| Error::Rules {
            problems: vec![RuleProblem {
                path: table.path.display().to_string(),
                row: None,
                column: None,
                problem: "there are no examples beside it".to_owned(),
                hint: Some(format!(
                    "write {}, or name a table of examples: --examples FILE",
                    table.path.with_extension("examples.csv").display()
                )),
            }],
        })?;
        let alone = RulePlan { tables: vec![table.clone()], readings: Vec::new(), ..plan.clone() };
        trial(&alone, &TablePath { path: examples, sheet: None })
    };
    Ok(RuleTest { trials: plan.tables.iter().map(of_table).collect::<Result<_, Error>>()? })
}

/// The table of examples that belongs to a table of rules, if it is there.
fn beside(table: &Path) -> Option<PathBuf> {
    let endings = ["examples.csv", "examples.xlsx"];
    endings.into_iter().map(|ending| table.with_extension(ending)).find(|path| path.exists())
}

fn trial(plan: &RulePlan, examples: &TablePath) -> Result<Trial, Error> {
    let rules = RuleSet::required(plan)?;
    let rows = read::table_rows(&examples.path, examples.sheet.as_deref(), None)?;
    test_examples(&rules.book, &rules.vocabulary, &rows, rules.in_force.as_of)
}
