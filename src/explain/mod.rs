//! **explain**: why one mine came to its verdict, and what would change it.
//!
//! The plan is carried out up to the judgement, the mine is cut out of what was found, and everything that is said of it comes
//! from judging it again: as it is, beyond the nearest borders, with one fact changed, under other readings. Rules are
//! evaluated cell by cell, not by the engine that judges millions.

mod borders;
mod built_in;
mod changes;
mod conditions;
mod facts;
mod layout;
mod model;
mod others;
mod seek;
mod subject;
mod text;
mod winner;
mod words;

pub use model::{
    BorderView, BuiltInView, ChangeView, ConditionView, EndView, Explanation, FactView, GroupView, MineView,
    NotInForceView, NotedView, OtherView, PackView, ReadingView, ResultView, RuleView, RulesView, WinnerView,
};
pub use seek::{names as mine_names, seek as seek_mine};

use geo::BoundingRect;

use crate::domain::{GreenMatches, Judgement, MineShape, Role};
use crate::error::Error;
use crate::plan::{Plan, RulePlan};
use crate::rules::{Known, Vocabulary};
use crate::run::{Found, GreenLists, RuleSet, Stage, find};

use conditions::Conditions;
use subject::{End, Subject};

/// The version of the JSON object.
const SCHEMA_VERSION: u32 = 1;

/// Explains one mine of a plan: that of this id, else of this name in any of the name fields, else of `#N`, its number in the
/// layer from 0. Nothing is written.
///
/// # Errors
/// Whatever stops a run, and [`Error::Usage`] where no mine or several are meant.
pub fn explain(plan: &Plan, wanted: &str, on_stage: &mut dyn FnMut(Stage)) -> Result<Explanation, Error> {
    let rules = RuleSet::load(&plan.rules)?;
    let lists = GreenLists::load(&plan.green_mines)?;
    // Nothing is written, so that pieces are not kept, and mines are not compared with each other.
    let mut plan = plan.clone();
    plan.outputs.clear();
    plan.measures.self_overlap = false;
    find(&plan, rules.as_ref(), on_stage, |found, on_stage| {
        on_stage(Stage::Judge);
        let position = seek::seek(&found.layer, &plan, &found.defects, wanted)?;
        let green = found.judge(None, &lists).green;
        explain_one(&found, rules.as_ref(), green.as_ref(), &plan, position)
    })
}

/// Explains the mine at a position among those in use; `green` is what lists of green mines say of all mines.
///
/// # Errors
/// [`Error::Usage`] where there is no such position.
pub fn explain_one(
    found: &Found<'_>,
    rules: Option<&RuleSet>,
    green: Option<&GreenMatches>,
    plan: &Plan,
    position: usize,
) -> Result<Explanation, Error> {
    let built_in = Vocabulary::built_in();
    let vocabulary = rules.map_or(&built_in, |rules| &rules.vocabulary);
    let subject = Subject::new(found, rules, plan, position, vocabulary, green);
    let told = subject
        .as_ref()
        .and_then(|subject| subject.tell(&subject.facts, |judgement, known| tell(subject, plan, judgement, known)));
    told.unwrap_or_else(|| {
        Err(Error::Usage { problem: format!("{}: no mine at position {position}", found.layer.source), hint: None })
    })
}

/// Everything that is said of a mine.
fn tell(subject: &Subject<'_>, plan: &Plan, judgement: &Judgement, known: &[Known<'_>]) -> Result<Explanation, Error> {
    let values = facts::values(subject, judgement, known);
    let facts = facts::view(subject, plan, judgement, known, &values);
    let about = About { subject, plan, known, values: &values };
    let mut explanation = match subject.rules {
        None => about.by_built_in_rule(judgement),
        Some(rules) => about.by_tables(rules, &plan.rules)?,
    };
    explanation.facts = facts;
    Ok(explanation)
}

struct About<'a> {
    subject: &'a Subject<'a>,
    plan: &'a Plan,
    known: &'a [Known<'a>],
    values: &'a facts::Values,
}

impl About<'_> {
    fn by_built_in_rule(&self, judgement: &Judgement) -> Explanation {
        let end = End { verdict: judgement.verdict, is_flagged: judgement.is_flagged };
        let built_in = built_in::view(self.subject, judgement, self.values);
        let basis = judgement.basis.text(None);
        let result = ResultView {
            end: end.view(),
            flag_basis: basis.iter().flat_map(|text| text.split(';')).map(str::to_owned).collect(),
            sentence: built_in::sentence(&built_in, &end),
        };
        Explanation { built_in, ..self.explanation(result, &end) }
    }

    fn by_tables(&self, rules: &RuleSet, asked: &RulePlan) -> Result<Explanation, Error> {
        let (outcome, end) = self.subject.outcome(&rules.in_force, self.known);
        let conditions =
            Conditions { rules, asked: &self.subject.asked, known: self.known, values: self.values, outcome: &outcome };
        let in_force = &rules.in_force;
        let unverified = in_force.packs.iter().filter(|pack| pack.is_unverified).map(|pack| pack.id.clone());
        let view = RulesView {
            as_of: in_force.as_of.to_string(),
            in_force: in_force.rules.len(),
            in_tables: rules.book.rules.len(),
            unverified: unverified.collect(),
            fired: conditions.fired(),
            open: conditions.open(),
            missed_by_one: conditions.missed_by_one(),
            winner: winner::view(&conditions, self.subject, &end),
            readings: others::readings(self.subject, rules, &asked.readings, self.known, &end)?,
            not_in_force: others::not_in_force(self.subject, rules, &asked.readings, self.known, &end)?,
        };
        let result = ResultView {
            end: end.view(),
            flag_basis: outcome.flagging.iter().map(|&rule| in_force.rules[rule].id.clone()).collect(),
            sentence: winner::sentence(&conditions, self.subject, &end),
        };
        let changes = changes::view(self.subject, rules, self.known, self.values, &end);
        Ok(Explanation { rules: Some(view), changes, ..self.explanation(result, &end) })
    }

    /// What is said with rule tables and without.
    fn explanation(&self, result: ResultView, end: &End) -> Explanation {
        let (found, mine) = (self.subject.found, self.subject.mine);
        let (lon, lat) = match &mine.shape {
            MineShape::Point(at, _) => (at.x, at.y),
            MineShape::Area(area) => area.bounding_rect().map_or((0.0, 0.0), |bounds| bounds.center().x_y()),
        };
        let of_mine = found
            .defects
            .iter()
            .filter(|defect| defect.source.role == Role::Mines && defect.feature == Some(mine.index));
        Explanation {
            schema_version: SCHEMA_VERSION,
            mine: MineView {
                id: mine.id.as_deref().map(str::to_owned),
                names: seek::names(&found.layer, self.plan, mine),
                layer: found.layer.source.to_string(),
                feature: mine.index,
                lon,
                lat,
                area_ha: self.subject.extent().map(|extent| extent.area_m2 / 1e4),
            },
            result,
            noted: of_mine
                .map(|defect| NotedView { code: defect.code.code(), reason: defect.reason.clone() })
                .collect(),
            facts: Vec::new(),
            built_in: Vec::new(),
            rules: None,
            borders: borders::view(self.subject, end),
            changes: Vec::new(),
        }
    }
}
