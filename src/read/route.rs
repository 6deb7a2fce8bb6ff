//! Which reader a path needs.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use super::MappedFile;
use crate::error::Error;

/// The reader that a layer needs.
#[derive(Debug)]
pub enum Route {
    /// GeoJSON in one of its shapes, mapped.
    GeoJson(MappedFile),
    /// A table of points or corners, mapped.
    Table(MappedFile),
    /// The corner-coordinate text of parcels, mapped.
    Corners(MappedFile),
    /// A path for GDAL, perhaps with a `/vsi…/` prefix added.
    Gdal(PathBuf),
}

const GEOJSON_EXTENSIONS: [&str; 7] = ["geojson", "json", "geojsonl", "geojsons", "geojsonseq", "ndjson", "jsonl"];

const TABLE_EXTENSIONS: [&str; 3] = ["csv", "tsv", "xlsx"];

/// Chooses by extension, and for `.json` by content, since `TopoJSON` and Esri JSON share the extension.
pub(super) fn choose(path: &Path) -> Result<Route, Error> {
    let name = path.display().to_string();
    if name.starts_with("/vsi") {
        return Ok(Route::Gdal(path.to_owned()));
    }
    let metadata = match std::fs::metadata(path) {
        Ok(metadata) => metadata,
        Err(source) if source.kind() == std::io::ErrorKind::NotFound => return Err(Error::NoSuchFile(name)),
        Err(source) => return Err(Error::Read { path: name, source }),
    };
    let extension = path.extension().and_then(OsStr::to_str).unwrap_or("").to_ascii_lowercase();
    if metadata.is_dir() {
        // A FileGDB is a folder; no other folder is a layer.
        return if extension == "gdb" { Ok(Route::Gdal(path.to_owned())) } else { Err(Error::IsFolder(name)) };
    }
    if metadata.len() == 0 && metadata.is_file() {
        return Err(Error::EmptyFile(name));
    }
    if GEOJSON_EXTENSIONS.contains(&extension.as_str()) {
        let file = MappedFile::open(path)?;
        if extension == "json" && is_another_json(file.bytes()) {
            return Ok(Route::Gdal(path.to_owned()));
        }
        return Ok(Route::GeoJson(file));
    }
    if TABLE_EXTENSIONS.contains(&extension.as_str()) {
        return Ok(Route::Table(MappedFile::open(path)?));
    }
    if extension == "txt" {
        return Ok(Route::Corners(MappedFile::open(path)?));
    }
    Ok(Route::Gdal(match extension.as_str() {
        "zip" => vsi("/vsizip/", path),
        "gz" | "tgz" if name.ends_with(".tar.gz") || extension == "tgz" => vsi("/vsitar/", path),
        "gz" => vsi("/vsigzip/", path),
        _ => path.to_owned(),
    }))
}

fn vsi(prefix: &str, path: &Path) -> PathBuf {
    // GDAL wants an absolute path behind the prefix when the path is absolute, which plain joining gives.
    PathBuf::from(format!("{prefix}{}", path.display()))
}

/// True for `TopoJSON` and Esri JSON, which GDAL reads.
fn is_another_json(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(4096)];
    let contains = |needle: &[u8]| memchr::memmem::find(head, needle).is_some();
    contains(b"\"Topology\"") || contains(b"\"esriGeometry") || contains(b"\"esriFieldType")
}
