//! Whether two books judge alike, against the enumeration of all that may be known.

use std::fmt::Write as _;

use oreline::domain::Verdict;
use oreline::rules::{ChangedRegion, Comparison, Fact, changed_regions, difference, test_examples};

use crate::inputs::{FACTS, Truths, all, decided, disturbed, mines, random_book, singles};
use crate::random::Random;
use crate::tables::{book, rows, selection, vocabulary};

const PAIRS: usize = 2000;

#[test]
fn random_pairs_differ_where_the_enumeration_says_so() {
    let vocabulary = vocabulary();
    let mut random = Random::new(51);
    let (mut alike, mut differ, mut only_in_part, mut tried) = (0, 0, 0, 0_usize);
    for _ in 0..PAIRS {
        let csv = random_book(&mut random);
        let other_csv = disturbed(&mut random, &csv);
        let books = [book(&csv), book(&other_csv)];
        let in_force = [0, 1].map(|side: usize| books[side].in_force(&selection()).unwrap());
        let found = difference(&books[0], &books[1], vocabulary);
        // What differs for mines with all facts known is told as regions, too.
        let (regions, is_all) =
            changed_regions(&books[0], &books[1], vocabulary, [&selection(), &selection()], 500).unwrap();
        assert!(is_all);
        let inputs = [0, 1].map(|side: usize| singles(&books[side], vocabulary));
        let truths = [0, 1].map(|side: usize| {
            let conditions: Vec<_> = in_force[side].rules.iter().map(|rule| rule.cells.as_slice()).collect();
            Truths::new(&conditions, &inputs[side])
        });
        let said =
            |mine: [usize; 4]| (decided(&in_force[0], &truths[0], mine), decided(&in_force[1], &truths[1], mine));
        let differing = mines(&inputs[0]).filter(|mine| said(*mine).0 != said(*mine).1).count();
        // Regions are cells: read again as rules, each mine that differs is in one of them, with what both say of it.
        let table = book(&region_table(&regions));
        let table_inputs = singles(&table, vocabulary);
        let conditions: Vec<_> = table.rules.iter().map(|rule| rule.cells.as_slice()).collect();
        let in_table = Truths::new(&conditions, &table_inputs);
        for mine in mines(&inputs[0]) {
            let told: Vec<usize> =
                (0..table.rules.len()).filter(|row| in_table.of(*row, mine) == oreline::rules::Truth::Yes).collect();
            let (one, other) = said(mine);
            let told: Vec<_> = told
                .into_iter()
                .filter_map(|row| table.rules[row].id.strip_prefix('g')?.split('p').next()?.parse::<usize>().ok())
                .map(|region| (regions[region].one, regions[region].other))
                .map(|(one, other)| ((one.verdict, one.is_flagged), (other.verdict, other.is_flagged)))
                .collect();
            let expected = if one == other { Vec::new() } else { vec![(one, other)] };
            assert_eq!(told, expected, "{mine:?}\n{csv}\n{other_csv}\n{regions:?}");
        }
        tried += mines(&inputs[0]).count();
        assert_eq!(regions.is_empty(), differing == 0, "{csv}\n{other_csv}\n{regions:?}");
        match &found {
            Comparison::Unfinished => panic!("not searched to the end\n{csv}\n{other_csv}"),
            Comparison::Differ(found) => {
                differ += 1;
                only_in_part += usize::from(differing == 0);
                // The mine that is named comes to what is said of it, read as an example.
                for (side, decision) in [(0, found.one), (1, found.other)] {
                    assert_eq!(
                        misjudged(&books[side], &found.mine, decision.verdict, decision.is_flagged),
                        0,
                        "{found:?}\n{csv}\n{other_csv}"
                    );
                    let other = if decision.verdict == Verdict::Exit { Verdict::Allowed } else { Verdict::Exit };
                    assert_eq!(misjudged(&books[side], &found.mine, other, decision.is_flagged), 1);
                }
            }
            Comparison::Alike => {
                alike += 1;
                assert_eq!(differing, 0, "{csv}\n{other_csv}");
                let inputs = [0, 1].map(|side: usize| all(&books[side], vocabulary));
                let truths = [0, 1].map(|side: usize| {
                    let conditions: Vec<_> = in_force[side].rules.iter().map(|rule| rule.cells.as_slice()).collect();
                    Truths::new(&conditions, &inputs[side])
                });
                // All of what may be known is much: every mine of some, at random, and of each book another part.
                for _ in 0..4000 {
                    let mine = [0, 1, 2, 3].map(|fact: usize| random.below(inputs[0][fact].len()));
                    tried += 1;
                    let said = [0, 1].map(|side: usize| decided(&in_force[side], &truths[side], mine));
                    assert_eq!(said[0], said[1], "{mine:?}\n{csv}\n{other_csv}");
                }
            }
        }
    }
    println!(
        "{PAIRS} pairs: {differ} differ ({only_in_part} only where facts are missing or several), {alike} alike; {tried} inputs"
    );
    assert!(alike >= 200 && differ >= 200 && only_in_part >= 5, "{alike} {differ} {only_in_part}");
}

/// Regions as a table of rules; a range with a hole becomes a row for each part.
fn region_table(regions: &[ChangedRegion]) -> String {
    let mut csv = String::from("id,verdict,fragility,status,belt,redline_m\nnever,exit,,,,>5&<1\n");
    for (at, region) in regions.iter().enumerate() {
        let cell = |fact: &Fact| {
            let words = region.region.iter().find(|(name, _)| *name == fact.name());
            words.map_or("", |(_, words)| words.as_str()).split(" or ").map(str::to_owned).collect::<Vec<_>>()
        };
        let [fragility, status, belt, ranges] = FACTS.map(|fact| cell(&fact));
        for (part, range) in ranges.iter().enumerate() {
            let _ = writeln!(csv, "g{at}p{part},exit,{},{},{},{range}", fragility[0], status[0], belt[0]);
        }
    }
    csv
}

/// How many of one example fail: 0 or 1.
fn misjudged(book: &oreline::rules::RuleBook, mine: &[(String, String)], verdict: Verdict, flag: bool) -> usize {
    let names: Vec<&str> = mine.iter().map(|(fact, _)| fact.as_str()).collect();
    let values: Vec<&str> = mine.iter().map(|(_, value)| value.as_str()).collect();
    let flag = if flag { "yes" } else { "no" };
    let csv = format!("case,verdict,flag,{}\none,{},{flag},{}\n", names.join(","), verdict.word(), values.join(","));
    let trial = test_examples(book, vocabulary(), &rows("examples", &csv), crate::tables::day());
    trial.unwrap_or_else(|error| panic!("{error}\n{csv}")).failures.len()
}

#[test]
fn days_and_readings_are_compared_too() {
    let one = book("id,verdict,effective_from\na,exit,2019-12-01\n");
    let other = book("id,verdict,effective_from\na,exit,2020-12-01\n");
    let Comparison::Differ(found) = difference(&one, &other, vocabulary()) else { panic!("they differ in 2020") };
    assert_eq!((found.as_of.to_string().as_str(), found.one.verdict), ("2019-12-01", Verdict::Exit));
    let one = book("id,verdict,reading\na,exit,q=x*\nb,allowed,q=y\n");
    let other = book("id,verdict,reading\na,exit,q=x*\nb,restricted,q=y\n");
    let Comparison::Differ(found) = difference(&one, &other, vocabulary()) else { panic!("they differ under y") };
    assert_eq!(found.readings, [("q".to_owned(), "y".to_owned())]);
    let other = book("id,verdict,reading\nb,allowed,q=y\na,exit,q=x*\n");
    assert_eq!(difference(&one, &other, vocabulary()), Comparison::Alike);
}

#[test]
fn names_are_compared_by_what_they_say() {
    let one = book("id,verdict,belt\na,exit,甲带|乙带\n");
    let alike = book("id,verdict,belt\nx,allowed,丙带|乙带\nb,exit,乙带\na,exit,甲带\n");
    let Comparison::Differ(found) = difference(&one, &alike, vocabulary()) else { panic!("丙带 differs") };
    assert_eq!(found.mine[0].1, "丙带");
    let alike = book("id,verdict,belt\nb,exit,乙带\na,exit,甲带\n");
    assert_eq!(difference(&one, &alike, vocabulary()), Comparison::Alike);
}
