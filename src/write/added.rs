//! The fields that oreline adds to mines and to zones: names, titles, and what stands in them.

use std::borrow::Cow;

use super::table::{Column, Value};
use super::values::{area_ha, distance_m, joined_names, per_cent, zone_name};
use crate::domain::{
    FRAGILITY_LABELS, Field, FieldKind, FragilityClass, Grade, Label, Nearest, POSITION_LABELS, Position, Report,
    Rulings, Title, Verdict, Zone, ZoneKind, fit,
};

/// Name, kind, title and meaning of a field that is added.
type Definition = (&'static str, FieldKind, &'static str, &'static str);

/// The fields of mines, in output order. Names are fixed by the documented command line.
const MINE_FIELDS: [Definition; 22] = [
    (
        "prefecture",
        FieldKind::Text,
        "所在地州 Prefecture",
        "unit that holds the mine, or the largest part of it; null outside all",
    ),
    (
        "fragility",
        FieldKind::Text,
        "生态脆弱性 Fragility",
        "mild, moderate, severe or extreme; the strictest of all units that hold a part of the mine",
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
    (
        "flagged",
        FieldKind::Boolean,
        "预警 Flagged",
        "by rule tables; without any: severe or extreme fragility, or a red line",
    ),
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
        "lies on a border between units of one kind, or in several, so that a choice was made",
    ),
    (
        "area_ha",
        FieldKind::Real,
        "面积(公顷) Area (ha)",
        "area on the CGCS2000 ellipsoid; edges are straight in longitude and latitude; null for points",
    ),
    (
        "ovl_ha",
        FieldKind::Real,
        "涉红线面积(公顷) In red lines (ha)",
        "area inside red lines, where they overlap counted once; null for points and without red lines",
    ),
    ("ovl_pct", FieldKind::Real, "涉红线比例(%) In red lines (%)", "the same in per cent of area_ha"),
    (
        "ovl_grade",
        FieldKind::Text,
        "涉红线程度 Overlap grade",
        "none, touch (border only), sliver (may come from drawing: review) or overlap; null for points",
    ),
    (
        "redline_m",
        FieldKind::Real,
        "距红线(米) To red line (m)",
        "geodesic distance to the nearest red line; 0 when touching; null beyond the search radius",
    ),
    ("redline_near", FieldKind::Text, "最近红线 Nearest red line", "its name; null beyond the search radius"),
    (
        "margin_m",
        FieldKind::Real,
        "裕量(米) Margin (m)",
        "distance to the border that decides the flag: above 0 inside, below 0 outside; null when not asked or beyond the search radius",
    ),
    ("margin_of", FieldKind::Text, "裕量对象 Margin of", "the zone whose border decides, with its kind"),
    (
        "stable",
        FieldKind::Boolean,
        "结论稳定 Stable",
        "whether the flag would be the same if lines moved by the stated uncertainty; null when not asked",
    ),
];

/// The fields about the area that a source declares, where it does.
const DECLARED_FIELDS: [Definition; 3] = [
    (
        "area_decl",
        FieldKind::Real,
        "登记面积(公顷) Declared area (ha)",
        "the area that the source declares, in hectares",
    ),
    ("area_diff", FieldKind::Real, "面积差(公顷) Difference (ha)", "declared area less area_ha"),
    (
        "area_fit",
        FieldKind::Text,
        "面积吻合 Area fit",
        "which method gives the declared area to its last digit: ellipsoidal, planar (Gauss-Krüger, 3-degree zone), both or neither",
    ),
];

/// The fields of lists of green mines, where there are some.
const GREEN_FIELDS: [Definition; 3] = [
    (
        "green_mine",
        FieldKind::Text,
        "绿色矿山 Green mine",
        "national or regional, as lists say; null where no list names it",
    ),
    ("green_year", FieldKind::Integer, "入库年度 List year", "year of the list that counts"),
    (
        "green_match",
        FieldKind::Text,
        "匹配方式 Matched by",
        "what joined the name of the list with the mine: exact, normalised (review) or confirmed by a person",
    ),
];

/// The fields of rule tables, where there are some, beside those that the rules set.
const RULE_FIELDS: [Definition; 2] = [
    (
        "missing",
        FieldKind::Text,
        "缺少信息 Missing",
        "facts that are not known and might lead to a stricter verdict, joined by ;",
    ),
    (
        "conflict",
        FieldKind::Text,
        "规则冲突 Conflict",
        "rule packs that do not agree on the mine, each with its verdict, joined by ;",
    ),
];

/// The field of packs that nobody has compared with the law, where such packs are in use.
const UNVERIFIED_FIELD: Definition = (
    "unverified",
    FieldKind::Text,
    "未核实规则 Unverified rules",
    "rule packs among those that fired which nobody has compared with the text of the law, joined by ;",
);

/// The fields about where industry of the core can go, where the plan has core and periphery.
const PERIPHERY_FIELDS: [Definition; 2] = [
    (
        "periphery_to",
        FieldKind::Text,
        "最近边缘协调区 Nearest periphery",
        "for a mine in the core the nearest unit of the periphery; null elsewhere",
    ),
    ("periphery_m", FieldKind::Real, "距边缘协调区(米) To periphery (m)", "geodesic distance to it; 0 when touching"),
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
    pub(super) fn to_mines(report: &Report<'_>) -> Self {
        let declared: &[Definition] = if report.layer.declared.is_empty() { &[] } else { &DECLARED_FIELDS };
        let columns = MINE_FIELDS.iter().chain(declared).map(column);
        let receptors = report.receptors.kinds.iter().flat_map(|kind| receptor_columns(kind));
        let periphery: &[Definition] = if report.facts.periphery.is_empty() { &[] } else { &PERIPHERY_FIELDS };
        let rules = report.rulings.iter().flat_map(rule_columns);
        let green: &[Definition] = if report.green.is_some() { &GREEN_FIELDS } else { &[] };
        let others = periphery.iter().chain(green).map(column);
        Self::new(columns.chain(receptors).chain(others).chain(rules), &report.layer.fields)
    }

    /// The fields of zones.
    pub(super) fn to_zones(kind: ZoneKind, source: &[Field]) -> Self {
        let of_kind = |definition: &Definition| match definition.0 {
            // Classes of belts, red lines and function zones stay as their source has them: any text.
            "zone_class" => Column { labels: class_labels(kind), ..column(definition) },
            _ => column(definition),
        };
        Self::new(ZONE_FIELDS.iter().map(of_kind), source)
    }

    /// Case does not tell names apart, since it does not in a GeoPackage, a Shapefile or a spreadsheet.
    fn new(usual: impl Iterator<Item = Column>, source: &[Field]) -> Self {
        let mut added = Self { columns: Vec::new(), renamed: Vec::new() };
        for mut column in usual {
            let is_taken = |name: &str| {
                source.iter().any(|field| field.name.eq_ignore_ascii_case(name))
                    || added.columns.iter().any(|column: &Column| column.name.eq_ignore_ascii_case(name))
            };
            let mut name = column.name.clone();
            while is_taken(&name) {
                name.insert_str(0, "ol_");
            }
            if name != column.name {
                added.renamed.push((std::mem::replace(&mut column.name, name.clone()), name));
            }
            added.columns.push(column);
        }
        added
    }
}

fn column((name, kind, title, description): &Definition) -> Column {
    Column::titled(name, *kind, title, description)
}

/// The codes that may stand as the class of a zone of a kind; none where any text may.
fn class_labels(kind: ZoneKind) -> &'static [Label] {
    match kind {
        ZoneKind::Prefecture => &FRAGILITY_LABELS,
        ZoneKind::Position => &POSITION_LABELS,
        ZoneKind::Belt | ZoneKind::Redline | ZoneKind::Function => &[],
    }
}

fn rule_columns(rulings: &Rulings) -> impl Iterator<Item = Column> {
    let unverified = (!rulings.unverified_packs().is_empty()).then_some(&UNVERIFIED_FIELD);
    let set = |name: &String| {
        let title = Title::new(name.clone(), name.clone());
        let column = Column::with_title(name, FieldKind::Text, title, "set by the rules that fired, joined by ;");
        // It may bear the name of a field with codes, and holds any text.
        Column { labels: &[], ..column }
    };
    RULE_FIELDS.iter().chain(unverified).map(column).chain(rulings.set_names.iter().map(set))
}

/// The columns for the nearest receptor of a kind.
fn receptor_columns(kind: &str) -> [Column; 2] {
    let kind = kind.trim();
    [
        Column::with_title(
            &format!("{kind}_m"),
            FieldKind::Real,
            Title::new(format!("距{kind}(米)"), format!("To {kind} (m)")),
            "geodesic distance to the nearest receptor of this kind; 0 when touching; null beyond the search radius",
        ),
        Column::with_title(
            &format!("{kind}_near"),
            FieldKind::Text,
            Title::new(format!("最近{kind}"), format!("Nearest {kind}")),
            "its name; null beyond the search radius",
        ),
    ]
}

/// The values of the added fields of a mine, in the order of its columns.
pub(super) fn push_mine_values<'r>(values: &mut Vec<Value<'r>>, report: &'r Report<'_>, position: usize) {
    let judgement = &report.judgements[position];
    let hits = report.facts.of(position);
    let names = |kind: ZoneKind| joined_names(report, hits, kind);
    let prefecture = judgement.prefecture.and_then(|zone| report.zones(ZoneKind::Prefecture)?.zone(zone));
    let belts = names(ZoneKind::Belt);
    let rulings = report.rulings.as_ref();
    let ruling = rulings.zip(judgement.ruling).and_then(|(rulings, index)| rulings.rulings.get(index as usize));
    let flagged_by = ruling.and_then(|ruling| ruling.flagged_by.as_deref());
    values.extend([
        Value::text(prefecture.map(|zone| zone.name.as_str())),
        Value::text(judgement.fragility.map(FragilityClass::word)),
        belts.text,
        Value::Integer(belts.count),
        Value::Boolean(judgement.redline),
        names(ZoneKind::Redline).text,
        Value::text(judgement.position.map(Position::word)),
        names(ZoneKind::Function).text,
        Value::Boolean(judgement.is_flagged),
        judgement.basis.text(flagged_by).map_or(Value::Null, Value::Text),
        Value::text(judgement.verdict.map(Verdict::word)),
        Value::text(ruling.and_then(|ruling| ruling.clauses.as_deref())),
        Value::Boolean(judgement.tie),
    ]);
    push_extent(values, report, position);
    values.extend(nearest_values(report.facts.redlines.get(position), |which| {
        zone_name(report, ZoneKind::Redline, which)
    }));
    push_margin(values, report, position);
    push_declared(values, report, position);
    push_receptors(values, report, position);
    if !report.facts.periphery.is_empty() {
        let name = |which: u32| zone_name(report, ZoneKind::Position, which);
        let [distance, name] = nearest_values(report.facts.periphery.get(position), name);
        values.extend([name, distance]);
    }
    if let Some(green) = &report.green {
        let green = green.of(position as u32);
        values.extend([
            Value::text(green.map(|green| green.level.word())),
            green.map_or(Value::Null, |green| Value::Integer(i64::from(green.year))),
            Value::text(green.map(|green| green.how.word())),
        ]);
    }
    if let (Some(rulings), Some(ruling)) = (rulings, ruling) {
        values.extend([Value::text(ruling.missing.as_deref()), Value::text(ruling.conflict.as_deref())]);
        if rulings.packs.iter().any(|pack| pack.is_unverified) {
            values.push(Value::text(ruling.unverified.as_deref()));
        }
        values.extend(ruling.sets.iter().map(|set| Value::text(set.as_deref())));
    }
}

fn push_declared(values: &mut Vec<Value<'_>>, report: &Report<'_>, position: usize) {
    match report.layer.declared.get(position) {
        None => {}
        Some(None) => values.extend([Value::Null, Value::Null, Value::Null]),
        Some(Some(declared)) => {
            let extent = report.facts.extent(position);
            let difference = extent.map_or(Value::Null, |extent| area_ha(declared.m2 - extent.area_m2));
            let fits = extent.and_then(|extent| Some(fit(declared, extent.area_m2, extent.offices.as_ref()?).word()));
            values.extend([area_ha(declared.m2), difference, Value::text(fits)]);
        }
    }
}

fn push_extent(values: &mut Vec<Value<'_>>, report: &Report<'_>, position: usize) {
    let Some(extent) = report.facts.extent(position) else {
        values.extend([Value::Null, Value::Null, Value::Null, Value::Null]);
        return;
    };
    values.push(area_ha(extent.area_m2));
    // Nothing is said of red lines where there are none to speak of.
    if report.zones(ZoneKind::Redline).is_none_or(|redlines| redlines.zones.is_empty()) {
        values.extend([Value::Null, Value::Null, Value::Null]);
        return;
    }
    let cover = extent.covers[ZoneKind::Redline as usize];
    values.extend([
        area_ha(cover.area_m2),
        per_cent(cover.area_m2, extent.area_m2),
        Value::text(Some(Grade::word(cover.grade))),
    ]);
}

/// Distance and name of the nearest of something.
fn nearest_values<'r>(nearest: Option<&Option<Nearest>>, name: impl FnOnce(u32) -> Option<&'r str>) -> [Value<'r>; 2] {
    match nearest.copied().flatten() {
        Some(nearest) => [distance_m(nearest.distance_m), Value::text(name(nearest.which))],
        None => [Value::Null, Value::Null],
    }
}

fn push_margin<'r>(values: &mut Vec<Value<'r>>, report: &'r Report<'_>, position: usize) {
    let Some(margin) = report.facts.margins.get(position) else {
        values.extend([Value::Null, Value::Null, Value::Null]);
        return;
    };
    let of = margin.of.and_then(|(kind, zone)| Some(format!("{kind}:{}", zone_name(report, kind, zone)?)));
    values.extend([
        margin.margin_m.map_or(Value::Null, distance_m),
        of.map_or(Value::Null, |of| Value::Text(Cow::Owned(of))),
        Value::Boolean(margin.stable),
    ]);
}

fn push_receptors<'r>(values: &mut Vec<Value<'r>>, report: &'r Report<'_>, position: usize) {
    let receptors = &report.receptors.receptors;
    for of_kind in &report.facts.receptors {
        let name = |which: u32| receptors.get(which as usize).map(|receptor| receptor.name.as_str());
        values.extend(nearest_values(of_kind.get(position), name));
    }
}

/// The values of the added fields of a zone.
pub(super) fn zone_values<'z>(zone: &'z Zone<'_>) -> [Value<'z>; ZONE_FIELDS.len()] {
    [Value::text(Some(&zone.name)), Value::text(zone.class.word())]
}

#[cfg(test)]
mod tests {
    use super::Added;
    use crate::domain::{Field, FieldKind, ZoneKind};

    #[test]
    fn a_name_that_the_source_uses_gets_a_prefix() {
        let field = |name: &str| Field { name: name.to_owned(), kind: FieldKind::Text };
        let added = Added::to_zones(ZoneKind::Belt, &[field("Zone_Name"), field("zone_class"), field("ol_zone_class")]);
        assert_eq!(
            added.renamed,
            [
                ("zone_name".to_owned(), "ol_zone_name".to_owned()),
                ("zone_class".to_owned(), "ol_ol_zone_class".to_owned())
            ]
        );
    }
}
