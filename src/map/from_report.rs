//! What a sheet shows, from a finished run.

use std::borrow::Cow;

use super::content::{Content, MapMine, MapPlace, MapZone, Mark, Standing, label_order, names};
use crate::domain::{Date, LayerSource, MineShape, Report, Title};

impl<'r> Content<'r> {
    /// What is known of a run. Areas are borrowed.
    #[must_use]
    pub fn of_report(report: &'r Report<'_>, day: Date) -> Self {
        let zones = report.zones.iter().flat_map(|zones| zones.zones.iter().map(|zone| (zones.kind, zone)));
        let zones = zones.map(|(kind, zone)| MapZone {
            kind,
            name: names(&zone.attributes, Some(&zone.name))
                .unwrap_or_else(|| Title::new(zone.name.clone(), zone.name.clone())),
            class: zone.class.clone(),
            area: Cow::Borrowed(&zone.area),
            standing: Standing::of(&zone.attributes),
        });
        let layers = report.zones.iter().flat_map(|zones| &zones.layers).map(|layer| &layer.source);
        let sources = std::iter::once(&report.layer.source).chain(layers);
        let rulings = report.rulings.as_ref();
        Self {
            title: report.title.clone(),
            day,
            zones: zones.collect(),
            mines: mines(report),
            sources: sources.map(LayerSource::file_name).collect(),
            rules_as_of: rulings.map(|rulings| rulings.as_of.to_string()),
            unverified_packs: rulings
                .map(|rulings| rulings.unverified_packs().into_iter().map(str::to_owned).collect())
                .unwrap_or_default(),
        }
    }
}

fn mines<'r>(report: &'r Report<'_>) -> Vec<MapMine<'r>> {
    let name_field = report.mine_fields.name.as_deref();
    let pairs = report.layer.mines.iter().zip(&report.judgements);
    let mut mines: Vec<MapMine<'_>> = pairs
        .map(|(mine, judgement)| {
            let rulings = report.rulings.as_ref();
            let ruling = rulings.zip(judgement.ruling).and_then(|(all, index)| all.rulings.get(index as usize));
            let basis = judgement.basis.text(ruling.and_then(|ruling| ruling.flagged_by.as_deref()));
            MapMine {
                place: match &mine.shape {
                    MineShape::Point(at, _) => MapPlace::Point(*at),
                    MineShape::Area(area) => MapPlace::Area(Cow::Borrowed(area)),
                },
                name: None,
                mark: Mark::of(judgement.is_flagged, basis.as_deref()),
                verdict: judgement.verdict,
                standing: Standing::of(&mine.attributes),
            }
        })
        .collect();
    for mine in label_order(&mines) {
        let attributes = &report.layer.mines[mine as usize].attributes;
        let known = name_field.and_then(|field| attributes.words(field));
        mines[mine as usize].name = names(attributes, known.as_deref());
    }
    mines
}
