//! Styles of layers, with the headings and labels of their own columns; as rows of the package, and as files of a delivery.

use std::path::{Path, PathBuf};

use super::delivery;
use super::staged::{NewFolders, Staged};
use super::table::Column;
use crate::domain::{DeliveryStyle, Report};
use crate::error::Error;
use crate::style::{self, FieldTexts, Shown, Style, Wanted};

/// The folder of a delivery that holds the styles.
const FOLDER: &str = "styles";

/// The layers that a delivery may hold, each with two files.
const LAYERS: [&str; 10] = [
    "mines_flagged",
    "mines",
    "overlaps",
    "slivers",
    "prefectures",
    "belts",
    "redlines",
    "positions",
    "functions",
    "defects",
];

/// What the style of a layer has to know of it.
#[derive(Clone, Copy)]
pub(super) struct StyledLayer<'l> {
    pub(super) shown: Shown,
    /// All columns; those with a title are oreline's own.
    pub(super) columns: &'l [Column],
    /// Added fields that took another name.
    pub(super) renamed: &'l [(String, String)],
    /// The field that holds what a mine is called.
    pub(super) name_field: Option<&'l str>,
}

impl<'l> StyledLayer<'l> {
    /// A layer that no source has a part in.
    pub(super) fn own(shown: Shown, columns: &'l [Column]) -> Self {
        Self { shown, columns, renamed: &[], name_field: None }
    }

    /// Its style.
    pub(super) fn style(&self, look: DeliveryStyle) -> Style {
        self.style_as(look, &[])
    }

    /// Its style in a format that holds some columns under other names: the name of the column, and the one there.
    pub(super) fn style_as(&self, look: DeliveryStyle, in_format: &[(String, String)]) -> Style {
        let named = |name: &'l str| -> String {
            in_format
                .iter()
                .find(|(usual, _)| usual == name)
                .map_or_else(|| name.to_owned(), |(_, other)| other.clone())
        };
        let own: Vec<(String, &Column)> = self
            .columns
            .iter()
            .filter(|column| column.title.is_some())
            .map(|column| (named(&column.name), column))
            .collect();
        let fields: Vec<FieldTexts<'_>> = own
            .iter()
            .map(|(name, column)| FieldTexts { name, heading: column.heading(look.language), labels: column.labels })
            .collect();
        let renamed: Vec<(String, String)> = self.renamed.iter().chain(in_format).cloned().collect();
        let name_field =
            self.name_field.filter(|name| self.columns.iter().any(|column| column.name == *name)).map(named);
        style::style(&Wanted {
            shown: self.shown,
            fields: &fields,
            renamed: &renamed,
            name_field: name_field.as_deref(),
            language: look.language,
            theme: look.theme,
        })
    }
}

/// The names of all files that [`files`] may make, relative to the folder of the delivery.
pub(super) fn names() -> impl Iterator<Item = PathBuf> {
    let of_layer = |layer: &str| ["qml", "sld"].map(|ending| Path::new(FOLDER).join(format!("{layer}.{ending}")));
    LAYERS.into_iter().flat_map(of_layer)
}

/// The styles of all layers of `flagged.gpkg`, as QML for QGIS and as SLD for map servers.
pub(super) fn files(
    report: &Report<'_>,
    only_flagged: bool,
    folder: &Path,
    folders: &mut NewFolders,
) -> Result<Vec<Staged>, Error> {
    let folder = folder.join(FOLDER);
    folders.make(&folder)?;
    let mut staged = Vec::new();
    for layer in delivery::layers(report, only_flagged) {
        let style = layer.styled(report).style(report.style);
        for (ending, text) in [("qml", &style.qml), ("sld", &style.sld)] {
            let file = Staged::beside(&folder.join(format!("{}.{ending}", layer.name)));
            std::fs::write(file.path(), text).map_err(|source| file.error(source))?;
            staged.push(file);
        }
    }
    Ok(staged)
}
