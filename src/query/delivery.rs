//! A delivery as a source: the mines of its package, which hold what a run found, and its zones.

use std::path::Path;

use crate::check::{self, FieldChoice};
use crate::domain::{DeliveryStyle, Field, LayerSource, Measures, Provenance, Receptors, Report, Role, ZoneKind};
use crate::error::Error;
use crate::join::{Ground, join};
use crate::read::{self, OpenLayer, Request};
use crate::{judge, run};

fn open(package: &Path, role: Role, layer: &str) -> Result<OpenLayer, Error> {
    let source = LayerSource { role, path: package.to_owned(), layer: Some(layer.to_owned()) };
    read::open(Request { source, id_field: None, crs: None, encoding: None })
}

/// The field that oreline added under this name: `ol_` stands before it as often as the source used the name itself.
fn added(fields: &[Field], name: &str) -> Option<String> {
    let is_it = |field: &&Field| field.name.trim_start_matches("ol_") == name;
    fields.iter().filter(is_it).max_by_key(|field| field.name.len()).map(|field| field.name.clone())
}

/// Reads the package of a delivery, finds again which zones hold which mine, and hands it over. Nothing is judged again: what the
/// mines say of themselves counts.
///
/// # Errors
/// A package that is none of a delivery.
pub(super) fn read<T>(package: &Path, then: impl FnOnce(Report<'_>) -> Result<T, Error>) -> Result<T, Error> {
    let known = open(package, Role::Mines, "mines")?.layer_names()?;
    let holds = |name: &str| known.iter().any(|layer| layer == name);
    // With --only flagged there is no layer of all mines.
    let Some(mines) = ["mines", "mines_flagged"].into_iter().find(|name| holds(name)) else {
        return Err(Error::NoSuchLayer {
            path: package.display().to_string(),
            layer: "mines".to_owned(),
            known: known.join(", "),
        });
    };
    let mine_layer = open(package, Role::Mines, mines)?;
    let kinds = ZoneKind::ALL.into_iter().filter(|kind| holds(kind.layer_name()));
    let zone_layers = kinds
        .map(|kind| Ok((kind, open(package, Role::Zones(kind), kind.layer_name())?)))
        .collect::<Result<Vec<_>, Error>>()?;
    let (layer, mut defects) = check::mines(mine_layer.read()?, &FieldChoice::default())?;
    let mut zones = Vec::with_capacity(ZoneKind::ALL.len());
    for kind in ZoneKind::ALL {
        let mut raw = Vec::new();
        for (_, open) in zone_layers.iter().filter(|(of, _)| *of == kind) {
            let layer = open.read()?;
            let fields = FieldChoice {
                name: added(&layer.fields, "zone_name"),
                class: added(&layer.fields, "zone_class"),
                ..FieldChoice::default()
            };
            raw.push((layer, fields));
        }
        let (of_kind, found) = check::zones(kind, raw)?;
        zones.push(of_kind);
        defects.extend(found);
    }
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
