//! What came of a cut: for programs; `summary` says it to people.

use std::path::PathBuf;

use geo::LineString;
use serde_json::{Value, json};

use super::layer::rounded;
use super::sums::Sums;
use super::{CutArea, Part, PartKind, Request};
use crate::domain::{Defect, Measures, Mine, MineLayer, Severity, Step, Zone, ZoneKind};
use crate::explain::mine_names;
use crate::geometry::measure::perimeter_m;
use crate::plan::Plan;

/// What came of all rights.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// The layer of the rights.
    pub source: String,
    /// The kinds of zones that were cut out.
    pub kinds: Vec<ZoneKind>,
    /// How far around zones the cut reached, in metres.
    pub buffer_m: f64,
    /// Areas were rounded to this step.
    pub balance: Step,
    /// The rights, in the order of their layer; of all rights those that anything was cut out of.
    pub rights: Vec<RightOutcome>,
    /// Rights that nothing could be cut out of, each with its defect.
    pub refused: usize,
    /// Points among the mines, where all rights were asked for.
    pub points: usize,
    /// What was found wrong in the zones and these rights.
    pub defects: Vec<Defect>,
    /// Further remarks, for people.
    pub notes: Vec<String>,
    /// The coordinate system of the text.
    pub crs: Option<String>,
    /// The greatest distance in metres by which rounding moved a corner of the text.
    pub shift_m: Option<f64>,
    /// The files that were put in place.
    pub files: Vec<PathBuf>,
    zones: Vec<ZoneName>,
}

#[derive(Clone, Debug)]
struct ZoneName {
    kind: ZoneKind,
    id: Option<String>,
    name: String,
}

/// What came of one right.
#[derive(Clone, Debug)]
pub struct RightOutcome {
    /// What it is called: its id, else its number in the source.
    pub label: String,
    /// Its names, in the order of fields.
    pub names: Vec<String>,
    /// Its number in the source, from 0.
    pub feature: u32,
    /// What it was cut into.
    pub cut: CutArea,
    /// Fields that say that it is made up.
    pub synthetic: Option<String>,
    pub(super) position: usize,
    pub(super) sums: Option<Sums>,
}

impl RightOutcome {
    pub(super) fn new(
        mine: &Mine<'_>,
        plan: &Plan,
        layer: &MineLayer<'_>,
        position: usize,
        mut cut: CutArea,
        request: &Request,
    ) -> Self {
        for part in cut.parts.iter_mut().filter(|part| part.kind == PartKind::Cut) {
            part.reason = sliver(part, &plan.measures);
        }
        let sums = Sums::of(&cut, request.balance);
        let (label, names) = (mine.label().into_owned(), mine_names(layer, plan, mine));
        Self { label, names, feature: mine.index, cut, synthetic: synthetic(layer, mine), position, sums }
    }

    /// The parts of a kind.
    pub fn of(&self, kind: PartKind) -> impl Iterator<Item = &Part> {
        self.cut.parts.iter().filter(move |part| part.kind == kind)
    }

    /// What became of it: `unchanged`, `cut`, or `nothing remains`.
    #[must_use]
    pub fn word(&self) -> &'static str {
        if self.cut.parts.iter().all(|part| part.kind == PartKind::Cut) {
            "nothing remains"
        } else if self.cut.is_cut() {
            "cut"
        } else {
            "unchanged"
        }
    }

    /// The areas of its parts and of a kind in steps.
    pub(super) fn steps(&self, kind: PartKind) -> Option<i64> {
        let sums = self.sums.as_ref()?;
        let parts = self.cut.parts.iter().zip(&sums.parts);
        Some(parts.filter(|(part, _)| part.kind == kind).map(|(_, steps)| *steps).sum())
    }
}

/// Why a part that was cut away may come from drawing, as docs/decisions/0007 has it.
fn sliver(part: &Part, measures: &Measures) -> Option<String> {
    let rings = std::iter::once(part.polygon.exterior()).chain(part.polygon.interiors());
    let perimeter_m = perimeter_m(rings.flat_map(LineString::lines).map(|line| (line.start, line.end)));
    let width_m = 2.0 * part.area_m2 / perimeter_m;
    let is_sliver = part.area_m2 < measures.sliver_m2 || width_m < measures.sliver_width_m;
    is_sliver.then(|| {
        format!("a sliver of {:.4} m², {width_m:.3} m wide in the mean: it may come from drawing", part.area_m2)
    })
}

/// The names of the fields in which a mine says that it is made up: fields about what is known of it that begin with such a word. Names
/// may hold one for another reason.
fn synthetic(layer: &MineLayer<'_>, mine: &Mine<'_>) -> Option<String> {
    const WORDS: [&str; 4] = ["synthetic", "合成", "虚构", "made up"];
    let is_about = |name: &str| name.ends_with("_kind") || ["basis", "source", "note"].contains(&name);
    let says = |field: &&crate::domain::Field| {
        is_about(&field.name)
            && mine.attributes.words(&field.name).is_some_and(|words| {
                WORDS.iter().any(|word| words.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word)))
            })
    };
    let fields: Vec<&str> = layer.fields.iter().filter(says).map(|field| field.name.as_str()).collect();
    (!fields.is_empty()).then(|| fields.join(";"))
}

impl Outcome {
    pub(super) fn new(
        layer: &MineLayer<'_>,
        request: &Request,
        zones: &[(ZoneKind, &Zone<'_>)],
        rights: Vec<RightOutcome>,
        points: usize,
    ) -> Self {
        let zone = |(kind, zone): &(ZoneKind, &Zone<'_>)| ZoneName {
            kind: *kind,
            id: zone.id.clone(),
            name: zone.name.clone(),
        };
        Self {
            source: layer.source.to_string(),
            kinds: request.kinds.clone(),
            buffer_m: request.buffer_m,
            balance: request.balance,
            rights,
            refused: 0,
            points,
            defects: Vec::new(),
            notes: Vec::new(),
            crs: None,
            shift_m: None,
            files: Vec::new(),
            zones: zones.iter().map(zone).collect(),
        }
    }

    /// What a zone is called.
    #[must_use]
    pub fn zone_name(&self, zone: usize) -> &str {
        self.zones
            .get(zone)
            .map_or("", |zone| if zone.name.is_empty() { zone.id.as_deref().unwrap_or("") } else { &zone.name })
    }

    /// Whether a part is small or a sliver, or something was refused or needs review.
    #[must_use]
    pub fn needs_a_person(&self) -> bool {
        let is_grave = |defect: &Defect| matches!(defect.code.severity(), Severity::Refused | Severity::Review);
        self.defects.iter().any(is_grave) || self.rights.iter().any(|right| right.of(PartKind::Small).next().is_some())
    }

    /// Steps in the unit of the step.
    pub(super) fn in_unit(&self, steps: i64) -> f64 {
        self.balance.times(steps)
    }

    /// One JSON object.
    #[must_use]
    pub fn to_json(&self) -> String {
        let defect = |defect: &Defect| {
            json!({
                "layer": defect.source.to_string(),
                "feature": defect.feature,
                "id": defect.id,
                "code": defect.code.code(),
                "severity": defect.code.severity().word(),
                "reason": defect.reason,
                "hint": defect.code.hint(),
            })
        };
        json!({
            "schema_version": 1,
            "layer": self.source,
            "kinds": self.kinds.iter().map(|kind| kind.word()).collect::<Vec<_>>(),
            "buffer_m": self.buffer_m,
            "balance": { "step": self.balance.count, "unit": self.balance.unit.word() },
            "rights": self.rights.iter().map(|right| self.right(right)).collect::<Vec<_>>(),
            "refused": self.refused,
            "points": self.points,
            "crs": self.crs,
            "greatest_shift_m": self.shift_m,
            "defects": self.defects.iter().map(defect).collect::<Vec<_>>(),
            "notes": self.notes,
            "outputs": self.files.iter().map(|path| path.display().to_string()).collect::<Vec<_>>(),
        })
        .to_string()
    }

    fn right(&self, right: &RightOutcome) -> Value {
        let cut = &right.cut;
        let m2 = |area_m2: f64| rounded(area_m2, 1e6);
        let zone = |share: &super::ZoneShare| {
            let zone = &self.zones[share.zone];
            json!({
                "kind": zone.kind.word(),
                "id": zone.id,
                "name": zone.name,
                "inside_m2": m2(share.inside_m2),
                "with_buffer_m2": m2(share.with_buffer_m2),
            })
        };
        let part = |(number, part): (usize, &Part)| {
            json!({
                "part": part.kind.word(),
                "part_no": number + 1,
                "area_m2": m2(part.area_m2),
                "balanced": right.sums.as_ref().map(|sums| self.in_unit(sums.parts[number])),
                "width_m": part.width_m.map(|width_m| rounded(width_m, 100.0)),
                "kept": part.is_kept,
                "reason": part.reason,
                "zones": part.zones.iter().map(|&zone| self.zone_name(zone)).collect::<Vec<_>>(),
            })
        };
        let small_m2: f64 = right.of(PartKind::Small).map(|part| part.area_m2).sum();
        let balanced = right.sums.as_ref().map(|sums| {
            let of = |kind| right.steps(kind).map(|steps| self.in_unit(steps));
            json!({
                "before": self.in_unit(sums.before),
                "remaining": of(PartKind::Remaining),
                "small": of(PartKind::Small),
                "cut": of(PartKind::Cut),
            })
        });
        json!({
            "id": right.label,
            "names": right.names,
            "feature": right.feature,
            "synthetic": right.synthetic,
            "result": right.word().replace(' ', "_"),
            "before_m2": m2(cut.before_m2),
            "remaining_m2": m2(cut.rest_m2 - small_m2),
            "small_m2": m2(small_m2),
            "cut_m2": m2(cut.cut_m2),
            "cut_inside_m2": m2(cut.inside_m2),
            "cut_in_buffer_m2": m2(cut.cut_m2 - cut.inside_m2),
            "balanced": balanced,
            "zones": cut.zones.iter().map(zone).collect::<Vec<_>>(),
            "parts": cut.parts.iter().enumerate().map(part).collect::<Vec<_>>(),
            "rounding_parts": cut.rounding_parts,
        })
    }
}
