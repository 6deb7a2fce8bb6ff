//! Border segments to rings, rings to polygons.

use geo::{Coord, LineString, MultiPolygon, Polygon};

use super::sweep::NONE;
use super::{Overlay, Selection};
use crate::geometry::segment::{Side, orientation};

/// A border segment with its direction: the region is to its left.
#[derive(Clone, Copy, Debug)]
struct Step {
    segment: u32,
    from: u32,
    to: u32,
    /// The next step that begins in the same node, or [`NONE`].
    sibling: u32,
    /// The polygon that it belongs to, or [`NONE`].
    polygon: u32,
    is_forward: bool,
}

/// The border of a region while its rings are put together.
struct Tracer<'o> {
    overlay: &'o Overlay,
    /// In the order of the segments.
    steps: Vec<Step>,
    /// For each node, one of the steps that begin there.
    first_of: Vec<u32>,
    /// The steps gone since a node, to its place in this list; for each node the place, or [`NONE`].
    path: Vec<u32>,
    place_of: Vec<u32>,
}

/// The region as polygons.
///
/// A ring follows the border of one connected piece of the region's inside, and always turns so that it stays with this
/// piece. Where it comes back to a node, it is cut into rings that touch in that node: this is how OGC 06-103r4 wants it.
pub(super) fn polygons(overlay: &Overlay, which: Selection) -> MultiPolygon<f64> {
    let mut tracer = Tracer::new(overlay, which);
    let mut polygons: Vec<(LineString<f64>, Vec<LineString<f64>>)> = Vec::new();
    for start in 0..tracer.steps.len() {
        // The first step of a cycle is its leftmost and lowest. If the region is above it, then the cycle goes round outside.
        let Step { polygon, is_forward, segment, .. } = tracer.steps[start];
        if polygon != NONE {
            continue;
        }
        let polygon = if is_forward {
            polygons.push((LineString(Vec::new()), Vec::new()));
            polygons.len() as u32 - 1
        } else {
            tracer.polygon_below(segment)
        };
        let Some((exterior, holes)) = polygons.get_mut(polygon as usize) else { continue };
        tracer.trace(start as u32, polygon, |ring, is_exterior| {
            if is_exterior {
                *exterior = ring;
            } else {
                holes.push(ring);
            }
        });
    }
    polygons.into_iter().map(|(exterior, holes)| Polygon::new(exterior, holes)).collect()
}

impl<'o> Tracer<'o> {
    fn new(overlay: &'o Overlay, which: Selection) -> Self {
        let arrangement = &overlay.arrangement;
        let mut steps: Vec<Step> = Vec::new();
        let mut first_of = vec![NONE; arrangement.nodes as usize];
        for (number, is_forward) in overlay.border_segments(which) {
            let segment = &arrangement.segments[number];
            let (lo, hi) = (segment.lo_node, segment.hi_node);
            let (from, to) = if is_forward { (lo, hi) } else { (hi, lo) };
            let sibling = std::mem::replace(&mut first_of[from as usize], steps.len() as u32);
            steps.push(Step { segment: number as u32, from, to, sibling, polygon: NONE, is_forward });
        }
        let place_of = vec![NONE; first_of.len()];
        Self { overlay, steps, first_of, path: Vec::new(), place_of }
    }

    /// The polygon that holds what is right below a border segment.
    fn polygon_below(&self, segment: u32) -> u32 {
        let mut under = segment;
        loop {
            // A segment that is no border has the same piece of the region on both sides.
            under = match self.overlay.arrangement.segments.get(under as usize) {
                Some(segment) => segment.beneath,
                None => return NONE,
            };
            if let Ok(step) = self.steps.binary_search_by(|step| step.segment.cmp(&under)) {
                return self.steps[step].polygon;
            }
        }
    }

    /// Goes along one cycle of the border and hands out its rings, with whether they are wound counter-clockwise.
    fn trace(&mut self, start: u32, polygon: u32, mut ring: impl FnMut(LineString<f64>, bool)) {
        let mut step = start;
        loop {
            let Step { from, to, .. } = self.steps[step as usize];
            self.steps[step as usize].polygon = polygon;
            self.place_of[from as usize] = self.path.len() as u32;
            self.path.push(step);
            let place = self.place_of[to as usize];
            if place != NONE {
                let loop_start = place as usize;
                for &gone in &self.path[loop_start..] {
                    self.place_of[self.steps[gone as usize].from as usize] = NONE;
                }
                let (closed, is_exterior) = self.ring(&self.path[loop_start..]);
                ring(closed, is_exterior);
                self.path.truncate(loop_start);
            }
            step = self.next(step);
            if step == start || self.steps.get(step as usize).is_none_or(|next| next.polygon != NONE) {
                break;
            }
        }
        for gone in self.path.drain(..) {
            self.place_of[self.steps[gone as usize].from as usize] = NONE;
        }
    }

    /// Steps that come back to where they began, as a ring that begins in its leftmost corner.
    fn ring(&self, steps: &[u32]) -> (LineString<f64>, bool) {
        let first = steps.iter().enumerate().min_by_key(|(_, step)| **step).map_or(0, |(place, _)| place);
        let is_exterior = self.steps[steps[first] as usize].is_forward;
        // A step that goes back ends in the leftmost corner.
        let begin = if is_exterior { first } else { first + 1 };
        let mut ring = Vec::with_capacity(steps.len() + 1);
        ring.extend((0..=steps.len()).map(|place| self.begin(steps[(begin + place) % steps.len()])));
        (LineString(ring), is_exterior)
    }

    fn begin(&self, step: u32) -> Coord<f64> {
        let Step { segment, is_forward, .. } = self.steps[step as usize];
        let segment = &self.overlay.arrangement.segments[segment as usize];
        if is_forward { segment.lo } else { segment.hi }
    }

    fn end(&self, step: u32) -> Coord<f64> {
        let Step { segment, is_forward, .. } = self.steps[step as usize];
        let segment = &self.overlay.arrangement.segments[segment as usize];
        if is_forward { segment.hi } else { segment.lo }
    }

    /// The step after a step: the first that a line meets which turns clockwise from where the step came from. Between the
    /// two is nothing but the region.
    fn next(&self, step: u32) -> u32 {
        let mut best = self.first_of[self.steps[step as usize].to as usize];
        let Some(only) = self.steps.get(best as usize) else { return NONE };
        let mut sibling = only.sibling;
        let (back, node) = (self.begin(step), self.end(step));
        while sibling != NONE {
            if is_clockwise_before(node, back, self.end(sibling), self.end(best)) {
                best = sibling;
            }
            sibling = self.steps[sibling as usize].sibling;
        }
        best
    }
}

/// Whether a line round `node` that turns clockwise from `back` meets `a` before `b`.
fn is_clockwise_before(node: Coord<f64>, back: Coord<f64>, a: Coord<f64>, b: Coord<f64>) -> bool {
    // Less than half a turn, half a turn, more.
    let turn = |at| match orientation(node, back, at) {
        Side::Right => 0,
        Side::On => 1,
        Side::Left => 2,
    };
    let (turn_a, turn_b) = (turn(a), turn(b));
    if turn_a == turn_b { orientation(node, a, b) == Side::Right } else { turn_a < turn_b }
}
