//! The zones that an answer speaks of: all of a plan, or those that matter to one place.

use geo::Coord;

use crate::domain::{
    Facts, Hit, Measures, Nearest, Place, Position, Receptor, ReceptorShape, Receptors, ZoneClass, ZoneKind, Zones,
};
use crate::error::Error;
use crate::geometry::Where;
use crate::geometry::chains::{Chains, degrees_around};
use crate::index::{Index, Shape};
use crate::join::{Bounds, Boxes, Origin};
use crate::map;

/// Zones and receptors, with what is said of each zone in JSON.
#[derive(Debug)]
pub(super) struct Ground {
    pub(super) zones: Vec<Zones<'static>>,
    pub(super) receptors: Receptors,
    /// For each zone of each kind its members without the last one, `"place":`, and its end.
    pub(super) json: Vec<Vec<String>>,
    /// Whether there are red lines at all, so that a distance is asked for.
    pub(super) has_redlines: bool,
}

impl Ground {
    /// All of it. Where nobody asks for margins, nothing is said of how sure lines are: margins take longer than all the rest.
    pub(super) fn whole(index: &Index, tells_margins: bool) -> Result<Self, Error> {
        let (mut zones, receptors) = index.ground()?;
        for layer in zones.iter_mut().flat_map(|zones| &mut zones.layers).filter(|_| !tells_margins) {
            (layer.uncertainty_m, layer.crs_uncertainty_m) = (None, 0.0);
        }
        Ok(Self::new(zones, receptors, index))
    }

    fn new(zones: Vec<Zones<'static>>, receptors: Receptors, index: &Index) -> Self {
        let json =
            zones.iter().map(|zones| zones.zones.iter().map(|zone| zone_json(zones.kind, zone)).collect()).collect();
        Self { zones, receptors, json, has_redlines: index.count(ZoneKind::Redline) > 0 }
    }
}

fn zone_json(kind: ZoneKind, zone: &crate::domain::Zone<'_>) -> String {
    let mut members = serde_json::Map::new();
    let mut put = |name: &str, value: Option<&str>| {
        if let Some(value) = value {
            members.insert(name.to_owned(), value.into());
        }
    };
    put("kind", Some(kind.word()));
    put("name", Some(&zone.name));
    if let Some(title) = map::names(&zone.attributes, Some(&zone.name)) {
        put("name_zh", Some(&*title.chinese).filter(|name| *name != zone.name));
        put("name_en", Some(&*title.english).filter(|name| *name != zone.name));
    }
    put("id", zone.id.as_deref());
    put("class", zone.class.word());
    put("service", zone.service.as_deref());
    serde_json::Value::Object(members).to_string().trim_end_matches('}').to_owned()
}

/// What lies at one place and near it, from the blocks of the index that this touches. `None` where a place in the core wants to
/// know its way to the periphery, which may be anywhere.
pub(super) fn look(index: &Index, at: Coord<f64>, measures: &Measures) -> Result<Option<(Ground, Facts)>, Error> {
    let mut looked = Looked::new(index, at, measures);
    for shape in index.shapes() {
        looked.look(&shape?)?;
    }
    let is_core = looked.hits.iter().any(|hit| {
        let zone = looked.zones.get(hit.kind as usize).and_then(|zones| zones.zone(hit.zone));
        zone.is_some_and(|zone| zone.class == ZoneClass::Position(Position::Core))
    });
    Ok((!is_core).then(|| looked.finish(index)))
}

/// What was found so far, in the order of the index.
struct Looked {
    at: Coord<f64>,
    near_m: f64,
    windows: Vec<Bounds>,
    zones: Vec<Zones<'static>>,
    hits: Vec<Hit>,
    redlines: Borders,
    receptors: Receptors,
    /// For each kind of receptors.
    borders: Vec<Borders>,
}

/// What distances are measured to.
#[derive(Default)]
struct Borders {
    /// The first that holds the place.
    holding: Option<u32>,
    which: Vec<u32>,
    chains: Vec<Chains>,
}

impl Looked {
    fn new(index: &Index, at: Coord<f64>, measures: &Measures) -> Self {
        let near_m = measures.near_m;
        let (min, max) = degrees_around((at, at), near_m);
        // Across the 180th meridian as well.
        let turned = |turn: f64| (Coord { x: min.x + turn, y: min.y }, Coord { x: max.x + turn, y: max.y });
        let kinds = index.receptor_kinds();
        Self {
            at,
            near_m,
            windows: if near_m > 0.0 { [0.0, -360.0, 360.0].map(turned).to_vec() } else { Vec::new() },
            zones: index.layers(),
            hits: Vec::new(),
            redlines: Borders::default(),
            receptors: Receptors { layers: Vec::new(), kinds: kinds.to_vec(), receptors: Vec::new() },
            borders: kinds.iter().map(|_| Borders::default()).collect(),
        }
    }

    fn look(&mut self, shape: &Shape<'_>) -> Result<(), Error> {
        let place = match shape.locate(self.at)? {
            Where::Inside => Some(Place::Inside),
            Where::OnBoundary => Some(Place::OnBoundary),
            Where::Outside => None,
        };
        if shape.is_receptor() {
            let Some(borders) = self.borders.get_mut(shape.kind()) else { return Ok(()) };
            let which = self.receptors.receptors.len() as u32;
            if borders.add(shape, place.is_some(), which, &self.windows)? {
                self.receptors.receptors.push(Receptor {
                    layer: 0,
                    index: which,
                    kind: shape.kind() as u32,
                    name: shape.zone()?.name,
                    shape: ReceptorShape::Points(Vec::new()),
                });
            }
            return Ok(());
        }
        let Some(zones) = self.zones.get_mut(shape.kind()) else { return Ok(()) };
        let which = zones.zones.len() as u32;
        let is_near =
            zones.kind == ZoneKind::Redline && self.redlines.add(shape, place.is_some(), which, &self.windows)?;
        if let Some(place) = place {
            self.hits.push(Hit { kind: zones.kind, place, zone: which });
        }
        // The first stands for its kind: judges have to know that there are such zones, even if none is here.
        if place.is_some() || is_near || which == 0 {
            zones.zones.push(shape.zone()?);
        }
        Ok(())
    }

    fn finish(self, index: &Index) -> (Ground, Facts) {
        let mut facts = Facts::with_capacity(1);
        facts.push(&self.hits);
        if index.count(ZoneKind::Redline) > 0 {
            facts.redlines = vec![self.redlines.nearest(self.at, self.near_m)];
        }
        facts.receptors = self.borders.iter().map(|borders| vec![borders.nearest(self.at, self.near_m)]).collect();
        (Ground::new(self.zones, self.receptors, index), facts)
    }
}

impl Borders {
    /// Takes in what may be the nearest; whether it may.
    fn add(&mut self, shape: &Shape<'_>, is_holding: bool, which: u32, windows: &[Bounds]) -> Result<bool, Error> {
        if is_holding {
            self.holding.get_or_insert(which);
            return Ok(true);
        }
        let Some(border) = shape.border_in(windows)? else { return Ok(false) };
        self.which.push(which);
        self.chains.push(border);
        Ok(true)
    }

    fn nearest(&self, at: Coord<f64>, near_m: f64) -> Option<Nearest> {
        if let Some(which) = self.holding {
            return Some(Nearest { distance_m: 0.0, which });
        }
        let boxes = Boxes::new(self.chains.iter().map(Chains::bounds));
        let found = Origin::Point(at).nearest(&boxes, |border| self.chains.get(border as usize), near_m)?;
        Some(Nearest { which: self.which[found.which as usize], ..found })
    }
}
