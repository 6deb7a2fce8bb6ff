//! The areas that a layer of mining rights declares, against those that its corners give.

use super::finding::{AREA_DIFFERS, Finding, Spot};
use super::tiles::area;
use crate::domain::{AreaFit, DeclaredArea, Mine, MineLayer, MineShape, fit};
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

/// Compares; `None` where nothing is declared.
pub(super) fn compare(layer: &MineLayer<'_>, field: &str) -> (Option<DeclaredCounts>, Option<Finding>) {
    let mut by_fit = [AreaFit::Ellipsoidal, AreaFit::Planar, AreaFit::Both, AreaFit::Neither].map(|fit| (fit, 0));
    let mut off: Vec<(f64, Spot)> = Vec::new();
    for (mine, declared) in layer.mines.iter().zip(&layer.declared) {
        let Some((fit, measured_m2, declared)) = compared(mine, declared.as_ref()) else { continue };
        by_fit.iter_mut().filter(|(of, _)| *of == fit).for_each(|(_, count)| *count += 1);
        if fit == AreaFit::Neither {
            off.push(((declared.m2 - measured_m2).abs(), spot(mine, measured_m2, declared)));
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
        let mend =
            "see whether unit, corners and declaration belong together: a ratio of 15, 100 or 10000 is a wrong unit";
        Finding::new(AREA_DIFFERS, reason).mend(mend).at(spots)
    });
    (Some(DeclaredCounts { field: field.to_owned(), by_fit }), finding)
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
