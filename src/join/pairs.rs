//! Mines that overlap each other.

use geo::MultiPolygon;
use rayon::prelude::*;

use super::extent::{grade, rings};
use super::locator::Boxes;
use super::meet::areas_meet;
use crate::domain::{Grade, Measures, Mine, MinePair, MineShape};
use crate::geometry::Outline;
use crate::geometry::chains::Chains;
use crate::geometry::measure::{border_area_m2, perimeter_m};
use crate::geometry::overlay::{Overlayer, Selection};

/// Mines to a task.
const TASK_MINES: usize = 64;

/// All pairs of mines whose areas have a part in common, sorted by their positions. Neighbours that share a border only
/// are no pair.
pub(super) fn pairs(mines: &[Mine<'_>], measures: &Measures) -> Vec<MinePair> {
    let area = |mine: usize| -> Option<&MultiPolygon<f64>> {
        match &mines[mine].shape {
            MineShape::Area(area) => Some(area),
            MineShape::Point(..) => None,
        }
    };
    let nothing = MultiPolygon(Vec::new());
    let borders: Vec<Chains> =
        (0..mines.len()).into_par_iter().map(|mine| Chains::of_area(area(mine).unwrap_or(&nothing))).collect();
    let boxes = Boxes::new(borders.iter().map(Chains::bounds));
    let partners = |overlayer: &mut Overlayer, first: usize| -> Vec<MinePair> {
        let Some(subject) = area(first) else { return Vec::new() };
        let window = borders[first].bounds();
        let others = boxes.meeting(window).into_iter().filter(|&other| other as usize > first);
        let found = others.filter_map(|other| {
            let clip = borders[other as usize].local_rings(window);
            let Some(overlay) = overlayer.overlay(rings(subject), [clip.iter().map(Vec::as_slice)]) else {
                // Nobody knows how much: a pair without a figure, if they meet at all.
                let meet = areas_meet(&Outline::new(subject), &Outline::new(area(other as usize)?));
                let (mines, grade, piece) = ((first as u32, other), Grade::Overlap, MultiPolygon(Vec::new()));
                return meet.then_some(MinePair { mines, grade, area_m2: f64::NAN, piece });
            };
            let which = Selection::AnyClip;
            let area_m2 = border_area_m2(overlay.border(which));
            let grade = grade(area_m2, || perimeter_m(overlay.border(which)), measures);
            let pair = || MinePair { mines: (first as u32, other), grade, area_m2, piece: overlay.polygons(which) };
            (grade > Grade::Touch).then(pair)
        });
        found.collect()
    };
    let mines: Vec<usize> = (0..mines.len()).collect();
    let pairs = mines.par_chunks(TASK_MINES).flat_map_iter(|task| {
        let mut overlayer = Overlayer::new();
        task.iter().flat_map(|&first| partners(&mut overlayer, first)).collect::<Vec<_>>()
    });
    pairs.collect()
}
