//! The parts as a layer: what remains, what was cut away, what is small.

use std::borrow::Cow;
use std::path::Path;

use geo::{Geometry, MultiPolygon};

use super::outcome::{Outcome, RightOutcome};
use crate::domain::{DeliveryStyle, FieldKind};
use crate::style::Shown;
use crate::write::{Column, PlainLayer, PlainRow, Value};

/// The layer; `path` is the file that it is for.
pub(super) fn layer(outcome: &Outcome, path: &Path, look: DeliveryStyle) -> PlainLayer<'static> {
    let stem = path.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
    // Names that a package keeps for itself, and that of its table of styles.
    let is_free = !stem.is_empty()
        && !["gpkg_", "rtree_", "sqlite_", "layer_styles"].iter().any(|taken| stem.to_lowercase().starts_with(taken));
    let name = if is_free { stem } else { "cut".to_owned() };
    let rows = outcome.rights.iter().flat_map(|right| rows(right, outcome)).collect();
    PlainLayer::new(&name, "红线避让 Right after red lines were cut out", columns(outcome), rows)
        .shown_as(Shown::CutParts, look)
}

fn columns(outcome: &Outcome) -> Vec<Column> {
    let column = Column::titled;
    let in_steps = format!("the same in {}, in steps that add up to the right before", outcome.balance.unit.word());
    vec![
        column("mine", FieldKind::Text, "矿业权编号 Right", "id of the right, or its number in the source, from 0"),
        column("mine_name", FieldKind::Text, "矿业权名称 Name of the right", ""),
        column("feature", FieldKind::Integer, "要素序号 Feature", "number of the right in its source, from 0"),
        column("part", FieldKind::Text, "部分 Part", "remaining, cut, or small: too small or too narrow to be kept"),
        column("part_no", FieldKind::Integer, "部分序号 Part number", "from 1, for each right"),
        column("kept", FieldKind::Boolean, "保留 Kept", "whether it is part of the right from now on"),
        column("area_m2", FieldKind::Real, "面积(平方米) Area (m²)", "on the CGCS2000 ellipsoid"),
        column("area_ha", FieldKind::Real, "面积(公顷) Area (ha)", "the same in hectares"),
        column("area_bal", FieldKind::Real, "平差面积 Balanced area", &in_steps),
        column(
            "width_m",
            FieldKind::Real,
            "最大宽度(米) Greatest width (m)",
            "diameter of the largest circle in the part",
        ),
        column("reason", FieldKind::Text, "原因 Reason", "why it is small, or why it needs review"),
        column("zones", FieldKind::Text, "涉及红线 Red lines", "the zones that it lies in, or in whose buffer"),
        column("buffer_m", FieldKind::Real, "缓冲(米) Buffer (m)", "how far around zones the cut reaches"),
        column(
            "before_m2",
            FieldKind::Real,
            "原面积(平方米) Area before (m²)",
            "of the right, on the CGCS2000 ellipsoid",
        ),
        column(
            "synthetic",
            FieldKind::Text,
            "合成数据 Synthetic",
            "fields of the source that say the right is made up",
        ),
    ]
}

fn rows<'o>(right: &'o RightOutcome, outcome: &'o Outcome) -> impl Iterator<Item = PlainRow<'static>> + 'o {
    let text = |text: Option<&str>| text.map_or(Value::Null, |text| Value::Text(Cow::Owned(text.to_owned())));
    right.cut.parts.iter().enumerate().zip(1_i64..).map(move |((number, part), part_no)| {
        let names: Vec<String> = part.zones.iter().map(|&zone| outcome.zone_name(zone).replace(';', "；")).collect();
        let balanced = right.sums.as_ref().map(|sums| outcome.balance.times(sums.parts[number]));
        let values = vec![
            text(Some(&right.label)),
            text(right.names.first().map(String::as_str)),
            Value::Integer(i64::from(right.feature)),
            text(Some(part.kind.word())),
            Value::Integer(part_no),
            Value::Boolean(part.is_kept),
            Value::Real(rounded(part.area_m2, 1e6)),
            Value::Real(rounded(part.area_m2 / 1e4, 1e10)),
            balanced.map_or(Value::Null, Value::Real),
            part.width_m.map_or(Value::Null, |width_m| Value::Real(rounded(width_m, 100.0))),
            text(part.reason.as_deref()),
            text(Some(names.join(";").as_str()).filter(|names| !names.is_empty())),
            Value::Real(outcome.buffer_m),
            Value::Real(rounded(right.cut.before_m2, 1e6)),
            text(right.synthetic.as_deref()),
        ];
        PlainRow::new(Some(Geometry::MultiPolygon(MultiPolygon(vec![part.polygon.clone()]))), values)
    })
}

/// Zero has one sign only.
pub(super) fn rounded(number: f64, steps: f64) -> f64 {
    (number * steps).round() / steps + 0.0
}
