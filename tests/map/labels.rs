//! No label covers another, all lie in the window, and each is as large as its box says.

use oreline::domain::Language;
use oreline::map::{Content, Fonts, Orientation, Sheet, draw};
use resvg::usvg::{Group, Node, Options, Tree};

use crate::world::{PLANS, fonts, options, random, shipped};

/// Compares all pairs of labels; gives how many.
fn check(sheet: &Sheet, what: &str) -> usize {
    let mut compared = 0;
    for (number, label) in sheet.labels.iter().enumerate() {
        assert!(sheet.view.window.holds(&label.bounds), "{what}: {label:?} lies outside");
        for other in &sheet.labels[..number] {
            assert!(!label.bounds.overlaps(&other.bounds), "{what}: {label:?} {other:?}");
            compared += 1;
        }
    }
    compared
}

fn all_sizes(content: &Content<'_>, fonts: &Fonts, what: &str) -> usize {
    let mut compared = 0;
    for size in ["A4", "A3", "A1", "400x200mm"] {
        for (orientation, language) in
            [(None, Language::Both), (Some(Orientation::Portrait), Language::Chinese), (None, Language::English)]
        {
            let sheet = draw(content, &options(size, orientation, language), fonts);
            assert!(!sheet.labels.is_empty(), "{what}: no label");
            compared += check(&sheet, what);
        }
    }
    compared
}

#[test]
fn no_two_labels_overlap() {
    let mut compared = 0;
    for plan in PLANS {
        compared += shipped(plan, |content| all_sizes(content, fonts(), plan));
    }
    for seed in 0..3 {
        compared += all_sizes(&random(2000, seed), fonts(), "random");
    }
    compared += all_sizes(&random(2000, 7), &Fonts::none(), "random without a font");
    println!("{compared} pairs of labels compared");
    assert!(compared > 50_000, "{compared}");
}

/// Labels of mines and red lines leave all marks of flagged mines free; names of units do where there is another place.
#[test]
fn marks_of_flagged_mines_stay_free() {
    let (mut covering, mut labels) = (0, 0);
    for plan in PLANS {
        let sheet = shipped(plan, |content| draw(content, &options("A3", None, Language::Both), fonts()));
        covering += sheet.labels.iter().filter(|label| label.covered > 0).count();
        labels += sheet.labels.len();
    }
    println!("{covering} of {labels} labels cover a mark");
    assert!(labels > 100 && covering * 20 < labels, "{covering} of {labels}");
}

fn texts(group: &Group, found: &mut Vec<(String, resvg::usvg::Rect)>) {
    for node in group.children() {
        match node {
            Node::Group(group) => texts(group, found),
            Node::Text(text) => {
                let words = text.chunks().iter().map(resvg::usvg::TextChunk::text).collect::<String>();
                found.push((words, text.abs_bounding_box()));
            }
            _ => {}
        }
    }
}

/// What the renderer makes of a text is as wide as the box that was kept free for it.
#[test]
fn boxes_are_as_wide_as_texts_are_drawn() {
    if !crate::world::has_chinese() {
        return;
    }
    let mut compared = 0;
    for plan in PLANS {
        let sheet = shipped(plan, |content| draw(content, &options("A3", None, Language::Both), fonts()));
        let database = std::sync::Arc::clone(fonts().database());
        let tree = Tree::from_str(&sheet.svg, &Options { fontdb: database, ..Options::default() }).unwrap();
        let mut found = Vec::new();
        texts(tree.root(), &mut found);
        // The tree counts in pixels of 96 an inch.
        let mm = |pixels: f32| f64::from(pixels) * 25.4 / 96.0;
        for label in &sheet.labels {
            for line in &label.lines {
                let inside = found.iter().find(|(words, bounds)| {
                    let middle = mm(bounds.top() + bounds.height() / 2.0);
                    let centre = mm(bounds.left() + bounds.width() / 2.0);
                    words == line
                        && (label.bounds.left..label.bounds.right()).contains(&centre)
                        && (label.bounds.top..label.bounds.bottom()).contains(&middle)
                });
                let (_, drawn) = inside.unwrap_or_else(|| panic!("{plan}: {line} is not drawn in {:?}", label.bounds));
                assert!(mm(drawn.left()) > label.bounds.left - 0.05, "{plan}: {line}");
                assert!(mm(drawn.right()) < label.bounds.right() + 0.05, "{plan}: {line}");
                compared += 1;
            }
        }
    }
    println!("{compared} lines of labels compared");
    assert!(compared > 150, "{compared}");
}

#[test]
fn what_finds_no_room_is_counted_and_said() {
    let content = random(2000, 11);
    let sheet = draw(&content, &options("A4", None, Language::Both), fonts());
    let named = content.mines.iter().filter(|mine| mine.mark != oreline::map::Mark::None).count();
    // All but the one position have names; positions are told by the legend.
    let zones = content.zones.len() - 1;
    assert_eq!(sheet.labels.len() + sheet.left_out, named + zones);
    assert!(sheet.left_out > 500);
    let said = format!("{} more names found no room.", sheet.left_out);
    assert!(sheet.notes.iter().any(|note| note.contains(&said)), "{:?}", sheet.notes);
}
