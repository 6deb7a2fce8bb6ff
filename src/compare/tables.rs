//! The tables beside the layer, and the same as sheets for office programs.

use geo::Geometry;

use super::change::Change;
use super::layer::{COLUMNS, count, in_words, number, text, values, word};
use super::statistics::Group;
use super::{Comparison, Run};
use crate::domain::{FieldKind, Title, Verdict};
use crate::write::{Column, SideTable, Value};

fn table(
    name: &str,
    title: &'static str,
    description: &str,
    columns: &[(&str, FieldKind, &'static str)],
    rows: Vec<Vec<Value<'static>>>,
) -> SideTable {
    let columns = columns.iter().map(|(name, kind, title)| Column::titled(name, *kind, title, "")).collect();
    SideTable { name: name.to_owned(), title: Title::of(title), description: description.to_owned(), columns, rows }
}

pub(super) fn tables(comparison: &Comparison) -> Vec<SideTable> {
    const T: FieldKind = FieldKind::Text;
    let causes = comparison.changes.iter().flat_map(|change| {
        change.causes.iter().map(|cause| {
            vec![
                text(&change.mine),
                text(cause.kind.word()),
                text(&cause.text),
                cause.zone_kind.map_or(Value::Null, |kind| text(kind.word())),
                word(cause.zone.as_ref()),
                word(cause.field.as_ref()),
                word(cause.old.as_ref()),
                word(cause.new.as_ref()),
                if cause.rules.is_empty() { Value::Null } else { text(cause.rules.join(";")) },
                text(cause.weight.word()),
                text(cause.explains.join(";")),
            ]
        })
    });
    let zones = comparison.zones.iter().map(|zone| {
        let square_km = |m2: Option<f64>| number(m2.map(|m2| m2 / 1e6), 1e6);
        vec![
            text(zone.kind.word()),
            text(zone.change.word()),
            word(zone.old_name.as_ref()),
            word(zone.new_name.as_ref()),
            word(zone.old_class.as_ref()),
            word(zone.new_class.as_ref()),
            square_km(zone.old_m2),
            square_km(zone.new_m2),
            square_km(zone.difference_m2),
        ]
    });
    let rules = comparison.rules.iter().flat_map(|rule| {
        rule.columns.iter().map(|(column, old, new)| {
            vec![text(&rule.rule), text(rule.change), text(*column), word(old.as_ref()), word(new.as_ref())]
        })
    });
    [
        table(
            "causes",
            "变化原因 Causes",
            "one row for each cause of each mine",
            &[
                ("mine", T, "矿山编号 Mine"),
                ("cause", T, "原因类型 Cause"),
                ("text", T, "说明 In words"),
                ("zone_kind", T, "区域类型 Kind of zone"),
                ("zone", T, "区域 Zone"),
                ("field", T, "字段 Field"),
                ("old", T, "原值 Before"),
                ("new", T, "现值 Now"),
                ("rules", T, "规则编号 Rules"),
                ("weight", T, "充分性 Weight"),
                ("explains", T, "所解释结果 Explains"),
            ],
            causes.collect(),
        ),
        table(
            "zones_changed",
            "区域变化 Zones that changed",
            "one row for each thing that changed of a zone; areas in square kilometres",
            &[
                ("kind", T, "区域类型 Kind"),
                ("change_of", T, "变化 Change"),
                ("name_old", T, "原名称 Name before"),
                ("name_new", T, "现名称 Name now"),
                ("class_old", T, "原类别 Class before"),
                ("class_new", T, "现类别 Class now"),
                ("km2_old", FieldKind::Real, "原面积(平方公里) Area before (km2)"),
                ("km2_new", FieldKind::Real, "现面积(平方公里) Area now (km2)"),
                ("km2_diff", FieldKind::Real, "不重合面积(平方公里) Not in both (km2)"),
            ],
            zones.collect(),
        ),
        table(
            "rules_changed",
            "规则变化 Rules that changed",
            "one row for each column that changed of a rule",
            &[
                ("rule", T, "规则编号 Rule"),
                ("change_of", T, "变化 Change"),
                ("column_of", T, "列 Column"),
                ("old", T, "原值 Before"),
                ("new", T, "现值 Now"),
            ],
            rules.collect(),
        ),
    ]
    .into_iter()
    .chain(summaries(comparison))
    .collect()
}

/// What the runs come to.
fn summaries(comparison: &Comparison) -> [SideTable; 2] {
    const T: FieldKind = FieldKind::Text;
    [
        table(
            "statistics",
            "统计 Statistics",
            "before, after and difference by groups of mines",
            &statistics_columns(),
            comparison.statistics.groups.iter().map(|group| group_values(&comparison.statistics.by, group)).collect(),
        ),
        table(
            "comparison",
            "比对信息 Comparison",
            "what was compared, and what there is to say of it",
            &[("item", T, "项目 Item"), ("value", T, "内容 Value")],
            about(comparison).into_iter().map(|(item, value)| vec![text(item), text(value)]).collect(),
        ),
    ]
}

/// Names of files alone: folders are those of one machine.
fn about(comparison: &Comparison) -> Vec<(&'static str, String)> {
    let run = |run: &Run| {
        let path = run.given.trim_end_matches(['/', '\\']);
        let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
        format!("{name}: {} mines, {} flagged", run.mines, run.flagged)
    };
    let mut items = vec![("old", run(&comparison.old)), ("new", run(&comparison.new))];
    items.extend(comparison.matched.iter().map(|(by, count)| ("matched", format!("{count} by {}", by.word()))));
    items.push(("unchanged", comparison.unchanged.to_string()));
    items.extend(in_words(&comparison.settings).map(|settings| ("settings", settings)));
    items.extend(comparison.remarks.iter().map(|remark| ("remark", remark.clone())));
    items
}

type TitledColumn = (&'static str, FieldKind, &'static str);

fn statistics_columns() -> Vec<TitledColumn> {
    const N: FieldKind = FieldKind::Integer;
    let mut columns: Vec<TitledColumn> = vec![
        ("group_by", FieldKind::Text, "分组字段 By"),
        ("group_of", FieldKind::Text, "分组 Group"),
        ("mines_old", N, "原矿山数 Mines before"),
        ("mines_new", N, "现矿山数 Mines now"),
        ("mines_diff", N, "矿山数差 Difference of mines"),
        ("flagged_old", N, "原预警数 Flagged before"),
        ("flagged_new", N, "现预警数 Flagged now"),
        ("flagged_diff", N, "预警数差 Difference of flagged"),
        ("newly_flagged", N, "新增预警 Newly flagged"),
        ("cleared", N, "解除预警 Cleared"),
        ("added", N, "新增矿山 Added"),
        ("gone", N, "消失矿山 Gone"),
        ("came", N, "由他组转入 Came from another group"),
        ("left_for", N, "转至他组 Left for another group"),
    ];
    columns.extend([
        ("prohibited_old", N, "原禁止 Prohibited before"),
        ("prohibited_new", N, "现禁止 Prohibited now"),
        ("exit_old", N, "原退出 Exit before"),
        ("exit_new", N, "现退出 Exit now"),
        ("restricted_old", N, "原限制 Restricted before"),
        ("restricted_new", N, "现限制 Restricted now"),
        ("conditional_old", N, "原有条件 Conditional before"),
        ("conditional_new", N, "现有条件 Conditional now"),
        ("allowed_old", N, "原允许 Allowed before"),
        ("allowed_new", N, "现允许 Allowed now"),
        ("review_old", N, "原待核 Review before"),
        ("review_new", N, "现待核 Review now"),
        ("not_judged_old", N, "原未判定 Not judged before"),
        ("not_judged_new", N, "现未判定 Not judged now"),
    ]);
    columns
}

fn group_values(by: &str, group: &Group) -> Vec<Value<'static>> {
    let difference = |[before, after]: [usize; 2]| {
        let whole = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
        Value::Integer(whole(after) - whole(before))
    };
    let pair = |pair: [usize; 2]| [count(pair[0]), count(pair[1]), difference(pair)];
    let mut values = vec![text(by), text(&group.name)];
    values.extend(pair(group.mines));
    values.extend(pair(group.flagged));
    values.extend([group.newly_flagged, group.cleared, group.added, group.gone, group.came, group.left].map(count));
    values.extend(group.verdicts.iter().take(Verdict::ALL.len() + 1).flatten().map(|&mines| count(mines)));
    values
}

/// UTF-8 with a byte order mark and CR LF, as office programs want it. A text that a spreadsheet would take for a formula
/// gets an apostrophe in front.
fn csv(heading: &[String], rows: &[Vec<Value<'static>>]) -> Vec<u8> {
    let quoted = |text: &str| {
        let is_formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']) && text.parse::<f64>().is_err();
        let text = if is_formula { format!("'{text}") } else { text.to_owned() };
        let needs_quotes = is_formula || text.contains([',', '"', '\r', '\n', ';', '\t', '\'']) || text.trim() != text;
        if needs_quotes { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
    };
    let cell = |value: &Value<'_>| match value {
        Value::Null => String::new(),
        Value::Boolean(is) => is.to_string(),
        Value::Integer(number) => number.to_string(),
        Value::Real(number) => number.to_string(),
        Value::Text(text) => quoted(text),
    };
    let heading: Vec<String> = heading.iter().map(|heading| quoted(heading)).collect();
    let lines = rows.iter().map(|row| row.iter().map(cell).collect::<Vec<_>>().join(","));
    let mut text = String::from("\u{feff}");
    for line in std::iter::once(heading.join(",")).chain(lines) {
        text.push_str(&line);
        text.push_str("\r\n");
    }
    text.into_bytes()
}

pub(super) fn sheet_of_changes(comparison: &Comparison) -> Vec<u8> {
    let heading: Vec<String> =
        COLUMNS.iter().map(|(name, ..)| (*name).to_owned()).chain(["lon".to_owned(), "lat".to_owned()]).collect();
    let row = |change: &Change| {
        let at = match &change.geometry {
            Geometry::Point(at) => Some(at.0),
            other => geo::Centroid::centroid(other).map(|at| at.0),
        };
        let mut values = values(change);
        values.extend([number(at.map(|at| at.x), 1e8), number(at.map(|at| at.y), 1e8)]);
        values
    };
    csv(&heading, &comparison.changes.iter().map(row).collect::<Vec<_>>())
}

pub(super) fn sheet_of_statistics(comparison: &Comparison) -> Vec<u8> {
    let heading: Vec<String> = statistics_columns().into_iter().map(|(name, ..)| name.to_owned()).collect();
    let by = &comparison.statistics.by;
    let rows: Vec<_> = comparison.statistics.groups.iter().map(|group| group_values(by, group)).collect();
    csv(&heading, &rows)
}
