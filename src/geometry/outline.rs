//! The edges of an area behind an index of horizontal slabs: where a point lies, and which edges are near, without
//! looking at all of them.

use geo::{Coord, LineString, MultiPolygon};

use super::segment::{Side, between, orientation, segments_meet};

/// Where a point lies to an area.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Where {
    /// Strictly inside.
    Inside,
    /// Exactly on the border.
    OnBoundary,
    /// Strictly outside.
    Outside,
}

/// All rings of an area, one behind the other, and for each horizontal slab the edges that reach into it.
///
/// Corners that repeat the one before them are left out. An edge is named by the position of its first corner. What is
/// inside follows the even-odd rule over all rings, which for a valid area is what OGC 06-103r4 means by inside.
#[derive(Clone, Debug)]
pub struct Outline {
    corners: Vec<Coord<f64>>,
    /// Position behind the last corner of each ring.
    ring_ends: Vec<u32>,
    /// For each slab the range of `slab_edges`; one more than there are slabs.
    slab_starts: Vec<u32>,
    slab_edges: Vec<u32>,
    min: Coord<f64>,
    max: Coord<f64>,
    slabs_per_degree: f64,
}

impl Outline {
    /// Indexes the rings of an area. Coordinates must be finite.
    #[must_use]
    pub fn new(area: &MultiPolygon<f64>) -> Self {
        Self::of_rings(super::rings(area))
    }

    /// Indexes rings, each closed.
    pub fn of_rings<'r>(rings: impl Iterator<Item = &'r LineString<f64>>) -> Self {
        let mut corners: Vec<Coord<f64>> = Vec::new();
        let mut ring_ends = Vec::new();
        for ring in rings {
            let start = corners.len();
            for corner in &ring.0 {
                if corners.len() == start || corners.last() != Some(corner) {
                    corners.push(*corner);
                }
            }
            ring_ends.push(corners.len() as u32);
        }
        let mut min = Coord { x: f64::INFINITY, y: f64::INFINITY };
        let mut max = Coord { x: f64::NEG_INFINITY, y: f64::NEG_INFINITY };
        for corner in &corners {
            min = Coord { x: min.x.min(corner.x), y: min.y.min(corner.y) };
            max = Coord { x: max.x.max(corner.x), y: max.y.max(corner.y) };
        }
        let mut outline = Self {
            corners,
            ring_ends,
            slab_starts: Vec::new(),
            slab_edges: Vec::new(),
            min,
            max,
            slabs_per_degree: 0.0,
        };
        outline.fill_slabs();
        outline
    }

    /// About four edges begin in a slab: fewer make the index larger than the layer, more make it slower.
    const EDGES_PER_SLAB: f64 = 4.0;
    /// An edge is listed in about so many slabs at the most, on average, however tall the edges are.
    const SLABS_PER_EDGE: f64 = 4.0;

    fn fill_slabs(&mut self) {
        let edges: Vec<u32> = self.edges().collect();
        let count = edges.len() as f64;
        let height = self.max.y - self.min.y;
        let heights: f64 = edges.iter().map(|&edge| self.edge(edge)).map(|(a, b)| (a.y - b.y).abs()).sum();
        // With this many slabs an edge reaches over `slabs * heights / height / count` of them on average.
        let most = Self::SLABS_PER_EDGE * count * height / heights.max(f64::MIN_POSITIVE);
        let slabs = (count / Self::EDGES_PER_SLAB).min(most).max(1.0) as usize;
        self.slabs_per_degree = if height > 0.0 { slabs as f64 / height } else { 0.0 };
        let mut starts = vec![0_u32; slabs + 1];
        for &edge in &edges {
            for slab in self.slabs_of(edge, slabs) {
                starts[slab + 1] += 1;
            }
        }
        for slab in 0..slabs {
            starts[slab + 1] += starts[slab];
        }
        let mut next = starts.clone();
        let mut listed = vec![0_u32; starts[slabs] as usize];
        for &edge in &edges {
            for slab in self.slabs_of(edge, slabs) {
                listed[next[slab] as usize] = edge;
                next[slab] += 1;
            }
        }
        self.slab_starts = starts;
        self.slab_edges = listed;
    }

    fn slabs_of(&self, edge: u32, slabs: usize) -> std::ops::RangeInclusive<usize> {
        let (a, b) = self.edge(edge);
        self.slab_at(a.y.min(b.y), slabs)..=self.slab_at(a.y.max(b.y), slabs)
    }

    /// Rounding is the same for points and edges and never turns round an order, so a point between the ends of an edge
    /// falls into a slab of that edge.
    fn slab_at(&self, y: f64, slabs: usize) -> usize {
        slab_at(y, self.min.y, self.slabs_per_degree, slabs)
    }

    fn slab_count(&self) -> usize {
        self.slab_starts.len() - 1
    }

    fn slab(&self, slab: usize) -> &[u32] {
        &self.slab_edges[self.slab_starts[slab] as usize..self.slab_starts[slab + 1] as usize]
    }

    /// All slabs, each with the edges that reach into it.
    pub(super) fn slabs(&self) -> impl Iterator<Item = &[u32]> {
        (0..self.slab_count()).map(|slab| self.slab(slab))
    }

    /// The two ends of an edge.
    #[must_use]
    pub fn edge(&self, edge: u32) -> (Coord<f64>, Coord<f64>) {
        (self.corners[edge as usize], self.corners[edge as usize + 1])
    }

    /// All edges, ring after ring.
    pub fn edges(&self) -> impl Iterator<Item = u32> {
        self.rings().flat_map(|(start, end)| start..end.saturating_sub(1).max(start))
    }

    /// How many edges there are, ring after ring.
    #[must_use]
    pub fn edge_count(&self) -> usize {
        self.rings().map(|(start, end)| (end - start).saturating_sub(1) as usize).sum()
    }

    /// One corner of each ring.
    pub fn ring_starts(&self) -> impl Iterator<Item = Coord<f64>> {
        self.rings().filter(|(start, end)| end > start).map(|(start, _)| self.corners[start as usize])
    }

    /// The range of corners of each ring; the last corner of a ring repeats its first.
    pub(super) fn rings(&self) -> impl Iterator<Item = (u32, u32)> {
        let starts = std::iter::once(0).chain(self.ring_ends.iter().copied());
        starts.zip(self.ring_ends.iter().copied())
    }

    /// The ring that an edge belongs to.
    pub(super) fn ring_of(&self, edge: u32) -> usize {
        self.ring_ends.partition_point(|end| *end <= edge)
    }

    /// The first corner of a ring.
    pub(super) fn first_corner(&self, ring: usize) -> Option<Coord<f64>> {
        let start = if ring == 0 { 0 } else { *self.ring_ends.get(ring - 1)? };
        self.corners.get(start as usize).copied()
    }

    /// Lower left and upper right corner of the box around the area.
    #[must_use]
    pub fn bounds(&self) -> (Coord<f64>, Coord<f64>) {
        (self.min, self.max)
    }

    /// Where a point lies; exact, the border told apart.
    #[must_use]
    pub fn locate(&self, at: Coord<f64>) -> Where {
        if !(at.x >= self.min.x && at.x <= self.max.x && at.y >= self.min.y && at.y <= self.max.y) {
            return Where::Outside;
        }
        let edges = self.slab(self.slab_at(at.y, self.slab_count())).iter();
        among(edges.map(|&edge| self.edge(edge)), at)
    }

    /// Everything that the outline is made of, so that it can be kept in a file.
    #[must_use]
    pub fn parts(&self) -> OutlineParts<'_> {
        OutlineParts {
            corners: &self.corners,
            ring_ends: &self.ring_ends,
            slab_starts: &self.slab_starts,
            slab_edges: &self.slab_edges,
            slabs_per_degree: self.slabs_per_degree,
        }
    }

    /// The rings that hold a point which lies on none of them.
    pub(super) fn rings_around(&self, at: Coord<f64>, skip: usize) -> Vec<usize> {
        let mut around: Vec<usize> = Vec::new();
        for &edge in self.slab(self.slab_at(at.y, self.slab_count())) {
            if let Crossing::Counts = crossing(self.edge(edge), at) {
                let ring = self.ring_of(edge);
                match around.iter().position(|known| *known == ring) {
                    Some(known) => drop(around.swap_remove(known)),
                    None if ring != skip => around.push(ring),
                    None => {}
                }
            }
        }
        around.sort_unstable();
        around
    }

    /// Whether a segment shares a point with the border.
    #[must_use]
    pub fn border_meets(&self, a: Coord<f64>, b: Coord<f64>) -> bool {
        let (low, high) = (a.y.min(b.y), a.y.max(b.y));
        if high < self.min.y || low > self.max.y || a.x.max(b.x) < self.min.x || a.x.min(b.x) > self.max.x {
            return false;
        }
        let slabs = self.slab_count();
        (self.slab_at(low, slabs)..=self.slab_at(high, slabs)).any(|slab| {
            self.slab(slab).iter().any(|&edge| {
                let (c, d) = self.edge(edge);
                segments_meet(a, b, c, d)
            })
        })
    }
}

/// What an [`Outline`] is made of.
#[derive(Clone, Copy, Debug)]
pub struct OutlineParts<'o> {
    /// The corners of all rings, one ring behind the other, each with its first corner again at its end.
    pub corners: &'o [Coord<f64>],
    /// Position behind the last corner of each ring.
    pub ring_ends: &'o [u32],
    /// For each slab where its edges begin among `slab_edges`; one more than there are slabs.
    pub slab_starts: &'o [u32],
    /// The edges of each slab, named by the positions of their first corners.
    pub slab_edges: &'o [u32],
    /// How many slabs a degree of latitude has, counted from the lowest corner.
    pub slabs_per_degree: f64,
}

/// The number of the slab of a latitude, if the slabs begin at `lowest`.
#[must_use]
pub fn slab_at(y: f64, lowest: f64, slabs_per_degree: f64, slabs: usize) -> usize {
    (((y - lowest) * slabs_per_degree).max(0.0) as usize).min(slabs.saturating_sub(1))
}

/// Where a point lies to an area of which these are all edges that reach the latitude of the point; exact.
pub fn among(edges: impl Iterator<Item = (Coord<f64>, Coord<f64>)>, at: Coord<f64>) -> Where {
    let mut inside = false;
    for edge in edges {
        match crossing(edge, at) {
            Crossing::Border => return Where::OnBoundary,
            Crossing::Counts => inside = !inside,
            Crossing::None => {}
        }
    }
    if inside { Where::Inside } else { Where::Outside }
}

/// Whether a ray from the point to the right crosses the edge. The upper end of an edge does not count, so that a ray
/// through a corner counts once.
#[expect(clippy::float_cmp, reason = "a border is where the numbers are equal, not where they are near")]
fn crossing((a, b): (Coord<f64>, Coord<f64>), at: Coord<f64>) -> Crossing {
    if (a.y > at.y) == (b.y > at.y) {
        let on = (a.y == at.y || b.y == at.y) && between(a, b, at) && orientation(a, b, at) == Side::On;
        return if on { Crossing::Border } else { Crossing::None };
    }
    if a.x < at.x && b.x < at.x {
        return Crossing::None;
    }
    if a.x > at.x && b.x > at.x {
        return Crossing::Counts;
    }
    match (orientation(a, b, at), b.y > a.y) {
        (Side::On, _) => Crossing::Border,
        (Side::Left, true) | (Side::Right, false) => Crossing::Counts,
        _ => Crossing::None,
    }
}

enum Crossing {
    None,
    Counts,
    Border,
}

#[cfg(test)]
mod tests {
    use geo::{Coord, CoordinatePosition, coordinate_position::CoordPos, polygon};

    use super::{Outline, Where};

    #[test]
    fn every_point_of_a_lattice_lies_where_geo_says() {
        // Holes, horizontal and vertical edges, a spike to a single corner, a repeated corner, two parts.
        let area = geo::MultiPolygon(vec![
            polygon! {
                exterior: [(x: 0., y: 0.), (x: 8., y: 0.), (x: 8., y: 0.), (x: 8., y: 4.), (x: 6., y: 4.), (x: 5., y: 8.), (x: 4., y: 4.), (x: 0., y: 4.), (x: 0., y: 0.)],
                interiors: [[(x: 1., y: 1.), (x: 2., y: 3.), (x: 3., y: 1.), (x: 1., y: 1.)]],
            },
            polygon![(x: 9., y: 1.), (x: 12., y: 1.), (x: 12., y: 6.), (x: 9., y: 1.)],
        ]);
        let outline = Outline::new(&area);
        let (mut inside, mut border) = (0, 0);
        for x in -4..=52 {
            for y in -4..=36 {
                let at = Coord { x: f64::from(x) / 4.0, y: f64::from(y) / 4.0 };
                let expected = match area.coordinate_position(&at) {
                    CoordPos::Inside => Where::Inside,
                    CoordPos::OnBoundary => Where::OnBoundary,
                    CoordPos::Outside => Where::Outside,
                };
                assert_eq!(outline.locate(at), expected, "{at:?}");
                inside += usize::from(expected == Where::Inside);
                border += usize::from(expected == Where::OnBoundary);
            }
        }
        assert!(inside > 400 && border > 100, "{inside} inside, {border} on the border");
    }

    #[test]
    fn tall_edges_do_not_fill_the_memory() {
        // A comb of 20,000 teeth, each as tall as the area: with a slab for every four edges the index would hold 4e8 entries.
        let teeth = 20_000;
        let mut ring: Vec<(f64, f64)> =
            (0..teeth).flat_map(|i| [(f64::from(i), 0.0), (f64::from(i) + 0.5, 100.0)]).collect();
        ring.extend([(f64::from(teeth), -1.0), (0.0, -1.0), ring[0]]);
        let comb = geo::MultiPolygon(vec![geo::Polygon::new(geo::LineString::from(ring), vec![])]);
        let outline = Outline::new(&comb);
        assert!(outline.slab_edges.len() < 8 * outline.edge_count(), "{} entries", outline.slab_edges.len());
        assert_eq!(outline.locate(Coord { x: 100.5, y: 50.0 }), Where::Inside);
        assert_eq!(outline.locate(Coord { x: 100.0, y: 50.0 }), Where::Outside);
    }

    #[test]
    fn an_empty_area_holds_nothing() {
        let outline = Outline::new(&geo::MultiPolygon(Vec::new()));
        assert_eq!(outline.locate(Coord { x: 0.0, y: 0.0 }), Where::Outside);
        assert!(!outline.border_meets(Coord { x: 0.0, y: 0.0 }, Coord { x: 1.0, y: 1.0 }));
    }
}
