//! One layer after the other: read, described, checked in its role, and looked at as a whole.

use std::path::Path;

use geo::{Coord, MultiPolygon};

use super::about::About;
use super::declared::{self, DeclaredCounts};
use super::diagnosis::Diagnosis;
use super::finding::{
    CRS_CONTRADICTION, CRS_UNUSABLE, Finding, ROLE_UNKNOWN, UNREADABLE_LAYER, UNUSABLE_LAYER, of_defects,
};
use super::shifted::{self, Comparison, Reference};
use super::{guess, packed, position, same, tiles};
use crate::check::{self, FieldChoice};
use crate::crs::inquiry::{self, Stated};
use crate::domain::{
    Defect, DefectCode, MineLayer, MineShape, RawGeometry, RawLayer, ReceptorShape, Receptors, Role, ZoneKind, Zones,
};
use crate::error::Error;
use crate::geometry::chains::Chains;
use crate::plan::{LayerPlan, Output, Plan};
use crate::{read, write};

/// A layer to be examined.
#[derive(Clone, Debug)]
pub struct Target {
    /// Where it is, and what is said of its fields.
    pub layer: LayerPlan,
    /// What it is used as; `None`: it is guessed.
    pub role: Option<Role>,
    /// Who says so: `plan` or `option`.
    pub said_by: &'static str,
}

/// What is to be examined.
#[derive(Clone, Debug, Default)]
pub struct Question {
    /// The layers.
    pub targets: Vec<Target>,
    /// A layer of areas whose borders are known to be right.
    pub reference: Option<LayerPlan>,
}

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
    /// What is wrong.
    pub findings: Vec<Finding>,
}

impl Question {
    /// All layers of a plan, in their roles.
    #[must_use]
    pub fn of_plan(plan: &Plan) -> Self {
        let target = |layer: &LayerPlan, role| Target { layer: layer.clone(), role: Some(role), said_by: "plan" };
        let zones = plan.zones.iter().map(|(kind, layer)| target(layer, Role::Zones(*kind)));
        let receptors = plan.receptors.iter().map(|layer| target(layer, Role::Receptors));
        let targets = std::iter::once(target(&plan.mines, Role::Mines)).chain(zones).chain(receptors).collect();
        Self { targets, reference: None }
    }
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
    Ok(Reference { name, borders: Chains::of_area(&all) })
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
        findings: vec![finding],
    }
}

fn report(target: &Target, reference: Option<&Reference>) -> Result<LayerReport, Error> {
    let mut request = target.layer.request(target.role.unwrap_or(Role::Mines));
    let mut findings = Vec::new();
    let mut open = read::open(request.clone())?;
    // What contradicts the file is said, and the file believed.
    if request.crs.is_some()
        && let Err(error @ Error::ContradictingCrs { .. }) = open.read()
    {
        findings.push(Finding::new(CRS_CONTRADICTION, error.to_string()).mend(error.hint().unwrap_or_default()));
        request.crs = None;
        open = read::open(request)?;
    }
    let mut raw = open.read()?;
    let stated = inquiry::stated(&raw.crs);
    let about = About::new(&raw, stated.as_ref());
    let used_as = match target.role {
        Some(role) => Some(UsedAs { role, said_by: target.said_by, why: Vec::new() }),
        None => guess::role(&raw).map(|guess| UsedAs { role: guess.role, said_by: "guess", why: guess.why }),
    };
    let role = used_as.as_ref().map_or_else(|| neutral_role(&raw), |used_as| used_as.role);
    raw.source.role = role;
    let shown = raw.source.to_string();
    let mut report =
        LayerReport { shown, is_read: true, about: Some(about), used_as, comparison: None, declared: None, findings };
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

/// A layer that passed `check`, in its role.
enum Checked<'a> {
    Mines(MineLayer<'a>),
    Zones(Zones<'a>),
    Receptors(Receptors),
}

fn checked<'a>(raw: RawLayer<'a>, role: Role, choice: &FieldChoice) -> Result<(Checked<'a>, Vec<Defect>), Error> {
    let choice_of = || vec![choice.clone()];
    Ok(match role {
        Role::Mines => {
            let (layer, defects) = check::mines(raw, choice)?;
            (Checked::Mines(layer), defects)
        }
        Role::Zones(kind) => {
            let (zones, defects) = check::zones(kind, std::iter::once(raw).zip(choice_of()).collect())?;
            (Checked::Zones(zones), defects)
        }
        Role::Receptors => {
            let (receptors, defects) = check::receptors(std::iter::once(raw).zip(choice_of()).collect())?;
            (Checked::Receptors(receptors), defects)
        }
    })
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
    // The place for what the decoder of licence numbers will say about id and licence fields.
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
    let defects: Vec<Defect> = defects.into_iter().filter(|defect| is_known || !is_about_use(defect.code)).collect();
    report.findings.extend(of_defects(&defects));
    let shapes = shapes(&checked);
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
                let (counts, finding) = declared::compare(layer, field);
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

/// The features in use, as far as their geometry is compared.
fn shapes<'c>(checked: &'c Checked<'_>) -> Vec<same::Shape<'c>> {
    match checked {
        Checked::Mines(layer) => layer
            .mines
            .iter()
            .map(|mine| {
                let (area, at) = match &mine.shape {
                    MineShape::Point(at, _) => (None, Some(*at)),
                    MineShape::Area(area) => (Some(area.as_ref()), first_corner(area)),
                };
                same::Shape { index: mine.index, id: mine.id.as_deref(), area, at }
            })
            .collect(),
        Checked::Zones(zones) => zones
            .zones
            .iter()
            .map(|zone| {
                let at = first_corner(&zone.area);
                same::Shape { index: zone.index, id: zone.id.as_deref(), area: Some(&zone.area), at }
            })
            .collect(),
        Checked::Receptors(receptors) => receptors
            .receptors
            .iter()
            .map(|receptor| {
                let (area, at) = match &receptor.shape {
                    ReceptorShape::Area(area) => (Some(area.as_ref()), first_corner(area)),
                    ReceptorShape::Points(places) if places.len() == 1 => (None, places.first().copied()),
                    ReceptorShape::Points(_) | ReceptorShape::Lines(_) => (None, None),
                };
                same::Shape { index: receptor.index, id: None, area, at }
            })
            .collect(),
    }
}

fn first_corner(area: &MultiPolygon<f64>) -> Option<Coord<f64>> {
    area.0.first().and_then(|part| part.exterior().0.first()).copied()
}

/// Makes sure before anything is read that findings can be written to an output: that it is no input, that nothing stands
/// there (unless it may be replaced), that its folder can be written to.
///
/// # Errors
/// Whichever of these does not hold.
pub fn preflight(question: &Question, output: &Output, overwrite: bool) -> Result<(), Error> {
    let mut layers = question.targets.iter().map(|target| &target.layer).chain(&question.reference);
    let Some(first) = layers.next() else { return Ok(()) };
    let mut plan = Plan::for_mines(first.clone());
    plan.receptors = layers.cloned().collect();
    plan.outputs = vec![output.clone()];
    plan.overwrite = overwrite;
    write::preflight(&plan)
}

/// Whether a path names a plan: a `plan.toml`, or a folder that holds one.
fn is_plan(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("toml")) || path.join("plan.toml").exists()
}

impl Question {
    /// The question for layers as they are written on the command line; a plan, or a folder with one, stands for all its
    /// layers.
    ///
    /// # Errors
    /// A plan that cannot be read, a folder without one, an option behind a file that is not known.
    pub fn parse(layers: &[String], role: Option<Role>, reference: Option<&str>) -> Result<Self, Error> {
        let mut question = Self::default();
        for text in layers {
            let path = Path::new(text);
            if is_plan(path) {
                question.targets.extend(Self::of_plan(&Plan::from_path(path)?).targets);
                continue;
            }
            let is_layer = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("gdb"));
            if path.is_dir() && !is_layer {
                return Err(Error::Usage {
                    problem: format!("{text}: the folder holds no plan.toml"),
                    hint: Some(format!("draft one: oreline init {text}, or name the layers themselves")),
                });
            }
            question.targets.push(Target { layer: crate::plan::parse_layer(text)?, role, said_by: "option" });
        }
        question.reference = reference.map(crate::plan::parse_layer).transpose()?;
        Ok(question)
    }
}
