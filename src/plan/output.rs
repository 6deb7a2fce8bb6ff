//! Where results go, and in which format.

use std::path::{Path, PathBuf};

use crate::error::Error;

/// The formats that layers can be written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// RFC 7946.
    GeoJson,
    /// One feature a line, RFC 8142 without record separators.
    GeoJsonSeq,
    /// All layers in one file, with styles.
    GeoPackage,
    /// With its packed index.
    FlatGeobuf,
    /// `GeoParquet` 1.1, with the box of each row.
    GeoParquet,
    /// Through GDAL.
    Shapefile,
    /// Through GDAL.
    Csv,
    /// Through GDAL.
    Kml,
    /// Through GDAL.
    Xlsx,
}

impl Format {
    const BY_EXTENSION: [(&str, Self); 10] = [
        ("geojson", Self::GeoJson),
        ("json", Self::GeoJson),
        ("geojsonl", Self::GeoJsonSeq),
        ("gpkg", Self::GeoPackage),
        ("fgb", Self::FlatGeobuf),
        ("parquet", Self::GeoParquet),
        ("shp", Self::Shapefile),
        ("csv", Self::Csv),
        ("kml", Self::Kml),
        ("xlsx", Self::Xlsx),
    ];

    /// Whether QGIS takes a style from a `.qml` file of the same name.
    #[must_use]
    pub fn has_style_beside(self) -> bool {
        matches!(self, Self::GeoJson | Self::GeoJsonSeq | Self::FlatGeobuf | Self::Shapefile)
    }
}

/// One place that results go to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Output {
    /// GeoJSON on standard output.
    Stdout,
    /// The whole delivery in a folder.
    Folder(PathBuf),
    /// One file.
    File(PathBuf, Format),
}

/// Parses what stands behind `-o`: `-`, a folder (with a slash at its end, or one that exists), or a file.
///
/// # Errors
/// An extension that names no format.
pub fn parse_output(text: &str) -> Result<Output, Error> {
    if text == "-" {
        return Ok(Output::Stdout);
    }
    let path = PathBuf::from(text);
    if text.ends_with(['/', std::path::MAIN_SEPARATOR]) || path.is_dir() {
        return Ok(Output::Folder(path));
    }
    let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or("").to_ascii_lowercase();
    match Format::BY_EXTENSION.iter().find(|(known, _)| *known == extension) {
        Some((_, format)) => Ok(Output::File(path, *format)),
        None => Err(unknown_format(&path, &extension)),
    }
}

fn unknown_format(path: &Path, extension: &str) -> Error {
    let known: Vec<String> = Format::BY_EXTENSION.iter().map(|(known, _)| format!(".{known}")).collect();
    let problem = match extension {
        "" => format!("{}: the name does not say which format", path.display()),
        _ => format!("{}: \".{extension}\" is no format that oreline writes", path.display()),
    };
    Error::Usage { problem, hint: Some(format!("use one of {}, or end the name of a folder with /", known.join(" "))) }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::{Format, Output, parse_output};

    #[test]
    fn the_ending_says_what_is_written() {
        assert_eq!(parse_output("-").unwrap(), Output::Stdout);
        assert_eq!(parse_output("成果/").unwrap(), Output::Folder(PathBuf::from("成果/")));
        assert_eq!(parse_output("a/b.GPKG").unwrap(), Output::File(PathBuf::from("a/b.GPKG"), Format::GeoPackage));
        assert!(parse_output("flagged").unwrap_err().hint().unwrap().contains(".gpkg"));
        let parquet = Output::File(PathBuf::from("flagged.parquet"), Format::GeoParquet);
        assert_eq!(parse_output("flagged.parquet").unwrap(), parquet);
    }
}
