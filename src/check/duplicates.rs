//! Ids that occur more than once.

use std::hash::{DefaultHasher, Hash, Hasher};

/// Pairs of a later feature and the first with the same id, in order of the later ones.
pub(super) fn duplicates<'i>(ids: impl Iterator<Item = (usize, &'i str)> + Clone) -> Vec<(usize, usize)> {
    // Sorting hashes is several times faster than a map of a million texts; texts are compared only where hashes agree.
    let mut hashes: Vec<(u64, u32)> = ids
        .clone()
        .map(|(index, id)| {
            let mut hasher = DefaultHasher::new();
            id.hash(&mut hasher);
            (hasher.finish(), index as u32)
        })
        .collect();
    hashes.sort_unstable();
    let mut suspects: Vec<u32> = hashes
        .chunk_by(|left, right| left.0 == right.0)
        .filter(|same| same.len() > 1)
        .flat_map(|same| same.iter().map(|(_, index)| *index))
        .collect();
    if suspects.is_empty() {
        return Vec::new();
    }
    suspects.sort_unstable();
    let mut first = std::collections::HashMap::new();
    let mut pairs = Vec::new();
    for (index, id) in ids.filter(|(index, _)| suspects.binary_search(&(*index as u32)).is_ok()) {
        match first.get(id) {
            Some(earlier) => pairs.push((index, *earlier)),
            None => drop(first.insert(id, index)),
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::duplicates;

    #[test]
    fn later_ones_point_to_the_first() {
        let ids = ["a", "b", "a", "c", "b", "a"];
        assert_eq!(duplicates(ids.into_iter().enumerate()), [(2, 0), (4, 1), (5, 0)]);
        assert!(duplicates(["a", "b"].into_iter().enumerate()).is_empty());
    }
}
