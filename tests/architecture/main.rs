//! The rules of the house, held against the sources: which room may know which crate and which room, where `unsafe` may
//! stand, how long a file may be, what may stop the program, and that no path of someone's machine is kept.
//!
//! Each rule is a function from sources to breaches, and is proved to catch made-up sources that break it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout, reason = "a test may fail")]

mod faults;
mod rules;
mod source;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use rules::*;
use source::{Breach, Source};

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
