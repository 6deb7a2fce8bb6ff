//! Which rights and which zones are meant.

use super::Rights;
use crate::domain::{Defect, MineLayer, MineShape, Zone, ZoneKind, Zones};
use crate::error::Error;
use crate::explain::{mine_names, seek_mine};
use crate::plan::Plan;
use crate::suggest;

/// The positions of the rights, each once, in the order of the layer.
pub(super) fn rights(
    layer: &MineLayer<'_>,
    plan: &Plan,
    defects: &[Defect],
    wanted: &Rights,
) -> Result<Vec<usize>, Error> {
    let is_area = |position: &usize| matches!(layer.mines[*position].shape, MineShape::Area(_));
    let Rights::Named(words) = wanted else {
        let areas: Vec<usize> = (0..layer.mines.len()).filter(is_area).collect();
        if areas.is_empty() {
            return Err(point(layer, "all mines"));
        }
        return Ok(areas);
    };
    let mut positions = Vec::new();
    for word in words {
        let position = seek_mine(layer, plan, defects, word)?;
        if !is_area(&position) {
            let mine = &layer.mines[position];
            let names = mine_names(layer, plan, mine);
            let called: Vec<&str> = mine.id.as_deref().into_iter().chain(names.iter().map(String::as_str)).collect();
            return Err(point(layer, &format!("#{} {}", mine.index, called.join(" "))));
        }
        if !positions.contains(&position) {
            positions.push(position);
        }
    }
    positions.sort_unstable();
    Ok(positions)
}

fn point(layer: &MineLayer<'_>, what: &str) -> Error {
    Error::Usage {
        problem: format!("{}: {what}: a point has no area that anything could be cut out of", layer.source),
        hint: Some(
            "name a layer of mining rights as polygons, or make them of corner coordinates: oreline convert".to_owned(),
        ),
    }
}

/// The zones, with their kinds, in the order of the plan.
pub(super) fn zones<'z, 'a>(kinds: &'z [Zones<'a>], words: &[String]) -> Result<Vec<(ZoneKind, &'z Zone<'a>)>, Error> {
    let all: Vec<(ZoneKind, &Zone<'a>)> =
        kinds.iter().flat_map(|zones| zones.zones.iter().map(|zone| (zones.kind, zone))).collect();
    if words.is_empty() {
        return Ok(all);
    }
    let is_called = |zone: &Zone<'_>, word: &str| zone.id.as_deref() == Some(word) || zone.name == word;
    for word in words {
        if !all.iter().any(|(_, zone)| is_called(zone, word.trim())) {
            let known = all.iter().flat_map(|(_, zone)| zone.id.as_deref().into_iter().chain([zone.name.as_str()]));
            let hint = suggest::nearest(word, known).map_or_else(
                || {
                    format!(
                        "name an id or a whole name; the first of {} is {}",
                        all.len(),
                        all.first().map_or("none", |(_, zone)| &zone.name)
                    )
                },
                |nearest| format!("did you mean \"{nearest}\"?"),
            );
            return Err(Error::Usage {
                problem: format!("no zone \"{word}\" among those of the plan"),
                hint: Some(hint),
            });
        }
    }
    Ok(all.into_iter().filter(|(_, zone)| words.iter().any(|word| is_called(zone, word.trim()))).collect())
}
