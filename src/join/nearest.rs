//! The nearest red line, and the nearest receptor of each kind.

use geo::Coord;
use rayon::prelude::*;

use super::locator::{Boxes, Locator};
use super::meet::areas_meet;
use crate::domain::{Facts, Mine, MineShape, Nearest, ReceptorShape, Receptors, ZoneKind};
use crate::geometry::chains::{Chains, degrees_around};
use crate::geometry::{Outline, Where};

/// Where distances are measured from.
pub enum Origin {
    /// A point.
    Point(Coord<f64>),
    /// The border of an area.
    Area(Chains),
}

impl Origin {
    /// The place, or the border of the area.
    #[must_use]
    pub fn of(mine: &Mine<'_>) -> Self {
        match &mine.shape {
            MineShape::Point(at, _) => Self::Point(*at),
            MineShape::Area(area) => Self::Area(Chains::of_area(area)),
        }
    }

    /// Lower left and upper right corner of the box around it.
    #[must_use]
    pub fn bounds(&self) -> (Coord<f64>, Coord<f64>) {
        match self {
            Self::Point(at) => (*at, *at),
            Self::Area(border) => border.bounds(),
        }
    }

    /// Metres to a border, if it is within the limit.
    #[must_use]
    pub fn distance_m(&self, to: &Chains, limit_m: f64) -> Option<f64> {
        let found = match self {
            Self::Point(at) => to.nearest_to_point(*at, limit_m),
            Self::Area(border) => to.nearest(border, limit_m),
        };
        found.map(|found| found.distance_m)
    }

    /// The nearest of some borders; of several at the same distance the first.
    pub fn nearest<'c>(
        &self,
        boxes: &Boxes,
        border: impl Fn(u32) -> Option<&'c Chains>,
        limit_m: f64,
    ) -> Option<Nearest> {
        let mut nearest: Option<Nearest> = None;
        for which in self.around(boxes, limit_m) {
            let limit_m = nearest.map_or(limit_m, |nearest| nearest.distance_m);
            let Some(distance_m) = border(which).and_then(|border| self.distance_m(border, limit_m)) else { continue };
            if nearest.is_none_or(|nearest| distance_m < nearest.distance_m) {
                nearest = Some(Nearest { distance_m, which });
            }
        }
        nearest
    }

    /// What may lie within a distance, across the 180th meridian as well.
    #[must_use]
    pub fn around(&self, boxes: &Boxes, limit_m: f64) -> Vec<u32> {
        let (min, max) = degrees_around(self.bounds(), limit_m);
        let mut found = boxes.meeting((min, max));
        for turn in [-360.0, 360.0] {
            let turned = (Coord { x: min.x + turn, y: min.y }, Coord { x: max.x + turn, y: max.y });
            if turned.0.x <= 180.0 && turned.1.x >= -180.0 {
                found.extend(boxes.meeting(turned));
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }
}

/// The nearest red line of each mine.
pub(super) fn redlines(mines: &[Mine<'_>], facts: &Facts, redlines: &Locator, near_m: f64) -> Vec<Option<Nearest>> {
    let nearest = |(position, mine): (usize, &Mine<'_>)| {
        let hit = facts.of(position).iter().find(|hit| hit.kind == ZoneKind::Redline);
        match hit {
            Some(hit) => Some(Nearest { distance_m: 0.0, which: hit.zone }),
            None => Origin::of(mine).nearest(&redlines.boxes, |zone| redlines.chains.get(zone as usize), near_m),
        }
    };
    mines.par_iter().enumerate().map(nearest).collect()
}

/// The receptors of each kind.
pub(super) fn targets(receptors: &Receptors) -> Vec<Targets<'_>> {
    (0..receptors.kinds.len() as u32).map(|kind| Targets::of_kind(receptors, kind)).collect()
}

/// The nearest receptor of each mine, for each kind of receptor.
pub(super) fn receptors(mines: &[Mine<'_>], targets: &[Targets<'_>], near_m: f64) -> Vec<Vec<Option<Nearest>>> {
    targets.iter().map(|targets| targets.nearest(mines, near_m)).collect()
}

/// The receptors of one kind.
pub(super) struct Targets<'r> {
    /// Their indices among all receptors.
    receptors: Vec<u32>,
    shapes: Vec<&'r ReceptorShape>,
    borders: Vec<Chains>,
    outlines: Vec<Option<Outline>>,
    boxes: Boxes,
}

impl<'r> Targets<'r> {
    fn of_kind(all: &'r Receptors, kind: u32) -> Self {
        let of_kind: Vec<u32> =
            (0..all.receptors.len() as u32).filter(|&which| all.receptors[which as usize].kind == kind).collect();
        let shapes: Vec<&ReceptorShape> = of_kind.iter().map(|&which| &all.receptors[which as usize].shape).collect();
        let borders: Vec<Chains> = shapes
            .par_iter()
            .map(|shape| match shape {
                ReceptorShape::Points(places) => Chains::of_points(places),
                ReceptorShape::Lines(lines) => Chains::of_lines(lines),
                ReceptorShape::Area(area) => Chains::of_area(area),
            })
            .collect();
        let outlines = shapes
            .par_iter()
            .map(|shape| match shape {
                ReceptorShape::Area(area) => Some(Outline::new(area)),
                _ => None,
            })
            .collect();
        let boxes = Boxes::new(borders.iter().map(Chains::bounds));
        Self { receptors: of_kind, shapes, borders, outlines, boxes }
    }

    fn nearest(&self, mines: &[Mine<'_>], near_m: f64) -> Vec<Option<Nearest>> {
        let nearest = |mine: &Mine<'_>| {
            let origin = Origin::of(mine);
            let found = match self.holding(mine, &origin) {
                Some(target) => Some(Nearest { distance_m: 0.0, which: target }),
                None => origin.nearest(&self.boxes, |target| self.borders.get(target as usize), near_m),
            };
            found.map(|found| Nearest { which: self.receptors[found.which as usize], ..found })
        };
        mines.par_iter().map(nearest).collect()
    }

    /// The first target that a mine lies in, or that lies in the mine.
    fn holding(&self, mine: &Mine<'_>, origin: &Origin) -> Option<u32> {
        let candidates = self.boxes.meeting(origin.bounds());
        if candidates.is_empty() {
            return None;
        }
        let outline = match &mine.shape {
            MineShape::Point(..) => None,
            MineShape::Area(area) => Some(Outline::new(area)),
        };
        candidates.into_iter().find(|&target| match (&outline, &self.outlines[target as usize], origin) {
            (Some(mine), Some(target), _) => areas_meet(mine, target),
            // A point or a line in the mine, were it a ring in its middle.
            (Some(mine), None, _) => {
                corners(self.shapes[target as usize]).any(|corner| mine.locate(corner) != Where::Outside)
            }
            (None, Some(target), Origin::Point(at)) => target.locate(*at) != Where::Outside,
            _ => false,
        })
    }
}

/// The corners of what is no area.
fn corners(shape: &ReceptorShape) -> Box<dyn Iterator<Item = Coord<f64>> + '_> {
    match shape {
        ReceptorShape::Points(places) => Box::new(places.iter().copied()),
        ReceptorShape::Lines(lines) => Box::new(lines.iter().flat_map(|line| line.0.iter().copied())),
        ReceptorShape::Area(_) => Box::new(std::iter::empty()),
    }
}
