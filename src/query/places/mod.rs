//! Which mines lie in a place, and which zones meet it. A border belongs to its place (docs/decisions/0001, 0017).

mod boxes;
mod near;

use std::path::PathBuf;

use geo::{BoundingRect, Coord, MultiPolygon, Rect};

use super::names::{self, ZoneAt};
use super::rows::{Cell, Rows};
use super::zones::{each, hectares, per_cent, shape, word};
use crate::domain::{
    Attributes, Facts, Grade, Measures, Mine, MineShape, Overlap, Piece, Receptors, Report, Role, Zone, ZoneClass,
    ZoneKind, Zones,
};
use crate::error::Error;
use crate::join::{Ground, join};
use crate::plan::LayerPlan;
use crate::{check, read};

pub use boxes::{BoundingBox, parse_box};
pub(super) use near::{From, distances};

/// The kind that areas of a question are joined as.
const KIND: ZoneKind = ZoneKind::Function;

/// How a mine may lie to a place, weakest first.
const PLACES: [&str; 4] = ["touches", "border", "overlaps", "inside"];

/// For each mine how it lies to a place; `None`: it does not.
pub(super) type Lie = Vec<Option<&'static str>>;

/// The stronger of two, or the weaker.
fn strength(place: Option<&'static str>) -> Option<usize> {
    place.and_then(|place| PLACES.iter().position(|known| *known == place))
}

/// Mines that lie in both, each as it lies to the place that holds it less.
pub(super) fn both(one: Lie, other: &Lie) -> Lie {
    let weaker = |(a, b)| strength(a).zip(strength(b)).map(|(a, b)| PLACES[a.min(b)]);
    one.into_iter().zip(other.iter().copied()).map(weaker).collect()
}

fn nothing_measured() -> Measures {
    Measures { near_m: 0.0, uncertainty_m: None, keep_pieces: false, ..Measures::default() }
}

/// Areas as zones without names.
fn zones_of(areas: &[MultiPolygon<f64>]) -> Zones<'static> {
    let zone = |(at, area): (usize, &MultiPolygon<f64>)| Zone {
        layer: 0,
        index: at as u32,
        id: None,
        name: at.to_string(),
        class: ZoneClass::None,
        service: None,
        attributes: Attributes::none(),
        id_member: None,
        area: area.clone(),
    };
    Zones { kind: KIND, layers: Vec::new(), zones: areas.iter().enumerate().map(zone).collect() }
}

fn mine_of(at: usize, area: &MultiPolygon<f64>) -> Mine<'static> {
    Mine {
        index: at as u32,
        id: None,
        id_member: None,
        attributes: Attributes::none(),
        shape: MineShape::Area(Box::new(area.clone())),
    }
}

/// How mines lie to areas, to whichever holds them most.
pub(super) fn in_areas(mines: &[Mine<'_>], areas: &[MultiPolygon<f64>]) -> Lie {
    let zones = [zones_of(areas)];
    let ground = Ground { zones: &zones, receptors: &Receptors::default(), flags: &|_, _| false };
    let facts = join(mines, ground, &nothing_measured());
    let lie = |position: usize| {
        let extent = facts.extent(position);
        let words = facts.of(position).iter().map(|hit| {
            let overlap = extent.and_then(|extent| extent.of_kind(hit.kind).find(|overlap| overlap.zone == hit.zone));
            word(*hit, overlap.map(|overlap| &overlap.piece))
        });
        // Several areas that touch each other may hold it together.
        let together = extent.map(|extent| (extent.covers[KIND as usize].area_m2, extent.area_m2));
        let is_whole = together.is_some_and(|(covered, whole)| whole > 0.0 && covered >= whole);
        if is_whole { Some("inside") } else { words.max_by_key(|word| strength(Some(word))) }
    };
    (0..mines.len()).map(lie).collect()
}

/// How mines lie to zones of the report, to whichever holds them most.
pub(super) fn in_zones(report: &Report<'_>, zones: &[ZoneAt]) -> Lie {
    let lie = |position: usize| {
        let extent = report.facts.extent(position);
        let held = report.facts.of(position).iter().filter(|hit| zones.contains(&(hit.kind, hit.zone)));
        let words = held.map(|hit| {
            let overlap = extent.and_then(|extent| extent.of_kind(hit.kind).find(|overlap| overlap.zone == hit.zone));
            word(*hit, overlap.map(|overlap| &overlap.piece))
        });
        words.max_by_key(|word| strength(Some(word)))
    };
    (0..report.layer.mines.len()).map(lie).collect()
}

/// The zones that texts mean, one behind the other.
pub(super) fn named_zones(report: &Report<'_>, texts: &[String]) -> Result<Vec<ZoneAt>, Error> {
    let mut zones = Vec::new();
    for text in texts {
        for zone in names::find(report, text)? {
            if !zones.contains(&zone) {
                zones.push(zone);
            }
        }
    }
    Ok(zones)
}

/// The polygons of layers, and the files that they come from.
pub(super) fn areas_of(layers: &[LayerPlan]) -> Result<(Vec<MultiPolygon<f64>>, Vec<PathBuf>), Error> {
    let (mut areas, mut files) = (Vec::new(), Vec::new());
    for layer in layers {
        let open = read::open(layer.request(Role::Zones(KIND)))?;
        let (zones, _) = check::zones(KIND, vec![(open.read()?, layer.fields.clone())])?;
        areas.extend(zones.zones.into_iter().map(|zone| zone.area));
        files.push(open.path());
    }
    Ok((areas, files))
}

/// The box around areas.
fn bounds<'m>(areas: impl Iterator<Item = &'m MultiPolygon<f64>>) -> Option<Rect<f64>> {
    areas.filter_map(BoundingRect::bounding_rect).reduce(|a, b| {
        let min = Coord { x: a.min().x.min(b.min().x), y: a.min().y.min(b.min().y) };
        let max = Coord { x: a.max().x.max(b.max().x), y: a.max().y.max(b.max().y) };
        Rect::new(min, max)
    })
}

/// How much of each area lies in which of the others.
fn measured(areas: &[MultiPolygon<f64>], others: &[MultiPolygon<f64>]) -> Facts {
    let subjects: Vec<Mine<'_>> = areas.iter().enumerate().map(|(at, area)| mine_of(at, area)).collect();
    let zones = [zones_of(others)];
    let ground = Ground { zones: &zones, receptors: &Receptors::default(), flags: &|_, _| false };
    join(&subjects, ground, &nothing_measured())
}

/// The zones that share a point with areas: how they lie to them, and how much of each lies in them.
pub(super) fn meeting_rows<'r>(
    report: &Report<'_>,
    areas: &[MultiPolygon<f64>],
    is_wanted: &dyn Fn(ZoneAt) -> bool,
) -> Rows<'r> {
    let window = bounds(areas.iter());
    let near = |zone: &Zone<'_>| match (window, bounds(std::iter::once(&zone.area))) {
        (Some(a), Some(b)) => {
            a.min().x <= b.max().x && a.max().x >= b.min().x && a.min().y <= b.max().y && a.max().y >= b.min().y
        }
        _ => false,
    };
    let all: Vec<(ZoneKind, u32, &Zone<'_>)> =
        each(report).filter(|(kind, at, zone)| is_wanted((*kind, *at)) && near(zone)).collect();
    let shapes: Vec<MultiPolygon<f64>> = all.iter().map(|(_, _, zone)| zone.area.clone()).collect();
    let in_areas = measured(&shapes, areas);
    let in_zones = measured(areas, &shapes);
    let holds_all = |zone: usize| {
        let is_whole = |overlap: &Overlap| overlap.zone as usize == zone && overlap.piece == Piece::Whole;
        (0..areas.len()).all(|area| in_zones.extent(area).is_some_and(|extent| extent.of_kind(KIND).any(is_whole)))
    };
    let columns = ["kind", "name", "class", "relation", "area_ha", "share_pct"].map(str::to_owned).to_vec();
    let (mut rows, mut shapes) = (Vec::new(), Vec::new());
    for (at, (kind, _, zone)) in all.iter().enumerate() {
        let Some(extent) = in_areas.extent(at).filter(|_| !in_areas.of(at).is_empty()) else { continue };
        let cover = extent.covers[KIND as usize];
        let relation = if holds_all(at) {
            "covers"
        } else if extent.overlaps.iter().any(|overlap| overlap.piece == Piece::Whole) || cover.area_m2 >= extent.area_m2
        {
            "inside"
        } else if extent.overlaps.iter().all(|overlap| overlap.grade == Grade::Touch) {
            "touches"
        } else {
            "overlaps"
        };
        rows.push(vec![
            Cell::text(Some(kind.word())),
            Cell::text(Some(&zone.name)),
            Cell::text(zone.class.word()),
            Cell::text(Some(relation)),
            if cover.area_m2.is_finite() { Cell::Real(hectares(cover.area_m2)) } else { Cell::Null },
            per_cent(cover.area_m2, extent.area_m2).map_or(Cell::Null, Cell::Real),
        ]);
        shapes.push(Some(shape(zone)));
    }
    Rows { columns, rows, shapes: Some(shapes) }
}
