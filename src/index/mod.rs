//! **index**: the checked zones and receptors of a plan in one file that is mapped into memory, so that a question about a place
//! needs no layer to be read.
//!
//! The file (docs/decisions/0018) holds a head, a description as JSON, a record of fixed size for each zone and receptor, their
//! corners with the slabs of [`Outline`](crate::geometry::Outline), and a CRC-32 for each block of 64 KiB. A question touches few
//! blocks; each is checked when it is first touched, so that a damaged file gives an error, and never an answer. All numbers are
//! little-endian; coordinates are EPSG:4490, longitude and latitude in degrees.
//!
//! An index is made of certain files. [`Index::standing`] says whether they still are what they were.

mod bytes;
mod decode;
mod description;
mod look;
mod record;
mod sources;
mod write;

use std::path::{Path, PathBuf};

use crate::domain::{Receptors, ZoneKind, Zones};
use crate::error::Error;
use crate::plan::Plan;
use crate::read::MappedFile;
use crate::run;
use bytes::{Bytes, Damage, Data};
use description::Description;
use record::{RECORD_BYTES, Record};

pub use look::Shape;
pub use sources::Standing;

/// An index, open.
#[derive(Debug)]
pub struct Index {
    path: PathBuf,
    bytes: Bytes,
    description: Description,
    records_at: usize,
    records: usize,
}

/// What an index was made of, for people.
#[derive(Clone, Debug)]
pub struct Made {
    /// The file.
    pub path: PathBuf,
    /// Its size in bytes.
    pub bytes: u64,
    /// How many zones of each kind it holds; kinds without any are left out.
    pub zones: Vec<(ZoneKind, usize)>,
    /// How many receptors.
    pub receptors: usize,
    /// How many corners.
    pub corners: usize,
    /// How many files it was made of.
    pub sources: usize,
    /// Features that were refused or need review, by code.
    pub defects: Vec<(String, usize)>,
}

/// Where the index of a plan lies: beside its `plan.toml`, by the name `plan.oreindex`.
#[must_use]
pub fn beside(plan: &Plan) -> Option<PathBuf> {
    Some(plan.file.as_ref()?.with_extension("oreindex"))
}

/// Reads and checks the zones and receptors of a plan, and writes their index. An older index of this place is replaced.
///
/// # Errors
/// Whatever stops a run; a plan that is no file; a place that cannot be written to, or that holds something else.
pub fn prepare(plan: &Plan, path: &Path) -> Result<Made, Error> {
    if path.is_file() && !Bytes::is_index(&MappedFile::open_for_lookups(path)?) {
        return Err(Error::Usage {
            problem: format!("{}: is no index, and is not replaced by one", path.display()),
            hint: Some("move it away, or name another file: oreline index PLAN -o FILE".to_owned()),
        });
    }
    let stamps = sources::stamps(plan)?;
    run::find_ground(plan, |ground| {
        let sources = sources::of_plan(plan, &stamps)?;
        let (bytes, corners) = write::to_bytes(&ground, sources);
        crate::write::byte_files(&[(path.to_owned(), bytes)])?;
        let index = Index::open(path)?;
        Ok(Made {
            path: path.to_owned(),
            bytes: index.bytes.length() as u64,
            zones: index.description.counts(),
            receptors: ground.receptors.receptors.len(),
            corners,
            sources: index.description.sources.len(),
            defects: index.description.defects.clone(),
        })
    })
}

impl Index {
    /// Opens an index.
    ///
    /// # Errors
    /// [`Error::NoSuchFile`]; [`Error::Index`] for a file that is none, one of another version, and a damaged one.
    pub fn open(path: &Path) -> Result<Self, Error> {
        if !path.exists() {
            return Err(Error::NoSuchFile(path.display().to_string()));
        }
        Self::of(path, Data::Mapped(MappedFile::open_for_lookups(path)?))
    }

    /// Puts an index together in memory, for questions to a plan that has none.
    ///
    /// # Errors
    /// Whatever stops a run.
    pub fn of_plan(plan: &Plan) -> Result<Self, Error> {
        let bytes = run::find_ground(plan, |ground| Ok(write::to_bytes(&ground, Vec::new()).0))?;
        Self::of(plan.file.as_deref().unwrap_or(Path::new("memory")), Data::Owned(bytes))
    }

    fn of(path: &Path, data: Data) -> Result<Self, Error> {
        let open = || {
            let (bytes, head) = Bytes::open(data)?;
            let text = bytes.get(0, head.description_length)?;
            let description = serde_json::from_slice(text).map_err(|_| Damage::new("its description"))?;
            let (records_at, records) = (head.records_at, head.records);
            let index = Self { path: path.to_owned(), bytes, description, records_at, records };
            let counted = index.description.zones.iter().sum::<usize>() + index.description.receptors;
            if counted == records { Ok(index) } else { Err(Damage::new("the number of its zones")) }
        };
        open().map_err(|damage| error(path, &damage))
    }

    /// Features that were refused or need review when it was made, by code.
    #[must_use]
    pub fn defects(&self) -> &[(String, usize)] {
        &self.description.defects
    }

    /// Zones without shapes: kinds and layers alone, as much as tells what is asked of a plan.
    #[must_use]
    pub fn layers(&self) -> Vec<Zones<'static>> {
        self.description.layers()
    }

    /// How many zones of a kind it holds.
    #[must_use]
    pub fn count(&self, kind: ZoneKind) -> usize {
        self.description.zones.get(kind as usize).copied().unwrap_or(0)
    }

    /// The words for the kinds of receptors.
    #[must_use]
    pub fn receptor_kinds(&self) -> &[String] {
        &self.description.receptor_kinds
    }

    /// The shapes of all zones, kind by kind in the order of [`ZoneKind::ALL`], then of all receptors.
    pub fn shapes(&self) -> impl Iterator<Item = Result<Shape<'_>, Error>> {
        (0..self.records).map(|number| self.shape(number).map_err(|damage| error(&self.path, &damage)))
    }

    /// Checks every block: after that no question finds damage.
    ///
    /// # Errors
    /// [`Error::Index`].
    pub fn check_all(&self) -> Result<(), Error> {
        self.bytes.check_all().map_err(|damage| error(&self.path, &damage))
    }

    /// All zones and receptors, as they were when the index was made, without attributes.
    ///
    /// # Errors
    /// [`Error::Index`].
    pub fn ground(&self) -> Result<(Vec<Zones<'static>>, Receptors), Error> {
        self.decode().map_err(|damage| error(&self.path, &damage))
    }

    fn shape(&self, number: usize) -> Result<Shape<'_>, Damage> {
        let bytes = self.bytes.get(self.records_at + number * RECORD_BYTES, RECORD_BYTES)?;
        Ok(Shape { index: self, record: Record::read(bytes)?, number })
    }
}

fn error(path: &Path, damage: &Damage) -> Error {
    Error::Index { path: path.display().to_string(), problem: damage.to_string() }
}
