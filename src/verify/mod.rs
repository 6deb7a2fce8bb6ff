//! **verify**: whether a delivery is still what its manifest says, and whether its inputs are still what it was made from.
//!
//! A GeoPackage is compared by its content: QGIS changes the file by opening it. Inputs are looked for where they were given,
//! seen from the current folder; a delivery that was handed over has none of them, which is no difference.

mod text;

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::digest;
use crate::error::{Error, ExitStatus};
use crate::write::{MANIFEST_NAME, Manifest, ManifestFile, Part, PartTable};

/// What became of a file since the manifest was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// It is as it was.
    Same,
    /// It is not there.
    Missing,
    /// It is another one: how, for people.
    Changed(String),
}

/// A file of a delivery, or one that it was made from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compared {
    /// Its path: of a part relative to the folder, of an input as it was given.
    pub path: String,
    /// What an input was used as; `None` of a part.
    pub role: Option<String>,
    /// What became of it.
    pub state: State,
}

/// A delivery, compared with its manifest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verification {
    /// The folder.
    pub folder: PathBuf,
    /// Whether nobody edited the manifest.
    pub manifest_is_intact: bool,
    /// The parts, in the order of the manifest.
    pub parts: Vec<Compared>,
    /// The inputs, in the order of the manifest.
    pub inputs: Vec<Compared>,
    /// Files of the folder that are no part of the delivery.
    pub others: Vec<String>,
}

/// Compares a delivery with its manifest. `path` is its folder, or the manifest in it.
///
/// # Errors
/// No manifest, one that oreline did not write, files that cannot be read.
pub fn verify(path: &Path) -> Result<Verification, Error> {
    let folder = match path.file_name() {
        Some(name) if name == MANIFEST_NAME => path.parent().unwrap_or(Path::new("")),
        _ => path,
    };
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let Some(manifest) = Manifest::of_folder(folder)? else {
        let problem = if folder.exists() { format!("holds no {MANIFEST_NAME}") } else { "no such folder".to_owned() };
        return Err(Error::Manifest { path: folder.display().to_string(), problem });
    };
    let parts = manifest
        .parts
        .iter()
        .map(|part| Ok(Compared { path: part.path.clone(), role: None, state: part_state(folder, part)? }));
    let inputs = manifest.inputs.iter().flat_map(|input| input.files.iter().map(|file| (input.role.clone(), file)));
    let inputs = inputs
        .map(|(role, file)| Ok(Compared { path: file.path.clone(), role: Some(role), state: input_state(file)? }));
    Ok(Verification {
        folder: folder.to_owned(),
        manifest_is_intact: manifest.is_intact,
        parts: parts.collect::<Result<_, Error>>()?,
        inputs: inputs.collect::<Result<_, Error>>()?,
        others: others(folder, &manifest.parts),
    })
}

fn part_state(folder: &Path, part: &Part) -> Result<State, Error> {
    let file = folder.join(&part.path);
    if !part.is_inside() || !file.is_file() {
        return Ok(State::Missing);
    }
    let now = match Part::of(&file, &part.path) {
        Ok(now) => now,
        // What was a GeoPackage is none any more.
        Err(Error::GeoPackage { message }) => return Ok(State::Changed(message)),
        Err(error) => return Err(error),
    };
    if now.sha256 == part.sha256 {
        return Ok(State::Same);
    }
    Ok(State::Changed(match (part.bytes, now.bytes) {
        (Some(before), Some(bytes)) if before != bytes => format!("{bytes} bytes, it was {before}"),
        (Some(_), _) => "other bytes of the same number".to_owned(),
        (None, _) => tables(&part.tables, &now.tables),
    }))
}

/// Which tables of a GeoPackage differ.
fn tables(before: &[PartTable], now: &[PartTable]) -> String {
    let find = |tables: &[PartTable], name: &str| tables.iter().find(|table| table.name == name).cloned();
    let changed = before.iter().filter_map(|table| match find(now, &table.name) {
        None => Some(format!("table {} is gone", table.name)),
        Some(other) if other.rows != table.rows => {
            Some(format!("table {} has {} rows, it had {}", table.name, other.rows, table.rows))
        }
        Some(other) if other != *table => Some(format!("table {} has other values", table.name)),
        Some(_) => None,
    });
    let added = now.iter().filter(|table| find(before, &table.name).is_none());
    let all: Vec<String> = changed.chain(added.map(|table| format!("table {} is new", table.name))).collect();
    if all.is_empty() { "the manifest is not consistent with itself".to_owned() } else { all.join("; ") }
}

fn input_state(file: &ManifestFile) -> Result<State, Error> {
    let path = Path::new(&file.path);
    if !path.is_file() {
        return Ok(State::Missing);
    }
    let failed = |source| Error::Read { path: file.path.clone(), source };
    let (bytes, sha256) = digest::of_file(path).map_err(failed)?;
    Ok(match (sha256 == file.sha256, bytes == file.bytes) {
        (true, _) => State::Same,
        (false, true) => State::Changed("other bytes of the same number".to_owned()),
        (false, false) => State::Changed(format!("{bytes} bytes, it was {}", file.bytes)),
    })
}

/// Files of the folder that no part names. What SQLite keeps beside an open package is not told.
fn others(folder: &Path, parts: &[Part]) -> Vec<String> {
    let folders = parts.iter().filter_map(|part| part.path.rsplit_once('/').map(|(above, _)| above));
    let mut places: Vec<&str> = folders.chain([""]).collect();
    places.sort_unstable();
    places.dedup();
    let mut others = Vec::new();
    for place in places {
        for entry in fs::read_dir(folder.join(place)).into_iter().flatten().flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            let name = if place.is_empty() { name } else { format!("{place}/{name}") };
            let is_known = parts.iter().any(|part| {
                part.path == name || part.path.starts_with(&format!("{name}/")) || is_beside_package(&name, &part.path)
            });
            if !is_known && name != MANIFEST_NAME {
                others.push(name);
            }
        }
    }
    others.sort();
    others
}

fn is_beside_package(name: &str, part: &str) -> bool {
    ["-wal", "-shm", "-journal"].iter().any(|ending| name.strip_suffix(ending) == Some(part))
}

impl Verification {
    /// Parts that are not as they were, and an edited manifest, are a failure; inputs that changed ask for another run.
    #[must_use]
    pub fn status(&self) -> ExitStatus {
        let is_changed = |compared: &Compared| matches!(compared.state, State::Changed(_));
        if !self.manifest_is_intact || self.parts.iter().any(|part| part.state != State::Same) {
            ExitStatus::Failed
        } else if self.inputs.iter().any(is_changed) {
            ExitStatus::Incomplete
        } else {
            ExitStatus::Complete
        }
    }

    /// One JSON object.
    #[must_use]
    pub fn to_json(&self) -> String {
        let list = |all: &[Compared]| -> Vec<Value> {
            let entry = |compared: &Compared| {
                let (state, difference) = match &compared.state {
                    State::Same => ("same", None),
                    State::Missing => ("missing", None),
                    State::Changed(how) => ("changed", Some(how)),
                };
                json!({"path": compared.path, "role": compared.role, "state": state, "difference": difference})
            };
            all.iter().map(entry).collect()
        };
        json!({
            "schema_version": 1,
            "folder": self.folder.display().to_string(),
            "is_same": self.status() == ExitStatus::Complete,
            "manifest_is_intact": self.manifest_is_intact,
            "parts": list(&self.parts),
            "inputs": list(&self.inputs),
            "others": self.others,
        })
        .to_string()
    }
}
