//! A second judge: sums over vertical strips.

use geo::{Coord, LineString, MultiPolygon};
use oreline::geometry::overlay::Selection;

use crate::support::shapes;

/// The areas of a case once more, plainly: between two neighbouring x of corners and crossings, the edges are sorted at the
/// middle, and what lies between two edges is a trapezoid. From a near origin the sum is right to about 1e-18 degrees².
pub(super) struct Strips {
    /// Width, and for each edge from below to above its y in the middle and its source.
    strips: Vec<(f64, Vec<(f64, usize)>)>,
    sources: usize,
}

impl Strips {
    const MOST_EDGES: usize = 90;

    /// `None` if it would take too long.
    pub(super) fn new(areas: &[&MultiPolygon<f64>], origin: Coord<f64>) -> Option<Self> {
        let mut edges: Vec<(Coord<f64>, Coord<f64>, usize)> = Vec::new();
        for (source, area) in areas.iter().enumerate() {
            for line in shapes::rings(std::slice::from_ref(*area)).flat_map(LineString::lines) {
                let (a, b) = (line.start - origin, line.end - origin);
                edges.push(if a.x < b.x { (a, b, source) } else { (b, a, source) });
            }
        }
        if edges.len() > Self::MOST_EDGES {
            return None;
        }
        let mut xs: Vec<f64> = edges.iter().flat_map(|(a, b, _)| [a.x, b.x]).collect();
        for (number, (a, b, _)) in edges.iter().enumerate() {
            for (c, d, _) in &edges[..number] {
                let (along, other, from) = (*b - *a, *d - *c, *c - *a);
                let share = (from.x * other.y - from.y * other.x) / (along.x * other.y - along.y * other.x);
                if share > 0.0 && share < 1.0 {
                    xs.push(a.x + share * along.x);
                }
            }
        }
        xs.sort_by(f64::total_cmp);
        let strip = |x: &[f64]| {
            let middle = f64::midpoint(x[0], x[1]);
            let spanning = edges.iter().filter(|(a, b, _)| a.x < middle && b.x > middle);
            let at_middle = |(a, b, source): &(Coord<f64>, Coord<f64>, usize)| {
                (a.y + (b.y - a.y) * ((middle - a.x) / (b.x - a.x)), *source)
            };
            let mut ys: Vec<(f64, usize)> = spanning.map(at_middle).collect();
            ys.sort_by(|one, other| one.0.total_cmp(&other.0));
            (x[1] - x[0], ys)
        };
        Some(Self { strips: xs.windows(2).map(strip).collect(), sources: areas.len() })
    }

    pub(super) fn area(&self, which: Selection) -> f64 {
        let of_strip = |(width, ys): &(f64, Vec<(f64, usize)>)| {
            let mut inside = vec![false; self.sources];
            let mut height = 0.0;
            for pair in ys.windows(2) {
                inside[pair[0].1] ^= true;
                let is_selected = match which {
                    Selection::Clip(number) => inside[number + 1],
                    Selection::AnyClip => inside[1..].contains(&true),
                    Selection::NoClip => !inside[1..].contains(&true),
                };
                if inside[0] && is_selected {
                    height += pair[1].0 - pair[0].0;
                }
            }
            width * height
        };
        self.strips.iter().map(of_strip).sum()
    }
}
