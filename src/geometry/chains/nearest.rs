//! The distance from a point or from chains to chains.

use geo::Coord;

use super::Chains;
use super::contest::Contest;
use super::earth::{Place, ROUNDING_M, longest_m};
use super::foot::Edge;
use super::metric::{Metric, least_m};
use super::pairs::PairSearch;
use super::tree::{Bounds, Node};

/// Two places that are nearest to each other, in degrees, and how far they are.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Nearest {
    /// Length of the geodesic in metres, on the ellipsoid of CGCS2000. Zero exactly where a point is shared.
    pub distance_m: f64,
    /// The place on what was asked from.
    pub from: Coord<f64>,
    /// The place on the chains that were asked.
    pub to: Coord<f64>,
}

/// Farther than this, in metres, boxes are told apart on the sphere, nearer in the plane.
pub(super) const FAR_M: f64 = 50_000.0;
/// Ways round the earth, in degrees of longitude.
pub(super) const TURNS: [f64; 3] = [0.0, -360.0, 360.0];

impl Chains {
    /// The place on the chains that is nearest to a point, if it is at most `limit_m` metres away.
    ///
    /// Edges are straight in longitude and latitude, distances are geodesics, also across the 180th meridian and the poles.
    /// Zero if and only if the point lies on a chain, which is decided exactly. Only the border counts: a
    /// point inside an area has a distance to its border, too.
    #[must_use]
    pub fn nearest_to_point(&self, at: Coord<f64>, limit_m: f64) -> Option<Nearest> {
        let root = self.tree.root().filter(|_| limit_m >= 0.0)?;
        let mut reach_m = limit_m;
        if limit_m > FAR_M {
            reach_m = reach_m.min(longest_m(Place::of(at).chord_m(&Place::of(self.corners[0]))));
        }
        let mut search = PointSearch {
            chains: self,
            at,
            turned: at,
            metric: Metric::between(&point(at), &point(at), reach_m),
            metric_reach_m: reach_m,
            contest: Contest::new(reach_m),
            candidates: Vec::new(),
            open: Vec::new(),
        };
        for turn in TURNS {
            // On the sphere all ways round the earth are looked at in one.
            if turn == 0.0 || search.contest.reach_m <= FAR_M {
                search.turned = Coord { x: at.x + turn, y: at.y };
                search.search(root);
            }
        }
        search.contest.decide(limit_m)
    }

    /// The two places at which chains come nearest to each other, if they are at most `limit_m` metres apart.
    ///
    /// As for a point: zero if and only if the chains share a point, decided exactly, except across the 180th meridian, where
    /// longitudes are rounded when they are turned by 360 degrees.
    #[must_use]
    pub fn nearest(&self, from: &Self, limit_m: f64) -> Option<Nearest> {
        if let ([at], true) = (from.corners.as_slice(), limit_m >= 0.0) {
            return self.nearest_to_point(*at, limit_m);
        }
        let roots = (from.tree.root()?, self.tree.root().filter(|_| limit_m >= 0.0)?);
        let mut reach_m = limit_m;
        if limit_m > FAR_M {
            let start = self.nearest_to_point(from.corners[0], limit_m);
            reach_m = start.map_or(reach_m, |start| start.distance_m * (1.0 + 1e-9) + ROUNDING_M).min(limit_m);
        }
        let mut search = PairSearch::new(from, self, reach_m);
        for turn in TURNS {
            if turn == 0.0 || search.contest.reach_m <= FAR_M {
                search.turn = turn;
                if let Some(at) = search.search(roots) {
                    return Some(Nearest { distance_m: 0.0, from: at, to: at });
                }
            }
        }
        search.contest.decide(limit_m)
    }
}

fn point(at: Coord<f64>) -> Bounds {
    Bounds { min: at, max: at }
}

/// Branch and bound from one point.
struct PointSearch<'c> {
    chains: &'c Chains,
    at: Coord<f64>,
    /// The point, on the way round the earth that is looked at.
    turned: Coord<f64>,
    metric: Metric,
    /// The reach that the metric is made for.
    metric_reach_m: f64,
    contest: Contest,
    /// Edges that may be the nearest, with the square of a lower bound of their distance.
    candidates: Vec<(f64, Edge)>,
    open: Vec<(f64, Node)>,
}

impl PointSearch<'_> {
    fn search(&mut self, root: Node) {
        self.open.push((self.least_squared(root), root));
        while let Some((least_squared, node)) = self.open.pop() {
            if least_squared > self.contest.reach_m * self.contest.reach_m {
                continue;
            }
            if node.is_leaf() {
                self.visit(node);
            } else {
                let first = self.open.len();
                for child in self.chains.tree.children(node) {
                    self.open.push((self.least_squared(child), child));
                }
                // The nearest is looked at first.
                self.open[first..].sort_unstable_by(|one, other| other.0.total_cmp(&one.0));
            }
        }
        self.settle();
    }

    fn is_far(&self) -> bool {
        self.contest.reach_m > FAR_M
    }

    fn least_squared(&self, node: Node) -> f64 {
        let bounds = self.chains.tree.bounds(node);
        if self.is_far() {
            least_m(&point(self.at), bounds, self.contest.reach_m).powi(2)
        } else {
            self.metric.least_squared(&point(self.turned), bounds)
        }
    }

    fn visit(&mut self, leaf: Node) {
        for (a, b) in self.chains.edges_of(leaf) {
            let edge = Edge { a, b };
            if self.is_far() {
                if least_m(&point(self.at), &Bounds::of_edge(a, b), self.contest.reach_m) <= self.contest.reach_m {
                    self.contest.consider(Edge { a: self.at, b: self.at }, edge);
                }
                continue;
            }
            let (least, most) = self.metric.edge_squared(self.turned, a, b);
            let reach_m = self.contest.reach_m;
            if least <= reach_m * reach_m {
                self.candidates.push((least, edge));
                if most < reach_m * reach_m {
                    self.contest.reach_m = most.sqrt() + ROUNDING_M;
                }
            }
        }
        if self.contest.reach_m < self.metric_reach_m / 2.0 {
            self.metric_reach_m = self.contest.reach_m;
            self.metric = Metric::between(&point(self.at), &point(self.at), self.metric_reach_m);
        }
        if self.candidates.len() > 64 {
            self.settle();
        }
    }

    /// Sends those edges into the contest that may still be the nearest.
    fn settle(&mut self) {
        let from = Edge { a: self.at, b: self.at };
        let mut candidates = std::mem::take(&mut self.candidates);
        candidates.sort_unstable_by(|one, other| one.0.total_cmp(&other.0));
        for (least, edge) in candidates.drain(..) {
            if least <= self.contest.reach_m * self.contest.reach_m {
                self.contest.consider(from, edge);
            }
        }
        self.candidates = candidates;
    }
}

#[cfg(test)]
mod tests {
    use geo::{Coord, LineString, MultiPolygon, Polygon};

    use super::Nearest;
    use crate::geometry::chains::Chains;
    use crate::geometry::chains::earth::geodesic_m;

    fn at(x: f64, y: f64) -> Coord<f64> {
        Coord { x, y }
    }

    fn line(corners: &[(f64, f64)]) -> Chains {
        Chains::of_lines(&[LineString::from(corners.to_vec())])
    }

    #[test]
    fn nothing_but_a_common_point_is_at_no_distance() {
        // The middle is exact; the next double beside it is not on the line.
        let chains = line(&[(80.0, 40.0), (82.0, 41.0)]);
        let found = chains.nearest_to_point(at(81.0, 40.5), 0.0).unwrap();
        assert_eq!(found, Nearest { distance_m: 0.0, from: at(81.0, 40.5), to: at(81.0, 40.5) });
        let beside = chains.nearest_to_point(at(81.0, 40.5_f64.next_up()), 1.0).unwrap();
        assert!(beside.distance_m > 0.0 && beside.distance_m < 1e-8, "{beside:?}");
        assert_eq!(chains.nearest_to_point(at(81.0, 40.5_f64.next_up()), 0.0), None);
        let crossing = chains.nearest(&line(&[(80.5, 41.0), (81.5, 40.0)]), 0.0).unwrap();
        assert_eq!(crossing, Nearest { distance_m: 0.0, from: at(81.0, 40.5), to: at(81.0, 40.5) });
    }

    #[test]
    fn the_way_over_180_degrees_and_over_a_pole_is_found() {
        let zone = line(&[(-179.99, -1.0), (-179.99, 1.0)]);
        let found = zone.nearest_to_point(at(179.99, 0.0), 5_000.0).unwrap();
        assert!((found.distance_m - 2_226.389_815_865_471).abs() < 1e-6, "{found:?}");
        assert_eq!((found.from, found.to.x), (at(179.99, 0.0), -179.99));
        let mine = line(&[(179.99, 0.0), (179.98, 0.1)]);
        assert_eq!(zone.nearest(&mine, 5_000.0).unwrap(), found);
        assert_eq!(zone.nearest(&mine, 2_226.0), None);
        let beyond_the_pole = line(&[(-60.0, 89.9), (-50.0, 89.9)]);
        let found = beyond_the_pole.nearest_to_point(at(120.0, 89.9), 1e5).unwrap();
        assert!((found.distance_m - 22_253.79).abs() < 0.01, "{found:?}");
    }

    #[test]
    fn a_long_edge_bends_away_from_the_geodesic_between_its_ends() {
        // Along a parallel: the nearest place is due south, though the ends are in the same latitude.
        let found = line(&[(80.0, 80.0), (120.0, 80.0)]).nearest_to_point(at(100.0, 79.0), f64::INFINITY).unwrap();
        assert!((found.to.x - 100.0).abs() < 1e-3, "{found:?}");
        assert!((found.distance_m - geodesic_m(at(100.0, 79.0), at(100.0, 80.0))).abs() < 1e-3);
    }

    #[test]
    fn nothing_is_near_what_is_empty_or_beyond_the_limit() {
        let (empty, some) = (Chains::of_points(&[]), Chains::of_points(&[at(1.0, 1.0), at(1.0, 1.0)]));
        assert_eq!((empty.nearest(&some, 1e9), some.nearest(&empty, 1e9)), (None, None));
        assert_eq!(empty.nearest_to_point(at(0.0, 0.0), f64::INFINITY), None);
        assert_eq!(some.nearest_to_point(at(0.0, 0.0), 1_000.0), None);
        assert_eq!(some.nearest_to_point(at(0.0, 0.0), -1.0), None);
        assert_eq!(some.nearest_to_point(at(0.0, 0.0), f64::NAN), None);
        assert_eq!(some.nearest(&some, 0.0).unwrap().distance_m, 0.0);
    }

    #[test]
    fn numbers_that_are_no_places_do_no_harm() {
        let huge = [0.0, -0.0, 1e-300, 90.0, -180.0, 1e9, f64::MAX, f64::MIN];
        for x in huge {
            for y in huge {
                let corners = vec![(x, y), (y, x), (-x, y), (x, y)];
                let chains = Chains::of_area(&MultiPolygon(vec![Polygon::new(LineString::from(corners), vec![])]));
                for limit_m in [0.0, 1e3, f64::INFINITY] {
                    let _ = chains.nearest_to_point(at(1.0, 1.0), limit_m);
                    let _ = chains.nearest(&line(&[(3.0, 1.0), (y, x)]), limit_m);
                    let _ = chains.nearest(&chains, limit_m);
                }
            }
        }
    }
}
