//! Mines: the outer mark tells why a mine is flagged, the inner one its verdict, by shape and colour.

use super::filter::{all, any, contains, equal, not, null};
use super::symbol::{BLACK, Mark, Stroke, WHITE, area, label};
use super::{Legend, Rule, label_title};
use crate::domain::{VERDICT_LABELS, Verdict};
use crate::style::{Colour, Shown};

/// Labels of flagged mines show from this scale on, those of others from the second.
const FLAGGED_LABELS: u32 = 1_000_000;
const OTHER_LABELS: u32 = 500_000;
const INK: Colour = Colour(17, 17, 17);
const FAINT: Colour = Colour(68, 68, 68);

/// The inner mark of a verdict: the badge that it has in QGIS.
fn badge(verdict: Verdict, colour: Colour) -> Mark {
    let mark = |name, size| Mark::new(name, size, Some(colour)).outlined(WHITE, 1.0);
    match verdict {
        Verdict::Prohibited => mark("x", 9.0),
        Verdict::Exit => mark("triangle", 9.0).turned(90.0),
        Verdict::Restricted => mark("square", 7.0),
        Verdict::Conditional => mark("cross", 9.0),
        Verdict::Allowed => mark("circle", 8.0),
        Verdict::Review => mark("star", 10.0).outlined(BLACK, 0.8),
    }
}

pub(super) fn rules(legend: &Legend<'_>) -> Vec<Rule> {
    let is_area = legend.wanted.shown == Shown::MineAreas;
    let [flagged, basis, verdict, tie, stable] =
        ["flagged", "flag_basis", "verdict", "tie", "stable"].map(|field| legend.field(field));
    let is_flagged = equal(&flagged, "true");
    let dark = legend.palette.no_verdict;
    let mut rules = Vec::new();
    if is_area {
        rules.extend(Verdict::ALL.into_iter().map(|word| {
            let fill = area(legend.palette.of_verdict(Some(word)), 0.84, Some(Stroke::new(Colour(85, 85, 85), 0.6)));
            let name = format!("area-{}", word.word());
            let title = legend.label(&VERDICT_LABELS, word.word());
            Rule::new(&name, title, Some(equal(&verdict, word.word())), 0, vec![fill])
        }));
        let fill = area(WHITE, 0.6, Some(Stroke::new(dark, 1.2)));
        rules.push(Rule::new("area-none", legend.text("未判定", "not judged"), Some(null(&verdict)), 0, vec![fill]));
    }
    let small = Mark::new("circle", 6.0, Some(WHITE)).outlined(Colour(68, 68, 68), 1.0);
    let unflagged = legend.text("未预警", "not flagged");
    rules.push(Rule::new("unflagged", unflagged, Some(not(&is_flagged)), 1, vec![small.xml()]));
    let several = contains(&basis, ";");
    let one_of = [
        (
            "basis-extreme",
            "极度脆弱",
            "extreme fragility",
            "fragility:extreme",
            Mark::new("triangle", 16.0, Some(dark)),
        ),
        (
            "basis-severe",
            "重度脆弱",
            "severe fragility",
            "fragility:severe",
            Mark::new("triangle", 16.0, Some(WHITE)).outlined(BLACK, 1.8),
        ),
        (
            "basis-redline",
            "生态保护红线",
            "in a red line",
            "redline",
            Mark::new("square", 12.0, Some(dark)).turned(45.0),
        ),
        ("basis-core", "核心区", "in the core", "position:core", Mark::new("circle", 14.0, Some(dark))),
    ];
    let known: Vec<String> =
        one_of.iter().map(|(_, _, _, value, _)| equal(&basis, value)).chain([several.clone()]).collect();
    let mut of_basis = |name: &str, title: String, filter: String, mark: Mark| {
        let filter = all(&[is_flagged.clone(), filter]);
        rules.push(Rule::new(name, title, Some(filter), 2, mark.with_rim().to_vec()));
    };
    of_basis("basis-several", legend.text("多项依据", "several bases"), several, Mark::new("star", 20.0, Some(dark)));
    for (name, chinese, english, value, mark) in one_of {
        of_basis(name, legend.text(chinese, english), equal(&basis, value), mark);
    }
    let other = legend.text("其他规则", "by another rule");
    of_basis("basis-rule", other, not(&any(&known)), Mark::new("square", 13.0, Some(dark)));
    rules.extend(Verdict::ALL.into_iter().map(|word| {
        let badge = badge(word, legend.palette.of_verdict(Some(word))).xml();
        let name = format!("verdict-{}", word.word());
        let title = legend.label(&VERDICT_LABELS, word.word());
        Rule::new(&name, title, Some(equal(&verdict, word.word())), 3, vec![badge])
    }));
    let ring = Mark::new("circle", 23.0, None).dashed("1 2");
    let border = legend.text("界线上", "on a border (tie)");
    rules.push(Rule::new("border", border, Some(equal(&tie, "true")), 4, vec![ring.xml()]));
    let frame = Mark::new("square", 25.0, None).dashed("4 2");
    let unstable = legend.text("结论不稳定", "not stable");
    rules.push(Rule::new("unstable", unstable, Some(equal(&stable, "false")), 4, vec![frame.xml()]));
    if let Some(name) = legend.wanted.name_field {
        let title = || label_title(legend.wanted.language);
        let name = legend.field(name);
        let flagged_label = label(&name, 11.0, INK, true, 16.0);
        rules.push(
            Rule::new("label-flagged", title(), Some(is_flagged.clone()), 5, vec![flagged_label])
                .down_to(FLAGGED_LABELS),
        );
        let other = label(&name, 10.0, FAINT, false, 12.0);
        rules.push(Rule::new("label-other", title(), Some(not(&is_flagged)), 5, vec![other]).down_to(OTHER_LABELS));
    }
    rules
}
