//! What is held to be true of one mine, and what made it so.

use std::cmp::Ordering;

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
    /// All verdicts in the order of summaries: `review` stands at the end. Their strictness is [`Verdict::strictness`].
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

    /// The Chinese word.
    #[must_use]
    pub fn chinese(self) -> &'static str {
        match self {
            Self::Prohibited => "禁止",
            Self::Exit => "退出",
            Self::Restricted => "限制",
            Self::Conditional => "有条件",
            Self::Allowed => "允许",
            Self::Review => "待核",
        }
    }

    /// The verdict that a word means, English or Chinese.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        let word = word.trim().to_lowercase();
        Self::ALL.into_iter().find(|verdict| verdict.word() == word || verdict.chinese() == word)
    }

    /// How strict it is, from 0: prohibited > exit > restricted > review > conditional > allowed. What would be let
    /// through needs a person first, so `review` stands above `conditional` (docs/decisions/0012).
    #[must_use]
    pub fn strictness(self) -> u8 {
        match self {
            Self::Prohibited => 5,
            Self::Exit => 4,
            Self::Restricted => 3,
            Self::Review => 2,
            Self::Conditional => 1,
            Self::Allowed => 0,
        }
    }
}

impl PartialOrd for Verdict {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Verdict {
    /// By strictness, so that `max` means "the strictest wins".
    fn cmp(&self, other: &Self) -> Ordering {
        self.strictness().cmp(&other.strictness())
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
