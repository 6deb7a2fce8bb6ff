//! How much of a mine lies in which zone: an R-tree names candidates, boxes of edges settle most of them, and what is left is
//! cut exactly, near the mine only.

use std::cell::OnceCell;

use geo::{Coord, MultiPolygon};

use super::locator::{Bounds, Locator};
use super::meet::areas_meet;
use crate::domain::{Cover, Extent, Grade, Hit, Measures, OfficeAreas, Overlap, Piece, Place, ZoneKind};
use crate::geometry::measure::{
    area_m2, border_area_m2, central_meridian_3_degrees, middle_longitude, perimeter_m, planar_area_m2, rule_area_m2,
};
use crate::geometry::overlay::{Overlay, Overlayer, Selection};
use crate::geometry::{Outline, Where};

/// Below a square millimetre an area is rounding: a double holds a longitude to about a nanometre.
const ROUNDING_M2: f64 = 1e-6;

/// Shares nearer to the whole than this differ from it by rounding.
const WHOLE: f64 = 1e-13;

/// The rings of an area, one behind the other.
pub(super) fn rings(area: &MultiPolygon<f64>) -> impl Iterator<Item = &[Coord<f64>]> {
    crate::geometry::rings(area).map(|ring| ring.0.as_slice())
}

/// The box around an area; without corners, that of nothing.
fn bounds(area: &MultiPolygon<f64>) -> Bounds {
    let nothing = (Coord { x: f64::INFINITY, y: f64::INFINITY }, Coord { x: f64::NEG_INFINITY, y: f64::NEG_INFINITY });
    rings(area).flatten().fold(nothing, |(min, max), at| {
        (Coord { x: min.x.min(at.x), y: min.y.min(at.y) }, Coord { x: max.x.max(at.x), y: max.y.max(at.y) })
    })
}

/// Measures mines one after the other, with buffers that are used again.
pub(super) struct Measurer<'j> {
    locators: &'j [Locator],
    measures: &'j Measures,
    overlayer: Overlayer,
}

/// The mine that is measured.
struct Subject<'m> {
    area: &'m MultiPolygon<f64>,
    window: Bounds,
    area_m2: f64,
    /// Made when it is needed: most mines touch nothing.
    outline: OnceCell<Outline>,
}

/// A zone whose border passes through the box of the mine: its rings, as far as they matter there.
struct Clip {
    zone: u32,
    rings: Vec<Vec<Coord<f64>>>,
}

impl<'j> Measurer<'j> {
    pub(super) fn new(locators: &'j [Locator], measures: &'j Measures) -> Self {
        Self { locators, measures, overlayer: Overlayer::new() }
    }

    /// Measures a mine against all zones, and adds a hit for each zone that shares a point with it.
    pub(super) fn measure(&mut self, area: &MultiPolygon<f64>, hits: &mut Vec<Hit>) -> Extent {
        let subject = Subject { area, window: bounds(area), area_m2: area_m2(area), outline: OnceCell::new() };
        let offices = if self.measures.compare_declared { office_areas(area) } else { None };
        let mut extent = Extent { area_m2: subject.area_m2, offices, ..Extent::default() };
        for locator in self.locators {
            extent.covers[locator.kind as usize] = self.measure_kind(&subject, locator, &mut extent.overlaps);
        }
        hits.extend(extent.overlaps.iter().map(|overlap| {
            let place = if overlap.grade == Grade::Touch { Place::Touches } else { Place::Overlaps };
            Hit { kind: overlap.kind, place, zone: overlap.zone }
        }));
        extent
    }

    fn measure_kind(&mut self, subject: &Subject<'_>, locator: &Locator, overlaps: &mut Vec<Overlap>) -> Cover {
        let first = overlaps.len();
        let window = subject.window;
        let mut clips: Vec<Clip> = Vec::new();
        for zone in locator.boxes.meeting(window) {
            let chains = &locator.chains[zone as usize];
            if !chains.has_edge_in(window) {
                // No border passes through the mine's box: the mine lies to the zone as any of its corners does.
                if subject.has_corner_in(&locator.outlines[zone as usize]) {
                    overlaps.push(overlap(locator.kind, zone, Grade::Overlap, subject.area_m2, Piece::Whole));
                }
                continue;
            }
            let clip = Clip { zone, rings: chains.local_rings(window) };
            if let Some(part) = self.part(subject, locator, &clip) {
                if part.grade > Grade::Touch {
                    clips.push(clip);
                }
                overlaps.push(part);
            }
        }
        self.cover(subject, &overlaps[first..], &clips)
    }

    /// What a zone has in common with the mine, if anything.
    fn part(&mut self, subject: &Subject<'_>, locator: &Locator, clip: &Clip) -> Option<Overlap> {
        let (kind, zone) = (locator.kind, clip.zone);
        let meets = || areas_meet(subject.outline(), &locator.outlines[zone as usize]);
        let clips = [clip.rings.iter().map(Vec::as_slice)];
        let Some(overlay) = self.overlayer.overlay(rings(subject.area), clips) else {
            // Nobody knows how much: it counts as an overlap, and is said to be unmeasured.
            return meets().then(|| overlap(kind, zone, Grade::Overlap, f64::NAN, Piece::None));
        };
        let (grade, area_m2) = graded(overlay, Selection::AnyClip, subject.area_m2, self.measures);
        if grade == Grade::None {
            return meets().then(|| overlap(kind, zone, Grade::Touch, 0.0, Piece::None));
        }
        let piece = if area_m2 >= subject.area_m2 {
            Piece::Whole
        } else if self.measures.keep_pieces {
            Piece::Part(overlay.polygons(Selection::AnyClip))
        } else {
            Piece::None
        };
        Some(overlap(kind, zone, grade, area_m2, piece))
    }

    /// All zones of a kind together, where they overlap each other counted once.
    fn cover(&mut self, subject: &Subject<'_>, overlaps: &[Overlap], clips: &[Clip]) -> Cover {
        let strongest = overlaps.iter().map(|overlap| overlap.grade).max().unwrap_or_default();
        let mut with_area = overlaps.iter().filter(|overlap| overlap.grade > Grade::Touch);
        let (grade, area_m2) = match (with_area.next(), with_area.next()) {
            (None, _) => (Grade::None, 0.0),
            (Some(only), None) => (only.grade, only.area_m2),
            _ if overlaps.iter().any(|overlap| overlap.piece == Piece::Whole) => (Grade::Overlap, subject.area_m2),
            _ => {
                let rings_of = clips.iter().map(|clip| clip.rings.iter().map(Vec::as_slice));
                match self.overlayer.overlay(rings(subject.area), rings_of) {
                    Some(overlay) => graded(overlay, Selection::AnyClip, subject.area_m2, self.measures),
                    None => (Grade::Overlap, f64::NAN),
                }
            }
        };
        Cover { grade: grade.max(strongest), area_m2, balanced_rest: None }
    }
}

/// The area as offices measure it; `None` for an area without corners.
#[must_use]
pub fn office_areas(area: &MultiPolygon<f64>) -> Option<OfficeAreas> {
    let planar_m2 = planar_area_m2(area, central_meridian_3_degrees(middle_longitude(area)?));
    Some(OfficeAreas { rule_m2: rule_area_m2(area), planar_m2 })
}

impl Subject<'_> {
    fn has_corner_in(&self, zone: &Outline) -> bool {
        rings(self.area).find_map(<[_]>::first).is_some_and(|at| zone.locate(*at) == Where::Inside)
    }

    fn outline(&self) -> &Outline {
        self.outline.get_or_init(|| Outline::new(self.area))
    }
}

fn overlap(kind: ZoneKind, zone: u32, grade: Grade, area_m2: f64, piece: Piece) -> Overlap {
    Overlap { kind, zone, grade, area_m2, piece, balanced: None }
}

/// The grade and the area of a region, which is never more than the whole.
fn graded(overlay: &Overlay, which: Selection, whole_m2: f64, measures: &Measures) -> (Grade, f64) {
    let area_m2 = border_area_m2(overlay.border(which));
    // The whole, cut along nothing, is the whole: the order of its edges must not show in the last digit.
    let is_whole = (area_m2 - whole_m2).abs() <= WHOLE * whole_m2;
    if is_whole {
        // What lies in a zone as a whole is no sliver, however small.
        return (Grade::Overlap, whole_m2);
    }
    let area_m2 = area_m2.min(whole_m2);
    (grade(area_m2, || perimeter_m(overlay.border(which)), measures), area_m2)
}

/// Whether an area in common is none, a sliver or an overlap. The mean width of a shape is twice its area over its
/// perimeter, which for a long strip is its width.
pub(super) fn grade(area_m2: f64, perimeter_m: impl FnOnce() -> f64, measures: &Measures) -> Grade {
    if area_m2 < ROUNDING_M2 {
        Grade::None
    } else if area_m2 < measures.sliver_m2 || 2.0 * area_m2 < measures.sliver_width_m * perimeter_m() {
        Grade::Sliver
    } else {
        Grade::Overlap
    }
}
