//! Zones, parts of mines, and defects.

use super::filter::{all, any, equal, not, null};
use super::symbol::{BLACK, Hatch, Mark, Stroke, WHITE, area, hatched, label, outline};
use super::{Legend, Rule, label_title};
use crate::domain::{
    FRAGILITY_LABELS, FragilityClass, KIND_LABELS, PART_LABELS, POSITION_LABELS, Position, SEVERITY_LABELS, ZoneKind,
};
use crate::style::Colour;

const INK: Colour = Colour(34, 34, 34);
const DARK_RED: Colour = Colour(128, 0, 38);
const GREY: Colour = Colour(154, 154, 154);

/// Names of zones above all of their layer.
fn zone_labels(legend: &Legend<'_>, size: f64, colour: Colour, is_bold: bool, largest_scale: Option<u32>) -> Rule {
    let symbol = label(&legend.field("zone_name"), size, colour, is_bold, 0.0);
    let rule = Rule::new("label", label_title(legend.wanted.language), None, 9, vec![symbol]);
    Rule { largest_scale, ..rule }
}

/// Level lines on grey: without a class.
fn unclassed(outline: Stroke<'_>, grey: Colour) -> Vec<String> {
    vec![area(grey, 1.0, Some(outline)), hatched(Hatch::Level, Stroke::new(GREY, 0.8), 8.0)]
}

pub(super) fn prefectures(legend: &Legend<'_>) -> Vec<Rule> {
    let class = legend.field("zone_class");
    let border = || Stroke::new(legend.palette.outline, 1.0);
    let weakest_first =
        [FragilityClass::Mild, FragilityClass::Moderate, FragilityClass::Severe, FragilityClass::Extreme];
    let mut rules: Vec<Rule> = weakest_first
        .into_iter()
        .map(|of| {
            let symbols = vec![area(legend.palette.of_fragility(Some(of)), 1.0, Some(border()))];
            let title = legend.label(&FRAGILITY_LABELS, of.word());
            Rule::new(of.word(), title, Some(equal(&class, of.word())), 0, symbols)
        })
        .collect();
    let title = legend.text("无等级", "no class");
    rules.push(Rule::new("none", title, Some(null(&class)), 0, unclassed(border(), legend.palette.no_class)));
    rules.push(zone_labels(legend, 11.0, INK, false, None));
    rules
}

pub(super) fn positions(legend: &Legend<'_>) -> Vec<Rule> {
    let class = legend.field("zone_class");
    let outlines = [Stroke::new(Colour(74, 20, 134), 1.1), Stroke::new(Colour(158, 154, 200), 0.8)];
    let positions = [Position::Core, Position::Periphery].into_iter().zip(outlines);
    let mut rules: Vec<Rule> = positions
        .map(|(position, border)| {
            let word = position.word();
            let symbols = vec![area(legend.palette.of_position(position), 1.0, Some(border))];
            Rule::new(word, legend.label(&POSITION_LABELS, word), Some(equal(&class, word)), 0, symbols)
        })
        .collect();
    let symbols = unclassed(Stroke::new(GREY, 0.8), Colour(228, 228, 228));
    rules.push(Rule::new("none", legend.text("未定", "not classed"), Some(null(&class)), 0, symbols));
    rules.push(zone_labels(legend, 10.0, INK, false, Some(2_500_000)));
    rules
}

/// A border on a pale rim, which keeps it apart from any ground.
fn rimmed(colour: Colour, width: f64, dashes: &str) -> [String; 2] {
    let rim = Stroke { opacity: 0.8, ..Stroke::new(WHITE, width + 2.2) };
    [outline(rim), outline(Stroke::new(colour, width).dashed(dashes))]
}

fn belt_symbols(colour: Colour) -> Vec<String> {
    let hatch = hatched(Hatch::Rising, Stroke { opacity: 0.5, ..Stroke::new(colour, 0.7) }, 16.0);
    rimmed(colour, 1.8, "14 5").into_iter().chain([hatch]).collect()
}

pub(super) fn belts(legend: &Legend<'_>) -> Vec<Rule> {
    let title = legend.label(&KIND_LABELS, ZoneKind::Belt.word());
    let symbols = belt_symbols(legend.palette.belt);
    vec![Rule::new("belt", title, None, 0, symbols), zone_labels(legend, 11.0, legend.palette.belt, true, None)]
}

fn redline_symbols(outline: Colour, hatch: Colour) -> Vec<String> {
    let rim = hatched(Hatch::Falling, Stroke { opacity: 0.82, ..Stroke::new(WHITE, 2.7) }, 9.0);
    let lines = hatched(Hatch::Falling, Stroke::new(hatch, 1.3), 9.0);
    [rim, lines].into_iter().chain(rimmed(outline, 2.2, "")).collect()
}

pub(super) fn redlines(legend: &Legend<'_>) -> Vec<Rule> {
    let title = legend.label(&KIND_LABELS, ZoneKind::Redline.word());
    let symbols = redline_symbols(legend.palette.redline, legend.palette.redline);
    vec![
        Rule::new("redline", title, None, 0, symbols),
        zone_labels(legend, 10.5, Colour(165, 15, 21), true, Some(3_000_000)),
    ]
}

fn function_symbols(colour: Colour) -> Vec<String> {
    vec![hatched(Hatch::Dots, Stroke::new(colour, 2.4), 10.0), outline(Stroke::new(colour, 1.4).dashed("2 3"))]
}

pub(super) fn functions(legend: &Legend<'_>) -> Vec<Rule> {
    let title = legend.label(&KIND_LABELS, ZoneKind::Function.word());
    let symbols = function_symbols(legend.palette.function);
    vec![
        Rule::new("function", title, None, 0, symbols),
        zone_labels(legend, 10.0, Colour(0, 90, 50), false, Some(3_000_000)),
    ]
}

/// Kinds from the lowest to what lies on top.
const KINDS: [&str; 6] = ["prefecture", "position", "function", "belt", "redline", "mine"];

/// What a kind of parts is called in a legend.
fn kind_title(legend: &Legend<'_>, kind: &str) -> String {
    if kind == "mine" {
        legend.text("矿业权互相重叠", "mining rights overlap each other")
    } else {
        legend.label(&KIND_LABELS, kind)
    }
}

pub(super) fn overlaps(legend: &Legend<'_>) -> Vec<Rule> {
    let [kind, grade, zone] = ["kind", "grade", "zone"].map(|field| legend.field(field));
    let palette = legend.palette;
    let symbols = |kind: &str| -> Vec<String> {
        match kind {
            "prefecture" => vec![area(Colour(255, 255, 204), 0.43, Some(Stroke::new(Colour(140, 140, 140), 0.8)))],
            "position" => {
                let line = Stroke::new(Colour(74, 20, 134), 1.1);
                vec![hatched(Hatch::Upright, Stroke::new(palette.position[0], 0.8), 12.0), outline(line.dashed("4 4"))]
            }
            "function" => function_symbols(palette.function),
            "belt" => belt_symbols(palette.belt),
            "redline" => {
                let ground = area(Colour(240, 59, 32), 0.59, None);
                [ground].into_iter().chain(redline_symbols(palette.redline, DARK_RED)).collect()
            }
            _ => rimmed(palette.mine_pair, 3.6, "").to_vec(),
        }
    };
    let mut rules: Vec<Rule> = (0_u8..)
        .zip(KINDS)
        .map(|(level, of)| Rule::new(of, kind_title(legend, of), Some(equal(&kind, of)), level, symbols(of)))
        .collect();
    let known = any(&KINDS.map(|of| equal(&kind, of)));
    let other = vec![area(Colour(228, 228, 228), 0.43, Some(Stroke::new(Colour(102, 102, 102), 0.8)))];
    rules.push(Rule::new("other", legend.text("其他", "other"), Some(not(&known)), 6, other));
    for (name, of, colour, largest) in
        [("label-redline", "redline", DARK_RED, 250_000), ("label-mine", "mine", Colour(122, 1, 119), 100_000)]
    {
        let filter = all(&[equal(&kind, of), equal(&grade, "overlap")]);
        let symbols = vec![label(&zone, 10.5, colour, true, 0.0)];
        rules.push(Rule::new(name, label_title(legend.wanted.language), Some(filter), 9, symbols).down_to(largest));
    }
    rules
}

pub(super) fn slivers(legend: &Legend<'_>) -> Vec<Rule> {
    let [kind, grade, zone] = ["kind", "grade", "zone"].map(|field| legend.field(field));
    let palette = legend.palette;
    let pale = Some(Colour(255, 237, 160));
    let is_sliver = equal(&grade, "sliver");
    let mark = |of: &str| match of {
        "redline" => (palette.redline, Mark::new("square", 12.0, pale).turned(45.0)),
        "mine" => (palette.mine_pair, Mark::new("star", 18.0, pale)),
        "prefecture" => (palette.sliver, Mark::new("triangle", 13.0, pale)),
        "belt" => (palette.sliver, Mark::new("x", 13.0, pale)),
        "position" => (palette.sliver, Mark::new("circle", 12.0, pale)),
        _ => (palette.sliver, Mark::new("square", 11.0, pale)),
    };
    let symbols = |of: &str| -> Vec<String> {
        let (colour, mark) = mark(of);
        rimmed(colour, 2.9, "").into_iter().chain(mark.outlined(colour, 2.0).with_rim()).collect()
    };
    let mut rules: Vec<Rule> = (0_u8..)
        .zip(KINDS)
        .map(|(level, of)| {
            let filter = all(&[is_sliver.clone(), equal(&kind, of)]);
            Rule::new(&format!("sliver-{of}"), kind_title(legend, of), Some(filter), level, symbols(of))
        })
        .collect();
    let known = any(&KINDS.map(|of| equal(&kind, of)));
    let filter = all(&[is_sliver.clone(), not(&known)]);
    let cross = Mark::new("cross", 12.0, pale).outlined(palette.sliver, 2.0).with_rim().to_vec();
    rules.push(Rule::new("sliver-other", legend.text("其他", "other"), Some(filter), 6, cross));
    let touch = vec![outline(Stroke::new(Colour(102, 102, 102), 1.4).dashed("1 3"))];
    let title = legend.text("接边（无面积）", "touch (no area)");
    rules.push(Rule::new("touch", title, Some(equal(&grade, "touch")), 6, touch));
    let redline = equal(&kind, "redline");
    for (name, filter, colour, largest) in [
        ("label-redline", redline.clone(), DARK_RED, 100_000),
        ("label-other", not(&redline), Colour(68, 68, 68), 25_000),
    ] {
        let symbols = vec![label(&zone, 10.0, colour, false, 14.0)];
        let filter = all(&[is_sliver.clone(), filter]);
        rules.push(Rule::new(name, label_title(legend.wanted.language), Some(filter), 9, symbols).down_to(largest));
    }
    rules
}

pub(super) fn defects(legend: &Legend<'_>) -> Vec<Rule> {
    let severity = legend.field("severity");
    let marks = [("x", 12.0), ("square", 11.0), ("triangle", 13.0), ("circle", 10.0)];
    let mut rules: Vec<Rule> = SEVERITY_LABELS
        .iter()
        .zip(marks)
        .zip(legend.palette.severity)
        .map(|((entry, (name, size)), colour)| {
            let turn = if name == "square" { 45.0 } else { 0.0 };
            let symbols = Mark::new(name, size, Some(colour)).turned(turn).with_rim().to_vec();
            let title = legend.label(&SEVERITY_LABELS, entry.code);
            Rule::new(entry.code, title, Some(equal(&severity, entry.code)), 0, symbols)
        })
        .collect();
    let known: Vec<String> = SEVERITY_LABELS.iter().map(|entry| equal(&severity, entry.code)).collect();
    let symbols = Mark::new("cross", 10.0, Some(GREY)).outlined(BLACK, 0.8).with_rim().to_vec();
    rules.push(Rule::new("other", legend.text("其他", "other"), Some(not(&any(&known))), 0, symbols));
    let code = vec![label(&legend.field("code"), 9.0, Colour(51, 51, 51), false, 12.0)];
    rules.push(Rule::new("label", label_title(legend.wanted.language), None, 9, code).down_to(500_000));
    rules
}

pub(super) fn cut_parts(legend: &Legend<'_>) -> Vec<Rule> {
    let part = legend.field("part");
    let palette = legend.palette;
    let symbols = |of: &str| match of {
        "remaining" => {
            vec![area(palette.function, 0.4, None), outline(Stroke::new(palette.function, 2.2))]
        }
        "small" => {
            let marks = Mark::new("triangle", 12.0, Some(palette.sliver)).with_rim();
            rimmed(palette.sliver, 2.9, "").into_iter().chain(marks).collect()
        }
        _ => redline_symbols(palette.redline, palette.redline),
    };
    let order = ["remaining", "cut", "small"];
    let mut rules: Vec<Rule> = (0_u8..)
        .zip(order)
        .map(|(level, of)| Rule::new(of, legend.label(&PART_LABELS, of), Some(equal(&part, of)), level, symbols(of)))
        .collect();
    let symbols = vec![label(&legend.field("area_ha"), 10.0, INK, false, 0.0)];
    rules.push(Rule::new("label", label_title(legend.wanted.language), None, 9, symbols).down_to(250_000));
    rules
}
