//! The rules of the house, held against the sources: which room may know which crate and which room, where `unsafe` may
//! stand, how long a file may be, what may stop the program, and that no path of someone's machine is kept.
//!
//! Each rule is a function from sources to breaches, and is proved to catch made-up sources that break it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout, reason = "a test may fail")]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A source file with comments, the inside of strings, and test code blanked out; lines stay where they are.
struct Source {
    path: String,
    code: String,
    lines: usize,
}

impl Source {
    fn new(path: &str, text: &str) -> Self {
        let is_test = path.ends_with("/tests.rs") || path.contains("/tests/");
        let code = if is_test { String::new() } else { without_tests(&without_words(text)) };
        Self { path: path.to_owned(), code, lines: text.lines().count() }
    }

    /// `read` for `src/read/…`, `error` for `src/error.rs`.
    fn room(&self) -> &str {
        let inner = self.path.strip_prefix("src/").unwrap_or(&self.path);
        inner.split('/').next().unwrap_or(inner).trim_end_matches(".rs")
    }

    fn line_of(&self, offset: usize) -> usize {
        self.code[..offset].matches('\n').count() + 1
    }

    /// Offsets at which a whole word stands.
    fn words<'s>(&'s self, word: &'s str) -> impl Iterator<Item = usize> + 's {
        let is_part = |c: char| c.is_alphanumeric() || c == '_';
        self.code.match_indices(word).map(|(at, _)| at).filter(move |&at| {
            !self.code[..at].ends_with(is_part) && !self.code[at + word.len()..].starts_with(is_part)
        })
    }

    fn breach(&self, offset: usize, rule: impl Into<String>) -> Breach {
        Breach { place: format!("{}:{}", self.path, self.line_of(offset)), rule: rule.into() }
    }
}

struct Breach {
    place: String,
    rule: String,
}

impl fmt::Display for Breach {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.rule)
    }
}

/// Blanks out comments, the inside of strings, and characters.
fn without_words(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    let blank = |out: &mut String, c: char| out.push(if c == '\n' { '\n' } else { ' ' });
    while at < chars.len() {
        let rest = &chars[at..];
        match rest {
            ['/', '/', ..] => {
                while at < chars.len() && chars[at] != '\n' {
                    blank(&mut out, chars[at]);
                    at += 1;
                }
            }
            ['/', '*', ..] => {
                let mut depth = 0;
                loop {
                    match &chars[at..] {
                        ['/', '*', ..] => depth += 1,
                        ['*', '/', ..] => depth -= 1,
                        [] => break,
                        _ => {
                            blank(&mut out, chars[at]);
                            at += 1;
                            continue;
                        }
                    }
                    out.push_str("  ");
                    at += 2;
                    if depth == 0 {
                        break;
                    }
                }
            }
            ['r', '"' | '#', ..] if !ends_in_word(&out) && raw_fence(rest).is_some() => {
                let fence = raw_fence(rest).unwrap();
                let close: Vec<char> = std::iter::once('"').chain(std::iter::repeat_n('#', fence)).collect();
                let mut end = at + 2 + fence;
                while end < chars.len() && !chars[end..].starts_with(&close) {
                    end += 1;
                }
                let end = (end + close.len()).min(chars.len());
                chars[at..end].iter().for_each(|c| blank(&mut out, *c));
                at = end;
            }
            ['"', ..] => {
                out.push('"');
                at += 1;
                while at < chars.len() && chars[at] != '"' {
                    if chars[at] == '\\' {
                        blank(&mut out, ' ');
                        at += 1;
                    }
                    if at < chars.len() {
                        blank(&mut out, chars[at]);
                        at += 1;
                    }
                }
                out.push('"');
                at += 1;
            }
            // A character, not a lifetime.
            ['\'', '\\', ..] => {
                let length = 3 + chars[at + 3..].iter().take_while(|c| **c != '\'').count() + 1;
                out.push_str(&" ".repeat(length));
                at += length;
            }
            ['\'', _, '\'', ..] => {
                out.push_str("   ");
                at += 3;
            }
            _ => {
                out.push(chars[at]);
                at += 1;
            }
        }
    }
    out
}

fn ends_in_word(out: &str) -> bool {
    out.ends_with(|c: char| c.is_alphanumeric() || c == '_')
}

/// How many `#` stand between `r` and the quote of a raw string.
fn raw_fence(rest: &[char]) -> Option<usize> {
    let fence = rest[1..].iter().take_while(|c| **c == '#').count();
    (rest.get(1 + fence) == Some(&'"')).then_some(fence)
}

/// Blanks out items behind `#[cfg(test)]`.
fn without_tests(code: &str) -> String {
    let mut out = code.to_owned();
    while let Some(start) = out.find("#[cfg(test)]") {
        let open = out[start..].find('{').map(|at| start + at);
        let semicolon = out[start..].find(';').map(|at| start + at);
        let end = match (open, semicolon) {
            (Some(open), semicolon) if semicolon.is_none_or(|semicolon| open < semicolon) => {
                let mut depth = 0;
                out[open..]
                    .char_indices()
                    .find_map(|(at, c)| {
                        depth += i32::from(c == '{') - i32::from(c == '}');
                        (depth == 0).then_some(open + at + 1)
                    })
                    .unwrap_or(out.len())
            }
            (_, Some(semicolon)) => semicolon + 1,
            _ => out.len(),
        };
        let blank: String = out[start..end].chars().map(|c| if c == '\n' { '\n' } else { ' ' }).collect();
        out.replace_range(start..end, &blank);
    }
    out
}

/// Where each crate may be named: files, or folders with a slash at the end.
const CRATES: [(&str, &[&str]); 12] = [
    ("gdal", GDAL),
    ("gdal_sys", &["src/read/ogr/", "src/ogr_subtype.rs"]),
    ("rusqlite", &["src/write/gpkg/"]),
    ("rayon", &["src/read/geojson/", "src/check/", "src/join/", "src/write/", "src/cli/mod.rs"]),
    ("rstar", &["src/join/"]),
    ("robust", &["src/geometry/"]),
    ("clap", &["src/cli/", "src/main.rs"]),
    ("clap_complete", &["src/cli/"]),
    ("clap_mangen", &["src/cli/"]),
    ("indicatif", &["src/cli/"]),
    ("memmap2", &["src/read/map.rs"]),
    ("toml", &["src/plan/"]),
];
const GDAL: &[&str] = &[
    "src/read/ogr/",
    "src/write/ogr/",
    "src/crs/",
    "src/check/repair.rs",
    "src/gdal_messages.rs",
    "src/ogr_subtype.rs",
];

fn is_in(path: &str, places: &[&str]) -> bool {
    places.iter().any(|place| path == *place || (place.ends_with('/') && path.starts_with(place)))
}

fn crates_stay_in_their_rooms(sources: &[Source]) -> Vec<Breach> {
    let mut breaches = Vec::new();
    for source in sources {
        for (name, places) in CRATES {
            for at in source.words(name) {
                let before = source.code[..at].trim_end();
                // `::gdal` at the beginning of a path is the crate, `read::gdal` is not.
                let before = before
                    .strip_suffix("::")
                    .filter(|before| !ends_in_word(before.trim_end()))
                    .unwrap_or(before.strip_suffix("use ::").map_or(before, |_| "use"));
                let is_path = source.code[at + name.len()..].starts_with("::") && !before.ends_with("::");
                let is_use = before.ends_with("use") || before.ends_with("extern crate");
                if (is_path || is_use) && !is_in(&source.path, places) {
                    breaches.push(source.breach(at, format!("the crate {name} belongs in {}", places.join(", "))));
                }
            }
        }
    }
    breaches
}

/// Which rooms a room may know, beside itself. `name::item` allows this one item.
const ROOMS: [(&str, &[&str]); 16] = [
    ("domain", &[]),
    ("error", &["domain", "suggest"]),
    ("geometry", &[]),
    ("gdal_messages", &[]),
    ("ogr_subtype", &[]),
    ("suggest", &[]),
    ("style", &[]),
    ("crs", &["domain", "error", "gdal_messages"]),
    ("read", &["domain", "error", "crs", "gdal_messages", "ogr_subtype"]),
    ("check", &["domain", "error", "geometry", "crs", "gdal_messages", "suggest"]),
    ("join", &["domain", "geometry"]),
    ("judge", &["domain"]),
    (
        "write",
        &[
            "domain",
            "error",
            "plan",
            "style",
            "gdal_messages",
            "ogr_subtype",
            "check::count_by_code",
            "check::codes_in_words",
        ],
    ),
    ("plan", &["domain", "error", "suggest", "check::FieldChoice", "check::vocabulary", "read::Request"]),
    ("run", &["domain", "error", "plan", "read", "check", "join", "judge", "write"]),
    ("lib", &[]),
];

/// Everything that stands behind `crate::` in a file: room, item, offset. `use crate::{a, b::c}` comes apart.
fn crate_paths(source: &Source) -> Vec<(String, Option<String>, usize)> {
    let mut paths = Vec::new();
    for at in source.words("crate") {
        let Some(rest) = source.code[at..].strip_prefix("crate::") else { continue };
        let mut heads: Vec<&str> = Vec::new();
        if rest.starts_with('{') {
            let (mut depth, mut start) = (0, 1);
            for (offset, c) in rest.char_indices() {
                depth += i32::from(c == '{') - i32::from(c == '}');
                if depth == 0 || (depth == 1 && c == ',') {
                    heads.push(&rest[start..offset]);
                    start = offset + 1;
                }
                if depth == 0 {
                    break;
                }
            }
        } else {
            heads.push(one_path(rest));
        }
        for head in heads {
            let mut words = head.trim_start().split("::").map(|word| {
                word.split(|c: char| !(c.is_alphanumeric() || c == '_' || c == '{')).next().unwrap_or("").to_owned()
            });
            let room = words.next().unwrap_or_default();
            if room.is_empty() {
                continue;
            }
            match words.next() {
                Some(list) if list.starts_with('{') => {
                    let inner = head.split_once("::{").map_or("", |(_, inner)| inner);
                    let inner = inner.split('}').next().unwrap_or("");
                    for item in inner.split(',').map(str::trim).filter(|item| !item.is_empty()) {
                        let item = item.split("::").next().unwrap_or(item);
                        paths.push((room.clone(), Some(item.to_owned()), at));
                    }
                }
                Some(item) if !item.is_empty() => paths.push((room, Some(item), at)),
                // `use crate::check;`: what is used of it stands further down as `check::item`.
                _ => {
                    let uses: Vec<_> = source
                        .words(&room)
                        .filter(|&found| !source.code[..found].ends_with("::"))
                        .filter_map(|found| source.code[found + room.len()..].strip_prefix("::"))
                        .map(|behind| behind.split(|c: char| !(c.is_alphanumeric() || c == '_')).next().unwrap_or(""))
                        .map(|item| (room.clone(), Some(item.to_owned()), at))
                        .collect();
                    if uses.is_empty() {
                        paths.push((room, None, at));
                    }
                    paths.extend(uses);
                }
            }
        }
    }
    paths
}

/// The path that a text begins with, with the list in braces at its end.
fn one_path(text: &str) -> &str {
    let is_part = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
    let end = text.find(|c| !is_part(c)).unwrap_or(text.len());
    if text[end..].starts_with('{') {
        &text[..text[end..].find('}').map_or(text.len(), |close| end + close + 1)]
    } else {
        &text[..end]
    }
}

fn rooms_know_only_what_they_may(sources: &[Source]) -> Vec<Breach> {
    let mut breaches = Vec::new();
    let table: BTreeMap<&str, &[&str]> = ROOMS.into_iter().collect();
    for source in sources.iter().filter(|source| !matches!(source.room(), "main" | "cli")) {
        let Some(allowed) = table.get(source.room()) else {
            breaches.push(source.breach(0, format!("the room {} is in no table of this test", source.room())));
            continue;
        };
        for (room, item, at) in crate_paths(source) {
            let whole = item.map_or(room.clone(), |item| format!("{room}::{item}"));
            if room != source.room() && !allowed.contains(&room.as_str()) && !allowed.contains(&whole.as_str()) {
                breaches.push(source.breach(at, format!("{} must not know {whole}", source.room())));
            }
        }
        // `super` may not lead out of the room past the table.
        let depth = source.path.trim_end_matches(".rs").trim_end_matches("/mod").matches('/').count();
        let chain = format!("{}super", "super::".repeat(depth.saturating_sub(1)));
        for at in source.words(&chain) {
            breaches.push(source.breach(at, "super leads out of the room: write crate::"));
        }
    }
    // The binary sees the library from outside.
    for source in sources.iter().filter(|source| matches!(source.room(), "main" | "cli")) {
        for at in source.words("oreline") {
            let rest = source.code[at..].strip_prefix("oreline::").unwrap_or("");
            let room = rest.split(|c: char| !(c.is_alphanumeric() || c == '_')).next().unwrap_or("");
            if !rest.is_empty() && !["domain", "error", "plan", "run"].contains(&room) {
                breaches.push(source.breach(at, format!("the command line must not know {room}")));
            }
        }
    }
    breaches
}

fn unsafe_stands_where_it_is_argued(sources: &[Source]) -> Vec<Breach> {
    let places = &["src/read/map.rs", "src/ogr_subtype.rs"];
    let outside = sources.iter().filter(|source| !is_in(&source.path, places));
    outside
        .flat_map(|source| source.words("unsafe").map(|at| source.breach(at, "unsafe is not argued for here")))
        .collect()
}

const MOST_LINES: usize = 450;

fn files_are_short(sources: &[Source]) -> Vec<Breach> {
    let long = sources.iter().filter(|source| source.lines >= MOST_LINES);
    long.map(|source| Breach {
        place: source.path.clone(),
        rule: format!("{} lines; a file has fewer than {MOST_LINES}", source.lines),
    })
    .collect()
}

fn nothing_panics_on_purpose(sources: &[Source]) -> Vec<Breach> {
    let mut breaches = Vec::new();
    for source in sources {
        for call in ["unwrap()", "expect(", "unwrap_err()", "expect_err("] {
            for (at, _) in source.code.match_indices(&format!(".{call}")) {
                breaches.push(source.breach(at, format!("{call} stops the program: return an error")));
            }
        }
        for name in ["panic", "todo", "unimplemented", "unreachable", "assert", "assert_eq", "dbg"] {
            for at in source.words(name).filter(|at| source.code[at + name.len()..].starts_with('!')) {
                breaches.push(source.breach(at, format!("{name}! stops the program: return an error")));
            }
        }
    }
    breaches
}

/// Folders of one machine; put together here so that this file does not hold them.
fn machine_paths() -> Vec<String> {
    ["work/", "root/", "tmp/w/", "home/", "Users/"].iter().map(|folder| format!("/{folder}")).collect()
}

fn no_machine_paths(files: &[(String, String)]) -> Vec<Breach> {
    let mut breaches = Vec::new();
    for (path, text) in files {
        for (number, line) in text.lines().enumerate() {
            for folder in machine_paths() {
                // Part of a longer path or an address is no folder of a machine.
                let stands_alone = |at: usize| {
                    !line[..at].ends_with(|c: char| {
                        c.is_alphanumeric() || matches!(c, '.' | '_' | '-' | '/' | '~' | '$' | '}')
                    })
                };
                if line.match_indices(&folder).any(|(at, _)| stands_alone(at)) {
                    breaches.push(Breach {
                        place: format!("{path}:{}", number + 1),
                        rule: format!("a path of one machine: {folder}"),
                    });
                }
            }
        }
    }
    breaches
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn walk(folder: &Path, files: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() { walk(&path, files) } else { files.push(path) }
    }
}

fn sources() -> Vec<Source> {
    let mut files = Vec::new();
    walk(&root().join("src"), &mut files);
    let rust = files.iter().filter(|path| path.extension().is_some_and(|extension| extension == "rs"));
    let sources: Vec<Source> = rust
        .map(|path| {
            let name = path.strip_prefix(root()).unwrap().to_str().unwrap().replace('\\', "/");
            Source::new(&name, &std::fs::read_to_string(path).unwrap())
        })
        .collect();
    println!("{} source files", sources.len());
    assert!(sources.len() > 50, "{}", sources.len());
    sources
}

/// Files that git knows or would take.
fn kept_files() -> Vec<(String, String)> {
    let git = Command::new("git")
        .current_dir(root())
        .args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"])
        .output();
    let names: BTreeSet<String> = match git {
        Ok(git) if git.status.success() && !git.stdout.is_empty() => {
            git.stdout.split(|byte| *byte == 0).map(|name| String::from_utf8_lossy(name).into_owned()).collect()
        }
        _ => {
            println!("git says nothing: the folders of sources are read");
            let mut files = Vec::new();
            for folder in ["src", "tests", "layers", "scripts", "styles", "docs"] {
                if root().join(folder).is_dir() {
                    walk(&root().join(folder), &mut files);
                }
            }
            files.iter().map(|path| path.strip_prefix(root()).unwrap().to_str().unwrap().to_owned()).collect()
        }
    };
    let texts = names.into_iter().filter(|name| !name.is_empty()).filter_map(|name| {
        // Pictures are no text.
        let text = String::from_utf8(std::fs::read(root().join(&name)).ok()?).ok()?;
        Some((name, text))
    });
    texts.collect()
}

fn hold(breaches: &[Breach]) {
    let lines: Vec<String> = breaches.iter().map(ToString::to_string).collect();
    assert!(breaches.is_empty(), "{} breaches:\n{}", lines.len(), lines.join("\n"));
}

#[test]
fn each_crate_is_named_only_in_the_rooms_that_need_it() {
    hold(&crates_stay_in_their_rooms(&sources()));
}

#[test]
fn each_room_knows_only_the_rooms_that_it_may() {
    hold(&rooms_know_only_what_they_may(&sources()));
}

#[test]
fn unsafe_code_stands_in_two_files() {
    hold(&unsafe_stands_where_it_is_argued(&sources()));
}

#[test]
fn every_file_is_short_enough_to_read() {
    hold(&files_are_short(&sources()));
}

#[test]
fn no_code_outside_of_tests_panics_on_purpose() {
    hold(&nothing_panics_on_purpose(&sources()));
}

#[test]
fn no_kept_file_names_a_path_of_a_machine() {
    let files = kept_files();
    println!("{} files", files.len());
    assert!(files.len() > 100, "{}", files.len());
    hold(&no_machine_paths(&files));
}

#[test]
fn every_table_entry_of_this_test_is_about_something_that_exists() {
    let sources = sources();
    for (name, places) in CRATES {
        for place in places {
            let used = sources
                .iter()
                .filter(|source| is_in(&source.path, &[*place]))
                .any(|source| source.words(name).next().is_some());
            assert!(used, "{name} is allowed in {place}, where it is not named");
        }
    }
    let rooms: BTreeSet<&str> = sources.iter().map(Source::room).collect();
    for (room, _) in ROOMS {
        assert!(rooms.contains(room), "no room {room}");
    }
}

/// The rules themselves, on sources that break them.
mod the_rules {
    use super::{
        Breach, MOST_LINES, Source, crates_stay_in_their_rooms, files_are_short, machine_paths, no_machine_paths,
        nothing_panics_on_purpose, rooms_know_only_what_they_may, unsafe_stands_where_it_is_argued,
    };

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
        let behind =
            "#[cfg(test)]\nmod tests;\nfn f() { a.unwrap() }\n#[cfg(test)]\nmod more { }\nfn g() { b.unwrap() }";
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
}
