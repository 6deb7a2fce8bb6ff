//! The vocabulary that is compiled in, and what statements mean.

use std::collections::BTreeMap;

use super::super::naming::word_key;
use super::super::{Fact, FactKind, Term, Vocabulary};
use crate::error::Error;

fn read(fact: &Fact, text: &str) -> (Vec<String>, Vec<String>) {
    let vocabulary = Vocabulary::built_in();
    let words = vocabulary.words(fact, text);
    let mut terms: Vec<String> = words.terms.iter().map(|term| vocabulary.term_word(fact, *term).to_owned()).collect();
    terms.sort();
    (terms, words.unknown)
}

#[test]
fn what_is_compiled_in_has_no_fault_and_is_rich() {
    let mut vocabulary = Vocabulary::built_in();
    // Read again it adds nothing, and complains of nothing.
    assert_eq!(vocabulary.read(include_str!("../vocabulary.toml"), "vocabulary.toml"), []);
    let count = |fact: Fact| Vocabulary::built_in().terms(&fact).count();
    assert!(count(Fact::Mineral) > 91, "{}", count(Fact::Mineral));
    let facts: Vec<Fact> = Fact::fixed().filter(|fact| fact.kind() == FactKind::Words).collect();
    assert_eq!(facts.len(), 14);
    for fact in facts {
        assert!(vocabulary.terms(&fact).count() > 2, "{fact:?}");
        assert_eq!(vocabulary.term(&fact, "none"), Some(Term::NONE), "{fact:?}");
        assert_eq!(vocabulary.term(&fact, "无"), Some(Term::NONE), "{fact:?}");
    }
    assert_eq!(vocabulary.terms(&Fact::Belt).count(), 0, "names have no vocabulary");
}

#[test]
fn every_spelling_means_one_term_even_without_its_ending() {
    let text: toml::Table = include_str!("../vocabulary.toml").parse().unwrap();
    let vocabulary = Vocabulary::built_in();
    let mut compared = 0;
    for (name, sections) in &text {
        let fact = Fact::from_header(name).unwrap();
        let mut owners: BTreeMap<String, &String> = BTreeMap::new();
        for (term, synonyms) in sections["terms"].as_table().unwrap() {
            let synonyms = synonyms.as_array().unwrap().iter().map(|word| word.as_str().unwrap().to_owned());
            for word in synonyms.chain([term.clone()]) {
                let owner = owners.entry(word_key(&word)).or_insert(term);
                assert_eq!(*owner, term, "{name}: {word}");
                let found = vocabulary.term(&fact, &word).map(|term| vocabulary.term_word(&fact, term));
                assert_eq!(found, Some(term.as_str()), "{name}: {word}");
                compared += 1;
            }
        }
    }
    assert!(compared > 900, "{compared}");
}

#[test]
fn groups_hold_what_they_are_said_to_hold() {
    let vocabulary = Vocabulary::built_in();
    let words = |fact: &Fact, group: &str| -> Vec<&str> {
        let (_, terms) = vocabulary.group(fact, group).unwrap();
        terms.iter().map(|term| vocabulary.term_word(fact, *term)).collect()
    };
    // 24 of the plan; rare earths are three terms here.
    assert_eq!(words(&Fact::Mineral, "strategic").len(), 26);
    let six = words(&Fact::Mineral, "QINBA6");
    assert_eq!(six, ["barite", "geothermal", "molybdenum", "natural-gas", "salt", "vanadium", "witherite"]);
    let strategic = words(&Fact::Mineral, "strategic");
    let both: Vec<&&str> = six.iter().filter(|word| strategic.contains(word)).collect();
    assert_eq!(both, [&"molybdenum", &"natural-gas"], "of the six minerals of the paper");
    assert!(words(&Fact::Mineral, "metal").contains(&"heavy-rare-earths"), "through a group in the group");
    assert_eq!(words(&Fact::Mineral, "金属"), words(&Fact::Mineral, "metal"));
    assert_eq!(words(&Fact::Redline, "yes"), ["touch", "sliver", "overlap"]);
    assert!(words(&Fact::Industry, "heavy").contains(&"chemicals"));
}

#[test]
fn statements_of_offices_are_understood() {
    let mut compared = 0;
    for (text, terms) in [
        ("钼", &["molybdenum"][..]),
        ("钼矿", &["molybdenum"]),
        ("Mo, W", &["molybdenum", "tungsten"]),
        ("铅锌矿", &["lead", "zinc"]),
        ("铅锌", &["lead", "zinc"]),
        ("铜、金矿", &["copper", "gold"]),
        ("lead-zinc", &["lead", "zinc"]),
        ("Lead and zinc ore", &["lead", "zinc"]),
        ("Pb-Zn-Ag", &["lead", "silver", "zinc"]),
        ("natural-gas", &["natural-gas"]),
        ("natural gas", &["natural-gas"]),
        ("NATURAL_GAS", &["natural-gas"]),
        ("石油天然气", &["natural-gas", "oil"]),
        ("油气", &["natural-gas", "oil"]),
        ("油页岩", &["oil-shale"]),
        ("钒钛磁铁矿", &["iron", "titanium", "vanadium"]),
        ("硫铁矿", &["pyrite"]),
        ("铁矿石", &["iron"]),
        ("煤矿", &["coal"]),
        ("煤层气", &["coalbed-methane"]),
        ("金（岩金）", &["gold"]),
        ("铜矿（伴生金、银）", &["copper", "gold", "silver"]),
        ("建筑石料用灰岩", &["limestone"]),
        ("水泥用石灰岩矿", &["limestone"]),
        ("砖瓦用粘土", &["brick-clay"]),
        ("饰面用花岗岩", &["granite"]),
        ("普通萤石", &["fluorite"]),
        ("ＣＵ", &["copper"]),
        ("铁、锰等", &["iron", "manganese"]),
        ("重晶石、毒重石", &["barite", "witherite"]),
        ("金刚石", &["diamond"]),
        ("iron ore", &["iron"]),
        ("rare earths", &["rare-earths"]),
        ("无", &["none"]),
    ] {
        assert_eq!(read(&Fact::Mineral, text), (terms.iter().map(|&term| term.to_owned()).collect(), vec![]), "{text}");
        compared += 1;
    }
    for (fact, text, terms) in [
        (Fact::Method, "露天开采", &["open-pit"][..]),
        (Fact::Method, "露天+地下", &["both", "open-pit", "underground"]),
        (Fact::Method, "地下、露天", &["both", "open-pit", "underground"]),
        (Fact::Method, "both", &["both", "open-pit", "underground"]),
        (Fact::Scale, "大型", &["large"]),
        (Fact::Status, "停产", &["suspended"]),
        (Fact::Right, "采矿权", &["mining"]),
        (Fact::Right, "探", &["exploration"]),
        (Fact::Fragility, "重度脆弱区", &["severe"]),
        (Fact::Position, "核心区", &["core"]),
        (Fact::Industry, "iron and steel", &["iron-and-steel"]),
        (Fact::Industry, "非金属", &["non-metal-chemicals"]),
        (Fact::Service, "水源涵养、生物多样性维护", &["biodiversity", "water"]),
        (Fact::Stable, "是", &["yes"]),
    ] {
        assert_eq!(read(&fact, text), (terms.iter().map(|&term| term.to_owned()).collect(), vec![]), "{text}");
        compared += 1;
    }
    assert_eq!(compared, 48);
}

#[test]
fn what_is_not_understood_is_said_and_the_rest_is_kept() {
    assert_eq!(read(&Fact::Mineral, "钼、某某石"), (vec!["molybdenum".to_owned()], vec!["某某石".to_owned()]));
    assert_eq!(read(&Fact::Mineral, "kryptonite"), (vec![], vec!["kryptonite".to_owned()]));
    assert_eq!(read(&Fact::Mineral, "煤石头"), (vec![], vec!["煤石头".to_owned()]), "no half of a chain");
    assert_eq!(read(&Fact::Mineral, "lead-foo"), (vec![], vec!["lead-foo".to_owned()]));
    let long = "煤".repeat(500) + "某";
    assert_eq!(read(&Fact::Mineral, &long), (vec![], vec![long.clone()]), "and it ends");
    for nothing in ["", "  ", "-", "/", "不详", "N/A", "未知"] {
        assert_eq!(read(&Fact::Mineral, nothing), (vec![], vec![]), "{nothing}");
    }
    assert_eq!(read(&Fact::Belt, "阿尔泰"), (vec![], vec![]));
    let vocabulary = Vocabulary::built_in();
    assert_eq!(vocabulary.nearest(&Fact::Mineral, "molybdenium"), Some("molybdenum"));
    assert_eq!(vocabulary.nearest(&Fact::Mineral, "x"), None);
}

#[test]
fn a_vocabulary_of_ones_own_adds_and_contradicts_nothing() {
    let mut vocabulary = Vocabulary::built_in();
    let text = "[mineral.terms]\nmolybdenum = [\"水铅\"]\nunobtainium = [\"难得素\"]\n[mineral.groups]\nours = [\"unobtainium\", \"@qinba6\"]\nstrategic = [\"难得素\"]\n[fragility.terms]\nextreme = [\"红色\"]\n";
    vocabulary.extend(text, "own.toml").unwrap();
    let word = |fact: &Fact, text: &str| vocabulary.term(fact, text).map(|term| vocabulary.term_word(fact, term));
    assert_eq!(word(&Fact::Mineral, "水铅矿"), Some("molybdenum"));
    assert_eq!(word(&Fact::Mineral, "难得素"), Some("unobtainium"));
    assert_eq!(word(&Fact::Fragility, "红色"), Some("extreme"));
    assert_eq!(vocabulary.group(&Fact::Mineral, "ours").unwrap().1.len(), 8);
    assert_eq!(vocabulary.group(&Fact::Mineral, "strategic").unwrap().1.len(), 27, "what is there is kept");
    let mut refused = 0;
    for (text, complaint) in [
        ("[mineral.terms]\nlead = [\"锌\"]\n", "own.toml, column mineral.terms.lead: \"锌\" already means \"zinc\""),
        ("[minerals]\n", "own.toml, line"),
        ("[minral.terms]\na = []\n", "column minral: no fact with a vocabulary (one of fragility, "),
        ("[mineral.term]\na = []\n", "column mineral.term: nothing that is known (terms, groups or several)"),
        ("[mineral.groups]\na = [\"molybdenium\"]\n", "unknown word \"molybdenium\" (did you mean \"molybdenum\"?)"),
        ("[mineral.groups]\na = [\"@b\"]\nb = [\"@a\"]\n", "the group @a holds itself"),
        ("[mineral.groups]\na = [\"@nothing\"]\n", "unknown group @nothing"),
        (
            "[fragility.terms]\nworst = []\n",
            "no class that oreline finds (one of none, mild, moderate, severe, extreme)",
        ),
        ("[fragility.terms]\nmild = [\"重度\"]\n", "\"重度\" already means \"severe\""),
        ("[mineral.terms]\n\"a|b\" = []\n", "\"a|b\" cannot stand in a cell"),
        ("[mineral.terms]\na = \"b\"\n", "no list of words (write a = [\"word\", \"other word\"])"),
        ("[mineral.terms\n", "line 1: no TOML"),
    ] {
        let before = vocabulary.terms(&Fact::Mineral).count();
        match vocabulary.extend(text, "own.toml") {
            Err(Error::Rules { problems }) => {
                let said = problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n");
                assert!(said.contains(complaint), "{text}: {said}");
                refused += 1;
            }
            // The header is a synonym of the fact.
            other => assert!(other.is_ok() && text == "[minerals]\n", "{text}: {other:?}"),
        }
        assert_eq!(vocabulary.terms(&Fact::Mineral).count(), before, "{text}");
    }
    assert_eq!(refused, 11);
}
