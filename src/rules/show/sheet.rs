//! What is shown, before it takes a form.

use super::words::conditions;
use crate::domain::{Date, Verdict};
use crate::error::Error;
use crate::rules::{Pack, Rule, RuleBook, Selection, Vocabulary, Why};

/// Everything that is shown.
pub(super) struct Sheet {
    pub(super) files: Vec<String>,
    pub(super) as_of: Date,
    pub(super) packs: Vec<PackSheet>,
}

pub(super) struct PackSheet {
    pub(super) id: String,
    pub(super) kind: &'static str,
    /// Rows of law that nobody compared with its text.
    pub(super) unverified: Vec<String>,
    /// What it means to decide: one list of conditions for each scope row.
    pub(super) scopes: Vec<Vec<String>>,
    /// Reading, choices, the default, and what is in use.
    pub(super) readings: Vec<ReadingSheet>,
    pub(super) topics: Vec<(String, Vec<RuleSheet>)>,
}

pub(super) struct ReadingSheet {
    pub(super) name: String,
    pub(super) choices: Vec<String>,
    pub(super) default: String,
    pub(super) in_use: String,
}

pub(super) struct RuleSheet {
    pub(super) id: String,
    pub(super) row: usize,
    pub(super) title: String,
    pub(super) conditions: Vec<String>,
    pub(super) verdict: Verdict,
    pub(super) flags: bool,
    /// Action, sets, overrides, reason, notes: a label and a text each.
    pub(super) follows: Vec<(&'static str, String)>,
    pub(super) source: Vec<String>,
    pub(super) validity: String,
    /// Why it does not hold on the day, or under the readings in use.
    pub(super) out_of_force: Option<String>,
}

impl Sheet {
    pub(super) fn new(book: &RuleBook, vocabulary: &Vocabulary, selection: &Selection) -> Result<Self, Error> {
        let in_force = book.in_force(selection)?;
        let readings = |pack: &Pack| {
            let is_of_pack = |name: &str| {
                let mut rules = book.rules.iter().filter(|rule| rule.pack == pack.id);
                rules.any(|rule| rule.reading.as_ref().is_some_and(|(of, _)| of == name))
            };
            let reading = |reading: &crate::rules::Reading| {
                let in_use = in_force.readings.iter().find(|one| one.name == reading.name);
                ReadingSheet {
                    name: reading.name.clone(),
                    choices: reading.choices.clone(),
                    default: reading.default.clone(),
                    in_use: in_use.map_or_else(String::new, |one| one.choices.join(", ")),
                }
            };
            book.readings.iter().filter(|one| is_of_pack(&one.name)).map(reading).collect()
        };
        let out = |rule: &Rule| {
            let out = in_force.left_out.iter().find(|out| out.id == rule.id)?;
            Some(match &out.why {
                Why::NotYet(day) => format!("not in force before {day} 尚未生效"),
                Why::NoLonger(day) => format!("not in force after {day} 已失效"),
                Why::Reading { name, choice } => format!("holds under {name}={choice} only 仅在此解读下适用"),
            })
        };
        let pack = |pack: &Pack| {
            let mut topics: Vec<(String, Vec<RuleSheet>)> = Vec::new();
            for rule in book.rules.iter().filter(|rule| rule.pack == pack.id) {
                let sheet = rule_sheet(rule, vocabulary, out(rule));
                match topics.iter_mut().find(|(topic, _)| *topic == rule.topic) {
                    Some((_, rules)) => rules.push(sheet),
                    None => topics.push((rule.topic.clone(), vec![sheet])),
                }
            }
            PackSheet {
                id: pack.id.clone(),
                kind: pack.kind.word(),
                unverified: if pack.is_unverified { pack.unverified_rules.clone() } else { Vec::new() },
                scopes: pack.scopes.iter().map(|scope| conditions(scope, vocabulary)).collect(),
                readings: readings(pack),
                topics,
            }
        };
        Ok(Self { files: book.files.clone(), as_of: selection.as_of, packs: book.packs.iter().map(pack).collect() })
    }
}

fn rule_sheet(rule: &Rule, vocabulary: &Vocabulary, out_of_force: Option<String>) -> RuleSheet {
    let both = |one: &Option<String>, other: &Option<String>| {
        [one, other].into_iter().flatten().map(String::as_str).collect::<Vec<_>>().join(" ")
    };
    let sets: Vec<String> = rule.sets.iter().map(|(name, value)| format!("{name} = {value}")).collect();
    let overrides = rule.overrides.join(", ");
    let follows = [
        ("action 措施", both(&rule.action, &rule.action_zh)),
        ("sets 赋值", sets.join(", ")),
        ("overrides 优先于", overrides),
        ("reason 理由", rule.reason.clone().unwrap_or_default()),
        ("note 备注", both(&rule.note, &rule.note_zh)),
    ];
    let quote = rule.quote.as_ref().map(|quote| format!("“{quote}”"));
    let citation: Vec<&str> = [&rule.doc, &rule.section].into_iter().flatten().map(String::as_str).collect();
    let verified = rule.verified_by.as_ref().map(|by| {
        let on = rule.verified_on.map(|day| format!(", {day}")).unwrap_or_default();
        format!("verified by 核对 {by}{on}")
    });
    let citation = (!citation.is_empty()).then(|| citation.join(", "));
    let validity = match (rule.effective_from, rule.effective_to) {
        (None, None) => String::new(),
        (Some(from), None) => format!("from {from} 起"),
        (None, Some(to)) => format!("until {to} 止"),
        (Some(from), Some(to)) => format!("{from} – {to}"),
    };
    RuleSheet {
        id: rule.id.clone(),
        row: rule.place.row,
        title: rule.title.clone().unwrap_or_default(),
        conditions: conditions(&rule.cells, vocabulary),
        verdict: rule.verdict,
        flags: rule.flag,
        follows: follows.into_iter().filter(|(_, text)| !text.is_empty()).collect(),
        source: [citation, quote, verified].into_iter().flatten().collect(),
        validity,
        out_of_force,
    }
}

/// A verdict in both languages, with its flag.
pub(super) fn verdict(rule: &RuleSheet) -> String {
    let flag = if rule.flags { ", flagged 标记" } else { "" };
    format!("{} {}{flag}", rule.verdict.word(), rule.verdict.chinese())
}

/// The verdicts, strictest first.
pub(super) fn strictness() -> String {
    let mut verdicts = Verdict::ALL;
    verdicts.sort_by(|one, other| other.cmp(one));
    verdicts.map(|verdict| format!("{} {}", verdict.word(), verdict.chinese())).join(" > ")
}

/// What every reader of a table has to know.
pub(super) const HOW: [&str; 3] = [
    "All rules that fire are cited; the strictest verdict wins, whatever the order of rows. 所有命中的规则均列出，取最严判定，与行序无关。",
    "A rule that misses a fact stays open: if it is stricter than all that fire, the verdict is review. \
     缺少信息的规则悬而未决：若其判定更严，则结果为待核。",
    "Where no rule fires, the verdict is review, never allowed. 没有规则命中时为待核，绝不视为允许。",
];

/// How a reading is chosen.
pub(super) fn reading(reading: &ReadingSheet) -> String {
    format!(
        "{}: {} (default 默认 {}; in use 现用 {}); choose 选择: --reading {}=CHOICE, or {}=all",
        reading.name,
        reading.choices.join(" | "),
        reading.default,
        reading.in_use,
        reading.name,
        reading.name
    )
}

/// The banner of a pack with rows of law that nobody verified.
pub(super) fn banner(pack: &PackSheet) -> Option<String> {
    let count = pack.unverified.len();
    (count > 0).then(|| {
        format!(
            "UNVERIFIED 未核实: {count} rows of law have not been compared with its text 条法规规则未与原文核对: {}",
            pack.unverified.join(", ")
        )
    })
}
