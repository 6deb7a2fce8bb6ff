//! The rules themselves, on sources that break them.

use crate::rules::{
    MOST_LINES, crates_stay_in_their_rooms, files_are_short, machine_paths, no_machine_paths,
    nothing_panics_on_purpose, rooms_know_only_what_they_may, unsafe_stands_where_it_is_argued,
};
use crate::source::{Breach, Source};

fn places(rule: fn(&[Source]) -> Vec<Breach>, path: &str, text: &str) -> Vec<String> {
    rule(&[Source::new(path, text)]).into_iter().map(|breach| breach.place).collect()
}

#[test]
fn catch_crates_outside_their_rooms_and_nothing_else() {
    let rule = crates_stay_in_their_rooms;
    assert_eq!(places(rule, "src/join/mod.rs", "//! a\nuse gdal::vector::Geometry;"), ["src/join/mod.rs:2"]);
    assert_eq!(places(rule, "src/check/area.rs", "fn f() { gdal::config::x() }"), ["src/check/area.rs:1"]);
    assert_eq!(places(rule, "src/write/mod.rs", "use ::rusqlite::Connection;").len(), 1);
    assert_eq!(places(rule, "src/write/mod.rs", "fn f() { g(::gdal::x()) }").len(), 1);
    assert_eq!(places(rule, "src/judge/mod.rs", "use rayon::prelude::*;").len(), 1);
    assert_eq!(places(rule, "src/lib.rs", "extern crate memmap2;").len(), 1);
    for (path, text) in [
        ("src/check/repair.rs", "use gdal::vector::ToGdal;"),
        ("src/check/area.rs", "use crate::gdal_messages;"),
        ("src/check/area.rs", "// use gdal::vector;\nfn f() { g(\"gdal::x\"); }"),
        ("src/check/area.rs", "#[cfg(test)]\nmod tests {\n use gdal::vector;\n}"),
        ("src/judge/tests.rs", "use gdal::vector;"),
        ("src/check/area.rs", "use crate::read::gdal::open;"),
    ] {
        assert!(places(rule, path, text).is_empty(), "{path}: {text}");
    }
}

#[test]
fn catch_rooms_that_know_too_much_and_nothing_else() {
    let rule = rooms_know_only_what_they_may;
    for (path, text) in [
        ("src/read/mod.rs", "use crate::judge::all;"),
        ("src/judge/mod.rs", "use crate::{domain::Facts, read};"),
        ("src/domain/mine.rs", "fn f() { crate::write::report() }"),
        ("src/write/summary.rs", "use crate::check;\nfn f() { check::mines() }"),
        ("src/write/summary.rs", "use crate::check::{count_by_code, mines};"),
        ("src/plan/mod.rs", "use crate::read::open;"),
        ("src/join/grid.rs", "use super::super::check;"),
        ("src/read/ogr/open.rs", "use super::super::super::write;"),
        ("src/cli/flag.rs", "use oreline::join;"),
        ("src/new_room/mod.rs", ""),
    ] {
        assert_eq!(places(rule, path, text).len(), 1, "{path}: {text}");
    }
    for (path, text) in [
        ("src/judge/mod.rs", "use crate::domain::{Facts, Hit};"),
        ("src/write/summary.rs", "use crate::check;\nuse crate::domain::X;\nfn f() { check::count_by_code(&[]) }"),
        ("src/plan/mod.rs", "use crate::check::FieldChoice;\nuse crate::read::Request;"),
        ("src/join/grid.rs", "use super::locator::Locator;\nuse crate::join::grid;"),
        ("src/read/ogr/open.rs", "use super::super::Request;"),
        ("src/cli/flag.rs", "use oreline::plan::{Plan, parse_layer};"),
    ] {
        assert!(places(rule, path, text).is_empty(), "{path}: {text}");
    }
}

#[test]
fn catch_unsafe_long_files_and_panics_and_nothing_else() {
    let rule = unsafe_stands_where_it_is_argued;
    assert_eq!(places(rule, "src/join/grid.rs", "fn f() {\n unsafe { g() }\n}"), ["src/join/grid.rs:2"]);
    assert!(places(rule, "src/read/map.rs", "fn f() { unsafe { g() } }").is_empty());
    assert!(places(rule, "src/join/grid.rs", "#![allow(unsafe_code)] // unsafe").is_empty());

    assert_eq!(places(files_are_short, "src/a.rs", &"\n".repeat(MOST_LINES)).len(), 1);
    assert!(places(files_are_short, "src/a.rs", &"\n".repeat(MOST_LINES - 1)).is_empty());

    let rule = nothing_panics_on_purpose;
    let text = "fn f() {\n a.unwrap();\n b.expect(\"\");\n panic!(\"\");\n unreachable!();\n}";
    let mut found = places(rule, "src/a.rs", text);
    found.sort();
    assert_eq!(found, ["src/a.rs:2", "src/a.rs:3", "src/a.rs:4", "src/a.rs:5"]);
    let fine = "/// panic!\nfn f() { a.unwrap_or(b); g('\"', \"a.unwrap()\", r#\"panic!(\"\"#); debug_assert!(c); }\n\
                #[cfg(test)]\nmod tests { fn f() { a.unwrap() } }\nfn last<'a>() {}";
    assert!(places(rule, "src/a.rs", fine).is_empty());
    // What follows the tests is looked at again.
    let behind = "#[cfg(test)]\nmod tests;\nfn f() { a.unwrap() }\n#[cfg(test)]\nmod more { }\nfn g() { b.unwrap() }";
    assert_eq!(places(rule, "src/a.rs", behind), ["src/a.rs:3", "src/a.rs:6"]);
}

#[test]
fn catch_paths_of_a_machine_and_nothing_else() {
    let of = |line: String| no_machine_paths(&[("a.md".to_owned(), line)]).len();
    for folder in machine_paths() {
        assert_eq!(of(format!("see {folder}main/x")), 1, "{folder}");
        assert_eq!(of(format!("path = \"{folder}x\"")), 1, "{folder}");
        assert_eq!(of(format!("https://example.org{folder}x and ./frame{folder}x")), 0, "{folder}");
    }
}
