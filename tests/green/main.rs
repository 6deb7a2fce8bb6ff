//! Lists of green mines, from rows of tables to mines: what is joined, what is not, and what is said of every entry.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout, reason = "a test may fail")]

mod lists;
mod orders;
mod pairs;
mod speed;
mod standing;

#[allow(dead_code, reason = "a part of it is used")]
#[path = "../support/random.rs"]
mod random;

use oreline::domain::{GreenLevel, GreenMatches};
use oreline::green::{GreenList, NamedMine, Stated, match_mines};

const STATED: Stated = Stated { level: Some(GreenLevel::National), year: Some(2020) };

/// Rows as a spreadsheet counts them; cells stand apart by `|`.
fn rows(text: &str) -> Vec<(u32, Vec<String>)> {
    let cells = |line: &str| line.split('|').map(|cell| cell.trim().to_owned()).collect();
    text.trim().lines().enumerate().map(|(at, line)| (at as u32 + 1, cells(line))).collect()
}

fn list(name: &str, text: &str) -> GreenList {
    GreenList::from_rows(name, &rows(text), STATED).unwrap()
}

/// Mines by name; each has its number for an id.
fn mines<'a>(names: &[&'a str]) -> Vec<NamedMine<'a>> {
    const IDS: [&str; 10] = ["m0", "m1", "m2", "m3", "m4", "m5", "m6", "m7", "m8", "m9"];
    let mine = |(at, name): (usize, &&'a str)| NamedMine {
        index: at as u32,
        id: Some(IDS[at]),
        names: vec![name],
        ..NamedMine::default()
    };
    names.iter().enumerate().map(mine).collect()
}

/// One name against mines.
fn find(name: &str, mines: Vec<NamedMine>) -> GreenMatches {
    match_mines(&[list("list.csv", &format!("名称\n{name}"))], mines)
}
