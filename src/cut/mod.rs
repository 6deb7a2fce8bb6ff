//! **cut**: what remains of a mining right when red lines are taken out of it (避让).
//!
//! The zones that are asked for are taken away by the exact overlay of `geometry`, with a buffer around them where one is asked for
//! (`area`). What remains, what was cut away, and what is too small or too narrow to be kept are listed part by part, with areas that add up to
//! the right as it was (`sums`). The parts make a layer (`layer`), the remaining ones a corner-coordinate text (`convert` writes it).
//!
//! docs/decisions/0016 says why.

mod area;
mod choose;
mod layer;
mod outcome;
mod request;
mod summary;
mod sums;
mod text;

use std::path::{Path, PathBuf};

pub use area::{CutArea, Cutter, Part, PartKind, Refusal, Smallest, ZoneShare};
pub use outcome::{Outcome, RightOutcome};
pub use request::{Request, Rights};

use crate::convert::NewText;
use crate::domain::{Defect, DefectCode, Mine, MineLayer, MineShape, Role, StatedCrs};
use crate::error::Error;
use crate::geometry::buffer::LARGEST_M;
use crate::plan::Plan;
use crate::run::{CheckedGround, find_ground};
use crate::write::{self, Content};
use crate::{check, read};

/// Cuts zones out of rights. Without outputs nothing is written.
///
/// # Errors
/// Whatever keeps layers from being read, rights or zones from being found, or files from being written; nothing has then been put in
/// place.
pub fn cut(plan: &Plan, request: &Request) -> Result<Outcome, Error> {
    if request.buffer_m > LARGEST_M {
        return Err(Error::Usage {
            problem: format!("a buffer of {} m", request.buffer_m),
            hint: Some(format!("it is at most {LARGEST_M} m wide")),
        });
    }
    preflight(plan, request)?;
    let mut of_kinds = plan.clone();
    of_kinds.zones.retain(|(kind, _)| request.kinds.contains(kind));
    of_kinds.receptors.clear();
    if of_kinds.zones.is_empty() {
        let words: Vec<&str> = request.kinds.iter().map(|kind| kind.word()).collect();
        return Err(Error::Usage {
            problem: format!("the plan names no layer of zones of the kind {}", words.join(", ")),
            hint: Some("name another kind: --kind redline, belt, position, function or prefecture".to_owned()),
        });
    }
    let open_mines = read::open(plan.mines.request(Role::Mines))?;
    let raw_mines = open_mines.read()?;
    let stated = raw_mines.crs.clone();
    let (layer, defects) = check::mines(raw_mines, &plan.mines.fields)?;
    find_ground(&of_kinds, |ground| cut_all(plan, request, (&layer, &stated), defects, ground))
}

/// Cuts the zones of a ground out of the rights of a layer.
fn cut_all(
    plan: &Plan,
    request: &Request,
    (layer, stated): (&MineLayer<'_>, &StatedCrs),
    mut defects: Vec<Defect>,
    ground: CheckedGround<'_>,
) -> Result<Outcome, Error> {
    defects.extend(ground.defects);
    let zones = choose::zones(&ground.zones, &request.zones)?;
    let wanted = choose::rights(layer, plan, &defects, &request.rights)?;
    let cutter = Cutter::new(zones.iter().map(|(_, zone)| &zone.area), request.buffer_m, request.smallest);
    let is_all = matches!(request.rights, Rights::All);
    let (mut rights, mut refused) = (Vec::new(), 0);
    // Defects of other rights have no part in this.
    defects.retain(|defect| {
        defect.source.role != Role::Mines || defect.feature.is_none_or(|of| is_of(layer, &wanted, of, is_all))
    });
    for position in wanted {
        let mine = &layer.mines[position];
        let MineShape::Area(area) = &mine.shape else { continue };
        match cutter.cut(area) {
            Ok(cut) if is_all && !cut.is_cut() => {}
            Ok(cut) => rights.push(RightOutcome::new(mine, plan, layer, position, cut, request)),
            Err(refusal) => {
                refused += 1;
                defects.push(of_mine(layer, mine, refusal));
            }
        }
    }
    let points = layer.mines.iter().filter(|mine| matches!(mine.shape, MineShape::Point(..))).count();
    let mut outcome = Outcome::new(layer, request, &zones, rights, if is_all { points } else { 0 });
    outcome.refused = refused;
    outcome.defects = defects;
    write_files(&mut outcome, (layer, stated), plan, request)?;
    Ok(outcome)
}

fn is_of(layer: &MineLayer<'_>, wanted: &[usize], feature: u32, is_all: bool) -> bool {
    is_all || wanted.iter().any(|&position| layer.mines[position].index == feature)
}

fn of_mine(layer: &MineLayer<'_>, mine: &Mine<'_>, refusal: Refusal) -> Defect {
    Defect {
        source: layer.source.clone(),
        feature: Some(mine.index),
        id: mine.id.as_deref().map(str::to_owned),
        code: DefectCode::Unmeasured,
        reason: format!("nothing was cut out of it: {refusal}"),
        at: None,
    }
}

fn preflight(plan: &Plan, request: &Request) -> Result<(), Error> {
    let parts: &[&str] = &["qml", "shx", "dbf", "prj", "cpg"];
    for (path, parts) in
        request.output.iter().map(|(path, _)| (path, parts)).chain(request.text.iter().map(|text| (text, &[][..])))
    {
        for input in plan.inputs() {
            write::preflight_file(input, path, parts, request.overwrite)?;
        }
    }
    Ok(())
}

fn write_files(
    outcome: &mut Outcome,
    (layer, stated): (&MineLayer<'_>, &StatedCrs),
    plan: &Plan,
    request: &Request,
) -> Result<(), Error> {
    let text = match &request.text {
        Some(path) => text::remaining(outcome, layer, stated, plan, request, path)?,
        None => None,
    };
    let of_parts =
        request.output.as_ref().map(|(path, format)| (path, *format, layer::layer(outcome, path, plan.style)));
    let mut files: Vec<(&Path, Content<'_>)> = Vec::new();
    if let Some((path, format, layer)) = &of_parts {
        files.push((path, Content::Layer(layer, &[], *format)));
    }
    if let (Some(path), Some(NewText { bytes, .. })) = (&request.text, &text) {
        files.push((path, Content::Bytes(bytes)));
    }
    if files.is_empty() {
        return Ok(());
    }
    let told: Vec<Defect> = outcome.defects.clone();
    let (written, notes): (Vec<PathBuf>, Vec<String>) = write::converted_all(&files, &told)?;
    outcome.notes.extend(notes);
    outcome.files = written;
    Ok(())
}
