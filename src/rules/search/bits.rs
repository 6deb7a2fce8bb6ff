//! Sets of small numbers.

/// A set of numbers from 0 to a length that was given at its birth.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(in crate::rules) struct Bits(Vec<u64>);

impl Bits {
    /// No number, room for those below `length`.
    pub(in crate::rules) fn none(length: usize) -> Self {
        Self(vec![0; length.div_ceil(64)])
    }

    /// All numbers below `length`.
    pub(in crate::rules) fn all(length: usize) -> Self {
        Self::of(length, 0..length)
    }

    /// These numbers.
    pub(in crate::rules) fn of(length: usize, numbers: impl IntoIterator<Item = usize>) -> Self {
        let mut bits = Self::none(length);
        numbers.into_iter().for_each(|number| bits.insert(number));
        bits
    }

    pub(in crate::rules) fn insert(&mut self, number: usize) {
        self.0[number / 64] |= 1 << (number % 64);
    }

    pub(in crate::rules) fn contains(&self, number: usize) -> bool {
        self.0[number / 64] & (1 << (number % 64)) != 0
    }

    pub(in crate::rules) fn is_empty(&self) -> bool {
        self.0.iter().all(|word| *word == 0)
    }

    pub(in crate::rules) fn len(&self) -> usize {
        self.0.iter().map(|word| word.count_ones() as usize).sum()
    }

    pub(in crate::rules) fn and(&self, other: &Self) -> Self {
        Self(self.0.iter().zip(&other.0).map(|(a, b)| a & b).collect())
    }

    pub(in crate::rules) fn or(&self, other: &Self) -> Self {
        Self(self.0.iter().zip(&other.0).map(|(a, b)| a | b).collect())
    }

    pub(in crate::rules) fn minus(&self, other: &Self) -> Self {
        Self(self.0.iter().zip(&other.0).map(|(a, b)| a & !b).collect())
    }

    pub(in crate::rules) fn meets(&self, other: &Self) -> bool {
        self.0.iter().zip(&other.0).any(|(a, b)| a & b != 0)
    }

    pub(in crate::rules) fn is_within(&self, other: &Self) -> bool {
        self.0.iter().zip(&other.0).all(|(a, b)| a & !b == 0)
    }

    /// The numbers, ascending.
    pub(in crate::rules) fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        let of_word = |(at, word): (usize, &u64)| {
            let word = *word;
            (0..64).filter(move |bit| word & (1 << bit) != 0).map(move |bit| at * 64 + bit)
        };
        self.0.iter().enumerate().flat_map(of_word)
    }
}
