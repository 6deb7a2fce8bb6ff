//! The command line: declares arguments, turns them into a plan, prints results. No logic of the domain.

mod check;
mod compare;
mod completions;
mod convert;
mod cut;
mod explain;
mod flag;
mod index;
mod init;
mod map;
mod progress;
mod query;
mod query_at;
mod rules;
mod terminal;
mod verify;

use clap::{Args, Parser, Subcommand};

use oreline::error::{Error, ExitStatus};

/// Says which mines stand on fragile ground.
#[derive(Parser, Debug)]
#[command(name = "oreline", version, about, max_term_width = 100)]
#[command(after_help = "\
Exit codes:
  0  complete
  1  failed, nothing written
  2  wrong usage
  3  written, but some features were refused or need review
  4  with --fail-on flagged: written, and mines were flagged

Example:
  oreline flag layers/xinjiang -o out/")]
pub(crate) struct Cli {
    #[command(flatten)]
    common: Common,
    #[command(subcommand)]
    command: Command,
}

/// What every command takes.
#[derive(Args, Debug)]
struct Common {
    /// Print nothing but errors
    #[arg(short, long, global = true, help_heading = "General")]
    quiet: bool,
    /// Print one JSON object on standard output
    #[arg(long, global = true, help_heading = "General")]
    json: bool,
    /// Number of threads [default: all cores]
    #[arg(long, global = true, help_heading = "General", value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    threads: Option<u16>,
}

#[derive(Subcommand, Debug)]
enum Command {
    /// Flag mines on fragile ground: join, judge, write styled layers
    Flag(Box<flag::FlagArguments>),
    /// Ask which zones hold a place or a mine, and which mines lie where, by any condition
    Query(Box<query::QueryArguments>),
    /// Say why one mine came to its verdict, and what would change it
    Explain(Box<explain::ExplainArguments>),
    /// Say what changed between two runs: flagged, cleared, changed, and why
    Compare(compare::CompareArguments),
    /// Cut red lines out of a mining right: what remains, as layer and as corner text
    Cut(Box<cut::CutArguments>),
    /// Prepare the zones of a plan for instant queries
    Index(index::IndexArguments),
    /// Examine layers before use: what they are, what is wrong, what mends it
    Check(check::CheckArguments),
    /// Write a plan.toml for a folder of layers
    Init(init::InitArguments),
    /// Turn corner-coordinate texts and tables into layers, and layers into texts
    Convert(Box<convert::ConvertArguments>),
    /// Draw the printed map of a plan or a delivery
    Map(Box<map::MapArguments>),
    /// Check, test, compare and show rule tables
    Rules(rules::RulesArguments),
    /// Compare a delivery with its manifest
    Verify(verify::VerifyArguments),
    /// Print shell completions
    Completions(completions::CompletionsArguments),
    /// Print the manual page
    #[command(after_help = "Example:\n  oreline man | man -l -")]
    Man,
}

/// Runs the command.
///
/// # Errors
/// What stops it.
pub(crate) fn run(cli: Cli) -> Result<ExitStatus, Error> {
    if let Some(threads) = cli.common.threads {
        // Fails only if a pool exists already, which cannot be: nothing has run yet.
        let _ = rayon::ThreadPoolBuilder::new().num_threads(usize::from(threads)).build_global();
    }
    match cli.command {
        Command::Flag(arguments) => flag::run(*arguments, &cli.common),
        Command::Query(arguments) => query::run(&arguments, &cli.common),
        Command::Compare(arguments) => compare::run(&arguments, &cli.common),
        Command::Cut(arguments) => cut::run(&arguments, &cli.common),
        Command::Index(arguments) => index::run(&arguments, &cli.common),
        Command::Explain(arguments) => explain::run(*arguments, &cli.common),
        Command::Check(arguments) => check::run(&arguments, &cli.common),
        Command::Init(arguments) => init::run(&arguments, &cli.common),
        Command::Convert(arguments) => convert::run(&arguments, &cli.common),
        Command::Map(arguments) => map::run(*arguments, &cli.common),
        Command::Rules(arguments) => rules::run(&arguments, &cli.common),
        Command::Verify(arguments) => verify::run(&arguments, &cli.common),
        Command::Completions(arguments) => completions::completions(&arguments),
        Command::Man => completions::manual_page(),
    }
}

/// Prints an error with its causes and the way out.
pub(crate) fn report(error: &Error) {
    terminal::error_line(&format!("oreline: {error}"));
    let mut cause = std::error::Error::source(error);
    while let Some(error) = cause {
        terminal::error_line(&format!("  cause: {error}"));
        cause = error.source();
    }
    if let Some(hint) = error.hint() {
        terminal::error_line(&format!("  hint: {hint}"));
    }
}
