//! Boxes over runs of edges: eight edges to a leaf, four boxes to the box above, in the order of the corners.

use geo::Coord;

/// Edges of a leaf. Fewer make the boxes heavier than a third of the corners, more make a leaf slower than its box saves.
pub(super) const EDGES_PER_LEAF: usize = 8;
/// Boxes under one box.
const BRANCHES: usize = 4;

/// A closed box in degrees.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Bounds {
    pub(super) min: Coord<f64>,
    pub(super) max: Coord<f64>,
}

impl Bounds {
    /// The box that holds nothing.
    pub(super) const EMPTY: Self = Self {
        min: Coord { x: f64::INFINITY, y: f64::INFINITY },
        max: Coord { x: f64::NEG_INFINITY, y: f64::NEG_INFINITY },
    };

    pub(super) fn of_edge(a: Coord<f64>, b: Coord<f64>) -> Self {
        Self { min: Coord { x: a.x.min(b.x), y: a.y.min(b.y) }, max: Coord { x: a.x.max(b.x), y: a.y.max(b.y) } }
    }

    pub(super) fn with(self, at: Coord<f64>) -> Self {
        self.joined(&Self { min: at, max: at })
    }

    pub(super) fn joined(self, other: &Self) -> Self {
        Self {
            min: Coord { x: self.min.x.min(other.min.x), y: self.min.y.min(other.min.y) },
            max: Coord { x: self.max.x.max(other.max.x), y: self.max.y.max(other.max.y) },
        }
    }

    /// Whether two closed boxes share a point.
    pub(super) fn meets(&self, other: &Self) -> bool {
        self.min.x <= other.max.x && self.max.x >= other.min.x && self.min.y <= other.max.y && self.max.y >= other.min.y
    }
}

/// A box of the tree: level 0 holds the leaves.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Node {
    pub(super) level: u32,
    pub(super) index: u32,
}

impl Node {
    pub(super) fn is_leaf(self) -> bool {
        self.level == 0
    }

    /// Edges that a box holds are those that begin at these corners; the end may lie behind the last corner.
    pub(super) fn corners(self) -> std::ops::Range<usize> {
        let width = EDGES_PER_LEAF * BRANCHES.pow(self.level);
        self.index as usize * width..(self.index as usize + 1) * width
    }
}

/// All boxes, level after level, the leaves first.
#[derive(Clone, Debug, Default)]
pub(super) struct Tree {
    boxes: Vec<Bounds>,
    /// Position of the first box of each level, and one more for the end.
    level_starts: Vec<usize>,
}

impl Tree {
    /// Builds the levels above the leaves.
    pub(super) fn new(leaves: Vec<Bounds>) -> Self {
        let mut boxes = leaves;
        boxes.reserve_exact(boxes.len() / (BRANCHES - 1) + 32);
        let mut level_starts = vec![0];
        let mut start = 0;
        while boxes.len() - start > 1 {
            let end = boxes.len();
            for first in (start..end).step_by(BRANCHES) {
                let last = (first + BRANCHES).min(end);
                let joined = boxes[first..last].iter().fold(Bounds::EMPTY, Bounds::joined);
                boxes.push(joined);
            }
            level_starts.push(end);
            start = end;
        }
        level_starts.push(boxes.len());
        Self { boxes, level_starts }
    }

    /// The box around everything, if there is anything.
    pub(super) fn root(&self) -> Option<Node> {
        let level = self.level_starts.len().checked_sub(2)?;
        (!self.boxes.is_empty()).then_some(Node { level: level as u32, index: 0 })
    }

    pub(super) fn bounds(&self, node: Node) -> &Bounds {
        &self.boxes[self.level_starts[node.level as usize] + node.index as usize]
    }

    /// The boxes right below a box that is no leaf, in order.
    pub(super) fn children(&self, node: Node) -> impl DoubleEndedIterator<Item = Node> + use<> {
        let below = node.level as usize - 1;
        let count = self.level_starts[below + 1] - self.level_starts[below];
        let first = node.index as usize * BRANCHES;
        let level = node.level - 1;
        (first..(first + BRANCHES).min(count)).map(move |index| Node { level, index: index as u32 })
    }

    #[cfg(test)]
    pub(super) fn bytes(&self) -> usize {
        self.boxes.capacity() * size_of::<Bounds>()
    }
}
