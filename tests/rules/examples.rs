//! Tables of examples: what passes, what fails and why, what cannot be read.

use oreline::error::Error;
use oreline::rules::{Trial, test_examples};

use crate::tables::{book, day, rows, vocabulary};

const RULES: &str = "\
id,verdict,flag,status,mineral,lake_m,set_payer,effective_from,reading,overrides
a,prohibited,yes,proposed,coal|gold,,public,,,
b,conditional,,operating,!coal,<5km,mine,,,
c,exit,,operating,,,,2030-01-01,,
d,allowed,,proposed,gold,,,,q=kind,a
e,review,,proposed,gold,,,,q=strict*,
";

fn trial(examples: &str) -> Result<Trial, Error> {
    test_examples(&book(RULES), vocabulary(), &rows("examples", examples), day())
}

#[test]
fn sound_examples_pass() {
    let trial = trial(
        "\
case,status,mineral,lake_m,as_of,reading,verdict,clauses,missing,flag,set_payer
coal,proposed,coal,,,,prohibited,a,,yes,public
far,operating,gold,5km,,,review,,,no,
near,operating,gold,4999,,,conditional,b,,no,mine
beyond,operating,gold,>=20km,,,review,,,no,
unknown lake,operating,gold,,,,review,,lake_m,no,
later,operating,gold,1,2031-01-01,,exit,b;c,,no,mine
kind,proposed,gold,,,q=kind,allowed,a;d,,no,
both,proposed,gold,,,q=all,review,a;d;e,,no,
some more,operating,coal;?,1,,,review,,mineral,no,
none,operating,none,1,,,conditional,b,,no,mine
",
    )
    .unwrap();
    assert_eq!((trial.failures.len(), trial.examples), (0, 10), "{}", trial.to_text());
    assert_eq!((trial.coverage.silent.len(), trial.coverage.rules), (0, 5));
    // The negated coal kept nobody out by itself.
    let unused: Vec<String> =
        trial.coverage.unused.iter().map(|one| format!("{} {} {}", one.rule, one.fact, one.words.join("|"))).collect();
    assert_eq!(unused, ["b mineral coal"], "{}", trial.to_text());
}

#[test]
fn a_failure_says_which_cell_was_missed() {
    let trial = trial("case,status,mineral,verdict,clauses,flag\nx,operating,coal,prohibited,a,yes\n").unwrap();
    let [failure] = trial.failures.as_slice() else { panic!("{}", trial.to_text()) };
    assert_eq!(
        failure.wrong.iter().map(|wrong| wrong.column.as_str()).collect::<Vec<_>>(),
        ["verdict", "clauses", "flag"]
    );
    assert!(
        failure.why.iter().any(|why| why == "a did not fire: status operating does not meet proposed"),
        "{:?}",
        failure.why
    );
    assert!(trial.has_failed() && trial.to_text().contains("0 of 1 examples passed"));
}

#[test]
fn a_failure_says_which_rule_fired_too_many() {
    let trial = trial("case,status,mineral,verdict,clauses\nx,proposed,coal,review,\n").unwrap();
    assert!(
        trial.failures[0]
            .why
            .contains(&"a fired: status proposed meets proposed, mineral coal meets coal|gold".to_owned())
    );
}

#[test]
fn a_rule_out_of_force_is_named_as_such() {
    let trial = trial("status,verdict,clauses\noperating,exit,c\n").unwrap();
    assert!(
        trial.failures[0].why.contains(&"c did not fire: it is in force from 2030-01-01".to_owned()),
        "{:?}",
        trial.failures
    );
}

#[test]
fn what_cannot_be_read_is_an_error_with_its_place() {
    let mut compared = 0;
    for (examples, said) in [
        ("", "no examples"),
        ("case,status,verdict\n", "no examples"),
        ("case,verdict\nx,forbidden\n", "is no verdict"),
        ("case,status\nx,proposed\n", "there is no column verdict"),
        ("case,statsu,verdict\nx,proposed,exit\n", "unknown column (did you mean \"status\"?)"),
        ("case,status,verdict\nx,propsed,exit\n", "unknown word \"propsed\""),
        ("case,verdict,clauses\nx,exit,z\n", "\"z\" is no rule"),
        ("case,verdict,lake_m\nx,exit,near\n", "no number"),
        ("case,verdict,flag\nx,exit,perhaps\n", "neither yes nor no"),
        ("case,verdict,as_of\nx,exit,soon\n", "is no day"),
        ("case,verdict,reading\nx,exit,kind\n", "is no NAME=CHOICE"),
        ("case,verdict,reading\nx,exit,q=other\n", "has no choice \"other\""),
        ("verdict,verdict\nexit,exit\n", "stands twice"),
    ] {
        let examples = if examples.is_empty() { "# nothing\n" } else { examples };
        let error = trial(examples).expect_err(examples).to_string();
        assert!(error.contains(said), "{examples}: {error}");
        compared += 1;
    }
    assert_eq!(compared, 13);
}
