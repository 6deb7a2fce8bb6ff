//! What mines state of themselves, gathered for counting: mineral, scale, right, state and validity.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::words::Words;
use crate::clock;
use crate::domain::{Date, Field, Mine, Report, plain_text};
use crate::plan::Plan;

/// Sizes from large to tiny, in the words of sources.
const SCALES: [&str; 14] =
    ["特大型", "超大型", "large", "大型", "大", "medium", "中型", "中", "small", "小型", "小", "tiny", "小矿", "零星"];

/// Whether a licence is valid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Validity {
    /// Its last day has not passed.
    Valid,
    /// Its last day has passed.
    Expired,
    /// Something stands there that is no day.
    NotUnderstood,
    /// No field, or no value.
    NotStated,
}

impl Validity {
    pub(super) fn title(self) -> &'static str {
        match self {
            Self::Valid => "有效 valid",
            Self::Expired => "已过期 expired",
            Self::NotUnderstood => "无法识别 not understood",
            Self::NotStated => NOT_STATED,
        }
    }
}

/// What stands where a mine states nothing.
pub(super) const NOT_STATED: &str = "未填 not stated";

/// The values of one field over all mines.
#[derive(Clone, Debug, Default)]
pub(super) struct Stated {
    /// For each mine the position of its value in `values`; `None` where it states nothing.
    pub(super) of_mines: Vec<Option<usize>>,
    /// Each value once, in the order of the columns and rows that they make, as people read it.
    pub(super) values: Vec<String>,
}

/// All that is counted.
pub(super) struct Statements {
    pub(super) mineral: Stated,
    pub(super) scale: Stated,
    pub(super) right: Stated,
    pub(super) status: Stated,
    pub(super) validity: Vec<Validity>,
    /// The names of the mines.
    pub(super) names: Vec<Option<String>>,
}

/// How the values of a field are put in order.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Order {
    /// Those that most mines state first, then by text.
    Frequent,
    /// From large to tiny, then by text.
    Size,
}

/// A field that is gathered, with its text for each mine in its own words, and the Chinese words beside.
#[derive(Default)]
struct Gathered {
    field: Option<String>,
    chinese_field: Option<String>,
    texts: Vec<Option<String>>,
    chinese: BTreeMap<String, String>,
}

impl Gathered {
    /// `mineral_zh` says in Chinese what `mineral` says.
    fn new(field: Option<&String>, fields: &[Field]) -> Self {
        let beside = |field: &String| {
            let names = [format!("{field}_zh"), format!("{field}_cn")];
            let found = fields.iter().find(|other| names.contains(&other.name.to_lowercase()));
            found.map(|field| field.name.clone())
        };
        Self { field: field.cloned(), chinese_field: field.and_then(beside), ..Self::default() }
    }

    /// Values that people read alike are one: 石膏 is `gypsum` in one source and `plaster` in another.
    fn stated(self, words: &Words, order: Order) -> Stated {
        let size = |text: &str| SCALES.iter().position(|known| *known == text.to_lowercase()).unwrap_or(SCALES.len());
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for text in self.texts.iter().flatten() {
            *counts.entry(text).or_default() += 1;
        }
        let told: BTreeMap<&str, String> = counts
            .keys()
            .map(|text| (*text, words.stated(text, self.chinese.get(*text).map(String::as_str))))
            .collect();
        // For each text that people read: how many mines state it, and the largest size that it means.
        let mut found: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
        for (text, count) in &counts {
            let entry = found.entry(&told[text]).or_insert((0, SCALES.len()));
            *entry = (entry.0 + count, entry.1.min(size(text)));
        }
        let mut sorted: Vec<(&str, (usize, usize))> = found.into_iter().collect();
        sorted.sort_by_key(|(_, (count, size))| match order {
            Order::Frequent => Reverse(*count),
            Order::Size => Reverse(SCALES.len() - size),
        });
        let places: BTreeMap<&str, usize> = sorted.iter().enumerate().map(|(at, (told, _))| (*told, at)).collect();
        let place = |text: &String| places.get(told.get(text.as_str())?.as_str()).copied();
        Stated {
            of_mines: self.texts.iter().map(|text| text.as_ref().and_then(place)).collect(),
            values: sorted.iter().map(|(told, _)| (*told).to_owned()).collect(),
        }
    }
}

impl Statements {
    pub(super) fn of(report: &Report<'_>, plan: &Plan, words: &Words) -> Self {
        let fields = &report.layer.fields;
        let known = &report.mine_fields;
        let stated = plan.mines.fields.statements.iter().find(|(fact, _)| *fact == "expires");
        let usual = || fields.iter().find(|field| field.name.eq_ignore_ascii_case("expires"));
        let expires = stated.map(|(_, field)| field.clone()).or_else(|| usual().map(|field| field.name.clone()));
        let wanted =
            [&known.mineral, &known.scale, &known.right, &known.status, &known.name, &expires].map(Option::as_ref);
        let mut gathered = wanted.map(|field| Gathered::new(field, fields));
        for mine in &report.layer.mines {
            gather(mine, &mut gathered);
        }
        let day = report.rulings.as_ref().map_or_else(clock::today, |rulings| rulings.as_of);
        let [mineral, scale, right, status, called, expires] = gathered;
        let names = called.texts.iter().map(|text| {
            text.as_ref().map(|text| words.language.choose(called.chinese.get(text).unwrap_or(text), text).into_owned())
        });
        Self {
            names: names.collect(),
            validity: expires.texts.iter().map(|text| validity(text.as_deref(), day)).collect(),
            mineral: mineral.stated(words, Order::Frequent),
            scale: scale.stated(words, Order::Size),
            right: right.stated(words, Order::Frequent),
            status: status.stated(words, Order::Frequent),
        }
    }
}

/// A month or a year counts to its last day.
fn validity(text: Option<&str>, day: Date) -> Validity {
    match text.map(Date::parse_span) {
        None => Validity::NotStated,
        Some(None) => Validity::NotUnderstood,
        Some(Some((_, last))) if last >= day => Validity::Valid,
        Some(Some(_)) => Validity::Expired,
    }
}

/// Reads the attributes of a mine once for all fields.
fn gather(mine: &Mine<'_>, gathered: &mut [Gathered]) {
    let mut found: Vec<(Option<String>, Option<String>)> = vec![(None, None); gathered.len()];
    mine.attributes.for_each(|_, name, json| {
        for (fields, found) in gathered.iter().zip(&mut found) {
            if fields.field.as_deref() == Some(name) {
                found.0 = words_of(json);
            }
            if fields.chinese_field.as_deref() == Some(name) {
                found.1 = words_of(json);
            }
        }
    });
    for (fields, (text, chinese)) in gathered.iter_mut().zip(found) {
        if let (Some(text), Some(chinese)) = (&text, chinese) {
            fields.chinese.entry(text.clone()).or_insert(chinese);
        }
        fields.texts.push(text);
    }
}

/// As a person would write it; `None` when it is null or blank.
fn words_of(json: &str) -> Option<String> {
    let words = plain_text(json);
    let words = words.trim();
    (!words.is_empty() && words != "null").then(|| words.to_owned())
}

#[cfg(test)]
mod tests {
    use super::{Validity, validity};
    use crate::domain::Date;

    #[test]
    fn a_licence_is_valid_to_its_last_day() {
        let day = Date::new(2026, 5, 31).unwrap();
        for (text, expected) in [
            (Some("2026-05-31"), Validity::Valid),
            (Some("2026-05-30"), Validity::Expired),
            (Some("2026-05"), Validity::Valid),
            (Some("2025"), Validity::Expired),
            (Some("长期"), Validity::NotUnderstood),
            (None, Validity::NotStated),
        ] {
            assert_eq!(validity(text, day), expected, "{text:?}");
        }
    }
}
