//! Files that come to be beside their place and take it at the end.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use crate::error::Error;

/// A file that is being written. Dropped without [`Staged::commit`] it disappears.
#[derive(Debug)]
pub(super) struct Staged {
    temporary: PathBuf,
    place: PathBuf,
    is_committed: bool,
}

impl Staged {
    /// Chooses a name beside the place. The ending stays the same, since GDAL looks at it.
    pub(super) fn beside(place: &Path) -> Self {
        let name = place.file_name().map_or_else(|| "output".into(), |name| name.to_string_lossy());
        let temporary = place.with_file_name(format!(".oreline-{}-{name}", std::process::id()));
        Self::at(temporary, place.to_owned())
    }

    /// A file that something else writes under a temporary name of its own.
    pub(super) fn at(temporary: PathBuf, place: PathBuf) -> Self {
        // What a killed run with this very number left behind.
        let _ = fs::remove_file(&temporary);
        Self { temporary, place, is_committed: false }
    }

    /// Where to write.
    pub(super) fn path(&self) -> &Path {
        &self.temporary
    }

    /// Where it will stand.
    pub(super) fn place(&self) -> &Path {
        &self.place
    }

    /// An error of writing this file, under its final name.
    pub(super) fn error(&self, source: io::Error) -> Error {
        Error::Write { path: self.place.display().to_string(), source }
    }

    /// Creates the file.
    pub(super) fn create(&self) -> Result<File, Error> {
        File::create(&self.temporary).map_err(|source| self.error(source))
    }

    /// Puts the file in its place.
    pub(super) fn commit(mut self) -> Result<PathBuf, Error> {
        if self.place.exists() {
            // An older result is at stake: the new one must be on the disk before it takes the name. Where there was
            // nothing, nothing can be lost, and waiting for the disk would double the time of a run.
            File::open(&self.temporary).and_then(|file| file.sync_all()).map_err(|source| self.error(source))?;
        }
        fs::rename(&self.temporary, &self.place).map_err(|source| self.error(source))?;
        self.is_committed = true;
        Ok(self.place.clone())
    }
}

impl Drop for Staged {
    fn drop(&mut self) {
        if !self.is_committed {
            let _ = fs::remove_file(&self.temporary);
        }
    }
}

/// Folders that a run made for its results; they go again if the run fails.
#[derive(Debug, Default)]
pub(super) struct NewFolders {
    /// The deepest last.
    made: Vec<PathBuf>,
}

impl NewFolders {
    /// Makes a folder, and those above it that are missing.
    pub(super) fn make(&mut self, folder: &Path) -> Result<(), Error> {
        let missing: Vec<&Path> =
            folder.ancestors().take_while(|above| !above.as_os_str().is_empty() && !above.exists()).collect();
        for folder in missing.into_iter().rev() {
            fs::create_dir(folder).map_err(|source| Error::Write { path: folder.display().to_string(), source })?;
            self.made.push(folder.to_owned());
        }
        Ok(())
    }

    /// The run did not fail.
    pub(super) fn keep(mut self) {
        self.made.clear();
    }
}

impl Drop for NewFolders {
    fn drop(&mut self) {
        for folder in self.made.iter().rev() {
            // Only an empty folder goes.
            let _ = fs::remove_dir(folder);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::{NewFolders, Staged};

    #[test]
    fn new_folders_go_again_unless_they_are_kept() {
        let there = tempfile::tempdir().unwrap();
        let deep = there.path().join("成果").join("2026");
        let mut folders = NewFolders::default();
        folders.make(&deep).unwrap();
        assert!(deep.is_dir());
        drop(folders);
        assert!(!there.path().join("成果").exists() && there.path().exists());
        let mut folders = NewFolders::default();
        folders.make(&deep).unwrap();
        folders.keep();
        assert!(deep.is_dir());
    }

    #[test]
    fn nothing_stands_in_the_place_until_commit() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("结果.geojson");
        fs::write(&place, "old").unwrap();
        let staged = Staged::beside(&place);
        fs::write(staged.path(), "new").unwrap();
        assert_eq!(fs::read_to_string(&place).unwrap(), "old");
        staged.commit().unwrap();
        assert_eq!(fs::read_to_string(&place).unwrap(), "new");

        let abandoned = Staged::beside(&place);
        fs::write(abandoned.path(), "half").unwrap();
        drop(abandoned);
        let names: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert_eq!(names, ["结果.geojson"]);
    }
}
