//! Corners in their order to closed rings.

use geo::Coord;

/// One closed ring.
#[derive(Clone, Debug, PartialEq)]
pub struct Ring {
    /// The corners; the last is the first again.
    pub corners: Vec<Coord<f64>>,
    /// What the corners are called, without the last; empty text for those without a name.
    pub names: Vec<String>,
}

/// Makes rings of corners that follow each other: a ring ends where its first corner comes again, and what comes then
/// begins another. The last may stay open.
pub(super) fn assemble(points: Vec<(String, Coord<f64>)>) -> Result<Vec<Ring>, String> {
    let mut rings = Vec::new();
    let mut open = Ring { corners: Vec::new(), names: Vec::new() };
    for (name, at) in points {
        let closes = open.corners.len() >= 3 && open.corners.first() == Some(&at);
        open.corners.push(at);
        if closes {
            rings.push(std::mem::replace(&mut open, Ring { corners: Vec::new(), names: Vec::new() }));
        } else {
            open.names.push(name);
        }
    }
    if let Some(first) = open.corners.first().copied() {
        open.corners.push(first);
        rings.push(open);
    }
    for ring in &rings {
        let mut different: Vec<(u64, u64)> = ring.corners.iter().map(|at| (at.x.to_bits(), at.y.to_bits())).collect();
        different.sort_unstable();
        different.dedup();
        if different.len() < 3 {
            return Err(match ring.names.first() {
                Some(name) if !name.is_empty() => {
                    format!(
                        "the ring that begins with {name} has {} different corners; three are the least",
                        different.len()
                    )
                }
                _ => format!("a ring has {} different corners; three are the least", different.len()),
            });
        }
    }
    Ok(rings)
}
