//! What `rules check` finds in random books, against the enumeration of all inputs.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use oreline::rules::{Cell, Examination, Fact, FindingCode, Truth, examine};

use crate::inputs::{FACTS, Input, Truths, mines, random_book, singles};
use crate::random::Random;
use crate::tables::{book, of_code, selection, vocabulary};

const BOOKS: usize = 2500;

type Conditions<'c> = &'c [(Fact, Cell)];

/// The rules that findings of a kind name, as sets.
fn ids(found: &Examination, code: FindingCode) -> BTreeSet<Vec<String>> {
    of_code(found, code).into_iter().map(|finding| finding.rules.clone()).collect()
}

#[test]
fn random_books_are_searched_as_if_all_inputs_were_tried() {
    let vocabulary = vocabulary();
    let mut random = Random::new(20_261_122);
    let mut counts = [0_usize; 6];
    let mut inputs_tried = 0;
    for _ in 0..BOOKS {
        let csv = random_book(&mut random);
        let book = book(&csv);
        let found = examine(&book, vocabulary, &selection()).unwrap();
        let rules = &book.rules;
        let inputs = singles(&book, vocabulary);
        let conditions: Vec<Conditions<'_>> = rules.iter().map(|rule| rule.cells.as_slice()).collect();
        let truths = Truths::new(&conditions, &inputs);
        let scopes: Vec<Conditions<'_>> = book.packs[0].scopes.iter().map(Vec::as_slice).collect();
        let by_scope = Truths::new(&scopes, &inputs);

        let gaps = of_code(&found, FindingCode::Gap);
        // Regions are cells: read again as rules, they must hold the gaps and nothing else.
        let regions = regions(&gaps);
        let regions_book = crate::tables::book(&regions);
        let region_cells: Vec<Vec<(Fact, Cell)>> = regions_book.rules.iter().map(|rule| rule.cells.clone()).collect();
        let region_inputs = singles(&regions_book, vocabulary);
        let region_conditions: Vec<Conditions<'_>> = region_cells.iter().map(Vec::as_slice).collect();
        let region_truths = Truths::new(&region_conditions, &region_inputs);

        let mut ever_fired = vec![false; rules.len()];
        let mut counts_somewhere = vec![false; rules.len()];
        let mut overlaps: BTreeSet<Vec<String>> = BTreeSet::new();
        let mut inside = vec![vec![true; rules.len()]; rules.len()];
        let mut in_scope = vec![false; rules.len()];
        for mine in mines(&inputs) {
            inputs_tried += 1;
            let fired: Vec<usize> = (0..rules.len()).filter(|rule| truths.of(*rule, mine) == Truth::Yes).collect();
            let is_in_scope =
                scopes.is_empty() || (0..scopes.len()).any(|scope| by_scope.of(scope, mine) == Truth::Yes);
            let is_overridden = |rule: usize| fired.iter().any(|by| rules[*by].overrides.contains(&rules[rule].id));
            for &rule in &fired {
                ever_fired[rule] = true;
                in_scope[rule] |= is_in_scope;
                counts_somewhere[rule] |= !is_overridden(rule);
                for other in (0..rules.len()).filter(|other| !fired.contains(other)) {
                    inside[rule][other] = false;
                }
                for &other in fired.iter().filter(|other| **other > rule) {
                    let is_conflict = rules[rule].topic == rules[other].topic
                        && rules[rule].verdict != rules[other].verdict
                        && !is_overridden(rule)
                        && !is_overridden(other);
                    if is_conflict {
                        overlaps.insert(vec![rules[rule].id.clone(), rules[other].id.clone()]);
                    }
                }
            }
            let is_gap = is_in_scope && fired.is_empty();
            let is_told = (0..region_cells.len()).any(|region| region_truths.of(region, mine) == Truth::Yes);
            // A region may reach beyond a scope nowhere: it is exactly the gaps.
            assert_eq!(is_told, is_gap, "{mine:?} {:?}\n{csv}\n{regions}", shown(&inputs, mine));
        }
        let named = |is: &dyn Fn(usize) -> bool| -> BTreeSet<Vec<String>> {
            (0..rules.len()).filter(|rule| is(*rule)).map(|rule| vec![rules[rule].id.clone()]).collect()
        };
        let first = |code| -> BTreeSet<Vec<String>> {
            ids(&found, code).into_iter().map(|rules| vec![rules[0].clone()]).collect()
        };
        let text = || format!("{csv}\n{}", found.to_text());
        assert_eq!(ids(&found, FindingCode::Unreachable), named(&|rule| !ever_fired[rule]), "{}", text());
        let never_counts = |rule: usize| ever_fired[rule] && !counts_somewhere[rule];
        assert_eq!(first(FindingCode::AlwaysOverridden), named(&never_counts), "{}", text());
        assert_eq!(
            ids(&found, FindingCode::OutsideScope),
            named(&|rule| ever_fired[rule] && !in_scope[rule]),
            "{}",
            text()
        );
        assert_eq!(ids(&found, FindingCode::Overlap), overlaps, "{}", text());
        let (mut duplicates, mut subsumed) = (BTreeSet::new(), BTreeSet::new());
        for one in 0..rules.len() {
            for other in (0..rules.len()).filter(|other| *other != one) {
                let (a, b) = (&rules[one], &rules[other]);
                if ever_fired[one] && inside[one][other] && a.topic == b.topic && a.verdict == b.verdict {
                    if inside[other][one] && ever_fired[other] {
                        duplicates.insert(vec![a.id.clone().min(b.id.clone()), a.id.clone().max(b.id.clone())]);
                    } else if a.flag == b.flag {
                        subsumed.insert(vec![a.id.clone(), b.id.clone()]);
                    }
                }
            }
        }
        assert_eq!(ids(&found, FindingCode::Duplicate), duplicates, "{}", text());
        assert_eq!(ids(&found, FindingCode::Subsumed), subsumed, "{}", text());
        assert_eq!(of_code(&found, FindingCode::NotSearched).len(), 0);
        let kinds = [
            gaps.len(),
            overlaps.len(),
            named(&|rule| !ever_fired[rule]).len(),
            named(&never_counts).len(),
            duplicates.len(),
            subsumed.len(),
        ];
        counts.iter_mut().zip(kinds).for_each(|(count, kind)| *count += kind);
    }
    println!(
        "{BOOKS} books, {inputs_tried} inputs; gaps, overlaps, unreachable, always overridden, duplicates, subsumed: {counts:?}"
    );
    // No kind of answer was compared with nothing but its absence.
    assert!(counts.iter().all(|count| *count >= 10), "{counts:?}");
}

/// Regions of gaps as a table of rules; a range with a hole becomes a row for each part.
fn regions(gaps: &[&oreline::rules::RuleFinding]) -> String {
    let mut csv = String::from("id,verdict,fragility,status,belt,redline_m\n");
    // A table needs a row; this one holds nothing.
    csv.push_str("never,exit,,,,>5&<1\n");
    for (at, gap) in gaps.iter().enumerate() {
        let cell = |fact: &Fact| {
            let words =
                gap.region.iter().find(|(name, _)| *name == fact.name()).map_or("", |(_, words)| words.as_str());
            words.split(" or ").map(str::to_owned).collect::<Vec<_>>()
        };
        let [fragility, status, belt, ranges] = FACTS.map(|fact| cell(&fact));
        for (part, range) in ranges.iter().enumerate() {
            let _ = writeln!(csv, "g{at}p{part},exit,{},{},{},{range}", fragility[0], status[0], belt[0]);
        }
    }
    csv
}

fn shown(inputs: &[Vec<Input>; 4], mine: [usize; 4]) -> Vec<&Input> {
    (0..4).map(|fact| &inputs[fact][mine[fact]]).collect()
}
