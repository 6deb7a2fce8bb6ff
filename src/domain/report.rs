//! A finished run, ready to be written. Writers decide nothing: all they need is here.

use std::time::Duration;

use super::{Defect, Facts, Field, Judgement, LayerSource, Mine, Zones};

/// The mines of a run, with what is known of their source.
#[derive(Debug)]
pub struct MineLayer<'a> {
    /// Where they come from.
    pub source: LayerSource,
    /// The source's fields.
    pub fields: Vec<Field>,
    /// How many features the source holds.
    pub read: usize,
    /// The mines in use, in file order.
    pub mines: Vec<Mine<'a>>,
}

/// Everything that a run found.
#[derive(Debug)]
pub struct Report<'a> {
    /// A title from the plan.
    pub title: Option<String>,
    /// The mines.
    pub layer: MineLayer<'a>,
    /// All zone kinds of [`ZoneKind::ALL`](super::ZoneKind::ALL), in that order, empty ones included.
    pub zones: Vec<Zones<'a>>,
    /// The hits, in the order of the mines.
    pub facts: Facts,
    /// The judgements, in the order of the mines.
    pub judgements: Vec<Judgement>,
    /// Everything that was found wrong.
    pub defects: Vec<Defect>,
}

impl<'a> Report<'a> {
    /// The zones of a kind.
    #[must_use]
    pub fn zones(&self, kind: super::ZoneKind) -> Option<&Zones<'a>> {
        self.zones.get(kind as usize)
    }
}

/// How long each stage took.
#[derive(Clone, Copy, Debug, Default)]
pub struct StageTimes {
    /// Bytes to features.
    pub read: Duration,
    /// Features to mines and zones.
    pub check: Duration,
    /// Mines and zones to hits.
    pub join: Duration,
    /// Hits to judgements.
    pub judge: Duration,
    /// Judgements to files.
    pub write: Duration,
    /// The whole run.
    pub total: Duration,
}
