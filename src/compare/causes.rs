//! Why results of a mine changed. What the files do not tell is said to be unknown, never guessed (docs/decisions/0015).

use super::change::{Cause, CauseKind, FieldChange, Weight};
use super::fields::parts;
use super::ground::{World, Worlds, kind_of};
use super::rules::{RuleChanges, facts_of};
use super::side::{Seen, Side};
use super::zone_causes::{self, Question};
use super::zones::Links;
use crate::domain::{Zone, ZoneKind};
use crate::rules::Fact;

/// Results that follow from others.
pub(super) const DERIVED: [&str; 4] = ["flagged", "flag_basis", "verdict", "clauses"];

/// What is known of both runs.
pub(super) struct Known<'k, 'a> {
    pub(super) old: &'k Side<'a>,
    pub(super) new: &'k Side<'a>,
    /// What would be if; `None` where a file holds no zones.
    pub(super) worlds: Option<&'k Worlds<'k, 'a>>,
    /// For each kind of zones which is which.
    pub(super) links: &'k [Links],
    /// `None` where a file does not hold the rules that were in use.
    pub(super) rules: Option<&'k RuleChanges>,
    /// Settings of the runs that differ.
    pub(super) settings: &'k [FieldChange],
}

/// One mine of both runs whose results changed.
pub(super) struct Case<'c> {
    /// Its number among the mines that were joined.
    pub(super) number: usize,
    pub(super) old: &'c Seen,
    pub(super) new: &'c Seen,
    /// The results that changed.
    pub(super) changed: &'c [&'static str],
    /// The attributes that changed, those of fields that one run alone has among them.
    pub(super) attributes: &'c [FieldChange],
    /// How it moved, in words: `moved 812 m`.
    pub(super) moved: &'c str,
    /// Whether it moved beyond the tolerance.
    pub(super) has_moved: bool,
}

/// All causes of what changed for a mine.
pub(super) fn causes(known: &Known<'_, '_>, case: &Case<'_>) -> Vec<Cause> {
    let mut all = Causes::default();
    for &result in case.changed.iter().filter(|result| !DERIVED.contains(*result)) {
        let found = known.of_result(case, result);
        all.add(found, &[result]);
    }
    let derived: Vec<&'static str> = DERIVED.into_iter().filter(|result| case.changed.contains(result)).collect();
    if !derived.is_empty() {
        let mut found = known.of_derived(case);
        if found.is_empty() {
            found = known.of_settings();
        }
        if found.is_empty() {
            let text = "what the files hold of the mine, its zones and its rules does not explain it";
            found.push(Cause::new(CauseKind::Unknown, text));
        }
        all.add(found, &derived);
    }
    all.0
}

/// Causes, each once, with all that it explains.
#[derive(Default)]
struct Causes(Vec<Cause>);

impl Causes {
    fn add(&mut self, found: Vec<Cause>, explains: &[&'static str]) {
        for mut cause in found {
            cause.explains = explains.to_vec();
            let same =
                |one: &&mut Cause| one.kind == cause.kind && one.text == cause.text && one.weight == cause.weight;
            match self.0.iter_mut().find(same) {
                Some(one) => {
                    one.explains.extend(cause.explains);
                    one.explains.dedup();
                }
                None => self.0.push(cause),
            }
        }
    }
}

impl Known<'_, '_> {
    /// Why a result that zones or lists decide changed.
    fn of_result(&self, case: &Case<'_>, result: &'static str) -> Vec<Cause> {
        let Some(kind) = kind_of(result) else {
            let (old, new) = (case.old.of(result), case.new.of(result));
            let word = |value: Option<&str>| value.unwrap_or("on no list").to_owned();
            let text = format!("{} -> {}", word(old), word(new));
            let (old, new) = (old.map(str::to_owned), new.map(str::to_owned));
            return vec![Cause { old, new, ..Cause::new(CauseKind::ListChanged, text) }];
        };
        if self.worlds.is_none() {
            return vec![self.zones_are_missing()];
        }
        let found = self.by_zones(case, kind, result);
        if found.is_empty() {
            let text =
                format!("{result} is another, and by the zones of both packages it is the same: were they edited?");
            return vec![Cause::new(CauseKind::Unknown, text)];
        }
        found
    }

    fn zones_are_missing(&self) -> Cause {
        let without = [self.old, self.new].into_iter().filter(|side| side.zones.is_none());
        let files: Vec<&str> = without.map(|side| side.given.as_str()).collect();
        let text = match files.as_slice() {
            [one] => format!("zones are not in {one}"),
            _ => "zones are not in the files".to_owned(),
        };
        Cause::new(CauseKind::Unknown, text)
    }

    fn rules_are_missing(&self) -> String {
        let without = [self.old, self.new].into_iter().filter(|side| side.rules.is_none());
        let files: Vec<&str> = without.map(|side| side.given.as_str()).collect();
        match files.as_slice() {
            [one] => format!("rules are not in {one}"),
            _ => "rules are not in the files".to_owned(),
        }
    }

    fn by_zones(&self, case: &Case<'_>, kind: ZoneKind, result: &str) -> Vec<Cause> {
        let Some(worlds) = self.worlds else { return Vec::new() };
        let value = |world: World| worlds.value(world, case.number, result);
        let (old, new) = (value(World::OLD), value(World::NEW));
        let is_one = |word: Option<&str>| word == old.as_deref() || word == new.as_deref();
        let matters = |zone: &Zone<'_>| match result {
            "fragility" | "position" => is_one(zone.class.word()),
            "prefecture" => is_one(Some(&zone.name)),
            _ => true,
        };
        let ask = |matters: &dyn Fn(&Zone<'_>) -> bool| {
            let question = Question {
                mine: case.number,
                kind,
                moved: case.moved,
                value: &value,
                matters,
                by_name: matches!(result, "prefecture" | "belts" | "redlines" | "functions"),
                by_class: matches!(result, "fragility" | "position" | "importance"),
            };
            zone_causes::causes(worlds, &self.links[kind as usize], &question)
        };
        let found = ask(&matters);
        // A choice among several units may fall otherwise because of one that gave neither value.
        if found.is_empty() && old != new { ask(&|_| true) } else { found }
    }

    /// Why flag, basis, verdict or clauses changed.
    fn of_derived(&self, case: &Case<'_>) -> Vec<Cause> {
        match (self.old.has_rules, self.new.has_rules) {
            (false, false) => self.by_built_in_rule(case),
            (true, true) => self.by_rules(case),
            (before, _) => {
                let text = if before {
                    "judged by rule tables before, by the built-in rule now"
                } else {
                    "judged by the built-in rule before, by rule tables now"
                };
                let (before, now) = (parts(case.old.of("clauses")), parts(case.new.of("clauses")));
                let rules = before.iter().chain(&now).map(|id| (*id).to_owned()).collect();
                let mut causes = vec![Cause { rules, ..Cause::new(CauseKind::RuleChanged, text) }];
                causes.extend(self.by_built_in_rule(case).into_iter().map(perhaps));
                if let [one] = causes.as_mut_slice() {
                    one.weight = Weight::Alone;
                } else {
                    causes[0].weight = Weight::Perhaps;
                }
                causes
            }
        }
    }

    /// Without tables fragility from severe upwards and red lines flag (docs/decisions/0004).
    fn by_built_in_rule(&self, case: &Case<'_>) -> Vec<Cause> {
        let flags = |value: Option<&str>| matches!(value, Some("severe" | "extreme") | None);
        let mut found = Vec::new();
        for result in ["fragility", "redline", "ovl_grade"] {
            let (old, new) = (case.old.of(result), case.new.of(result));
            let matters = match result {
                "fragility" => flags(old) || flags(new),
                // A sliver goes to review.
                "ovl_grade" => old == Some("sliver") || new == Some("sliver"),
                _ => true,
            };
            if old != new && matters && case.changed.contains(&result) {
                found.extend(self.of_result(case, result));
            }
        }
        found
    }

    fn by_rules(&self, case: &Case<'_>) -> Vec<Cause> {
        let (before, after) = (parts(case.old.of("clauses")), parts(case.new.of("clauses")));
        let went: Vec<&str> = before.iter().copied().filter(|rule| !after.contains(rule)).collect();
        let entered: Vec<&str> = after.iter().copied().filter(|rule| !before.contains(rule)).collect();
        let Some(rules) = self.rules else { return self.without_rules(case, &went, &entered) };
        let mut found = Vec::new();
        let mut open: Vec<&str> = Vec::new();
        for &rule in went.iter().chain(&entered) {
            match rules.deciding(rule) {
                Some(change) => {
                    found.push(rule_cause(rule, change.in_words()));
                    // Its facts may have changed as well: nobody can tell what the rule of before would say now.
                    let others =
                        if change.change == "changed" { self.of_facts(case, &self.facts(rule)) } else { Vec::new() };
                    found.extend(others.into_iter().map(perhaps));
                }
                None => open.push(rule),
            }
        }
        for rule in open {
            found.extend(self.of_facts(case, &self.facts(rule)));
        }
        // Rules that fired before and now, and say something else.
        for &rule in before.iter().filter(|rule| after.contains(rule)) {
            if let Some(change) = rules.deciding(rule)
                && change.columns.iter().any(|(column, ..)| matches!(*column, "verdict" | "flag" | "pack"))
            {
                found.push(rule_cause(rule, change.in_words()));
            }
        }
        // A sliver goes to review whatever the rules say.
        let grades = [case.old.of("ovl_grade"), case.new.of("ovl_grade")];
        if case.changed.contains(&"ovl_grade") && grades.contains(&Some("sliver")) {
            found.extend(self.of_result(case, "ovl_grade"));
        }
        found
    }

    /// Clauses came and went, and the rules themselves are not in the files. Only where nothing else changed it must be them.
    fn without_rules(&self, case: &Case<'_>, went: &[&str], entered: &[&str]) -> Vec<Cause> {
        let ids = |sign: &str, rules: &[&str]| rules.iter().map(|rule| format!("{sign}{rule}")).collect::<Vec<_>>();
        let clauses = [ids("-", went), ids("+", entered)].concat();
        let facts: Vec<String> = case
            .changed
            .iter()
            .filter(|result| !DERIVED.contains(*result))
            .map(|result| (*result).to_owned())
            .chain(case.attributes.iter().map(|change| change.field.clone()))
            .chain(case.has_moved.then(|| "place".to_owned()))
            .collect();
        if facts.is_empty() {
            let what = if clauses.is_empty() { "the clauses are the same".to_owned() } else { clauses.join(" ") };
            let text = format!("{what}; {}", self.rules_are_missing());
            let rules = went.iter().chain(entered).map(|rule| (*rule).to_owned()).collect();
            return vec![Cause { rules, ..Cause::new(CauseKind::RuleChanged, text) }];
        }
        let text = format!("{}: it may be they, or {}", self.rules_are_missing(), facts.join(", "));
        vec![Cause::new(CauseKind::Unknown, text)]
    }

    /// What a rule asks for, in either run.
    fn facts(&self, rule: &str) -> Vec<String> {
        let rows = [self.old, self.new].into_iter().filter_map(|side| side.rules.as_ref()?.get(rule));
        let mut facts: Vec<String> = rows.flat_map(facts_of).collect();
        facts.sort();
        facts.dedup();
        facts
    }

    /// Which of the facts that a rule asks for changed, and why.
    fn of_facts(&self, case: &Case<'_>, facts: &[String]) -> Vec<Cause> {
        let mut found = Vec::new();
        let mut others = Vec::new();
        for fact in facts {
            let results: &[&'static str] = match fact.as_str() {
                "fragility" => &["fragility"],
                "position" => &["position"],
                "redline" => &["redline", "ovl_grade"],
                "redline_pct" => &["redlines", "ovl_grade"],
                "prefecture" => &["prefecture"],
                "belt" => &["belts"],
                "importance" => {
                    found.extend(self.by_zones(case, ZoneKind::Function, "importance"));
                    continue;
                }
                "function" | "service" => &["functions"],
                "green_mine" => &["green_mine"],
                other => {
                    others.push(other);
                    continue;
                }
            };
            let changed = results.iter().find(|result| case.changed.contains(result));
            found.extend(changed.map(|result| self.of_result(case, result)).unwrap_or_default());
        }
        found.extend(others.iter().flat_map(|fact| of_statement(case, fact)));
        if found.is_empty() {
            // A field that the plan calls by a name of its own: what the rule reads cannot be told, but it is one of these.
            let asks = others.iter().any(|fact| is_statement(fact));
            found.extend(case.attributes.iter().filter(|_| asks).map(attribute_cause));
            let measured = others.iter().any(|fact| !is_statement(fact));
            if measured && case.has_moved {
                found.push(Cause::new(CauseKind::MineChanged, case.moved));
            } else if measured {
                let text =
                    format!("the rule asks for {}: what it was measured to is not in the files", others.join(", "));
                found.push(Cause::new(CauseKind::Unknown, text));
            }
        }
        found
    }

    fn of_settings(&self) -> Vec<Cause> {
        let cause = |change: &FieldChange| {
            let word = |value: &Option<String>| value.clone().unwrap_or_else(|| "nothing".to_owned());
            let text = format!("{}: {} -> {}", change.field, word(&change.old), word(&change.new));
            let cause = Cause::new(CauseKind::SettingsChanged, text);
            Cause { old: change.old.clone(), new: change.new.clone(), ..cause }
        };
        self.settings.iter().filter(|change| change.field != "program").map(cause).map(perhaps).collect()
    }
}

fn perhaps(cause: Cause) -> Cause {
    Cause { weight: Weight::Perhaps, ..cause }
}

fn rule_cause(rule: &str, text: String) -> Cause {
    Cause { rules: vec![rule.to_owned()], ..Cause::new(CauseKind::RuleChanged, text) }
}

/// Whether a fact is stated by an attribute of the mine.
fn is_statement(fact: &str) -> bool {
    crate::check::STATEMENTS.contains(&fact)
}

/// Attributes that changed and that bear a name of this fact.
fn of_statement<'c>(case: &'c Case<'_>, fact: &'c str) -> impl Iterator<Item = Cause> + 'c {
    let is_it = move |change: &&FieldChange| {
        is_statement(fact) && Fact::from_header(&change.field).is_some_and(|known| known.name() == fact)
    };
    case.attributes.iter().filter(is_it).map(attribute_cause)
}

fn attribute_cause(change: &FieldChange) -> Cause {
    let word = |value: &Option<String>| value.clone().unwrap_or_else(|| "nothing".to_owned());
    let text = format!("{} {} -> {}", change.field, word(&change.old), word(&change.new));
    Cause {
        field: Some(change.field.clone()),
        old: change.old.clone(),
        new: change.new.clone(),
        ..Cause::new(CauseKind::MineChanged, text)
    }
}
