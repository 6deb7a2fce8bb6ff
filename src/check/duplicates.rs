//! Ids that occur more than once.

use std::collections::HashMap;
use std::hash::BuildHasher;

use foldhash::fast::FixedState;
use rayon::prelude::*;

/// Pairs of a later item and the first with the same id, in order of the later ones. Items without an id have no double.
pub(super) fn duplicates<'i, T: Sync>(
    items: &'i [T],
    id: impl Fn(&'i T) -> Option<&'i str> + Sync,
) -> Vec<(usize, usize)> {
    // Sorting hashes is several times faster than a map of a million texts; texts are compared only where hashes agree.
    let state = FixedState::default();
    let mut hashes: Vec<(u64, u32)> = items
        .par_iter()
        .enumerate()
        .filter_map(|(index, item)| Some((state.hash_one(id(item)?), index as u32)))
        .collect();
    hashes.par_sort_unstable();
    let mut suspects: Vec<u32> = hashes
        .chunk_by(|left, right| left.0 == right.0)
        .filter(|same| same.len() > 1)
        .flat_map(|same| same.iter().map(|(_, index)| *index))
        .collect();
    suspects.sort_unstable();
    let mut first: HashMap<&str, usize> = HashMap::new();
    let mut pairs = Vec::new();
    for index in suspects {
        let index = index as usize;
        let Some(id) = items.get(index).and_then(&id) else { continue };
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
        let ids = ["a", "b", "a", "c", "b", "a", "", ""];
        let some = |id: &&'static str| Some(*id).filter(|id| !id.is_empty());
        assert_eq!(duplicates(&ids, some), [(2, 0), (4, 1), (5, 0)]);
        assert!(duplicates(&["a", "b"], some).is_empty());
    }
}
