//! The nearest borders, and what the mine would come to beyond them.

use geo::Coord;

use crate::domain::{Hit, MineShape, Place, Zone, ZoneClass, ZoneKind};
use crate::geometry::chains::{Chains, Nearest, depth_m};
use crate::geometry::{Outline, Where};
use crate::rules::Fact;

use super::facts;
use super::model::BorderView;
use super::subject::{End, Subject};
use super::words;

/// No place on Earth is farther from another, in metres.
const FARTHEST_M: f64 = 21_000_000.0;
/// How far beyond a border, in degrees, it is looked which zones are there: a decimetre.
const BEYOND_DEGREES: f64 = 1e-6;

/// For each kind of zone that matters the nearest borders: of the zones that hold the mine where zones may overlap, and of the
/// nearest zone of each other class. Zones are looked at one by one: this is for one mine.
pub(super) fn view(subject: &Subject<'_>, end: &End) -> Vec<BorderView> {
    let origin = Origin::of(subject);
    let mut views = Vec::new();
    for kind in ZoneKind::ALL {
        let zones = zones(subject, kind);
        if zones.is_empty() || !matters(subject, kind) {
            continue;
        }
        let mut steps = origin.ways_in(subject, kind);
        let held: Vec<Hit> = subject.hits(kind).collect();
        // A mine that is in one unit alone leaves it by entering another.
        if !is_tiled(kind) || held.len() > 1 {
            steps.extend(held.into_iter().filter_map(|hit| origin.way_out(subject, kind, hit)));
        }
        let outlines: Vec<Outline> = zones.iter().map(|zone| Outline::new(&zone.area)).collect();
        for step in steps {
            let facts = subject.moved(kind, &step.beyond(subject, kind, &outlines));
            let Some(other) = subject.end_of(&facts) else { continue };
            let changes = other.view() != end.view();
            let zone = &zones[step.zone as usize];
            views.push(BorderView {
                kind: kind.word(),
                zone: zone.name.clone(),
                class: words::zone_class(&zone.class),
                layer: facts::layer(subject, kind, step.zone),
                step: if step.is_in { "enter" } else { "leave" },
                distance_m: step.distance_m,
                end: other.view(),
                changes,
            });
        }
    }
    // `sort_by` keeps the order of kinds and files among equals.
    views.sort_by(|one, other| one.distance_m.total_cmp(&other.distance_m));
    views
}

/// Whether the verdict may depend on zones of this kind.
fn matters(subject: &Subject<'_>, kind: ZoneKind) -> bool {
    match subject.rules {
        None => matches!(kind, ZoneKind::Prefecture | ZoneKind::Redline),
        Some(rules) => rules.in_force.facts.iter().any(|fact| facts::zone_kind(fact) == Some(kind)),
    }
}

fn asks_for_names(subject: &Subject<'_>, kind: ZoneKind) -> bool {
    let facts = subject.rules.map_or(&[][..], |rules| &rules.in_force.facts);
    facts.iter().any(|fact| {
        matches!(fact, Fact::Prefecture | Fact::Belt | Fact::Function) && facts::zone_kind(fact) == Some(kind)
    })
}

fn zones<'s>(subject: &'s Subject<'_>, kind: ZoneKind) -> &'s [Zone<'s>] {
    subject.found.zones.get(kind as usize).map_or(&[], |zones| &zones.zones)
}

/// Whether zones of this kind stand side by side, so that a place is in one of them.
fn is_tiled(kind: ZoneKind) -> bool {
    matches!(kind, ZoneKind::Prefecture | ZoneKind::Position)
}

/// What zones are grouped by: class, and of function zones what they are for.
type Class = (ZoneClass, Option<String>);

/// A border that may be crossed.
#[derive(Clone, Copy)]
struct Step {
    zone: u32,
    is_in: bool,
    distance_m: f64,
    /// A place just beyond the nearest place of the border; `None` where that is not known.
    beyond: Option<Coord<f64>>,
}

impl Step {
    /// The zones of the kind on the other side: those that hold the place just beyond the border, else those that hold the
    /// mine now, with or without the zone.
    fn beyond(self, subject: &Subject<'_>, kind: ZoneKind, outlines: &[Outline]) -> Vec<u32> {
        let mut there: Vec<u32> = match self.beyond {
            Some(at) => {
                let holds = |zone: &u32| outlines[*zone as usize].locate(at) != Where::Outside;
                (0..outlines.len() as u32).filter(holds).collect()
            }
            None if self.is_in && is_tiled(kind) => Vec::new(),
            None => subject.hits(kind).filter(|hit| hit.place != Place::Touches).map(|hit| hit.zone).collect(),
        };
        there.retain(|zone| *zone != self.zone);
        if self.is_in {
            there.push(self.zone);
            there.sort_unstable();
        }
        there
    }
}

/// Where distances are measured from.
enum Origin<'s> {
    Point(Coord<f64>),
    Area(&'s geo::MultiPolygon<f64>, Chains),
}

impl<'s> Origin<'s> {
    fn of(subject: &Subject<'s>) -> Self {
        match &subject.mine.shape {
            MineShape::Point(at, _) => Self::Point(*at),
            MineShape::Area(area) => Self::Area(area, Chains::of_area(area)),
        }
    }

    fn nearest(&self, border: &Chains, limit_m: f64) -> Option<Nearest> {
        match self {
            Self::Point(at) => border.nearest_to_point(*at, limit_m),
            Self::Area(_, own) => border.nearest(own, limit_m),
        }
    }

    /// Of each class that does not hold the mine the nearest zone; where rules ask for names, the nearest of all, too. Of zones of
    /// the same distance the first.
    fn ways_in(&self, subject: &Subject<'_>, kind: ZoneKind) -> Vec<Step> {
        let zones = zones(subject, kind);
        let held: Vec<u32> = subject.hits(kind).map(|hit| hit.zone).collect();
        // A red line is a red line, whatever its class.
        if kind == ZoneKind::Redline && !held.is_empty() {
            return Vec::new();
        }
        let class = |zone: u32| {
            let zone = &zones[zone as usize];
            (zone.class.clone(), zone.service.clone().filter(|_| kind == ZoneKind::Function))
        };
        let held_classes: Vec<_> = held.iter().map(|&zone| class(zone)).collect();
        let by_name = kind == ZoneKind::Redline || asks_for_names(subject, kind);
        let mut nearest: Vec<(Option<Class>, Step)> = Vec::new();
        for zone in (0..zones.len() as u32).filter(|zone| !held.contains(zone)) {
            let class = class(zone);
            let is_other = kind != ZoneKind::Redline && class.0 != ZoneClass::None && !held_classes.contains(&class);
            let groups: Vec<_> = is_other.then_some(Some(class)).into_iter().chain(by_name.then_some(None)).collect();
            let best_m = |group: &Option<Class>| {
                nearest.iter().find(|(known, _)| known == group).map_or(FARTHEST_M, |(_, step)| step.distance_m)
            };
            let Some(limit_m) = groups.iter().map(best_m).reduce(f64::max) else { continue };
            let border = Chains::of_area(&zones[zone as usize].area);
            let Some(found) = self.nearest(&border, limit_m) else { continue };
            let step = Step { zone, is_in: true, distance_m: found.distance_m, beyond: beyond(found) };
            for group in groups {
                match nearest.iter_mut().find(|(known, _)| *known == group) {
                    Some((_, best)) if best.distance_m <= step.distance_m => {}
                    Some((_, best)) => *best = step,
                    None => nearest.push((group, step)),
                }
            }
        }
        let mut steps: Vec<Step> = Vec::new();
        for (_, step) in nearest {
            if steps.iter().all(|known| known.zone != step.zone) {
                steps.push(step);
            }
        }
        steps
    }

    /// How far the border of a zone that holds the mine is; of an area, how far it reaches into the zone.
    fn way_out(&self, subject: &Subject<'_>, kind: ZoneKind, hit: Hit) -> Option<Step> {
        let (zone, is_in) = (hit.zone, false);
        let area = &zones(subject, kind).get(zone as usize)?.area;
        let border = Chains::of_area(area);
        match self {
            Self::Area(own, _) => {
                let distance_m = depth_m(&border, &Outline::new(area), own, FARTHEST_M);
                Some(Step { zone, is_in, distance_m, beyond: None })
            }
            Self::Point(at) => {
                let found = border.nearest_to_point(*at, FARTHEST_M)?;
                Some(Step { zone, is_in, distance_m: found.distance_m, beyond: beyond(found) })
            }
        }
    }
}

/// The place just beyond a border, straight on; `None` for a mine on the border, and across the 180th meridian.
fn beyond(found: Nearest) -> Option<Coord<f64>> {
    let way = found.to - found.from;
    let length = way.x.hypot(way.y);
    (length > 0.0 && length < 180.0).then(|| found.to + way * (BEYOND_DEGREES / length))
}
