//! Looks for a mine of which two books say different things, fact by fact.

use std::collections::HashSet;

use foldhash::fast::FixedState;

use super::Decision;
use super::inputs::{self, Asked, Input};
use super::versus::Versus;
use crate::rules::search::{Bits, Speaker, Steps, Unfinished};
use crate::rules::{Cell, Fact, RuleBook, Truth, Vocabulary};

/// A fact, and what may be known of it.
pub(super) struct Level {
    pub(super) fact: Fact,
    pub(super) choices: Vec<Choice>,
}

/// Something that may be known: the rules that it does not refute, and those whose cell it meets.
pub(super) struct Choice {
    pub(super) label: String,
    pub(super) alive: Bits,
    pub(super) met: Bits,
    /// The overrides of [`Versus::overrides`] that do not cover it.
    pub(super) escapes: Bits,
}

/// Says what may be known of a fact, as far as cells tell it apart; `None` if there is too much of it.
pub(super) type Inputs<'i> = &'i dyn Fn(&Fact, Asked<'_>) -> Option<Vec<Input>>;

/// All levels, and for each depth the rules that ask about no fact from there on.
pub(super) struct Levels {
    pub(super) levels: Vec<Level>,
    pub(super) settled: Vec<Bits>,
}

impl Levels {
    pub(super) fn new(versus: &Versus<'_>, facts: &[&Fact], inputs: Inputs<'_>) -> Result<Self, Unfinished> {
        let length = versus.rules.len();
        let levels: Result<Vec<Level>, Unfinished> = facts.iter().map(|fact| level(versus, fact, inputs)).collect();
        let asks = |rule: usize, facts: &[&Fact]| versus.rules[rule].cells.iter().any(|(of, _)| facts.contains(&of));
        let settled = (0..=facts.len())
            .map(|depth| Bits::of(length, (0..length).filter(|rule| !asks(*rule, &facts[depth..]))))
            .collect();
        Ok(Self { levels: levels?, settled })
    }
}

fn level(versus: &Versus<'_>, fact: &Fact, inputs: Inputs<'_>) -> Result<Level, Unfinished> {
    let mut cells: Vec<&Cell> = Vec::new();
    let mut of_rule: Vec<Option<usize>> = Vec::new();
    for rule in &versus.rules {
        let cell = rule.cells.iter().find(|(of, _)| of == fact).map(|(_, cell)| cell);
        of_rule.push(cell.map(|cell| {
            cells.iter().position(|known| *known == cell).unwrap_or_else(|| {
                cells.push(cell);
                cells.len() - 1
            })
        }));
    }
    let mut exceptions: Vec<(Option<usize>, usize)> = Vec::new();
    let mut of_override: Vec<Option<usize>> = Vec::new();
    for (rule, by) in &versus.overrides {
        of_override.push(of_rule[*by].map(|by| {
            let pair = (of_rule[*rule], by);
            exceptions.iter().position(|known| *known == pair).unwrap_or_else(|| {
                exceptions.push(pair);
                exceptions.len() - 1
            })
        }));
    }
    let choice = |input: Input| {
        let escaping = (0..of_override.len()).filter(|at| of_override[*at].is_some_and(|pair| input.escapes[pair]));
        let escapes = Bits::of(of_override.len(), escaping);
        let is = |rule: &usize, least: Truth| of_rule[*rule].is_none_or(|cell| input.truths[cell] >= least);
        let of = |least| Bits::of(of_rule.len(), (0..of_rule.len()).filter(|rule| is(rule, least)));
        Choice { alive: of(Truth::Missing), met: of(Truth::Yes), escapes, label: input.label }
    };
    let choices = inputs(fact, Asked { cells: &cells, exceptions: &exceptions })
        .ok_or(Unfinished)?
        .into_iter()
        .map(choice)
        .collect();
    Ok(Level { fact: fact.clone(), choices })
}

/// A mine, and what both say of it.
pub(super) type Found = (Vec<(String, String)>, Decision, Decision);

pub(super) fn find(
    versus: &Versus<'_>,
    names: &RuleBook,
    vocabulary: &Vocabulary,
    steps: &mut Steps,
) -> Result<Option<Found>, Unfinished> {
    if versus.changed.is_empty() {
        return Ok(None);
    }
    let speaker = Speaker::new(names, vocabulary);
    let levels = Levels::new(versus, &versus.facts(), &|fact, asked| inputs::all(fact, asked, speaker))?;
    let mut walk = Walk { versus, levels: &levels, seen: HashSet::default(), way: Vec::new(), steps };
    let all = Bits::all(versus.rules.len());
    walk.step(0, &all, &all, &Bits::none(versus.overrides.len()))
}

struct Walk<'w> {
    versus: &'w Versus<'w>,
    levels: &'w Levels,
    seen: HashSet<(usize, Bits, Bits, Bits), FixedState>,
    way: Vec<usize>,
    steps: &'w mut Steps,
}

impl Walk<'_> {
    fn step(&mut self, depth: usize, alive: &Bits, met: &Bits, escapes: &Bits) -> Result<Option<Found>, Unfinished> {
        let (alive, met) = self.versus.without_idle(alive, met, &self.levels.settled[depth]);
        // Where no changed rule can matter, both say the same.
        if !alive.meets(&self.versus.changed) || !self.seen.insert((depth, alive.clone(), met.clone(), escapes.clone()))
        {
            return Ok(None);
        }
        self.steps.take()?;
        let levels = self.levels;
        let Some(level) = levels.levels.get(depth) else {
            let [one, other] = self.versus.decisions(&alive, &met, escapes);
            return Ok((one != other).then(|| (self.mine(), one, other)));
        };
        for (at, choice) in level.choices.iter().enumerate() {
            self.way.push(at);
            let escapes = escapes.or(&choice.escapes);
            let found = self.step(depth + 1, &alive.and(&choice.alive), &met.and(&choice.met), &escapes)?;
            self.way.pop();
            if found.is_some() {
                return Ok(found);
            }
        }
        Ok(None)
    }

    fn mine(&self) -> Vec<(String, String)> {
        let value = |(level, at): (&Level, &usize)| (level.fact.name().into_owned(), level.choices[*at].label.clone());
        let mut mine: Vec<(Fact, (String, String))> =
            self.levels.levels.iter().zip(&self.way).map(|pair| (pair.0.fact.clone(), value(pair))).collect();
        mine.sort();
        mine.into_iter().map(|(_, value)| value).collect()
    }
}
