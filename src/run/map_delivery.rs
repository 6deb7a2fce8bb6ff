//! What a map shows, read back from the package of a delivery.

use std::borrow::Cow;
use std::path::Path;

use crate::check::{self, FieldChoice};
use crate::domain::{Date, Field, LayerSource, MineShape, RawLayer, Role, Verdict, ZoneKind};
use crate::error::Error;
use crate::map::{Content, MapMine, MapPlace, MapZone, Mark, Standing, label_order, names};
use crate::read::{self, OpenLayer, Request};

/// The layers of a package, open.
#[derive(Debug)]
pub(super) struct Delivery {
    mines: OpenLayer,
    zones: Vec<(ZoneKind, OpenLayer)>,
    package: LayerSource,
}

fn open(package: &Path, role: Role, layer: &str) -> Result<OpenLayer, Error> {
    let source = LayerSource { role, path: package.to_owned(), layer: Some(layer.to_owned()) };
    read::open(Request { source, id_field: None, crs: None, encoding: None })
}

impl Delivery {
    /// Opens a package, and makes sure that it is one of a delivery.
    pub(super) fn open(package: &Path) -> Result<Self, Error> {
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
        let kinds = ZoneKind::ALL.into_iter().filter(|kind| holds(kind.layer_name()));
        let zones = kinds.map(|kind| Ok((kind, open(package, Role::Zones(kind), kind.layer_name())?)));
        Ok(Self {
            mines: open(package, Role::Mines, mines)?,
            zones: zones.collect::<Result<_, Error>>()?,
            package: LayerSource { role: Role::Mines, path: package.to_owned(), layer: None },
        })
    }
}

/// The field that oreline added under this name: `ol_` stands before it as often as the source used the name itself.
fn added(fields: &[Field], name: &str) -> Option<String> {
    let is_it = |field: &&Field| field.name.trim_start_matches("ol_") == name;
    fields.iter().filter(is_it).max_by_key(|field| field.name.len()).map(|field| field.name.clone())
}

/// What the layers of a package say.
pub(super) fn content(delivery: &Delivery, day: Date) -> Result<Content<'_>, Error> {
    let mut zones = Vec::new();
    for (kind, layer) in &delivery.zones {
        let raw = layer.read()?;
        let fields = FieldChoice {
            name: added(&raw.fields, "zone_name"),
            class: added(&raw.fields, "zone_class"),
            ..FieldChoice::default()
        };
        let (of_kind, _) = check::zones(*kind, vec![(raw, fields)])?;
        zones.extend(of_kind.zones.into_iter().map(|zone| {
            MapZone {
                kind: *kind,
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
        sources: vec![delivery.package.path.file_name().unwrap_or_default().to_string_lossy().into_owned()],
        rules_as_of: manifest.rules_as_of,
        unverified_packs: manifest.unverified_packs,
    })
}

fn mines(raw: RawLayer<'_>) -> Result<Vec<MapMine<'_>>, Error> {
    let field = |name: &str| added(&raw.fields, name);
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
