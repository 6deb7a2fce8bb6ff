//! Each kind of fault, planted: it is found, and named with its rows; the same table without it is clean.

use std::fmt::Write as _;

use oreline::rules::{FindingCode, Level};

use crate::tables::{book, examined, of_code};

const CLEAN: &str = "\
id,topic,verdict,status,fragility,lake_m,overrides,effective_from,effective_to,reading,doc,section
scope,t,scope,proposed|operating,,,,,,,this table,scope
a,t,prohibited,proposed,severe|extreme,,,,,,D,1
b,t,conditional,proposed,!severe|extreme,,,,,,D,2
c,t,review,operating,,<5km,,,,,D,3
d,t,allowed,operating,,>=5km,,,,,D,4
";

/// The rules of each finding of a kind in a table.
fn found(csv: &str, code: FindingCode) -> Vec<Vec<String>> {
    of_code(&examined(&book(csv)), code).iter().map(|finding| finding.rules.clone()).collect()
}

fn with(row: &str) -> String {
    format!("{CLEAN}{row}\n")
}

#[test]
fn a_sound_table_is_clean() {
    let examination = examined(&book(CLEAN));
    assert_eq!(examination.findings, [], "{}", examination.to_text());
    assert!(!examination.needs_a_person());
}

#[test]
fn every_kind_of_fault_is_found() {
    use FindingCode as Code;
    let reading = CLEAN.replace("d,t,allowed,operating,,>=5km,,,,,", "d,t,allowed,operating,,>=5km,,,,q=one*,");
    let two = format!(
        "{}e,t,conditional,operating,,>=5km,,2000-01-01,2001-12-31,q=two,D,5\n",
        reading.replace(",,>=5km,,,,q=one*,", ",,>=5km,,2002-01-01,,q=one*,")
    );
    let unreachable = with("e,t,review,operating,,>5km&<1km,,,,,D,5");
    let cases: [(Code, String, &[&str]); 11] = [
        (Code::Unreachable, unreachable, &["e"]),
        (Code::AlwaysOverridden, with("e,u,exit,proposed,,,a|b,,,,D,5"), &["a", "e"]),
        (Code::Overlap, with("e,t,exit,operating,severe,,,,,,D,5"), &["c", "e"]),
        (Code::Gap, CLEAN.replace(">=5km", ">6km"), &[]),
        (Code::Duplicate, with("e,t,review,operating,,<5000,,,,,D,5"), &["c", "e"]),
        (Code::IdleOverride, with("e,u,allowed,operating,,>=9km,a,,,,D,5"), &["e", "a"]),
        (Code::DeadReading, two, &["d"]),
        (Code::NoCitation, CLEAN.replace("D,3", "D,"), &["c"]),
        (Code::Subsumed, with("e,t,review,operating,severe,<1km,,,,,D,5"), &["e", "c"]),
        (Code::OutsideScope, with("e,u,exit,closed,,,,,,,D,5"), &["e"]),
        (Code::Expired, with("e,u,exit,operating,,,,,2020-01-01,,D,5"), &["e"]),
    ];
    let mut planted = 0;
    for (code, csv, rules) in cases {
        let found = found(&csv, code);
        assert!(found.iter().any(|ids| ids == rules), "{code:?}: {found:?}\n{}", examined(&book(&csv)).to_text());
        assert!(self::found(CLEAN, code).is_empty());
        let of_level = of_code(&examined(&book(&csv)), code)[0].code.level();
        assert_eq!(examined(&book(&csv)).needs_a_person(), of_level == Level::Finding, "{code:?}");
        planted += 1;
    }
    assert_eq!(planted, 11);
}

#[test]
fn what_is_not_in_force_yet_and_what_is_unverified_is_noted() {
    let later = with("e,u,exit,operating,,,,2030-01-01,,,D,5");
    assert_eq!(found(&later, FindingCode::NotYet), [["e"]]);
    let law = "id,kind,verdict,doc,section\na,law,exit,D,1\nb,law,exit,D,2\n";
    assert_eq!(found(law, FindingCode::Unverified), [["a", "b"]]);
    assert_eq!(found("id,kind,verdict,doc,section\na,local,exit,D,1\n", FindingCode::Unverified).len(), 0);
}

#[test]
fn one_lone_choice_is_no_reading() {
    let csv = "id,verdict,reading,doc,section\na,exit,q=one*,D,1\n";
    assert_eq!(found(csv, FindingCode::DeadReading), [["a"]]);
}

#[test]
fn an_override_with_a_reason_ends_an_overlap() {
    let over = "e,t,exit,operating,severe,,c|d,,,,D,5";
    assert_eq!(found(&with(over), FindingCode::Overlap).len(), 0);
    // Of two that override, either may be what keeps the third from counting.
    let open = with("e,t,exit,operating,severe,,c,,,,D,5");
    assert_eq!(found(&open, FindingCode::Overlap), [["d", "e"]]);
}

#[test]
fn an_overlap_that_a_third_rule_overrides_is_none() {
    let csv = with("e,t,exit,operating,severe,,,,,,D,5\nf,t,allowed,operating,severe,,c|d|e,,,,D,6");
    assert_eq!(found(&csv, FindingCode::Overlap).len(), 0, "{}", examined(&book(&csv)).to_text());
    assert_eq!(found(&csv, FindingCode::AlwaysOverridden), [["e", "f"]]);
}

#[test]
fn gaps_come_in_few_words_with_a_mine() {
    let gaps = examined(&book(&CLEAN.replace(">=5km", ">6km").replace("!severe|extreme", "mild")));
    let gaps = of_code(&gaps, FindingCode::Gap);
    let regions: Vec<String> = gaps
        .iter()
        .map(|gap| gap.region.iter().map(|(fact, words)| format!("{fact}={words}")).collect::<Vec<_>>().join(" "))
        .collect();
    assert_eq!(regions, ["status=operating lake_m=>=5000&<=6000", "fragility=moderate|none status=proposed"]);
    assert!(gaps.iter().all(|gap| gap.example.len() == 3), "{gaps:?}");
}

#[test]
fn each_choice_of_a_reading_is_searched() {
    let csv = "\
id,verdict,status,reading,doc,section
scope,scope,proposed|operating,,,
a,exit,proposed|operating,q=one*,D,1
b,allowed,proposed,q=two,D,2
";
    let examination = examined(&book(csv));
    let gaps = of_code(&examination, FindingCode::Gap);
    assert_eq!(gaps.len(), 1, "{}", examination.to_text());
    assert_eq!(gaps[0].readings, ["q=two"]);
    assert_eq!(gaps[0].region, [("status".to_owned(), "operating".to_owned())]);
}

#[test]
fn packs_are_searched_alone_and_topics_may_differ() {
    let csv = "\
id,pack,topic,verdict,status,doc,section
a,one,t,exit,,D,1
b,two,t,allowed,,D,2
c,one,other,review,operating,D,3
";
    let examination = examined(&book(csv));
    assert_eq!(examination.findings, [], "{}", examination.to_text());
}

#[test]
fn a_search_that_cannot_end_says_so() {
    // 30 facts of distances, rules that tell pairs of them apart in all directions: no small search decides it.
    let kinds: Vec<String> = (0..60).map(|kind| format!("k{kind}_m")).collect();
    let mut csv = format!("id,verdict,doc,section,{}\n", kinds.join(","));
    let mut random = crate::random::Random::new(7);
    for rule in 0..255 {
        let mut cells = vec![String::new(); kinds.len()];
        for _ in 0..3 {
            let at = random.below(kinds.len());
            (if random.chance(0.5) { "<5" } else { ">=5" }).clone_into(&mut cells[at]);
        }
        let _ = writeln!(csv, "r{rule},exit,D,{rule},{}", cells.join(","));
    }
    let examination = examined(&book(&csv));
    let stopped = of_code(&examination, FindingCode::NotSearched);
    let gaps = of_code(&examination, FindingCode::Gap);
    // Either the answer, or the admission that there is none.
    assert!(stopped.len() + gaps.len() > 0, "{}", examination.to_text());
    println!("{} stopped, {} gaps", stopped.len(), gaps.len());
}
