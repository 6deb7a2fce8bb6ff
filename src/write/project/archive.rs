//! The file: a project of QGIS in a zip archive, the same bytes for the same text.

use std::io::{self, BufWriter, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use crate::error::Error;
use crate::write::staged::Staged;

/// Writes the archive.
pub(super) fn write(staged: &Staged, project: &str) -> Result<(), Error> {
    let file = staged.create()?;
    packed(BufWriter::new(file), project).map_err(|source| staged.error(source))
}

fn packed<W: io::Write + io::Seek>(out: W, project: &str) -> io::Result<()> {
    let mut archive = ZipWriter::new(out);
    // The time of the file in the archive is that of the format's first day, whatever the clock says.
    let options = SimpleFileOptions::DEFAULT
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::DEFAULT)
        .unix_permissions(0o644);
    archive.start_file("flagged.qgs", options)?;
    archive.write_all(project.as_bytes())?;
    archive.finish()?.flush()
}
