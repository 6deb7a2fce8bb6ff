//! What the legend lists: all ordered classes, the empty ones as well, with the number of zones or mines.

use super::content::{Content, Mark};
use super::panel::{Block, Row, Sample};
use crate::domain::{
    FRAGILITY_LABELS, FragilityClass, Language, POSITION_LABELS, Position, Title, VERDICT_LABELS, Verdict, ZoneClass,
    ZoneKind,
};
use crate::style::Palette;

pub(super) fn blocks(content: &Content<'_>, language: Language, colours: &Palette) -> Vec<Block> {
    let heading = |text: &'static str| Title::of(text).text(language).into_owned();
    let mut blocks = Vec::new();
    if content.of_kind(ZoneKind::Prefecture).next().is_some() {
        let heading = heading("生态脆弱性 Fragility of units");
        blocks.push(Block::Legend { heading, rows: fragility(content, language, colours) });
    }
    let zones = zones(content, language);
    if !zones.is_empty() {
        blocks.push(Block::Legend { heading: heading("区域 Zones"), rows: zones });
    }
    let count = |is_wanted: &dyn Fn(Mark) -> bool| content.mines.iter().filter(|mine| is_wanted(mine.mark)).count();
    let mark = |mark: Mark| Row {
        sample: Sample::Mark(mark),
        label: mark.title().text(language).into_owned(),
        count: count(&|of| of == mark),
    };
    let rows = Mark::FLAGGED.into_iter().chain([Mark::None]).map(mark).collect();
    blocks.push(Block::Legend { heading: heading("预警依据(形状) Why flagged (shape)"), rows });
    let of_verdict = |verdict: Option<Verdict>| content.mines.iter().filter(|mine| mine.verdict == verdict).count();
    let verdicts = Verdict::ALL.iter().zip(&VERDICT_LABELS).map(|(verdict, label)| Row {
        sample: Sample::Verdict(Some(*verdict)),
        label: label.title.text(language).into_owned(),
        count: of_verdict(Some(*verdict)),
    });
    let none = Row {
        sample: Sample::Verdict(None),
        label: Title::of("未判定 not judged").text(language).into_owned(),
        count: of_verdict(None),
    };
    let rows = verdicts.chain([none]).collect();
    blocks.push(Block::Legend { heading: heading("判定(颜色) Verdict (colour)"), rows });
    blocks
}

fn fragility(content: &Content<'_>, language: Language, colours: &Palette) -> Vec<Row> {
    let count = |is_wanted: &dyn Fn(&ZoneClass) -> bool| {
        content.of_kind(ZoneKind::Prefecture).filter(|zone| is_wanted(&zone.class)).count()
    };
    let classes = FragilityClass::ALL.iter().zip(&FRAGILITY_LABELS).rev().map(|(class, label)| Row {
        sample: Sample::Class(colours.of_fragility(Some(*class))),
        label: label.title.text(language).into_owned(),
        count: count(&|of| *of == ZoneClass::Fragility(*class)),
    });
    let has_class = |of: &ZoneClass| matches!(of, ZoneClass::Fragility(_));
    let none = Row {
        sample: Sample::NoClass(colours.no_class, count(&has_class) > 0),
        label: Title::of("无等级 no class").text(language).into_owned(),
        count: count(&|of| !has_class(of)),
    };
    classes.chain([none]).collect()
}

fn zones(content: &Content<'_>, language: Language) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut row = |sample, title: &Title, count| {
        rows.push(Row { sample, label: title.text(language).into_owned(), count });
    };
    let of_kind = |kind: ZoneKind| content.of_kind(kind).count();
    if of_kind(ZoneKind::Redline) > 0 {
        row(Sample::Redline, &Title::of("生态保护红线 red lines"), of_kind(ZoneKind::Redline));
    }
    if of_kind(ZoneKind::Belt) > 0 {
        row(Sample::Belt, &Title::of("成矿带 metallogenic belts"), of_kind(ZoneKind::Belt));
    }
    if of_kind(ZoneKind::Position) > 0 {
        for (position, label) in [Position::Core, Position::Periphery].into_iter().zip(&POSITION_LABELS) {
            let of_position =
                content.of_kind(ZoneKind::Position).filter(|zone| zone.class == ZoneClass::Position(position));
            row(Sample::Position(position), &label.title, of_position.count());
        }
    }
    if of_kind(ZoneKind::Function) > 0 {
        row(Sample::Function, &Title::of("生态功能区 function zones"), of_kind(ZoneKind::Function));
    }
    rows
}
