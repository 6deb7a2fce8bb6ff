//! The fields that oreline adds to mines and to zones: names, titles, and what stands in them.

use std::borrow::Cow;

use super::table::{Column, Value};
use crate::domain::{Field, FieldKind, FragilityClass, Hit, Judgement, Report, Zone, ZoneKind};

/// Name, kind, title and meaning of a field that is added.
type Definition = (&'static str, FieldKind, &'static str, &'static str);

/// The fields of mines, in output order. Names are fixed by the documented command line.
const MINE_FIELDS: [Definition; 13] = [
    ("prefecture", FieldKind::Text, "所在地州 Prefecture", "unit that holds the mine; null outside all"),
    (
        "fragility",
        FieldKind::Text,
        "生态脆弱性 Fragility",
        "mild, moderate, severe or extreme; the strictest of all units that hold the mine",
    ),
    ("belts", FieldKind::Text, "成矿带 Belts", "all metallogenic belts that hold the mine, joined by ;"),
    ("belt_count", FieldKind::Integer, "成矿带数 Belt count", "number of metallogenic belts that hold the mine"),
    ("redline", FieldKind::Boolean, "涉及红线 In a red line", "touches or overlaps at least one ecological red line"),
    ("redlines", FieldKind::Text, "生态保护红线 Red lines", "the ecological red lines, joined by ;"),
    ("position", FieldKind::Text, "区位 Position", "core or periphery of the plan; null outside its region"),
    (
        "functions",
        FieldKind::Text,
        "生态功能区 Function zones",
        "ecological function zones that hold the mine, joined by ;",
    ),
    ("flagged", FieldKind::Boolean, "预警 Flagged", "severe or extreme fragility, or a red line"),
    ("flag_basis", FieldKind::Text, "预警依据 Flag basis", "what made the flag, joined by ;"),
    (
        "verdict",
        FieldKind::Text,
        "判定 Verdict",
        "prohibited, exit, restricted, conditional, allowed or review; null where no rule speaks of the mine",
    ),
    ("clauses", FieldKind::Text, "适用条款 Clauses", "ids of all rules that fired, joined by ;"),
    (
        "tie",
        FieldKind::Boolean,
        "界线上 On a border",
        "lies on a border between units of one kind, so that a choice was made",
    ),
];

/// The fields of zones, in output order.
const ZONE_FIELDS: [Definition; 2] = [
    ("zone_name", FieldKind::Text, "名称 Name", "name of the zone"),
    ("zone_class", FieldKind::Text, "类别 Class", "class of the zone in oreline's words; null where there is none"),
];

/// The added fields of a layer, under names that its source leaves free.
pub(super) struct Added {
    /// The columns, in order.
    pub(super) columns: Vec<Column>,
    /// Fields that had to take another name: the usual one, and the one taken.
    pub(super) renamed: Vec<(String, String)>,
}

impl Added {
    /// The fields of mines.
    pub(super) fn to_mines(source: &[Field]) -> Self {
        Self::new(&MINE_FIELDS, source)
    }

    /// The fields of zones.
    pub(super) fn to_zones(source: &[Field]) -> Self {
        Self::new(&ZONE_FIELDS, source)
    }

    /// Case does not tell names apart, since it does not in a GeoPackage, a Shapefile or a spreadsheet.
    fn new(definitions: &[Definition], source: &[Field]) -> Self {
        let is_taken = |name: &str| source.iter().any(|field| field.name.eq_ignore_ascii_case(name));
        let mut added = Self { columns: Vec::new(), renamed: Vec::new() };
        for (usual, kind, title, description) in definitions {
            let mut name = (*usual).to_owned();
            while is_taken(&name) {
                name.insert_str(0, "ol_");
            }
            if name != *usual {
                added.renamed.push(((*usual).to_owned(), name.clone()));
            }
            added.columns.push(Column {
                name,
                kind: *kind,
                title: Some((*title).to_owned()),
                description: Some((*description).to_owned()),
            });
        }
        added
    }
}

/// The values of the added fields of a mine, in the order of its columns.
pub(super) fn mine_values<'r>(
    report: &'r Report<'_>,
    judgement: &Judgement,
    hits: &[Hit],
) -> [Value<'r>; MINE_FIELDS.len()] {
    let names = |kind: ZoneKind| joined_names(report, hits, kind);
    let prefecture = judgement.prefecture.and_then(|zone| report.zones(ZoneKind::Prefecture)?.zone(zone));
    let belts = names(ZoneKind::Belt);
    [
        Value::text(prefecture.map(|zone| zone.name.as_str())),
        Value::text(judgement.fragility.map(FragilityClass::word)),
        belts.text,
        Value::Integer(belts.count),
        Value::Boolean(judgement.redline),
        names(ZoneKind::Redline).text,
        Value::text(judgement.position.map(crate::domain::Position::word)),
        names(ZoneKind::Function).text,
        Value::Boolean(judgement.flagged()),
        Value::text(judgement.basis.text()),
        Value::text(judgement.verdict.map(crate::domain::Verdict::word)),
        // No rule tables: no rule has fired.
        Value::Null,
        Value::Boolean(judgement.tie),
    ]
}

/// The values of the added fields of a zone.
pub(super) fn zone_values<'z>(zone: &'z Zone<'_>) -> [Value<'z>; ZONE_FIELDS.len()] {
    [Value::text(Some(&zone.name)), Value::text(zone.class.word())]
}

struct Joined<'r> {
    text: Value<'r>,
    count: i64,
}

/// The names of all zones of a kind that were hit: sorted, each once, joined by `;`.
fn joined_names<'r>(report: &'r Report<'_>, hits: &[Hit], kind: ZoneKind) -> Joined<'r> {
    let Some(zones) = report.zones(kind) else { return Joined { text: Value::Null, count: 0 } };
    let mut names: Vec<&'r str> = hits
        .iter()
        .filter(|hit| hit.kind == kind)
        .filter_map(|hit| zones.zone(hit.zone))
        .map(|zone| zone.name.as_str())
        .collect();
    names.sort_unstable();
    names.dedup();
    let text = match names.as_slice() {
        [] => Value::Null,
        [name] if !name.contains(';') => Value::text(Some(name)),
        // The full-width semicolon keeps a name that holds the separator apart from two names.
        _ => Value::Text(Cow::Owned(names.iter().map(|name| name.replace(';', "；")).collect::<Vec<_>>().join(";"))),
    };
    Joined { text, count: i64::try_from(names.len()).unwrap_or(i64::MAX) }
}

#[cfg(test)]
mod tests {
    use super::Added;
    use crate::domain::{Field, FieldKind};

    #[test]
    fn a_name_that_the_source_uses_gets_a_prefix() {
        let field = |name: &str| Field { name: name.to_owned(), kind: FieldKind::Text };
        let added = Added::to_mines(&[field("Flagged"), field("tie"), field("ol_tie")]);
        assert_eq!(
            added.renamed,
            [("flagged".to_owned(), "ol_flagged".to_owned()), ("tie".to_owned(), "ol_ol_tie".to_owned())]
        );
    }
}
