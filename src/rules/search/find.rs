//! Looks for an input that meets one box and none of others.

use std::collections::HashSet;

use foldhash::fast::FixedState;

use super::Bits;
use super::space::{Area, Point};

/// How many branches may still be looked at.
#[derive(Clone, Copy, Debug)]
pub(in crate::rules) struct Steps(pub(in crate::rules) u64);

/// The branches ran out before the answer was known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::rules) struct Unfinished;

impl Steps {
    /// Far more than a table that people write needs: about a second.
    pub(in crate::rules) const MANY: u64 = 3_000_000;

    /// Takes one.
    pub(in crate::rules) fn take(&mut self) -> Result<(), Unfinished> {
        self.0 = self.0.checked_sub(1).ok_or(Unfinished)?;
        Ok(())
    }
}

/// A search: boxes to keep out of, axis by axis.
struct Search<'s> {
    /// The axes that tell the boxes apart, in the order of branching.
    axes: Vec<usize>,
    /// For each of them: a kind, and the boxes that hold it; kinds that are alike for the boxes stand once.
    branches: Vec<Vec<(usize, Bits)>>,
    /// For each depth: the boxes that no later axis can leave.
    settled: Vec<Bits>,
    failed: HashSet<(usize, Bits), FixedState>,
    steps: &'s mut Steps,
}

/// An input inside of one box and outside of all others; `None` if there is none.
pub(in crate::rules) fn find(within: &Area, without: &[&Area], steps: &mut Steps) -> Result<Option<Point>, Unfinished> {
    let first: Option<Point> = within.iter().map(|kinds| kinds.iter().next()).collect();
    let Some(mut point) = first else { return Ok(None) };
    let mut rivals: Vec<Area> = Vec::new();
    for rival in without {
        let met: Area = within.iter().zip(*rival).map(|(within, rival)| within.and(rival)).collect();
        if !met.iter().any(Bits::is_empty) && !rivals.contains(&met) {
            rivals.push(met);
        }
    }
    let tells = |axis: usize, rival: &Area| rival[axis] != within[axis];
    if rivals.iter().any(|rival| !(0..within.len()).any(|axis| tells(axis, rival))) {
        return Ok(None);
    }
    let weight = |axis: &usize| rivals.iter().filter(|rival| tells(*axis, rival)).count();
    let mut axes: Vec<usize> = (0..within.len()).filter(|axis| weight(axis) > 0).collect();
    axes.sort_by_key(|axis| std::cmp::Reverse(weight(axis)));
    let branches = axes.iter().map(|axis| branches(&within[*axis], *axis, &rivals)).collect();
    let is_settled = |depth: usize, rival: &Area| !axes[depth..].iter().any(|axis| tells(*axis, rival));
    let settled = (0..=axes.len())
        .map(|depth| Bits::of(rivals.len(), (0..rivals.len()).filter(|rival| is_settled(depth, &rivals[*rival]))));
    let settled = settled.collect();
    let mut search = Search { axes, branches, settled, failed: HashSet::default(), steps };
    let found = search.branch(0, &Bits::all(rivals.len()), &mut point)?;
    Ok(found.then_some(point))
}

/// The kinds of an axis that differ for the boxes.
fn branches(within: &Bits, axis: usize, rivals: &[Area]) -> Vec<(usize, Bits)> {
    let mut branches: Vec<(usize, Bits)> = Vec::new();
    for kind in within.iter() {
        let holding = (0..rivals.len()).filter(|rival| rivals[*rival][axis].contains(kind));
        let mask = Bits::of(rivals.len(), holding);
        // What is in fewer boxes is never worse.
        if branches.iter().any(|(_, known)| known.is_within(&mask)) {
            continue;
        }
        branches.retain(|(_, known)| !mask.is_within(known));
        branches.push((kind, mask));
    }
    branches
}

impl Search<'_> {
    fn branch(&mut self, depth: usize, holding: &Bits, point: &mut Point) -> Result<bool, Unfinished> {
        if holding.is_empty() {
            return Ok(true);
        }
        if holding.meets(&self.settled[depth]) || self.failed.contains(&(depth, holding.clone())) {
            return Ok(false);
        }
        self.steps.take()?;
        for at in 0..self.branches[depth].len() {
            let (kind, mask) = &self.branches[depth][at];
            let (kind, left) = (*kind, holding.and(mask));
            let before = point[self.axes[depth]];
            point[self.axes[depth]] = kind;
            if self.branch(depth + 1, &left, point)? {
                return Ok(true);
            }
            point[self.axes[depth]] = before;
        }
        self.failed.insert((depth, holding.clone()));
        Ok(false)
    }
}
