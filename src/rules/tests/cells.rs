//! Cells: what is read, how it is printed, what meets it, what is refused.

use super::super::book::Names;
use super::super::{Cell, Fact, Known, PartValue, Term, Truth, Vocabulary, parse, partition};
use super::date;

fn read(fact: &Fact, text: &str) -> Result<Option<Cell>, (String, Option<String>)> {
    parse::cell(fact, text, &Vocabulary::built_in(), &mut Names::default())
}

fn cell(fact: &Fact, text: &str) -> Cell {
    read(fact, text).unwrap().unwrap()
}

fn lake() -> Fact {
    Fact::from_header("lake_m").unwrap()
}

#[test]
fn cells_print_as_the_language_has_them() {
    let mut compared = 0;
    for (fact, text, printed) in [
        (Fact::Mineral, "钼", "molybdenum"),
        (Fact::Mineral, "钼矿 ｜ 钒、Barite", "molybdenum|vanadium|barite"),
        (Fact::Mineral, "！钼|钒", "!molybdenum|vanadium"),
        (Fact::Mineral, "非@Strategic", "!@strategic"),
        (Fact::Mineral, "none", "none"),
        (Fact::Mineral, "钼|Mo|molybdenum", "molybdenum"),
        (Fact::Industry, "非金属", "non-metal-chemicals"),
        (Fact::Fragility, "重度|极度", "severe|extreme"),
        (Fact::Redline, "yes", "yes"),
        (Fact::Redline, "否", "none"),
        (Fact::Belt, "阿尔泰成矿带|HB-02", "阿尔泰成矿带|HB-02"),
        (Fact::Belt, "!无", "!none"),
        (Fact::RedlinePct, "≥0.01%", ">=0.01"),
        (Fact::RedlinePct, " > 0 & ＜ 50 ", ">0&<50"),
        (lake(), "<5km", "<5000"),
        (lake(), "≤ 500 米", "<=500"),
        (lake(), "＞1.5公里", ">1500"),
        (Fact::AreaHa, ">=1km2", ">=100"),
        (Fact::AreaHa, ">30亩", ">2"),
        (Fact::MarginM, ">=-50", ">=-50"),
        (Fact::Expires, "<@today", "<@today"),
        (Fact::Issued, ">=2019年12月1日", ">=2019-12-01"),
        (Fact::Issued, "<2017/1/1", "<2017-01-01"),
        (Fact::Issued, "=2017", "=2017"),
        (Fact::Issued, ">2017-05", ">2017-05"),
    ] {
        let once = cell(&fact, text).to_string();
        assert_eq!(once, printed, "{text}");
        assert_eq!(cell(&fact, &once), cell(&fact, text), "{text}: what is printed reads the same");
        compared += 1;
    }
    assert_eq!(compared, 25);
    for any in ["", "-", "－", "any", "不限", " "] {
        for fact in Fact::fixed() {
            assert_eq!(read(&fact, any), Ok(None), "{any}");
        }
    }
}

#[test]
fn cells_that_cannot_be_meant_are_refused_with_the_way_out() {
    let mut compared = 0;
    for (fact, text, problem, hint) in [
        (Fact::Mineral, "molybdenium", "unknown word \"molybdenium\"", "did you mean \"molybdenum\"?"),
        (Fact::Mineral, "钼|!钒", "\"!钒\": a ! inside of a list", "!钒|"),
        (Fact::Mineral, "a||b", "an empty place in the list", "a|b"),
        (Fact::Mineral, "钼|", "an empty place in the list", "a|b"),
        (Fact::Mineral, "5", "a word is wanted here, not a number", "vocabulary"),
        (Fact::Scale, ">=5", "a word is wanted here, not a number", "one of none, large, medium"),
        (Fact::Mineral, "@strategc", "unknown group @strategc", "did you mean \"@strategic\"?"),
        (Fact::Mineral, "@heavy", "unknown group @heavy", "it is a group of industry"),
        (Fact::Mineral, "铅锌", "unknown word \"铅锌\"", "it means several: write lead|zinc"),
        (Fact::Mineral, "钼&钒", "& stands between numbers only", "columns of its own"),
        (Fact::Mineral, "“钼”", "quotation marks around 钼", "write 钼 without them"),
        (Fact::Mineral, "'钼", "quotation marks around 钼", "without"),
        (Fact::Fragility, "脆弱", "unknown word", "mild, moderate, severe, extreme"),
        (Fact::Belt, "@x", "unknown group @x", "names of zones"),
        (lake(), "5000", "no <, <=, =, >= or > in front", ">=5000"),
        (lake(), "<5kn", "is no number", "km"),
        (lake(), "<nan", "is no number", "bound"),
        (lake(), "<1,000", "is no number", "bound"),
        (lake(), "!<5", "cannot be negated", "turn the bound round"),
        (lake(), "<5|>9", "takes one range", "one row for each"),
        (lake(), ">1&<5&<6", "one or two bounds", ">=1&<5"),
        (lake(), "湖", "is no number", "bound"),
        (Fact::Issued, "<43800", "\"43800\" is no date", "Excel"),
        (Fact::Issued, "<2019-02-30", "\"2019-02-30\" is no date", "2019-12-01"),
        (Fact::Issued, "2019-12-01", "no <, <=, =, >= or > in front", ">=2019-12-01"),
    ] {
        let (said, way) = read(&fact, text).unwrap_err();
        assert!(said.contains(problem), "{text}: {said}");
        assert!(way.clone().unwrap_or_default().contains(hint), "{text}: {way:?}");
        compared += 1;
    }
    assert_eq!(compared, 25);
}

#[test]
fn three_truths_of_words() {
    let vocabulary = Vocabulary::built_in();
    let truth = |fact: &Fact, text: &str, words: &str, is_complete: bool| {
        let terms = vocabulary.words(fact, words).terms;
        cell(fact, text).matches(&Known::Words { terms: &terms, is_complete })
    };
    let (mineral, service) = (Fact::Mineral, Fact::Service);
    let mut compared = 0;
    for (fact, text, words, is_complete, expected) in [
        (&mineral, "钼", "钼", true, Truth::Yes),
        (&mineral, "钼", "钨", true, Truth::No),
        (&mineral, "钼", "钼,钨", true, Truth::Yes),
        (&mineral, "!钼", "钼,钨", true, Truth::Yes),
        (&mineral, "!钼", "钼", true, Truth::No),
        (&mineral, "!钼", "钼", false, Truth::Missing),
        (&mineral, "钼", "钨", false, Truth::Missing),
        (&mineral, "钼", "钼", false, Truth::Yes),
        (&mineral, "钼", "", true, Truth::No),
        (&mineral, "none", "", true, Truth::Yes),
        (&mineral, "none", "无", true, Truth::Yes),
        (&mineral, "!none", "", true, Truth::No),
        (&mineral, "none", "", false, Truth::Missing),
        (&mineral, "none", "钼", false, Truth::No),
        (&service, "!water", "water,soil", true, Truth::No),
        (&service, "!water", "soil", true, Truth::Yes),
        (&service, "!water", "soil", false, Truth::Missing),
        (&service, "!water", "water", false, Truth::No),
        (&service, "!none", "soil", false, Truth::Yes),
        (&service, "!none", "", true, Truth::No),
        (&service, "!water", "", true, Truth::Yes),
    ] {
        assert_eq!(truth(fact, text, words, is_complete), expected, "{text} on {words}, {is_complete}");
        compared += 1;
    }
    assert_eq!(compared, 21);
    assert_eq!(cell(&mineral, "钼").matches(&Known::Missing), Truth::Missing);
    assert_eq!(cell(&mineral, "钼").matches(&Known::Number { low: 1.0, high: 1.0 }), Truth::Missing);
    assert_eq!(
        cell(&Fact::Belt, "!甲").matches(&Known::Words { terms: &[Term::OTHER], is_complete: true }),
        Truth::Yes
    );
}

#[test]
fn three_truths_of_numbers_and_days() {
    let number = |text: &str, low: f64, high: f64| cell(&lake(), text).matches(&Known::Number { low, high });
    assert_eq!(number("<5000", 4999.0, 4999.0), Truth::Yes);
    assert_eq!(number("<5000", 5000.0, 5000.0), Truth::No);
    assert_eq!(number("<=5000", 5000.0, 5000.0), Truth::Yes);
    // Beyond the search radius only the radius is known.
    assert_eq!(number("<5000", 10_000.0, f64::INFINITY), Truth::No);
    assert_eq!(number("<20km", 10_000.0, f64::INFINITY), Truth::Missing);
    assert_eq!(number(">=10km", 10_000.0, f64::INFINITY), Truth::Yes);
    assert_eq!(number(">10km", 10_000.0, f64::INFINITY), Truth::Missing);
    assert_eq!(number(">1&<5", 1.0, 1.0), Truth::No);
    assert_eq!(number(">1&<5", 2.0, 6.0), Truth::Missing);
    assert_eq!(number("=3", 3.0, 3.0), Truth::Yes);
    assert_eq!(number("=3", 2.0, 3.0), Truth::Missing);
    assert_eq!(number(">5&<1", 0.0, 9.0), Truth::No);
    assert_eq!(number("<5", f64::NAN, 1.0), Truth::Missing);
    assert!(cell(&lake(), ">5&<1").is_unreachable() && cell(&lake(), ">5&<=5").is_unreachable());
    assert!(!cell(&lake(), ">=5&<=5").is_unreachable());
    let day = |text: &str, first: &str, last: &str| {
        let known = Known::Date { first: date(first), last: date(last) };
        cell(&Fact::Issued, text).as_of(date("2024-06-01")).matches(&known)
    };
    assert_eq!(day("<2017-01-01", "2016-12-31", "2016-12-31"), Truth::Yes);
    assert_eq!(day("<2017", "2017-01-01", "2017-01-01"), Truth::No);
    assert_eq!(day("<=2017", "2017-12-31", "2017-12-31"), Truth::Yes);
    assert_eq!(day(">2017", "2017-12-31", "2018-01-01"), Truth::Missing);
    assert_eq!(day("=2017-02", "2017-02-01", "2017-02-28"), Truth::Yes);
    assert_eq!(day("<@today", "2024-05-31", "2024-05-31"), Truth::Yes);
    assert_eq!(day("<@today", "2024-06-01", "2024-06-01"), Truth::No);
    assert_eq!(day(">=2000&<@today", "2024-05-01", "2024-06-30"), Truth::Missing);
    let known = Known::Date { first: date("2024-05-31"), last: date("2024-05-31") };
    assert_eq!(cell(&Fact::Issued, "<@today").matches(&known), Truth::Missing, "no day was chosen");
}

#[test]
fn partitions_hold_one_value_of_each_kind() {
    let vocabulary = Vocabulary::built_in();
    let parts = |fact: &Fact, texts: &[&str]| -> Vec<String> {
        let mut names = Names::default();
        let cells: Vec<Cell> =
            texts.iter().map(|text| parse::cell(fact, text, &vocabulary, &mut names).unwrap().unwrap()).collect();
        let cells: Vec<&Cell> = cells.iter().collect();
        let parts = partition(fact, &cells, &vocabulary);
        // No two parts meet the same cells, but `none` and one more may.
        let truths: Vec<Vec<Truth>> =
            parts.iter().map(|part| cells.iter().map(|cell| cell.matches(&part.known())).collect()).collect();
        assert!(truths.iter().flatten().all(|truth| *truth != Truth::Missing), "{texts:?}");
        parts.into_iter().map(|part| part.label).collect()
    };
    assert_eq!(
        parts(&Fact::Mineral, &["钼|钒", "!钼"]),
        ["none", "another mineral, such as agate", "molybdenum", "vanadium"]
    );
    assert_eq!(parts(&Fact::Scale, &["large|medium"]), ["none", "large and 1 more", "another scale, such as small"]);
    assert_eq!(parts(&Fact::Belt, &["甲", "乙"]), ["none", "甲", "乙", "another belt"]);
    assert_eq!(parts(&lake(), &["<5000", ">=5000&<=9000"]), ["<5000", "=5000", ">5000&<9000", "=9000", ">9000"]);
    assert_eq!(parts(&Fact::RedlinePct, &[">0", "<=100"]), ["=0", ">0&<100", "=100"]);
    assert_eq!(parts(&Fact::MarginM, &[">0"]), ["<0", "=0", ">0"]);
    assert_eq!(parts(&lake(), &[]), ["any"]);
    assert_eq!(
        parts(&Fact::Issued, &["<2017-01-01", "=2019"]),
        ["<=2016-12-31", ">=2017-01-01&<=2018-12-31", ">=2019-01-01&<=2019-12-31", ">=2020-01-01"]
    );
    // Open pit and underground at once is met by what meets either.
    let cells = [cell(&Fact::Method, "open-pit"), cell(&Fact::Method, "underground")];
    let method = partition(&Fact::Method, &[&cells[0], &cells[1]], &vocabulary);
    let both = method.iter().find(|part| part.label == "both").unwrap();
    assert!(matches!(&both.value, PartValue::Terms(terms) if terms.len() == 3));
    assert!(cells.iter().all(|cell| cell.matches(&both.known()) == Truth::Yes));
}
