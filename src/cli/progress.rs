//! A line on the terminal that says which room the run is in. Nothing where standard error is no terminal.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use oreline::run::Stage;

/// The progress line.
pub(super) struct Progress(ProgressBar);

impl Progress {
    pub(super) fn new(is_quiet: bool) -> Self {
        // indicatif hides itself where standard error is no terminal.
        let target = if is_quiet { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr() };
        let bar = ProgressBar::with_draw_target(Some(5), target);
        if let Ok(style) = ProgressStyle::with_template("{spinner} {pos}/{len} {msg} {elapsed}") {
            bar.set_style(style);
        }
        bar.enable_steady_tick(Duration::from_millis(120));
        Self(bar)
    }

    pub(super) fn enter(&self, stage: Stage) {
        let (number, words) = match stage {
            Stage::Read => (1, "reading layers"),
            Stage::Check => (2, "checking features"),
            Stage::Join => (3, "joining mines and zones"),
            Stage::Judge => (4, "judging"),
            Stage::Write => (5, "writing"),
        };
        self.0.set_position(number);
        self.0.set_message(words);
    }

    /// Shows what is worked at, where there are no stages.
    pub(super) fn say(&self, words: &str) {
        self.0.set_message(words.to_owned());
    }

    pub(super) fn finish(self) {
        self.0.finish_and_clear();
    }
}
