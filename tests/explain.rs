//! What is explained of a mine is what a run says of it: for every mine of the shipped sets, with a table made for the test.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout, reason = "a test may fail")]

use std::fmt::Write as _;
use std::path::Path;

use oreline::domain::Verdict;
use oreline::explain::explain_one;
use oreline::plan::{Plan, TablePath};
use oreline::run::{GreenLists, Judged, RuleSet, find};

/// Rules about every kind of fact that the sets have, some of them open for many mines.
const TABLE: &str = "\
id,pack,verdict,flag,position,fragility,redline,redline_m,redline_pct,mineral,status,right,method,belt,area_ha,stable,river_m,overrides,reading
P1,one,prohibited,yes,core,,,,,iron|lead,,mining,open-pit,,,,,,
P2,one,exit,,core,,,,,,operating|suspended,,,,,,,,
P3,one,conditional,,periphery,,,,,molybdenum|gold|copper,,,,,,,,,
P4,one,restricted,,!core|periphery,severe|extreme,,,,!gold,,,,,,,,,
P5,one,allowed,,,mild|moderate,,,,,,,,,,,,,
P6,two,exit,yes,,,touch|sliver|overlap,,,,,,,,,,,,
P7,two,restricted,,,,,<5km,,,,,,,,,,P4,
P8,two,prohibited,yes,,,,,>=50,,,,,,,,,,
P9,two,conditional,,,,,,,,,exploration,,,,,,P1|P2,
P10,two,conditional,,,,,,,,,,,!none,,,,,belts=count*
P11,two,exit,,,,,,,,,,,!none,,,,,belts=drive-out
P12,two,allowed,,,,,,,,,,,,>=100,yes,,,
P13,two,restricted,,,,,,,gold,,,,,,,<1km,,
";

#[test]
fn every_mine_is_explained_as_it_is_judged() {
    let folder = tempfile::tempdir().unwrap();
    let table = folder.path().join("rules.csv");
    std::fs::write(&table, TABLE).unwrap();
    let (mut compared, mut borders, mut text) = (0, 0, String::new());
    let mut verdicts: Vec<Verdict> = Vec::new();
    // Of the large set every twentieth mine.
    for (set, step) in [("qinba", 1), ("rights", 1), ("xinjiang", 20)] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("layers").join(set);
        let mut plan = Plan::from_path(&folder).unwrap();
        plan.rules.tables = vec![TablePath { path: table.clone(), sheet: None }];
        plan.rules.vocabularies.clear();
        plan.rules.readings.clear();
        let rules = RuleSet::load(&plan.rules).unwrap().unwrap();
        let lists = GreenLists::load(&plan.green_mines).unwrap();
        find(&plan, Some(&rules), &mut |_| (), |found, _| {
            let Judged { judgements, rulings, green } = found.judge(Some(&rules), &lists);
            let rulings = rulings.unwrap();
            for (position, judgement) in judgements.iter().enumerate().step_by(step) {
                let explained = explain_one(&found, Some(&rules), green.as_ref(), &plan, position).unwrap();
                let (end, view) = (&explained.result.end, explained.rules.as_ref().unwrap());
                let id = explained.mine.id.as_deref().unwrap_or("");
                assert_eq!(end.verdict, judgement.verdict.map(Verdict::word), "{set} {id}");
                assert_eq!(end.flagged, judgement.is_flagged, "{set} {id}");
                let ruling = &rulings.rulings[judgement.ruling.unwrap() as usize];
                let fired: Vec<&str> = view.fired.iter().map(|rule| rule.id.as_str()).collect();
                let mut clauses: Vec<&str> = ruling.clauses.iter().flat_map(|ids| ids.split(';')).collect();
                let mut sorted = fired.clone();
                sorted.sort_unstable();
                clauses.sort_unstable();
                assert_eq!(sorted, clauses, "{set} {id}");
                let missing: Vec<&str> = ruling.missing.iter().flat_map(|facts| facts.split(';')).collect();
                assert_eq!(view.winner.missing, missing, "{set} {id}");
                assert_eq!(view.winner.conflict, ruling.conflict.is_some(), "{set} {id}");
                assert!(
                    serde_json::from_str::<serde_json::Value>(&explained.to_json())
                        .is_ok_and(|object| object.is_object())
                );
                let _ = write!(text, "{}", explained.to_text());
                borders += explained.borders.len();
                verdicts.extend(judgement.verdict);
                compared += 1;
            }
            Ok(())
        })
        .unwrap();
    }
    verdicts.sort_unstable();
    verdicts.dedup();
    println!("{compared} mines, {borders} borders, verdicts {verdicts:?}");
    assert!(
        compared >= 170 && borders > compared && verdicts.len() >= 4,
        "{compared} mines, {borders} borders, {verdicts:?}"
    );
    for words in ["no rule within", "nan", "NaN", "inf"] {
        assert!(!text.contains(&format!(" {words} ")), "{words}");
    }
}
