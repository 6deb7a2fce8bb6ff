//! The tables of a font that say which characters it has and how wide they are: `cmap`, `head`, `hhea`, `hmtx`.
//!
//! Source: OpenType specification 1.9, chapters of these names; `cmap` in the formats 4 and 12, which all fonts of Chinese
//! systems bear. Everything is read with checks of bounds: a damaged font has no characters.

use std::sync::Arc;

/// Bytes of a font file, as `fontdb` shares them.
pub(super) type Bytes = Arc<dyn AsRef<[u8]> + Send + Sync>;

/// One face of a font file.
#[derive(Clone)]
pub(crate) struct Face {
    bytes: Bytes,
    units_per_em: f64,
    /// Offset of the advances, and how many there are.
    advances: (usize, usize),
    /// Format and offset of the table of characters.
    characters: (u16, usize),
}

impl std::fmt::Debug for Face {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Face").field("units_per_em", &self.units_per_em).finish_non_exhaustive()
    }
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..at.checked_add(2)?)?.try_into().ok().map(u16::from_be_bytes)
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..at.checked_add(4)?)?.try_into().ok().map(u32::from_be_bytes)
}

fn offset_at(bytes: &[u8], at: usize) -> Option<usize> {
    u32_at(bytes, at).map(|offset| offset as usize)
}

impl Face {
    /// A face by its number in a collection; 0 in a file of one font.
    pub(super) fn new(bytes: &Bytes, index: u32) -> Option<Self> {
        let data = (**bytes).as_ref();
        let directory = match data.get(..4)? {
            b"ttcf" => offset_at(data, 12 + 4 * index as usize)?,
            _ => 0,
        };
        let table = |tag: &[u8; 4]| {
            let count = usize::from(u16_at(data, directory + 4)?);
            let records = (0..count).map(|record| directory + 12 + 16 * record);
            let record = records.into_iter().find(|&at| data.get(at..at + 4) == Some(tag))?;
            offset_at(data, record + 8)
        };
        let units_per_em = f64::from(u16_at(data, table(b"head")? + 18)?);
        let count = usize::from(u16_at(data, table(b"hhea")? + 34)?);
        let characters = best_characters(data, table(b"cmap")?)?;
        let advances = (table(b"hmtx")?, count);
        let is_sound = units_per_em >= 16.0 && count > 0;
        is_sound.then_some(Self { bytes: Arc::clone(bytes), units_per_em, advances, characters })
    }

    fn data(&self) -> &[u8] {
        (*self.bytes).as_ref()
    }

    /// The glyph of a character; `None` if the face does not have it.
    pub(super) fn glyph(&self, character: char) -> Option<u32> {
        let (data, code) = (self.data(), u32::from(character));
        let (format, at) = self.characters;
        let glyph = if format == 12 { in_groups(data, at, code) } else { in_segments(data, at, code) };
        glyph.filter(|glyph| *glyph != 0)
    }

    /// How far a glyph leads on, in units of the font size.
    pub(super) fn advance(&self, glyph: u32) -> Option<f64> {
        let (at, count) = self.advances;
        let glyph = (glyph as usize).min(count - 1);
        Some(f64::from(u16_at(self.data(), at + 4 * glyph)?) / self.units_per_em)
    }
}

/// The table of all planes where there is one, else that of the first.
fn best_characters(data: &[u8], at: usize) -> Option<(u16, usize)> {
    let count = usize::from(u16_at(data, at + 2)?);
    let mut best: Option<(u16, usize)> = None;
    for record in (0..count).map(|record| at + 4 + 8 * record) {
        let (platform, encoding) = (u16_at(data, record)?, u16_at(data, record + 2)?);
        let is_unicode = platform == 0 || (platform == 3 && matches!(encoding, 1 | 10));
        let table = at + offset_at(data, record + 4)?;
        match u16_at(data, table)? {
            12 if is_unicode => return Some((12, table)),
            4 if is_unicode => best = best.or(Some((4, table))),
            _ => {}
        }
    }
    best
}

fn in_groups(data: &[u8], at: usize, code: u32) -> Option<u32> {
    let (mut low, mut high) = (0, offset_at(data, at + 12)?);
    while low < high {
        let middle = usize::midpoint(low, high);
        let group = at + 16 + 12 * middle;
        let (first, last) = (u32_at(data, group)?, u32_at(data, group + 4)?);
        if code < first {
            high = middle;
        } else if code > last {
            low = middle + 1;
        } else {
            return u32_at(data, group + 8)?.checked_add(code - first);
        }
    }
    None
}

fn in_segments(data: &[u8], at: usize, code: u32) -> Option<u32> {
    let code = u16::try_from(code).ok()?;
    let doubled = usize::from(u16_at(data, at + 6)?);
    for segment in (0..doubled).step_by(2) {
        let last = u16_at(data, at + 14 + segment)?;
        if code > last {
            continue;
        }
        let start = at + 16 + doubled + segment;
        let first = u16_at(data, start)?;
        if code < first {
            return None;
        }
        let (delta, ranges) = (u16_at(data, start + doubled)?, start + 2 * doubled);
        let range = usize::from(u16_at(data, ranges)?);
        if range == 0 {
            return Some(u32::from(code.wrapping_add(delta)));
        }
        let glyph = u16_at(data, ranges + range + 2 * usize::from(code - first))?;
        return (glyph != 0).then(|| u32::from(glyph.wrapping_add(delta)));
    }
    None
}
