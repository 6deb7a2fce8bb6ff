//! The record of one zone or receptor: what it is, its box, and where the rest of it stands.

use geo::Coord;

use super::bytes::Damage;

/// What a shape is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// The rings of an area.
    Area,
    /// Lines, of receptors alone.
    Lines,
    /// Points, of receptors alone.
    Points,
}

/// Bytes of a record.
pub(super) const RECORD_BYTES: usize = 96;

/// A record. Behind it stand, from `at` on: corners (two doubles each), ends of rings, for each ring whether it is a shell,
/// starts of slabs, edges of slabs (32 bits each), and a text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Record {
    /// Index of the zone's kind among all kinds, or of the receptor's kind among those of receptors.
    pub(super) kind: u32,
    pub(super) form: Form,
    pub(super) is_receptor: bool,
    /// Which of the layers of its kind it comes from.
    pub(super) layer: u32,
    /// Index of the feature in its source.
    pub(super) feature: u32,
    pub(super) min: Coord<f64>,
    pub(super) max: Coord<f64>,
    pub(super) slabs_per_degree: f64,
    pub(super) at: usize,
    pub(super) corners: usize,
    pub(super) rings: usize,
    /// One more than there are slabs; 0 for points.
    pub(super) slab_starts: usize,
    pub(super) slab_edges: usize,
    pub(super) text: usize,
}

impl Record {
    pub(super) fn read(bytes: &[u8]) -> Result<Self, Damage> {
        let mut rest = bytes;
        let mut number = || {
            let number = rest.split_off(..8)?;
            Some(u64::from_le_bytes(*number.first_chunk()?))
        };
        let mut next = || number().ok_or_else(|| Damage::new("a record"));
        let (what, feature) = (next()?, next()?);
        let numbers: [u64; 10] = {
            let mut numbers = [0; 10];
            for slot in &mut numbers {
                *slot = next()?;
            }
            numbers
        };
        let degrees = |place: usize| f64::from_bits(numbers[place]);
        let counts = |place: usize| (numbers[place] as u32 as usize, (numbers[place] >> 32) as usize);
        let form = match what & 3 {
            0 => Form::Area,
            1 => Form::Lines,
            2 => Form::Points,
            _ => return Err(Damage::new("the form of a zone")),
        };
        let (corners, rings) = counts(6);
        let (slab_starts, slab_edges) = counts(7);
        Ok(Self {
            kind: (what >> 32) as u32,
            form,
            is_receptor: what & 4 == 4,
            layer: (feature >> 32) as u32,
            feature: feature as u32,
            min: Coord { x: degrees(0), y: degrees(1) },
            max: Coord { x: degrees(2), y: degrees(3) },
            slabs_per_degree: degrees(4),
            at: numbers[5] as usize,
            corners,
            rings,
            slab_starts,
            slab_edges,
            text: numbers[8] as usize,
        })
    }

    pub(super) fn write(&self, to: &mut Vec<u8>) {
        let form = match self.form {
            Form::Area => 0,
            Form::Lines => 1,
            Form::Points => 2,
        };
        let pair = |low: usize, high: usize| low as u64 | (high as u64) << 32;
        let numbers = [
            form | u64::from(self.is_receptor) << 2 | u64::from(self.kind) << 32,
            u64::from(self.feature) | u64::from(self.layer) << 32,
            self.min.x.to_bits(),
            self.min.y.to_bits(),
            self.max.x.to_bits(),
            self.max.y.to_bits(),
            self.slabs_per_degree.to_bits(),
            self.at as u64,
            pair(self.corners, self.rings),
            pair(self.slab_starts, self.slab_edges),
            self.text as u64,
            0,
        ];
        to.extend(numbers.iter().flat_map(|number| number.to_le_bytes()));
    }

    /// Where the ends of rings begin.
    pub(super) fn ring_ends_at(&self) -> usize {
        self.at.saturating_add(self.corners.saturating_mul(16))
    }

    /// Where it is said which rings are shells.
    pub(super) fn shells_at(&self) -> usize {
        self.ring_ends_at().saturating_add(self.rings.saturating_mul(4))
    }

    /// Where the starts of slabs begin.
    pub(super) fn slab_starts_at(&self) -> usize {
        self.shells_at().saturating_add(self.rings.saturating_mul(4))
    }

    /// Where the edges of slabs begin.
    pub(super) fn slab_edges_at(&self) -> usize {
        self.slab_starts_at().saturating_add(self.slab_starts.saturating_mul(4))
    }

    /// Where the text begins.
    pub(super) fn text_at(&self) -> usize {
        self.slab_edges_at().saturating_add(self.slab_edges.saturating_mul(4))
    }
}
