//! SHA-256 of files and of bytes, as lower-case hexadecimal.

use std::fmt::Write as _;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use sha2::{Digest, Sha256};

/// A sum in the making.
#[derive(Clone, Default)]
pub(crate) struct Sum(Sha256);

impl Sum {
    /// Adds bytes.
    pub(crate) fn add(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// The 32 bytes.
    pub(crate) fn bytes(self) -> [u8; 32] {
        self.0.finalize().into()
    }

    /// The sum in hexadecimal.
    pub(crate) fn hex(self) -> String {
        self.bytes().iter().fold(String::with_capacity(64), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        })
    }
}

/// The sum of bytes.
pub(crate) fn of_bytes(bytes: &[u8]) -> String {
    let mut sum = Sum::default();
    sum.add(bytes);
    sum.hex()
}

/// Size and sum of a file, read piece by piece.
pub(crate) fn of_file(path: &Path) -> io::Result<(u64, String)> {
    let mut file = File::open(path)?;
    let (mut sum, mut bytes) = (Sum::default(), 0);
    let mut piece = vec![0; 1 << 18];
    loop {
        match file.read(&mut piece)? {
            0 => return Ok((bytes, sum.hex())),
            read => {
                sum.add(&piece[..read]);
                bytes += read as u64;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{of_bytes, of_file};

    /// FIPS 180-2, appendix B.1.
    #[test]
    fn the_sum_is_that_of_the_standard() {
        let wanted = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(of_bytes(b"abc"), wanted);
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("文件");
        std::fs::write(&path, "abc").unwrap();
        assert_eq!(of_file(&path).unwrap(), (3, wanted.to_owned()));
    }
}
