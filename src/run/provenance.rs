//! Size, time and SHA-256 of everything that a run reads.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::Found;
use crate::digest;
use crate::domain::{Input, LayerSource, Provenance, SourceFile};
use crate::error::Error;
use crate::plan::{Format, Output, Plan, TablePath};

/// Endings of the files beside a Shapefile that say what it means.
const SHAPEFILE_PARTS: [&str; 6] = ["shp", "shx", "dbf", "prj", "cpg", "shp.xml"];

/// The files of a run as they were before it read them.
#[derive(Debug)]
pub(super) struct Stamps {
    /// `None` where no output tells of them.
    files: Option<Vec<(PathBuf, Stamp)>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Stamp {
    bytes: u64,
    changed: Option<SystemTime>,
}

impl Stamps {
    /// Notes size and time of all files, where an output of the plan tells of them.
    pub(super) fn take(plan: &Plan) -> Self {
        let tells = |output: &Output| matches!(output, Output::Folder(_) | Output::File(_, Format::GeoPackage));
        let inputs = plan.inputs().chain(plan.file.as_deref());
        let stamped = |path: PathBuf| stamp(&path).map(|stamp| (path, stamp));
        let files = || inputs.flat_map(files_of).filter_map(stamped).collect();
        Self { files: plan.outputs.iter().any(tells).then(files) }
    }

    /// The inputs with the sums of their files.
    ///
    /// # Errors
    /// A file that cannot be read any more, or that changed while the run used it: the results would tell of neither state.
    pub(super) fn provenance(&self, plan: &Plan, found: &Found<'_>) -> Result<Provenance, Error> {
        let Some(stamps) = &self.files else { return Ok(Provenance::default()) };
        let mines = (&found.layer.source, &found.layer.crs, found.layer.read);
        let zones = found.zones.iter().flat_map(|zones| &zones.layers).chain(&found.receptors.layers);
        let layers = std::iter::once(mines).chain(zones.map(|layer| (&layer.source, &layer.crs, layer.read)));
        let layers = layers.map(|(LayerSource { role, path, layer }, crs, read)| {
            let files = hashed(path, stamps)?;
            let (role, path, layer) = (role.to_string(), spelled(path), layer.clone());
            Ok(Input { role, path, layer, crs: Some(crs.clone()), features: Some(read), files })
        });
        let tables = |role: &'static str, tables: Vec<&TablePath>| {
            tables.into_iter().map(|table| (role, table.path.clone(), table.sheet.clone())).collect::<Vec<_>>()
        };
        let others = plan.file.iter().map(|path| ("plan", path.clone(), None));
        let others = others
            .chain(tables("rules", plan.rules.tables.iter().collect()))
            .chain(plan.rules.vocabularies.iter().map(|path| ("vocabulary", path.clone(), None)))
            .chain(tables("green mines", plan.green_mines.iter().map(|list| &list.table).collect()));
        let others = others.map(|(role, path, layer)| {
            let files = hashed(&path, stamps)?;
            Ok(Input { role: role.to_owned(), path: spelled(&path), layer, crs: None, features: None, files })
        });
        Ok(Provenance { inputs: layers.chain(others).collect::<Result<_, Error>>()? })
    }
}

fn hashed(input: &Path, stamps: &[(PathBuf, Stamp)]) -> Result<Vec<SourceFile>, Error> {
    let summed = |path: PathBuf| {
        let failed = |source| Error::Read { path: path.display().to_string(), source };
        let (bytes, sha256) = digest::of_file(&path).map_err(failed)?;
        let before = stamps.iter().find(|(known, _)| *known == path).map(|(_, stamp)| *stamp);
        if before.is_none() || before != stamp(&path) {
            return Err(Error::InputChanged(path.display().to_string()));
        }
        Ok(SourceFile { path: spelled(&path), bytes, sha256 })
    };
    files_of(input).into_iter().map(summed).collect()
}

fn stamp(path: &Path) -> Option<Stamp> {
    let metadata = fs::metadata(path).ok()?;
    Some(Stamp { bytes: metadata.len(), changed: metadata.modified().ok() })
}

/// The files that an input consists of, sorted; none where the path is not one of this machine (`/vsicurl/…`).
#[must_use]
pub fn files_of(input: &Path) -> Vec<PathBuf> {
    if input.is_dir() {
        let entries = fs::read_dir(input).into_iter().flatten().flatten().map(|entry| entry.path());
        let mut files: Vec<PathBuf> = entries.filter(|path| path.is_file()).collect();
        files.sort();
        return files;
    }
    let is_shapefile = input.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("shp"));
    if is_shapefile && input.is_file() {
        let beside = |ending: &&str| {
            let [lower, upper] = [input.with_extension(ending), input.with_extension(ending.to_ascii_uppercase())];
            [lower, upper].into_iter().find(|path| path.is_file())
        };
        let mut files: Vec<PathBuf> = SHAPEFILE_PARTS.iter().filter_map(beside).collect();
        files.sort();
        return files;
    }
    archive(input).filter(|path| path.is_file()).into_iter().collect()
}

/// The file itself, or the archive that holds it: `/vsizip/folder/a.zip/b.shp`.
fn archive(input: &Path) -> Option<PathBuf> {
    let text = input.to_string_lossy();
    let Some(inside) = text.strip_prefix("/vsi").and_then(|rest| rest.split_once('/')).map(|(_, path)| path) else {
        return Some(input.to_owned());
    };
    Path::new(inside).ancestors().find(|above| above.is_file()).map(Path::to_owned)
}

/// A path with `/` between folders on every system.
fn spelled(path: &Path) -> String {
    let text = path.display().to_string();
    if cfg!(windows) { text.replace('\\', "/") } else { text }
}

#[cfg(test)]
mod tests {
    use super::files_of;

    #[test]
    fn a_shapefile_is_all_of_its_parts_and_an_archive_is_itself() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        for name in ["矿.shp", "矿.DBF", "矿.shx", "矿.txt", "包.zip"] {
            std::fs::write(at(name), name).unwrap();
        }
        let names = |path: &std::path::Path| -> Vec<String> {
            let name = |path: &std::path::PathBuf| path.file_name().unwrap().to_string_lossy().into_owned();
            files_of(path).iter().map(name).collect()
        };
        assert_eq!(names(&at("矿.shp")), ["矿.DBF", "矿.shp", "矿.shx"]);
        let inside = format!("/vsizip/{}/里.shp", at("包.zip").display());
        assert_eq!(names(inside.as_ref()), ["包.zip"]);
        assert_eq!(names("/vsicurl/http://example.org/a.geojson".as_ref()), [""; 0]);
    }
}
