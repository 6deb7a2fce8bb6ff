//! Of which mines two books say different things: all of them, in few words.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::inputs;
use super::versus::Versus;
use super::walk::{Level, Levels};
use super::{Decision, align};
use crate::error::Error;
use crate::rules::search::{Bits, Space, Speaker, Steps, Unfinished};
use crate::rules::{RuleBook, Selection, Vocabulary};

/// Mines of which two books say different things: all facts known, one value of each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangedRegion {
    /// What holds of them, a list of values for each fact; facts that do not matter are left out.
    pub region: Vec<(String, String)>,
    /// What the first book says of them.
    pub one: Decision,
    /// What the second one says.
    pub other: Decision,
}

/// The mines of which two books say different things on one day, as regions that do not meet; `false` if there are more
/// than `most`. Sorted by what they say.
///
/// # Errors
/// [`Error::Usage`] for a reading that a book does not have.
pub fn changed_regions(
    one: &RuleBook,
    other: &RuleBook,
    vocabulary: &Vocabulary,
    selections: [&Selection; 2],
    most: usize,
) -> Result<(Vec<ChangedRegion>, bool), Error> {
    let (one, other) = align::aligned(one, other);
    let in_force = [one.in_force(selections[0])?, other.in_force(selections[1])?];
    let versus = Versus::new(&in_force[0].rules, &in_force[1].rules);
    if versus.changed.is_empty() {
        return Ok((Vec::new(), true));
    }
    let speaker = Speaker::new(&one, vocabulary);
    let facts = versus.facts();
    let Ok(levels) = Levels::new(&versus, &facts, &|fact, asked| Some(inputs::single(fact, asked, speaker))) else {
        return Ok((Vec::new(), false));
    };
    let all = Bits::all(versus.rules.len());
    let mut sweep = Sweep {
        versus: &versus,
        levels: &levels,
        known: BTreeMap::new(),
        most,
        steps: Steps(Steps::MANY),
        is_all: true,
    };
    let Ok(blocks) = sweep.step(0, &all, &all, &Bits::none(versus.overrides.len())) else {
        return Ok((Vec::new(), false));
    };
    let mut blocks = merged(blocks.as_ref().clone());
    blocks.sort_by(|a, b| (b.one.max(b.other), &a.kinds).cmp(&(a.one.max(a.other), &b.kinds)));
    let space = Space::of(&versus.rules.iter().map(|rule| rule.cells.as_slice()), vocabulary);
    let regions = blocks.into_iter().map(|block| region(&levels.levels, &space, speaker, &block)).collect();
    Ok((regions, sweep.is_all))
}

/// Mines alike: for each level from some depth on, the choices.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Block {
    kinds: Vec<Bits>,
    one: Decision,
    other: Decision,
}

struct Sweep<'s> {
    versus: &'s Versus<'s>,
    levels: &'s Levels,
    known: BTreeMap<(usize, Bits, Bits), Rc<Vec<Block>>>,
    most: usize,
    steps: Steps,
    is_all: bool,
}

impl Sweep<'_> {
    fn step(&mut self, depth: usize, alive: &Bits, met: &Bits, escapes: &Bits) -> Result<Rc<Vec<Block>>, Unfinished> {
        let (alive, met) = self.versus.without_idle(alive, met, &self.levels.settled[depth]);
        if !alive.meets(&self.versus.changed) {
            return Ok(Rc::default());
        }
        // With all facts known, what is alive is met.
        if let Some(known) = self.known.get(&(depth, alive.clone(), escapes.clone())) {
            return Ok(Rc::clone(known));
        }
        self.steps.take()?;
        let levels = self.levels;
        let blocks = match levels.levels.get(depth) {
            None => {
                let [one, other] = self.versus.decisions(&alive, &met, escapes);
                if one == other { Vec::new() } else { vec![Block { kinds: Vec::new(), one, other }] }
            }
            Some(level) => {
                let mut groups: Vec<(Rc<Vec<Block>>, Bits)> = Vec::new();
                for (at, choice) in level.choices.iter().enumerate() {
                    let escapes = escapes.or(&choice.escapes);
                    let below = self.step(depth + 1, &alive.and(&choice.alive), &met.and(&choice.met), &escapes)?;
                    match groups.iter_mut().find(|(known, _)| *known == below) {
                        Some((_, kinds)) => kinds.insert(at),
                        None => groups.push((below, Bits::of(level.choices.len(), [at]))),
                    }
                }
                let above = |(below, kinds): (Rc<Vec<Block>>, Bits)| {
                    let block = move |block: &Block| Block {
                        kinds: [std::slice::from_ref(&kinds), &block.kinds].concat(),
                        ..block.clone()
                    };
                    below.iter().map(block).collect::<Vec<_>>()
                };
                groups.into_iter().flat_map(above).collect()
            }
        };
        let mut blocks = if blocks.len() > self.most { merged(blocks) } else { blocks };
        if blocks.len() > self.most {
            self.is_all = false;
            blocks.truncate(self.most);
        }
        let blocks = Rc::new(blocks);
        self.known.insert((depth, alive, escapes.clone()), Rc::clone(&blocks));
        Ok(blocks)
    }
}

/// Makes one of two that differ in one fact alone, until there are no such two.
fn merged(mut blocks: Vec<Block>) -> Vec<Block> {
    let mut at = 0;
    while at < blocks.len() {
        let twin = (at + 1..blocks.len()).find_map(|other| Some((other, apart(&blocks[at], &blocks[other])?)));
        match twin {
            None => at += 1,
            Some((other, axis)) => {
                let gone = blocks.remove(other);
                blocks[at].kinds[axis] = blocks[at].kinds[axis].or(&gone.kinds[axis]);
                at = 0;
            }
        }
    }
    blocks
}

fn apart(one: &Block, other: &Block) -> Option<usize> {
    if (one.one, one.other) != (other.one, other.other) {
        return None;
    }
    let mut differing = (0..one.kinds.len()).filter(|at| one.kinds[*at] != other.kinds[*at]);
    let axis = differing.next()?;
    differing.next().is_none().then_some(axis)
}

/// A block in the language of cells. The choices of a level are the kinds of the axis of its fact, in the same order.
fn region(levels: &[Level], space: &Space, speaker: Speaker<'_>, block: &Block) -> ChangedRegion {
    let mut facts: Vec<_> = levels
        .iter()
        .zip(&block.kinds)
        .filter(|(level, kinds)| kinds.len() < level.choices.len())
        .filter_map(|(level, kinds)| {
            let axis = space.axes.iter().find(|axis| axis.fact == level.fact)?;
            Some((&level.fact, axis.words(kinds, speaker)))
        })
        .collect();
    facts.sort();
    let region = facts.into_iter().map(|(fact, words)| (fact.name().into_owned(), words)).collect();
    ChangedRegion { region, one: block.one, other: block.other }
}
