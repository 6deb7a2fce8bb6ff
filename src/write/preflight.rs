//! What can be known about outputs before anything is read.

use std::fs;
use std::path::{Path, PathBuf};

use super::folder;
use crate::error::Error;
use crate::plan::{Format, Output, Plan};

/// The files that an output will put in place; a defects layer only if there are defects.
pub(super) fn files(output: &Output, plan: &Plan) -> Vec<PathBuf> {
    match output {
        Output::Stdout => Vec::new(),
        Output::Folder(folder) => folder::names(plan).into_iter().map(|name| folder.join(name)).collect(),
        Output::File(path, Format::GeoPackage) => vec![path.clone()],
        Output::File(path, Format::Shapefile) => {
            let parts =
                ["shp", "shx", "dbf", "prj", "cpg", "qml"].iter().map(|extension| path.with_extension(extension));
            parts.chain([defects_beside(path)]).collect()
        }
        Output::File(path, format) => {
            let style = format.has_style_beside().then(|| path.with_extension("qml"));
            [path.clone(), defects_beside(path)].into_iter().chain(style).collect()
        }
    }
}

/// The files that belong to one output alone. Styles and defects are shared by outputs of one name.
fn main_files(output: &Output, plan: &Plan) -> Vec<PathBuf> {
    match output {
        Output::Stdout => Vec::new(),
        Output::Folder(folder) => folder::names(plan).into_iter().map(|name| folder.join(name)).collect(),
        Output::File(path, _) => vec![path.clone()],
    }
}

/// One spelling for one place: the folder above without links and dots, where it is there.
fn place(file: &Path) -> PathBuf {
    let above = file.parent().filter(|above| !above.as_os_str().is_empty()).unwrap_or(Path::new("."));
    match (fs::canonicalize(above), file.file_name()) {
        (Ok(above), Some(name)) => above.join(name),
        _ => file.to_owned(),
    }
}

/// Where defects go when the format holds one layer.
pub(super) fn defects_beside(path: &Path) -> PathBuf {
    path.with_extension("defects.geojson")
}

/// Makes sure that there are outputs, that none is an input, that none exists (unless they may be replaced), and that
/// their folders can be written to.
///
/// # Errors
/// Whichever of these does not hold.
pub fn preflight(plan: &Plan) -> Result<(), Error> {
    if plan.outputs.is_empty() {
        return Err(Error::Usage {
            problem: "no output".to_owned(),
            hint: Some("say where results go: -o out/ for the whole delivery, or -o flagged.gpkg".to_owned()),
        });
    }
    if plan.outputs.iter().filter(|output| **output == Output::Stdout).count() > 1 {
        return Err(Error::Usage { problem: "-o - given twice".to_owned(), hint: None });
    }
    let inputs: Vec<PathBuf> = plan.inputs().filter_map(|input| fs::canonicalize(input).ok()).collect();
    let mut seen: Vec<PathBuf> = Vec::new();
    for output in &plan.outputs {
        refuse_taken(files(output, plan), &inputs, plan.overwrite)?;
        if let Output::Folder(folder) = output {
            folder::refuse_foreign(folder, plan)?;
        }
        for file in main_files(output, plan) {
            let place = place(&file);
            if seen.contains(&place) {
                return Err(Error::Usage {
                    problem: format!("{}: two outputs would stand in this place", file.display()),
                    hint: Some("give them names of their own".to_owned()),
                });
            }
            seen.push(place);
        }
        writable_folder(output)?;
    }
    Ok(())
}

fn refuse_taken(files: Vec<PathBuf>, inputs: &[PathBuf], overwrite: bool) -> Result<(), Error> {
    for file in files {
        if fs::canonicalize(&file).is_ok_and(|real| inputs.iter().any(|input| same_file(input, &real))) {
            return Err(Error::OutputIsInput(file));
        }
        if !overwrite && file.exists() {
            return Err(Error::OutputExists(file));
        }
        if file.is_dir() {
            return Err(Error::IsFolder(file.display().to_string()));
        }
    }
    Ok(())
}

/// As [`preflight`], for one input and one file that is made of it, with its defects beside it.
///
/// # Errors
/// As [`preflight`].
pub fn preflight_file(input: &Path, output: &Path, parts: &[&str], overwrite: bool) -> Result<(), Error> {
    let inputs: Vec<PathBuf> = fs::canonicalize(input).ok().into_iter().collect();
    let parts = parts.iter().map(|extension| output.with_extension(extension));
    refuse_taken([output.to_owned(), defects_beside(output)].into_iter().chain(parts).collect(), &inputs, overwrite)?;
    writable(output.parent().unwrap_or(Path::new("")))
}

/// The same file, by path or by hard link.
#[cfg(unix)]
fn same_file(one: &Path, other: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let identity = |path: &Path| fs::metadata(path).map(|metadata| (metadata.dev(), metadata.ino())).ok();
    one == other || (identity(one).is_some() && identity(one) == identity(other))
}

#[cfg(not(unix))]
fn same_file(one: &Path, other: &Path) -> bool {
    one == other
}

/// Tries out that files can be made where they will stand. The folder of a delivery may be missing: then in the nearest
/// folder above it that is there.
fn writable_folder(output: &Output) -> Result<(), Error> {
    let folder = match output {
        Output::Stdout => return Ok(()),
        Output::Folder(folder) => {
            let there = folder.ancestors().find(|above| above.as_os_str().is_empty() || above.exists());
            there.unwrap_or(Path::new(""))
        }
        Output::File(path, _) => path.parent().unwrap_or(Path::new("")),
    };
    writable(folder)
}

fn writable(folder: &Path) -> Result<(), Error> {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let trial = folder.join(format!(".oreline-{}-trial", std::process::id()));
    fs::File::create(&trial).map_err(|source| Error::Write { path: folder.display().to_string(), source })?;
    let _ = fs::remove_file(trial);
    Ok(())
}
