//! All outputs of a run: each is made beside its place, and when all are there they take their places.

use std::io::{self, BufWriter};
use std::path::{Path, PathBuf};

use super::preflight::defects_beside;
use super::rows::{LayerShape, MineRows, defect_row};
use super::staged::{NewFolders, Staged};
use super::styles::StyledLayer;
use super::{delivery, folder, formats, geojson};
use crate::domain::Report;
use crate::error::Error;
use crate::plan::{Format, Output, Plan};
use crate::style::Shown;

/// What was written.
#[derive(Clone, Debug, Default)]
pub struct Outputs {
    /// The files that were put in place.
    pub files: Vec<PathBuf>,
    /// What a format could not hold, for people.
    pub notes: Vec<String>,
}

/// Writes a report to all outputs of a plan.
///
/// # Errors
/// Whatever keeps a file from being written. No file has then been put in place, and older ones are as they were.
pub fn report(report: &Report<'_>, plan: &Plan) -> Result<Outputs, Error> {
    let mut folders = NewFolders::default();
    let mut staged = Vec::new();
    let mut notes = Vec::new();
    for output in &plan.outputs {
        match output {
            Output::Stdout => {}
            Output::Folder(folder) => {
                folders.make(folder)?;
                staged.extend(folder::write(report, plan, folder, &mut folders, &mut notes)?);
            }
            Output::File(path, Format::GeoPackage) => staged.push(geopackage(report, path, plan, &mut notes)?),
            Output::File(path, format) => single_layer(report, path, *format, plan, &mut staged, &mut notes)?,
        }
    }
    let delivered = plan.outputs.iter().filter_map(|output| match output {
        Output::Folder(folder) => Some((folder.as_path(), folder::earlier_parts(folder))),
        _ => None,
    });
    let earlier: Vec<_> = delivered.collect();
    let files = staged.into_iter().map(Staged::commit).collect::<Result<Vec<_>, Error>>()?;
    folders.keep();
    for (folder, parts) in &earlier {
        notes.extend(folder::remove_stale(folder, parts, &files));
    }
    if plan.outputs.contains(&Output::Stdout) {
        standard_output(report, plan)?;
    }
    Ok(Outputs { files, notes })
}

pub(super) fn geopackage(
    report: &Report<'_>,
    path: &Path,
    plan: &Plan,
    notes: &mut Vec<String>,
) -> Result<Staged, Error> {
    let staged = Staged::beside(path);
    notes.extend(delivery::write(report, &staged, plan.only_flagged)?);
    Ok(staged)
}

pub(super) fn geojson_file(
    report: &Report<'_>,
    path: &Path,
    plan: &Plan,
    layout: geojson::Layout,
) -> Result<Staged, Error> {
    let staged = Staged::beside(path);
    let mut out = BufWriter::with_capacity(1 << 20, staged.create()?);
    geojson::mines(&mut out, report, plan.only_flagged, layout).map_err(|source| staged.error(source))?;
    Ok(staged)
}

/// The style beside a file, under the same name: QGIS applies it by itself.
pub(super) fn style_file(report: &Report<'_>, path: &Path) -> Result<Staged, Error> {
    let rows = MineRows::new(report, false);
    style_of(report, &rows, &[], path)
}

/// `renamed` are columns that the format holds under other names.
fn style_of(
    report: &Report<'_>,
    rows: &MineRows<'_, '_>,
    renamed: &[(String, String)],
    path: &Path,
) -> Result<Staged, Error> {
    let shown = if rows.shape() == LayerShape::Areas { Shown::MineAreas } else { Shown::MinePoints };
    let name_field = report.mine_fields.name.as_deref();
    let layer = StyledLayer { shown, columns: &rows.columns, renamed: &rows.renamed, name_field };
    let staged = Staged::beside(path);
    std::fs::write(staged.path(), layer.style_as(report.style, renamed).qml).map_err(|source| staged.error(source))?;
    Ok(staged)
}

/// A file that holds one layer, its style, and its defects if there are any. Styles and defects are shared by outputs of one
/// name.
fn single_layer(
    report: &Report<'_>,
    path: &Path,
    format: Format,
    plan: &Plan,
    staged: &mut Vec<Staged>,
    notes: &mut Vec<String>,
) -> Result<(), Error> {
    let rows = MineRows::new(report, plan.only_flagged);
    let mut renamed = Vec::new();
    match format {
        Format::GeoJson => staged.push(geojson_file(report, path, plan, geojson::Layout::Collection)?),
        Format::GeoJsonSeq => staged.push(geojson_file(report, path, plan, geojson::Layout::Lines)?),
        _ => {
            let written = formats::layer(&rows, path, format)?;
            renamed = written.renamed;
            notes.extend(written.notes);
            staged.extend(written.files);
        }
    }
    let is_new = |staged: &[Staged], place: &Path| staged.iter().all(|other| other.place() != place);
    let style = path.with_extension("qml");
    if format.has_style_beside() && is_new(staged, &style) {
        staged.push(style_of(report, &rows, &renamed, &style)?);
    }
    let place = defects_beside(path);
    // A layer of defects from an earlier run would tell of defects that are no longer there.
    if (!report.defects.is_empty() || place.exists()) && is_new(staged, &place) {
        let file = Staged::beside(&place);
        let mut out = BufWriter::new(file.create()?);
        geojson::defects(&mut out, report.defects.iter().map(defect_row)).map_err(|source| file.error(source))?;
        staged.push(file);
    }
    Ok(())
}

fn standard_output(report: &Report<'_>, plan: &Plan) -> Result<(), Error> {
    let mut out = BufWriter::with_capacity(1 << 20, io::stdout());
    match geojson::mines(&mut out, report, plan.only_flagged, geojson::Layout::Collection) {
        // The reader has seen enough.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        Err(source) => Err(Error::Write { path: "standard output".to_owned(), source }),
        Ok(()) => Ok(()),
    }
}
