//! Shapes of a Shapefile without a row in its table: GDAL ends at the last row, and says nothing of what follows.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use crate::domain::{Attributes, DefectCode, RawFeature, RawGeometry};

/// Length of the head of an index, and of one shape in it (ESRI Shapefile Technical Description, 1998).
const INDEX_HEAD_BYTES: u64 = 100;
const INDEX_ENTRY_BYTES: u64 = 8;

/// A feature for each shape that lies behind the last row of the table, so that it is refused and counted. Nothing where the
/// files cannot be seen, as in archives.
pub(super) fn shapes<'a>(path: &Path, read: usize) -> Vec<RawFeature<'a>> {
    let (Some(shapes), Some(rows)) = (shape_count(path), row_count(path)) else { return Vec::new() };
    // Without any row GDAL reads all shapes; deleted rows count as rows.
    let lost = if rows == 0 { 0 } else { shapes.saturating_sub(rows) };
    (0..lost as u32)
        .map(|number| RawFeature {
            index: read as u32 + number,
            id: None,
            id_member: None,
            attributes: Attributes::none(),
            geometry: RawGeometry::Unreadable(
                DefectCode::Unreadable,
                format!("the table (.dbf) ends before this shape: {rows} rows for {shapes} shapes").into(),
            ),
        })
        .collect()
}

fn shape_count(path: &Path) -> Option<u64> {
    let bytes = fs::metadata(beside(path, ["shx", "SHX"])?).ok()?.len();
    Some(bytes.checked_sub(INDEX_HEAD_BYTES)? / INDEX_ENTRY_BYTES)
}

/// The number of rows in the head of a dBase table, deleted ones among them.
fn row_count(path: &Path) -> Option<u64> {
    let mut head = [0; 8];
    fs::File::open(beside(path, ["dbf", "DBF"])?).ok()?.read_exact(&mut head).ok()?;
    let count = head.last_chunk::<4>()?;
    Some(u64::from(u32::from_le_bytes(*count)))
}

/// The file of the same name with one of these extensions.
fn beside(path: &Path, extensions: [&str; 2]) -> Option<PathBuf> {
    let is_shapefile = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("shp"));
    extensions.iter().map(|extension| path.with_extension(extension)).find(|file| is_shapefile && file.is_file())
}
