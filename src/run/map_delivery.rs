//! What a map shows, read back from the package of a delivery.

use std::borrow::Cow;
use std::path::Path;

use super::package::{Package, added_field};
use crate::check::{self, FieldChoice};
use crate::domain::{Date, MineShape, RawLayer, Verdict};
use crate::error::Error;
use crate::map::{Content, MapMine, MapPlace, MapZone, Mark, Standing, label_order, names};
use crate::read::OpenLayer;

/// What the layers of a package say.
pub(super) fn content<'d>(delivery: &'d Package, package: &Path, day: Date) -> Result<Content<'d>, Error> {
    let (of_kinds, _) = delivery.read_zones()?;
    let mut zones = Vec::new();
    for of_kind in of_kinds {
        let kind = of_kind.kind;
        zones.extend(of_kind.zones.into_iter().map(|zone| {
            MapZone {
                kind,
                name: names(&zone.attributes, Some(&zone.name))
                    .unwrap_or_else(|| crate::domain::Title::new(zone.name.clone(), zone.name.clone())),
                class: zone.class,
                standing: Standing::of(&zone.attributes),
                area: Cow::Owned(zone.area),
            }
        }));
    }
    let manifest = Manifest::read(&delivery.mines)?;
    Ok(Content {
        title: manifest.title,
        day,
        zones,
        mines: mines(delivery.mines.read()?)?,
        sources: vec![package.file_name().unwrap_or_default().to_string_lossy().into_owned()],
        rules_as_of: manifest.rules_as_of,
        unverified_packs: manifest.unverified_packs,
    })
}

fn mines(raw: RawLayer<'_>) -> Result<Vec<MapMine<'_>>, Error> {
    let field = |name: &str| added_field(&raw.fields, name);
    let (flagged, basis, verdict) = (field("flagged"), field("flag_basis"), field("verdict"));
    let (layer, _) = check::mines(raw, &FieldChoice::default())?;
    let mut attributes = Vec::with_capacity(layer.mines.len());
    let mut mines = Vec::with_capacity(layer.mines.len());
    for mine in layer.mines {
        let words = |field: &Option<String>| mine.attributes.words(field.as_deref()?);
        let is_flagged = words(&flagged).is_some_and(|word| matches!(word.as_str(), "true" | "1"));
        mines.push(MapMine {
            name: None,
            mark: Mark::of(is_flagged, words(&basis).as_deref()),
            verdict: words(&verdict).and_then(|word| Verdict::from_word(&word)),
            standing: Standing::of(&mine.attributes),
            place: match mine.shape {
                MineShape::Point(at, _) => MapPlace::Point(at),
                MineShape::Area(area) => MapPlace::Area(Cow::Owned(*area)),
            },
        });
        attributes.push(mine.attributes);
    }
    for mine in label_order(&mines) {
        mines[mine as usize].name = names(&attributes[mine as usize], None);
    }
    Ok(mines)
}

/// What the table `manifest` says of the rules.
#[derive(Debug, Default)]
struct Manifest {
    title: Option<String>,
    rules_as_of: Option<String>,
    unverified_packs: Vec<String>,
}

impl Manifest {
    fn read(layer: &OpenLayer) -> Result<Self, Error> {
        let mut manifest = Self::default();
        let Some(table) = layer.side_table("manifest")? else { return Ok(manifest) };
        for row in &table.features {
            let (Some(item), Some(value)) = (row.attributes.words("item"), row.attributes.words("value")) else {
                continue;
            };
            match item.as_str() {
                "title" => manifest.title = Some(value),
                "rules in force on" => manifest.rules_as_of = Some(value),
                "rule pack" if value.contains("UNVERIFIED") => {
                    let id = value.split(" (").next().unwrap_or(&value);
                    manifest.unverified_packs.push(id.to_owned());
                }
                _ => {}
            }
        }
        Ok(manifest)
    }
}
