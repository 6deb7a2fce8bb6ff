//! One layer after the other: read, described, checked in its role, and looked at as a whole.

use geo::{Coord, MultiPolygon};

use super::about::About;
use super::checked::{Checked, checked};
use super::declared::{self, DeclaredCounts};
use super::diagnosis::Diagnosis;
use super::finding::{
    CRS_CONTRADICTION, CRS_UNUSABLE, ENCODING_CONFLICT, ENCODING_UNDECIDED, Finding, ROLE_UNKNOWN, UNREADABLE_LAYER,
    UNUSABLE_LAYER, of_defects,
};
use super::licence_counts::LicenceCounts;
use super::question::{Question, Target};
use super::shifted::{self, Comparison, Reference};
use super::{encoding, guess, licences, packed, position, same, tiles};
use crate::check::{self, FieldChoice};
use crate::clock;
use crate::crs::inquiry::{self, Stated};
use crate::domain::{AreaUnit, Defect, DefectCode, RawGeometry, RawLayer, Role, ZoneKind};
use crate::error::Error;
use crate::plan::LayerPlan;
use crate::read::{self, Request};

/// What a layer is used as.
#[derive(Clone, Debug)]
pub struct UsedAs {
    /// The role.
    pub role: Role,
    /// Who says so: `plan`, `option` or `guess`.
    pub said_by: &'static str,
    /// What a guess rests on.
    pub why: Vec<String>,
}

/// What was found out about one layer.
#[derive(Clone, Debug)]
pub struct LayerReport {
    /// The layer, as messages name it.
    pub shown: String,
    /// False if it could not be read at all.
    pub is_read: bool,
    /// What it is.
    pub about: Option<About>,
    /// What it is used as.
    pub used_as: Option<UsedAs>,
    /// How its borders fit the reference.
    pub comparison: Option<Comparison>,
    /// How its declared areas fit.
    pub declared: Option<DeclaredCounts>,
    /// What its licence numbers say, by field.
    pub licences: Vec<LicenceCounts>,
    /// What is wrong.
    pub findings: Vec<Finding>,
}

/// Examines layers. `on_layer` is told of each as it is taken up.
///
/// # Errors
/// A reference that cannot be used. What is wrong with the layers themselves is no error.
pub fn examine(question: &Question, on_layer: &mut dyn FnMut(&str)) -> Result<Diagnosis, Error> {
    let reference = question.reference.as_ref().map(reference).transpose()?;
    let mut layers = Vec::new();
    for target in &question.targets {
        on_layer(&target.layer.path.display().to_string());
        layers.extend(target_reports(target, reference.as_ref()));
    }
    Ok(Diagnosis { layers })
}

fn reference(layer: &LayerPlan) -> Result<Reference, Error> {
    let open = read::open(layer.request(Role::Zones(ZoneKind::Function)))?;
    let (zones, _) = check::zones(ZoneKind::Function, vec![(open.read()?, layer.fields.clone())])?;
    let all: MultiPolygon<f64> = zones.zones.into_iter().flat_map(|zone| zone.area.0).collect();
    let name = layer.path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    Ok(Reference::new(name, &all))
}

/// A file that holds several layers is examined layer by layer.
fn target_reports(target: &Target, reference: Option<&Reference>) -> Vec<LayerReport> {
    match report(target, reference) {
        Ok(report) => vec![report],
        Err(Error::SeveralLayers { .. }) => {
            let names = read::open(target.layer.request(Role::Mines)).and_then(|open| open.layer_names());
            match names {
                Ok(names) => names
                    .into_iter()
                    .flat_map(|name| {
                        let layer = LayerPlan { layer: Some(name), ..target.layer.clone() };
                        target_reports(&Target { layer, ..target.clone() }, reference)
                    })
                    .collect(),
                Err(error) => vec![unreadable(target, &error)],
            }
        }
        Err(error) => vec![unreadable(target, &error)],
    }
}

fn unreadable(target: &Target, error: &Error) -> LayerReport {
    let finding = Finding::new(UNREADABLE_LAYER, error.to_string()).mend(error.hint().unwrap_or_default());
    LayerReport {
        shown: target.layer.request(Role::Mines).source.to_string(),
        is_read: false,
        about: None,
        used_as: None,
        comparison: None,
        declared: None,
        licences: Vec::new(),
        findings: vec![finding],
    }
}

fn report(target: &Target, reference: Option<&Reference>) -> Result<LayerReport, Error> {
    let request = target.layer.request(target.role.unwrap_or(Role::Mines));
    let mut findings = Vec::new();
    let open = read::open(request.clone())?;
    let reopened;
    let mut raw = match open.read() {
        Ok(raw) => raw,
        Err(error) => {
            reopened = read::open(readable(request, error, &mut findings)?)?;
            reopened.read()?
        }
    };
    let stated = inquiry::stated(&raw.crs);
    let about = About::new(&raw, stated.as_ref());
    let used_as = match target.role {
        Some(role) => Some(UsedAs { role, said_by: target.said_by, why: Vec::new() }),
        None => guess::role(&raw).map(|guess| UsedAs { role: guess.role, said_by: "guess", why: guess.why }),
    };
    let role = used_as.as_ref().map_or_else(|| neutral_role(&raw), |used_as| used_as.role);
    raw.source.role = role;
    let shown = raw.source.to_string();
    // An encoding that was only tried is in conflict with nothing.
    if findings.iter().all(|finding| finding.code != ENCODING_UNDECIDED.0)
        && let Some(conflict) = raw.reading.encoding.as_ref().and_then(|text| encoding::conflict(text, &raw.source))
    {
        findings.push(conflict);
    }
    let mut report = LayerReport {
        shown,
        is_read: true,
        about: Some(about),
        used_as,
        comparison: None,
        declared: None,
        licences: Vec::new(),
        findings,
    };
    if report.used_as.is_none() {
        let reason = "neither names nor fields say what it is used as; it is examined for its geometry alone";
        report.findings.push(Finding::new(ROLE_UNKNOWN, reason).mend("say it: --as mines (or prefectures, belts, …)"));
    }
    let mut choice = target.layer.fields.clone();
    if role == Role::Mines && choice.area.is_none() {
        choice.area = guess::area_field(&raw.fields).map(str::to_owned);
    }
    examine_raw(raw, role, &choice, stated.as_ref(), reference, &mut report);
    Ok(report)
}

/// A request that can be read, where an option or an open question keeps the layer from being read as it was asked for: each is
/// a finding. What contradicts the file is left out, and what nothing decides is tried.
fn readable(mut request: Request, mut error: Error, findings: &mut Vec<Finding>) -> Result<Request, Error> {
    loop {
        let finding = match (&error, encoding::undecided(&error)) {
            (_, Some((finding, example))) => {
                request.encoding = Some(example.to_owned());
                finding
            }
            (Error::ContradictingCrs { .. }, _) => {
                request.crs = None;
                Finding::new(CRS_CONTRADICTION, error.to_string()).mend(error.hint().unwrap_or_default())
            }
            _ => return Err(error),
        };
        // Once is enough for each.
        if findings.iter().any(|known| known.code == finding.code) {
            return Err(error);
        }
        findings.push(finding);
        match read::open(request.clone())?.read() {
            Ok(_) => return Ok(request),
            Err(next) => error = next,
        }
    }
}

/// As what a layer is checked if nothing is known of its use.
fn neutral_role(raw: &RawLayer<'_>) -> Role {
    let has = |is: fn(&RawGeometry<'_>) -> bool| raw.features.iter().any(|feature| is(&feature.geometry));
    if has(|geometry| matches!(geometry, RawGeometry::Area(_))) {
        Role::Zones(ZoneKind::Function)
    } else if has(|geometry| matches!(geometry, RawGeometry::Lines(_))) {
        Role::Receptors
    } else {
        Role::Mines
    }
}

fn examine_raw(
    raw: RawLayer<'_>,
    role: Role,
    choice: &FieldChoice,
    stated: Option<&Stated>,
    reference: Option<&Reference>,
    report: &mut LayerReport,
) {
    let sample = position::sample(&raw);
    let crs = raw.crs.clone();
    // The system as a whole goes first: what is wrong there explains what follows.
    let misplaced = stated.and_then(|stated| position::findings(&sample, &crs, stated, &report.shown));
    let is_misplaced = misplaced.is_some();
    report.findings.extend(misplaced);
    let is_in_degrees = stated.is_none_or(|stated| !stated.is_projected);
    report.findings.extend(packed::finding(&sample).filter(|_| is_in_degrees));
    let first_of_licences = report.findings.len();
    if role == Role::Mines {
        let today = clock::today();
        for field in licences::fields(&raw.fields, choice.licence.as_deref()) {
            let (counts, findings) = licences::examine(&raw, field, (today.year(), today.month()));
            report.licences.push(counts);
            report.findings.extend(findings);
        }
    }
    let licences = first_of_licences..report.findings.len();
    let (checked, defects) = match checked(raw, role, choice) {
        Ok(checked) => checked,
        Err(Error::AllRefused { .. }) if is_misplaced => return,
        Err(error) => {
            report.findings.push(of_error(&error, &sample, &report.shown));
            return;
        }
    };
    let is_about_use = |code: DefectCode| matches!(code, DefectCode::NoNameField | DefectCode::NoClassField);
    let is_known = report.used_as.is_some();
    // The doctor says more of it.
    let is_of_conflict = |code: DefectCode| matches!(code, DefectCode::EncodingCorrected | DefectCode::TextDoubtful);
    let has_conflict = report.findings.iter().any(|finding| finding.code == ENCODING_CONFLICT.0);
    let is_wanted = |defect: &Defect| {
        (is_known || !is_about_use(defect.code))
            && !(has_conflict && is_of_conflict(defect.code) && defect.feature.is_none())
    };
    let defects: Vec<Defect> = defects.into_iter().filter(is_wanted).collect();
    report.findings.extend(of_defects(&defects));
    let shapes = checked.shapes();
    same::place(&mut report.findings[licences], &shapes);
    report.findings.extend(same::findings(&shapes));
    let areas: Vec<&MultiPolygon<f64>> = shapes.iter().filter_map(|shape| shape.area).collect();
    if let Some(comparison) = reference.and_then(|reference| shifted::compare(&areas, reference)) {
        report.findings.extend(comparison.finding());
        report.comparison = Some(comparison);
    }
    match &checked {
        Checked::Zones(zones) if matches!(zones.kind, ZoneKind::Prefecture | ZoneKind::Position) => {
            report.findings.extend(tiles::findings(&zones.zones));
        }
        Checked::Mines(layer) => {
            if let Some(field) = &choice.area {
                let unit =
                    choice.area_unit.as_deref().map_or_else(|| AreaUnit::from_field_name(field), AreaUnit::parse);
                let (counts, finding) = declared::compare(layer, field, unit);
                report.declared = counts;
                report.findings.extend(finding);
            }
        }
        Checked::Zones(_) | Checked::Receptors(_) => {}
    }
}

fn of_error(error: &Error, sample: &[Coord<f64>], shown: &str) -> Finding {
    let hint = error.hint().unwrap_or_default();
    match error {
        Error::NoCrs { .. } => position::unstated(sample, shown),
        Error::UnknownCrs { .. } | Error::InexactCrs { .. } => Finding::new(CRS_UNUSABLE, error.to_string()).mend(hint),
        _ => Finding::new(UNUSABLE_LAYER, error.to_string()).mend(hint),
    }
}
