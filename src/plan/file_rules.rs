//! What `plan.toml` says of rules and of lists of green mines.

use toml::{Table, Value};

use super::file::Reader;
use super::{GreenPlan, RulePlan, TablePath, parse_date};
use crate::domain::GreenLevel;
use crate::error::Error;

const GREEN_KEYS: [&str; 3] = ["path", "level", "year"];

impl Reader<'_> {
    /// The rule tables, and how they are to be read.
    pub(super) fn rules(&self, table: &Table) -> Result<RulePlan, Error> {
        let mut readings = Vec::new();
        if let Some(stated) = table.get("readings") {
            for (name, choice) in self.table(stated, "[readings]")? {
                let Value::String(choice) = choice else {
                    return self.fail(format!("the reading \"{name}\" is not text"), None);
                };
                readings.push((name.clone(), choice.clone()));
            }
        }
        let as_of = match table.get("as_of") {
            Some(date @ Value::Datetime(_)) => Some(date.to_string()),
            _ => self.text(table, "as_of", "the plan")?,
        };
        let as_of = match as_of.map(|text| parse_date("as_of", &text)).transpose() {
            Ok(as_of) => as_of,
            Err(Error::Usage { problem, hint }) => return self.fail(problem, hint),
            Err(error) => return Err(error),
        };
        Ok(RulePlan {
            tables: self.texts(table, "rules", |text| self.table_path(text))?,
            vocabularies: self.texts(table, "vocabulary", |text| self.folder.join(text))?,
            as_of,
            readings,
        })
    }

    /// The lists of green mines: files, or tables that state what a file does not.
    pub(super) fn green_mines(&self, table: &Table) -> Result<Vec<GreenPlan>, Error> {
        match table.get("green_mines") {
            None => Ok(Vec::new()),
            Some(Value::Array(lists)) => lists.iter().map(|list| self.green_list(list)).collect(),
            Some(one) => Ok(vec![self.green_list(one)?]),
        }
    }

    fn green_list(&self, value: &Value) -> Result<GreenPlan, Error> {
        let place = "green_mines";
        let list = match value {
            Value::String(path) => return Ok(GreenPlan { table: self.table_path(path), level: None, year: None }),
            Value::Table(list) => list,
            _ => return self.fail("\"green_mines\" holds something that is no file", None),
        };
        self.known_keys(list, place, &[&GREEN_KEYS])?;
        let Some(path) = self.text(list, "path", place)? else {
            return self.fail("no \"path\" in green_mines", Some("add path = \"FILE\"".to_owned()));
        };
        let word = self.text(list, "level", place)?;
        let level = word.as_ref().and_then(|word| GreenLevel::ALL.into_iter().find(|level| level.word() == word));
        if let (Some(word), None) = (&word, level) {
            let hint = Some("national or regional".to_owned());
            return self.fail(format!("green_mines: unknown level \"{word}\""), hint);
        }
        let year = list.get("year").map(|year| year.as_integer().and_then(|year| u16::try_from(year).ok()));
        if year == Some(None) {
            return self.fail("green_mines: \"year\" is no year", Some("year = 2020".to_owned()));
        }
        Ok(GreenPlan { table: self.table_path(&path), level, year: year.flatten() })
    }

    fn table_path(&self, text: &str) -> TablePath {
        TablePath::parse(&self.folder.join(text).display().to_string())
    }
}
