//! Keeps the SQLite inside this program apart from the one that GDAL brings, and lets GDAL be loaded when it is needed.

use std::env;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed=src/late_gdal");
    let is = |name: &str, value: &str| env::var(name).as_deref() == Ok(value);
    let is_linux = is("CARGO_CFG_TARGET_OS", "linux");
    // Exported symbols of the bundled SQLite would be taken by a dynamic libgdal for its own, which makes GDAL before 3.9
    // fail to write GeoPackages (OSGeo/gdal#9135). This holds for tests and benches as well as for the program.
    if is_linux {
        println!("cargo:rustc-link-arg=-Wl,--exclude-libs,ALL");
    }
    let is_built_in = env::var_os("CARGO_FEATURE_BUNDLED").is_some() || env::var_os("GDAL_STATIC").is_some();
    let is_known = is_linux && is("CARGO_CFG_TARGET_ARCH", "x86_64") && is("CARGO_CFG_TARGET_ENV", "gnu");
    // Where the library is not found, the linker finds it, and the program loads it at its start.
    if let Some(library) = gdal_library().filter(|_| is_known && !is_built_in) {
        load_late(&library)?;
    }
    Ok(())
}

/// Compiles `src/late_gdal`; its file says what for.
fn load_late(library: &str) -> Result<(), Box<dyn Error>> {
    let out = PathBuf::from(env::var("OUT_DIR")?);
    let names = fs::read_to_string("src/late_gdal/functions.txt")?;
    let calls: Vec<String> = names.lines().map(|name| format!("LATE({name})")).collect();
    fs::write(out.join("late_gdal_functions.h"), calls.join("\n"))?;
    cc::Build::new()
        .file("src/late_gdal/late.c")
        .include(&out)
        .define("LATE_GDAL_LIBRARY", format!("\"{library}\"").as_str())
        .define("_GNU_SOURCE", None)
        .pic(true)
        .link_lib_modifier("+whole-archive")
        .compile("oreline_late_gdal");
    Ok(())
}

/// The name under which programs ask for GDAL, such as `libgdal.so.32`: it stands in the library itself.
fn gdal_library() -> Option<String> {
    let from_environment = |name: &str| env::var_os(name).map(PathBuf::from);
    for name in ["GDAL_LIB_DIR", "GDAL_HOME"] {
        println!("cargo:rerun-if-env-changed={name}");
    }
    let folder =
        from_environment("GDAL_LIB_DIR").or_else(|| from_environment("GDAL_HOME").map(|home| home.join("lib")));
    let file = folder.map_or_else(where_the_linker_finds_it, |folder| Some(folder.join("libgdal.so")))?;
    name_in(&file)
}

fn where_the_linker_finds_it() -> Option<PathBuf> {
    let said = |program: &str, arguments: &[String]| {
        let output = Command::new(program).args(arguments).output().ok()?;
        Some(String::from_utf8(output.stdout).ok()?.trim().to_owned())
    };
    let folders = said("pkg-config", &["--libs-only-L".to_owned(), "gdal".to_owned()]).unwrap_or_default();
    let named = folders.split_whitespace().filter_map(|word| word.strip_prefix("-L"));
    let mut files = named.map(|folder| Path::new(folder).join("libgdal.so"));
    let usual = || Some(PathBuf::from(said("cc", &["-print-file-name=libgdal.so".to_owned()])?));
    files.find(|file| file.is_file()).or_else(usual).filter(|file| file.is_file())
}

fn name_in(library: &Path) -> Option<String> {
    let bytes = fs::read(library).ok()?;
    let stem = b"libgdal.so.";
    let at = bytes.windows(stem.len()).position(|window| window == stem)?;
    let end = at + bytes[at..].iter().position(|byte| *byte == 0)?;
    String::from_utf8(bytes[at..end].to_vec()).ok()
}
