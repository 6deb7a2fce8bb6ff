//! Files mapped into memory: large GeoJSON is read where it lies, and attributes are never copied.

use std::fs::File;
use std::path::Path;

use memmap2::Mmap;

use crate::error::Error;

/// The bytes of a file, mapped read-only.
#[derive(Debug)]
pub struct MappedFile {
    map: Mmap,
}

impl MappedFile {
    /// Maps a file.
    ///
    /// # Errors
    /// A file that may not be read, and an empty one.
    pub fn open(path: &Path) -> Result<Self, Error> {
        let file = Self::open_for_lookups(path)?;
        #[cfg(unix)]
        let _ = file.map.advise(memmap2::Advice::Sequential);
        Ok(file)
    }

    /// Maps a file of which a few places will be looked at.
    ///
    /// # Errors
    /// As [`MappedFile::open`].
    pub fn open_for_lookups(path: &Path) -> Result<Self, Error> {
        let name = || path.display().to_string();
        let read_error = |source| Error::Read { path: name(), source };
        let file = File::open(path).map_err(read_error)?;
        if file.metadata().map_err(read_error)?.len() == 0 {
            return Err(Error::EmptyFile(name()));
        }
        // Mapping is unsafe because another process may cut the file short while we read it. Reading a copy instead
        // costs a third of the reading speed and the size of the file in memory (see docs/benchmarks.md), and layers
        // are not written to while they are judged. Only this type does it, read-only, and hands out plain bytes.
        #[expect(unsafe_code, reason = "measured gain, isolated here, argued above")]
        let map = unsafe { Mmap::map(&file) }.map_err(read_error)?;
        Ok(Self { map })
    }

    /// The bytes.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.map
    }
}
