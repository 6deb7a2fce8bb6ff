//! Areas of one list that have parts in common: mining rights over each other, units that should tile.

use geo::MultiPolygon;
use rayon::prelude::*;

use super::extent::{grade, rings};
use super::locator::Boxes;
use super::meet::areas_meet;
use crate::domain::{AreaPair, Grade, Measures, Mine, MineShape};
use crate::geometry::Outline;
use crate::geometry::chains::Chains;
use crate::geometry::measure::{border_area_m2, perimeter_m};
use crate::geometry::overlay::{Overlayer, Selection};

/// Areas to a task.
const TASK_AREAS: usize = 64;

/// All pairs of mines whose areas have a part in common, sorted by their positions. Neighbours that share a border only
/// are no pair.
pub(super) fn pairs(mines: &[Mine<'_>], measures: &Measures) -> Vec<AreaPair> {
    let areas: Vec<Option<&MultiPolygon<f64>>> = mines
        .iter()
        .map(|mine| match &mine.shape {
            MineShape::Area(area) => Some(area.as_ref()),
            MineShape::Point(..) => None,
        })
        .collect();
    common_areas(&areas, measures)
}

/// All pairs of valid areas that have a part in common, sorted by their positions in the list; `None` is no area. Areas
/// that share a border only are no pair. An area in common that cannot be measured is NaN.
#[must_use]
pub fn common_areas(areas: &[Option<&MultiPolygon<f64>>], measures: &Measures) -> Vec<AreaPair> {
    let nothing = MultiPolygon(Vec::new());
    let borders: Vec<Chains> = areas.par_iter().map(|area| Chains::of_area(area.unwrap_or(&nothing))).collect();
    let boxes = Boxes::new(borders.iter().map(Chains::bounds));
    let partners = |overlayer: &mut Overlayer, first: usize| -> Vec<AreaPair> {
        let Some(subject) = areas[first] else { return Vec::new() };
        let window = borders[first].bounds();
        let others = boxes.meeting(window).into_iter().filter(|&other| other as usize > first);
        let found = others.filter_map(|other| {
            let clip = borders[other as usize].local_rings(window);
            let Some(overlay) = overlayer.overlay(rings(subject), [clip.iter().map(Vec::as_slice)]) else {
                // Nobody knows how much: a pair without a figure, if they meet at all.
                let meet = areas_meet(&Outline::new(subject), &Outline::new(areas[other as usize]?));
                let (members, grade, piece) = ((first as u32, other), Grade::Overlap, MultiPolygon(Vec::new()));
                return meet.then_some(AreaPair { members, grade, area_m2: f64::NAN, piece });
            };
            let which = Selection::AnyClip;
            let area_m2 = border_area_m2(overlay.border(which));
            let grade = grade(area_m2, || perimeter_m(overlay.border(which)), measures);
            let pair = || AreaPair { members: (first as u32, other), grade, area_m2, piece: overlay.polygons(which) };
            (grade > Grade::Touch).then(pair)
        });
        found.collect()
    };
    let positions: Vec<usize> = (0..areas.len()).collect();
    let pairs = positions.par_chunks(TASK_AREAS).flat_map_iter(|task| {
        let mut overlayer = Overlayer::new();
        task.iter().flat_map(|&first| partners(&mut overlayer, first)).collect::<Vec<_>>()
    });
    pairs.collect()
}
