//! How far mines are from a place, and in which direction.

use geo::{Bearing, Coord, Geodesic, MultiPolygon, Point};

use crate::domain::{MineShape, Report};
use crate::geometry::chains::Chains;
use crate::geometry::{Outline, Where};
use crate::query::mines::Away;

/// No two places on the earth are farther apart, in metres.
const FARTHEST_M: f64 = 2.1e7;

/// Where distances are measured from.
#[derive(Clone, Debug)]
pub(in crate::query) enum From {
    /// A point.
    Point(Coord<f64>),
    /// Areas, their border included: what lies in one is at a distance of 0.
    Areas(Vec<MultiPolygon<f64>>),
}

struct Part {
    chains: Chains,
    outline: Option<Outline>,
}

impl Part {
    fn of_area(area: &MultiPolygon<f64>) -> Self {
        Self { chains: Chains::of_area(area), outline: Some(Outline::new(area)) }
    }

    fn of_point(at: Coord<f64>) -> Self {
        Self { chains: Chains::of_points(&[at]), outline: None }
    }

    fn of_mine(shape: &MineShape<'_>) -> Self {
        match shape {
            MineShape::Point(at, _) => Self::of_point(*at),
            MineShape::Area(area) => Self::of_area(area),
        }
    }

    fn holds(&self, at: Option<Coord<f64>>) -> bool {
        let Some((outline, at)) = self.outline.as_ref().zip(at) else { return false };
        outline.locate(at) != Where::Outside
    }

    /// One of its points for each of its parts.
    fn points(&self, shape: Option<Coord<f64>>) -> Vec<Coord<f64>> {
        self.outline.as_ref().map_or(shape.into_iter().collect(), |outline| outline.ring_starts().collect())
    }

    /// Metres to another, and the places that are nearest to each other.
    fn to(
        &self,
        other: &Self,
        points: (Option<Coord<f64>>, Option<Coord<f64>>),
    ) -> Option<(f64, Coord<f64>, Coord<f64>)> {
        let at = |point: Coord<f64>| (0.0, point, point);
        if let Some(inner) = other.points(points.1).into_iter().find(|point| self.holds(Some(*point))) {
            return Some(at(inner));
        }
        if let Some(inner) = self.points(points.0).into_iter().find(|point| other.holds(Some(*point))) {
            return Some(at(inner));
        }
        let nearest = other.chains.nearest(&self.chains, FARTHEST_M)?;
        Some((nearest.distance_m, nearest.from, nearest.to))
    }
}

/// The distance of each mine in metres along the geodesic, and the bearing in degrees from north over east, which a distance of 0 has not.
pub(in crate::query) fn distances(report: &Report<'_>, from: &From) -> Vec<Option<Away>> {
    let (parts, start): (Vec<Part>, Option<Coord<f64>>) = match from {
        From::Point(at) => (vec![Part::of_point(*at)], Some(*at)),
        From::Areas(areas) => (areas.iter().map(Part::of_area).collect(), None),
    };
    let distance = |shape: &MineShape<'_>| {
        let mine = Part::of_mine(shape);
        let point = match shape {
            MineShape::Point(at, _) => Some(*at),
            MineShape::Area(_) => None,
        };
        let found = parts.iter().filter_map(|part| part.to(&mine, (start, point)));
        let (distance_m, from, to) = found.min_by(|a, b| a.0.total_cmp(&b.0))?;
        let bearing = (distance_m > 0.0).then(|| {
            let degrees = Geodesic.bearing(Point(from), Point(to));
            ((degrees * 1e4).round() / 1e4).rem_euclid(360.0)
        });
        Some((distance_m, bearing))
    };
    report.layer.mines.iter().map(|mine| distance(&mine.shape)).collect()
}
