//! The zones of a page: outlines for viewing, names, classes, and where the map opens.

use geo::{Coord, InteriorPoint};
use serde::Serialize;

use super::simplify::{Frame, rings, steps};
use super::{Pair, pair};
use crate::domain::{Language, MineShape, Report, Zone, ZoneKind};
use crate::write::titles::title_of;

/// The finest outline: this share of the whole extent.
const FINEST: f64 = 1.0 / 16_000.0;
/// The coarsest one.
const COARSEST: f64 = 1.0 / 1_000.0;
/// Numbers of all outlines, two to a corner, above which they are made coarser.
const MOST_NUMBERS: usize = 400_000;

/// All zones.
#[derive(Serialize)]
pub(super) struct Layers<'r> {
    kinds: Vec<Layer<'r>>,
    /// By how many metres an outline may be off, in whole metres.
    off_m: u64,
    /// West, south, east, north of what the map shows first, in millionths of a degree.
    home: Option<[i64; 4]>,
}

#[derive(Serialize)]
struct Layer<'r> {
    kind: &'static str,
    title: Pair,
    zones: Vec<PageZone<'r>>,
}

#[derive(Serialize)]
struct PageZone<'r> {
    name: &'r str,
    /// A Chinese name beside it.
    #[serde(skip_serializing_if = "Option::is_none")]
    zh: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    class: Option<&'r str>,
    /// Where its name stands.
    #[serde(skip_serializing_if = "Option::is_none")]
    at: Option<(i64, i64)>,
    rings: Vec<Vec<i64>>,
}

/// The layers that are not empty.
pub(super) fn layers<'r>(report: &'r Report<'_>) -> Layers<'r> {
    let all = || report.zones.iter().flat_map(|zones| &zones.zones);
    let frames = || all().filter_map(|zone| Frame::of_area(&zone.area));
    let corners: Vec<Coord<f64>> = frames().flat_map(|frame| [frame.low, frame.high]).collect();
    let whole = Frame::of(&corners);
    let extent = whole.map_or(0.0, |frame| frame.size());
    let mut tolerance = extent * FINEST;
    let mut outlines = outlines(report, tolerance);
    while numbers(&outlines) > MOST_NUMBERS && tolerance < extent * COARSEST {
        tolerance *= 2.0;
        outlines = self::outlines(report, tolerance);
    }
    let kinds = report.zones.iter().zip(outlines).filter(|(zones, _)| !zones.zones.is_empty());
    let kinds = kinds.map(|(zones, outlines)| {
        let named = zones.zones.iter().zip(outlines);
        Layer {
            kind: zones.kind.word(),
            title: pair(&title_of(zones.kind.layer_name())),
            zones: named.map(|(zone, rings)| page_zone(zone, rings, zones.kind, report.style.language)).collect(),
        }
    });
    // A degree of latitude is about 111 km.
    Layers { kinds: kinds.collect(), off_m: (tolerance * 111_000.0).ceil() as u64, home: home(report, whole) }
}

fn outlines(report: &Report<'_>, tolerance: f64) -> Vec<Vec<Vec<Vec<i64>>>> {
    let of_zone = |zone: &Zone<'_>| rings(&zone.area, tolerance);
    report.zones.iter().map(|zones| zones.zones.iter().map(of_zone).collect()).collect()
}

fn numbers(outlines: &[Vec<Vec<Vec<i64>>>]) -> usize {
    outlines.iter().flatten().flatten().map(Vec::len).sum()
}

fn page_zone<'r>(zone: &'r Zone<'_>, rings: Vec<Vec<i64>>, kind: ZoneKind, language: Language) -> PageZone<'r> {
    let chinese = || zone.attributes.words("name_zh").filter(|name| *name != zone.name);
    let label_point = || {
        let size = |polygon: &&geo::Polygon<f64>| Frame::of(polygon.exterior()).map_or(0.0, |frame| frame.size());
        let largest = zone.area.iter().max_by(|one, other| size(one).total_cmp(&size(other)))?;
        largest.interior_point().map(|point| steps(point.0))
    };
    PageZone {
        name: &zone.name,
        zh: (language != Language::English).then(chinese).flatten(),
        class: zone.class.word(),
        at: (kind == ZoneKind::Prefecture).then(label_point).flatten(),
        rings,
    }
}

/// The units that hold mines, and the mines; mines beyond all zones do not count where there are zones, since a wrong place
/// would push everything else into a corner.
fn home(report: &Report<'_>, whole: Option<Frame>) -> Option<[i64; 4]> {
    let near = |place: &Coord<f64>| {
        whole.is_none_or(|frame| {
            let margin = frame.size() * 0.1;
            (frame.low.x - margin..=frame.high.x + margin).contains(&place.x)
                && (frame.low.y - margin..=frame.high.y + margin).contains(&place.y)
        })
    };
    let mut places: Vec<Coord<f64>> = Vec::new();
    for mine in &report.layer.mines {
        match &mine.shape {
            MineShape::Point(at, _) => places.push(*at),
            MineShape::Area(area) => {
                places.extend(Frame::of_area(area).iter().flat_map(|frame| [frame.low, frame.high]));
            }
        }
    }
    places.retain(near);
    let units = report.zones(ZoneKind::Prefecture);
    let mut is_used = vec![false; units.map_or(0, |units| units.zones.len())];
    for unit in report.judgements.iter().filter_map(|judgement| judgement.prefecture) {
        is_used[unit as usize] = true;
    }
    let used = units.iter().flat_map(|units| &units.zones).zip(is_used).filter(|(_, is_used)| *is_used);
    places.extend(used.filter_map(|(unit, _)| Frame::of_area(&unit.area)).flat_map(|frame| [frame.low, frame.high]));
    let frame = Frame::of(&places).or(whole)?;
    let ((west, south), (east, north)) = (steps(frame.low), steps(frame.high));
    Some([west, south, east, north])
}
