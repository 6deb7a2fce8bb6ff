//! What is to be known of a sheet: where it comes from, in which system, and what must not be taken from it.

use super::content::{Content, PositionKind, Standing};
use super::projection::Projection;
use crate::domain::{KIND_LABELS, Language, Title, ZoneKind};

/// No more files or packs are named, and no more characters of a name.
const MOST_NAMES: usize = 12;
const LONGEST_NAME: usize = 60;

/// Paragraphs, the warnings first.
pub(super) fn paragraphs(
    content: &Content<'_>,
    projection: &Projection,
    left_out: usize,
    language: Language,
) -> Vec<String> {
    let mut notes = Vec::new();
    let mut note =
        |chinese: String, english: String| notes.push(Title::new(chinese, english).text(language).into_owned());
    for (title, count, all) in made_up(content) {
        let (chinese, english) = (&title.chinese, &title.english);
        note(format!("{chinese}：{count}/{all}。"), format!("{english}: {count} of {all}."));
    }
    if !content.unverified_packs.is_empty() {
        let packs = listed(&content.unverified_packs);
        note(
            format!("规则未核实（未与法规原文比对）：{packs}。"),
            format!("Rules UNVERIFIED, nobody has compared them with the text of the law: {packs}."),
        );
    }
    if let Some(day) = &content.rules_as_of {
        note(format!("规则以 {day} 为准。"), format!("Rules in force on {day}."));
    }
    if left_out > 0 {
        note(format!("另有 {left_out} 个名称因无处可注而未注。"), format!("{left_out} more names found no room."));
    }
    note(
        format!("坐标系 CGCS2000（EPSG:4490）；{}。", in_chinese(projection)),
        format!("Coordinates CGCS2000 (EPSG:4490); {}.", in_english(projection)),
    );
    if !content.sources.is_empty() {
        let sources = listed(&content.sources);
        notes.push(format!("{}: {sources}", Title::of("图层 Layers").text(language)));
    }
    notes.push(format!("oreline {} · {}", env!("CARGO_PKG_VERSION"), content.day));
    notes
}

/// Names with commas; long ones and long lists are cut, since a sheet has no room for them.
fn listed(names: &[String]) -> String {
    let cut = |name: &String| match name.char_indices().nth(LONGEST_NAME) {
        Some((end, _)) => format!("{}…", &name[..end]),
        None => name.clone(),
    };
    let more = (names.len() > MOST_NAMES).then(|| "…".to_owned());
    names.iter().take(MOST_NAMES).map(cut).chain(more).collect::<Vec<_>>().join(", ")
}

/// What the layers say themselves to be made up, drawn roughly or not verified: in words, how many, of how many.
fn made_up(content: &Content<'_>) -> Vec<(Title, usize, usize)> {
    let mut found = Vec::new();
    let mines = |is: fn(&Standing) -> bool| content.mines.iter().filter(|mine| is(&mine.standing)).count();
    let all = content.mines.len();
    found.push((
        Title::new("合成数据：位置系虚构的矿山", "SYNTHETIC: mines at made-up positions"),
        mines(|standing| standing.position == PositionKind::Synthetic),
        all,
    ));
    found.push((
        Title::new("位置为大致位置的矿山", "Mines at approximate positions"),
        mines(|standing| standing.position == PositionKind::Approximate),
        all,
    ));
    for kind in ZoneKind::ALL {
        let label = KIND_LABELS.iter().find(|label| label.code == kind.word()).map(|label| &label.title);
        let (chinese, english) = label.map_or(("", ""), |title| (&title.chinese, &title.english));
        let zones = |is: fn(&Standing) -> bool| content.of_kind(kind).filter(|zone| is(&zone.standing)).count();
        let all = content.of_kind(kind).count();
        found.push((
            Title::new(
                format!("示意范围，非勘定边界的{chinese}"),
                format!("SCHEMATIC, no surveyed or legal line: {english}"),
            ),
            zones(|standing| standing.is_schematic),
            all,
        ));
        found.push((
            Title::new(format!("未核实的{chinese}"), format!("Unverified: {english}")),
            zones(|standing| standing.is_unverified && !standing.is_schematic),
            all,
        ));
    }
    found.retain(|(_, count, _)| *count > 0);
    found
}

fn in_chinese(projection: &Projection) -> String {
    let [first, second] = projection.parallels.map(|latitude| degrees(latitude, ["N", "S"]));
    let meridian = degrees(projection.central_meridian, ["E", "W"]);
    if projection.is_conic() {
        format!("阿尔伯斯等积圆锥投影，标准纬线 {first}、{second}，中央经线 {meridian}（指北针所示）")
    } else {
        format!("兰勃特等积圆柱投影，标准纬线 {first}，中央经线 {meridian}")
    }
}

fn in_english(projection: &Projection) -> String {
    let [first, second] = projection.parallels.map(|latitude| degrees(latitude, ["N", "S"]));
    let meridian = degrees(projection.central_meridian, ["E", "W"]);
    if projection.is_conic() {
        format!(
            "Albers equal-area conic, standard parallels {first} and {second}, central meridian {meridian} (north arrow)"
        )
    } else {
        format!("Lambert cylindrical equal-area, standard parallel {first}, central meridian {meridian}")
    }
}

/// To a minute: `36°42′N`.
fn degrees(value: f64, [positive, negative]: [&str; 2]) -> String {
    let minutes = (value.abs() * 60.0).round() as u64;
    let side = if value < 0.0 { negative } else { positive };
    match minutes % 60 {
        0 => format!("{}°{side}", minutes / 60),
        rest => format!("{}°{rest:02}′{side}", minutes / 60),
    }
}

/// The line below the title.
pub(super) fn subtitle(content: &Content<'_>, language: Language) -> String {
    let (all, flagged) = (content.mines.len(), content.flagged());
    let chinese = format!("矿山 {all} 处，预警 {flagged} 处");
    let english = format!("{all} mines, {flagged} flagged");
    match language {
        Language::Chinese => chinese,
        Language::English => english,
        Language::Both => format!("{chinese}  ·  {english}"),
    }
}

/// The title where there is none.
pub(super) fn usual_title(language: Language) -> String {
    Title::of("生态脆弱区矿山预警图 Mines on fragile ground").text(language).into_owned()
}
