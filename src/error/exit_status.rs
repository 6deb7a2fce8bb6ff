//! The documented exit codes.

use std::process::ExitCode;

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExitStatus {
    /// 0: complete.
    Complete,
    /// 1: failed, nothing written; of `verify`: something differs.
    Failed,
    /// 2: wrong usage.
    Usage,
    /// 3: written, but some features were refused or need review.
    Incomplete,
    /// 4: written, and mines were flagged (only with `--fail-on flagged`).
    Flagged,
}

impl ExitStatus {
    /// The number.
    #[must_use]
    pub fn code(self) -> u8 {
        match self {
            Self::Complete => 0,
            Self::Failed => 1,
            Self::Usage => 2,
            Self::Incomplete => 3,
            Self::Flagged => 4,
        }
    }
}

impl From<ExitStatus> for ExitCode {
    fn from(status: ExitStatus) -> Self {
        Self::from(status.code())
    }
}
