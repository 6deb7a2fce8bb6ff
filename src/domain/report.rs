//! A finished run, ready to be written. Writers decide nothing: all they need is here.

use std::time::Duration;

use super::{
    DeclaredArea, Defect, DeliveryStyle, Facts, Field, GreenMatches, Judgement, LayerSource, Measures, Mine,
    MineFields, Provenance, Receptors, Rulings, TextEncoding, Zones,
};

/// The mines of a run, with what is known of their source.
#[derive(Debug)]
pub struct MineLayer<'a> {
    /// Where they come from.
    pub source: LayerSource,
    /// The source's fields.
    pub fields: Vec<Field>,
    /// The encoding of its text, where the format does not fix it.
    pub encoding: Option<TextEncoding>,
    /// How many features the source holds.
    pub read: usize,
    /// The mines in use, in file order.
    pub mines: Vec<Mine<'a>>,
    /// The area that the source declares for each mine; empty when no field is named for it.
    pub declared: Vec<Option<DeclaredArea>>,
    /// By how many metres they may be wrong since their datum was taken for CGCS2000, beside what the plan says.
    pub crs_uncertainty_m: f64,
    /// The coordinate system that the source states, for people.
    pub crs: String,
}

/// Everything that a run found.
#[derive(Debug)]
pub struct Report<'a> {
    /// A title from the plan.
    pub title: Option<String>,
    /// What it looks like to people.
    pub style: DeliveryStyle,
    /// The mines.
    pub layer: MineLayer<'a>,
    /// The fields of their source that say what a mine is.
    pub mine_fields: MineFields,
    /// All zone kinds of [`ZoneKind::ALL`](super::ZoneKind::ALL), in that order, empty ones included.
    pub zones: Vec<Zones<'a>>,
    /// What distances were measured to.
    pub receptors: Receptors,
    /// What was measured, and by which thresholds.
    pub measures: Measures,
    /// The hits, in the order of the mines.
    pub facts: Facts,
    /// The judgements, in the order of the mines.
    pub judgements: Vec<Judgement>,
    /// The rules in force and what they say; `None` without rule tables.
    pub rulings: Option<Rulings>,
    /// What lists of green mines say; `None` without a list.
    pub green: Option<GreenMatches>,
    /// Everything that was found wrong.
    pub defects: Vec<Defect>,
    /// What the run was made from.
    pub provenance: Provenance,
}

impl<'a> Report<'a> {
    /// The layers whose format does not fix the encoding of text, with what was found.
    pub fn encodings(&self) -> impl Iterator<Item = (&LayerSource, &TextEncoding)> {
        let zones = self.zones.iter().flat_map(|zones| &zones.layers).chain(&self.receptors.layers);
        let layers = zones.map(|layer| (&layer.source, &layer.encoding));
        let all = std::iter::once((&self.layer.source, &self.layer.encoding)).chain(layers);
        all.filter_map(|(source, encoding)| Some((source, encoding.as_ref()?)))
    }

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
