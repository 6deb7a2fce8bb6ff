//! A verification in words.

use std::fmt::Write as _;

use super::{Compared, State, Verification};

impl Verification {
    /// What differs, for people; what is the same is only counted.
    #[must_use]
    pub fn to_text(&self) -> String {
        let mut text = String::new();
        let folder = self.folder.display();
        if !self.manifest_is_intact {
            let _ = writeln!(text, "manifest.json was edited since it was written: its own sum is not right");
        }
        for part in &self.parts {
            let _ = match &part.state {
                State::Same => Ok(()),
                State::Missing => writeln!(text, "{}: is missing", part.path),
                State::Changed(how) => writeln!(text, "{}: was changed: {how}", part.path),
            };
        }
        for input in &self.inputs {
            if let State::Changed(how) = &input.state {
                let role = input.role.as_deref().unwrap_or_default();
                let _ = writeln!(
                    text,
                    "input {} ({role}): was changed: {how}; the delivery tells of the older one",
                    input.path
                );
            }
        }
        let count = |all: &[Compared], state: fn(&State) -> bool| all.iter().filter(|one| state(&one.state)).count();
        let is_same = |state: &State| *state == State::Same;
        let is_missing = |state: &State| *state == State::Missing;
        let _ = writeln!(
            text,
            "{folder}: {} of {} parts are as they were written; {} of {} input files are as they were read, {} are not here",
            count(&self.parts, is_same),
            self.parts.len(),
            count(&self.inputs, is_same),
            self.inputs.len(),
            count(&self.inputs, is_missing),
        );
        if !self.others.is_empty() {
            let _ = writeln!(text, "not of this delivery, and left alone: {}", self.others.join(", "));
        }
        text.pop();
        text
    }
}
