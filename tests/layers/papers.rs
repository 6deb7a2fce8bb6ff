//! docs/papers-to-rules.md against the shipped sets: each sentence of the papers that became a rule fires on the mines that are
//! named beside it, and on as many as is said.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use serde_json::Value;

use super::{layers, properties};

/// What rules fired on which mines, over sets and readings; and the mines that miss a fact.
#[derive(Default)]
struct Fired {
    by_rule: BTreeMap<String, BTreeSet<String>>,
    missing: BTreeSet<String>,
}

impl Fired {
    fn add(&mut self, set: &str, arguments: &[&str]) {
        let folder = tempfile::tempdir().unwrap();
        let output = folder.path().join("judged.geojson");
        let run = Command::new(env!("CARGO_BIN_EXE_oreline"))
            .args(["flag", "--quiet", "--as-of", "2026-01-01", "-o"])
            .arg(&output)
            .arg(layers(set))
            .args(arguments)
            .status()
            .unwrap();
        assert!(run.success(), "{set}");
        for mine in properties(&output) {
            let id = mine["id"].as_str().unwrap();
            for rule in mine["clauses"].as_str().into_iter().flat_map(|clauses| clauses.split(';')) {
                self.by_rule.entry(rule.to_owned()).or_default().insert(id.to_owned());
            }
            if mine["missing"] != Value::Null {
                self.missing.insert(id.to_owned());
            }
        }
    }
}

/// The words `XJ-…`, `QB-…`, `CQ-…` of a text: ids of rules go on with a small letter, ids of mines with a large one.
fn ids(text: &str, is_rule: bool) -> Vec<String> {
    let words = text.split(|sign: char| !(sign.is_ascii_alphanumeric() || sign == '-'));
    let is_meant = |word: &&str| {
        let rest = ["XJ-", "QB-", "CQ-"].iter().find_map(|prefix| word.strip_prefix(prefix));
        rest.and_then(|rest| rest.chars().next()).is_some_and(|first| first.is_ascii_lowercase() == is_rule)
    };
    words.filter(is_meant).map(str::to_owned).collect()
}

/// How many mines a text speaks of, where it says so: `QB-D054 and 3 more`, `265, such as XJ-S014`.
fn count(text: &str) -> Option<usize> {
    let words: Vec<&str> = text.split_whitespace().collect();
    match words.as_slice() {
        [_, "and", more, "more", ..] => more.parse::<usize>().ok().map(|more| more + 1),
        [all, "such", "as", ..] => all.trim_end_matches(',').parse().ok(),
        _ => None,
    }
}

#[test]
fn every_sentence_that_became_a_rule_fires_on_the_mines_beside_it() {
    let mut fired = Fired::default();
    for set in ["xinjiang", "qinba", "chongqing"] {
        fired.add(set, &[]);
    }
    let fired_by_default = fired.by_rule.clone();
    let mut in_rights = Fired::default();
    in_rights.add("rights", &[]);
    fired.add("qinba", &["--reading", "open_mines=operating"]);
    let page = std::fs::read_to_string(super::support::repository().join("docs/papers-to-rules.md")).unwrap();
    let (mut sentences, mut counted) = (0, 0);
    let mut named: BTreeSet<String> = BTreeSet::new();
    let mut wrong: Vec<String> = Vec::new();
    for line in page.lines().filter(|line| line.starts_with('|')) {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        let (Some(sites), Some(rules)) = (cells.last(), cells.len().checked_sub(2).map(|at| ids(cells[at], true)))
        else {
            continue;
        };
        named.extend(rules.iter().cloned());
        let mines = ids(sites, false);
        if rules.is_empty() || mines.is_empty() {
            continue;
        }
        sentences += 1;
        let is_met = |rule: &String, mine: &String| fired.by_rule.get(rule).is_some_and(|mines| mines.contains(mine));
        // Rights are spoken of as a whole.
        let is_of_rights = |rule: &str| sites.contains("layers/rights") && in_rights.by_rule.contains_key(rule);
        for rule in rules.iter().filter(|rule| !mines.iter().any(|mine| is_met(rule, mine)) && !is_of_rights(rule)) {
            wrong.push(format!("{rule} fires on none of {mines:?}"));
        }
        for mine in mines.iter().filter(|mine| !rules.iter().any(|rule| is_met(rule, mine))) {
            if !fired.missing.contains(mine) {
                wrong.push(format!("none of {rules:?} fires on {mine}"));
            }
        }
        let parts: Vec<&str> = sites.split(';').map(str::trim).collect();
        if parts.len() == rules.len() {
            for (rule, said) in rules.iter().zip(parts.iter().map(|part| count(part))) {
                let by_rule = fired_by_default.get(rule).or_else(|| fired.by_rule.get(rule));
                let found = by_rule.map_or(0, BTreeSet::len);
                counted += usize::from(said.is_some());
                if said.is_some_and(|said| said != found) {
                    wrong.push(format!("{rule} fires on {found} mines, not on {}", said.unwrap_or_default()));
                }
            }
        }
    }
    let written: BTreeSet<String> = ["xinjiang", "qinba", "chongqing"]
        .iter()
        .flat_map(|set| {
            std::fs::read_to_string(layers(set).join("rules.csv"))
                .unwrap()
                .lines()
                .map(str::to_owned)
                .collect::<Vec<_>>()
        })
        .filter_map(|line| line.trim_start_matches('\u{feff}').split(',').next().map(str::to_owned))
        .filter(|id| !ids(id, true).is_empty() && !id.contains("scope"))
        .collect();
    wrong.extend(written.difference(&named).map(|rule| format!("{rule} stands for no sentence")));
    wrong.extend(
        written
            .iter()
            .filter(|rule| !fired.by_rule.contains_key(*rule) && !in_rights.by_rule.contains_key(*rule))
            .map(|rule| format!("{rule} fires nowhere")),
    );
    println!("{sentences} sentences, {counted} counts, {} rules", written.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(sentences > 30 && counted > 10 && written.len() > 40, "{sentences} {counted} {}", written.len());
}
