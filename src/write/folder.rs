//! The whole delivery of a run in one folder: what an office hands over.
//!
//! Each part is a file of its own, made by a module of its own from the same report, beside its place; all take their places
//! together, the manifest first: it names the files that are oreline's own, so that a later run may replace them. What else lies
//! in the folder is never touched.

use std::fs;
use std::path::{Path, PathBuf};

use super::manifest_file::{self, MANIFEST_NAME, Manifest, Part};
use super::report::{geojson_file, geopackage, style_file};
use super::staged::{NewFolders, Staged};
use super::{geojson, ledger, map_sheet, page, project, readme, styles};
use crate::domain::Report;
use crate::error::Error;
use crate::plan::Plan;

/// The names of all files that a delivery may hold, relative to its folder.
pub(super) fn names(plan: &Plan) -> Vec<PathBuf> {
    let names = [
        MANIFEST_NAME,
        "README.txt",
        "flagged.gpkg",
        "flagged.geojson",
        "flagged.qml",
        "flagged.qgz",
        "report.html",
        "map.svg",
        "map.png",
    ];
    names.into_iter().map(PathBuf::from).chain(ledger::names(plan)).chain(styles::names()).collect()
}

/// Makes sure that files which would be replaced are parts of an earlier delivery.
///
/// # Errors
/// A file that bears the name of a part, and that no manifest of oreline lists.
pub(super) fn refuse_foreign(folder: &Path, plan: &Plan) -> Result<(), Error> {
    if !folder.is_dir() {
        return Ok(());
    }
    let own = match Manifest::of_folder(folder) {
        Ok(manifest) => manifest.map(|manifest| manifest.parts),
        Err(Error::Manifest { .. }) => return Err(Error::OutputIsForeign(folder.join(MANIFEST_NAME))),
        Err(error) => return Err(error),
    };
    let listed = |name: &Path| {
        let parts = own.iter().flatten();
        name == Path::new(MANIFEST_NAME) || parts.into_iter().any(|part| Path::new(&part.path) == name)
    };
    match names(plan).into_iter().find(|name| folder.join(name).exists() && !listed(name)) {
        Some(name) => Err(Error::OutputIsForeign(folder.join(name))),
        None => Ok(()),
    }
}

/// Writes all parts beside their places. Notes are for people.
pub(super) fn write(
    report: &Report<'_>,
    plan: &Plan,
    folder: &Path,
    folders: &mut NewFolders,
    notes: &mut Vec<String>,
) -> Result<Vec<Staged>, Error> {
    let mut staged = vec![
        geopackage(report, &folder.join("flagged.gpkg"), plan, notes)?,
        geojson_file(report, &folder.join("flagged.geojson"), plan, geojson::Layout::Collection)?,
        style_file(report, &folder.join("flagged.qml"))?,
    ];
    // Parts are added here, one call each.
    staged.push(project::write(report, plan, &staged[0], &folder.join("flagged.qgz"))?);
    staged.extend(ledger::write(report, plan, folder, folders, notes)?);
    staged.push(page::page(report, &folder.join("report.html"))?);
    staged.extend(map_sheet::files(report, folder, notes)?);
    staged.extend(styles::files(report, plan.only_flagged, folder, folders)?);
    staged.push(readme::write(report, &folder.join("README.txt"))?);

    let listed = staged.iter().map(|part| Part::of(part.path(), &name_in(folder, part.place())));
    let parts = listed.collect::<Result<Vec<_>, Error>>()?;
    staged.insert(0, manifest_file::write(report, plan, folder, &parts)?);
    Ok(staged)
}

/// The name of a part, relative to the folder, with `/` between folders.
fn name_in(folder: &Path, part: &Path) -> String {
    let relative = part.strip_prefix(folder).unwrap_or(part);
    relative.iter().map(|step| step.to_string_lossy()).collect::<Vec<_>>().join("/")
}

/// The parts of the earlier delivery in a folder; none where there is none.
pub(super) fn earlier_parts(folder: &Path) -> Vec<Part> {
    Manifest::of_folder(folder).ok().flatten().map(|manifest| manifest.parts).unwrap_or_default()
}

/// Takes away the parts of an earlier delivery that this one does not have: they would tell of another run. A part that
/// somebody changed since stays, with a note.
pub(super) fn remove_stale(folder: &Path, earlier: &[Part], files: &[PathBuf]) -> Vec<String> {
    let mut notes = Vec::new();
    for part in earlier {
        let path = folder.join(&part.path);
        if !part.is_inside() || files.contains(&path) || !path.is_file() {
            continue;
        }
        let is_as_written = Part::of(&path, &part.path).is_ok_and(|now| now == *part);
        if !is_as_written || fs::remove_file(&path).is_err() {
            notes.push(format!("{}: is of an earlier run and was changed since; it stays", path.display()));
        } else if let Some(above) = path.parent().filter(|above| *above != folder) {
            // Only an empty folder goes.
            let _ = fs::remove_dir(above);
        }
    }
    notes
}
