//! `oreline rules`: check, test, diff, show.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use super::progress::Progress;
use super::{Common, terminal};
use oreline::error::{Error, ExitStatus};
use oreline::plan::{Plan, TablePath, parse_date, parse_reading};
use oreline::run::{self, RuleQuestion, ShowFormat};

/// Arguments of `oreline rules`.
#[derive(Args, Debug)]
#[command(after_help = "\
TABLE is FILE.csv, FILE.xlsx or FILE.xlsx:SHEET; a plan.toml, or a folder that holds one, stands for the tables of the plan

Examples:
  oreline rules check layers/qinba/rules.csv
  oreline rules test layers/qinba/rules.csv
  oreline rules diff 规则2024.csv 规则2025.csv --plan layers/qinba
  oreline rules show layers/qinba --format html -o rules.html")]
pub(super) struct RulesArguments {
    #[command(subcommand)]
    command: RulesCommand,
}

#[derive(Subcommand, Debug)]
enum RulesCommand {
    /// Find what is wrong with tables before any mine is judged by them: overlaps, gaps, rules that never count
    Check(CheckArguments),
    /// Test tables by the examples beside them
    Test(TestArguments),
    /// Say what another version of tables changes: in rows, in what they say, for the mines of a plan
    Diff(DiffArguments),
    /// Show tables for a person to read and sign
    Show(ShowArguments),
}

/// What all four take.
#[derive(Args, Debug)]
struct Reading {
    /// Further words for minerals, states and other facts of mines: .toml; may be repeated
    #[arg(long, value_name = "FILE")]
    vocabulary: Vec<PathBuf>,
    /// The day whose rules are in force [default: today]
    #[arg(long, value_name = "DATE")]
    as_of: Option<String>,
}

impl Reading {
    fn question(&self, tables: &[String], readings: &[String]) -> Result<RuleQuestion, Error> {
        Ok(RuleQuestion {
            tables: tables.to_vec(),
            vocabularies: self.vocabulary.clone(),
            as_of: self.as_of.as_deref().map(|text| parse_date("--as-of", text)).transpose()?,
            readings: readings.iter().map(|text| parse_reading(text)).collect::<Result<_, _>>()?,
        })
    }
}

/// Arguments of `oreline rules check`.
#[derive(Args, Debug)]
#[command(after_help = "\
Each pack is searched alone, exactly, under every choice of its readings: that nothing is found means that there is nothing
Exit codes: 0 clean (notes are allowed), 3 something has to be mended or decided, 1 a table cannot be used

Examples:
  oreline rules check 规则.csv
  oreline rules check layers/qinba --plan layers/qinba --json
  oreline rules check rules.xlsx:规则 --as-of 2026-01-01 --reading open_mines=operating")]
struct CheckArguments {
    /// Rule tables, plans, or folders with a plan
    #[arg(value_name = "TABLE", required = true)]
    tables: Vec<String>,
    #[command(flatten)]
    reading: Reading,
    /// Search under this choice of a reading alone: NAME=CHOICE; may be repeated [default: every choice]
    #[arg(long = "reading", value_name = "NAME=CHOICE")]
    readings: Vec<String>,
    /// Compare names in cells with the zones of a plan, and facts with what its layers state
    #[arg(long, value_name = "PLAN")]
    plan: Option<PathBuf>,
}

/// Arguments of `oreline rules test`.
#[derive(Args, Debug)]
#[command(after_help = "\
rules.csv is tested by rules.examples.csv beside it: a row for each mine whose verdict is known, with a column for each fact,
and case, verdict, clauses, missing, flag, set_NAME, as_of, reading
Exit codes: 0 all passed, 3 some failed, 1 there are no examples, or they cannot be read

Examples:
  oreline rules test layers/qinba/rules.csv
  oreline rules test 规则.csv --examples 案例.xlsx --json")]
struct TestArguments {
    /// Rule tables, plans, or folders with a plan
    #[arg(value_name = "TABLE", required = true)]
    tables: Vec<String>,
    #[command(flatten)]
    reading: Reading,
    /// The examples; all tables are then tested together [default: FILE.examples.csv beside each table]
    #[arg(long, value_name = "FILE")]
    examples: Option<String>,
}

/// Arguments of `oreline rules diff`.
#[derive(Args, Debug)]
#[command(after_help = "\
Without a plan it says for which mines the tables differ, or proves that they judge alike; with a plan, which of its mines
change their verdict, and why
Exit codes: 0 compared, 1 a table or a layer cannot be used

Examples:
  oreline rules diff 规则2024.csv 规则2025.csv
  oreline rules diff old.csv new.csv --plan layers/qinba -o changes.csv")]
struct DiffArguments {
    /// The old table, or a plan
    #[arg(value_name = "OLD")]
    old: String,
    /// The new table, or a plan
    #[arg(value_name = "NEW")]
    new: String,
    #[command(flatten)]
    reading: Reading,
    /// A choice of a reading: NAME=CHOICE, or NAME=all; may be repeated
    #[arg(long = "reading", value_name = "NAME=CHOICE")]
    readings: Vec<String>,
    /// Judge the mines of a plan by both
    #[arg(long, value_name = "PLAN")]
    plan: Option<PathBuf>,
    /// Write the mines whose verdict changes: .csv
    #[arg(short, long, value_name = "OUT", requires = "plan")]
    output: Option<PathBuf>,
    /// Replace an output that exists
    #[arg(long)]
    overwrite: bool,
}

/// Arguments of `oreline rules show`.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  oreline rules show layers/qinba/rules.csv
  oreline rules show layers/qinba --format html -o rules.html")]
struct ShowArguments {
    /// Rule tables, plans, or folders with a plan
    #[arg(value_name = "TABLE", required = true)]
    tables: Vec<String>,
    #[command(flatten)]
    reading: Reading,
    /// A choice of a reading: NAME=CHOICE, or NAME=all; may be repeated
    #[arg(long = "reading", value_name = "NAME=CHOICE")]
    readings: Vec<String>,
    /// The form
    #[arg(long, value_name = "FORM", default_value = "text")]
    format: FormatWord,
    /// Write it as a file [default: standard output]
    #[arg(short, long, value_name = "OUT")]
    output: Option<PathBuf>,
    /// Replace an output that exists
    #[arg(long)]
    overwrite: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum FormatWord {
    Text,
    Markdown,
    Html,
}

pub(super) fn run(arguments: &RulesArguments, common: &Common) -> Result<ExitStatus, Error> {
    match &arguments.command {
        RulesCommand::Check(arguments) => check(arguments, common),
        RulesCommand::Test(arguments) => test(arguments, common),
        RulesCommand::Diff(arguments) => diff(arguments, common),
        RulesCommand::Show(arguments) => show(arguments, common),
    }
}

fn check(arguments: &CheckArguments, common: &Common) -> Result<ExitStatus, Error> {
    let question = arguments.reading.question(&arguments.tables, &arguments.readings)?;
    let plan = arguments.plan.as_deref().map(Plan::from_path).transpose()?;
    let progress = Progress::new(common.quiet || common.json);
    let check = run::check_rules(&question, plan.as_ref(), &mut |stage| progress.enter(stage));
    progress.finish();
    let check = check?;
    print(common, || check.to_text(), || check.to_json())?;
    Ok(check.exit_status())
}

fn test(arguments: &TestArguments, common: &Common) -> Result<ExitStatus, Error> {
    let question = arguments.reading.question(&arguments.tables, &[])?;
    let test = run::test_rules(&question, arguments.examples.as_deref())?;
    print(common, || test.to_text(), || test.to_json())?;
    Ok(test.exit_status())
}

fn diff(arguments: &DiffArguments, common: &Common) -> Result<ExitStatus, Error> {
    let [old, new] = [&arguments.old, &arguments.new]
        .map(|table| arguments.reading.question(std::slice::from_ref(table), &arguments.readings));
    let (old, new) = (old?, new?);
    let plan = arguments.plan.as_deref().map(Plan::from_path).transpose()?;
    let inputs = inputs(&[&arguments.old, &arguments.new], plan.as_ref());
    if let Some(output) = &arguments.output {
        if output.extension().is_none_or(|ending| !ending.eq_ignore_ascii_case("csv")) {
            return Err(Error::Usage {
                problem: format!("{}: changes are written as .csv", output.display()),
                hint: Some("-o changes.csv".to_owned()),
            });
        }
        run::may_be_written(output, &inputs, arguments.overwrite)?;
    }
    let progress = Progress::new(common.quiet || common.json);
    let diff = run::diff_rules(&old, &new, plan.as_ref(), &mut |stage| progress.enter(stage));
    progress.finish();
    let diff = diff?;
    if let Some(output) = &arguments.output {
        run::write_text(output, &diff.to_csv(), &inputs, arguments.overwrite)?;
    }
    print(common, || diff.to_text(), || diff.to_json())?;
    Ok(diff.exit_status())
}

fn show(arguments: &ShowArguments, common: &Common) -> Result<ExitStatus, Error> {
    if common.json {
        return Err(Error::Usage {
            problem: "tables are shown as text, Markdown or HTML".to_owned(),
            hint: Some("leave --json out; oreline rules check --json says what is wrong".to_owned()),
        });
    }
    let question = arguments.reading.question(&arguments.tables, &arguments.readings)?;
    let tables: Vec<&String> = arguments.tables.iter().collect();
    let inputs = inputs(&tables, None);
    let format = match arguments.format {
        FormatWord::Text => ShowFormat::Text,
        FormatWord::Markdown => ShowFormat::Markdown,
        FormatWord::Html => ShowFormat::Html,
    };
    let text = run::show_rules(&question, format)?;
    match &arguments.output {
        Some(output) => {
            let written = run::write_text(output, &(text + "\n"), &inputs, arguments.overwrite)?;
            if !common.quiet {
                terminal::result(&format!("{} written", written.display()))?;
            }
        }
        None => terminal::result(&text)?,
    }
    Ok(ExitStatus::Complete)
}

/// The files that an output may not replace.
fn inputs(tables: &[&String], plan: Option<&Plan>) -> Vec<PathBuf> {
    let tables = tables.iter().map(|table| TablePath::parse(table).path);
    tables.chain(plan.iter().flat_map(|plan| plan.inputs().map(PathBuf::from))).collect()
}

fn print(common: &Common, text: impl Fn() -> String, json: impl Fn() -> String) -> Result<(), Error> {
    if common.json {
        terminal::result(&json())
    } else if common.quiet {
        Ok(())
    } else {
        terminal::result(&text())
    }
}
