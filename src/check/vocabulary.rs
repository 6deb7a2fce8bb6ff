//! Class words in Chinese and English.
//!
//! Source: the four classes of the Xinjiang paper, section 2.2, and the words that offices use for them. 强度 is taken as
//! severe. Words whose order is not certain (脆弱 alone, numbers, 微度) are left to the user: `classes` in a plan.

use crate::domain::{FragilityClass, Position};

/// Words for fragility, without endings such as 脆弱 and 区.
const FRAGILITY: [(FragilityClass, &[&str]); 4] = [
    (FragilityClass::Mild, &["mild", "light", "low", "轻度", "轻"]),
    (FragilityClass::Moderate, &["moderate", "medium", "middle", "中度", "中", "中等"]),
    (FragilityClass::Severe, &["severe", "heavy", "strong", "high", "重度", "重", "强度", "强", "高度"]),
    (FragilityClass::Extreme, &["extreme", "very high", "extremely", "极度", "极重度", "极强度", "极强", "极重", "极"]),
];

/// Words for positions.
const POSITIONS: [(Position, &[&str]); 2] = [
    (Position::Core, &["core", "核心", "核心保护", "中心"]),
    (
        Position::Periphery,
        &["periphery", "peripheral", "边缘", "边缘协调", "外围", "外围协调", "periphery coordination"],
    ),
];

/// The class that a word means.
#[must_use]
pub fn fragility(word: &str) -> Option<FragilityClass> {
    find(&FRAGILITY, word)
}

/// The position that a word means.
#[must_use]
pub fn position(word: &str) -> Option<Position> {
    find(&POSITIONS, word)
}

/// The known words for fragility, for messages.
#[must_use]
pub fn fragility_words() -> String {
    listed(FRAGILITY.iter().map(|(class, words)| (class.word(), *words)))
}

/// The known words for positions, for messages.
#[must_use]
pub fn position_words() -> String {
    listed(POSITIONS.iter().map(|(position, words)| (position.word(), *words)))
}

fn listed<'w>(classes: impl Iterator<Item = (&'w str, &'w [&'w str])>) -> String {
    let words: Vec<String> = classes.map(|(_, words)| words.join(" ")).collect();
    words.join(" | ")
}

fn find<T: Copy>(vocabulary: &[(T, &[&str])], word: &str) -> Option<T> {
    let word = word.trim().to_lowercase().replace(['_', '-'], " ");
    let bare = bare(&word);
    let known = |words: &[&str]| words.iter().any(|known| *known == word || *known == bare);
    vocabulary.iter().find(|(_, words)| known(words)).map(|(class, _)| *class)
}

/// Takes off endings that add nothing: 重度脆弱区, severe fragility.
fn bare(word: &str) -> &str {
    let mut word = word;
    while let Some(shorter) = ["脆弱", "脆弱性", "区", "区域", "fragile", "fragility", "area", "zone"]
        .iter()
        .find_map(|ending| word.strip_suffix(ending))
        .filter(|shorter| !shorter.trim().is_empty())
    {
        word = shorter.trim_end();
    }
    word
}

#[cfg(test)]
mod tests {
    use super::{fragility, position};
    use crate::domain::{FragilityClass, Position};

    #[test]
    fn chinese_and_english_words_mean_the_same() {
        for (class, words) in [
            (FragilityClass::Mild, ["mild", "轻度", "轻度脆弱", "Light"]),
            (FragilityClass::Moderate, ["moderate", "中度", "中度脆弱区", " MEDIUM "]),
            (FragilityClass::Severe, ["severe", "重度", "强度脆弱", "severe fragility"]),
            (FragilityClass::Extreme, ["extreme", "极度", "极度脆弱区", "very_high"]),
        ] {
            for word in words {
                assert_eq!(fragility(word), Some(class), "{word}");
            }
        }
        for (place, words) in [
            (Position::Core, ["core", "核心区", "核心", "Core zone"]),
            (Position::Periphery, ["periphery", "边缘协调区", "外围区", "Periphery coordination area"]),
        ] {
            for word in words {
                assert_eq!(position(word), Some(place), "{word}");
            }
        }
    }

    #[test]
    fn words_of_uncertain_order_mean_nothing() {
        for word in ["脆弱", "fragile", "3", "微度", "", "区", "优"] {
            assert_eq!(fragility(word), None, "{word}");
        }
    }
}
