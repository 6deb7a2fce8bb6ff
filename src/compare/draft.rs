//! One mine of both runs, or of one alone: what is told of it.

use geo::Geometry;

use super::attributes::FieldMap;
use super::causes::{self, Case, Known};
use super::change::{Change, FieldChange, Kind};
use super::fields::{RESULTS, folded_name};
use super::matching::Pair;
use super::place::Move;
use super::side::Side;
use crate::domain::MineShape;

/// A mine of both runs.
pub(super) struct Draft {
    pub(super) pair: Pair,
    pub(super) results: Vec<&'static str>,
    pub(super) attributes: Vec<FieldChange>,
    pub(super) moved: Option<Move>,
}

impl Draft {
    /// `None` where nothing changed. `number` is that of the mine in the worlds.
    pub(super) fn change(&self, known: &Known<'_, '_>, fields: &FieldMap, number: usize) -> Option<Change> {
        let (old, new) = (&known.old.seen[self.pair.old], &known.new.seen[self.pair.new]);
        let has = |name: &str| self.results.contains(&name);
        let mut kinds = Vec::new();
        if has("flagged") {
            kinds.push(if new.is_flagged() { Kind::NewlyFlagged } else { Kind::Cleared });
        }
        if has("verdict") {
            kinds.push(Kind::Verdict);
        }
        if kinds.is_empty() && !self.results.is_empty() {
            kinds.push(Kind::Changed);
        }
        kinds.extend(self.moved.is_some().then_some(Kind::Moved));
        let is_edited = self.attributes.iter().any(|change| fields.is_of_both(&change.field));
        kinds.extend(is_edited.then_some(Kind::Edited));
        if kinds.is_empty() {
            return None;
        }
        let mut causes = Vec::new();
        if !self.results.is_empty() {
            let in_words = in_words(self.moved.as_ref(), self.pair.apart_m);
            let case = Case {
                number,
                old,
                new,
                changed: &self.results,
                attributes: &self.attributes,
                moved: &in_words,
                has_moved: self.moved.is_some(),
            };
            causes = causes::causes(known, &case);
        }
        let result = |name: &&'static str| FieldChange {
            field: (*name).to_owned(),
            old: old.of(name).map(str::to_owned),
            new: new.of(name).map(str::to_owned),
        };
        let mut change = alone(known.new, self.pair.new, Kind::Edited);
        change.name = change.name.or_else(|| old.name.clone());
        change.old_id = old.id.clone().filter(|id| new.id.as_ref() != Some(id));
        change.matched_by = Some(self.pair.by);
        change.rivals = self.pair.rivals;
        change.kinds = kinds;
        change.old_flagged = Some(old.is_flagged());
        change.old_verdict = old.of("verdict").map(str::to_owned);
        change.results = self.results.iter().map(result).collect();
        change.attributes.clone_from(&self.attributes);
        change.moved.clone_from(&self.moved);
        change.causes = causes;
        Some(change)
    }
}

/// How a mine moved, for people.
pub(super) fn in_words(moved: Option<&Move>, apart_m: f64) -> String {
    let Some(moved) = moved else { return format!("moved {apart_m:.2} m, less than the tolerance") };
    let hectares = |m2: f64| format!("{:.4} ha", m2 / 1e4);
    match (moved.area_old_m2, moved.area_new_m2) {
        (Some(old), Some(new)) if moved.distance_m < 1.0 => {
            format!("outline changed, {} -> {}", hectares(old), hectares(new))
        }
        (Some(old), Some(new)) => {
            format!("moved {:.0} m, {} -> {}", moved.distance_m, hectares(old), hectares(new))
        }
        (None, Some(new)) => format!("a point before, an area of {} now", hectares(new)),
        (Some(old), None) => format!("an area of {} before, a point now", hectares(old)),
        (None, None) => format!("moved {:.0} m", moved.distance_m),
    }
}

/// A mine that one run alone has; also what is the same for all changes.
pub(super) fn alone(side: &Side<'_>, position: usize, kind: Kind) -> Change {
    const SYNTHETIC: [&str; 4] = ["synthetic", "合成", "虚构", "made up"];
    let (mine, seen) = (&side.layer.mines[position], &side.seen[position]);
    let says_synthetic = |text: &str| SYNTHETIC.iter().any(|word| text.to_lowercase().contains(word));
    let words = |name: &str| seen.of(name).map(str::to_owned);
    let is_new = kind != Kind::Gone;
    let results = RESULTS.into_iter().filter_map(|name| {
        let value = Some(words(name)?);
        let (old, new) = if is_new { (None, value) } else { (value, None) };
        Some(FieldChange { field: name.to_owned(), old, new })
    });
    Change {
        mine: mine.label().into_owned(),
        old_id: None,
        name: seen.name.clone(),
        is_synthetic: side.attributes(position).iter().any(|(_, value)| says_synthetic(value)),
        matched_by: None,
        rivals: 0,
        kinds: vec![kind],
        old_flagged: (!is_new).then(|| seen.is_flagged()),
        new_flagged: is_new.then(|| seen.is_flagged()),
        old_verdict: words("verdict").filter(|_| !is_new),
        new_verdict: words("verdict").filter(|_| is_new),
        results: results.collect(),
        attributes: Vec::new(),
        moved: None,
        causes: Vec::new(),
        refused: None,
        geometry: match &mine.shape {
            MineShape::Point(at, _) => Geometry::Point((*at).into()),
            MineShape::Area(area) => Geometry::MultiPolygon(area.as_ref().clone()),
        },
    }
}

/// Added and gone mines of one name: they are not taken for one mine, and that is told.
pub(super) fn namesakes(changes: &[Change]) -> Vec<String> {
    let of = |kind: Kind| changes.iter().filter(move |change| change.is(kind));
    let mut remarks = Vec::new();
    for gone in of(Kind::Gone) {
        let Some(name) = gone.name.as_deref() else { continue };
        let folded = folded_name(name);
        for added in of(Kind::Added) {
            if added.name.as_deref().is_some_and(|other| folded_name(other) == folded) {
                remarks.push(format!(
                    "{} (gone) and {} (added) are both called {name}: taken for two mines, since {}",
                    gone.mine, added.mine, "their ids differ or they lie too far apart"
                ));
            }
        }
    }
    remarks
}
