//! What the rules did, as tables: each rule with how many mines it fired for, each mine with the rules that fired, and the mines
//! that packs disagree on.

use std::borrow::Cow;

use super::table::{Column, Value};
use crate::domain::{FieldKind, Report, Rulings, Verdict};

/// Columns of the table `rules`.
pub(super) fn rule_columns() -> Vec<Column> {
    let text = |name, title, description| Column::titled(name, FieldKind::Text, title, description);
    let count = |name, title, description| Column::titled(name, FieldKind::Integer, title, description);
    vec![
        text("rule", "规则编号 Rule", "id of the rule"),
        text("pack", "规则包 Pack", "the rules that it belongs to"),
        text(
            "pack_kind",
            "依据类型 Kind",
            "paper, law, local or example; law that nobody verified is called unverified",
        ),
        text("verdict", "判定 Verdict", "what follows where it fires"),
        Column::titled("flag", FieldKind::Boolean, "预警 Flag", "whether it flags"),
        text("conditions", "条件 Conditions", "what it asks for"),
        text("action", "措施(英) Action", "what is to be done"),
        text("action_zh", "措施 Action (Chinese)", "the same in Chinese"),
        text("source", "出处 Source", "document and section"),
        text("note", "说明 Note", ""),
        text("state", "状态 State", "in force, or why it is left out"),
        count("fired", "触发矿山数 Fired", "number of mines for which it fired"),
        count("decided", "决定矿山数 Decided", "number of mines whose verdict it made"),
    ]
}

/// The rows: rules in force in the order of the tables, then those that are left out.
pub(super) fn rules<'r>(report: &Report<'_>, rulings: &'r Rulings) -> Vec<Vec<Value<'r>>> {
    let mut mines = vec![0_i64; rulings.rulings.len()];
    for ruling in report.judgements.iter().filter_map(|judgement| judgement.ruling) {
        mines[ruling as usize] += 1;
    }
    let mut counts = vec![(0_i64, 0_i64); rulings.rules.len()];
    for (ruling, mines) in rulings.rulings.iter().zip(&mines) {
        ruling.fired.iter().for_each(|&rule| counts[rule as usize].0 += mines);
        ruling.deciding.iter().for_each(|&rule| counts[rule as usize].1 += mines);
    }
    let in_force = rulings.rules.iter().zip(counts).map(|(rule, (fired, decided))| {
        let pack = &rulings.packs[rule.pack as usize];
        let kind = if pack.is_unverified { format!("{} (unverified)", pack.kind) } else { pack.kind.to_owned() };
        vec![
            Value::text(Some(&rule.id)),
            Value::text(Some(&pack.id)),
            Value::Text(Cow::Owned(kind)),
            Value::text(Some(rule.verdict.word())),
            Value::Boolean(rule.is_flag),
            Value::text(Some(&rule.conditions)),
            Value::text(rule.action.as_deref()),
            Value::text(rule.action_zh.as_deref()),
            Value::text(rule.source.as_deref()),
            Value::text(rule.note.as_deref()),
            Value::text(Some("in force")),
            Value::Integer(fired),
            Value::Integer(decided),
        ]
    });
    let left_out = rulings.left_out.iter().map(|(id, why)| {
        let mut row = vec![Value::Null; rule_columns().len()];
        row[0] = Value::text(Some(id));
        row[10] = Value::Text(Cow::Owned(format!("left out: {why}")));
        row
    });
    in_force.chain(left_out).collect()
}

/// Columns of the table `rules_fired`.
pub(super) fn fired_columns() -> Vec<Column> {
    let text = |name, title, description| Column::titled(name, FieldKind::Text, title, description);
    let boolean = |name, title, description| Column::titled(name, FieldKind::Boolean, title, description);
    vec![
        text("mine", "矿山编号 Mine", "id of the mine, or its number in the source, from 0"),
        Column::titled("feature", FieldKind::Integer, "要素序号 Feature", "number of the mine in its source, from 0"),
        text("rule", "规则编号 Rule", "id of the rule that fired"),
        text("pack", "规则包 Pack", "the rules that it belongs to"),
        text("verdict", "判定 Verdict", "what follows from this rule; the mine has the strictest"),
        boolean("flag", "预警 Flag", "whether it flags"),
        boolean("decided", "决定判定 Decided", "whether the mine has its verdict from this rule"),
    ]
}

/// The rows: for each mine one for each rule that fired, in the order of the rules. What a rule asks for and where it is written
/// stands in the table `rules` alone: a million rows would repeat it.
pub(super) fn fired<'r>(report: &'r Report<'_>, rulings: &'r Rulings) -> impl Iterator<Item = Vec<Value<'r>>> {
    let mines = report.layer.mines.iter().zip(&report.judgements);
    mines.flat_map(move |(mine, judgement)| {
        let ruling = judgement.ruling.and_then(|ruling| rulings.rulings.get(ruling as usize));
        ruling.into_iter().flat_map(move |ruling| {
            ruling.fired.iter().map(move |&number| {
                let rule = &rulings.rules[number as usize];
                vec![
                    Value::Text(mine.label()),
                    Value::Integer(i64::from(mine.index)),
                    Value::text(Some(&rule.id)),
                    Value::text(Some(&rulings.packs[rule.pack as usize].id)),
                    Value::text(Some(rule.verdict.word())),
                    Value::Boolean(rule.is_flag),
                    Value::Boolean(ruling.deciding.contains(&number)),
                ]
            })
        })
    })
}

/// Columns of the table `conflicts`.
pub(super) fn conflict_columns() -> Vec<Column> {
    let text = |name, title, description| Column::titled(name, FieldKind::Text, title, description);
    vec![
        text("mine", "矿山编号 Mine", "id of the mine, or its number in the source, from 0"),
        Column::titled("feature", FieldKind::Integer, "要素序号 Feature", "number of the mine in its source, from 0"),
        text("pack", "规则包 Pack", "the rules that speak"),
        text("verdict", "判定 Verdict", "what they say by themselves"),
        text("clauses", "适用条款 Clauses", "the ids of those that fired"),
        text("result", "最终判定 Result", "the verdict of the mine: the strictest"),
    ]
}

/// The rows: for each mine that packs disagree on, one for each pack.
pub(super) fn conflicts<'r>(report: &'r Report<'_>, rulings: &'r Rulings) -> impl Iterator<Item = Vec<Value<'r>>> {
    let mines = report.layer.mines.iter().zip(&report.judgements);
    mines.flat_map(move |(mine, judgement)| {
        let ruling = judgement.ruling.and_then(|ruling| rulings.rulings.get(ruling as usize));
        let packs = ruling.filter(|ruling| ruling.conflict.is_some()).map_or(&[][..], |ruling| &ruling.by_pack);
        packs.iter().map(move |(pack, verdict, clauses)| {
            vec![
                Value::Text(mine.label()),
                Value::Integer(i64::from(mine.index)),
                Value::text(Some(&rulings.packs[*pack as usize].id)),
                Value::text(Some(verdict.word())),
                Value::text(Some(clauses)),
                Value::text(judgement.verdict.map(Verdict::word)),
            ]
        })
    })
}
