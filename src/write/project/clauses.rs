//! The clauses of a page: rows of the table `rules`, as expressions over its columns, and how high they get.

use super::Scene;
use super::expression::{broken, joined, labelled, short};
use super::notes::width;
use crate::domain::{Judgement, Language, RuleInForce, VERDICT_LABELS};

/// How many clauses a page shows, the strictest first. Its heading says how many there are.
pub(super) const MOST: usize = 8;
/// Cuts, in characters: actions in both languages, conditions, sources.
const ACTION: usize = 110;
const ACTION_ZH: usize = 60;
const CONDITIONS: usize = 80;
const SOURCE: usize = 50;
/// Ideographs on a line of a cell; twice as many letters.
const WIDE: usize = 26;

/// The first column: the id, and the verdict that follows.
pub(super) fn head(language: Language) -> String {
    let id = broken(&short("\"rule\"", 40), 11);
    format!("{id} || '\\n' || coalesce({}, '')", labelled("\"verdict\"", &VERDICT_LABELS, language))
}

/// The second: what is to be done, where it holds, where it is written.
pub(super) fn text(language: Language) -> String {
    let cell = |column: &str, most: usize| broken(&short(&format!("\"{column}\""), most), WIDE);
    let action = match language {
        Language::Chinese => format!("coalesce({}, {})", cell("action_zh", ACTION_ZH), cell("action", ACTION)),
        Language::English => cell("action", ACTION),
        Language::Both => joined(&[cell("action_zh", ACTION_ZH), cell("action", ACTION)], "\n"),
    };
    let source = format!("'[' || {} || ']'", cell("source", SOURCE));
    joined(&[action, joined(&[cell("conditions", CONDITIONS), source], " ")], "\n")
}

/// How many millimetres the longest table of clauses needs at a size in points, about: over all flagged mines.
pub(super) fn height(scene: &Scene<'_, '_, '_, '_>, size: f64) -> f64 {
    let Some(rulings) = &scene.report.rulings else { return 0.0 };
    let mut is_met = vec![false; rulings.rulings.len()];
    let flagged = scene.report.judgements.iter().filter(|judgement| judgement.is_flagged);
    for ruling in flagged.filter_map(|judgement: &Judgement| judgement.ruling) {
        is_met[ruling as usize] = true;
    }
    let language = scene.fields.language;
    let tenths = |ruling: usize| -> usize {
        let mut lines: Vec<usize> =
            rulings.rulings[ruling].fired.iter().map(|&rule| lines(&rulings.rules[rule as usize], language)).collect();
        lines.sort_unstable_by(|one, other| other.cmp(one));
        // The margins of a row are as high as 0.6 lines.
        lines.iter().take(MOST).map(|lines| lines * 10 + 6).sum()
    };
    let most = (0..is_met.len()).filter(|&ruling| is_met[ruling]).map(tenths).max().unwrap_or(0);
    // So high is a line of the font for each point of its size, with the line height of the table.
    most as f64 / 10.0 * size * 0.44
}

/// The lines of a row.
fn lines(rule: &RuleInForce, language: Language) -> usize {
    let of = |text: &str, most: usize| width(&text.chars().take(most).collect::<String>()).div_ceil(2 * WIDE - 4);
    let english = of(rule.action.as_deref().unwrap_or_default(), ACTION);
    let chinese = of(rule.action_zh.as_deref().unwrap_or_default(), ACTION_ZH);
    let action = match language {
        Language::Chinese if chinese > 0 => chinese,
        Language::Chinese | Language::English => english,
        Language::Both => chinese + english,
    };
    let cut = |text: &str, most: usize| text.chars().take(most).collect::<String>();
    let source = cut(rule.source.as_deref().unwrap_or_default(), SOURCE);
    let found = format!("{} [{source}]", cut(&rule.conditions, CONDITIONS));
    (action + of(&found, found.len())).max(2)
}
