//! Rule tables from files to what is in force.

use crate::clock;
use crate::error::Error;
use crate::judge::ZoneFlags;
use crate::plan::RulePlan;
use crate::read;
use crate::rules::{InForce, RuleBook, Selection, Vocabulary};

/// The rules of a run.
#[derive(Clone, Debug)]
pub struct RuleSet {
    /// What words mean.
    pub vocabulary: Vocabulary,
    /// All rules of all tables.
    pub book: RuleBook,
    /// Those that hold on the day, under the chosen readings.
    pub in_force: InForce,
    /// Which zones flag by themselves.
    pub zone_flags: ZoneFlags,
}

impl RuleSet {
    /// Loads the tables of a plan; `None` where it names none. The day is today where the plan states none.
    ///
    /// # Errors
    /// A file that cannot be read, everything that is wrong in tables and vocabularies, a reading that no table has.
    pub fn load(plan: &RulePlan) -> Result<Option<Self>, Error> {
        if plan.tables.is_empty() {
            return Ok(None);
        }
        let mut vocabulary = Vocabulary::built_in();
        for path in &plan.vocabularies {
            let name = path.display().to_string();
            let text = std::fs::read_to_string(path).map_err(|source| match source.kind() {
                std::io::ErrorKind::NotFound => Error::NoSuchFile(name.clone()),
                _ => Error::Read { path: name.clone(), source },
            })?;
            vocabulary.extend(&text, &name)?;
        }
        let tables: Vec<read::TableRows> = plan
            .tables
            .iter()
            .map(|table| read::table_rows(&table.path, table.sheet.as_deref(), None))
            .collect::<Result<_, _>>()?;
        let book = RuleBook::read(&tables, &vocabulary)?;
        let selection = Selection { as_of: plan.as_of.unwrap_or_else(clock::today), readings: plan.readings.clone() };
        let in_force = book.in_force(&selection)?;
        let zone_flags = ZoneFlags::of(&in_force, &vocabulary);
        Ok(Some(Self { vocabulary, book, in_force, zone_flags }))
    }
}
