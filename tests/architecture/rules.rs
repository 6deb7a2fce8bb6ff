//! The rules: each is a function from sources to breaches.

use std::collections::BTreeMap;

use crate::source::{Breach, Source, ends_in_word};

/// Where each crate may be named: files, or folders with a slash at the end.
pub(crate) const CRATES: [(&str, &[&str]); 25] = [
    ("calamine", &["src/read/table/"]),
    ("encoding_rs", &["src/corners/", "src/read/table/", "src/read/encoding/", "src/read/ogr/text.rs"]),
    ("gdal", GDAL),
    ("gdal_sys", &["src/read/ogr/", "src/ogr_subtype.rs"]),
    ("rusqlite", &["src/write/gpkg/", "src/query/table/"]),
    ("parquet", &["src/write/parquet/"]),
    ("flatgeobuf", &["src/write/flatgeobuf/"]),
    ("geozero", &["src/write/flatgeobuf/"]),
    ("sha2", &["src/digest.rs"]),
    ("crc32fast", &["src/index/"]),
    ("pinyin", &["src/query/names/"]),
    ("resvg", &["src/map/"]),
    (
        "rayon",
        &["src/read/geojson/", "src/check/", "src/join/", "src/write/", "src/query/at/stream.rs", "src/cli/mod.rs"],
    ),
    ("rstar", &["src/join/"]),
    ("robust", &["src/geometry/"]),
    ("clap", &["src/cli/", "src/main.rs"]),
    ("clap_complete", &["src/cli/"]),
    ("clap_mangen", &["src/cli/"]),
    ("indicatif", &["src/cli/"]),
    ("memmap2", &["src/read/map.rs"]),
    ("toml", &["src/plan/", "src/rules/vocabulary.rs"]),
    ("unicode_normalization", &["src/green/", "src/query/names/"]),
    ("unicode_width", &["src/explain/", "src/write/ledger/", "src/query/format/"]),
    ("rust_xlsxwriter", &["src/write/ledger/"]),
    ("zip", &["src/write/ledger/", "src/write/project/archive.rs"]),
];
pub(crate) const GDAL: &[&str] = &[
    "src/read/ogr/",
    "src/write/ogr/",
    "src/crs/",
    "src/check/repair.rs",
    "src/gdal_messages.rs",
    "src/ogr_subtype.rs",
];

pub(crate) fn is_in(path: &str, places: &[&str]) -> bool {
    places.iter().any(|place| path == *place || (place.ends_with('/') && path.starts_with(place)))
}

pub(crate) fn crates_stay_in_their_rooms(sources: &[Source]) -> Vec<Breach> {
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
pub(crate) const ROOMS: [(&str, &[&str]); 30] = [
    ("domain", &[]),
    ("corners", &["domain"]),
    ("error", &["domain", "suggest"]),
    ("geometry", &[]),
    ("clock", &["domain"]),
    ("digest", &[]),
    ("green", &["domain", "suggest"]),
    ("gdal_messages", &[]),
    ("ogr_subtype", &[]),
    ("suggest", &[]),
    ("style", &["domain"]),
    ("crs", &["domain", "error", "gdal_messages"]),
    ("read", &["domain", "error", "corners", "crs", "gdal_messages", "ogr_subtype"]),
    ("check", &["domain", "error", "geometry", "crs", "gdal_messages", "suggest", "rules"]),
    ("join", &["domain", "geometry"]),
    ("judge", &["domain", "rules"]),
    ("map", &["domain", "error", "style"]),
    (
        "rules",
        &[
            "domain",
            "error",
            "suggest",
            "check::vocabulary",
            "read::table_rows",
            "read::TableRows",
            "read::TableRow",
            "read::TableCell",
        ],
    ),
    (
        "write",
        &[
            "domain",
            "error",
            "plan",
            "clock",
            "digest",
            "map",
            "style",
            "gdal_messages",
            "ogr_subtype",
            "check::count_by_code",
            "check::codes_in_words",
        ],
    ),
    (
        "plan",
        &[
            "domain",
            "error",
            "suggest",
            "check::FieldChoice",
            "check::STATEMENTS",
            "check::vocabulary",
            "read::Request",
        ],
    ),
    (
        "doctor",
        &[
            "clock",
            "domain",
            "error",
            "plan",
            "read",
            "crs",
            "check",
            "geometry",
            "join",
            "rules",
            "green",
            "write::FoundDefect",
            "write::found_defects",
            "write::text_file",
            "write::preflight",
        ],
    ),
    (
        "explain",
        &[
            "domain",
            "error",
            "plan",
            "rules",
            "run",
            "geometry",
            "judge",
            "suggest",
            "check::statements",
            "check::statement_field",
        ],
    ),
    ("convert", &["domain", "error", "plan", "read", "corners", "crs", "geometry", "check", "write"]),
    (
        "run",
        &[
            "domain", "error", "plan", "read", "check", "join", "judge", "write", "rules", "green", "clock", "digest",
            "map",
        ],
    ),
    (
        "index",
        &["domain", "error", "plan", "run", "read", "check", "geometry", "digest", "map::names", "write::byte_files"],
    ),
    (
        "query",
        &[
            "domain",
            "error",
            "plan",
            "run",
            "read",
            "check",
            "join",
            "judge",
            "rules",
            "write",
            "geometry",
            "crs",
            "suggest",
            "index",
            "explain::seek_mine",
            "map::names",
        ],
    ),
    (
        "compare",
        &[
            "domain",
            "error",
            "plan",
            "read",
            "check",
            "geometry",
            "join",
            "judge",
            "style",
            "suggest",
            "write",
            "green::fold",
            "green::simplified",
            "rules::Fact",
            "run::added_field",
            "run::layer_of_package",
            "run::zone_layers",
            "run::zones_of_package",
        ],
    ),
    (
        "cut",
        &[
            "domain",
            "error",
            "plan",
            "read",
            "check",
            "convert",
            "geometry",
            "suggest",
            "write",
            "judge::balance",
            "explain::mine_names",
            "run::CheckedGround",
            "run::find_ground",
            "explain::seek_mine",
            "style::Shown",
        ],
    ),
    (
        "verify",
        &[
            "error",
            "digest",
            "write::Manifest",
            "write::ManifestFile",
            "write::MANIFEST_NAME",
            "write::Part",
            "write::PartTable",
        ],
    ),
    ("lib", &[]),
];

/// Everything that stands behind `crate::` in a file: room, item, offset. `use crate::{a, b::c}` comes apart.
pub(crate) fn crate_paths(source: &Source) -> Vec<(String, Option<String>, usize)> {
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
pub(crate) fn one_path(text: &str) -> &str {
    let is_part = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
    let end = text.find(|c| !is_part(c)).unwrap_or(text.len());
    if text[end..].starts_with('{') {
        &text[..text[end..].find('}').map_or(text.len(), |close| end + close + 1)]
    } else {
        &text[..end]
    }
}

pub(crate) fn rooms_know_only_what_they_may(sources: &[Source]) -> Vec<Breach> {
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
            let known = [
                "compare", "convert", "cut", "doctor", "domain", "error", "explain", "index", "plan", "query", "run",
                "verify",
            ];
            if !rest.is_empty() && !known.contains(&room) {
                breaches.push(source.breach(at, format!("the command line must not know {room}")));
            }
        }
    }
    breaches
}

pub(crate) fn unsafe_stands_where_it_is_argued(sources: &[Source]) -> Vec<Breach> {
    let places = &["src/read/map.rs", "src/ogr_subtype.rs"];
    let outside = sources.iter().filter(|source| !is_in(&source.path, places));
    outside
        .flat_map(|source| source.words("unsafe").map(|at| source.breach(at, "unsafe is not argued for here")))
        .collect()
}

pub(crate) const MOST_LINES: usize = 450;

pub(crate) fn files_are_short(sources: &[Source]) -> Vec<Breach> {
    let long = sources.iter().filter(|source| source.lines >= MOST_LINES);
    long.map(|source| Breach {
        place: source.path.clone(),
        rule: format!("{} lines; a file has fewer than {MOST_LINES}", source.lines),
    })
    .collect()
}

pub(crate) fn nothing_panics_on_purpose(sources: &[Source]) -> Vec<Breach> {
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
pub(crate) fn machine_paths() -> Vec<String> {
    ["work/", "root/", "home/", "Users/"].iter().map(|folder| format!("/{folder}")).collect()
}

pub(crate) fn no_machine_paths(files: &[(String, String)]) -> Vec<Breach> {
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
