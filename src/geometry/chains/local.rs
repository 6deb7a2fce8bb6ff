//! What an area looks like in a window: edges near it as they are, all others as few as keep every winding number.

use geo::Coord;

use super::Chains;
use super::tree::{Bounds, Node};
use crate::geometry::segment::{Side, orientation};

/// The sides of the window that something lies strictly beyond, one bit for each.
type Beyond = u8;

fn beyond(bounds: &Bounds, window: &Bounds) -> Beyond {
    u8::from(bounds.max.x < window.min.x)
        | u8::from(bounds.min.x > window.max.x) << 1
        | u8::from(bounds.max.y < window.min.y) << 2
        | u8::from(bounds.min.y > window.max.y) << 3
}

impl Chains {
    /// Whether the box of any edge shares a point with the closed window.
    #[must_use]
    pub fn has_edge_in(&self, window: (Coord<f64>, Coord<f64>)) -> bool {
        self.any_edge_in(&Bounds { min: window.0, max: window.1 }, |_, _| true)
    }

    /// Whether `is_sought` says true for any edge whose box shares a point with the closed window.
    pub(super) fn any_edge_in(
        &self,
        window: &Bounds,
        mut is_sought: impl FnMut(Coord<f64>, Coord<f64>) -> bool,
    ) -> bool {
        let mut open: Vec<Node> = self.tree.root().into_iter().collect();
        while let Some(node) = open.pop() {
            if !self.tree.bounds(node).meets(window) {
                continue;
            }
            if !node.is_leaf() {
                open.extend(self.tree.children(node));
            } else if self.edges_of(node).any(|(a, b)| Bounds::of_edge(a, b).meets(window) && is_sought(a, b)) {
                return true;
            }
        }
        false
    }

    /// Closed rings that have, around every point of the closed window, the same winding numbers as the rings of the area.
    ///
    /// Every edge whose box shares a point with the window stays bit for bit, and no corner is new. A run of corners that
    /// lie all strictly beyond one side of the window becomes its first and its last corner: the path between them can be
    /// drawn straight without passing over the window. Rings that do not matter in the window are left out. Chains that
    /// are not the rings of an area give nothing.
    #[must_use]
    pub fn local_rings(&self, window: (Coord<f64>, Coord<f64>)) -> Vec<Vec<Coord<f64>>> {
        let Some(root) = self.tree.root().filter(|_| self.are_rings) else { return Vec::new() };
        let window = Bounds { min: window.0, max: window.1 };
        let mut walk = Walk { chains: self, window, chain: 0, ring: LocalRing::default(), rings: Vec::new() };
        let mut open = vec![root];
        while let Some(node) = open.pop() {
            let all_beyond = beyond(self.tree.bounds(node), &walk.window);
            if all_beyond != 0 {
                walk.skip(node, all_beyond);
            } else if node.is_leaf() {
                walk.take(node);
            } else {
                open.extend(self.tree.children(node).rev());
            }
        }
        walk.rings
    }
}

/// Goes once over all corners in order, far runs in one step.
struct Walk<'c> {
    chains: &'c Chains,
    window: Bounds,
    /// The chain that is gathered.
    chain: usize,
    ring: LocalRing,
    rings: Vec<Vec<Coord<f64>>>,
}

impl Walk<'_> {
    fn corners_of(&self, node: Node) -> std::ops::Range<usize> {
        let corners = node.corners();
        corners.start..corners.end.min(self.chains.corners.len())
    }

    fn take(&mut self, leaf: Node) {
        for corner in self.corners_of(leaf) {
            self.push(corner);
            if self.chains.is_last(corner) {
                self.finish();
            }
        }
    }

    /// The corners of a box that lies beyond sides of the window.
    fn skip(&mut self, node: Node, all_beyond: Beyond) {
        let std::ops::Range { mut start, end } = self.corners_of(node);
        if !self.ring.corners.is_empty() {
            let last = self.chains.chain_ends[self.chain] as usize - 1;
            start = self.run(start, last.min(end - 1), all_beyond);
            if start <= last {
                return;
            }
            self.finish();
        }
        // Rings that lie in the box have no part in the window.
        self.chain += self.chains.chain_ends[self.chain..].partition_point(|chain_end| *chain_end as usize <= end);
        if let Some(before) = self.chain.checked_sub(1) {
            start = start.max(self.chains.chain_ends[before] as usize);
        }
        if start < end {
            self.run(start, end - 1, all_beyond);
        }
    }

    /// The corners from the first to the last, of one chain and beyond the same sides; gives the next.
    fn run(&mut self, first: usize, last: usize, all_beyond: Beyond) -> usize {
        self.push(first);
        if last > first {
            let at = self.chains.corners[last];
            self.ring.jump(at, self.beyond(at), all_beyond);
        }
        last + 1
    }

    fn push(&mut self, corner: usize) {
        let at = self.chains.corners[corner];
        self.ring.push(at, self.beyond(at));
    }

    fn beyond(&self, at: Coord<f64>) -> Beyond {
        beyond(&Bounds { min: at, max: at }, &self.window)
    }

    fn finish(&mut self) {
        let ring = std::mem::take(&mut self.ring);
        self.chain += 1;
        if ring.has_edge || winding_number(&ring.corners, self.window.min) != 0 {
            self.rings.push(ring.corners);
        }
    }
}

/// A ring that is gathered; its last corners are a run beyond the same sides of the window.
#[derive(Default)]
struct LocalRing {
    corners: Vec<Coord<f64>>,
    /// Where the run begins.
    run_start: usize,
    /// What all corners of the run lie beyond.
    run: Beyond,
    /// What its last corner lies beyond.
    last: Beyond,
    /// Whether an edge may meet the window.
    has_edge: bool,
}

impl LocalRing {
    fn push(&mut self, at: Coord<f64>, at_beyond: Beyond) {
        self.has_edge |= !self.corners.is_empty() && self.last & at_beyond == 0;
        self.jump(at, at_beyond, at_beyond);
    }

    /// Goes on to a corner by a path that lies beyond the given sides.
    fn jump(&mut self, at: Coord<f64>, at_beyond: Beyond, path_beyond: Beyond) {
        if self.run & path_beyond != 0 {
            self.run &= path_beyond;
            self.corners.truncate(self.run_start + 1);
        } else {
            // A corner beyond two sides ends one run and begins the next.
            let begins_at_last = self.last & path_beyond != 0;
            self.run = if begins_at_last { self.last & path_beyond } else { path_beyond };
            self.run_start = self.corners.len() - usize::from(begins_at_last);
        }
        self.corners.push(at);
        self.last = at_beyond;
    }
}

/// How often a closed ring goes round a point that is not on it, counted to the left.
fn winding_number(ring: &[Coord<f64>], at: Coord<f64>) -> i32 {
    let edges = ring.iter().zip(ring.iter().skip(1));
    edges
        .map(|(a, b)| match (a.y <= at.y, b.y <= at.y) {
            (true, false) => i32::from(orientation(*a, *b, at) == Side::Left),
            (false, true) => -i32::from(orientation(*a, *b, at) == Side::Right),
            _ => 0,
        })
        .sum()
}

#[cfg(test)]
mod tests {
    use geo::{Coord, LineString, MultiPolygon, Polygon};

    use super::winding_number;
    use crate::geometry::chains::Chains;
    use crate::geometry::chains::tree::Bounds;
    use crate::geometry::segment::{Side, between, orientation};

    /// Numbers of a linear congruential generator (Knuth, MMIX), 0 to `below`.
    fn random(state: &mut u64, below: u64) -> u64 {
        *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (*state >> 33) % below
    }

    /// Rings over a small lattice, so that corners meet the sides of windows; they may cross themselves.
    fn random_rings(state: &mut u64) -> MultiPolygon<f64> {
        let size = 1 + random(state, 40);
        let rings = (0..=random(state, 4)).map(|_| {
            let is_walk = random(state, 2) == 0;
            let (mut x, mut y) = (random(state, size) as f64, random(state, size) as f64);
            let corner = (0..3 + random(state, 150)).map(|_| {
                if is_walk {
                    x += random(state, 3) as f64 - 1.0;
                    y += random(state, 3) as f64 - 1.0;
                } else {
                    (x, y) = (random(state, size) as f64, random(state, size) as f64);
                }
                (x, y)
            });
            Polygon::new(LineString::from(corner.collect::<Vec<_>>()), vec![])
        });
        MultiPolygon(rings.collect())
    }

    fn edges(ring: &[Coord<f64>], window: &Bounds) -> Vec<(Coord<f64>, Coord<f64>)> {
        let edges = ring.windows(2).map(|edge| (edge[0], edge[1])).filter(|(a, b)| a != b);
        edges.filter(|(a, b)| Bounds::of_edge(*a, *b).meets(window)).collect()
    }

    #[test]
    fn local_rings_are_the_same_as_the_whole_rings_in_the_window() {
        let mut state = 1;
        let (mut points, mut kept, mut all, mut met) = (0, 0, 0, 0);
        for case in 0..20_000 {
            let area = random_rings(&mut state);
            let chains = Chains::of_area(&area);
            let mut lattice = |most: u64| random(&mut state, most) as f64 / 2.0;
            let min = Coord { x: lattice(80) - 5.0, y: lattice(80) - 5.0 };
            let window = Bounds { min, max: Coord { x: min.x + lattice(30), y: min.y + lattice(30) } };
            let local = chains.local_rings((window.min, window.max));
            let whole: Vec<_> = area.iter().map(|part| part.exterior().0.clone()).collect();
            let expected: Vec<_> = whole.iter().flat_map(|ring| edges(ring, &window)).collect();
            let found: Vec<_> = local.iter().flat_map(|ring| edges(ring, &window)).collect();
            assert_eq!(found, expected, "case {case}");
            let is_point = |ring: &Vec<Coord<f64>>| ring.iter().all(|at| *at == ring[0]);
            let has_point = whole.iter().any(|ring| is_point(ring) && Bounds::of_edge(ring[0], ring[0]).meets(&window));
            let has_edge = !expected.is_empty() || has_point;
            assert_eq!(chains.has_edge_in((window.min, window.max)), has_edge, "case {case}");
            assert!(local.iter().all(|ring| ring.first() == ring.last()), "case {case}");
            let mut probes = vec![window.min, window.max];
            probes.extend([(window.min.x, window.max.y), (window.max.x, window.min.y)].map(Coord::from));
            for _ in 0..8 {
                let mut share = || random(&mut state, 9) as f64 / 8.0;
                let (x, y) = (share(), share());
                let (width, height) = (window.max.x - window.min.x, window.max.y - window.min.y);
                probes.push(Coord { x: window.min.x + x * width, y: window.min.y + y * height });
            }
            for at in probes {
                let is_on =
                    |(a, b): &(Coord<f64>, Coord<f64>)| between(*a, *b, at) && orientation(*a, *b, at) == Side::On;
                if !expected.iter().any(is_on) {
                    let winding =
                        |rings: &[Vec<Coord<f64>>]| rings.iter().map(|ring| winding_number(ring, at)).sum::<i32>();
                    assert_eq!(winding(&local), winding(&whole), "case {case}: {at:?} in {window:?}");
                    met += usize::from(winding(&whole) != 0);
                    points += 1;
                }
            }
            kept += local.iter().map(Vec::len).sum::<usize>();
            all += chains.corner_count();
        }
        println!("{points} points compared, {met} of them surrounded; {kept} of {all} corners kept");
        assert!(points > 100_000 && met > 20_000, "{points} {met}");
    }

    /// A ring that is bent again and again, of 4 times 2 to the power of `depth` corners.
    fn fractal(depth: u32) -> MultiPolygon<f64> {
        let mut ring = vec![(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0), (0.0, 0.0)];
        let mut state = 5;
        for _ in 0..depth {
            let mut finer = vec![ring[0]];
            for edge in ring.windows(2) {
                let ((ax, ay), (bx, by)) = (edge[0], edge[1]);
                let bend = (random(&mut state, 1_000) as f64 / 1_000.0 - 0.5) * 0.44;
                finer.push((f64::midpoint(ax, bx) - (by - ay) * bend, f64::midpoint(ay, by) + (bx - ax) * bend));
                finer.push((bx, by));
            }
            ring = finer;
        }
        MultiPolygon(vec![Polygon::new(LineString::from(ring), vec![])])
    }

    #[test]
    fn few_corners_stay_of_a_long_border() {
        let area = fractal(16);
        let chains = Chains::of_area(&area);
        assert_eq!(chains.corner_count(), 262_145);
        let ring = &area.0[0].exterior().0;
        let (mut most, mut total) = (0, 0);
        for i in 0..1_000 {
            let at = ring[i * 262];
            let window = (at, Coord { x: at.x + 0.001, y: at.y + 0.001 });
            let kept: usize = chains.local_rings(window).iter().map(Vec::len).sum();
            most = most.max(kept);
            total += kept;
        }
        println!("{} corners kept on average, {most} at the most", total / 1_000);
        assert!(total < 1_000 * 400, "{total}");
        // Inside without an edge, a few corners tell that the window is surrounded.
        let inside = chains.local_rings((Coord { x: 0.5, y: 0.5 }, Coord { x: 0.501, y: 0.501 }));
        assert!(inside.len() == 1 && inside[0].len() < 12, "{inside:?}");
        assert!(chains.local_rings((Coord { x: 9.0, y: 0.5 }, Coord { x: 9.1, y: 0.6 })).is_empty());
    }
}
