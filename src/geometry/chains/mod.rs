//! Borders, lines and points as chains of corners under a tree of boxes: what is near, without looking at all of it.
//!
//! Longitude and latitude in degrees; an edge is straight in them. An edge belongs to its chain with both ends. A tree of
//! boxes takes about a third of what the corners take.

mod cell;
mod contest;
mod depth;
mod earth;
mod foot;
mod local;
mod metric;
mod nearest;
mod pairs;
mod tree;

use geo::{Coord, LineString, MultiPolygon};

pub use self::depth::{depth_at_m, depth_m, width_m};
pub use self::metric::degrees_around;
pub use self::nearest::Nearest;
use self::tree::{Bounds, EDGES_PER_LEAF, Node, Tree};
use super::rings;

/// Chains of corners, one behind the other, and a tree of boxes over their edges.
///
/// Corners that repeat the one before them are left out. A chain of one corner is a point: an edge without length.
/// Coordinates must be finite.
#[derive(Clone, Debug)]
pub struct Chains {
    corners: Vec<Coord<f64>>,
    /// Position behind the last corner of each chain. No chain is empty.
    chain_ends: Vec<u32>,
    /// For each leaf a bit for each of its corners that ends a chain.
    last_corners: Vec<u8>,
    tree: Tree,
    /// Whether the chains are all the rings of an area, each with its first corner again at its end.
    are_rings: bool,
}

impl Chains {
    /// The border of an area: all its rings, shells and holes alike.
    #[must_use]
    pub fn of_area(area: &MultiPolygon<f64>) -> Self {
        let mut builder = Builder::with_room(rings(area).map(|ring| ring.0.len()).sum());
        for ring in rings(area) {
            ring.0.iter().for_each(|corner| builder.push(*corner));
            builder.end_chain();
        }
        builder.build(true)
    }

    /// The border of an area without the edges that `is_shared` names, which gets their ends in the order of the ring.
    /// What is left are lines, even where a whole ring is left.
    pub fn of_area_without(area: &MultiPolygon<f64>, is_shared: impl Fn(Coord<f64>, Coord<f64>) -> bool) -> Self {
        let mut builder = Builder::with_room(0);
        for edge_of_ring in rings(area).map(LineString::lines) {
            for edge in edge_of_ring.filter(|edge| edge.start != edge.end) {
                if is_shared(edge.start, edge.end) {
                    builder.end_chain();
                } else {
                    builder.push(edge.start);
                    builder.push(edge.end);
                }
            }
            builder.end_chain();
        }
        builder.build(false)
    }

    /// Open lines.
    #[must_use]
    pub fn of_lines(lines: &[LineString<f64>]) -> Self {
        let mut builder = Builder::with_room(lines.iter().map(|line| line.0.len()).sum());
        for line in lines {
            line.0.iter().for_each(|corner| builder.push(*corner));
            builder.end_chain();
        }
        builder.build(false)
    }

    /// Single points. Searches are fast if neighbours in the list are neighbours on the ground.
    #[must_use]
    pub fn of_points(points: &[Coord<f64>]) -> Self {
        let mut builder = Builder::with_room(points.len());
        for at in points {
            builder.push(*at);
            builder.end_chain();
        }
        builder.build(false)
    }

    /// Lower left and upper right corner of the box around everything. Without corners, the first is infinite and the
    /// second minus infinite.
    #[must_use]
    pub fn bounds(&self) -> (Coord<f64>, Coord<f64>) {
        let bounds = self.tree.root().map_or(Bounds::EMPTY, |root| *self.tree.bounds(root));
        (bounds.min, bounds.max)
    }

    /// How many corners are kept; a ring counts its first corner twice.
    #[must_use]
    pub fn corner_count(&self) -> usize {
        self.corners.len()
    }

    /// Whether a corner is the last of its chain.
    fn is_last(&self, corner: usize) -> bool {
        self.last_corners[corner / EDGES_PER_LEAF] >> (corner % EDGES_PER_LEAF) & 1 == 1
    }

    /// Both ends of the edge that begins at a corner; twice the corner if it is a chain of its own.
    fn edge_from(&self, corner: usize) -> Option<(Coord<f64>, Coord<f64>)> {
        if !self.is_last(corner) {
            return Some((self.corners[corner], self.corners[corner + 1]));
        }
        let is_point = corner == 0 || self.is_last(corner - 1);
        is_point.then(|| (self.corners[corner], self.corners[corner]))
    }

    /// The edges of a leaf.
    fn edges_of(&self, leaf: Node) -> impl Iterator<Item = (Coord<f64>, Coord<f64>)> {
        let corners = leaf.corners();
        (corners.start..corners.end.min(self.corners.len())).filter_map(|corner| self.edge_from(corner))
    }
}

/// Gathers corners.
struct Builder {
    corners: Vec<Coord<f64>>,
    chain_ends: Vec<u32>,
    chain_start: usize,
}

impl Builder {
    fn with_room(corners: usize) -> Self {
        Self { corners: Vec::with_capacity(corners), chain_ends: Vec::new(), chain_start: 0 }
    }

    fn push(&mut self, corner: Coord<f64>) {
        if self.corners.len() == self.chain_start || self.corners.last() != Some(&corner) {
            self.corners.push(corner);
        }
    }

    fn end_chain(&mut self) {
        if self.corners.len() > self.chain_start {
            self.chain_start = self.corners.len();
            self.chain_ends.push(self.chain_start as u32);
        }
    }

    fn build(self, are_rings: bool) -> Chains {
        let Self { corners, chain_ends, .. } = self;
        let mut last_corners = vec![0_u8; corners.len().div_ceil(EDGES_PER_LEAF)];
        for end in &chain_ends {
            let corner = *end as usize - 1;
            last_corners[corner / EDGES_PER_LEAF] |= 1 << (corner % EDGES_PER_LEAF);
        }
        let leaves = corners.chunks(EDGES_PER_LEAF).enumerate().map(|(leaf, run)| {
            let bounds = run.iter().fold(Bounds::EMPTY, |bounds, corner| bounds.with(*corner));
            let ends_within = last_corners[leaf] >> (EDGES_PER_LEAF - 1) & 1 == 1;
            match corners.get((leaf + 1) * EDGES_PER_LEAF) {
                Some(next) if !ends_within => bounds.with(*next),
                _ => bounds,
            }
        });
        let mut boxes = Vec::with_capacity(last_corners.len() + last_corners.len() / 3 + 32);
        boxes.extend(leaves);
        let tree = Tree::new(boxes);
        Chains { corners, chain_ends, last_corners, tree, are_rings }
    }
}

#[cfg(test)]
mod tests {
    use geo::{Coord, LineString, MultiPolygon, Polygon};

    use super::Chains;

    fn at(x: f64, y: f64) -> Coord<f64> {
        Coord { x, y }
    }

    fn edges(chains: &Chains) -> Vec<(Coord<f64>, Coord<f64>)> {
        (0..chains.corner_count()).filter_map(|corner| chains.edge_from(corner)).collect()
    }

    #[test]
    fn chains_keep_their_edges_apart() {
        let lines = [vec![(0., 0.), (0., 0.), (1., 0.)], vec![], vec![(5., 5.), (5., 5.)], vec![(2., 0.), (3., 0.)]];
        let chains = Chains::of_lines(&lines.map(LineString::from));
        let expected = [(at(0., 0.), at(1., 0.)), (at(5., 5.), at(5., 5.)), (at(2., 0.), at(3., 0.))];
        assert_eq!(edges(&chains), expected);
        assert_eq!((chains.corner_count(), chains.bounds()), (5, (at(0., 0.), at(5., 5.))));
        // More than a leaf of points, two of them the same.
        let points: Vec<_> = (0..30).map(|i| at(f64::from(i / 2), 0.0)).collect();
        let expected: Vec<_> = points.iter().map(|at| (*at, *at)).collect();
        assert_eq!(edges(&Chains::of_points(&points)), expected);
        assert_eq!(Chains::of_points(&[]).corner_count(), 0);
    }

    #[test]
    fn shared_edges_are_left_out() {
        let ring = LineString::from(vec![(0., 0.), (2., 0.), (2., 2.), (0., 2.), (0., 0.)]);
        let area = MultiPolygon(vec![Polygon::new(ring, vec![])]);
        let right_side = |a: Coord<f64>, b: Coord<f64>| a.x == 2.0 && b.x == 2.0;
        let chains = Chains::of_area_without(&area, right_side);
        let expected = [(at(0., 0.), at(2., 0.)), (at(2., 2.), at(0., 2.)), (at(0., 2.), at(0., 0.))];
        assert_eq!(edges(&chains), expected);
        assert_eq!(Chains::of_area_without(&area, |_, _| true).corner_count(), 0);
    }

    #[test]
    fn chains_can_be_shared_by_threads() {
        fn shared<T: Send + Sync>() {}
        shared::<Chains>();
    }

    #[test]
    fn boxes_weigh_a_third_of_the_corners() {
        let line: Vec<_> = (0..100_000).map(|i| (f64::from(i), 0.0)).collect();
        let chains = Chains::of_lines(&[LineString::from(line)]);
        let corners = chains.corners.capacity() * size_of::<Coord<f64>>();
        let boxes = chains.tree.bytes() + chains.last_corners.capacity();
        assert!(boxes * 10 < corners * 4, "{boxes} bytes of boxes for {corners} of corners");
    }
}
