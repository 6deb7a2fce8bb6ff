//! What is wrong in one cell of a rule table or in one line of a vocabulary.

use std::fmt;

/// One thing that a person must mend, with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleProblem {
    /// The file, with its sheet.
    pub path: String,
    /// The row, as a spreadsheet counts; `None`: the whole file.
    pub row: Option<usize>,
    /// The column, as its header is written; `None`: the whole row.
    pub column: Option<String>,
    /// What is wrong.
    pub problem: String,
    /// The way out, such as the nearest known word.
    pub hint: Option<String>,
}

impl RuleProblem {
    /// So many are shown in a message; the others are counted.
    pub const SHOWN: usize = 20;

    /// The first of them, one a line, and how many more there are.
    #[must_use]
    pub fn list(problems: &[Self]) -> String {
        let mut lines: Vec<String> = problems.iter().take(Self::SHOWN).map(ToString::to_string).collect();
        if problems.len() > Self::SHOWN {
            lines.push(format!("and {} more", problems.len() - Self::SHOWN));
        }
        lines.join("\n")
    }
}

impl fmt::Display for RuleProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.path)?;
        if let Some(row) = self.row {
            write!(f, ", row {row}")?;
        }
        if let Some(column) = &self.column {
            write!(f, ", column {column}")?;
        }
        write!(f, ": {}", self.problem)?;
        match &self.hint {
            Some(hint) => write!(f, " ({hint})"),
            None => Ok(()),
        }
    }
}
