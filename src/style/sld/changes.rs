//! Mines that changed between two runs: the colour tells what became of the result, the mark what became of the mine.

use super::filter::{all, equal};
use super::symbol::{BLACK, Mark, Stroke, WHITE, area};
use super::{Legend, Rule};
use crate::domain::{CHANGE_LABELS, PRESENCE_LABELS};

/// A rule for each result and each presence; areas have their outline as well.
pub(super) fn rules(legend: &Legend<'_>, are_areas: bool) -> Vec<Rule> {
    let (change, presence) = (legend.field("change"), legend.field("presence"));
    let mut rules = Vec::new();
    for (result, colour) in CHANGE_LABELS.iter().zip(legend.palette.change) {
        for place in &PRESENCE_LABELS {
            let (mark, size, rotation) = match place.code {
                "moved" => ("square", 12.0, 45.0),
                "added" => ("triangle", 16.0, 0.0),
                "gone" => ("x", 14.0, 0.0),
                _ => ("circle", 14.0, 0.0),
            };
            let mark =
                Mark::new(mark, size, Some(if result.code == "cleared" { WHITE } else { colour })).turned(rotation);
            let mark = if result.code == "cleared" { mark.outlined(colour, 2.5) } else { mark.outlined(BLACK, 1.0) };
            let ground = are_areas.then(|| area(colour, 0.25, Some(Stroke::new(colour, 2.0))));
            let symbols = ground.into_iter().chain(mark.with_rim()).collect();
            let title = [result, place].map(|label| label.title.text(legend.wanted.language)).join(" / ");
            let filter = all(&[equal(&change, result.code), equal(&presence, place.code)]);
            rules.push(Rule::new(&format!("{}-{}", result.code, place.code), title, Some(filter), 0, symbols));
        }
    }
    rules
}
