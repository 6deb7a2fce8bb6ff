//! What several test programs share: numbers that are the same in every run, layers in memory, the shipped layers.

#![allow(dead_code, reason = "each test program uses a part of this")]
#![allow(clippy::float_cmp, reason = "coordinates are exact")]

pub(crate) mod random;
pub(crate) mod shapes;

use std::path::{Path, PathBuf};

use geo::{Coord, MultiPolygon};
use oreline::domain::{
    Attributes, Defect, Facts, FragilityClass, Judgement, LayerSource, Measures, Mine, MineLayer, MineShape,
    RawFeature, RawGeometry, RawLayer, Receptors, Role, StatedCrs, Zone, ZoneClass, ZoneKind, Zones,
};
use oreline::plan::Plan;
use oreline::read::{OpenLayer, Request};
use oreline::{check, join, judge, read};

/// The sets of layers that the repository holds.
pub(crate) const SETS: [&str; 2] = ["xinjiang", "qinba"];

pub(crate) fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

pub(crate) fn layers(set: &str) -> PathBuf {
    repository().join("layers").join(set)
}

pub(crate) fn source(role: Role, path: &Path) -> LayerSource {
    LayerSource { role, path: path.to_owned(), layer: None }
}

pub(crate) fn zone(name: &str, class: ZoneClass, area: MultiPolygon<f64>) -> Zone<'static> {
    Zone {
        layer: 0,
        index: 0,
        id: None,
        name: name.to_owned(),
        class,
        service: None,
        attributes: Attributes::none(),
        id_member: None,
        area,
    }
}

/// Zones of one kind, called zone 0, zone 1, ….
pub(crate) fn zones(kind: ZoneKind, areas: Vec<MultiPolygon<f64>>) -> Zones<'static> {
    let class = |number: usize| match kind {
        ZoneKind::Prefecture => ZoneClass::Fragility(FragilityClass::ALL[number % 4]),
        _ => ZoneClass::None,
    };
    let mut zones = Zones::none(kind);
    zones.zones = areas
        .into_iter()
        .enumerate()
        .map(|(number, area)| zone(&format!("zone {number}"), class(number), area))
        .collect();
    zones
}

pub(crate) fn mine(index: usize, shape: MineShape<'static>) -> Mine<'static> {
    Mine { index: u32::try_from(index).unwrap(), id: None, id_member: None, attributes: Attributes::none(), shape }
}

pub(crate) fn point_mines(points: &[Coord<f64>]) -> Vec<Mine<'static>> {
    points.iter().enumerate().map(|(index, at)| mine(index, MineShape::Point(*at, None))).collect()
}

pub(crate) fn area_mines(areas: &[MultiPolygon<f64>]) -> Vec<Mine<'static>> {
    areas.iter().enumerate().map(|(index, area)| mine(index, MineShape::Area(Box::new(area.clone())))).collect()
}

/// What the join finds when nothing special is asked for.
pub(crate) fn facts(mines: &[Mine<'_>], zones: &[Zones<'_>]) -> Facts {
    facts_with(mines, zones, &Measures::default())
}

/// What the join finds.
pub(crate) fn facts_with(mines: &[Mine<'_>], zones: &[Zones<'_>], measures: &Measures) -> Facts {
    let ground = join::Ground { zones, receptors: &Receptors::default(), flags: &judge::flags };
    join::join(mines, ground, measures)
}

/// A layer of GeoJSON features as `read` would hand it over.
pub(crate) fn raw_layer(role: Role, geometries: Vec<RawGeometry<'_>>) -> RawLayer<'_> {
    let features = geometries
        .into_iter()
        .enumerate()
        .map(|(index, geometry)| RawFeature {
            index: index as u32,
            id: None,
            id_member: None,
            attributes: Attributes::none(),
            geometry,
        })
        .collect();
    RawLayer {
        source: source(role, Path::new("made-up.geojson")),
        crs: StatedCrs::GeoJsonDefault,
        fields: Vec::new(),
        features,
        is_geojson: true,
        foreign_members: 0,
        reading: oreline::domain::Reading::default(),
    }
}

/// The rings of an area as a reader hands them over.
pub(crate) fn raw_area(area: &MultiPolygon<f64>) -> RawGeometry<'static> {
    let part = |polygon: &geo::Polygon<f64>| {
        std::iter::once(polygon.exterior().clone()).chain(polygon.interiors().iter().cloned()).collect()
    };
    RawGeometry::Area(area.iter().map(part).collect())
}

/// The layers of a plan, open: features borrow from here.
pub(crate) struct Opened {
    plan: Plan,
    mines: OpenLayer,
    zones: Vec<OpenLayer>,
}

/// A plan carried out up to the judgements, nothing written.
pub(crate) struct Judged<'a> {
    pub(crate) layer: MineLayer<'a>,
    pub(crate) zones: Vec<Zones<'a>>,
    pub(crate) facts: Facts,
    pub(crate) judgements: Vec<Judgement>,
    pub(crate) defects: Vec<Defect>,
}

impl Opened {
    pub(crate) fn plan(plan: Plan) -> Self {
        let open = |layer: &oreline::plan::LayerPlan, role| read::open(layer.request(role)).unwrap();
        let mines = open(&plan.mines, Role::Mines);
        let zones = plan.zones.iter().map(|(kind, layer)| open(layer, Role::Zones(*kind))).collect();
        Self { plan, mines, zones }
    }

    pub(crate) fn set(set: &str) -> Self {
        Self::plan(Plan::from_path(&layers(set)).unwrap())
    }

    pub(crate) fn judge(&self) -> Judged<'_> {
        let (layer, mut defects) = check::mines(self.mines.read().unwrap(), &self.plan.mines.fields).unwrap();
        let mut zones = Vec::new();
        for kind in ZoneKind::ALL {
            let of_kind = self.plan.zones.iter().zip(&self.zones).filter(|((of, _), _)| *of == kind);
            let raw = of_kind.map(|((_, layer), open)| (open.read().unwrap(), layer.fields.clone())).collect();
            let (of_kind, found) = check::zones(kind, raw).unwrap();
            zones.push(of_kind);
            defects.extend(found);
        }
        let facts = facts(&layer.mines, &zones);
        let judgements = judge::all(&facts, &zones);
        Judged { layer, zones, facts, judgements, defects }
    }
}

/// Reads a file of zones without a plan.
pub(crate) fn open(role: Role, path: &Path) -> Result<OpenLayer, oreline::error::Error> {
    read::open(Request { source: source(role, path), id_field: None, crs: None, encoding: None })
}

/// A JSON file.
pub(crate) fn json(path: &Path) -> serde_json::Value {
    serde_json::from_slice(&std::fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))).unwrap()
}

/// The `properties` of every feature of a GeoJSON file.
pub(crate) fn properties(path: &Path) -> Vec<serde_json::Value> {
    let document = json(path);
    document["features"].as_array().unwrap().iter().map(|feature| feature["properties"].clone()).collect()
}

/// The rows of a table of facts, as maps from column to cell.
pub(crate) fn table(name: &str) -> Vec<std::collections::BTreeMap<String, String>> {
    let path = repository().join("layers/facts").join(name);
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    assert!(!text.contains('"'), "{name}: quoted cells need a real CSV reader");
    let mut lines = text.lines().map(|line| line.split(',').map(str::to_owned).collect::<Vec<_>>());
    let columns = lines.next().unwrap();
    lines.map(|cells| columns.iter().cloned().zip(cells).collect()).collect()
}

/// Calls a function for each kind of zones of each shipped set that there is: the set, the kind, all its zones, and the areas of
/// the kind.
pub(crate) fn for_each_shipped_layer(mut call: impl FnMut(&str, ZoneKind, &[Zones<'_>], &[MultiPolygon<f64>])) {
    for set in SETS {
        let opened = Opened::set(set);
        let zones = opened.judge().zones;
        for kind in ZoneKind::ALL {
            let areas: Vec<MultiPolygon<f64>> =
                zones[kind as usize].zones.iter().map(|zone| zone.area.clone()).collect();
            if !areas.is_empty() {
                call(set, kind, &zones, &areas);
            }
        }
    }
}
