//! The text of a condition cell to a [`Cell`].

use super::book::Names;
use super::cell::TODAY;
use super::naming::{half_width, word_key};
use super::{Bound, Cell, Fact, FactKind, Item, Quantity, RangeCell, Term, Vocabulary, WordCell};
use crate::domain::Date;

/// What is wrong in a cell, and the way out.
pub(super) type Complaint = (String, Option<String>);

/// Words for "it does not matter".
const ANY: [&str; 9] = ["", "-", "－", "—", "–", "――", "any", "任意", "不限"];
/// More names of one fact than any table has; a term is two bytes.
const MOST_NAMES: usize = 60_000;
/// Signs that Word and Excel put around text.
const QUOTES: [char; 7] = ['“', '”', '‘', '’', '\'', '"', '＂'];

/// Reads a cell; `None` where it does not matter.
pub(super) fn cell(
    fact: &Fact,
    text: &str,
    vocabulary: &Vocabulary,
    names: &mut Names,
) -> Result<Option<Cell>, Complaint> {
    let text = text.trim();
    if ANY.contains(&text.to_lowercase().as_str()) {
        return Ok(None);
    }
    unquoted(text)?;
    match fact.kind() {
        FactKind::Words => words(fact, text, vocabulary).map(Cell::Words),
        FactKind::Names => zone_names(fact, text, names).map(Cell::Words),
        FactKind::Number(quantity) => range(text, &|text| number(text, quantity)).map(Cell::Number),
        FactKind::Date => range(text, &date).map(Cell::Date),
    }
    .map(Some)
}

/// Refuses quotation marks around a text.
pub(super) fn unquoted(text: &str) -> Result<(), Complaint> {
    if text.starts_with(QUOTES) || text.ends_with(QUOTES) {
        let bare = text.trim_matches(QUOTES);
        return Err((format!("quotation marks around {bare}"), Some(format!("write {bare} without them"))));
    }
    Ok(())
}

/// Takes the negation off a list, and its words apart.
fn list<'t>(text: &'t str, is_known: &dyn Fn(&str) -> bool) -> Result<(bool, Vec<&'t str>), Complaint> {
    let first = text.split(['|', '｜', '、']).next().unwrap_or(text).trim();
    // 非金属 is an industry, not the negation of 金属.
    let negated = text.strip_prefix(['!', '！']).or_else(|| text.strip_prefix('非').filter(|_| !is_known(first)));
    let (is_negated, rest) = negated.map_or((false, text), |rest| (true, rest.trim_start()));
    let items: Vec<&str> = rest.split(['|', '｜', '、']).map(str::trim).collect();
    for item in &items {
        if item.is_empty() {
            return Err((
                "an empty place in the list".to_owned(),
                Some("write a|b without a sign at its end".to_owned()),
            ));
        }
        if let Some(bare) = item.strip_prefix(['!', '！']) {
            let hint =
                format!("a ! at the beginning of the cell negates the whole list: !{bare}|…; else make two rows");
            return Err((format!("\"{item}\": a ! inside of a list"), Some(hint)));
        }
    }
    Ok((is_negated, items))
}

fn word_cell(fact: &Fact, is_negated: bool, items: Vec<Item>) -> WordCell {
    let mut kept: Vec<Item> = Vec::with_capacity(items.len());
    for item in items {
        if !kept.contains(&item) {
            kept.push(item);
        }
    }
    let mut terms: Vec<Term> = kept.iter().flat_map(|item| item.terms.iter().copied()).collect();
    terms.sort_unstable();
    terms.dedup();
    WordCell { is_negated, items: kept, terms, holds_together: fact.holds_together() }
}

fn words(fact: &Fact, text: &str, vocabulary: &Vocabulary) -> Result<WordCell, Complaint> {
    let (is_negated, items) = list(text, &|word| vocabulary.term(fact, word).is_some())?;
    let items: Result<Vec<Item>, Complaint> = items.into_iter().map(|item| word(fact, item, vocabulary)).collect();
    Ok(word_cell(fact, is_negated, items?))
}

fn word(fact: &Fact, text: &str, vocabulary: &Vocabulary) -> Result<Item, Complaint> {
    if let Some(group) = text.strip_prefix(['@', '＠']) {
        return match vocabulary.group(fact, group) {
            Some((name, terms)) => Ok(Item { word: format!("@{name}"), terms: terms.to_vec() }),
            None => Err(unknown_group(fact, group, vocabulary)),
        };
    }
    if let Some(term) = vocabulary.term(fact, text) {
        return Ok(Item { word: vocabulary.term_word(fact, term).to_owned(), terms: vec![term] });
    }
    if let Some((name, terms)) = vocabulary.group(fact, text).filter(|(name, _)| matches!(*name, "yes" | "是")) {
        return Ok(Item { word: name.to_owned(), terms: terms.to_vec() });
    }
    if text.contains(['&', '＆']) {
        let hint = "a|b means one of them; what must hold together stands in columns of its own".to_owned();
        return Err((format!("\"{text}\": & stands between numbers only"), Some(hint)));
    }
    let first = text.chars().next().map_or(' ', half_width);
    if first.is_ascii_digit() || matches!(first, '<' | '>' | '=' | '≥' | '≤' | '.') {
        return Err((format!("\"{text}\": a word is wanted here, not a number"), Some(some_words(fact, vocabulary))));
    }
    let read = vocabulary.words(fact, text);
    let hint = if read.unknown.is_empty() && !read.terms.is_empty() {
        let words: Vec<&str> = read.terms.iter().map(|term| vocabulary.term_word(fact, *term)).collect();
        Some(format!("it means several: write {}", words.join("|")))
    } else {
        match vocabulary.nearest(fact, text) {
            Some(nearest) => Some(format!("did you mean \"{nearest}\"?")),
            None => Some(some_words(fact, vocabulary)),
        }
    };
    Err((format!("unknown word \"{text}\""), hint))
}

/// The words of a fact, where there are few.
fn some_words(fact: &Fact, vocabulary: &Vocabulary) -> String {
    let words: Vec<&str> = vocabulary.terms(fact).map(|(_, word)| word).collect();
    let hint =
        if words.len() <= 20 { format!("one of {}", words.join(", ")) } else { "a word of the vocabulary".to_owned() };
    hint + "; a plan may name a vocabulary with more"
}

fn unknown_group(fact: &Fact, group: &str, vocabulary: &Vocabulary) -> Complaint {
    let names: Vec<&str> = vocabulary.groups(fact).map(|(name, _)| name).collect();
    let elsewhere = Fact::fixed().find(|other| vocabulary.group(other, group).is_some());
    let hint = match (crate::suggest::nearest(&word_key(group), names.iter().copied()), elsewhere) {
        (Some(nearest), _) => format!("did you mean \"@{nearest}\"?"),
        (None, Some(other)) => format!("it is a group of {}", other.name()),
        (None, None) if names.is_empty() => format!("{} has no groups", fact.name()),
        (None, None) => format!("one of @{}", names.join(", @")),
    };
    (format!("unknown group @{group}"), Some(hint))
}

fn zone_names(fact: &Fact, text: &str, names: &mut Names) -> Result<WordCell, Complaint> {
    let (is_negated, items) = list(text, &|_| false)?;
    let mut found = Vec::new();
    for item in items {
        if item.starts_with(['@', '＠']) {
            return Err((
                format!("unknown group {item}"),
                Some(format!("{} is matched by names of zones", fact.name())),
            ));
        }
        if names.count(fact) >= MOST_NAMES {
            return Err((format!("more than {MOST_NAMES} names"), None));
        }
        let is_none = matches!(word_key(item).as_str(), "none" | "无");
        let (word, term) = if is_none { ("none", Term::NONE) } else { (item, names.enter(fact, item)) };
        found.push(Item { word: word.to_owned(), terms: vec![term] });
    }
    Ok(word_cell(fact, is_negated, found))
}

/// The value of a bound.
enum Value {
    Number(f64),
    Days(Date, Date),
    Today,
}

/// Reads a value; gives it, and how it is printed.
type ReadValue<'v> = dyn Fn(&str) -> Result<(Value, String), Complaint> + 'v;

fn range(text: &str, value: &ReadValue<'_>) -> Result<RangeCell, Complaint> {
    let text: String = text.chars().map(half_width).filter(|sign| !sign.is_whitespace()).collect();
    let text = text.replace('≥', ">=").replace('≤', "<=").replace('且', "&");
    if text.starts_with('!') {
        return Err((
            "a number or a day cannot be negated".to_owned(),
            Some("turn the bound round: >=5 for !<5".to_owned()),
        ));
    }
    if text.contains(['|', '、']) {
        return Err((
            "a column of numbers or days takes one range".to_owned(),
            Some("make one row for each".to_owned()),
        ));
    }
    let parts: Vec<&str> = text.split('&').filter(|part| !part.is_empty()).collect();
    if parts.is_empty() || parts.len() > 2 {
        return Err((format!("\"{text}\": one or two bounds are wanted"), Some("write >=1&<5".to_owned())));
    }
    let mut cell = RangeCell::everything();
    for part in parts {
        let signs =
            [(">=", ">="), ("<=", "<="), ("=>", ">="), ("=<", "<="), ("==", "="), (">", ">"), ("<", "<"), ("=", "=")];
        let found = signs.into_iter().find_map(|(written, sign)| Some((sign, part.strip_prefix(written)?)));
        let Some((sign, rest)) = found else {
            // Whether the rest can be read comes first: a word in a column of numbers is the greater slip.
            let (_, shown) = value(part)?;
            let hint = format!(
                "write >={shown} or <{shown}; for one value >={shown}&<={shown}, since Excel takes a leading = away"
            );
            return Err((format!("\"{part}\": no <, <=, =, >= or > in front"), Some(hint)));
        };
        let (value, shown) = value(rest)?;
        match value {
            Value::Number(number) => cell.and_number(sign, number),
            Value::Days(first, last) => cell.and_days(sign, first, last),
            Value::Today => cell.needs_today = true,
        }
        cell.bounds.push(Bound { sign, value: shown });
    }
    Ok(cell)
}

fn number(text: &str, quantity: Quantity) -> Result<(Value, String), Complaint> {
    let text = text.to_lowercase();
    // Square kilometres and mu by definition: 100 ha, and 15 mu to the hectare.
    let units: &[(&str, f64, f64)] = match quantity {
        Quantity::PerCent => &[("%", 1.0, 1.0)],
        Quantity::Metres => {
            &[("km", 1000.0, 1.0), ("公里", 1000.0, 1.0), ("千米", 1000.0, 1.0), ("m", 1.0, 1.0), ("米", 1.0, 1.0)]
        }
        Quantity::Hectares => &[
            ("ha", 1.0, 1.0),
            ("公顷", 1.0, 1.0),
            ("km2", 100.0, 1.0),
            ("km²", 100.0, 1.0),
            ("平方公里", 100.0, 1.0),
            ("平方千米", 100.0, 1.0),
            ("mu", 1.0, 15.0),
            ("亩", 1.0, 15.0),
        ],
    };
    let found = units.iter().find_map(|(unit, times, by)| Some((text.strip_suffix(unit)?, *times, *by)));
    let (digits, times, by) = found.unwrap_or((&text, 1.0, 1.0));
    let is_plain = !digits.is_empty()
        && digits.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-' | b'+' | b'e'));
    match digits.parse::<f64>() {
        Ok(number) if is_plain && number.is_finite() => {
            let number = number * times / by;
            Ok((Value::Number(number), number.to_string()))
        }
        _ => {
            let units: Vec<&str> = units.iter().map(|(unit, ..)| *unit).collect();
            let hint = format!("write a bound such as >=0.5, with a unit or without: {}", units.join(", "));
            Err((format!("\"{text}\" is no number"), Some(hint)))
        }
    }
}

fn date(text: &str) -> Result<(Value, String), Complaint> {
    if matches!(text, TODAY | "@今天" | "@今日") {
        return Ok((Value::Today, TODAY.to_owned()));
    }
    let Some((first, last)) = Date::parse_span(text) else { return Err(no_date(text)) };
    let shown = if first == last {
        first.to_string()
    } else if first.month() == last.month() {
        format!("{:04}-{:02}", first.year(), first.month())
    } else {
        format!("{:04}", first.year())
    };
    Ok((Value::Days(first, last), shown))
}

/// What is said of a text that is no date.
pub(super) fn no_date(text: &str) -> Complaint {
    let is_serial = text.len() == 5 && text.bytes().all(|byte| byte.is_ascii_digit());
    let hint = if is_serial {
        "it looks like Excel's number of a day: give the cell the format of a date"
    } else {
        "write it as 2019-12-01"
    };
    (format!("\"{text}\" is no date"), Some(hint.to_owned()))
}
