//! The ordered classes of the papers. `Ord` is the order of strictness, so that `max` means "the strictest wins".

use std::fmt;

/// Ecological fragility of a unit, weakest first.
///
/// Source: Xinjiang green mining paper, section 2.2, after Han Qian et al. (2006), which names these four.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FragilityClass {
    /// 轻度
    Mild,
    /// 中度
    Moderate,
    /// 重度, 强度
    Severe,
    /// 极度
    Extreme,
}

impl FragilityClass {
    /// All classes, weakest first.
    pub const ALL: [Self; 4] = [Self::Mild, Self::Moderate, Self::Severe, Self::Extreme];

    /// The word that stands in output fields.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Mild => "mild",
            Self::Moderate => "moderate",
            Self::Severe => "severe",
            Self::Extreme => "extreme",
        }
    }
}

impl fmt::Display for FragilityClass {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// Where a place stands in a regional plan, laxer first.
///
/// Source: Qinba green industry paper, section 3.2: the central ecological security districts, and the periphery
/// coordination area around them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Position {
    /// 边缘协调区
    Periphery,
    /// 核心区
    Core,
}

impl Position {
    /// Both positions, laxer first.
    pub const ALL: [Self; 2] = [Self::Periphery, Self::Core];

    /// The word that stands in output fields.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Periphery => "periphery",
            Self::Core => "core",
        }
    }
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}
