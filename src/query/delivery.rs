//! A delivery as a source: the mines of its package, which hold what a run found, and its zones.

use std::path::Path;

use crate::check::{self, FieldChoice};
use crate::domain::{DeliveryStyle, Measures, Provenance, Receptors, Report};
use crate::error::Error;
use crate::join::{Ground, join};
use crate::judge;
use crate::run::{self, Package};

/// Reads the package of a delivery, finds again which zones hold which mine, and hands it over. Nothing is judged again: what the
/// mines say of themselves counts.
///
/// # Errors
/// A package that is none of a delivery.
pub(super) fn read<T>(package: &Path, then: impl FnOnce(Report<'_>) -> Result<T, Error>) -> Result<T, Error> {
    let package = Package::open(package)?;
    let (layer, mut defects) = check::mines(package.mines.read()?, &FieldChoice::default())?;
    let (zones, found) = package.read_zones()?;
    defects.extend(found);
    let receptors = Receptors::default();
    let measures = Measures { near_m: 0.0, keep_pieces: false, ..Measures::default() };
    let ground = Ground { zones: &zones, receptors: &receptors, flags: &|_, _| false };
    let facts = join(&layer.mines, ground, &measures);
    let judgements = judge::all(&facts, &zones);
    let mine_fields = check::mine_fields(&layer, &FieldChoice::default());
    then(Report {
        title: None,
        style: DeliveryStyle::default(),
        layer,
        mine_fields,
        zones,
        receptors,
        measures,
        facts,
        judgements,
        rulings: None,
        green: None,
        defects,
        provenance: Provenance::default(),
    })
}

/// The package that a path means, where it means one.
pub(super) fn package(path: &Path) -> Option<std::path::PathBuf> {
    run::MapSource::delivery(path)
}
