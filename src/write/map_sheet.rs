//! The printed map of a delivery: `map.svg` and `map.png`, an A3 sheet.

use std::fs;
use std::path::{Path, PathBuf};

use super::staged::Staged;
use crate::clock;
use crate::domain::Report;
use crate::error::Error;
use crate::map::{Content, Fonts, SheetOptions, draw};

/// Dots an inch of the picture: enough for a screen and for a first print.
const DPI: f64 = 150.0;

/// Both files beside their places. Without a font for what is written there is a note instead of the picture.
pub(super) fn files(report: &Report<'_>, folder: &Path, notes: &mut Vec<String>) -> Result<Vec<Staged>, Error> {
    let fonts = Fonts::find(None)?;
    let content = Content::of_report(report, clock::today());
    let sheet = draw(&content, &SheetOptions::of_style(report.style), &fonts);
    let mut files = vec![staged(&folder.join("map.svg"), sheet.svg.as_bytes())?];
    let picture = folder.join("map.png");
    if let Some((problem, remedy)) = sheet.lacks_font(&fonts) {
        // What an earlier run left would be taken for the picture of this one.
        let older = if picture.exists() { "; the one that stands there is of an earlier run" } else { "" };
        notes.push(format!("{}: not written: {problem}: {remedy}{older}", picture.display()));
    } else {
        let bytes = sheet.png(&fonts, DPI, &picture.display().to_string())?;
        files.push(staged(&picture, &bytes)?);
    }
    Ok(files)
}

fn staged(path: &Path, bytes: &[u8]) -> Result<Staged, Error> {
    let staged = Staged::beside(path);
    fs::write(staged.path(), bytes).map_err(|source| staged.error(source))?;
    Ok(staged)
}

/// Writes files, all of them or none.
///
/// # Errors
/// Whatever keeps one from being written.
pub fn byte_files(files: &[(PathBuf, Vec<u8>)]) -> Result<Vec<PathBuf>, Error> {
    let staged = files.iter().map(|(path, bytes)| staged(path, bytes)).collect::<Result<Vec<_>, _>>()?;
    staged.into_iter().map(Staged::commit).collect()
}
