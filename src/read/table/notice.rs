//! Notices that list one corner a line, often in columns side by side: 点号 X Y | 点号 X Y, one block of them for each mine
//! or ore section (矿段), with numbers that go on from block to block.
//!
//! The corners of a block are joined in the order of their numbers. A block with a corner that cannot be read is
//! refused as a whole, since without it the polygon would be another one.

mod block;

use super::columns::{Role, role};
use super::header::{SEARCHED_ROWS, line};
use super::position::{self, Decimals, Order, System};
use super::rows::Refusal;
use super::{Grid, Ring, Row};
use crate::read::angle::looks_packed;
use block::{Block, Corner};

/// What the lines about a block begin with.
const REMARKS: [&str; 18] = [
    "面积",
    "矿区面积",
    "区块面积",
    "总面积",
    "拟设面积",
    "开采标高",
    "标高",
    "赋矿标高",
    "开采深度",
    "深度",
    "备注",
    "注:",
    "注：",
    "合计",
    "规模",
    "生产规模",
    "坐标系",
    "2000国家大地坐标系",
];

/// One block of corners.
#[derive(Clone, Debug, PartialEq)]
pub struct NamedRings {
    /// What stands above it or beside it; empty if nothing does.
    pub name: String,
    /// Its rings, closed.
    pub rings: Vec<Ring>,
    /// What the numbers are.
    pub system: System,
    /// The rows of its first and last corner in the file.
    pub rows: (usize, usize),
    /// Lines about it: area, heights, coordinate system.
    pub remarks: Vec<String>,
}

/// What was read of a notice.
#[derive(Clone, Debug, Default)]
pub struct Notice {
    /// The blocks that were read.
    pub blocks: Vec<NamedRings>,
    /// Those that were not: `row` counts blocks from 0, those that were read included; `number` is the row in the file.
    pub refusals: Vec<Refusal>,
    /// All places were refused, since they could be `ddd.mmss`.
    pub asks_for_decimals: bool,
    /// What a person should know about how they were read.
    pub notes: Vec<String>,
}

/// Point number, and the two columns of its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Group {
    name: usize,
    first: usize,
    second: usize,
    order: Order,
}

impl Group {
    /// Whether a row has a corner here, be it one that cannot be read: a name and numbers that are no corner are a
    /// heading.
    fn holds_corner(&self, row: &Row) -> bool {
        let is_value = |column: usize| {
            row.words(column)
                .starts_with(|sign: char| sign.is_ascii_digit() || matches!(sign, '-' | 'E' | 'N' | '东' | '北'))
        };
        let name = row.words(self.name);
        let is_label = block::number(name).is_some_and(|(letters, _)| letters.is_ascii() && letters.len() <= 3);
        let (first, second) = (is_value(self.first), is_value(self.second));
        is_label || (first && second) || (name.is_empty() && (first || second))
    }
}

/// Whether a table is such a notice: a row names point numbers with coordinates behind them, or several such groups.
#[must_use]
pub fn is_notice(grid: &Grid) -> bool {
    grid.rows.iter().take(SEARCHED_ROWS).any(|row| {
        let groups = groups(row);
        groups.len() > 1 || groups.first().is_some_and(|group| role(row.words(group.name)) == Some(Role::PointNumber))
    })
}

/// Reads a notice.
#[must_use]
pub fn read(grid: &Grid, decimals: Decimals) -> Notice {
    let mut reader =
        Reader { decimals, groups: Vec::new(), beside: Vec::new(), open: Block::default(), blocks: Vec::new() };
    for row in &grid.rows {
        reader.row(row);
    }
    reader.close();
    let mut notice = Notice::default();
    let corners = || reader.blocks.iter().flat_map(|block| block.corners.iter().filter(|corner| corner.decimal));
    let (x, y): (Vec<f64>, Vec<f64>) = corners().map(|corner| (corner.at.x, corner.at.y)).unzip();
    notice.asks_for_decimals = decimals == Decimals::Ask && looks_packed(&x) && looks_packed(&y);
    for (index, block) in reader.blocks.into_iter().enumerate() {
        let number = block.corners.first().map_or(block.begins, |corner| corner.row);
        let read = if notice.asks_for_decimals && block.corners.iter().any(|corner| corner.decimal) {
            Err("it may be decimal degrees or degrees, minutes and seconds (109.3045 for 109°30′45″): say which"
                .to_owned())
        } else {
            block.finish(&mut notice.notes)
        };
        match read {
            Ok(rings) => notice.blocks.push(rings),
            Err(reason) => notice.refusals.push(Refusal { row: index, number, reason, is_blank: false }),
        }
    }
    notice
}

/// The groups of columns that a heading names. A plain number (序号, 编号) counts if coordinates stand right behind it.
fn groups(row: &Row) -> Vec<Group> {
    let filled: Vec<usize> = (0..row.cells.len()).filter(|column| !row.words(*column).is_empty()).collect();
    let is_number = |column: usize| {
        role(row.words(column)) == Some(Role::PointNumber)
            || matches!(row.words(column), "序号" | "编号" | "号" | "No." | "no")
    };
    let group = |columns: &[usize]| {
        let [name, one, other] = *columns else { return None };
        let (first, second, order) = match (role(row.words(one))?, role(row.words(other))?) {
            (Role::X, Role::Y) => (one, other, Order::Unsaid),
            (Role::Y, Role::X) => (other, one, Order::Unsaid),
            (Role::Longitude, Role::Latitude) => (one, other, Order::LongitudeLatitude),
            (Role::Latitude, Role::Longitude) => (other, one, Order::LongitudeLatitude),
            (Role::Easting, Role::Northing) => (one, other, Order::EastingNorthing),
            (Role::Northing, Role::Easting) => (other, one, Order::EastingNorthing),
            _ => return None,
        };
        is_number(name).then_some(Group { name, first, second, order })
    };
    filled.windows(3).filter_map(group).collect()
}

struct Reader {
    decimals: Decimals,
    groups: Vec<Group>,
    /// Columns outside of all groups, such as the name of the mine.
    beside: Vec<usize>,
    open: Block,
    blocks: Vec<Block>,
}

impl Reader {
    fn row(&mut self, row: &Row) {
        let groups = groups(row);
        if !groups.is_empty() {
            let within =
                |column: &usize| groups.iter().any(|group| [group.name, group.first, group.second].contains(column));
            self.beside = (0..row.cells.len()).filter(|column| !within(column)).collect();
            self.groups = groups;
            self.break_off(row);
            return;
        }
        if self.groups.iter().any(|group| group.holds_corner(row)) {
            self.corners(row);
        } else {
            self.heading(row);
        }
    }

    /// Notes that something stands between the corners of a block which does not say whether another begins.
    fn break_off(&mut self, row: &Row) {
        if !self.open.corners.is_empty() {
            self.open.broken_off = self.open.broken_off.or(Some(row.number));
        }
    }

    /// A line about the block, or the name of the next.
    fn heading(&mut self, row: &Row) {
        let text = line(row);
        let first = text.trim_start_matches(['(', '（', '[', '【', ' ']);
        if REMARKS.iter().any(|word| first.starts_with(word)) {
            self.break_off(row);
            self.open.remarks.push(text);
            return;
        }
        if self.open.corners.is_empty() && self.open.faults.is_empty() {
            let title = std::mem::take(&mut self.open.name);
            self.open.remarks.extend(Some(title).filter(|title| !title.is_empty()));
        } else {
            self.close();
        }
        self.open.begins = row.number;
        self.open.name = text;
    }

    fn corners(&mut self, row: &Row) {
        self.name_beside(row);
        let first = self.groups.iter().find_map(|group| block::number(row.words(group.name)));
        if let Some(row) = self.open.broken_off.take() {
            if first.is_some_and(|(_, number)| self.open.has(number)) {
                self.close();
            } else {
                self.open.doubt = self.open.doubt.or(Some(row));
            }
        }
        for (group, columns) in self.groups.clone().into_iter().enumerate() {
            let (name, first, second) = (row.words(columns.name), row.words(columns.first), row.words(columns.second));
            if name.is_empty() && first.is_empty() && second.is_empty() {
                continue;
            }
            match position::read(first, second, columns.order, self.decimals) {
                Ok(place) => self.open.corners.push(Corner::new(group, row.number, name, &place)),
                Err(reason) => self.open.faults.push(format!("row {}, corner {name}: {reason}", row.number)),
            }
        }
    }

    /// The name of a mine or section that stands beside its corners, in each line or in the first alone.
    fn name_beside(&mut self, row: &Row) {
        if let Some((column, known)) = &self.open.beside {
            let here = row.words(*column);
            if here.is_empty() || here == known {
                return;
            }
            self.close();
        } else if !self.open.corners.is_empty() {
            return;
        }
        let named = self.beside.iter().find(|column| !row.words(**column).is_empty());
        if let Some(column) = named {
            let name = row.words(*column).to_owned();
            let blank = if self.open.name.is_empty() { "" } else { " " };
            self.open.name.push_str(blank);
            self.open.name.push_str(&name);
            self.open.beside = Some((*column, name));
        }
    }

    fn close(&mut self) {
        let block = std::mem::take(&mut self.open);
        if !block.corners.is_empty() || !block.faults.is_empty() {
            self.blocks.push(block);
        }
    }
}
