//! A question carried out: the plan up to the judgement, then places, then filters.

use std::path::{Path, PathBuf};

use geo::{Coord, MultiPolygon};

use super::mines::{Asked, Mines};
use super::places::{self, BoundingBox, From, Lie};
use super::rows::Rows;
use super::table::{Filter, Outcome, ask};
use super::{delivery, zones};
use crate::domain::{MineShape, Provenance, Report, Severity};
use crate::error::Error;
use crate::explain::seek_mine;
use crate::plan::{LayerPlan, Plan};
use crate::run::{GreenLists, RuleSet, Stage, find};
use crate::write::Column;

/// What is asked.
#[derive(Clone, Debug, Default)]
pub struct Question {
    /// Boxes; what lies in any of them.
    pub boxes: Vec<BoundingBox>,
    /// Layers of polygons; what lies in any of them.
    pub within: Vec<LayerPlan>,
    /// Names of zones; what lies in any of them.
    pub zones: Vec<String>,
    /// Mines, as `oreline explain` takes them.
    pub mines: Vec<String>,
    /// The place that the nearest are asked from, EPSG:4490; else that of a zone or a mine.
    pub from: Option<Coord<f64>>,
    /// What is asked of the mines there, the number of nearest included.
    pub filter: Filter,
    /// Whether zones are asked for instead of mines.
    pub lists_zones: bool,
}

/// What an answer is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// Whole mines.
    Mines,
    /// Expressions of mines, or groups of them.
    Rows,
    /// Zones.
    Zones,
}

/// An answer.
#[derive(Debug)]
pub struct Answer<'r> {
    /// What it is about.
    pub subject: Subject,
    /// The rows.
    pub rows: Rows<'r>,
    /// The columns that a table for people shows; empty: all.
    pub short: Vec<usize>,
    /// Whether single mines were asked for, so that each is shown in full.
    pub is_single: bool,
    /// The zones that belong to it: those that hold a mine, or meet a box.
    pub zones: Option<Rows<'r>>,
    /// What is to be told beside it.
    pub notes: Vec<String>,
    /// What is known of columns, for formats that say it.
    pub(super) known: Vec<Column>,
    /// The files that it comes from.
    pub(super) inputs: Vec<PathBuf>,
}

/// Asks a plan, or a delivery: a folder with `flagged.gpkg` and without `plan.toml`, or a package itself. The answer is handed over,
/// since it borrows from what was read.
///
/// # Errors
/// Whatever stops a run; [`Error::Usage`] where a name is not known or an expression not understood.
pub fn query<T>(
    path: &Path,
    question: &Question,
    on_stage: &mut dyn FnMut(Stage),
    then: impl FnOnce(Answer<'_>) -> Result<T, Error>,
) -> Result<T, Error> {
    if let Some(package) = delivery::package(path) {
        on_stage(Stage::Read);
        let inputs = vec![package.clone()];
        let mut plan = Plan::for_mines(LayerPlan::default());
        plan.mines.path.clone_from(&package);
        return delivery::read(&package, |report| answer(&report, &plan, true, question, inputs, then));
    }
    let mut plan = Plan::from_path(path)?;
    let inputs: Vec<PathBuf> = plan.inputs().map(Path::to_owned).collect();
    let rules = RuleSet::load(&plan.rules)?;
    let lists = GreenLists::load(&plan.green_mines)?;
    // Nothing of the run is written, so that pieces are not kept, and mines are not compared with each other.
    plan.outputs.clear();
    plan.measures.self_overlap = false;
    find(&plan, rules.as_ref(), on_stage, |mut found, on_stage| {
        on_stage(Stage::Judge);
        let judged = found.judge(rules.as_ref(), &lists);
        found.defects.extend(lists.defects);
        let report = found.into_report(judged, &plan, Provenance::default());
        answer(&report, &plan, false, question, inputs, then)
    })
}

/// Asks a report that is there already; its mines are those of `plan`.
///
/// # Errors
/// [`Error::Usage`] where a name is not known or an expression not understood.
pub fn query_report<T>(
    report: &Report<'_>,
    plan: &Plan,
    question: &Question,
    then: impl FnOnce(Answer<'_>) -> Result<T, Error>,
) -> Result<T, Error> {
    answer(report, plan, false, question, plan.inputs().map(Path::to_owned).collect(), then)
}

/// What the places of a question come to.
struct Restriction {
    selected: Vec<u32>,
    lie: Option<Lie>,
    from: Option<From>,
    areas: Vec<MultiPolygon<f64>>,
    zones: Vec<super::names::ZoneAt>,
    single: Vec<u32>,
}

fn usage(problem: &str, hint: &str) -> Error {
    Error::Usage { problem: problem.to_owned(), hint: Some(hint.to_owned()) }
}

fn restrict(
    report: &Report<'_>,
    plan: &Plan,
    question: &Question,
    inputs: &mut Vec<PathBuf>,
) -> Result<Restriction, Error> {
    for bounds in &question.boxes {
        bounds.check(report)?;
    }
    let (within, files) = places::areas_of(&question.within)?;
    inputs.extend(files);
    let mut zones = places::named_zones(report, &question.zones)?;
    let mut single = question
        .mines
        .iter()
        .map(|wanted| Ok(seek_mine(&report.layer, plan, &report.defects, wanted)? as u32))
        .collect::<Result<Vec<u32>, Error>>()?;
    single.sort_unstable();
    single.dedup();
    let (mut from, mut left_out) = (None, None);
    if question.filter.nearest.is_some() {
        let origins = usize::from(question.from.is_some()) + question.mines.len() + question.zones.len();
        if origins != 1 {
            return Err(usage(
                &format!("--nearest wants one place to start from, and there are {origins}"),
                "one of --at LON,LAT, --mine ID, --zone NAME; --bbox and --within may restrict it",
            ));
        }
        from = question.from.map(From::Point);
        if let Some(mine) = single.pop() {
            left_out = Some(mine);
            from = Some(match &report.layer.mines[mine as usize].shape {
                MineShape::Point(at, _) => From::Point(*at),
                MineShape::Area(area) => From::Areas(vec![area.as_ref().clone()]),
            });
        }
        if !zones.is_empty() {
            let area = |(kind, at): super::names::ZoneAt| Some(report.zones(kind)?.zone(at)?.area.clone());
            from = Some(From::Areas(zones.drain(..).filter_map(area).collect()));
        }
    }
    let boxes: Vec<MultiPolygon<f64>> = question.boxes.iter().map(|bounds| bounds.area()).collect();
    let mut lie: Option<Lie> = None;
    let mut restrict = |other: Lie| {
        lie = Some(match lie.take() {
            None => other,
            Some(lie) => places::both(lie, &other),
        });
    };
    for areas in [&boxes, &within] {
        if !areas.is_empty() {
            restrict(places::in_areas(&report.layer.mines, areas));
        }
    }
    if !zones.is_empty() {
        restrict(places::in_zones(report, &zones));
    }
    let lies = |position: &u32| lie.as_ref().is_none_or(|lie| lie[*position as usize].is_some());
    let is_meant = |position: &u32| single.is_empty() || single.contains(position);
    let all = 0..report.layer.mines.len() as u32;
    let selected = all.filter(|position| lies(position) && is_meant(position) && Some(*position) != left_out).collect();
    let areas = if boxes.is_empty() { within } else { boxes };
    Ok(Restriction { selected, lie, from, areas, zones, single })
}

fn answer<T>(
    report: &Report<'_>,
    plan: &Plan,
    is_delivery: bool,
    question: &Question,
    mut inputs: Vec<PathBuf>,
    then: impl FnOnce(Answer<'_>) -> Result<T, Error>,
) -> Result<T, Error> {
    let mut place = restrict(report, plan, question, &mut inputs)?;
    let asked = Asked {
        places: place.lie.take().map(|lie| lie.into_iter().map(|word| word.unwrap_or("outside")).collect()),
        distances: place.from.as_ref().map(|from| places::distances(report, from)),
    };
    let mines = Mines::new(report, asked, is_delivery);
    let mut filter = question.filter.clone();
    if filter.sql.is_some()
        && let Some(count) = filter.nearest.take()
    {
        place.selected.sort_by(|a, b| mines.distance_of(*a).total_cmp(&mines.distance_of(*b)));
        place.selected.truncate(usize::try_from(count).unwrap_or(usize::MAX));
    }
    let mut notes = mines.notes();
    let known = mines.columns.clone();
    if question.lists_zones {
        let mut rows = zones_of(report, &place).unwrap_or_else(|| all_zones(report, &place.zones));
        if let Some(limit) = filter.limit.and_then(|limit| usize::try_from(limit).ok()) {
            rows.rows.truncate(limit);
        }
        if rows.rows.is_empty() {
            notes.push("no zones".to_owned());
        }
        let answer = Answer {
            subject: Subject::Zones,
            rows,
            short: Vec::new(),
            is_single: false,
            zones: None,
            notes,
            known,
            inputs,
        };
        return then(answer);
    }
    let told = ask(&mines, &place.selected, &filter)?;
    notes.extend(told.notes);
    let (subject, rows) = match told.outcome {
        Outcome::Mines(positions) => (Subject::Mines, mines.rows(&positions)),
        Outcome::Rows { columns, rows, positions } => {
            let shapes = positions.map(|all| all.iter().map(|position| Some(mines.shape(*position))).collect());
            (Subject::Rows, Rows { columns, rows, shapes })
        }
    };
    if rows.rows.is_empty() {
        let (asked, all) = (place.selected.len(), report.layer.mines.len());
        notes.push(match (asked, subject) {
            (0, _) => format!("no mines: none of {all} lies in the places asked for"),
            (_, Subject::Mines) => format!("no mines: the condition holds for none of {asked}"),
            _ => format!("no rows; asked were {asked} mines"),
        });
    }
    let zones = if subject == Subject::Mines && filter.nearest.is_none() { zones_of(report, &place) } else { None };
    let is_single = !place.single.is_empty() && subject == Subject::Mines;
    let short = match subject {
        Subject::Mines if is_single => mines.fact_columns(),
        Subject::Mines => mines.short_columns(),
        Subject::Rows | Subject::Zones => Vec::new(),
    };
    if !report.defects.iter().all(|defect| defect.code.severity() < Severity::Refused) {
        let refused = report.defects.iter().filter(|defect| defect.code.severity() == Severity::Refused).count();
        notes.push(format!("{refused} features were refused: --sql 'select * from defects' lists them"));
    }
    then(Answer { subject, rows, short, is_single, zones, notes, known, inputs })
}

/// The zones that hold the mines asked for, or meet the areas.
fn zones_of<'r>(report: &'r Report<'_>, place: &Restriction) -> Option<Rows<'r>> {
    if !place.single.is_empty() {
        return Some(zones::held_rows(report, &place.single));
    }
    if place.areas.is_empty() {
        return None;
    }
    Some(places::meeting_rows(report, &place.areas, &|zone| place.zones.is_empty() || place.zones.contains(&zone)))
}

/// Those of these zones, or all.
fn all_zones<'r>(report: &Report<'_>, wanted: &[super::names::ZoneAt]) -> Rows<'r> {
    let (mut rows, mut shapes) = (Vec::new(), Vec::new());
    for ((kind, at, zone), row) in zones::each(report).zip(zones::all(report)) {
        if wanted.is_empty() || wanted.contains(&(kind, at)) {
            rows.push(row.to_vec());
            shapes.push(Some(zones::shape(zone)));
        }
    }
    Rows { columns: zones::COLUMNS.map(str::to_owned).to_vec(), rows, shapes: Some(shapes) }
}
