//! What came of a conversion: for people, and for programs.

use std::fmt::Write as _;
use std::path::PathBuf;

use serde_json::{Map, Value, json};

use super::options::{Encoding, LineEnding, TextOptions};
use crate::check;
use crate::domain::{Defect, Severity};

/// Lines about single features that are shown; the layer of defects holds all.
const MOST_LINES: usize = 60;

/// What was written, and what there is to say of it.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// Features or parcels of the source.
    pub read: usize,
    /// Those that were written.
    pub written: usize,
    /// The coordinate system of what was written.
    pub crs: String,
    /// How a text was written.
    pub text: Option<TextOutcome>,
    /// What was found.
    pub defects: Vec<Defect>,
    /// Further remarks, for people.
    pub notes: Vec<String>,
    /// The files that were put in place.
    pub files: Vec<PathBuf>,
}

/// How a text was written.
#[derive(Clone, Debug)]
pub struct TextOutcome {
    /// Its encoding and line ends.
    pub options: TextOptions,
    /// Parcels whose digits stand as they stood in a text before.
    pub kept: usize,
    /// New coordinates: their step, in units of the coordinates, and the greatest distance in metres by which rounding moved
    /// a corner.
    pub rounding: Option<(String, f64)>,
}

impl Outcome {
    fn of(&self, severity: Severity) -> usize {
        self.defects.iter().filter(|defect| defect.code.severity() == severity).count()
    }

    /// How many features were refused.
    #[must_use]
    pub fn refused(&self) -> usize {
        self.read - self.written
    }

    /// Whether something was refused, or a person has to look.
    #[must_use]
    pub fn needs_a_person(&self) -> bool {
        self.refused() > 0 || self.of(Severity::Review) > 0 || self.of(Severity::Refused) > 0
    }

    /// What was found, a line each; the last line says how many are not shown.
    #[must_use]
    pub fn remarks(&self) -> Vec<String> {
        let line = |defect: &Defect| format!("{}: {defect}", defect.code.severity().word());
        let mut graver: Vec<&Defect> = self.defects.iter().collect();
        graver.sort_by_key(|defect| std::cmp::Reverse(defect.code.severity()));
        let mut lines: Vec<String> = graver.iter().take(MOST_LINES).map(|defect| line(defect)).collect();
        if graver.len() > MOST_LINES {
            lines.push(format!("and {} more, in the layer of defects", graver.len() - MOST_LINES));
        }
        lines
    }

    /// For people.
    #[must_use]
    pub fn to_text(&self) -> String {
        let plural = |count: usize| if count == 1 { "" } else { "s" };
        let what = if self.text.is_some() { "parcel" } else { "feature" };
        let mut text = format!("{} of {} {what}{} written, {}", self.written, self.read, plural(self.read), self.crs);
        if let Some(how) = &self.text {
            let end = if how.options.line_ending == LineEnding::CrLf { "CRLF" } else { "LF" };
            let _ = write!(text, ", {}, {end}", how.options.encoding.name());
            if how.kept > 0 {
                let _ = write!(text, "\n{} parcel{} digit for digit as in the text before", how.kept, plural(how.kept));
            }
            if let Some((step, shift_m)) = &how.rounding {
                let _ = write!(text, "\nrounded to {step}: no corner moved by more than {shift_m:.4} m");
            }
        }
        if !self.defects.is_empty() {
            let _ = write!(
                text,
                "\n{} refused, {} to review, {} repaired, {} notes",
                self.refused(),
                self.of(Severity::Review),
                self.of(Severity::Repaired),
                self.of(Severity::Note)
            );
        }
        for line in
            self.notes.iter().cloned().chain(self.files.iter().map(|file| format!("{} written", file.display())))
        {
            text.push('\n');
            text.push_str(&line);
        }
        text
    }

    /// One JSON object.
    #[must_use]
    pub fn to_json(&self) -> String {
        let counts: Map<String, Value> = check::count_by_code(&self.defects)
            .into_iter()
            .map(|(code, count)| (code.code().to_owned(), count.into()))
            .collect();
        let remark = |defect: &Defect| {
            json!({
                "feature": defect.feature,
                "id": defect.id,
                "code": defect.code.code(),
                "severity": defect.code.severity().word(),
                "reason": defect.reason,
                "hint": defect.code.hint(),
            })
        };
        let text = self.text.as_ref().map(|how| {
            json!({
                "encoding": match how.options.encoding {
                    Encoding::Gbk => "gbk",
                    Encoding::Gb18030 => "gb18030",
                    Encoding::Utf8 => "utf-8",
                },
                "line_ending": if how.options.line_ending == LineEnding::CrLf { "crlf" } else { "lf" },
                "kept": how.kept,
                "precision": how.rounding.as_ref().map(|(step, _)| step),
                "greatest_shift_m": how.rounding.as_ref().map(|(_, shift_m)| shift_m),
            })
        });
        json!({
            "schema_version": 1,
            "features": { "read": self.read, "written": self.written, "refused": self.refused() },
            "crs": self.crs,
            "text": text,
            "defects": counts,
            "remarks": self.defects.iter().map(remark).collect::<Vec<_>>(),
            "notes": self.notes,
            "outputs": self.files.iter().map(|path| path.display().to_string()).collect::<Vec<_>>(),
        })
        .to_string()
    }
}
