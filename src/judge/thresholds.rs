//! Every threshold of the default rule, with its source.

use crate::domain::FragilityClass;

/// Mines in units of this class and stricter ones are flagged.
///
/// Source: Xinjiang green mining paper, section 2.2: mining in severely and extremely fragile units deserves attention
/// first.
pub const FLAGGED_FROM: FragilityClass = FragilityClass::Severe;
