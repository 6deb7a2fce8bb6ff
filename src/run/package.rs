//! The package of a delivery, read back.

use std::path::Path;

use crate::check::{self, FieldChoice};
use crate::domain::{Defect, Field, LayerSource, Role, ZoneKind, Zones};
use crate::error::Error;
use crate::read::{self, OpenLayer, Request};

/// The layers of a package, open.
#[derive(Debug)]
pub struct Package {
    /// Its mines; only the flagged ones where no others were written.
    pub mines: OpenLayer,
    /// Its zones.
    pub zones: Vec<(ZoneKind, OpenLayer)>,
}

impl Package {
    /// Opens a package, and makes sure that it is one of a delivery.
    ///
    /// # Errors
    /// A file that GDAL does not read; [`Error::NoSuchLayer`] where it holds no mines.
    pub fn open(path: &Path) -> Result<Self, Error> {
        let known = layer_of_package(path, Role::Mines, "mines")?.layer_names()?;
        let holds = |name: &str| known.iter().any(|layer| layer == name);
        // With --only flagged there is no layer of all mines.
        let Some(mines) = ["mines", "mines_flagged"].into_iter().find(|name| holds(name)) else {
            return Err(Error::NoSuchLayer {
                path: path.display().to_string(),
                layer: "mines".to_owned(),
                known: known.join(", "),
            });
        };
        Ok(Self { mines: layer_of_package(path, Role::Mines, mines)?, zones: zone_layers(path, &known)? })
    }

    /// Reads its zones: all kinds of [`ZoneKind::ALL`], in that order, with what there is to say against them.
    ///
    /// # Errors
    /// A layer that cannot be read.
    pub fn read_zones(&self) -> Result<(Vec<Zones<'_>>, Vec<Defect>), Error> {
        zones_of_package(&self.zones)
    }
}

/// Opens one layer of a package.
///
/// # Errors
/// A file that is not there, or that GDAL does not read.
pub fn layer_of_package(package: &Path, role: Role, layer: &str) -> Result<OpenLayer, Error> {
    let source = LayerSource { role, path: package.to_owned(), layer: Some(layer.to_owned()) };
    read::open(Request { source, id_field: None, crs: None, encoding: None })
}

/// Opens the layers of zones among those that a package holds.
///
/// # Errors
/// As [`layer_of_package`].
pub fn zone_layers(package: &Path, known: &[String]) -> Result<Vec<(ZoneKind, OpenLayer)>, Error> {
    let holds = |kind: &ZoneKind| known.iter().any(|layer| layer == kind.layer_name());
    let kinds = ZoneKind::ALL.into_iter().filter(holds);
    kinds.map(|kind| Ok((kind, layer_of_package(package, Role::Zones(kind), kind.layer_name())?))).collect()
}

/// Reads layers of zones as oreline writes them: all kinds of [`ZoneKind::ALL`], in that order.
///
/// # Errors
/// A layer that cannot be read.
pub fn zones_of_package(layers: &[(ZoneKind, OpenLayer)]) -> Result<(Vec<Zones<'_>>, Vec<Defect>), Error> {
    let mut zones: Vec<Zones<'_>> = ZoneKind::ALL.into_iter().map(Zones::none).collect();
    let mut defects = Vec::new();
    for (kind, layer) in layers {
        let raw = layer.read()?;
        let fields = FieldChoice {
            name: added_field(&raw.fields, "zone_name"),
            class: added_field(&raw.fields, "zone_class"),
            ..FieldChoice::default()
        };
        let (of_kind, found) = check::zones(*kind, vec![(raw, fields)])?;
        zones[*kind as usize] = of_kind;
        defects.extend(found);
    }
    Ok((zones, defects))
}

/// The field that oreline added under this name: `ol_` stands before it as often as the source used the name itself. Some formats
/// change the case of names.
#[must_use]
pub fn added_field(fields: &[Field], name: &str) -> Option<String> {
    let is_it = |field: &&Field| field.name.trim_start_matches("ol_").eq_ignore_ascii_case(name);
    fields.iter().filter(is_it).max_by_key(|field| field.name.len()).map(|field| field.name.clone())
}
