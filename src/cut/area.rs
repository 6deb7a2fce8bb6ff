//! Zones and their buffer, cut out of one area.

use geo::{Coord, LineString, MultiPolygon, Polygon};

use crate::geometry::buffer::{self, BufferError, buffer};
use crate::geometry::chains::{Chains, width_m};
use crate::geometry::measure::{area_m2, border_area_m2, perimeter_m};
use crate::geometry::overlay::{Overlayer, Selection};
use crate::geometry::rings;

/// Below a square millimetre an area is rounding: a double holds a longitude to about a nanometre.
const ROUNDING_M2: f64 = 1e-6;
/// So is what is narrower in the mean, in metres, however long: where edges cross, corners move by a few nanometres.
const ROUNDING_M: f64 = 1e-8;

type Window = (Coord<f64>, Coord<f64>);
/// The rings of one area.
type Rings = Vec<Vec<Coord<f64>>>;

/// What is too small or too narrow to be kept.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Smallest {
    /// A part with less than this many square metres is small.
    pub area_m2: f64,
    /// A part that is nowhere wider than this many metres is small. With 0, widths are not measured at all, which takes most of the time.
    pub width_m: f64,
    /// Small parts are kept all the same.
    pub is_kept: bool,
}

impl Default for Smallest {
    /// 1 square metre and 1 metre, as slivers have it (docs/decisions/0007).
    fn default() -> Self {
        Self { area_m2: 1.0, width_m: 1.0, is_kept: false }
    }
}

/// What became of a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PartKind {
    /// Lies in no zone.
    Remaining,
    /// Lies in no zone, but is too small or too narrow.
    Small,
    /// Lies in a zone or its buffer.
    Cut,
}

impl PartKind {
    /// The word that stands in output fields.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Remaining => "remaining",
            Self::Small => "small",
            Self::Cut => "cut",
        }
    }
}

/// One connected part of a right.
#[derive(Clone, Debug)]
pub struct Part {
    /// What became of it.
    pub kind: PartKind,
    /// Where it is, EPSG:4490: one polygon.
    pub polygon: Polygon<f64>,
    /// Its area on the ellipsoid, in square metres.
    pub area_m2: f64,
    /// The diameter of the largest circle in it, in metres; of what remains and what is small, where
    /// widths are measured.
    pub width_m: Option<f64>,
    /// Whether it is part of the right from now on.
    pub is_kept: bool,
    /// Why it is small, or why what was cut away needs review.
    pub reason: Option<String>,
    /// The zones that it lies in, or in whose buffer: positions among the zones of the cutter. For what remains none.
    pub zones: Vec<usize>,
}

/// How much of a right one zone takes, whatever others take of the same.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ZoneShare {
    /// Its position among the zones of the cutter.
    pub zone: usize,
    /// What lies in the zone itself, in square metres.
    pub inside_m2: f64,
    /// What lies in the zone or in its buffer.
    pub with_buffer_m2: f64,
}

/// A right, cut.
#[derive(Clone, Debug, Default)]
pub struct CutArea {
    /// Its area on the ellipsoid before, in square metres.
    pub before_m2: f64,
    /// What lies in no zone and in no buffer, small parts too.
    pub rest_m2: f64,
    /// What was cut away, what lies in several zones counted once.
    pub cut_m2: f64,
    /// What of it lies in the zones themselves, and not in their buffer alone.
    pub inside_m2: f64,
    /// The zones that take a part, in the order of the cutter.
    pub zones: Vec<ZoneShare>,
    /// Remaining parts, small ones, then cut ones, each from the largest to the smallest.
    pub parts: Vec<Part>,
    /// Parts of less than a square millimetre, or narrower than a hundred-thousandth of a millimetre, which come from rounding and are nowhere
    /// listed.
    pub rounding_parts: usize,
}

impl CutArea {
    /// Whether anything was cut away.
    #[must_use]
    pub fn is_cut(&self) -> bool {
        self.cut_m2 > 0.0
    }

    /// What is the right from now on: all parts that are kept.
    #[must_use]
    pub fn kept(&self) -> MultiPolygon<f64> {
        self.parts.iter().filter(|part| part.is_kept).map(|part| part.polygon.clone()).collect()
    }
}

/// Why nothing could be cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The overlay found no exact answer.
    #[error("its edges cannot be overlaid with those of the zones")]
    Overlay,
    /// There is no buffer.
    #[error("no buffer can be made around the zones: {0}")]
    Buffer(#[from] BufferError),
}

/// Cuts zones out of one area after the other.
#[derive(Debug)]
pub struct Cutter {
    zones: Vec<Chains>,
    buffer_m: f64,
    smallest: Smallest,
}

/// A zone near a right: its own rings there, and those of its buffer.
struct Near {
    zone: usize,
    own: Rings,
    buffer: Rings,
}

impl Near {
    fn clips(&self) -> impl Iterator<Item = &Rings> {
        [&self.own, &self.buffer].into_iter().filter(|rings| !rings.is_empty())
    }
}

impl Cutter {
    /// For zones in EPSG:4490, valid ones, and a buffer around them in metres. Their order changes nothing but the order of
    /// [`CutArea::zones`].
    pub fn new<'z>(zones: impl IntoIterator<Item = &'z MultiPolygon<f64>>, buffer_m: f64, smallest: Smallest) -> Self {
        Self { zones: zones.into_iter().map(Chains::of_area).collect(), buffer_m, smallest }
    }

    /// Cuts the zones out of a valid area, EPSG:4490.
    ///
    /// A part of the area that no zone and no buffer takes anything of stays corner by corner as it was.
    ///
    /// # Errors
    /// What keeps it from being exact.
    pub fn cut(&self, area: &MultiPolygon<f64>) -> Result<CutArea, Refusal> {
        let mut cut = CutArea { before_m2: area_m2(area), ..CutArea::default() };
        let mut overlayer = Overlayer::new();
        let near = self.near(window(area))?;
        for zone in &near {
            let inside_m2 = common_m2(&mut overlayer, area, [&zone.own])?;
            let with_buffer_m2 =
                if zone.buffer.is_empty() { inside_m2 } else { common_m2(&mut overlayer, area, zone.clips())? };
            if with_buffer_m2 > 0.0 {
                cut.zones.push(ZoneShare { zone: zone.zone, inside_m2, with_buffer_m2 });
            }
        }
        let taking: Vec<&Near> =
            near.iter().filter(|near| cut.zones.iter().any(|share| share.zone == near.zone)).collect();
        cut.inside_m2 = match cut.zones.as_slice() {
            [] => 0.0,
            [only] => only.inside_m2,
            _ => common_m2(&mut overlayer, area, taking.iter().map(|near| &near.own).filter(|own| !own.is_empty()))?,
        };
        for polygon in area {
            self.cut_polygon(polygon, &taking, &mut overlayer, &mut cut)?;
        }
        // The larger first; of equals, that which lies farther west.
        let place = |part: &Part| part.polygon.exterior().0.first().map_or((0.0, 0.0), |at| (at.x, at.y));
        cut.parts.sort_by(|a, b| {
            let by_place = place(a).0.total_cmp(&place(b).0).then(place(a).1.total_cmp(&place(b).1));
            a.kind.cmp(&b.kind).then(b.area_m2.total_cmp(&a.area_m2)).then(by_place)
        });
        let sum_m2 = |is_cut: bool| -> f64 {
            cut.parts.iter().filter(|part| (part.kind == PartKind::Cut) == is_cut).map(|part| part.area_m2).sum()
        };
        (cut.cut_m2, cut.rest_m2) = (sum_m2(true), sum_m2(false));
        cut.inside_m2 = cut.inside_m2.min(cut.cut_m2);
        Ok(cut)
    }

    /// The zones that may take a part of what lies in a window.
    fn near(&self, window: Window) -> Result<Vec<Near>, Refusal> {
        let mut all = Vec::new();
        let reach = if self.buffer_m > 0.0 { buffer::reach(window, self.buffer_m) } else { window };
        for (zone, chains) in self.zones.iter().enumerate() {
            let (min, max) = chains.bounds();
            let is_apart = min.x > reach.1.x || max.x < reach.0.x || min.y > reach.1.y || max.y < reach.0.y;
            if is_apart {
                continue;
            }
            let own = chains.local_rings(window);
            let around = if self.buffer_m > 0.0 && chains.has_edge_in(reach) {
                let edges = chains.local_rings(reach);
                let area = buffer(edges.iter().map(Vec::as_slice), window, self.buffer_m)?;
                rings(&area).map(|ring| ring.0.clone()).collect()
            } else {
                Vec::new()
            };
            if !own.is_empty() || !around.is_empty() {
                all.push(Near { zone, own, buffer: around });
            }
        }
        Ok(all)
    }

    fn cut_polygon(
        &self,
        polygon: &Polygon<f64>,
        taking: &[&Near],
        overlayer: &mut Overlayer,
        cut: &mut CutArea,
    ) -> Result<(), Refusal> {
        let whole = MultiPolygon(vec![polygon.clone()]);
        let clips = taking.iter().flat_map(|near| near.clips()).map(|rings| rings.iter().map(Vec::as_slice));
        let overlay = overlayer.overlay(slices(&whole), clips).ok_or(Refusal::Overlay)?;
        let (taken, fine): (Vec<_>, Vec<_>) =
            overlay.polygons(Selection::AnyClip).into_iter().map(measured).partition(|(_, part_m2)| *part_m2 > 0.0);
        cut.rounding_parts += fine.len();
        if taken.is_empty() {
            cut.parts.push(self.rest(MultiPolygon(vec![polygon.clone()])));
            return Ok(());
        }
        for (rest, part_m2) in overlay.polygons(Selection::NoClip).into_iter().map(measured) {
            if part_m2 > 0.0 { cut.parts.push(self.rest(rest)) } else { cut.rounding_parts += 1 }
        }
        for (area, part_m2) in taken {
            let mut zones = Vec::new();
            for near in taking {
                if taking.len() == 1 || common_m2(overlayer, &area, near.clips())? > 0.0 {
                    zones.push(near.zone);
                }
            }
            cut.parts.extend(area.into_iter().map(|polygon| Part {
                kind: PartKind::Cut,
                polygon,
                area_m2: part_m2,
                width_m: None,
                is_kept: false,
                reason: None,
                zones: zones.clone(),
            }));
        }
        Ok(())
    }

    /// A part that lies in no zone.
    fn rest(&self, area: MultiPolygon<f64>) -> Part {
        let part_m2 = area_m2(&area);
        let widest_m = (self.smallest.width_m > 0.0).then(|| width_m(&area));
        let Smallest { area_m2: least_m2, width_m: least_m, is_kept } = self.smallest;
        let mut reasons = Vec::new();
        if part_m2 < least_m2 {
            reasons.push(format!("{part_m2:.4} m² is less than {least_m2} m²"));
        }
        if let Some(widest_m) = widest_m.filter(|widest_m| *widest_m < least_m) {
            reasons.push(format!("nowhere wider than {widest_m:.2} m, less than {least_m} m"));
        }
        let is_small = !reasons.is_empty();
        let polygon = area.0.into_iter().next().unwrap_or_else(|| Polygon::new(LineString(Vec::new()), Vec::new()));
        Part {
            kind: if is_small { PartKind::Small } else { PartKind::Remaining },
            polygon,
            area_m2: part_m2,
            width_m: widest_m,
            is_kept: !is_small || is_kept,
            reason: is_small.then(|| reasons.join("; ")),
            zones: Vec::new(),
        }
    }
}

fn slices(area: &MultiPolygon<f64>) -> impl Iterator<Item = &[Coord<f64>]> {
    rings(area).map(|ring| ring.0.as_slice())
}

fn window(area: &MultiPolygon<f64>) -> Window {
    let nothing = (Coord { x: f64::INFINITY, y: f64::INFINITY }, Coord { x: f64::NEG_INFINITY, y: f64::NEG_INFINITY });
    slices(area).flatten().fold(nothing, |(min, max), at| {
        (Coord { x: min.x.min(at.x), y: min.y.min(at.y) }, Coord { x: max.x.max(at.x), y: max.y.max(at.y) })
    })
}

/// The area in square metres within a border; none if it is but rounding.
fn real_m2(area_m2: f64, border: impl Iterator<Item = (Coord<f64>, Coord<f64>)>) -> f64 {
    let is_rounding = area_m2 < ROUNDING_M2 || 2.0 * area_m2 < ROUNDING_M * perimeter_m(border);
    if is_rounding { 0.0 } else { area_m2 }
}

/// A polygon with its area in square metres, which is none if it is but rounding.
fn measured(polygon: Polygon<f64>) -> (MultiPolygon<f64>, f64) {
    let area = MultiPolygon(vec![polygon]);
    let lines = rings(&area).flat_map(LineString::lines).map(|line| (line.start, line.end));
    let part_m2 = real_m2(area_m2(&area), lines);
    (area, part_m2)
}

/// The area in square metres that an area has in common with any of the clips; none if it is but rounding.
fn common_m2<'r>(
    overlayer: &mut Overlayer,
    area: &MultiPolygon<f64>,
    clips: impl IntoIterator<Item = &'r Rings>,
) -> Result<f64, Refusal> {
    let clips = clips.into_iter().map(|rings| rings.iter().map(Vec::as_slice));
    let overlay = overlayer.overlay(slices(area), clips).ok_or(Refusal::Overlay)?;
    Ok(real_m2(border_area_m2(overlay.border(Selection::AnyClip)), overlay.border(Selection::AnyClip)))
}
