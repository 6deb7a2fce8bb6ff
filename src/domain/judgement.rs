//! What is held to be true of one mine, and what made it so.

use super::{FragilityClass, Position};

/// The verdicts of rule tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// 禁止
    Prohibited,
    /// 退出
    Exit,
    /// 限制
    Restricted,
    /// 有条件
    Conditional,
    /// 允许
    Allowed,
    /// 待核: a person must look.
    Review,
}

impl Verdict {
    /// All verdicts, strictest first, `review` beside the order.
    pub const ALL: [Self; 6] =
        [Self::Prohibited, Self::Exit, Self::Restricted, Self::Conditional, Self::Allowed, Self::Review];

    /// The word that stands in output fields.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Prohibited => "prohibited",
            Self::Exit => "exit",
            Self::Restricted => "restricted",
            Self::Conditional => "conditional",
            Self::Allowed => "allowed",
            Self::Review => "review",
        }
    }
}

/// What made the flag: a fragility class, a red line, or both.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Basis {
    /// The class, where it is one that flags.
    pub fragility: Option<FragilityClass>,
    /// Whether a red line made it.
    pub redline: bool,
}

impl Basis {
    /// True when something made a flag.
    #[must_use]
    pub fn is_flag(self) -> bool {
        self.fragility.is_some() || self.redline
    }

    /// The field `flag_basis`: parts joined by `;`, `None` without a flag.
    #[must_use]
    pub fn text(self) -> Option<&'static str> {
        match (self.fragility, self.redline) {
            (Some(FragilityClass::Extreme), false) => Some("fragility:extreme"),
            (Some(FragilityClass::Extreme), true) => Some("fragility:extreme;redline"),
            (Some(FragilityClass::Severe), false) => Some("fragility:severe"),
            (Some(FragilityClass::Severe), true) => Some("fragility:severe;redline"),
            (Some(FragilityClass::Moderate), false) => Some("fragility:moderate"),
            (Some(FragilityClass::Moderate), true) => Some("fragility:moderate;redline"),
            (Some(FragilityClass::Mild), false) => Some("fragility:mild"),
            (Some(FragilityClass::Mild), true) => Some("fragility:mild;redline"),
            (None, true) => Some("redline"),
            (None, false) => None,
        }
    }
}

/// The judgement of one mine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Judgement {
    /// The unit that holds it, by index among the prefectures.
    pub prefecture: Option<u32>,
    /// The strictest fragility of all units that hold it.
    pub fragility: Option<FragilityClass>,
    /// The strictest position.
    pub position: Option<Position>,
    /// Whether it meets a red line.
    pub redline: bool,
    /// What made the flag; none means not flagged.
    pub basis: Basis,
    /// The verdict; `None` where no rule speaks of this mine.
    pub verdict: Option<Verdict>,
    /// Whether it lies on a border between units of one kind, so that a choice was made.
    pub tie: bool,
}

impl Judgement {
    /// Whether the mine is flagged.
    #[must_use]
    pub fn flagged(&self) -> bool {
        self.basis.is_flag()
    }
}
