//! "Did you mean …": the known word nearest to a misspelt one, and how far words are apart.

/// The nearest of the known words, if one is near enough to be meant.
pub(crate) fn nearest<'w>(word: &str, known: impl Iterator<Item = &'w str>) -> Option<&'w str> {
    let limit = (word.chars().count() / 2).max(1);
    let letters = |word: &str| word.to_lowercase().chars().collect::<Vec<char>>();
    let word = letters(word);
    known
        .filter_map(|candidate| Some((distance(&word, &letters(candidate), limit)?, candidate)))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// How many letters must be put in, taken out, exchanged or swapped with their neighbour to get from one word to the
/// other (optimal string alignment); none where it is more than the limit.
pub(crate) fn distance(from: &[char], to: &[char], limit: usize) -> Option<usize> {
    if from.len().abs_diff(to.len()) > limit {
        return None;
    }
    let mut before_last: Vec<usize> = vec![0; to.len() + 1];
    let mut last: Vec<usize> = (0..=to.len()).collect();
    let mut row: Vec<usize> = vec![0; to.len() + 1];
    let mut before_nearest = 0;
    for (i, a) in from.iter().enumerate() {
        row[0] = i + 1;
        let mut nearest = i + 1;
        for (j, b) in to.iter().enumerate() {
            let mut best = (last[j] + usize::from(a != b)).min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *a == to[j - 1] && from[i - 1] == *b {
                best = best.min(before_last[j - 1] + 1);
            }
            row[j + 1] = best;
            nearest = nearest.min(best);
        }
        // A swap reaches over one row, never over two.
        if nearest > limit && before_nearest > limit {
            return None;
        }
        before_nearest = nearest;
        std::mem::swap(&mut before_last, &mut last);
        std::mem::swap(&mut last, &mut row);
    }
    last.last().copied().filter(|distance| *distance <= limit)
}

#[cfg(test)]
mod tests {
    use super::{distance, nearest};

    #[test]
    fn a_slip_finds_its_word_and_a_strange_word_finds_none() {
        let known = ["fragility", "name_zh", "脆弱性等级"];
        let of = |word| nearest(word, known.into_iter());
        assert_eq!(of("fragilty"), Some("fragility"));
        assert_eq!(of("FRAGILITY"), Some("fragility"));
        assert_eq!(of("nmae_zh"), Some("name_zh"));
        assert_eq!(of("脆弱等级"), Some("脆弱性等级"));
        assert_eq!(of("population"), None);
    }

    #[test]
    fn a_distance_is_the_same_under_any_limit_that_it_keeps() {
        let letters = |word: &str| word.chars().collect::<Vec<char>>();
        for (from, to, expected) in [
            ("", "", 0),
            ("", "abc", 3),
            ("abcd", "abdc", 1),
            ("abcdef", "badcfe", 3),
            ("kitten", "sitting", 3),
            ("铜矿", "金矿", 1),
        ] {
            for limit in 0..9 {
                let found = distance(&letters(from), &letters(to), limit);
                assert_eq!(found, (expected <= limit).then_some(expected), "{from} {to} {limit}");
                assert_eq!(found, distance(&letters(to), &letters(from), limit));
            }
        }
    }
}
