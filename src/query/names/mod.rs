//! Zones by name: Chinese, English or pinyin, any spelling, or by id (docs/decisions/0017).
//!
//! What fits best counts, in this order: the text as it is; the same but for case, width, blanks and tone marks; the same without words such
//! as 地区 or Prefecture; the same in pinyin. Several zones of one kind and one name are one zone in parts; anything else that fits equally
//! well is an error which names them.

mod fold;
mod pinyin;

use crate::domain::{Report, Zone, ZoneKind};
use crate::error::Error;
use crate::query::zones::each;
use crate::suggest;

use fold::{bare, folded};
use pinyin::pinyin;

/// So many zones are listed in a message.
const LISTED: usize = 8;

/// Words for kinds of zones, beside those of plans.
const KIND_WORDS: [(&str, ZoneKind); 10] = [
    ("地州", ZoneKind::Prefecture),
    ("政区", ZoneKind::Prefecture),
    ("成矿带", ZoneKind::Belt),
    ("红线", ZoneKind::Redline),
    ("区位", ZoneKind::Position),
    ("功能区", ZoneKind::Function),
    ("county", ZoneKind::Prefecture),
    ("unit", ZoneKind::Prefecture),
    ("units", ZoneKind::Prefecture),
    ("red line", ZoneKind::Redline),
];

/// A zone: its kind and its index among the zones of the kind.
pub(super) type ZoneAt = (ZoneKind, u32);

/// All names of a zone: that of the plan's field, and of fields that are called like names.
pub(super) fn of_zone(zone: &Zone<'_>) -> Vec<String> {
    let mut names = vec![zone.name.clone()];
    zone.attributes.for_each(|_, field, json| {
        let lower = field.to_lowercase();
        let is_name = lower == "name"
            || lower.starts_with("name_")
            || lower.ends_with("_name")
            || field.contains("名称")
            || field.ends_with('名');
        if let (true, true) = (is_name, json.starts_with('"')) {
            let name = crate::domain::plain_text(json).trim().to_owned();
            if !name.is_empty() && !names.contains(&name) {
                names.push(name);
            }
        }
    });
    names
}

/// Ids and codes of a zone.
fn codes(zone: &Zone<'_>) -> Vec<String> {
    let mut codes: Vec<String> = zone.id.iter().cloned().collect();
    for field in ["id", "adcode", "code", "编号", "代码"] {
        codes.extend(zone.attributes.words(field).filter(|code| !codes.contains(code)).into_iter().collect::<Vec<_>>());
    }
    codes
}

/// How well a name fits, best first; `None`: not at all.
fn rank(wanted: &Wanted, name: &str) -> Option<u8> {
    if name == wanted.text {
        return Some(0);
    }
    let folded_name = folded(name);
    if folded_name == wanted.folded {
        return Some(1);
    }
    let bare_name = bare(name);
    if bare_name == wanted.bare {
        return Some(2);
    }
    // Other characters of the same sound are another name, and are told as a near one; 克州 is Kezhou, though.
    if wanted.has_characters && pinyin(name).is_some() {
        return None;
    }
    let in_latin = |text: &str| pinyin(text).map_or_else(|| text.to_owned(), |latin| folded(&latin));
    let fits = |name: &str| {
        let latin = in_latin(name);
        latin == wanted.latin || latin == wanted.bare_latin
    };
    // 喀什地区 is asked for as kashi or as kashidiqu.
    (fits(&bare_name) || fits(&folded_name)).then_some(3)
}

struct Wanted {
    text: String,
    folded: String,
    bare: String,
    latin: String,
    bare_latin: String,
    /// Whether it holds Chinese characters.
    has_characters: bool,
}

impl Wanted {
    fn new(text: &str) -> Self {
        let (folded, bare) = (folded(text), bare(text));
        let in_latin = |text: &str| pinyin(text).map_or_else(|| text.to_owned(), |latin| fold::folded(&latin));
        let (latin, bare_latin) = (in_latin(&folded), in_latin(&bare));
        let has_characters = pinyin(text).is_some();
        Self { text: text.to_owned(), latin, bare_latin, folded, bare, has_characters }
    }
}

/// The zones that a text means.
///
/// # Errors
/// [`Error::Usage`] where none has such a name, with the nearest, and where several have.
pub(super) fn find(report: &Report<'_>, text: &str) -> Result<Vec<ZoneAt>, Error> {
    let text = text.trim();
    let whole = best(report, None, text);
    if !whole.is_empty() {
        return one_of(report, text, whole);
    }
    if let Some((kind, name)) =
        text.split_once([':', '：']).and_then(|(word, name)| Some((kind_of(word)?, name.trim())))
    {
        let found = best(report, Some(kind), name);
        return if found.is_empty() { Err(unknown(report, Some(kind), name)) } else { one_of(report, text, found) };
    }
    Err(unknown(report, None, text))
}

fn kind_of(word: &str) -> Option<ZoneKind> {
    let word = word.trim().to_lowercase();
    let stated = ZoneKind::ALL.into_iter().find(|kind| word == kind.word() || word == kind.layer_name());
    stated.or_else(|| KIND_WORDS.iter().find(|(known, _)| *known == word).map(|(_, kind)| *kind))
}

fn best(report: &Report<'_>, kind: Option<ZoneKind>, text: &str) -> Vec<ZoneAt> {
    let wanted = Wanted::new(text);
    if wanted.folded.is_empty() {
        return Vec::new();
    }
    let mut found: Vec<(u8, ZoneAt)> = Vec::new();
    for (of, at, zone) in each(report).filter(|(of, _, _)| kind.is_none_or(|kind| kind == *of)) {
        let by_code = codes(zone).iter().any(|code| folded(code) == wanted.folded).then_some(0);
        let by_name = of_zone(zone).iter().filter_map(|name| rank(&wanted, name)).min();
        found.extend(by_code.into_iter().chain(by_name).min().map(|rank| (rank, (of, at))));
    }
    let least = found.iter().map(|(rank, _)| *rank).min();
    found.into_iter().filter(|(rank, _)| Some(*rank) == least).map(|(_, zone)| zone).collect()
}

fn zone<'r, 'a>(report: &'r Report<'a>, (kind, at): ZoneAt) -> Option<&'r Zone<'a>> {
    report.zones(kind)?.zone(at)
}

fn one_of(report: &Report<'_>, text: &str, found: Vec<ZoneAt>) -> Result<Vec<ZoneAt>, Error> {
    let called = |&at: &ZoneAt| (at.0, zone(report, at).map(|zone| zone.name.as_str()));
    let first = found.first().map(called);
    if found.iter().all(|at| Some(called(at)) == first) {
        return Ok(found);
    }
    let example = found.first().map(|at| words(report, *at)).unwrap_or_default();
    Err(Error::Usage {
        problem: format!("\"{text}\" may mean {} zones: {}", found.len(), listed(report, &found)),
        hint: Some(format!("say which: --zone '{example}'")),
    })
}

/// `kind:name`.
fn words(report: &Report<'_>, at: ZoneAt) -> String {
    zone(report, at).map(|zone| format!("{}:{}", at.0, zone.name)).unwrap_or_default()
}

fn listed(report: &Report<'_>, zones: &[ZoneAt]) -> String {
    let shown: Vec<String> = zones
        .iter()
        .take(LISTED)
        .map(|&at| {
            let zone = zone(report, at);
            let others: Vec<String> = zone.map(of_zone).unwrap_or_default().into_iter().skip(1).collect();
            let others = if others.is_empty() { String::new() } else { format!(" ({})", others.join(", ")) };
            format!("{}{others}", words(report, at))
        })
        .collect();
    let more = zones.len().saturating_sub(LISTED);
    if more > 0 { format!("{} and {more} more", shown.join("; ")) } else { shown.join("; ") }
}

fn unknown(report: &Report<'_>, kind: Option<ZoneKind>, text: &str) -> Error {
    let wanted = Wanted::new(text);
    let letters = |text: &str| text.chars().collect::<Vec<char>>();
    let mut near: Vec<(usize, ZoneAt)> = Vec::new();
    for (of, at, zone) in each(report).filter(|(of, _, _)| kind.is_none_or(|kind| kind == *of)) {
        let distance = |name: &String| {
            let bare = bare(name);
            let latin = pinyin(&bare).map(|latin| folded(&latin));
            let limit = (wanted.bare.chars().count() / 2).max(1);
            let holds =
                !wanted.bare.is_empty() && (bare.contains(&wanted.bare) || folded(name).contains(&wanted.folded));
            let pairs = [(Some(&bare), &wanted.bare), (latin.as_ref(), &wanted.bare_latin)];
            let apart = pairs
                .into_iter()
                .filter_map(|(name, wanted)| suggest::distance(&letters(wanted), &letters(name?), limit));
            apart.chain(holds.then_some(1)).min()
        };
        near.extend(of_zone(zone).iter().filter_map(distance).min().map(|distance| (distance, (of, at))));
    }
    near.sort_by_key(|(distance, _)| *distance);
    near.truncate(LISTED);
    let near: Vec<ZoneAt> = near.into_iter().map(|(_, at)| at).collect();
    let all: Vec<ZoneAt> =
        each(report).filter(|(of, _, _)| kind.is_none_or(|kind| kind == *of)).map(|(of, at, _)| (of, at)).collect();
    let hint = match (near.is_empty(), all.is_empty()) {
        (false, _) => format!("did you mean {}?", listed(report, &near)),
        (true, false) => format!("the zones are {}", listed(report, &all)),
        (true, true) => "there are no such zones: oreline query PLAN --list zones".to_owned(),
    };
    let of_kind = kind.map_or(String::new(), |kind| format!(" among the {}", kind.layer_name()));
    Error::Usage { problem: format!("no zone \"{text}\"{of_kind}"), hint: Some(hint) }
}
