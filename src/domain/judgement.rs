//! What is held to be true of one mine, and what made it so.

use std::borrow::Cow;
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

/// What made the flag, as far as one zone made it; rules that ask for more are named by their ruling.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Basis {
    /// The class, where it is one that flags.
    pub fragility: Option<FragilityClass>,
    /// Whether a red line made it.
    pub redline: bool,
    /// The position, where it is one that flags.
    pub position: Option<Position>,
}

impl Basis {
    /// True when something made a flag.
    #[must_use]
    pub fn is_flag(self) -> bool {
        self.fragility.is_some() || self.redline || self.position.is_some()
    }

    /// The field `flag_basis`: parts joined by `;`, those that `others` names last; `None` without a flag.
    #[must_use]
    pub fn text(self, others: Option<&str>) -> Option<Cow<'_, str>> {
        let fragility = self.fragility.map(|class| match class {
            FragilityClass::Extreme => "fragility:extreme",
            FragilityClass::Severe => "fragility:severe",
            FragilityClass::Moderate => "fragility:moderate",
            FragilityClass::Mild => "fragility:mild",
        });
        let position = self.position.map(|position| match position {
            Position::Core => "position:core",
            Position::Periphery => "position:periphery",
        });
        let mut parts = [fragility, self.redline.then_some("redline"), position, others].into_iter().flatten();
        let first = parts.next()?;
        Some(parts.fold(Cow::Borrowed(first), |text, part| Cow::Owned(format!("{text};{part}"))))
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
    /// Whether it is flagged.
    pub is_flagged: bool,
    /// The zones that made the flag by themselves.
    pub basis: Basis,
    /// The verdict; `None` where no rule speaks of this mine.
    pub verdict: Option<Verdict>,
    /// What the rules in force say of it, by index among the rulings; `None` without rule tables.
    pub ruling: Option<u32>,
    /// Whether it lies on a border between units of one kind, so that a choice was made.
    pub tie: bool,
}
