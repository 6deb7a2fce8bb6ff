//! Names that are alike but not the same: candidates for a person, never a match.
//!
//! **Measure**: 1 − d / n, with d the optimal string alignment distance (signs put in, taken out, exchanged, or swapped with
//! their neighbour) and n the length of the longer text. Cores are compared, and behind or before the form of a company
//! the mine or the company by itself: 甲有限公司乙煤矿 is like 乙煤矿, and like 甲有限公司.
//!
//! **Threshold**: 0.7, so one edit in four to six signs, two in seven to nine. Most Chinese names of mines have four to six
//! signs of which the last two say what is mined: with two edits nothing of the name need be left.
//! Below it lie texts of which one holds the other whole, 白山铁矿 and 白山铁矿一采区; they are candidates with the score
//! that they have.
//!
//! **Which pairs are compared**: those that share a gram, that is two neighbouring hanzi or four neighbouring letters, the
//! beginning counting as a sign. Grams that stand in words such as 煤矿 do not count. A pair that shares none is not found,
//! however few edits it takes: 大白煤矿 and 小百煤矿.

use std::collections::BTreeMap;

use crate::suggest;

use super::name::{Name, Part, is_common_sign};

/// The least similarity, in tenths.
const LEAST_TENTHS: usize = 7;

/// The shortest text that says something by standing in another: two signs of a name, two of what is mined.
const SHORTEST_HELD: usize = 4;

/// What a name is like.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Likeness {
    /// Position of the name among those that were given.
    pub(super) name: u32,
    /// 0 to 1.
    pub(super) score: f64,
    /// Whether something less than the whole of both names was compared.
    pub(super) is_part: bool,
}

type Gram = [char; 4];

/// Where a text begins.
const START: char = '\u{2}';
const NOTHING: char = '\u{0}';

struct Piece<'n> {
    part: Part,
    signs: &'n [char],
    mask: u64,
    name: u32,
}

/// Which signs a text holds, 64 kinds of them told apart.
fn mask(signs: &[char]) -> u64 {
    signs.iter().fold(0, |mask, sign| mask | 1 << (u32::from(*sign).wrapping_mul(0x9e37_79b1) >> 26))
}

/// Whether two texts cannot be alike: an edit takes one kind of sign away at most and brings one at most, and a text that
/// another holds has no kind of its own. Nearly all pairs end here.
fn cannot_be(a: (&[char], u64), b: (&[char], u64)) -> bool {
    let own = |one: u64, other: u64| (one & !other).count_ones() as usize;
    let (mine, others) = (own(a.1, b.1), own(b.1, a.1));
    mine.min(others) > 0 && mine.max(others) > edits(a.0, b.0)
}

/// How many edits leave two texts alike.
fn edits(a: &[char], b: &[char]) -> usize {
    a.len().max(b.len()) * (10 - LEAST_TENTHS) / 10
}

/// Names, by the grams in them.
pub(super) struct Likes<'n> {
    pieces: Vec<Piece<'n>>,
    /// Pieces that hold a gram, ascending.
    by_gram: BTreeMap<Gram, Vec<u32>>,
    /// For each piece the last question that met it.
    met_by: Vec<u32>,
    questions: u32,
}

impl<'n> Likes<'n> {
    pub(super) fn new(names: impl Iterator<Item = &'n Name>) -> Self {
        let mut pieces = Vec::new();
        let mut by_gram: BTreeMap<Gram, Vec<u32>> = BTreeMap::new();
        for (at, name) in names.enumerate() {
            for (part, signs) in name.pieces.iter().filter(|_| name.is_proper) {
                let piece = pieces.len() as u32;
                for gram in grams(signs) {
                    let holders = by_gram.entry(gram).or_default();
                    if holders.last() != Some(&piece) {
                        holders.push(piece);
                    }
                }
                pieces.push(Piece { part: *part, signs, mask: mask(signs), name: at as u32 });
            }
        }
        let met_by = vec![0; pieces.len()];
        Self { pieces, by_gram, met_by, questions: 0 }
    }

    /// The names that are like this one, each with its best likeness, by position.
    pub(super) fn of(&mut self, name: &Name) -> Vec<Likeness> {
        let mut best: BTreeMap<u32, Likeness> = BTreeMap::new();
        for (part, signs) in name.pieces.iter().filter(|_| name.is_proper) {
            self.questions += 1;
            let own_mask = mask(signs);
            for gram in grams(signs) {
                for &met in self.by_gram.get(&gram).into_iter().flatten() {
                    if std::mem::replace(&mut self.met_by[met as usize], self.questions) == self.questions {
                        continue;
                    }
                    let piece = &self.pieces[met as usize];
                    if cannot_be((signs, own_mask), (piece.signs, piece.mask)) {
                        continue;
                    }
                    // Two mines of one company are not alike by that.
                    let is_other = |a: Part, b: Part| a == Part::Company && b != Part::Whole;
                    if is_other(*part, piece.part) || is_other(piece.part, *part) {
                        continue;
                    }
                    let Some((score, is_held)) = similarity(signs, piece.signs) else { continue };
                    if is_held && (*part == Part::Company || piece.part == Part::Company) {
                        continue;
                    }
                    let is_part = is_held || *part != Part::Whole || piece.part != Part::Whole;
                    let found = Likeness { name: piece.name, score, is_part };
                    let known = best.entry(piece.name).or_insert(found);
                    if (score, !is_part) > (known.score, !known.is_part) {
                        *known = found;
                    }
                }
            }
        }
        best.into_values().collect()
    }
}

/// How alike two texts are, if enough, and whether that is so only because one holds the other.
fn similarity(a: &[char], b: &[char]) -> Option<(f64, bool)> {
    let (longer, shorter) = if a.len() < b.len() { (b, a) } else { (a, b) };
    if let Some(distance) = suggest::distance(a, b, edits(a, b)) {
        return Some((1.0 - distance as f64 / longer.len() as f64, false));
    }
    let is_held = shorter.len() >= SHORTEST_HELD && longer.windows(shorter.len()).any(|window| window == shorter);
    is_held.then(|| (shorter.len() as f64 / longer.len() as f64, true))
}

fn grams(signs: &[char]) -> Vec<Gram> {
    let at = |at: usize| match at {
        0 => START,
        _ => signs.get(at - 1).copied().unwrap_or(NOTHING),
    };
    let is_letter = |sign: char| sign.is_ascii_alphabetic() || sign == START;
    let mut grams = Vec::with_capacity(signs.len());
    for start in 0..signs.len() {
        let four = [at(start), at(start + 1), at(start + 2), at(start + 3)];
        if four[1].is_ascii_alphabetic() && is_letter(four[0]) {
            let word: String = four.iter().collect();
            if four[2..].iter().all(char::is_ascii_alphabetic) && !COMMON.iter().any(|common| common.contains(&word)) {
                grams.push(four);
            }
        } else if !(four[..2].iter().all(|sign| *sign == START || is_common_sign(*sign))) {
            grams.push([four[0], four[1], NOTHING, NOTHING]);
        }
    }
    grams
}

/// Words whose grams most names in English have.
const COMMON: [&str; 8] =
    ["ironmine", "coalmine", "goldmine", "coppermine", "leadzincmine", "mining", "deposit", "coalfield"];

#[cfg(test)]
mod tests {
    use super::{cannot_be, mask, similarity};

    #[test]
    fn one_edit_in_four_signs_is_alike_and_two_in_six_are_not() {
        for (a, b, expected) in [
            ("白山煤矿", "百山煤矿", Some(0.75)),
            ("白山铁矿", "白铁山矿", Some(0.75)),
            ("乌拉根铅锌矿", "乌拉根锌矿", Some(1.0 - 1.0 / 6.0)),
            ("白山矿", "百山矿", None),
            ("三道岭煤矿", "二道沟煤矿", None),
            ("甲乙丙丁戊己庚", "甲乙丙丁戊", Some(1.0 - 2.0 / 7.0)),
            ("白山铁矿1采区", "白山铁矿", None),
        ] {
            let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
            let (found, swapped) = (similarity(&a, &b), similarity(&b, &a));
            assert_eq!(found, swapped);
            assert!(found.is_none() || !cannot_be((&a, mask(&a)), (&b, mask(&b))));
            assert_eq!(found.filter(|(_, is_held)| !is_held).map(|(score, _)| score), expected);
        }
    }

    #[test]
    fn what_is_left_out_without_comparing_is_never_alike() {
        // All texts of up to five signs of two kinds and one more, against each other.
        let texts: Vec<Vec<char>> = (1..=5_u32)
            .flat_map(|length| (0..3_u32.pow(length)).map(move |number| (length, number)))
            .map(|(length, number)| {
                (0..length).map(|at| ['白', '山', '矿'][(number / 3_u32.pow(at) % 3) as usize]).collect()
            })
            .collect();
        let (mut left_out, mut alike) = (0, 0);
        for a in &texts {
            for b in &texts {
                let is_alike = similarity(a, b).is_some();
                let is_left_out = cannot_be((a, mask(a)), (b, mask(b)));
                assert!(!(is_alike && is_left_out), "{a:?} {b:?}");
                left_out += u32::from(is_left_out);
                alike += u32::from(is_alike);
            }
        }
        assert!(left_out > 1000 && alike > 1000, "{left_out} {alike}");
    }
}
