//! The first two rooms for everything but the mines: zones and receptors.

use super::refuse_defects;
use crate::check::{self, FieldChoice};
use crate::domain::{Defect, RawLayer, Receptors, Role, ZoneKind, Zones};
use crate::error::Error;
use crate::plan::{LayerPlan, Plan};
use crate::read::{self, OpenLayer};

/// The layers of a plan beside its mines, open.
pub(super) struct OpenGround<'p> {
    zones: Vec<(ZoneKind, &'p LayerPlan, OpenLayer)>,
    receptors: Vec<(&'p LayerPlan, OpenLayer)>,
}

/// The same layers, read.
pub(super) struct RawGround<'o> {
    zones: Vec<(ZoneKind, RawLayer<'o>, FieldChoice)>,
    receptors: Vec<(RawLayer<'o>, FieldChoice)>,
}

/// What mines are joined with, checked.
#[derive(Debug)]
pub struct CheckedGround<'o> {
    /// All zone kinds, in the order of [`ZoneKind::ALL`].
    pub zones: Vec<Zones<'o>>,
    /// What distances are measured to.
    pub receptors: Receptors,
    /// Everything that was found wrong.
    pub defects: Vec<Defect>,
}

impl<'p> OpenGround<'p> {
    /// Opens the zones.
    pub(super) fn zones(plan: &'p Plan) -> Result<Self, Error> {
        let open = |(kind, layer): &'p (ZoneKind, LayerPlan)| {
            Ok((*kind, layer, read::open(layer.request(Role::Zones(*kind)))?))
        };
        Ok(Self { zones: plan.zones.iter().map(open).collect::<Result<_, Error>>()?, receptors: Vec::new() })
    }

    /// Opens the receptors as well.
    pub(super) fn with_receptors(mut self, plan: &'p Plan) -> Result<Self, Error> {
        let open = |layer: &'p LayerPlan| Ok((layer, read::open(layer.request(Role::Receptors))?));
        self.receptors = plan.receptors.iter().map(open).collect::<Result<_, Error>>()?;
        Ok(self)
    }

    /// Reads all layers.
    pub(super) fn read(&self) -> Result<RawGround<'_>, Error> {
        let zones = self.zones.iter().map(|(kind, layer, open)| Ok((*kind, open.read()?, layer.fields.clone())));
        let zones = zones.collect::<Result<_, Error>>()?;
        let receptors = self.receptors.iter().map(|(layer, open)| Ok((open.read()?, layer.fields.clone())));
        Ok(RawGround { zones, receptors: receptors.collect::<Result<_, Error>>()? })
    }
}

impl<'o> RawGround<'o> {
    /// Checks zones and receptors.
    pub(super) fn check(mut self) -> Result<CheckedGround<'o>, Error> {
        let mut zones = Vec::with_capacity(ZoneKind::ALL.len());
        let mut defects = Vec::new();
        for kind in ZoneKind::ALL {
            let of_kind =
                self.zones.extract_if(.., |(of, _, _)| *of == kind).map(|(_, raw, fields)| (raw, fields)).collect();
            let (of_kind, found) = check::zones(kind, of_kind)?;
            zones.push(of_kind);
            defects.extend(found);
        }
        let (receptors, found) = check::receptors(self.receptors)?;
        defects.extend(found);
        Ok(CheckedGround { zones, receptors, defects })
    }
}

/// Reads and checks zones and receptors of a plan, without its mines, and hands them over; they live no longer than the call.
///
/// # Errors
/// Whatever stops a run.
pub fn find_ground<T>(plan: &Plan, then: impl FnOnce(CheckedGround<'_>) -> Result<T, Error>) -> Result<T, Error> {
    let open = OpenGround::zones(plan)?.with_receptors(plan)?;
    let ground = open.read()?.check()?;
    if plan.strict {
        refuse_defects(&ground.defects)?;
    }
    then(ground)
}
