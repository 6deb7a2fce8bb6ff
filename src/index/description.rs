//! What an index says of itself, as JSON.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::check;
use crate::domain::{LayerSource, Role, Severity, ZoneKind, ZoneLayer, Zones};
use crate::run::CheckedGround;

/// The whole description.
#[derive(Debug, Deserialize, Serialize)]
pub(super) struct Description {
    /// What it was made of.
    pub(super) sources: Vec<Source>,
    /// How many zones there are of each kind of [`ZoneKind::ALL`].
    pub(super) zones: [usize; ZoneKind::ALL.len()],
    pub(super) receptors: usize,
    pub(super) receptor_kinds: Vec<String>,
    layers: Vec<Layer>,
    /// What was refused or needs review, by code.
    pub(super) defects: Vec<(String, usize)>,
}

/// A file that it was made of.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub(super) struct Source {
    /// The path, from the folder of the plan if it lies in there.
    pub(super) path: PathBuf,
    pub(super) bytes: u64,
    /// When it was changed: nanoseconds since 1970.
    pub(super) changed_ns: Option<u64>,
    pub(super) sha256: String,
}

/// A layer of zones, or of receptors.
#[derive(Debug, Deserialize, Serialize)]
struct Layer {
    /// Index of the kind of zones; receptors have none.
    kind: Option<usize>,
    file: String,
    /// The layer inside the file.
    inside: Option<String>,
    read: usize,
    uncertainty_m: Option<f64>,
    crs_uncertainty_m: f64,
    crs: String,
}

impl Description {
    pub(super) fn of(ground: &CheckedGround<'_>, sources: Vec<Source>) -> Self {
        let of_zones = ground
            .zones
            .iter()
            .zip(0..)
            .flat_map(|(zones, kind)| zones.layers.iter().map(move |layer| Layer::of(Some(kind), layer)));
        let of_receptors = ground.receptors.layers.iter().map(|layer| Layer::of(None, layer));
        let mut zones = [0; ZoneKind::ALL.len()];
        for (count, of_kind) in zones.iter_mut().zip(&ground.zones) {
            *count = of_kind.zones.len();
        }
        Self {
            sources,
            zones,
            receptors: ground.receptors.receptors.len(),
            receptor_kinds: ground.receptors.kinds.clone(),
            layers: of_zones.chain(of_receptors).collect(),
            defects: check::count_by_code(&ground.defects)
                .into_iter()
                .filter(|(code, _)| matches!(code.severity(), Severity::Review | Severity::Refused))
                .map(|(code, count)| (code.code().to_owned(), count))
                .collect(),
        }
    }

    /// How many zones there are of each kind that has some.
    pub(super) fn counts(&self) -> Vec<(ZoneKind, usize)> {
        ZoneKind::ALL.into_iter().zip(self.zones).filter(|(_, count)| *count > 0).collect()
    }

    /// Kinds and layers without zones.
    pub(super) fn layers(&self) -> Vec<Zones<'static>> {
        let layers_of = |kind: usize| self.layers.iter().filter(move |layer| layer.kind == Some(kind));
        let zones = |(kind, number): (ZoneKind, usize)| {
            let layers = layers_of(number).map(|layer| layer.zone_layer(Role::Zones(kind))).collect();
            Zones { layers, ..Zones::none(kind) }
        };
        ZoneKind::ALL.into_iter().zip(0..).map(zones).collect()
    }

    pub(super) fn receptor_layers(&self) -> Vec<ZoneLayer> {
        self.layers.iter().filter(|layer| layer.kind.is_none()).map(|layer| layer.zone_layer(Role::Receptors)).collect()
    }
}

impl Layer {
    fn of(kind: Option<usize>, layer: &ZoneLayer) -> Self {
        Self {
            kind,
            file: layer.source.path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
            inside: layer.source.layer.clone(),
            read: layer.read,
            uncertainty_m: layer.uncertainty_m,
            crs_uncertainty_m: layer.crs_uncertainty_m,
            crs: layer.crs.clone(),
        }
    }

    fn zone_layer(&self, role: Role) -> ZoneLayer {
        ZoneLayer {
            source: LayerSource { role, path: PathBuf::from(&self.file), layer: self.inside.clone() },
            fields: Vec::new(),
            encoding: None,
            read: self.read,
            uncertainty_m: self.uncertainty_m,
            crs_uncertainty_m: self.crs_uncertainty_m,
            crs: self.crs.clone(),
        }
    }
}
