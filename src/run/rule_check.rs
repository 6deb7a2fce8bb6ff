//! `oreline rules check`: tables examined, with the layers of a plan where one is named.

use serde_json::{Value, json};

use super::{Found, RuleQuestion, RuleSet, Stage, find};
use crate::domain::{RuleProblem, ZoneKind};
use crate::error::{Error, ExitStatus};
use crate::plan::Plan;
use crate::rules::{Cell, Examination, Fact, FactKind, FindingCode, Rule, RuleFinding, Selection, Term, examine};

/// What an examination of tables came to.
#[derive(Debug)]
pub enum RuleCheck {
    /// Tables that cannot be used: everything that is wrong in their cells.
    Unreadable(Vec<RuleProblem>),
    /// Tables that can be.
    Examined(Box<Examination>),
}

impl RuleCheck {
    /// For people.
    #[must_use]
    pub fn to_text(&self) -> String {
        match self {
            Self::Examined(examination) => examination.to_text(),
            Self::Unreadable(problems) => {
                let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
                let count = problems.len();
                let plural = if count == 1 { "" } else { "s" };
                format!(
                    "{}\n\n{count} problem{plural}: the tables cannot be used before they are mended",
                    lines.join("\n")
                )
            }
        }
    }

    /// One JSON object.
    #[must_use]
    pub fn to_json(&self) -> String {
        let problem = |problem: &RuleProblem| -> Value {
            json!({
                "file": problem.path, "row": problem.row, "column": problem.column, "problem": problem.problem,
                "remedy": problem.hint,
            })
        };
        match self {
            Self::Examined(examination) => examination.to_json(),
            Self::Unreadable(problems) => json!({
                "schema_version": 1,
                "unreadable": problems.iter().map(problem).collect::<Vec<_>>(),
            })
            .to_string(),
        }
    }

    /// 0 clean, 3 findings, 1 unreadable.
    #[must_use]
    pub fn exit_status(&self) -> ExitStatus {
        match self {
            Self::Unreadable(_) => ExitStatus::Failed,
            Self::Examined(examination) if examination.needs_a_person() => ExitStatus::Incomplete,
            Self::Examined(_) => ExitStatus::Complete,
        }
    }
}

/// Examines tables. With a plan the names in cells are compared with its zones and receptors, and the facts with what its
/// layers state.
///
/// # Errors
/// A file that cannot be read, a reading that no table has, a layer of the plan that cannot be used.
pub fn check_rules(
    question: &RuleQuestion,
    plan: Option<&Plan>,
    on_stage: &mut dyn FnMut(Stage),
) -> Result<RuleCheck, Error> {
    let rules = match question.load() {
        Err(Error::Rules { problems }) => return Ok(RuleCheck::Unreadable(problems)),
        loaded => loaded?,
    };
    let selection = Selection { as_of: rules.in_force.as_of, readings: question.plan()?.readings };
    let mut examination = examine(&rules.book, &rules.vocabulary, &selection)?;
    if let Some(plan) = plan {
        let mut of_all = rules.clone();
        of_all.in_force.facts = rules.book.facts();
        let found = find(plan, Some(&of_all), on_stage, |found, _| Ok(of_plan(&rules, &found)))?;
        examination.findings.extend(found);
        examination.findings.sort_by_key(|finding| finding.code.level());
    }
    Ok(RuleCheck::Examined(Box::new(examination)))
}

/// What does not fit between tables and the layers of a plan.
fn of_plan(rules: &RuleSet, found: &Found<'_>) -> Vec<RuleFinding> {
    let mut findings = Vec::new();
    for fact in rules.book.facts() {
        if let Some((code, problem, remedy)) = missing(&fact, found) {
            for pack in &rules.book.packs {
                let asking = rules
                    .book
                    .rules
                    .iter()
                    .filter(|rule| rule.pack == pack.id && rule.cells.iter().any(|(of, _)| *of == fact));
                let asking: Vec<&Rule> = asking.collect();
                if !asking.is_empty() {
                    findings.push(RuleFinding::of_rules(code, &asking, problem.clone(), remedy.clone()));
                }
            }
        } else if fact.kind() == FactKind::Names {
            findings.extend(names(&fact, rules, found));
        }
    }
    findings
}

/// Where nothing of the plan tells a fact: what is missing, and what mends it.
fn missing(fact: &Fact, found: &Found<'_>) -> Option<(FindingCode, String, String)> {
    let lacks = |kind: ZoneKind| found.zones.get(kind as usize).is_none_or(|zones| zones.zones.is_empty());
    let layer = |kind: ZoneKind| {
        let problem = format!("the plan has no {}: {} is never known", kind.layer_name(), fact.name());
        lacks(kind)
            .then(|| (FindingCode::NotStated, problem, format!("name a layer of {} in the plan", kind.layer_name())))
    };
    let stated = |is_missing: bool, remedy: &str| {
        let problem = format!("nothing in the plan states {}: rules that ask for it stay open", fact.name());
        is_missing.then(|| (FindingCode::NotStated, problem, remedy.to_owned()))
    };
    match fact {
        Fact::Fragility | Fact::Prefecture => layer(ZoneKind::Prefecture),
        Fact::Position => layer(ZoneKind::Position),
        Fact::Redline | Fact::RedlinePct | Fact::RedlineM => layer(ZoneKind::Redline),
        Fact::Belt => layer(ZoneKind::Belt),
        Fact::Function | Fact::Importance => layer(ZoneKind::Function),
        Fact::Service => layer(ZoneKind::Function).or_else(|| {
            let is_missing = found.zones[ZoneKind::Function as usize].zones.iter().all(|zone| zone.service.is_none());
            stated(is_missing, "name the field of function zones that says what they protect (service)")
        }),
        Fact::MarginM | Fact::Stable => {
            stated(found.facts.margins.is_empty(), "say by how much lines may be wrong (uncertainty)")
        }
        Fact::AreaHa => stated(found.facts.extents.is_empty(), "only mines that are polygons have an area"),
        Fact::Distance(kind) => {
            let kinds = &found.receptors.kinds;
            let is_there = kinds.iter().any(|known| known.trim().eq_ignore_ascii_case(kind));
            let known = if kinds.is_empty() { "none".to_owned() } else { kinds.join(", ") };
            let problem = format!("the plan has no receptors of the kind {kind}: {} is never known", fact.name());
            let remedy = format!("add a layer of receptors with that kind, or use a kind that is there: {known}");
            (!is_there).then_some((FindingCode::NoReceptor, problem, remedy))
        }
        _ => stated(
            found.statements.column(fact).is_none(),
            "name the field of the mines that states it (fields of the plan), or add it to the layer",
        ),
    }
}

/// Names in cells that no zone has: a finding where a cell has no other name, else a note.
fn names(fact: &Fact, rules: &RuleSet, found: &Found<'_>) -> Vec<RuleFinding> {
    let kind = match fact {
        Fact::Prefecture => ZoneKind::Prefecture,
        Fact::Belt => ZoneKind::Belt,
        _ => ZoneKind::Function,
    };
    let zones = found.zones.get(kind as usize).map_or(&[][..], |zones| &zones.zones);
    let mut there: Vec<Term> = zones
        .iter()
        .flat_map(|zone| std::iter::once(zone.name.as_str()).chain(zone.id.as_deref()))
        .map(|name| rules.book.name_term(fact, name))
        .collect();
    there.push(Term::NONE);
    let mut findings: Vec<RuleFinding> = Vec::new();
    for rule in &rules.book.rules {
        let cells = rule.cells.iter().filter(|(of, _)| of == fact);
        for cell in cells.filter_map(|(_, cell)| if let Cell::Words(cell) = cell { Some(cell) } else { None }) {
            let (met, unmet): (Vec<_>, Vec<_>) =
                cell.items.iter().partition(|item| item.terms.iter().any(|term| there.contains(term)));
            if unmet.is_empty() {
                continue;
            }
            let words: Vec<&str> = unmet.iter().map(|item| item.word.as_str()).collect();
            let code = if met.is_empty() { FindingCode::UnknownZone } else { FindingCode::UnmatchedName };
            let problem = format!("no {} of the plan is called {}", kind.word(), words.join(" or "));
            let is_same =
                |known: &&mut RuleFinding| known.code == code && known.pack == rule.pack && known.problem == problem;
            if let Some(known) = findings.iter_mut().find(is_same) {
                known.rules.push(rule.id.clone());
                known.places.push(rule.place.clone());
                continue;
            }
            let names = || zones.iter().map(|zone| zone.name.as_str());
            let remedy = words.iter().find_map(|word| nearest(word, names())).map_or_else(
                || "compare the names with those of the layer; its ids may stand in cells, too".to_owned(),
                |nearest| format!("did you mean \"{nearest}\"?"),
            );
            findings.push(RuleFinding::of_rules(code, &[rule], problem, remedy));
        }
    }
    findings
}

/// The name that begins or ends like a word, if there is one.
fn nearest<'n>(word: &str, mut names: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let word = word.to_lowercase();
    names.find(|name| {
        let name = name.to_lowercase();
        name != word && (name.starts_with(&word) || word.starts_with(&name) || name.ends_with(&word))
    })
}
