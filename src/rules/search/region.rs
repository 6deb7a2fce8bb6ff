//! Boxes of inputs in words, and boxes that are as large as they can be.

use super::space::{Area, Axis, Point, Space, Speaker, is_empty, meet};
use super::{Bits, Steps, Unfinished, find};
use crate::rules::{Cell, Part, PartValue, Term};

/// So many words of a list are read at a glance.
const FEW_WORDS: usize = 6;

impl Space {
    /// Boxes that together hold every input of some boxes that is in none of others; `true` if there are more than
    /// `most`. Boxes may overlap: each is as large as it can be, so that few words tell it.
    pub(in crate::rules) fn rest(
        &self,
        within: &[Area],
        without: &[&Area],
        most: usize,
        steps: &mut Steps,
    ) -> Result<(Vec<(Area, Point)>, bool), Unfinished> {
        let mut found: Vec<(Area, Point)> = Vec::new();
        for within in within {
            loop {
                let known: Vec<&Area> = without.iter().copied().chain(found.iter().map(|(area, _)| area)).collect();
                let Some(point) = find(within, &known, steps)? else { break };
                if found.len() >= most {
                    return Ok((found, true));
                }
                let area = self.grown(&point, within, without);
                found.push((area, point));
            }
        }
        Ok((found, false))
    }

    /// A box around an input that cannot be made larger inside of one box and outside of others.
    fn grown(&self, point: &Point, within: &Area, without: &[&Area]) -> Area {
        let mut area: Area =
            point.iter().zip(&self.axes).map(|(kind, axis)| Bits::of(axis.kinds.len(), [*kind])).collect();
        let is_free = |area: &Area| without.iter().all(|rival| is_empty(&meet(area, rival)));
        // Facts that do not matter first: what is left to say is short.
        for axis in 0..area.len() {
            let before = std::mem::replace(&mut area[axis], within[axis].clone());
            if !is_free(&area) {
                area[axis] = before;
            }
        }
        for axis in 0..area.len() {
            for kind in within[axis].iter() {
                let before = area[axis].clone();
                area[axis].insert(kind);
                if !is_free(&area) {
                    area[axis] = before;
                }
            }
        }
        area
    }

    /// A box in the words of cells: facts that do not matter are left out.
    pub(in crate::rules) fn words(&self, area: &Area, speaker: Speaker<'_>) -> Vec<(String, String)> {
        let of_axis = |(axis, kinds): (&Axis, &Bits)| {
            (kinds.len() < axis.kinds.len()).then(|| (axis.fact.name().into_owned(), axis.words(kinds, speaker)))
        };
        self.axes.iter().zip(area).filter_map(of_axis).collect()
    }

    /// An input, a value for each fact.
    pub(in crate::rules) fn example(&self, point: &Point, speaker: Speaker<'_>) -> Vec<(String, String)> {
        let value = |(axis, kind): (&Axis, &usize)| {
            let part = axis.kinds.get(*kind).and_then(|kind| kind.first());
            let shown = part.map_or_else(String::new, |part| speaker.part(&axis.fact, part));
            (axis.fact.name().into_owned(), shown)
        };
        self.axes.iter().zip(point).map(value).collect()
    }
}

impl Axis {
    /// Kinds as a cell would name them.
    pub(in crate::rules) fn words(&self, kinds: &Bits, speaker: Speaker<'_>) -> String {
        let parts = |wanted: bool| {
            let kinds = self.kinds.iter().enumerate().filter(move |(at, _)| kinds.contains(*at) == wanted);
            kinds.flat_map(|(_, kind)| kind)
        };
        if self.cells.iter().any(|cell| matches!(cell, Cell::Number(_) | Cell::Date(_))) {
            return self.ranges(&parts(true).collect::<Vec<_>>(), speaker);
        }
        let listed = |wanted: bool| -> Vec<String> {
            let terms = parts(wanted).flat_map(|part| part.members.iter().copied());
            let mut words: Vec<String> = terms.map(|term| speaker.term(&self.fact, term)).collect();
            words.sort();
            words
        };
        let (wanted, others) = (listed(true), listed(false));
        let is_open = parts(true).any(|part| part.members.contains(&Term::OTHER));
        // Few words are said as they are, many by those that are not among them.
        let is_closed = parts(false).any(|part| part.members.contains(&Term::OTHER));
        if is_open || (!is_closed && wanted.len() > FEW_WORDS && others.len() < wanted.len()) {
            format!("!{}", others.join("|"))
        } else {
            wanted.join("|")
        }
    }

    fn ranges(&self, wanted: &[&Part], speaker: Speaker<'_>) -> String {
        let number = |part: &Part| match &part.value {
            PartValue::Number(number) => *number,
            PartValue::Date(day) => f64::from(day.number()),
            PartValue::Terms(_) => f64::NAN,
        };
        let mut all: Vec<&Part> = self.kinds.iter().flatten().collect();
        all.sort_by(|one, other| number(one).total_cmp(&number(other)));
        let ends = self.cells.iter().flat_map(|cell| match cell {
            Cell::Number(range) | Cell::Date(range) => vec![range.low, range.high],
            Cell::Words(_) => Vec::new(),
        });
        let ends: Vec<f64> = ends.filter(|end| end.is_finite()).collect();
        let shown = |part: &Part| speaker.part(&self.fact, part);
        let is_end = |part: &Part| ends.contains(&number(part));
        let is_wanted = |at: usize| all.get(at).is_some_and(|part| wanted.iter().any(|one| one == part));
        let mut ranges = Vec::new();
        let mut at = 0;
        while at < all.len() {
            if !is_wanted(at) {
                at += 1;
                continue;
            }
            let first = at;
            while is_wanted(at + 1) {
                at += 1;
            }
            let (low, high) = (all[first], all[at]);
            let below = first.checked_sub(1).map(|before| all[before]);
            let low_text = if is_end(low) {
                Some(format!(">={}", shown(low)))
            } else {
                below.map(|part| format!(">{}", shown(part)))
            };
            let above = all.get(at + 1);
            let high_text = if is_end(high) {
                Some(format!("<={}", shown(high)))
            } else {
                above.map(|part| format!("<{}", shown(part)))
            };
            ranges.push(if first == at && is_end(low) {
                format!("={}", shown(low))
            } else {
                [low_text, high_text].into_iter().flatten().collect::<Vec<_>>().join("&")
            });
            at += 1;
        }
        ranges.join(" or ")
    }
}
