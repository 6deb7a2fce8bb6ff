//! The pipeline on one screen: each room is entered once, in order.

use std::time::Instant;

use crate::domain::{Defect, Measures, Report, Role, StageTimes, ZoneKind};
use crate::error::Error;
use crate::join::Ground;
use crate::plan::Plan;
use crate::read::OpenLayer;
use crate::write::Summary;
use crate::{check, join, judge, read, write};

/// A room of the pipeline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Bytes to features.
    Read,
    /// Features to mines and zones.
    Check,
    /// Mines and zones to hits.
    Join,
    /// Hits to judgements.
    Judge,
    /// Judgements to files.
    Write,
}

/// Carries out a plan. `on_stage` is told of each room as it is entered.
///
/// # Errors
/// Whatever stops a run; nothing has then been written under a final name.
pub fn run(plan: &Plan, on_stage: &mut dyn FnMut(Stage)) -> Result<Summary, Error> {
    let start = Instant::now();
    let mut times = StageTimes::default();
    // What cannot be written later is found out before anything is read.
    write::preflight(plan)?;

    on_stage(Stage::Read);
    let mine_layer = read::open(plan.mines.request(Role::Mines))?;
    let zone_layers: Vec<(ZoneKind, &crate::plan::LayerPlan, OpenLayer)> = plan
        .zones
        .iter()
        .map(|(kind, layer)| Ok((*kind, layer, read::open(layer.request(Role::Zones(*kind)))?)))
        .collect::<Result<_, Error>>()?;
    let raw_mines = mine_layer.read()?;
    let mut raw_zones = Vec::with_capacity(zone_layers.len());
    for (kind, layer, open) in &zone_layers {
        raw_zones.push((*kind, open.read()?, layer.fields.clone()));
    }
    let receptor_layers =
        plan.receptors.iter().map(|layer| read::open(layer.request(Role::Receptors))).collect::<Result<Vec<_>, _>>()?;
    let mut raw_receptors = Vec::with_capacity(receptor_layers.len());
    for (open, layer) in receptor_layers.iter().zip(&plan.receptors) {
        raw_receptors.push((open.read()?, layer.fields.clone()));
    }
    times.read = start.elapsed();

    on_stage(Stage::Check);
    let checking = Instant::now();
    let (layer, mut defects) = check::mines(raw_mines, &plan.mines.fields)?;
    let mut zones = Vec::with_capacity(ZoneKind::ALL.len());
    for kind in ZoneKind::ALL {
        let of_kind =
            raw_zones.extract_if(.., |(of, _, _)| *of == kind).map(|(_, raw, fields)| (raw, fields)).collect();
        let (of_kind, found) = check::zones(kind, of_kind)?;
        zones.push(of_kind);
        defects.extend(found);
    }
    let (receptors, found) = check::receptors(raw_receptors)?;
    defects.extend(found);
    if plan.strict {
        refuse_defects(&defects)?;
    }
    times.check = checking.elapsed();

    on_stage(Stage::Join);
    let joining = Instant::now();
    let asked = plan.measures();
    let measures = Measures {
        compare_declared: !layer.declared.is_empty(),
        mines_uncertainty_m: asked.mines_uncertainty_m + layer.crs_uncertainty_m,
        ..asked
    };
    let ground = Ground { zones: &zones, receptors: &receptors, flags: &judge::flags };
    let mut facts = join::join(&layer.mines, ground, &measures);
    let unmeasured = check::unmeasured(&layer, &facts);
    if plan.strict {
        refuse_defects(&unmeasured)?;
    }
    defects.extend(unmeasured);
    times.join = joining.elapsed();

    on_stage(Stage::Judge);
    let judging = Instant::now();
    let judgements = judge::all(&facts, &zones);
    if let Some(step) = measures.balance {
        judge::balance_pieces(&mut facts, &zones, &layer.declared, step);
    }
    times.judge = judging.elapsed();

    on_stage(Stage::Write);
    let writing = Instant::now();
    let report = Report { title: plan.title.clone(), layer, zones, receptors, measures, facts, judgements, defects };
    let outputs = write::report(&report, plan)?;
    times.write = writing.elapsed();
    times.total = start.elapsed();
    Ok(Summary::new(report, outputs, times))
}

fn refuse_defects(defects: &[Defect]) -> Result<(), Error> {
    match defects.first() {
        None => Ok(()),
        Some(first) => Err(Error::Strict {
            count: defects.len(),
            codes: check::codes_in_words(defects),
            example: first.to_string(),
        }),
    }
}
