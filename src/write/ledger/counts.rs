//! The sheets that count mines: prefecture by fragility, mineral by scale, right by state. Every mine is counted once in each of
//! them, so totals agree with the list of all mines.

use std::collections::BTreeMap;

use super::sheet::{Cell, Format, Row, Rows, Sheet, SheetColumn};
use super::stated::{NOT_STATED, Stated, Statements, Validity};
use super::words::Words;
use crate::domain::{FRAGILITY_LABELS, FragilityClass, Report, ZoneKind};

/// The row, and the column, that sums up others.
pub(super) const TOTAL: &str = "合计 total";
/// The row of mines in no unit.
pub(super) const OUTSIDE: &str = "不在任何单元内 outside all units";
/// The block of all prefectures.
pub(super) const EVERYWHERE: &str = "全部 all";

/// Mines, and those of them that are flagged.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Count {
    mines: usize,
    flagged: usize,
}

impl Count {
    fn add(&mut self, is_flagged: bool) {
        self.mines += 1;
        self.flagged += usize::from(is_flagged);
    }

    fn plus(self, other: Self) -> Self {
        Self { mines: self.mines + other.mines, flagged: self.flagged + other.flagged }
    }
}

/// A table of counts; every row has as many as there are columns.
struct Grid {
    columns: usize,
    rows: Vec<Vec<Count>>,
}

impl Grid {
    fn new(rows: usize, columns: usize) -> Self {
        Self { columns, rows: vec![vec![Count::default(); columns]; rows] }
    }

    fn sum(counts: &[Count]) -> Count {
        counts.iter().fold(Count::default(), |sum, count| sum.plus(*count))
    }

    fn totals(&self) -> Vec<Count> {
        (0..self.columns).map(|at| self.rows.iter().fold(Count::default(), |sum, row| sum.plus(row[at]))).collect()
    }
}

/// The units by name; units of one name are one row.
pub(super) struct Units {
    /// For each mine its row.
    pub(super) of_mines: Vec<usize>,
    /// The names, in the order of the layers, and at the end the row of mines in no unit, where there are some.
    pub(super) names: Vec<String>,
}

impl Units {
    pub(super) fn of(report: &Report<'_>, words: &Words) -> Self {
        let mut names: Vec<String> = Vec::new();
        let mut rows: BTreeMap<&str, usize> = BTreeMap::new();
        let units = report.zones(ZoneKind::Prefecture).map_or(&[][..], |units| &units.zones);
        let of_units: Vec<usize> = units
            .iter()
            .map(|unit| {
                *rows.entry(&unit.name).or_insert_with(|| {
                    names.push(unit.name.clone());
                    names.len() - 1
                })
            })
            .collect();
        let outside = names.len();
        let of_mine = |unit: Option<u32>| unit.and_then(|unit| of_units.get(unit as usize).copied()).unwrap_or(outside);
        let of_mines: Vec<usize> = report.judgements.iter().map(|judgement| of_mine(judgement.prefecture)).collect();
        if of_mines.contains(&outside) {
            names.push(words.say(OUTSIDE));
        }
        Self { of_mines, names }
    }
}

/// Prefectures in rows; each class of fragility, and none, with its mines and flagged mines in columns.
pub(super) fn by_prefecture<'c>(report: &Report<'_>, units: &Units, words: &Words) -> Sheet<'c> {
    let mut grid = Grid::new(units.names.len(), FragilityClass::ALL.len() + 1);
    for (judgement, row) in report.judgements.iter().zip(&units.of_mines) {
        let column = judgement.fragility.map_or(FragilityClass::ALL.len(), |class| class as usize);
        grid.rows[*row][column].add(judgement.is_flagged);
    }
    let mut columns = vec![SheetColumn::new(words.say("所在地州 Prefecture"), Format::Text)];
    let classes = FragilityClass::ALL.into_iter().map(Some).chain([None]);
    for class in classes {
        let (chinese, english) = class.map_or(("无类别", "none"), |class| {
            let label = &FRAGILITY_LABELS[class as usize];
            (label.title.chinese.as_ref(), label.code)
        });
        for (of_chinese, of_english) in [("矿山", "mines"), ("预警", "flagged")] {
            let heading = words
                .language
                .choose(&format!("{chinese}({of_chinese})"), &format!("{english} ({of_english})"))
                .into_owned();
            let mut column = SheetColumn::new(heading, Format::Whole);
            column.heading_fill = Some(words.palette.of_fragility(class));
            columns.push(column);
        }
    }
    columns.push(SheetColumn::new(words.say("合计(矿山) total (mines)"), Format::Whole));
    columns.push(SheetColumn::new(words.say("合计(预警) total (flagged)"), Format::Whole));
    let row = |name: String, counts: &[Count]| {
        let pairs = counts
            .iter()
            .chain([&Grid::sum(counts)])
            .flat_map(|count| [count.mines, count.flagged])
            .collect::<Vec<_>>();
        [Cell::text(name)].into_iter().chain(pairs.into_iter().map(Cell::count)).collect()
    };
    let mut rows: Vec<Row<'c>> =
        units.names.iter().zip(&grid.rows).map(|(name, counts)| Row::new(row(name.clone(), counts))).collect();
    rows.push(Row::total(row(words.say(TOTAL), &grid.totals())));
    Sheet {
        file: "by_prefecture",
        name: words.say("地州与脆弱性 Prefecture by fragility"),
        columns,
        rows: Rows::Held(rows),
        frozen_columns: 1,
        footing: 1,
    }
}

/// Minerals in rows and scales in columns: first for all mines, then for every prefecture that has some, each block with a
/// total. A filter on the first column leaves one block.
pub(super) fn by_mineral<'c>(report: &Report<'_>, units: &Units, stated: &Statements, words: &Words) -> Sheet<'c> {
    let minerals = stated.mineral.values.len() + 1;
    let scales = stated.scale.values.len() + 1;
    // Only what occurs is held: units times minerals may be many.
    let mut blocks: BTreeMap<usize, BTreeMap<usize, Vec<Count>>> = BTreeMap::new();
    for (mine, judgement) in report.judgements.iter().enumerate() {
        let mineral = stated.mineral.of_mines[mine].unwrap_or(minerals - 1);
        let scale = stated.scale.of_mines[mine].unwrap_or(scales - 1);
        for block in [0, units.of_mines[mine] + 1] {
            let row = blocks.entry(block).or_default().entry(mineral).or_insert_with(|| vec![Count::default(); scales]);
            row[scale].add(judgement.is_flagged);
        }
    }
    blocks.entry(0).or_default();
    let mut columns = vec![
        SheetColumn::new(words.say("所在地州 Prefecture"), Format::Text),
        SheetColumn::new(words.say("矿种 Mineral"), Format::Text),
    ];
    columns.extend(headings(&stated.scale, "规模 scale", words));
    columns.extend(sums(words));
    let mut rows = Vec::new();
    for (block, of_block) in blocks {
        let place = if block == 0 { words.say(EVERYWHERE) } else { units.names[block - 1].clone() };
        let mut grid = Grid::new(0, scales);
        for (mineral, counts) in of_block {
            let name = stated.mineral.values.get(mineral).cloned().unwrap_or_else(|| words.say(NOT_STATED));
            rows.push(Row::new(count_row(vec![place.clone(), name], &counts)));
            grid.rows.push(counts);
        }
        rows.push(Row::total(count_row(vec![place, words.say(TOTAL)], &grid.totals())));
    }
    Sheet {
        file: "by_mineral",
        name: words.say("矿种与规模 Mineral by scale"),
        columns,
        rows: Rows::Held(rows),
        frozen_columns: 2,
        footing: 0,
    }
}

/// Type of right and validity of the licence in rows, states in columns.
pub(super) fn by_right<'c>(report: &Report<'_>, stated: &Statements, words: &Words) -> Sheet<'c> {
    let rights = stated.right.values.len() + 1;
    let state_count = stated.status.values.len() + 1;
    let mut counted: BTreeMap<(usize, Validity), Vec<Count>> = BTreeMap::new();
    for (mine, judgement) in report.judgements.iter().enumerate() {
        let right = stated.right.of_mines[mine].unwrap_or(rights - 1);
        let status = stated.status.of_mines[mine].unwrap_or(state_count - 1);
        let row = counted.entry((right, stated.validity[mine])).or_insert_with(|| vec![Count::default(); state_count]);
        row[status].add(judgement.is_flagged);
    }
    let mut columns = vec![
        SheetColumn::new(words.say("矿权类型 Right"), Format::Text),
        SheetColumn::new(words.say("许可证有效期 Licence validity"), Format::Text),
    ];
    columns.extend(headings(&stated.status, "状态 state", words));
    columns.extend(sums(words));
    let mut grid = Grid::new(0, state_count);
    let mut rows = Vec::new();
    for ((right, validity), counts) in counted {
        let name = stated.right.values.get(right).cloned().unwrap_or_else(|| words.say(NOT_STATED));
        rows.push(Row::new(count_row(vec![name, words.say(validity.title())], &counts)));
        grid.rows.push(counts);
    }
    rows.push(Row::total(count_row(vec![words.say(TOTAL), String::new()], &grid.totals())));
    Sheet {
        file: "by_right",
        name: words.say("矿权与状态 Right by licence state"),
        columns,
        rows: Rows::Held(rows),
        frozen_columns: 2,
        footing: 1,
    }
}

/// A column for each value, and for none: `状态: 生产`.
fn headings(stated: &Stated, of: &'static str, words: &Words) -> Vec<SheetColumn> {
    let values = stated.values.iter().cloned().chain([words.say(NOT_STATED)]);
    values.map(|value| SheetColumn::new(format!("{}: {value}", words.say(of)), Format::Whole)).collect()
}

fn sums(words: &Words) -> [SheetColumn; 2] {
    [
        SheetColumn::new(words.say("合计(矿山) total (mines)"), Format::Whole),
        SheetColumn::new(words.say("合计(预警) total (flagged)"), Format::Whole),
    ]
}

fn count_row<'c>(names: Vec<String>, counts: &[Count]) -> Vec<Cell<'c>> {
    let sum = Grid::sum(counts);
    let name = |name: String| if name.is_empty() { Cell::Blank } else { Cell::text(name) };
    let numbers = counts.iter().map(|count| count.mines).chain([sum.mines, sum.flagged]);
    names.into_iter().map(name).chain(numbers.map(Cell::count)).collect()
}
