//! The figures at the head of a page, the sentence that says what came out, and the colours.

use std::borrow::Cow;
use std::fmt::Write as _;

use serde::Serialize;
use serde_json::Value as Json;

use super::Pair;
use super::mines::{Mines, fields_of};
use crate::domain::{FragilityClass, Report, Severity, Theme, Verdict, ZoneKind};
use crate::style::palette;
use crate::write::area_counts::AreaCounts;

/// Colours as `#rrggbb`.
#[derive(Serialize)]
pub(super) struct Colours {
    fragility: Vec<String>,
    no_class: String,
    verdict: Vec<String>,
    no_verdict: String,
    position: Vec<String>,
    redline: String,
    belt: String,
    function: String,
}

/// The colours of a theme.
pub(super) fn colours(theme: Theme) -> Colours {
    let palette = palette(theme);
    Colours {
        fragility: palette.fragility.map(crate::style::Colour::hex).to_vec(),
        no_class: palette.no_class.hex(),
        verdict: palette.verdict.map(crate::style::Colour::hex).to_vec(),
        no_verdict: palette.no_verdict.hex(),
        position: palette.position.map(crate::style::Colour::hex).to_vec(),
        redline: palette.redline.hex(),
        belt: palette.belt.hex(),
        function: palette.function.hex(),
    }
}

/// Counts of the whole run, whatever is listed.
#[derive(Serialize)]
pub(super) struct Figures {
    sentence: Pair,
    read: usize,
    used: usize,
    flagged: usize,
    redline: usize,
    fragility: Vec<usize>,
    verdict: Vec<usize>,
    has_redlines: bool,
    has_rules: bool,
    unstable: Option<usize>,
    /// Of mines that are areas: the object of the summary.
    areas: Option<Json>,
    defects: usize,
    /// Defects of which a person should know more: refused, to review.
    serious: usize,
    synthetic: usize,
    synthetic_fields: Vec<String>,
    unverified: Vec<String>,
}

/// The figures of a run.
pub(super) fn figures(report: &Report<'_>, mines: &Mines<'_>) -> Figures {
    let judgements = &report.judgements;
    let count = |is: &dyn Fn(&crate::domain::Judgement) -> bool| judgements.iter().filter(|judged| is(judged)).count();
    let mut verdict: Vec<usize> =
        Verdict::ALL.iter().map(|verdict| count(&|judged| judged.verdict == Some(*verdict))).collect();
    verdict.push(count(&|judged| judged.verdict.is_none()));
    let mut fragility: Vec<usize> =
        FragilityClass::ALL.iter().map(|class| count(&|judged| judged.fragility == Some(*class))).collect();
    fragility.push(count(&|judged| judged.fragility.is_none()));
    let has_redlines = report.zones(ZoneKind::Redline).is_some_and(|redlines| !redlines.zones.is_empty());
    let (flagged, redline) = (count(&|judged| judged.is_flagged), count(&|judged| judged.redline));
    let is_serious = |severity: Severity| matches!(severity, Severity::Refused | Severity::Review);
    let unverified = report.rulings.iter().flat_map(|rulings| rulings.unverified_packs());
    let synthetic = mines.synthetic();
    Figures {
        sentence: sentence(judgements.len(), flagged, &verdict, has_redlines.then_some(redline)),
        read: report.layer.read,
        used: judgements.len(),
        flagged,
        redline,
        fragility,
        verdict,
        has_redlines,
        has_rules: report.rulings.is_some(),
        unstable: (!report.facts.margins.is_empty())
            .then(|| report.facts.margins.iter().filter(|margin| !margin.stable).count()),
        areas: AreaCounts::of(&report.facts, has_redlines).map(|areas| areas.to_json()),
        defects: report.defects.len(),
        serious: report.defects.iter().filter(|defect| is_serious(defect.code.severity())).count(),
        synthetic: synthetic.map_or(0, super::columns::PageColumn::filled),
        synthetic_fields: synthetic.map(fields_of).unwrap_or_default(),
        unverified: unverified.map(str::to_owned).collect(),
    }
}

/// What came out, in one sentence: flags, the two strictest verdicts that there are, red lines.
fn sentence(used: usize, flagged: usize, verdicts: &[usize], redline: Option<usize>) -> Pair {
    let mut chinese = format!("{used} 座矿山中，{flagged} 座被预警");
    let mut english = format!("{flagged} of {used} mines {} flagged", if flagged == 1 { "is" } else { "are" });
    let mut by_strictness: Vec<(Verdict, usize)> =
        Verdict::ALL.into_iter().zip(verdicts.iter().copied()).filter(|(_, count)| *count > 0).collect();
    by_strictness.sort_by_key(|(verdict, _)| std::cmp::Reverse(*verdict));
    by_strictness.truncate(2);
    for (number, (verdict, count)) in by_strictness.iter().enumerate() {
        let _ = write!(chinese, "{}{count} 座判定为{}", if number == 0 { "；" } else { "，" }, verdict.chinese());
        let word = match verdict {
            Verdict::Review => "to review",
            Verdict::Exit => "to exit",
            verdict => verdict.word(),
        };
        let _ = write!(english, ", {count} {word}");
    }
    if let Some(redline) = redline {
        let _ = write!(chinese, "；{redline} 座涉及生态保护红线");
        let _ = write!(english, "; {redline} {} a red line", if redline == 1 { "meets" } else { "meet" });
    }
    (Cow::Owned(chinese + "。"), Cow::Owned(english + "."))
}

#[cfg(test)]
mod tests {
    use super::sentence;

    #[test]
    fn the_sentence_names_the_strictest_verdicts() {
        let (chinese, english) = sentence(10, 7, &[2, 0, 3, 1, 4, 0, 0], Some(1));
        assert_eq!(chinese, "10 座矿山中，7 座被预警；2 座判定为禁止，3 座判定为限制；1 座涉及生态保护红线。");
        assert_eq!(english, "7 of 10 mines are flagged, 2 prohibited, 3 restricted; 1 meets a red line.");
        assert_eq!(sentence(0, 0, &[0; 7], None).1, "0 of 0 mines are flagged.");
    }
}
