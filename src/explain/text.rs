//! The explanation for a person who has never seen the program.

use super::layout::{paragraph, rows};
use super::model::{
    BorderView, ChangeView, ConditionView, EndView, Explanation, FactView, GroupView, NotInForceView, ReadingView,
    RuleView, RulesView,
};
use super::words;

impl Explanation {
    /// The text: the mine, the result, the facts, the rules, and what would change the verdict. Ends without a line end.
    #[must_use]
    pub fn to_text(&self) -> String {
        let mut text = String::new();
        self.head(&mut text);
        facts(&mut text, &self.facts);
        if !self.built_in.is_empty() {
            self.built_in(&mut text);
        }
        if let Some(view) = &self.rules {
            of_rules(&mut text, view);
        }
        borders(&mut text, &self.borders);
        changes(&mut text, &self.changes, self.rules.is_some());
        text.truncate(text.trim_end().len());
        text
    }

    /// One JSON object on one line.
    #[must_use]
    pub fn to_json(&self) -> String {
        // Text, numbers, lists and objects with text for keys: nothing in it can fail.
        serde_json::to_string(self).unwrap_or_default()
    }

    fn head(&self, text: &mut String) {
        let mine = &self.mine;
        let called: Vec<&str> = mine.id.as_deref().into_iter().chain(mine.names.iter().map(String::as_str)).collect();
        let called = if called.is_empty() { "a mine without id and name".to_owned() } else { called.join("  ") };
        paragraph(text, "", &called);
        let at = format!("{}, {}", words::rounded(mine.lon, 6), words::rounded(mine.lat, 6));
        let place = match mine.area_ha {
            Some(hectares) => format!("an area of {} ha around {at}", words::rounded(hectares, 4)),
            None => format!("a point at {at}"),
        };
        paragraph(text, "  ", &format!("{place} (longitude, latitude); feature {} of {}", mine.feature, mine.layer));
        text.push('\n');
        if let Some(rules) = self.rules.as_ref().filter(|rules| !rules.unverified.is_empty()) {
            let packs = rules.unverified.join(", ");
            paragraph(
                text,
                "UNVERIFIED RULES 未核实规则: ",
                &format!("{packs}: nobody has compared these with the text of the law"),
            );
        }
        paragraph(text, "Result   ", &self.result.sentence);
        let flag = match (self.result.end.flagged, self.result.flag_basis.as_slice()) {
            (false, _) => "not flagged".to_owned(),
            (true, []) => "flagged 预警".to_owned(),
            (true, basis) => format!("flagged 预警 by {}", basis.join(", ")),
        };
        paragraph(text, "         ", &flag);
        for noted in &self.noted {
            paragraph(text, "  noted  ", &format!("{} ({})", noted.reason, noted.code));
        }
    }

    fn built_in(&self, text: &mut String) {
        text.push_str("\nThe built-in rule (the plan names no rule tables)\n");
        let row = |view: &super::model::BuiltInView| {
            let holds = if view.holds { format!("yes: {}", view.gives) } else { "no".to_owned() };
            vec![holds, view.asks.clone(), format!("({})", view.value)]
        };
        rows(text, 2, &self.built_in.iter().map(row).collect::<Vec<_>>());
    }
}

fn named(fact: &str, chinese: Option<&str>) -> String {
    words::both(fact, chinese)
}

fn verdict(word: &str, chinese: &str) -> String {
    words::both(word, Some(chinese))
}

fn end(end: &EndView) -> String {
    let flag = if end.flagged { ", flagged" } else { "" };
    match (end.verdict, end.verdict_zh) {
        (Some(word), Some(chinese)) => format!("{}{flag}", verdict(word, chinese)),
        _ => format!("no verdict{flag}"),
    }
}

fn facts(text: &mut String, facts: &[FactView]) {
    text.push_str("\nFacts (* rules ask for it)\n");
    let mut all: Vec<Vec<String>> = Vec::new();
    for fact in facts {
        let star = if fact.asked { "* " } else { "  " };
        let mut head = [format!("{star}{}", named(&fact.fact, fact.fact_zh)), fact.value.clone()];
        for source in &fact.sources {
            let [name, value] = std::mem::take(&mut head);
            all.push(vec![name, value, source.clone()]);
        }
    }
    rows(text, 2, &all);
}

fn of_rules(text: &mut String, view: &RulesView) {
    let RulesView { in_force, as_of, in_tables, .. } = view;
    let fired = view.fired.len();
    let head = format!("Rules that apply: {fired} of the {in_force} in force on {as_of} ({in_tables} in the tables)");
    text.push('\n');
    paragraph(text, "", &head);
    view.fired.iter().for_each(|view| rule(text, view));
    if !view.open.is_empty() {
        text.push_str("\nRules that may apply, if more were known\n");
        view.open.iter().for_each(|view| rule(text, view));
    }
    text.push_str("\nWhat decides\n");
    let winner = &view.winner;
    let rules = if winner.rules.is_empty() { String::new() } else { format!("{}: ", winner.rules.join(", ")) };
    paragraph(text, "  ", &format!("{rules}{}", winner.why));
    if !winner.missing.is_empty() {
        paragraph(text, "  ", &format!("not known, and needed: {}", winner.missing.join(", ")));
    }
    if winner.conflict {
        let packs: Vec<String> = winner
            .by_pack
            .iter()
            .map(|pack| format!("{} says {}", pack.pack, verdict(pack.verdict, pack.verdict_zh)))
            .collect();
        paragraph(text, "  packs do not agree: ", &packs.join("; "));
    }
    view.readings.iter().for_each(|view| reading(text, view));
    view.not_in_force.iter().for_each(|view| not_in_force(text, view));
    if !view.missed_by_one.is_empty() {
        text.push_str("\nRules that one condition keeps from applying\n");
        let row = |rule: &RuleView| {
            let keeps = rule.conditions.iter().find(|condition| condition.met == "no");
            let keeps = keeps.map_or_else(String::new, |condition| {
                format!("if {} were {} (it is {})", condition.fact, condition.asks, condition.value)
            });
            vec![rule.id.clone(), verdict(rule.verdict, rule.verdict_zh), keeps]
        };
        rows(text, 2, &view.missed_by_one.iter().map(row).collect::<Vec<_>>());
    }
}

fn rule(text: &mut String, rule: &RuleView) {
    let flag = if rule.flag { ", flags" } else { "" };
    let title = rule.title.as_ref().map_or_else(String::new, |title| format!("  {title}"));
    paragraph(text, &format!("  {}  ", rule.id), &format!("{}{flag}{title}", verdict(rule.verdict, rule.verdict_zh)));
    let condition = |condition: &ConditionView| {
        let met = match condition.met {
            "yes" => "yes",
            "no" => "no",
            _ => "?",
        };
        let fact = named(&condition.fact, condition.fact_zh);
        vec![met.to_owned(), fact, format!("is {}; asked: {}", condition.value, condition.asks)]
    };
    rows(text, 6, &rule.conditions.iter().map(condition).collect::<Vec<_>>());
    if rule.conditions.is_empty() {
        text.push_str("      no condition: it applies to every mine\n");
    }
    let mut about: Vec<Vec<String>> = Vec::new();
    let mut add = |head: &str, body: Option<&str>| {
        if let Some(body) = body.filter(|body| !body.trim().is_empty()) {
            about.push(vec![head.to_owned(), body.trim().to_owned()]);
        }
    };
    add("do", rule.action.as_deref());
    add("措施", rule.action_zh.as_deref());
    add("source 依据", rule.citation.as_deref());
    add("words 原文", rule.quote.as_deref());
    add("note 注", rule.note.as_deref());
    add("", rule.note_zh.as_deref());
    add("reading 理解", rule.reading.as_deref());
    for (name, value) in &rule.sets {
        add("sets", Some(&format!("{name} = {value}")));
    }
    let unverified = if rule.unverified { ", UNVERIFIED 未核实" } else { "" };
    add("pack", Some(&format!("{} ({}{unverified}); {}", rule.pack, rule.pack_kind, rule.place)));
    for other in &rule.overridden_by {
        add("overridden", Some(&format!("does not count, since {other}")));
    }
    if rule.asks_review {
        add("", Some("stricter than all that applies for certain: a person must look"));
    }
    rows(text, 6, &about);
}

fn reading(text: &mut String, reading: &ReadingView) {
    let usual = if reading.default { ", the default" } else { "" };
    let changing: Vec<String> = reading
        .others
        .iter()
        .filter(|other| other.changes)
        .map(|other| format!("{}={}: {}", reading.name, other.choice, end(&other.end)))
        .collect();
    let effect = if reading.others.is_empty() {
        String::new()
    } else if changing.is_empty() {
        "; no other reading changes the verdict".to_owned()
    } else {
        format!("; otherwise {}", changing.join("; "))
    };
    paragraph(text, "  reading ", &format!("{}={}{usual}{effect}", reading.name, reading.in_use.join("|")));
}

fn not_in_force(text: &mut String, rule: &NotInForceView) {
    let effect = if rule.changes {
        format!("in force today it would make it {}", end(&rule.end))
    } else {
        "it would change nothing".to_owned()
    };
    paragraph(
        text,
        "  not in force ",
        &format!("{} of {}, {}: its conditions are met; {effect}", rule.id, rule.pack, rule.when),
    );
}

fn borders(text: &mut String, borders: &[BorderView]) {
    if borders.is_empty() {
        return;
    }
    text.push_str("\nNearest borders, and what would hold if the mine lay beyond them (all else kept)\n");
    let row = |border: &BorderView| {
        let class = border.class.as_ref().map_or_else(String::new, |class| format!(", {class}"));
        let way = if border.step == "enter" { "into" } else { "out of" };
        let effect = if border.changes { end(&border.end) } else { "no change".to_owned() };
        let kind = match border.kind {
            "redline" => "red line",
            "function" => "function zone",
            "position" => "district",
            kind => kind,
        };
        let what = format!("{way} the {kind} {}{class} ({})", border.zone, border.layer);
        vec![words::metres(border.distance_m), effect, what]
    };
    rows(text, 2, &borders.iter().map(row).collect::<Vec<_>>());
}

fn changes(text: &mut String, changes: &[ChangeView], has_rules: bool) {
    if changes.is_empty() {
        if has_rules {
            text.push_str(
                "\nNo other value of a single fact that mines state or that is measured would change the verdict\n",
            );
        }
        return;
    }
    text.push_str("\nIf one fact alone were different\n");
    for change in changes {
        paragraph(text, "  ", &format!("{} (is {})", named(&change.fact, change.fact_zh), change.value));
        let changing = change.groups.iter().filter(|group| group.changes);
        let row = |group: &GroupView| vec![end(&group.end), format!("if it were {}", group.values.join(", "))];
        rows(text, 6, &changing.map(row).collect::<Vec<_>>());
    }
}
