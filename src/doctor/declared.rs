//! The areas that a layer of mining rights declares, against those that its corners give.

use std::fmt::Write as _;

use super::finding::{AREA_DIFFERS, Finding, Spot};
use super::tiles::area;
use crate::domain::{AreaFit, AreaUnit, DeclaredArea, Mine, MineLayer, MineShape, fit};
use crate::geometry::measure::area_m2;
use crate::join::office_areas;

/// How many declared areas fit which way of measuring.
#[derive(Clone, Debug)]
pub struct DeclaredCounts {
    /// The field that declares them.
    pub field: String,
    /// Those on the ellipsoid, in the plane, both, and neither, in this order.
    pub by_fit: [(AreaFit, usize); 4],
}

/// An area that is another unit's within this share is taken for a slip of the unit.
const SLIP: f64 = 0.02;
const UNITS: [AreaUnit; 4] = [AreaUnit::SquareMetre, AreaUnit::Mu, AreaUnit::Hectare, AreaUnit::SquareKilometre];

/// Compares; `None` where nothing is declared. `unit` is that of the field.
pub(super) fn compare(
    layer: &MineLayer<'_>,
    field: &str,
    unit: Option<AreaUnit>,
) -> (Option<DeclaredCounts>, Option<Finding>) {
    let mut slips = UNITS.map(|unit| (unit, 0));
    let mut by_fit = [AreaFit::Ellipsoidal, AreaFit::Planar, AreaFit::Both, AreaFit::Neither].map(|fit| (fit, 0));
    let mut off: Vec<(f64, Spot)> = Vec::new();
    for (mine, declared) in layer.mines.iter().zip(&layer.declared) {
        let Some((fit, measured_m2, declared)) = compared(mine, declared.as_ref()) else { continue };
        by_fit.iter_mut().filter(|(of, _)| *of == fit).for_each(|(_, count)| *count += 1);
        if fit == AreaFit::Neither {
            let mut spot = spot(mine, measured_m2, declared);
            if let Some(meant) = unit.and_then(|unit| meant(unit, declared.m2 / measured_m2)) {
                slips.iter_mut().filter(|(of, _)| *of == meant).for_each(|(_, count)| *count += 1);
                let _ = write!(spot.reason, "; as {} it would fit", meant.word());
            }
            off.push(((declared.m2 - measured_m2).abs(), spot));
        }
    }
    if by_fit.iter().all(|(_, count)| *count == 0) {
        return (None, None);
    }
    off.sort_by(|one, other| other.0.total_cmp(&one.0));
    let spots: Vec<Spot> = off.into_iter().map(|(_, spot)| spot).collect();
    let finding = (!spots.is_empty()).then(|| {
        let count = spots.len();
        let reason =
            format!("declared areas that are a rounding of neither the ellipsoidal nor the planar area: {count}");
        let all: usize = by_fit.iter().map(|(_, count)| count).sum();
        let mend = match slips.iter().find(|(_, slips)| slips * 5 >= all * 4) {
            Some((meant, slips)) => format!(
                "{slips} of {all} areas are in {0}: say so: {1},area={field},area_unit={0} (in the plan: area_unit = \"{0}\")",
                meant.word(),
                layer.source
            ),
            None => "see whether unit, corners and declaration belong together: a ratio of 15, 100 or 10000 is a wrong \
                     unit, which is said by FILE,area_unit=ha"
                .to_owned(),
        };
        Finding::new(AREA_DIFFERS, reason).mend(mend).at(spots)
    });
    (Some(DeclaredCounts { field: field.to_owned(), by_fit }), finding)
}

/// The unit in which a number would be right, that is so many times the true area in this unit.
fn meant(unit: AreaUnit, ratio: f64) -> Option<AreaUnit> {
    let factor = |other: AreaUnit| unit.factor_m2() / other.factor_m2();
    UNITS.into_iter().find(|other| *other != unit && (ratio / factor(*other) - 1.0).abs() < SLIP)
}

fn compared<'d>(mine: &Mine<'_>, declared: Option<&'d DeclaredArea>) -> Option<(AreaFit, f64, &'d DeclaredArea)> {
    let (MineShape::Area(shape), Some(declared)) = (&mine.shape, declared) else { return None };
    let measured_m2 = area_m2(shape);
    Some((fit(declared, measured_m2, &office_areas(shape)?), measured_m2, declared))
}

fn spot(mine: &Mine<'_>, measured_m2: f64, declared: &DeclaredArea) -> Spot {
    let at = match &mine.shape {
        MineShape::Area(area) => area.0.first().and_then(|part| part.exterior().0.first()).copied(),
        MineShape::Point(at, _) => Some(*at),
    };
    let reason = format!(
        "declared {}, computed {}: {:+.3} %",
        area(declared.m2),
        area(measured_m2),
        (declared.m2 / measured_m2 - 1.0) * 100.0
    );
    Spot { feature: Some(mine.index), id: mine.id.as_deref().map(str::to_owned), at, reason }
}
