//! A layer that passed `check` in its role.

use geo::{Coord, MultiPolygon};

use super::same;
use crate::check::{self, FieldChoice};
use crate::domain::{Defect, MineLayer, MineShape, RawLayer, ReceptorShape, Receptors, Role, Zones};
use crate::error::Error;

/// A layer that passed `check`, in its role.
pub(super) enum Checked<'a> {
    Mines(MineLayer<'a>),
    Zones(Zones<'a>),
    Receptors(Receptors),
}

impl Checked<'_> {
    /// The features in use, as far as their geometry is compared.
    pub(super) fn shapes(&self) -> Vec<same::Shape<'_>> {
        match self {
            Self::Mines(layer) => layer
                .mines
                .iter()
                .map(|mine| {
                    let (area, at) = match &mine.shape {
                        MineShape::Point(at, _) => (None, Some(*at)),
                        MineShape::Area(area) => (Some(area.as_ref()), first_corner(area)),
                    };
                    same::Shape { index: mine.index, id: mine.id.as_deref(), area, at }
                })
                .collect(),
            Self::Zones(zones) => zones
                .zones
                .iter()
                .map(|zone| {
                    let at = first_corner(&zone.area);
                    same::Shape { index: zone.index, id: zone.id.as_deref(), area: Some(&zone.area), at }
                })
                .collect(),
            Self::Receptors(receptors) => receptors
                .receptors
                .iter()
                .map(|receptor| {
                    let (area, at) = match &receptor.shape {
                        ReceptorShape::Area(area) => (Some(area.as_ref()), first_corner(area)),
                        ReceptorShape::Points(places) if places.len() == 1 => (None, places.first().copied()),
                        ReceptorShape::Points(_) | ReceptorShape::Lines(_) => (None, None),
                    };
                    same::Shape { index: receptor.index, id: None, area, at }
                })
                .collect(),
        }
    }
}

pub(super) fn checked<'a>(
    raw: RawLayer<'a>,
    role: Role,
    choice: &FieldChoice,
) -> Result<(Checked<'a>, Vec<Defect>), Error> {
    let choice_of = || vec![choice.clone()];
    Ok(match role {
        Role::Mines => {
            let (layer, defects) = check::mines(raw, choice)?;
            (Checked::Mines(layer), defects)
        }
        Role::Zones(kind) => {
            let (zones, defects) = check::zones(kind, std::iter::once(raw).zip(choice_of()).collect())?;
            (Checked::Zones(zones), defects)
        }
        Role::Receptors => {
            let (receptors, defects) = check::receptors(std::iter::once(raw).zip(choice_of()).collect())?;
            (Checked::Receptors(receptors), defects)
        }
    })
}

fn first_corner(area: &MultiPolygon<f64>) -> Option<Coord<f64>> {
    area.0.first().and_then(|part| part.exterior().0.first()).copied()
}
