//! Edges, and the place on an edge that is nearest to another place.

use geo::Coord;

use super::earth::{Place, difference, dot};
use super::tree::Bounds;

/// An edge, straight in longitude and latitude; a point if its ends are the same.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Edge {
    pub(super) a: Coord<f64>,
    pub(super) b: Coord<f64>,
}

impl Edge {
    pub(super) fn is_point(&self) -> bool {
        self.a == self.b
    }

    /// The place at a share of the edge, the ends bit for bit.
    pub(super) fn at(&self, share: f64) -> Coord<f64> {
        if share <= 0.0 {
            self.a
        } else if share >= 1.0 {
            self.b
        } else {
            self.a + (self.b - self.a) * share
        }
    }

    /// Its length in metres per share, near a latitude with this cosine.
    pub(super) fn length_m(&self, cosine: f64) -> f64 {
        let along = self.b - self.a;
        (along.x * cosine).hypot(along.y) * super::earth::LEAST_M_PER_DEGREE
    }
}

/// A part of an edge between two shares of it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece {
    pub(super) edge: Edge,
    pub(super) low: f64,
    pub(super) high: f64,
}

impl Piece {
    pub(super) fn whole(edge: Edge) -> Self {
        Self { edge, low: 0.0, high: 1.0 }
    }

    pub(super) fn bounds(&self) -> Bounds {
        Bounds::of_edge(self.edge.at(self.low), self.edge.at(self.high))
    }

    pub(super) fn halves(&self) -> [Self; 2] {
        let middle = f64::midpoint(self.low, self.high);
        [Self { high: middle, ..*self }, Self { low: middle, ..*self }]
    }

    /// The larger of its extents in longitude and latitude, in degrees.
    pub(super) fn extent(&self) -> f64 {
        let along = self.edge.b - self.edge.a;
        along.x.abs().max(along.y.abs()) * (self.high - self.low)
    }

    /// Where to begin to look for the nearest place: the foot in the plane, with longitudes as long as they are at `at`.
    fn start(&self, at: Coord<f64>, cosine: f64) -> f64 {
        let along = self.edge.b - self.edge.a;
        let to = at - self.edge.a;
        let shrink = cosine * cosine;
        let length = along.x * along.x * shrink + along.y * along.y;
        // The way round the earth that comes nearest to this piece.
        let middle = f64::midpoint(self.low, self.high) * along.x;
        let to_x = to.x - 360.0 * ((to.x - middle) / 360.0).round();
        let foot = (to_x * along.x * shrink + to.y * along.y) / length;
        if foot.is_finite() { foot.clamp(self.low, self.high) } else { self.low }
    }

    /// The share at which the piece is nearest to a place in space, and that distance in metres.
    ///
    /// The share leads to a distance that is right to a micrometre.
    pub(super) fn foot(&self, at: Coord<f64>, place: &Place) -> (f64, f64) {
        if self.edge.is_point() {
            return (0.0, place.chord_m(&Place::of(self.edge.a)));
        }
        self.foot_from(self.start(at, place.cosine), place)
    }

    /// The same, looked for downhill from a share.
    pub(super) fn foot_from(&self, start: f64, place: &Place) -> (f64, f64) {
        let along = self.edge.b - self.edge.a;
        let (longitude, latitude) = (along.x.to_radians(), along.y.to_radians());
        let mut share = start;
        let mut best = (start, f64::INFINITY);
        for _ in 0..10 {
            let here = Place::of(self.edge.at(share));
            let apart = difference(here.position, place.position);
            let distance_m = dot(apart, apart).sqrt();
            if distance_m < best.1 {
                best = (share, distance_m);
            }
            let (first, second) = here.derivatives(longitude, latitude);
            let slope = dot(apart, first);
            let speed = dot(first, first);
            let bend = speed + dot(apart, second);
            let next = if bend > speed * 0.01 {
                (share - slope / bend).clamp(self.low, self.high)
            } else if slope > 0.0 {
                self.low
            } else {
                self.high
            };
            let step = next - share;
            share = next;
            // The step changes half the square of the distance by slope times step, at the most: too little to measure again.
            if (slope * step).abs() <= 1e-6 * distance_m + 1e-16 {
                return if distance_m <= best.1 { (share, distance_m) } else { best };
            }
        }
        // Not convex here, or at the limit of rounding: the ends may be nearer.
        for end in [self.low, self.high] {
            let distance_m = place.chord_m(&Place::of(self.edge.at(end)));
            if distance_m < best.1 {
                best = (end, distance_m);
            }
        }
        best
    }
}
