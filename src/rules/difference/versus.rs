//! The rules of two books side by side: what both have stands once.

use super::Decision;
use crate::domain::Verdict;
use crate::rules::search::Bits;
use crate::rules::{Fact, Rule};

/// Rules of two books.
pub(super) struct Versus<'r> {
    pub(super) rules: Vec<&'r Rule>,
    /// The rules that one of them has and the other has not, or has otherwise.
    pub(super) changed: Bits,
    pub(super) sides: [Side; 2],
    /// All overrides of either book: the overridden rule, and the overriding one.
    pub(super) overrides: Vec<(usize, usize)>,
}

/// One of the books.
pub(super) struct Side {
    /// Its rules.
    pub(super) members: Bits,
    /// For each rule: those of its rules that override it.
    pub(super) overriders: Vec<Bits>,
    /// The rules that override another.
    overriding: Bits,
}

impl<'r> Versus<'r> {
    pub(super) fn new(one: &'r [Rule], other: &'r [Rule]) -> Self {
        let twin = |rule: &Rule| one.iter().position(|known| is_alike(known, rule));
        let mut rules: Vec<&Rule> = one.iter().collect();
        let mut of_other = Vec::new();
        for rule in other {
            of_other.push(twin(rule).unwrap_or(rules.len()));
            if twin(rule).is_none() {
                rules.push(rule);
            }
        }
        let length = rules.len();
        let sides = [Bits::of(length, 0..one.len()), Bits::of(length, of_other)];
        let changed = Bits::of(length, (0..length).filter(|rule| !sides.iter().all(|side| side.contains(*rule))));
        let side = |members: Bits| {
            let by = |rule: &Rule| {
                let by = members.iter().filter(|by| rules[*by].overrides.contains(&rule.id));
                Bits::of(length, by)
            };
            let overriders: Vec<Bits> = rules.iter().map(|rule| by(rule)).collect();
            let overriding = overriders.iter().fold(Bits::none(length), |all, by| all.or(by));
            Side { members, overriders, overriding }
        };
        let sides = sides.map(side);
        let of = |rule: usize| (0..length).map(move |by| (rule, by));
        let is_any = |(rule, by): &(usize, usize)| sides.iter().any(|side| side.overriders[*rule].contains(*by));
        let overrides = (0..length).flat_map(of).filter(is_any).collect();
        Self { rules, changed, sides, overrides }
    }

    /// The facts that either book asks about; those of changed rules first, so that most branches end early.
    pub(super) fn facts(&self) -> Vec<&Fact> {
        let of = |rules: &mut dyn Iterator<Item = usize>| -> Vec<&Fact> {
            let mut facts: Vec<&Fact> = rules.flat_map(|rule| &self.rules[rule].cells).map(|(fact, _)| fact).collect();
            facts.sort();
            facts.dedup();
            facts
        };
        let mut facts = of(&mut self.changed.iter());
        let others = of(&mut (0..self.rules.len()));
        facts.extend(others.into_iter().filter(|fact| !facts.contains(fact)).collect::<Vec<_>>());
        facts
    }

    /// What both say, where it is settled which rules fire (`met`), which are open (`alive`, but not met), and which
    /// overrides do not cover the mine.
    pub(super) fn decisions(&self, alive: &Bits, met: &Bits, escapes: &Bits) -> [Decision; 2] {
        [0, 1].map(|side| self.decision(&self.sides[side], alive, met, escapes))
    }

    fn decision(&self, side: &Side, alive: &Bits, met: &Bits, escapes: &Bits) -> Decision {
        let fired = met.and(&side.members);
        let open = alive.minus(met).and(&side.members);
        let covers = |(at, (of, by)): (usize, &(usize, usize)), rule: usize| {
            *of == rule && side.overriders[rule].contains(*by) && fired.contains(*by) && !escapes.contains(at)
        };
        let counts = |rule: &usize| !self.overrides.iter().enumerate().any(|pair| covers(pair, *rule));
        let strictest = fired.iter().filter(counts).map(|rule| self.rules[rule].verdict).max();
        let is_doubtful = open.iter().filter(counts).any(|rule| strictest < Some(self.rules[rule].verdict));
        Decision {
            verdict: strictest.filter(|_| !is_doubtful).unwrap_or(Verdict::Review),
            is_flagged: fired.iter().filter(counts).any(|rule| self.rules[rule].flag),
        }
    }

    /// Leaves out rules that can no longer matter: others that are sure to count are as strict, and flag where they would.
    /// `settled` are rules that ask about no fact that is still open.
    pub(super) fn without_idle(&self, alive: &Bits, met: &Bits, settled: &Bits) -> (Bits, Bits) {
        let certain = met.and(settled);
        let sure = |side: &Side| -> Vec<usize> {
            certain.and(&side.members).iter().filter(|rule| !side.overriders[*rule].meets(alive)).collect()
        };
        let sure: Vec<Vec<usize>> = self.sides.iter().map(sure).collect();
        if sure.iter().all(Vec::is_empty) {
            return (alive.clone(), met.clone());
        }
        let is_idle = |rule: usize| {
            let of_side = |(side, sure): (&Side, &Vec<usize>)| {
                if !side.members.contains(rule) {
                    return true;
                }
                if side.overriding.contains(rule) {
                    return false;
                }
                let is_sure = sure.contains(&rule);
                let before = |other: usize| !is_sure || other < rule;
                let verdict = self.rules[rule].verdict;
                let is_outdone = sure.iter().any(|other| {
                    let of_other = self.rules[*other].verdict;
                    *other != rule && (of_other > verdict || (of_other == verdict && before(*other)))
                });
                let is_flagged = !self.rules[rule].flag
                    || sure.iter().any(|other| *other != rule && self.rules[*other].flag && before(*other));
                is_outdone && is_flagged
            };
            self.sides.iter().zip(&sure).all(of_side)
        };
        let idle = Bits::of(self.rules.len(), alive.iter().filter(|rule| is_idle(*rule)));
        (alive.minus(&idle), met.minus(&idle))
    }
}

/// Whether two rules decide alike.
fn is_alike(one: &Rule, other: &Rule) -> bool {
    let sorted = |rule: &Rule| {
        let mut overrides = rule.overrides.clone();
        overrides.sort();
        overrides
    };
    let cells = |inner: &Rule, outer: &Rule| inner.cells.iter().all(|cell| outer.cells.contains(cell));
    one.id == other.id
        && one.verdict == other.verdict
        && one.flag == other.flag
        && cells(one, other)
        && cells(other, one)
        && sorted(one) == sorted(other)
}
