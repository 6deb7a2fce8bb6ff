//! A file that takes everything, and says at the end what went wrong.
//!
//! The zip writer prints to standard error when it is dropped and its end cannot be written. So it never hears of a full disk.

use std::fs::File;
use std::io::{self, BufWriter, Seek, SeekFrom, Write};

/// After the first error nothing more is written.
pub(super) struct Patient {
    file: BufWriter<File>,
    error: Option<io::Error>,
    position: u64,
    length: u64,
}

impl Patient {
    pub(super) fn new(file: File) -> Self {
        Self { file: BufWriter::with_capacity(1 << 20, file), error: None, position: 0, length: 0 }
    }

    /// Whether all of it was written.
    pub(super) fn end(mut self) -> io::Result<()> {
        let _ = self.flush();
        self.error.map_or(Ok(()), Err)
    }

    fn attempt(&mut self, action: impl FnOnce(&mut BufWriter<File>) -> io::Result<()>) {
        if self.error.is_none() {
            self.error = action(&mut self.file).err();
        }
    }
}

impl Write for Patient {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.attempt(|file| file.write_all(bytes));
        self.position += bytes.len() as u64;
        self.length = self.length.max(self.position);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.attempt(Write::flush);
        Ok(())
    }
}

impl Seek for Patient {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let place = match to {
            SeekFrom::Start(place) => Some(place),
            SeekFrom::Current(step) => self.position.checked_add_signed(step),
            SeekFrom::End(step) => self.length.checked_add_signed(step),
        };
        let place = place.ok_or_else(|| io::Error::from(io::ErrorKind::InvalidInput))?;
        if place != self.position {
            self.attempt(|file| file.seek(SeekFrom::Start(place)).map(|_| ()));
            self.position = place;
        }
        Ok(place)
    }
}

#[cfg(test)]
mod tests {
    use std::fs::File;
    use std::io::{Seek, SeekFrom, Write};

    use super::Patient;

    #[test]
    fn an_error_is_kept_to_the_end() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file");
        File::create(&path).unwrap();
        // Open for reading alone: nothing can be written.
        let mut patient = Patient::new(File::open(&path).unwrap());
        patient.write_all(b"some").unwrap();
        assert_eq!(patient.seek(SeekFrom::Start(1)).unwrap(), 1);
        patient.write_all(b"x").unwrap();
        assert_eq!(patient.seek(SeekFrom::End(0)).unwrap(), 4);
        assert_eq!(patient.stream_position().unwrap(), 4);
        assert!(patient.end().is_err());

        let mut patient = Patient::new(File::create(&path).unwrap());
        patient.write_all(b"some").unwrap();
        patient.seek(SeekFrom::Current(-3)).unwrap();
        patient.write_all(b"x").unwrap();
        patient.end().unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), b"sxme");
    }
}
