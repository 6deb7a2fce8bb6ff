//! The pipeline on one screen: each room is entered once, in order.

mod found;
mod green_lists;
mod ground;
mod map;
mod map_delivery;
mod package;
mod provenance;
mod rule_check;
mod rule_diff;
mod rule_diff_text;
mod rule_question;
mod rule_set;
mod rule_show;
mod rule_test;

use std::time::Instant;

use crate::domain::Defect;
use crate::error::Error;
use crate::plan::Plan;
use crate::write::Summary;
use crate::{check, judge, write};

use provenance::Stamps;

pub use crate::rules::ShowFormat;
pub use found::{Found, Judged, find};
pub use green_lists::GreenLists;
pub use ground::{CheckedGround, find_ground};
pub use map::{MapOutcome, MapRequest, MapSource, Orientation, SheetOptions, SheetSize, make_map};
pub use package::{Package, added_field, layer_of_package, zone_layers, zones_of_package};
pub use provenance::files_of;
pub use rule_check::{RuleCheck, check_rules};
pub use rule_diff::{MineChange, MineDiff, MineMove, RuleDiff, diff_rules};
pub use rule_question::RuleQuestion;
pub use rule_set::RuleSet;
pub use rule_show::{may_be_written, show_rules, write_text};
pub use rule_test::{RuleTest, test_rules};

/// A room of the pipeline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Bytes to features.
    Read,
    /// Features to mines and zones.
    Check,
    /// Mines and zones to hits.
    Join,
    /// Hits to judgements.
    Judge,
    /// Judgements to files.
    Write,
}

/// Carries out a plan. `on_stage` is told of each room as it is entered.
///
/// # Errors
/// Whatever stops a run; nothing has then been written under a final name.
pub fn run(plan: &Plan, on_stage: &mut dyn FnMut(Stage)) -> Result<Summary, Error> {
    let start = Instant::now();
    // What cannot be written later, and what is wrong in a rule table, is found out before anything is read.
    write::preflight(plan)?;
    let stamps = Stamps::take(plan);
    let rules = RuleSet::load(&plan.rules)?;
    let lists = GreenLists::load(&plan.green_mines)?;
    if plan.strict {
        refuse_defects(&lists.defects)?;
    }

    find(plan, rules.as_ref(), on_stage, |mut found, on_stage| {
        let hashing = Instant::now();
        let provenance = stamps.provenance(plan, &found)?;
        let mut times = found.times;
        times.read += hashing.elapsed();

        on_stage(Stage::Judge);
        let judging = Instant::now();
        let judged = found.judge(rules.as_ref(), &lists);
        found.defects.extend(lists.defects);
        if let Some(step) = found.measures.balance {
            judge::balance_pieces(&mut found.facts, &found.zones, &found.layer.declared, step);
        }
        times.judge = judging.elapsed();

        on_stage(Stage::Write);
        let writing = Instant::now();
        let report = found.into_report(judged, plan, provenance);
        let outputs = write::report(&report, plan)?;
        times.write = writing.elapsed();
        times.total = start.elapsed();
        Ok(Summary::new(report, outputs, times))
    })
}

fn refuse_defects(defects: &[Defect]) -> Result<(), Error> {
    match defects.first() {
        None => Ok(()),
        Some(first) => Err(Error::Strict {
            count: defects.len(),
            codes: check::codes_in_words(defects),
            example: first.to_string(),
        }),
    }
}
