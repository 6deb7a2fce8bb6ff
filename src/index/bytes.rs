//! The bytes of an index, block by block checked when they are first touched.

use std::fmt;
use std::ops::Range;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::read::MappedFile;

/// What an index begins with.
const MAGIC: &[u8; 16] = b"oreline index\0\r\n";
/// Changes whenever the bytes mean something else.
const FORMAT: u64 = 1;
/// Zones are checked and cut up by the program: another version might do it otherwise.
const PROGRAM: &str = env!("CARGO_PKG_VERSION");
const PROGRAM_BYTES: usize = 24;
/// Where things stand in the head: after the first words the format, the program, six numbers, and the sum of all that.
const FORMAT_AT: usize = MAGIC.len();
const PROGRAM_AT: usize = FORMAT_AT + 8;
const FIELDS_AT: usize = PROGRAM_AT + PROGRAM_BYTES;
const SUM_AT: usize = FIELDS_AT + 6 * 8;
const HEAD_BYTES: usize = SUM_AT + 8;
/// Bytes under one sum: small enough for a question to check few, large enough for sums to take no room.
const BLOCK_BYTES: usize = 1 << 16;
const SUM_BYTES: usize = 4;

/// Why an index is not used.
#[derive(Debug)]
pub(super) struct Damage(String);

impl Damage {
    /// Something in it is not what it has to be.
    pub(super) fn new(what: &str) -> Self {
        Self(format!("is damaged ({what})"))
    }
}

impl fmt::Display for Damage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Where the bytes are.
#[derive(Debug)]
pub(super) enum Data {
    /// In a file.
    Mapped(MappedFile),
    /// In memory.
    Owned(Vec<u8>),
}

impl Data {
    fn bytes(&self) -> &[u8] {
        match self {
            Self::Mapped(file) => file.bytes(),
            Self::Owned(bytes) => bytes,
        }
    }
}

/// What the head says of the body: the description stands at its beginning.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Head {
    pub(super) description_length: usize,
    pub(super) records_at: usize,
    pub(super) records: usize,
}

/// The bytes of an index whose head is sound.
#[derive(Debug)]
pub(super) struct Bytes {
    data: Data,
    /// Where the body ends and the sums of its blocks begin.
    body_end: usize,
    is_checked: Vec<AtomicBool>,
}

impl Bytes {
    /// Whether a file begins as an index does, of any version.
    pub(super) fn is_index(file: &MappedFile) -> bool {
        file.bytes().starts_with(MAGIC)
    }

    /// Checks the head and the list of sums.
    pub(super) fn open(data: Data) -> Result<(Self, Head), Damage> {
        let bytes = data.bytes();
        if !bytes.starts_with(MAGIC) {
            return Err(Damage("is no index of oreline".to_owned()));
        }
        let head = bytes.get(..HEAD_BYTES).ok_or_else(|| Damage::new("it ends in its head"))?;
        let format = number(head, FORMAT_AT);
        if format != FORMAT {
            return Err(Damage(format!(
                "was made by another version of oreline (format {format}, this one has {FORMAT})"
            )));
        }
        let program = &head[PROGRAM_AT..FIELDS_AT];
        if program != program_name() {
            let other = String::from_utf8_lossy(program);
            let other = other.trim_end_matches('\0');
            return Err(Damage(format!("was made by another version of oreline ({other}, this one is {PROGRAM})")));
        }
        if number(head, SUM_AT) != sum(&head[..SUM_AT]) {
            return Err(Damage::new("its head"));
        }
        let [length, body_length, sum_of_sums, description_length, records_at, records] =
            std::array::from_fn(|place| number(head, FIELDS_AT + 8 * place));
        if length != bytes.len() as u64 {
            return Err(Damage(format!("is damaged ({} bytes, and it should have {length})", bytes.len())));
        }
        let body_end = (HEAD_BYTES as u64).checked_add(body_length).filter(|end| *end <= length);
        let body_end = body_end.ok_or_else(|| Damage::new("its head"))? as usize;
        let blocks = (body_end - HEAD_BYTES).div_ceil(BLOCK_BYTES);
        let sums = &bytes[body_end..];
        if sums.len() != SUM_BYTES * blocks || sum(sums) != sum_of_sums {
            return Err(Damage::new("its sums"));
        }
        let head = Head {
            description_length: description_length as usize,
            records_at: records_at as usize,
            records: records as usize,
        };
        let is_checked = (0..blocks).map(|_| AtomicBool::new(false)).collect();
        Ok((Self { data, body_end, is_checked }, head))
    }

    pub(super) fn length(&self) -> usize {
        self.data.bytes().len()
    }

    /// Some bytes of the body, after the blocks in which they lie were checked.
    pub(super) fn get(&self, at: usize, length: usize) -> Result<&[u8], Damage> {
        let body = &self.data.bytes()[HEAD_BYTES..self.body_end];
        let end = at.checked_add(length).filter(|end| *end <= body.len());
        let end = end.ok_or_else(|| Damage::new("it points behind its end"))?;
        if length > 0 {
            self.check(at / BLOCK_BYTES..(end - 1) / BLOCK_BYTES + 1)?;
        }
        Ok(&body[at..end])
    }

    pub(super) fn check_all(&self) -> Result<(), Damage> {
        self.check(0..self.is_checked.len())
    }

    fn check(&self, blocks: Range<usize>) -> Result<(), Damage> {
        for block in blocks {
            // Two threads may check the same block; both find the same.
            if self.is_checked[block].load(Ordering::Relaxed) {
                continue;
            }
            let bytes = self.data.bytes();
            let from = HEAD_BYTES + block * BLOCK_BYTES;
            let to = (from + BLOCK_BYTES).min(self.body_end);
            let stated = &bytes[self.body_end + SUM_BYTES * block..][..SUM_BYTES];
            if crc32fast::hash(&bytes[from..to]).to_le_bytes() != stated {
                return Err(Damage(format!("is damaged (between byte {from} and byte {to})")));
            }
            self.is_checked[block].store(true, Ordering::Relaxed);
        }
        Ok(())
    }
}

/// A whole index: the head, the body, the sums of its blocks.
pub(super) fn seal(body: &[u8], head: Head) -> Vec<u8> {
    let sums: Vec<u8> = body.chunks(BLOCK_BYTES).flat_map(|block| crc32fast::hash(block).to_le_bytes()).collect();
    let mut bytes = Vec::with_capacity(HEAD_BYTES + body.len() + sums.len());
    bytes.extend_from_slice(MAGIC);
    bytes.extend_from_slice(&FORMAT.to_le_bytes());
    bytes.extend_from_slice(&program_name());
    let fields = [
        (HEAD_BYTES + body.len() + sums.len()) as u64,
        body.len() as u64,
        sum(&sums),
        head.description_length as u64,
        head.records_at as u64,
        head.records as u64,
    ];
    bytes.extend(fields.iter().flat_map(|field| field.to_le_bytes()));
    bytes.extend_from_slice(&sum(&bytes).to_le_bytes());
    bytes.extend_from_slice(body);
    bytes.extend_from_slice(&sums);
    bytes
}

fn sum(bytes: &[u8]) -> u64 {
    u64::from(crc32fast::hash(bytes))
}

fn number(bytes: &[u8], at: usize) -> u64 {
    bytes.get(at..).and_then(|rest| rest.first_chunk::<8>()).map_or(0, |number| u64::from_le_bytes(*number))
}

fn program_name() -> [u8; PROGRAM_BYTES] {
    let mut name = [0; PROGRAM_BYTES];
    for (place, byte) in name.iter_mut().zip(PROGRAM.bytes()) {
        *place = byte;
    }
    name
}
