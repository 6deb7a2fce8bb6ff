//! Which rings are outlines and which are holes: by where they lie, never by their numbers.

use geo::kernels::{Kernel, Orientation};
use geo::{Coord, GeoNum};

use super::document::{Parcel, Ring};

/// An outline and its holes, as indices of rings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Index of the outline.
    pub exterior: usize,
    /// Indices of the holes, in file order.
    pub holes: Vec<usize>,
}

/// Two rings of which it is doubtful how they lie in each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Doubt {
    /// They cross.
    Cross(usize, usize),
    /// They are the same.
    Same(usize, usize),
}

impl Parcel {
    /// The parts of an area by even-odd nesting: a ring inside of an outline is a hole, a ring inside of a hole is a part
    /// of its own, and so is a ring that lies beside the others. Parts are in the order of their outlines.
    ///
    /// Decisions are exact. Rings that cross count as lying beside each other. Meaningless for points and lines.
    #[must_use]
    pub fn parts(&self) -> Vec<Part> {
        nest(&self.rings).0
    }
}

pub(super) fn nest(rings: &[Ring]) -> (Vec<Part>, Vec<Doubt>) {
    let shapes: Vec<Corners> = rings.iter().map(Corners::new).collect();
    let mut doubts = Vec::new();
    let around: Vec<Vec<usize>> = (0..shapes.len())
        .map(|ring| {
            let others = (0..shapes.len()).filter(|other| *other != ring);
            others
                .filter(|&other| match shapes[ring].lie_in(&shapes[other]) {
                    Lie::Inside => true,
                    Lie::Outside => false,
                    Lie::Cross => {
                        // Said once for both, at the ring that comes first.
                        let pair = Doubt::Cross(ring.min(other), ring.max(other));
                        if !doubts.contains(&pair) {
                            doubts.push(pair);
                        }
                        false
                    }
                    Lie::Same => {
                        if ring < other {
                            doubts.push(Doubt::Same(ring, other));
                        }
                        false
                    }
                })
                .collect()
        })
        .collect();
    let is_hole = |ring: usize| around[ring].len() % 2 == 1;
    let mut parts: Vec<Part> = Vec::new();
    let mut part_of: Vec<Option<usize>> = vec![None; rings.len()];
    for ring in (0..rings.len()).filter(|ring| !is_hole(*ring)) {
        part_of[ring] = Some(parts.len());
        parts.push(Part { exterior: ring, holes: Vec::new() });
    }
    for ring in (0..rings.len()).filter(|ring| is_hole(*ring)) {
        // The outline one level further out. With rings that cross there may be none.
        let outline = around[ring].iter().find(|outline| around[**outline].len() + 1 == around[ring].len());
        match outline.and_then(|outline| part_of[*outline]) {
            Some(part) => parts[part].holes.push(ring),
            None => parts.push(Part { exterior: ring, holes: Vec::new() }),
        }
    }
    parts.sort_by_key(|part| part.exterior);
    (parts, doubts)
}

/// How one ring lies to another.
enum Lie {
    Inside,
    Outside,
    Cross,
    Same,
}

#[derive(Clone, Copy, PartialEq)]
enum Side {
    In,
    Out,
    On,
}

/// The corners of a ring, with its box.
struct Corners {
    points: Vec<Coord<f64>>,
    min: Coord<f64>,
    max: Coord<f64>,
}

impl Corners {
    fn new(ring: &Ring) -> Self {
        let points: Vec<_> = ring.points.iter().map(|point| Coord { x: point.y.value, y: point.x.value }).collect();
        let mut min = Coord { x: f64::INFINITY, y: f64::INFINITY };
        let mut max = Coord { x: f64::NEG_INFINITY, y: f64::NEG_INFINITY };
        for point in &points {
            min = Coord { x: min.x.min(point.x), y: min.y.min(point.y) };
            max = Coord { x: max.x.max(point.x), y: max.y.max(point.y) };
        }
        Self { points, min, max }
    }

    fn edges(&self) -> impl Iterator<Item = (Coord<f64>, Coord<f64>)> {
        let next = self.points.iter().cycle().skip(1);
        self.points.iter().copied().zip(next.copied())
    }

    fn side(&self, at: Coord<f64>) -> Side {
        if !(at.x >= self.min.x && at.x <= self.max.x && at.y >= self.min.y && at.y <= self.max.y) {
            return Side::Out;
        }
        let mut is_in = false;
        for (a, b) in self.edges() {
            let turn = <f64 as GeoNum>::Ker::orient2d(a, b, at);
            let is_beside =
                at.x >= a.x.min(b.x) && at.x <= a.x.max(b.x) && at.y >= a.y.min(b.y) && at.y <= a.y.max(b.y);
            if turn == Orientation::Collinear && is_beside {
                return Side::On;
            }
            // An edge counts where it leaves the height of the point upwards or comes back to it.
            let is_upward = a.y <= at.y && b.y > at.y && turn == Orientation::CounterClockwise;
            let is_downward = b.y <= at.y && a.y > at.y && turn == Orientation::Clockwise;
            is_in ^= is_upward || is_downward;
        }
        if is_in { Side::In } else { Side::Out }
    }

    fn lie_in(&self, other: &Self) -> Lie {
        let is_apart = self.max.x < other.min.x
            || self.min.x > other.max.x
            || self.max.y < other.min.y
            || self.min.y > other.max.y;
        if is_apart || self.points.is_empty() || other.points.is_empty() {
            return Lie::Outside;
        }
        let sides: Vec<Side> = self.points.iter().map(|at| other.side(*at)).collect();
        match (sides.contains(&Side::In), sides.contains(&Side::Out)) {
            (true, true) => Lie::Cross,
            (true, false) => Lie::Inside,
            (false, true) => Lie::Outside,
            // All corners lie on the other ring: the edges decide, those that are edges of both aside.
            (false, false) => {
                let shared: Vec<_> = other.edges().collect();
                let own =
                    self.edges().filter(|&(a, b)| a != b && !shared.contains(&(a, b)) && !shared.contains(&(b, a)));
                let middles = own.map(|(a, b)| Coord { x: f64::midpoint(a.x, b.x), y: f64::midpoint(a.y, b.y) });
                match middles.map(|at| other.side(at)).find(|side| *side != Side::On) {
                    Some(Side::In) => Lie::Inside,
                    Some(_) => Lie::Outside,
                    None => Lie::Same,
                }
            }
        }
    }
}

/// Whether a ring has an area at all: three corners that are not in one line.
pub(super) fn has_area(ring: &Ring) -> bool {
    let points = Corners::new(ring).points;
    let Some(&first) = points.first() else { return false };
    let Some(&second) = points.iter().find(|point| **point != first) else { return false };
    points.iter().any(|point| <f64 as GeoNum>::Ker::orient2d(first, second, *point) != Orientation::Collinear)
}

/// Whether a ring runs clockwise on a map with north up; none where its area does not stand out from the rounding of its
/// sum, as that of a bow-tie.
pub(super) fn is_clockwise(ring: &Ring) -> Option<bool> {
    let corners = Corners::new(ring);
    let from = *corners.points.first()?;
    let terms = || corners.edges().map(|(a, b)| (a.x - from.x) * (b.y - from.y) - (b.x - from.x) * (a.y - from.y));
    let (sum, size): (f64, f64) = (terms().sum(), terms().map(f64::abs).sum());
    (sum.abs() > 1e-12 * size).then_some(sum < 0.0)
}
