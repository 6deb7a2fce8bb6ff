//! What is wrong with tables before any mine is judged by them.
//!
//! Each pack is searched alone, on one day, under every choice of its readings. The inputs are mines of which every fact is
//! known, with one value of each; what mines of several values come to follows from the strictest of them. The search is
//! exact ([`search`](super::search)): that nothing is found means that there is nothing, unless a finding says that the search
//! was not carried to its end.

mod finding;
mod gaps;
mod overlaps;
mod reach;
mod rows;
mod same;
mod selections;
mod text;

use super::search::{Area, Space, Speaker, Steps, Unfinished};
use super::{InForce, Pack, Rule, RuleBook, Selection, Vocabulary};
use crate::domain::Date;
use crate::error::Error;

pub use finding::{FindingCode, Level, RuleFinding};

/// Everything that was found in some tables.
#[derive(Clone, Debug)]
pub struct Examination {
    /// The files.
    pub files: Vec<String>,
    /// The day on which they were examined.
    pub as_of: Date,
    /// The packs: id, rules, and under how many choices of readings it was searched.
    pub packs: Vec<(String, usize, usize)>,
    /// What was found, by pack, findings before notes.
    pub findings: Vec<RuleFinding>,
}

/// Examines tables. Readings that the selection chooses are not searched under their other choices.
///
/// # Errors
/// [`Error::Usage`] for a reading or a choice that no table has.
pub fn examine(book: &RuleBook, vocabulary: &Vocabulary, selection: &Selection) -> Result<Examination, Error> {
    let mut findings = Vec::new();
    let mut packs = Vec::new();
    for pack in &book.packs {
        let mut found = rows::examine(book, pack, selection.as_of);
        let (selections, is_all) = selections::of_pack(book, pack, selection)?;
        if !is_all {
            found.push(finding::not_searched(
                pack,
                "it has more readings than can be combined: each choice was searched with the defaults of the others"
                    .to_owned(),
            ));
        }
        for (name, in_force) in &selections {
            let case = Case::new(book, pack, in_force, vocabulary);
            let mut of_case = case.examine();
            for finding in &mut of_case {
                finding.readings = vec![name.clone()];
            }
            merge(&mut found, of_case);
        }
        for finding in &mut found {
            // What holds under all choices needs no choice named.
            if finding.readings.len() == selections.len() || selections.len() == 1 {
                finding.readings.clear();
            }
        }
        found.sort_by_key(|finding| finding.code.level());
        packs.push((pack.id.clone(), book.rules.iter().filter(|rule| rule.pack == pack.id).count(), selections.len()));
        findings.extend(found);
    }
    Ok(Examination { files: book.files.clone(), as_of: selection.as_of, packs, findings })
}

/// Adds findings; one that is there already under other readings gets this one too.
fn merge(found: &mut Vec<RuleFinding>, of_case: Vec<RuleFinding>) {
    for finding in of_case {
        match found.iter_mut().find(|known| known.is_same(&finding)) {
            Some(known) => known.readings.extend(finding.readings),
            None => found.push(finding),
        }
    }
}

/// A part of the examination: adds what it finds.
type Part = fn(&Case<'_>, &mut Steps, &mut Vec<RuleFinding>) -> Result<(), Unfinished>;

/// One pack under one choice of readings.
struct Case<'c> {
    pack: &'c Pack,
    speaker: Speaker<'c>,
    /// Its rules in force.
    rules: Vec<&'c Rule>,
    space: Space,
    /// Where each rule fires.
    areas: Vec<Area>,
    /// What the pack means to decide: its scope rows, or everything.
    scopes: Vec<Area>,
}

impl<'c> Case<'c> {
    fn new(book: &'c RuleBook, pack: &'c Pack, in_force: &'c InForce, vocabulary: &'c Vocabulary) -> Self {
        let rules: Vec<&Rule> = in_force.rules.iter().filter(|rule| rule.pack == pack.id).collect();
        let scopes: &[_] = in_force.packs.iter().find(|of| of.id == pack.id).map_or(&[], |pack| &pack.scopes);
        let conditions = rules.iter().map(|rule| rule.cells.as_slice()).chain(scopes.iter().map(Vec::as_slice));
        let space = Space::of(&conditions, vocabulary);
        let areas = rules.iter().map(|rule| space.area(&rule.cells)).collect();
        let scopes = match scopes {
            [] => vec![space.everything()],
            scopes => scopes.iter().map(|scope| space.area(scope)).collect(),
        };
        Self { pack, speaker: Speaker::new(book, vocabulary), rules, space, areas, scopes }
    }

    fn examine(&self) -> Vec<RuleFinding> {
        let mut found = Vec::new();
        let parts: [(&str, Part); 4] = [
            ("rules that never count", reach::examine),
            ("overlaps", overlaps::examine),
            ("gaps", gaps::examine),
            ("rules inside of others", same::examine),
        ];
        for (what, part) in parts {
            if part(self, &mut Steps(Steps::MANY), &mut found).is_err() {
                let problem =
                    format!("the search for {what} was stopped after {} steps: there may be more", Steps::MANY);
                found.push(finding::not_searched(self.pack, problem));
            }
        }
        found
    }

    /// The rules of the pack that override a rule.
    fn overriders(&self, rule: usize) -> impl Iterator<Item = usize> + '_ {
        let id = &self.rules[rule].id;
        (0..self.rules.len()).filter(move |by| self.rules[*by].overrides.contains(id))
    }
}
