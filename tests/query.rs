//! `oreline query`: answers against full scans, every option and format, names in every spelling, and what must not be possible.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout, reason = "a test may fail")]

#[path = "query/conditions.rs"]
mod conditions;
#[path = "query/formats.rs"]
mod formats;
#[path = "query/names.rs"]
mod names;
#[path = "query/odd.rs"]
mod odd;
#[path = "query/places.rs"]
mod places;
#[path = "query/refused.rs"]
mod refused;
#[path = "support/mod.rs"]
mod support;

use std::path::Path;
use std::process::{Command, Stdio};

use oreline::domain::{Provenance, Report};
use oreline::plan::Plan;
use oreline::query::{Cell, Filter, Question, Rows, query_report};
use oreline::run::{GreenLists, RuleSet, find};
use serde_json::Value;

/// The program in a folder.
pub(crate) fn command(folder: &Path) -> Command {
    let mut command = Command::new(assert_cmd::cargo::cargo_bin!("oreline"));
    command.current_dir(folder).env("SOURCE_DATE_EPOCH", "1795305599").stdin(Stdio::null());
    command
}

/// Exit code, standard output, standard error of `oreline query` in the repository.
pub(crate) fn ask(arguments: &[&str]) -> (i32, String, String) {
    ask_in(support::repository(), arguments)
}

pub(crate) fn ask_in(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    let output = command(folder).arg("query").args(arguments).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    let (out, err) = (text(output.stdout), text(output.stderr));
    assert!(!err.contains("panicked"), "{arguments:?}: {err}");
    (output.status.code().unwrap(), out, err)
}

/// The JSON answer of a question that is answered.
pub(crate) fn answer(arguments: &[&str]) -> Value {
    let (code, out, err) = ask(&[arguments, &["--format", "json"]].concat());
    assert_eq!(code, 0, "{arguments:?}: {err}");
    let object: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(object["schema_version"], 1);
    object
}

/// The values of one column of an answer.
pub(crate) fn column(object: &Value, name: &str) -> Vec<Value> {
    let rows = object["rows"].as_array().unwrap();
    rows.iter().map(|row| row.get(name).unwrap_or_else(|| panic!("no {name} in {row}")).clone()).collect()
}

/// A shipped plan, carried out once for many questions.
pub(crate) fn with_report(set: &str, then: impl FnOnce(&Report<'_>, &Plan)) {
    let mut plan = Plan::from_path(&support::layers(set)).unwrap();
    plan.outputs.clear();
    let rules = RuleSet::load(&plan.rules).unwrap();
    let lists = GreenLists::load(&plan.green_mines).unwrap();
    find(&plan, rules.as_ref(), &mut |_| (), |found, _| {
        let judged = found.judge(rules.as_ref(), &lists);
        then(&found.into_report(judged, &plan, Provenance::default()), &plan);
        Ok(())
    })
    .unwrap();
}

/// The numbers of the mines that a question finds, and how they lie to its place.
pub(crate) fn mines_of(report: &Report<'_>, plan: &Plan, question: &Question, select: &str) -> Vec<Vec<Cell>> {
    let filter = Filter { select: Some(select.to_owned()), seconds: 60, ..question.filter.clone() };
    let question = Question { filter, ..question.clone() };
    query_report(report, plan, &question, |answer| Ok(rows_of(&answer.rows))).unwrap()
}

fn rows_of(rows: &Rows<'_>) -> Vec<Vec<Cell>> {
    rows.rows.clone()
}
