//! Where systems keep fonts. Names come sorted: the order of a folder is not the same on every machine.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

/// No system nests folders of fonts deeper.
const DEPTH: usize = 8;

/// Parts of the names of files that hold the families which are asked for first.
const LIKELY: [&str; 20] = [
    "notosanscjk",
    "notosanssc",
    "notosanshans",
    "sourcehansans",
    "siyuan",
    "msyh",
    "pingfang",
    "hiragino sans gb",
    "deng.",
    "dengb.",
    "stheiti",
    "simhei",
    "wqy",
    "notoserifcjk",
    "sourcehanserif",
    "simsun",
    "songti",
    "uming",
    "droidsansfallback",
    "思源",
];

/// Whether a file is likely to hold one of the families that are asked for first.
pub(super) fn is_likely(file: &Path) -> bool {
    let name = file.file_name().map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default();
    LIKELY.iter().any(|part| name.contains(part))
}

/// The font files in the usual folders of the system and of the user.
pub(super) fn system_files() -> Vec<PathBuf> {
    let home = |variable: &str, below: &str| std::env::var_os(variable).map(|home| Path::new(&home).join(below));
    let folders: Vec<PathBuf> = if cfg!(windows) {
        [home("SYSTEMROOT", "Fonts"), home("USERPROFILE", "AppData/Local/Microsoft/Windows/Fonts")]
            .into_iter()
            .flatten()
            .collect()
    } else if cfg!(target_os = "macos") {
        let mut folders = vec![PathBuf::from("/System/Library/Fonts"), PathBuf::from("/Library/Fonts")];
        folders.extend(home("HOME", "Library/Fonts"));
        folders
    } else {
        let mut folders = vec![PathBuf::from("/usr/share/fonts"), PathBuf::from("/usr/local/share/fonts")];
        folders.extend([home("HOME", ".fonts"), home("HOME", ".local/share/fonts")].into_iter().flatten());
        folders
    };
    folders.iter().flat_map(|folder| files_below(folder)).collect()
}

/// The font files in a folder and those below it.
pub(super) fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    walk(folder, DEPTH, &mut files);
    files.sort_unstable();
    files
}

fn walk(folder: &Path, depth: usize, files: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for path in entries.flatten().map(|entry| entry.path()) {
        let extension = path.extension().and_then(OsStr::to_str).map(str::to_ascii_lowercase);
        if matches!(extension.as_deref(), Some("ttf" | "ttc" | "otf" | "otc")) {
            files.push(path);
        } else if depth > 0 && path.is_dir() {
            walk(&path, depth - 1, files);
        }
    }
}
