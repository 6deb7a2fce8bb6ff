//! `oreline query --at`.

use std::io;
use std::path::{Path, PathBuf};

use clap::Args;

use super::{Common, terminal};
use oreline::error::{Error, ExitStatus};
use oreline::index::{self, Index, Standing};
use oreline::plan::Plan;
use oreline::query::{self, Asked, Format, StreamCounts, stream};

/// Which prepared index is asked.
#[derive(Args, Debug)]
pub(super) struct IndexChoice {
    /// Read the layers, even if a prepared index lies beside the plan
    #[arg(long, help_heading = "Places", requires = "at")]
    no_index: bool,
    /// The prepared index [default: plan.oreindex beside the plan, where it is fresh]
    #[arg(long, value_name = "FILE", help_heading = "Places", requires = "at", conflicts_with = "no_index")]
    index: Option<PathBuf>,
}

/// What is asked of places.
pub(super) struct PlaceQuestion<'a> {
    pub(super) plan: &'a Path,
    pub(super) at: &'a [String],
    pub(super) crs: Option<&'a str>,
    pub(super) as_mine: Option<&'a str>,
    pub(super) index: &'a IndexChoice,
    pub(super) format: Format,
    pub(super) output: Option<&'a str>,
    pub(super) overwrite: bool,
}

pub(super) fn run(question: &PlaceQuestion<'_>, common: &Common) -> Result<ExitStatus, Error> {
    let is_stream = question.at.iter().any(|at| at == "-");
    if is_stream && question.at.len() > 1 {
        return Err(Error::Usage {
            problem: "--at - reads all places from standard input, and others are named beside it".to_owned(),
            hint: Some("ask for them by themselves".to_owned()),
        });
    }
    if is_stream && (question.output.is_some() || !matches!(question.format, Format::Table | Format::JsonLines)) {
        return Err(Error::Usage {
            problem: "--at - answers in JSON lines on standard output alone".to_owned(),
            hint: Some("oreline query PLAN --at - < places.txt > answers.jsonl".to_owned()),
        });
    }
    let plan = Plan::from_path(question.plan)?;
    let index = open(&plan, question.index, common)?;
    if !common.quiet && !index.defects().is_empty() {
        let defects: Vec<String> = index.defects().iter().map(|(code, count)| format!("{count} {code}")).collect();
        terminal::error_line(&format!(
            "oreline: features of zones that were refused or need review: {}",
            defects.join(", ")
        ));
    }
    let asked = Asked::new(&plan, &index, question.as_mine, question.crs)?;
    if is_stream {
        let counts = stream(&asked, io::stdin(), &mut io::stdout())?;
        tell(&counts, common);
        return Ok(ExitStatus::Complete);
    }
    let places = question.at.iter().map(|text| asked.place(text)).collect::<Result<Vec<_>, _>>()?;
    let answers = asked.answers(&places)?;
    let format = question.format;
    if let Some(path) = question.output {
        let (files, notes) =
            answers.as_answer(plan.inputs().map(Path::to_owned).collect()).save(path, question.overwrite)?;
        let files: Vec<String> = files.iter().map(|file| file.display().to_string()).collect();
        if format == Format::Json {
            terminal::result(&query::saved_json(places.len(), &files))?;
        } else if !common.quiet {
            terminal::result(&format!("{} places: {}", places.len(), files.join(", ")))?;
        }
        notes.iter().filter(|_| !common.quiet).for_each(|note| terminal::error_line(&format!("note: {note}")));
    } else {
        terminal::bytes(&answers.show(format))?;
    }
    // A table holds them itself.
    if !common.quiet && (format != Format::Table || question.output.is_some()) {
        answers.remarks().for_each(|remark| terminal::error_line(&format!("oreline: {remark}")));
    }
    Ok(ExitStatus::Complete)
}

/// The prepared index if there is one that can be used, else one made in memory.
fn open(plan: &Plan, choice: &IndexChoice, common: &Common) -> Result<Index, Error> {
    if let Some(path) = &choice.index {
        let index = Index::open(path)?;
        return match index.standing(plan)? {
            Standing::Fresh => Ok(index),
            Standing::Stale(why) => {
                Err(Error::Index { path: path.display().to_string(), problem: format!("is out of date: {why}") })
            }
        };
    }
    let beside = index::beside(plan).filter(|path| !choice.no_index && path.exists());
    let Some(path) = beside else { return Index::of_plan(plan) };
    let problem = match Index::open(&path) {
        Ok(index) => match index.standing(plan)? {
            Standing::Fresh => return Ok(index),
            Standing::Stale(why) => format!("{} is out of date: {why}", path.display()),
        },
        Err(error @ Error::Index { .. }) => error.to_string(),
        Err(error) => return Err(error),
    };
    if !common.quiet {
        terminal::error_line(&format!("oreline: {problem}; the layers are read instead"));
        terminal::error_line("  hint: make it anew: oreline index PLAN");
    }
    Index::of_plan(plan)
}

fn tell(counts: &StreamCounts, common: &Common) {
    if common.quiet {
        return;
    }
    let StreamCounts { lines, errors, outside, swapped } = *counts;
    if errors > 0 {
        terminal::error_line(&format!("oreline: {errors} of {lines} lines are no place; each says why"));
    }
    if outside > 0 {
        terminal::error_line(&format!("oreline: {outside} of {lines} places lie in no zone of the plan"));
    }
    if swapped > 0 {
        terminal::error_line(&format!(
            "  hint: {swapped} of them would lie in one with longitude and latitude swapped: longitude comes first"
        ));
    }
}
