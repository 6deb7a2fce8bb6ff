//! The sheet of red lines that are hit: how many mines, how much of them, and which.

use super::sheet::{Cell, Format, Row, Rows, Sheet, SheetColumn};
use super::stated::Statements;
use super::words::Words;
use crate::domain::{Report, ZoneKind};
use crate::write::table::Value;
use crate::write::values::area_ha;

/// What is found of one red line.
#[derive(Default)]
struct Found {
    mines: Vec<u32>,
    flagged: usize,
    /// Square metres inside, where a mine is an area.
    area_m2: Option<f64>,
}

/// Red lines that at least one mine touches or overlaps, in the order of their layers. Points count as mines and have no area;
/// where red lines overlap each other, what they share is in the area of both.
pub(super) fn sheet<'c>(report: &Report<'_>, stated: &Statements, words: &Words) -> Sheet<'c> {
    let redlines = report.zones(ZoneKind::Redline).map_or(&[][..], |redlines| &redlines.zones);
    let mut found: Vec<Found> = Vec::new();
    found.resize_with(redlines.len(), Found::default);
    for (mine, (hits, judgement)) in report.facts.iter().zip(&report.judgements).enumerate() {
        for hit in hits.iter().filter(|hit| hit.kind == ZoneKind::Redline) {
            let Some(of_redline) = found.get_mut(hit.zone as usize) else { continue };
            of_redline.mines.push(mine as u32);
            of_redline.flagged += usize::from(judgement.is_flagged);
        }
        let pieces = report.facts.extent(mine).into_iter().flat_map(|extent| extent.of_kind(ZoneKind::Redline));
        // What has no figure is a defect of its own.
        for piece in pieces.filter(|piece| !piece.area_m2.is_nan()) {
            if let Some(of_redline) = found.get_mut(piece.zone as usize) {
                *of_redline.area_m2.get_or_insert(0.0) += piece.area_m2;
            }
        }
    }
    let column = |title: &'static str, format: Format| SheetColumn::new(words.say(title), format);
    let columns = vec![
        column("生态保护红线 Red line", Format::Text),
        column("红线编号 Red line id", Format::Text),
        column("红线类别 Red line class", Format::Text),
        column("矿山数 Mines", Format::Whole),
        column("预警矿山数 Flagged mines", Format::Whole),
        column("红线内面积(公顷) Inside (ha)", Format::Hectares),
        column("矿山编号 Mine ids", Format::Text),
        column("矿山名称 Mine names", Format::Text),
    ];
    let text = |text: Option<&str>| text.map_or(Cell::Blank, |text| Cell::text(text.to_owned()));
    let rows = redlines.iter().zip(found).filter(|(_, found)| !found.mines.is_empty()).map(|(redline, found)| {
        let id = |mine: &u32| {
            let mine = &report.layer.mines[*mine as usize];
            mine.label().into_owned()
        };
        let ids: Vec<String> = found.mines.iter().map(id).collect();
        let names: Vec<&str> =
            found.mines.iter().filter_map(|mine| stated.names.get(*mine as usize)?.as_deref()).collect();
        let inside = match found.area_m2.map(area_ha) {
            Some(Value::Real(hectares)) => Cell::Number(hectares),
            _ => Cell::Blank,
        };
        Row::new(vec![
            text(Some(&redline.name)),
            text(redline.id.as_deref()),
            text(redline.class.word()),
            Cell::count(found.mines.len()),
            Cell::count(found.flagged),
            inside,
            Cell::text(ids.join("; ")),
            if names.is_empty() { Cell::Blank } else { Cell::text(names.join("; ")) },
        ])
    });
    Sheet {
        file: "redlines",
        name: words.say("涉及红线 Red lines hit"),
        columns,
        rows: Rows::Held(rows.collect()),
        frozen_columns: 1,
        footing: 0,
    }
}
