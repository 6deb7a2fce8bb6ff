//! Questions in SQL: mines with what was found of them stand in a table in memory, and expressions that people wrote are asked of it.
//!
//! Nothing can be changed and no file be reached: statements begin with SELECT, WITH or VALUES, there is one of them, `SQLite` vouches
//! that it only reads, the database is in memory, closed for writing, and dropped with the answer. A statement that finds no end is
//! stopped.

mod ask;
mod fault;
mod lexer;
mod load;
mod read;
mod statement;

use super::mines::Mines;
use super::rows::Cell;
use crate::error::Error;
use ask::Asker;

/// What is asked of the table, each as a person wrote it.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// A condition.
    pub condition: Option<String>,
    /// Expressions to show.
    pub select: Option<String>,
    /// Expressions to sort by.
    pub order_by: Option<String>,
    /// So many rows at most.
    pub limit: Option<u64>,
    /// Expressions to count by.
    pub group_by: Option<String>,
    /// Numbers to add up for each group.
    pub sums: Vec<String>,
    /// An expression whose values become columns with counts.
    pub across: Option<String>,
    /// A whole statement instead.
    pub sql: Option<String>,
    /// So many of the nearest that meet the condition.
    pub nearest: Option<u64>,
    /// Seconds after which a statement is stopped.
    pub seconds: u64,
}

impl Filter {
    /// Whether all that is asked for are mines as they are, in their order.
    fn is_plain(&self) -> bool {
        self.condition.is_none()
            && self.select.is_none()
            && self.order_by.is_none()
            && self.group_by.is_none()
            && self.sql.is_none()
            && self.nearest.is_none()
    }
}

/// What was found.
#[derive(Debug)]
pub(super) enum Outcome {
    /// Mines, by position.
    Mines(Vec<u32>),
    /// Rows of other columns; with the mine of each row where rows stand for mines.
    Rows { columns: Vec<String>, rows: Vec<Vec<Cell>>, positions: Option<Vec<u32>> },
}

/// An outcome, and what is to be told of it.
#[derive(Debug)]
pub(super) struct Told {
    pub(super) outcome: Outcome,
    pub(super) notes: Vec<String>,
}

/// Asks the selected mines.
///
/// # Errors
/// [`Error::Usage`] where an expression is not understood, names a field that is not there, or finds no end.
pub(super) fn ask(mines: &Mines<'_, '_>, selected: &[u32], filter: &Filter) -> Result<Told, Error> {
    if filter.is_plain() {
        let count = filter.limit.map_or(selected.len(), |limit| usize::try_from(limit).unwrap_or(usize::MAX));
        let positions = selected.iter().copied().take(count).collect();
        return Ok(Told { outcome: Outcome::Mines(positions), notes: Vec::new() });
    }
    let asker = Asker::new(mines, selected, filter);
    let mut told = match &filter.sql {
        Some(sql) => asker.whole_statement(sql),
        None if filter.group_by.is_some() => asker.groups(),
        None => asker.mines(),
    }?;
    told.notes.sort();
    told.notes.dedup();
    Ok(told)
}
