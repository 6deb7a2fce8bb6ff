//! **compare**: what changed between two runs, mine by mine, and why.
//!
//! 1. `source`, `side`: a delivery or a flagged file, read back: mines with their results, zones, rules, settings.
//! 2. `matching`: which mine of one run is which of the other; `zones`, `rules`: the same of zones and rules.
//! 3. `causes`: each mine whose result changed is judged by four worlds (`ground`): its old and its new place, each with the
//!    old and the new zones. So a change of zones and a move of the mine are told apart where both happened.
//! 4. `statistics`, `text`, `json`, `layer`: the answer.
//!
//! What counts as the same mine, and what as a cause, stands in docs/decisions/0015. What the files do not hold is said to be
//! unknown.

mod attributes;
mod causes;
mod change;
mod draft;
mod fields;
mod ground;
mod json;
mod layer;
mod matching;
mod place;
mod rules;
mod side;
mod source;
mod statistics;
mod tables;
mod text;
mod zone_causes;
mod zones;

use std::path::PathBuf;

use crate::domain::{DeliveryStyle, ZoneKind};
use crate::error::Error;
use crate::plan::Output;

use attributes::FieldMap;
use causes::Known;
use draft::{Draft, alone, namesakes};
use fields::RESULTS;
use ground::Worlds;
use matching::{Limits, matched};
use place::moved;
use rules::RuleChanges;
use side::{Seen, Side};
use source::OpenRun;
use zones::Links;

pub use change::{Cause, CauseKind, Change, FieldChange, Kind, Weight};
pub use matching::MatchedBy;
pub use place::Move;
pub use rules::RuleChange;
pub use statistics::{Group, Statistics};
pub use zones::{ZoneChange, ZoneChangeKind};

/// A point within this many metres of where it was has not moved: what is lost by rounding of coordinates.
pub const TOLERANCE_M: f64 = 1.0;
/// Mines of one name within this many metres are one mine, where ids do not tell.
pub const WITHIN_M: f64 = 500.0;

/// What is asked.
#[derive(Clone, Debug)]
pub struct Request {
    /// The run before: a delivery, or a flagged file.
    pub old: String,
    /// The run after.
    pub new: String,
    /// The field of ids, where it has no usual name.
    pub id_field: Option<String>,
    /// The field of names, where it has no usual name.
    pub name_field: Option<String>,
    /// Whether ids are left out of account.
    pub ignore_ids: bool,
    /// See [`TOLERANCE_M`].
    pub tolerance_m: f64,
    /// See [`WITHIN_M`].
    pub within_m: f64,
    /// The field that statistics are made by.
    pub by: String,
    /// Where results go.
    pub outputs: Vec<Output>,
    /// Whether older files may be replaced.
    pub overwrite: bool,
    /// The language and colours of layers.
    pub style: DeliveryStyle,
}

impl Request {
    /// Two runs, with nothing else asked for.
    #[must_use]
    pub fn new(old: &str, new: &str) -> Self {
        Self {
            old: old.to_owned(),
            new: new.to_owned(),
            id_field: None,
            name_field: None,
            ignore_ids: false,
            tolerance_m: TOLERANCE_M,
            within_m: WITHIN_M,
            by: "prefecture".to_owned(),
            outputs: Vec::new(),
            overwrite: false,
            style: DeliveryStyle::default(),
        }
    }
}

/// What a run holds, in short.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// As it was given.
    pub given: String,
    /// Mines in use.
    pub mines: usize,
    /// Flagged ones.
    pub flagged: usize,
    /// Whether the file holds its zones.
    pub has_zones: bool,
    /// Whether the file holds the rules that were in use.
    pub has_rules: bool,
    /// The day whose rules were in force; `None` without rule tables.
    pub rules_as_of: Option<String>,
}

/// What changed.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// The run before.
    pub old: Run,
    /// The run after.
    pub new: Run,
    /// Mines of both runs, by what they were matched.
    pub matched: Vec<(MatchedBy, usize)>,
    /// Mines of both runs of which nothing changed.
    pub unchanged: usize,
    /// Mines of which something changed, the most important first.
    pub changes: Vec<Change>,
    /// Zones that are not what they were; empty where a file holds none.
    pub zones: Vec<ZoneChange>,
    /// Rules that are not what they were; empty where a file holds none.
    pub rules: Vec<RuleChange>,
    /// Settings of the runs that differ.
    pub settings: Vec<FieldChange>,
    /// Before, after and difference by groups.
    pub statistics: Statistics,
    /// What a person has to know of matching, fields and files.
    pub remarks: Vec<String>,
    /// The files that were put in place.
    pub files: Vec<PathBuf>,
}

impl Comparison {
    /// Whether any mine changed.
    #[must_use]
    pub fn has_changes(&self) -> bool {
        !self.changes.is_empty()
    }

    /// Mines flagged now and not before; added ones among them.
    #[must_use]
    pub fn flagged_now(&self) -> usize {
        self.changes.iter().filter(|change| change.is_flagged_now()).count()
    }

    /// Mines with a change of this kind.
    #[must_use]
    pub fn count(&self, kind: Kind) -> usize {
        self.changes.iter().filter(|change| change.is(kind)).count()
    }

    /// Mines with a cause of this kind.
    #[must_use]
    pub fn count_cause(&self, kind: CauseKind) -> usize {
        self.changes.iter().filter(|change| change.causes.iter().any(|cause| cause.kind == kind)).count()
    }
}

/// Compares two runs and writes what is asked for.
///
/// # Errors
/// Files that cannot be read, that hold no results of oreline, or that must not be written. Nothing has then been written.
pub fn run(request: &Request) -> Result<Comparison, Error> {
    let (id, name) = (request.id_field.as_deref(), request.name_field.as_deref());
    let (old, new) = (OpenRun::open(&request.old, id, name)?, OpenRun::open(&request.new, id, name)?);
    layer::preflight(request, &[&old.path, &new.path])?;
    let (old, new) = (Side::read(&old)?, Side::read(&new)?);
    let mut comparison = compare(request, &old, &new)?;
    let (files, notes) = layer::write(request, &comparison)?;
    comparison.files = files;
    comparison.remarks.extend(notes);
    Ok(comparison)
}

fn compare(request: &Request, old: &Side<'_>, new: &Side<'_>) -> Result<Comparison, Error> {
    let limits = Limits { within_m: request.within_m, tolerance_m: request.tolerance_m, by_id: !request.ignore_ids };
    let (pairs, mut remarks) = matched(old, new, limits);
    remarks.extend(file_remarks(old, new));
    let fields = FieldMap::of(old, new, &pairs, &mut remarks);
    let (links, zones) = zone_changes(old, new);
    let rules = RuleChanges::of(old, new);
    let settings = settings(old, new);

    let mut drafts: Vec<Draft> = Vec::new();
    for pair in &pairs {
        let shapes = (&old.layer.mines[pair.old].shape, &new.layer.mines[pair.new].shape);
        let draft = Draft {
            pair: pair.clone(),
            results: changed_results(&old.seen[pair.old], &new.seen[pair.new]),
            attributes: fields.changed((old, pair.old), (new, pair.new)),
            moved: moved(shapes.0, shapes.1, request.tolerance_m),
        };
        drafts.push(draft);
    }
    let asked: Vec<(usize, usize)> =
        drafts.iter().filter(|draft| !draft.results.is_empty()).map(|draft| (draft.pair.old, draft.pair.new)).collect();
    let worlds = if asked.is_empty() { None } else { Worlds::of(old, new, &asked) };
    let known = Known { old, new, worlds: worlds.as_ref(), links: &links, rules: rules.as_ref(), settings: &settings };
    let mut changes: Vec<Change> = Vec::new();
    let (mut number, mut unchanged) = (0, 0);
    for draft in &drafts {
        let change = draft.change(&known, &fields, number);
        number += usize::from(!draft.results.is_empty());
        match change {
            Some(change) => changes.push(change),
            None => unchanged += 1,
        }
    }
    let (mut in_old, mut in_new) = (vec![false; old.seen.len()], vec![false; new.seen.len()]);
    for pair in &pairs {
        (in_old[pair.old], in_new[pair.new]) = (true, true);
    }
    let left = |known: &[bool]| -> Vec<usize> { (0..known.len()).filter(|&mine| !known[mine]).collect() };
    changes.extend(left(&in_new).into_iter().map(|mine| alone(new, mine, Kind::Added)));
    for mine in left(&in_old) {
        let mut change = alone(old, mine, Kind::Gone);
        change.refused = old.seen[mine].id.as_ref().and_then(|id| new.refused.get(id).cloned());
        changes.push(change);
    }
    remarks.extend(namesakes(&changes));
    let statistics = Statistics::of(&request.by, old, new, &pairs)?;
    // Stable: equals stay in the order of the files.
    changes.sort_by_key(Change::rank);
    let by = |kind: MatchedBy| (kind, pairs.iter().filter(|pair| pair.by == kind).count());
    Ok(Comparison {
        old: in_short(old),
        new: in_short(new),
        matched: MatchedBy::ALL.into_iter().map(by).collect(),
        unchanged,
        changes,
        zones,
        rules: rules.map(|rules| rules.changes.into_values().collect()).unwrap_or_default(),
        settings,
        statistics,
        remarks,
        files: Vec::new(),
    })
}

fn in_short(side: &Side<'_>) -> Run {
    Run {
        given: side.given.clone(),
        mines: side.seen.len(),
        flagged: side.flagged(),
        has_zones: side.zones.is_some(),
        has_rules: side.rules.is_some(),
        rules_as_of: side.setting("rules in force on"),
    }
}

fn file_remarks(old: &Side<'_>, new: &Side<'_>) -> Vec<String> {
    let mut remarks = Vec::new();
    for (which, side) in [("OLD", old), ("NEW", new)] {
        if side.only_flagged {
            remarks.push(format!(
                "{which} holds flagged mines alone (--only flagged): a mine that is missing there may be there and not flagged"
            ));
        }
        if side.left_out() > 0 {
            remarks.push(format!("{which}: {} features of the layer cannot be used and are left out", side.left_out()));
        }
    }
    remarks
}

fn zone_changes(old: &Side<'_>, new: &Side<'_>) -> (Vec<Links>, Vec<ZoneChange>) {
    let (Some(old), Some(new)) = (&old.zones, &new.zones) else { return (Vec::new(), Vec::new()) };
    let mut links = Vec::new();
    let mut changes = Vec::new();
    for kind in ZoneKind::ALL {
        let (old, new) = (&old[kind as usize], &new[kind as usize]);
        let of_kind = Links::of(old, new);
        changes.extend(zones::changes(old, new, &of_kind));
        links.push(of_kind);
    }
    (links, changes)
}

fn settings(old: &Side<'_>, new: &Side<'_>) -> Vec<FieldChange> {
    let mut names: Vec<&str> = Vec::new();
    for (name, _) in old.settings.iter().chain(&new.settings) {
        if !names.contains(&name.as_str()) {
            names.push(name);
        }
    }
    if old.settings.is_empty() || new.settings.is_empty() {
        return Vec::new();
    }
    let change =
        |name: &&str| FieldChange { field: (*name).to_owned(), old: old.setting(name), new: new.setting(name) };
    names.iter().map(change).filter(|change| change.old != change.new).collect()
}

/// Which results differ.
fn changed_results(old: &Seen, new: &Seen) -> Vec<&'static str> {
    let differs = |name: &&'static str| {
        let (old, new) = (old.of(name), new.of(name));
        match *name {
            // Lists: the order says nothing.
            "clauses" | "belts" | "redlines" | "functions" => fields::parts(old) != fields::parts(new),
            _ => old != new,
        }
    };
    RESULTS.into_iter().filter(differs).collect()
}
