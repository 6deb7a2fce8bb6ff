//! What sheets say of how they came about.

use crate::domain::{Language, LayerSource, Report};

/// What holds where no rule tables are given.
pub(super) const WITHOUT_RULES: [&str; 2] = [
    "未给规则表：重度、极度脆弱或涉及红线者预警，由人工核查。",
    "No rule tables: severe or extreme fragility or a red line flags a mine, for a person to look at.",
];
/// A name of a file is cut to so many characters.
const NAME: usize = 40;

/// The sources: files without the folders that they lay in, each once.
pub(super) fn sources(report: &Report<'_>) -> String {
    let zones = report.zones.iter().flat_map(|zones| &zones.layers).chain(&report.receptors.layers);
    let layers = std::iter::once((&report.layer.source, report.layer.read))
        .chain(zones.map(|layer| (&layer.source, layer.read)));
    let mut names: Vec<String> = Vec::new();
    for (source, read) in layers {
        let name = format!("{} ({read})", name_of(source));
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names.join(", ")
}

fn name_of(source: &LayerSource) -> String {
    let name = source.path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let name = source.layer.as_ref().map_or(name.clone(), |layer| format!("{name}:{layer}"));
    cut(&name, NAME)
}

/// A text on one line, cut to so many letters, of which an ideograph takes the room of two.
pub(super) fn cut(text: &str, most: usize) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if width(&line) <= most {
        return line;
    }
    let mut left = most - 1;
    let is_in = |letter: &char| {
        let width = if letter.is_ascii() { 1 } else { 2 };
        let is_in = width <= left;
        left = left.saturating_sub(width);
        is_in
    };
    line.chars().take_while(is_in).chain(['…']).collect()
}

/// How many letters a text is wide.
pub(super) fn width(text: &str) -> usize {
    text.chars().map(|letter| if letter.is_ascii() { 1 } else { 2 }).sum()
}

/// What a reader must know before he believes a sheet: rules that nobody checked, mines that are made up.
pub(super) fn warnings(report: &Report<'_>) -> Vec<String> {
    let language = report.style.language;
    let mut warnings = Vec::new();
    if let Some(rulings) = &report.rulings {
        let packs = cut(&rulings.unverified_packs().join(", "), 120);
        if !packs.is_empty() {
            warnings.push(both(
                language,
                &format!("未核实规则：{packs}，无人与法律原文核对。"),
                &format!("Unverified rules: {packs}; nobody has compared them with the text of the law."),
            ));
        }
    } else {
        warnings.push(both(language, WITHOUT_RULES[0], WITHOUT_RULES[1]));
    }
    if report
        .layer
        .mines
        .iter()
        .any(|mine| memchr::memmem::find(mine.attributes.text().as_bytes(), b"synthetic").is_some())
    {
        warnings.push(both(
            language,
            "图上部分矿山的属性注明为合成数据，并非真实矿山。",
            "Attributes of some mines say synthetic: these are not real mines.",
        ));
    }
    if !report.defects.is_empty() {
        let count = report.defects.len();
        warnings.push(both(
            language,
            &format!("数据问题 {count} 条，见表“数据问题”。"),
            &format!("{count} findings about the data: see the table of defects."),
        ));
    }
    warnings
}

fn both(language: Language, chinese: &str, english: &str) -> String {
    language.choose(chinese, english).into_owned()
}

/// The summary of a project.
pub(super) fn of_project(report: &Report<'_>) -> String {
    let flagged = report.judgements.iter().filter(|judgement| judgement.is_flagged).count();
    let mines = report.layer.mines.len();
    let first = both(
        report.style.language,
        &format!("矿山 {mines} 座，预警 {flagged} 座。"),
        &format!("{flagged} of {mines} mines are flagged."),
    );
    std::iter::once(first).chain(warnings(report)).collect::<Vec<_>>().join("\n")
}
