//! The corners of one block, put in order.

use geo::Coord;

use super::super::position::{Position, System};
use super::super::rings;
use super::NamedRings;

/// One corner.
#[derive(Clone, Debug)]
pub(super) struct Corner {
    /// The group of columns it stands in, from the left.
    group: usize,
    /// The row in the file.
    pub(super) row: usize,
    name: String,
    pub(super) at: Coord<f64>,
    system: System,
    north_first: bool,
    pub(super) decimal: bool,
}

impl Corner {
    pub(super) fn new(group: usize, row: usize, name: &str, place: &Position) -> Self {
        let Position { at, system, north_first, decimal, .. } = *place;
        Self { group, row, name: name.to_owned(), at, system, north_first, decimal }
    }
}

/// `J12` is letter J, number 12; a number of more than six digits counts nothing.
pub(super) fn number(name: &str) -> Option<(&str, u32)> {
    let letters = name.trim_end_matches(|sign: char| sign.is_ascii_digit());
    let digits = &name[letters.len()..];
    if digits.len() > 6 { None } else { Some((letters, digits.parse().ok()?)) }
}

/// A block while it is read.
#[derive(Clone, Debug, Default)]
pub(super) struct Block {
    pub(super) name: String,
    /// The row of its heading.
    pub(super) begins: usize,
    pub(super) corners: Vec<Corner>,
    /// A row behind its last corner so far that is no corner and no name.
    pub(super) broken_off: Option<usize>,
    /// The first such row that more corners came behind.
    pub(super) doubt: Option<usize>,
    pub(super) remarks: Vec<String>,
    /// Corners that could not be read.
    pub(super) faults: Vec<String>,
    /// The column beside the corners that holds its name, and the name.
    pub(super) beside: Option<(usize, String)>,
}

impl Block {
    /// Whether a corner has this number.
    pub(super) fn has(&self, wanted: u32) -> bool {
        self.corners.iter().any(|corner| number(&corner.name).is_some_and(|(_, known)| known == wanted))
    }

    /// Its rings.
    pub(super) fn finish(self, notes: &mut Vec<String>) -> Result<NamedRings, String> {
        let title =
            if self.name.is_empty() { format!("the block of row {}", self.begins.max(1)) } else { self.name.clone() };
        if !self.faults.is_empty() {
            return Err(format!("{title}: {}", self.faults.join("; ")));
        }
        let (Some(first), Some(last)) = (self.corners.first(), self.corners.last()) else {
            return Err(format!("{title}: no corners"));
        };
        let rows = (first.row, last.row);
        let (system, north_first) = (first.system, first.north_first);
        for corner in &self.corners {
            if corner.system != system {
                let (one, other) = (system.words(), corner.system.words());
                return Err(format!("{title}: corner {} is in {one}, corner {} in {other}", first.name, corner.name));
            }
            if corner.north_first != north_first {
                return Err(format!(
                    "{title}: corners {} and {} name north and east in different orders",
                    first.name, corner.name
                ));
            }
        }
        let rings = self.rings(notes, &title).map_err(|reason| format!("{title}: {reason}"))?;
        Ok(NamedRings { name: self.name, rings, system, rows, remarks: self.remarks })
    }

    /// The corners down the columns, one group of columns after the other.
    fn down_the_columns(&self) -> Result<Vec<(&str, u32, &Corner)>, String> {
        let mut all = Vec::new();
        for corner in &self.corners {
            let (letters, number) = number(&corner.name).ok_or_else(|| match corner.name.as_str() {
                "" => format!("row {}: a corner has no number", corner.row),
                name => format!("row {}: {name:?} is no number of a corner", corner.row),
            })?;
            all.push((letters, number, corner));
        }
        all.sort_by_key(|(_, _, corner)| corner.group);
        Ok(all)
    }

    fn rings(&self, notes: &mut Vec<String>, title: &str) -> Result<Vec<rings::Ring>, String> {
        let all = self.down_the_columns()?;
        let sequences = self.sequences(&all)?;
        let mut rings = Vec::new();
        for sequence in sequences {
            for two in sequence.windows(2).filter(|two| two[1].1 != two[0].1 + 1) {
                let (before, after) = (&two[0].2.name, &two[1].2.name);
                notes.push(format!("{title}: corner {after} follows {before}: look whether a corner is missing"));
            }
            rings.extend(rings::assemble(
                sequence.iter().map(|(_, _, corner)| (corner.name.clone(), corner.at)).collect(),
            )?);
        }
        Ok(rings)
    }

    /// Corners that belong to one ring each, in order.
    fn sequences<'b>(&self, all: &[Numbered<'b>]) -> Result<Vec<Vec<Numbered<'b>>>, String> {
        let mut sequences: Vec<Vec<Numbered<'b>>> = Vec::new();
        for corner in all {
            match sequences.iter_mut().find(|sequence| sequence[0].0 == corner.0) {
                Some(sequence) => sequence.push(*corner),
                None => sequences.push(vec![*corner]),
            }
        }
        let mut ordered = Vec::new();
        for mut sequence in sequences {
            let written = sequence.clone();
            sequence.sort_by_key(|(_, number, _)| *number);
            // The first corner may stand at the end again, under its own number.
            sequence.dedup_by(|later, first| later.1 == first.1 && later.2.at == first.2.at);
            if sequence.windows(2).all(|two| two[0].1 < two[1].1) {
                let goes_on = sequence.windows(2).all(|two| two[0].1 + 1 == two[1].1);
                if let (true, Some(row)) = (goes_on, self.doubt) {
                    return Err(format!(
                        "row {row} stands between corners whose numbers go on: does a new block begin there?"
                    ));
                }
                let as_written = written.windows(2).all(|two| two[0].1 < two[1].1);
                if !goes_on && !as_written {
                    return Err("its point numbers have gaps and do not rise: their order does not show".to_owned());
                }
                ordered.push(sequence);
            } else {
                ordered.extend(restarts(written)?);
            }
        }
        Ok(ordered)
    }
}

/// Letters, number, corner.
type Numbered<'b> = (&'b str, u32, &'b Corner);

/// A ring for each time that the numbers begin anew; each must count without a gap, or the way of reading was wrong.
fn restarts(written: Vec<Numbered<'_>>) -> Result<Vec<Vec<Numbered<'_>>>, String> {
    let mut rings: Vec<Vec<Numbered<'_>>> = Vec::new();
    for corner in written {
        match rings.last_mut() {
            Some(ring) if ring.last().is_some_and(|last| last.1 < corner.1) => ring.push(corner),
            // The first corner once more closes its ring.
            Some(ring) if ring.len() >= 3 && ring[0].1 == corner.1 && ring[0].2.at == corner.2.at => {}
            _ => rings.push(vec![corner]),
        }
    }
    for ring in &rings {
        if let Some(two) = ring.windows(2).find(|two| two[0].1 + 1 != two[1].1) {
            return Err(format!(
                "point numbers come twice, and {} follows {}: their order does not show",
                two[1].2.name, two[0].2.name
            ));
        }
    }
    Ok(rings)
}
