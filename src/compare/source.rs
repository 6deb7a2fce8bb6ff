//! The two runs as files: which layers there are, and what can be read from them.

use std::path::{Path, PathBuf};

use crate::domain::{Role, ZoneKind};
use crate::error::Error;
use crate::plan::parse_layer;
use crate::read::{self, OpenLayer};
use crate::run::{layer_of_package, zone_layers};

/// Names of the layers of a package that hold mines, the one with all of them first.
const MINE_LAYERS: [&str; 2] = ["mines", "mines_flagged"];
/// The package of a delivery.
const PACKAGE: &str = "flagged.gpkg";

/// One run, open.
#[derive(Debug)]
pub(super) struct OpenRun {
    /// As it was given.
    pub(super) given: String,
    /// The file that is read.
    pub(super) path: PathBuf,
    /// The mines.
    pub(super) mines: OpenLayer,
    /// The zones; `None` where the file is no package of `oreline flag`.
    pub(super) zones: Option<Vec<(ZoneKind, OpenLayer)>>,
    /// What was found wrong, in a package.
    pub(super) defects: Option<OpenLayer>,
    /// Whether mines that are not flagged were left out.
    pub(super) only_flagged: bool,
    /// The field of names that was stated.
    pub(super) name_field: Option<String>,
}

impl OpenRun {
    /// Opens a delivery (its folder, or its package) or a flagged file, which may be `FILE:LAYER,id=FIELD,name=FIELD,crs=…`.
    ///
    /// # Errors
    /// What is not there, and what is no result of oreline.
    pub(super) fn open(given: &str, id_field: Option<&str>, name_field: Option<&str>) -> Result<Self, Error> {
        let path = Path::new(given);
        let is_folder = path.is_dir() && !is_geodatabase(path);
        let mut plan =
            if is_folder { parse_layer(&package_in(path)?.display().to_string())? } else { parse_layer(given)? };
        if is_folder {
            // A name may hold what `parse_layer` takes for more than a name.
            plan = crate::plan::LayerPlan { path: package_in(path)?, layer: None, crs: None, encoding: None, ..plan };
            plan.fields = crate::check::FieldChoice::default();
        }
        plan.fields.id = plan.fields.id.or_else(|| id_field.map(str::to_owned));
        plan.fields.name = plan.fields.name.or_else(|| name_field.map(str::to_owned));
        let first = read::open(plan.request(Role::Mines))?;
        let layers = first.layer_names()?;
        let holds = |name: &str| layers.iter().any(|layer| layer == name);
        let is_package = plan.path.extension().is_some_and(|end| end.eq_ignore_ascii_case("gpkg"))
            && first.side_table("manifest")?.is_some();
        let mut only_flagged = false;
        let mines = match MINE_LAYERS.into_iter().find(|name| holds(name)) {
            Some(name) if plan.layer.is_none() && is_package => {
                only_flagged = name != MINE_LAYERS[0];
                let layer = crate::plan::LayerPlan { layer: Some(name.to_owned()), ..plan.clone() };
                read::open(layer.request(Role::Mines))?
            }
            _ => first,
        };
        let of_zones = if is_package { zone_layers(&plan.path, &layers)? } else { Vec::new() };
        let zones = (!of_zones.is_empty()).then_some(of_zones);
        let has_defects = is_package && holds("defects");
        let defects = has_defects.then(|| layer_of_package(&plan.path, Role::Mines, "defects")).transpose()?;
        let name_field = plan.fields.name.clone();
        Ok(Self { given: given.to_owned(), path: plan.path, mines, zones, defects, only_flagged, name_field })
    }
}

fn is_geodatabase(path: &Path) -> bool {
    path.extension().is_some_and(|end| end.eq_ignore_ascii_case("gdb"))
}

/// The package in the folder of a delivery.
fn package_in(folder: &Path) -> Result<PathBuf, Error> {
    let package = folder.join(PACKAGE);
    if package.is_file() {
        return Ok(package);
    }
    let (problem, hint) = if folder.join("plan.toml").is_file() {
        let given = folder.display();
        (
            "holds a plan, not the results of one".to_owned(),
            format!("oreline flag {given} -o out/ makes results; compare takes two of them: oreline compare OLD/ out/"),
        )
    } else {
        (
            format!("holds no {PACKAGE}"),
            "name the folder of a delivery, which oreline flag PLAN -o out/ makes".to_owned(),
        )
    };
    Err(Error::Convert { path: folder.display().to_string(), problem, hint })
}
