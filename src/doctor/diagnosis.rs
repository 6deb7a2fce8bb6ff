//! What an examination came to: a text for people, an object for programs, a layer of places.

use std::fmt::Write as _;
use std::path::PathBuf;

use serde_json::{Map, Value, json};

use super::about::kind_word;
use super::examine::LayerReport;
use super::finding::{Finding, Spot};
use super::licence_counts::LicenceCounts;
use super::position::place;
use crate::domain::{Field, Severity};
use crate::error::Error;
use crate::plan::Output;
use crate::write::{FoundDefect, found_defects};

/// Places that are listed in the text, and in the object; a layer holds all.
const SPOTS_IN_TEXT: usize = 3;
const SPOTS_IN_JSON: usize = 20;

/// Everything that was found out.
#[derive(Clone, Debug)]
pub struct Diagnosis {
    /// The layers, in the order in which they were asked for.
    pub layers: Vec<LayerReport>,
}

impl Diagnosis {
    fn findings(&self) -> impl Iterator<Item = &Finding> {
        self.layers.iter().flat_map(|layer| &layer.findings)
    }

    /// Whether no layer at all could be read.
    #[must_use]
    pub fn is_unread(&self) -> bool {
        self.layers.iter().all(|layer| !layer.is_read)
    }

    /// Whether something was found that needs a person.
    #[must_use]
    pub fn needs_a_person(&self) -> bool {
        self.findings().any(Finding::needs_a_person)
    }

    /// For people.
    #[must_use]
    pub fn to_text(&self) -> String {
        let mut text = String::new();
        for layer in &self.layers {
            layer_text(&mut text, layer);
            text.push('\n');
        }
        let of = |severity| self.findings().filter(|finding| finding.severity == severity).count();
        let (refused, review) = (of(Severity::Refused), of(Severity::Review));
        let (repaired, notes) = (of(Severity::Repaired), of(Severity::Note));
        let layers = self.layers.len();
        let plural = if layers == 1 { "" } else { "s" };
        let _ = write!(
            text,
            "{layers} layer{plural}: {refused} refused, {review} to review, {repaired} repaired, {notes} notes"
        );
        text
    }

    /// One JSON object. `places` holds the first twenty of each finding; `count` counts all.
    #[must_use]
    pub fn to_json(&self, outputs: &[PathBuf]) -> String {
        let of = |severity| self.findings().filter(|finding| finding.severity == severity).count();
        json!({
            "schema_version": 1,
            "layers": self.layers.iter().map(layer_json).collect::<Vec<_>>(),
            "findings": {
                "refused": of(Severity::Refused),
                "review": of(Severity::Review),
                "repaired": of(Severity::Repaired),
                "note": of(Severity::Note),
            },
            "outputs": outputs.iter().map(|path| path.display().to_string()).collect::<Vec<_>>(),
        })
        .to_string()
    }

    /// Writes all findings with all their places as a styled layer. Gives the files.
    ///
    /// # Errors
    /// A format that holds no layer of findings, or whatever keeps it from being written.
    pub fn write(&self, output: &Output) -> Result<Vec<PathBuf>, Error> {
        let found: Vec<FoundDefect> = self
            .layers
            .iter()
            .flat_map(|layer| layer.findings.iter().map(move |finding| (layer, finding)))
            .flat_map(|(layer, finding)| found(layer, finding))
            .collect();
        found_defects(&found, output)
    }
}

/// A finding as rows: one for each place, or one for the layer.
fn found(layer: &LayerReport, finding: &Finding) -> Vec<FoundDefect> {
    let whole = [Spot { reason: finding.reason.clone(), ..Spot::default() }];
    let spots = if finding.spots.is_empty() { &whole[..] } else { &finding.spots };
    let row = |spot: &Spot| FoundDefect {
        role: layer.used_as.as_ref().map_or_else(|| "unknown".to_owned(), |used_as| used_as.role.to_string()),
        file: layer.shown.clone(),
        feature: spot.feature,
        id: spot.id.clone(),
        code: finding.code,
        severity: finding.severity,
        reason: spot.reason.clone(),
        hint: finding.remedy.clone(),
        at: spot.at,
    };
    spots.iter().map(row).collect()
}

fn line(text: &mut String, label: &str, value: &str) {
    let _ = writeln!(text, "  {label:<9} {value}");
}

fn layer_text(text: &mut String, layer: &LayerReport) {
    let _ = writeln!(text, "{}", layer.shown);
    if let Some(about) = &layer.about {
        line(text, "format", &about.format);
        let kinds: Vec<String> = about.geometries.iter().map(|(word, count)| format!("{count} {word}")).collect();
        line(text, "features", &format!("{}: {}, {} corners", about.features, kinds.join(", "), about.corners));
        if let Some([west, south, east, north]) = about.extent {
            line(text, "extent", &format!("x {west} to {east}, y {south} to {north}"));
        }
        line(text, "system", &about.crs);
        if let Some(encoding) = &about.encoding {
            line(text, "text", &encoding.to_string());
        }
        line(text, "fields", &about.fields.iter().map(field_text).collect::<Vec<_>>().join(", "));
    }
    if let Some(used_as) = &layer.used_as {
        let why = match used_as.said_by {
            "guess" => format!("a guess: {}", used_as.why.join(", ")),
            "option" => "said by --as".to_owned(),
            other => format!("said by the {other}"),
        };
        line(text, "used as", &format!("{} ({why})", used_as.role));
    }
    if let Some(comparison) = &layer.comparison {
        line(text, "borders", &comparison.in_words());
    }
    if let Some(declared) = &layer.declared {
        let counts: Vec<String> = declared.by_fit.iter().map(|(fit, count)| format!("{count} {fit}")).collect();
        line(text, "declared", &format!("areas in \"{}\" fit: {}", declared.field, counts.join(", ")));
    }
    if layer.findings.is_empty() {
        line(text, "findings", "none");
    }
    for finding in &layer.findings {
        finding_text(text, finding);
    }
}

fn field_text(field: &Field) -> String {
    format!("{} {}", field.name, kind_word(field.kind))
}

fn finding_text(text: &mut String, finding: &Finding) {
    let _ = writeln!(text, "  {:<9} {}: {}", finding.severity.word(), finding.code, finding.reason);
    for evidence in &finding.evidence {
        line(text, "", evidence);
    }
    // One place that only says the same again is no news.
    let is_news =
        finding.spots.len() > 1 || finding.spots.iter().any(|spot| spot.reason != finding.reason || spot.at.is_some());
    for spot in finding.spots.iter().take(if is_news { SPOTS_IN_TEXT } else { 0 }) {
        line(text, "", &spot_text(spot, finding));
    }
    if finding.spots.len() > SPOTS_IN_TEXT {
        line(text, "", &format!("… and {} more (-o defects.gpkg holds all)", finding.spots.len() - SPOTS_IN_TEXT));
    }
    if !finding.remedy.is_empty() {
        line(text, "", &format!("mend: {}", finding.remedy));
    }
}

fn spot_text(spot: &Spot, finding: &Finding) -> String {
    let mut parts = Vec::new();
    if let Some(feature) = spot.feature {
        parts.push(match &spot.id {
            Some(id) => format!("feature {feature} ({id})"),
            None => format!("feature {feature}"),
        });
    }
    if let Some(at) = spot.at {
        parts.push(format!("at {}", place(at)));
    }
    let said = if spot.reason == finding.reason { String::new() } else { spot.reason.clone() };
    let head = parts.join(" ");
    if head.is_empty() || said.is_empty() { head + &said } else { format!("{head}: {said}") }
}

fn layer_json(layer: &LayerReport) -> Value {
    let about = layer.about.as_ref();
    let fields = about.map(|about| {
        about.fields.iter().map(|field| json!({"name": field.name, "kind": kind_word(field.kind)})).collect::<Vec<_>>()
    });
    let geometries: Option<Map<String, Value>> =
        about.map(|about| about.geometries.iter().map(|(word, count)| ((*word).to_owned(), json!(count))).collect());
    let finite = |metres: f64| metres.is_finite().then_some(metres);
    json!({
        "layer": layer.shown,
        "read": layer.is_read,
        "format": about.map(|about| &about.format),
        "features": about.map(|about| about.features),
        "geometries": geometries,
        "corners": about.map(|about| about.corners),
        "extent": about.and_then(|about| about.extent),
        "crs": about.map(|about| &about.crs),
        "encoding": about.and_then(|about| about.encoding.as_ref()).map(|encoding| json!({
            "declared": encoding.declared, "detected": encoding.detected, "used": encoding.used, "stated": encoding.stated,
        })),
        "fields": fields,
        "used_as": layer.used_as.as_ref().map(|used_as| json!({
            "role": used_as.role.to_string(), "said_by": used_as.said_by, "why": used_as.why,
        })),
        "borders": layer.comparison.as_ref().map(|comparison| json!({
            "reference": comparison.reference, "corners": comparison.corners,
            "measured_from": if comparison.is_from_reference { "reference" } else { "layer" }, "as_it_is_m": finite(comparison.as_it_is_m),
            "gcj02_m": finite(comparison.gcj02_m), "bd09_m": finite(comparison.bd09_m),
        })),
        "declared": layer.declared.as_ref().map(|declared| json!({
            "field": declared.field,
            "by_fit": declared.by_fit.iter().map(|(fit, count)| (fit.word().to_owned(), json!(count))).collect::<Map<_, _>>(),
        })),
        "licences": layer.licences.iter().map(LicenceCounts::to_json).collect::<Vec<_>>(),
        "findings": layer.findings.iter().map(finding_json).collect::<Vec<_>>(),
    })
}

fn finding_json(finding: &Finding) -> Value {
    let spot = |spot: &Spot| {
        json!({
            "feature": spot.feature, "id": spot.id, "lon": spot.at.map(|at| at.x), "lat": spot.at.map(|at| at.y),
            "reason": spot.reason,
        })
    };
    json!({
        "code": finding.code,
        "severity": finding.severity.word(),
        "count": finding.count,
        "reason": finding.reason,
        "evidence": finding.evidence,
        "remedy": finding.remedy,
        "places": finding.spots.iter().take(SPOTS_IN_JSON).map(spot).collect::<Vec<_>>(),
    })
}
