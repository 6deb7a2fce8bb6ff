//! How a delivery came about: what was measured, by which thresholds and methods. A table of the GeoPackage.

use std::borrow::Cow;

use super::table::{Column, Value};
use crate::domain::{FieldKind, Input, LayerSource, Report, SourceFile};

/// By which methods everything was measured.
pub(super) const METHODS: [(&str, &str); 5] = [
    ("coordinate system", "EPSG:4490 longitude, latitude; EPSG:4326 is taken as equal (less than a metre)"),
    ("edges", "straight in longitude and latitude"),
    ("border", "belongs to the zone"),
    ("area method", "CGCS2000 ellipsoid, series of the land-survey rule, exact for edges of any length"),
    ("distance method", "geodesic on the CGCS2000 ellipsoid"),
];

/// The files that the run read: what each was used as, its name (with the layer inside), and its SHA-256. Without provenance
/// (an output that tells of no hashes) the layers alone.
pub(super) fn inputs(report: &Report<'_>) -> Vec<(String, String, Option<String>)> {
    if !report.provenance.inputs.is_empty() {
        return report.provenance.inputs.iter().flat_map(files_of).collect();
    }
    let zones = report.zones.iter().flat_map(|zones| zones.layers.iter().map(|layer| (zones.kind, layer)));
    let zones = zones.map(|(kind, layer)| (kind.layer_name(), &layer.source));
    let receptors = report.receptors.layers.iter().map(|layer| ("receptors", &layer.source));
    let all = std::iter::once(("mines", &report.layer.source)).chain(zones).chain(receptors);
    all.map(|(role, source)| (role.to_owned(), source.file_name(), None)).collect()
}

/// The files of an input, by their names alone: folders are those of the machine that the run was made on.
fn files_of(input: &Input) -> Vec<(String, String, Option<String>)> {
    let name = |path: &str| path.rsplit('/').next().unwrap_or(path).to_owned();
    let layer = input.layer.as_ref().map(|layer| format!(":{layer}")).unwrap_or_default();
    let file = |file: &SourceFile| (input.role.clone(), name(&file.path) + &layer, Some(file.sha256.clone()));
    match input.files.as_slice() {
        [] => vec![(input.role.clone(), name(&input.path) + &layer, None)],
        files => files.iter().map(file).collect(),
    }
}

/// Columns of the table.
pub(super) fn columns() -> Vec<Column> {
    let column = |name, title| Column::titled(name, FieldKind::Text, title, "");
    vec![column("item", "项目 Item"), column("value", "内容 Value")]
}

/// The entries, in order.
pub(super) fn rows(report: &Report<'_>) -> Vec<[Value<'static>; 2]> {
    let measures = &report.measures;
    let metres = |value: f64| format!("{value} m");
    let mut entries = vec![("program", format!("oreline {}", env!("CARGO_PKG_VERSION")))];
    entries.extend(report.title.clone().map(|title| ("title", title)));
    entries.extend(METHODS.map(|(item, value)| (item, value.to_owned())));
    entries.extend([
        ("near", metres(measures.near_m)),
        ("sliver area below", format!("{} m2", measures.sliver_m2)),
        ("sliver mean width below", metres(measures.sliver_width_m)),
        ("uncertainty", measures.uncertainty_m.map_or("not stated".to_owned(), metres)),
        ("uncertainty of mines", metres(measures.mines_uncertainty_m)),
        ("self overlap", measures.self_overlap.to_string()),
        (
            "balance",
            measures.balance.map_or("not asked".to_owned(), |step| format!("{} {}", step.count, step.unit.word())),
        ),
    ]);
    if let Some(green) = &report.green {
        entries.push(("green mines", super::green_review::in_words(green)));
    }
    if let Some(rulings) = &report.rulings {
        entries.push(("rules in force on", rulings.as_of.to_string()));
        for pack in &rulings.packs {
            let unverified =
                if pack.is_unverified { ", UNVERIFIED: nobody has compared it with the text of the law" } else { "" };
            entries.push(("rule pack", format!("{} ({}){unverified}", pack.id, pack.kind)));
        }
        for (name, choice) in &rulings.readings {
            entries.push(("reading", format!("{name} = {choice}")));
        }
    }
    entries.push(("mines", described(&report.layer.source, report.layer.read)));
    for (kind, layer) in report.zones.iter().flat_map(|zones| zones.layers.iter().map(|layer| (zones.kind, layer))) {
        let stated = layer.uncertainty_m.map(|uncertainty_m| format!(", uncertainty {uncertainty_m} m"));
        let datum = match layer.crs_uncertainty_m {
            metres if metres > 0.0 => format!(", its datum uncertain by {metres} m"),
            _ => String::new(),
        };
        let entry = described(&layer.source, layer.read) + &stated.unwrap_or_default() + &datum;
        entries.push((kind.layer_name(), entry));
    }
    for layer in &report.receptors.layers {
        entries.push(("receptors", described(&layer.source, layer.read)));
    }
    for (source, encoding) in report.encodings() {
        entries.push(("encoding of text", format!("{}: {encoding}", source.file_name())));
    }
    for (role, file, sha256) in inputs(report) {
        if let Some(sha256) = sha256 {
            entries.push(("SHA-256", format!("{role}: {file}: {sha256}")));
        }
    }
    let text = |text: String| Value::Text(Cow::Owned(text));
    entries.into_iter().map(|(item, value)| [text(item.to_owned()), text(value)]).collect()
}

/// What a layer came from, without the folders of the machine that it lay on.
fn described(source: &LayerSource, read: usize) -> String {
    format!("{}, {read} features", source.file_name())
}
