//! The tables below the map: rules, conflicts, green mines, defects, sources, and how it was measured.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value as Json;

use super::{Pair, pair, told};
use crate::domain::{Defect, DefectCode, Label, LayerSource, Report, SEVERITY_LABELS, ZoneLayer};
use crate::write::table::{Column, Value};
use crate::write::titles::title_of;
use crate::write::{green_review, rule_tables};

/// Rows of one table that a page shows; the GeoPackage has all.
const MOST_ROWS: usize = 300;
/// Features that a page names for each kind of defect.
const MOST_FEATURES: usize = 20;

/// All of them.
#[derive(Serialize)]
pub(super) struct Sections {
    rules: Option<Table>,
    conflicts: Option<Table>,
    green_review: Option<Table>,
    defects: Vec<DefectGroup>,
    sources: Vec<SourceRow>,
    measures: Vec<(Pair, Pair)>,
}

/// A table as it stands in the GeoPackage.
#[derive(Serialize)]
struct Table {
    title: Pair,
    columns: Vec<TableColumn>,
    rows: Vec<Vec<Json>>,
    /// How many rows there are.
    of: usize,
}

#[derive(Serialize)]
struct TableColumn {
    name: String,
    title: Pair,
    labels: BTreeMap<&'static str, Pair>,
}

#[derive(Serialize)]
struct DefectGroup {
    code: &'static str,
    severity: Pair,
    /// The code of the severity.
    became: &'static str,
    hint: &'static str,
    count: usize,
    /// Layer, feature, id, reason of the first ones.
    features: Vec<(String, Option<u32>, Option<String>, String)>,
}

#[derive(Serialize)]
struct SourceRow {
    layer: Pair,
    file: String,
    /// The coordinate system that it states.
    crs: String,
    /// The first digits of the SHA-256 of its file; none where it has several, or where hashes are not taken.
    #[serde(skip_serializing_if = "Option::is_none")]
    sha256: Option<String>,
    read: usize,
    /// Features that say of themselves that they are schematic or not verified.
    unverified: usize,
    notes: Vec<Pair>,
    #[serde(skip_serializing_if = "Option::is_none")]
    encoding: Option<&'static str>,
}

/// The sections of a report.
pub(super) fn sections(report: &Report<'_>) -> Sections {
    let rulings = report.rulings.as_ref();
    let green = report.green.as_ref();
    let to_review = green.map(|green| green.rows.iter().filter(|row| row.needs_review()).map(green_review::row));
    Sections {
        rules: rulings.map(|rulings| {
            let rows = rule_tables::rules(report, rulings).into_iter();
            table("rules", &rule_tables::rule_columns(), rows, usize::MAX)
        }),
        conflicts: rulings.map(|rulings| {
            table("conflicts", &rule_tables::conflict_columns(), rule_tables::conflicts(report, rulings), MOST_ROWS)
        }),
        green_review: to_review.map(|rows| table("green_review", &green_review::columns(), rows, MOST_ROWS)),
        defects: defects(&report.defects),
        sources: sources(report),
        measures: measures(report),
    }
}

fn table<'v>(name: &'static str, columns: &[Column], rows: impl Iterator<Item = Vec<Value<'v>>>, most: usize) -> Table {
    let mut table = Table { title: pair(&title_of(name)), columns: Vec::new(), rows: Vec::new(), of: 0 };
    for column in columns {
        let named = || (Cow::Owned(column.name.clone()), Cow::Owned(column.name.clone()));
        table.columns.push(TableColumn {
            name: column.name.clone(),
            title: column.title.as_ref().map_or_else(named, pair),
            labels: column.labels.iter().map(|Label { code, title }| (*code, pair(title))).collect(),
        });
    }
    for row in rows {
        table.of += 1;
        if table.rows.len() < most {
            table.rows.push(row.into_iter().map(json).collect());
        }
    }
    table
}

fn json(value: Value<'_>) -> Json {
    match value {
        Value::Null => Json::Null,
        Value::Boolean(is) => Json::Bool(is),
        Value::Integer(number) => Json::from(number),
        Value::Real(number) => Json::from(number),
        Value::Text(text) => Json::from(text.into_owned()),
    }
}

/// Defects by code, in the order of the codes.
fn defects(defects: &[Defect]) -> Vec<DefectGroup> {
    let mut groups: BTreeMap<DefectCode, DefectGroup> = BTreeMap::new();
    for defect in defects {
        let severity = defect.code.severity().word();
        let label = SEVERITY_LABELS.iter().find(|label| label.code == severity);
        let group = groups.entry(defect.code).or_insert_with(|| DefectGroup {
            code: defect.code.code(),
            severity: label.map_or_else(|| told(severity), |label| pair(&label.title)),
            became: severity,
            hint: defect.code.hint(),
            count: 0,
            features: Vec::new(),
        });
        group.count += 1;
        if group.features.len() < MOST_FEATURES {
            let file = defect.source.file_name();
            group.features.push((file, defect.feature, defect.id.clone(), defect.reason.clone()));
        }
    }
    groups.into_values().collect()
}

fn sources(report: &Report<'_>) -> Vec<SourceRow> {
    let encoding_of = |source: &LayerSource| {
        let mut encodings = report.encodings().filter(|(known, _)| *known == source);
        encodings.next().map(|(_, encoding)| encoding.used)
    };
    let mines = SourceRow {
        layer: pair(&title_of("mines")),
        file: report.layer.source.file_name(),
        crs: report.layer.crs.clone(),
        sha256: sum_of(report, &report.layer.source),
        read: report.layer.read,
        unverified: 0,
        notes: uncertainty(None, report.layer.crs_uncertainty_m),
        encoding: encoding_of(&report.layer.source),
    };
    let row = |title: Pair, layer: &ZoneLayer, unverified: usize| SourceRow {
        layer: title,
        file: layer.source.file_name(),
        crs: layer.crs.clone(),
        sha256: sum_of(report, &layer.source),
        read: layer.read,
        unverified,
        notes: uncertainty(layer.uncertainty_m, layer.crs_uncertainty_m),
        encoding: encoding_of(&layer.source),
    };
    let mut rows = vec![mines];
    for zones in &report.zones {
        for (number, layer) in zones.layers.iter().enumerate() {
            let says = |name: &str, json: &str| {
                matches!(
                    (name, json),
                    ("verified", "false") | ("schematic", "true") | ("position_kind", "\"synthetic\"")
                )
            };
            let of_layer = zones.zones.iter().filter(|zone| zone.layer as usize == number);
            let unverified = of_layer.filter(|zone| {
                let mut is = false;
                zone.attributes.for_each(|_, name, json| is |= says(name, json));
                is
            });
            rows.push(row(pair(&title_of(zones.kind.layer_name())), layer, unverified.count()));
        }
    }
    rows.extend(report.receptors.layers.iter().map(|layer| row(told("受体 Receptors"), layer, 0)));
    rows
}

/// Twelve digits tell files apart; the manifest has all of them.
fn sum_of(report: &Report<'_>, source: &LayerSource) -> Option<String> {
    let path = source.path.display().to_string();
    let input = report.provenance.inputs.iter().find(|input| input.path == path)?;
    match input.files.as_slice() {
        [file] => file.sha256.get(..12).map(str::to_owned),
        _ => None,
    }
}

fn uncertainty(stated_m: Option<f64>, datum_m: f64) -> Vec<Pair> {
    let stated = stated_m.map(|metres| two(format!("线位误差 {metres} 米"), format!("lines uncertain by {metres} m")));
    let datum =
        (datum_m > 0.0).then(|| two(format!("基准误差 {datum_m} 米"), format!("datum uncertain by {datum_m} m")));
    stated.into_iter().chain(datum).collect()
}

fn two(chinese: impl Into<Cow<'static, str>>, english: impl Into<Cow<'static, str>>) -> Pair {
    (chinese.into(), english.into())
}

/// What was measured and how, by which thresholds and which rules.
fn measures(report: &Report<'_>) -> Vec<(Pair, Pair)> {
    let measures = &report.measures;
    let metres = |value: f64| two(format!("{value} 米"), format!("{value} m"));
    let mut entries = vec![
        (
            told("坐标系 Coordinate system"),
            two(
                "EPSG:4490（CGCS2000）经纬度；EPSG:4326 视为等同（相差不到 1 米）",
                "EPSG:4490 (CGCS2000) longitude, latitude; EPSG:4326 is taken as equal (less than a metre)",
            ),
        ),
        (told("边线 Edges"), two("在经纬度平面上为直线", "straight in longitude and latitude")),
        (told("界线归属 Border"), two("落在界线上即属于该区域", "belongs to the zone")),
        (
            told("面积算法 Area"),
            two(
                "CGCS2000 椭球面积，采用国土调查技术规程的级数，任意长度的边均精确",
                "on the CGCS2000 ellipsoid, series of the land-survey rule, exact for edges of any length",
            ),
        ),
        (told("距离算法 Distance"), two("CGCS2000 椭球上的大地线长度", "geodesic on the CGCS2000 ellipsoid")),
        (told("搜索半径 Search radius"), metres(measures.near_m)),
        (
            told("碎片阈值 Slivers"),
            two(
                format!("面积小于 {} 平方米，或平均宽度小于 {} 米", measures.sliver_m2, measures.sliver_width_m),
                format!("below {} m², or narrower than {} m in the mean", measures.sliver_m2, measures.sliver_width_m),
            ),
        ),
        (
            told("线位误差 Uncertainty of lines"),
            measures.uncertainty_m.map_or_else(|| two("未说明", "not stated"), metres),
        ),
        (told("矿山位置误差 Uncertainty of mines"), metres(measures.mines_uncertainty_m)),
        (
            told("矿权互相重叠 Mines compared with each other"),
            if measures.self_overlap { told("是 yes") } else { told("否 no") },
        ),
    ];
    if let Some(step) = measures.balance {
        let step = format!("{} {}", step.count, step.unit.word());
        entries.push((told("面积平差步长 Areas balanced to"), two(step.clone(), step)));
    }
    if let Some(rulings) = &report.rulings {
        let day = rulings.as_of.to_string();
        entries.push((told("规则生效日期 Rules in force on"), two(day.clone(), day)));
        for (name, choice) in &rulings.readings {
            let reading = format!("{name} = {choice}");
            entries.push((told("释义 Reading"), two(reading.clone(), reading)));
        }
    }
    entries
}
