//! The spatial index, packed.
//!
//! SQLite's own way is to insert box by box, which splits and rewrites nodes all the time. All boxes are known here
//! before the index is wanted, so they are sorted along a Hilbert curve and laid into full nodes from the leaves up,
//! and the nodes go straight into the three tables behind the virtual table. That is several times as fast, and the
//! index answers as well.
//!
//! # The tables
//!
//! From "Shadow Tables" in the documentation of SQLite's R*Tree module, and the comments of its source, `rtree.c`.
//! The virtual table `T` keeps its content in three ordinary tables:
//!
//! | table                          | what                                                    |
//! |--------------------------------|---------------------------------------------------------|
//! | `T_node(nodeno, data)`         | the nodes; the root is number 1                         |
//! | `T_parent(nodeno, parentnode)` | for every node but the root, the node above it          |
//! | `T_rowid(rowid, nodeno)`       | for every row indexed, the leaf that holds it           |
//!
//! A node is a blob, all nodes of a tree are of one size, and all numbers are big endian:
//!
//! | bytes | what                                                                                          |
//! |-------|-----------------------------------------------------------------------------------------------|
//! | 2     | in the root the height of the tree, 0 if the root is a leaf; elsewhere 0                      |
//! | 2     | the number of cells                                                                           |
//! | 24 ×  | the cells: 8 bytes row or node number, then min x, max x, min y, max y of 4 bytes each        |
//! | rest  | zeros                                                                                         |
//!
//! SQLite chooses the size of the nodes when it makes the table (51 cells for pages of 4 KiB) and later takes it
//! from the root, so it is read from there. Every node but the root is at least half full, which is more than the
//! third that SQLite itself keeps to when rows are deleted later.

use rusqlite::{Connection, Statement, params};

use super::batch::Batch;
use super::blob::Envelope;
use super::hilbert;
use super::sql::quoted;

const ROOT: u32 = 1;
const NODE_HEADER_BYTES: usize = 4;
const CELL_BYTES: usize = 24;

/// A box of 32-bit numbers that contains the box of 64-bit numbers it was made from.
#[derive(Debug, Clone, Copy)]
struct Bounds {
    min_x: f32,
    max_x: f32,
    min_y: f32,
    max_y: f32,
}

/// A box with the number of its row or, above the leaves, of its node.
#[derive(Debug, Clone, Copy)]
struct Cell {
    position: u32,
    number: u32,
    bounds: Bounds,
}

/// The boxes of a table, collected while its rows are written: 24 bytes a row, and 4 more at the end.
pub(super) struct PackedTree {
    cells: Vec<Cell>,
}

impl PackedTree {
    pub(super) const fn new() -> Self {
        Self { cells: Vec::new() }
    }

    pub(super) fn push(&mut self, row: u32, envelope: &Envelope) {
        self.cells.push(Cell { position: 0, number: row, bounds: Bounds::around(envelope) });
    }

    /// Makes the virtual table and fills it.
    pub(super) fn write(mut self, connection: &Connection, name: &str) -> rusqlite::Result<()> {
        let [table, node, parent, rowid] =
            ["", "_node", "_parent", "_rowid"].map(|end| quoted(&format!("{name}{end}")));
        connection.execute_batch(&format!("CREATE VIRTUAL TABLE {table} USING rtree(id, minx, maxx, miny, maxy)"))?;
        if self.cells.is_empty() {
            return Ok(());
        }
        let node_bytes: usize =
            connection
                .query_row(&format!("SELECT length(data) FROM {node} WHERE nodeno = {ROOT}"), [], |row| row.get(0))?;
        sort_along_curve(&mut self.cells);
        let leaves = Nodes {
            node_bytes,
            insert_node: connection.prepare(&format!("INSERT OR REPLACE INTO {node} VALUES (?1, ?2)"))?,
            parents: Batch::new(connection, &parent, 2)?,
        }
        .write(self.cells)?;
        write_leaf_of_row(connection, &rowid, &leaves)
    }
}

/// Sorts by the place of the centre on a Hilbert curve over the whole, and by row where centres share a place.
fn sort_along_curve(cells: &mut [Cell]) {
    let whole = Bounds::around_all(cells);
    for cell in &mut *cells {
        cell.position = hilbert::position(
            grid_index(cell.bounds.min_x, cell.bounds.max_x, whole.min_x, whole.max_x),
            grid_index(cell.bounds.min_y, cell.bounds.max_y, whole.min_y, whole.max_y),
        );
    }
    cells.sort_unstable_by_key(|cell| (cell.position, cell.number));
}

/// The column or row of a centre. Where all boxes are in one line the share is NaN, and the cast makes 0 of it.
fn grid_index(min: f32, max: f32, whole_min: f32, whole_max: f32) -> u16 {
    let centre = f64::midpoint(min.into(), max.into());
    let share = (centre - f64::from(whole_min)) / (f64::from(whole_max) - f64::from(whole_min));
    (share * f64::from(u16::MAX)) as u16
}

/// Writes nodes, level by level from the leaves to the root.
struct Nodes<'c> {
    node_bytes: usize,
    insert_node: Statement<'c>,
    parents: Batch<'c>,
}

impl Nodes<'_> {
    /// Returns the leaf of each row by row number, 0 for rows not in the tree.
    fn write(mut self, cells: Vec<Cell>) -> rusqlite::Result<Vec<u32>> {
        let capacity = (self.node_bytes - NODE_HEADER_BYTES) / CELL_BYTES;
        let rows = cells.iter().map(|cell| cell.number).max().unwrap_or(0);
        let mut leaf_of_row = vec![0; rows as usize + 1];
        let mut level = cells;
        let mut height: u16 = 0;
        let mut last_node = ROOT;
        loop {
            let node_count = level.len().div_ceil(capacity);
            let is_root = node_count == 1;
            let mut above = Vec::with_capacity(node_count);
            let mut rest = level.as_slice();
            for nodes_left in (1..=node_count).rev() {
                let (cells, tail) = rest.split_at(rest.len().div_ceil(nodes_left));
                rest = tail;
                let node = if is_root {
                    ROOT
                } else {
                    last_node += 1;
                    last_node
                };
                self.insert_node.execute(params![node, self.blob(if is_root { height } else { 0 }, cells)])?;
                for &Cell { number, .. } in cells {
                    if height > 0 {
                        self.parents.pair(number, node)?;
                    } else if let Some(leaf) = leaf_of_row.get_mut(number as usize) {
                        *leaf = node;
                    }
                }
                above.push(Cell { position: 0, number: node, bounds: Bounds::around_all(cells) });
            }
            if is_root {
                self.parents.finish()?;
                return Ok(leaf_of_row);
            }
            level = above;
            height += 1;
        }
    }

    fn blob(&self, height: u16, cells: &[Cell]) -> Vec<u8> {
        let count = u16::try_from(cells.len()).unwrap_or(u16::MAX);
        let mut blob = Vec::with_capacity(self.node_bytes);
        blob.extend_from_slice(&height.to_be_bytes());
        blob.extend_from_slice(&count.to_be_bytes());
        for Cell { number, bounds, .. } in cells {
            blob.extend_from_slice(&u64::from(*number).to_be_bytes());
            for coordinate in [bounds.min_x, bounds.max_x, bounds.min_y, bounds.max_y] {
                blob.extend_from_slice(&coordinate.to_be_bytes());
            }
        }
        blob.resize(self.node_bytes, 0);
        blob
    }
}

/// In row order, so that the table grows at its end.
fn write_leaf_of_row(connection: &Connection, table: &str, leaf_of_row: &[u32]) -> rusqlite::Result<()> {
    let mut leaves = Batch::new(connection, table, 2)?;
    for (row, leaf) in (0_u32..).zip(leaf_of_row).filter(|(_, leaf)| **leaf != 0) {
        leaves.pair(row, *leaf)?;
    }
    leaves.finish()
}

impl Bounds {
    fn around(envelope: &Envelope) -> Self {
        Self {
            min_x: round_down(envelope.min_x),
            max_x: round_up(envelope.max_x),
            min_y: round_down(envelope.min_y),
            max_y: round_up(envelope.max_y),
        }
    }

    fn around_all(cells: &[Cell]) -> Self {
        let nothing =
            Self { min_x: f32::INFINITY, max_x: f32::NEG_INFINITY, min_y: f32::INFINITY, max_y: f32::NEG_INFINITY };
        cells.iter().fold(nothing, |all, Cell { bounds, .. }| Self {
            min_x: all.min_x.min(bounds.min_x),
            max_x: all.max_x.max(bounds.max_x),
            min_y: all.min_y.min(bounds.min_y),
            max_y: all.max_y.max(bounds.max_y),
        })
    }
}

/// The greatest 32-bit number that is not above `number`.
fn round_down(number: f64) -> f32 {
    // The cast rounds to the nearest number, whichever side it is on.
    let nearest = number as f32;
    if f64::from(nearest) > number { nearest.next_down() } else { nearest }
}

/// The smallest 32-bit number that is not below `number`.
fn round_up(number: f64) -> f32 {
    -round_down(-number)
}
