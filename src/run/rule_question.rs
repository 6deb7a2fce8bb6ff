//! Which tables a question about rules is about.

use std::path::{Path, PathBuf};

use super::RuleSet;
use crate::domain::Date;
use crate::error::Error;
use crate::plan::{Plan, RulePlan, TablePath};

/// Tables, and how they are to be read.
#[derive(Clone, Debug, Default)]
pub struct RuleQuestion {
    /// `FILE.csv`, `FILE.xlsx:SHEET`, or a plan or its folder, which stands for its tables, vocabularies and readings.
    pub tables: Vec<String>,
    /// Further vocabularies.
    pub vocabularies: Vec<PathBuf>,
    /// The day; `None` for that of a plan, else today.
    pub as_of: Option<Date>,
    /// Readings that are not to be the default.
    pub readings: Vec<(String, String)>,
}

impl RuleQuestion {
    /// The same for other tables.
    #[must_use]
    pub fn about(&self, tables: &[String]) -> Self {
        Self { tables: tables.to_vec(), ..self.clone() }
    }

    /// What is asked, as a plan says it. What the question says goes before what plans say.
    ///
    /// # Errors
    /// A plan that cannot be read, or names no tables.
    pub fn plan(&self) -> Result<RulePlan, Error> {
        let mut rules = RulePlan::default();
        for text in &self.tables {
            let path = Path::new(text);
            let is_plan = path.is_dir() || path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("toml"));
            if !is_plan {
                rules.tables.push(TablePath::parse(text));
                continue;
            }
            let plan = Plan::from_path(path)?.rules;
            if plan.tables.is_empty() {
                return Err(Error::Usage {
                    problem: format!("{text}: the plan names no rule tables"),
                    hint: Some("name a table, or add rules = [\"rules.csv\"] to the plan".to_owned()),
                });
            }
            rules.tables.extend(plan.tables);
            rules.vocabularies.extend(plan.vocabularies);
            rules.as_of = rules.as_of.or(plan.as_of);
            rules.readings.extend(plan.readings);
        }
        rules.vocabularies.extend(self.vocabularies.iter().cloned());
        rules.as_of = self.as_of.or(rules.as_of);
        for (name, choice) in &self.readings {
            rules.readings.retain(|(known, _)| known != name);
            rules.readings.push((name.clone(), choice.clone()));
        }
        Ok(rules)
    }

    /// Loads the tables.
    ///
    /// # Errors
    /// As [`RuleSet::load`], and no tables at all.
    pub fn load(&self) -> Result<RuleSet, Error> {
        RuleSet::required(&self.plan()?)
    }
}

impl RuleSet {
    /// Loads the tables of a plan that must name some.
    pub(super) fn required(plan: &RulePlan) -> Result<Self, Error> {
        Self::load(plan)?.ok_or_else(|| Error::Usage {
            problem: "no rule table".to_owned(),
            hint: Some("oreline rules check rules.csv".to_owned()),
        })
    }
}
