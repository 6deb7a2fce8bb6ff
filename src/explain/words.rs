//! Words for people: English with the Chinese ones beside.

use crate::domain::{Date, FragilityClass, ZoneClass};
use crate::rules::{Bound, Cell, Fact, FactKind, Item, Known, Quantity, RangeCell, Term, Vocabulary};

/// The classes of these facts in Chinese: the vocabulary knows many words for each, and these are the plain ones.
const CHINESE: [(Fact, &[(&str, &str)]); 9] = [
    (Fact::Fragility, &[("mild", "轻度"), ("moderate", "中度"), ("severe", "重度"), ("extreme", "极度")]),
    (Fact::Position, &[("core", "核心区"), ("periphery", "边缘协调区")]),
    (Fact::Redline, &[("touch", "接触"), ("sliver", "碎片"), ("overlap", "重叠")]),
    (
        Fact::Status,
        &[
            ("proposed", "拟建"),
            ("operating", "生产"),
            ("suspended", "停产"),
            ("abandoned", "废弃"),
            ("closed", "关闭"),
        ],
    ),
    (Fact::Right, &[("exploration", "探矿权"), ("mining", "采矿权")]),
    (Fact::Method, &[("open-pit", "露天"), ("underground", "地下"), ("both", "露天+地下"), ("well", "钻采")]),
    (Fact::Mineral, &[("barite", "重晶石")]),
    (
        Fact::Industry,
        &[
            ("mining", "采矿业"),
            ("nonferrous-metals", "有色金属"),
            ("chemicals", "化工"),
            ("non-metal-chemicals", "非金属化工"),
            ("garment-and-textile", "纺织服装"),
        ],
    ),
    (Fact::Stable, &[("yes", "是"), ("no", "否")]),
];

/// The fact in Chinese: the first Chinese header of its column.
pub(super) fn fact_zh(fact: &Fact) -> Option<&'static str> {
    Fact::headers().find(|header| header.chars().any(is_chinese) && Fact::from_header(header).as_ref() == Some(fact))
}

fn is_chinese(sign: char) -> bool {
    matches!(sign, '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}')
}

/// A word with its Chinese one beside.
pub(super) fn both(word: &str, chinese: Option<&str>) -> String {
    match chinese {
        Some(chinese) if chinese != word => format!("{word} {chinese}"),
        _ => word.to_owned(),
    }
}

/// A word of a fact with the Chinese one beside.
pub(super) fn word(fact: &Fact, word: &str, vocabulary: &Vocabulary) -> String {
    if word == "none" {
        return "none 无".to_owned();
    }
    let fixed =
        CHINESE.iter().find(|(of, _)| of == fact).and_then(|(_, words)| words.iter().find(|(en, _)| *en == word));
    if let Some((_, chinese)) = fixed {
        return both(word, Some(chinese));
    }
    if word.chars().any(is_chinese) {
        return word.to_owned();
    }
    // The plainest is the shortest.
    let term = vocabulary.term(fact, word);
    let chinese = term.and_then(|term| {
        let synonyms = vocabulary.synonyms(fact, term).filter(|synonym| synonym.chars().all(is_chinese));
        synonyms.min_by_key(|synonym| synonym.chars().count())
    });
    both(word, chinese)
}

/// The class of a zone with the Chinese word beside; `None` where it has none.
pub(super) fn zone_class(class: &ZoneClass) -> Option<String> {
    let chinese = |fact: &Fact, word: &str| {
        let (_, words) = CHINESE.iter().find(|(of, _)| of == fact)?;
        words.iter().find(|(en, _)| *en == word).map(|(_, chinese)| *chinese)
    };
    match class {
        ZoneClass::None => None,
        ZoneClass::Fragility(class) => Some(fragility(*class)),
        ZoneClass::Position(position) => Some(both(position.word(), chinese(&Fact::Position, position.word()))),
        ZoneClass::Other(word) => Some(word.clone()),
        ZoneClass::Unknown => Some("a class that is not understood".to_owned()),
    }
}

/// A fragility class with the Chinese word beside.
pub(super) fn fragility(class: FragilityClass) -> String {
    let (_, words) = &CHINESE[0];
    both(class.word(), words.iter().find(|(en, _)| *en == class.word()).map(|(_, chinese)| *chinese))
}

/// Metres below a kilometre to the decimetre, above it in kilometres to the metre.
pub(super) fn metres(metres: f64) -> String {
    if metres < 1000.0 { format!("{} m", rounded(metres, 1)) } else { format!("{} km", rounded(metres / 1000.0, 3)) }
}

/// A number without zeros behind.
pub(super) fn rounded(number: f64, digits: usize) -> String {
    let text = format!("{number:.digits$}");
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}

fn number(fact: &Fact, value: f64) -> String {
    match fact.kind() {
        FactKind::Number(Quantity::Metres) if value < 0.0 => format!("-{}", metres(-value)),
        FactKind::Number(Quantity::Metres) => metres(value),
        _ => format!("{}{}", rounded(value, 4), fact.unit()),
    }
}

fn day(day: Date) -> String {
    if day == Date::LAST { "no end 长期".to_owned() } else { day.to_string() }
}

/// What is known, in words. Names of zones are not here: a term says whether a cell mentions one, not which it is.
pub(super) fn known(fact: &Fact, known: &Known<'_>, vocabulary: &Vocabulary) -> String {
    match *known {
        Known::Missing => "not known".to_owned(),
        Known::Words { terms: [], is_complete: true } => word(fact, "none", vocabulary),
        Known::Words { terms: [], is_complete: false } => "not understood".to_owned(),
        Known::Words { terms, is_complete } => {
            let words: Vec<String> = terms.iter().map(|term| of_term(fact, *term, vocabulary)).collect();
            let more = if is_complete { "" } else { "; and more that is not understood" };
            format!("{}{more}", words.join("; "))
        }
        Known::Number { low, high } if low.total_cmp(&high).is_eq() => number(fact, low),
        Known::Number { low, high } if high.is_infinite() => format!("{} or more", number(fact, low)),
        Known::Number { low, high } => format!("{} to {}", number(fact, low), number(fact, high)),
        Known::Date { first, last } if first == last => day(first),
        Known::Date { first, last } => format!("{} to {}", day(first), day(last)),
    }
}

fn of_term(fact: &Fact, term: Term, vocabulary: &Vocabulary) -> String {
    if term == Term::NONE {
        word(fact, "none", vocabulary)
    } else {
        word(fact, vocabulary.term_word(fact, term), vocabulary)
    }
}

/// What a cell asks, in words, to stand behind "is" or "were".
pub(super) fn asks(fact: &Fact, cell: &Cell, vocabulary: &Vocabulary) -> String {
    match cell {
        Cell::Words(cell) => {
            let item = |item: &Item| match item.word.strip_prefix('@') {
                Some(_) => {
                    let members: Vec<String> = item.terms.iter().map(|term| of_term(fact, *term, vocabulary)).collect();
                    format!("{} ({})", item.word, members.join(", "))
                }
                None => word(fact, &item.word, vocabulary),
            };
            let items: Vec<String> = cell.items.iter().map(item).collect();
            match (items.as_slice(), cell.is_negated) {
                ([one], false) if !one.starts_with('@') => one.clone(),
                ([one], true) if !one.starts_with('@') => format!("not {one}"),
                (several, false) => format!("one of {}", several.join(", ")),
                (several, true) => format!("none of {}", several.join(", ")),
            }
        }
        Cell::Number(RangeCell { bounds, .. }) => bounds_in_words(bounds, fact.unit()),
        Cell::Date(RangeCell { bounds, .. }) => bounds_in_words(bounds, ""),
    }
}

fn bounds_in_words(bounds: &[Bound], unit: &str) -> String {
    let bounds: Vec<String> = bounds.iter().map(|Bound { sign, value }| format!("{sign} {value}{unit}")).collect();
    bounds.join(" and ")
}
