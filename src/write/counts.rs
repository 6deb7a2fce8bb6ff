//! Counts of a run: in the summary, and in the manifest of a delivery.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::area_counts::AreaCounts;
use super::green_review;
use super::rule_counts::RuleCounts;
use crate::check;
use crate::domain::{Defect, FragilityClass, GreenCounts, Position, Report, Verdict, ZoneKind};

/// The word for "no class", "no unit" and "no verdict" in counts.
pub(super) const NONE: &str = "none";

/// Counts of a run. Each entry of a list is a word, the mines that it counts, and the flagged ones among them.
#[derive(Clone, Debug)]
pub(super) struct Counts {
    /// Features in the mines layer.
    pub(super) mines_read: usize,
    /// Mines in use.
    pub(super) mines_used: usize,
    /// Mines flagged.
    pub(super) flagged: usize,
    pub(super) by_fragility: Vec<(&'static str, usize, usize)>,
    pub(super) by_prefecture: Vec<(String, usize, usize)>,
    pub(super) by_position: Vec<(&'static str, usize, usize)>,
    pub(super) by_verdict: Vec<(&'static str, usize, usize)>,
    pub(super) in_redlines: usize,
    pub(super) redlines_hit: Vec<(String, usize, usize)>,
    pub(super) areas: Option<AreaCounts>,
    pub(super) rules: Option<RuleCounts>,
    pub(super) green: Option<(GreenCounts, String)>,
    /// Mines whose flag would not hold if lines moved by the stated uncertainty; `None` when it was not asked.
    pub(super) unstable: Option<usize>,
}

impl Counts {
    /// Counts a finished run.
    pub(super) fn of(report: &Report<'_>) -> Self {
        let judgements = &report.judgements;
        let mut by_fragility = counted(FragilityClass::ALL.into_iter().map(FragilityClass::word));
        let mut by_position = counted(Position::ALL.into_iter().rev().map(Position::word));
        let mut by_verdict = counted(Verdict::ALL.into_iter().map(Verdict::word));
        let (mut flagged, mut in_redlines) = (0, 0);
        for judgement in judgements {
            let is_flagged = judgement.is_flagged;
            flagged += usize::from(is_flagged);
            in_redlines += usize::from(judgement.redline);
            count(&mut by_fragility, judgement.fragility.map(FragilityClass::word), is_flagged);
            count(&mut by_position, judgement.position.map(Position::word), is_flagged);
            count(&mut by_verdict, judgement.verdict.map(Verdict::word), is_flagged);
        }
        let mut by_prefecture: BTreeMap<String, (usize, usize)> = BTreeMap::new();
        let units = report.zones(ZoneKind::Prefecture);
        let mut per_unit = vec![(0, 0); units.map_or(0, |units| units.zones.len()) + 1];
        for judgement in judgements {
            let outside = per_unit.len() - 1;
            let (all, flagged) = &mut per_unit[judgement.prefecture.map_or(outside, |zone| zone as usize)];
            *all += 1;
            *flagged += usize::from(judgement.is_flagged);
        }
        let names =
            units.into_iter().flat_map(|units| &units.zones).map(|zone| zone.name.clone()).chain([NONE.to_owned()]);
        for (name, (all, flagged)) in names.zip(per_unit).filter(|(_, (all, _))| *all > 0) {
            let entry = by_prefecture.entry(name).or_default();
            *entry = (entry.0 + all, entry.1 + flagged);
        }
        let redlines = report.zones(ZoneKind::Redline).map_or(&[][..], |redlines| &redlines.zones);
        let mut per_redline = vec![(0, 0); redlines.len()];
        for (hits, judgement) in report.facts.iter().zip(judgements) {
            for hit in hits.iter().filter(|hit| hit.kind == ZoneKind::Redline) {
                let (mines, flagged): &mut (usize, usize) = &mut per_redline[hit.zone as usize];
                *mines += 1;
                *flagged += usize::from(judgement.is_flagged);
            }
        }
        let redlines_hit = redlines
            .iter()
            .zip(per_redline)
            .filter(|(_, (mines, _))| *mines > 0)
            .map(|(redline, (mines, flagged))| (redline.name.clone(), mines, flagged))
            .collect();
        let areas = AreaCounts::of(&report.facts, !redlines.is_empty());
        let green = report.green.as_ref().map(|green| (green.counts, green_review::in_words(green)));
        let rules = report.rulings.as_ref().map(|rulings| RuleCounts::of(report, rulings));
        Self {
            mines_read: report.layer.read,
            mines_used: report.layer.mines.len(),
            flagged,
            by_fragility,
            by_prefecture: by_prefecture.into_iter().map(|(name, (all, flagged))| (name, all, flagged)).collect(),
            by_position,
            by_verdict,
            in_redlines,
            redlines_hit,
            areas,
            rules,
            green,
            unstable: (!report.facts.margins.is_empty())
                .then(|| report.facts.margins.iter().filter(|margin| !margin.stable).count()),
        }
    }

    /// The members of a JSON object, as the documented command line fixes them. Counts of zero are left out of
    /// `by_prefecture` and `defects`; the key `none` counts mines outside all units, without class, position or verdict.
    pub(super) fn to_json(&self, defects: &[Defect]) -> Map<String, Value> {
        let counts = |entries: &[(&'static str, usize, usize)]| -> Value {
            entries.iter().map(|(word, all, _)| ((*word).to_owned(), json!(all))).collect::<Map<_, _>>().into()
        };
        let by_prefecture: Map<String, Value> =
            self.by_prefecture.iter().map(|(name, all, _)| (name.clone(), json!(all))).collect();
        let defects: Map<String, Value> = check::count_by_code(defects)
            .into_iter()
            .map(|(code, count)| (code.code().to_owned(), json!(count)))
            .collect();
        let mines = json!({
            "read": self.mines_read,
            "used": self.mines_used,
            "refused": self.mines_read - self.mines_used,
        });
        let green = self.green.as_ref().map(|(counts, _)| {
            json!({
                "national": counts.national_mines,
                "regional": counts.regional_mines,
                "entries": counts.entries,
                "exact": counts.exact,
                "normalised": counts.normalised,
                "confirmed": counts.confirmed,
                "ambiguous": counts.ambiguous,
                "candidates": counts.candidates,
                "none": counts.none,
            })
        });
        let members = [
            ("mines", mines),
            ("flagged", json!(self.flagged)),
            ("by_fragility", counts(&self.by_fragility)),
            ("by_prefecture", by_prefecture.into()),
            ("by_position", counts(&self.by_position)),
            ("redline", json!(self.in_redlines)),
            ("by_verdict", counts(&self.by_verdict)),
            ("areas", json!(self.areas.as_ref().map(AreaCounts::to_json))),
            ("unstable", json!(self.unstable)),
            ("rules", json!(self.rules.as_ref().map(RuleCounts::to_json))),
            ("green_mines", json!(green)),
            ("defects", defects.into()),
        ];
        members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
    }
}

/// A count for each word, and for none.
fn counted(words: impl Iterator<Item = &'static str>) -> Vec<(&'static str, usize, usize)> {
    words.chain([NONE]).map(|word| (word, 0, 0)).collect()
}

fn count(counts: &mut [(&'static str, usize, usize)], word: Option<&'static str>, is_flagged: bool) {
    let word = word.unwrap_or(NONE);
    if let Some((_, all, flagged)) = counts.iter_mut().find(|(known, _, _)| *known == word) {
        *all += 1;
        *flagged += usize::from(is_flagged);
    }
}
