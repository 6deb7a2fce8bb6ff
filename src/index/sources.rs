//! Whether an index still says what its sources say.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use super::Index;
use super::description::Source;
use crate::digest;
use crate::error::Error;
use crate::plan::Plan;
use crate::run::files_of;

/// How an index stands to the files that it was made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// They are what they were.
    Fresh,
    /// Some were changed, are gone, or were added; for people.
    Stale(String),
}

/// Size and time of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stamp {
    bytes: u64,
    changed_ns: Option<u64>,
}

/// The files of a plan that an index is made of, with what they are before they are read.
pub(super) fn stamps(plan: &Plan) -> Result<Vec<(PathBuf, Stamp)>, Error> {
    files(plan).into_iter().map(|path| stamp(&path).map(|stamp| (path, stamp))).collect()
}

/// The same files with their sums.
///
/// # Errors
/// A file that cannot be read any more, or that was changed meanwhile.
pub(super) fn of_plan(plan: &Plan, stamps: &[(PathBuf, Stamp)]) -> Result<Vec<Source>, Error> {
    let source = |(path, before): &(PathBuf, Stamp)| {
        let (bytes, sha256) = digest::of_file(path).map_err(|source| unreadable(path, source))?;
        if stamp(path)? != *before {
            return Err(Error::InputChanged(path.display().to_string()));
        }
        Ok(Source { path: from_folder(plan, path), bytes, changed_ns: before.changed_ns, sha256 })
    };
    stamps.iter().map(source).collect()
}

impl Index {
    /// Compares the files of a plan with those that the index was made of: by size and time, and by their sums where the time
    /// alone is another, or where a file was changed so shortly before the index was written that its time tells nothing.
    ///
    /// # Errors
    /// A file that cannot be read.
    pub fn standing(&self, plan: &Plan) -> Result<Standing, Error> {
        let stale = |what: String| Ok(Standing::Stale(what));
        let written_ns = stamp(&self.path)?.changed_ns;
        let now = files(plan);
        for path in &now {
            let name = from_folder(plan, path);
            let Some(before) = self.description.sources.iter().find(|source| source.path == name) else {
                return stale(format!("{} was not there when it was made", path.display()));
            };
            let Ok(found) = stamp(path) else { return stale(format!("{} is gone", path.display())) };
            if found.bytes != before.bytes {
                return stale(format!("{} was changed", path.display()));
            }
            // File systems tell times apart by milliseconds at the best, and some by two seconds.
            let is_old = found
                .changed_ns
                .zip(written_ns)
                .is_some_and(|(changed, written)| changed.saturating_add(2_000_000_000) < written);
            if (found.changed_ns == before.changed_ns && is_old) || sum(path)? == before.sha256 {
                continue;
            }
            return stale(format!("{} was changed", path.display()));
        }
        let gone = self
            .description
            .sources
            .iter()
            .find(|source| !now.iter().any(|path| from_folder(plan, path) == source.path));
        match gone {
            Some(gone) => stale(format!("{} is gone, or the plan does not name it any more", gone.path.display())),
            None => Ok(Standing::Fresh),
        }
    }
}

/// The plan and the files of its zones and receptors, each once.
fn files(plan: &Plan) -> Vec<PathBuf> {
    let zones = plan.zones.iter().map(|(_, layer)| &layer.path);
    let receptors = plan.receptors.iter().map(|layer| &layer.path);
    let mut files: Vec<PathBuf> = Vec::new();
    for path in plan.file.iter().chain(zones).chain(receptors) {
        for file in files_of(path) {
            if !files.contains(&file) {
                files.push(file);
            }
        }
        // Said to be gone, rather than not asked for.
        if !path.exists() && !files.contains(path) {
            files.push(path.clone());
        }
    }
    files
}

/// A path as seen from the folder of the plan, so that both can be moved together.
fn from_folder(plan: &Plan, path: &Path) -> PathBuf {
    let folder = plan.file.as_deref().and_then(Path::parent);
    folder.and_then(|folder| path.strip_prefix(folder).ok()).unwrap_or(path).to_owned()
}

fn stamp(path: &Path) -> Result<Stamp, Error> {
    let metadata = fs::metadata(path).map_err(|source| unreadable(path, source))?;
    let since_1970 = |time: SystemTime| time.duration_since(UNIX_EPOCH).ok().map(|since| since.as_nanos() as u64);
    Ok(Stamp { bytes: metadata.len(), changed_ns: metadata.modified().ok().and_then(since_1970) })
}

fn sum(path: &Path) -> Result<String, Error> {
    digest::of_file(path).map(|(_, sum)| sum).map_err(|source| unreadable(path, source))
}

fn unreadable(path: &Path, source: std::io::Error) -> Error {
    Error::Read { path: path.display().to_string(), source }
}
