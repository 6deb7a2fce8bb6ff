//! Verdicts, by hand. `worlds` compares everything else with a plain evaluation.

use super::super::{Cell, Engine, Fact, Known, Vocabulary};
use super::outcome;
use crate::domain::Verdict;

const TABLE: &str = "\
id,pack,verdict,flag,overrides,mineral,position,redline,lake_m,set_level
core,paper,conditional,yes,,钼,core,,,2
core-law,law,prohibited,,,,core,,,1
uranium,law,allowed,,core-law,铀,core,,,
edge,paper,restricted,,,,periphery,,<5km,
line,law,review,yes,,,,yes,,3
";

#[test]
fn the_strictest_wins_and_everything_is_cited() {
    let mine = [(Fact::Mineral, "钼"), (Fact::Position, "core"), (Fact::Redline, "none")];
    let found = outcome(TABLE, &mine);
    assert_eq!(found.verdict, Verdict::Prohibited);
    assert_eq!(found.clauses.as_deref(), Some("core-law;core"), "strictest first");
    assert_eq!(found.conflict.as_deref(), Some("law:prohibited;paper:conditional"));
    assert!(found.is_flagged && found.flagging == [0] && found.missing.is_empty());
    assert_eq!(found.sets, [("level".to_owned(), "1;2".to_owned())]);
    assert_eq!(found.by_pack, [("law".to_owned(), Verdict::Prohibited), ("paper".to_owned(), Verdict::Conditional)]);
}

#[test]
fn what_is_overridden_is_cited_and_does_not_count() {
    let mine = [(Fact::Mineral, "铀"), (Fact::Position, "core"), (Fact::Redline, "none")];
    let found = outcome(TABLE, &mine);
    assert_eq!((found.verdict, found.overridden.as_slice()), (Verdict::Allowed, &[1][..]));
    assert_eq!(found.clauses.as_deref(), Some("core-law;uranium"));
    assert_eq!((found.conflict, found.sets), (None, vec![]));
    // The mineral is not known: the overriding rule is open, and does not override.
    let found = outcome(TABLE, &[(Fact::Position, "core"), (Fact::Redline, "none")]);
    assert_eq!((found.verdict, found.open.as_slice()), (Verdict::Prohibited, &[0, 2][..]));
    assert_eq!((found.doubtful, found.missing), (vec![], vec![]));
}

#[test]
fn an_exception_covers_what_it_names_and_nothing_beside_it() {
    // Uranium is excepted, the gold of the same right is not.
    for (mineral, verdict) in [("铀", Verdict::Allowed), ("铀、金", Verdict::Prohibited), ("金", Verdict::Prohibited)]
    {
        let mine = [(Fact::Mineral, mineral), (Fact::Position, "core"), (Fact::Redline, "none")];
        assert_eq!(outcome(TABLE, &mine).verdict, verdict, "{mineral}");
    }
    // The exception names gold as well.
    let both = TABLE.replace("铀", "铀|金");
    let mine = [(Fact::Mineral, "铀、金"), (Fact::Position, "core"), (Fact::Redline, "none")];
    assert_eq!(outcome(&both, &mine).verdict, Verdict::Allowed);
    // A further mineral that nobody can read may be anything.
    let mine = [(Fact::Mineral, "铀、某某"), (Fact::Position, "core"), (Fact::Redline, "none")];
    assert_eq!(outcome(&both, &mine).verdict, Verdict::Prohibited);
}

#[test]
fn a_stricter_rule_that_misses_a_fact_asks_for_review() {
    let mine = [(Fact::Mineral, "铜"), (Fact::Position, "periphery"), (Fact::Redline, "none")];
    let found = outcome(TABLE, &mine);
    assert_eq!((found.verdict, found.is_silent), (Verdict::Review, false));
    assert_eq!(found.missing, [Fact::from_header("lake_m").unwrap()]);
    let near = outcome(
        TABLE,
        &[mine[0].clone(), mine[1].clone(), mine[2].clone(), (Fact::from_header("lake_m").unwrap(), "4999")],
    );
    assert_eq!((near.verdict, near.missing), (Verdict::Restricted, vec![]));
    // A laxer open rule does not matter.
    let line = outcome(TABLE, &[(Fact::Redline, "overlap"), (Fact::Position, "core"), (Fact::Mineral, "")]);
    assert_eq!((line.verdict, line.missing.len()), (Verdict::Prohibited, 0));
    // Nothing fired: even an open rule that would allow is in doubt.
    let found = outcome("id,verdict,mineral\nA,allowed,钼\n", &[]);
    assert_eq!((found.verdict, found.is_silent, found.missing), (Verdict::Review, false, vec![Fact::Mineral]));
}

#[test]
fn where_no_rule_speaks_nothing_is_allowed() {
    let found = outcome("id,verdict,mineral\nA,allowed,钼\n", &[(Fact::Mineral, "铜")]);
    assert_eq!((found.verdict, found.is_silent, found.clauses), (Verdict::Review, true, None));
    let found = outcome("id,verdict\nA,allowed\n", &[]);
    assert_eq!(
        (found.verdict, found.is_silent),
        (Verdict::Allowed, false),
        "a rule without cells speaks of every mine"
    );
}

#[test]
fn review_stands_above_conditional_and_below_restricted() {
    for (other, expected) in [
        ("prohibited", Verdict::Prohibited),
        ("exit", Verdict::Exit),
        ("restricted", Verdict::Restricted),
        ("conditional", Verdict::Review),
        ("allowed", Verdict::Review),
    ] {
        assert_eq!(outcome(&format!("id,verdict\nA,review\nB,{other}\n"), &[]).verdict, expected);
    }
    let mut verdicts = Verdict::ALL;
    verdicts.sort_by_key(|verdict| std::cmp::Reverse(*verdict));
    assert_eq!(verdicts.map(Verdict::word), ["prohibited", "exit", "restricted", "review", "conditional", "allowed"]);
    assert!(Verdict::ALL.iter().all(|verdict| Verdict::from_word(verdict.chinese()) == Some(*verdict)));
}

#[test]
fn outcomes_are_kept_once_in_the_order_of_first_use() {
    let vocabulary = Vocabulary::built_in();
    let in_force = super::in_force("id,verdict,mineral,lake_m\nA,exit,钼,<5km\nB,allowed,,>=5km\n");
    let mut engine = Engine::new(&in_force, &vocabulary);
    let molybdenum = [vocabulary.term(&Fact::Mineral, "钼").unwrap()];
    let mineral = Known::Words { terms: &molybdenum, is_complete: true };
    let near = Known::Number { low: 1.0, high: 1.0 };
    let found: Vec<u32> = [
        [mineral, near],
        [Known::Missing, near],
        [mineral, near],
        [mineral, Known::Missing],
        [Known::Missing, near],
        [Known::Missing, Known::Missing],
    ]
    .iter()
    .map(|known| engine.judge(known))
    .collect();
    assert_eq!(found, [0, 1, 0, 2, 1, 3]);
    let missing: Vec<usize> = engine.outcomes().iter().map(|outcome| outcome.missing.len()).collect();
    assert_eq!(missing, [0, 1, 1, 2], "the same open rules, but other facts missed");
}

#[test]
fn cells_of_a_rule_are_told_one_by_one() {
    let in_force = super::in_force("id,verdict,mineral,lake_m\nA,exit,钼,<5km\n");
    let known = [Known::Missing, Known::Number { low: 9e3, high: 9e3 }];
    let truths = super::super::truths(&in_force.rules[0], &in_force.facts, &known);
    assert_eq!(truths.iter().map(|(_, truth)| truth.word()).collect::<Vec<_>>(), ["missing", "no"]);
    assert!(matches!(in_force.rules[0].cells[1].1, Cell::Number(_)));
}
